"""What every command does first: find the data, read the date, load what is asked for."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..engine.grade import grade
from ..load.layers import FOLDERS, layers
from ..load.library import Library
from ..model.dates import PartialDate
from ..model.place import DataFile
from ..model.result import Scorecard
from ..model.rubric import Rubric
from .say import UseError


class Asked(NamedTuple):
    """The options that commands share, as typed."""

    rubric: str | None
    as_of: str | None
    fresh: bool
    data: Path | None
    format: str | None
    output: Path | None


def library(data: Path | None) -> Library:
    """The data in reach."""
    if data is not None and not data.is_dir():
        raise UseError(f"--data {data} is not a folder")
    environment = os.environ.get("SCORECARD_DATA")
    if environment and not Path(environment).is_dir():
        raise UseError(f"$SCORECARD_DATA is {environment}, which is not a folder")
    for folder in (data, Path(environment) if environment else None):
        if folder is not None and not any((folder / one).is_dir() for one in FOLDERS):
            raise UseError(
                f"{folder} holds neither cities/ nor rubrics/; name the folder they are in"
            )
    try:
        here = Path.cwd()
    except OSError:
        raise UseError("the folder you stand in is gone") from None
    return Library(layers(here, environment, data))


def on_date(text: str | None) -> date:
    """The date to grade as of: today, read here and nowhere else, or a past one."""
    today = date.today()
    if text is None:
        return today
    try:
        when = PartialDate.parse(text.strip()).last()
    except ValueError:
        raise UseError(f"`{text}` is not a date; write YYYY-MM-DD, such as 2016-12-31") from None
    if when > today:
        raise UseError(f"{when} is in the future; a grade rests on what is known today, {today}")
    return when


def known(data: Library, names: list[str]) -> None:
    """Whether every place is there; where one is not, the nearest names, and nothing is graded."""
    wrong = []
    for name in names:
        city, slash, body = name.partition("/")
        if data.found("cities", city) is None:
            offer = _offer(data.nearest("cities", city), "places")
            wrong.append(f"unknown place `{name}`; {offer}")
        elif slash and data.kind(city) is not None and body not in data.bodies(city):
            bodies = ", ".join(f"{city}/{one}" for one in data.bodies(city)) or "none"
            wrong.append(f"unknown body `{name}`; the bodies of {city} are: {bodies}")
    if wrong:
        raise UseError("\nscorecard: ".join(wrong))


def chosen_rubric(data: Library, name: str | None, place: str) -> tuple[Rubric, DataFile] | None:
    """The rubric asked for, or the default for the place; None where its file has errors."""
    if name is None:
        kind = data.kind(place)
        if kind is None:
            return None
        name = data.default_rubric(kind)
        if name is None:
            if any(not problem.warning for problem in data.problems):
                return None
            raise UseError(
                f"no rubric grades a {kind}, which is what {place} is; name one with --rubric"
            )
    elif data.found("rubrics", name) is None:
        offer = _offer(data.nearest("rubrics", name), "rubrics")
        raise UseError(f"unknown rubric `{name}`; {offer}")
    return data.rubric(name)


def card(
    data: Library, name: str, rubric: tuple[Rubric, DataFile], when: date, asked: Asked
) -> Scorecard | None:
    """The scorecard of a place; None where a file of it has errors."""
    place = data.place(name, rubric[0].id)
    if place is None:
        return None
    dated = asked.as_of is not None
    return grade(rubric[0], place, when, fresh=asked.fresh, dated=dated, rubric_file=rubric[1])


def _offer(near: list[str], what: str) -> str:
    """The name that was meant, or all there are."""
    if not near:
        return f"there are no {what} in reach"
    return f"did you mean {near[0]}?" if len(near) == 1 else f"there are: {', '.join(near)}"


def notes(data: Library) -> tuple[str, ...]:
    """What the output must name: files that replace others of the same name."""
    return tuple(
        f"{found.shown} ({_label(found.layer.label)}) replaces a file of the same name."
        for _, found in sorted(data.replaced.items())
    )


def _label(label: str) -> str:
    return "this folder" if label == "." else label
