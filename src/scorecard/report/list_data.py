"""What there is as data: exact fractions beside the figures people are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from .. import __version__
from ..analysis.inventory import Inventory, holding, own_facts
from ..model.place import Place
from ..model.rubric import Rubric
from . import data, numbers
from .language import spoken
from .list_view import What

FORMAT = "list/1"


def write(inventory: Inventory, what: Sequence[What], when: date) -> str:
    """What there is of each thing asked for, as JSON. Of what has errors, only that is said."""
    found: dict[str, Any] = {
        "format": FORMAT,
        "program": __version__,
        "language": spoken(),
        "as_of": str(when),
    }
    if "cities" in what:
        found["cities"] = [_city(inventory, name) for name in inventory.places]
    if "rubrics" in what:
        found["rubrics"] = [_rubric(name, rubric) for name, rubric in inventory.rubrics.items()]
    if "bodies" in what:
        found["bodies"] = [_body(body) for _place, bodies in inventory.bodies() for body in bodies]
    return data.text(found)


def _city(inventory: Inventory, name: str) -> dict[str, Any]:
    place = inventory.places[name]
    if place is None:
        return {"id": name, "has_errors": True}
    card = inventory.cards.get(name)
    answered = None
    if card is not None:
        limits = numbers.needs(card.rubric)
        answered = {one.track: data.share(one.score.coverage, limits) for one in card.tracks}
    return {
        "id": name,
        "has_errors": False,
        "name": place.name,
        "kind": place.kind,
        "file": data.of_file(place.file),
        **_facts(place),
        "rubric": None if card is None else card.rubric.id,
        "answered": answered,
    }


def _facts(place: Place) -> dict[str, Any]:
    found = holding(own_facts(place))
    return {"facts": found.facts, "scored": found.scored, "newest": data.exact(found.newest)}


def _rubric(name: str, rubric: Rubric | None) -> dict[str, Any]:
    if rubric is None:
        return {"id": name, "has_errors": True}
    return {
        "id": name,
        "has_errors": False,
        "version": rubric.version,
        "title": rubric.title,
        "grades": list(rubric.grades),
        "components": len(rubric.components),
        "criteria": len(rubric.criteria),
    }


def _body(place: Place) -> dict[str, Any]:
    """A body in view."""
    body = place.body(place.focus or "")
    return {
        "id": place.own_ref,
        "name": place.name,
        "kind": body.kind,
        "speaks_for_city": body.speaks_for_city,
        "governed_by": body.governed_by,
        **_facts(place),
        "place": body.place,
    }
