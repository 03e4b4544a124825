"""Read one YAML file as text scalars, lists and mappings, with the address of every part.

The file is read event by event from libyaml, with a stack of our own: nothing recurses, so depth
cannot crash the parser, and whatever YAML would guess (`NO`, `0123`, `1:30`) stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, NamedTuple

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
"""Line and column, from 1. The parser has marks of its own, which count from 0; they are kept as
they are, and read only when a problem needs an address."""
Path_ = Sequence[str | int]

_INDENTS = frozenset("\u00a0\u202f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
_HIDDEN = frozenset(
    "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
    + "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    + "\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
"""Characters nobody sees: controls, and what turns the direction of text around. `_INDENTS` are
spaces that are no spaces to YAML; they are refused where a line starts with one."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_NOTHING = frozenset({"null", "Null", "NULL", "~"})


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

    def at(self, path: Path_, *, key: bool = False) -> Mark:
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

    def report(
        self, mark: Any, code: str, wrong: str, right: str, *, warning: bool = False
    ) -> None:
        """Add a problem at an address."""
        self.problems.append(Problem(self.path, *_place(mark), code, wrong, right, warning))


def _place(mark: Any) -> Mark:
    """A line and column from 1, from a mark of the parser or of our own."""
    return mark if type(mark) is tuple else (mark.line + 1, mark.column + 1)


def read_file(path: Path, shown: str) -> tuple[Document, bytes]:
    """Read a file from disk. `shown` is the path that problems name."""
    document = Document(shown)
    document.stopped = True
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            what = "a folder" if S_ISDIR(status.st_mode) else "not a regular file"
            document.report((1, 1), "not-a-file", f"this is {what}", "put a YAML file here")
            return document, b""
        if status.st_size > MOST_BYTES:
            right = f"keep a file under {MOST_BYTES // 1_000_000} MB"
            document.report((1, 1), "too-large", "this file is too large", right)
            return document, b""
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "the system refused"
        document.report((1, 1), "unreadable", f"cannot be read: {reason}", "check the permissions")
        return document, b""
    document.stopped = False
    return parse(content, document), content


def parse(content: bytes, document: Document) -> Document:
    """Fill a document from the bytes of a file."""
    text = _decode(content, document)
    if text is None:
        document.stopped = True
        return document
    try:
        _Reader(text, document).run()
    except YAMLError as error:
        _explain(error, text, document)
        document.stopped = True
    except _StopError:
        document.stopped = True
    if not document.stopped and (
        not document.data or (isinstance(document.data, str) and document.data in _NOTHING)
    ):
        document.problems.clear()
        document.stopped = True
        right = "start it with `format: city/1` or `format: rubric/1`"
        document.report((1, 1), "empty-file", "this file is empty", right)
    return document


def _decode(content: bytes, document: Document) -> str | None:
    """The text of a file: UTF-8, with or without a byte-order mark, and nothing hidden in it."""
    wrong, right = "this is not UTF-8 text", "save the file as UTF-8"
    if content[:200].count(0) * 5 > len(content[:200]):
        document.report((1, 1), "not-utf-8", wrong, right)
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        document.report(_end_of(before), "not-utf-8", wrong, right)
        return None
    seen = set(text)
    if seen.isdisjoint(_HIDDEN) and seen.isdisjoint(_INDENTS):
        return text
    lines = _LINE_END.split(text)
    hidden = [
        (number, column, char)
        for number, line in enumerate(lines, 1)
        for column, char in enumerate(line, 1)
        if char in _HIDDEN or (column == 1 and char in _INDENTS)
    ]
    for number, column, char in hidden[:MOST_PROBLEMS]:
        wrong = f"a hidden character, U+{ord(char):04X}"
        right = "delete it, or type the text again"
        document.report((number, column), "hidden-character", wrong, right)
    return None if hidden else text


def _end_of(text: str) -> Mark:
    """The line and column that follow a text."""
    lines = _LINE_END.split(text)
    return len(lines), len(lines[-1]) + 1


