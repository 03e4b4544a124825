"""The words for what the engine says in codes: one place, one word per idea."""

from __future__ import annotations

from fractions import Fraction
from shlex import quote

from ..model.place import LookedFor
from ..model.result import Arithmetic, Aside, BodyFinding, Finding, Mark, Reading, Scorecard
from ..model.rubric import Bounds, Scale, Track
from . import numbers

TRACK_NAMES: dict[Track, str] = {"policy": "On paper", "practice": "In practice"}
TRACK_NOUNS: dict[Track, str] = {"policy": "paper", "practice": "practice"}

ASIDE = {
    "not-yet": "not in force yet, or its period had not ended",
    "ended": "no longer in force",
    "amended": "amended by {by}",
    "repealed": "repealed by {by}",
    "superseded": "superseded by {by}",
    "without-its-pair": "shows this only together with a fact that does not count",
    "restates": "restates a rule, and is no rule itself",
    "proposes": "asks or promises, and binds nobody",
    "position": "a position, not a rule",
    "law": "another government's law",
    "instrument-in-force": "an account; an instrument in force goes before it",
    "whole-body-covered": "covers a part; an instrument for the whole is in force",
    "level-0-prevails": "{by} works against the component and prevails",
    "higher-level-stands": "{by} gives a higher level",
    "same-level-stands": "{by} gives the same level, and is newer or first by id",
    "over-ten-years": "more than ten years old",
    "outside-window": "older than the window of evidence looked at",
    "one-account": "one person's account; a figure, test or study stands",
    "worse-placed": "{by} was seen by somebody better placed",
    "earlier": "{by} is later",
    "less-preferred-unit": "{by} is in the preferred unit",
    "further-from-a-year": "{by} covers a period nearer to twelve months",
    "higher-level": "{by} shows a lower level for the same period",
    "same-rank": "{by} is its equal, and first by id",
    "better-incident": "{by} is worse, and the worst stands",
    "counted-instead": "facts that can be counted stand instead",
    "unreadable": "no level can be read from it",
    "last-known": "last known only, and left out by --fresh",
}

MARKS: dict[Mark, str] = {
    "last-known": "last known",
    "broader-unit": "counted in a broader unit",
    "approx": "approximate",
    "amended-unread": "amended since, text not read",
    "part-only": "covers a part only",
    "own-report": "own report: held below the top level",
    "describes": "by an account of the rules",
    "one-account": "one person's account",
    "low-confidence": "low confidence",
}

ROLES = {
    "not-yet": "later",
    "over-ten-years": "context",
    "outside-window": "older",
    "one-account": "one account",
    "worse-placed": "worse placed",
    "earlier": "earlier",
    "less-preferred-unit": "other unit",
    "further-from-a-year": "other span",
    "higher-level": "higher level",
    "same-rank": "equal",
    "better-incident": "not worst",
    "counted-instead": "not counted",
    "last-known": "last known",
    "without-its-pair": "not alone",
}
"""A word for the reasons that can set a figure aside, for a table."""

SEEN_BY = {
    "border agency": "counted by the border agency",
    "independent": "seen by somebody independent",
    "community": "seen by the community",
    "own": "said by the body itself",
}


def aside(one: Aside) -> str:
    """Why a fact does not stand, with the rule."""
    return f"{ASIDE[one.reason].format(by=one.by or 'another')} ({one.rule})"


def marks(found: BodyFinding | None) -> str:
    """What is to be said of a finding, in brackets; empty where there is nothing."""
    if found is None:
        return ""
    said = []
    for mark in found.marks:
        text = MARKS[mark]
        if mark == "last-known" and found.age is not None:
            text += f", {numbers.months(found.age)} old"
        said.append(text)
    return "; ".join(dict.fromkeys(said))


def figure(reading: Reading | BodyFinding) -> str:
    """A figure in a line: count, unit, rate."""
    sums = reading.arithmetic
    if sums is None:
        return ""
    if sums.kind == "age":
        return f"{numbers.months(int(sums.value))} ago"
    about = roughly(sums)
    unit = sums.unit or ""
    if sums.kind == "rate":
        count = numbers.whole(sums.given) if sums.given is not None else ends(reading)
        per = f" a {sums.per}" if sums.per else ""
        return f"{about}{count}{per} ({unit}), {numbers.rate(sums.value, ())} per 100,000 a year"
    if sums.kind == "share":
        of = ""
        if sums.total is not None and sums.given is not None:
            of = f" ({numbers.whole(sums.given)} of {numbers.whole(sums.total)})"
        return f"{about}{numbers.decimal(sums.value)} %{of} ({unit})"
    return f"{about}{numbers.decimal(sums.value)} ({unit})"


def roughly(sums: Arithmetic) -> str:
    """What stands before a number that is not exact."""
    if sums.bound is not None:
        return "up to " if sums.bound == "upper" else "at least "
    return "about " if sums.approx else ""


