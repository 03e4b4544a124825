"""scorecard check: every problem in the data, with its address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..load.checker import Checker
from ..load.layers import FOLDERS, SUFFIX, Folder, Found, Layer, identify, is_data, listed
from ..load.library import HOMES
from ..load.translation import language_of
from ..model.problem import Problem
from ..report.text import one_line
from . import opening, say

if TYPE_CHECKING:
    from ..load.links import Ask

MOST_SEEN = 4000
"""Characters that are looked through for the format of a file that is in no folder of data."""


BROKEN_OFF = 130
"""The exit code after Ctrl-C, whichever command it ends."""


def check(paths: list[Path], strict: bool, data: Path | None, links: bool = False) -> int:
    """Check all data in reach, or the files and folders named; 1 where there is a problem. With
    `links`, ask for every web address too."""
    asker = _asker() if links else None
    checker = Checker(opening.library(data).layers)
    if paths:
        own = tuple(Layer(_holder(path), str(path)) for path in paths if path.is_dir())
        wanted = tuple(found for path in paths for found in _named(path))
        misnamed = Checker(own).misnamed()
        checker = Checker((*checker.layers, *own))
        found = (*checker.check(wanted), *misnamed)
    else:
        wanted = checker.everything()
        found = (*checker.check(wanted), *checker.misnamed())
    asked = None
    if asker is not None:
        from .links import ask_for

        asked = ask_for(wanted, asker)
        found = (*found, *checker.without_secrets(asked.problems))
    found = (*found, *_by_one_person(checker, found))
    for problem in sorted(found):
        print(one_line(str(problem)))
    errors = sum(not problem.warning for problem in found)
    warnings = len(found) - errors
    files = len({one.path for one in wanted})
    counts = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    say.complain(f"{_count(files, 'file')} checked: {counts}")
    if asked is not None:
        say.complain(asked.summary)
        if asked.broken_off:
            return BROKEN_OFF
    return 1 if errors or (strict and warnings) else 0


def _asker() -> Ask:
    """What asks for web addresses, found before anything is checked in vain."""
    from .links import asker

    return asker()


def _by_one_person(checker: Checker, found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What a grade rests on that one person alone placed; only of files that say who placed a fact,
    and that have no error."""
    wrong = {problem.path for problem in found if not problem.warning}
    coded = [one for one in checker.coded if one.shown not in wrong]
    if not coded:
        return ()
    from .coders import unchecked  # grading takes longer to load than checking

    return tuple(unchecked(checker.layers, coded, opening.on_date(None)))


def _holder(path: Path) -> Path:
    """The folder that holds `cities/`, `rubrics/` and the others, where one of these is named."""
    return path.resolve().parent if path.resolve().name in FOLDERS else path


def _named(path: Path) -> list[Found]:
    """The data files that a path names: a file, one of the folders of data, or a folder that holds
    one."""
    if not path.exists():
        raise say.UseError(f"there is no {path}")
    if not path.is_dir():
        return [_one(path, _folder_of(path))]
    if path.resolve().name in FOLDERS:
        inside = [(path, _folder_of(path / "any"))]
    else:
        inside = [(path / folder, folder) for folder in FOLDERS if (path / folder).is_dir()]
    if not inside:
        raise say.UseError(f"{path} holds no cities/, rubrics/, laws/ or motions/")
    return [
        _one(one, folder)
        for where, folder in inside
        for one in listed(Layer(where.parent, ""), where.name)  # type: ignore[arg-type]
        if is_data(one)
    ]


def _one(path: Path, folder: Folder) -> Found:
    """A file as data; a translation is checked with the file that it stands beside."""
    if language_of(path) is not None:
        original = path.name.removesuffix(SUFFIX).rpartition(".")[0] + SUFFIX
        if path.with_name(original).exists():
            path = path.with_name(original)
    identity = identify(path.name.removesuffix(SUFFIX))
    return Found(identity, folder, Layer(path.parent.parent, ""), path, str(path))


def _folder_of(path: Path) -> Folder:
    """What a file is: by its folder, or else by its first line that is no comment."""
    named = path.resolve().parent.name
    for folder in FOLDERS:
        if folder == named:
            return folder
    if not path.is_file():
        return "cities"
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            lines = file.read(MOST_SEEN).splitlines()
    except OSError:
        return "cities"
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return next((home for form, home in HOMES.items() if form in first), "cities")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + "s" * (number != 1)
