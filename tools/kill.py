"""End the commands that write at any moment, as a loss of power would, and look at what is left.

    python tools/kill.py [--times 500] [--seed 1]

Each command is run in a copy of a warmed process, which is killed: just before and after everything
it asks of the system from its first write on, with half of a file written, and at times by chance.
Demanded: the file is the old one or the new one, byte for byte; nothing else in the folder has
changed; the same command then works, and what the killed one left is gone. Exit code 1 where it is
not so. `times` is for each command.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import typer.main

from scorecard.cli import app, writing
from scorecard.load import layers
from scorecard.load.whole import LOCK
from scorecard.load.workbook import read_workbook

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "golden" / "data"
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where files need no disk, on systems that have such a place."""
FACT = (
    "--claim", "Training is mandatory for drivers.", "--effect", "adopts", "--date", "2024-03",
    "--confidence", "high", "--title", "Minutes", "--publisher", "Town", "--published", "2024-03",
    "--criterion", "trained", "--level", "1", "--why", "Drivers only.", "--id", "new",
)  # fmt: skip
ASKED = ("open", "os.", "shutil.", "fcntl.", "tempfile.", "fsync", "replace")
"""How the events begin that are something asked of the system."""


def same(content: bytes) -> Any:
    """What two files have alike that say the same: all their bytes."""
    return content


def rows(content: bytes) -> Any:
    """The same of workbooks, which hold the time at which they were written."""
    return read_workbook(content, "Facts").rows


class Command(NamedTuple):
    """A command line, the file that it writes, and what two such files have alike."""

    line: tuple[str, ...]
    writes: str
    alike: Callable[[bytes], Any] = same
    again: int = 0
    """The exit code of the same command once it has been done."""


SHEET = ("sheet", "sampleton", "--overwrite", "-o")

COMMANDS = {
    "add": Command(("add", "sampleton", "-y", *FACT), "cities/sampleton.yaml", again=2),
    "import": Command(("import", "sampleton", "in.csv"), "cities/sampleton.yaml"),
    "new": Command(("new", "Lac", "-y"), "cities/lac.yaml", again=2),
    "export": Command(("export", "sampleton", "-o", "out.html"), "out.html"),
    "sheet": Command(("sheet", "sampleton", "--overwrite", "-o", "out.csv"), "out.csv"),
    "sheet (xlsx)": Command(
        ("sheet", "sampleton", "--overwrite", "-o", "out.xlsx"), "out.xlsx", rows
    ),
}


@dataclass
class Told:
    """How often a command was killed, and what was found then."""

    killed: int = 0
    ended: int = 0
    old: int = 0
    new: int = 0
    otherwise: int = 0


# ---------------------------------------------------------------- a process that is killed


class _Moments:
    """Counts what a process asks of the system; at one of these it dies."""

    def __init__(self) -> None:
        self.heard, self.on, self.at, self.seen = False, False, -1, 0
        self.first: int | None = None

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on or not event.startswith(ASKED):
            return
        if self.first is None and self._writes(event, arguments):
            self.first = self.seen
        self.seen += 1
        if self.seen - 1 == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    @staticmethod
    def _writes(event: str, arguments: tuple[Any, ...]) -> bool:
        if event in ("os.listdir", "os.scandir", "os.chdir"):
            return False
        if event != "open":
            return True
        flags = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], int) else 0
        return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


MOMENTS = _Moments()


def _heard(name: str) -> Callable[..., Any]:
    """A function of the system of which Python says nothing, made to say it before and after."""
    own = getattr(os, name)

    def said(*arguments: Any, **more: Any) -> Any:
        MOMENTS(name, ())
        out = own(*arguments, **more)
        MOMENTS(name, ())
        return out

    return said


