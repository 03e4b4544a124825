"""S8: ranks and rank ranges."""

from fractions import Fraction

from scorecard.analysis.ranks import Placed, Rank, ranks


def placed(low: str, point: str, high: str) -> Placed:
    return Placed(point=Fraction(point), low=Fraction(low), high=Fraction(high))


def sure(point: str) -> Placed:
    return placed(point, point, point)


def order(**scores: Placed) -> dict[str, int]:
    return {name: found.rank for name, found in ranks(scores).items()}


def test_the_highest_is_first():
    found = order(oak=sure("0.2"), elm=sure("0.9"), ash=sure("0.5"))
    assert found == {"elm": 1, "ash": 2, "oak": 3}


def test_ties_share_the_best_rank():
    found = order(oak=sure("0.5"), elm=sure("0.9"), ash=sure("0.5"), fir=sure("0.1"))
    assert found == {"elm": 1, "oak": 2, "ash": 2, "fir": 4}


def test_ranks_use_exact_values():
    """Both are shown as 70, and a third is not 0.333."""
    assert order(oak=sure("0.6999"), elm=sure("0.7")) == {"elm": 1, "oak": 2}
    assert order(oak=sure("1/3"), elm=sure("0.3333333333333333")) == {"oak": 1, "elm": 2}


def test_a_rank_is_among_those_given():
    """Who is withheld is not given, so the second of three becomes the first of two."""
    three = {"elm": sure("0.9"), "ash": sure("0.5"), "oak": sure("0.2")}
    del three["elm"]
    assert ranks(three) == {"ash": Rank(1, 1, 1), "oak": Rank(2, 2, 2)}


def test_the_rank_range_runs_over_the_ranks_the_ranges_leave_open():
    """elm 70 to 90, ash 50 to 75, oak 20 to 40.

    elm: nobody's low is above 90; oak's high is below 70: 1 to 3 - 1. ash: nobody's low is above
    75; oak's high is below 50: 1 to 2. oak: both lows are above 40; no high is below 20: 3 to 3.
    """
    found = ranks(
        {
            "elm": placed("0.7", "0.8", "0.9"),
            "ash": placed("0.5", "0.6", "0.75"),
            "oak": placed("0.2", "0.3", "0.4"),
        }
    )
    assert found == {"elm": Rank(1, 1, 2), "ash": Rank(2, 1, 2), "oak": Rank(3, 3, 3)}


def test_ranges_that_only_touch_leave_both_ranks_open():
    """elm's low is ash's high: neither above nor below it."""
    found = ranks({"elm": placed("0.5", "0.6", "0.7"), "ash": placed("0.3", "0.4", "0.5")})
    assert found == {"elm": Rank(1, 1, 2), "ash": Rank(2, 1, 2)}


def test_a_wide_range_leaves_every_rank_open():
    """ash could be anything; the others are sure, and each leaves room for ash only."""
    found = ranks(
        {"elm": sure("0.9"), "ash": placed("0", "0.5", "1"), "oak": sure("0.2")},
    )
    assert found == {"elm": Rank(1, 1, 2), "ash": Rank(2, 1, 3), "oak": Rank(3, 2, 3)}


def test_one_alone_is_first():
    assert ranks({"elm": placed("0", "0.5", "1")}) == {"elm": Rank(1, 1, 1)}
