"""What the shell offers when a name is half typed. Nothing here ever fails loudly."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..load.library import Library
from ..load.typed import is_id
from . import opening
from .say import UseError


def places(begun: str, data: Path | None) -> list[str]:
    """Places; after `toronto/`, the bodies of that place."""
    library = _library(data)
    if library is None:
        return []
    city, slash, _ = begun.partition("/")
    names: Iterable[str] = library.ids("cities")
    if slash:
        names = (f"{city}/{body}" for body in library.bodies(city))
    return _matching(names, begun)


def rubrics(begun: str, data: Path | None) -> list[str]:
    library = _library(data)
    return [] if library is None else _matching(library.ids("rubrics"), begun)


def criteria(begun: str, data: Path | None, rubric: str | None) -> list[str]:
    """The criteria of the rubric chosen, or of the first."""
    library = _library(data)
    name = None if library is None else rubric or library.first_rubric()
    found = None if library is None or name is None else library.rubric(name)
    return [] if found is None else _matching(found[0].criteria, begun)


def anything(begun: str, data: Path | None) -> list[str]:
    """What `show` takes: rubrics, places and criteria."""
    return [*rubrics(begun, data), *places(begun, data), *criteria(begun, data, None)]


def schemas(begun: str) -> list[str]:
    """What `schema` takes."""
    from ..load.schemas import names

    return _matching(names(), begun)


def languages(begun: str) -> list[str]:
    from ..load.catalogue import languages as known

    return _matching(known(), begun)


def _matching(names: Iterable[str], begun: str) -> list[str]:
    """The names that go on as begun. One with a mark that a shell acts on is not offered: what is
    offered ends up on a command line."""
    safe = (name for name in names if all(is_id(part) for part in name.split("/")))
    return [name for name in safe if name.startswith(begun)]


def _library(data: Path | None) -> Library | None:
    try:
        return opening.library(data)
    except UseError:
        return None
