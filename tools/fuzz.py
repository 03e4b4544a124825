"""Read what nobody meant to write: every reader, on valid input changed at random.

    python tools/fuzz.py [--count 100000] [--seed 1]

Demanded of each input: no exception leaves the program, it takes no more than two seconds of the
processor, the process stays under 500 MB, nothing is said that a terminal would act on, and a file
that is changed reads back without an error. An input that fails is saved beside where one stands,
and the exit code is 1. The same seed gives the same inputs.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import mutate
import typer.main

from scorecard.cli import app, opening, say, writing
from scorecard.engine.grade import Grader
from scorecard.load import layers
from scorecard.load.checker import Checker
from scorecard.load.rewrite import CannotRewriteError, rewritten, says
from scorecard.model.characters import HIDDEN
from scorecard.model.dates import PartialDate, add_months, months_between

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "golden" / "data"
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where files need no disk, on systems that have such a place."""
TODAY = date(2026, 11, 22)
MOST_SECONDS, MOST_MEGABYTES = 2.0, 500
HANGS = 20
"""Seconds after which an input is given up."""
LARGEST_SEED = 9_000
"""Bytes; a larger file says nothing that a smaller one does not."""
SHARES = {
    "city": 0.25, "rubric": 0.14, "law": 0.06, "motion": 0.05, "translation": 0.06, "csv": 0.12,
    "xlsx": 0.06, "dates": 0.16, "options": 0.04, "add": 0.03, "new": 0.03,
}  # fmt: skip
"""How many of all inputs each reader gets."""
NOT_TRIED = {
    "--help",
    "--version",
    "--install-completion",
    "--show-completion",
    "--workers",
    "--links",
}
"""Options that say nothing of reading, or that reach out of the process."""


class FailedError(Exception):
    """What was demanded is not so."""


@dataclass
class Told:
    """What became of the inputs of one reader."""

    inputs: int = 0
    accepted: int = 0
    slowest: float = 0.0
    failed: list[str] = field(default_factory=list)


Read = Callable[[Random], tuple[bytes, Callable[[], bool]]]
"""Makes an input by chance: its bytes, and what reads it and says whether it is accepted."""


# ---------------------------------------------------------------- files


def seeds(*folders: Path) -> list[str]:
    """The texts of the files of some folders, apart from translations and from large ones."""
    paths = (path for folder in folders for path in sorted(folder.glob("[!.]*.yaml")))
    paths = (path for path in paths if path.name.count(".") == 1)
    return [
        path.read_text("utf-8", "replace") for path in paths if path.stat().st_size < LARGEST_SEED
    ]


def yaml_reader(scratch: Path, folder: layers.Folder, name: str, said: Sequence[str]) -> Read:
    """Reads one file of a folder of data as `check` does."""
    root = scratch / f"{folder}-{name}"
    shutil.copytree(scratch / "base", root)
    path = root / folder / f"{name}.yaml"
    path.write_text(said[0], encoding="utf-8")
    among = (layers.Layer(root, "."),)
    whole = name.partition(".")[0]
    found = layers.found_in(among[0], folder, root / folder / f"{whole}.yaml")
    checker = [Checker(among), 0]

    def make(random: Random) -> tuple[bytes, Callable[[], bool]]:
        content = mutate.text(random, said)

        def read() -> bool:
            path.write_bytes(content)
            if checker[1] % 200 == 0:  # what it has read would fill the memory in the end
                checker[0] = Checker(among)
            checker[1] += 1
            problems = checker[0].check((found,))
            heard(say.text.one_line("".join(map(str, problems))))
            right = not any(not problem.warning for problem in problems)
            if right and folder in ("cities", "rubrics"):
                graded(Checker(among), folder, whole)
                if folder == "cities" and name == whole:
                    put_in(content)
            return right

        return content, read

    return make


def graded(checker: Checker, folder: str, name: str) -> None:
    """Grade what was found to be right: the place by the sample, or the sample by the rubric."""
    rubric = checker.rubric(name if folder == "rubrics" else "sample")
    city = checker.place("sampleton" if folder == "rubrics" else name)
    if city is not None and rubric is not None:
        Grader(*rubric).grade(city, TODAY)


