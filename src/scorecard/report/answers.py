"""The words for an answer: the level that stands, the figure behind it, and what it is worth."""

from __future__ import annotations

import re
from fractions import Fraction

from ..model.result import Arithmetic, BodyFinding, Finding, Reading, Scorecard
from ..model.rubric import Criterion, Rubric, Track
from ..model.scale import Bounds, Scale
from . import grades, numbers, words
from .language import N_, _

_PER = {
    "day": N_("{figure} a day"),
    "week": N_("{figure} a week"),
    "month": N_("{figure} a month"),
    "year": N_("{figure} a year"),
}

_UNITS = {
    "rate": N_("{figures} per 100,000 residents a year"),
    "share": N_("{figures} %"),
    "age": N_("{figures} months ago"),
}


def figure(rubric: Rubric, reading: Reading | BodyFinding) -> str:
    """A figure in a line: count, unit, rate."""
    sums = reading.arithmetic
    if sums is None:
        return ""
    if sums.kind == "age":
        return _("{age} ago", age=numbers.months(int(sums.value)))
    if sums.kind == "rate":
        return _(
            "{figure}, {rate} per 100,000 a year",
            figure=united(rubric, sums, count(reading)),
            rate=numbers.rate(sums.value, ()),
        )
    if sums.kind == "share":
        share = roughly(sums, _("{number} %", number=numbers.decimal(sums.value)))
        if sums.total is not None and sums.given is not None:
            given, total = numbers.whole(sums.given), numbers.whole(sums.total)
            share = _("{share} ({count} of {total})", share=share, count=given, total=total)
        return united(rubric, sums, share)
    return united(rubric, sums, roughly(sums, measured(sums)))


def united(rubric: Rubric, sums: Arithmetic, figure: str) -> str:
    """A figure with its unit, where it has one."""
    unit = rubric.word(sums.unit or "")
    return f"{figure} ({unit})" if unit else figure


def measured(sums: Arithmetic) -> str:
    """A figure in the unit of its measure, which is given with all its decimals where it is read as
    it is."""
    return numbers.decimal(sums.value, 6 if sums.kind == "value" else 1)


def count(reading: Reading | BodyFinding) -> str:
    """The count behind a rate, as its source gives it."""
    sums = reading.arithmetic
    assert sums is not None
    given = numbers.whole(sums.given) if sums.given is not None else ends(reading)
    if sums.per is not None:
        given = _(_PER[sums.per], figure=given)
    return roughly(sums, given)


def roughly(sums: Arithmetic, number: str) -> str:
    """A number, and how far it is exact."""
    if sums.bound == "upper":
        return _("up to {number}", number=number)
    if sums.bound == "lower":
        return _("at least {number}", number=number)
    return _("about {number}", number=number) if sums.approx else number


def ends(reading: Reading | BodyFinding) -> str:
    sums = reading.arithmetic
    assert sums is not None
    return numbers.span(numbers.decimal(sums.low), numbers.decimal(sums.high))


def anchor(card: Scorecard, criterion: str, track: Track, level: str, kind: str) -> str:
    """A level in the words of the rubric: its text, or its bounds, and what else it asks."""
    scale = card.rubric.criteria[criterion].scale(track)
    assert scale is not None
    ends_ = scale.ends(level)
    if ends_ is not None and ends_[0] != ends_[1]:
        both = (anchor(card, criterion, track, end, kind) for end in ends_)
        return " / ".join(text for text in both if text)
    return step(card.rubric, scale, level, kind)


def step(rubric: Rubric, scale: Scale, level: str, kind: str) -> str:
    """One level of a scale: its text, or its bounds, and what else it asks."""
    at = scale.levels[level]
    said = [reach(rubric, scale, level, kind)] if at.bounds(kind).bounded else []
    if at.text:
        said.append(at.text.rstrip("."))
    text = said[0] if said else ""
    if len(said) == 2:
        text = _("{bounds}; or {text}", bounds=said[0], text=said[1][:1].lower() + said[1][1:])
    if at.and_:
        text = _("{text}; and: {more}", text=text, more=at.and_.rstrip("."))
    return text


_BUILDS = re.compile(r"(?:As|Comme(?: au palier)?|Como) (\w{1,3}), (.+)", re.DOTALL)
"""A level that says it builds on another: `As 3, and more`."""


def in_its_own_words(rubric: Rubric, scale: Scale, level: str, kind: str) -> str:
    """One level of a scale, with that of a level that it says it builds on told in its place."""
    text = step(rubric, scale, level, kind)
    builds = _BUILDS.fullmatch(text)
    if builds is None or builds[1] not in scale.levels:
        return text
    return words.joined((in_its_own_words(rubric, scale, builds[1], kind), builds[2]))


def in_points(rule: Criterion, scale: Scale) -> bool:
    """Whether the worth of an answer is told in points, rather than percent."""
    return rule.points is not None or scale.given is not None


def worth(rule: Criterion, scale: Scale, share: Fraction) -> str:
    """What an answer is worth: a percentage of the points, so many of them, or so many more."""
    points = share * scale.most
    if rule.points == 0:
        return grades.points(points, numbers.signed(points))
    if in_points(rule, scale):
        return grades.out_of(numbers.amount(points), scale.most)
    return _("{number} % of the points", number=numbers.percent(share))


def answer(rule: Criterion, scale: Scale, found: Reading | BodyFinding) -> str:
    """An answer in a word or two: `level 3`, or what it is worth where the scale has no levels."""
    if found.level is not None:
        return _("level {level}", level=found.level)
    return worth(rule, scale, found.point or Fraction(0))


