"""Read one YAML file as text scalars, lists and mappings, with the address of every part.

The file is read event by event from libyaml, with a stack of our own: nothing recurses, so depth
cannot crash the parser, and whatever YAML would guess (`NO`, `0123`, `1:30`) stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yaml import YAMLError
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ..model.problem import Problem

MOST_BYTES = 4_000_000
MOST_DEPTH = 24
MOST_PROBLEMS = 200

Mark = tuple[int, int]
"""Line and column, from 1."""
Path_ = Sequence[str | int]

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufffe\uffff\ud800-\udfff\ufeff]"
)
_COMMENT = re.compile(r"[ \t]#")
_NOTHING = frozenset({"null", "Null", "NULL", "~"})


@dataclass(slots=True)
class Document:
    """A file read: its data, the address of every key and item, and what is wrong with it.

    `poisoned` are the paths whose value could not be read; whatever else is said of them is noise.
    `comments` are the plain texts that a comment follows on the same line.
    """

    path: str
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    poisoned: list[tuple[str | int, ...]] = field(default_factory=list)
    comments: list[tuple[tuple[str | int, ...], Mark]] = field(default_factory=list)
    keys: dict[int, dict[str | int, Mark]] = field(default_factory=dict)
    values: dict[int, dict[str | int, Mark]] = field(default_factory=dict)

    def at(self, path: Path_, *, key: bool = False) -> Mark:
        """The address of the value at a path, or of its key; of the nearest part above it where
        the path names something that is not in the file."""
        mark, here = (1, 1), self.data
        for step in path:
            table = self.values.get(id(here), {})
            if step not in table:
                continue
            mark = table[step]
            if key:
                mark = self.keys.get(id(here), {}).get(step, mark)
            here = here[step]
        return mark

    def report(
        self, mark: Mark, code: str, wrong: str, right: str, *, warning: bool = False
    ) -> None:
        """Add a problem at an address."""
        self.problems.append(Problem(self.path, *mark, code, wrong, right, warning))


def read_file(path: Path, shown: str) -> tuple[Document, bytes]:
    """Read a file from disk. `shown` is the path that problems name."""
    document = Document(shown)
    try:
        if not path.is_file():
            what = "a folder" if path.is_dir() else "not a regular file"
            document.report((1, 1), "not-a-file", f"this is {what}", "put a YAML file here")
            return document, b""
        if path.stat().st_size > MOST_BYTES:
            right = f"keep a file under {MOST_BYTES // 1_000_000} MB"
            document.report((1, 1), "too-large", "this file is too large", right)
            return document, b""
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "the system refused"
        document.report((1, 1), "unreadable", f"cannot be read: {reason}", "check the permissions")
        return document, b""
    return parse(content, document), content


def parse(content: bytes, document: Document) -> Document:
    """Fill a document from the bytes of a file."""
    text = _decode(content, document)
    if text is None:
        return document
    if not text.strip():
        right = "start it with `format: city/1` or `format: rubric/1`"
        document.report((1, 1), "empty-file", "this file is empty", right)
        return document
    try:
        _Reader(text, document).run()
    except YAMLError as error:
        _explain(error, text, document)
    except _TooManyError:
        pass
    return document


def _decode(content: bytes, document: Document) -> str | None:
    """The text of a file: UTF-8, with or without a byte-order mark, and nothing hidden in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        mark = (before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        document.report(mark, "not-utf-8", "this is not UTF-8 text", "save the file as UTF-8")
        return None
    hidden = _HIDDEN.search(text)
    if hidden is None:
        return text
    for match in list(_HIDDEN.finditer(text))[:MOST_PROBLEMS]:
        start = text.rfind("\n", 0, match.start()) + 1
        mark = (text.count("\n", 0, match.start()) + 1, match.start() - start + 1)
        wrong = f"a hidden character, U+{ord(match[0]):04X}"
        document.report(mark, "hidden-character", wrong, "delete it, or type the text again")
    return None


class _TooManyError(Exception):
    """Reading stops: what follows would only repeat what was said."""


class _Reader:
    """Builds the data of one document from parser events."""

    def __init__(self, text: str, document: Document) -> None:
        self.parser = CParser(text)
        self.document = document
        self.lines = text.split("\n") if _COMMENT.search(text) else []
        lines = (number for number, line in enumerate(self.lines) if _COMMENT.search(line))
        self.comment_lines = frozenset(lines)

    def run(self) -> None:
        document = self.document
        next_event: Any = self.parser.get_event
        keys, values = document.keys, document.values
        # Each frame: the container, its marks, its keys' marks, its waiting key, its key's path.
        stack: list[Any] = []
        container: Any = None
        marks: dict[str | int, Mark] = {}
        key_marks: dict[str | int, Mark] = {}
        key: str | None = None
        skip = 0
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent or kind is AliasEvent:
                if skip:
                    continue
                start = event.start_mark
                mark = (start.line + 1, start.column + 1)
                poison = self._refused(event, kind, mark)
                value: Any = "" if kind is AliasEvent else event.value
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if skip:
                    skip += 1
                    continue
                start = event.start_mark
                mark = (start.line + 1, start.column + 1)
                poison = self._refused(event, kind, mark)
                value = {} if kind is MappingStartEvent else []
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if skip:
                    skip -= 1
                    if skip:
                        continue
                    key = None
                    continue
                container, marks, key_marks, key = stack.pop()
                continue
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    mark = (event.start_mark.line + 1, event.start_mark.column + 1)
                    wrong = "a second document starts here"
                    document.report(
                        mark, "several-documents", wrong, "keep one document a file, without `---`"
                    )
                    return
                continue
            elif kind is StreamEndEvent:
                return
            else:
                continue

            opens = kind is MappingStartEvent or kind is SequenceStartEvent
            if container is None:
                document.data = value
                step: str | int | None = None
            elif type(container) is list:
                step = len(container)
                container.append(value)
                marks[step] = mark
            elif key is None:
                if opens:
                    document.report(mark, "not-a-key", "a key must be text", "write `key: value`")
                    skip = 1
                    key = ""
                    continue
                key = value
                if value == "<<":
                    document.report(
                        mark, "merge-key", "merge keys are not read", "write the keys out"
                    )
                elif value in container:
                    first = key_marks[value][0]
                    wrong = f"`{value}` stands here a second time, after line {first}"
                    document.report(mark, "duplicate-key", wrong, "keep one of them")
                    key = "\x00again"
                if len(document.problems) > MOST_PROBLEMS:
                    raise _TooManyError
                key_marks[key] = mark
                continue
            else:
                step = key
                if step != "\x00again" and step != "<<":
                    container[step] = value
                    marks[step] = mark
                elif opens:
                    skip = 1
                    continue
                key = None
            if poison:
                document.poisoned.append(self._path(stack, container, step))
            if kind is ScalarEvent:
                self._scalar(event, value, mark, stack, container, step)
            elif opens:
                if len(stack) >= MOST_DEPTH:
                    wrong = f"this is nested deeper than {MOST_DEPTH} levels"
                    document.report(mark, "too-deep", wrong, "flatten it")
                    return
                stack.append((container, marks, key_marks, key))
                container, marks, key_marks, key = value, {}, {}, None
                values[id(value)] = marks
                keys[id(value)] = key_marks

    def _refused(self, event: Any, kind: type, mark: Mark) -> bool:
        """Report anchors, aliases and tags; True where the value cannot be read."""
        if kind is AliasEvent:
            wrong = f"the alias *{event.anchor} is not read"
            self.document.report(mark, "alias", wrong, "write the value out")
            return True
        if event.anchor is not None:
            wrong = f"the anchor &{event.anchor} is not read"
            self.document.report(mark, "anchor", wrong, "delete it and write values out")
        if event.tag is not None:
            wrong = f"the tag {event.tag} is not read"
            self.document.report(mark, "tag", wrong, "delete it; the field knows its type")
        return False

    def _scalar(
        self,
        event: Any,
        value: str,
        mark: Mark,
        stack: list[Any],
        container: Any,
        step: str | int | None,
    ) -> None:
        plain = event.style is None or event.style == ""
        if not plain:
            if not value.strip():
                self._empty(mark, stack, container, step, "")
            return
        if not value or value in _NOTHING:
            line = self.lines[mark[0] - 1] if mark[0] - 1 in self.comment_lines else ""
            self._empty(mark, stack, container, step, line)
        elif self.comment_lines and event.end_mark.line in self.comment_lines:
            rest = self.lines[event.end_mark.line][event.end_mark.column :]
            if rest.lstrip().startswith("#"):
                path = self._path(stack, container, step)
                column = event.end_mark.column + len(rest) - len(rest.lstrip()) + 1
                self.document.comments.append((path, (event.end_mark.line + 1, column)))

    def _empty(
        self, mark: Mark, stack: list[Any], container: Any, step: str | int | None, line: str
    ) -> None:
        path = self._path(stack, container, step)
        if not path:
            return
        name = next((part for part in reversed(path) if isinstance(part, str)), "this")
        right = "write a value, or leave the key out"
        if "#" in line:
            right = "a text that starts with # is a comment: put it in quotes"
        self.document.report(mark, "empty-value", f"`{name}` is empty", right)
        self.document.poisoned.append(path)

    def _path(
        self, stack: list[Any], container: Any, step: str | int | None
    ) -> tuple[str | int, ...]:
        """The path of a step in the container being filled."""
        if step is None:
            return ()
        steps: list[str | int] = [step]
        here = container
        for outer, _, _, _ in reversed(stack):
            if outer is None:
                break
            last = next(reversed(outer)) if type(outer) is dict else len(outer) - 1
            steps.append(last)
            here = outer
        del here
        return tuple(reversed(steps))


_SAYINGS: tuple[tuple[str, str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "colon",
        "a colon in this text looks like a new key",
        "put the text on the next line under `>-`, or in quotes",
    ),
    (
        "cannot start any token",
        "character",
        "this character cannot start a text",
        "put the text in quotes",
    ),
    (
        "could not find expected ':'",
        "no-colon",
        "this line is no `key: value`",
        "add the colon, or put the text under `>-`",
    ),
    (
        "did not find expected key",
        "indentation",
        "this line does not fit the lines above it",
        "align it with its siblings, or put the text in quotes",
    ),
    (
        "did not find expected '-' indicator",
        "indentation",
        "this line does not fit the list above it",
        "start it with `- `, or indent it further",
    ),
    (
        "did not find expected ',' or",
        "brackets",
        "a bracket is not closed, or a comma is missing",
        "close it, and put texts with commas in quotes",
    ),
    (
        "unexpected end of stream",
        "quote",
        "a quote is opened and never closed",
        "close it, or put the text under `>-`",
    ),
    (
        "unknown escape",
        "escape",
        "a backslash in double quotes means something else",
        "use single quotes, or `>-`",
    ),
    (
        "unexpected document indicator",
        "quote",
        "a quote is opened and never closed",
        "close it, or put the text under `>-`",
    ),
    (
        "did not find expected <document start>",
        "after-end",
        "there is text after the end of the document",
        "indent it, or delete the line above that ends it",
    ),
    (
        "undefined tag handle",
        "tag",
        "a text that starts with ! is read as a tag",
        "put the text in quotes",
    ),
    (
        "expected comment or line break",
        "block",
        "there is text behind `>-` or `|`",
        "put the text on the next line, indented",
    ),
    ("duplicate %YAML", "directive", "a line that starts with % is a directive", "delete it"),
    (
        "directive",
        "directive",
        "a line that starts with % is a directive",
        "delete it, or put the text in quotes",
    ),
    (
        "expected alphabetic or numeric",
        "anchor",
        "a text that starts with & or * is read as an anchor",
        "put the text in quotes",
    ),
)


def _explain(error: YAMLError, text: str, document: Document) -> None:
    """Say what a parser error means for whoever wrote the file."""
    problem = str(getattr(error, "problem", "") or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    for said, code, wrong, right in _SAYINGS:
        if said in problem:
            if code == "character" and text.split("\n")[where[0] - 1][where[1] - 1 :].startswith(
                "\t"
            ):
                code, wrong, right = "tab", "a tab is used to indent", "indent with spaces"
            opened = getattr(error, "context_mark", None)
            if code == "quote" and opened is not None:
                where = (opened.line + 1, opened.column + 1)
            document.report(where, f"yaml-{code}", wrong, right)
            return
    document.report(where, "yaml", f"this is not YAML: {problem}", "compare it with a shipped file")
