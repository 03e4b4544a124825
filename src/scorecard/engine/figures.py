"""From a fact's words or figure to a reading on a scale (E3, E8)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ..model.dates import add_months, months_between
from ..model.place import Entry, Fact, Population, middle_year, years
from ..model.result import Arithmetic, Mark, Reading
from ..model.rubric import Compare, Scale, Track

PER_YEAR = {
    "day": Fraction("365.25"),
    "week": Fraction("365.25") / 7,
    "month": Fraction(12),
    "year": Fraction(1),
}
PER_RESIDENTS = 100_000


def comparing(value: Fraction) -> Compare:
    """Where a number stands against a threshold."""
    return lambda threshold: (value > threshold) - (value < threshold)


def ageing(ended: date, as_of: date) -> Compare:
    """Where an age stands against a threshold in calendar months: a bound of 24 is met while the
    date plus 24 months is not before `as_of`."""

    def compare(threshold: Fraction) -> int:
        due = add_months(ended, int(threshold))
        return (due < as_of) - (due > as_of)

    return compare


def rate_of(count: Fraction, length: Fraction, residents: int) -> Fraction:
    """Count per 100,000 residents a year; `length` in years."""
    return count / length / residents * PER_RESIDENTS


def arithmetic(
    scale: Scale, fact: Fact, residents: Population | None, as_of: date
) -> Arithmetic | None:
    """The figure of a fact in the measure's own unit, with what went into it.

    A fact without a figure counts as one where facts are tallied. None where the fact has no figure
    of this kind, or a rate has no residents to be counted by.
    """
    measure, figure, period = scale.measure, fact.figure, fact.period
    if measure is None or period is None:
        return None
    if measure.kind == "age":
        age = Fraction(months_between(period.last(), as_of))
        return Arithmetic("age", "months", age, age, age)
    if figure is None:
        one = Fraction(1)
        unit = next(iter(measure.units), None)
        return Arithmetic("count", unit, one, one, one, one) if scale.combine == "tally" else None
    whole = Fraction(1)
    length: Fraction | None = None
    people: int | None = None
    census: int | None = None
    given: Fraction | None
    if measure.kind == "rate":
        if residents is None or not residents.censuses:
            return None
        length = Fraction(1) / PER_YEAR[figure.per] if figure.per else years(period)
        census, people = residents.nearest(middle_year(period))
        given = figure.count
        whole = rate_of(Fraction(1), length, people)
    elif measure.kind == "share":
        given = figure.share
        if given is None and figure.total:
            given = figure.count
            whole = Fraction(100) / figure.total
    else:
        given = figure.count if measure.kind == "count" else figure.value
    low = figure.low if figure.low is not None else given
    high = figure.high if figure.high is not None else given
    if low is None or high is None:
        return None
    value = given if given is not None else (low + high) / 2
    return Arithmetic(
        kind=measure.kind,
        unit=figure.of,
        value=value * whole,
        low=min(low, value) * whole,
        high=max(high, value) * whole,
        given=given,
        total=figure.total,
        per=figure.per,
        years=length,
        residents=people,
        census=census,
        approx=figure.approx,
        bound=figure.bound,
    )


def read(
    name: str,
    fact: Fact,
    entry: Entry,
    scale: Scale,
    track: Track,
    kind: str,
    residents: Population | None,
    as_of: date,
) -> Reading | None:
    """What a fact shows on a scale; None where neither a level nor a figure can be read."""
    marks: list[Mark] = []
    if fact.case:
        marks.append("one-account")
    if fact.confidence == "low":
        marks.append("low-confidence")
    sums = arithmetic(scale, fact, residents, as_of) if entry.level is None else None
    if entry.level is not None:
        ends = scale.ends(entry.level)
        if ends is None:
            return None
        low, high = (scale.shares[end] for end in ends)
        point, level = (low + high) / 2, "-".join(dict.fromkeys(ends))
    elif sums is not None:
        reached = _reached(sums, scale, kind, entry, fact.ended(), as_of)
        if reached is None:
            return None
        level, low, high, marks_of_figure, sums = reached
        point = scale.shares[level]
        marks += marks_of_figure
    else:
        return None
    reading = Reading(name, point, low, high, level, fact.ended(), entry.why, sums, tuple(marks))
    if track == "practice" and fact.seen_by == "own":
        return below_top(reading, scale, unless_asked=True)
    return reading


def _reached(
    sums: Arithmetic, scale: Scale, kind: str, entry: Entry, ended: date, as_of: date
) -> tuple[str, Fraction, Fraction, list[Mark], Arithmetic] | None:
    """The level of a figure, the shares of its ends, what to say of it, and the figure with the
    level it lies in."""
    measure = scale.measure
    assert measure is not None
    shown = shown_to(entry, scale)

    def reached(value: Fraction, shown: str | None = shown) -> str | None:
        compare = ageing(ended, as_of) if measure.kind == "age" else comparing(value)
        return scale.reached(compare, kind, shown)

    sums = sums._replace(within=reached(sums.value, scale.ranked[-1]))
    level, one, other = reached(sums.value), reached(sums.low), reached(sums.high)
    if level is None or one is None or other is None:
        return None
    marks: list[Mark] = []
    ends = (scale.shares[one], scale.shares[other], scale.shares[level])
    low, high = min(ends), max(ends)
    if sums.approx:
        marks.append("approx")
    if sums.unit in measure.units[1:]:
        marks.append("broader-unit")
        best = scale.best_by_figure(kind)
        if best is not None:
            high = max(high, scale.shares[best])
    return level, low, high, marks, sums


def shown_to(entry: Entry, scale: Scale) -> str | None:
    """The highest level for which a fact shows what a figure cannot."""
    return scale.ranked[-1] if entry.and_shown == "yes" else entry.and_shown


def below_top(reading: Reading, scale: Scale, *, unless_asked: bool) -> Reading:
    """E8: what only the body itself says does not reach the top level, unless (`unless_asked`)
    that level asks for the body's own publication."""
    top = scale.ranked[-1]
    if (unless_asked and scale.levels[top].own_report) or reading.high < scale.best:
        return reading
    under = [name for name in scale.ranked if scale.shares[name] < scale.best]
    if not under:
        return reading
    cap = scale.shares[under[-1]]
    low, high = min(reading.low, cap), min(reading.high, cap)
    if reading.arithmetic is None:
        point = (low + high) / 2
        ends = scale.ends(reading.level) or (reading.level, reading.level)
        level = under[-1] if low == high else f"{ends[0]}-{under[-1]}"
    else:
        point = min(reading.point, cap)
        level = under[-1] if reading.level == top else reading.level
    return reading._replace(
        point=point, low=low, high=high, level=level, marks=(*reading.marks, "own-report")
    )
