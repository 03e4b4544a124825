"""Figures and elements, and how they became a level or a share, in lines to follow by hand (E3)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..analysis.grading import PERCENT
from ..model.place import Fact
from ..model.result import Arithmetic, Aside, BodyFinding, Finding, Reading, Scorecard
from ..model.rubric import Criterion
from ..model.scale import Goalposts, Scale
from . import answers, numbers, words
from .document import Block, Para, Table
from .language import _, n_

FEW = 20
"""Under so many events the count is to be read beside the rate (E3)."""


def in_steps(card: Scorecard, finding: Finding, body: BodyFinding) -> list[str]:
    """The arithmetic of a figure, step by step; nothing of one that is read as it is given."""
    sums = body.arithmetic
    scale = card.rubric.criteria[finding.criterion].scale(finding.track)
    if sums is None or (scale is not None and scale.by_number and sums.kind in ("value", "count")):
        return []
    if sums.kind == "age":
        age, date = numbers.months(int(sums.value)), numbers.day(card.as_of)
        if card.place.fact(body.standing[0].fact)[0].period is None:
            return [_("Its date is {age} before {date}.", age=age, date=date)]
        return [_("The period ended {age} before {date}.", age=age, date=date)]
    unit = card.rubric.word(sums.unit or "")
    if sums.tallied is not None:
        return [
            n_(
                "1 fact in the window; in all {value} ({unit}).",
                "{number} facts in the window; in all {value} ({unit}).",
                sums.tallied,
                value=numbers.decimal(sums.value),
                unit=unit,
            )
        ]
    if sums.kind == "rate" and sums.given is not None:
        return _rate(card, body, sums)
    if sums.kind == "share" and sums.total is not None and sums.given is not None:
        given, total = numbers.whole(sums.given), numbers.whole(sums.total)
        share = numbers.decimal(sums.value, 2)
        return [_("{given} / {total} x 100 = {share} %.", given=given, total=total, share=share)]
    return [f"{answers.figure(card.rubric, body)}."]


def to_share(card: Scorecard, finding: Finding, body: BodyFinding) -> list[str]:
    """How what stands became a share where no level says it: by goalposts, as points, or element by
    element."""
    rule = card.rubric.criteria[finding.criterion]
    scale = rule.scale(finding.track)
    assert scale is not None
    figure = body.arithmetic
    if scale.goalposts is not None and figure is not None:
        lines = [_between(scale.goalposts, figure.value)]
        if body.low != body.high:
            lines += [
                _(
                    "At {figure}: {sum}",
                    figure=numbers.decimal(end, 6),
                    sum=_between(scale.goalposts, end),
                )
                for end in (figure.low, figure.high)
                if end != figure.value
            ]
        return lines
    if scale.checklist:
        return _checked(rule, scale, body)
    return []


def _between(posts: Goalposts, figure: Fraction) -> str:
    """Where a figure lies between the goalposts, as a sum to be done by hand."""
    low, high = sorted((posts.worst, posts.best))
    held = min(max(figure, low), high)

    def said(number: Fraction) -> str:
        text = numbers.decimal(number, 6)
        if posts.log:
            return _("ln {number}", number=text)
        return f"({text})" if number < 0 else text

    worst = said(posts.worst)
    share = numbers.decimal(posts.share(figure) * PERCENT, 2)
    text = _(
        "({figure} - {worst}) / ({best} - {worst}) = {share} %.",
        figure=said(held),
        worst=worst,
        best=said(posts.best),
        share=share,
    )
    if held == figure:
        return text
    end, number = numbers.decimal(held, 6), numbers.decimal(figure, 6)
    return _(
        "{figure} lies beyond {end}, and counts as it. {sum}", figure=number, end=end, sum=text
    )


def _checked(rule: Criterion, scale: Scale, body: BodyFinding) -> list[str]:
    """The elements of a checklist, and, where it has no levels, the sum of their points."""

    def said(name: str) -> str:
        element = answers.element(scale, name)
        if scale.levels:
            return element
        return f"{element} ({numbers.amount(scale.checklist[name].points)})"

    lines = [
        _("{name}: {text}.", name=words.sentence(known), text=", ".join(map(said, names)))
        for known, names in answers.elements(scale, body)
    ]
    return lines if scale.levels else [*lines, _of_elements(rule, scale, body)]


def _of_elements(rule: Criterion, scale: Scale, body: BodyFinding) -> str:
    """The points of the elements shown, out of those that are enough; what is unclear is a range,
    of which the middle counts."""

    def summed(names: Iterable[str]) -> Fraction:
        return sum((scale.checklist[name].points for name in names), Fraction(0))

    shown, point = summed(body.shown), body.point or Fraction(0)
    unclear = [scale.checklist[name].points for name in body.unclear]
    low = shown + sum((points for points in unclear if points < 0), Fraction(0))
    high = shown + sum((points for points in unclear if points > 0), Fraction(0))
    most, share = numbers.amount(scale.most), numbers.decimal(point * PERCENT, 2)
    if rule.points == 0:
        return _("In all {points}.", points=answers.worth(rule, scale, point))
    if unclear:
        return _(
            "{low} to {high} of {most} points, which is {range} %: the middle is {share} %.",
            low=numbers.amount(low),
            high=numbers.amount(high),
            most=most,
            range=numbers.span(
                *(numbers.decimal(end * PERCENT, 2) for end in (body.low, body.high))
            ),
            share=share,
        )
    if shown > scale.most:
        return _(
            "{shown} points, where {most} are enough: {share} %.",
            shown=numbers.amount(shown),
            most=most,
            share=share,
        )
    return _("{shown} / {most} = {share} %.", shown=numbers.amount(shown), most=most, share=share)


def _rate(card: Scorecard, body: BodyFinding, sums: Arithmetic) -> list[str]:
    """A count over years and residents, as it can be worked out by hand."""
    assert sums.given is not None and sums.years is not None and sums.residents is not None
    given, length = numbers.whole(sums.given), numbers.decimal(sums.years, 3)
    span = words.in_years(sums.years)
    if sums.per is not None:
        span = answers.per(sums.per)
    residents = numbers.whole(sums.residents)
    said = [
        _(
            "{given} {span}, among {residents} residents ({census}).",
            given=answers.united(card.rubric, sums, given),
            span=span,
            residents=residents,
            census=_census(card, body, sums.census),
        ),
        _(
            "{given} / {years} / {residents} x 100,000 = {rate} a year.",
            given=given,
            years=length,
            residents=residents,
            rate=numbers.decimal(sums.value, 2),
        ),
    ]
    if sums.given < FEW:
        said.append(_("Fewer than 20 events: read the count, not the rate."))
    return said


def _census(card: Scorecard, body: BodyFinding, year: int | None) -> str:
    """Which census, and where its residents were read, since a rate rests on them."""
    population = card.place.population(body.body)
    source = card.place.city.sources.get(population.source or "") if population else None
    if source is None:
        return _("census of {year}", year=year)
    name = source.publisher or source.title
    return _("census of {year}; from {source}", year=year, source=name)


def series(card: Scorecard, finding: Finding, body: BodyFinding) -> list[Block]:
    """Every figure of a body by period, with what became of it; nothing where there is but one."""
    readings: list[tuple[Reading, Aside | None]] = [(reading, None) for reading in body.standing]
    readings += [(one.reading, one) for one in body.aside if one.reading is not None]
    figures = [
        (reading, one)
        for reading, one in sorted(readings, key=lambda pair: (pair[0].ended, pair[0].fact))
        if reading.arithmetic is not None and reading.arithmetic.kind != "age"
    ]
    if len(figures) < 2:
        return []
    rule = card.rubric.criteria[finding.criterion]
    scale = rule.scale(finding.track)
    assert scale is not None
    limits = _limits(scale, card.place.body_kind(body.body))
    files = {words.where(card, reading.fact).rpartition(":")[0] for reading, _one in figures}
    rows = []
    for reading, one in figures:
        sums = reading.arithmetic
        assert sums is not None
        fact = card.place.fact(reading.fact)[0]
        file, _colon, line = words.where(card, reading.fact).rpartition(":")
        count = numbers.whole(sums.given) if sums.given is not None else answers.ends(reading)
        rows.append(
            (
                _when(fact),
                answers.united(card.rubric, sums, answers.roughly(sums, count)),
                numbers.rate(sums.value, limits) if sums.kind == "rate" else answers.measured(sums),
                words.counted_by(fact.seen_by),
                reading.level or answers.worth(rule, scale, reading.point),
                _("STANDS") if one is None else words.role(one.reason),
                line if len(files) == 1 else f"{file}:{line}",
            )
        )
    kind = figures[0][0].arithmetic
    rated = kind is not None and kind.kind == "rate"
    head = (
        _("Period") if any(_is_period(card, reading) for reading, _one in figures) else _("Date"),
        _("Figure"),
        _("Rate") if rated else _("Value"),
        _("Counted by"),
        _("Level") if scale.levels else _("Worth"),
        _("Role"),
        _("Line"),
    )
    asides = [one for _reading, one in figures if one is not None]
    said = {words.role(one.reason): words.aside(card.rubric, one) for one in asides}
    notes = [_("Rate: per 100,000 residents a year.")] if rated else []
    if len(files) == 1:
        notes.append(_("Line: of {file}.", file=files.pop()))
    if said:
        legend = words.joined(
            _("{name}: {text}", name=role, text=text) for role, text in said.items()
        )
        notes.append(f"{words.sentence(legend)}.")
    note = " ".join(notes)
    table = Table(head, tuple(rows), right=(2, 6)).without_empty(0, 3)
    return [table, *([Para(note, tone="note")] if note else [])]


def _when(fact: Fact) -> str:
    """What time a figure speaks of, as short as it goes."""
    if fact.period is not None:
        return numbers.period(fact.period)
    return "" if fact.date is None else str(fact.date)


def _is_period(card: Scorecard, reading: Reading) -> bool:
    return card.place.fact(reading.fact)[0].period is not None


def _limits(scale: Scale, kind: str) -> tuple[Fraction, ...]:
    """The thresholds of the scale that a figure was read on."""
    return tuple(t for level in scale.levels.values() for t in level.bounds(kind).thresholds())
