"""What is drawn by chance, in plain numbers: weights within bounds, and shares that are open."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import NamedTuple


class Leaf(NamedTuple):
    """A criterion: which cell holds its share, its weight among its siblings, and which of the
    drawn factors the weight is multiplied by."""

    cell: int
    weight: float
    factor: int


class Branch(NamedTuple):
    """A component. Without a weight of its own it weighs the sum of what is below."""

    weight: float | None
    factor: int
    below: tuple[Leaf | Branch, ...]


Tree = tuple[tuple[float, Branch], ...]
"""The tracks, each with its part of the whole."""


class Bound(NamedTuple):
    """What a cap asks of the share of an open cell: `least` or more, and `most` or less."""

    cell: int
    least: float = -inf
    most: float = inf


class Cap(NamedTuple):
    """The share that a score is held to where all bounds hold; without one, always."""

    share: float
    bounds: tuple[Bound, ...] = ()


class Unit(NamedTuple):
    """A place: its name, which its chance depends on, so that it is the same whoever stands beside
    it; how it is added up; and from where to where the share of each cell runs, which is nan where
    it has no part in its track."""

    name: str
    tree: Tree
    low: tuple[float, ...]
    high: tuple[float, ...]
    caps: tuple[Cap, ...] = ()


class Chance(NamedTuple):
    """How many runs, by which seed, and how far a weight may be from the published one, as a share
    of it."""

    runs: int
    seed: int
    within: Fraction


USUAL = Chance(10_000, 1, Fraction(25, 100))
"""What is drawn where nothing else is asked for."""
