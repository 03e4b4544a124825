"""Many runs of the same sums, in each of which weights and what is open are drawn by chance.

NumPy does the drawing; it is an optional extra, `robust`. This module knows nothing of rubrics: it
adds up weights and shares.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import sub
from typing import Any, NamedTuple

import numpy as np

from .chance import Branch, Chance, Leaf, Tree, Unit

AT_ONCE = 512
"""Runs worked out at a time: few enough for what they need to stay in the cache."""
STEPS = 10**9
"""A score is rounded to so many steps to the whole before it is ranked or graded, so that nothing
hangs on the last bit of a sum."""
ENDS = (Fraction(1, 20), Fraction(19, 20))
"""The percentiles between which nine in ten runs lie."""


class Drawn(NamedTuple):
    """What came of the runs, unit by unit: the ends between which nine in ten scores lie, in
    `STEPS`, and those of the ranks; in how many runs each band was reached; and for every two
    units, in how many runs the first was ahead of the second."""

    scores: list[tuple[int, int]]
    ranks: list[tuple[int, int]]
    bands: list[list[int]]
    ahead: list[list[int]]


def draw(units: Sequence[Unit], factors: int, bands: Sequence[float], chance: Chance) -> Drawn:
    """The runs, in each of which so many `factors` are drawn. `bands` are the shares from which
    each band starts, the best first; the last holds all that is below. Ties share the better rank.
    The same chance gives the same result with the same NumPy."""
    scores = np.empty((len(units), chance.runs))
    ranks = np.empty(scores.shape, dtype=np.min_scalar_type(len(units)))
    for at, block in _blocks(units, factors, chance):
        runs = slice(at, at + block.shape[1])
        scores[:, runs] = block
        ranks[:, runs] = _ranks(block)
    starts = [round(start * STEPS) for start in bands[:-1]]
    at_least = [[int(np.count_nonzero(row >= start)) for start in starts] for row in scores]
    return Drawn(
        _ends(scores),
        _ends(ranks),
        [list(map(sub, [*mine, chance.runs], [0, *mine])) for mine in at_least],
        [[int(np.count_nonzero(one < other)) for other in ranks] for one in ranks],
    )


def _blocks(units: Sequence[Unit], factors: int, chance: Chance) -> Iterator[tuple[int, Any]]:
    """The scores of all units, some runs at a time, in `STEPS`; with the number of the first."""
    alike: dict[Tree, list[int]] = {}
    for at, unit in enumerate(units):
        alike.setdefault(unit.tree, []).append(at)
    groups = [_Group(tree, [units[at] for at in mine], chance) for tree, mine in alike.items()]
    weights, within = np.random.default_rng(chance.seed), float(chance.within)
    for start in range(0, chance.runs, AT_ONCE):
        size = min(AT_ONCE, chance.runs - start)
        drawn = weights.random((factors, size))
        drawn *= 2 * within
        drawn += 1 - within
        block = np.empty((len(units), size))
        for group, mine in zip(groups, alike.values(), strict=True):
            block[mine] = group.scores(drawn)
        yield start, block


class _Group:
    """Units that are added up alike."""

    def __init__(self, tree: Tree, units: Sequence[Unit], chance: Chance) -> None:
        self.tree, self.units = tree, units
        cells = [cell for _, branch in tree for cell in _cells(branch)]
        low, high = (np.array([ends(unit) for unit in units])[:, cells] for ends in (_low, _high))
        self.there = ~np.isnan(low)
        self.low = np.where(self.there, low, 0.0)
        self.width = np.where(self.there, high - low, 0.0)
        self.open = [np.flatnonzero(row) for row in self.width]
        self.rows = [{cells[at]: row for row, at in enumerate(mine)} for mine in self.open]
        # A name's bytes keep its chance apart from those of the others, and of the weights.
        self.random = [np.random.default_rng((chance.seed, *unit.name.encode())) for unit in units]

    def scores(self, factors: Any) -> Any:
        """The scores of the units, in `STEPS`, in a run for each column of factors."""
        weights = np.concatenate([part * _spread(branch, factors)[1] for part, branch in self.tree])
        found = _dot(self.low, weights)
        if not self.there.all():
            found = self._of_what_is_there(weights)
        for at, unit in enumerate(self.units):
            mine = self.open[at]
            above = self.random[at].random((len(mine), factors.shape[1]), dtype=np.float32)
            found[at] += np.einsum("k,kn->n", self.width[at, mine], above * weights[mine])
            for cap in unit.caps:
                held = np.ones(factors.shape[1], dtype=bool)
                for bound in cap.bounds:
                    row = self.rows[at][bound.cell]
                    shares = unit.low[bound.cell] + self.width[at, mine[row]] * above[row]
                    held &= (shares >= bound.least) & (shares <= bound.most)
                np.minimum(found[at], cap.share, out=found[at], where=held)
        found *= STEPS
        return np.rint(found, out=found)

    def _of_what_is_there(self, weights: Any) -> Any:
        """The scores where what is left out has no part in its track."""
        found, first = 0.0, 0
        for part, branch in self.tree:
            mine = slice(first, first := first + len(tuple(_cells(branch))))
            shown, known = (_dot(each[:, mine], weights[mine]) for each in (self.low, self.there))
            found = found + part * shown / known
        return found


def _dot(shares: Any, weights: Any) -> Any:
    """The product of two matrices; by one thread, since threads take longer to meet than to reckon
    so little, and the last bits of a sum that they share hang on how many they are."""
    return np.einsum("uk,kn->un", shares, weights)


def _low(unit: Unit) -> tuple[float, ...]:
    return unit.low


def _high(unit: Unit) -> tuple[float, ...]:
    return unit.high


def _cells(branch: Branch) -> Iterator[int]:
    """The cells of a component: those of its own criteria first."""
    yield from (node.cell for node in branch.below if isinstance(node, Leaf))
    for node in branch.below:
        if isinstance(node, Branch):
            yield from _cells(node)


def _spread(branch: Branch, factors: Any) -> tuple[Any, Any]:
    """The drawn weight of a component, and the share of it that each cell holds (S1)."""
    leaves = [node for node in branch.below if isinstance(node, Leaf)]
    own = np.array([leaf.weight for leaf in leaves])[:, None]
    parts = [own * factors[[leaf.factor for leaf in leaves]]] if leaves else []
    total = parts[0].sum(axis=0) if leaves else 0.0
    for node in branch.below:
        if isinstance(node, Branch):
            weight, shares = _spread(node, factors)
            parts.append(shares * weight)
            total = total + weight
    weight = (total if branch.weight is None else branch.weight) * factors[branch.factor]
    return weight, np.concatenate(parts) / total


def _ranks(scores: Any) -> Any:
    """The ranks in each run, from 1; ties share the better one."""
    order = np.argsort(-scores, axis=0)
    falling = np.take_along_axis(scores, order, axis=0)
    places = np.arange(1, len(scores) + 1)[:, None]
    # Who is level with the one before has the rank of the first of them.
    starts = np.where(falling[1:] < falling[:-1], places[1:], 1)
    ranks = np.maximum.accumulate(np.concatenate([np.ones_like(falling[:1], int), starts]), axis=0)
    found = np.empty_like(order)
    np.put_along_axis(found, order, ranks, axis=0)
    return found


def _ends(drawn: Any) -> list[tuple[int, int]]:
    """The values between which nine in ten of each row lie."""
    runs = drawn.shape[1]
    at = [math.ceil(end * runs) - 1 for end in ENDS]
    found = np.partition(drawn, at, axis=1)[:, at].astype(np.int64).tolist()
    return [(low, high) for low, high in found]
