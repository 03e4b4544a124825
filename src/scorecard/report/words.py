"""The words for what the engine says in codes: one place, one word per idea."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from shlex import quote

from ..model.place import DataFile, Fact, LookedFor, Place, Reply
from ..model.result import Arithmetic, Aside, BodyFinding, Finding, Mark, Reading, Scorecard
from ..model.rubric import Bounds, Criterion, Rubric, Scale, Track
from ..model.source import Source
from . import numbers
from .language import ENGLISH, N_, _, p_, spoken

_TRACKS: dict[Track, str] = {"policy": N_("On paper"), "practice": N_("In practice")}
_SIDES: dict[Track, str] = {"policy": N_("on paper"), "practice": N_("in practice")}
_NOUNS: dict[Track, str] = {"policy": N_("paper"), "practice": N_("practice")}

_ASIDE = {
    "not-yet": N_("not in force yet, or its period had not ended"),
    "ended": N_("no longer in force"),
    "amended": N_("amended by {by}"),
    "repealed": N_("repealed by {by}"),
    "superseded": N_("superseded by {by}"),
    "without-its-pair": N_("shows this only together with a fact that does not count"),
    "restates": N_("restates a rule, and is no rule itself"),
    "proposes": N_("asks or promises, and binds nobody"),
    "position": N_("a position, not a rule"),
    "law": N_("another government's law"),
    "instrument-in-force": N_("an account; an instrument in force goes before it"),
    "whole-body-covered": N_("covers a part; an instrument for the whole is in force"),
    "level-0-prevails": N_("{by} works against the component and prevails"),
    "higher-level-stands": N_("{by} gives a higher level"),
    "same-level-stands": N_("{by} gives the same level, and is newer or first by id"),
    "over-ten-years": N_("more than ten years old"),
    "outside-window": N_("older than the window of evidence looked at"),
    "one-account": N_("one person's account; a figure, test or study stands"),
    "worse-placed": N_("{by} was seen by somebody better placed"),
    "earlier": N_("{by} is later"),
    "less-preferred-unit": N_("{by} is in the preferred unit"),
    "further-from-a-year": N_("{by} covers a period nearer to twelve months"),
    "higher-level": N_("{by} shows a lower level for the same period"),
    "same-rank": N_("{by} is its equal, and first by id"),
    "better-incident": N_("{by} is worse, and the worst stands"),
    "counted-instead": N_("facts that can be counted stand instead"),
    "unreadable": N_("no level can be read from it"),
    "last-known": N_("last known only, and left out by --fresh"),
}

_MARKS: dict[Mark, str] = {
    "last-known": N_("last known"),
    "broader-unit": N_("counted in a broader unit"),
    "approx": N_("approximate"),
    "amended-unread": N_("amended since, text not read"),
    "part-only": N_("covers a part only"),
    "own-report": N_("own report: held below the top level"),
    "describes": N_("by an account of the rules"),
    "one-account": N_("one person's account"),
    "low-confidence": N_("low confidence"),
}

_ROLES = {
    "not-yet": N_("later"),
    "over-ten-years": N_("context"),
    "outside-window": N_("older"),
    "one-account": N_("one account"),
    "worse-placed": N_("worse placed"),
    "earlier": N_("earlier"),
    "less-preferred-unit": N_("other unit"),
    "further-from-a-year": N_("other span"),
    "higher-level": N_("higher level"),
    "same-rank": N_("equal"),
    "better-incident": N_("not worst"),
    "counted-instead": N_("not counted"),
    "last-known": N_("last known"),
    "without-its-pair": N_("not alone"),
}
"""A word for the reasons that can set a figure aside, for a table."""

_SEEN_BY = {
    "border agency": N_("counted by the border agency"),
    "independent": N_("seen by somebody independent"),
    "community": N_("seen by the community"),
    "own": N_("said by the body itself"),
}


_CONFIDENCE = {"high": N_("high"), "medium": N_("medium"), "low": N_("low")}
_BY = {
    "border agency": N_("border agency"),
    "independent": N_("independent"),
    "community": N_("community"),
    "own": N_("the body itself"),
}
_PER = {
    "day": N_("{figure} a day"),
    "week": N_("{figure} a week"),
    "month": N_("{figure} a month"),
    "year": N_("{figure} a year"),
}


def track_name(track: Track) -> str:
    """A track as a heading: On paper, In practice."""
    return _(_TRACKS[track])


def side(track: Track) -> str:
    """A track within a sentence: on paper, in practice."""
    return _(_SIDES[track])


def noun(track: Track) -> str:
    """A track as a thing: paper, practice."""
    return _(_NOUNS[track])


def seen_by(who: str) -> str:
    """Who saw it, as a sentence begins."""
    text = _(_SEEN_BY[who])
    return text[:1].upper() + text[1:]


def counted_by(who: str | None) -> str:
    """Who saw it, in a cell."""
    return "" if who is None else _(_BY[who])


def confidence(level: str) -> str:
    return _(_CONFIDENCE[level])


def role(reason: str) -> str:
    """A word for what became of a figure."""
    return _(_ROLES[reason]) if reason in _ROLES else reason


def listed(names: Iterable[str]) -> str:
    """Names as a language lists them: a, b and c."""
    *first, last = names
    if not first:
        return last
    return p_("a list of names", "{first} and {last}", first=", ".join(first), last=last)


def sentence(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]


def aside(one: Aside) -> str:
    """Why a fact does not stand, with the rule."""
    by = one.by or _("another")
    return f"{_(_ASIDE[one.reason], by=by)} ({one.rule})"


def marks(found: BodyFinding | None) -> str:
    """What is to be said of a finding, in brackets; empty where there is nothing."""
    if found is None:
        return ""
    said = []
    for mark in found.marks:
        text = _(_MARKS[mark])
        if mark == "last-known" and found.age is not None:
            text = _("last known, {age} old", age=numbers.months(found.age))
        said.append(text)
    return joined(said)


def remarks(card: Scorecard, finding: Finding) -> str:
    """What is to be said of a finding beside its level: whose it is, how it was seen, and whose
    conduct was not examined."""
    parts = [body(card, finding), marks(finding.stands)]
    if finding.stands is not None and finding.not_examined:
        names = listed(card.place.body_name(one) for one in finding.not_examined)
        parts.append(_("not examined: {names}", names=names))
    return joined(part for part in parts if part)


def quoted(text: str) -> str:
    """A question or a text of the rubric within a sentence."""
    return p_("a quotation", '"{text}"', text=text)


def joined(parts: Iterable[str]) -> str:
    """Parts of a remark, each once."""
    return p_("between parts of a remark", "; ").join(dict.fromkeys(parts))


def figure(rubric: Rubric, reading: Reading | BodyFinding) -> str:
    """A figure in a line: count, unit, rate."""
    sums = reading.arithmetic
    if sums is None:
        return ""
    if sums.kind == "age":
        return _("{age} ago", age=numbers.months(int(sums.value)))
    unit = rubric.word(sums.unit or "")
    if sums.kind == "rate":
        return _(
            "{figure} ({unit}), {rate} per 100,000 a year",
            figure=count(reading),
            unit=unit,
            rate=numbers.rate(sums.value, ()),
        )
    if sums.kind == "share":
        share = roughly(sums, _("{number} %", number=numbers.decimal(sums.value)))
        if sums.total is not None and sums.given is not None:
            given, total = numbers.whole(sums.given), numbers.whole(sums.total)
            return _(
                "{share} ({count} of {total}) ({unit})",
                share=share,
                count=given,
                total=total,
                unit=unit,
            )
        return f"{share} ({unit})"
    return f"{roughly(sums, numbers.decimal(sums.value))} ({unit})"


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
    return span(numbers.decimal(sums.low), numbers.decimal(sums.high))


def span(low: str, high: str) -> str:
    """From one end to the other: 23 to 69."""
    return p_("a range", "{low} to {high}", low=low, high=high)


def where(card: Scorecard, fact: str) -> str:
    """The file and line of a fact."""
    _fact, file = card.place.fact(fact)
    return f"{file.file.path}:{file.lines.get(fact.rpartition('/')[2], 1)}"


def anchor(card: Scorecard, criterion: str, track: Track, level: str, kind: str) -> str:
    """A level in the words of the rubric: its text, or its bounds, and what else it asks."""
    scale = card.rubric.criteria[criterion].scale(track)
    assert scale is not None
    ends_ = scale.ends(level)
    if ends_ is not None and ends_[0] != ends_[1]:
        return " / ".join(anchor(card, criterion, track, end, kind) for end in ends_)
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


def standing(card: Scorecard, finding: Finding, found: BodyFinding) -> str:
    """The level that stands, in the words of the rubric; where the figure lies in a higher one that
    asks for more, what is missing."""
    kind = card.place.body_kind(found.body)
    level = found.level or ""
    within = found.arithmetic.within if found.arithmetic is not None else None
    scale = card.rubric.criteria[finding.criterion].scale(finding.track)
    assert scale is not None
    if within is None or scale.points[within] <= scale.points.get(level, scale.points[within]):
        text = anchor(card, finding.criterion, finding.track, level, kind)
        return _("Level {level}: {text}", level=level, text=text)
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


_UNITS = {
    "rate": N_("{figures} per 100,000 residents a year"),
    "share": N_("{figures} %"),
    "age": N_("{figures} months ago"),
}


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
        return span(start, end)
    if bounds.from_ is not None and start is not None:
        return _("{number} or more", number=start)
    return start or end or ""


def command(card: Scorecard, *more: str) -> str:
    """A command that explains this card, with the options that made it."""
    said = ["explain", card.place.own_ref, *more]
    if card.rubric.id != card.place.rubric:
        said += ["--rubric", card.rubric.id]
    if card.dated:
        said += ["--as-of", str(card.as_of)]
    if card.fresh:
        said.append("--fresh")
    return typed(*said)


def typed(*parts: str) -> str:
    """A command line to type, which answers in the language in force."""
    language = () if spoken() == ENGLISH else ("--lang", spoken())
    return " ".join(["scorecard", *(quote(part) for part in (*parts, *language))])


def as_of(when: date, fresh: bool) -> str:
    """The date of a grade, and what was known when it was made."""
    if fresh:
        return _(
            "As of {date}, as known today; what is only last known is left out.",
            date=numbers.day(when),
        )
    return _("As of {date}, as known today.", date=numbers.day(when))


def in_years(years: Fraction) -> str:
    """How long a count took: in 1 year, in 0.667 years."""
    length = numbers.decimal(years, 3)
    if years == 1:
        return _("in {length} year", length=length)
    return _("in {length} years", length=length)


def per(what: str) -> str:
    """What a count was of: a week."""
    return _(_PER[what], figure="").strip()


def stamp(program: str, files: Iterable[DataFile]) -> str:
    """The program, and every file behind a report, once."""
    listed = ", ".join(f"{file.path} {file.sha256[:12]}" for file in dict.fromkeys(files))
    return f"scorecard {program}; {listed}"


def lead(name: str) -> str:
    """What stands out before a text: `On paper:`."""
    return p_("before a text", "{lead}:", lead=name)


def provisional(grade: str, is_provisional: bool) -> str:
    """A grade, and whether it is provisional."""
    return _("{grade}, provisional", grade=grade) if is_provisional else grade


def when(fact: Fact) -> str:
    """The period of what was seen, or the date of a rule."""
    return numbers.period(fact.period) if fact.period is not None else numbers.day(fact.date)


def edition(rubric: Rubric) -> str:
    """Which rubric, and which version of it."""
    return _(
        "{title}, version {version} ({id}).",
        title=rubric.title,
        version=rubric.version,
        id=rubric.id,
    )


def band_marks(rubric: Rubric) -> tuple[tuple[float, str], ...]:
    """Where the bands begin on a line from 0 to 100."""
    return tuple((float(band.from_), name) for name, band in reversed(rubric.ranked_bands))


def kind(rubrics: Iterable[Rubric], name: str) -> str:
    """A kind of place or body: police service. The first rubric that has a word for it decides."""
    words = (rubric.word(name) for rubric in rubrics)
    return next((word for word in words if word != name), name.replace("-", " "))


def portion(share: Fraction) -> str:
    """A published portion: a third, 40 %."""
    common = {
        Fraction(1, 3): _("a third"),
        Fraction(1, 2): _("half"),
        Fraction(2, 3): _("two thirds"),
    }
    return common.get(share) or _("{number} %", number=numbers.decimal(share * 100))


def granted_by(rubric: Rubric, rule: Criterion, place: Place | None = None) -> str:
    """Who can grant what a criterion asks, by the names that a place has for them."""
    offices = {} if place is None else place.city.offices
    names = [offices.get(who) or rubric.word(who) for who in rule.who_can_grant]
    return listed(names) if names else ""


def ask(rubric: Rubric, rule: Criterion, place: Place | None = None) -> str:
    """What to ask for, and who can grant it; empty where the rubric says nothing."""
    if not rule.ask:
        return ""
    what, who = rule.ask.rstrip("."), granted_by(rubric, rule, place)
    if not who:
        return _("Ask: {what}.", what=what)
    return _("Ask: {what} (for {who} to grant).", what=what, who=who)


def searches(card: Scorecard, finding: Finding) -> list[LookedFor]:
    """What was searched in vain for a criterion and track, about the place as a whole or a body
    whose conduct is asked about, up to the date of the grade."""
    examined = {body.body for body in finding.bodies} | {card.place.focus}
    return [
        looked
        for body, looked, file in card.place.searches()
        if file.speaks_of(looked.criterion, card.rubric.id) == finding.criterion
        and looked.track == finding.track
        and (body in examined or (body is None and card.place.focus is None))
        and (looked.when is None or looked.when.first() <= card.as_of)
    ]


def looked_for(looked: LookedFor) -> str:
    """What was searched in vain, when, and whether it was refused."""
    found = _("refused") if looked.found == "refused" else _("nothing found")
    if looked.when is None:
        return _("Looked for, {found}: {what}", found=found, what=looked.searched)
    return _(
        "Looked for in {when}, {found}: {what}",
        when=numbers.day(looked.when),
        found=found,
        what=looked.searched,
    )


def reference(one: Source) -> str:
    """A source in a list of sources: publisher, title, date, and what is to be said of it."""
    parts = [one.publisher, one.title, sentence(numbers.day(one.date)), one.note]
    return " ".join(_ended(part) for part in parts if part)


def _ended(text: str) -> str:
    """A text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def sent(reply: Reply) -> str:
    """To whom a grade was sent for reply, and when."""
    when = numbers.day(reply.sent)
    return _("Sent to {who} for reply on {date}.", who=reply.office, date=when)


def replied(reply: Reply) -> str:
    """What was replied, and when."""
    return _("Reply of {date}: {text}", date=numbers.day(reply.received), text=reply.says)


def source(card: Scorecard, fact: str) -> str:
    """The publishers and dates behind a fact, in a line."""
    found, file = card.place.fact(fact)
    return sources(file.sources_of(found))


def sources(found: Iterable[Source]) -> str:
    """Publishers and dates, in a line."""
    said = []
    for one in found:
        name = one.publisher or one.title
        said.append(f"{name}, {numbers.day(one.date)}")
    return joined(said)


def body(card: Scorecard, finding: Finding) -> str:
    """Whose conduct decided, where it was not the place itself."""
    stands = finding.stands
    if stands is None or stands.body == card.place.focus:
        return ""
    return card.place.body_name(stands.body)
