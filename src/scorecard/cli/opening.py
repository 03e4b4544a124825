"""What every command does first: find the data, read the date, load what is asked for."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..load.layers import layers
from ..load.library import Library
from ..model.dates import PartialDate
from ..model.place import DataFile, Place
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

    def how(self) -> dict[str, bool]:
        """What `grade` has to know of them."""
        return {"fresh": self.fresh, "dated": self.as_of is not None}


def library(data: Path | None) -> Library:
    """The data in reach."""
    if data is not None and not data.is_dir():
        raise UseError(f"--data {data} is not a folder")
    environment = os.environ.get("SCORECARD_DATA")
    if environment and not Path(environment).is_dir():
        raise UseError(f"$SCORECARD_DATA is {environment}, which is not a folder")
    for folder in (data, Path(environment) if environment else None):
        if folder is not None and not any((folder / one).is_dir() for one in ("cities", "rubrics")):
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
            near = data.nearest("cities", city)
            said = f"did you mean {near[0]}?" if len(near) == 1 else f"there are: {', '.join(near)}"
            wrong.append(
                f"unknown place `{name}`; {said if near else 'there are no places in reach'}"
            )
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
        near = data.nearest("rubrics", name)
        said = f"did you mean {near[0]}?" if len(near) == 1 else f"there are: {', '.join(near)}"
        raise UseError(
            f"unknown rubric `{name}`; {said if near else 'there are no rubrics in reach'}"
        )
    return data.rubric(name)


def read_place(data: Library, name: str, rubric: Rubric) -> Place | None:
    """A place ready to be graded; None where its file has errors."""
    return data.place(name, rubric.id)


def notes(data: Library) -> tuple[str, ...]:
    """What the output must name: files that replace others of the same name."""
    return tuple(
        f"{found.shown} ({_label(found.layer.label)}) replaces a file of the same name."
        for _, found in sorted(data.replaced.items())
    )


def _label(label: str) -> str:
    return "this folder" if label == "." else label
