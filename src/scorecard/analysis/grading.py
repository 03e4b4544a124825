"""In what a score is told, percent or points, and by which bands it is graded (S7)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from ..model.result import Score, TrackScore
from ..model.rubric import Component, Group, Rubric

PERCENT, ONE = Fraction(100), Fraction(1)


class Unit(NamedTuple):
    """In what a share is told: `percent`, `points` of so many, or points that are `added` to what
    is above. A share of 1 is `whole`; held against the bands of `group` it is `full`."""

    told: Literal["percent", "points", "added"]
    whole: Fraction
    group: Group
    full: Fraction

    def band(self, share: Fraction) -> str | None:
        """The grade of a share; None without bands."""
        return self.group.band(share * self.full)

    def point(self, score: Score) -> Fraction | None:
        """What a score amounts to, as a share; of what is only added, the points themselves."""
        return score.points if self.told == "added" else score.point


def total(rubric: Rubric, tracks: Iterable[TrackScore]) -> Unit:
    """The unit of a whole track and of the overall. Under a rubric in points these are the points
    of all that applies."""
    whole = next((track.score.whole for track in tracks if rubric.in_points), None)
    if whole is None:
        return Unit("percent", PERCENT, rubric, PERCENT)
    return Unit("points", whole, rubric, whole)


def component(above: Unit, rule: Component, score: Score) -> Unit:
    """The unit of a component: points where it is a sum, or only adds. Without bands of its own it
    is graded by those of the rubric (`above`), for the same share."""
    if not score.whole:
        return Unit("added", ONE, rule, ONE)
    points = rule.aggregate == "sum"
    whole = score.whole if points else PERCENT
    group, full = (rule, whole) if rule.bands else (above.group, above.full)
    return Unit("points" if points else "percent", whole, group, full)
