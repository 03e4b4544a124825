"""Tables of text as XLSX and CSV files: written so that nothing in them runs, read with care.

A workbook is a zip of XML, and may be a trap: its sizes are checked before anything is unpacked,
defusedxml keeps openpyxl from entities, and only so many rows and columns are looked at.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any, NamedTuple

MOST_BYTES = 5_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 200
MOST_ROWS, MOST_COLUMNS = 5_000, 80
MOST_SHEETS = 50
_MOST_MARKS = 500_000
"""Tags and attributes in a workbook; openpyxl needs microseconds for each."""
_MOST_OTHERS = 20_000
"""Tags in a workbook that are no part of a cell; these need far more."""
_OTHER = re.compile(rb"<(?!/|(?:\w{1,20}:)?(?:c|v|row|is|t|r|f|si)[\s/>])")
_SHEET = re.compile(rb"<(?:\w{1,20}:)?sheet[\s/]")
_LONG_TAG = re.compile(rb"<[^<>]{20000}")
MOST_LETTERS = 10_000
"""In one cell."""
READY_ROWS = 1_000
"""Rows in which a cell offers what may stand in it."""


class Bad(NamedTuple):
    """A cell that cannot be read, and what would be right."""

    code: str
    wrong: str
    right: str


class UnreadableError(Exception):
    """A file that is no table: what is wrong, and what would be right."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(wrong)
        self.wrong, self.right = wrong, right


def _too_large() -> UnreadableError:
    wrong = f"this table has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
    return UnreadableError(wrong, "keep the facts of one place")


class Table(NamedTuple):
    """Rows of cells under the name of their sheet; each is text, or cannot be read."""

    name: str
    rows: list[list[str | Bad]]


class Sheet(NamedTuple):
    """A sheet to be written. By column, counting from 0: how wide it is, a note on its head, and
    what is offered in its cells; `closed` are the columns that take nothing else, and `hidden`
    those that nobody needs to see."""

    name: str
    rows: Sequence[Sequence[str]]
    widths: Mapping[int, int] = {}
    notes: Mapping[int, str] = {}
    offers: Mapping[int, Sequence[str]] = {}
    closed: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()


# ---------------------------------------------------------------- writing


def written(sheets: Sequence[Sheet], lists: str) -> bytes:
    """A workbook of some sheets; what cells offer stands on another of the name `lists`."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    offered: dict[tuple[str, ...], str] = {}
    each = list(dict.fromkeys(tuple(some) for one in sheets for some in one.offers.values()))
    for number, some in enumerate(each, 1):
        letter = get_column_letter(number)
        offered[some] = f"{lists}!${letter}$1:${letter}${len(some)}"
    for one in sheets:
        sheet = book.create_sheet(one.name)
        for at, row in enumerate(one.rows, 1):
            for column, text in enumerate(row, 1):
                if text:
                    cell = sheet.cell(at, column, text)
                    cell.data_type = "s"  # never a formula
                    cell.number_format = "@"
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
        for column in range(len(one.rows[0])):
            letter = get_column_letter(column + 1)
            dimension = sheet.column_dimensions[letter]
            dimension.width = one.widths.get(column, 12)
            dimension.number_format = "@"
            dimension.hidden = column in one.hidden
            head = sheet.cell(1, column + 1)
            head.font = Font(bold=True)
            if column in one.notes:
                head.comment = Comment(one.notes[column], "scorecard", width=300, height=120)
            if one.offers.get(column):
                check = DataValidation("list", formula1=offered[tuple(one.offers[column])])
                check.showErrorMessage = column in one.closed
                check.add(f"{letter}2:{letter}{READY_ROWS}")
                sheet.add_data_validation(check)
        sheet.freeze_panes = "B2"
    sheet = book.create_sheet(lists)
    sheet.sheet_state = "hidden"
    for number, some in enumerate(each, 1):
        for at, text in enumerate(some, 1):
            sheet.cell(at, number, text).data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- reading


def read_workbook(content: bytes, name: str) -> Table:
    """The sheet of that name in a workbook, or its first; UnreadableError where it is none."""
    from openpyxl import load_workbook

    _check_zip(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheet = book[name] if name in book.sheetnames else book[book.sheetnames[0]]
        sheet.reset_dimensions()  # what a workbook says of its size may be anything
        rows = _rows(sheet.iter_rows(max_col=MOST_COLUMNS + 1))
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises whatever it trips over in a broken file
        raise UnreadableError("this is no workbook that can be read", _SAVE) from error
    return Table(sheet.title, _within(rows))


_SAVE = "save it as an Excel workbook (.xlsx), or as CSV UTF-8"


def _check_zip(content: bytes) -> None:
    """Look at what a zip says of its parts, before any is unpacked, more than it says of one being
    never read; and at how much is in them, before any is taken for what it says it is."""
    try:
        book = zipfile.ZipFile(BytesIO(content))
        parts = book.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError("this is no workbook that can be read", _SAVE) from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("this workbook is locked with a password", "save it without one")
    too_much = UnreadableError(
        "this workbook holds too much", "keep the facts of one place, without pictures"
    )
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise too_much
    marks = others = sheets = 0
    for part in parts:
        try:
            inside = book.read(part)
        except Exception as error:  # bytes that are no zip fail in many ways
            raise UnreadableError("this is no workbook that can be read", _SAVE) from error
        marks += inside.count(b"<") + inside.count(b"=")
        if marks > _MOST_MARKS or _LONG_TAG.search(inside):
            raise too_much
        others += sum(1 for _ in _OTHER.finditer(inside))
        sheets += sum(1 for _ in _SHEET.finditer(inside))
        if others > _MOST_OTHERS or sheets > MOST_SHEETS:
            raise too_much


def _rows(cells: Iterable[tuple[Any, ...]]) -> list[list[str | Bad]]:
    """The rows of a sheet, as far as there may be some; UnreadableError where more follow."""
    rows: list[list[str | Bad]] = []
    empty: tuple[Any, ...] | None = None
    for row in cells:
        if len(rows) < MOST_ROWS:
            rows.append([_cell(cell) for cell in row])
        elif row is not empty:  # the same stands for all that are left out
            if any(cell.value is not None for cell in row):
                raise _too_large()
            empty = row
    return rows


def _cell(cell: Any) -> str | Bad:
    """A cell of a workbook as the text that a file would hold."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return ""
    if kind == "f":
        return Bad("formula", "a formula stands here", "put its value in its place")
    if kind == "e":
        return Bad("formula", f"the error {str(value)[:20]} stands here", "type the value")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return _date(value, str(cell.number_format))
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return _text(str(value))


