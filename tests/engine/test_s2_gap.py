"""S2: the gap between paper and practice."""

from fractions import Fraction

from build import card, facts, rubric
from scorecard.model.result import Scorecard
from short import fact, report

LEVELS = "{0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}"
PAIRS = rubric(f"""
    format: rubric/1
    title: Pairs
    version: "1"
    grades: municipality
    tracks: {{policy: 0.5, practice: 0.5}}
    components:
      c:
        title: C
        criteria:
          one: {{question: One?, weight: 1, policy: {LEVELS}, practice: {LEVELS}}}
          two: {{question: Two?, weight: 3, policy: {LEVELS}, practice: {LEVELS}}}
          five: {{question: Five?, weight: 5, policy: {LEVELS}, practice: {LEVELS}}}
          paper: {{question: On paper?, weight: 9, policy: {LEVELS}}}
""")


def graded(policy: dict[str, int], practice: dict[str, int]) -> Scorecard:
    lines = ""
    for name, level in policy.items():
        shows = f"scores: {{{name}: {{level: {level}, why: w}}}}"
        lines += fact(f"rule-{name}", f"effect: adopts, date: 2020, {shows}")
    for name, level in practice.items():
        shows = f"scores: {{{name}: {{level: {level}, why: w}}}}"
        lines += fact(f"seen-{name}", f"period: 2025, seen_by: independent, {shows}")
    return card(PAIRS, facts(lines))


def test_the_gap_is_over_the_criteria_with_a_finding_on_both_tracks():
    """one: 1 - 1/4 at weight 1; two: 3/4 - 1/2 at weight 3: (3/4 + 3/4) / 4 = 3/8. `five` is
    known on paper only and `paper` has no practice: neither counts."""
    gap = graded({"one": 4, "two": 3, "five": 4, "paper": 4}, {"one": 1, "two": 2}).gap
    assert gap.criteria == ("one", "two")
    assert gap.difference == Fraction(3, 8)


def test_the_gap_is_not_the_difference_of_the_tracks():
    """Policy alone is (4 + 9 + 20 + 36) / 4 / 18 of its weight, far from what both answer."""
    card_ = graded({"one": 4, "two": 3, "five": 4, "paper": 4}, {"one": 1, "two": 2})
    policy, practice = card_.track("policy").score, card_.track("practice").score
    assert policy.point - practice.point == Fraction(69, 72) - Fraction(7, 16)
    assert card_.gap.difference == Fraction(3, 8)


def test_the_gap_is_a_headline():
    """3/8 is 37.5 points, halves up."""
    said = report(graded({"one": 4, "two": 3}, {"one": 1, "two": 2}))
    assert "38 points between paper and practice, on the 2 questions answered on both" in said


def test_a_gap_on_just_one_third_of_the_weight_that_has_both_tracks_is_printed():
    """one and two hold 4 of 9; two alone 3 of 9, which is a third; `paper` is not counted."""
    gap = graded({"two": 4}, {"two": 2}).gap
    assert gap.weight == Fraction(1, 3)
    assert gap.difference == Fraction(1, 2)


def test_a_gap_under_one_third_is_not_printed():
    """one holds 1 of 9."""
    card_ = graded({"one": 4}, {"one": 2})
    assert card_.gap.weight == Fraction(1, 9)
    assert card_.gap.difference is None
    assert "points between paper and practice" not in report(card_)


def test_beside_it_stands_the_criterion_where_they_differ_most():
    """one differs by 1/2, two by 1/4, though two weighs more."""
    card_ = graded({"one": 3, "two": 3}, {"one": 1, "two": 2})
    assert card_.gap.widest == "one"
    assert 'They differ most on "One?": 75 on paper, 25 in practice.' in report(card_)


def test_where_they_differ_most_practice_may_be_ahead():
    """one: 1/2 more on paper; two: 3/4 more in practice."""
    assert graded({"one": 3, "two": 0}, {"one": 1, "two": 3}).gap.widest == "two"


def test_a_negative_gap_reads_practice_is_ahead_of_paper():
    """two: 1/4 - 3/4."""
    card_ = graded({"two": 1}, {"two": 3})
    assert card_.gap.difference == Fraction(-1, 2)
    assert "practice is ahead of paper" in report(card_).lower()