def put_in(content: bytes) -> None:
    """Put a fact into a file that is right: what comes out reads back, or nothing does."""
    data = says(content)
    try:
        out = rewritten(
            content, {**data, "facts": {**data.get("facts", {}), "new": {"claim": "-"}}}
        )
    except CannotRewriteError:
        return
    if says(out)["facts"]["new"] != {"claim": "-"}:
        raise FailedError("the fact that was put in is another")


# ---------------------------------------------------------------- commands


def command(folder: Path, arguments: Sequence[str], typed: bytes = b"") -> int:
    """Run a command line in a folder of data with that on stdin, and hold it to what is demanded
    of every command."""
    kept = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    own = os.dup(1)  # a command that cannot go on sends its own to nowhere
    stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(err):
            code = app.run(arguments)
    finally:
        sys.stdin = stdin
        os.dup2(own, 1)
        os.close(own)
    if code not in (0, 1, 2):
        raise FailedError(f"exit code {code}")
    for stream in (out, err):
        heard(stream.buffer.getvalue().decode().removeprefix("\ufeff").replace("\r\n", "\n"))
    changed = [path for path in folder.rglob("*.yaml") if kept.get(path) != path.read_bytes()]
    for path in changed:
        checker = Checker((layers.Layer(path.parent.parent, "."),))
        problems = checker.check(layers.files(checker.layers, "cities")[path.stem])
        if wrong := [problem for problem in problems if not problem.warning]:
            raise FailedError(f"{path.name} was broken: {wrong[0]}")
    if lost := [path for path in kept if not path.exists()]:
        raise FailedError(f"{lost[0]} is gone")
    if left := list(folder.rglob("*.part")):
        raise FailedError(f"{left[0]} was left behind")
    return code


def heard(said: str) -> None:
    """Hold what is said to what a terminal may be given."""
    if bad := (HIDDEN | {"\r"}) & set(said):
        raise FailedError(f"said to a terminal: {sorted(bad)!r}")


def fresh(scratch: Path, name: str) -> Path:
    """The sample data in a folder some way down, so that `..` leads nowhere else."""
    folder = scratch / name / "a" / "b" / "c"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(scratch / "base", folder)
    return folder


def sheet_reader(scratch: Path, suffix: str) -> Read:
    """Imports a sheet."""
    folder = fresh(scratch, suffix)
    command(folder, ("sheet", "sampleton", "-o", f"seed.{suffix}"))
    command(folder, ("sheet", "sampleton", "-o", "seed.csv"))
    book = (folder / f"seed.{suffix}").read_bytes()
    rows = mutate.rows((folder / "seed.csv").read_bytes())
    rows = [row for row in rows if row[0] in ("id", rows[1][0], rows[-1][0])]
    added = [rows[0], ["", *rows[1][1:-1], ""]]
    city = folder / "cities" / "sampleton.yaml"
    before = city.read_bytes()

    def make(random: Random) -> tuple[bytes, Callable[[], bool]]:
        if suffix == "csv":
            content = mutate.as_csv(random, mutate.table(random, (rows, added)))
        else:
            content = mutate.workbook(random, (book,))

        def read() -> bool:
            (folder / f"it.{suffix}").write_bytes(content)
            keep = ["--keep-good"] * (content[-1:] < b"\x80")
            try:
                return command(folder, ("import", "sampleton", f"it.{suffix}", *keep)) == 0
            finally:
                city.write_bytes(before)

        return content, read

    return make


WORDS = (
    "sampleton", "lonely", "sample", "sampleton/sampleton-police", "trained", "checks", "en", "fr",
    "text", "markdown", "json", "csv", "html", "o.html", "o.md", "o.csv", "o.json", "o.xlsx", ".",
    "policy", "council", "A", "B", "100", "0", "3", "2020", "2024-02-29", "9999", "plan,motion",
    "history", "robust", "cities", "rubrics", "bodies", "high", "adopts", "describes", "own",
    "border agency", "status checks", "a claim", "cities/sampleton.yaml", "rubrics/sample.yaml",
)  # fmt: skip


