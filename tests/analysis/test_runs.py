"""Scorecards as what is drawn, through the real loader and engine."""

from __future__ import annotations

import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings

from build import ROOT, TODAY, facts, place, rubric
from plain import graded as graded_plain
from plain import plain
from scorecard.analysis.chance import Chance
from scorecard.analysis.runs import drawn
from scorecard.engine.grade import Grader
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from short import WITH_POLICE, fact

sys.path.append(str(ROOT / "tests" / "engine"))

from test_laws import graded as as_card
from test_laws import graded_cards

RUNS = 10_000
STILL = Chance(RUNS, 1, Fraction(0))
SOME = Chance(RUNS, 1, Fraction(1, 4))
HEAD = """\
format: rubric/1
title: A rubric
version: "1"
grades: municipality
speaks_for: [police-service]
tracks: {policy: 1/2, practice: 1/2}
withhold_under: 1/3
bands: {A: 50, F: 0}
"""
SEEN = "period: 2025, seen_by: independent"


def town(of, *lines):
    return Grader(of).grade(place(facts("\n".join(lines), WITH_POLICE), of), TODAY)


ONE = (
    HEAD
    + """\
components:
  c:
    title: C
    criteria:
      rule: {question: Q?, weight: 3, policy: {0: a, 4: b}, practice: {0: a, 4: b}}
      calls: {question: Q?, weight: 1, whose: police-service, practice: {0: a, 1: b, 2: c, 4: d}}
"""
)
KNOWN = (
    fact("p", "effect: adopts, date: 2024, scores: {rule: {level: 4, why: w}}"),
    fact("q", f"{SEEN}, scores: {{rule: {{level: 0, why: w}}}}"),
)


FULL = (
    fact("q", f"{SEEN}, scores: {{rule: {{level: 4, why: w}}}}"),
    fact("c", f"body: police, {SEEN}, scores: {{calls: {{level: 4, why: w}}}}"),
)


def gated(gate: str) -> str:
    return f"{ONE}gates: {{many: {{when: {gate}, cap: 10, choice: C.}}}}\n"


def test_what_is_unknown_is_drawn_from_its_scale():
    """Paper 1; practice 0 of weight 3, and calls anywhere: 1/2 + 1/2 x U / 4, from 0.5 to 0.625.
    Weights alone leave calls out: 1/2."""
    of = rubric(ONE)
    found = drawn(of, [town(of, *KNOWN)], STILL)
    assert (found.weights.places["p"].low, found.weights.places["p"].high) == (0.5, 0.5)
    run = found.open.places["p"]
    assert float(run.low) == pytest.approx(0.5 + 0.05 / 8, abs=0.0015)
    assert float(run.high) == pytest.approx(0.5 + 0.95 / 8, abs=0.0015)
    assert run.bands == (("A", 1), ("F", 0))


def test_what_is_known_as_a_range_is_drawn_from_it():
    """Calls at 1-2: from 1/4 to 1/2, so that the total is 1/2 + 1/32 to 1/2 + 1/16."""
    of = rubric(ONE)
    calls = fact("c", f"body: police, {SEEN}, scores: {{calls: {{level: 1-2, why: w}}}}")
    found = drawn(of, [town(of, *KNOWN, calls)], STILL)
    run = found.open.places["p"]
    assert float(run.low) == pytest.approx(0.5 + (1 + 0.05) / 32, abs=0.0005)
    assert float(run.high) == pytest.approx(0.5 + (1 + 0.95) / 32, abs=0.0005)
    assert found.weights.places["p"].low == Fraction(1, 2) + Fraction(3, 8) / 8


