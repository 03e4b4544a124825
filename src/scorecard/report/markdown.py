"""A document as Markdown that common renderers agree on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import (
    Again,
    Block,
    Chart,
    Command,
    Document,
    Heading,
    Items,
    Para,
    Said,
    Table,
    Timeline,
    said,
)
from .language import _
from .text import one_line, visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&@])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=])")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"""[\s<>"'()\\`{}|^\[\]]""")


def escaped(text: str) -> str:
    """Text that a renderer shows as it is, on one line."""
    text = _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", visible(text)).strip())
    text = re.sub(r"(?i)(?<=[a-z])(:(?=//)|(?<=www)\.|(?<=xmpp):|(?<=mailto):)", r"\\\1", text)
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", text)


def address(url: str) -> str:
    """A web address between angle brackets, whatever could end it early percent-encoded; any other
    address as text, since a renderer would make a link of it."""
    if not _WEB.match(url):
        return escaped(url)
    safe = _ADDRESS.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), visible(url))
    return f"<{safe}>"


def write(document: Document) -> str:
    """The document as Markdown, ending in a newline."""
    text = "\n".join(part for block in document for part in _block(block))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _said(text: str | Said) -> str:
    """A text with what stands out before it, and its notes in brackets."""
    one = said(text)
    lead = f"**{escaped(one.lead)}**" if one.lead else ""
    notes = "".join(f"\\[{number}\\]" for number in one.notes)
    return " ".join(part for part in (lead, escaped(one.text), notes) if part)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"\n{'#' * level} {escaped(text)}\n"
        case Para(text, strong, _):
            yield f"\n**{escaped(text)}**\n" if strong else f"\n{escaped(text)}\n"
        case Chart() | Timeline():
            return
        case Command(text):
            yield f"\n    {one_line(text)}\n"
        case Again(text):
            lead = escaped(_("This command makes the report again:"))
            yield f"\n{lead}\n\n    {one_line(text)}\n"
        case Items(items, numbered):
            yield ""
            for number, item in enumerate(items, 1):
                mark = f"{number}. " if numbered else "- "
                indent = " " * len(mark)
                yield mark + _said(item.text)
                for one in item.below:
                    yield f"{indent}- {_said(one)}"
                for text, url in item.sources:
                    parts = (escaped(text), address(url) if url else "")
                    yield f"{indent}- " + " ".join(part for part in parts if part)
            yield ""
        case Table(head, rows, right):
            yield ""
            yield "| " + " | ".join(escaped(cell) or " " for cell in head) + " |"
            marks = ("--:" if i in right else "---" for i in range(len(head)))
            yield "| " + " | ".join(marks) + " |"
            for row in rows:
                yield "| " + " | ".join(escaped(cell) or " " for cell in row) + " |"
            yield ""