def answered(card: Scorecard, finding: Finding, found: Reading | BodyFinding) -> str:
    """The same of a finding, or of a reading on it."""
    rule = card.rubric.criteria[finding.criterion]
    scale = rule.scale(finding.track)
    assert scale is not None
    return answer(rule, scale, found)


def elements(scale: Scale, found: Reading | BodyFinding) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The elements of a checklist by what is known of each: shown, unclear, not shown."""
    rest = (one for one in scale.checklist if one not in (*found.shown, *found.unclear))
    known = (
        (_("shown"), found.shown),
        (_("unclear"), found.unclear),
        (_("not shown"), tuple(rest)),
    )
    return tuple((said, names) for said, names in known if names)


def element(scale: Scale, name: str) -> str:
    """An element of a checklist in the words of the rubric; by its id where it has none."""
    return (scale.checklist[name].text or name).rstrip(".")


def ticked(scale: Scale, found: Reading | BodyFinding) -> str:
    """What is shown of a checklist, what is unclear, and what is not shown, in a line."""
    return words.joined(
        _("{name}: {text}", name=said, text=", ".join(element(scale, one) for one in names))
        for said, names in elements(scale, found)
    )


def in_full(card: Scorecard, finding: Finding, found: BodyFinding) -> str:
    """An answer in a word or two with the figure behind it: `level 1, 150 (calls)`. Of points as
    they are given the figure is the answer."""
    scale = card.rubric.criteria[finding.criterion].scale(finding.track)
    said = [answered(card, finding, found)]
    if scale is None or scale.given is None:
        said.append(figure(card.rubric, found))
    return ", ".join(part for part in said if part)


def without_level(
    rubric: Rubric, rule: Criterion, scale: Scale, found: BodyFinding, *, elements: bool
) -> str:
    """What stands on a scale that has no levels: its worth, and the figure or the elements."""
    said = [worth(rule, scale, found.point or Fraction(0))]
    if scale.checklist and elements:
        said.append(ticked(scale, found))
    if scale.goalposts is not None:
        text = _(
            "{figure}, where {worst} gives nothing and {best} everything",
            figure=figure(rubric, found),
            worst=numbers.decimal(scale.goalposts.worst, 6),
            best=numbers.decimal(scale.goalposts.best, 6),
        )
        said.append(text)
    return words.sentence(words.joined(said))


def standing(
    card: Scorecard, finding: Finding, found: BodyFinding, *, elements: bool = True
) -> str:
    """The level that stands, in the words of the rubric; where the figure lies in a higher one that
    asks for more, what is missing. Where there are no levels, what stands in their place. Without
    `elements` a checklist is left to be told element by element."""
    kind = card.place.body_kind(found.body)
    level = found.level
    within = found.arithmetic.within if found.arithmetic is not None else None
    rule = card.rubric.criteria[finding.criterion]
    scale = rule.scale(finding.track)
    assert scale is not None
    if level is None:
        return without_level(card.rubric, rule, scale, found, elements=elements)
    if scale.checklist and elements:
        text = anchor(card, finding.criterion, finding.track, level, kind)
        text = words.joined(part for part in (text, ticked(scale, found)) if part)
        return _("Level {level}: {text}", level=level, text=text)
    if within is None or scale.points[within] <= scale.points.get(level, scale.points[within]):
        text = anchor(card, finding.criterion, finding.track, level, kind)
        return _("Level {level}: {text}", level=level, text=text) if text else bare_level(level)
    why = _("it is the body's own word")
    if "own-report" not in found.marks:
        missing = (scale.levels[within].and_ or "").rstrip(".")
        why = _("what it also asks is not shown: {missing}", missing=missing)
    return _(
        "Level {level}: within level {higher} ({bounds}), but {why}",
        level=level,
        higher=within,
        bounds=reach(card.rubric, scale, within, kind),
        why=why,
    )


def bare_level(level: str) -> str:
    """A level that has no words of its own."""
    return words.sentence(_("level {level}", level=level))


def reach(rubric: Rubric, scale: Scale, level: str, kind: str) -> str:
    """The figures that reach a level, with their unit."""
    figures = between(scale.levels[level].bounds(kind))
    measure = scale.measure
    if measure is None:
        return figures
    if measure.kind in _UNITS:
        return _(_UNITS[measure.kind], figures=figures)
    units = measure.units[:1]
    return " ".join((figures, *(f"({rubric.word(unit)})" for unit in units)))


def between(bounds: Bounds) -> str:
    """Bounds in words: `10 to under 50`, `100 or more`, `over 24`."""

    def said(number: Fraction) -> str:
        return numbers.decimal(number, 3)

    if bounds.exactly is not None:
        return _("exactly {number}", number=said(bounds.exactly))
    start = None if bounds.over is None else _("over {number}", number=said(bounds.over))
    if bounds.from_ is not None:
        start = said(bounds.from_)
    end = None if bounds.under is None else _("under {number}", number=said(bounds.under))
    if bounds.up_to is not None:
        up_to = said(bounds.up_to)
        end = up_to if start is not None else _("up to {number}", number=up_to)
    if start is not None and end is not None:
        return numbers.span(start, end)
    if bounds.from_ is not None and start is not None:
        return _("{number} or more", number=start)
    return start or end or ""


def per(what: str) -> str:
    """What a count was of: a week."""
    return _(_PER[what], figure="").strip()
