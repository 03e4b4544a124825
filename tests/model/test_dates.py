"""Partial dates, and months counted by the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from scorecard.model.dates import PartialDate, add_months, months_between


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-10", date(2014, 10, 1), date(2014, 10, 31)),
        ("2014-11", date(2014, 11, 1), date(2014, 11, 30)),
        ("2014-12", date(2014, 12, 1), date(2014, 12, 31)),
        ("2014-02", date(2014, 2, 1), date(2014, 2, 28)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2014-06-10", date(2014, 6, 10), date(2014, 6, 10)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 2, 29)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_the_days_that_a_partial_date_can_mean(text, first, last):
    read = PartialDate.parse(text)
    assert (read.first(), read.last()) == (first, last)
    assert str(read) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "14-10",
        "201",
        "20141",
        "20141010",
        "2014-1",
        "2014-1-1",
        "2014-00",
        "2014-13",
        "2014-10-00",
        "2014-10-32",
        "2014-11-31",
        "2014-02-29",
        "2014-",
        "2014-10-",
        "2014/10",
        "2014.10",
        "10-2014",
        "Oct 2014",
        "2014-10-10T00:00",
        " 2014",
        "2014\n",
        "-2014",
        "0000",
        "\uff12\uff10\uff11\uff14",
        "٢٠١٤",
    ],
)
def test_everything_else_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2020, 1, 15), 0, date(2020, 1, 15)),
        (date(2020, 1, 15), 1, date(2020, 2, 15)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2021, 1, 31), 3, date(2021, 4, 30)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2020, 12, 31), 1, date(2021, 1, 31)),
        (date(2020, 12, 31), 2, date(2021, 2, 28)),
        (date(2023, 11, 22), 36, date(2026, 11, 22)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 1, 15), -1, date(2019, 12, 15)),
        (date(2020, 1, 15), -13, date(2018, 12, 15)),
        (date(9999, 12, 1), 0, date(9999, 12, 1)),
        (date(9999, 12, 1), 1, date.max),
        (date(2020, 1, 1), 1_000_000, date.max),
        (date(1, 1, 15), -1, date.min),
    ],
)
def test_calendar_months(day, months, then):
    assert add_months(day, months) == then


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2020, 1, 15), date(2020, 1, 15), 0),
        (date(2020, 1, 15), date(2020, 2, 14), 0),
        (date(2020, 1, 15), date(2020, 2, 15), 1),
        (date(2020, 1, 31), date(2020, 2, 28), 0),
        (date(2020, 1, 31), date(2020, 2, 29), 1),
        (date(2021, 1, 31), date(2021, 2, 28), 1),
        (date(2020, 2, 29), date(2021, 2, 28), 12),
        (date(2020, 2, 29), date(2021, 2, 27), 11),
        (date(2019, 12, 31), date(2020, 1, 1), 0),
        (date(2016, 12, 31), date(2026, 11, 22), 118),
        (date(2020, 2, 15), date(2020, 1, 15), 0),
    ],
)
def test_whole_months_between(start, end, months):
    assert months_between(start, end) == months


def test_months_between_is_the_most_that_can_be_added():
    start = date(2019, 12, 31)
    for ordinal in range(start.toordinal(), start.toordinal() + 800):
        end = date.fromordinal(ordinal)
        months = months_between(start, end)
        assert add_months(start, months) <= end < add_months(start, months + 1)
