"""What can be asked, what it would bring, and the smallest set that reaches a grade: sums by hand.

The search itself is held against brute force in tests/naive/test_plans.py.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from build import card, facts, rubric
from scorecard.analysis.asks import Granting, asks, disclosures, enough, precedents
from scorecard.analysis.plan import begins, next_goal, plan, raisable
from scorecard.analysis.smallest import Goal
from short import WITH_POLICE, fact

LEVELS = "{0: No., 1: Little., 2: Half., 3: Much., 4: All.}"
ASKED = """
    format: rubric/1
    title: Asked
    version: "1"
    grades: municipality
    tracks: {policy: 0.4, practice: 0.6}
    withhold_under: 1/3
    provisional_under: 2/3
    bands: {B: 70, C: 50, F: 0}
    components:
      all:
        title: All
        criteria:
"""
"""A rubric without its criteria."""


def criterion(name: str, weight: int, effort: str, more: str = "") -> str:
    """A criterion on both tracks that the council can grant, with five levels on each."""
    return (
        f"          {name}:\n"
        f"            {{question: Is {name} so?, ask: that {name} be so, who_can_grant: council,\n"
        f"             weight: {weight}, effort: {effort}, policy: {LEVELS}, practice: {LEVELS}"
        f"{more}}}\n"
    )


THREE = ASKED + "".join(
    (
        criterion("a", 2, "{policy: 1, practice: 3}"),
        criterion("b", 1, "2"),
        criterion("c", 1, "{policy: 1, practice: 1}"),
    )
)
GATED = THREE + (
    "    gates: {a-in-practice: {when: {criterion: a, track: practice, at_most: 0}, cap: 40,\n"
    "      choice: It comes first.}}\n"
)
HALF_PAPER = facts(
    fact("a-paper", "effect: adopts, date: 2020, scores: {a: {level: 2, why: w}}")
    + fact("b-paper", "effect: adopts, date: 2020, scores: {b: {level: 0, why: w}}")
    + fact("a-done", "period: 2026-05, seen_by: independent, scores: {a: {level: 0, why: w}}")
    + fact("b-done", "period: 2026-05, seen_by: independent, scores: {b: {level: 2, why: w}}")
)
"""Paper is (2 x 1/2 + 0) / 3 = 1/3, practice (0 + 1 x 1/2) / 3 = 1/6, the overall 0.4/3 + 0.6/6 =
7/30; nothing is known of c."""


def names(some) -> list[str]:
    """Asks as `a paper`, `b practice`."""
    return [f"{ask.criterion} {'paper' if ask.track == 'policy' else 'practice'}" for ask in some]


@pytest.fixture
def town():
    return card(rubric(THREE), HALF_PAPER)


def test_what_nobody_has_shown_of_practice_cannot_be_asked_for(town):
    """Of c nothing is known: a rule can be asked for, but what is done can only be published."""
    assert names(asks(town)) == ["a paper", "a practice", "b paper", "b practice", "c paper"]
    assert [(one.criterion, one.share) for one in disclosures(town)] == [("c", Fraction(1, 4))]


def test_what_stands_at_its_best_is_not_asked_for():
    done = facts(fact("a-paper", "effect: adopts, date: 2020, scores: {a: {level: 4, why: w}}"))
    assert names(asks(card(rubric(THREE), done))) == ["b paper", "c paper"]


@pytest.mark.parametrize(
    ("ask", "brings"),
    [
        ("a paper", Fraction(4, 30)),  # paper (2 + 0) / 3 = 2/3, a third more; 0.4 of it
        ("a practice", Fraction(4, 10)),  # practice (2 + 1/2) / 3 = 5/6, 2/3 more; 0.6 of it
        ("b paper", Fraction(4, 30)),  # paper (1 + 1) / 3
        ("b practice", Fraction(1, 10)),  # practice (0 + 1) / 3
        ("c paper", Fraction(2, 30)),  # paper (1 + 0 + 1) / 4 = 1/2, a sixth more
    ],
)
def test_what_each_ask_brings_alone(town, ask, brings):
    found = plan(town, Goal(None, Fraction(1, 2)))
    assert town.overall.point == Fraction(7, 30)
    gains = dict(zip(names(found.asks), found.alone.values(), strict=True))
    assert gains[ask] == brings


def test_the_smallest_set_and_what_does_as_well(town):
    """Half is 4/15 more. For an effort of 3 a in practice alone brings 4/10; so do both rules, a
    and b, 8/30 = 4/15. For 2, the best are the rules on a and c: paper (2 + 0 + 1) / 4, 1/6."""
    found = plan(town, Goal(None, Fraction(1, 2)))
    assert names(found.chosen) == ["a practice"]
    assert (found.effort, found.after.overall.point, found.proved) == (3, Fraction(19, 30), True)
    assert [(names([ask]), [names(some) for some in others]) for ask, others in found.instead] == [
        (["a practice"], [["a paper", "b paper"]])
    ]


def test_the_best_grade_for_an_effort(town):
    found = plan(town, Goal(None, budget=2))
    assert names(found.chosen) == ["a paper", "c paper"]
    assert found.after.overall.point == Fraction(4, 10)
    assert plan(town, Goal(None, budget=0)).chosen == ()


def test_a_cap_is_lifted_first():
    """Both rules alone would come to half, but for the cap of 40 on a in practice."""
    found = plan(card(rubric(GATED), HALF_PAPER), Goal(None, Fraction(1, 2)))
    assert names(found.chosen) == ["a practice"]
    assert found.instead == ()
    least = plan(card(rubric(GATED), HALF_PAPER), Goal(None, Fraction(4, 10)))
    assert names(least.chosen) == ["a paper", "c paper"], "a cap at the target does not matter"


def test_nothing_is_asked_where_the_target_is_reached(town):
    assert plan(town, Goal(None, Fraction(1, 5))).chosen == ()


def test_an_impossible_target_has_no_set_but_what_all_would_come_to():
    """Of c in practice nothing is known, yet all that is known can be full marks."""
    town = card(rubric(GATED), HALF_PAPER)
    found = plan(town, Goal(None, Fraction(1, 2)), only="police board")
    assert found.chosen is None and found.asks == ()
    assert plan(town, Goal(None, Fraction(1))).most.overall.point == 1


def test_a_city_of_which_nothing_is_known_is_planned_for_on_paper_alone():
    """No rule shows what is done: practice stays withheld. Two of four points of weight are not
    enough for a grade on paper that is not provisional: three are."""
    nothing = card(rubric(THREE), facts("").removesuffix("facts:\n"))
    assert raisable(nothing) == "policy"
    goal, band = next_goal(nothing)
    assert (goal.track, goal.target, band) == ("policy", Fraction(7, 10), "B")
    found = plan(nothing, goal, band=band)
    assert (names(found.chosen), found.effort) == (["a paper", "c paper"], 2)
    assert found.after.track("policy").score.coverage == Fraction(3, 4)
    assert found.after.overall.point is None
    assert [one.criterion for one in enough(nothing, Fraction(1, 3))] == ["a"]
    assert [one.criterion for one in enough(nothing, Fraction(2, 3))] == ["a", "b"]


def test_the_next_goal_is_the_next_band(town):
    assert next_goal(town) == (Goal(None, Fraction(1, 2)), "C")
    assert begins(town, "B") == Fraction(7, 10)


LOWEST = ASKED.replace(
    "grades: municipality\n", "grades: municipality\n    speaks_for: police-service\n"
) + criterion("a", 1, "1", ", whose: lowest").replace(
    "who_can_grant: council", "who_can_grant: [council, police board]"
)


def test_under_lowest_each_body_is_asked_and_the_first_named_answers_for_the_place():
    """The city stands at 1/2 and the police at 1/4. The police alone bring it to 1/2, the city
    alone nothing; both bring full marks."""
    both = facts(
        fact("city", "effect: adopts, date: 2020, scores: {a: {level: 2, why: w}}")
        + fact(
            "force", "body: police, effect: adopts, date: 2020, scores: {a: {level: 1, why: w}}"
        ),
        WITH_POLICE,
    )
    town = card(rubric(LOWEST), both)
    asked = asks(town)
    assert [(ask.body, ask.who) for ask in asked] == [
        (None, ("council",)),
        ("police", ("police board",)),
    ]
    city, police = asked
    found = plan(town, Goal("policy", Fraction(1)))
    assert set(found.chosen) == {city, police}
    assert (found.alone[city.key], found.alone[police.key]) == (0, Fraction(1, 4))
    assert Granting(town).standing([police]).track("policy").score.point == Fraction(1, 2)
    alone = plan(town, Goal("policy", Fraction(1)), only="council")
    assert alone.chosen is None


def test_an_effort_of_the_place_goes_before_that_of_the_rubric():
    own = "efforts: {a: {effort: {policy: 3}, why: There is no clerk.}}\n"
    town = card(rubric(THREE), HALF_PAPER.replace("sources:", own + "sources:", 1))
    paper, practice = (ask for ask in asks(town) if ask.criterion == "a")
    assert (paper.effort, paper.why) == (3, "There is no clerk.")
    assert (practice.effort, practice.why) == (3, None)


def test_where_nobody_says_the_effort_it_is_two():
    of = rubric(THREE.replace(", effort: 2", ""))
    found = [ask for ask in asks(card(of, HALF_PAPER)) if ask.criterion == "b"]
    assert [(ask.effort, ask.stated) for ask in found] == [(2, False), (2, False)]


def test_who_has_it_already_is_who_has_more_and_at_least_half(town):
    def placed(name: str, level: int):
        text = fact(
            "rule", f"effect: adopts, date: 2020, scores: {{a: {{level: {level}, why: w}}}}"
        )
        made = card(town.rubric, facts(text)).place
        return made._replace(id=name)

    others = [placed("x", 3), placed("y", 4), placed("z", 1)]
    paper = next(ask for ask in asks(town) if ask.track == "policy" and ask.criterion == "a")
    assert precedents(town, [paper], others)[paper.key].ref == "y"
    assert precedents(town, [paper], others[2:])[paper.key] is None
    rule_on_b = next(ask for ask in asks(town) if ask.criterion == "b")
    assert precedents(town, [rule_on_b], others)[rule_on_b.key] is None
