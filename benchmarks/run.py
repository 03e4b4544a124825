"""Ratios of whole commands to a bare Python, and of `check` and `compare` to a bare YAML parse of
the same files, in one run.

    .venv/bin/python benchmarks/run.py [PLACES]

PLACES is how many places `compare` is given, 10,000 where nothing is said.

Times on a shared machine drift; each command is run in turn with its yardstick, and the median of
the ratios is printed beside its goal.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 11
FILES = 1000
PLACES = 10_000
PARSE = (
    "import sys, yaml, pathlib\n"
    "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
    "    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)\n"
)


def timed(command: list[str], folder: str) -> float:
    """Seconds of one run, output thrown away."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return perf_counter() - start


def timed_on_terminal(command: list[str], folder: str) -> float:
    """Seconds of one run that writes to a terminal, colour and all."""
    import pty

    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    main, end = pty.openpty()
    start = perf_counter()
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=end, stderr=end) as process:
        os.close(end)
        with suppress(OSError):
            while os.read(main, 65536):
                pass
        process.wait()
    seconds = perf_counter() - start
    os.close(main)
    return seconds


def ratio(
    command: list[str],
    yardstick: list[str],
    folder: str,
    rounds: int = ROUNDS,
    run: Callable[[list[str], str], float] = timed,
) -> float:
    """The median of the ratios of runs made in turn, after one of each to warm up."""
    run(command, folder), timed(yardstick, folder)
    return median(run(command, folder) / timed(yardstick, folder) for _ in range(rounds))


def generated(folder: Path, number: int) -> None:
    """City files of about 5 KB, none like another, all without a problem."""
    chance = random.Random(2013)
    criteria = ["nc-scope", "tr-coverage", "doc-forms", "acc-served", "rev-who"]
    folder.mkdir()
    for index in range(number):
        lines = [
            "format: city/1",
            f"name: Sampleton {index}",
            "kind: municipality",
            "province: ON",
            f"population: {{2016: {chance.randint(10_000, 900_000)}, 2021: 950000, source: s0}}",
            "bodies:",
            "  police:",
            "    name: Sampleton Police",
            "    kind: police-service",
            "    governed_by: A board",
            "    speaks_for_city: yes",
            "sources:",
        ]
        for source in range(6):
            lines += [
                f"  s{source}:",
                f"    title: Minutes of meeting {chance.randint(1, 10_000)} on access to services",
                "    publisher: Sampleton",
                "    kind: council-record",
                f"    date: {chance.randint(2013, 2025)}-0{chance.randint(1, 9)}",
                f"    url: https://sampleton.example/minutes/{chance.randint(1, 99999)}",
            ]
        lines.append("facts:")
        for fact in range(12):
            lines += [
                f"  fact-{fact}:",
                "    claim: >-",
                f"      By item {chance.randint(1, 9999):,} the council of the place said that its",
                "      services are open to all residents and told its departments to see to it.",
            ]
            if fact % 3:
                lines += ["    effect: adopts", f"    date: {chance.randint(2010, 2025)}-05-10"]
                level = f"{{level: {chance.randint(0, 4)}, why: It says so.}}"
                scores = [f"      {criteria[fact % 5]}: {level}"]
            else:
                lines += [
                    "    body: police",
                    f"    period: {chance.randint(2018, 2025)}",
                    "    seen_by: border agency",
                    f"    figure: {{count: {chance.randint(0, 3000)}, of: all contacts}}",
                ]
                scores = ["      nc-status-checks: {why: Counted by the border agency.}"]
            lines += ["    confidence: high", f"    sources: [s{fact % 6}]", "    scores:", *scores]
        (folder / f"place-{index:05}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def compared(folder: Path, number: int) -> Iterator[tuple[str, float, float, str]]:
    """What `compare` of many places takes: in one process, in two, and where nothing changed since
    the last time; the memory of one process; and grading held against loading."""
    data = folder / "many"
    data.mkdir()
    generated(data / "cities", number)
    parse = [sys.executable, "-c", PARSE, str(data / "cities")]
    names = f"{number:,} places"
    command = [sys.executable, "-c", COMPARE, str(data)]
    environment = {"XDG_CACHE_HOME": str(folder / "kept")}
    base = median(timed(parse, str(folder)) for _ in range(3))
    for workers, goal in ((1, 0.75), (2, 0.45)):
        shutil.rmtree(folder / "kept", ignore_errors=True)
        seconds, memory = with_memory([*command, str(workers)], str(folder), environment)
        yield f"compare of {names}, {workers} process(es)", seconds / base, goal, "x CSafeLoader"
        if workers == 1:
            yield f"memory of compare of {names}", memory, 150, "MB"
    again = median(with_memory([*command, "1"], str(folder), environment)[0] for _ in range(3))
    yield f"compare of {names}, nothing changed", again / base, 0.10, "x CSafeLoader"
    told = subprocess.run(
        [sys.executable, "-c", GRADE, str(data)], capture_output=True, text=True, check=True
    )
    yield "grading them, of loading them", float(told.stdout), 0.05, "of loading"


def with_memory(command: list[str], folder: str, more: dict[str, str]) -> tuple[float, float]:
    """Seconds of one run, and the most memory it held, in megabytes, as it says on stderr."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | more
    start = perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return perf_counter() - start, float(done.stderr.splitlines()[-1])


COMPARE = """
import resource, sys
from scorecard.cli.app import run
import gc; gc.disable()
sys.stdout = open("/dev/null", "w")
names = ["compare", "--data", sys.argv[1], "--workers", sys.argv[2]]
assert run(names) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)
"""
GRADE = """
import gc, sys, time
from datetime import date
from pathlib import Path
from scorecard.engine.grade import Grader
from scorecard.load.layers import layers
from scorecard.load.library import Library
gc.disable()
library = Library(layers(Path.cwd(), None, Path(sys.argv[1])))
grader = Grader(library.rubric("noii-toronto")[0])
names = [name for name in library.ids("cities") if name.startswith("place-")][:2000]
loading = grading = 0.0
for name in names:
    start = time.perf_counter()
    place = library.place(name, "noii-toronto")
    middle = time.perf_counter()
    grader.standing(place, date(2026, 1, 1))
    loading, grading = loading + middle - start, grading + time.perf_counter() - middle
    library.forget(name)
