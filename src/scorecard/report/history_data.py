"""The history of a grade as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..analysis import grading
from ..analysis.causes import Cause, Change
from ..analysis.history import History, Step
from ..model.place import Place
from ..model.result import Finding, Scorecard
from . import data
from .language import spoken

FORMAT = "history/1"
OF_A_TRACK = ("grade", "point", "low", "high", "coverage")


def write(history: History, command: str) -> str:
    """The series as JSON, in the order of time, with the facts that moved it."""
    now = history.now
    causes = (cause for step in history.steps for one in step.changes for cause in one.causes)
    named = facts_named(causes) | {event.fact for event in history.events}
    return data.text(
        {
            "format": FORMAT,
            "program": now.program,
            "language": spoken(),
            "place": data.named(now),
            "rubric": data.edition(now.rubric),
            "as_of": str(now.as_of),
            "fresh": now.fresh,
            "files": data.files(now.files()),
            "command": command,
            "first": data.exact(history.first),
            "steps": [_step(step) for step in history.steps],
            "events": [
                {
                    "date": str(event.date),
                    "kind": event.kind,
                    "fact": event.fact,
                    "body": now.place.ref(event.body),
                }
                for event in history.events
            ],
            "facts": data.facts(now.place, named, now.as_of),
        }
    )


def facts_named(causes: Iterable[Cause]) -> set[str]:
    """Every fact that causes name."""
    causes = tuple(causes)
    asides = (one.aside for one in causes if one.aside is not None)
    return {one.fact for one in causes} | {one.by for one in asides if one.by is not None}


def scores(card: Scorecard) -> dict[str, Any]:
    """The overall and the tracks of a scorecard, with the caps that apply."""
    unit = grading.total(card.rubric, card.tracks)
    return {
        "overall": {
            **data.of_overall(card),
            "provisional": card.overall.provisional,
            "withheld": list(card.overall.withheld),
        },
        "tracks": {
            track.track: {
                **{key: data.score(track.score, unit, card.rubric)[key] for key in OF_A_TRACK},
                "withheld": track.withheld,
                "provisional": track.provisional,
            }
            for track in card.tracks
        },
        "caps": [gate.id for gate in card.gates if gate.fired],
    }


def finding(one: Finding | None) -> dict[str, Any] | None:
    """What was found, in short."""
    if one is None:
        return None
    return {
        "status": one.status,
        "level": None if one.stands is None else one.stands.level,
        "point": data.exact(one.point),
        "low": str(one.low),
        "high": str(one.high),
        "last_known": one.last_known,
    }


def cause(place: Place, one: Cause) -> dict[str, Any]:
    """What became of a fact; where it was, or is, set aside: by which rule, and why."""
    aside = one.aside
    return {
        "fact": one.fact,
        "body": place.ref(one.body),
        "how": one.how,
        "rule": None if aside is None else aside.rule,
        "reason": None if aside is None else aside.reason,
        "by": None if aside is None else aside.by,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "date": str(step.date),
        **scores(step.card),
        "changes": [_change(step.card.place, one) for one in step.changes],
    }


def _change(place: Place, one: Change) -> dict[str, Any]:
    return {
        "criterion": one.after.criterion,
        "track": one.after.track,
        "before": finding(one.before),
        "after": finding(one.after),
        "facts": [cause(place, each) for each in one.causes],
    }
