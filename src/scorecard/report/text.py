"""A document as plain text for a terminal, a pipe or a file, at any width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import NamedTuple

from ..model.characters import HIDDEN
from .document import (
    Again,
    Block,
    Chart,
    Command,
    Document,
    Heading,
    Items,
    Para,
    Table,
    Timeline,
    Tone,
    said,
)
from .language import p_
from .timeline_text import BLOCKS as BLOCKS
from .timeline_text import draw

_VISIBLE = dict.fromkeys(map(ord, HIDDEN | {"\r"}), "\N{REPLACEMENT CHARACTER}")
_BREAKS = re.compile(r"[ \t\n\r\x0b\x0c]+")
"""Where a line may end: not at a no-break space."""
NARROWEST = 40
WIDEST = 100


class Line(NamedTuple):
    """A line of output, and how it may be coloured; the words never depend on it."""

    text: str
    strong: bool = False
    tone: Tone = "plain"


def visible(text: str) -> str:
    """Text without what a terminal would act on."""
    return text if text.isprintable() else text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """Visible text without line ends."""
    return " ".join(visible(text).split("\n"))


def lay_out(document: Document, width: int, *, ascii_only: bool = False) -> Iterator[Line]:
    """The lines of a document, none wider than `width` where words allow; drawn in plain characters
    where the output takes no others."""
    width = max(NARROWEST, min(width, WIDEST))
    first, legends = True, set[str]()
    for block in document:
        if isinstance(block, Chart | Again):
            continue
        if not first and not isinstance(block, Command):
            yield Line("")
        first = False
        if isinstance(block, Timeline):
            yield from (Line(line) for line in draw(block, width, ascii_only=ascii_only))
        else:
            yield from _block(block, width, legends)


def _block(block: Block, width: int, legends: set[str]) -> Iterator[Line]:
    match block:
        case Heading(text, level):
            for line in _wrapped(text, width, "", ""):
                yield Line(line, strong=True)
            if level == 1:
                yield Line(
                    "=" * min(width, max(len(line) for line in _wrapped(text, width, "", "")))
                )
        case Para(text, strong, tone):
            for line in _wrapped(text, width, "", ""):
                yield Line(line, strong, tone)
        case Command(text):
            yield Line(f"  {one_line(text)}")
        case Items(items, numbered):
            for number, item in enumerate(items, 1):
                mark = f"{number}. " if numbered else "- "
                for line in _wrapped(said(item.text).plain(), width, mark, " " * len(mark)):
                    yield Line(line)
                sources = (part for source in item.sources for part in source if part)
                for one in (*item.below, *sources):
                    indent = " " * len(mark)
                    for line in _wrapped(said(one).plain(), width, indent, indent):
                        yield Line(line, tone="note")
        case Table():
            yield from _table(block, width, legends)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    lines = wrap(
        visible(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [first.rstrip()]


def _table(table: Table, width: int, legends: set[str]) -> Iterator[Line]:
    """Columns side by side, if need be under short heads, which are explained once; where they do
    not fit, one record under another."""
    rows = [tuple(visible(cell) for cell in row) for row in (table.head, *table.rows)]
    room = width - 2 * (len(table.head) - 1)
    widths = _widths(rows, room)
    if table.short and (widths is None or _hard_to_read(rows[0], widths)):
        short = [tuple(visible(cell) for cell in table.short), *rows[1:]]
        narrow = _widths(short, room)
        if narrow is not None:
            yield from _columns(table, short, narrow)
            pairs = zip(table.short, table.head, strict=True)
            legend = p_("between parts of a remark", "; ").join(
                f"{one} {full}" for one, full in pairs if one != full
            )
            if legend not in legends:
                legends.add(legend)
                yield Line("")
                for line in _wrapped(legend, width, "", ""):
                    yield Line(line, tone="note")
            return
    if widths is None:
        yield from _records(rows, width)
        return
    yield from _columns(table, rows, widths)


def _hard_to_read(head: tuple[str, ...], widths: list[int]) -> bool:
    """Whether a head would be broken into more than two lines."""
    return any(len(_cell(cell, widths[i])) > 2 for i, cell in enumerate(head))


def _columns(table: Table, rows: list[tuple[str, ...]], widths: list[int]) -> Iterator[Line]:
    for number, row in enumerate(rows):
        cells = [_cell(cell, widths[i]) for i, cell in enumerate(row)]
        for at in range(max(len(cell) for cell in cells)):
            parts = []
            for i, cell in enumerate(cells):
                part = cell[at] if at < len(cell) else ""
                parts.append(part.rjust(widths[i]) if i in table.right else part.ljust(widths[i]))
            yield Line("  ".join(parts).rstrip(), strong=number == 0)
        if number == 0:
            yield Line("  ".join("-" * w for w in widths))


def _cell(text: str, width: int) -> list[str]:
    """The lines of a cell; what is set in stays set in."""
    if 0 < len(text) <= width and not text.isspace() and "\n" not in text:
        return [text.rstrip()]
    indent = " " * (len(text) - len(text.lstrip()))
    return wrap(text, width, subsequent_indent=indent, break_on_hyphens=False) or [""]


def _widths(rows: list[tuple[str, ...]], room: int) -> list[int] | None:
    """Column widths within the room, the widest giving way first; None where whole words do not
    fit."""
    columns = range(len(rows[0]))
    widths = [max(len(row[i]) for row in rows) for i in columns]
    least = [
        max((len(word) for row in rows for word in _BREAKS.split(row[i])), default=0)
        for i in columns
    ]
    while sum(widths) > room:
        loose = [i for i in columns if widths[i] > least[i]]
        if not loose:
            return None
        widths[max(loose, key=widths.__getitem__)] -= 1
    return widths


def _records(rows: list[tuple[str, ...]], width: int) -> Iterator[Line]:
    head = rows[0]
    for number, row in enumerate(rows[1:]):
        if number:
            yield Line("")
        for i, cell in enumerate(row):
            if cell:
                name = f"{head[i]}: " if head[i] and i else ""
                for line in _wrapped(name + cell, width, "" if i == 0 else "  ", "    "):
                    yield Line(line, strong=i == 0)


def write(document: Document, width: int) -> str:
    """The document as one plain text, ending in a newline."""
    return "".join(f"{line.text}\n" for line in lay_out(document, width))
