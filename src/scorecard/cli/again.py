"""The command that makes a report again: as the report carries it, and as it is read from one."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..load.layers import is_name
from ..report import words
from ..report.language import _
from ..report.text import one_line
from .opening import Asked
from .say import UseError

LONGEST = 200_000
"""Characters of a command: so many name ten thousand places."""


def fixed(asked: Asked, when: date, chosen: str) -> Asked:
    """What is asked, with its date said: a page is read on other days than the one it was made on,
    so every command on it says the day. What a terminal shows is of today."""
    return asked if chosen == "text" else asked._replace(as_of=str(when))


def command(asked: Asked, chosen: str, *said: str, usual: str = "text") -> str:
    """The command as it is typed to make a report again, with no folder of whoever made it."""
    options = [] if asked.rubric is None else ["--rubric", asked.rubric]
    options += [] if asked.as_of is None else ["--as-of", asked.as_of]
    options += ["--fresh"] if asked.fresh else []
    options += [] if chosen == usual else ["--format", chosen]
    return one_line(words.typed(*said, *options))


class Typed(NamedTuple):
    """A command taken apart: its name, what it names, its options and its flags."""

    name: str
    said: tuple[str, ...]
    options: dict[str, str]
    flags: frozenset[str]


class Maker(NamedTuple):
    """A command that makes reports: how many things it names, its own options and flags, and how it
    is run."""

    least: int
    most: int | None
    run: Callable[[Typed, Asked], int]
    options: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    usual: str = "text"


def read(line: str, written: str) -> Typed:
    """A command taken from a report that is written in a format; UseError for whatever is not in
    the closed list of what a report can ask for. Nothing in it names a folder or a file, and no
    shell ever sees it."""
    try:
        parts = shlex.split(line) if len(line) <= LONGEST else []
    except ValueError:
        parts = []
    if len(parts) < 2 or parts[0] != "scorecard":
        raise UseError(_("its command cannot be read: {command}", command=_cut(line)))
    _program, name, *rest = parts
    maker = MAKERS.get(name)
    if maker is None:
        raise UseError(
            _(
                "its command is `{command}`; only these are made again: {commands}",
                command=_cut(name),
                commands=", ".join(MAKERS),
            )
        )
    typed = _taken_apart(name, maker, rest)
    if typed.options.get("--format", maker.usual) != written:
        raise UseError(_("its command does not make {format}", format=written))
    if "--as-of" not in typed.options:
        raise UseError(_("its command has no date, so that it cannot be made again as it was"))
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed.options["--as-of"], re.ASCII):
        raise _not_taken("--as-of")
    return typed


COMMON = frozenset({"--rubric", "--as-of", "--format", "--lang"})
MOST = {"--budget": 10**9, "--draws": 10**6, "--seed": 10**99, "--within": 99}
"""The options that are whole numbers, and how large each can be."""


def _taken_apart(name: str, maker: Maker, rest: list[str]) -> Typed:
    said, options, flags = list[str](), dict[str, str](), set[str]()
    left = iter(rest)
    for part in left:
        if not part.startswith("-"):
            said.append(part)
            if not all(is_name(one) for one in part.split("/", 1)):
                raise _not_taken(part)
        elif part in maker.flags | {"--fresh"} and part not in flags:
            flags.add(part)
        elif part in COMMON | maker.options and part not in options:
            value = next(left, None)
            if value is None:
                raise _not_taken(part)
            options[part] = value
        else:
            raise _not_taken(part)
    if len(said) < maker.least or (maker.most is not None and len(said) > maker.most):
        raise _not_taken(name)
    for option in ("--rubric", "--rubric-before"):
        rubric = options.get(option)
        if rubric is not None and not is_name(rubric):
            raise UseError(
                _(
                    "it was made with a rubric that is no file of the data, {name}; what it "
                    "says cannot be made again without it",
                    name=_cut(rubric),
                )
            )
    for option, most in MOST.items():
        number = options.get(option, "0")
        if not re.fullmatch(r"\d{1,99}", number, re.ASCII) or int(number) > most:
            raise _not_taken(option)
    return Typed(name, tuple(said), options, frozenset(flags))


def _not_taken(part: str) -> UseError:
    return UseError(
        _("its command asks for what no report asks for: {part}; nothing was run", part=_cut(part))
    )


def _cut(text: str) -> str:
    """The beginning of a text that anybody may have written."""
    text = one_line(text)
    return text if len(text) <= 80 else f"{text[:79]}…"


def run(typed: Typed, data: Path | None, written: str) -> int:
    """Run a command that was read, on the data in hand; what it makes goes to stdout."""
    chosen = typed.options
    asked = Asked(
        chosen.get("--rubric"),
        chosen["--as-of"],
        "--fresh" in typed.flags,
        data,
        written,
        None,
        chosen.get("--lang"),
    )
    return MAKERS[typed.name].run(typed, asked)


def _grade(typed: Typed, asked: Asked) -> int:
    from .grade import grade

    return grade([*typed.said], asked)


def _explain(typed: Typed, asked: Asked) -> int:
    from .explain import explain

    return explain(typed.said[0], next(iter(typed.said[1:]), None), asked)


def _compare(typed: Typed, asked: Asked) -> int:
    from .compare import compare

    return compare([*typed.said], typed.options.get("--on"), asked)


def _history(typed: Typed, asked: Asked) -> int:
    from .history import history

    return history(typed.said[0], asked)


def _diff(typed: Typed, asked: Asked) -> int:
    from .diff import diff

    options = typed.options
    return diff(typed.said[0], options.get("--since"), options.get("--rubric-before"), asked)


def _plan(typed: Typed, asked: Asked) -> int:
    from .plan import plan

    options = typed.options
    budget = int(options["--budget"]) if "--budget" in options else None
    return plan(typed.said[0], options.get("--target"), budget, options.get("--only"), asked)


def _export(typed: Typed, asked: Asked) -> int:
    from .export import export

    options, brief = typed.options, "--brief" in typed.flags
    contact, more = options.get("--contact"), options.get("--with")
    return export([*typed.said], brief, contact, more, asked, into=False)


def _robust(typed: Typed, asked: Asked) -> int:
    from .robust import robust

    # A report of ours says all three.
    draws, seed, within = (int(typed.options.get(one, "0")) for one in DRAWN)
    return robust([*typed.said], asked, draws, seed, within)


DRAWN = ("--draws", "--seed", "--within")
MAKERS = {
    "grade": Maker(1, None, _grade),
    "explain": Maker(1, 2, _explain),
    "compare": Maker(0, None, _compare, frozenset({"--on"})),
    "history": Maker(1, 1, _history),
    "diff": Maker(1, 1, _diff, frozenset({"--since", "--rubric-before"})),
    "export": Maker(
        1, None, _export, frozenset({"--contact", "--with"}), frozenset({"--brief"}), "markdown"
    ),
    "plan": Maker(1, 1, _plan, frozenset({"--target", "--budget", "--only"})),
    "robust": Maker(0, None, _robust, frozenset(DRAWN)),
}
"""Every command whose reports can be made again."""
