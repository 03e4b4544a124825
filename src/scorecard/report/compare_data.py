"""A comparison as data: exact fractions beside the figures people are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ..analysis.across import Across, Row
from ..analysis.compare import Place, best
from ..analysis.ranks import Rank
from ..model.place import DataFile
from ..model.result import Scorecard
from ..model.rubric import Rubric
from . import data
from .language import spoken

COMPARISON, ACROSS = "comparison/1", "across/1"


def comparison(places: Sequence[Place]) -> str:
    """Places side by side as JSON, in the order given."""
    cards = [place.card for place in places]
    first = cards[0]
    files = dict.fromkeys(file for card in cards for file in card.files())
    return data.text(
        {
            **_top(COMPARISON, first.program, first.rubric, first.as_of, first.fresh, list(files)),
            "places": [_place(place) for place in places],
            "best": [
                {
                    "component": one.component,
                    "track": one.track,
                    "places": [card.place.own_ref for card in one.places],
                    "point": data.of_score(one.places[0], one.score.point),
                    "by": [
                        [fact for finding in findings for fact in finding.facts]
                        for findings in one.earned
                    ],
                }
                for one in best(cards)
            ],
        }
    )


def _top(
    form: str, program: str, rubric: Rubric, as_of: date, fresh: bool, files: Sequence[DataFile]
) -> dict[str, Any]:
    return {
        "format": form,
        "program": program,
        "language": spoken(),
        "rubric": {"id": rubric.id, "version": rubric.version, "title": rubric.title},
        "as_of": str(as_of),
        "fresh": fresh,
        "files": [{"path": file.path, "sha256": file.sha256} for file in files],
    }


def _place(place: Place) -> dict[str, Any]:
    card = place.card
    return {
        **data.named(card),
        "overall": {
            "rank": _rank(place.overall),
            "grade": _grade(card, card.overall.point),
            "point": data.of_overall(card, card.overall.point),
            "low": data.of_overall(card, card.overall.low),
            "high": data.of_overall(card, card.overall.high),
            "provisional": card.overall.provisional,
            "withheld": list(card.overall.withheld),
            "caps": [gate.id for gate in card.gates if gate.fired],
        },
        "tracks": {
            track.track: {
                "rank": _rank(place.tracks[track.track]),
                "grade": None if track.withheld else _grade(card, track.score.point),
                "withheld": track.withheld,
                "provisional": track.provisional,
                **data.score(card, track.score),
            }
            for track in card.tracks
        },
        "components": [data.component(card, component) for component in card.components],
    }


def _grade(card: Scorecard, point: Fraction | None) -> str | None:
    return None if point is None else card.rubric.band(point * 100)


def _rank(rank: Rank | None) -> dict[str, int] | None:
    return None if rank is None else rank._asdict()


def across(
    rubric: Rubric,
    criterion: str,
    found: Sequence[Across],
    as_of: date,
    fresh: bool,
    program: str,
    files: Sequence[DataFile],
) -> str:
    """One criterion across places and bodies as JSON."""
    return data.text(
        {
            **_top(ACROSS, program, rubric, as_of, fresh, files),
            "criterion": criterion,
            "question": rubric.criteria[criterion].question,
            "tracks": {
                one.track: {
                    "rows": [_row(row) for row in one.rows],
                    "nothing_stands": [row.ref for row in one.nothing],
                }
                for one in found
            },
        }
    )


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.ref,
        "name": row.place.body_name(row.body),
        "city": row.place.city.name,
        "kind": row.place.body_kind(row.body),
        "rank_in_unit": _rank(row.rank),
        "figures_in_unit": row.among,
        "finding": data.body_finding(row.place, row.found),
        "facts": data.facts(row.place, data.facts_named([row.found])),
    }
