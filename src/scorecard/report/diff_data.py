"""What moved a grade as data."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..analysis.diff import Diff, Move, Part, TrackDiff
from ..analysis.parts import Worth
from ..model.place import Place
from ..model.result import Scorecard
from . import data
from .history_data import cause, facts_named, finding, scores
from .language import spoken

FORMAT = "diff/1"


def write(found: Diff, first: date | None, command: str) -> str:
    """The two ends, and every part of the difference, exact. `first` is the day from which any fact
    answers a question."""
    after = found.after
    moves = [move for one in found.tracks for move in one.moves]
    named = facts_named(one for move in moves for one in move.causes)
    return data.text(
        {
            "format": FORMAT,
            "program": after.program,
            "language": spoken(),
            "place": data.named(after),
            "between": found.between,
            "first": data.exact(first),
            "fresh": after.fresh,
            "command": command,
            "before": _end(found.before),
            "after": _end(after),
            "shared": len(found.shared),
            "difference": _worth(found.difference),
            "tracks": [_track(one, after.place) for one in found.tracks],
            "mix": [{"track": track, "of_overall": _worth(part)} for track, part in found.mix],
            "caps": _worth(found.caps),
            "unmoved": [{"criterion": name, "track": track} for name, track in found.unmoved],
            "facts": data.facts(after.place, named, after.as_of),
        }
    )


def _end(card: Scorecard) -> dict[str, Any]:
    """One of the two scorecards."""
    return {
        "as_of": str(card.as_of),
        "rubric": data.edition(card.rubric),
        "files": data.files(card.files()),
        **scores(card),
    }


def _track(one: TrackDiff, place: Place) -> dict[str, Any]:
    return {
        "track": one.track,
        "told_apart": one.how,
        "difference": _of_track(one.difference),
        "of_overall": _worth(one.of_overall),
        "moves": [_move(move, place) for move in one.moves],
    }


def _move(move: Move, place: Place) -> dict[str, Any]:
    return {
        "criterion": move.criterion,
        "before": finding(move.before),
        "after": finding(move.after),
        "weight_before": str(move.weights[0]),
        "weight_after": str(move.weights[1]),
        "parts": [_part(part) for part in move.parts],
        "facts": [cause(place, one) for one in move.causes],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "why": part.why,
        "of_track": _of_track(part.of_track),
        "of_overall": _worth(part.of_overall),
    }


def _of_track(part: Worth) -> dict[str, str | None]:
    return {**_worth(part), "coverage": str(part.coverage)}


def _worth(part: Worth) -> dict[str, str | None]:
    """A difference of the point, None where it has none at an end, and of both ends of the range,
    as exact shares."""
    return {"point": data.exact(part.point), "low": str(part.low), "high": str(part.high)}
