"""A problem in a file, as a value with an address."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong in one place of one file, and what would be right.

    `line` and `column` count from 1. A `warning` never stops a grade.
    """

    path: str
    line: int
    column: int
    code: str
    wrong: str
    right: str
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning" if self.warning else "error"
        return (
            f"{self.path}:{self.line}:{self.column}: {kind}[{self.code}] {self.wrong}; {self.right}"
        )
