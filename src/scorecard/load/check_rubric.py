"""What a rubric must hold beyond its shape: a list of functions, each looking for one thing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ..model.rubric import Bounds, Component, Criterion, Level, Rubric, Scale
from .typed import nearest
from .yaml_file import Document

Where = tuple[str, ...]


def check_rubric(document: Document, rubric: Rubric) -> None:
    """Add every problem of a rubric to its document."""
    before = len(document.problems)
    _same_id_twice(document, rubric)
    _scales(document, rubric)
    if len(document.problems) == before:
        for check in (_tracks, _bands, _groups, _whose, _gates):
            check(document, rubric)


def _components(
    components: dict[str, Component], where: Where = ("components",)
) -> Iterator[tuple[Where, Component]]:
    for name, component in components.items():
        here = (*where, name)
        yield here, component
        yield from _components(component.components, (*here, "components"))


def _criteria(rubric: Rubric) -> Iterator[tuple[Where, str, Criterion]]:
    for where, component in _components(rubric.components):
        for name, criterion in component.criteria.items():
            yield (*where, "criteria", name), name, criterion


def _same_id_twice(document: Document, rubric: Rubric) -> None:
    seen: dict[str, Where] = {}
    for where, name, _ in _criteria(rubric):
        if name in seen:
            line = document.at(seen[name], key=True)[0]
            wrong = f"`{name}` is a criterion already, in line {line}"
            document.report(
                document.at(where, key=True), "criterion-twice", wrong, "give it an id of its own"
            )
        if "/" in name or not name.strip():
            wrong = f"`{name}` cannot be an id"
            document.report(
                document.at(where, key=True), "bad-id", wrong, "use letters, digits and hyphens"
            )
        seen[name] = where
    if not seen:
        document.report(
            document.at(("components",), key=True),
            "no-criteria",
            "there is no criterion",
            "add one under `criteria:`",
        )


# ---------------------------------------------------------------- scales


def _scales(document: Document, rubric: Rubric) -> None:
    for where, name, criterion in _criteria(rubric):
        mark = document.at(where, key=True)
        weights = [criterion.weight, criterion.bonus, criterion.penalty]
        if sum(weight is not None for weight in weights) != 1:
            document.report(
                mark,
                "no-weight",
                f"`{name}` needs one of weight, bonus and penalty",
                "add `weight: 1`",
            )
        if any(w is not None and w <= 0 for w in (*weights, *criterion.weight_by_kind.values())):
            document.report(
                mark,
                "bad-weight",
                f"a weight of `{name}` is not above 0",
                "leave out a criterion that does not count",
            )
        if criterion.policy is None and criterion.practice is None:
            document.report(
                mark,
                "no-scale",
                f"`{name}` has no scale",
                "add `policy:` or `practice:` with levels",
            )
        for track in ("policy", "practice"):
            scale = criterion.policy if track == "policy" else criterion.practice
            if scale is not None:
                _scale(document, (*where, track), track, scale)
                if track not in rubric.tracks:
                    wrong = f"`{track}` is not one of the rubric's tracks"
                    document.report(
                        document.at((*where, track), key=True),
                        "no-track",
                        wrong,
                        "add it under `tracks:`",
                    )


def _scale(document: Document, where: Where, track: str, scale: Scale) -> None:
    mark = document.at(where, key=True)
    if len(scale.levels) < 2:
        document.report(
            mark, "too-few-levels", f"`{track}` has fewer than two levels", "add levels 0 to 4"
        )
        return
    if max(scale.points.values()) <= 0:
        document.report(
            mark,
            "no-points",
            f"no level of `{track}` gives points",
            "the best level gives more than 0",
        )
    if len(set(scale.points.values())) < len(scale.points):
        document.report(
            mark, "same-points", "two levels give the same points", "make them one level"
        )
    if track == "policy" and (scale.measure is not None or scale.combine != "newest"):
        wrong = "a policy scale has no measure and no combine"
        document.report(
            mark, "policy-measure", wrong, "a text is read in words; move it to `practice:`"
        )
    measure = scale.measure
    bounded = [name for name, level in scale.levels.items() if level.bounded]
    if measure is not None and not bounded:
        document.report(
            mark,
            "no-bounds",
            "there is a measure, but no level has bounds",
            "add `from:` or `under:` to the levels",
        )
    if measure is not None and measure.kind != "age" and not measure.units:
        document.report(
            mark,
            "no-units",
            "the measure names no unit",
            "add `units: [...]`, the preferred one first",
        )
    if scale.combine == "tally" and (measure is None or measure.kind != "count"):
        document.report(
            mark, "tally", "a tally counts", "add `measure: {kind: count, units: [...]}`"
        )
    for name, level in scale.levels.items():
        _level(document, (*where, name), name, level, measure is not None)
    if measure is not None and bounded and track == "practice":
        top = Fraction(100) if measure.kind == "share" else None
        kinds = {kind for level in scale.levels.values() for kind in level.by_kind}
        _tiling(document, where, [(n, scale.levels[n]) for n in bounded], top, "")
        for kind in sorted(kinds):
            of_kind = [
                (n, lv.bounds(kind)) for n, lv in scale.levels.items() if lv.bounds(kind).bounded
            ]
            _tiling(document, where, of_kind, top, f" for {kind}")


def _level(document: Document, where: Where, name: str, level: Level, measured: bool) -> None:
    mark = document.at(where, key=True)
    if level.text is None and not level.bounded and not level.by_kind:
        document.report(mark, "no-anchor", f"level {name} says nothing", "give it a text or bounds")
    if level.bounded and not measured:
        document.report(
            mark,
            "no-measure",
            f"level {name} has bounds without a measure",
            "add `measure:` beside the levels",
        )
    if level.and_ is not None and not level.bounded:
        document.report(
            mark,
            "and-alone",
            f"`and` on level {name} stands without bounds",
            "write it into the text",
        )
    if level.from_ is not None and level.over is not None:
        document.report(
            mark, "two-bounds", f"level {name} has both from and over", "keep one of them"
        )
    if level.under is not None and level.up_to is not None:
        document.report(
            mark, "two-bounds", f"level {name} has both under and up_to", "keep one of them"
        )


Edge = tuple[Fraction, bool]
"""A threshold, and whether what starts there starts just above it."""


def _edges(bounds: Bounds) -> tuple[Edge, Edge | None]:
    """Where the figures of a level start and end; it ends just before the second edge."""
    if bounds.exactly is not None:
        return (bounds.exactly, False), (bounds.exactly, True)
    start = (Fraction(0), False)
    if bounds.from_ is not None:
        start = (bounds.from_, False)
    elif bounds.over is not None:
        start = (bounds.over, True)
    end: Edge | None = None
    if bounds.under is not None:
        end = (bounds.under, False)
    elif bounds.up_to is not None:
        end = (bounds.up_to, True)
    return start, end


def _tiling(
    document: Document,
    where: Where,
    levels: list[tuple[str, Bounds]],
    top: Fraction | None,
    kind: str,
) -> None:
    """The bounds of the levels leave no gap and no overlap from 0 up."""
    spans = sorted(
        ((*_edges(bounds), name) for name, bounds in levels),
        key=lambda span: (span[0], span[1] is None, span[1] or span[0]),
    )

    def said(edge: Edge) -> str:
        number = edge[0]
        shown = str(number) if number.denominator == 1 else str(float(number))
        return f"just over {shown}" if edge[1] else shown

    for start, end, name in spans:
        if end is not None and end <= start:
            mark = document.at((*where, name), key=True)
            document.report(
                mark, "empty-bounds", f"no figure can reach level {name}{kind}", "swap its bounds"
            )
            return
    first_start, _, first = spans[0]
    if first_start > (Fraction(0), False):
        mark = document.at((*where, first), key=True)
        document.report(
            mark,
            "bounds-gap",
            f"no level covers figures under {said(first_start)}{kind}",
            "let the lowest bounds start from 0",
        )
    for (_, end, name), (start, _, other) in pairwise(spans):
        mark = document.at((*where, other), key=True)
        if end is None or end > start:
            wrong = f"levels {name} and {other} overlap at {said(start)}{kind}"
            document.report(mark, "bounds-overlap", wrong, "let one end where the other starts")
        elif end < start:
            wrong = f"no level covers {said(end)} to {said(start)}{kind}"
            document.report(mark, "bounds-gap", wrong, "let one end where the other starts")
    _, last_end, last = spans[-1]
    if last_end is not None and (top is None or last_end <= (top, False)):
        mark = document.at((*where, last), key=True)
        wrong = f"no level covers figures from {said(last_end)} up{kind}"
        document.report(mark, "bounds-gap", wrong, "let the highest bounds have no upper end")


# ---------------------------------------------------------------- the rest


def _tracks(document: Document, rubric: Rubric) -> None:
    total = sum(rubric.tracks.values(), Fraction(0))
    if total != 1:
        shown = float(total)
        document.report(
            document.at(("tracks",), key=True),
            "tracks-sum",
            f"the tracks add up to {shown:g}, not to 1",
            "write parts such as {policy: 0.4, practice: 0.6}",
        )
    scales = {track for _, _, c in _criteria(rubric) for track in rubric.tracks if c.scale(track)}
    for track in rubric.tracks:
        if track not in scales:
            document.report(
                document.at(("tracks", track), key=True),
                "empty-track",
                f"no criterion has a scale for `{track}`",
                "add one, or drop the track",
            )


def _bands(document: Document, rubric: Rubric) -> None:
    starts = [band.from_ for band in rubric.bands.values()]
    mark = document.at(("bands",), key=True)
    if len(set(starts)) < len(starts):
        document.report(
            mark, "same-band", "two bands start at the same percentage", "give each its own"
        )
    if starts and min(starts) > 0:
        document.report(mark, "no-lowest-band", "no band starts at 0", "add one, such as `F: 0`")


def _groups(document: Document, rubric: Rubric) -> None:
    for where, component in _components(rubric.components):
        mark = document.at(where, key=True)
        if not component.criteria and not component.components:
            document.report(
                mark,
                "empty-component",
                f"`{where[-1]}` holds no criterion",
                "add one, or delete it",
            )
        if component.weight is not None and component.weight <= 0:
            document.report(
                mark,
                "bad-weight",
                f"the weight of `{where[-1]}` is not above 0",
                "write a weight above 0",
            )
        added = [n for n, c in component.criteria.items() if c.bonus or c.penalty]
        if added and component.aggregate not in ("weighted_mean", "sum"):
            wrong = f"`{added[0]}` adds points, which a {component.aggregate} cannot take"
            document.report(mark, "bonus-aggregate", wrong, "use weighted_mean or sum")


def _whose(document: Document, rubric: Rubric) -> None:
    for where, name, criterion in _criteria(rubric):
        known = {"own", "lowest", *rubric.speaks_for, *rubric.grades}
        if criterion.whose not in known:
            near = nearest(criterion.whose, known)
            right = (
                f"did you mean `{near}`?"
                if near
                else "write own, lowest, or a kind listed under `speaks_for:`"
            )
            document.report(
                document.at((*where, "whose")),
                "unknown-whose",
                f"`{name}` asks of `{criterion.whose}`, which speaks for nobody",
                right,
            )


def _gates(document: Document, rubric: Rubric) -> None:
    for name, gate in rubric.gates.items():
        if not 0 <= gate.cap <= 100:
            document.report(
                document.at(("gates", name, "cap")),
                "bad-cap",
                "a cap is a percentage",
                "write 0 to 100",
            )
        for condition in gate.when:
            mark = document.at(("gates", name, "when"))
            criterion = rubric.criteria.get(condition.criterion)
            if criterion is None:
                near = nearest(condition.criterion, rubric.criteria)
                right = f"did you mean `{near}`?" if near else "name a criterion of this rubric"
                document.report(
                    mark,
                    "unknown-criterion",
                    f"`{condition.criterion}` is no criterion of this rubric",
                    right,
                )
                continue
            scale = criterion.scale(condition.track)
            if scale is None:
                document.report(
                    mark,
                    "no-scale",
                    f"`{condition.criterion}` has no {condition.track} scale",
                    "name the other track",
                )
                continue
            tests = (condition.at_most, condition.at_least)
            if condition.unknown == any(test is not None for test in tests):
                document.report(
                    mark,
                    "bad-condition",
                    "a condition needs one test",
                    "write at_most, at_least, or unknown: yes",
                )
            for level in tests:
                if level is not None and level not in scale.levels:
                    document.report(
                        mark,
                        "unknown-level",
                        f"`{level}` is no level of that scale",
                        f"write one of {', '.join(scale.ranked)}",
                    )
