"""E3: levels, and figures that the program turns into levels."""

from datetime import date
from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, place, rubric
from scorecard.engine.grade import grade
from scorecard.model.result import BodyFinding
from scorecard.report import answers, words
from short import fact, refused, refused_rubric

WEEK = Fraction("365.25") / 7

HEAD = """
    format: rubric/1
    title: Figures
    version: "1"
    grades: municipality
    speaks_for: [police-service]
    tracks: {policy: 0.5, practice: 0.5}
    components:
      c:
        title: C
        criteria:
"""
FIGURES = rubric(f"""{HEAD}
          words:
            question: In words?
            weight: 1
            policy:
              0: {{points: 0, text: Against.}}
              1: {{points: 1, text: Little.}}
              2: {{points: 2, text: Some.}}
              3: {{points: 8, text: All.}}
            practice: {{0: Never., 1: Rarely., 2: At times., 3: Mostly., 4: Always.}}
          rate:
            question: How many calls?
            weight: 1
            practice:
              measure: {{kind: rate, units: [checks, all contacts], shelf_life: 120}}
              0: {{from: 100}}
              1: {{from: 50, under: 100}}
              2: {{from: 10, under: 50}}
              3: {{over: 0, under: 10}}
              4: {{exactly: 0, and: The body publishes it.}}
          police-rate:
            question: How many calls by police?
            whose: police-service
            weight: 1
            practice:
              measure: {{kind: rate, units: [checks], shelf_life: 120}}
              0: {{from: 10}}
              1: {{under: 10}}
          share:
            question: What share is served?
            weight: 1
            practice:
              measure: {{kind: share, units: [test enquiries]}}
              0: {{under: 40}}
              1: {{from: 40, up_to: 80}}
              2: {{over: 80, text: Or by an audit.}}
              3: Everybody, in the words of an audit.
          count:
            question: How many offices?
            weight: 1
            practice:
              measure: {{kind: count, units: [offices]}}
              0: {{exactly: 0}}
              1: {{over: 0, up_to: 3}}
              2: {{over: 3}}
          value:
            question: What does it cost?
            weight: 1
            practice:
              measure: {{kind: value, units: [dollars]}}
              0: {{from: 20}}
              1: {{under: 20}}
          age:
            question: How long ago was the audit?
            weight: 1
            practice:
              measure: {{kind: age, shelf_life: 60}}
              0: {{over: 24}}
              1: {{up_to: 24}}
""")
RESIDENTS = "population: {2016: 100000, 2021: 200000}\n"


def stands(
    criterion: str, rest: str, as_of: date = TODAY, head: str = CITY + RESIDENTS
) -> BodyFinding:
    city = fact("it", f"{rest}, scores: {{{criterion}: {{why: w}}}}")
    found = card(FIGURES, facts(city, head), as_of).finding(criterion, "practice")
    return found.bodies[0]


def rated(figure: str, period: str = "2016") -> BodyFinding:
    """What a figure shows on `rate`; in 2016 there are 100,000 residents, so a count is a rate."""
    rest = f"period: {period}, seen_by: independent, figure: {{{figure}, of: checks}}"
    return stands("rate", rest, date(2022, 12, 31))


# ---------------------------------------------------------------- levels


@pytest.mark.parametrize(("level", "share"), [(0, "0"), (1, "1/8"), (2, "1/4"), (3, "1")])
def test_a_level_gives_the_points_the_rubric_sets(level, share):
    """0, 1, 2 and 8 points, of 8."""
    city = fact("it", f"effect: adopts, date: 2020, scores: {{words: {{level: {level}, why: w}}}}")
    assert card(FIGURES, facts(city)).finding("words", "policy").point == Fraction(share)


def test_two_neighbouring_levels_range_over_both_and_their_mean_is_the_point():
    """Levels 2 and 3 of 4: 1/2 to 3/4, mean 5/8."""
    seen = "period: 2025, seen_by: independent, scores: {words: {level: 2-3, why: w}}"
    found = card(FIGURES, facts(fact("it", seen))).finding("words", "practice")
    assert (found.low, found.point, found.high) == (
        Fraction(1, 2),
        Fraction(5, 8),
        Fraction(3, 4),
    )


