"""Places side by side: ranks by S8, and who does each component best."""

from __future__ import annotations

from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, place, rubric
from scorecard.analysis.across import across, fewer_is_better
from scorecard.analysis.compare import best, compare, leads

TWO = rubric("""\
    format: rubric/1
    title: Two components
    version: "1"
    grades: [municipality]
    speaks_for: [police-service]
    tracks: {policy: 0.5, practice: 0.5}
    withhold_under: 1/2
    bands: {A: 50, F: 0}
    components:
      rules:
        title: Rules
        criteria:
          rule: {question: Is there a rule?, weight: 2, policy: {0: Against., 2: Half., 4: All.}}
          other:
            question: Another?
            weight: 2
            policy: {0: Against., 2: Half., 4: All.}
            practice: {0: No., 4: Yes.}
      calls:
        title: Calls
        criteria:
          calls:
            question: How many calls?
            whose: police-service
            weight: 4
            policy: {0: Told to., 4: Barred.}
            practice:
              measure: {kind: rate, units: [checks, contacts]}
              0: {from: 100}
              1: {from: 10, under: 100}
              2: {over: 0, under: 10}
              4: {exactly: 0}
    """)
POLICE = "bodies: {police: {name: Police, kind: police-service, speaks_for_city: yes}}\n"
HEAD = CITY + "population: {2021: 100000}\n" + POLICE


def rule(level: str, criterion: str = "rule") -> str:
    return f"""
    {criterion}-{level}:
      claim: It says so.
      effect: adopts
      date: 2020-01-01
      confidence: high
      sources: s
      scores: {{{criterion}: {{level: {level}, why: w}}}}
    """


def calls(count: int, unit: str = "checks", more: str = "") -> str:
    """A year's count; with 100,000 residents a count is a rate."""
    return f"""
    calls-{count}-{unit}:
      claim: They were counted.
      body: police
      period: 2025
      seen_by: independent
      figure: {{count: {count}, of: {unit}{more}}}
      confidence: high
      sources: s
      scores: {{calls: {{why: w}}}}
    """


def named(name: str, *parts: str):
    from textwrap import dedent

    head = HEAD.replace("Sampleton", name)
    text = facts("\n".join(dedent(part) for part in parts), head) if parts else head
    return place(text, TWO)._replace(id=name.lower())


def graded(name: str, *parts: str):
    from scorecard.engine.grade import grade

    return grade(TWO, named(name, *parts), TODAY)


def compared(cards):
    """Scorecards side by side."""
    return compare([card.standing() for card in cards])


def who_is_best(cards):
    """Who does each component best, and by what."""
    named = {card.place.own_ref: card for card in cards}
    return best(leads([card.standing() for card in cards]), named)


def test_each_track_is_ranked_for_itself_and_a_withheld_one_never():
    """On paper `rule` weighs 2 of 8, `other` 2 and `calls` 4; half must be answered.

    North: rule 4/4 and other 4/4: point 1, half answered, range 1/2 to 1.
    South: rule 2/4 and other 2/4: point 1/2, half answered, range 1/4 to 3/4.
    East: rule alone: a quarter answered, so withheld.
    """
    north = graded("North", rule("4"), rule("4", "other"))
    south = graded("South", rule("2"), rule("2", "other"), calls(50))
    east = graded("East", rule("4"))
    found = {place.ref: place for place in compared([north, south, east])}
    assert found["north"].tracks["policy"] == (1, 1, 2)
    assert found["south"].tracks["policy"] == (2, 1, 2)
    assert found["east"].tracks["policy"] is None
    assert found["south"].tracks["practice"] == (1, 1, 1)
    assert found["north"].tracks["practice"] is None
    assert [place.overall for place in found.values()] == [None, (1, 1, 1), None]


def test_ties_share_the_better_rank():
    cards = [graded(name, rule("2"), rule("2", "other")) for name in ("A", "B")]
    cards.append(graded("C", rule("0"), rule("0", "other")))
    assert [place.tracks["policy"].rank for place in compared(cards)] == [1, 1, 3]


def test_places_keep_the_order_given():
    cards = [graded(name, rule("2")) for name in ("B", "A")]
    assert [place.ref for place in compared(cards)] == ["b", "a"]
    assert compared([]) == () == who_is_best([])


def test_the_best_of_a_component_answered_enough_of_it():
    """`rules` on paper is half answered by one question of two: enough; and what earns it comes
    with it."""
    north, south = graded("North", rule("4")), graded("South", rule("2"), rule("2", "other"))
    (found,) = [one for one in who_is_best([north, south]) if one.track == "policy"]
    assert (found.component, found.running) == ("rules", 2)
    assert [card.place.id for card in found.places] == ["north"]
    assert [[f.criterion for f in earned] for earned in found.earned] == [["rule"]]
    assert found.score.point == 1


