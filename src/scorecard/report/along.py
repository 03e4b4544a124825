"""Where days lie along a line of time."""

from __future__ import annotations

from datetime import date

MOST_YEARS = 6
"""Years that are named along a line."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class Along:
    """Where a day lies between two, from 0 to 100."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.end = start, end
        self.days = (end - start).days

    def at(self, day: date) -> float:
        return 100 * max((day - self.start).days, 0) / self.days

    def years(self) -> tuple[tuple[float, str], ...]:
        """Where years begin, so far apart that there are few of them."""
        first, last = self.start.year + 1, self.end.year
        apart = next(n for n in _STEPS if (last - first) // n < MOST_YEARS)
        years = (year for year in range(first, last + 1) if year % apart == 0)
        return tuple((self.at(date(year, 1, 1)), str(year)) for year in years)
