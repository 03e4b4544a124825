"""What a gate, or a criterion that may not apply, asks of the finding on another."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..model.condition import Condition
from ..model.result import Finding
from ..model.rubric import Rubric
from ..model.scale import Scale


def holds(rubric: Rubric, condition: Condition, finding: Finding | None) -> bool:
    """Whether a condition holds of the point (S6). Of an unknown only `unknown` and `or_unknown`
    do; of what does not apply, nothing."""
    if finding is None or finding.status == "not-applicable":
        return False
    if finding.point is None:
        return condition.unknown or condition.or_unknown
    level = None if finding.stands is None else finding.stands.level
    return rests_as_asked(condition, finding) and _within(rubric, condition, finding.point, level)


def holds_at(
    rubric: Rubric,
    condition: Condition,
    finding: Finding | None,
    end: Callable[[Finding], Fraction],
) -> bool:
    """Whether a condition holds at an end of the range, which leaves nothing unknown."""
    if finding is None or finding.status == "not-applicable":
        return False
    rests = finding.point is None or rests_as_asked(condition, finding)
    sure = finding.low == finding.high and not finding.not_examined
    level = finding.stands.level if sure and finding.stands is not None else None
    return rests and _within(rubric, condition, end(finding), level)


def rests_as_asked(condition: Condition, finding: Finding) -> bool:
    """Whether a finding rests on what the condition asks it to rest on."""
    return condition.basis is None or (finding.stands is not None and finding.stands.instrument)


def _within(rubric: Rubric, condition: Condition, share: Fraction, level: str | None) -> bool:
    return not condition.unknown and within(condition, scale_of(rubric, condition), share, level)


def within(condition: Condition, scale: Scale, share: Fraction, level: str | None) -> bool:
    """Whether a share lies where a condition asks. The `level` it is known to come from tells it
    apart from another level that is worth the same."""
    if condition.at_most is not None and _beyond(scale, share, level, condition.at_most) > 0:
        return False
    return condition.at_least is None or _beyond(scale, share, level, condition.at_least) >= 0


def _beyond(scale: Scale, share: Fraction, level: str | None, test: str) -> int:
    """Where a share stands against the one that a condition names: under 0, 0, or over 0."""
    named = scale.share_at(test)
    if named is None:
        return 0
    if share == named and level in scale.levels and test in scale.levels:
        return scale.ranked.index(level) - scale.ranked.index(test)
    return (share > named) - (share < named)


def scale_of(rubric: Rubric, condition: Condition) -> Scale:
    """The scale that a condition speaks of."""
    scale = rubric.criteria[condition.criterion].scale(rubric.track_of(condition))
    assert scale is not None
    return scale