def test_the_mean_of_two_levels_is_of_their_points():
    """Levels 2 and 3 give 2 and 8 points of 8: the mean is 5/8, not that of the names."""
    rule = "effect: adopts, date: 2025, scores: {words: {level: 2-3, why: w}}"
    assert card(FIGURES, facts(fact("it", rule))).finding("words", "policy").point == Fraction(5, 8)


# ---------------------------------------------------------------- bounds


@pytest.mark.parametrize(
    ("count", "level"),
    [
        ("150", "0"),
        ("100", "0"),  # from: 100
        ("99.9", "1"),  # under: 100
        ("50", "1"),  # from: 50
        ("49.9", "2"),
        ("10", "2"),
        ("9.9", "3"),
        ("0.1", "3"),  # over: 0
    ],
)
def test_a_figure_reaches_the_level_whose_bounds_hold(count, level):
    found = rated(f"count: {count}")
    assert found.level == level
    assert found.low == found.point == found.high == Fraction(int(level), 4)


@pytest.mark.parametrize(("share", "level"), [("39.9", "0"), ("40", "1"), ("80", "1")])
def test_up_to_counts_the_threshold_in(share, level):
    seen = f"period: 2025, seen_by: independent, figure: {{share: {share}, of: test enquiries}}"
    assert stands("share", seen).level == level


def test_over_does_not_count_the_threshold_in():
    seen = "period: 2025, seen_by: independent, figure: {share: 80.1, of: test enquiries}"
    assert stands("share", seen).level == "2"


BY_KIND = """
          calls:
            question: How many?
            weight: 1
            practice:
              measure: {kind: count, units: [calls]}
              0: {from: 10, by_kind: {police-service: {from: 100}}}
              1: {under: 10, by_kind: {police-service: {under: 100}}}
"""


@pytest.mark.parametrize(("kind", "level"), [("municipality", "0"), ("police-service", "1")])
def test_bounds_may_differ_by_kind_of_body(kind, level):
    """50 calls: 10 and over for a municipality, under 100 for police."""
    of = rubric(HEAD.replace("{policy: 0.5, practice: 0.5}", "{practice: 1}") + BY_KIND)
    seen = "period: 2025, seen_by: independent, figure: {count: 50, of: calls}"
    head = CITY.replace("kind: municipality", f"kind: {kind}")
    city = facts(fact("it", f"{seen}, scores: {{calls: {{why: w}}}}"), head)
    assert card(of, city).finding("calls", "practice").stands.level == level


@pytest.mark.parametrize(
    ("lower", "upper", "code"),
    [
        ("{under: 10}", "{over: 10}", "bounds-gap"),  # 10 itself
        ("{under: 10}", "{from: 20}", "bounds-gap"),
        ("{up_to: 10}", "{from: 10}", "bounds-overlap"),  # 10 itself
        ("{under: 20}", "{from: 10}", "bounds-overlap"),
        ("{exactly: 0}", "{from: 1}", "bounds-gap"),
        ("{exactly: 0}", "{from: 0}", "bounds-overlap"),
        ("{from: 5, under: 10}", "{from: 10}", "bounds-gap"),  # nothing under 5
        ("{under: 10}", "{from: 10, under: 50}", "bounds-gap"),  # nothing from 50
    ],
)
def test_check_refuses_gaps_and_overlaps(lower, upper, code):
    text = BY_KIND.replace("{under: 10, by_kind: {police-service: {under: 100}}}", lower)
    text = text.replace("{from: 10, by_kind: {police-service: {from: 100}}}", upper)
    assert code in refused_rubric(HEAD + text)


def test_check_refuses_a_gap_for_one_kind_of_body():
    assert "bounds-gap" in refused_rubric(HEAD + BY_KIND.replace("{from: 100}", "{from: 200}"))


def test_a_level_without_bounds_is_given_by_word_only():
    """100 % served is level 2, the best that has bounds; an audit's words give level 3."""
    seen = "period: 2025, seen_by: independent"
    figure = stands("share", f"{seen}, figure: {{share: 100, of: test enquiries}}")
    assert figure.level == "2"
    city = facts(fact("it", f"{seen}, scores: {{share: {{level: 3, why: w}}}}"))
    assert card(FIGURES, city).finding("share", "practice").point == 1


def test_what_a_figure_cannot_show_leaves_it_at_the_level_below():
    """0 calls would be level 4, which also asks for publication: level 3."""
    found = rated("count: 0")
    assert found.level == "3"
    assert found.low == found.point == found.high == Fraction(3, 4)


