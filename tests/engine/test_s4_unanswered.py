"""S4: what is unanswered; bonus and penalty; floor and ceiling."""

from fractions import Fraction

import pytest

from build import card, facts, rubric
from scorecard.model.result import Scorecard
from short import fact

LEVELS = "{0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}"
TEXT = f"""
    format: rubric/1
    title: Unanswered
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
          a2: {{question: A2?, weight: 3, policy: {LEVELS}}}
      b:
        title: B
        criteria:
          b1: {{question: B1?, weight: 4, policy: {LEVELS}}}
    gates:
      unknown:
        when: {{criterion: a2, track: policy, unknown: yes}}
        cap: 10
        choice: What is unknown is capped.
      low:
        when: {{criterion: a2, track: policy, at_most: 0}}
        cap: 20
        choice: What is nothing is capped.
"""


def fact_each(**levels: int) -> str:
    lines = [
        fact(name, f"effect: adopts, date: 2020, scores: {{{name}: {{level: {level}, why: w}}}}")
        for name, level in levels.items()
    ]
    return facts("".join(lines))


def graded(top: str = "", in_a: str = "", **levels: int) -> Scorecard:
    text = TEXT.replace("AT THE TOP", f"unanswered: {top}" if top else "")
    text = text.replace("IN A", f"unanswered: {in_a}" if in_a else "")
    return card(rubric(text), fact_each(**levels))


def fired(of: Scorecard) -> list[str]:
    return [gate.id for gate in of.gates if gate.fired]


def test_unknown_is_the_default():
    """Shown 1/2 of a1 and 2 of b1, of 5 known; 3 of 8 are open."""
    score = graded(a1=2, b1=2).track("policy").score
    assert score == graded("unknown", a1=2, b1=2).track("policy").score
    assert (score.point, score.coverage) == (Fraction("2.5") / 5, Fraction(5, 8))
    assert (score.low, score.high) == (Fraction("2.5") / 8, Fraction("5.5") / 8)


def test_zero_is_a_finding_of_0():
    """Shown 2.5 of 8, and nothing is open."""
    score = graded("zero", a1=2, b1=2).track("policy").score
    assert score.point == score.low == score.high == Fraction("2.5") / 8
    assert score.coverage == 1


def test_what_counts_as_zero_is_listed():
    found = graded("zero", a1=2, b1=2).finding("a2", "policy")
    assert (found.status, found.point, found.facts) == ("zero", 0, ())


def test_a_finding_of_0_is_seen_by_gates_as_0_and_not_as_unknown():
    assert fired(graded("zero", a1=2, b1=2)) == ["low"]


def test_exclude_is_as_not_applicable_at_every_step():
    """a weighs 1 without a2: a1 1/5, b1 4/5; and no gate sees a2."""
    card_ = graded("exclude", a1=2, b1=4)
    assert card_.finding("a2", "policy").status == "not-applicable"
    assert {name: share for name, _, share in card_.weights} == {
        "a1": Fraction(1, 5),
        "b1": Fraction(4, 5),
    }
    score = card_.track("policy").score
    assert score.point == score.low == score.high == Fraction("4.5") / 5
    assert score.coverage == 1
    assert fired(card_) == []


def test_a_component_may_differ_from_the_rubric():
    """In a, of weight 1 + 3, a2 counts as zero; b1 stays unknown: shown 1/2 of 4 known."""
    score = graded(in_a="zero", a1=2).track("policy").score
    assert score.point == Fraction("0.5") / 4
    assert score.coverage == Fraction(4, 8)
    assert graded("zero", "unknown", a1=2).finding("a2", "policy").status == "unknown"


# ---------------------------------------------------------------- points added and taken

ADDED = f"""
    format: rubric/1
    title: Added
    version: "1"
    grades: municipality
    tracks: {{policy: 1}}
    components:
      a:
        title: A
        LIMIT
        criteria:
          a1: {{question: A1?, weight: 4, policy: {LEVELS}}}
          a2: {{question: A2?, weight: 4, policy: {LEVELS}}}
          more: {{question: More?, bonus: 2, policy: {LEVELS}}}
          less: {{question: Less?, penalty: 3, policy: {LEVELS}}}
      b:
        title: B
        criteria:
          b1: {{question: B1?, weight: 8, policy: {LEVELS}}}
"""


