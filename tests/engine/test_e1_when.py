"""E1: when a fact counts."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from build import CITY, ROOT, card, facts, rubric
from scorecard.cli.opening import on_date
from scorecard.cli.say import UseError
from short import fact, refused, report

ONE = rubric("""
    format: rubric/1
    title: One question
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
          rate:
            question: How often?
            weight: 1
            practice:
              measure: {kind: rate, units: [calls]}
              0: {from: 100}
              1: {under: 100}
""")
LEVEL_3 = "scores: {q: {level: 3, why: w}}"


def counts(city: str, track: str, as_of: str) -> bool:
    found = card(ONE, facts(city), date.fromisoformat(as_of)).finding("q", track)
    assert found.point in (None, Fraction(3, 4))
    return found.point is not None


@pytest.mark.parametrize(
    ("stated", "first_day"),
    [
        ("2020-06-10", "2020-06-10"),
        ("2020-06", "2020-06-30"),  # not a `from`: the last day it can mean
        ("2020", "2020-12-31"),
    ],
)
def test_a_policy_fact_counts_from_its_date_and_not_the_day_before(stated, first_day):
    city = fact("rule", f"effect: adopts, date: {stated}, {LEVEL_3}")
    day_before = date.fromisoformat(first_day) - timedelta(days=1)
    assert counts(city, "policy", first_day)
    assert not counts(city, "policy", day_before.isoformat())


@pytest.mark.parametrize(
    ("stated", "last_day"),
    [("2022-06-10", "2022-06-10"), ("2022-06", "2022-06-30"), ("2022", "2022-12-31")],
)
def test_a_policy_fact_counts_to_its_until_and_not_the_day_after(stated, last_day):
    city = fact("rule", f"effect: adopts, date: 2020, until: {stated}, {LEVEL_3}")
    day_after = date.fromisoformat(last_day) + timedelta(days=1)
    assert counts(city, "policy", last_day)
    assert not counts(city, "policy", day_after.isoformat())


def test_a_policy_fact_without_a_date_is_refused():
    assert "no-date" in refused(facts(fact("rule", f"effect: adopts, {LEVEL_3}")), ONE)


def test_a_policy_fact_may_do_without_until():
    assert counts(fact("rule", f"effect: adopts, date: 1985, {LEVEL_3}"), "policy", "2026-11-22")


@pytest.mark.parametrize(
    ("period", "last_day"),
    [
        ("2023-05-17", "2023-05-17"),
        ("2023-05", "2023-05-31"),
        ("2023", "2023-12-31"),
        ("{from: 2021, to: 2023-02}", "2023-02-28"),
    ],
)
def test_a_practice_fact_counts_from_the_last_day_of_its_period(period, last_day):
    city = fact("seen", f"period: {period}, seen_by: independent, {LEVEL_3}")
    day_before = date.fromisoformat(last_day) - timedelta(days=1)
    assert counts(city, "practice", last_day)
    assert not counts(city, "practice", day_before.isoformat())


def test_a_practice_fact_has_a_period_and_no_until():
    for_ever = f"period: 2023, until: 2024, seen_by: independent, {LEVEL_3}"
    assert "policy-key" in refused(facts(fact("seen", for_ever)), ONE)


def test_a_practice_fact_never_expires_it_ages():
    """Eight years after its end it is past any shelf life, and it still stands."""
    city = fact("seen", f"period: 2018, seen_by: independent, {LEVEL_3}")
    found = card(ONE, facts(city), date(2026, 12, 31)).finding("q", "practice")
    assert found.point == Fraction(3, 4)
    assert found.stands.age == 96


def test_from_is_the_first_day_of_a_partial_date():
    """2014-03 to 2014-05-15 is 31 + 30 + 15 = 76 days, so 76 calls are 365.25 a year."""
    head = f"{CITY}population: {{2016: 100000}}\n"
    span = "period: {from: 2014-03, to: 2014-05-15}, seen_by: independent"
    city = fact("calls", f"{span}, figure: {{count: 76, of: calls}}, scores: {{rate: {{why: w}}}}")
    found = card(ONE, facts(city, head), date(2014, 12, 31)).finding("rate", "practice")
    assert found.stands.arithmetic.value == Fraction("365.25")


EARLY_SOURCE = CITY.replace("date: 2020", "date: 2010")
LATE_SOURCE = CITY.replace("date: 2020", "date: 2025")


def test_publication_never_decides_that_a_fact_counts():
    """Published in 2010, in force from 2020: it does not count in 2015."""
    rule = fact("rule", f"effect: adopts, date: 2020, {LEVEL_3}")
    found = card(ONE, facts(rule, EARLY_SOURCE), date(2015, 1, 1)).finding("q", "policy")
    assert found.point is None


def test_publication_never_decides_that_a_fact_does_not_count():
    """Happened in 2018, published in 2025: as of 2019 it counts."""
    seen = fact("seen", f"period: 2018, seen_by: independent, {LEVEL_3}")
    found = card(ONE, facts(seen, LATE_SOURCE), date(2019, 1, 1)).finding("q", "practice")
    assert found.point == Fraction(3, 4)


def test_as_of_defaults_to_today():
    before = date.today()
    given = on_date(None)
    assert before <= given <= date.today()


def test_a_later_date_than_today_is_refused():
    with pytest.raises(UseError):
        on_date((date.today() + timedelta(days=1)).isoformat())
    assert on_date(date.today().isoformat()) == date.today()


def test_today_is_read_in_one_place():
    sources = (ROOT / "src" / "scorecard").rglob("*.py")
    asks = {path.name: path.read_text(encoding="utf-8").count(".today()") for path in sources}
    assert {name: times for name, times in asks.items() if times} == {"opening.py": 1}


@pytest.mark.parametrize("fresh", [False, True])
def test_a_grade_for_the_past_says_as_known_today(fresh):
    city = fact("rule", f"effect: adopts, date: 2010, {LEVEL_3}")
    assert "as known today" in report(card(ONE, facts(city), date(2016, 12, 31), fresh=fresh))
