"""What a report is made of, before any format: headings, paragraphs, tables and items.

A view builds a document; a writer lays it out, and escapes every text for where it goes.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    """Rows of cells under a head; columns named in `right` are set to the right. `short` are heads
    to use, and to explain, where the full ones do not fit."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    short: tuple[str, ...] = ()

    def without_empty(self, *columns: int) -> Table:
        """The table without those of these columns in which no row says anything."""
        said = {at for at in columns if any(row[at] for row in self.rows)}
        kept = [at for at in range(len(self.head)) if at not in columns or at in said]
        return Table(
            tuple(self.head[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in self.rows),
            right=tuple(new for new, at in enumerate(kept) if at in self.right),
            short=tuple(self.short[at] for at in kept) if self.short else (),
        )


class Said(NamedTuple):
    """A text with words that stand out before it, and the numbers of its notes."""

    text: str
    lead: str = ""
    notes: tuple[int, ...] = ()

    def plain(self) -> str:
        """All of it as one text."""
        notes = "".join(f" [{number}]" for number in self.notes)
        return f"{self.lead} {self.text}".strip() + notes


class Item(NamedTuple):
    """A text with more texts below it, and sources: each a text, an address, or both."""

    text: str | Said
    below: tuple[str | Said, ...] = ()
    sources: tuple[tuple[str, str | None], ...] = ()


def said(text: str | Said) -> Said:
    """A text in the form that all writers read."""
    return Said(text) if isinstance(text, str) else text


class Items(NamedTuple):
    """Items in a list. `notes` says that it is the list whose numbers the notes give."""

    items: tuple[Item, ...]
    numbered: bool = False
    notes: bool = False


class Bar(NamedTuple):
    """A score from 0 to 100 on a line: its range, its point where it has one, and in words."""

    name: str
    low: float
    high: float
    point: float | None
    text: str


class Chart(NamedTuple):
    """Bars on one scale, marked at the thresholds, each with its label: `C 50`; only for formats
    that can draw. Everything in it is said in words nearby."""

    title: str
    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, str], ...] = ()


class Run(NamedTuple):
    """A stretch of time in which a score holds: where it begins and ends, from 0 to 100 of all the
    time there is; its range and its point, where it has one, from 0 to 100."""

    start: float
    end: float
    low: float
    high: float
    point: float | None


class Series(NamedTuple):
    """A score over time, run after run, and what it has come to in words."""

    name: str
    text: str
    runs: tuple[Run, ...]


class Marks(NamedTuple):
    """What is marked on the line of time by a letter: where, from 0 to 100, and when in words."""

    letter: str
    name: str
    places: tuple[tuple[float, str], ...]


class Timeline(NamedTuple):
    """Scores over one stretch of time; only for formats that can draw. `years` are where years
    begin, `grades` where grades do. Everything in it is said in words nearby."""

    title: str
    series: tuple[Series, ...]
    marks: tuple[Marks, ...] = ()
    years: tuple[tuple[float, str], ...] = ()
    grades: tuple[tuple[float, str], ...] = ()


class Command(NamedTuple):
    """Something to type next."""

    text: str


class Again(NamedTuple):
    """The command that makes a report again, at the end of it; only for pages, which outlive the
    day they were made on."""

    text: str


Block = Heading | Para | Table | Items | Command | Chart | Timeline | Again
Document = tuple[Block, ...]


def below(blocks: Iterable[Block]) -> list[Block]:
    """Blocks as they stand under another heading: their own headings a level lower."""
    return [
        Heading(one.text, min(one.level + 1, 6)) if isinstance(one, Heading) else one
        for one in blocks
    ]