def added(limit: str = "", **levels: int) -> Scorecard:
    return card(rubric(ADDED.replace("LIMIT", limit)), fact_each(**levels))


def a(of: Scorecard):
    return of.components[0].on("policy")


def test_a_bonus_adds_to_the_numerator_and_nothing_to_the_denominator():
    """a1 2 of 4, a2 2 of 4, and 2 x 1/2 more: 5 of 8."""
    assert a(added(a1=2, a2=2, more=2, less=0)).point == Fraction(5, 8)


def test_a_penalty_takes_from_the_numerator():
    """4 of 8, less 3 x 3/4."""
    assert a(added(a1=2, a2=2, more=0, less=3)).point == Fraction("1.75") / 8


def test_points_are_in_the_unit_of_the_weights():
    """With a2 unknown, a1 2 of 4 and all taken to be like it, 4 of 8; and 2 x 1/2 more: 5 of 8."""
    assert a(added(a1=2, more=2, less=0)).point == Fraction(5, 8)


def test_a_penalty_takes_no_more_than_there_is_where_little_is_known():
    """a1 0 of 4, a2 unknown, less 3: -3 of 8, which is the least there can be."""
    found = a(added(a1=0, more=0, less=4))
    assert (found.point, found.low, found.high) == (
        Fraction(-3, 8),
        Fraction(-3, 8),
        Fraction(1, 8),
    )


def test_in_the_total_they_count_once():
    """a 5 of 8 with its bonus, b 4 of 8: 9 of 16."""
    assert added(a1=2, a2=2, more=2, less=0, b1=2).track("policy").score.point == Fraction(9, 16)


def test_they_have_no_weight_and_no_part_in_coverage():
    """A bonus nobody has shown and a penalty nobody has shown leave all 16 known."""
    card_ = added(a1=2, a2=2, b1=2)
    assert card_.track("policy").score.coverage == 1
    assert card_.weight("more", "policy") == card_.weight("less", "policy") == 0


def test_unknown_they_widen_the_range():
    """4 of 8 shown; at worst the whole penalty of 3, at best the whole bonus of 2."""
    score = a(added(a1=2, a2=2))
    assert score.point == Fraction(4, 8)
    assert (score.low, score.high) == (Fraction(1, 8), Fraction(6, 8))


def test_a_ceiling_applies_only_where_the_rubric_says_so():
    """8 of 8 and 2 more."""
    full = {"a1": 4, "a2": 4, "more": 4, "less": 0}
    assert a(added(**full)).point == Fraction(10, 8)
    assert a(added("ceiling: 100", **full)).point == 1


def test_a_floor_applies_only_where_the_rubric_says_so():
    """0 of 8 and 3 less."""
    nothing = {"a1": 0, "a2": 0, "more": 0, "less": 4}
    assert a(added(**nothing)).point == Fraction(-3, 8)
    assert a(added("floor: 0", **nothing)).point == 0


@pytest.mark.parametrize(
    ("tracks", "practice", "point"),
    [
        ("{policy: 1}", "", Fraction(3, 4)),
        ("{policy: 0.5, practice: 0.5}", "practice: {0: No., 1: Yes.}", Fraction(1, 2)),
    ],
)
def test_the_ceiling_of_a_total_is_points_on_one_track_and_percent_on_two(tracks, practice, point):
    """3 of 4 points: less than 50 points, and more than 50 %."""
    of = rubric(f"""
        format: rubric/1
        title: A sum
        version: "1"
        grades: municipality
        aggregate: sum
        ceiling: 50
        tracks: {tracks}
        components:
          c:
            title: C
            criteria:
              q:
                question: Q?
                weight: 4
                policy: {LEVELS}
                {practice}
    """)
    assert card(of, fact_each(q=3)).track("policy").score.point == point


def test_the_value_before_a_floor_or_ceiling_is_kept_to_be_shown():
    assert a(added("ceiling: 100", a1=4, a2=4, more=4, less=0)).before == Fraction(10, 8)
    assert a(added("floor: 0", a1=0, a2=0, more=0, less=4)).before == Fraction(-3, 8)
    assert a(added("ceiling: 100", a1=2, a2=2, more=0, less=0)).before is None
