"""Weights by words and by kind, parts within parts, and totals over criteria."""

from fractions import Fraction

import pytest

from plain import graded, part, parts, plain, total
from scorecard.model.result import NO_WEIGHT

# ---------------------------------------------------------------- words for weights

WORDS = plain("""
    weights: {low: 1, high: 3, half: 0.5}
    components:
      c:
        title: C
        weight: high
        criteria:
          a: {question: A?, weight: low, scale: yes/no}
          b: {question: B?, points: high, scale: {levels: {none: 0, one: 1, all: 3}}}
          more: {question: More?, bonus: half, scale: yes/no}
          less: {question: Less?, penalty: low, scale: yes/no}
      d:
        title: D
        weight: low
        criteria:
          e: {question: E?, weight: 8, scale: yes/no}
""")


def test_words_stand_wherever_a_weight_does():
    """c: (1 + 1 + 0.5 - 1) / 4 = 3/8, at 3; d: 1, at 1."""
    made = graded(WORDS, "a: yes, b: one, more: yes, less: yes, e: yes")
    assert part(made, "c") == Fraction(3, 8)
    assert total(made) == (3 * Fraction(3, 8) + 1) / 4


def test_words_are_no_weights_of_their_own():
    """`high` of the points is 3, so `one` is a third of them."""
    assert graded(WORDS, "b: one").finding("b", "score").point == Fraction(1, 3)


KINDS = """
    grades: [town, county]
    weights: {light: 2, heavy: 6}
    components:
      roads:
        title: Roads
        weight: 70
        weight_by_kind: {county: 40}
        criteria:
          paved: {question: Paved?, weight: light, weight_by_kind: {county: heavy}, scale: yes/no}
          lit: {question: Lit?, weight: light, scale: yes/no}
      buses:
        title: Buses
        weight: 30
        weight_by_kind: {county: COUNTY}
        criteria:
          often: {question: Often?, weight: 1, scale: yes/no}
          trams: {question: Trams?, weight: 1, weight_by_kind: {county: 0}, scale: yes/no}
"""
ANSWERS = "paved: yes, lit: no, often: yes, trams: no"


@pytest.mark.parametrize(
    ("kind", "roads", "buses", "whole"),
    [
        ("town", Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)),
        (
            "county",
            Fraction(3, 4),
            Fraction(1),
            Fraction(40, 100) * Fraction(3, 4) + Fraction(60, 100),
        ),
    ],
)
def test_weights_by_kind_of_place(kind, roads, buses, whole):
    """In a county paved roads weigh 6 to 2, and trams nothing."""
    made = graded(plain(KINDS.replace("COUNTY", "60")), ANSWERS, head=f"kind: {kind}")
    assert (part(made, "roads"), part(made, "buses"), total(made)) == (roads, buses, whole)


def test_a_weight_of_0_sets_a_criterion_aside():
    made = graded(plain(KINDS.replace("COUNTY", "60")), ANSWERS, head="kind: county")
    finding = made.finding("trams", "score")
    assert (finding.status, finding.why) == ("not-applicable", NO_WEIGHT)


def test_a_weight_of_0_sets_a_component_aside():
    """Only the roads are left: 3/4."""
    made = graded(plain(KINDS.replace("COUNTY", "0")), ANSWERS, head="kind: county")
    assert parts(made)["buses"] is None
    assert total(made) == Fraction(3, 4)
    assert {f.criterion: f.why for f in made.findings if f.status == "not-applicable"} == {
        "often": NO_WEIGHT,
        "trams": NO_WEIGHT,
    }
    assert total(graded(plain(KINDS.replace("COUNTY", "0")), ANSWERS)) == Fraction(1, 2)


def test_a_kind_alone_may_have_a_weight_of_its_own():
    """Without one, buses weigh the 2 questions below them: 70 x 1/2 + 2 x 1/2 of 72."""
    text = KINDS.replace("        weight: 30\n", "").replace("COUNTY", "60")
    made = graded(plain(text), "paved: yes, lit: no, often: yes, trams: yes")
    assert total(made) == Fraction(35 + 2, 72)


# ---------------------------------------------------------------- parts within parts

TREE = """
    TOP
    components:
      world:
        title: World
        weight: 60
        components:
          north:
            title: North
            weight: 2
            components:
              law:
                title: Law
                weight: 1
                criteria:
                  n1: {question: N1?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
                  n2: {question: N2?, weight: 3, scale: {goalposts: {worst: 0, best: 100}}}
              life:
                title: Life
                weight: 4
                criteria:
                  n3: {question: N3?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
          south:
            title: South
            weight: 1
            criteria:
              s1: {question: S1?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
      rest:
        title: Rest
        weight: 40
        criteria:
          r1: {question: R1?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
          r2: {question: R2?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
"""
ALL = {"n1": 80, "n2": 40, "n3": 10, "s1": 90, "r1": 30, "r2": 70}


def answers(without: str = "") -> str:
    return ", ".join(f"{n}: {{value: {v}}}" for n, v in ALL.items() if n not in without.split())


LAW = (80 + 3 * 40) / Fraction(4)
NORTH = (LAW + 4 * 10) / 5
WORLD = (2 * NORTH + 90) / 3