class _StopError(Exception):
    """Reading stops: what follows would only repeat what was said."""


class _Reader:
    """Builds the data of one document from parser events."""

    def __init__(self, text: str, document: Document) -> None:
        self.parser = CParser(text)
        self.document = document
        # What else could end a line is hidden, and was refused.
        self.lines = text.splitlines() if "#" in text else []
        self.comment_lines = frozenset(
            number for number, line in enumerate(self.lines) if " #" in line or "\t#" in line
        )
        self.flow: set[int] = set()

    def run(self) -> None:
        document = self.document
        next_event: Any = self.parser.get_event
        comment_lines = self.comment_lines
        keys, values = document.keys, document.values
        # Each frame: the container, its marks, its keys' marks, its waiting key, its key's path.
        stack: list[Any] = []
        container: Any = None
        marks: dict[str | int, Any] = {}
        key_marks: dict[str | int, Any] = {}
        key: str | None = None
        skip = 0
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                if skip:
                    continue
                mark = event.start_mark
                value: Any = event.value
                poison = False
                if event.tag is not None or event.anchor is not None:
                    poison = self._refused(event, mark)
            elif kind is MappingStartEvent or kind is SequenceStartEvent or kind is AliasEvent:
                if skip:
                    skip += kind is not AliasEvent
                    continue
                mark = event.start_mark
                value = "" if kind is AliasEvent else {} if kind is MappingStartEvent else []
                poison = self._refused(event, mark)
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
                    mark = event.start_mark
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
                    right = "write the keys out"
                    document.report(mark, "merge-key", "merge keys are not read", right)
                    document.poisoned.append(self._path(stack, container, None))
                elif value in container:
                    first = key_marks[value].line + 1
                    wrong = f"`{value}` stands here a second time, after line {first}"
                    document.report(mark, "duplicate-key", wrong, "keep one of them")
                    if container is not document.data:
                        document.poisoned.append((*self._path(stack, container, None), value))
                    key = "\x00again"
                if len(document.problems) > MOST_PROBLEMS:
                    raise _StopError
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
            elif kind is ScalarEvent and (
                not value
                or value in _NOTHING
                or event.end_mark.line in comment_lines
                or value.isspace()
            ):
                self._scalar(event, value, mark, stack, container, step)
            if opens:
                if len(stack) >= MOST_DEPTH:
                    wrong = f"this is nested deeper than {MOST_DEPTH} levels"
                    document.report(mark, "too-deep", wrong, "write it with fewer levels")
                    raise _StopError
                stack.append((container, marks, key_marks, key))
                container, marks, key_marks, key = value, {}, {}, None
                values[id(value)] = marks
                keys[id(value)] = key_marks
                if event.flow_style:
                    self.flow.add(id(value))

    def _refused(self, event: Any, mark: Any) -> bool:
        """Report anchors, aliases and tags; True where the value cannot be read."""
        if type(event) is AliasEvent:
            wrong = f"the alias *{event.anchor} is not read"
            self.document.report(mark, "alias", wrong, "write the value out")
            return True
        if event.anchor is not None:
            wrong = f"the anchor &{event.anchor} is not read"
            self.document.report(mark, "anchor", wrong, "delete it and write values out")
            return True
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            right = "delete it, or put a text that starts with ! in quotes"
            self.document.report(mark, "tag", f"the tag {tag} is not read", right)
            return True
        return False

    def _scalar(
        self,
        event: Any,
        value: str,
        mark: Any,
        stack: list[Any],
        container: Any,
        step: str | int | None,
    ) -> None:
        plain = event.style is None or event.style == ""
        if not plain:
            if not value.strip():
                self._empty(mark, stack, container, step)
            return
        if not value or value in _NOTHING:
            self._empty(mark, stack, container, step)
        elif self.comment_lines and event.end_mark.line in self.comment_lines:
            rest = self.lines[event.end_mark.line][event.end_mark.column :]
            if rest.lstrip().startswith("#"):
                path = self._path(stack, container, step)
                column = event.end_mark.column + len(rest) - len(rest.lstrip()) + 1
                self.document.comments.append((path, (event.end_mark.line + 1, column)))

    def _empty(self, mark: Any, stack: list[Any], container: Any, step: str | int | None) -> None:
        path = self._path(stack, container, step)
        if not path:
            return
        name = next((part for part in reversed(path) if isinstance(part, str)), "this")
        wrong, right = f"`{name}` is empty", "write a value, or leave the key out"
        if id(container) in self.flow and isinstance(step, str):
            before = list(container)[-2:-1]
            if before and _joins(container[before[0]], step):
                container[before[0]] += f",{container.pop(step) or step}"
                return
            wrong = f"`{name}` stands alone behind a comma"
            right = "a comma ends a text inside { } and [ ]: put the text in quotes"
        elif self._comment_follows(mark.line):
            right = "a text that starts with # is a comment: put it in quotes"
        self.document.report(mark, "empty-value", wrong, right)
        self.document.poisoned.append(path)

    def _comment_follows(self, line: int) -> bool:
        """Whether a comment stands where a value was to be: behind the key, or below it."""
        if line in self.comment_lines:
            return True
        below = self.lines[line + 1] if line + 1 < len(self.lines) else ""
        return below.lstrip().startswith("#")

    def _path(
        self, stack: list[Any], container: Any, step: str | int | None
    ) -> tuple[str | int, ...]:
        """The path of a step in the container being filled; of the container itself for None."""
        steps: list[str | int] = [] if step is None else [step]
        for outer, _, _, _ in reversed(stack):
            if outer is None:
                break
            steps.append(next(reversed(outer)) if type(outer) is dict else len(outer) - 1)
        return tuple(reversed(steps))


