"""A fact as rows of plain cells, as a sheet or somebody who is asked gives it, and back.

The first row of a fact says what it states; every row may give sources, and one question that it
answers. A cell without a value is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import zip_longest
from typing import Any, NamedTuple

from .document import Address

STATED = tuple(
    "claim body effect date until of supersedes with covers text_read approx_date period seen_by "
    "case confidence note public context coded_by checked_by".split()
)
"""Columns that are keys of the fact under the same name."""
FIGURE = {
    "count": "count",
    "share": "share",
    "value": "value",
    "low": "low",
    "high": "high",
    "total": "total",
    "unit": "of",
    "per": "per",
    "approx": "approx",
    "bound": "bound",
}
"""Columns that are keys of its figure."""
SOURCE = {
    "title": "title",
    "publisher": "publisher",
    "source_kind": "kind",
    "published": "date",
    "url": "url",
    "archive": "archive",
    "source_note": "note",
}
"""Columns that are keys of a source that is written out; `source` names some of the file."""
SCORE = ("level", "and_shown", "shown", "unclear", "why")
"""Columns that are keys of what it shows on the `criterion`."""
COLUMNS = ("id", *STATED, *FIGURE, "source", *SOURCE, "criterion", *SCORE)
LISTS = frozenset({"supersedes", "with", "source", "shown", "unclear"})
"""Columns that hold several names, with commas; a hyphen stands for none."""
NONE = "-"
TO = " to "
"""Stands between the two ends of a period."""
Row = Mapping[str, str]


class Built(NamedTuple):
    """A fact as a file holds it, and for each part of it the row and the column that it is from,
    rows counting from 0."""

    fact: dict[str, Any]
    cells: dict[Address, tuple[int, str]]


def built(rows: Sequence[Row]) -> Built:
    """The fact that some rows tell of."""
    fact: dict[str, Any] = {}
    cells: dict[Address, tuple[int, str]] = {}
    first = rows[0]
    for name in STATED:
        if name in first:
            fact[name] = _value(name, first[name])
            cells[name,] = 0, name
    figure = {key: first[name] for name, key in FIGURE.items() if name in first}
    if figure:
        fact["figure"] = figure
        named = [name for name in FIGURE if name in first]
        cells["figure",] = 0, named[0]
        for name in named:
            cells["figure", FIGURE[name]] = 0, name
    sources: list[Any] = []
    scores: dict[str, Any] = {}
    for at, row in enumerate(rows):
        for one in _names(row.get("source", NONE)):
            cells["sources", len(sources)] = at, "source"
            sources.append(one)
        inline = {key: row[name] for name, key in SOURCE.items() if name in row}
        if inline:
            for name, key in SOURCE.items():
                cells["sources", len(sources), key] = at, name
            cells["sources", len(sources)] = at, next(n for n in SOURCE if n in row)
            sources.append(inline)
        if "criterion" in row:
            key = row["criterion"]
            scores.setdefault(key, {name: _value(name, row[name]) for name in SCORE if name in row})
            cells |= {("scores", key, name): (at, name) for name in SCORE}
            cells["scores", key] = at, "criterion"
    cells["sources",] = 0, "source"
    cells["scores",] = 0, "criterion"
    if sources:
        fact["sources"] = sources
    if scores:
        fact["scores"] = scores
    return Built(fact, cells)


def rows_of(name: str, fact: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows that tell of a fact, as a file holds it; what no column holds is left out."""
    first = {"id": name}
    for key in STATED:
        if key in fact:
            first[key] = _cell(fact[key])
    figure = fact.get("figure", {})
    first |= {name: figure[key] for name, key in FIGURE.items() if key in figure}
    sources = list(_sources(fact.get("sources", ())))
    scores = [
        {"criterion": key, **{one: _cell(stated[one]) for one in SCORE if one in stated}}
        for key, stated in fact.get("scores", {}).items()
    ]
    nothing: dict[str, str] = {}
    more = [
        {"id": name, **source, **score}
        for source, score in zip_longest(sources, scores, fillvalue=nothing)
    ]
    return [{**first, **(more[0] if more else {})}, *more[1:]]


def merged(old: Mapping[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
    """A fact of a file as its rows now tell it. What they tell as before stays as it is written,
    and so does what no column holds."""
    new = built(rows).fact
    before = built(rows_of("", old)).fact
    kept = {
        key: value
        for key, value in old.items()
        if new.get(key) == before.get(key) or (key not in new and key not in before)
    }
    changed = {key: value for key, value in new.items() if value != before.get(key)}
    for key in ("figure", "scores"):
        if key in changed and key in old:
            changed[key] = _within(old[key], before.get(key, {}), changed[key])
    return {**kept, **changed}


def _within(old: Mapping[str, Any], before: Mapping[str, Any], new: Mapping[str, Any]) -> Any:
    """A mapping whose changed parts are new, and whose other parts are as they were written."""
    return {
        key: old[key] if key in old and before.get(key) == value else value
        for key, value in new.items()
    }


def _sources(stated: Any) -> Iterator[dict[str, str]]:
    """Sources a row: the names of some of the file, and one that is written out after them."""
    names: list[str] = []
    for one in [stated] if isinstance(stated, str | Mapping) else stated:
        if isinstance(one, str):
            names.append(one)
            continue
        row = {"source": ", ".join(names)} if names else {}
        yield {**row, **{name: one[key] for name, key in SOURCE.items() if key in one}}
        names = []
    if names:
        yield {"source": ", ".join(names)}


def _value(name: str, text: str) -> Any:
    """What a cell stands for in the file."""
    if name in LISTS:
        return _names(text)
    if name == "period" and TO in text:
        first, _to, last = text.partition(TO)
        return {"from": first.strip(), "to": last.strip()}
    return text


def _names(text: str) -> list[str]:
    """The names in a cell that holds several."""
    return [one.strip() for one in text.split(",") if one.strip() not in ("", NONE)]


def _cell(value: Any) -> str:
    """What the file holds, as one cell."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return f"{value.get('from', '')}{TO}{value.get('to', '')}"
    return ", ".join(map(str, value)) or NONE


def fingerprint(name: str, fact: Mapping[str, Any]) -> str:
    """What tells a fact from the same one changed, as far as its rows tell of it."""
    return sha256(repr(rows_of(name, fact)).encode()).hexdigest()[:12]
