"""What else could have been chosen: a rubric changed in one thing, for the same engine to grade by.

A scenario never adds evidence: every fact stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from ..model.change import CapChange, Change
from ..model.result import Standing
from ..model.rubric import TRACKS, Choice, Component, Criterion, Gate, Rubric
from ..model.scale import Level, Scale

Each = TypeVar("Each", bound=Level)
HALF = Fraction(1, 2)
LAST_KNOWN = Change(fresh=True)


class Scenario(NamedTuple):
    """One change, of the rubric or of the gate that is named, and the choices, or the gate, whose
    alternative it is; none where the rubric does not name it."""

    id: str
    change: Change | CapChange
    gate: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def fresh(self) -> bool:
        """Whether what is only last known is left out."""
        return isinstance(self.change, Change) and self.change.fresh


class Untried(NamedTuple):
    """An alternative that no change of the rubric says: its choice or gate, and its words."""

    id: str
    alternative: str


def scenarios(rubric: Rubric, *, fresh: bool = False) -> tuple[Scenario, ...]:
    """Every scenario of a rubric: those that any rubric can be asked, then its own alternatives,
    gates first, in the order of the file. One that is both is told once. With `fresh`, what is only
    last known is left out already."""
    gates = tuple(
        Scenario(f"{name}/{one}", way, name, (name,))
        for name, gate in rubric.gates.items()
        for one, way in gate.tries.items()
    )
    own = tuple(
        Scenario(f"{name}/{one}", change, None, (name,))
        for name, choice in rubric.choices.items()
        for one, change in choice.tries.items()
        if not (fresh and change == LAST_KNOWN)
    )
    general = tuple(
        Scenario(name, change, None, tuple(one.choices[0] for one in own if one.change == change))
        for name, change in _general(rubric)
        if not (fresh and change == LAST_KNOWN)
    )
    told = [one.change for one in general]
    return (*general, *gates, *(one for one in own if one.change not in told))


def untried(rubric: Rubric) -> tuple[Untried, ...]:
    """The alternatives that stand in words alone, gates first, in the order of the file."""
    stated: tuple[tuple[str, Gate | Choice], ...]
    stated = (*rubric.gates.items(), *rubric.choices.items())
    return tuple(
        Untried(name, one.alternative) for name, one in stated if one.alternative and not one.tries
    )


def _general(rubric: Rubric) -> Iterator[tuple[str, Change]]:
    """What any rubric can be asked, as far as it makes a difference to this one."""
    means = rubric.aggregate == "weighted_mean"
    adds = any(rule.adds for rule in rubric.criteria.values())
    several = len(rubric.components) > 1
    if several and not _equal(rubric) and rubric.over == "parts" and rubric.aggregate != "sum":
        yield "equal-components", Change(equal="components")
    if not rubric.one_track:
        if set(rubric.sides.values()) != {HALF}:
            yield "half-and-half", Change(tracks={"policy": HALF, "practice": HALF})
        yield "lower-track", Change(overall="lower track")
    if several and means and not adds:
        yield "geometric-mean", Change(aggregate="geometric_mean")
    if rubric.gates:
        yield "no-caps", Change(gates="none")
    if "score" not in rubric.tracks:
        yield "fresh-only", LAST_KNOWN


def _equal(rubric: Rubric) -> bool:
    """Whether the outermost components say that they weigh the same."""
    components = rubric.components.values()
    weights = {rubric.number(one.weight) for one in components}
    return len(weights) == 1 and 0 not in weights and not any(c.weight_by_kind for c in components)


# ---------------------------------------------------------------- a rubric, changed


def changed(rubric: Rubric, scenario: Scenario) -> tuple[Rubric, ...]:
    """The rubric by which a scenario is graded; two where the lower of two grades stands."""
    change = scenario.change
    if isinstance(change, CapChange):
        assert scenario.gate is not None
        return (rubric.changed(gates=_gates(rubric, scenario.gate, change)),)
    whole = _changed(rubric, change, scenario.id)
    if change.overall is None:
        return (whole,)
    return tuple(
        whole.changed(sides={side: Fraction(side == alone) for side in whole.sides})
        for alone in whole.sides
    )


def lower(standings: tuple[Standing, ...]) -> Standing:
    """The standing with the lowest overall among those that have one, withheld or not; withheld
    where any is. The ends of its range are the lower ones too."""
    there = [one for one in standings if one.overall.point is not None or one.overall.withheld]
    if not there:
        return standings[0]
    first = min(there, key=lambda one: one.overall.point or Fraction(0))
    overalls = [one.overall for one in there]
    withheld = tuple(track for overall in overalls for track in overall.withheld)
    found = first.overall._replace(
        low=min(one.low for one in overalls),
        high=min(one.high for one in overalls),
        provisional=any(one.provisional for one in overalls),
        withheld=withheld,
    )
    if withheld:
        found = found._replace(point=None, uncapped=None, cap=None)
    return first._replace(overall=found)


def _gates(rubric: Rubric, name: str, change: CapChange) -> dict[str, Gate]:
    if change.off:
        return {other: gate for other, gate in rubric.gates.items() if other != name}
    gate = rubric.gates[name]
    cap = gate.cap if change.cap is None else change.cap
    return {**rubric.gates, name: gate.changed(cap=cap, when=change.when or gate.when)}


def _changed(rubric: Rubric, change: Change, name: str) -> Rubric:
    gates = {} if change.gates else dict(rubric.gates)
    if change.gate is not None:
        gates[name] = Gate.model_validate({**dict(change.gate), "choice": name})
    weight = {"weight": Fraction(1), "weight_by_kind": {}} if change.equal else {}
    components = {
        one: _component(one, component, change).changed(**weight)
        for one, component in rubric.components.items()
    }
    sides = rubric.sides
    if change.tracks:
        sides = {side: change.tracks.get(side, Fraction(0)) for side in sides}
    return rubric.changed(
        gates=gates,
        components=components,
        sides=sides,
        aggregate=change.aggregate or rubric.aggregate,
        unanswered=change.unanswered or rubric.unanswered,
    )


def _component(name: str, component: Component, change: Change) -> Component:
    """A component and all that stands in it, changed."""
    criteria = {
        one: _criterion(one, rule, change)
        for one, rule in component.criteria.items()
        if one not in change.leave_out
    }
    below = {one: _component(one, inner, change) for one, inner in component.components.items()}
    return component.changed(
        criteria=criteria,
        components=below,
        unanswered=None if change.unanswered else component.unanswered,
        **_weight(name, change),
    )


def _criterion(name: str, rule: Criterion, change: Change) -> Criterion:
    more: dict[str, Any] = _weight(name, change)
    if name in (change.of or (name,)):
        if change.whose and rule.whose == "lowest":
            more["whose"] = change.whose
        for track in TRACKS:
            scale = rule.scale(track)
            if scale is not None:
                points = change.points.get("scale" if track == "score" else track, {})
                more[track] = _scale(scale, points, change)
    return rule.changed(**more)


def _weight(name: str, change: Change) -> dict[str, Any]:
    if name not in change.weights:
        return {}
    return {"weight": change.weights[name], "weight_by_kind": {}}


def _scale(scale: Scale, points: Mapping[str, Fraction], change: Change) -> Scale:
    """A scale whose levels have other points, and on which no broader unit is read."""
    measure = scale.measure
    if measure is not None and change.units:
        measure = measure.changed(units=measure.units[:1])

    def worth(levels: dict[str, Each]) -> dict[str, Each]:
        return {
            name: level.changed(points=points[name]) if name in points else level
            for name, level in levels.items()
        }

    return scale.changed(measure=measure, numbered=worth(scale.numbered), named=worth(scale.named))
