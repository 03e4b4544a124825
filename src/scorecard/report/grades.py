"""A share as a grade: in percent or in points, with its band, never seeming to reach a limit that
it does not (S7). The one place where a share becomes the words that people are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from ..analysis import grading
from ..analysis.grading import PERCENT, Unit
from ..model.result import Score, TrackScore
from ..model.rubric import Component, Rubric
from . import numbers
from .document import Bar
from .language import _, n_, spoken

MOST_KEPT = 4096
"""Units, and numbers of each, whose words are kept for the places that share them."""


class Grades:
    """The words for the shares of one unit. `sign` says that a percentage has its sign, which it
    needs beside points."""

    def __init__(self, unit: Unit, *, caps: bool = False, sign: bool = False) -> None:
        self.unit, self.sign = unit, sign
        own = numbers.thresholds(unit.group, caps=caps, whole=unit.full)
        self.limits = tuple(limit / unit.full * unit.whole for limit in own)
        self._said: dict[tuple[str, str, int, int], str] = {}

    @property
    def percents(self) -> tuple[Fraction, ...]:
        """The limits as percentages."""
        return tuple(limit / self.unit.whole * PERCENT for limit in self.limits)

    def number(self, share: Fraction) -> str:
        """A share as a bare number of percent or points; one that is added has its sign."""
        return self._once("number", share, self._number)

    def _once(self, what: str, share: Fraction, say: Callable[[Fraction], str]) -> str:
        """What is said of a share, said once for all places that share it."""
        key = (what, spoken(), *share.as_integer_ratio())
        if key not in self._said:
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            self._said[key] = say(share)
        return self._said[key]

    def _number(self, share: Fraction) -> str:
        if self.unit.told == "percent":
            return numbers.percent(share, self.limits)
        if self.unit.told == "added":
            return numbers.signed(share)
        return numbers.amount(share * self.unit.whole, self.limits)

    def shown(self, share: Fraction) -> str:
        """A share as people are shown it: 72, `6.5 of 9 points`, `+5 points`."""
        if self.unit.told == "percent":
            number = self.number(share)
            return _("{number} %", number=number) if self.sign else number
        if self.unit.told == "added":
            return points(share, self.number(share))
        return out_of(self.number(share), self.unit.whole)

    def bare(self, share: Fraction) -> str:
        """A share as a number that a spreadsheet can reckon with."""
        if self.unit.told == "percent":
            return self.number(share)
        return numbers.bare(numbers.to_hundredths(share * self.unit.whole, self.limits))

    def band(self, share: Fraction) -> str:
        return self.unit.band(share) or ""

    def graded(self, share: Fraction) -> str:
        """A share with its band: C 50, or `fair 6.5 of 9 points`."""
        return self._once("graded", share, self._graded)

    def _graded(self, share: Fraction) -> str:
        return f"{self.band(share)} {self.shown(share)}".strip()

    def finely(self, share: Fraction) -> str:
        """A grade with more decimals than are commonly shown, cut."""
        places = 1 if self.unit.told == "percent" else 4
        return f"{self.band(share)} {numbers.cut(share * self.unit.whole, places)}".strip()

    def range(self, low: Fraction, high: Fraction) -> str:
        """From one end to the other: 23 to 69."""
        ends = numbers.span(self.number(low), self.number(high))
        return _("{number} %", number=ends) if self.sign and self.unit.told == "percent" else ends

    def bar(
        self, name: str, grade: str, point: Fraction | None, ends: tuple[Fraction, Fraction]
    ) -> Bar:
        """A score on a line, with its words; without a point only its range."""
        text = _("{grade}, range {range}", grade=grade, range=self.range(*ends))
        low, high = (place(end) for end in ends)
        return Bar(name, low, high, None if point is None else place(point), text)

    def points(self, difference: Fraction) -> str:
        """A difference of shares, without its sign: percentage points, or points."""
        if self.unit.told == "percent":
            return numbers.points(difference)
        return numbers.amount(abs(difference * self.unit.whole))

    def signed(self, difference: Fraction) -> str:
        """The same with its sign: +3, -0.5, 0."""
        sign = "+" if difference > 0 else "-" if difference < 0 else ""
        return f"{sign}{self.points(difference)}"

    def said(self, difference: Fraction) -> str:
        """A difference without its sign, with the word for it: `1 point`."""
        number = self.points(difference)
        return n_("{points} point", "{points} points", self.form(number), points=number)

    def form(self, number: str) -> int:
        """The number that decides the form of `points` beside a number as it is shown: percentage
        points are many."""
        return 1 if number == "1" and self.unit.told != "percent" else 2

    def cap(self, cap: Fraction) -> str:
        """A limit as the rubric states it: 49, or `5 points`."""
        return numbers.decimal(cap) if self.unit.told == "percent" else points(cap)

    def short_of(self, share: Fraction) -> tuple[str, str] | None:
        """By how many points a share misses the next band, and which that is; None at the best. The
        lowest band is never missed: it holds whatever is below it."""
        unit = self.unit
        above = [(n, b) for n, b in unit.group.ranked_bands[:-1] if b.from_ > share * unit.full]
        if not above:
            return None
        name, band = above[-1]
        return self.points(band.from_ / unit.full - share), name

    def marks(self) -> tuple[tuple[float, str], ...]:
        """Where the bands begin on a line from nothing to everything, each with its label."""
        return tuple(
            (
                place(band.from_ / self.unit.full),
                f"{name} {numbers.decimal(band.from_, 2)}",
            )
            for name, band in reversed(self.unit.group.ranked_bands)
        )


def place(share: Fraction) -> float:
    """Where a share stands on a line from 0 to 100."""
    return float(min(max(share, Fraction(0)), Fraction(1)) * 100)


def out_of(number: str, whole: Fraction) -> str:
    """So many points of those that can be had."""
    return n_(
        "{points} of {whole} point",
        "{points} of {whole} points",
        1 if whole == 1 else 2,
        points=number,
        whole=numbers.amount(whole),
    )


def points(number: Fraction, said: str | None = None) -> str:
    """A number of points with the word for them, as it is `said` where that is given."""
    return n_(
        "{points} point",
        "{points} points",
        1 if abs(number) == 1 else 2,
        points=numbers.amount(number) if said is None else said,
    )


def total(rubric: Rubric, tracks: Iterable[TrackScore], *, caps: bool = False) -> Grades:
    """For whole tracks; with `caps` for the overall, which they limit."""
    return _grades(grading.total(rubric, tracks), caps, False)


def component(rubric: Rubric, above: Grades, rule: Component, score: Score) -> Grades:
    """For one component of what `above` is for."""
    return _grades(grading.component(above.unit, rule, score), False, rubric.in_points)


_KNOWN: dict[tuple[object, ...], Grades] = {}


def _grades(unit: Unit, caps: bool, sign: bool) -> Grades:
    """The words for a unit, worked out once for all places that share it."""
    ends = *unit.whole.as_integer_ratio(), *unit.full.as_integer_ratio()
    key = unit.told, ends, id(unit.group), caps, sign
    found = _KNOWN.get(key)
    if found is None or found.unit.group is not unit.group:
        if len(_KNOWN) >= MOST_KEPT:
            _KNOWN.clear()
        found = _KNOWN[key] = Grades(unit, caps=caps, sign=sign)
    return found
