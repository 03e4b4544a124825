"""scorecard import: the facts of a filled sheet, put into the file of their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from ..load import flat
from ..load.document import Address, Mark
from ..load.incoming import LATER, Arrived, Incoming, joined, padded
from ..load.typed import nearest
from ..load.workbook import (
    MOST_BYTES,
    Bad,
    Table,
    UnreadableError,
    address,
    head_of,
    read_csv,
    read_workbook,
)
from ..model.problem import Problem
from ..report import add_view, sheet_view, spreadsheet
from ..report.language import _, n_
from ..report.text import one_line
from . import opening, say, writing
from .add import effect
from .naming import numbered, proposed
from .sheet import FACTS

Known = Mapping[str, Mapping[str, str]]
"""What may stand in a column, by how it is written in small letters."""
WAS = "was"
HEADS = (*flat.COLUMNS, WAS)
UNREAD = "-"
"""Stands for a claim that cannot be read, so that its row is of a fact of its own."""


class Line(NamedTuple):
    """A row of a sheet: its number there, counting from 1, and what its cells say by column."""

    number: int
    cells: dict[str, str]


class Filled(NamedTuple):
    """What a sheet tells: the lines of each fact by its id, and where its columns are, counting
    from 1. `problems` are of its cells: their lines are rows, their columns columns."""

    name: str
    facts: dict[str, list[Line]]
    columns: dict[str, int]
    problems: list[Problem]


def import_(name: str, path: Path, keep_good: bool, asked: opening.Asked) -> int:
    """Import a sheet; 1 where something in it is wrong. Nothing is written then, or, to keep what
    is good, all facts that nothing is wrong with."""
    place = writing.changing(name, asked)
    if place is None:
        return 1
    target, incoming = place.target, place.incoming
    facts_there = incoming.data.get("facts", {})
    filled = read(path, place.name, facts_there, known_words(incoming.data))
    changes = Changes(incoming, filled)
    bad = changes.judge()
    for problem in changes.problems:
        print(one_line(cell_problem(path, filled, problem)))
    if bad and not keep_good:
        print(_("Nothing is written; --keep-good would take the facts that are right."))
        return 1
    facts = {one: lines for one, lines in changes.wanted.items() if one not in bad}
    if facts:
        told = effect(place, {"facts": changes.trees(facts)}, asked)
        writing.bring(target)
        writing.write_change(place.checker, target.found, lambda data: changes.into(data, facts))
        writing.told_of_copy(target)
    else:
        told = ()
    print(_("{path}: {counts}", path=target.found.shown, counts=changes.counts(facts, bad)))
    say.show(told)
    return 1 if bad else 0


def known_words(data: Mapping[str, Any]) -> Known:
    """What may stand in a column of a sheet of a file: the words of it, the bodies by their id or
    their name, and the name of the place for nobody."""
    offers = {
        name: {one.casefold(): one for one in some} for name, some in sheet_view.WORDS.items()
    }
    bodies = {"": "", str(data.get("name", "")).casefold(): ""}
    for one, stated in data.get("bodies", {}).items():
        bodies |= {one.casefold(): one, add_view.name(stated).casefold(): one}
    return {**offers, "body": bodies}


COLUMN_OF = {
    "no-seen-by": "seen_by",
    "unknown-unit": "unit",
    "no-level": "level",
    "no-figure": "count",
    "no-elements": "shown",
    "no-date": "date",
    "which-track": "effect",
    "no-source": "title",
    "no-context": "criterion",
    "no-of": "of",
}
"""The column in which what is missing would stand."""
IN_A_SHEET = (
    ("`of:`", "`unit`"),
    ("`scores:`", "`criterion`"),
    ("list it under `bodies:`", "name one that the cell offers"),
    ("list it under `sources:`", "write it out under `title` and the columns beside it"),
    ("the fact says why: `public: ...`", "`public` says why"),
    (
        "add `figure:` to the fact, or `level:` here",
        "fill in `count`, `share` or `value`, or `level`",
    ),
)
"""Parts of a file, as they are called in a sheet."""


def cell_problem(path: Path, filled: Filled, problem: Problem) -> str:
    """A problem as people find it in a spreadsheet: `evidence.xlsx: Facts!C7: ...`."""
    missing = re.match(r"`(\w+)` is missing", problem.wrong)
    name = missing[1] if problem.code == "missing-key" and missing else COLUMN_OF.get(problem.code)
    column = filled.columns.get(name or "", problem.column)
    where = f"{filled.name}!{address(column, problem.line)}"
    said = str(problem).partition(f":{problem.line}:{problem.column}: ")[2]
    for part, called in IN_A_SHEET:
        said = said.replace(part, called)
    return f"{path}: {where}: {said}"


# ---------------------------------------------------------------- reading


def free(name: str, claim: str, claims: Mapping[str, str]) -> str:
    """The id for a fact without one: the first made of a name that no other claim has."""
    return next(one for one in numbered(name) if claims.get(one, claim) == claim)


def read(path: Path, place: str, there: Mapping[str, Any], known: Known) -> Filled:
    """The facts that a sheet tells of, for a file that has some facts; UseError where it is no
    sheet of facts. What is `known` of a column is taken in any case of its letters."""
    table = _table(path)
    columns, problems = _columns(table)
    lines = [
        _line(table.name, number, row, columns, problems, known)
        for number, row in enumerate(table.rows[1:], 2)
        if any(row)
    ]
    facts: dict[str, list[Line]] = {}
    claims = {name: one["claim"] for name, one in there.items()}
    above = ""
    for line in lines:
        cells = line.cells
        own = cells.get("id", "")
        if not own and "claim" in cells:
            own = free(proposed(place, cells), cells["claim"], claims)
            claims[own] = cells["claim"]
        if not own and not above:
            wrong = "this row states nothing"
            problems.append(Problem(table.name, line.number, 1, "no-claim", wrong, "add a claim"))
            continue
        above = own or above
        facts.setdefault(above, []).append(line)
    return Filled(table.name, facts, columns, problems)


def _table(path: Path) -> Table:
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise say.UseError(_("{path} is not a file", path=path))
        if status.st_size > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            raise say.UseError(_("{path} has more than {most} MB", path=path, most=most))
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or _("the system refused")).lower()
        raise say.UseError(_("cannot read {path}: {reason}", path=path, reason=reason)) from error
    try:
        if path.suffix.lower() == ".csv":
            return read_csv(content, FACTS, HEADS)
        return read_workbook(content, FACTS)
    except UnreadableError as error:
        raise say.UseError(f"{path}: {error.wrong}; {error.right}") from error


def _columns(table: Table) -> tuple[dict[str, int], list[Problem]]:
    """Where each column is, and what is wrong with their heads."""
    columns: dict[str, int] = {}
    problems = []
    for number, head in enumerate(table.rows[0] if table.rows else [], 1):
        name = "" if isinstance(head, Bad) else head_of(head)
        if name in HEADS and name not in columns:
            columns[name] = number
        elif name in columns:
            wrong, right = f"`{name}` is there twice", "leave one of them out"
            problems.append(Problem(table.name, 1, number, "unknown-column", wrong, right))
        elif name or isinstance(head, Bad):
            # What stands there is not repeated: it may be anything.
            near = nearest(name, HEADS)
            right = "it is left out" if near is None else f"did you mean `{near}`?"
            wrong = "this is no column of a sheet"
            warning = near is None
            problems.append(Problem(table.name, 1, number, "unknown-column", wrong, right, warning))
    if "claim" not in columns:
        raise say.UseError(
            _("its first row has no column `claim`; make a sheet with: scorecard sheet")
        )
    return columns, problems


def _line(
    sheet: str,
    number: int,
    row: list[str | Bad],
    columns: Mapping[str, int],
    problems: list[Problem],
    known: Known,
) -> Line:
    """A row by its columns; what cannot be read in it is a problem."""
    cells: dict[str, str] = {}
    for name, column in columns.items():
        cell = row[column - 1] if column <= len(row) else ""
        if isinstance(cell, Bad):
            problems.append(Problem(sheet, number, column, *cell))
            cells |= {name: UNREAD} if name == "claim" else {}
        elif cell:
            said = spreadsheet.plain(cell)
            cells[name] = known.get(name, {}).get(said.casefold(), said)
            if name == "body" and not cells[name]:
                del cells[name]  # the place itself
    return Line(number, cells)


# ---------------------------------------------------------------- judging


class Changes:
    """What a sheet would change in a file: facts that are new there, or that it tells otherwise.
    `wanted` are the lines of these by id."""

    def __init__(self, incoming: Incoming, filled: Filled) -> None:
        self.filled, self.incoming = filled, incoming
        self.old: Mapping[str, Any] = incoming.data.get("facts", {})
        self.problems = list(filled.problems)
        self.wanted = {
            name: lines for name, lines in filled.facts.items() if self._is_changed(name, lines)
        }
        self.same = len(filled.facts) - len(self.wanted)

    def _is_changed(self, name: str, lines: list[Line]) -> bool:
        """Whether the sheet tells of a fact otherwise than the file does."""
        if name not in self.old:
            return True
        told = flat.merged(self.old[name], [line.cells for line in lines])
        return told != self.old[name] and not self._left_alone(name, lines)

    def _left_alone(self, name: str, lines: list[Line]) -> bool:
        """Whether a fact was changed in the file since the sheet was made, and in the sheet not."""
        was = lines[0].cells.get(WAS)
        if was is None or was == flat.fingerprint(name, self.old[name]):
            return False
        told = flat.built([line.cells for line in lines]).fact
        return was == flat.fingerprint(name, told)

    def judge(self) -> set[str]:
        """The facts that something is wrong with; what it is stands in `problems`."""
        by_row = {line.number: name for name, ls in self.filled.facts.items() for line in ls}
        self.problems += self._conflicts()
        bad = {by_row[one.line] for one in self.problems if one.line in by_row}
        trying = self.wanted
        found = self.incoming.problems(self._arrived(trying), self.filled.name)
        self.problems += self._beneath(found)
        while True:
            self.problems += [one for one in found if one not in self.problems]
            bad |= {by_row[one.line] for one in found if not one.warning and one.line in by_row}
            good = {name: lines for name, lines in self.wanted.items() if name not in bad}
            if good.keys() == trying.keys():
                break
            trying = good  # what is left may have rested on what is not
            found = self.incoming.problems(self._arrived(trying), self.filled.name)
        self.problems.sort()
        unread = any(not one.warning and one.line not in by_row for one in self.problems)
        return bad | ({""} if unread else set())

    def _beneath(self, found: Iterable[Problem]) -> list[Problem]:
        """What else is wrong with facts of which a cell cannot be read, beside what was found, so
        that all is said at once."""
        wrong = {(one.line, one.column) for one in (*self.problems, *found) if not one.warning}
        at = self.filled.columns

        def without(line: Line) -> Line:
            said = line.cells.items()
            kept = {name: text for name, text in said if (line.number, at[name]) not in wrong}
            return Line(line.number, kept)

        rest = {name: [without(line) for line in lines] for name, lines in self.wanted.items()}
        changed = {name: lines for name, lines in rest.items() if lines != self.wanted[name]}
        arrived = self._arrived(changed)
        parts = {name: padded(fact) for name, fact in arrived.parts["facts"].items()}
        again = self.incoming.problems(Arrived({"facts": parts}, arrived.marks), self.filled.name)
        return [one for one in again if one.code not in LATER and not one.warning]

    def _conflicts(self) -> Iterator[Problem]:
        """Facts that were changed in the file since the sheet was made, and rows of one fact that
        state different things."""
        sheet, columns = self.filled.name, self.filled.columns
        head = columns.get("id", columns["claim"])
        for name, lines in self.wanted.items():
            first = lines[0]
            was = first.cells.get(WAS)
            if name in self.old and was not in (None, flat.fingerprint(name, self.old[name])):
                wrong = "this fact was changed in the file since the sheet was made"
                right = "make the sheet again, and change it there"
                yield Problem(sheet, first.number, head, "changed-since", wrong, right)
            if name not in self.old and was is not None:
                wrong = f"`{name}` is no longer a fact of the file"
                right = "leave the row out; or empty its cell under `was`, and it is new"
                yield Problem(sheet, first.number, head, "changed-since", wrong, right)
            for line in lines[1:]:
                for column in (*flat.STATED, *flat.FIGURE):
                    said = line.cells.get(column)
                    if said is not None and said != first.cells.get(column):
                        wrong = f"row {first.number} says something else of the same fact"
                        right = "leave it empty here, or give the rows different ids"
                        at = columns[column]
                        yield Problem(sheet, line.number, at, "two-claims", wrong, right)

    def _arrived(self, facts: Mapping[str, list[Line]]) -> Arrived:
        """Facts with the row and column of each of their parts."""
        columns = self.filled.columns
        marks: dict[Address, Mark] = {}
        trees = self.trees(facts)
        for name, lines in facts.items():
            head = columns.get("id", columns["claim"])
            marks["facts", name] = lines[0].number, head
            for path, (row, column) in flat.built([line.cells for line in lines]).cells.items():
                marks["facts", name, *path] = lines[row].number, columns.get(column, head)
        return Arrived({"facts": trees}, marks)

    def trees(self, facts: Mapping[str, list[Line]]) -> dict[str, Any]:
        """Facts as the file would hold them."""
        return {
            name: flat.merged(self.old.get(name, {}), [line.cells for line in lines])
            for name, lines in facts.items()
        }

    def into(self, data: Mapping[str, Any], facts: Mapping[str, list[Line]]) -> dict[str, Any]:
        """What a file says with these facts put in; RefusedError where somebody else has changed
        one of them meanwhile."""
        there = data.get("facts", {})
        for name in facts:
            if there.get(name) != self.old.get(name):
                raise writing.RefusedError(
                    _("{id} was changed meanwhile; nothing was written", id=name)
                )
        return joined(data, {"facts": self.trees(facts)})

    def counts(self, facts: Mapping[str, list[Line]], bad: set[str]) -> str:
        """What became of the facts of the sheet, and of those that only the file has."""
        new = sum(name not in self.old for name in facts)
        said = [
            n_("{number} fact added", "{number} facts added", new),
            n_("{number} changed", "{number} changed", len(facts) - new),
            n_("{number} as it was", "{number} as they were", self.same),
        ]
        out = len(bad - {""})
        if out:
            said.append(n_("{number} left out", "{number} left out", out))
        only = len(self.old.keys() - self.filled.facts.keys())
        if only:
            said.append(
                n_(
                    "{number} is in the file alone, and stays",
                    "{number} are in the file alone, and stay",
                    only,
                )
            )
        return "; ".join(said)
