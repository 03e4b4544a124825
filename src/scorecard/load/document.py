"""A file as it was read: its data, the address of every part, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Protocol

from ..model.problem import Problem

Where = tuple[str, ...]
"""The path of a part of a file, by keys."""
Address = tuple[str | int, ...]
"""The same, with numbers of items."""
Mark = tuple[int, int]
"""Line and column, from 1. The parser has marks of its own, which count from 0; they are kept as
they are, and read only when a problem needs an address."""

MOST_PROBLEMS = 200
"""Problems of one file after which more would only repeat them."""
MOST_NAMES = 12
"""Names that a message lists."""
LINE_END = re.compile(r"\r\n|\r|\n")


class Report(Protocol):
    """Adds a problem at a step below where its maker stands; at that key where none is given."""

    def __call__(
        self, code: str, wrong: str, right: str, *step: str | int, warning: bool = False
    ) -> None: ...


class Document:
    """A file read: its data, the address of every key and item, and what is wrong with it.

    `poisoned` are the paths whose value could not be read; whatever else is said of them is noise.
    `comments` are the plain texts that a comment follows on the same line. `stopped` says that
    reading ended early, so that what is missing may stand further down. `dropped` are the names of
    the parts that are wrong in themselves; that others name them is no mistake.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.data: Any = None
        self.stopped = False
        self.dropped: set[str | int] = set()
        self.problems: list[Problem] = []
        self.poisoned: list[tuple[str | int, ...]] = []
        self.comments: list[tuple[tuple[str | int, ...], Mark]] = []
        self.keys: dict[int, dict[str | int, Any]] = {}
        self.values: dict[int, dict[str | int, Any]] = {}

    def at(self, path: Sequence[str | int], *, key: bool = False) -> Mark:
        """The address of the value at a path, or of its key; of the nearest part above it where
        the path names something that is not in the file."""
        mark: Any = (1, 1)
        here = self.data
        for step in path:
            table = self.values.get(id(here), {})
            if step not in table:
                continue
            mark = table[step]
            if key:
                mark = self.keys.get(id(here), {}).get(step, mark)
            here = here[step]
        return _place(mark)

    def value(self, path: Sequence[str | int]) -> Any:
        """What stands at a path of the file; None where nothing does."""
        here = self.data
        for step in path:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                return None
        return here

    def report(
        self, mark: Any, code: str, wrong: str, right: str, *, warning: bool = False
    ) -> None:
        """Add a problem at an address."""
        self.problems.append(Problem(self.path, *_place(mark), code, wrong, right, warning))

    def lost_comment(self, path: Sequence[str | int], at: Mark) -> None:
        """A comment after text in a prose field: the text silently loses its tail."""
        name = next((part for part in reversed(path) if isinstance(part, str)), "this")
        wrong = f"everything after # is lost from `{name}`"
        right = "put the text under `>-`, or the comment on its own line"
        self.report(at, "comment-in-prose", wrong, right)


def some(names: Iterable[str]) -> str:
    """The first of some names, for a message of one line."""
    first = list(islice(names, MOST_NAMES + 1))
    return ", ".join([*first[:MOST_NAMES], *(["..."] if len(first) > MOST_NAMES else [])])


def _place(mark: Any) -> Mark:
    """A line and column from 1, from a mark of the parser or of our own."""
    return mark if type(mark) is tuple else (mark.line + 1, mark.column + 1)
