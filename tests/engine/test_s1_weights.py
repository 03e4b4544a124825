"""S1: one set of weights; shown, coverage, point, low and high."""

from fractions import Fraction

import pytest

from build import CITY, card, facts, rubric
from scorecard.model.result import Score, Scorecard
from short import fact

SCALE = "policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}"
TREE = rubric(f"""
    format: rubric/1
    title: A tree
    version: "1"
    grades: [municipality, region]
    tracks: {{policy: 0.5, practice: 0.5}}
    components:
      a:
        title: Without a weight of its own
        criteria:
          a1:
            question: A1?
            weight: 1
            weight_by_kind: {{region: 5}}
            {SCALE}
          a2:
            question: A2?
            weight: 3
            {SCALE}
            practice: {{0: No., 1: Yes.}}
      b:
        title: With a weight of its own
        weight: 6
        components:
          b1:
            title: Nested
            criteria:
              b11:
                question: B11?
                weight: 2
                {SCALE}
              b12:
                question: B12, on a scale of 1 to 4 points?
                weight: 1
                policy: {{1: Nothing., 2: Some., 3: Most., 4: All.}}
          b2:
            title: Nested, with a weight
            weight: 9
            criteria:
              b21:
                question: B21?
                weight: 7
                {SCALE}
                practice: {{0: No., 1: Yes.}}
""")


def graded(head: str = CITY, **levels: object) -> Scorecard:
    lines = [
        fact(name, f"effect: adopts, date: 2020, scores: {{{name}: {{level: {level}, why: w}}}}")
        for name, level in levels.items()
    ]
    return card(TREE, facts("".join(lines), head))


def weights(of: Scorecard, track: str = "policy") -> dict[str, Fraction]:
    return {name: share for name, on, share in of.weights if on == track}


def component(of: Scorecard, *path: str) -> Score:
    among = of.components
    for name in path:
        found = next(one for one in among if one.id == name)
        among = found.children
    return found.on("policy")


# ---------------------------------------------------------------- weights


def test_a_weight_is_a_share_of_the_parent_times_the_parent_s_share():
    """a weighs 1 + 3 = 4 and b 6 of its own, of 10; b1 weighs 2 + 1 = 3 and b2 9, of 12.

    a1 1/4 x 4/10; a2 3/4 x 4/10; b11 2/3 x 3/12 x 6/10; b12 1/3 x 3/12 x 6/10;
    b21 9/12 x 6/10.
    """
    assert weights(graded(a1=1)) == {
        "a1": Fraction(10, 100),
        "a2": Fraction(30, 100),
        "b11": Fraction(10, 100),
        "b12": Fraction(5, 100),
        "b21": Fraction(45, 100),
    }


def test_all_weights_sum_to_1():
    assert sum(weights(graded(a1=1)).values()) == 1


WITHOUT_B21 = f"{CITY}not_applicable: {{b21: {{why: None here., sources: s, track: policy}}}}\n"


def test_weights_are_over_what_applies():
    """b2 is gone, and b keeps its weight of 6: b11 2/3 x 6/10, b12 1/3 x 6/10."""
    assert weights(graded(WITHOUT_B21, a1=1)) == {
        "a1": Fraction(1, 10),
        "a2": Fraction(3, 10),
        "b11": Fraction(4, 10),
        "b12": Fraction(2, 10),
    }


def test_a_parent_without_a_weight_weighs_the_sum_of_what_applies_below_it():
    """a weighs 1 without a2; b its 6: of 7."""
    without = WITHOUT_B21.replace("b21", "a2")
    shares = weights(graded(without, a1=1))
    assert shares["a1"] == Fraction(1, 7)
    assert shares["b21"] == Fraction(6, 7) * Fraction(9, 12)


def test_each_track_weighs_what_applies_on_it():
    """In practice only a2, of weight 3, and b21, under b of weight 6: of 9."""
    assert weights(graded(a1=1), "practice") == {"a2": Fraction(3, 9), "b21": Fraction(6, 9)}


def test_weights_may_differ_by_kind():
    """For a region a1 weighs 5, so a weighs 8, and a and b 14."""
    region = CITY.replace("municipality", "region")
    assert weights(graded(region, a1=1))["a1"] == Fraction(5, 8) * Fraction(8, 14)


# ---------------------------------------------------------------- shown and coverage

KNOWN = {"a1": 2, "b12": 3, "b21": "2-3"}
"""Shares 1/2, 3/4 and 1/2 to 3/4 (point 5/8); their weights are 10, 5 and 45 of 100."""


