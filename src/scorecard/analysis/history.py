"""How a grade moved: the same place graded on every day on which something changed (E1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ..engine.evidence import INSTRUMENTS
from ..engine.grade import Grader
from ..engine.turns import turns
from ..model.place import Fact, Place
from ..model.result import Finding, Scorecard, by_key
from ..model.rubric import Rubric
from .causes import Change, answer, change

POLICE = "police-service"
"""The kind that files give to police."""
Kind = Literal["adopted", "audit", "police-figure"]
KINDS: tuple[Kind, ...] = ("adopted", "audit", "police-figure")


class Step(NamedTuple):
    """A day on which something changed: the grade from then on, and what is another than before."""

    date: date
    card: Scorecard
    changes: tuple[Change, ...]


class Event(NamedTuple):
    """A fact that is marked on the line of time, on the day from which it counts."""

    date: date
    kind: Kind
    fact: str
    body: str | None


class History(NamedTuple):
    """The steps of a grade in order, up to the day of `now`, each as known today. `first` is the
    day from which any fact answers a question, before or after that; None where none ever does."""

    now: Scorecard
    first: date | None
    steps: tuple[Step, ...]
    events: tuple[Event, ...]


def begins(grader: Grader, place: Place, *, fresh: bool = False) -> date | None:
    """The day from which any fact answers a question; None where none ever does."""
    days = turns(grader.rubric, place)
    return next((day for day in days if _stands(grader.find(place, day, fresh=fresh))), None)


def history(
    grader: Grader, place: Place, end: date, *, fresh: bool = False, dated: bool = False
) -> History:
    """How the grade of a place moved up to a day. Between two steps it is that of the first."""
    now = grader.grade(place, end, fresh=fresh, dated=dated)
    first = begins(grader, place, fresh=fresh)
    steps: list[Step] = []
    before: tuple[Finding, ...] = ()
    if first is not None and first > date.min:
        before = grader.find(place, first - timedelta(days=1), fresh=fresh)
    for day in turns(grader.rubric, place):
        if first is None or not first <= day <= end:
            continue
        found = grader.find(place, day, fresh=fresh)
        if [answer(one) for one in found] != [answer(one) for one in before]:
            card = grader.of(found, place, day, fresh=fresh, dated=True)
            steps.append(Step(day, card, _changes(before, found)))
            before = found
    return History(now, first, tuple(steps), tuple(sorted(_events(now))))


def _stands(found: tuple[Finding, ...]) -> bool:
    """Whether anything is known by a fact."""
    return any(one.standing for finding in found for one in finding.bodies)


def _changes(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[Change, ...]:
    """What changed, in the order of the rubric; of nothing before, all that is known."""
    old = by_key(before)
    pairs = ((old.get((one.criterion, one.track)), one) for one in after)
    changed = (change(was, one) for was, one in pairs if was is not None or one.facts)
    return tuple(one for one in changed if one is not None)


# ---------------------------------------------------------------- what is marked


def _events(now: Scorecard) -> Iterator[Event]:
    """The facts that are marked, of those on the bodies whose conduct the rubric asks about."""
    place = now.place
    asked_about = {one.body for finding in now.findings for one in finding.bodies} | {place.focus}
    for name, body, fact, file in place.facts():
        if body in asked_about and date.min < fact.ended() <= now.as_of:
            kind = _kind(now.rubric, place, fact, file, body)
            if kind is not None:
                yield Event(fact.ended(), kind, name, body)


def _kind(rubric: Rubric, place: Place, fact: Fact, file: Place, body: str | None) -> Kind | None:
    """As what a fact is marked, by its fields alone and never by its words: an instrument that the
    place in view entered, changed or ended; a figure on police; something that others did, and that
    answers by its date alone how lately it was done. None for any other."""
    track = "score" if "score" in rubric.tracks else fact.track
    named = ((file.answers(key, rubric, track) or "", one) for key, one in fact.scores.items())
    rules = ((rubric.criteria[name], entry) for name, entry in named if name in rubric.criteria)
    said = [(scale, entry) for rule, entry in rules if (scale := rule.scale(track)) is not None]
    if not said:
        return None
    if fact.effect in INSTRUMENTS:
        return "adopted" if body == place.focus else None
    if fact.figure is not None and place.body_kind(body) == POLICE:
        return "police-figure"
    if fact.seen_by in ("own", None):
        return None
    measures = (scale.measure for scale, entry in said if entry.level is None)
    by_age = any(measure is not None and measure.kind == "age" for measure in measures)
    return "audit" if by_age else None
