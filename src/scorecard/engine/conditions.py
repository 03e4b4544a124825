"""What a gate, or a criterion that may not apply, asks of the finding on another."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..model.result import Finding
from ..model.rubric import Condition, Rubric
from ..model.scale import Scale


def holds(rubric: Rubric, condition: Condition, finding: Finding | None) -> bool:
    """Whether a condition holds of the point (S6). Of an unknown only `unknown` and `or_unknown`
    do; of what does not apply, nothing."""
    if finding is None or finding.status == "not-applicable":
        return False
    if finding.point is None:
        return condition.unknown or condition.or_unknown
    return _rests(condition, finding) and _within(rubric, condition, finding.point)


def holds_at(
    rubric: Rubric,
    condition: Condition,
    finding: Finding | None,
    end: Callable[[Finding], Fraction],
) -> bool:
    """Whether a condition holds at an end of the range, which leaves nothing unknown."""
    if finding is None or finding.status == "not-applicable":
        return False
    rests = finding.point is None or _rests(condition, finding)
    return rests and _within(rubric, condition, end(finding))


def _rests(condition: Condition, finding: Finding) -> bool:
    """Whether it rests on what the condition asks it to rest on."""
    return condition.basis is None or (finding.stands is not None and finding.stands.instrument)


def _within(rubric: Rubric, condition: Condition, share: Fraction) -> bool:
    return not condition.unknown and within(condition, scale_of(rubric, condition), share)


def within(condition: Condition, scale: Scale, share: Fraction) -> bool:
    """Whether a share lies where a condition asks."""
    if condition.at_most is not None:
        most = scale.share_at(condition.at_most)
        if most is not None and share > most:
            return False
    if condition.at_least is not None:
        least = scale.share_at(condition.at_least)
        return least is None or share >= least
    return True


def scale_of(rubric: Rubric, condition: Condition) -> Scale:
    """The scale that a condition speaks of."""
    scale = rubric.criteria[condition.criterion].scale(rubric.track_of(condition))
    assert scale is not None
    return scale
