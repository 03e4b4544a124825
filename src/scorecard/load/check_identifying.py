"""Looks through a whole file for what could identify somebody, and says where, but never what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..model.problem import Problem
from .document import LINE_END, Document
from .identifying import Match, find

_HIDDEN = "[…]"
_ENTRY = re.compile(r"\s*(?:$|#|- |-$|[\w\"'/.,-]+(?: [\w\"'/.,-]+){0,3}:(?: |$)|[{\[\]}])")
"""How a line starts that does not go on with the text of the line before."""
_COMMENT = re.compile(r"\s*#+ ?")


class Flat(NamedTuple):
    """The text of a file, in which a text or a comment that goes on over lines is one line, and
    where each part of it stands in the file."""

    text: str
    starts: tuple[int, ...]
    """Where each part starts in the text."""
    places: tuple[tuple[int, int], ...]
    """The line and column of each part in the file, from 1."""

    def place(self, at: int) -> tuple[int, int]:
        """The line and column in the file of a character of the text."""
        part = bisect_right(self.starts, at) - 1
        line, column = self.places[part]
        return line, column + at - self.starts[part]


class Found(NamedTuple):
    """What was found in a file: a problem for each that nothing answers, and all that must not be
    repeated in a message."""

    problems: tuple[Problem, ...]
    secrets: tuple[str, ...]


def look(content: bytes, document: Document, public: Collection[str]) -> Found:
    """Look through the bytes of a file. `public` are the facts that answer for what stands in
    them."""
    text = content.decode("utf-8", errors="replace")
    known, answered = _known(document.data), _lines(document, public, LINE_END.split(text))
    seen: set[str] = set()
    problems = []
    flattened = flat(text)
    for match in find(flattened.text, known):
        line, column = flattened.place(match.start)
        seen.add(flattened.text[match.start : match.end])
        if not any(line in lines for lines in answered):
            problems.append(_problem(document.path, line, column, match))
    # A text with escapes ("\\xe9") is not in the file as it is read.
    for where, said in _escaped(document, text):
        for match in find(said, known):
            stands = said[match.start : match.end]
            line, column = document.at(where)
            if stands not in seen and not any(line in lines for lines in answered):
                problems.append(_problem(document.path, line, column, match))
            seen.add(stands)
    return Found(tuple(dict.fromkeys(problems)), tuple(sorted(seen, key=len, reverse=True)))


def _problem(path: str, line: int, column: int, match: Match) -> Problem:
    wrong = f"what looks like {match.kind.name} stands here"
    right = f"{match.kind.instead}; where it is public and needed, the fact says why: `public: ...`"
    return Problem(path, line, column, "identifying", wrong, right)


def hidden(problem: Problem, secrets: Iterable[str]) -> Problem:
    """The same problem, without what must not be repeated."""
    wrong, right = problem.wrong, problem.right
    for secret in secrets:
        wrong, right = wrong.replace(secret, _HIDDEN), right.replace(secret, _HIDDEN)
    return problem._replace(wrong=wrong, right=right)


def flat(text: str) -> Flat:
    """The lines of a file, joined where a text or a comment goes on in the next line."""
    pieces: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    length, was_comment = 0, False
    for number, line in enumerate(LINE_END.split(text), 1):
        mark = _COMMENT.match(line)
        start = mark.end() if mark else len(line) - len(line.lstrip())
        goes_on = line[start:] and bool(mark) == was_comment and (mark or not _ENTRY.match(line))
        said = line[start:].rstrip("\\ ")
        pieces += (" " if goes_on else "\n", said)
        starts.append(length + 1)
        places.append((number, start + 1))
        length += len(said) + 1
        was_comment = bool(mark)
    return Flat("".join(pieces), tuple(starts), tuple(places))


def _known(data: Any) -> frozenset[str]:
    """The names in a file that are public: the place, its bodies and offices, organizations,
    publishers, authors, and the officials it lists."""
    found: set[str] = set()

    def add(value: Any) -> None:
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, list):
            for one in value:
                add(one)

    def each(value: Any) -> Iterable[Any]:
        return value.values() if isinstance(value, Mapping) else ()

    if isinstance(data, Mapping):
        for key in ("name", "by", "governed_by", "officials"):
            add(data.get(key))
        for part in ("bodies", "organizations", "sources"):
            for one in each(data.get(part)):
                if isinstance(one, Mapping):
                    for key in ("name", "governed_by", "publisher"):
                        add(one.get(key))
        for office in each(data.get("offices")):
            add(office)
    return frozenset(found)


def _lines(document: Document, public: Collection[str], lines: Sequence[str]) -> tuple[range, ...]:
    """The lines of the facts that answer for what stands in them. What stands above the next fact,
    such as a comment, is of that one."""
    data = document.data
    facts = data.get("facts") if isinstance(data, Mapping) else None
    if not isinstance(facts, Mapping) or not public:
        return ()
    names = [name for name in facts if isinstance(name, str)]
    starts = [document.at(("facts", name), key=True)[0] for name in names]
    after = [document.at((key,), key=True)[0] for key in data]
    marks = sorted({*starts, *after, len(lines) + 1})
    ends = [marks[bisect_right(marks, start)] for start in starts]

    def last(end: int) -> int:
        while not lines[end - 2].strip() or _COMMENT.match(lines[end - 2]):
            end -= 1
        return end

    return tuple(
        range(start, last(end))
        for name, start, end in zip(names, starts, ends, strict=True)
        if name in public
    )


def public_facts(data: Any) -> frozenset[str]:
    """The facts of a file that say why what stands in them is public."""
    facts = data.get("facts") if isinstance(data, Mapping) else None
    if not isinstance(facts, Mapping):
        return frozenset()
    return frozenset(
        name
        for name, fact in facts.items()
        if isinstance(fact, Mapping)
        and isinstance(fact.get("public"), str)
        and fact["public"].strip()
    )


def _escaped(document: Document, text: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of a file that are written with escapes, with where they stand."""
    if "\\" not in text:
        return
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), document.data)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, str):
            if value not in text:
                yield where, value
        elif isinstance(value, Mapping):
            waiting += (((*where, str(key)), one) for key, one in value.items())
            waiting += (((*where, str(key)), str(key)) for key in value)
        elif isinstance(value, list):
            waiting += (((*where, n), one) for n, one in enumerate(value))
