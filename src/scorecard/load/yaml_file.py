"""Read one YAML file as text scalars, lists and mappings, with the address of every part.

The file is read event by event from libyaml, with a stack of our own: nothing recurses, so depth
cannot crash the parser, and whatever YAML would guess (`NO`, `0123`, `1:30`) stays text.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path
from stat import S_ISDIR, S_ISREG
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

from ..model.characters import HIDDEN
from .document import LINE_END, MOST_PROBLEMS, Document, Mark
from .parser_errors import explain

MOST_BYTES = 1_000_000
MOST_DEPTH = 32
MOST_PARTS = 100_000
"""Mappings and lists in a file."""

_INDENTS = frozenset("\u00a0\u202f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
"""Spaces that are no spaces to YAML; they are refused where a line starts with one."""
AGAIN = "\ufffeagain"
"""Stands for a key that was there already; a file cannot hold it."""
ODD = frozenset({AGAIN, "<<"})
"""Keys that hold nothing."""
NOTHING = frozenset({"null", "Null", "NULL", "~"})
_CARE = frozenset(["", *(text[0] for text in NOTHING)])
"""How a text may start that stands for nothing."""


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
            too_large(document)
            return document, b""
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "the system refused"
        document.report((1, 1), "unreadable", f"cannot be read: {reason}", "check the permissions")
        return document, b""
    document.stopped = False
    return parse(content, document), content


def too_large(document: Document) -> None:
    """Report that a file has more bytes than are read."""
    right = f"keep a file under {MOST_BYTES // 1_000_000} MB"
    document.report((1, 1), "too-large", "this file is too large", right)
    document.stopped = True


def parse(content: bytes, document: Document) -> Document:
    """Fill a document from the bytes of a file."""
    text = _decode(content, document)
    if text is None:
        document.stopped = True
        return document
    try:
        _Reader(text, document).run()
    except YAMLError as error:
        explain(error, text, document)
        document.stopped = True
    except _StopError:
        document.stopped = True
    if not document.stopped and (
        not document.data or (isinstance(document.data, str) and document.data in NOTHING)
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
    content = content.removeprefix(BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode()
        document.report(_end_of(before), "not-utf-8", wrong, right)
        return None
    seen = set(text)
    if seen.isdisjoint(HIDDEN) and seen.isdisjoint(_INDENTS):
        return text
    lines = LINE_END.split(text)
    hidden = [
        (number, column, char)
        for number, line in enumerate(lines, 1)
        for column, char in enumerate(line, 1)
        if char in HIDDEN or (column == 1 and char in _INDENTS)
    ]
    for number, column, char in hidden[:MOST_PROBLEMS]:
        wrong = f"a hidden character, U+{ord(char):04X}"
        right = "delete it, or type the text again"
        document.report((number, column), "hidden-character", wrong, right)
    return None if hidden else text


def _end_of(text: str) -> Mark:
    """The line and column that follow a text."""
    lines = LINE_END.split(text)
    return len(lines), len(lines[-1]) + 1


class _StopError(Exception):
    """Reading stops: what follows would only repeat what was said."""


class _Reader:
    """Builds the data of one document from parser events."""

    def __init__(self, text: str, document: Document) -> None:
        self.parser = CParser(text)
        self.document = document
        # What else could end a line is hidden, and was refused. A comment on the first line takes
        # nothing away.
        self.lines = text.splitlines() if text.find("#", 1) > 0 else []
        self.comment_lines = frozenset(
            number for number, line in enumerate(self.lines) if " #" in line or "\t#" in line
        )
        self.flow: set[int] = set()
        self.escapes = "\\" in text

    def run(self) -> None:
        document = self.document
        next_event: Any = self.parser.get_event
        comment_lines = self.comment_lines
        escapes = self.escapes
        keys, values = document.keys, document.values
        # Each frame: the container, its marks, its keys' marks, and the key that waits for a value.
        stack: list[Any] = []
        container: Any = None
        value: Any
        marks: dict[str | int, Any] = {}
        key_marks: dict[str | int, Any] = {}
        key: str | None = None
        skip = 0
        documents = 0
        plain = False
        while True:
            event = next_event()
            kind = type(event)
            # Most of a file: keys that are new, and texts of which there is nothing to say.
            while kind is ScalarEvent and plain and event.tag is None and event.anchor is None:
                value = event.value
                if key is None:
                    if value in container or value == "<<":
                        break
                    key_marks[value] = event.start_mark
                    key = value
                elif (
                    value[:1] in _CARE
                    or value.isspace()
                    or key in ODD
                    or event.end_mark.line in comment_lines
                ):
                    break
                else:
                    container[key] = value
                    marks[key] = event.start_mark
                    key = None
                event = next_event()
                kind = type(event)
            if kind is ScalarEvent:
                if skip:
                    continue
                mark = event.start_mark
                value = event.value
                poison = False
                if escapes and event.style == '"' and not HIDDEN.isdisjoint(value):
                    poison = self._hidden(value, mark)
                if event.tag is not None or event.anchor is not None:
                    poison = self._refused(event, mark)
            elif kind is MappingStartEvent or kind is SequenceStartEvent or kind is AliasEvent:
                if skip:
                    skip += kind is not AliasEvent
                    if len(stack) + skip > MOST_DEPTH:
                        self._too_deep(event.start_mark)
                    continue
                mark = event.start_mark
                value = "" if kind is AliasEvent else {} if kind is MappingStartEvent else []
                if len(document.problems) > MOST_PROBLEMS:
                    raise _StopError
                if len(values) > MOST_PARTS:
                    right = "spread it over several files"
                    document.report(mark, "too-large", "this file has too many parts", right)
                    raise _StopError
                poison = False
                if kind is AliasEvent or event.tag is not None or event.anchor is not None:
                    poison = self._refused(event, mark)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if skip:
                    skip -= 1
                    if not skip:
                        key = None
                        plain = not escapes and type(container) is dict
                    continue
                container, marks, key_marks, key = stack.pop()
                plain = not escapes and type(container) is dict
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
                    skip, plain = 1, False
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
                    key = AGAIN
                if len(document.problems) > MOST_PROBLEMS:
                    raise _StopError
                key_marks[key] = mark
                continue
            else:
                step = key
                if step not in ODD:
                    container[step] = value
                    marks[step] = mark
                elif opens:
                    skip, plain = 1, False
                    continue
                key = None
            if poison:
                document.poisoned.append(self._path(stack, container, step))
            elif (
                kind is ScalarEvent
                and step not in ODD
                and (
                    not value
                    or value in NOTHING
                    or event.end_mark.line in comment_lines
                    or value.isspace()
                )
            ):
                self._scalar(event, value, mark, stack, container, step)
            if opens:
                if len(stack) >= MOST_DEPTH:
                    self._too_deep(mark)
                stack.append((container, marks, key_marks, key))
                container, marks, key_marks, key = value, {}, {}, None
                plain = not escapes and kind is MappingStartEvent
                values[id(value)] = marks
                keys[id(value)] = key_marks
                if event.flow_style:
                    self.flow.add(id(value))

    def _too_deep(self, mark: Any) -> None:
        """Stop at what is nested too deep; the parser itself would take ever longer over it."""
        wrong = f"this is nested deeper than {MOST_DEPTH} levels"
        self.document.report(mark, "too-deep", wrong, "write it with fewer levels")
        raise _StopError

    def _hidden(self, value: str, mark: Any) -> bool:
        """Report what is hidden behind a backslash in double quotes."""
        char = next(char for char in value if char in HIDDEN)
        wrong = f"a hidden character, U+{ord(char):04X}"
        right = "write the text without a backslash"
        self.document.report(mark, "hidden-character", wrong, right)
        return True

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
        plain = not event.style
        if not value or value.isspace() or (plain and value in NOTHING):
            self._empty(mark, stack, container, step)
        elif plain and event.end_mark.line in self.comment_lines:
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
    return (
        isinstance(before, str)
        and len(before) < 40
        and bool(re.fullmatch(r"-?\d+(,\d+)*", before) and re.fullmatch(r"\d+(\.\d+)?", after))
    )
