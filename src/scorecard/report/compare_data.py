"""A comparison as data: exact fractions beside the figures people are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..analysis import grading
from ..analysis.across import Across, Row
from ..analysis.compare import Best, Comparison, Place
from ..analysis.ranks import Rank
from ..model.place import DataFile
from ..model.rubric import Rubric
from . import data
from .language import spoken

COMPARISON, ACROSS = "comparison/1", "across/1"


def comparison(compared: Comparison, command: str) -> str:
    """Places side by side as JSON, in the order given."""
    return data.text(
        {
            **_top(
                COMPARISON,
                compared.program,
                compared.rubric,
                compared.as_of,
                compared.fresh,
                compared.files,
                command,
            ),
            "places": [_place(place) for place in compared.places],
            "best": [
                {
                    "component": one.component,
                    "track": one.track,
                    "places": list(one.refs),
                    "point": _point(one),
                    "by": [
                        [fact for finding in findings for fact in finding.facts]
                        for findings in one.earned
                    ],
                }
                for one in compared.best
            ],
        }
    )


def _top(
    form: str,
    program: str,
    rubric: Rubric,
    as_of: date,
    fresh: bool,
    files: Sequence[DataFile],
    command: str,
) -> dict[str, Any]:
    return {
        "format": form,
        "program": program,
        "language": spoken(),
        "rubric": data.edition(rubric),
        "as_of": str(as_of),
        "fresh": fresh,
        "files": data.files(files),
        "command": command,
    }


def _place(place: Place) -> dict[str, Any]:
    card = place.standing
    return {
        "id": card.ref,
        "of": None if card.of is None else card.place,
        "name": card.name,
        "kind": card.kind,
        "overall": {
            "rank": _rank(place.overall),
            **data.of_overall(card),
            "provisional": card.overall.provisional,
            "withheld": list(card.overall.withheld),
            "caps": list(card.caps),
        },
        "tracks": {
            track.track: {
                "rank": _rank(place.tracks[track.track]),
                **data.score(track.score, grading.total(card.rubric, card.tracks), card.rubric),
                "withheld": track.withheld,
                "provisional": track.provisional,
            }
            for track in card.tracks
        },
        "components": [
            data.component(card, one, card.rubric.components[one.id]) for one in card.components
        ],
    }


def _point(one: Best) -> dict[str, str]:
    """The score of the first of a component."""
    card = one.places[0]
    rule = card.rubric.components[one.component]
    found: dict[str, str] = data.of_component(card, rule, one.score)["point"]
    return found


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
    command: str,
) -> str:
    """One criterion across places and bodies as JSON."""
    return data.text(
        {
            **_top(ACROSS, program, rubric, as_of, fresh, files, command),
            "criterion": criterion,
            "question": rubric.criteria[criterion].question,
            "tracks": {
                one.track: {
                    "rows": [_row(row, as_of) for row in one.rows],
                    "nothing_stands": [row.ref for row in one.nothing],
                }
                for one in found
            },
        }
    )


def _row(row: Row, as_of: date) -> dict[str, Any]:
    return {
        "id": row.ref,
        "name": row.place.body_name(row.body),
        "city": row.place.city.name,
        "kind": row.place.body_kind(row.body),
        "rank_in_unit": _rank(row.rank),
        "figures_in_unit": row.among,
        "finding": data.body_finding(row.place, row.found),
        "facts": data.facts(row.place, data.facts_named([row.found]), as_of),
    }
