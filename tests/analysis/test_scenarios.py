"""A rubric changed in one thing, and what comes of it, beside sums worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from build import TODAY, facts, place, rubric
from scorecard.analysis.chance import Chance
from scorecard.analysis.robust import difference, regraded, reranked, robust, span
from scorecard.analysis.scenarios import changed, scenarios, untried
from scorecard.engine.grade import Grader
from scorecard.model.change import Change
from short import WITH_POLICE, fact

NONE = Chance(0, 1, Fraction(0))
TWO = """\
format: rubric/1
title: Two components
version: "1"
grades: municipality
speaks_for: [police-service]
tracks: {{policy: 0.4, practice: 0.6}}
withhold_under: 1/3
bands: {{A: 70, F: 0}}
components:
  large:
    title: Large
    criteria:
      rule:
        question: Q?
        weight: 3
        policy: {{0: a, 1: b, 4: c}}
        practice: {{0: a, 2: b, 4: c}}
      calls:
        question: Q?
        weight: 1
        whose: lowest
        practice:
          measure: {{kind: count, units: [checks, all]}}
          0: {{from: 10}}
          4: {{under: 10}}
  small:
    title: Small
    criteria:
      sign:
        question: Q?
        weight: 1
        policy: {{0: a, 1: b, 4: c}}
        practice: {{0: a, 2: b, 4: c}}
gates:
  many: {{when: {{criterion: rule, track: policy, at_most: 0}}, cap: 20, choice: C.{gate}}}
choices:
  one: {{choice: C., alternative: Else., try: {{way: {change}}}}}
  two: {{choice: C., alternative: In words.}}
