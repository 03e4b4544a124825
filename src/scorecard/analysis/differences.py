"""What differs between two texts, line by line, or between two structures, value by value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

MOST_LINES = 2_000
"""Lines up to which the two texts are laid side by side; of more, it is told which stand in one
alone, since laying side by side takes the square of their number."""
_NAMES = ("id", "place", "path", "criterion", "component", "track", "date", "fact", "body")
"""What tells the items of a list apart."""


class Difference(NamedTuple):
    """Where two things differ, a line or a path such as `overall.score`, and what stands there in
    the one and in the other: None where nothing does."""

    where: str
    before: str | None
    now: str | None


State = Literal["changed", "gone", "unused", "new"]


class File(NamedTuple):
    """A data file that is not as a report says: changed, gone, no longer used, or new; its hash in
    the report and in hand, the layer it is in, and whether it replaces another there."""

    path: str
    state: State
    before: str | None
    now: str | None
    layer: str | None = None
    replaces: bool = False


class Verified(NamedTuple):
    """Whether a report follows from the data in hand. `cannot` is why it cannot be made again;
    `notes` that it follows but for the notes on which files replace others. Versions are those in
    the report and those in hand. `names_all` says that it names every file it rests on."""

    report: str
    written: str
    command: str
    follows: bool
    cannot: str | None = None
    files: tuple[File, ...] = ()
    rubrics: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    programs: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    differences: tuple[Difference, ...] = ()
    notes: bool = False
    names_all: bool = True

    @property
    def unexplained(self) -> bool:
        """Whether something differs, though all that the report says it was made from is as it
        was."""
        changed = self.files or self.rubrics[0] != self.rubrics[1]
        return bool(self.differences) and not changed and self.programs[0] == self.programs[1]


def of_lines(before: Sequence[str], now: Sequence[str]) -> list[Difference]:
    """The lines that differ, by their number in the first text, or in the second if they stand in
    it alone."""
    start, end = 0, 0
    shortest = min(len(before), len(now))
    while start < shortest and before[start] == now[start]:
        start += 1
    while end < shortest - start and before[-1 - end] == now[-1 - end]:
        end += 1
    old = [*enumerate(before, 1)][start : len(before) - end]
    new = [*enumerate(now, 1)][start : len(now) - end]
    if max(len(old), len(new)) > MOST_LINES:
        return [*_alone(old, new)]
    return [*_beside(old, new)]


Numbered = Sequence[tuple[int, str]]


def _beside(before: Numbered, now: Numbered) -> Iterator[Difference]:
    """Lines that were replaced, each beside what replaces it."""
    texts = [text for _at, text in before], [text for _at, text in now]
    for how, i, j, k, m in SequenceMatcher(None, *texts).get_opcodes():
        if how == "equal":
            continue
        for old, new in zip_longest(before[i:j], now[k:m]):
            at = (old or new)[0]
            yield Difference(str(at), old and old[1], new and new[1])


def _alone(before: Numbered, now: Numbered) -> Iterator[Difference]:
    """Lines that stand in one text more often than in the other."""
    left = Counter(text for _at, text in now)
    left.subtract(text for _at, text in before)
    for at, text in before:
        if left[text] < 0:
            left[text] += 1
            yield Difference(str(at), text, None)
    for at, text in now:
        if left[text] > 0:
            left[text] -= 1
            yield Difference(str(at), None, text)


def of_values(before: Any, now: Any, path: str = "") -> Iterator[Difference]:
    """The values that differ, by path. Items of a list are told apart by what names them, so that
    one more does not move the others."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*before, *now)):
            yield from _each(before, now, key, f"{path}.{key}" if path else str(key))
        return
    if isinstance(before, list) and isinstance(now, list):
        old, new = _by_name(before, now)
        for key in dict.fromkeys((*old, *new)):
            yield from _each(old, new, key, f"{path}[{key}]")
        if [*old] != [*new] and {*old} == {*new}:
            yield Difference(path, ", ".join(map(str, old)), ", ".join(map(str, new)))
        return
    # To Python 1, 1.0 and true are one.
    if type(before) is not type(now) or before != now:
        yield Difference(path, _told(before), _told(now))


def _each(
    before: Mapping[Any, Any], now: Mapping[Any, Any], key: object, path: str
) -> Iterator[Difference]:
    if key not in now:
        yield Difference(path, _told(before[key]), None)
    elif key not in before:
        yield Difference(path, None, _told(now[key]))
    else:
        yield from of_values(before[key], now[key], path)


def _by_name(before: list[Any], now: list[Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The items of two lists by their names, or by their places where the names are not enough."""
    both = []
    for items in (before, now):
        named = {_name(item): item for item in items}
        if None in named or len(named) < len(items):
            return dict(enumerate(before)), dict(enumerate(now))
        both.append(named)
    return both[0], both[1]


def _name(item: object) -> str | None:
    """What names an item of a list; None where nothing does."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return None
    said = []
    for key in _NAMES:
        one = item.get(key)
        one = one.get("id") if isinstance(one, dict) else one
        said += [one] if isinstance(one, str) else []
    return ", ".join(said) or None


def _told(value: object) -> str:
    """A value as JSON says it; of a list or a mapping, how much it holds."""
    if isinstance(value, dict):
        return f"{{{len(value)}}}"
    return f"[{len(value)}]" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
