"""The numbers of many places: what was kept from last time, and the rest worked out one place at a
time, by several processes where there are many."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from ..engine.grade import Grader
from ..load.kept import Kept, answer, as_line, keep_answer, key, of_line, program_files
from ..load.layers import Found, Layer
from ..load.library import Library
from ..model.place import DataFile
from ..model.problem import Problem
from ..model.result import Standing
from ..model.rubric import Rubric
from ..report.language import ENGLISH, _
from . import say

MANY = 100
"""Places from which it is worth keeping standings, and sharing the work."""
AT_ONCE = 50
"""Places that a process is given at a time."""
MOST_WORKERS = 4
SECONDS_BEFORE_PROGRESS = 1.0


class Wanted(NamedTuple):
    """What is to be worked out of each place."""

    layers: tuple[Layer, ...]
    language: str
    rubric: str
    kinds: tuple[str, ...] | None
    as_of: date
    fresh: bool


class Batch(NamedTuple):
    """What came of some places: standings by name, None where a file has an error, and what was
    met on the way; places of a kind that was not asked for are only named, with the hash of their
    files, or without it where a body of theirs is of that kind; bodies of whom nothing is known are
    `silent`. From another process, standings come as `lines`, with the `stamps` of all files that
    were read there. Only a standing that nothing was said of is kept."""

    standings: dict[str, Standing | None]
    lines: dict[str, str]
    others: dict[str, str | None]
    silent: tuple[str, ...]
    clean: frozenset[str]
    stamps: tuple[DataFile, ...]
    problems: tuple[Problem, ...]
    replaced: dict[str, Found]
    untranslated: dict[str, tuple[int, int]]


class Stood(NamedTuple):
    """The standings of places by name, None where a file has an error, and the bodies left out
    because nothing is known of them."""

    standings: dict[str, Standing | None]
    silent: tuple[str, ...]


def standings(
    library: Library,
    names: Sequence[str],
    rubric: tuple[Rubric, DataFile],
    as_of: date,
    fresh: bool,
    *,
    kinds: tuple[str, ...] | None = None,
    workers: int | None = None,
) -> Stood:
    """The standing of every place; where a file of it has an error, the library then knows of it.
    With `kinds`, places of other kinds are left out, and the bodies of these kinds that places name
    and that have no file of their own come in, if anything is known of them. `workers` processes
    share the work; by default as many as there are cores, four at most, and one for few places."""
    wanted = Wanted(library.layers, library.language, rubric[0].id, kinds, as_of, fresh)
    kept = _kept(library, names, wanted)
    found: dict[str, Standing | None] = dict.fromkeys(names)
    silent: list[str] = []
    missing = list(names)
    if kept is not None:
        for name in names:
            found[name] = kept.standing(name, rubric[0], library.digest)
            if found[name] is None and kept.is_other(name, library.digest):
                del found[name]
        missing = [name for name, standing in found.items() if standing is None]
    progress = _Progress(len(names), len(names) - len(missing))
    for batch in _batches(library, missing, rubric, wanted, _number(workers, len(missing))):
        for name, standing in batch.standings.items():
            line = batch.lines.get(name)
            found[name] = made = standing if line is None else of_line(line, rubric[0])
            if kept is not None and made is not None and name in batch.clean:
                kept.keep(name, line or as_line(made))
        for name, digest in batch.others.items():
            del found[name]
            if kept is not None and name in batch.clean and digest is not None:
                kept.keep_other(name, digest)
        silent += batch.silent
        for stamp in batch.stamps:
            library.met(stamp)
        library.say(batch.problems)
        library.replaced |= batch.replaced
        library.untranslated |= batch.untranslated
        progress.more(len(batch.standings) + len(batch.others))
    progress.end()
    # What is wrong with a rubric is said as it is read, which is not where all is kept.
    if kept is not None and not any(_of_rubric(problem) for problem in library.problems):
        kept.save()
    return Stood(found, tuple(silent))


def _of_rubric(problem: Problem) -> bool:
    return Path(problem.path).parent.name == "rubrics"


def _number(workers: int | None, places: int) -> int:
    """How many processes share the work."""
    if places < MANY:
        return 1
    if workers is not None:
        return max(1, workers)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, MOST_WORKERS)


def _batches(
    library: Library,
    names: Sequence[str],
    rubric: tuple[Rubric, DataFile],
    wanted: Wanted,
    workers: int,
) -> Iterator[Batch]:
    groups = [names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE)]
    if workers == 1:
        grader = Grader(*rubric)
        for group in groups:
            yield _batch(library, group, grader, wanted)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_start, initargs=(wanted,)) as pool:
        yield from pool.map(_in_worker, groups)


_HERE: list[tuple[Library, Grader, Wanted]] = []
"""In a process that shares the work: its library and its grader."""


def _start(wanted: Wanted) -> None:
    import gc

    gc.disable()
    library = Library(wanted.layers, wanted.language)
    read = library.rubric(wanted.rubric)
    assert read is not None
    _HERE[:] = [(library, Grader(*read), wanted)]


def _in_worker(names: Sequence[str]) -> Batch:
    library, grader, wanted = _HERE[0]
    batch = _batch(library, names, grader, wanted)
    graded = ((name, one) for name, one in batch.standings.items() if one is not None)
    lines = {name: as_line(one) for name, one in graded}
    stamps, library.stamps = tuple(library.stamps), []
    return batch._replace(standings=dict.fromkeys(batch.standings), lines=lines, stamps=stamps)


def _batch(library: Library, names: Sequence[str], grader: Grader, wanted: Wanted) -> Batch:
    """The standings of some places, each read, graded and let go."""
    found: dict[str, Standing | None] = {}
    others: dict[str, str | None] = {}
    silent: list[str] = []
    clean = set()
    first = len(library.problems)

    def standing(name: str) -> Standing | None:
        place = library.place(name, wanted.rubric)
        return place and grader.standing(place, wanted.as_of, fresh=wanted.fresh)

    for name in names:
        kind = library.kind(name)
        other = kind is not None and wanted.kinds is not None and kind not in wanted.kinds
        bodies = () if wanted.kinds is None else library.own_bodies(name, wanted.kinds)
        if not other:
            found[name] = standing(name)
        elif library.lost_bodies(name):  # one of them might have been compared
            found[name] = None
        else:
            others[name] = None if bodies else library.digest(f"cities/{name}.yaml") or ""
        for body in bodies:
            stands = standing(body)
            if stands is None or any(track.score.coverage for track in stands.tracks):
                found[body] = stands
            else:
                silent.append(body)
        if library.is_clean(name) and not bodies:
            clean.add(name)
        library.forget(name)
    return Batch(
        found,
        {},
        others,
        tuple(silent),
        frozenset(clean),
        (),
        tuple(library.problems[first:]),
        library.replaced,
        library.untranslated,
    )


# ---------------------------------------------------------------- what is kept


def _kept(library: Library, names: Sequence[str], wanted: Wanted) -> Kept | None:
    """The standings kept from last time; None where there are few places."""
    folder = _folder(library, names)
    if folder is None:
        return None
    asked = (wanted.rubric, str(wanted.kinds), str(wanted.as_of), str(wanted.fresh))
    return Kept(folder, key([*asked, *_behind(library)]))


def _behind(library: Library) -> list[str]:
    """Everything that standings rest on beside the files of the places."""
    rubrics = sorted(library.rubric_ids())
    paths = (f"rubrics/{name}.yaml" for name in rubrics)
    return [*(f"{path} {library.digest(path)}" for path in paths), *program_files()]


class Answer:
    """A whole answer, kept for the next time that nothing it rests on has changed: no byte of any
    place or rubric, nor of what was asked."""

    def __init__(self, library: Library, names: Sequence[str], asked: Sequence[object]) -> None:
        self.library, self.folder, self.key = library, _folder(library, names), ""
        if self.folder is not None:
            paths = [f"cities/{name}.yaml" for name in library.ids("cities")]
            behind = [*(f"{path} {library.digest(path)}" for path in paths), *_behind(library)]
            # Which files replace others is known once all are found, and said with the answer.
            replaced = [
                f"{name} {found.shown} {found.layer.label}"
                for name, found in library.replaced.items()
            ]
            said = [str(one) for one in (*asked, *names)]
            self.key = key([*said, *behind, *replaced])

    def text(self) -> str | None:
        """The answer that was kept; None where there is none."""
        return None if self.folder is None else answer(self.folder, self.key)

    def keep(self, text: str) -> None:
        """Keep an answer of which nothing is to be said but itself, unless a file was changed while
        it was worked out."""
        if self.folder is not None and not self.library.changed:
            keep_answer(self.folder, self.key, text)


def _folder(library: Library, names: Sequence[str]) -> Path | None:
    """Where this user's programs keep what they can do without; None where there are few places,
    and in other languages than English, where what a translation leaves out is counted as it is
    read."""
    if len(names) < MANY or library.language != ENGLISH:
        return None
    from platformdirs import user_cache_path

    try:
        return user_cache_path("scorecard", appauthor=False)
    except (OSError, RuntimeError):  # nobody's home
        return None


# ---------------------------------------------------------------- how far it is


class _Progress:
    """Says on stderr how far the work is, once it takes longer than a second: on a terminal in one
    line that changes, else now and then in a line of its own."""

    def __init__(self, total: int, done: int) -> None:
        self.total, self.done = total, done
        self.started = self.said = monotonic()
        self.live = sys.stderr.isatty()
        self.shown = False

    def more(self, number: int) -> None:
        self.done += number
        now = monotonic()
        if now - self.started < SECONDS_BEFORE_PROGRESS or self.done >= self.total:
            return
        if not self.shown or now - self.said >= (0.2 if self.live else 5.0):
            self.said, self.shown = now, True
            text = _("{done} of {total} places", done=f"{self.done:,}", total=f"{self.total:,}")
            if self.live:
                sys.stderr.write(f"\r{text} ")
                sys.stderr.flush()
            else:
                say.complain(text)

    def end(self) -> None:
        if self.shown and self.live:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
