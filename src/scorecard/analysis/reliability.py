"""Agreement of two coders beyond chance, with intervals. Every figure comes from a library: kappa
from statsmodels, alpha from NLTK, the resampling from SciPy. They are an optional extra, `agree`;
nothing else in the program imports them, or this module.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple

import numpy as np
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import interval_distance
from scipy.stats import bootstrap, rankdata
from statsmodels.stats.inter_rater import cohens_kappa

FEWEST = 5
"""Under so many pairs there is no figure, and under so many facts no interval."""
MOST_WITHOUT = 0.1
"""The share of samples that may leave a figure undefined; with more there is no interval."""
PERCENTILES = (2.5, 97.5)
PLACES = 6
"""Decimals that are kept: the same on every machine."""
BATCH = 500
"""Samples drawn at a time, which bounds the memory they take."""

Pair = tuple[int, int]
Facts = Sequence[Sequence[Pair]]
"""What the two coders said, pair by pair, of each fact in turn."""
Missing = Literal["too-few-pairs", "no-variation", "too-few-facts", "unsteady", "not-asked"]
"""Why there is no figure (the first two), or a figure and no interval."""


class Sampling(NamedTuple):
    """How many samples of the facts an interval rests on, none for no intervals, and their seed."""

    samples: int
    seed: int


class Estimate(NamedTuple):
    """A figure and its 95 % interval; `missing` says why there is no figure or no interval."""

    value: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    missing: Missing | None = None


Statistic = Callable[[Any], float]
"""A figure of the facts whose numbers are given, as often as they are given; nan where it is
undefined."""


def share(facts: Facts, alike: Callable[[int, int], bool], sampling: Sampling) -> Estimate:
    """The share of pairs in which the two are alike."""
    hits = np.array([sum(alike(a, b) for a, b in pairs) for pairs in facts])
    totals = np.array([len(pairs) for pairs in facts])

    def of(chosen: Any) -> float:
        return float(hits[chosen].sum() / totals[chosen].sum())

    return _estimate(facts, of, sampling, varied=False)


def kappa(facts: Facts, sampling: Sampling, *, weighted: bool = False) -> Estimate:
    """Cohen's kappa; weighted, with the square of the distance between the two numbers."""
    values = sorted({value for pairs in facts for pair in pairs for value in pair})
    column = {value: at for at, value in enumerate(values)}
    tables = np.zeros((len(facts), len(values), len(values)))
    for at, pairs in enumerate(facts):
        for a, b in pairs:
            tables[at, column[a], column[b]] += 1
    weights = {"weights": np.array(values), "wt": "quadratic"} if weighted else {}

    def of(chosen: Any) -> float:
        table = tables[chosen].sum(axis=0)
        if np.count_nonzero(table.sum(axis=0) + table.sum(axis=1)) < 2:
            return float("nan")
        return float(cohens_kappa(table, return_results=False, **weights))

    return _estimate(facts, of, sampling)


def alpha(facts: Facts, sampling: Sampling) -> Estimate:
    """Krippendorff's alpha for ordered values. The distance it takes between two values is that of
    their mid-ranks among all values given, so it is alpha for intervals on the ranks."""
    values = [np.array(pairs).reshape(-1, 2) for pairs in facts]

    def of(chosen: Any) -> float:
        pairs = np.concatenate([values[at] for at in chosen])
        if np.all(pairs == pairs[0, 0]):
            return float("nan")
        ranks = rankdata(pairs).reshape(pairs.shape).tolist()
        said = [(who, unit, rank) for unit, two in enumerate(ranks) for who, rank in enumerate(two)]
        return float(AnnotationTask(said, distance=interval_distance).alpha())

    return _estimate(facts, of, sampling)


def _estimate(
    facts: Facts, statistic: Statistic, sampling: Sampling, *, varied: bool = True
) -> Estimate:
    """A figure with its interval. `varied` says that it has no meaning where all are one value."""
    pairs = [pair for one in facts for pair in one]
    if len(pairs) < FEWEST:
        return Estimate(None, missing="too-few-pairs")
    if varied and len({value for pair in pairs for value in pair}) < 2:
        return Estimate(None, missing="no-variation")
    value = _exact(statistic(np.arange(len(facts))))
    if not sampling.samples:
        return Estimate(value, missing="not-asked")
    if len(facts) < FEWEST:
        return Estimate(value, missing="too-few-facts")
    drawn = _drawn(len(facts), statistic, sampling)
    if np.isnan(drawn).mean() > MOST_WITHOUT:
        return Estimate(value, missing="unsteady")
    low, high = (_exact(float(end)) for end in np.nanpercentile(drawn, PERCENTILES))
    return Estimate(value, low, high)


def _drawn(number: int, statistic: Statistic, sampling: Sampling) -> Any:
    """The figure in each of many samples of the facts, drawn with replacement."""
    with warnings.catch_warnings():
        # It warns of samples in which the figure is undefined; those are counted above.
        warnings.simplefilter("ignore")
        found = bootstrap(
            (np.arange(number),),
            statistic,
            n_resamples=sampling.samples,
            batch=BATCH,
            vectorized=False,
            method="percentile",
            rng=np.random.default_rng(sampling.seed),
        )
    return found.bootstrap_distribution


def _exact(number: float) -> Fraction:
    return Fraction(f"{number:.{PLACES}f}")