@pytest.mark.parametrize(
    ("condition", "share"),
    [
        # The scale has the shares 0, 1/4, 1/2 and 1; what lies between counts as the nearer.
        ("{criterion: calls, track: practice, at_most: 0}", 1 / 8),
        ("{criterion: calls, track: practice, at_most: 1}", 3 / 8),
        ("{criterion: calls, track: practice, at_most: 2}", 3 / 4),
        ("{criterion: calls, track: practice, at_least: 2}", 5 / 8),
        ("{criterion: calls, track: practice, at_least: 4}", 1 / 4),
        ("{criterion: calls, track: practice, at_most: 4}", 1),
        ("{criterion: calls, track: practice, at_least: 0}", 1),
        # In a run nothing is unknown, and or_unknown adds nothing.
        ("{criterion: calls, track: practice, unknown: yes}", 0),
        ("{criterion: calls, track: practice, at_most: 0, or_unknown: yes}", 1 / 8),
        # Known: the same in all runs.
        ("{criterion: rule, track: practice, at_most: 0}", 1),
        ("{criterion: rule, track: policy, at_most: 0}", 0),
        (
            "[{criterion: rule, track: practice, at_most: 0}, "
            "{criterion: calls, track: practice, at_most: 0}]",
            1 / 8,
        ),
        (
            "[{criterion: rule, track: policy, at_most: 0}, "
            "{criterion: calls, track: practice, at_most: 0}]",
            0,
        ),
    ],
)
def test_a_gate_is_judged_in_each_run(condition, share):
    """A cap of 10 puts the place into the lower band, where it is not else."""
    of = rubric(gated(condition))
    (_, in_a), (_, in_f) = drawn(of, [town(of, *KNOWN)], STILL).open.places["p"].bands
    assert float(in_f) == pytest.approx(share, abs=0.025 if 0 < share < 1 else 0)
    assert in_a + in_f == 1


@pytest.mark.parametrize(("level", "share"), [("1", 0), ("0", 1)])
def test_with_weights_alone_a_gate_holds_or_not_as_published(level, share):
    gate = "{criterion: calls, track: practice, at_most: 0}"
    of = rubric(gated(gate))
    calls = fact("c", f"body: police, {SEEN}, scores: {{calls: {{level: {level}, why: w}}}}")
    found = drawn(of, [town(of, *KNOWN, calls)], SOME)
    assert dict(found.weights.places["p"].bands)["F"] == share


def test_a_gate_that_rests_on_weak_facts_alone_is_as_published():
    """Held back on a range from level 0 to 1 of low confidence, whatever is drawn from it."""
    of = rubric(gated("{criterion: calls, track: practice, at_most: 1}"))
    weak = "scores: {calls: {level: 0-1, why: w}}"
    found = {}
    for confidence in ("low", "medium"):
        calls = fact("c", f"body: police, {SEEN}, {weak}", confidence)
        card = town(of, *KNOWN, calls)
        found[confidence] = dict(drawn(of, [card], STILL).open.places["p"].bands)["F"]
    assert found == {"low": 0, "medium": 1}


def test_a_gate_on_instruments_is_not_tripped_by_an_account():
    """A range from level 0 to 4 by an account of the rules; an instrument trips it in half."""
    gate = "{criterion: rule, track: policy, at_most: 0, basis: instruments}"
    of = rubric(gated(gate))
    for how, share in (("effect: describes, seen_by: independent", 0), ("effect: adopts", 1 / 2)):
        rule = fact("p", f"{how}, date: 2024, scores: {{rule: {{level: 0-4, why: w}}}}")
        # Practice is 1, so that nothing but the cap puts it under a half.
        bands = dict(drawn(of, [town(of, rule, *FULL)], STILL).open.places["p"].bands)
        assert float(bands["F"]) == pytest.approx(share, abs=0.025 if share else 0)


def test_what_does_not_apply_has_no_weight():
    """Without calls, practice is 0 in all runs."""
    of = rubric(
        ONE.replace("whose: police-service, ", "not_applicable: {kinds: municipality, why: w}, ")
    )
    run = drawn(of, [town(of, *KNOWN)], STILL).open.places["p"]
    assert (run.low, run.high) == (Fraction(1, 2), Fraction(1, 2))


# ---------------------------------------------------------------- laws


@settings(max_examples=150, deadline=None)
@given(graded_cards(plain=True))
def test_with_published_weights_every_run_is_the_published_grade(made):
    card = as_card(*made)
    found = drawn(card.rubric, [card], Chance(100, 1, Fraction(0)))
    if isinstance(found, str):
        assert found == ("nobody" if card.overall.point is None else "no-means")
        return
    (run,) = found.weights.places.values()
    assert abs(run.low - card.overall.point) < Fraction(1, 10**8)
    assert abs(run.high - card.overall.point) < Fraction(1, 10**8)