def options_reader(scratch: Path, commands: dict[str, list[Any]]) -> Read:
    """Runs command lines of every command, option and argument there is."""

    def word(random: Random) -> str:
        said = random.choice(WORDS if random.random() < 0.7 else mutate.HOSTILE)
        return said if random.random() < 0.9 else said + random.choice(mutate.HOSTILE)

    def make(random: Random) -> tuple[bytes, Callable[[], bool]]:
        name = random.choice(list(commands))
        line = [name if random.random() < 0.98 else word(random)]
        for one in commands[name]:
            if NOT_TRIED & set(one.opts):
                continue
            if one.param_type_name == "option":
                if random.random() < 0.2 or one.required:
                    line += [random.choice(one.opts)] + [word(random)] * (not one.is_flag)
            elif random.random() < 0.9:
                line += [random.choice(("sampleton", word(random)))] * (not one.required or 1)
        if random.random() < 0.1:
            random.shuffle(line)
        if name == "robust":
            line += ["--draws", "100"]
        if name == "agree":
            line += ["--samples", "10"]
        line = [one.replace("\0", "") for one in line]  # no system hands over a NUL
        said = "\n".join(line).encode(errors="surrogatepass")
        return said, lambda: command(fresh(scratch, "options"), line) == 0

    return make


def typed_reader(scratch: Path, name: str) -> Read:
    """Answers the questions of `add` or `new`."""
    answers = {
        "add": (
            "fact\nPolice called 12 times in 2023.\n1\nevent\n2023\n1\n2\nhttps://agency.example/a\nT\nP"
            "\n\n2024\n\ndrivers\nchecks\n12\n1\nLatest year.\ny\n",
            "\nSaid.\n\nrule\nadopts\n2024\nhigh\n\nT\nP\n\n2024\n\ntrained\n1\nSo.\nn\ny\n",
            "fact\nSaid.\n\nrule\ndescribes\n2024\n1\nlow\n\nT\nP\n\n2024\n\n-\nkept\ny\n",
            "search\n1\ntrained\n\nBudgets of all years.\n2026-10\n1\ny\n",
            "reply\n\nthe town clerk\n2026-03-02\n\ny\n",
        ),
        "new": (
            "\nmunicipality\nCA\nqc\n2021: 4000\nPolice du Lac\n1\nle conseil\n\n",
            "\n\n\n\n\n\n",
        ),
    }[name]

    def make(random: Random) -> tuple[bytes, Callable[[], bool]]:
        typed = mutate.text(random, answers)
        typed += random.choice((b"", b"\n" * 9, b"1\n" * 9, b"y\n" * 3))
        place = "sampleton"
        if name == "new":
            place = random.choice(("Lac", "Baie-d'Urf\u00e9", random.choice(mutate.HOSTILE)))
            place = place.replace("\0", "")
        line = (name, "--", place)
        return typed, lambda: command(fresh(scratch, name), line, typed) == 0

    return make


# ---------------------------------------------------------------- dates


def dates_reader(random: Random) -> tuple[bytes, Callable[[], bool]]:
    """Reads a date as files and options do, and reckons with it."""
    said = random.choice(("2024", "2024-02", "2024-02-29", "0001", "9999-12-31", "1900-02-28"))
    for _ in range(random.choice((0, 1, 1, 2))):
        at = random.randrange(len(said) + 1)
        new = random.choice((*"0123456789-", random.choice(mutate.HOSTILE)))
        said = said[:at] + new + said[at + random.choice((0, 1)) :]
    months = random.choice((0, 1, 36, -1, 120_000, -120_000, 10**12))

    def read() -> bool:
        try:
            opening.on_date(said)
        except say.UseError as error:
            heard(say.text.visible(str(error)))
        try:
            when = PartialDate.parse(said)
        except ValueError:
            return False
        if PartialDate.parse(str(when)) != when or str(when) != said:
            raise FailedError("it reads back as another")
        if not when.first() <= when.last():
            raise FailedError("it ends before it starts")
        months_between(when.first(), add_months(when.last(), months))
        return True

    return said.encode(errors="surrogatepass"), read


# ---------------------------------------------------------------- all of them


