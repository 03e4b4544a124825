"""The days on which a finding can change: none is missed, whatever the files say."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from build import ROOT, facts, place, rubric
from scorecard.analysis.causes import answer
from scorecard.engine.grade import Grader
from scorecard.engine.turns import turns
from short import fact

sys.path += [str(ROOT / "tests" / name) for name in ("engine", "naive")]

from generated import made
from test_laws import build, graded_cards
from test_naive import load

DAY = timedelta(days=1)
AGES = rubric("""
    format: rubric/1
    title: Ages
    version: "1"
    grades: municipality
    tracks: {policy: 0.4, practice: 0.6}
    components:
      c:
        title: C
        criteria:
          audit:
            question: Was there an audit?
            weight: 1
            policy: {0: No., 1: Some., 2: "Yes."}
            practice: {measure: {kind: age, shelf_life: 12}, 0: {over: 24}, 1: {up_to: 24}}
          rule:
            question: Is there a rule?
            weight: 1
            policy: {0: No., 1: Some., 2: "Yes."}
            practice: {0: No., 1: Some., 2: "Yes."}
""")


def said(grader, where, day, fresh=False):
    return [answer(finding) for finding in grader.find(where, day, fresh=fresh)]


def days_of(text):
    return [str(day) for day in turns(AGES, place(facts(text), AGES))]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # It takes effect, and the day after its last it no longer holds.
        (
            fact(
                "f",
                "effect: adopts, date: 2014, until: 2016-02, scores: {rule: {level: 2, why: w}}",
            ),
            ["2014-12-31", "2016-03-01"],
        ),
        # Its period ends; 36 months and 10 years later it is past them.
        (
            fact(
                "f",
                "period: 2014-06, seen_by: own, scores: {rule: {level: 1, why: w}}",
            ),
            ["2014-06-30", "2017-07-01", "2024-07-01"],
        ),
        # So does an account of the rules.
        (
            fact(
                "f",
                "effect: describes, date: 2014-01-31, seen_by: own, "
                "scores: {rule: {level: 1, why: w}}",
            ),
            ["2014-01-31", "2017-02-01", "2024-02-01"],
        ),
        # An age passes a shelf life of 12 months, and the bound of 24 on the day and after it.
        (
            fact("f", "period: 2014-06, seen_by: own, scores: {audit: {why: w}}"),
            ["2014-06-30", "2015-07-01", "2016-06-30", "2016-07-01", "2024-07-01"],
        ),
        # A fact that answers nothing may still end another, or be what another waits for.
        (fact("f", "effect: adopts, date: 2014, context: none"), ["2014-12-31"]),
    ],
)
def test_the_days_of_one_fact(text, days):
    made = days_of(text)
    assert [day for day in made if day in days] == days
    assert len(made) == len(days)


def test_a_statement_that_something_does_not_apply_begins_and_ends():
    head = facts("")[: -len("facts:\n")]
    city = f"{head}not_applicable:\n  rule: {{why: w, sources: s, from: 2014, until: 2015-03}}\n"
    assert [str(day) for day in turns(AGES, place(city, AGES))] == ["2014-01-01", "2015-04-01"]


def test_the_last_day_there_is_has_no_day_after_it():
    text = fact("f", "effect: adopts, date: 2014, until: 9999, scores: {rule: {level: 2, why: w}}")
    assert days_of(text) == ["2014-12-31"]


@settings(max_examples=25, deadline=None)
@given(graded_cards())
def test_no_finding_changes_on_another_day(made):
    """Every last and first day of a month, where alone facts dated by years can change."""
    of, where = build(*made)
    grader, known = Grader(of), set(turns(of, where))
    before = None
    for year in range(2011, 2030):
        for month in range(1, 13):
            first = date(year, month, 1)
            for day in (first - DAY, first):
                now = said(grader, where, day)
                assert now == before or before is None or day in known, day
                before = now


@pytest.mark.parametrize("seed", range(120))
def test_no_day_is_missed_in_whatever_a_file_can_say(seed):
    """On the day before each of these days all is as it was on the one before it; and so it is on
    days by chance, between them."""
    case = made(seed)
    of, places, _problems = load(case)
    if of is None:
        return
    grader = Grader(of)
    for where in places:
        days = [day for day in turns(of, where) if day > date.min]
        for one, after in pairwise(days):
            for day in {one + (after - one) // 3, after - DAY}:
                assert said(grader, where, day, case.fresh) == said(grader, where, one, case.fresh)
