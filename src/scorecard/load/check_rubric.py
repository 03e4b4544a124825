"""What a rubric must hold beyond its shape: a list of functions, each looking for one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..model.fields import is_word
from ..model.rubric import (
    SEEN_BY,
    TRACKS,
    Component,
    Condition,
    Criterion,
    Group,
    Rubric,
    Track,
)
from .check_scale import check_scale
from .check_source import check_addresses
from .document import MOST_PROBLEMS, Document, some
from .typed import digits, is_id, suggest

Where = tuple[str, ...]
Address = tuple[str | int, ...]
Stated = Fraction | str | None
"""A weight as it stands in a rubric: a number, a word, or none."""

MOST_REASONS = 100
"""Reasons why one thing does not apply, and conditions of one of them."""
MOST_CIRCLES = 20
"""Circles that are named; more would only repeat them."""


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
        _gates,
        _not_applicable,
        _circles,
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
    if not seen and not document.dropped:
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
        keys = ("weight", "points", "bonus", "penalty")
        stated = [key for key in keys if getattr(criterion, key) is not None]
        if not stated:
            wrong = f"`{name}` needs one of weight, points, bonus and penalty"
            document.report(mark, "no-weight", wrong, "add `weight: 1`")
        elif len(stated) > 1:
            wrong = f"`{name}` has {' and '.join(stated)}"
            document.report(mark, "two-weights", wrong, "keep one of them")
        scales = {track: scale for track in TRACKS if (scale := criterion.scale(track)) is not None}
        if not scales:
            sides = " or ".join(f"`{_key(track)}:`" for track in rubric.tracks)
            right = f"add {sides} levels, yes/no, goalposts, points or a checklist"
            document.report(mark, "no-scale", f"`{name}` has no scale", right)
        for track, scale in scales.items():
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

    for where, name, rule in _criteria(rubric):
        stated = {"weight": rule.weight, "bonus": rule.bonus, "penalty": rule.penalty}
        for key, weight in stated.items():
            check((*where, key), f"the {key} of `{name}`", weight, Fraction(0))
        check((*where, "points"), f"the number of points of `{name}`", rule.points, None)
        _by_kind(document, rubric, where, name, rule, check)
    for where, component in _components(rubric.components):
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
        _kind(document, rubric, (*where, "weight_by_kind", kind), kind, key=True)
    if isinstance(rule, Criterion) and rule.adds and rule.weight_by_kind:
        wrong = f"`{name}` only adds points, and weighs nothing"
        at = document.at((*where, "weight_by_kind"), key=True)
        document.report(at, "out-of-place", wrong, "leave `weight_by_kind` out")


def _kind(
    document: Document, rubric: Rubric, where: Sequence[str | int], kind: str, *, key: bool
) -> None:
    if kind not in rubric.grades and "grades" not in document.dropped:
        right = suggest(kind, rubric.grades, f"write one of {', '.join(rubric.grades)}")
        wrong = f"`{kind}` is no kind that this rubric grades"
        document.report(document.at(where, key=key), "unknown-kind", wrong, right)


def _rules(rubric: Rubric) -> list[tuple[Where, Criterion | Component]]:
    """Everything that may be set aside: the components and the criteria."""
    return [
        *_components(rubric.components),
        *((where, rule) for where, _, rule in _criteria(rubric)),
    ]


def _not_applicable(document: Document, rubric: Rubric) -> None:
    """What sets a criterion or a component aside is named, and can be."""
    for where, rule in _rules(rubric):
        most = max((len(stated.when) for stated in rule.not_applicable), default=0)
        if max(most, len(rule.not_applicable)) > MOST_REASONS:
            mark = document.at((*where, "not_applicable"), key=True)
            wrong, right = "these are too many reasons", f"name {MOST_REASONS} at most"
            document.report(mark, "too-large", wrong, right)
            continue
        for number, stated in enumerate(rule.not_applicable):
            at = _item(document, (*where, "not_applicable"), number)
            named = (stated.kinds, stated.countries, stated.provinces, stated.places, stated.when)
            if not any(named):
                wrong = "nothing says where it does not apply"
                right = "name kinds, countries, provinces, places, or `when:`"
                document.report(document.at(at), "bad-condition", wrong, right)
            for place, kind in enumerate(stated.kinds):
                here = _item(document, (*at, "kinds"), place)
                _kind(document, rubric, here, kind, key=False)
        for here, condition in _conditions(document, where, rule):
            _condition(document, rubric, condition, here)


def _circles(document: Document, rubric: Rubric) -> None:
    """Whether a criterion applies never depends on its own answer. A component is a step on the way
    like a criterion is: what stands in it waits for what it waits for."""
    home = {name: where for where, name, _ in _criteria(rubric)}
    rules = _rules(rubric)
    if not any(stated.when for _, rule in rules for stated in rule.not_applicable):
        return
    waits: dict[Where, dict[Where, Address | None]] = {}
    for where, rule in rules:
        waits[where] = {where[:-2]: None} if len(where) > 2 else {}
        for at, condition in _conditions(document, where, rule):
            if condition.criterion in home:
                waits[where].setdefault(home[condition.criterion], (*at, "criterion"))
    from graphlib import CycleError, TopologicalSorter

    for _ in range(MOST_CIRCLES):
        try:
            TopologicalSorter(waits).prepare()
        except CycleError as error:
            circle: list[Where] = error.args[1]
        else:
            return
        steps = [(waits[other][one], one, other) for one, other in pairwise(circle)]
        asked = [(document.at(at), one, other) for at, one, other in steps if at is not None]
        mark, one, other = min(asked)
        by_way = [f"`{at[-1]}`" for at in circle[1:] if at[-2] == "criteria" and at != one]
        wrong = f"whether `{one[-1]}` applies depends on its own answer"
        if by_way:
            wrong += f", by way of {some(by_way)}"
        document.report(mark, "cycle", wrong, "let it depend on another criterion")
        del waits[other][one]


def _conditions(
    document: Document, where: Where, rule: Criterion | Component
) -> Iterator[tuple[Address, Condition]]:
    """Every condition under which a criterion or a component does not apply, with its address."""
    for number, stated in enumerate(rule.not_applicable):
        here = _item(document, (*where, "not_applicable"), number)
        for place, condition in enumerate(stated.when):
            yield _item(document, (*here, "when"), place), condition


def _item(document: Document, where: Address, number: int) -> Address:
    """The address of an item of a list, in place of which one alone may stand."""
    return (*where, number) if isinstance(document.value(where), list) else where


def _numbers(document: Document, rubric: Rubric) -> None:
    """Ages, limits and the order of witnesses are what they can be."""
    months: list[tuple[Where, int | None]] = [(("shelf_life",), rubric.shelf_life)]
    for where, _, criterion in _criteria(rubric):
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
    return [((), rubric), *_components(rubric.components)]


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
    if document.dropped or not rubric.criteria:
        return
    every = [rule for _, _, rule in _criteria(rubric)]
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
    for where, _ in _components(rubric.components):
        mark = document.at(where, key=True)
        if not is_id(where[-1]):
            wrong, right = f"`{where[-1]}` cannot be an id", "use letters, digits and hyphens"
            document.report(mark, "bad-id", wrong, right)
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
        if gate.cap < 0 or (gate.cap > 100 and not rubric.in_points):
            wrong, right = "a cap is a percentage", "write 0 to 100"
            if rubric.in_points:
                wrong, right = "a cap is a number of points", "write 0 or more"
            document.report(document.at(("gates", name, "cap")), "bad-cap", wrong, right)
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
    if condition.track is None and not rubric.one_track:
        wrong, right = f"`{condition.criterion}` is asked on two tracks", "policy` or `practice"
        asked = [track for track in rubric.tracks if criterion.scale(track) is not None]
        if len(asked) == 1:
            wrong, right = "on which track it is asked is not said", asked[0]
        document.report(document.at(where), "no-track", wrong, f"add `track: {right}`")
        return
    track = rubric.track_of(condition)
    scale = criterion.scale(track)
    if scale is None:
        wrong, right = f"`{condition.criterion}` has no {track} scale", "name the other track"
        if not rubric.sides:
            wrong, right = "this rubric has no tracks", "leave `track` out"
        if condition.track is not None:
            document.report(document.at((*where, "track")), "no-scale", wrong, right)
        return
    tests = {"at_most": condition.at_most, "at_least": condition.at_least}
    given = sum(test is not None for test in tests.values()) + condition.unknown
    if given != 1:
        right = "write at_most, at_least, or unknown: yes"
        document.report(document.at(where), "bad-condition", "a condition needs one test", right)
    for key, level in tests.items():
        if level is None or level in scale.levels:
            continue
        mark = document.at((*where, key))
        share = None if scale.levels else scale.share_at(level)
        ends = scale.goalposts is not None or scale.most
        if share is not None and ends and not scale.worst <= share <= scale.best:
            unit = scale.share_at("1") or Fraction(1)
            least, most = (digits(end / unit) for end in (scale.worst, scale.best))
            wrong, right = f"no answer gives {level}", f"write {least} to {most}"
            document.report(mark, "out-of-range", wrong, right)
        if scale.levels:
            right = f"write one of {some(scale.ranked)}"
            document.report(mark, "unknown-level", f"`{level}` is no level of that scale", right)
        elif scale.share_at(level) is None:
            right = "write a percentage of its points, such as 50"
            document.report(mark, "unknown-level", "that scale has no levels", right)
