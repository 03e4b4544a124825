"""What `check --links` does: asks for every web address in the files that are checked."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, Protocol

from .. import __version__
from ..load.layers import Found
from ..load.links import Ask, Clock, Code, Link, Outcome, ask_all, asked, host, links, problem
from ..load.yaml_file import read_file
from ..model.problem import Problem
from . import say

AGENT = f"scorecard/{__version__} (checks that cited pages are still there)"
SELDOM = 30.0
"""Seconds between two lines that say how far it is, where there is no terminal."""
CLOCK = Clock(time.monotonic, time.sleep)
_WORDS: dict[Code, str] = {
    "answers": "answer",
    "moved-link": "moved",
    "dead-link": "dead",
    "link-loop": "lead nowhere",
    "no-answer": "did not answer now",
    "refused-link": "refuse programs",
    "private-link": "private, and not asked",
}


class Asked(NamedTuple):
    """What the addresses came to: the problems, a line with the counts, and whether somebody broke
    it off."""

    problems: tuple[Problem, ...]
    summary: str
    broken_off: bool


class Told(Protocol):
    """Says that so many are done."""

    def __call__(self, done: int) -> None: ...


def asker() -> Ask:
    """What asks web servers; UseError where it is not installed, since it is an optional extra."""
    try:
        from ..load.asking import Asker
    except ImportError as error:
        name = (error.name or str(error)).partition(".")[0]
        command = 'pip install "sanctuary-scorecard[links]"'
        raise say.UseError(
            f"check --links needs {name}, which is not installed: {command}"
        ) from None
    return Asker(AGENT)


def ask_for(wanted: Iterable[Found], ask: Ask) -> Asked:
    """Ask for every address in some files, each once."""
    found = _links(wanted)
    urls = tuple(dict.fromkeys(asked(link.url) for link in found))
    outcomes: dict[str, Outcome] = {}
    broken_off = False
    try:
        with _progress(len(urls), len({host(url) for url in urls})) as told:
            for url, outcome in ask_all(urls, ask, CLOCK):
                outcomes[url] = outcome
                told(len(outcomes))
    except KeyboardInterrupt:
        broken_off = True
    known = ((link, outcomes.get(asked(link.url))) for link in found)
    problems = (problem(link, one) for link, one in known if one is not None and one.wrong)
    return Asked(tuple(problems), _summary(urls, outcomes), broken_off)


def _links(wanted: Iterable[Found]) -> list[Link]:
    """Every address in some files, once for each place where it stands."""
    files = {one.path: one for one in wanted}.values()
    return [link for one in files for link in links(read_file(one.path, one.shown)[0])]


def _summary(urls: tuple[str, ...], outcomes: dict[str, Outcome]) -> str:
    """How many addresses came to what."""
    counts = Counter(one.code for one in outcomes.values())
    said = [f"{counts[code]:,} {words}" for code, words in _WORDS.items() if counts[code]]
    left = len(urls) - len(outcomes)
    if left:
        said.append(f"{left:,} not asked, because it was broken off")
    text = _count(len(urls), "web address", "es")
    if said:
        text += f": {', '.join(said)}"
    silent, heard = counts["no-answer"], counts["answers"] + counts["moved-link"]
    if silent > 1 and not heard and 2 * silent > len(outcomes):
        text += "; is this computer online?"
    return text


def _count(number: int, one: str, ending: str) -> str:
    return f"{number:,} {one}" + ending * (number != 1)


@contextmanager
def _progress(every: int, hosts: int) -> Iterator[Told]:
    """How far it is, on stderr: a bar on a terminal, a line now and then elsewhere."""
    if not every:
        yield lambda done: None
    elif sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = TextColumn("asking for web addresses"), BarColumn(), MofNCompleteColumn()
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=every)
            yield lambda done: bar.update(task, completed=done)
    else:
        addresses = _count(every, "web address", "es")
        say.complain(f"asking for {addresses} at {_count(hosts, 'host', 's')}, with pauses")
        last = CLOCK.now()

        def told(done: int) -> None:
            nonlocal last
            if CLOCK.now() - last >= SELDOM and done < every:
                last = CLOCK.now()
                say.complain(f"{done:,} of {every:,} asked")

        yield told
