"""The published caps on the overall grade, and how far a figure stands from each (S6)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise

from ..model.place import Place
from ..model.result import Arithmetic, Finding, GateResult, Margin
from ..model.rubric import Condition, Gate, Rubric, Scale, Track
from .figures import PER_RESIDENTS, comparing

Findings = Mapping[tuple[str, Track], Finding]
End = Callable[[Finding], Fraction]


def judge(rubric: Rubric, place: Place, findings: Findings) -> tuple[GateResult, ...]:
    """Every gate: whether it fires on the points, and on the low and the high ends."""
    return tuple(_judge(name, gate, rubric, place, findings) for name, gate in rubric.gates.items())


def _judge(name: str, gate: Gate, rubric: Rubric, place: Place, findings: Findings) -> GateResult:
    def holds(condition: Condition) -> bool:
        finding = findings.get((condition.criterion, condition.track))
        if finding is None or finding.status == "not-applicable":
            return False
        if finding.point is None:
            return condition.unknown or condition.or_unknown
        if condition.unknown:
            return False
        on_instrument = finding.stands is not None and finding.stands.instrument
        if condition.basis == "instruments" and not on_instrument:
            return False
        return _within(condition, _scale(rubric, condition), finding.point)

    def holds_at(condition: Condition, end: End) -> bool:
        """An end leaves nothing unknown."""
        finding = findings.get((condition.criterion, condition.track))
        if finding is None or finding.status == "not-applicable" or condition.unknown:
            return False
        known = finding.point is not None
        on_instrument = finding.stands is not None and finding.stands.instrument
        if condition.basis == "instruments" and known and not on_instrument:
            return False
        return _within(condition, _scale(rubric, condition), end(finding))

    fires = all(holds(condition) for condition in gate.when)
    # Where another condition does not hold, no change of this figure would make the gate fire.
    alone = [
        one
        for one in gate.when
        if fires or all(holds(rest) for rest in gate.when if rest is not one)
    ]
    margins = [_margin(condition, rubric, place, findings) for condition in alone]
    facts = _facts(gate, findings)
    low_only = bool(facts) and all(place.fact(fact)[0].confidence == "low" for fact in facts)
    return GateResult(
        id=name,
        gate=gate,
        fired=fires and not low_only,
        fired_low=not low_only and all(holds_at(one, lambda f: f.low) for one in gate.when),
        fired_high=not low_only and all(holds_at(one, lambda f: f.high) for one in gate.when),
        facts=facts if fires else (),
        margin=next((margin for margin in margins if margin is not None), None),
        held_back=fires and low_only,
    )


def _scale(rubric: Rubric, condition: Condition) -> Scale:
    scale = rubric.criteria[condition.criterion].scale(condition.track)
    assert scale is not None
    return scale


def _within(condition: Condition, scale: Scale, share: Fraction) -> bool:
    at_most = condition.at_most is None or share <= scale.shares[condition.at_most]
    return at_most and (condition.at_least is None or share >= scale.shares[condition.at_least])


def _facts(gate: Gate, findings: Findings) -> tuple[str, ...]:
    """The facts that its conditions rest on."""
    facts: list[str] = []
    for condition in gate.when:
        finding = findings.get((condition.criterion, condition.track))
        if finding is not None:
            facts += [fact for fact in finding.facts if fact not in facts]
    return tuple(facts)


def _margin(
    condition: Condition, rubric: Rubric, place: Place, findings: Findings
) -> Margin | None:
    """By how much the figure would have to differ for the condition to turn; None without a
    figure, and for ages, which only time changes."""
    finding = findings.get((condition.criterion, condition.track))
    if finding is None or finding.stands is None or finding.stands.arithmetic is None:
        return None
    sums = finding.stands.arithmetic
    if sums.kind == "age" or condition.unknown:
        return None
    scale = _scale(rubric, condition)
    kind = place.body_kind(finding.stands.body)

    def holds(value: Fraction) -> bool:
        level = scale.reached(comparing(value), kind)
        return level is not None and _within(condition, scale, scale.shares[level])

    levels = scale.levels.values()
    thresholds = sorted({t for level in levels for t in level.bounds(kind).thresholds()})
    turned = _turning_points(thresholds, holds, sums.value)
    if not turned:
        return None
    _, threshold, at, more = min(turned)
    amount, unit = _distance(sums, threshold, more, at)
    return Margin(condition.criterion, amount, more, unit, sums.kind)


def _turning_points(
    thresholds: list[Fraction], holds: Callable[[Fraction], bool], value: Fraction
) -> list[tuple[Fraction, Fraction, bool, bool]]:
    """Where a condition turns, going up and going down from a figure: the distance, the threshold,
    whether it turns at the threshold itself rather than just beyond it, and whether that is up."""
    now = holds(value)
    edges = [Fraction(0), *thresholds, max(thresholds, default=Fraction(0)) + 1]
    found = []
    for threshold, beyond in pairwise(edges[1:]):
        at = holds(threshold) != now
        if threshold >= value and (at or holds((threshold + beyond) / 2) != now):
            found.append((threshold - value, threshold, at, True))
            break
    for beyond, threshold in reversed(list(pairwise(edges[:-1]))):
        at = holds(threshold) != now
        if threshold <= value and (at or holds((threshold + beyond) / 2) != now):
            found.append((value - threshold, threshold, at, False))
            break
    return found


def _distance(
    sums: Arithmetic, threshold: Fraction, more: bool, at: bool
) -> tuple[Fraction, str | None]:
    """The distance to a threshold in the figure's own unit; whole events for a count."""
    if sums.kind not in ("rate", "count") or sums.given is None:
        return abs(threshold - sums.value), sums.unit
    count = threshold
    if sums.kind == "rate":
        assert sums.years is not None and sums.residents is not None
        count = threshold * sums.years * sums.residents / PER_RESIDENTS
    if more:
        reached = math.ceil(count) if at else math.floor(count) + 1
    else:
        reached = math.floor(count) if at else math.ceil(count) - 1
    return abs(reached - sums.given), sums.unit


def cap(gates: tuple[GateResult, ...], fired: Callable[[GateResult], bool]) -> GateResult | None:
    """The gate with the lowest cap among those that fired; the first of equals."""
    return min((g for g in gates if fired(g)), key=lambda g: g.gate.cap, default=None)
