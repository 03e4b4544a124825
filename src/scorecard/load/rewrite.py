"""Change what a YAML file says, and nothing else of it: its comments, order and spacing stay.

PyYAML says where each part of the file stands; the lines of the parts that are to change are
written anew, and the outcome is read back before anybody gets it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from .document import Document
from .emit import emitted, in_flow
from .yaml_file import parse

_ENDS = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
"""Where a line has ended."""
_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n\ufeff]))(#[^\r\n]*)")
"""What looks like a comment."""


class CannotRewriteError(Exception):
    """The file is written in a way in which this change cannot be made without losing something."""


class _Change(NamedTuple):
    """Letters of the text, from the first up to the last, and what is to stand there."""

    start: int
    end: int
    text: str


def says(content: bytes) -> dict[str, Any]:
    """What a file says; ValueError where it cannot be read."""
    document = parse(content, Document(""))
    if document.stopped or document.problems or not isinstance(document.data, dict):
        raise ValueError("this is no file of keys")
    return document.data


def rewritten(content: bytes, data: Mapping[str, Any]) -> bytes:
    """The bytes of a file that says `data`, where `content` says something else. Whatever is the
    same keeps its bytes, and every comment is still there. CannotRewriteError where that cannot be
    done, ValueError where `content` cannot be read."""
    text = content.removeprefix(BOM_UTF8).decode()
    new = _Rewriter(text).apply(says(content), data)
    out = content[: len(content) - len(content.removeprefix(BOM_UTF8))] + new.encode()
    try:
        same = says(out) == data
    except ValueError:
        same = False
    if not same or not _kept(_comments(text), _comments(new)):
        raise CannotRewriteError
    return out


def _comments(text: str) -> list[str]:
    """Every comment of a text, in order: what looks like one and stands in no scalar."""
    parts = _Rewriter(text)
    inside = sorted(parts.scalars(yaml.compose(text, Loader=yaml.CBaseLoader)))
    starts = [start for start, _end in inside]
    found = []
    for match in _COMMENT.finditer(text):
        at = bisect_right(starts, match.start(1)) - 1
        if at < 0 or match.start(1) >= inside[at][1]:
            found.append(match[1].rstrip())
    return found


def _kept(before: list[str], after: list[str]) -> bool:
    """Whether all comments of before are among those of after, in the same order."""
    rest = iter(after)
    return all(one in rest for one in before)


class _Rewriter:
    """Finds the changes that make one text read as other data. Lines and letters count from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [line for line in _ENDS.split(text) if line]
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        self.changes: list[_Change] = []

    def apply(self, old: Any, new: Mapping[str, Any]) -> str:
        """The text that reads as `new`."""
        node: Any = yaml.compose(self.text, Loader=yaml.CBaseLoader)
        if node.flow_style:
            raise CannotRewriteError
        self.mapping(node, old, new)
        text = self.text
        for change in sorted(self.changes, reverse=True):
            text = text[: change.start] + change.text + text[change.end :]
        return text

    # ------------------------------------------------------------ what is to change

    def mapping(self, node: Any, old: Any, new: Mapping[str, Any]) -> None:
        """Make a block mapping another one: what differs is changed, what is gone taken out, and
        what is new put at its end."""
        if not any(key.value in new for key, _ in node.value):
            raise CannotRewriteError
        for key, value in node.value:
            name = key.value
            if name not in new:
                self.take_out(key, value)
            elif old[name] != new[name]:
                self.entry(key, value, old[name], new[name])
        added = {name: value for name, value in new.items() if name not in old}
        if added:
            indent = node.start_mark.column
            apart = indent == 0 or self.stands_apart(node)
            lines: list[str] = []
            for name, value in added.items():
                lines += ([""] if apart else []) + emitted(name, value, indent)
            self.insert(self.below(node), lines)

    def entry(self, key: Any, value: Any, old: Any, new: Any) -> None:
        """Make the value of a key of a block mapping another one."""
        more = isinstance(old, list) and isinstance(new, list) and old == new[: len(old)]
        if isinstance(old, dict) and isinstance(new, Mapping) and old:
            if not value.flow_style and old.keys() & new.keys():
                self.mapping(value, old, new)
                return
            if value.flow_style and all(new.get(name) == was for name, was in old.items()):
                self.into_flow(value, {name: new[name] for name in new if name not in old})
                return
        elif more and old and not value.flow_style:
            column = value.start_mark.column
            lines = emitted(key.value, new[len(old) :], 0)[1:]
            self.insert(self.last_line(value) + 1, [" " * column + line[2:] for line in lines])
            return
        said = self.end.join(emitted(key.value, new, key.start_mark.column)).lstrip()
        self.changes.append(_Change(self.offset(key.start_mark), self.after(value), said))

    # ------------------------------------------------------------ how it is changed

    def insert(self, at: int, lines: Sequence[str]) -> None:
        """Put whole lines before a line of the text."""
        before = self.lines[at - 1] if at else self.end
        start = "" if before.endswith(("\n", "\r")) else self.end
        if not before.strip() and lines and not lines[0]:
            lines = lines[1:]
        said = start + "".join(line + self.end for line in lines)
        self.changes.append(_Change(self.starts[at], self.starts[at], said))

    def into_flow(self, node: Any, added: Mapping[str, Any]) -> None:
        """Put entries before the closing brace of a mapping in braces."""
        at = self.after(node) - 1
        comma = "" if self.text[:at].rstrip().endswith(",") else ","
        self.changes.append(_Change(at, at, f"{comma} {in_flow(added)[1:-1]}"))

    def take_out(self, key: Any, value: Any) -> None:
        """Take the lines of an entry out of a block mapping."""
        start = key.start_mark.line
        if self.text[self.starts[start] : self.offset(key.start_mark)].strip():
            raise CannotRewriteError  # it shares its line with what stands above it
        last = self.last_line(value)
        self.changes.append(_Change(self.starts[start], self.starts[last + 1], ""))

    # ------------------------------------------------------------ where things stand

    def scalars(self, node: Any) -> Iterator[tuple[int, int]]:
        """Where the text of every scalar below a node stands; that of a block begins in the line
        after its mark."""
        if not isinstance(node, yaml.ScalarNode):
            for one in node.value:
                for inner in one if isinstance(one, tuple) else (one,):
                    yield from self.scalars(inner)
        elif node.style in (">", "|"):
            yield self.starts[node.start_mark.line + 1], self.after(node)
        else:
            yield self.offset(node.start_mark), self.after(node)

    def offset(self, mark: Any) -> int:
        """The letters before a mark."""
        letters: int = self.starts[mark.line] + mark.column
        return letters

    def after(self, node: Any) -> int:
        """The letters up to the end of a node, without the end of its last line."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return self.after(last[1] if isinstance(node, yaml.MappingNode) else last)
        if getattr(node, "style", None) not in (">", "|"):
            return self.offset(node.end_mark)
        end = node.end_mark
        line: int = min(end.line if end.column else end.line - 1, len(self.lines) - 1)
        while not self.lines[line].strip():
            line -= 1
        return self.starts[line] + len(self.lines[line].rstrip("\r\n"))

    def last_line(self, node: Any) -> int:
        """The line in which a node ends."""
        return bisect_right(self.starts, self.after(node), 0, len(self.lines)) - 1

    def below(self, node: Any) -> int:
        """The line before which more of a block mapping goes: the next after it; of the whole file
        its end, under whatever comments stand there."""
        following = self.last_line(node) + 1
        rest = self.lines[following:]
        whole = node.start_mark.column == 0 and not any(map(_says_something, rest))
        return len(self.lines) if whole else following

    def stands_apart(self, node: Any) -> bool:
        """Whether an empty line stands above the last entry of a mapping, and so above each."""
        line = node.value[-1][0].start_mark.line
        above = [one for one in self.lines[:line] if not one.lstrip().startswith("#")]
        return len(node.value) > 1 and bool(above) and not above[-1].strip()


def _says_something(line: str) -> bool:
    """Whether a line is neither empty nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")
