"""E9: what does not apply, and what is unknown."""

from datetime import date
from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, rubric
from scorecard.model.result import Scorecard
from short import fact, refused, report

TEXT = """
    format: rubric/1
    title: Cards
    version: "1"
    grades: [municipality, region]
    tracks: {policy: 1}
    components:
      papers:
        title: Papers
        criteria:
          card:
            question: Does it take its own card?
            weight: 2
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
          sibling:
            question: Does it take other papers?
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
      rest:
        title: Rest
        criteria:
          of-cities:
            question: Of cities only?
            weight: 3
            not_applicable: {kinds: [region], why: A region has no such thing.}
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
          last:
            question: Last?
            weight: 4
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
"""
CARDS = rubric(TEXT)


def stated(when: str = "") -> str:
    """A city file that says that `card` does not apply."""
    return f"{CITY}not_applicable: {{card: {{why: There is no card., sources: s{when}}}}}\n"


def levels(**given: int) -> str:
    return "".join(
        fact(name, f"effect: adopts, date: 2010, scores: {{{name}: {{level: {level}, why: w}}}}")
        for name, level in given.items()
    )


def graded(head: str, as_of: date = TODAY, **given: int) -> Scorecard:
    return card(CARDS, facts(levels(**given), head), as_of)


def test_the_city_file_states_it_with_a_reason():
    found = graded(stated(), sibling=4).finding("card", "policy")
    assert (found.status, found.why) == ("not-applicable", "There is no card.")


def test_the_rubric_states_it_by_kind_of_body_with_a_reason():
    region = graded(CITY.replace("municipality", "region"), last=4).finding("of-cities", "policy")
    assert (region.status, region.why) == ("not-applicable", "A region has no such thing.")
    assert graded(CITY, last=4).finding("of-cities", "policy").status == "unknown"


@pytest.mark.parametrize("missing", ["why: There is no card.,", ", sources: s"])
def test_a_city_file_gives_its_reason_and_a_source(missing):
    assert refused(facts(levels(last=4), stated().replace(missing, "")), CARDS) != []


@pytest.mark.parametrize(
    ("when", "as_of", "applies"),
    [
        ("from: 2020", date(2019, 12, 31), True),
        ("from: 2020", date(2020, 1, 1), False),
        ("from: 2020-06", date(2020, 6, 1), False),  # `from` is the first day
        ("until: 2022", date(2022, 12, 31), False),  # `until` the last
        ("until: 2022", date(2023, 1, 1), True),
    ],
)
def test_it_may_hold_for_a_time(when, as_of, applies):
    found = graded(stated(f", {when}"), as_of, sibling=4).finding("card", "policy")
    assert found.status == ("unknown" if applies else "not-applicable")


GIVEN = {"sibling": 2, "of-cities": 4, "last": 1}


def test_it_leaves_numerator_and_denominator():
    """Of weights 1, 3 and 4: (1 x 1/2 + 3 x 1 + 4 x 1/4) / 8 = 4.5 / 8, all of it known, and a
    level that a fact gives `card` counts for nothing."""
    score = graded(stated(), card=4, **GIVEN).track("policy").score
    assert score.point == score.low == score.high == Fraction("4.5") / 8
    assert score.coverage == 1


def test_no_weight_moves_to_a_named_sibling():
    """With `card` the weights are 2, 1, 3, 4 of 10; without it 1, 3, 4 of 8, each in proportion:
    `sibling` does not become 3 of 10."""
    without = graded(stated(), **GIVEN)
    shares = {name: share for name, _, share in without.weights}
    assert shares == {
        "sibling": Fraction(1, 8),
        "of-cities": Fraction(3, 8),
        "last": Fraction(4, 8),
    }


def test_unknown_is_not_not_applicable():
    """`card` stays in the denominator: low 4.5 / 10, high 6.5 / 10, coverage 8/10."""
    score = graded(CITY, **GIVEN).track("policy").score
    assert (score.low, score.high) == (Fraction("4.5") / 10, Fraction("6.5") / 10)
    assert score.coverage == Fraction(8, 10)


LOOKED = """\
looked_for:
  - {criterion: card, track: policy, searched: The by-laws in force., when: 2025-11}
  - {criterion: last, track: policy, searched: A request for records., when: 2024-02,
     found: refused}
"""


def test_what_was_looked_for_stays_unknown():
    found = graded(CITY + LOOKED, sibling=4).finding("card", "policy")
    assert (found.status, found.low, found.high) == ("unknown", 0, 1)


@pytest.mark.parametrize(
    "said",
    ["The by-laws in force.", "November 2025", "nothing", "A request for records.", "refused"],
)
def test_what_was_looked_for_is_printed_as_what_nobody_has_shown(said):
    """The criterion, the track, what was searched, when, and that nothing came of it."""
    _, _, section = report(graded(CITY + LOOKED, sibling=4)).partition("What nobody has shown")
    section, _, _ = section.partition("##")
    assert "Does it take its own card? (card;" in section
    assert said in section