def test_what_a_figure_cannot_show_may_be_shown_by_the_fact():
    zero = "period: 2016, seen_by: independent, figure: {count: 0, of: checks}"
    city = fact("it", f"{zero}, scores: {{rate: {{and_shown: yes, why: It publishes.}}}}")
    found = card(FIGURES, facts(city, CITY + RESIDENTS)).finding("rate", "practice")
    assert found.stands.level == "4"


# ---------------------------------------------------------------- rates


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2016", Fraction(1)),
        ("2016-03", Fraction(1, 12)),
        ("{from: 2015-11, to: 2016-06}", Fraction(8, 12)),
        ("{from: 2015, to: 2016-06}", Fraction(18, 12)),
        ("2016-02-29", 1 / Fraction("365.25")),
        ("{from: 2016-01-01, to: 2016-12-31}", 366 / Fraction("365.25")),
        ("{from: 2016-02, to: 2016-03-01}", 30 / Fraction("365.25")),  # 29 of February and 1
    ],
)
def test_a_rate_is_count_by_years_by_residents_by_100000(period, years):
    """12 calls among the 100,000 residents of the census of 2016."""
    found = rated("count: 12", period)
    assert found.arithmetic.years == years
    assert found.arithmetic.value == 12 / years


def test_a_count_per_week_is_as_many_weeks_as_a_year_has():
    """2 a week are 2 x 365.25 / 7 = 104.4 a year per 100,000: level 0, whatever the period."""
    found = rated("count: 2, per: week", "2016-05")
    assert found.arithmetic.value == 2 * WEEK
    assert found.level == "0"


@pytest.mark.parametrize(
    ("period", "census"),
    [
        ("2013", 2016),
        ("2018", 2016),  # two years from 2016, three from 2021
        ("2019", 2021),
        ("{from: 2012, to: 2022}", 2016),  # the middle is 2017
        ("2022", 2021),
    ],
)
def test_residents_are_those_of_the_census_nearest_the_middle_of_the_period(period, census):
    assert rated("count: 1", period).arithmetic.census == census


def test_between_two_censuses_equally_near_the_later_counts():
    head = f"{CITY}population: {{2016: 100000, 2020: 200000}}\n"
    seen = "period: 2018, seen_by: independent, figure: {count: 60, of: checks}"
    assert stands("rate", seen, head=head).arithmetic.value == 30


def test_residents_are_those_of_the_area_the_body_serves():
    """The police serve 400,000: 60 calls are 15 per 100,000; of the city's 100,000, 60."""
    police = "name: Police, kind: police-service, speaks_for_city: yes"
    bodies = f"bodies: {{police: {{{police}, population: {{2016: 400000}}}}}}\n"
    seen = "body: police, period: 2016, seen_by: independent, figure: {count: 60, of: checks}"
    found = stands("police-rate", seen, head=CITY + RESIDENTS + bodies)
    assert found.arithmetic.value == 15


def test_a_body_without_residents_of_its_own_serves_those_of_the_city():
    bodies = "bodies: {police: {name: Police, kind: police-service, speaks_for_city: yes}}\n"
    seen = "body: police, period: 2016, seen_by: independent, figure: {count: 60, of: checks}"
    found = stands("police-rate", seen, head=CITY + RESIDENTS + bodies)
    assert found.arithmetic.value == 60


def test_under_20_events_the_count_is_printed_beside_the_rate():
    """19 calls in half a year: a rate of 38."""
    said = answers.figure(FIGURES, rated("count: 19", "{from: 2016-01, to: 2016-06}"))
    assert "19 " in said
    assert "38 per 100,000" in said


# ---------------------------------------------------------------- other figures


def test_a_share_is_read_as_given():
    seen = "period: 2025, seen_by: independent, figure: {share: 83.4, of: test enquiries}"
    assert stands("share", seen).arithmetic.value == Fraction("83.4")


@pytest.mark.parametrize(("count", "level"), [("0", "0"), ("3", "1"), ("4", "2")])
def test_a_count_is_read_as_given_whatever_the_period(count, level):
    """Over three years, and among however many residents."""
    span = "period: {from: 2023, to: 2025}, seen_by: independent"
    found = stands("count", f"{span}, figure: {{count: {count}, of: offices}}")
    assert found.arithmetic.value == int(count)
    assert found.level == level


