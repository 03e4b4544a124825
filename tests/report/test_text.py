"""Plain text: what may be broken over lines, and what may not."""

from __future__ import annotations

from scorecard.report.document import Table
from scorecard.report.text import write

TOGETHER = "0.77\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}1.00"


def lines(*rows):
    return write((Table(("Component", "Range"), rows),), 40).splitlines()


def test_a_cell_is_not_broken_at_a_no_break_space():
    """At 40 columns the range keeps its 12 letters, and the other column gives way."""
    text = "A title of some thirty letters or so"
    assert lines((text, TOGETHER)) == [
        "Component                   Range",
        "--------------------------  ------------",
        "A title of some thirty      " + TOGETHER,
        "letters or so",
    ]


def test_where_what_belongs_together_does_not_fit_each_row_is_a_record():
    word = "unbreakably" * 3
    assert lines((word, TOGETHER)) == [word, f"  Range: {TOGETHER}"]
