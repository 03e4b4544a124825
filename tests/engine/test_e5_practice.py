"""E5: practice is what was seen in the latest period, by those best placed to see it."""

import re
from datetime import date
from fractions import Fraction

import pytest

from build import CITY, ROOT, TODAY, card, facts, rubric
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.model.result import BodyFinding
from short import fact

TEXT = """
    format: rubric/1
    title: Practice
    version: "1"
    grades: municipality
    tracks: {practice: 1}
    components:
      c:
        title: C
        criteria:
          newest:
            question: Newest?
            weight: 1
            practice: {0: Never., 1: Rarely., 2: At times., 3: Mostly., 4: Always.}
          worst:
            question: Worst?
            weight: 1
            practice: {combine: worst, 0: A., 1: B., 2: C., 3: D., 4: E.}
          tally:
            question: In how many languages?
            weight: 1
            practice:
              combine: tally
              measure: {kind: count, units: [languages], shelf_life: 24}
              0: {under: 1}
              1: {from: 1, under: 3}
              2: {from: 3}
          rate:
            question: How often?
            weight: 1
            practice:
              measure: {kind: rate, units: [checks, all contacts]}
              0: {from: 100}
              1: {from: 50, under: 100}
              2: {under: 50}
"""
FOUR = rubric(TEXT)
BETTER_PLACED = "seen_by: [own, community, independent, border agency]"
OWN_FIRST = rubric(TEXT.replace("    title: P", f"    {BETTER_PLACED}\n    title: P"))


def seen(name: str, by: str, period: str, rest: object, criterion: str = "newest") -> str:
    """A fact of practice; `rest` is a level, or a figure."""
    shows = f"{{level: {rest}, why: w}}" if isinstance(rest, int) else "{why: w}"
    more = "" if isinstance(rest, int) else f"{rest}, "
    when = f"period: {period}, seen_by: {by}"
    return fact(name, f"{when}, {more}scores: {{{criterion}: {shows}}}")


def stands(*lines: str, criterion: str = "newest", as_of: date = TODAY, of=FOUR) -> BodyFinding:
    head = f"{CITY}population: {{2021: 100000}}\n"
    found = card(of, facts("".join(lines), head), as_of).finding(criterion, "practice")
    return found.bodies[0]


def fact_that_stands(*lines: str, **more) -> list[str]:
    return [reading.fact for reading in stands(*lines, **more).standing]


# ---------------------------------------------------------------- the window


def test_only_facts_inside_the_shelf_life_are_looked_at():
    """The border agency is better placed, but its fact ended 36 months and a day ago."""
    old = seen("old", "border agency", "2023-11-21", 0)
    new = seen("new", "own", "2026-10", 3)
    assert fact_that_stands(old, new) == ["new"]


def test_a_fact_of_36_months_ago_to_the_day_is_inside():
    old = seen("old", "border agency", "2023-11-22", 0)
    new = seen("new", "own", "2026-10", 3)
    assert fact_that_stands(old, new) == ["old"]


def test_where_there_is_none_the_window_slides_back_to_end_with_the_latest_fact():
    """The latest ended with 2020; within the 36 months before that is the better placed one of
    2018, and no longer that of 2016."""
    latest = seen("latest", "own", "2020", 3)
    inside = seen("inside", "independent", "2018", 2)
    outside = seen("outside", "border agency", "2016", 0)
    found = stands(latest, inside, outside)
    assert [reading.fact for reading in found.standing] == ["inside"]
    assert "last-known" in found.marks


# ---------------------------------------------------------------- newest


def test_newest_is_the_default():
    found = fact_that_stands(
        seen("low", "independent", "2024", 0), seen("new", "independent", "2025", 3)
    )
    assert found == ["new"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [("border agency", "independent"), ("independent", "community"), ("community", "own")],
)
def test_first_comes_the_order_of_who_saw_it(better, worse):
    """Though the other is later."""
    one = seen("one", better, "2024", 2)
    other = seen("other", worse, "2025", 2)
    assert fact_that_stands(one, other) == ["one"]


def test_the_order_of_who_saw_it_is_the_rubric_s():
    one = seen("one", "border agency", "2025", 2)
    other = seen("other", "own", "2024", 2)
    assert fact_that_stands(one, other, of=OWN_FIRST) == ["other"]


def test_then_the_latest_end_of_period():
    """Though the earlier shows less."""
    earlier = seen("earlier", "independent", "2025-03", 1)
    later = seen("later", "independent", "{from: 2020, to: 2025-04}", 3)
    assert fact_that_stands(earlier, later) == ["later"]


def test_then_the_preferred_unit():
    """Though all contacts show a lower level: 120 a year against 60."""
    broad = seen("a", "independent", "2025", "figure: {count: 120, of: all contacts}", "rate")
    checks = seen("b", "independent", "2025", "figure: {count: 60, of: checks}", "rate")
    assert fact_that_stands(broad, checks, criterion="rate") == ["b"]


def test_then_the_period_nearest_twelve_months():
    """9 months are 3 from twelve, 24 months are 12, one month is 11."""
    facts_ = [
        seen("a", "independent", "{from: 2024, to: 2025}", 0),
        seen("b", "independent", "{from: 2025-04, to: 2025-12}", 3),
        seen("c", "independent", "2025-12", 1),
    ]
    assert fact_that_stands(*facts_) == ["b"]


