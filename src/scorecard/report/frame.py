"""What stands around the answer in every document: by what it is, its notes, and its files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..model.place import DataFile
from ..model.rubric import Rubric
from . import words
from .document import Para
from .language import _


def edition(rubric: Rubric, as_of: date, fresh: bool) -> Para:
    """By which rubric it is graded, and as of when."""
    return Para(f"{words.edition(rubric)} {words.as_of(as_of, fresh)}")


def notes(said: Iterable[str]) -> tuple[Para, ...]:
    """What must be known of how the answer came about, each by itself."""
    return tuple(Para(_("Note: {note}", note=note), tone="note") for note in said)


def more(left: int) -> tuple[Para, ...]:
    """That so many of a list are left out, and where they all are; nothing where none is."""
    text = _("And {number} more; --format markdown lists them all.", number=left)
    return (Para(text),) if left else ()


def stamp(program: str, files: Iterable[DataFile]) -> Para:
    """The program, and every file behind a report, once."""
    listed = ", ".join(f"{file.path} {file.sha256[:12]}" for file in dict.fromkeys(files))
    return Para(f"scorecard {program}; {listed}", tone="note")
