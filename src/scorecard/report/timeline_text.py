"""Scores over time drawn in characters, for a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from .document import Marks, Run, Series, Timeline
from .language import _, p_

BLOCKS = " ▁▂▃▄▅▆▇█"
"""A cell filled by so many eighths."""
PLAIN = " ....####"
"""The same where there are no blocks."""
ROWS = 4
"""How high a score of 100 is."""
EDGE = 4
"""The columns left of a chart, which its scale stands in."""
WITHHELD = "?"


def draw(timeline: Timeline, width: int, *, ascii_only: bool) -> Iterator[str]:
    """The lines of a chart: a panel for each score, filled to its height for as long as it holds,
    the years, and a line for each kind of mark."""
    room = width - EDGE - 1
    cells = PLAIN if ascii_only else BLOCKS
    for series in timeline.series:
        yield from wrap(p_("before a text", "{lead}:", lead=series.name) + f" {series.text}", width)
        yield from _panel(series, room, cells)
        yield f"{'0':>{EDGE - 1}} +{'-' * room}"
    yield from _years(timeline, room)
    for marks in timeline.marks:
        yield f"{marks.letter:>{EDGE - 1}} |{_marked(marks, room)}".rstrip()
    legend = wrap(_legend(timeline), width)
    yield from ("", *(line.replace("\N{NO-BREAK SPACE}", " ") for line in legend)) if legend else ()


def _panel(series: Series, room: int, cells: str) -> Iterator[str]:
    """The rows of one score, the highest first."""
    columns = [_at(series, column, room) for column in range(room)]
    for row in reversed(range(ROWS)):
        scale = "100" if row == ROWS - 1 else ""
        drawn = "".join(_cell(run, row, cells) for run in columns)
        yield f"{scale:>{EDGE - 1}} |{drawn}".rstrip()


def _at(series: Series, column: int, room: int) -> Run | None:
    """What holds at the end of the time that a column stands for; None before the first."""
    end = 100 * (column + 1) / room
    return next((run for run in reversed(series.runs) if run.start < end), None)


def _cell(run: Run | None, row: int, cells: str) -> str:
    """One character of a column. The lowest is never empty where there is a score, be it 0."""
    if run is None:
        return " "
    if run.point is None:
        return WITHHELD if row == 0 else " "
    eighths = max(1, round(run.point / 100 * ROWS * 8))
    return cells[min(max(eighths - 8 * row, 0), 8)]


def _years(timeline: Timeline, room: int) -> Iterator[str]:
    """The years below their beginnings, as many as there is room for."""
    line = ""
    for place, year in timeline.years:
        column = int(place / 100 * room)
        if (not line or len(line) < column) and column + len(year) <= room:
            line = line.ljust(column) + year
    if line:
        yield " " * (EDGE + 1) + line


def _marked(marks: Marks, room: int) -> str:
    """The letter of a kind of mark wherever one lies."""
    columns = {min(int(place / 100 * room), room - 1) for place, _when in marks.places}
    return "".join(marks.letter if column in columns else " " for column in range(room))


def _legend(timeline: Timeline) -> str:
    """What the characters mean, each beside its meaning."""
    said = [f"{marks.letter} {marks.name}" for marks in timeline.marks]
    if any(run.point is None for series in timeline.series for run in series.runs):
        said.append(f"{WITHHELD} {_('withheld')}")
    together = (one.replace(" ", "\N{NO-BREAK SPACE}") for one in said)
    return p_("between parts of a remark", "; ").join(together)