def _text(said: str) -> str | Bad:
    """What somebody typed in a cell, in one line."""
    if len(said) > MOST_LETTERS:
        return Bad("too-long", f"more than {MOST_LETTERS:,} letters stand here", "tell it shorter")
    return " ".join(said.split())


def _date(value: date, form: str) -> str:
    """A date as a partial one, so exact as its cell shows it."""
    form = re.sub(r'"[^"]*"|\[[^]]*\]', "", form.lower())
    if "d" in form:
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in form else f"{value:%Y}"


def _number(value: float, form: str) -> str:
    """A number in digits; a percentage as the number of percent that its cell shows."""
    exact = Fraction(repr(value)) if value == value and abs(value) < 1e15 else None
    if exact is None:
        return str(value)
    if "%" in form:
        exact *= 100
    if exact.denominator == 1:
        return str(exact.numerator)
    return f"{float(exact):.12f}".rstrip("0")


def _within(rows: list[list[str | Bad]]) -> list[list[str | Bad]]:
    """The rows, where there are not too many; without empty ones at the end."""
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS or any(any(row[MOST_COLUMNS:]) for row in rows):
        raise _too_large()
    return rows


def read_csv(content: bytes, name: str, heads: Iterable[str]) -> Table:
    """A CSV file, separated by commas, semicolons or tabs, whichever its first line makes most of
    the `heads` of; UnreadableError where it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("this is not UTF-8 text", "save it as CSV UTF-8") from error
    known = frozenset(heads)
    first = text[:10_000].splitlines()[:1]

    def found(separator: str) -> int:
        return sum(
            head_of(one) in known for row in csv.reader(first, delimiter=separator) for one in row
        )

    separator = max((",", ";", "\t"), key=found)
    try:
        read = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        rows: list[list[str | Bad]] = []
        for row in read:
            rows.append([_text(cell) for cell in row])
            if len(rows) > MOST_ROWS + 1:
                break
    except csv.Error as error:
        wrong = f"line {read.line_num} cannot be read: {error}"
        raise UnreadableError(wrong, "save it as CSV UTF-8 from a spreadsheet") from error
    return Table(name, _within(rows))


def head_of(text: str) -> str:
    """The head of a column as it is known: `Source kind` is `source_kind`."""
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def address(column: int, row: int) -> str:
    """A cell as a spreadsheet names it, its column and row counting from 1: `C7`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