def test_coverage_is_the_weight_of_the_findings():
    assert graded(**KNOWN).track("policy").score.coverage == Fraction(60, 100)


def test_point_is_shown_by_coverage():
    """Shown 10/2 + 5 x 3/4 + 45 x 5/8 = 5 + 3.75 + 28.125 = 36.875, of 60."""
    assert graded(**KNOWN).track("policy").score.point == Fraction("36.875") / 60


def test_low_is_shown_at_low_ends_and_what_is_unknown_at_the_worst():
    """5 + 3.75 + 45/2 = 31.25; a2 and b11 are worth 0 at worst."""
    assert graded(**KNOWN).track("policy").score.low == Fraction("31.25") / 100


def test_high_is_shown_at_high_ends_and_what_is_unknown_at_the_best():
    """5 + 3.75 + 45 x 3/4 = 42.5, and the 40 of a2 and b11."""
    assert graded(**KNOWN).track("policy").score.high == Fraction("82.5") / 100


def test_the_worst_of_a_scale_may_be_more_than_nothing():
    """b12 is unknown; its worst is 1/4 of 5: 10/2 + 30/2 + 1.25 = 21.25."""
    score = graded(a1=2, a2=2).track("policy").score
    assert score.low == Fraction("21.25") / 100
    assert score.high == Fraction(20 + 60, 100)


def test_without_ranges_low_is_shown_and_high_adds_what_nobody_has_shown():
    """a1 1/2 of 10, a2 1/4 of 30, b11 all of 10, b12 1/2 of 5: shown 25, of 55 known; 45 are b21,
    which nobody has shown."""
    score = graded(a1=2, a2=1, b11=4, b12=2).track("policy").score
    assert score.low == Fraction(25, 100)
    assert score.high == Fraction(25 + 45, 100)
    assert score.point == Fraction(25, 55)


def test_the_same_holds_for_a_component_within_itself():
    """In b1 only b12 is known, 3/4 of weight 1 of 3: shown 0.75 of 3, high with all of b11."""
    score = component(graded(**KNOWN), "b", "b1")
    assert score.point == Fraction(3, 4)
    assert score.coverage == Fraction(1, 3)
    assert (score.low, score.high) == (Fraction("0.75") / 3, Fraction("2.75") / 3)


def test_the_same_holds_for_a_component_of_components():
    """In b of 60: b12 3.75 of 5, b21 28.125 of 45, b11 unknown of 10."""
    score = component(graded(**KNOWN), "b")
    assert score.coverage == Fraction(50, 60)
    assert score.point == Fraction("31.875") / 50
    assert score.low == Fraction("26.25") / 60
    assert score.high == Fraction("47.5") / 60


PART = """
              {part}:
                title: A part
                criteria:
                  {part}1: {{question: One?, weight: 1, policy: {{0: No., 4: Yes.}}}}
                  {part}2: {{question: Two?, weight: 1, policy: {{1: No., 4: Yes.}}}}
                  {part}3: {{question: Three?, weight: 2, policy: {{1: No., 4: Yes.}}}}
"""


@pytest.mark.parametrize("limit", ["", "ceiling: 100"])
def test_what_is_unknown_may_be_better_than_all_that_is_known(limit):
    """In a, one is 0 and the rest 1/4 at worst: 3/16 of it, widened to the point, 0. The total is
    worked out of that, 0 for a and 1/4 for b, whether or not a limit stands somewhere."""
    parts = PART.format(part="a") + PART.format(part="b")
    of = rubric(f"""
        format: rubric/1
        title: A scale that starts from 1
        version: "1"
        grades: municipality
        tracks: {{policy: 1}}
        components:
          outer:
            title: Outer
            {limit}
            components: {parts}
    """)
    rules = {"a1": 0, "b1": 4, "b2": 1, "b3": 1}
    lines = [
        fact(name, f"effect: adopts, date: 2020, scores: {{{name}: {{level: {level}, why: w}}}}")
        for name, level in rules.items()
    ]
    card_ = card(of, facts("".join(lines)))
    a, b = (part.on("policy") for part in card_.components[0].children)
    assert (a.low, a.point) == (0, 0)
    assert b.low == b.point == Fraction(7, 16)
    assert card_.track("policy").score.low == Fraction(7, 32)


def test_a_track_of_which_nothing_is_known_has_no_point():
    score = graded(a1=1).track("practice").score
    assert (score.point, score.low, score.high, score.coverage) == (None, 0, 1, 0)