def _joins(before: Any, after: str) -> bool:
    """Whether a comma cut a number in two: `2,731,571` between braces."""
    return isinstance(before, str) and bool(
        re.fullmatch(r"-?\d+(,\d+)*", before) and re.fullmatch(r"\d+(\.\d+)?", after)
    )


class _Saying(NamedTuple):
    """What the parser says, and what it means for whoever wrote the file."""

    said: str
    code: str
    wrong: str
    right: str
    opened: bool = False
    """Whether the mistake is where the parser began, rather than where it gave up."""


_QUOTES = "put the text in quotes, or on the next line under `>-`"
_SAYINGS = (
    _Saying(
        "mapping values are not allowed",
        "colon",
        "a colon in this text looks like a new key",
        "put the text on the next line under `>-`, or in quotes",
    ),
    _Saying("tab character", "tab", "a tab is used to indent", "indent with spaces"),
    _Saying(
        "cannot start any token",
        "character",
        "this character cannot start a text",
        _QUOTES,
    ),
    _Saying("entries are not allowed", "character", "a text that starts with - is a list", _QUOTES),
    _Saying(
        "mapping keys are not allowed", "character", "a text that starts with ? is a key", _QUOTES
    ),
    _Saying("expected node content", "character", "this character cannot stand here", _QUOTES),
    _Saying(
        "could not find expected ':'",
        "no-colon",
        "this line is no `key: value`",
        "add the colon and a space, or put the text under `>-`",
        opened=True,
    ),
    _Saying(
        "did not find expected key",
        "indentation",
        "this line does not fit the lines above it",
        "align it with its siblings, or put the text in quotes",
    ),
    _Saying(
        "did not find expected '-' indicator",
        "indentation",
        "this line does not fit the list above it",
        "start it with `- `, or indent it further",
    ),
    _Saying(
        "did not find expected ',' or",
        "brackets",
        "a bracket is not closed, or a comma is missing",
        "close it, and put texts with commas or colons in quotes",
        opened=True,
    ),
    _Saying(
        "unexpected end of stream",
        "quote",
        "a quote is opened and never closed",
        "close it, or put the text under `>-`",
        opened=True,
    ),
    _Saying(
        "unexpected document indicator",
        "quote",
        "a quote is opened and never closed",
        "close it, or put the text under `>-`",
        opened=True,
    ),
    _Saying(
        "unknown escape",
        "escape",
        "a backslash in double quotes means something else",
        "use single quotes, or `>-`",
    ),
    _Saying(
        "expected hexdecimal",
        "escape",
        "a backslash in double quotes means something else",
        "use single quotes, or `>-`",
    ),
    _Saying(
        "did not find expected <document start>",
        "after-end",
        "there is text after the end of the document",
        "delete the line above that ends it",
    ),
    _Saying("undefined tag handle", "tag", "a text that starts with ! is read as a tag", _QUOTES),
    _Saying(
        "expected comment or line break",
        "block",
        "there is text behind `>-` or `|`",
        "put the text on the next line, indented",
    ),
    _Saying(
        "expected alphabetic or numeric",
        "anchor",
        "a text that starts with & or * means something else",
        _QUOTES,
        opened=True,
    ),
)
_DIRECTIVE = _Saying(
    "", "directive", "a line that starts with % is read as an order to the reader", "delete it"
)
_NOT_INDENTED = _Saying(
    "", "block", "the text under `>-` is not indented", "indent it further than its key", True
)
_TOO_FAR = _Saying(
    "",
    "indentation",
    "this line is indented further than the line above, or its colon is part of a text",
    "indent it like its siblings, or put the text in quotes",
)
_CLOSES_NOTHING = _Saying(
    "", "brackets", "this bracket closes nothing", "delete it, or put the text in quotes"
)