"""
RULE = "effect: adopts, date: 2024"
SEEN = "period: 2025, seen_by: independent"
OLD = "period: 2021, seen_by: independent"
CALLS = "calls: {why: w}"


def two(change: str = "{fresh: yes}", gate: str = ""):
    return rubric(TWO.format(change=change, gate=gate))


def graded(of, *lines: str, **more):
    """A place with these facts, graded."""
    city = facts("\n".join(lines), WITH_POLICE) if lines else WITH_POLICE
    return Grader(of).grade(place(city, of), TODAY, **more)


def policy(rule: int, sign: int) -> str:
    """Paper: rule weighs 3, sign 1."""
    return fact("p", f"{RULE}, scores: {{rule: {{level: {rule}, why: w}}}}") + fact(
        "s", f"{RULE}, scores: {{sign: {{level: {sign}, why: w}}}}"
    )


def practice(rule: int, sign: int, when: str = SEEN) -> str:
    """Practice: rule weighs 3, calls, which nobody has shown, 1, and sign 1."""
    return fact("q", f"{when}, scores: {{rule: {{level: {rule}, why: w}}}}") + fact(
        "t", f"{when}, scores: {{sign: {{level: {sign}, why: w}}}}"
    )


def under(change: str, *lines: str, gate: str = ""):
    """The overall of a place under a change, and the standing it is of."""
    card = graded(two(change, gate), *lines)
    result = robust([card], NONE)
    wanted = "many/way" if gate else "one/way"
    found = [
        one
        for one in result.outcomes
        if one.scenario.id == wanted or ("one" in one.scenario.choices and not gate)
    ]
    assert len(found) == 1, [one.scenario for one in result.outcomes]
    standing = found[0].places[0].standing
    return standing.overall.point, standing


# Paper (3 x 1/4 + 1) / 4 = 7/16, practice (3 x 1 + 1/2) / 4 = 7/8: overall 0.4 x 7/16 + 0.6 x 7/8 =
# 7/40 + 21/40 = 7/10.
PLACE = (policy(1, 4), practice(4, 2))


def test_as_it_stands():
    assert graded(two(), *PLACE).overall.point == Fraction(7, 10)


@pytest.mark.parametrize(
    ("change", "overall"),
    [
        # Halves: paper (1/4 + 1) / 2 = 5/8; practice, where a fourth of the large component is not
        # answered, (3/4 x 1 + 1 x 1/2) / (7/4) = 5/7: 1/4 + 3/7.
        ("{equal: components}", Fraction(19, 28)),
        # Large weighs 3 on paper, and 4 in practice, where 3 of them are known:
        # 0.4 x (3 x 1/4 + 4) / 7 + 0.6 x (3 + 4 x 1/2) / 7.
        ("{weights: {small: 4}}", Fraction(19, 70) + Fraction(3, 7)),
        # A criterion: 0.4 x (1/4 + 1) / 2 + 0.6 x (1 + 1/2) / 2.
        ("{weights: {rule: 1}}", Fraction(1, 4) + Fraction(9, 20)),
        ("{tracks: {policy: 0.5, practice: 0.5}}", Fraction(21, 32)),
        ("{tracks: {practice: 1}}", Fraction(7, 8)),
        ("{tracks: {policy: 1}}", Fraction(7, 16)),
        ("{overall: lower track}", Fraction(7, 16)),
        # The lowest component: 1/4 on paper, 1/2 in practice.
        ("{aggregate: minimum}", Fraction(4, 10)),
        # Level 1 on paper is worth nothing: paper 1/4.
        ("{points: {policy: {1: 0}}}", Fraction("0.4") / 4 + Fraction(21, 40)),
        ("{points: {policy: {1: 0}}, of: sign}", Fraction(7, 10)),
        ("{points: {practice: {2: 4}}, of: sign}", Fraction(7, 40) + Fraction(6, 10)),
        ("{leave_out: sign}", Fraction("0.4") / 4 + Fraction("0.6")),
        # Nobody has shown calls: practice 3.5 of 5.
        ("{unanswered: zero}", Fraction(7, 40) + Fraction("0.6") * Fraction(7, 10)),
        ("{unanswered: exclude}", Fraction(7, 10)),
        ("{gate: {when: {criterion: rule, track: policy, at_most: 1}, cap: 30}}", Fraction(3, 10)),
        ("{gate: {when: {criterion: rule, track: policy, at_most: 0}, cap: 30}}", Fraction(7, 10)),
    ],
)
def test_one_thing_is_changed(change, overall):
    assert under(change, *PLACE)[0] == overall


def test_the_geometric_mean_of_the_components():
    """Paper: large 1/4 weighs 3, small 1 weighs 1: (1/4)^(3/4). Practice: 1^3 x (1/2)^1, to the
    fourth root."""
    point, _ = under("{aggregate: geometric_mean}", *PLACE)
    assert float(point) == pytest.approx(0.4 * 0.25**0.75 + 0.6 * 0.5**0.25, abs=1e-9)


def test_fresh_leaves_out_what_is_last_known():
    point, standing = under("{fresh: yes}", policy(1, 4), practice(4, 2, OLD))
    assert point is None
    assert standing.overall.withheld == ("practice",)
    assert graded(two(), policy(1, 4), practice(4, 2, OLD)).overall.point == Fraction(7, 10)


# A count of all contacts stands in for checks. Practice with it: (3 + 0 + 1/2) / 5 = 7/10.
COUNT = fact("c", f"{SEEN}, figure: {{count: 20, of: all}}, scores: {{{CALLS}}}")


def test_a_broader_unit_is_unknown():
    assert graded(two(), *PLACE, COUNT).overall.point == Fraction(7, 40) + Fraction(21, 50)
    assert under("{units: preferred}", *PLACE, COUNT)[0] == Fraction(7, 10)
    exact = COUNT.replace("of: all", "of: checks")
    assert under("{units: preferred}", *PLACE, exact)[0] == Fraction(7, 40) + Fraction(21, 50)


def test_the_place_itself_is_asked():
    """The police made 20 calls and the town 1: the lowest is 0, the town's own level full marks."""
    calls = COUNT.replace("of: all", "of: checks")
    police = calls.replace(SEEN, f"body: police, {SEEN}")
    town = calls.replace("c: {", "d: {").replace("count: 20", "count: 1")
    assert graded(two(), *PLACE, police, town).overall.point == Fraction(7, 40) + Fraction(21, 50)
    own = Fraction(7, 40) + Fraction("0.6") * Fraction(9, 10)
    assert under("{whose: own}", *PLACE, police, town)[0] == own


AT_0 = (policy(0, 4), practice(4, 2))


@pytest.mark.parametrize(
    ("way", "overall"),
    [
        # Paper 1/4, practice 7/8: 1/10 + 21/40 without the cap of 20.
        ("{off: yes}", Fraction(5, 8)),
        ("{cap: 50}", Fraction(1, 2)),
        ("{when: {criterion: rule, track: practice, at_most: 2}}", Fraction(5, 8)),
    ],
)
def test_a_gate_is_changed(way, overall):
    assert graded(two(), *AT_0).overall.point == Fraction(1, 5)
    gate = f", alternative: Else., try: {{way: {way}}}"
    assert under("{fresh: yes}", *AT_0, gate=gate)[0] == overall


def test_a_known_nothing_at_0_does_not_trip_a_gate_on_level_0():
    """Rule at level 1, worth nothing: the gate asks for level 0, and that is another level."""
    _, standing = under("{points: {policy: {1: 0}}}", *PLACE)
    assert standing.caps == ()
    _, standing = under("{points: {policy: {1: 0}}}", *AT_0)
    assert standing.caps == ("many",)


