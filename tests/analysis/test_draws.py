"""Runs drawn by chance, beside what can be worked out without drawing.

Of 10,000 runs, a share of 5 % has a standard error of 0.2 points, one of 50 % of 0.5 points; what
is claimed is held to five of them.
"""

from __future__ import annotations

from fractions import Fraction
from math import nan, sqrt

import pytest

from scorecard.analysis.chance import Bound, Branch, Cap, Chance, Leaf, Unit
from scorecard.analysis.draws import STEPS, draw

RUNS = 10_000
BANDS = (0.7, 0.5, 0.0)
NEAR = 0.011
"""Five standard errors of the place of a 5th percentile, as a share of the width it lies in."""


def branch(*weights, own=None, first=0, factor=0):
    """A component of criteria with these weights, in cells and by factors counted from `first`."""
    leaves = (Leaf(first + at, float(w), 1 + first + at) for at, w in enumerate(weights))
    return Branch(own, factor, tuple(leaves))


def unit(name, low, high=None, tree=None, caps=()):
    tree = ((1.0, branch(*[1] * len(low))),) if tree is None else tree
    return Unit(name, tree, tuple(low), tuple(low if high is None else high), tuple(caps))


def drawn(*units, within=0, seed=1, runs=RUNS, bands=BANDS, factors=9):
    return draw(units, factors, bands, Chance(runs, seed, Fraction(within)))


def ends(found, at=0):
    return tuple(end / STEPS for end in found.scores[at])


def test_what_is_known_is_the_same_in_every_run():
    """Weights 3, 1 and 1: (3 x 0.2 + 0.9 + 0.6) / 5 = 0.42."""
    found = drawn(unit("a", (0.2, 0.9, 0.6), tree=((1.0, branch(3, 1, 1)),)))
    assert ends(found) == (0.42, 0.42)
    assert found.bands == [[0, 0, RUNS]]


def test_one_unknown_makes_the_score_uniform():
    """0.3 known of weight 3, nothing known of weight 1: from 0.225 to 0.475, evenly."""
    found = drawn(unit("a", (0.3, 0.0), (0.3, 1.0), ((1.0, branch(3, 1)),)))
    low, high = ends(found)
    assert low == pytest.approx(0.225 + 0.05 / 4, abs=NEAR / 4)
    assert high == pytest.approx(0.225 + 0.95 / 4, abs=NEAR / 4)


def test_the_share_of_runs_in_a_band_is_the_share_of_the_range_in_it():
    """From 0.4 to 0.8 evenly: a quarter at 0.7 and more, half from 0.5, a quarter below."""
    (found,) = drawn(unit("a", (0.4,), (0.8,))).bands
    assert [count / RUNS for count in found] == pytest.approx([0.25, 0.5, 0.25], abs=0.025)
    assert sum(found) == RUNS


def test_two_unknowns_have_the_triangle_of_their_sum():
    """The mean of two even shares is under t, for t up to a half, in 2 t^2: 0.05 at 0.158."""
    low, high = ends(drawn(unit("a", (0.0, 0.0), (1.0, 1.0))))
    assert low == pytest.approx(sqrt(0.025), abs=NEAR)
    assert high == pytest.approx(1 - sqrt(0.025), abs=NEAR)


def of_two_weights(share, most):
    """Where a share of runs of u / (u + v) lies under, u and v even from 1 - most to 1 + most. With
    a and b the ends, u / v is at most r < 1 in (r b - a)^2 / (2 r (b - a)^2)."""
    a, b = 1 - most, 1 + most
    p, q, s = b * b, -2 * a * b - 2 * share * (b - a) ** 2, a * a
    ratio = (-q + sqrt(q * q - 4 * p * s)) / (2 * p)
    return ratio / (1 + ratio)


TWO_COMPONENTS = Branch(None, 0, (branch(1, factor=5), branch(1, first=1, factor=6)))