def _explain(error: YAMLError, text: str, document: Document) -> None:
    """Say what a parser error means for whoever wrote the file."""
    problem = str(getattr(error, "problem", "") or error)
    opened = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or opened
    lines = _LINE_END.split(text)
    where = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if document.comments and where[0] - document.comments[-1][1][0] in (0, 1):
        path, at = document.comments[-1]
        lost_comment(document, path, at)
        return
    saying = next((one for one in _SAYINGS if one.said in problem), None)
    line = lines[where[0] - 1] if where[0] <= len(lines) else ""
    here = line[where[1] - 1 : where[1]]
    if "directive" in str(getattr(error, "context", "")) or "directive" in problem:
        saying, where = _DIRECTIVE, (where[0], 1)
    elif saying is not None and here == "\t":
        saying = next(one for one in _SAYINGS if one.code == "tab")
    elif saying is not None and saying.code == "indentation" and here in ("}", "]"):
        saying = _CLOSES_NOTHING
    elif (
        saying is not None
        and saying.code == "colon"
        and re.fullmatch(r"\s+[\w-]+", line[: where[1] - 1])
    ):
        saying = _TOO_FAR
    elif saying is not None and saying.code == "escape":
        where = (where[0], line.rfind("\\", 0, where[1]) + 1)
    elif saying is not None and saying.code == "no-colon" and opened is not None:
        above = [one for one in lines[: opened.line] if one.strip()][-1:]
        if above and re.search(r"[|>][+-]?\s*$", above[0]):
            saying = _NOT_INDENTED
            document.problems[:] = [p for p in document.problems if p.line != opened.line]
    if saying is None:
        right = "put the text in quotes, or compare it with a shipped file"
        document.report(where, "yaml", f"this cannot be read: {problem}", right)
        return
    if saying.opened and opened is not None:
        where = (opened.line + 1, opened.column + 1)
    document.report(where, f"yaml-{saying.code}", saying.wrong, saying.right)


def lost_comment(document: Document, path: Sequence[str | int], at: Mark) -> None:
    """A comment after text in a prose field: the text silently loses its tail."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "this")
    wrong = f"everything after # is lost from `{name}`"
    right = "put the text under `>-`, or the comment on its own line"
    document.report(at, "comment-in-prose", wrong, right)
