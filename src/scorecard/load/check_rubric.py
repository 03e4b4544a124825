"""What a rubric must hold beyond its shape: a list of functions, each looking for one thing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ..model.rubric import SEEN_BY, Bounds, Component, Condition, Criterion, Level, Rubric, Scale
from .check_source import check_addresses
from .document import Document
from .typed import is_id, suggest

Where = tuple[str, ...]


def _sources(document: Document, rubric: Rubric) -> None:
    """The addresses of what a rubric draws from."""
    for name, source in rubric.sources.items():
        check_addresses(document, ("sources", name), name, source)


def check_rubric(document: Document, rubric: Rubric) -> None:
    """Add every problem of a rubric to its document."""
    checks = (_same_id_twice, _scales, _numbers, _tracks, _bands, _groups, _whose, _gates, _sources)
    for check in checks:
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
        if not is_id(name):
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
                if track not in rubric.tracks and "tracks" not in document.dropped:
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
    if level.by_kind and not measured:
        right = "add `measure:` beside the levels"
        document.report(mark, "no-measure", f"level {name} has bounds without a measure", right)
    for bounds in (level, *level.by_kind.values()):
        _two_bounds(document, mark, name, bounds)


def _two_bounds(document: Document, mark: tuple[int, int], name: str, bounds: Bounds) -> None:
    """A level starts at one threshold and ends at one."""
    pairs = (
        ("from", bounds.from_, "over", bounds.over),
        ("under", bounds.under, "up_to", bounds.up_to),
    )
    for one, first, other, second in pairs:
        if first is not None and second is not None:
            wrong = f"level {name} has both {one} and {other}"
            document.report(mark, "two-bounds", wrong, "keep one of them")
    if bounds.exactly is not None and len(bounds.thresholds()) > 1:
        wrong = f"level {name} has exactly and another bound"
        document.report(mark, "two-bounds", wrong, "keep one of them")


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
    if not levels:
        return
    spans = sorted(
        ((*_edges(bounds), name) for name, bounds in levels),
        key=lambda span: (span[0], span[1] is None, span[1] or span[0]),
    )

    for start, end, name in spans:
        if end is not None and end <= start:
            mark = document.at((*where, name), key=True)
            wrong = f"no figure can reach level {name}{kind}"
            document.report(mark, "empty-bounds", wrong, "swap its bounds")
            return
    first_start, _, first = spans[0]
    nought = (Fraction(0), False)
    if first_start > nought:
        mark = document.at((*where, first), key=True)
        wrong = f"no level covers {_span(nought, first_start)}{kind}"
        document.report(mark, "bounds-gap", wrong, "let the lowest bounds start from 0")
    for (_, end, name), (start, _, other) in pairwise(spans):
        mark = document.at((*where, other), key=True)
        right = "let one end where the other starts"
        if end is None or end > start:
            wrong = f"levels {name} and {other} overlap at {_number(start[0])}{kind}"
            document.report(mark, "bounds-overlap", wrong, right)
        elif end < start:
            wrong = f"no level covers {_span(end, start)}{kind}"
            document.report(mark, "bounds-gap", wrong, right)
    _, last_end, last = spans[-1]
    if last_end is not None and (top is None or last_end <= (top, False)):
        mark = document.at((*where, last), key=True)
        wrong = f"no level covers figures over {_number(last_end[0])}{kind}"
        if not last_end[1]:
            wrong = f"no level covers figures from {_number(last_end[0])} up{kind}"
        document.report(mark, "bounds-gap", wrong, "let the highest bounds have no upper end")


def _number(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"


def _span(start: Edge, end: Edge) -> str:
    """The figures from one edge to another, in words."""
    if start[0] == end[0]:
        return f"exactly {_number(start[0])}"
    over = "over " if start[1] else ""
    until = ", which counts in" if end[1] else ""
    return f"{over}{_number(start[0])} to {_number(end[0])}{until}"


# ---------------------------------------------------------------- the rest


def _numbers(document: Document, rubric: Rubric) -> None:
    """Ages, limits and the order of witnesses are what they can be."""
    months: list[tuple[Where, int | None]] = [(("shelf_life",), rubric.shelf_life)]
    for where, _, criterion in _criteria(rubric):
        for track, scale in (("policy", criterion.policy), ("practice", criterion.practice)):
            if scale is not None:
                months.append(((*where, track, "shelf_life"), scale.shelf_life))
                if scale.measure is not None:
                    life = scale.measure.shelf_life
                    months.append(((*where, track, "measure", "shelf_life"), life))
    for at, life in months:
        if life is not None and not 0 < life <= 1200:
            right = "write months, 1 to 1200"
            document.report(document.at(at), "out-of-range", "no shelf life is that long", right)
    if sorted(rubric.seen_by) != sorted(SEEN_BY):
        right = f"list {', '.join(SEEN_BY)}, each once"
        document.report(document.at(("seen_by",)), "seen-by", "some are missing or twice", right)
    groups = [((), rubric), *_components(rubric.components)]
    for at, group in groups:
        low = -100 if group.floor is None else group.floor
        high = 100 if group.ceiling is None else group.ceiling
        if not -100 <= low < high <= 100:
            mark = document.at((*at, "floor" if group.floor is not None else "ceiling"))
            right = "write percentages, the floor under the ceiling"
            document.report(mark, "out-of-range", "these limits leave no room", right)


def _tracks(document: Document, rubric: Rubric) -> None:
    total = sum(rubric.tracks.values(), Fraction(0))
    if total != 1 and "tracks" not in document.dropped:
        shown = float(total)
        document.report(
            document.at(("tracks",), key=True),
            "tracks-sum",
            f"the tracks add up to {shown:g}, not to 1",
            "write parts such as {policy: 0.4, practice: 0.6}",
        )
    if document.dropped or not rubric.criteria:
        return
    scales = {track for _, _, c in _criteria(rubric) for track in rubric.tracks if c.scale(track)}
    for track, part in rubric.tracks.items():
        if not part:
            mark = document.at(("tracks", track))
            right = "leave it out, or give it a part"
            document.report(mark, "out-of-range", f"`{track}` counts for nothing", right)
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
    for name, band in rubric.bands.items():
        if band.from_ > 100:
            here = document.at(("bands", name))
            document.report(here, "out-of-range", "no grade reaches that", "write 0 to 100")
    if len(set(starts)) < len(starts):
        document.report(
            mark, "same-band", "two bands start at the same percentage", "give each its own"
        )
    if starts and min(starts) > 0 and "bands" not in document.dropped:
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
            right = suggest(
                criterion.whose, known, "write own, lowest, or a kind listed under `speaks_for:`"
            )
            document.report(
                document.at((*where, "whose")),
                "unknown-whose",
                f"`{criterion.whose}` is nobody whose conduct `{name}` can ask about",
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
        if not gate.when:
            mark = document.at(("gates", name, "when"))
            right = "name a criterion, a track and a test"
            document.report(mark, "bad-condition", "a gate without a condition", right)
        several = isinstance(document.data["gates"][name]["when"], list)
        for number, condition in enumerate(gate.when):
            where = ("gates", name, "when", *((number,) if several else ()))
            _condition(document, rubric, condition, where)


def _condition(
    document: Document, rubric: Rubric, condition: Condition, where: tuple[str | int, ...]
) -> None:
    criterion = rubric.criteria.get(condition.criterion)
    if criterion is None:
        if condition.criterion in document.dropped:
            return
        right = suggest(condition.criterion, rubric.criteria, "name a criterion of this rubric")
        wrong = f"`{condition.criterion}` is no criterion of this rubric"
        mark = document.at((*where, "criterion"))
        document.report(mark, "unknown-criterion", wrong, right)
        return
    scale = criterion.scale(condition.track)
    if scale is None:
        wrong = f"`{condition.criterion}` has no {condition.track} scale"
        mark = document.at((*where, "track"))
        document.report(mark, "no-scale", wrong, "name the other track")
        return
    tests = {"at_most": condition.at_most, "at_least": condition.at_least}
    given = sum(test is not None for test in tests.values()) + condition.unknown
    if given != 1:
        right = "write at_most, at_least, or unknown: yes"
        document.report(document.at(where), "bad-condition", "a condition needs one test", right)
    for key, level in tests.items():
        if level is not None and level not in scale.levels:
            right = f"write one of {', '.join(scale.ranked)}"
            mark = document.at((*where, key))
            document.report(mark, "unknown-level", f"`{level}` is no level of that scale", right)