@pytest.mark.parametrize(
    ("tree", "what"),
    [
        (branch(1, 1), "criteria"),
        (
            Branch(
                None, 0, (Branch(1.0, 5, (Leaf(0, 7.0, 1),)), Branch(1.0, 6, (Leaf(1, 7.0, 2),)))
            ),
            "components with weights, of a criterion each, whose own weight cancels",
        ),
    ],
    ids=["criteria", "components"],
)
def test_two_weights_drawn(tree, what):
    """The first has full marks and the second none: the score is u / (u + v)."""
    low, high = ends(drawn(unit("a", (1.0, 0.0), tree=((1.0, tree),)), within=0.25))
    assert low == pytest.approx(of_two_weights(0.05, 0.25), abs=0.003), what
    assert high == pytest.approx(1 - of_two_weights(0.05, 0.25), abs=0.003), what
    assert of_two_weights(0.05, 0.25) == pytest.approx(0.41393, abs=1e-5)


def test_a_component_without_a_weight_of_its_own_weighs_what_is_in_it_times_its_factor():
    """Of one criterion each, that is u x v to w x z: wider than u to v alone."""
    low, _ = ends(drawn(unit("a", (1.0, 0.0), tree=((1.0, TWO_COMPONENTS),)), within=0.25))
    assert low < of_two_weights(0.05, 0.25) - 0.02


def test_weights_are_within_their_bounds():
    """At most 3 x 1.25 to 1 x 0.75, at least 3 x 0.75 to 1 x 1.25."""
    tree = ((1.0, branch(3, 1)),)
    found = drawn(unit("a", (1.0, 0.0), tree=tree), within=0.25, bands=(5 / 6 + 1e-9, 9 / 14, 0))
    assert found.bands == [[0, RUNS, 0]]
    low, high = ends(found)
    assert 9 / 14 < low < 0.75 < high < 5 / 6


def test_one_weight_is_drawn_for_a_criterion_on_both_tracks():
    """Paper and practice by the same two weights: 1 and 0 against 0 and 1 even out to a half."""
    first, second = branch(1, 1), Branch(None, 0, (Leaf(2, 1.0, 1), Leaf(3, 1.0, 2)))
    tree = ((0.5, first), (0.5, second))
    assert ends(drawn(unit("a", (1.0, 0.0, 0.0, 1.0), tree=tree), within=0.5)) == (0.5, 0.5)


def test_what_is_left_out_has_no_part_in_its_track():
    """The first track knows 1 of two, the second 0.4 and 0.2: 0.6 x 1 + 0.4 x 0.3."""
    first, second = branch(1, 1), Branch(None, 0, (Leaf(2, 1.0, 1), Leaf(3, 1.0, 2)))
    tree = ((0.6, first), (0.4, second))
    beside = unit("b", (0.5, 0.5, 0.5, 0.5), tree=tree)
    found = drawn(unit("a", (1.0, nan, 0.4, 0.2), tree=tree), beside)
    assert ends(found) == (0.72, 0.72)
    assert ends(found, 1) == (0.5, 0.5)


# ---------------------------------------------------------------- caps


def test_a_cap_holds_in_the_share_of_the_range_that_trips_it():
    """From 0.2 to 1, held to 0.4 where it is at most 0.3: an eighth of the runs."""
    caps = [Cap(0.1, (Bound(0, most=0.3),))]
    found = drawn(unit("a", (0.2,), (1.0,), caps=caps), bands=(0.1 + 1e-9, 0.0))
    assert found.bands[0][1] / RUNS == pytest.approx(1 / 8, abs=0.017)


def test_all_tests_of_a_cap_must_hold_and_the_lowest_cap_wins():
    """Two even shares, at least 0.5 and at most 0.25: 1/8 of the runs."""
    both = Cap(-1.0, (Bound(0, least=0.5), Bound(1, most=0.25)))
    found = drawn(
        unit("a", (0.0, 0.0), (1.0, 1.0), caps=[Cap(0.9), both, Cap(0.8)]), bands=(-0.5, -1.0)
    )
    assert found.bands[0][1] / RUNS == pytest.approx(1 / 8, abs=0.017)
    assert ends(found)[1] <= 0.8


# ---------------------------------------------------------------- ranks