@settings(max_examples=150, deadline=None)
@given(graded_cards(plain=True))
def test_with_published_weights_no_run_leaves_the_range(made):
    """Without caps, which a run may trip between the ends."""
    card = as_card({**made[0], "gates": {}}, made[1])
    found = drawn(card.rubric, [card], Chance(100, 1, Fraction(0)))
    if not isinstance(found, str):
        (run,) = found.open.places.values()
        assert card.overall.low - Fraction(1, 10**8) <= run.low
        assert run.high <= card.overall.high + Fraction(1, 10**8)


def test_with_published_weights_shipped_places_keep_their_grades():
    library = Library([Layer(ROOT, ".")])
    seen = 0
    for name in library.rubric_ids():
        of = library.rubric(name)
        grader = Grader(*of)
        names = [one for one in library.ids("cities") if library.kind(one) in of[0].grades]
        cards = [grader.grade(library.place(one, name), TODAY) for one in names]
        found = drawn(of[0], cards, Chance(100, 1, Fraction(0)))
        for card in cards if not isinstance(found, str) else ():
            if card.overall.point is not None:
                run = found.weights.places[card.place.own_ref]
                assert abs(run.low - card.overall.point) < Fraction(1, 10**8)
                assert abs(run.high - card.overall.point) < Fraction(1, 10**8)
                seen += 1
    assert seen > 30


# ---------------------------------------------------------------- what is not drawn


def test_nothing_is_drawn_where_nobody_asks():
    of = rubric(ONE)
    assert drawn(of, [town(of, *KNOWN)], STILL._replace(runs=0)) == "not-asked"


def test_what_is_withheld_is_not_drawn():
    of = rubric(ONE)
    withheld = town(of, KNOWN[0])
    assert withheld.overall.point is None
    assert drawn(of, [withheld], STILL) == "nobody"
    both = [withheld, (card := town(of, *KNOWN))._replace(place=card.place._replace(id="q"))]
    found = drawn(of, both, STILL)
    assert list(found.open.places) == ["q"]
    assert (found.open.places["q"].best, found.open.places["q"].worst) == (1, 1)
    assert found.open.pairs == ()


@pytest.mark.parametrize(
    "how",
    ["aggregate: geometric_mean", "floor: 10", "over: criteria", "aggregate: sum", "round: 0"],
)
def test_other_sums_are_not_drawn(how):
    of = plain(f"""
        {how}
        components:
          c:
            title: C
            criteria:
              q: {{question: Q?, weight: 1, scale: yes/no}}
              r: {{question: Q?, weight: 1, scale: yes/no}}
    """)
    assert drawn(of, [graded_plain(of, "q: yes")], STILL) == "no-means"


def test_a_rubric_without_tracks_is_drawn():
    """One question of two is answered: 0.5 to 1."""
    of = plain("""
        components:
          c:
            title: C
            criteria:
              q: {question: Q?, weight: 1, scale: yes/no}
              r: {question: Q?, weight: 1, scale: yes/no}
    """)
    run = drawn(of, [graded_plain(of, "q: yes")], STILL).open.places["p"]
    assert float(run.low) == pytest.approx(0.525, abs=0.006)
    assert run.bands == ()


def test_pairs_come_in_the_order_of_the_grades():
    of = rubric(ONE)
    cards = []
    for name, level in (("low", 0), ("high", 4), ("also-low", 0)):
        rule = fact(
            "p", f"effect: adopts, date: 2024, scores: {{rule: {{level: {level}, why: w}}}}"
        )
        card = town(of, rule, KNOWN[1])
        cards.append(card._replace(place=card.place._replace(id=name)))
    found = drawn(of, cards, STILL).weights.pairs
    assert [(one.first, one.second, one.tied) for one in found] == [
        ("high", "also-low", False),
        ("high", "low", False),
        ("also-low", "low", True),
    ]
    assert [(one.ahead, one.behind) for one in found] == [(1, 0), (1, 0), (0, 0)]