def tree(top: str = "unanswered: exclude"):
    return plain(TREE.replace("TOP", top))


def test_a_tree_of_four_levels():
    """Law 50, north 18, world 42, rest 50; the total 45.2."""
    made = graded(tree(), answers())
    assert [part(made, n) * 100 for n in ("law", "north", "world", "rest")] == [50, 18, 42, 50]
    assert (LAW, NORTH, WORLD) == (50, 18, 42)
    assert total(made) * 100 == Fraction("45.2")


@pytest.mark.parametrize(
    ("without", "world", "whole"),
    [
        # law is n2 alone, 40: north (40 + 40) / 5 = 16, world (32 + 90) / 3
        ("n1", Fraction(122, 3), Fraction(60, 100) * Fraction(122, 3) + 20),
        # law is out: north 10, world (20 + 90) / 3
        ("n1 n2", Fraction(110, 3), 22 + 20),
        # life is out: north 50, world (100 + 90) / 3
        ("n3", Fraction(190, 3), 38 + 20),
        # north is out: world 90
        ("n1 n2 n3", Fraction(90), 54 + 20),
        # world is out: rest alone
        ("n1 n2 n3 s1", None, 50),
        # rest is r2 alone
        ("r1", Fraction(42), Fraction(60 * 42 + 40 * 70, 100)),
        # all of rest is out: world alone
        ("r1 r2", Fraction(42), 42),
    ],
)
def test_what_is_missing_gives_its_weight_to_its_siblings_at_every_level(without, world, whole):
    made = graded(tree(), answers(without))
    scores = parts(made)
    assert (None if scores["world"] is None else scores["world"].point * 100) == world
    assert total(made) * 100 == whole
    assert made.tracks[0].score.coverage == 1


def test_unknown_what_is_missing_counts_for_nothing_and_keeps_its_weight():
    """S1: shown over what is known. Without n3, which weighs 0.6 x 2/3 x 4/5 = 0.32 of the whole:
    45.2 less 0.32 x 10, of 0.68."""
    made = graded(tree(""), answers("n3"))
    assert made.weight("n3", "score") == Fraction("0.32")
    assert total(made) * 100 == Fraction("42") / Fraction("0.68")
    assert made.tracks[0].score.coverage == Fraction("0.68")


def test_zero_what_is_missing_counts_as_nothing():
    assert total(graded(tree("unanswered: zero"), answers("n3"))) * 100 == 42


def test_without_weights_of_their_own_every_question_counts_the_same():
    text = TREE.replace("TOP", "unanswered: exclude")
    for weight in ("60", "2", "4", "40"):
        text = text.replace(f"weight: {weight}\n", "about: No weight.\n")
    for name in ("law", "south"):
        title = f"title: {name.capitalize()}\n"
        at = text.index("weight: 1\n", text.index(title))
        text = text[:at] + "about: No weight.\n" + text[at + len("weight: 1\n") :]
    text = text.replace("weight: 3", "weight: 1")
    assert total(graded(plain(text), answers())) * 100 == Fraction(sum(ALL.values()), 6)


# ---------------------------------------------------------------- over criteria


def test_a_total_over_criteria_leaves_the_components_to_report():
    """n2 weighs 3, the others 1: (80 + 120 + 10 + 90 + 30 + 70) / 8; the parts as before."""
    made = graded(tree("over: criteria"), answers())
    assert total(made) * 100 == Fraction(400, 8)
    assert [part(made, n) * 100 for n in ("law", "north", "world", "rest")] == [50, 18, 42, 50]


def test_over_criteria_the_weights_of_components_decide_nothing():
    made = graded(tree("over: criteria"), answers())
    assert made.weight("n2", "score") == Fraction(3, 8)
    assert made.weight("n3", "score") == Fraction(1, 8)


def test_over_criteria_what_is_missing_leaves_the_sum():
    """Without n2: (80 + 10 + 90 + 30 + 70) / 5."""
    made = graded(tree("over: criteria\n    unanswered: exclude"), answers("n2"))
    assert total(made) * 100 == 56


def test_over_criteria_in_one_component():
    """World over its criteria: (80 + 120 + 10 + 90) / 6 = 50, at 60; rest 50 at 40."""
    text = TREE.replace("TOP", "").replace(
        "title: World\n", "title: World\n        over: criteria\n"
    )
    made = graded(plain(text), answers())
    assert [part(made, n) * 100 for n in ("law", "north", "world")] == [50, 18, 50]
    assert total(made) * 100 == 50


def test_over_criteria_with_a_minimum():
    assert total(graded(tree("over: criteria\n    aggregate: minimum"), answers())) * 100 == 10


def test_over_criteria_points_of_all_questions_are_added_up():
    of = plain("""
        aggregate: sum
        over: criteria
        components:
          a:
            title: A
            weight: 90
            criteria:
              a1: {question: A1?, points: 3, scale: points}
              more: {question: More?, points: 0, scale: yes/no}
          b:
            title: B
            weight: 10
            criteria:
              b1: {question: B1?, points: 2, scale: points}
    """)
    score = graded(of, "a1: {value: 1.5}, more: yes, b1: {value: 2}").tracks[0].score
    assert (score.points, score.whole) == (Fraction("4.5"), 5)
