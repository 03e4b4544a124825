"""What places and bodies are called: a body with its city."""

from __future__ import annotations

from ..analysis.across import Row
from ..model.place import Place
from ..model.result import Standing


def place(found: Place) -> str:
    """A place; where a body of it is in view, that body."""
    return _in_city(found.name, None if found.focus is None else found.city.name)


def standing(one: Standing) -> str:
    """The same of a place that is held against others."""
    return _in_city(one.name, one.of)


def holder(row: Row) -> str:
    """Whose answer a row tells."""
    city = None if row.body is None else row.place.city.name
    return _in_city(row.place.body_name(row.body), city)


def _in_city(name: str, city: str | None) -> str:
    return name if city is None else f"{name} ({city})"
