"""Periods, populations and what a place knows of its bodies."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from pydantic import ValidationError

from build import CITY, facts, place
from scorecard.model.place import NotApplicable, Period, Population, middle_year, years


def period(text: str) -> Period:
    """`2014` or `2014-11 to 2015-06` as a period."""
    start, _, end = text.partition(" to ")
    return Period.model_validate({"from": start, "to": end} if end else start)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2023", Fraction(1)),
        ("2016", Fraction(1)),
        ("2014 to 2016", Fraction(3)),
        ("2015-10", Fraction(1, 12)),
        ("2014-11 to 2015-06", Fraction(8, 12)),
        ("2014-11 to 2015-10", Fraction(1)),
        ("2014 to 2015-06", Fraction(18, 12)),
        ("2015-06-10", 1 / Fraction("365.25")),
        ("2015-06-01 to 2015-06-10", 10 / Fraction("365.25")),
        ("2015-01-01 to 2015-12-31", 365 / Fraction("365.25")),
        ("2016-01-01 to 2016-12-31", 366 / Fraction("365.25")),
        ("2015 to 2015-12-31", 365 / Fraction("365.25")),
        ("2015-01-01 to 2015", 365 / Fraction("365.25")),
        ("2015-02 to 2015-03-01", 29 / Fraction("365.25")),
    ],
)
def test_years(text, length):
    assert years(period(text)) == length


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2016", 2016),
        ("2014 to 2016", 2015),
        ("2015-10", 2015),
        # 242 days from 1 November 2014; the middle is 2 March 2015.
        ("2014-11 to 2015-06", 2015),
        # 1,461 days; 730 and a half from 1 January 2014 is 1 January 2016, at noon.
        ("2014 to 2017", 2016),
        # 1,461 days; 730 and a half from 1 January 2019 is 31 December 2020, at noon.
        ("2019 to 2022", 2020),
        # 14 days from 25 December; the middle is the midnight that starts 2021.
        ("2020-12-25 to 2021-01-07", 2021),
        ("2020-12-24 to 2021-01-06", 2020),
        ("2020-12-31 to 2021-01-01", 2021),
        ("9999", 9999),
        ("9999-12-31", 9999),
    ],
)
def test_the_year_of_the_middle(text, year):
    assert middle_year(period(text)) == year


@pytest.mark.parametrize(
    ("censuses", "year", "nearest"),
    [
        ({"2016": "10", "2021": "20"}, 2016, (2016, 10)),
        ({"2016": "10", "2021": "20"}, 2018, (2016, 10)),
        ({"2016": "10", "2021": "20"}, 2019, (2021, 20)),
        ({"2016": "10", "2021": "20"}, 1990, (2016, 10)),
        ({"2016": "10", "2021": "20"}, 2050, (2021, 20)),
        ({"2011": "10", "2021": "20"}, 2016, (2021, 20)),
        ({"2021": "20", "2011": "10"}, 2016, (2021, 20)),
        ({"2016": "10", "2018": "15", "2020": "20"}, 2017, (2018, 15)),
        ({"2006": "10"}, 2024, (2006, 10)),
    ],
)
def test_the_nearest_census_is_the_later_on_a_tie(censuses, year, nearest):
    assert Population.model_validate(censuses).nearest(year) == nearest


def test_a_source_stands_beside_the_years():
    read = Population.model_validate({"2021": "20", "source": "census"})
    assert (read.censuses, read.source) == ({"2021": 20}, "census")


@pytest.mark.parametrize("year", ["21", "20211", "2021-05", "latest", "٢٠٢١"])
def test_what_is_no_census_year(year):
    with pytest.raises(ValidationError):
        Population.model_validate({year: "20"})


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("2015", date(2015, 1, 1), date(2015, 12, 31), "2015"),
        ("2015-06", date(2015, 6, 1), date(2015, 6, 30), "2015-06"),
        ("2014 to 2015-06", date(2014, 1, 1), date(2015, 6, 30), "2014 to 2015-06"),
        ("2015 to 2015", date(2015, 1, 1), date(2015, 12, 31), "2015"),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(text, first, last, shown):
    read = period(text)
    assert (read.first(), read.last(), str(read)) == (first, last, shown)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2015", "2015-06", True),
        ("2015", "2016", False),
        ("2015", "2015-12-31 to 2016", True),
        ("2014 to 2016", "2015", True),
        ("2015-01-01", "2014-12-31", False),
    ],
)
def test_periods_overlap(one, other, overlap):
    assert period(one).overlaps(period(other)) is overlap
    assert period(other).overlaps(period(one)) is overlap


@pytest.mark.parametrize(
    ("said", "day", "holds"),
    [
        ({}, date(1900, 1, 1), True),
        ({"from": "2020-06"}, date(2020, 5, 31), False),
        ({"from": "2020-06"}, date(2020, 6, 1), True),
        ({"until": "2020-06"}, date(2020, 6, 30), True),
        ({"until": "2020-06"}, date(2020, 7, 1), False),
        ({"from": "2019", "until": "2020"}, date(2020, 12, 31), True),
    ],
)
def test_not_applicable_for_a_time(said, day, holds):
    read = NotApplicable.model_validate({"why": "It has none.", "sources": "s", **said})
    assert read.holds(day) is holds


HEAD = (
    CITY
    + """\
population: {2021: 1000}
bodies:
  police: {name: Sampleton Police, kind: police-service, speaks_for_city: yes}
  schools: {name: Sampleton Schools, kind: school-board, population: {2021: 400}}
"""
)


def test_a_fact_knows_its_track_and_its_end():
    read = place(
        facts(
            """\
            rule: {claim: A rule., effect: adopts, date: 2014-06, confidence: high, sources: s,
                   context: Not placed.}
            deed: {claim: A deed., period: {from: 2014, to: 2015-06}, confidence: high, sources: s,
                   context: Not placed., body: police}
            """,
            HEAD,
        )
    )
    rule, deed = read.city.facts["rule"], read.city.facts["deed"]
    assert (rule.track, rule.ended()) == ("policy", date(2014, 6, 30))
    assert (deed.track, deed.ended()) == ("practice", date(2015, 6, 30))
    assert [(name, body) for name, body, _, _ in read.facts()] == [
        ("rule", None),
        ("deed", "police"),
    ]
    assert [source.title for source in read.sources_of(deed)] == ["A page"]


def test_a_source_used_once_may_stand_inline():
    read = place(
        facts(
            """\
            deed:
              claim: A deed.
              period: 2014
              confidence: high
              context: Not placed.
              sources: [s, {title: Another page, publisher: A publisher, date: undated}]
            """,
            HEAD,
        )
    )
    titles = [source.title for source in read.sources_of(read.city.facts["deed"])]
    assert titles == ["A page", "Another page"]


def test_the_residents_of_the_area_a_body_serves():
    read = place(
        facts(
            "x: {claim: C., period: 2014, confidence: high, context: Not placed., sources: s}", HEAD
        )
    )
    served = {body: read.population(body) for body in (None, "police", "schools")}
    counts = {body: found.nearest(2021)[1] for body, found in served.items() if found}
    assert counts == {None: 1000, "police": 1000, "schools": 400}


def test_a_body_in_view():
    read = place(
        facts(
            "x: {claim: C., period: 2014, confidence: high, context: Not placed., sources: s}", HEAD
        )
    )
    assert (read.focus, read.kind) == (None, "municipality")
    viewed = read.at("police")
    assert (viewed.focus, viewed.kind) == ("police", "police-service")
    assert read.body_name(None) == "Sampleton"
    assert read.body_name("schools") == "Sampleton Schools"
