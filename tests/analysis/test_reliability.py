"""Kappa, alpha and their intervals, beside sums worked by hand."""

from __future__ import annotations

from fractions import Fraction
from operator import eq

import pytest

from scorecard.analysis.reliability import Sampling, alpha, kappa, share

NONE = Sampling(0, 1)


def figure(estimate):
    return None if estimate.value is None else float(estimate.value)


def one_a_fact(*pairs):
    return [[pair] for pair in pairs]


# Placed or not, ten pairs:
#              B placed   B did not
#   A placed          4           1
#   A did not         1           4
# They agree on 8 of 10. By chance: half of half twice, 1/2. Kappa (8/10 - 1/2) / (1 - 1/2) = 3/5.
TWO_BY_TWO = one_a_fact(*[(1, 1)] * 4, (1, 0), (0, 1), *[(0, 0)] * 4)


def test_kappa_of_two_by_two():
    assert kappa(TWO_BY_TWO, NONE).value == Fraction(3, 5)
    assert share(TWO_BY_TWO, eq, NONE).value == Fraction(4, 5)


# Five levels, 0 to 4, five pairs:  A  0 0 0 1 4
#                                   B  0 0 1 1 4
# Kappa, weighted by squares. Seen: one square of 1 in five, 1/5. By chance, with A's 0 0 0 1 4
# against B's 0 0 1 1 4, the squares of all 25 combinations: A's three 0s give 3 x (1+1+16) = 54,
# its 1 gives 1+1+9 = 11, its 4 gives 16+16+9+9 = 50; 115/25 = 23/5. Kappa 1 - (1/5)/(23/5) = 22/23.
#
# Alpha, ordinal. All ten values: five 0s, three 1s, two 4s. Mid-ranks 3, 7 and 9.5. Seen: one pair
# of ranks 3 and 7, a square of 16 in five, 16/5. By chance, over the 90 ordered pairs of two of the
# ten: 2 x (5x3x4^2 + 5x2x6.5^2 + 3x2x2.5^2) = 2 x (240 + 422.5 + 37.5) = 1400; 1400/90 = 140/9.
# Alpha 1 - (16/5)/(140/9) = 1 - 144/700 = 139/175. For intervals, not ranks, it would be
# 1 - (1/5)/(2 x (15x1 + 10x16 + 6x9)/90) = 0.96.
FIVE_LEVELS = one_a_fact((0, 0), (0, 0), (0, 1), (1, 1), (4, 4))


def test_weighted_kappa_of_five_levels():
    assert figure(kappa(FIVE_LEVELS, NONE, weighted=True)) == pytest.approx(22 / 23, abs=1e-6)


def test_ordinal_alpha_of_five_levels():
    assert figure(alpha(FIVE_LEVELS, NONE)) == pytest.approx(139 / 175, abs=1e-6)


def test_alpha_as_krippendorff_publishes_it():
    """Two observers, ten units, yes or no: 0.095 (Krippendorff, Computing Krippendorff's
    Alpha-Reliability, 2011, part A). Of two values the ranks are as far apart as the values."""
    one = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    other = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    found = alpha(one_a_fact(*zip(one, other, strict=True)), NONE)
    assert figure(found) == pytest.approx(0.095, abs=0.0005)


def test_levels_that_nobody_gave_make_no_difference():
    """Half levels double the numbers, and leave gaps; what counts is how far they are apart."""
    doubled = [[(2 * a, 2 * b) for a, b in pairs] for pairs in FIVE_LEVELS]
    assert kappa(doubled, NONE, weighted=True) == kappa(FIVE_LEVELS, NONE, weighted=True)
    assert alpha(doubled, NONE) == alpha(FIVE_LEVELS, NONE)


ALL = (
    lambda facts, sampling: kappa(facts, sampling),
    lambda facts, sampling: kappa(facts, sampling, weighted=True),
    alpha,
)


