"""Partial dates, and calendar arithmetic on them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDate(NamedTuple):
    """A year, a month or a day, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; 0 where nothing is said."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read one of the three forms; ValueError for anything else."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise ValueError(text)
        year, month, day = (int(part or 0) for part in match.groups())
        date(year, month or 1, day or 1)
        if (match[2] is not None and not month) or (match[3] is not None and not day):
            raise ValueError(text)
        return cls(year, month, day)

    def first(self) -> date:
        """The first day this can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """The last day this can mean."""
        return _last(self)

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """`day` plus calendar months; the 31st becomes the last day of a shorter month.

    Past the year 9999 the answer is the last day there is.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > 9999:
        return date.max
    if year < 1:
        return date.min
    month += 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@lru_cache(maxsize=4096)
def months_between(start: date, end: date) -> int:
    """Whole calendar months from `start` to `end`; 0 where `end` is not later."""
    if end <= start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


@lru_cache(maxsize=4096)
def _last(when: PartialDate) -> date:
    month = when.month or 12
    return date(when.year, month, when.day or monthrange(when.year, month)[1])
