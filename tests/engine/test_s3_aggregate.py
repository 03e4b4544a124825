"""S3: how a rubric or a component adds up what is below it."""

from fractions import Fraction

import pytest

from build import card, facts, rubric
from scorecard.model.result import Scorecard
from short import fact

LEVELS = "{0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}"
TEXT = f"""
    format: rubric/1
    title: Aggregates
    version: "1"
    grades: municipality
    AT THE TOP
    tracks: {{policy: 1}}
    components:
      a:
        title: A
        IN A
        criteria:
          a1: {{question: A1?, weight: 1, policy: {LEVELS}}}
          a2: {{question: A2?, weight: 1, policy: {LEVELS}}}
      b:
        title: B
        criteria:
          b1: {{question: B1?, weight: 3, policy: {LEVELS}}}
"""


def graded(top: str = "", in_a: str = "", **levels: int) -> Scorecard:
    """A weighs 2 and b 3; `top` and `in_a` are how each is added up."""
    text = TEXT.replace("AT THE TOP", f"aggregate: {top}" if top else "")
    text = text.replace("IN A", f"aggregate: {in_a}" if in_a else "")
    lines = [
        fact(name, f"effect: adopts, date: 2020, scores: {{{name}: {{level: {level}, why: w}}}}")
        for name, level in levels.items()
    ]
    return card(rubric(text), facts("".join(lines)))


def total(of: Scorecard):
    return of.track("policy").score


def a(of: Scorecard):
    return of.components[0].on("policy")


@pytest.mark.parametrize("top", ["", "weighted_mean"])
def test_the_weighted_mean_is_the_default(top):
    """(1 x 1 + 1 x 1/4 + 3 x 1/2) / 5 = 2.75 / 5."""
    assert total(graded(top, a1=4, a2=1, b1=2)).point == Fraction("2.75") / 5


def test_a_component_may_differ_from_the_rubric():
    """The minimum of a is 1/4, at weight 2: (2 x 1/4 + 3 x 1/2) / 5 = 2/5."""
    card_ = graded(in_a="minimum", a1=4, a2=1, b1=2)
    assert a(card_).point == Fraction(1, 4)
    assert total(card_).point == Fraction(2, 5)


def test_the_geometric_mean_of_a_component():
    """1 and 1/4 at equal weight: the square root of 1/4, but for the error of a root."""
    assert abs(a(graded(in_a="geometric_mean", a1=4, a2=1)).point - Fraction(1, 2)) < 1e-9


def test_a_root_that_comes_out_even_is_exact():
    """So that what is 50 % is not under a band from 50."""
    assert a(graded(in_a="geometric_mean", a1=4, a2=1)).point == Fraction(1, 2)


def test_the_geometric_mean_of_anything_and_nothing_is_nothing():
    assert a(graded(in_a="geometric_mean", a1=4, a2=0)).point == 0


def test_the_minimum_works_on_the_children_s_scores():
    """a is 5/8 and b 1/2: not the 1/4 of a2."""
    assert total(graded("minimum", a1=4, a2=1, b1=2)).point == Fraction(1, 2)


def test_the_geometric_mean_works_on_the_children_s_scores():
    """a is (1 + 1/2) / 2 = 3/4 at weight 2, b 1/4 at weight 3: (9/16 x 1/64) to the fifth root."""
    point = total(graded("geometric_mean", a1=4, a2=2, b1=1)).point
    assert abs(point**5 - Fraction(9, 1024)) < 1e-9


def test_a_child_of_a_geometric_mean_counts_with_its_weight_times_its_coverage():
    """a is 1/4 with weight 2 x 1/2 = 1, b is 1 with weight 3: the fourth root of 1/4."""
    point = total(graded("geometric_mean", a1=1, b1=4)).point
    assert abs(point**4 - Fraction(1, 4)) < 1e-9


def test_a_child_of_which_nothing_is_known_is_not_the_minimum():
    """b has no coverage, so no weight."""
    assert total(graded("minimum", a1=4, a2=2)).point == Fraction(3, 4)


def test_the_range_of_a_minimum_holds_what_is_unknown_at_its_worst_and_best():
    """a is 3/4; b anything."""
    score = total(graded("minimum", a1=4, a2=2))
    assert (score.low, score.high) == (0, Fraction(3, 4))


def test_a_sum_adds_up_points():
    """1 + 1/4 of the two points of a, 3/2 of the three of b: 2.75 points."""
    assert total(graded("sum", a1=4, a2=1, b1=2)).points == Fraction("2.75")


def test_a_child_of_a_sum_counts_with_its_weight_times_its_coverage():
    """a is 1 with weight 2 x 1/2, b 1/2 with weight 3: 1 + 1.5 points."""
    assert total(graded("sum", a1=4, b1=2)).points == Fraction("2.5")


def test_what_is_unknown_in_a_sum_is_not_zero_in_the_mean_above_it():
    """All that is known, 1 of the 2 points of a and the 3 of b, is full marks: by S1 shown 4 of
    the 4 known; counting what is unknown as nothing would give 4 of 5."""
    assert total(graded(in_a="sum", a1=4, b1=4)).point == 1


def test_a_sum_with_everything_known_counts_in_the_mean_above_it_as_it_stands():
    """a 1.25 points of 2, b 1.5 of 3."""
    assert total(graded(in_a="sum", a1=4, a2=1, b1=2)).point == Fraction("2.75") / 5
