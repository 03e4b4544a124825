"""Ranks and rank ranges (S8)."""

from __future__ import annotations

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
    found = {}
    for name, mine in scores.items():
        above = sum(other.point > mine.point for other in scores.values())
        surely_above = sum(other.low > mine.high for other in scores.values())
        surely_below = sum(other.high < mine.low for other in scores.values())
        found[name] = Rank(above + 1, surely_above + 1, len(scores) - surely_below)
    return found
