"""What a report is made of, before any format: headings, paragraphs, tables and items.

A view builds a document; a writer lays it out, and escapes every text for where it goes.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Tone = Literal["good", "fair", "poor", "note", "plain"]


class Heading(NamedTuple):
    text: str
    level: int = 2


class Para(NamedTuple):
    text: str
    strong: bool = False
    tone: Tone = "plain"


class Table(NamedTuple):
    """Rows of cells under a head; columns named in `right` are set to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


class Item(NamedTuple):
    """A text with more texts below it, and sources: each a text, an address, or both."""

    text: str
    below: tuple[str, ...] = ()
    sources: tuple[tuple[str, str | None], ...] = ()


class Items(NamedTuple):
    items: tuple[Item, ...]
    numbered: bool = False


class Command(NamedTuple):
    """Something to type next."""

    text: str


Block = Heading | Para | Table | Items | Command
Document = tuple[Block, ...]
