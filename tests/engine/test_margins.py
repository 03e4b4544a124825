"""S6: the margin of a gate, found again by trying every figure in turn."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from build import CITY, card, facts, rubric
from short import fact

PEOPLE = CITY + "population: {2025: 50000}\n"
DOWN = "0: {from: 12}, 1: {from: 5, under: 12}, 2: {over: 0, under: 5}, 3: {exactly: 0}"
UP = "0: {exactly: 0}, 1: {over: 0, up_to: 5}, 2: {over: 5, up_to: 12}, 3: {over: 12}"


def measured(kind: str, levels: str, condition: str, cap: int = 40):
    """A rubric of one measured question and one gate on it."""
    return rubric(
        f"""
        format: rubric/1
        title: Measured
        version: "1"
        grades: municipality
        tracks: {{practice: 1}}
        bands: {{A: 50, F: 0}}
        components:
          all:
            title: All
            criteria:
              much:
                question: How much?
                weight: 1
                practice: {{measure: {{kind: {kind}, units: [things]}}, {levels}}}
        gates:
          gate: {{when: {{criterion: much, {condition}}}, cap: {cap}, choice: So.}}
        """
    )


def gate(of, figure: str):
    """The gate of a place with this figure for 2025."""
    rest = f"period: 2025, seen_by: independent, figure: {{{figure}, of: things}}"
    text = facts(fact("f", f"{rest}, scores: {{much: {{why: w}}}}"), head=PEOPLE)
    return card(of, text).gates[0]


@pytest.mark.parametrize("condition", ["at_most: 0", "at_most: 1", "at_least: 1", "at_least: 3"])
@pytest.mark.parametrize("levels", [DOWN, UP], ids=["fewer is better", "more is better"])
def test_a_margin_in_counts_is_the_least_change_that_turns_the_gate(levels, condition):
    """Counts from 0 to 20, and the nearest that turns it, up or down."""
    of = measured("count", levels, condition)
    gates = {count: gate(of, f"count: {count}") for count in range(40)}
    for count in range(20):
        here = gates[count]
        up = next((n for n in range(count, 40) if gates[n].fired != here.fired), None)
        down = next((n for n in range(count, -1, -1) if gates[n].fired != here.fired), None)
        margin = here.margin
        assert margin is not None
        assert (margin.criterion, margin.unit, margin.kind) == ("much", "things", "count")
        turns = up if margin.more else down
        assert turns is not None and margin.amount == abs(turns - count), (count, margin)
        other = down if margin.more else up
        assert other is None or margin.amount <= abs(other - count) + 1


@pytest.mark.parametrize("per", ["", ", per: month"])
def test_a_margin_in_rates_is_told_in_whole_events(per):
    """2 events among 50,000 are 4 per 100,000; twelve times as many where they are of one month."""
    of = measured("rate", DOWN, "at_most: 1")
    gates = {count: gate(of, f"count: {count}{per}") for count in range(12)}
    for count in range(8):
        here, margin = gates[count], gates[count].margin
        turning = [n for n in range(12) if gates[n].fired is not here.fired]
        nearest = min(turning, key=lambda n: abs(n - count))
        assert (margin.amount, margin.more) == (abs(nearest - count), nearest > count), count


@pytest.mark.parametrize("kind", ["share", "value"])
@pytest.mark.parametrize("condition", ["at_most: 0", "at_most: 2", "at_least: 2"])
@pytest.mark.parametrize("levels", [DOWN, UP], ids=["fewer is better", "more is better"])
def test_a_margin_in_other_figures_is_the_distance_to_where_it_turns(kind, condition, levels):
    """Nothing nearer turns the gate; the figure at that distance, or just beyond it, does."""
    of = measured(kind, levels, condition)
    chance = random.Random(5)
    tiny = Fraction(1, 1000)

    def fired(figure: Fraction) -> bool:
        return gate(of, f"{kind}: {float(figure):.6f}").fired

    for figure in (Fraction(chance.randint(0, 180), 10) for _ in range(12)):
        here = gate(of, f"{kind}: {float(figure):.6f}")
        margin = here.margin
        sign = 1 if margin.more else -1
        at = figure + sign * margin.amount
        turned = [fired(one) for one in (at, at + sign * tiny) if one >= 0]
        assert (not here.fired) in turned, (figure, margin)
        for part in (Fraction(1, 3), Fraction(9, 10)):
            assert fired(figure + sign * margin.amount * part) is here.fired
            mirrored = figure - sign * margin.amount * part
            assert mirrored < 0 or fired(mirrored) is here.fired


def test_a_gate_that_no_figure_turns_has_no_margin():
    assert gate(measured("count", UP, "at_least: 0"), "count: 3").margin is None
    assert gate(measured("count", UP, "at_most: 3"), "count: 3").margin is None


def test_a_margin_is_told_by_the_bounds_of_the_body_s_own_kind():
    """Police are held to 2 and others to 10; at 1, one more would do."""
    of = rubric(
        """
        format: rubric/1
        title: Kinds
        version: "1"
        grades: municipality
        speaks_for: police-service
        tracks: {practice: 1}
        bands: {A: 50, F: 0}
        components:
          all:
            title: All
            criteria:
              much:
                question: How much?
                whose: police-service
                weight: 1
                practice:
                  measure: {kind: count, units: [things]}
                  0: {from: 10, by_kind: {police-service: {from: 2}}}
                  1: {under: 10, by_kind: {police-service: {under: 2}}}
        gates:
          gate: {when: {criterion: much, at_most: 0}, cap: 40, choice: So.}
        """
    )
    head = f"{CITY}bodies: {{police: {{name: P, kind: police-service, speaks_for_city: yes}}}}\n"
    rest = "body: police, period: 2025, seen_by: independent, figure: {count: 1, of: things}"
    text = facts(fact("f", f"{rest}, scores: {{much: {{why: w}}}}"), head)
    margin = card(of, text).gates[0].margin
    assert (margin.criterion, margin.amount, margin.more) == ("much", 1, True)
    assert (margin.unit, margin.kind) == ("things", "count")


def test_only_time_changes_an_age_so_it_has_no_margin():
    of = measured("age", "0: {over: 24}, 1: {up_to: 24}", "at_most: 0")
    text = facts(fact("f", "period: 2020, seen_by: independent, scores: {much: {why: w}}"))
    found = card(of, text).gates[0]
    assert (found.fired, found.margin) == (True, None)


def test_the_facts_of_a_gate_are_told_where_it_fires():
    of = measured("count", DOWN, "at_most: 1")
    assert (gate(of, "count: 20").fired, gate(of, "count: 20").facts) == (True, ("f",))
    assert (gate(of, "count: 2").fired, gate(of, "count: 2").facts) == (False, ())
    within = gate(of, "low: 2, high: 20")
    assert (within.fired_low, within.facts) == (True, ("f",) if within.fired else ())
