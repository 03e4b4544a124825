"""Exact numbers as people read them (S7), in the forms of the language in force."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ..model.dates import PartialDate
from ..model.place import Period
from ..model.rubric import Group, Rubric
from .language import N_, _, n_, p_

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def thresholds(
    group: Group, *, caps: bool = True, whole: Fraction = Fraction(100)
) -> tuple[Fraction, ...]:
    """The percentages, or the points of a `whole`, that a rounded score must not seem to reach:
    bands, full marks, and the caps of a rubric where they can limit it."""
    bands = (band.from_ for band in group.bands.values())
    gates = group.gates.values() if caps and isinstance(group, Rubric) else ()
    return tuple(sorted({*bands, *(gate.cap for gate in gates), whole}))


def needs(rubric: Rubric) -> tuple[Fraction, ...]:
    """The percentages that a rounded coverage must not seem to reach: what a track needs, and all
    of it."""
    return rubric.withhold_under * 100, rubric.provisional_under * 100, Fraction(100)


def plain_percent(share: Fraction, limits: Iterable[Fraction] = (Fraction(100),)) -> str:
    """A share as a whole percentage, halves up; with one decimal, cut, where the whole number
    would reach a limit that the exact value does not. The same in every language."""
    over, under = share.as_integer_ratio()
    rounded = (200 * over + under) // (2 * under)
    if rounded * under > 100 * over and any(share * 100 < one <= rounded for one in limits):
        tenths = 1000 * over // under
        sign = "-" if tenths < 0 else ""
        return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"
    return str(rounded)


def percent(share: Fraction, limits: Iterable[Fraction] = (Fraction(100),)) -> str:
    """A share as a percentage without its sign, as the language writes it."""
    return _written(plain_percent(share, limits))


def answered(rubric: Rubric, coverage: Fraction) -> str:
    """A coverage as a percentage, which is held against the shares that a track needs, and no
    band."""
    return percent(coverage, needs(rubric))


def points(share: Fraction) -> str:
    """A difference of shares in points: whole, halves up, one decimal under ten."""
    exact = abs(share * 100)
    if exact < 10 and exact.denominator != 1:
        tenths = math.floor(exact * 10 + Fraction(1, 2))
        return _written(f"{tenths // 10}.{tenths % 10}")
    return str(math.floor(exact + Fraction(1, 2)))


def to_hundredths(number: Fraction, limits: Iterable[Fraction]) -> Fraction:
    """A number rounded to two decimals, halves up; cut where that would reach a limit that the
    exact value does not."""
    rounded = Fraction(math.floor(number * 100 + Fraction(1, 2)), 100)
    if any(number < limit <= rounded for limit in limits):
        return Fraction(math.floor(number * 100), 100)
    return rounded


def amount(number: Fraction, limits: Iterable[Fraction] = ()) -> str:
    """A number of points to two decimals at most, never seeming to reach a limit: 8.99 of 9."""
    return decimal(to_hundredths(number, limits), 2)


def signed(number: Fraction) -> str:
    """A number of points that is added or taken: +5, -3, 0."""
    return f"+{amount(number)}" if number > 0 else amount(number)


def whole(number: Fraction | int) -> str:
    """A count with thousands set off: 2,794,356."""
    if Fraction(number).denominator != 1:
        return decimal(Fraction(number))
    return _written(f"{int(number):,}")


def decimal(number: Fraction, places: int = 1) -> str:
    """A number to some decimals, halves up, without trailing zeros: 47.6, 100."""
    return _written(_rounded(number, places))


def fixed(number: Fraction, places: int = 2) -> str:
    """A number to as many decimals as are named, halves up: 14.00."""
    scale = 10**places
    cut = math.floor(abs(number) * scale + Fraction(1, 2))
    sign = "-" if number < 0 and cut else ""
    return _written(f"{sign}{cut // scale}.{cut % scale:0{places}}")


def bare(number: Fraction, places: int = 2) -> str:
    """A number without marks between thousands, for a spreadsheet."""
    return _written(_rounded(number, places).replace(",", ""))


def cut(number: Fraction, places: int = 1) -> str:
    """A number to some decimals, cut, so that it never seems to reach more than it does."""
    scale = 10**places
    digits = math.floor(number * scale)
    sign = "-" if digits < 0 else ""
    return _written(f"{sign}{abs(digits) // scale}.{abs(digits) % scale:0{places}}")


def _rounded(number: Fraction, places: int) -> str:
    """The digits of a number to some decimals, written as in English."""
    scale = 10**places
    cut = math.floor(number * scale + Fraction(1, 2))
    sign, cut = ("-", -cut) if cut < 0 else ("", cut)
    ones, rest = divmod(cut, scale)
    tail = f"{rest:0{places}}".rstrip("0")
    return f"{sign}{ones:,}" + (f".{tail}" if tail else "")


def _written(digits: str) -> str:
    """English digits with the marks of the language."""
    ones, point, rest = digits.partition(".")
    ones = ones.replace(",", p_("between thousands", ","))
    return f"{ones}{p_('between ones and tenths', '.')}{rest}" if point else ones


def span(low: str, high: str) -> str:
    """From one end to the other: 23 to 69."""
    return p_("a range", "{low} to {high}", low=low, high=high)


def rate(number: Fraction, limits: Iterable[Fraction]) -> str:
    """A figure to one decimal, or to as many as keep it from seeming to reach a threshold that
    the exact value does not: 99.98, not 100."""
    above = min((limit for limit in limits if limit > number), default=None)
    for places in range(1, 7):
        if above is None or Fraction(_rounded(number, places).replace(",", "")) < above:
            return decimal(number, places)
    return decimal(number, 9)


def day(when: date | PartialDate | str | None) -> str:
    """A date in words: 22 November 2026, June 2014, 2013, or `undated`."""
    if when is None or when == "undated":
        return _("undated")
    if isinstance(when, str):
        return when
    if isinstance(when, PartialDate) and not when.month:
        return str(when.year)
    month = _(MONTHS[when.month - 1])
    if isinstance(when, PartialDate) and not when.day:
        return p_("a date", "{month} {year}", month=month, year=when.year)
    number = p_("first day of a month", "1") if when.day == 1 else str(when.day)
    return p_("a date", "{day} {month} {year}", day=number, month=month, year=when.year)


def period(when: Period) -> str:
    """A period in figures, as short as they go: 2023, 2014-11 to 2015-06."""
    if when.from_ == when.to:
        return str(when.to)
    return p_("a period", "{start} to {end}", start=when.from_, end=when.to)


def months(count: int) -> str:
    """An age in words: 7 months, 5 years, 5 years 6 months."""
    years, rest = divmod(count, 12)
    said = []
    if years:
        said.append(n_("{number} year", "{number} years", years))
    if rest or not years:
        said.append(n_("{number} month", "{number} months", rest))
    return " ".join(said)
