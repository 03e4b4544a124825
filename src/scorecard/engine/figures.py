"""From a fact's words or figure to a reading on a scale (E3, E8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ..model.dates import add_months, months_between
from ..model.place import Entry, Fact, Population, middle_year, years
from ..model.result import Arithmetic, Mark, Reading
from ..model.rubric import Track
from ..model.scale import PLAIN, Compare, Scale

PER_YEAR = {
    "day": Fraction("365.25"),
    "week": Fraction("365.25") / 7,
    "month": Fraction(12),
    "year": Fraction(1),
}
PER_RESIDENTS = 100_000


def comparing(value: Fraction) -> Compare:
    """Where a number stands against a threshold."""
    over, under = value.as_integer_ratio()

    def compare(threshold: Fraction) -> int:
        most, parts = threshold.as_integer_ratio()
        mine, other = over * parts, most * under
        return (mine > other) - (mine < other)

    return compare


def ageing(ended: date, as_of: date) -> Compare:
    """Where an age stands against a threshold in calendar months: a bound of 24 is met while the
    date plus 24 months is not before `as_of`."""

    def compare(threshold: Fraction) -> int:
        due = add_months(ended, int(threshold))
        return (due < as_of) - (due > as_of)

    return compare


def arithmetic(
    scale: Scale, fact: Fact, residents: Population | None, as_of: date
) -> Arithmetic | None:
    """The figure of a fact in the measure's own unit, with what went into it.

    A fact without a figure counts as one where facts are tallied. None where the fact has no figure
    of this kind, its unit is none of the measure's, or a rate has no residents to be counted by.
    """
    measure, figure, period = scale.measure, fact.figure, fact.period
    if measure is None and scale.by_number:
        measure = PLAIN
    if measure is None:
        return None
    if measure.kind == "age":
        age = Fraction(months_between(fact.ended(), as_of))
        return Arithmetic("age", "months", age, age, age)
    if figure is None:
        one = Fraction(1)
        unit = next(iter(measure.units), None)
        return Arithmetic("count", unit, one, one, one, one) if scale.combine == "tally" else None
    if measure.units and figure.of is not None and figure.of not in measure.units:
        return None
    whole: Fraction | None = None
    length: Fraction | None = None
    people: int | None = None
    census: int | None = None
    given: Fraction | None
    if measure.kind == "rate":
        if residents is None or not residents.censuses or period is None:
            return None
        length = 1 / PER_YEAR[figure.per] if figure.per else years(period)
        census, people = residents.nearest(middle_year(period))
        given = figure.count
        whole = Fraction(PER_RESIDENTS * length.denominator, length.numerator * people)
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
    if low is not value:
        low = min(low, value)
    if high is not value:
        high = max(high, value)
    ends = low, value, high
    if whole is not None:
        # A figure without ends of its own is its own ends, and worked out once.
        worked = {id(end): end * whole for end in ends}
        low, value, high = (worked[id(end)] for end in ends)
    return Arithmetic(
        kind=measure.kind,
        unit=figure.of,
        value=value,
        low=low,
        high=high,
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
    if scale.checklist:
        if entry.shown is None:
            return None
        seen = Reading(name, scale.worst, scale.worst, scale.worst, None, fact.ended(), entry.why)
        return ticked(seen._replace(marks=tuple(marks)), scale, entry.shown, entry.unclear)
    if scale.by_number:
        if sums is None:
            return None
        ends = [scale.of_figure(figure) for figure in (sums.low, sums.value, sums.high)]
        point, level, low, high = ends[1], None, min(ends), max(ends)
        more, best = _of_unit(sums, scale)
        marks += more
        high = max(high, scale.best) if best else high
    elif entry.level is not None:
        stated = scale.stated(entry.level)
        if stated is None:
            return None
        level, point, low, high = stated
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

    def within(value: Fraction) -> str | None:
        compare = ageing(ended, as_of) if measure.kind == "age" else comparing(value)
        return scale.within(compare, kind)

    mine = within(sums.value)
    first = mine if sums.low is sums.value else within(sums.low)
    last = mine if sums.high is sums.value else within(sums.high)
    if mine is None or first is None or last is None:
        return None
    level, one, other = (scale.held(each, shown) for each in (mine, first, last))
    low = high = scale.shares[level]
    if one != level or other != level:
        ends = (scale.shares[one], scale.shares[other], low)
        low, high = min(ends), max(ends)
    marks, broader = _of_unit(sums, scale)
    best = scale.best_by_figure(kind) if broader else None
    if best is not None:
        high = max(high, scale.shares[best])
    return level, low, high, marks, sums._replace(within=mine)


def _of_unit(sums: Arithmetic, scale: Scale) -> tuple[list[Mark], bool]:
    """What is to be said of how a figure was counted, and whether it was in a broader unit."""
    marks: list[Mark] = ["approx"] if sums.approx else []
    broader = scale.measure is not None and sums.unit in scale.measure.units[1:]
    return ([*marks, "broader-unit"] if broader else marks), broader


def ticked(seen: Reading, scale: Scale, shown: Iterable[str], unclear: Iterable[str]) -> Reading:
    """A reading of a checklist: what the elements shown give, up to what those left unclear would
    add; the point is their mean."""
    known = frozenset(shown)
    open_ = frozenset(unclear) - known
    adding = {name for name in open_ if scale.checklist[name].points >= 0}
    least, most = known | (open_ - adding), known | adding
    low, high = scale.of_elements(least), scale.of_elements(most)
    levels = [one for one in (scale.level_of(least), scale.level_of(most)) if one is not None]
    return seen._replace(
        point=(low + high) / 2,
        low=low,
        high=high,
        level="-".join(dict.fromkeys(levels)) or None,
        shown=tuple(name for name in scale.checklist if name in known),
        unclear=tuple(name for name in scale.checklist if name in open_),
    )


def shown_to(entry: Entry, scale: Scale) -> str | None:
    """The highest level for which a fact shows what a figure cannot."""
    return scale.ranked[-1] if entry.and_shown == "yes" else entry.and_shown


def below_top(reading: Reading, scale: Scale, *, unless_asked: bool) -> Reading:
    """E8: what only the body itself says does not reach the top level, unless (`unless_asked`)
    that level asks for the body's own publication."""
    if not scale.levels or reading.level is None:
        return reading
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
        level = under[-1] if scale.shares[reading.level] == scale.best else reading.level
    return reading._replace(
        point=point, low=low, high=high, level=level, marks=(*reading.marks, "own-report")
    )
