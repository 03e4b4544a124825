"""A scenario in a few words, from what it changes: what is said is what was run."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..analysis.scenarios import HALF, Scenario
from ..model.change import CapChange, Change
from ..model.condition import Condition
from ..model.rubric import SIDES, TRACKS, Rubric
from . import numbers, words
from .language import N_, _

_AGGREGATE = {
    "geometric_mean": N_("geometric mean of the components"),
    "minimum": N_("the lowest component decides"),
}
_UNANSWERED = {
    "zero": N_("what nobody has shown earns nothing"),
    "exclude": N_("what nobody has shown is left out"),
}


def label(rubric: Rubric, scenario: Scenario) -> str:
    """What a scenario changes, as a line begins; behind its choice, where the rubric names it."""
    change = scenario.change
    if isinstance(change, CapChange):
        return words.sentence(_of_cap(rubric, scenario.gate or "", change))
    said = words.joined(_said(rubric, change))
    if "/" not in scenario.id:
        return words.sentence(said)
    return _("{name}: {text}", name=words.listed(scenario.choices), text=said)


def _of_cap(rubric: Rubric, name: str, change: CapChange) -> str:
    if change.off:
        return _("no cap {id}", id=name)
    if change.cap is not None:
        return _("cap {id} at {cap}", id=name, cap=numbers.decimal(change.cap))
    return _("cap {id} where {condition}", id=name, condition=_conditions(rubric, change.when))


def _said(rubric: Rubric, change: Change) -> Iterator[str]:
    """Every part of a change."""
    if change.equal:
        yield _("the components weigh the same")
    for name, weight in change.weights.items():
        yield _("{name} weighs {weight}", name=name, weight=numbers.decimal(weight, 3))
    if change.tracks:
        yield _mix(change)
    if change.overall:
        yield _("the lower of paper and practice")
    if change.aggregate:
        yield _(_AGGREGATE[change.aggregate])
    yield from _points(rubric, change)
    if change.units:
        yield _of(change, _("what was counted in a broader unit is unknown"))
    if change.whose:
        yield _of(change, _("its bodies do not count for the place"))
    if change.leave_out:
        yield _("without {names}", names=words.listed(change.leave_out))
    if change.unanswered:
        yield _(_UNANSWERED[change.unanswered])
    if change.gates:
        yield _("no caps")
    if change.gate is not None:
        cap, condition = numbers.decimal(change.gate.cap), _conditions(rubric, change.gate.when)
        yield _("one more cap, at {cap} where {condition}", cap=cap, condition=condition)
    if change.fresh:
        yield _("fresh evidence only")


def _mix(change: Change) -> str:
    paper, practice = (change.tracks.get(side, Fraction(0)) for side in SIDES)
    if not practice:
        return _("paper alone")
    if not paper:
        return _("practice alone")
    if paper == practice == HALF:
        return _("half paper, half practice")
    return _(
        "paper {paper}, practice {practice}",
        paper=numbers.decimal(paper, 3),
        practice=numbers.decimal(practice, 3),
    )


def _points(rubric: Rubric, change: Change) -> Iterator[str]:
    """What levels are worth, and on which criteria, where those are named."""
    for track in TRACKS:
        for level, points in change.points.get("scale" if track == "score" else track, {}).items():
            earns = _(
                "level {level} earns {points}", level=level, points=numbers.decimal(points, 3)
            )
            yield _of(change, words.on(rubric, track, earns))


def _of(change: Change, text: str) -> str:
    """A text with the criteria that it is about, where those are named."""
    if not change.of:
        return text
    return _("{text} ({remark})", text=text, remark=", ".join(change.of))


def _conditions(rubric: Rubric, when: tuple[Condition, ...]) -> str:
    return words.listed(_condition(rubric, one) for one in when)


def _condition(rubric: Rubric, condition: Condition) -> str:
    """What a cap asks of one answer: `nc-status-checks is at most 2, in practice`."""
    name = condition.criterion
    if condition.at_most is not None:
        said = _("{id} is at most {level}", id=name, level=condition.at_most)
    elif condition.at_least is not None:
        said = _("{id} is at least {level}", id=name, level=condition.at_least)
    else:
        said = _("{id} is unknown", id=name)
    return words.on(rubric, rubric.track_of(condition), said)
