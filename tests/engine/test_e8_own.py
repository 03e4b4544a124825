"""E8: what only the body itself says does not reach the top of practice."""

from fractions import Fraction

import pytest

from build import card, facts, rubric
from scorecard.model.result import Finding
from short import fact

OWN = rubric("""
    format: rubric/1
    title: Own
    version: "1"
    grades: municipality
    tracks: {policy: 0.5, practice: 0.5}
    components:
      c:
        title: C
        criteria:
          q:
            question: Q?
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
            practice: {0: Never., 1: Rarely., 2: At times., 3: Mostly., 4: Always.}
          published:
            question: Does the body publish it?
            weight: 1
            practice:
              0: Never.
              1: Once.
              2: {text: The body publishes it every year., own_report: yes}
          share:
            question: What share?
            weight: 1
            practice:
              measure: {kind: share, units: [served, asked]}
              0: {under: 50}
              1: {from: 50, under: 95}
              2: {from: 95}
""")


def found(*lines: str, criterion: str = "q", track: str = "practice") -> Finding:
    return card(OWN, facts("".join(lines))).finding(criterion, track)


def said(name: str, by: str, level: object, criterion: str = "q", period: str = "2025") -> str:
    shows = f"scores: {{{criterion}: {{level: {level}, why: w}}}}"
    return fact(name, f"period: {period}, seen_by: {by}, {shows}")


def test_own_words_do_not_reach_the_top_level():
    """Level 4 of 4 is held at 3, its range as well."""
    own = found(said("own", "own", 4))
    assert own.stands.level == "3"
    assert own.low == own.point == own.high == Fraction(3, 4)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_own_words_below_the_top_are_as_they_are(level):
    assert found(said("own", "own", level)).point == Fraction(level, 4)


def test_a_range_that_reaches_the_top_by_own_words_ends_below_it():
    own = found(said("own", "own", "3-4"))
    assert own.stands.level == "3"
    assert own.low == own.point == own.high == Fraction(3, 4)


def test_a_wider_range_by_own_words_keeps_its_low_end():
    """2-4 becomes 2 to 3."""
    own = found(said("own", "own", "2-4"))
    assert (own.low, own.point, own.high) == (Fraction(2, 4), Fraction(5, 8), Fraction(3, 4))


@pytest.mark.parametrize("by", ["border agency", "independent", "community"])
def test_others_words_reach_the_top_level(by):
    assert found(said("seen", by, 4)).point == 1


def test_own_figures_do_not_reach_the_top_level():
    """98 % would be level 2 of 2."""
    share = "period: 2025, seen_by: own, figure: {share: 98, of: served}"
    own = found(fact("own", f"{share}, scores: {{share: {{why: w}}}}"), criterion="share")
    assert own.stands.level == "1"
    assert own.low == own.point == own.high == Fraction(1, 2)


def test_an_own_figure_in_a_broader_unit_does_not_range_to_the_top_level():
    """60 % of those asked is level 1, and the best a figure can give is level 2."""
    share = "period: 2025, seen_by: own, figure: {share: 60, of: asked}"
    own = found(fact("own", f"{share}, scores: {{share: {{why: w}}}}"), criterion="share")
    assert own.high == Fraction(1, 2)


def test_own_figures_do_not_reach_one_of_two_best_levels():
    of = rubric("""
        format: rubric/1
        title: Two best levels
        version: "1"
        grades: municipality
        tracks: {practice: 1}
        components:
          c:
            title: C
            criteria:
              share:
                question: What share?
                weight: 1
                practice:
                  measure: {kind: share, units: [served]}
                  levels:
                    few: {points: 0, under: 50}
                    most: {points: 1, from: 50, under: 95}
                    all: {points: 1, from: 95}
    """)
    share = "period: 2025, seen_by: own, figure: {share: 60, of: served}"
    own = card(of, facts(fact("own", f"{share}, scores: {{share: {{why: w}}}}")))
    stands = own.finding("share", "practice").stands
    assert (stands.level, stands.point) == ("few", 0)


def test_it_is_of_practice_only():
    """A body's own account of its rules, where nothing is in force."""
    account = "effect: describes, date: 2025, seen_by: own, scores: {q: {level: 4, why: w}}"
    assert found(fact("own", account), track="policy").point == 1


def test_own_words_reach_a_top_level_that_asks_for_own_publication():
    assert found(said("own", "own", 2, "published"), criterion="published").point == 1


def test_then_nothing_contested_may_stand_against_it():
    """It said otherwise of the second half of 2025: held below the top, 1 of 2."""
    own = said("own", "own", 2, "published", "{from: 2025-07, to: 2026-06}")
    before = said("before", "own", 0, "published", "2025")
    assert found(own, before, criterion="published").point == Fraction(1, 2)


def test_what_is_of_another_period_does_not_contest_it():
    own = said("own", "own", 2, "published", "2025")
    before = said("before", "own", 0, "published", "2024")
    assert found(own, before, criterion="published").point == 1


def test_one_person_s_account_contests_it_though_it_does_not_stand():
    own = said("own", "own", 2, "published", "2025")
    told = said("told", "community, case: yes", 0, "published", "2025-05")
    assert found(own, told, criterion="published").point == Fraction(1, 2)