def test_a_track_that_counts_for_nothing_withholds_nothing():
    card = graded(two("{tracks: {policy: 1}}"), policy(1, 4))
    assert card.overall.withheld == ("practice",)
    point, standing = under("{tracks: {policy: 1}}", policy(1, 4))
    assert (point, standing.overall.withheld) == (Fraction(7, 16), ())
    assert standing.track("practice").withheld  # it is told all the same


def test_the_lower_track_is_withheld_where_one_of_them_is():
    point, standing = under("{overall: lower track}", policy(1, 4))
    assert (point, standing.overall.withheld) == (None, ("practice",))
    # Paper is 7/16 for sure, and the lower of it and anything is no more.
    assert (standing.overall.low, standing.overall.high) == (0, Fraction(7, 16))


# ---------------------------------------------------------------- which there are


def test_what_any_rubric_can_be_asked_comes_first_and_once():
    found = scenarios(two("{tracks: {policy: 0.5, practice: 0.5}}"))
    assert [(one.id, one.choices) for one in found] == [
        ("equal-components", ()),
        ("half-and-half", ("one",)),
        ("lower-track", ()),
        ("geometric-mean", ()),
        ("no-caps", ()),
        ("fresh-only", ()),
    ]


def test_the_alternatives_of_a_rubric_follow_gates_first():
    gate = ", alternative: Else., try: {way: {cap: 50}}"
    found = [one.id for one in scenarios(two("{leave_out: sign}", gate))]
    assert found[-2:] == ["many/way", "one/way"]


def test_what_is_left_out_already_is_no_scenario():
    found = scenarios(two(), fresh=True)
    assert "fresh-only" not in [one.id for one in found]


def test_what_makes_no_difference_to_a_rubric_is_not_asked():
    of = rubric("""\
        format: rubric/1
        title: One component
        version: "1"
        grades: municipality
        tracks: {policy: 0.5, practice: 0.5}
        components:
          c:
            title: C
            criteria:
              q: {question: Q?, weight: 1, policy: {0: a, 1: b}, practice: {0: a, 1: b}}
    """)
    assert [one.id for one in scenarios(of)] == ["lower-track", "fresh-only"]


def test_components_that_say_that_they_weigh_the_same_are_not_asked_to():
    text = TWO.format(change="{fresh: yes}", gate="")
    text = text.replace("title: Large", "title: Large\n    weight: 2")
    text = text.replace("title: Small", "title: Small\n    weight: 2")
    assert "equal-components" not in [one.id for one in scenarios(rubric(text))]


def test_what_stands_in_words_alone_is_not_run():
    gate = ", alternative: Also in words."
    found = untried(two(gate=gate))
    assert [(one.id, one.alternative) for one in found] == [
        ("many", "Also in words."),
        ("two", "In words."),
    ]


def test_a_change_leaves_the_rubric_as_it_is():
    of = two("{points: {policy: {1: 0}}, leave_out: sign}")
    card = graded(of, *PLACE)
    for one in scenarios(of):
        for other in changed(of, one):
            assert other.id == of.id
            Grader(other).standing(card.place, TODAY)
    assert of == two("{points: {policy: {1: 0}}, leave_out: sign}")
    assert graded(of, *PLACE).overall == card.overall


def test_every_shipped_alternative_says_something():
    """A `try` that changed nothing would be told as what makes no difference."""
    assert Change() == Change.model_validate({})
    of = two("{fresh: yes}")
    assert all(changed(of, one) != (of,) or one.fresh for one in scenarios(of))


# ---------------------------------------------------------------- what differs


def test_who_changes_grade_and_who_rank():
    """One stands at 0.7 and other at 0.66: paper 1, practice 0.43. On paper alone other is ahead,
    and has an A where one has an F."""
    of = two("{tracks: {policy: 1}}")
    one = graded(of, *PLACE)
    # Paper 1; practice (0 x 3 + 1) / 4 = 1/4: 0.4 + 0.15.
    other = graded(of, policy(4, 4), practice(0, 4))
    other = other._replace(place=other.place._replace(id="q"))
    assert other.overall.point == Fraction(11, 20)
    result = robust([one, other], NONE)
    found = {outcome.scenario.id: outcome.places for outcome in result.outcomes}
    alone = found["one/way"]
    assert regraded(result.places, alone) == ("p", "q")
    assert reranked(result.places, alone) == ("p", "q")
    assert difference(result.places[0], alone[0]) == Fraction(7, 16) - Fraction(7, 10)
    assert span(result, 1) == (Fraction(1, 4), Fraction(1))
    assert regraded(result.places, found["no-caps"]) == ()
    assert reranked(result.places, found["no-caps"]) == ()


def test_a_place_of_which_nothing_is_known_has_no_span():
    result = robust([graded(two())], NONE)
    assert span(result, 0) is None
    assert all(regraded(result.places, one.places) == () for one in result.outcomes)