def test_a_value_is_read_as_given():
    seen = "period: {from: 2023, to: 2025}, seen_by: independent"
    found = stands("value", f"{seen}, figure: {{value: 19.50, of: dollars}}")
    assert found.arithmetic.value == Fraction("19.5")
    assert found.level == "1"


@pytest.mark.parametrize(
    ("period", "last_day_within_24_months"),
    [
        ("2022-11-22", date(2024, 11, 22)),
        ("2022-11", date(2024, 11, 30)),
        ("2022", date(2024, 12, 31)),
        ("2020-02-29", date(2022, 2, 28)),  # the 29th becomes the last day of the month
    ],
)
def test_a_bound_of_24_is_met_while_24_calendar_months_have_not_passed(
    period, last_day_within_24_months
):
    day_after = date.fromordinal(last_day_within_24_months.toordinal() + 1)
    seen = f"period: {period}, seen_by: independent"
    assert stands("age", seen, last_day_within_24_months).level == "1"
    assert stands("age", seen, day_after).level == "0"


# ---------------------------------------------------------------- ranges


def test_low_and_high_give_the_range_around_the_value():
    """8 is level 3, 20 level 2, 60 level 1."""
    found = rated("low: 8, count: 20, high: 60")
    assert (found.low, found.point, found.high) == (
        Fraction(1, 4),
        Fraction(2, 4),
        Fraction(3, 4),
    )


def test_without_a_value_the_point_is_the_mean_of_low_and_high():
    """The mean of 8 and 60 is 34, level 2."""
    found = rated("low: 8, high: 60")
    assert found.arithmetic.value == 34
    assert (found.low, found.point, found.high) == (
        Fraction(1, 4),
        Fraction(2, 4),
        Fraction(3, 4),
    )


def test_low_and_high_of_a_count_become_rates_as_the_count_does():
    """In half a year 4, 10 and 30 are 8, 20 and 60 a year."""
    found = rated("low: 4, count: 10, high: 30", "{from: 2016-01, to: 2016-06}")
    sums = found.arithmetic
    assert (sums.low, sums.value, sums.high) == (8, 20, 60)
    assert (found.low, found.point, found.high) == (
        Fraction(1, 4),
        Fraction(2, 4),
        Fraction(3, 4),
    )


def test_approx_is_printed():
    assert "about" in answers.figure(FIGURES, rated("count: 700, approx: yes"))
    assert "about" not in answers.figure(FIGURES, rated("count: 700"))


# ---------------------------------------------------------------- units


@pytest.mark.parametrize("figure", ["count: 5", "count: 5, of: letters"])
def test_the_unit_is_part_of_the_figure(figure):
    seen = f"period: 2016, seen_by: independent, figure: {{{figure}}}, scores: {{rate: {{why: w}}}}"
    assert "unknown-unit" in refused(facts(fact("it", seen), CITY + RESIDENTS), FIGURES)


def test_a_broader_unit_is_labelled_and_ranges_up_to_the_best_a_figure_can_give():
    """60 of all contacts is level 1; the checks among them may be as few as level 3 says, and
    level 4 asks for more than a figure."""
    seen = "period: 2016, seen_by: independent, figure: {count: 60, of: all contacts}"
    found = stands("rate", seen)
    assert (found.low, found.point, found.high) == (
        Fraction(1, 4),
        Fraction(1, 4),
        Fraction(3, 4),
    )
    assert "broader unit" in words.marks(found)


def test_the_preferred_unit_is_not_labelled_and_does_not_range():
    found = rated("count: 60")
    assert found.low == found.point == found.high == Fraction(1, 4)
    assert "broader unit" not in words.marks(found)


def test_where_no_level_asks_for_more_a_broader_unit_ranges_up_to_the_top():
    of = rubric(
        HEAD.replace("{policy: 0.5, practice: 0.5}", "{practice: 1}")
        + BY_KIND.replace("[calls]", "[calls, contacts]")
    )
    seen = "period: 2025, seen_by: independent, figure: {count: 50, of: contacts}"
    city = place(facts(fact("it", f"{seen}, scores: {{calls: {{why: w}}}}")), of)
    found = grade(of, city, TODAY).finding("calls", "practice")
    assert (found.low, found.point, found.high) == (0, 0, 1)
