"""What gates ask, and when a criterion or a component does not apply: named, possible, and never
its own condition."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ..model.condition import Condition
from ..model.rubric import (
    Component,
    Criterion,
    Rubric,
)
from .document import Address, Document, Where, some
from .rubric_parts import check_kind, each_component, each_criterion
from .typed import digits, suggest

MOST_REASONS = 100
"""Reasons why one thing does not apply, and conditions of one of them."""
MOST_CIRCLES = 20
"""Circles that are named; more would only repeat them."""


def _rules(rubric: Rubric) -> list[tuple[Where, Criterion | Component]]:
    """Everything that may be set aside: the components and the criteria."""
    return [
        *each_component(rubric.components),
        *((where, rule) for where, _, rule in each_criterion(rubric)),
    ]


def check_not_applicable(document: Document, rubric: Rubric) -> None:
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
                check_kind(document, rubric, here, kind, key=False)
        for here, condition in _conditions(document, where, rule):
            check_condition(document, rubric, condition, here)


def check_circles(document: Document, rubric: Rubric) -> None:
    """Whether a criterion applies never depends on its own answer. A component is a step on the way
    like a criterion is: what stands in it waits for what it waits for."""
    home = {name: where for where, name, _ in each_criterion(rubric)}
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


def check_gates(document: Document, rubric: Rubric) -> None:
    """A gate has a cap that can be, and conditions that an answer can meet."""
    for name, gate in rubric.gates.items():
        check_cap(document, rubric, gate.cap, ("gates", name, "cap"))
        if not gate.when:
            mark = document.at(("gates", name, "when"))
            right = "name a criterion, a track and a test"
            document.report(mark, "bad-condition", "a gate without a condition", right)
        check_conditions(document, rubric, gate.when, ("gates", name, "when"))


def check_cap(document: Document, rubric: Rubric, cap: Fraction, where: Address) -> None:
    """A cap is a percentage, or a number of points."""
    if cap < 0 or (cap > 100 and not rubric.in_points):
        wrong, right = "a cap is a percentage", "write 0 to 100"
        if rubric.in_points:
            wrong, right = "a cap is a number of points", "write 0 or more"
        document.report(document.at(where), "bad-cap", wrong, right)


def check_conditions(
    document: Document, rubric: Rubric, when: tuple[Condition, ...], where: Address
) -> None:
    """Every condition of a gate can be met by an answer."""
    for number, condition in enumerate(when):
        check_condition(document, rubric, condition, _item(document, where, number))


def untaken(document: Document) -> bool:
    """Whether a criterion could not take its scale from another rubric, which was said."""
    return any(problem.code == "same-as" for problem in document.problems)


def check_condition(
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
    if scale is None and criterion.same_as is not None and untaken(document):
        return
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
