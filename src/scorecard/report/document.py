"""What a report is made of, before any format: headings, paragraphs, tables and items.

A view builds a document; a writer lays it out, and escapes every text for where it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "fair", "poor", "note", "plain"]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Para:
    text: str
    strong: bool = False
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; columns named in `right` are set to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A text with more texts below it, and perhaps an address."""

    text: str
    below: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """Something to type next."""

    text: str


Block = Heading | Para | Table | Items | Command
Document = tuple[Block, ...]
