"""Standings and answers that were worked out before, kept in a folder of the user's for the next
time.

What is kept rests on the bytes of the files it was read from, on every rubric in reach and on the
program; where any of these differs by a byte, it is worked out anew. The folder may be deleted at
any time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..model.place import DataFile
from ..model.result import ComponentScore, Overall, Score, Standing, TrackScore
from ..model.rubric import Rubric
from .whole import write_whole

MOST_FILES = 8
"""Files kept, each for one rubric and date; the oldest give way."""

OTHER = "another-kind"
"""Stands in place of a standing for a place of a kind that was not asked for."""


class Kept:
    """The standings kept under one key, by the name of the place."""

    def __init__(self, folder: Path, key: str) -> None:
        self.path = folder / f"compare-{key}.txt"
        self.new = False
        self._lines = _read(self.path)

    def standing(
        self, name: str, rubric: Rubric, current: Callable[[str], str | None]
    ) -> Standing | None:
        """What is kept of a place, if every file behind it is as it was; `current` gives the hash
        of a file as it is now."""
        try:
            made = of_line(self._lines[name], rubric)
            same = all(current(file.path) == file.sha256 for file in made.files)
        except (
            LookupError,
            ValueError,
            TypeError,
            ZeroDivisionError,
            AttributeError,
            RecursionError,
        ):
            return None
        return made if same else None

    def is_other(self, name: str, current: Callable[[str], str | None]) -> bool:
        """Whether a place is kept as one of a kind that was not asked for, and is as it was."""
        kept, _, digest = self._lines.get(name, "").partition(" ")
        return kept == OTHER and digest == current(f"cities/{name}.yaml")

    def keep_other(self, name: str, digest: str) -> None:
        """Keep that a place is of a kind that was not asked for."""
        self.keep(name, f"{OTHER} {digest}")

    def keep(self, name: str, line: str) -> None:
        """Keep a standing, as a line, for the next time."""
        self._lines[name] = line
        self.new = True

    def save(self) -> None:
        """Write what is kept, whole or not at all; that it cannot be written is no error."""
        if not self.new:
            return
        lines = (f"{name}\t{line}" for name, line in self._lines.items())
        _write(self.path, "\n".join(lines).encode())


def answer(folder: Path, name: str) -> str | None:
    """A whole answer that was kept under a key; None where there is none."""
    body = _body(folder / f"answer-{name}.txt")
    return None if body is None else body.decode()


def keep_answer(folder: Path, name: str, text: str) -> None:
    """Keep a whole answer for the next time that nothing has changed."""
    _write(folder / f"answer-{name}.txt", text.encode())


def _write(path: Path, body: bytes) -> None:
    """Write what is kept under its own hash, whole or not at all; that it cannot be written is no
    error. The oldest of its kind give way."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, sha256(body).hexdigest().encode() + b"\n" + body)
        same = path.parent.glob(f"{path.name.partition('-')[0]}-*")
        for old in sorted(same, key=lambda one: one.stat().st_mtime)[:-MOST_FILES]:
            old.unlink()


def _body(path: Path) -> bytes | None:
    """What a file holds; None where it is not there, or not as it was written."""
    try:
        stated, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if sha256(body).hexdigest().encode() == stated else None


def key(parts: Iterable[str]) -> str:
    """The key of all that standings rest on beside the files of the places."""
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def program_files() -> list[str]:
    """The files of the program with their sizes and dates, which change when it does."""
    found = sorted(Path(__file__).resolve().parent.parent.rglob("*.py"))
    stats = ((path, path.stat()) for path in found)
    return [f"{path.name} {status.st_size} {status.st_mtime_ns}" for path, status in stats]


def _read(path: Path) -> dict[str, str]:
    """The lines of a file, each what is kept of a place, by its name. They are read one by one when
    they are asked for, so that they need little room."""
    lines = (_body(path) or b"").decode(errors="replace").split("\n")
    parts = (line.partition("\t") for line in lines if line)
    return {name: line for name, _, line in parts}


# ---------------------------------------------------------------- standings as lines of JSON

_KNOWN: dict[str, Fraction] = {}
"""Fractions read before: most scores are among a few, and are told once."""


def _number(text: str | None) -> Any:
    if text is None:
        return None
    found = _KNOWN.get(text)
    if found is None:
        over, _, under = text.partition("/")
        found = _KNOWN[text] = Fraction(int(over), int(under or 1))
    return found


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def as_line(standing: Standing) -> str:
    """A standing in a line of JSON, without its rubric."""
    overall = standing.overall
    found = [
        standing.ref,
        standing.place,
        standing.name,
        standing.of,
        standing.kind,
        [
            [
                one.track,
                _score(one.score),
                one.withheld,
                one.provisional,
                _text(one.shared),
                _text(one.last_known),
            ]
            for one in standing.tracks
        ],
        [
            _text(overall.point),
            _text(overall.low),
            _text(overall.high),
            _text(overall.uncapped),
            overall.cap,
            overall.provisional,
            list(overall.withheld),
        ],
        list(standing.caps),
        [_component(one) for one in standing.components],
        [[file.path, file.sha256] for file in standing.files],
    ]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def of_line(line: str, rubric: Rubric) -> Standing:
    """A standing by a rubric from a line."""
    ref, place, name, of, kind, tracks, overall, caps, components, files = json.loads(line)
    point, low, high, uncapped, capped, provisional, withheld = overall
    return Standing(
        rubric,
        ref,
        place,
        name,
        of,
        kind,
        tuple(
            TrackScore(track, _scored(score), held, unsure, _number(shared), _number(last))
            for track, score, held, unsure, shared, last in tracks
        ),
        Overall(
            _number(point),
            _number(low),
            _number(high),
            _number(uncapped),
            capped,
            provisional,
            tuple(withheld),
        ),
        tuple(caps),
        tuple(_components(one) for one in components),
        tuple(DataFile(path, digest) for path, digest in files),
    )


def _score(score: Score) -> list[str | None]:
    return [_text(number) for number in score]


def _scored(numbers: list[str | None]) -> Score:
    return Score(*map(_number, numbers))


def _component(one: ComponentScore) -> list[Any]:
    return [
        one.id,
        [[track, _score(score)] for track, score in one.tracks],
        [_component(child) for child in one.children],
    ]


def _components(found: list[Any]) -> ComponentScore:
    name, tracks, children = found
    return ComponentScore(
        name,
        tuple((track, _scored(score)) for track, score in tracks),
        tuple(_components(child) for child in children),
    )
