"""S7: exact up to display, and how scores are shown."""

from fractions import Fraction

import pytest

from build import card, facts, rubric
from scorecard.report import numbers
from short import fact, report

TEXT = """
    format: rubric/1
    title: Rounding
    version: "1"
    grades: municipality
    tracks: {policy: 1}
    withhold_under: 1/3
    provisional_under: 2/3
    bands:
      B: {from: 70, words: Good on most.}
      C: {from: 50, words: Some of it.}
      F: {from: 0, words: Little or none.}
    components:
      c:
        title: C
        criteria:
          a: {question: A?, weight: 694, policy: {0: No., 1: Yes.}}
          b: {question: B?, weight: 306, policy: {0: No., 1: Yes.}}
    gates:
      cap:
        when: {criterion: a, track: policy, at_most: 0}
        cap: 49
        choice: Without it no more than 49.
"""
BANDED = rubric(TEXT)
LIMITS = numbers.thresholds(BANDED)


def shown(percent: str) -> str:
    """How a percentage is shown under the limits 0, 49, 50, 70 and 100."""
    return numbers.percent(Fraction(percent) / 100, LIMITS)


def graded(of=BANDED, **levels: int):
    lines = [
        fact(name, f"effect: adopts, date: 2020, scores: {{{name}: {{level: {level}, why: w}}}}")
        for name, level in levels.items()
    ]
    return card(of, facts("".join(lines)))


def test_arithmetic_is_exact():
    """0.1 + 0.2 of 0.3, which is not the whole in floating point."""
    text = TEXT.replace("694", "0.1").replace("306", "0.2")
    score = graded(rubric(text), a=1, b=1).track("policy").score
    assert score.point == 1
    assert graded(rubric(text), a=1, b=0).track("policy").score.point == Fraction(1, 3)


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        ("0", "0"),
        ("0.49", "0"),
        ("12.5", "13"),
        ("13.5", "14"),  # up, not to the even
        ("57.4999", "57"),
        ("70", "70"),
        ("100", "100"),
    ],
)
def test_scores_are_shown_as_whole_numbers_halves_up(percent, said):
    assert shown(percent) == said


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        ("69.96", "69.9"),  # a band: cut, not rounded
        ("69.5", "69.5"),
        ("49.99", "49.9"),
        ("48.6", "48.6"),  # the cap of 49
        ("99.99", "99.9"),  # 100
    ],
)
def test_where_that_would_reach_what_it_does_not_one_decimal_is_shown_cut(percent, said):
    assert shown(percent) == said


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        ("66.6", "66.6"),  # the threshold of 2/3
        ("33.3", "33"),  # 1/3 is more: 33 does not reach it
        ("69.96", "70"),  # a band is nothing to a coverage
        ("99.99", "99.9"),
    ],
)
def test_a_coverage_is_held_against_what_a_track_needs(percent, said):
    assert numbers.percent(Fraction(percent) / 100, numbers.needs(BANDED)) == said


def test_a_share_that_reaches_a_threshold_is_rounded_as_any_other():
    assert numbers.percent(Fraction(2, 3), numbers.needs(BANDED)) == "67"
    assert numbers.percent(Fraction(1, 3), numbers.needs(BANDED)) == "33"


def test_without_a_limit_near_it_is_a_whole_number():
    assert shown("64.96") == "65"
    assert numbers.percent(Fraction("0.6996")) == "70"


def test_100_is_a_limit_always():
    assert numbers.percent(Fraction("0.9996")) == "99.9"


def test_a_score_just_under_0_is_not_shown_as_reaching_the_lowest_band():
    """A penalty can take a score there: -0.3 is not in the band from 0."""
    assert shown("-0.3") == "-0.3"


def test_the_limits_of_scores_are_bands_caps_and_100_those_of_coverage_what_a_track_needs():
    assert set(LIMITS) == {0, 49, 50, 70, 100}
    assert set(numbers.needs(BANDED)) == {Fraction(100, 3), Fraction(200, 3), 100}


def test_a_figure_is_not_shown_as_reaching_a_bound_that_it_does_not():
    """99.98 per 100,000 under a bound of 100."""
    assert numbers.rate(Fraction("99.98"), [Fraction(100)]) == "99.98"
    assert numbers.rate(Fraction("47.595"), [Fraction(100)]) == "47.6"


# ---------------------------------------------------------------- bands


@pytest.mark.parametrize(
    ("percent", "band"),
    [("100", "B"), ("70", "B"), ("69.9999", "C"), ("50", "C"), ("49.9999", "F"), ("0", "F")],
)
def test_a_band_starts_from_its_exact_percentage(percent, band):
    assert BANDED.band(Fraction(percent)) == band


def test_a_grade_is_shown_with_its_line_in_words():
    """694 of 1000: 69.4."""
    assert "C 69" in report(graded(a=1, b=0))
    assert "Some of it." in report(graded(a=1, b=0))


def test_the_distance_to_the_next_band_is_shown():
    """70 - 69.4."""
    assert "0.6 points short of B" in report(graded(a=1, b=0))


def test_it_is_shown_whether_the_range_crosses_the_band():
    """b unknown: 69.4 to 100, C to B; b known: 69.4 only."""
    assert "crosses C to B" in report(graded(a=1))
    assert "crosses" not in report(graded(a=1, b=0))
