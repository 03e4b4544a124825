"""What a rubric must hold beyond its shape: a list of functions, each looking for one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from ..model.fields import is_word
from ..model.rubric import (
    SEEN_BY,
    TRACKS,
    Component,
    Criterion,
    Efforts,
    Group,
    Rubric,
    Track,
)
from .check_changes import check_changes
from .check_conditions import check_circles, check_gates, check_not_applicable, untaken
from .check_scale import check_scale
from .check_source import check_addresses
from .document import MOST_PROBLEMS, Document, Where
from .rubric_parts import check_kind, each_component, each_criterion
from .typed import check_id, digits, suggest

Stated = Fraction | str | None
"""A weight as it stands in a rubric: a number, a word, or none."""


def _sources(document: Document, rubric: Rubric) -> None:
    """The addresses of what a rubric draws from."""
    for name, source in rubric.sources.items():
        check_addresses(document, ("sources", name), name, source)


def check_rubric(document: Document, rubric: Rubric) -> None:
    """Add every problem of a rubric to its document."""
    checks = (
        _same_id_twice,
        _scales,
        _weights,
        _numbers,
        _tracks,
        _bands,
        _groups,
        _whose,
        _efforts,
        check_gates,
        check_not_applicable,
        check_circles,
        check_changes,
        _sources,
    )
    limited = _Limited(document)
    for check in checks:
        try:
            check(limited, rubric)
        except _EnoughError:
            return


class _EnoughError(Exception):
    """More problems would only repeat those found."""


class _Limited(Document):
    """The same document, in which nobody reports more than enough."""

    def __init__(self, document: Document) -> None:
        self.__dict__ = document.__dict__

    def report(
        self, mark: Any, code: str, wrong: str, right: str, *, warning: bool = False
    ) -> None:
        super().report(mark, code, wrong, right, warning=warning)
        if len(self.problems) > MOST_PROBLEMS:
            raise _EnoughError


def _efforts(document: Document, rubric: Rubric) -> None:
    """An effort that is said of one track says something of a scale that there is."""
    for where, name, rule in each_criterion(rubric):
        if rule.same_as is None:
            _effort(document, (*where, "effort"), rule.effort, f"`{name}`", rule.scale)
    asked = {track for rule in rubric.criteria.values() for track in TRACKS if rule.scale(track)}
    _effort(document, ("effort",), rubric.effort, "the rubric", lambda track: track in asked)


def _effort(
    document: Document,
    where: Where,
    effort: Efforts | None,
    whose: str,
    asked: Callable[[Track], object],
) -> None:
    if effort is None or isinstance(document.value(where), str):
        return
    for track in TRACKS:
        if effort.on(track) is not None and not asked(track):
            mark = document.at((*where, _key(track)), key=True)
            wrong = f"{whose} asks nothing on this track"
            document.report(mark, "no-scale", wrong, "delete it, or name another track")


def _same_id_twice(document: Document, rubric: Rubric) -> None:
    seen: dict[str, Where] = {}
    for where, name, _ in each_criterion(rubric):
        if name in seen:
            line = document.at(seen[name], key=True)[0]
            wrong = f"`{name}` is a criterion already, in line {line}"
            document.report(
                document.at(where, key=True), "criterion-twice", wrong, "give it an id of its own"
            )
        check_id(document, where)
        seen[name] = where
    if not seen and not document.dropped:
        document.report(
            document.at(("components",), key=True),
            "no-criteria",
            "there is no criterion",
            "add one under `criteria:`",
        )


# ---------------------------------------------------------------- scales


def _scales(document: Document, rubric: Rubric) -> None:
    for where, name, criterion in each_criterion(rubric):
        mark = document.at(where, key=True)
        keys = ("weight", "points", "bonus", "penalty")
        stated = [key for key in keys if getattr(criterion, key) is not None]
        if not stated:
            wrong = f"`{name}` needs one of weight, points, bonus and penalty"
            document.report(mark, "no-weight", wrong, "add `weight: 1`")
        elif len(stated) > 1:
            wrong = f"`{name}` has {' and '.join(stated)}"
            document.report(mark, "two-weights", wrong, "keep one of them")
        scales = {track: scale for track in TRACKS if (scale := criterion.scale(track)) is not None}
        if not scales and criterion.same_as is None:
            sides = " or ".join(f"`{_key(track)}:`" for track in rubric.tracks)
            right = f"add {sides} levels, yes/no, goalposts, points or a checklist"
            document.report(mark, "no-scale", f"`{name}` has no scale", right)
        for track, scale in scales.items():
            if criterion.taken_from(track) is not None:
                continue  # it is checked where it stands
            here = (*where, _key(track))
            check_scale(document, here, track, scale, _out_of(rubric, criterion))
            if track not in rubric.tracks and "tracks" not in document.dropped:
                wrong = f"`{track}` is not one of the rubric's tracks"
                right = "add it under `tracks:`"
                if track == "score":
                    wrong = "`scale` is for a rubric that has no `tracks:`"
                    right = "write `policy:` or `practice:` in its place"
                elif not rubric.sides:
                    right = "write `scale:` in its place, or add it under `tracks:`"
                document.report(document.at(here, key=True), "no-track", wrong, right)


def _out_of(rubric: Rubric, criterion: Criterion) -> Fraction | None:
    """The points of a criterion that can be read as a number; None where it names none."""
    if isinstance(criterion.points, str) and criterion.points not in rubric.weights:
        return None
    return None if criterion.points is None else rubric.number(criterion.points)


def _key(track: Track) -> str:
    """The key under which a criterion has its scale for a track."""
    return "scale" if track == "score" else track


# ---------------------------------------------------------------- the rest


def _weights(document: Document, rubric: Rubric) -> None:
    """Every weight is a number above 0, or one of the rubric's words for one; for a kind of place
    it may be 0, which sets it aside there."""
    for name, number in rubric.weights.items():
        if not is_word(name):
            wrong = f"`{name}` cannot be a word for a weight"
            right = "write a word that starts with a letter, such as high"
            document.report(document.at(("weights", name), key=True), "bad-id", wrong, right)
        if number <= 0:
            wrong, right = f"`{name}` weighs nothing", "write a number above 0"
            document.report(document.at(("weights", name)), "bad-weight", wrong, right)

    def check(where: Where, what: str, weight: Stated, least: Fraction | None) -> None:
        if isinstance(weight, str):
            if weight not in rubric.weights and "weights" not in document.dropped:
                otherwise = "write a number, or list it under `weights:`"
                right = suggest(weight, rubric.weights, otherwise)
                wrong = f"`{weight}` is no word for a weight"
                document.report(document.at(where), "unknown-weight", wrong, right)
        elif weight is not None and (weight < 0 or weight == least):
            wrong, right = f"{what} is under 0", "write 0 or more"
            if least is not None:
                wrong, right = f"{what} is not above 0", "leave it out if it does not count"
            if where[-1] == "penalty":
                right = "write what is taken off as a number above 0"
            document.report(document.at(where), "bad-weight", wrong, right)

    for where, name, rule in each_criterion(rubric):
        stated = {"weight": rule.weight, "bonus": rule.bonus, "penalty": rule.penalty}
        for key, weight in stated.items():
            check((*where, key), f"the {key} of `{name}`", weight, Fraction(0))
        check((*where, "points"), f"the number of points of `{name}`", rule.points, None)
        _by_kind(document, rubric, where, name, rule, check)
    for where, component in each_component(rubric.components):
        name = where[-1]
        check((*where, "weight"), f"the weight of `{name}`", component.weight, Fraction(0))
        _by_kind(document, rubric, where, name, component, check)


def _by_kind(
    document: Document,
    rubric: Rubric,
    where: Where,
    name: str,
    rule: Criterion | Component,
    check: Callable[[Where, str, Stated, Fraction | None], None],
) -> None:
    """The weights for kinds of place, each a kind that the rubric grades."""
    for kind, weight in rule.weight_by_kind.items():
        what = f"the weight of `{name}` for a {kind}"
        check((*where, "weight_by_kind", kind), what, weight, None)
        check_kind(document, rubric, (*where, "weight_by_kind", kind), kind, key=True)
    if isinstance(rule, Criterion) and rule.adds and rule.weight_by_kind:
        wrong = f"`{name}` only adds points, and weighs nothing"
        at = document.at((*where, "weight_by_kind"), key=True)
        document.report(at, "out-of-place", wrong, "leave `weight_by_kind` out")


def _numbers(document: Document, rubric: Rubric) -> None:
    """Ages, limits and the order of witnesses are what they can be."""
    months: list[tuple[Where, int | None]] = [(("shelf_life",), rubric.shelf_life)]
    for where, _, criterion in each_criterion(rubric):
        for track in TRACKS:
            scale, key = criterion.scale(track), _key(track)
            if scale is not None:
                months.append(((*where, key, "shelf_life"), scale.shelf_life))
                if scale.measure is not None:
                    life = scale.measure.shelf_life
                    months.append(((*where, key, "measure", "shelf_life"), life))
    for at, life in months:
        if life is not None and not 0 < life <= 1200:
            right = "write months, 1 to 1200"
            document.report(document.at(at), "out-of-range", "no shelf life is that long", right)
    if sorted(rubric.seen_by) != sorted(SEEN_BY):
        right = f"list {', '.join(SEEN_BY)}, each once"
        document.report(document.at(("seen_by",)), "seen-by", "some are missing or twice", right)
    for at, group in _all_groups(rubric):
        _limits(document, rubric, at, group)
        if group.round is not None and not 0 <= group.round.places <= 12:
            mark = document.at((*at, "round", "places"))
            wrong = f"nothing is rounded to {group.round.places} places"
            document.report(mark, "out-of-range", wrong, "write 0 to 12")


def _limits(document: Document, rubric: Rubric, at: Where, group: Group) -> None:
    """A floor and a ceiling leave room between them."""
    points = group.aggregate == "sum" or _in_points(rubric, group)
    for key, limit in (("floor", group.floor), ("ceiling", group.ceiling)):
        if limit is not None and not points and not -100 <= limit <= 100:
            wrong = f"a {key} of {digits(limit)} is no percentage"
            document.report(document.at((*at, key)), "out-of-range", wrong, "write -100 to 100")
            return
    if group.floor is not None and group.ceiling is not None and group.floor >= group.ceiling:
        wrong, right = "the floor is not under the ceiling", "swap them, or leave one out"
        document.report(document.at((*at, "floor")), "out-of-range", wrong, right)


def _all_groups(rubric: Rubric) -> list[tuple[Where, Group]]:
    """The rubric itself and its components."""
    return [((), rubric), *each_component(rubric.components)]


def _in_points(rubric: Rubric, group: Group) -> bool:
    """Whether what a group says of its score is in points, rather than percent."""
    if isinstance(group, Rubric):
        return rubric.in_points
    adds = isinstance(group, Component) and all(rule.adds for _, rule in group.walk())
    return group.aggregate == "sum" or adds


def _tracks(document: Document, rubric: Rubric) -> None:
    """The tracks add up to 1, and something on each is weighed."""
    total = sum(rubric.tracks.values(), Fraction(0))
    if total != 1 and "tracks" not in document.dropped:
        shown = float(total)
        document.report(
            document.at(("tracks",), key=True),
            "tracks-sum",
            f"the tracks add up to {shown:g}, not to 1",
            "write parts such as {policy: 0.4, practice: 0.6}",
        )
    if document.dropped or untaken(document) or not rubric.criteria:
        return  # what is missing may be what could not be read
    every = [rule for _, _, rule in each_criterion(rubric)]
    scales = {track for track in rubric.tracks if any(rule.scale(track) for rule in every)}
    weighed = {track for rule in every if not rule.adds for track in scales if rule.scale(track)}
    for track in (track for track in rubric.tracks if track in scales - weighed):
        mark = document.at(("components",), key=True)
        wrong = "every criterion only adds or takes points, and there is nothing to add them to"
        if rubric.sides:
            wrong = f"nothing on the track `{track}` weighs anything"
        right = "give one a `weight:`, or `points:` above 0"
        document.report(mark, "no-weight", wrong, right)
    for track, part in rubric.sides.items():
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
    for at, group in _all_groups(rubric):
        starts: dict[Fraction, str] = {}
        mark = document.at((*at, "bands"), key=True)
        for name, band in group.bands.items():
            if band.from_ in starts:
                wrong = f"`{starts[band.from_]}` and `{name}` start at the same number"
                document.report(mark, "same-band", wrong, "give each its own")
            starts.setdefault(band.from_, name)
            if band.from_ > 100 and not _in_points(rubric, group):
                here = document.at((*at, "bands", name, "from"))
                document.report(here, "out-of-range", "no grade reaches that", "write 0 to 100")
        if starts and min(starts) > 0 and "bands" not in document.dropped:
            document.report(
                mark, "no-lowest-band", "no band starts at 0", "add one, such as `F: 0`"
            )


def _groups(document: Document, rubric: Rubric) -> None:
    for where, _ in each_component(rubric.components):
        mark = document.at(where, key=True)
        check_id(document, where)
        written = document.value(where)
        if not written.get("criteria") and not written.get("components"):
            document.report(
                mark,
                "empty-component",
                f"`{where[-1]}` holds no criterion",
                "add one, or delete it",
            )
    for where, group in _all_groups(rubric):
        if group.aggregate in ("weighted_mean", "sum"):
            continue
        adding = next(_adding(group), None)
        if adding is not None:
            wrong = f"`{adding}` adds points, which a {group.aggregate} cannot take"
            mark = document.at(where or ("aggregate",), key=True)
            document.report(mark, "bonus-aggregate", wrong, "use weighted_mean or sum")


def _adding(group: Group) -> Iterator[str]:
    """What stands directly in a group and only adds points: criteria, and components of nothing
    else."""
    if isinstance(group, Component):
        yield from (name for name, rule in group.criteria.items() if rule.adds)
    if isinstance(group, Component | Rubric):
        for name, component in group.components.items():
            adds = [key for key, rule in component.walk() if rule.adds]
            if group.over == "criteria":
                yield from adds
            elif len(adds) == sum(1 for _ in component.walk()):
                yield name


def _whose(document: Document, rubric: Rubric) -> None:
    for where, name, criterion in each_criterion(rubric):
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