def test_then_the_lower_level():
    higher = seen("a", "independent", "2025", 3)
    lower = seen("b", "independent", "2025", 1)
    assert fact_that_stands(higher, lower) == ["b"]


def test_then_the_id():
    second = seen("b", "independent", "2025", 3)
    first = seen("a", "independent", "2025", 3)
    assert fact_that_stands(second, first) == ["a"]


# ---------------------------------------------------------------- worst


def test_worst_is_the_lowest_level_in_the_window():
    """Whoever saw it and whenever, as long as it is inside."""
    facts_ = [
        seen("agency", "border agency", "2026-10", 3, "worst"),
        seen("resident", "community", "2024", 1, "worst"),
        seen("old", "independent", "2022", 0, "worst"),
    ]
    found = stands(*facts_, criterion="worst")
    assert [reading.fact for reading in found.standing] == ["resident"]
    assert found.low == found.point == found.high == Fraction(1, 4)


# ---------------------------------------------------------------- tally


def language(name: str, period: str) -> str:
    return fact(name, f"period: {period}, seen_by: independent, scores: {{tally: {{why: w}}}}")


@pytest.mark.parametrize(("months", "level"), [(1, "1"), (2, "1"), (3, "2"), (4, "2")])
def test_tally_counts_the_facts_and_applies_the_bounds(months, level):
    """From 3 on it is level 2."""
    lines = [language(f"l{month}", f"2026-{month:02}") for month in range(1, months + 1)]
    assert stands(*lines, criterion="tally").level == level


def test_tally_counts_inside_the_window_only():
    """Its shelf life is 24 months: two inside, one outside."""
    lines = [language("a", "2026-01"), language("b", "2024-12"), language("c", "2024-10")]
    assert stands(*lines, criterion="tally").level == "1"


def test_nothing_on_file_is_unknown_and_not_none():
    """None counted would be level 0."""
    found = stands(seen("else", "own", "2025", 3), criterion="tally")
    assert found.point is None


def counted(figure: str) -> str:
    return seen("some", "independent", "2026-01", f"figure: {{{figure}}}", "tally")


def test_a_tally_of_what_is_known_within_limits_has_a_range():
    """One, and 0 to 4, say 1: of 2 in all level 1, of 1 too, of 5 level 2."""
    some = counted("low: 0, count: 1, high: 4, of: languages")
    found = stands(language("one", "2026-02"), some, criterion="tally")
    assert (found.low, found.point, found.high) == (Fraction(1, 2), Fraction(1, 2), 1)


def test_a_tally_in_a_broader_unit_ranges_up_to_the_best_a_figure_can_give():
    of = rubric(TEXT.replace("units: [languages]", "units: [languages, leaflets]"))
    found = stands(counted("count: 1, of: leaflets"), criterion="tally", of=of)
    assert (found.point, found.high) == (Fraction(1, 2), 1)
    assert found.marks == ("broader-unit",)


# ---------------------------------------------------------------- one account


def account(name: str, period: str, level: int) -> str:
    when = f"period: {period}, seen_by: independent, case: yes"
    return fact(name, f"{when}, scores: {{newest: {{level: {level}, why: w}}}}")


def test_one_account_stands_only_where_nothing_else_does():
    """It is later and better placed than the body's own figure."""
    test = seen("test", "own", "2024", 3)
    assert fact_that_stands(account("told", "2025", 0)) == ["told"]
    assert fact_that_stands(account("told", "2025", 0), test) == ["test"]


def test_one_account_does_not_stand_against_a_study_under_worst_either():
    told = account("told", "2025", 0).replace("newest", "worst")
    study = seen("study", "community", "2024", 2, "worst")
    assert fact_that_stands(told, study, criterion="worst") == ["study"]


def test_a_figure_outside_the_window_does_not_displace_one_account():
    test = seen("test", "independent", "2019", 3)
    assert fact_that_stands(account("told", "2025", 0), test) == ["told"]


# ---------------------------------------------------------------- contested


def contested(*lines: str) -> list[str]:
    return [reading.fact for reading in stands(*lines).contested]


AGENCY = seen("agency", "border agency", "2025", 1)


def test_another_level_for_an_overlapping_period_is_contested():
    """2024-07 to 2025-06 overlaps 2025; it does not widen the range."""
    tally = seen("tally", "own", "{from: 2024-07, to: 2025-06}", 3)
    assert contested(AGENCY, tally) == ["tally"]
    found = stands(AGENCY, tally)
    assert found.low == found.point == found.high == Fraction(1, 4)


def test_the_same_level_is_not_contested():
    assert contested(AGENCY, seen("tally", "own", "2025", 1)) == []


def test_a_period_that_does_not_overlap_is_not_contested():
    assert contested(AGENCY, seen("tally", "own", "2024", 3)) == []


# ---------------------------------------------------------------- time


def test_anchors_of_the_shipped_rubrics_carry_no_window_of_their_own():
    library = Library([Layer(ROOT, "shipped")])
    said = []
    for name in library.ids("rubrics"):
        for key, criterion in library.rubric(name)[0].criteria.items():
            scale = criterion.practice
            if scale is None or (scale.measure is not None and scale.measure.kind == "age"):
                continue
            said += [
                (key, level.text)
                for level in scale.levels.values()
                if re.search(r"(past|last) (\w+ )?(months?|years?)\b", level.text or "")
            ]
    assert said == []
