"""How a grade moved: which days are steps, what changed on them and why, and what is marked."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import CITY, ROOT, TODAY, facts, place, rubric
from scorecard.analysis.causes import answer
from scorecard.analysis.history import history
from scorecard.engine.grade import Grader, grade
from short import WITH_POLICE, fact

sys.path.append(str(ROOT / "tests" / "engine"))

from test_laws import build, graded_cards

TWO = rubric("""
    format: rubric/1
    title: Two questions
    version: "1"
    grades: municipality
    speaks_for: police-service
    tracks: {policy: 0.4, practice: 0.6}
    withhold_under: 1/3
    components:
      c:
        title: C
        criteria:
          rule:
            question: Is there a rule?
            weight: 1
            policy: {0: Against., 1: None., 2: "Yes."}
            practice: {0: No., 1: Some., 2: "Yes."}
          audit:
            question: Was there an audit?
            weight: 1
            practice: {measure: {kind: age}, 0: {over: 24}, 1: {up_to: 24}}
          calls:
            question: Do police call?
            whose: police-service
            weight: 1
            policy: {0: Must., 1: May., 2: Never.}
            practice: {measure: {kind: count, units: calls}, 0: {from: 10}, 1: {under: 10}}
""")


def over_time(text, head=CITY, end=TODAY, **more):
    return history(Grader(TWO), place(facts(text, head), TWO), end, **more)


def told(step):
    """What changed on a day: the question, from what to what, and what became of which fact."""
    return [
        (
            one.after.criterion,
            None if one.before is None else one.before.point,
            one.after.point,
            [(cause.fact, cause.how, cause.aside and cause.aside.reason) for cause in one.causes],
        )
        for one in step.changes
    ]


def test_a_rule_takes_effect_and_is_replaced():
    made = over_time(
        fact("old", "effect: adopts, date: 2014-06-10, scores: {rule: {level: 1, why: w}}")
        + fact("new", "effect: adopts, date: 2018, scores: {rule: {level: 2, why: w}}")
    )
    assert made.first == date(2014, 6, 10)
    assert [(step.date, told(step)) for step in made.steps] == [
        (date(2014, 6, 10), [("rule", None, 1 / 2, [("old", "came", "not-yet")])]),
        (
            date(2018, 12, 31),
            [
                (
                    "rule",
                    1 / 2,
                    1,
                    [("new", "came", "not-yet"), ("old", "went", "higher-level-stands")],
                )
            ],
        ),
    ]


@pytest.mark.parametrize(
    ("text", "day", "changed"),
    [
        (
            fact(
                "f",
                "effect: adopts, date: 2014, until: 2016-02, scores: {rule: {level: 2, why: w}}",
            ),
            date(2016, 3, 1),
            ("rule", 1, None, [("f", "went", "ended")]),
        ),
        (
            fact("f", "effect: adopts, date: 2014, scores: {rule: {level: 2, why: w}}")
            + fact("end", "effect: repeals, of: f, date: 2017, scores: {rule: {level: 1, why: w}}"),
            date(2017, 12, 31),
            ("rule", 1, 1 / 2, [("end", "came", "not-yet"), ("f", "went", "repealed")]),
        ),
        (
            fact("f", "effect: adopts, date: 2014, scores: {rule: {level: 2, why: w}}")
            + fact("a", "effect: amends, of: f, date: 2017, text_read: no, context: c"),
            date(2017, 12, 31),
            ("rule", 1, 1, [("f", "amended-unread", None)]),
        ),
        (
            fact("f", "period: 2016-01, seen_by: own, scores: {rule: {level: 1, why: w}}"),
            date(2019, 2, 1),
            ("rule", 1 / 2, 1 / 2, [("f", "last-known", None)]),
        ),
        (
            fact("f", "period: 2016-01, seen_by: own, scores: {rule: {level: 1, why: w}}"),
            date(2026, 2, 1),
            ("rule", 1 / 2, None, [("f", "went", "over-ten-years")]),
        ),
        (
            fact("f", "period: 2016-01, seen_by: community, scores: {audit: {why: w}}"),
            date(2018, 2, 1),
            ("audit", 1, 0, [("f", "aged", None)]),
        ),
        # The better rule ends, and the one that it stood before comes back.
        (
            fact("low", "effect: adopts, date: 2013, scores: {rule: {level: 1, why: w}}")
            + fact(
                "top", "effect: adopts, date: 2014, until: 2016, scores: {rule: {level: 2, why: w}}"
            ),
            date(2017, 1, 1),
            ("rule", 1, 1 / 2, [("low", "came", "higher-level-stands"), ("top", "went", "ended")]),
        ),
    ],
)
def test_why_a_finding_changed(text, day, changed):
    (step,) = [step for step in over_time(text).steps if step.date == day]
    assert told(step) == [changed]


def test_a_fact_that_changes_no_answer_is_no_step():
    made = over_time(
        fact("f", "effect: adopts, date: 2014, scores: {rule: {level: 2, why: w}}")
        + fact("g", "effect: adopts, date: 2016, scores: {rule: {level: 1, why: w}}")
        + fact("h", "effect: proposes, date: 2017, scores: {rule: {level: 2, why: w}}")
    )
    assert [step.date for step in made.steps] == [date(2014, 12, 31)]


@pytest.mark.parametrize(
    "city", [CITY, facts(fact("f", "effect: position, date: 2014, context: c"))]
)
def test_where_nothing_is_on_file_there_is_no_step(city):
    made = history(Grader(TWO), place(city, TWO), TODAY)
    assert (made.first, made.steps) == (None, ())


def test_before_the_first_fact_there_is_no_step_and_the_first_is_named():
    text = fact("f", "effect: adopts, date: 2014-06-10, scores: {rule: {level: 2, why: w}}")
    made = over_time(text, end=date(2014, 6, 9))
    assert (made.first, made.steps) == (date(2014, 6, 10), ())
    assert len(over_time(text, end=date(2014, 6, 10)).steps) == 1


def test_what_has_no_date_counts_from_the_start():
    of = rubric("""
        format: rubric/1
        title: Plain
        version: "1"
        grades: municipality
        components: {c: {title: C, criteria: {q: {question: Q?, weight: 1, scale: yes/no}}}}
    """)
    text = fact("f", "scores: {q: {level: yes, why: w}}")
    text += fact("g", "date: 2020, scores: {q: {level: no, why: w}}")
    made = history(Grader(of), place(facts(text), of), TODAY)
    assert [step.date for step in made.steps] == [date.min, date(2020, 12, 31)]
    assert told(made.steps[0]) == [("q", None, 1, [("f", "came", None)])]


def test_left_out_by_fresh_a_finding_ends_with_its_shelf_life():
    text = fact("f", "period: 2016-01, seen_by: own, scores: {rule: {level: 1, why: w}}")
    made = over_time(text, fresh=True)
    assert [step.date for step in made.steps] == [date(2016, 1, 31), date(2019, 2, 1)]
    assert told(made.steps[1]) == [("rule", 1 / 2, None, [("f", "went", "last-known")])]


# ---------------------------------------------------------------- what is marked


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("effect: adopts, date: 2020, scores: {rule: {level: 1, why: w}}", "adopted"),
        ("effect: adopts, date: 2020, context: It answers nothing.", None),
        ("effect: describes, date: 2020, seen_by: own, scores: {rule: {level: 1, why: w}}", None),
        ("effect: position, date: 2020, scores: {rule: {level: 1, why: w}}", None),
        ("body: police, effect: adopts, date: 2020, scores: {calls: {level: 1, why: w}}", None),
        ("period: 2020, seen_by: independent, scores: {audit: {why: w}}", "audit"),
        ("period: 2020, seen_by: own, scores: {audit: {why: w}}", None),
        ("period: 2020, seen_by: community, scores: {audit: {level: 0, why: None held.}}", None),
        ("period: 2020, seen_by: independent, scores: {rule: {level: 1, why: w}}", None),
        (
            "body: police, period: 2020, seen_by: own, figure: {count: 3, of: calls}, "
            "scores: {calls: {why: w}}",
            "police-figure",
        ),
        (
            "body: sheriff, period: 2020, seen_by: own, figure: {count: 3, of: calls}, "
            "scores: {calls: {why: w}}",
            None,  # nobody asks about a body that does not speak for the city
        ),
    ],
)
def test_a_fact_is_marked_by_its_fields_alone(rest, kind):
    head = WITH_POLICE.replace("bodies: {", "bodies: {sheriff: {name: S, kind: police-service}, ")
    made = over_time(fact("f", rest), head)
    assert [(one.kind, one.date) for one in made.events] == (
        [] if kind is None else [(kind, date(2020, 12, 31))]
    )


def test_of_police_in_view_their_own_rules_are_marked():
    text = fact(
        "f", "body: police, effect: adopts, date: 2020, scores: {calls: {level: 1, why: w}}"
    )
    where = place(facts(text, WITH_POLICE), TWO).at("police")
    assert [one.kind for one in history(Grader(TWO), where, TODAY).events] == ["adopted"]


# ---------------------------------------------------------------- laws


@settings(max_examples=40, deadline=None)
@given(graded_cards(), st.integers(0, 2**32))
def test_on_any_day_the_grade_is_that_of_the_step_in_force(made, seed):
    of, where = build(*made)
    steps = history(Grader(of), where, TODAY).steps
    chance = random.Random(seed)
    start = date(2011, 1, 1)
    for _ in range(30):
        day = start + timedelta(days=chance.randrange((TODAY - start).days))
        card = grade(of, where, day)
        in_force = [step for step in steps if step.date <= day]
        if not in_force:
            assert not any(body.standing for one in card.findings for body in one.bodies)
            continue
        step = in_force[-1].card
        assert (step.overall, step.gates) == (card.overall, card.gates)
        assert [track.score for track in step.tracks] == [track.score for track in card.tracks]
        assert [answer(one) for one in step.findings] == [answer(one) for one in card.findings]


@settings(max_examples=40, deadline=None)
@given(graded_cards())
def test_every_step_changes_a_finding_and_every_change_has_its_facts(made):
    of, where = build(*made)
    for step in history(Grader(of), where, TODAY).steps:
        assert step.changes
        for one in step.changes:
            assert one.before is None or answer(one.before) != answer(one.after)
            assert one.causes
