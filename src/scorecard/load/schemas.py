"""The JSON Schemas that stand in `schemas/`: of data files, and of what is printed as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .layers import shipped

COMMON = "common-1"
"""Definitions that the schemas of outputs share; it describes nothing by itself."""
_URN = "urn:scorecard:"


def folder() -> Path:
    """Where the schemas are: beside the folders of data."""
    return shipped() / "schemas"


def names() -> dict[str, str]:
    """What there is a schema of, each with the name of its file: `results` with `results-1`."""
    stems = sorted(path.stem for path in folder().glob("*.json"))
    return {stem.rpartition("-")[0]: stem for stem in stems if stem != COMMON}


def read(stem: str) -> Any:
    """A schema as it stands in the folder."""
    return json.loads((folder() / f"{stem}.json").read_text(encoding="utf-8"))


def written(schema: Any) -> str:
    """A schema as a file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def bundled(stem: str) -> Any:
    """A schema with those it refers to among its `$defs`, so that it is enough by itself."""
    own = read(stem)
    others: dict[str, Any] = {}
    waiting = set(_named(own))
    while waiting:
        name = waiting.pop()
        others[name] = read(name)
        waiting |= set(_named(others[name])) - others.keys() - {stem}
    parts = {
        name: {
            key: _pointing(value, f"#/$defs/{name}")
            for key, value in other.items()
            if key not in ("$schema", "$id")
        }
        for name, other in sorted(others.items())
    }
    whole = _pointing(own, "#")
    return {**whole, "$defs": {**whole.get("$defs", {}), **parts}} if parts else whole


def _named(schema: Any) -> Iterator[str]:
    """The other schemas that one refers to."""
    if isinstance(schema, dict):
        ref = schema.get("$ref")
        if isinstance(ref, str) and ref.startswith(_URN):
            yield ref.removeprefix(_URN).partition("#")[0]
        for value in schema.values():
            yield from _named(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _named(value)


def _pointing(schema: Any, here: str) -> Any:
    """A schema that stands `here` in another, with its references as they are there."""
    if isinstance(schema, list):
        return [_pointing(value, here) for value in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _pointing(value, here) for key, value in schema.items()}
    ref = made.get("$ref")
    if isinstance(ref, str):
        name, _, pointer = ref.removeprefix(_URN).partition("#")
        made["$ref"] = f"#/$defs/{name}{pointer}" if ref.startswith(_URN) else f"{here}{pointer}"
    return made
