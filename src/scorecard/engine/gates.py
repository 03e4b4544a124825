"""The published caps on the overall grade, and how far a figure stands from each (S6)."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from fractions import Fraction
from itertools import pairwise

from ..model.condition import Condition
from ..model.place import Place
from ..model.result import Arithmetic, Finding, Findings, GateResult, Margin
from ..model.rubric import Gate, Rubric
from .conditions import holds, holds_at, scale_of, within
from .figures import PER_RESIDENTS, comparing

Asked = list[tuple[Condition, Finding | None]]
"""The conditions of a gate, each with the finding that it asks about."""


def judge(rubric: Rubric, place: Place, findings: Findings) -> tuple[GateResult, ...]:
    """Every gate: whether it fires on the points, and on the low and the high ends."""
    return tuple(_judge(name, gate, rubric, place, findings) for name, gate in rubric.gates.items())


def _judge(name: str, gate: Gate, rubric: Rubric, place: Place, findings: Findings) -> GateResult:
    of = asked(gate, rubric, findings)
    fires, low, high = _holding(rubric, of)
    facts = facts_of(of)
    low_only = weak(place, facts)
    if low_only:
        # A weak fact must not switch off a gate that would fire if nobody had said anything.
        without = [(one, _unknown(rubric, one, finding)) for one, finding in of]
        if (held := _holding(rubric, without))[0]:
            fires, low, high = held
            facts, low_only = (), False
    return GateResult(
        id=name,
        gate=gate,
        fired=fires and not low_only,
        fired_low=low and not low_only,
        fired_high=high and not low_only,
        facts=facts if fires else (),
        margin=None,
        held_back=fires and low_only,
    )


def _holding(rubric: Rubric, of: Asked) -> tuple[bool, bool, bool]:
    """Whether all conditions hold: of the points, at the low ends, and at the high ends."""
    fires = low = high = True
    for pair in of:
        fires = fires and holds(rubric, *pair)
        low = low and holds_at(rubric, *pair, _low)
        high = high and holds_at(rubric, *pair, _high)
    return fires, low, high


def _unknown(rubric: Rubric, condition: Condition, finding: Finding | None) -> Finding | None:
    """A finding as it would be if its facts did not stand."""
    if finding is None or not finding.facts:
        return finding
    scale = scale_of(rubric, condition)
    return finding._replace(point=None, low=scale.worst, high=scale.best)


def _low(finding: Finding) -> Fraction:
    return finding.low


def _high(finding: Finding) -> Fraction:
    return finding.high


def asked(gate: Gate, rubric: Rubric, findings: Findings) -> Asked:
    """The conditions of a gate, each with the finding that it asks about."""
    return [(one, findings.get((one.criterion, rubric.track_of(one)))) for one in gate.when]


def facts_of(of: Asked) -> tuple[str, ...]:
    """The facts that those findings rest on, each once."""
    return tuple(dict.fromkeys(f for _, finding in of if finding for f in finding.facts))


def weak(place: Place, facts: Collection[str]) -> bool:
    """Whether there are facts, and all are of low confidence."""
    return bool(facts) and all(place.fact(fact)[0].confidence == "low" for fact in facts)


def with_margins(
    rubric: Rubric, place: Place, findings: Findings, gates: tuple[GateResult, ...]
) -> tuple[GateResult, ...]:
    """The gates with how far each is from firing, or from not firing. Where another condition does
    not hold, no change of a figure would make a gate fire."""
    found = []
    for gate in gates:
        of = asked(gate.gate, rubric, findings)
        holding = [holds(rubric, *pair) for pair in of]
        alone = [
            pair
            for at, pair in enumerate(of)
            if all(holding) or all(rest for other, rest in enumerate(holding) if other != at)
        ]
        margins = (_margin(one, rubric, place, finding) for one, finding in alone)
        margin = next((margin for margin in margins if margin is not None), None)
        found.append(gate._replace(margin=margin))
    return tuple(found)


def _margin(
    condition: Condition, rubric: Rubric, place: Place, finding: Finding | None
) -> Margin | None:
    """By how much the figure would have to differ for the condition to turn; None without a
    figure, and for ages, which only time changes."""
    if finding is None or finding.stands is None or finding.stands.arithmetic is None:
        return None
    sums = finding.stands.arithmetic
    if sums.kind == "age" or condition.unknown:
        return None
    scale = scale_of(rubric, condition)
    if not scale.levels:
        return None
    kind = place.body_kind(finding.stands.body)

    def holds(value: Fraction) -> bool:
        level = scale.reached(comparing(value), kind)
        return level is not None and within(condition, scale, scale.shares[level], level)

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
