"""Rows as CSV that a spreadsheet opens as it is, and that can run nothing in it.

Excel reads UTF-8 only behind a byte order mark, and takes the separator of its own language: a
semicolon where the comma stands in numbers. A cell that begins like a formula is set off by an
apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence

from .language import p_
from .text import one_line

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = re.compile(
    r"[\"';, ]*[=+\-@|%\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    r"\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]"
)
_WITHIN = re.compile(r"([;,|]\s*)([=+@])")
_SET_OFF = re.compile(r"([;,|]\s*)'([=+@])")
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")


class _Lines(list[str]):
    """Lines gathered in the order in which they are written."""

    def write(self, line: str) -> None:
        self.append(line)


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = " ".join(one_line(text).split())
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    # In a spreadsheet that separates cells otherwise, a cell could begin in the middle of this one.
    return _WITHIN.sub(r"\1'\2", text)


def plain(text: str) -> str:
    """The text that `cell` made of one, or one that was typed, without what sets it off."""
    if text.startswith("'") and _FORMULA.match(text[1:]):
        text = text[1:]
    return _SET_OFF.sub(r"\1\2", text)


def write(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV, after RFC 4180 apart from the separator."""
    out = _Lines()
    separator = ";" if p_("between ones and tenths", ".") == "," else ","
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([cell(text) for text in row] for row in rows)
    return BYTE_ORDER_MARK + "".join(out)
