"""The sources of a place, or of a body of it, and what rests on each, as data."""

from __future__ import annotations

from typing import Any

from .. import __version__
from ..analysis.sources import Resting, Sources, Standing, Used, share
from . import data
from .language import spoken
from .show_data import plain

FORMAT = "sources/1"


def write(found: Sources) -> str:
    """The sources as JSON, that on which most rests first; facts are named by id."""
    rubric = found.rubric
    numbered = {one.source: number for number, one in enumerate(found.sources, 1)}

    def numbers(sources: Any) -> list[int]:
        return [numbered[one] for one in sources]

    def fact(one: Resting) -> dict[str, Any]:
        return {
            "id": one.id,
            "claim": one.fact.claim,
            "file": one.file.file.path,
            "line": one.line,
            "body": one.body,
            "track": one.fact.track,
            "seen_by": one.fact.seen_by,
            "answers": [{"criterion": name, "track": track} for name, track in one.answers],
            "sources": numbers(one.sources),
            "alone": one.alone,
            "own_word": one.own_word,
            "archived": one.archived,
        }

    def question(one: Standing) -> dict[str, Any]:
        assert rubric is not None
        return {
            "criterion": one.criterion,
            "question": rubric.criteria[one.criterion].question,
            "facts": [fact.id for fact in one.facts],
            "sources": numbers(one.sources),
        }

    place = found.place
    return data.text(
        {
            "format": FORMAT,
            "program": __version__,
            "language": spoken(),
            "place": place.own_ref,
            "name": place.name,
            "rubric": None
            if rubric is None
            else {"id": rubric.id, "version": rubric.version, "title": rubric.title},
            "files": [{"path": file.path, "sha256": file.sha256} for file in found.files],
            "counts": {
                "sources": len(found.sources),
                "facts": len(found.facts),
                "alone": _part(len(found.alone), len(found.facts)),
                "own_word": _part(len(found.own_word), len(found.facts)),
                "unarchived_sources": _part(len(found.unarchived), len(found.sources)),
                "unarchived_facts": _part(len(found.lost_with_the_page), len(found.facts)),
            },
            "sources": [_source(number, one) for number, one in enumerate(found.sources, 1)],
            "facts": [fact(one) for one in found.facts],
            "questions": [question(one) for one in found.questions],
        }
    )


def _part(some: int, of: int) -> dict[str, Any]:
    return {"number": some, "share": data.share(share(some, of) if of else None)}


def _source(number: int, one: Used) -> dict[str, Any]:
    return {
        "number": number,
        "id": one.id,
        "file": one.file.file.path,
        **plain(one.source),
        "facts": [fact.id for fact in one.facts],
        "questions": list(one.questions),
        "uses": list(one.uses),
    }
