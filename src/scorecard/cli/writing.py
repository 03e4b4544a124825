"""Where data of the user's own is written, and how a city file is changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ..load.checker import Checker
from ..load.incoming import Draft, Incoming
from ..load.layers import SUFFIX, Found, Layer, found_in, shipped
from ..load.rewrite import CannotRewriteError, rewritten, says
from ..load.translation import by_original
from ..load.whole import BusyError, alone, change, write_whole
from ..report.language import _
from . import opening, say

CITIES = "cities"
SCHEMA = "city-1.json"
"""What an editor checks a city file by."""


class RefusedError(say.UseError):
    """The file is left as it was."""


class Target(NamedTuple):
    """The city file to be changed; `copied` is the one that came with the program, where the
    user's own is to be a copy of it."""

    found: Found
    copied: Found | None = None


class Changing(NamedTuple):
    """A place whose file is to be changed: the data in reach, its id, the body of it that was
    named, and its file as it stands."""

    checker: Checker
    name: str
    body: str
    target: Target
    incoming: Incoming

    @property
    def standing(self) -> Found:
        """The file as it stands now, which may be the one that came with the program."""
        return self.target.copied or self.target.found


def changing(name: str, asked: opening.Asked) -> Changing | None:
    """A place that was named, to be changed; None where its file has errors, which are said."""
    language = opening.language(asked.lang)
    checker = Checker(opening.library(asked.data, language).layers, language)
    (known,) = opening.known(checker, [name])
    place, _slash, body = known.partition("/")
    goal = target(checker, place, asked.data)
    found = Changing(checker, place, body, goal, Incoming(checker, goal.copied or goal.found))
    errors = [one for one in checker.check((found.standing,)) if not one.warning]
    if not errors:
        return found
    say.problems(errors)
    path = found.standing.shown
    say.complain(_("{path} has the errors above; put them right first", path=path))
    return None


def home(data: Path | None) -> Layer:
    """The folder in which new data is written: the strongest of those that are the user's."""
    environment = os.environ.get("SCORECARD_DATA")
    if data is not None:
        return Layer(data, "--data")
    return Layer(Path(environment), "$SCORECARD_DATA") if environment else Layer(Path.cwd(), ".")


def target(checker: Checker, name: str, data: Path | None) -> Target:
    """The file of a place that is there, to be changed; UseError where it may not be."""
    found = checker.found("cities", name)
    assert found is not None
    own = home(data)
    if _same(found.layer.path, shipped()) and not _same(own.path, shipped()):
        mine = found_in(own, "cities", own.path / CITIES / f"{found.id}{SUFFIX}")
        return Target(mine, found)
    if found.path.is_symlink() and not found.path.resolve().is_relative_to(
        found.layer.path.resolve()
    ):
        raise RefusedError(
            _("{path} leads out of its folder; change the file it leads to", path=found.shown)
        )
    return Target(found)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def fresh(data: Path | None, name: str) -> Found:
    """The file in which a new place will stand."""
    own = home(data)
    return found_in(own, "cities", own.path / CITIES / f"{name}{SUFFIX}")


def bring(target: Target) -> None:
    """Copy a file that came with the program, with its translations, where the user's own is to
    be; whatever stands there already stays."""
    if target.copied is None:
        return
    folder = target.found.path.parent
    with held(target.found):
        make(folder)
        beside = by_original(target.copied.path.parent).get(target.copied.id, ())
        with alone(folder):
            for path in (*beside, target.copied.path):
                if not (folder / path.name).exists():
                    write_whole(folder / path.name, path.read_bytes(), _mode(), lasting=True)


def told_of_copy(target: Target) -> None:
    """Say where a file is now the user's own copy of one that came with the program."""
    if target.copied is not None:
        say.complain(
            _(
                "{path} is now your own copy, which replaces the one that came with the program; "
                "later versions of that do not reach it",
                path=target.found.shown,
            )
        )


def make(folder: Path) -> None:
    """A folder of data, and beside it the schema that the files of it name for an editor."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = folder.parent / "schemas" / SCHEMA
    if not schema.exists():
        schema.parent.mkdir(exist_ok=True)
        write_whole(schema, (shipped() / "schemas" / SCHEMA).read_bytes(), _mode())


def _mode() -> int:
    return 0o666 & ~say.umask()


@contextmanager
def held(found: Found) -> Iterator[None]:
    """What goes wrong while a file is written, as wrong use."""
    try:
        yield
    except BusyError as error:
        folder = found.path.parent
        raise RefusedError(
            _("another program is writing in {folder}; try again", folder=folder)
        ) from error
    except CannotRewriteError as error:
        raise RefusedError(
            _(
                "{path} is written in a way in which this cannot be put in safely; put it in with "
                "an editor",
                path=found.shown,
            )
        ) from error
    except OSError as error:
        reason = (error.strerror or _("the system refused")).lower()
        raise RefusedError(
            _("cannot write {path}: {reason}", path=found.shown, reason=reason)
        ) from error


def write_new(checker: Checker, found: Found, content: bytes) -> None:
    """Write the file of a new place, where there is none."""
    refuse_broken(checker, found, content)
    with held(found):
        make(found.path.parent)
        with alone(found.path.parent):
            if found.path.exists() or found.path.is_symlink():
                raise RefusedError(_("{path} is there already", path=found.shown))
            write_whole(found.path, content, _mode(), lasting=True)


def write_change(
    checker: Checker, found: Found, edit: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> None:
    """Make a city file say what `edit` makes of what it says at that moment. RefusedError where the
    outcome has an error; the file is then left as it was."""

    def rewrite(content: bytes) -> bytes:
        try:
            data = says(content)
        except ValueError:
            refuse_broken(checker, found, content)
            raise CannotRewriteError from None
        new = rewritten(content, edit(data))
        refuse_broken(checker, found, new)
        return new

    with held(found):
        change(found.path, rewrite)


def refuse_broken(checker: Checker, found: Found, content: bytes) -> None:
    """RefusedError where a file with these bytes would have an error."""
    errors = [one for one in Draft(checker, found, content).check((found,)) if not one.warning]
    if errors:
        say.problems(errors)
        raise RefusedError(_("{path} is left as it was", path=found.shown))