def test_the_best_may_be_several_and_never_those_with_nothing():
    a, b = graded("A", rule("2")), graded("B", rule("2"))
    (found,) = who_is_best([a, b])
    assert [card.place.id for card in found.places] == ["a", "b"]
    assert who_is_best([graded("A", rule("0")), graded("B", rule("0"))]) == ()
    assert who_is_best([graded("A"), graded("B")]) == ()


# ---------------------------------------------------------------- one criterion across bodies


def on_calls(*places, fresh: bool = False):
    return {one.track: one for one in across(TWO, places, "calls", TODAY, fresh)}


def test_figures_are_ranked_among_those_of_the_same_unit():
    """5 and 50 checks a year per 100,000 are first and second; 700 contacts stand alone."""
    found = on_calls(
        named("Few", calls(5)), named("Many", calls(50)), named("Broad", calls(700, "contacts"))
    )["practice"]
    assert [(row.ref, row.found.level, row.rank.rank, row.among) for row in found.rows] == [
        ("few/police", "2", 1, 2),
        ("many/police", "1", 2, 2),
        ("broad/police", "0", 1, 1),
    ]
    assert found.nothing == ()


def test_a_figure_known_within_limits_may_have_several_ranks():
    wide = calls(50).replace("count: 50", "low: 2, high: 60")
    found = on_calls(named("Wide", wide), named("Point", calls(20)))["practice"]
    assert {row.ref: row.rank for row in found.rows} == {
        "wide/police": (2, 1, 2),
        "point/police": (1, 1, 2),
    }


def test_the_order_is_the_best_level_first_on_each_track():
    bar = rule("4", "calls").replace("effect", "body: police\n      effect")
    told = rule("0", "calls").replace("effect", "body: police\n      effect")
    found = on_calls(named("A", told), named("B", bar))["policy"]
    assert [(row.ref, row.found.level) for row in found.rows] == [
        ("b/police", "4"),
        ("a/police", "0"),
    ]
    assert all(row.rank is None for row in found.rows)


def test_a_body_with_a_file_of_its_own_is_seen_once():
    """Two cities name it; its figure stands in its own file."""
    own_text = facts(
        calls(5).replace("      body: police\n", ""),
        CITY.replace("municipality", "police-service") + "population: {2021: 100000}\n",
    )
    own = place(own_text, TWO)._replace(id="metro")
    shared = CITY + "bodies: {transit: {place: metro}}\n"
    cities = [place(shared, TWO, {"transit": own})._replace(id=name) for name in ("x", "y")]
    found = on_calls(*cities, own)["practice"]
    assert [row.ref for row in found.rows] == ["metro"]


def test_facts_of_which_none_stands_are_named():
    """A figure of 2010 is more than ten years old."""
    old = calls(5).replace("period: 2025", "period: 2010")
    found = on_calls(named("Old", old), named("None"))["practice"]
    assert found.rows == ()
    assert [row.ref for row in found.nothing] == ["old/police"]


def test_fresh_leaves_out_what_is_last_known():
    old = calls(5).replace("period: 2025", "period: 2020")
    assert len(on_calls(named("Old", old))["practice"].rows) == 1
    assert on_calls(named("Old", old), fresh=True)["practice"].rows == ()


@pytest.mark.parametrize(
    ("levels", "fewer"),
    [
        ("0: {from: 100}, 1: {from: 10, under: 100}, 2: {under: 10}", True),
        ("0: {under: 50}, 1: {from: 50}", False),
        ("0: {from: 20}, 1: {under: 20}", True),
        ("0: {over: 24}, 1: {up_to: 24}", True),
        ("0: {exactly: 0}, 1: {over: 0}", False),
    ],
)
def test_whether_fewer_is_better_is_read_from_the_bounds(levels, fewer):
    scale = (
        rubric(f"""\
        format: rubric/1
        title: One
        version: "1"
        grades: [municipality]
        tracks: {{practice: 1}}
        bands: {{A: 0}}
        components:
          c:
            title: C
            criteria:
              q:
                question: Q?
                weight: 1
                practice: {{measure: {{kind: count, units: [things]}}, {levels}}}
        """)
        .criteria["q"]
        .practice
    )
    assert fewer_is_better(scale) is fewer


def test_a_share_of_the_point_is_exact():
    assert graded("A", rule("2")).components[0].on("policy").point == Fraction(1, 2)
    assert card(TWO, HEAD).components[0].on("policy").point is None
