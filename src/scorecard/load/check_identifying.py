"""Looks through a whole file for what could identify somebody, and says where, but never what."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..model.problem import Problem
from .document import LINE_END, Address, Document
from .identifying import Match, find

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
    them; in a file with an error none does, since nobody can say where they end."""
    text = unicodedata.normalize("NFC", content.decode("utf-8", errors="replace"))
    known = known_names(document.data)
    sure = not any(not problem.warning for problem in document.problems)
    answered = _answered(document, public, LINE_END.split(text)) if public and sure else _NOTHING
    seen: set[str] = set()
    problems = []
    flattened = flat(text)
    for match in find(flattened.text, known):
        line, column = flattened.place(match.start)
        seen.add(flattened.text[match.start : match.end])
        if line not in answered:
            problems.append(identifying(document.path, line, column, match))
    for where, said in _otherwise(document, flattened):
        for match in find(said, known):
            stands = said[match.start : match.end]
            line, column = document.at(where)
            if stands not in seen and line not in answered:
                problems.append(identifying(document.path, line, column, match))
            seen.add(stands)
    return Found(tuple(dict.fromkeys(problems)), tuple(sorted(seen)))


def identifying(path: str, line: int, column: int, match: Match) -> Problem:
    """The problem that something which could identify somebody is."""
    wrong = f"what looks like {match.kind.name} stands here"
    right = f"{match.kind.instead}; where it is public and needed, the fact says why: `public: ...`"
    return Problem(path, line, column, "identifying", wrong, right)


def hidden(problem: Problem, secrets: Iterable[str]) -> Problem:
    """The same problem; where its message holds any part of what must not be repeated, without
    what it quotes."""
    message = _letters(f"{problem.wrong} {problem.right}")
    for secret in secrets:
        core = _letters(secret)
        for at in range(max(1, len(core) - _PART + 1)):
            if core[at : at + _PART] in message:
                return problem._replace(
                    wrong=_UNTOLD, right="take out what identifies somebody first"
                )
    return problem


_PART = 5
"""So many letters and digits in a row are a part of something."""
_UNTOLD = "what stands here cannot be used, and is not repeated"


def _letters(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return "".join(one for one in text.lower() if one.isalnum())


def flat(text: str) -> Flat:
    """The lines of a file, joined where a text or a comment goes on in the next line."""
    pieces: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    length, was_comment = 0, False
    for number, line in enumerate(LINE_END.split(text), 1):
        mark = _COMMENT.match(line)
        start = mark.end() if mark else len(line) - len(line.lstrip())
        after_key = not mark and bool(pieces) and pieces[-1].endswith(":")
        goes_on = line[start:] and (
            after_key or (bool(mark) == was_comment and (mark or not _ENTRY.match(line)))
        )
        said = line[start:].rstrip("\\ ")
        pieces += (" " if goes_on else "\n", said)
        starts.append(length + 1)
        places.append((number, start + 1))
        length += len(said) + 1
        was_comment = bool(mark)
    return Flat("".join(pieces), tuple(starts), tuple(places))


def known_names(data: Any) -> frozenset[str]:
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


_NOTHING: frozenset[int] = frozenset()


def _answered(document: Document, public: Collection[str], lines: Sequence[str]) -> frozenset[int]:
    """The lines that hold nothing but facts that answer for what stands in them. What stands above
    a fact, such as a comment, is of that one."""
    data = document.data
    facts = data.get("facts") if isinstance(data, Mapping) else None
    if not isinstance(facts, Mapping):
        return _NOTHING
    marks = [(document.at(("facts", name), key=True), name in public) for name in facts]
    marks += [(document.at((key,), key=True), False) for key in data if key != "facts"]
    head = document.at(("facts",), key=True)
    starts = sorted([*marks, (head, False)])
    owners: dict[int, list[bool]] = {}
    for n, ((line, column), mine) in enumerate(starts):
        end = starts[n + 1][0][0] if n + 1 < len(starts) else len(lines) + 1
        while end - 1 > line and (not lines[end - 2].strip() or _COMMENT.match(lines[end - 2])):
            end -= 1
        if (line, column) == head and n + 1 < len(starts) and starts[n + 1][0][0] == line:
            continue  # the first fact stands on the line of `facts:`
        for owned in range(line, max(end, line + 1)):
            owners.setdefault(owned, []).append(mine)
        shares = bool(lines[line - 1][: column - 1].strip())
        if n and shares and starts[n - 1][0] != head:
            owners[line].append(starts[n - 1][1])
    return frozenset(line for line, owned in owners.items() if all(owned))


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


_NEARBY = 500
"""How far around its line a text is looked for as it stands, in characters."""


def _otherwise(document: Document, flattened: Flat) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of a file that do not stand in it as they are read, such as those with escapes or
    with a line that looks like an entry, with where they start."""
    escapes = "\\" in flattened.text
    for where, said in texts(document.data):
        if escapes or " " in said:
            start = flattened.starts[document.at(where)[0] - 1]
            around = max(0, start - _NEARBY), start + len(said) + _NEARBY
            if flattened.text.find(said, *around) < 0:
                yield where, said


def texts(data: Any) -> Iterator[tuple[Address, str]]:
    """Every text in some data, keys included, with where it stands; each is one line."""
    waiting: list[tuple[Address, Any]] = [((), data)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, str):
            yield where, unicodedata.normalize("NFC", " ".join(value.split()))
        elif isinstance(value, Mapping):
            waiting += (((*where, key), one) for key, one in value.items())
            waiting += (((*where, key), key) for key in value)
        elif isinstance(value, list):
            waiting += (((*where, n), one) for n, one in enumerate(value))