def ends(reading: Reading | BodyFinding) -> str:
    sums = reading.arithmetic
    assert sums is not None
    return f"{numbers.decimal(sums.low)} to {numbers.decimal(sums.high)}"


def where(card: Scorecard, fact: str) -> str:
    """The file and line of a fact."""
    _, file = card.place.fact(fact)
    return f"{file.file.path}:{file.lines.get(fact.rpartition('/')[2], 1)}"


def anchor(card: Scorecard, criterion: str, track: Track, level: str, kind: str) -> str:
    """A level in the words of the rubric: its text, or its bounds, and what else it asks."""
    scale = card.rubric.criteria[criterion].scale(track)
    assert scale is not None
    ends_ = scale.ends(level)
    if ends_ is not None and ends_[0] != ends_[1]:
        return " / ".join(anchor(card, criterion, track, end, kind) for end in ends_)
    step = scale.levels[level]
    said = [_reach(scale, level, kind)] if step.bounds(kind).bounded else []
    if step.text:
        said.append(step.text.rstrip("."))
    text = "; or ".join(said[:1] + [one[0].lower() + one[1:] for one in said[1:]])
    if step.and_:
        text += f"; and: {step.and_.rstrip('.')}"
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
        return f"Level {level}: {anchor(card, finding.criterion, finding.track, level, kind)}"
    why = "it is the body's own word"
    if "own-report" not in found.marks:
        why = f"what it also asks is not shown: {(scale.levels[within].and_ or '').rstrip('.')}"
    return f"Level {level}: within level {within} ({_reach(scale, within, kind)}), but {why}"


def _reach(scale: Scale, level: str, kind: str) -> str:
    """The figures that reach a level, with their unit."""
    unit = "" if scale.measure is None else _unit(scale.measure.kind)
    return f"{between(scale.levels[level].bounds(kind))}{unit}"


def between(bounds: Bounds) -> str:
    """Bounds in words: `10 to under 50`, `100 or more`, `over 24`."""

    def said(number: Fraction) -> str:
        return numbers.decimal(number, 3)

    start = f"over {said(bounds.over)}" if bounds.over is not None else ""
    if bounds.from_ is not None:
        start = said(bounds.from_)
    end = f"under {said(bounds.under)}" if bounds.under is not None else ""
    if bounds.up_to is not None:
        end = said(bounds.up_to) if start else f"up to {said(bounds.up_to)}"
    if bounds.exactly is not None:
        return f"exactly {said(bounds.exactly)}"
    if start and end:
        return f"{start} to {end}"
    return f"{start} or more" if bounds.from_ is not None else start or end


def _unit(kind: str) -> str:
    return {"rate": " per 100,000 residents a year", "share": " %", "age": " months ago"}.get(
        kind, ""
    )


def command(card: Scorecard, *more: str) -> str:
    """A command that explains this card, with the options that made it."""
    names = (card.place.ref(card.place.focus), *more)
    said = ["scorecard explain", *(quote(name) for name in names)]
    if card.rubric.id != card.place.rubric:
        said.append(f"--rubric {card.rubric.id}")
    if card.dated:
        said.append(f"--as-of {card.as_of}")
    if card.fresh:
        said.append("--fresh")
    return " ".join(said)


def ask(card: Scorecard, criterion: str) -> str:
    """What to ask for, and who can grant it; empty where the rubric says nothing."""
    rule = card.rubric.criteria[criterion]
    if not rule.ask:
        return ""
    granted = f" (for {' and '.join(rule.who_can_grant)} to grant)" if rule.who_can_grant else ""
    return f"Ask: {rule.ask.rstrip('.')}{granted}."


def searches(card: Scorecard, finding: Finding) -> list[LookedFor]:
    """What was searched in vain for a criterion and track, up to the date of the grade."""
    return [
        looked
        for looked in card.place.city.looked_for
        if card.place.speaks_of(looked.criterion, card.rubric.id) == finding.criterion
        and looked.track == finding.track
        and (looked.when is None or looked.when.first() <= card.as_of)
    ]


def looked_for(looked: LookedFor) -> str:
    """What was searched in vain, when, and whether it was refused."""
    when = f" in {numbers.day(looked.when)}" if looked.when is not None else ""
    found = "refused" if looked.found == "refused" else "nothing found"
    return f"Looked for{when}, {found}: {looked.searched}"


def source(card: Scorecard, fact: str) -> str:
    """The publishers and dates behind a fact, in a line."""
    found, file = card.place.fact(fact)
    said = []
    for one in file.sources_of(found):
        name = one.publisher or one.title
        said.append(f"{name}, {numbers.day(one.date)}")
    return "; ".join(dict.fromkeys(said))


def body(card: Scorecard, finding: Finding) -> str:
    """Whose conduct decided, where it was not the place itself."""
    stands = finding.stands
    if stands is None or stands.body == card.place.focus:
        return ""
    return card.place.body_name(stands.body)