@contextmanager
def readers(scratch: Path) -> Iterator[dict[str, Read]]:
    """Every reader by its name, over data of its own: the small sample stands for what came with
    the program, so that nothing takes long that need not."""
    base = scratch / "base"
    shutil.copytree(SAMPLE, base)
    shutil.copytree(ROOT / "schemas", base / "schemas")
    for folder, name in (("laws", "manitoba"), ("motions", "general")):
        (base / folder).mkdir()
        shutil.copy(ROOT / folder / f"{name}.yaml", base / folder)
    broken = ROOT / "tests" / "load" / "broken"
    samples = seeds(SAMPLE / "rubrics", ROOT / "rubrics")
    french = [(SAMPLE / f"{one}.fr.yaml").read_text("utf-8") for one in ("cities/sampleton",)]
    kept = (layers.shipped, writing.shipped, app.with_options)
    made: Any = typer.main.get_command(app.app)
    app.with_options = lambda _arguments: made  # otherwise made anew for every command
    layers.shipped = writing.shipped = lambda: base
    environment = dict(os.environ)
    os.environ.update(XDG_CACHE_HOME=str(scratch / "cache"), COLUMNS="80", NO_COLOR="1")
    os.environ.pop("SCORECARD_DATA", None)
    try:
        yield {
            "city": yaml_reader(
                scratch,
                "cities",
                "fuzzed",
                [*seeds(SAMPLE / "cities") * 200, *seeds(broken, ROOT / "cities")],
            ),
            "rubric": yaml_reader(scratch, "rubrics", "fuzzed", [*samples * 60, *seeds(broken)]),
            "law": yaml_reader(scratch, "laws", "fuzzed", seeds(ROOT / "laws")),
            "motion": yaml_reader(scratch, "motions", "fuzzed", seeds(ROOT / "motions")),
            "translation": yaml_reader(scratch, "cities", "sampleton.fr", french),
            "csv": sheet_reader(scratch, "csv"),
            "xlsx": sheet_reader(scratch, "xlsx"),
            "dates": dates_reader,
            "options": options_reader(
                scratch, {name: one.params for name, one in made.commands.items()}
            ),
            "add": typed_reader(scratch, "add"),
            "new": typed_reader(scratch, "new"),
        }
    finally:
        layers.shipped, writing.shipped, app.with_options = kept
        os.environ.clear()
        os.environ.update(environment)


def hangs(_signal: int, _frame: Any) -> None:
    raise FailedError(f"it hangs: {HANGS} seconds")


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fuzz(reader: Read, name: str, inputs: int, seed: int, memory: float) -> Iterator[tuple]:
    """Give a reader some inputs: each with whether it was accepted, the seconds that it took, and
    what was wrong."""
    for number in range(inputs):
        content, read = reader(Random(f"{seed} {name} {number}"))
        accepted, wrong, start = False, "", time.process_time()
        signal.alarm(HANGS)
        try:
            accepted = read()
        except Exception:
            wrong = traceback.format_exc()
        finally:
            signal.alarm(0)
        took = time.process_time() - start
        if not wrong and took > MOST_SECONDS:
            wrong = f"it took {took:.1f} seconds"
        if not wrong and peak() > memory:
            wrong = f"it took {peak():.0f} MB"
            memory = peak() + 100
        yield number, content, accepted, took, wrong


def run(count: int, seed: int, only: Sequence[str] = (), memory: float = MOST_MEGABYTES) -> dict:
    """Every reader on its share of the inputs: by its name, what became of them."""
    told: dict[str, Told] = {}
    before = signal.signal(signal.SIGALRM, hangs)
    try:
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder, readers(Path(folder)) as every:
            for name, reader in every.items():
                if only and name not in only:
                    continue
                one = told[name] = Told()
                inputs = round(count * SHARES[name])
                for number, content, accepted, took, wrong in fuzz(
                    reader, name, inputs, seed, memory
                ):
                    one.inputs += 1
                    one.accepted += accepted
                    one.slowest = max(one.slowest, took)
                    if wrong:
                        path = Path(f"fuzz-{name}-{seed}-{number}.input")
                        path.write_bytes(content)
                        one.failed.append(f"{path}: {wrong}")
    finally:
        signal.signal(signal.SIGALRM, before)
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=(), metavar="READER")
    asked = parser.parse_args()
    told = run(asked.count, asked.seed, asked.only)
    print(
        f"{'reader':<12} {'inputs':>8} {'accepted':>9} {'refused':>8} {'slowest':>8} {'failed':>7}"
    )
    for name, one in told.items():
        refused = one.inputs - one.accepted - len(one.failed)
        print(
            f"{name:<12} {one.inputs:>8,} {one.accepted:>9,} {refused:>8,} {one.slowest:>6.2f} s"
            f" {len(one.failed):>7,}"
        )
    print(f"{sum(one.inputs for one in told.values()):,} inputs; peak memory {peak():.0f} MB")
    failed = [one for each in told.values() for one in each.failed]
    for one in failed:
        print(f"\n{one}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