print(grading / loading)
"""


BARE_DRAWS = """
import numpy
chance = numpy.random.default_rng(1)
numpy.argsort(chance.random((10_000, 49)) @ chance.random((49, 51)), axis=1)
"""
DRAWS = """
import sys
from fractions import Fraction
from random import Random
from scorecard.analysis.chance import Branch, Chance, Leaf, Unit
from scorecard.analysis.draws import draw
chance, unknown = Random(2013), float(sys.argv[1])
leaves = [Leaf(cell, float(chance.randint(1, 9)), cell) for cell in range(49)]
parts = tuple(Branch(None, 49 + part, tuple(leaves[part::7])) for part in range(7))
units = []
for name in range(51):
    known = [None if chance.random() < unknown else chance.random() for _ in leaves]
    low, high = (tuple(end if one is None else one for one in known) for end in (0.0, 1.0))
    units.append(Unit(str(name), ((1.0, Branch(None, 0, parts)),), low, high))
found = draw(units, 56, (0.85, 0.7, 0.5, 0.3, 0), Chance(10_000, 1, Fraction(1, 4)))
assert sum(found.bands[0]) == 10_000
"""
"""51 units by 49 criteria: weights, shares, ranks, percentiles, bands and every pair."""


def main() -> None:
    bare = [sys.executable, "-c", "pass"]
    scorecard = str(Path(sys.executable).with_name("scorecard"))
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            ("--version", ratio([scorecard, "--version"], bare, folder), 2.0),
            ("--help", ratio([scorecard, "--help"], bare, folder), 9.0),
            ("grade toronto", ratio([scorecard, "grade", "toronto"], bare, folder), 22.0),
            (
                "grade toronto --format markdown",
                ratio([scorecard, "grade", "toronto", "--format", "markdown"], bare, folder),
                26.0,
            ),
        ]
        if os.name == "posix":
            on_terminal = ratio(
                [scorecard, "grade", "toronto"], bare, folder, run=timed_on_terminal
            )
            rows.append(("grade toronto on a terminal (rich)", on_terminal, 26.0))
        for what, found, goal in rows:
            print(f"{what:44} {found:6.1f} x bare Python   (goal {goal:g})")
        data = Path(folder) / "data"
        data.mkdir()
        generated(data / "cities", FILES)
        size = sum(path.stat().st_size for path in (data / "cities").iterdir()) / FILES
        found = ratio(
            [scorecard, "check", str(data / "cities")],
            [sys.executable, "-c", PARSE, str(data / "cities")],
            folder,
            rounds=9,
        )
        print(f"{f'check of {FILES:,} city files':44} {found:6.2f} x CSafeLoader   (goal 1.0)")
        bare_draws = [sys.executable, "-c", BARE_DRAWS]
        for unknown, what in (("0", "nothing unknown"), ("0.5", "half unknown")):
            found = ratio([sys.executable, "-c", DRAWS, unknown], bare_draws, folder)
            what = f"robust: 10,000 runs, {what}"
            print(f"{what:44} {found:6.2f} x matmul + argsort   (goal 2.0)", flush=True)
        number = int(sys.argv[1]) if len(sys.argv) > 1 else PLACES
        for what, found, goal, unit in compared(Path(folder), number):
            print(f"{what:44} {found:6.2f} {unit}   (goal {goal:g})", flush=True)
        print(f"files of {size / 1000:.1f} KB on average; Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
