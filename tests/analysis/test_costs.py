"""What costs a place most, where weights times shares do not say it: the sum is done again."""

from __future__ import annotations

from fractions import Fraction

import pytest

from build import CITY, card, facts, rubric
from scorecard.analysis.costs import costs, unknowns

HEAD = """
    format: rubric/1
    title: Costs
    version: "1"
    grades: municipality
"""


def answers(**given: str) -> str:
    """A city file with an answer of each criterion: a level, or a figure."""
    lines = []
    for name, said in given.items():
        figure, level = f"figure: {{value: {said}}}, ", ""
        if not said[0].isdigit():
            figure, level = "", f"level: {said}, "
        lines.append(
            f"{name}: {{claim: C., confidence: high, sources: s, {figure}"
            f"scores: {{{name}: {{{level}why: w}}}}}}\n"
        )
    return facts("".join(lines), CITY)


def costing(of, found=costs, **given: str) -> dict[str, Fraction]:
    return {one.finding.criterion: one.share for one in found(card(of, answers(**given)))}


BONUSES = (
    HEAD
    + """
    ceiling: 90
    components:
      basics:
        title: Basics
        criteria:
          law: {question: Law?, weight: 8, scale: yes/no}
          staff: {question: Staff?, weight: 2, scale: yes/no}
          raids: {question: Raids?, penalty: 6, scale: {levels: {none: 0, some: 1, many: 2}}}
      extras:
        title: Extras
        criteria: {card: {question: Card?, bonus: 1, scale: yes/no}}
    """
)


def test_a_penalty_and_a_bonus_that_is_missed_cost_what_they_would_add():
    """(8 - 3) / 10 is 50 %. Without the penalty 80, with staff 70, with the card 60."""
    given = {"law": "yes", "staff": "no", "raids": "some", "card": "no"}
    assert costing(rubric(BONUSES), **given) == {
        "raids": Fraction(3, 10),
        "staff": Fraction(2, 10),
        "card": Fraction(1, 10),
    }


def test_nothing_costs_more_than_the_ceiling_leaves():
    """8 / 10 is 80 %; staff would make 100, of which the ceiling leaves 90; so would the card."""
    given = {"law": "yes", "staff": "no", "raids": "none", "card": "no"}
    assert costing(rubric(BONUSES), **given) == {"staff": Fraction(1, 10), "card": Fraction(1, 10)}


def test_what_an_open_bonus_holds_of_the_range():
    """Of what nobody has shown: the card from 0 to 1 of 10, the raids from -6 to 0."""
    open_ = costing(rubric(BONUSES), unknowns, law="yes", staff="no")
    assert open_ == {"raids": Fraction(6, 10), "card": Fraction(1, 10)}


LOWEST = """
    components:
      all:
        title: All
        aggregate: minimum
        criteria:
          early: {question: Early?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
          late: {question: Late?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
    """


def test_only_the_lowest_costs_under_a_minimum():
    """The lowest of 60 and 40: with full marks for 40, the lowest is 60."""
    assert costing(rubric(HEAD + LOWEST), early="60", late="40") == {"late": Fraction(1, 5)}


def test_a_product_with_nothing_in_it():
    """0 to the half times 1 is 0; with full marks 1."""
    product = rubric(HEAD + LOWEST.replace("minimum", "geometric_mean"))
    assert costing(product, early="0", late="100") == {"early": pytest.approx(1)}


def test_where_the_grade_is_withheld_both_ends_of_the_range_move():
    """2 of 10 are answered. With staff the low end goes from -60 to -40 %, and the high end from
    90 to 110 %, of which a ceiling of 90 leaves nothing."""
    without = BONUSES.replace("ceiling: 90", "withhold_under: 1/2")
    assert costing(rubric(without), staff="no") == {"staff": Fraction(1, 5)}
    held = BONUSES.replace("ceiling: 90", "ceiling: 90\n    withhold_under: 1/2")
    assert costing(rubric(held), staff="no") == {}
