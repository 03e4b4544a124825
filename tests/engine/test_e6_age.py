"""E6: age is a matter of practice, and of accounts of the rules."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from build import TODAY, card, facts, rubric
from scorecard.model.result import Finding
from scorecard.report import words
from short import fact, report

THREE = rubric("""
    format: rubric/1
    title: Age
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
          short-lived:
            question: With a shelf life of its own?
            weight: 3
            practice: {shelf_life: 12, 0: No., 1: Yes.}
          unknown:
            question: Of which nothing is known?
            weight: 4
            practice: {0: No., 1: Yes.}
    gates:
      seldom:
        when: {criterion: q, track: practice, at_most: 1}
        cap: 10
        choice: Seldom is not enough.
""")


def seen(name: str, period: str, level: int, criterion: str = "q") -> str:
    shows = f"scores: {{{criterion}: {{level: {level}, why: w}}}}"
    return fact(name, f"period: {period}, seen_by: independent, {shows}")


def found(city: str, criterion: str = "q", as_of: date = TODAY, fresh: bool = False) -> Finding:
    return card(THREE, facts(city), as_of, fresh=fresh).finding(criterion, "practice")


def paper(city: str, fresh: bool = False) -> Finding:
    return card(THREE, facts(city), TODAY, fresh=fresh).finding("q", "policy")


Q3 = "scores: {q: {level: 3, why: w}}"


@pytest.mark.parametrize("fresh", [False, True])
def test_an_instrument_in_force_does_not_age(fresh):
    rule = paper(fact("rule", f"effect: adopts, date: 1974, {Q3}"), fresh)
    assert rule.point == Fraction(3, 4)
    assert not rule.last_known


def test_an_account_of_the_rules_ages():
    """Of 2022, at the end of 2026: known last."""
    study = fact("study", f"effect: describes, date: 2022, seen_by: independent, {Q3}")
    assert paper(study).last_known
    assert paper(study, fresh=True).point is None
    assert not paper(study.replace("2022", "2024")).last_known


def test_an_account_of_the_rules_is_context_after_ten_years():
    study = fact("study", f"effect: describes, date: 2016-11-21, seen_by: independent, {Q3}")
    assert paper(study).point is None


@pytest.mark.parametrize(
    ("criterion", "period", "last_day"),
    [
        ("q", "2022-11-22", date(2025, 11, 22)),  # 36 months unless named
        ("q", "2022-11", date(2025, 11, 30)),
        ("q", "2021", date(2024, 12, 31)),
        ("q", "{from: 2019, to: 2022-03-31}", date(2025, 3, 31)),
        ("short-lived", "2022-11-22", date(2023, 11, 22)),  # 12 months
        ("short-lived", "2024-02-29", date(2025, 2, 28)),
    ],
)
def test_a_shelf_life_is_calendar_months_from_the_end_of_the_period(criterion, period, last_day):
    city = seen("it", period, 1, criterion)
    assert not found(city, criterion, last_day).last_known
    assert found(city, criterion, last_day + timedelta(days=1)).last_known


OLD = seen("old", "2021-05", 1)


def test_last_known_stands():
    assert found(OLD).point == Fraction(1, 4)


def test_last_known_fires_gates():
    (gate,) = card(THREE, facts(OLD)).gates
    assert gate.fired


def test_last_known_is_flagged_with_its_age():
    """From the end of May 2021 to 22 November 2026: 5 years and 5 whole months."""
    stands = found(OLD).stands
    assert stands.age == 65
    assert "last known" in words.marks(stands)
    assert "5 years 5 months" in words.marks(stands)


def test_last_known_s_share_of_the_known_practice_weight_is_printed():
    """q weighs 1 and is old, short-lived 3 and is new, unknown 4 is not known: 1/4, not 1/8."""
    graded = card(THREE, facts(OLD + seen("new", "2026-05", 1, "short-lived")))
    assert graded.track("practice").last_known == Fraction(1, 4)
    assert "25 %" in report(graded)


def test_after_ten_years_it_is_context():
    city = seen("it", "2016-11-22", 1)
    assert found(city, as_of=date(2026, 11, 22)).point == Fraction(1, 4)
    assert found(city, as_of=date(2026, 11, 23)).point is None


def test_fresh_treats_last_known_as_unknown():
    """And what is within its shelf life stands."""
    gone = found(OLD, fresh=True)
    assert (gone.status, gone.low, gone.high) == ("unknown", 0, 1)
    assert found(seen("new", "2024-05", 1), fresh=True).point == Fraction(1, 4)


def test_fresh_leaves_gates_of_last_known_findings_unfired():
    (gate,) = card(THREE, facts(OLD), fresh=True).gates
    assert not gate.fired


def test_fresh_can_raise_a_score_and_the_answer_says_so():
    """Old 1/4 at weight 1 and new 1 at weight 3: (1/4 + 3) / 4 = 13/16; without the old, 1."""
    city = facts(OLD + seen("new", "2026-05", 1, "short-lived"))
    fresh = card(THREE, city, fresh=True)
    assert card(THREE, city).track("practice").score.point == Fraction(13, 16)
    assert fresh.track("practice").score.point == 1
    assert "raise" in report(fresh)