def _half(*arguments: Any) -> Any:
    """A file into which half goes, and then nothing more."""
    file = open(*arguments)  # noqa: SIM115  nobody is left to close it

    def write(content: bytes) -> None:
        type(file).write(file, content[: len(content) // 2])
        file.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    return _Writes(write)


class _Writes:
    def __init__(self, write: Callable[[bytes], None]) -> None:
        self.write = write

    def __enter__(self) -> _Writes:
        return self

    def __exit__(self, *_error: object) -> None:
        return


def child(folder: Path, command: Command, at: int = -1, half: bool = False) -> int:
    """Start a command in a folder, in a process of its own; at the moment named it ends itself."""
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        os.chdir(folder)
        for name in ("fsync", "replace"):
            setattr(os, name, _heard(name))
        if half:
            os.fdopen = _half
        MOMENTS.at, MOMENTS.on = at, True
        code = app.run(command.line)
    finally:
        os._exit(code)


def moments(folder: Path, command: Command) -> tuple[range, float]:
    """The moments of a command from its first write on, and the seconds that it takes."""
    reads, writes = os.pipe()
    start = time.perf_counter()
    process = os.fork()
    if not process:
        os.chdir(folder)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        for name in ("fsync", "replace"):
            setattr(os, name, _heard(name))
        MOMENTS.on = True
        app.run(command.line)
        MOMENTS.on = False
        os.write(writes, f"{MOMENTS.first} {MOMENTS.seen}".encode())
        os._exit(0)
    os.waitpid(process, 0)
    took = time.perf_counter() - start
    first, seen = os.read(reads, 100).decode().split()
    os.close(reads)
    os.close(writes)
    return range(int(first), int(seen)), took


# ---------------------------------------------------------------- what is left


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def is_left(name: str) -> bool:
    """Whether a file is one that nobody finished, or the lock."""
    return name.endswith(".part") or name.rpartition("/")[2] == LOCK


def judged(before: dict[str, bytes], after: dict[str, bytes], new: Any, command: Command) -> str:
    """What a killed command has left: `old`, `new`, or what is otherwise."""
    aside = {name: content for name, content in after.items() if not is_left(name)}
    target, was = aside.pop(command.writes, None), before.get(command.writes)
    for name, content in before.items():
        if name != command.writes and aside.get(name) != content:
            return f"{name} is another"
    added = [name for name in aside if name not in before and not name.startswith("schemas/")]
    if added:
        return f"{added[0]} has come up"
    if target == was:
        return "old"
    try:
        return "new" if target is not None and command.alike(target) == new else "neither"
    except Exception as error:
        return f"cannot be read: {error}"


def later(folder: Path, command: Command, new: Any) -> str:
    """What is wrong once the same command has been run again, some hours later."""
    for path in folder.rglob("*.part"):
        os.utime(path, (time.time() - 9000,) * 2)
    target = folder / command.writes
    done = target.exists() and command.again and command.alike(target.read_bytes()) == new
    _, status = os.waitpid(child(folder, command), 0)
    code = os.waitstatus_to_exitcode(status)
    if code != (command.again if done else 0):
        return f"the next one ends with {code}"
    if command.alike(target.read_bytes()) != new:
        return "the next one writes something else"
    left = [name for name in held(folder) if name.endswith(".part")]
    return f"{left[0]} is left" if left and not done else ""


def killed(base: Path, scratch: Path, command: Command, times: int, random: Random) -> Iterator:
    """Kill a command some times: what was found each time, whether it was killed at all, and what
    was wrong after that."""
    folder = scratch / "first"
    shutil.copytree(base, folder)
    each, took = moments(folder, command)
    new = command.alike((folder / command.writes).read_bytes())
    before = held(base)
    if (folder / command.writes).read_bytes() == before.get(command.writes):
        raise RuntimeError(f"it changes nothing: {command.line}")
    shuffled = random.sample(each, len(each))
    for number in range(times):
        folder = scratch / "killed"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        way = number % 8
        if way == 0:
            process = child(folder, command, half=True)
        elif way < 6:
            at = shuffled[(number // 8 * 5 + way - 1) % len(each)]
            process = child(folder, command, at)
        else:
            process = child(folder, command)
            time.sleep(random.random() * took)
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        left = any(name.endswith(".part") for name in held(folder))
        found = judged(before, held(folder), new, command)
        wrong = later(folder, command, new) if left or number % 5 == 0 else ""
        yield found, os.WIFSIGNALED(status), wrong


@contextmanager
def data(scratch: Path) -> Iterator[Path]:
    """A folder of data in which everything is there that the commands read, and older reports; a
    small sample stands for what came with the program."""
    base = scratch / "base"
    shutil.copytree(SAMPLE, base)
    (base / "schemas").mkdir()
    shutil.copy(ROOT / "schemas" / "city-1.json", base / "schemas")
    kept, environment = (layers.shipped, writing.shipped, app.with_options), dict(os.environ)
    made: Any = typer.main.get_command(app.app)
    layers.shipped = writing.shipped = lambda: base
    app.with_options = lambda _arguments: made
    os.environ.update(COLUMNS="80", NO_COLOR="1", XDG_CACHE_HOME=str(scratch / "cache"))
    os.environ.pop("SCORECARD_DATA", None)
    here = os.getcwd()
    try:
        os.chdir(base)
        sheet = Command(("sheet", "sampleton", "--overwrite", "-o", "in.csv"), "in.csv")
        os.waitpid(child(base, sheet), 0)
        text = (base / "in.csv").read_text("utf-8-sig").splitlines(keepends=True)
        head = text[0].strip().split(",")
        line = dict.fromkeys(head, "")
        given = dict(zip(FACT[::2], FACT[1::2], strict=True))
        line.update({key[2:]: value for key, value in given.items()})
        text.append(",".join(line[key] for key in head) + "\r\n")
        (base / "in.csv").write_text("".join(text), "utf-8-sig", newline="")
        for name in ("out.html", "out.csv"):
            (base / name).write_text("An older one.\n", encoding="utf-8")
        yield base
    finally:
        os.chdir(here)
        layers.shipped, writing.shipped, app.with_options = kept
        os.environ.clear()
        os.environ.update(environment)


def run(times: int, seed: int) -> tuple[dict[str, Told], list[str]]:
    """Every command killed so many times: what was found, and all that was wrong."""
    told: dict[str, Told] = {}
    wrong: list[str] = []
    if not MOMENTS.heard:
        sys.addaudithook(MOMENTS)
        MOMENTS.heard = True
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, data(Path(folder)) as base:
        for name, command in COMMANDS.items():
            warm = Path(folder) / f"warm-{name}"
            shutil.copytree(base, warm)
            quietly(warm, command)
            scratch = Path(folder) / name
            scratch.mkdir()
            one = told[name] = Told()
            for found, was_killed, after in killed(base, scratch, command, times, Random(seed)):
                one.killed += was_killed
                one.ended += not was_killed
                one.old += found == "old"
                one.new += found == "new"
                one.otherwise += found not in ("old", "new")
                wrong += [f"{name}: {said}" for said in (found, after) if said not in _RIGHT]
    return told, wrong


_RIGHT = ("old", "new", "")


def quietly(folder: Path, command: Command) -> None:
    """Run a command here, so that its copies have everything loaded."""
    here = os.getcwd()
    out, err = sys.stdout, sys.stderr
    with open(os.devnull, "w") as nowhere:
        sys.stdout = sys.stderr = nowhere
        try:
            os.chdir(folder)
            app.run(command.line)
        finally:
            os.chdir(here)
            sys.stdout, sys.stderr = out, err


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    told, wrong = run(asked.times, asked.seed)
    print(f"{'command':<14} {'killed':>7} {'ended':>6} {'old':>6} {'new':>6} {'else':>6}")
    for name, one in told.items():
        print(
            f"{name:<14} {one.killed:>7,} {one.ended:>6,} {one.old:>6,} {one.new:>6,}"
            f" {one.otherwise:>6,}"
        )
    for said in dict.fromkeys(wrong):
        print(f"{said} ({wrong.count(said)} times)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