@pytest.mark.parametrize("statistic", ALL)
def test_where_all_is_one_value_there_is_no_figure(statistic):
    found = statistic(one_a_fact(*[(2, 2)] * 9), Sampling(100, 1))
    assert found == (None, None, None, "no-variation")


@pytest.mark.parametrize("statistic", ALL)
def test_two_who_each_say_one_thing_agree_as_chance_would(statistic):
    found = statistic(one_a_fact(*[(1, 2)] * 9), NONE)
    assert found.value is not None and found.value <= 0


def test_all_alike_is_a_share_even_without_variation():
    assert share(one_a_fact(*[(2, 2)] * 9), eq, Sampling(100, 1)) == (1, 1, 1, None)


@pytest.mark.parametrize(
    "statistic", [*ALL, lambda facts, sampling: share(facts, eq, sampling)], ids=range(4)
)
def test_under_five_pairs_there_is_no_figure(statistic):
    four, five = one_a_fact((0, 0), (1, 1), (2, 1), (3, 3)), FIVE_LEVELS
    assert statistic([], NONE) == (None, None, None, "too-few-pairs")
    assert statistic(four, NONE) == (None, None, None, "too-few-pairs")
    assert statistic(five, NONE).value is not None


def test_under_five_facts_there_is_no_interval():
    """Ten pairs of four facts say what ten pairs say, but of how few facts."""
    facts = [[(0, 0), (1, 1), (2, 1)], [(3, 3)], [(1, 1), (2, 2), (0, 1)], [(4, 4), (3, 4), (0, 0)]]
    for statistic in ALL:
        found = statistic(facts, Sampling(200, 1))
        assert found.value is not None
        assert found[1:] == (None, None, "too-few-facts")


def test_without_samples_there_is_no_interval():
    assert kappa(TWO_BY_TWO, NONE)[1:] == (None, None, "not-asked")


def test_facts_are_drawn_and_not_pairs():
    """Six facts of ten pairs each, three all right and three all wrong. The sixty pairs alone would
    put the share between 0.37 and 0.63; the six facts leave anything from a sixth on open."""
    facts = [[(1, 1)] * 10] * 3 + [[(1, 0)] * 10] * 3
    found = share(facts, eq, Sampling(2000, 1))
    assert found.value == Fraction(1, 2)
    assert (found.low, found.high) == (Fraction("0.166667"), Fraction("0.833333"))


def test_an_interval_that_many_samples_do_not_have_is_not_given():
    """Nine facts alike and one other: a third of the samples, (9/10)^10, are without the other."""
    facts = one_a_fact(*[(2, 2)] * 9, (3, 3))
    for statistic in ALL:
        found = statistic(facts, Sampling(500, 1))
        assert found == (1, None, None, "unsteady")


def test_an_interval_leaves_out_the_few_samples_without_a_figure():
    """Six facts alike: less than one sample in a hundred, (6/10)^10, has no others."""
    facts = one_a_fact(*[(2, 2)] * 6, *[(3, 3)] * 3, (3, 2))
    found = kappa(facts, Sampling(500, 1), weighted=True)
    assert found.missing is None and found.low is not None and found.low < found.value <= found.high


@pytest.mark.parametrize("statistic", ALL)
def test_the_same_seed_gives_the_same_interval_and_another_another(statistic):
    facts = [[(at % 5, (at * at) % 5), (at % 3, at % 4)] for at in range(12)]
    first, again = (statistic(facts, Sampling(200, 7)) for _ in range(2))
    assert first == again
    assert first.low is not None and first.low < first.value < first.high
    assert statistic(facts, Sampling(200, 8)) != first


def test_nothing_is_said_beside_the_figures(recwarn, capsys):
    facts = one_a_fact(*[(2, 2)] * 9, (3, 2))
    for statistic in ALL:
        statistic(facts, Sampling(100, 1))
    assert not recwarn.list
    assert capsys.readouterr() == ("", "")
