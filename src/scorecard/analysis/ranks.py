"""Ranks and rank ranges (S8)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple


class Placed(NamedTuple):
    """A score to be ranked: exact shares."""

    point: Fraction
    low: Fraction
    high: Fraction


class Rank(NamedTuple):
    """A rank from 1, and the best and worst that the ranges leave possible."""

    rank: int
    best: int
    worst: int


def ranks(scores: Mapping[str, Placed]) -> dict[str, Rank]:
    """The rank of each score among those given; ties share the best. Who is withheld is not given.

    The range runs from 1 + those whose low is above this high, to all less those whose high is
    below this low.
    """
    points = sorted(placed.point for placed in scores.values())
    lows = sorted(placed.low for placed in scores.values())
    highs = sorted(placed.high for placed in scores.values())
    number = len(points)
    return {
        name: Rank(
            number - bisect_right(points, mine.point) + 1,
            number - bisect_right(lows, mine.high) + 1,
            number - bisect_left(highs, mine.low),
        )
        for name, mine in scores.items()
    }