def test_two_places_change_places_as_often_as_their_ranges_say():
    """From 0.2 to 0.6 and from 0.4 to 0.8, evenly: the first is ahead in the corner where it is
    over 0.4, the second under 0.6, and the first the greater: (0.2 x 0.2 / 2) / (0.4 x 0.4)."""
    found = drawn(unit("a", (0.2,), (0.6,)), unit("b", (0.4,), (0.8,)))
    assert found.ahead[0][1] / RUNS == pytest.approx(1 / 8, abs=0.017)
    assert found.ahead[0][1] + found.ahead[1][0] == RUNS
    assert found.ranks == [(1, 2), (1, 2)]


def test_a_rank_that_is_had_in_one_run_of_thirty_is_outside_nine_in_ten():
    """From 0 to 0.5 and from 0.4 to 0.9: ahead in (0.1 x 0.1 / 2) / (0.5 x 0.5) = 1/50."""
    found = drawn(unit("a", (0.0,), (0.5,)), unit("b", (0.4,), (0.9,)))
    assert found.ahead[0][1] / RUNS == pytest.approx(1 / 50, abs=0.007)
    assert found.ranks == [(2, 2), (1, 1)]


def test_ties_share_the_better_rank():
    """Two held to the same cap, one above and one below."""
    held = [Cap(0.3)]
    found = drawn(
        unit("a", (0.9,), caps=held),
        unit("b", (0.1,)),
        unit("c", (0.6,), caps=held),
        unit("d", (1.0,)),
    )
    assert found.ranks == [(2, 2), (4, 4), (2, 2), (1, 1)]
    assert found.ahead == [[0, RUNS, 0, 0], [0] * 4, [0, RUNS, 0, 0], [RUNS] * 3 + [0]]


def test_a_sum_that_differs_in_the_last_bit_is_a_tie():
    """0.1 + 0.2 in one order and in the other, a third each."""
    found = drawn(unit("a", (0.1, 0.2, 0.3)), unit("b", (0.3, 0.2, 0.1)), bands=(0.2, 0.0))
    assert found.ranks == [(1, 1), (1, 1)]
    assert found.bands == [[RUNS, 0], [RUNS, 0]]


def test_more_places_than_a_byte_can_count():
    units = [unit(str(at), (at / 300,)) for at in range(300)]
    found = drawn(*units, runs=100)
    assert [best for best, _ in found.ranks] == list(range(300, 0, -1))


# ---------------------------------------------------------------- chance


OPEN = (unit("a", (0.1, 0.0), (0.9, 1.0)), unit("b", (0.2, 0.3), (0.8, 0.6)))


def test_the_same_seed_gives_the_same_runs_and_another_others():
    assert drawn(*OPEN, within=0.25) == drawn(*OPEN, within=0.25)
    assert drawn(*OPEN, within=0.25, seed=2).scores != drawn(*OPEN, within=0.25).scores


def test_a_place_has_the_same_runs_whoever_stands_beside_it():
    other = unit("c", (0.1, 0.0, 0.4), (0.9, 1.0, 0.7))  # with another tree
    together = drawn(other, *OPEN, within=0.25)
    assert together.scores[1:] == drawn(*OPEN, within=0.25).scores
    assert together.ahead[1][2] == drawn(*OPEN, within=0.25).ahead[0][1]


def test_no_two_places_have_the_same_luck():
    """The same range under two names: ahead of each other in half of the runs."""
    found = drawn(unit("a", (0.0,), (1.0,)), unit("b", (0.0,), (1.0,)))
    assert found.ahead[0][1] / RUNS == pytest.approx(0.5, abs=0.025)


@pytest.mark.parametrize("runs", [100, 511, 512, 513, 1024])
def test_every_run_counts_once(runs):
    found = drawn(*OPEN, within=0.25, runs=runs)
    assert [sum(counts) for counts in found.bands] == [runs, runs]
    assert found.ahead[0][1] + found.ahead[1][0] == runs


def test_percentiles_are_values_of_runs():
    """Of 100 runs the 5th and the 95th value; of a rubric without bands none are counted."""
    found = drawn(unit("a", (0.0,), (1.0,)), runs=100)
    low, high = ends(found)
    assert 0.0 < low < 0.15 and 0.85 < high < 1.0
    assert drawn(*OPEN, runs=100, bands=()).bands == [[100], [100]]
