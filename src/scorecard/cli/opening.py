"""What every command does first: find the data, read the date, load what is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..engine.grade import Grader
from ..load.layers import FOLDERS, identify, layers, plainly
from ..load.library import Library
from ..load.typed import nearest
from ..model.dates import PartialDate
from ..model.place import DataFile, Place
from ..model.result import Scorecard
from ..model.rubric import Rubric
from ..report.language import ENGLISH, _, n_, speak
from . import say
from .say import UseError


class Asked(NamedTuple):
    """The options that commands share, as typed."""

    rubric: str | None
    as_of: str | None
    fresh: bool
    data: Path | None
    format: str | None
    output: Path | None
    lang: str | None = None


class Opened(NamedTuple):
    """What a command goes on with: the data in reach, the places asked for, each once, the date to
    grade as of, and the format to answer in."""

    library: Library
    names: list[str]
    when: date
    format: str


def opened(asked: Asked, names: list[str], formats: tuple[str, ...] = say.FORMATS) -> Opened:
    """What was asked for, in the language asked for; UseError where there is no such thing."""
    code = language(asked.lang)
    when = on_date(asked.as_of)
    chosen = say.chosen_format(asked.format, asked.output, formats)
    data = library(asked.data, code)
    return Opened(data, known(data, names), when, chosen)


def language(code: str | None) -> str:
    """Answer in the language asked for from here on."""
    if code is None or code == ENGLISH:
        return ENGLISH
    from ..load.catalogue import catalogue, languages

    known = languages()
    if code not in known:
        raise UseError(f"unknown language `{code}`; there are: {', '.join(known)}")
    speak(catalogue(code), code)
    return code


def library(data: Path | None, language: str = ENGLISH) -> Library:
    """The data in reach, in a language."""
    if data is not None and not data.is_dir():
        raise UseError(_("--data {folder} is not a folder", folder=data))
    environment = os.environ.get("SCORECARD_DATA")
    if environment and not Path(environment).is_dir():
        raise UseError(_("$SCORECARD_DATA is {folder}, which is not a folder", folder=environment))
    for folder in (data, Path(environment) if environment else None):
        if folder is not None and not any((folder / one).is_dir() for one in FOLDERS):
            raise UseError(
                _(
                    "{folder} holds no cities/, rubrics/, laws/ or motions/; name the folder they "
                    "are in",
                    folder=folder,
                )
            )
    try:
        here = Path.cwd()
    except OSError:
        raise UseError(_("the folder you stand in is gone")) from None
    return Library(layers(here, environment, data), language)


def on_date(text: str | None) -> date:
    """The date to grade as of: today, read here and nowhere else, or a past one."""
    today = date.today()
    if text is None:
        return today
    try:
        when = PartialDate.parse(text.strip()).last()
    except ValueError:
        raise UseError(
            _("`{text}` is not a date; write YYYY-MM-DD, such as 2016-12-31", text=text)
        ) from None
    if when > today:
        raise UseError(
            _(
                "{date} is in the future; a grade rests on what is known today, {today}",
                date=when,
                today=today,
            )
        )
    return when


def known(data: Library, names: list[str]) -> list[str]:
    """The ids of the places asked for, each once; where one is not there, UseError with the nearest
    name, and nothing is graded."""
    found = {name: meant(data, name) for name in map(identify, names)}
    wrong = [_nobody(data, name) for name, place in found.items() if place is None]
    if wrong:
        raise UseError("\nscorecard: ".join(wrong))
    return list(dict.fromkeys(place for place in found.values() if place is not None))


def meant(data: Library, typed: str) -> str | None:
    """The id of the place, or of the body of one, that a name is typed for, with or without its
    accents, capitals and gaps; None where there is none. Of a place whose file has errors, any body
    may be one."""
    name, slash, focus = identify(typed).partition("/")
    place = _as_there(name, lambda one: data.found("cities", one) is not None)
    if place is None or not slash:
        return place
    body = _as_there(focus, data.bodies(place).__contains__)
    if body is None and data.kind(place) is None:
        body = focus
    return None if body is None else f"{place}/{body}"


def _as_there(name: str, there: Callable[[str], bool]) -> str | None:
    """A name as typed, else in plain letters, whichever is there."""
    return next((one for one in dict.fromkeys((name, plainly(name))) if there(one)), None)


def _nobody(data: Library, name: str) -> str:
    """What to say of a place or body that is not there."""
    city = name.partition("/")[0]
    place = meant(data, city)
    if place is None:
        near = offer(city.lower(), data.ids("cities"), _("there are no places in reach"))
        return _("unknown place `{name}`; {offer}", name=name, offer=near)
    bodies = ", ".join(f"{place}/{one}" for one in data.bodies(place)) or _("none")
    return _(
        "unknown body `{name}`; the bodies of {city} are: {bodies}",
        name=name,
        city=place,
        bodies=bodies,
    )


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
                _(
                    "no rubric grades a {kind}, which is what {place} is; name one with --rubric",
                    kind=kind,
                    place=place,
                )
            )
    elif data.found("rubrics", name) is None:
        typed = identify(name).lower()
        near = offer(typed, data.ids("rubrics"), _("there are no rubrics in reach"))
        raise UseError(_("unknown rubric `{name}`; {offer}", name=name, offer=near))
    return data.rubric(name)


def offer(typed: str, names: Collection[str], otherwise: str = "") -> str:
    """The name that was meant by one that is not there, or all there are; `otherwise` where there
    are none."""
    near = nearest(typed, names)
    if near is not None:
        return _("did you mean {name}?", name=near)
    return _("there are: {names}", names=", ".join(names)) if names else otherwise


class Graders:
    """Grades places as of one date, with one grader for each rubric."""

    def __init__(self, data: Library, when: date, asked: Asked) -> None:
        self.data, self.when, self.asked = data, when, asked
        self._graders: dict[str, Grader] = {}

    def card(self, name: str, rubric: tuple[Rubric, DataFile]) -> Scorecard | None:
        """The scorecard of a place; None where a file of it has errors."""
        by = rubric[0].id
        place = self.data.place(name, by)
        if place is None:
            return None
        if by not in self._graders:
            self._graders[by] = Grader(*rubric)
        dated = self.asked.as_of is not None
        return self._graders[by].grade(place, self.when, fresh=self.asked.fresh, dated=dated)


def graded(data: Library, names: list[str], when: date, asked: Asked) -> tuple[Scorecard, ...]:
    """The scorecards of the places that can be graded, each by the rubric asked for or its default;
    what is wrong with the others is said."""
    graders = Graders(data, when, asked)
    rubrics = ((name, chosen_rubric(data, asked.rubric, name)) for name in names)
    cards = {
        name: None if rubric is None else graders.card(name, rubric) for name, rubric in rubrics
    }
    say.problems(data.problems)
    for name, found in cards.items():
        if found is None:
            say.not_graded(name)
    return tuple(found for found in cards.values() if found is not None)


def hint(data: Library, card: Scorecard) -> None:
    """Where no fact of a place speaks of the rubric, say which rubrics they do speak of."""
    if _answer(card.place, card.rubric):
        return
    read = (data.rubric(name) for name in data.ids("rubrics"))
    others = [found[0].id for found in read if found is not None and _answer(card.place, found[0])]
    if others:
        say.complain(
            _(
                "no fact of {place} speaks of {rubric}; name a rubric they speak of: {others}",
                place=card.place.id,
                rubric=card.rubric.id,
                others=", ".join(f"--rubric {name}" for name in others),
            )
        )


def other_rubrics(data: Library, card: Scorecard) -> dict[str | None, tuple[str, ...]]:
    """The rubrics that grade a place, under None, and each of its bodies; of a body in view, those
    that grade it."""
    place = card.place
    bodies = [place.focus] if place.focus is not None else [None, *place.city.bodies]
    kinds = {body: place.body_kind(body) for body in bodies}
    graded = data.grading(dict.fromkeys(kinds.values()))
    return {body: graded[kind] for body, kind in kinds.items() if graded[kind]}


def _answer(place: Place, rubric: Rubric) -> bool:
    """Whether any fact of a place speaks of a criterion of a rubric."""
    return any(
        file.answers(key, rubric, track) in rubric.criteria
        for *_, fact, file in place.facts()
        for key in fact.scores
        for track in rubric.tracks
    )


def no_criterion(name: str, rubric: Rubric) -> str:
    """What to say of a criterion that a rubric does not have."""
    return _(
        "unknown criterion `{name}` in {rubric}; {offer}",
        name=name,
        rubric=rubric.id,
        offer=offer(name, rubric.criteria),
    )


def notes(data: Library, folder: str = "") -> tuple[str, ...]:
    """What the output must name: files, of one folder or of any, that replace others of the same
    name."""
    return tuple(
        replacing(found.shown, label(found.layer.label))
        for name, found in sorted(data.replaced.items())
        if name.startswith(folder)
    )


def replacing(file: str, layer: str) -> str:
    """The note on a file that replaces others."""
    return _("{file} ({layer}) replaces a file of the same name.", file=file, layer=layer)


def untranslated(data: Library, among: tuple[DataFile, ...] | None = None) -> None:
    """Say how much of the files that were read, or of some of them, is not translated."""
    paths = None if among is None else tuple(file.path for file in among)
    for file, note in missing_texts(data).items():
        if paths is None or file.endswith(paths):
            say.complain(note)


def missing_texts(data: Library) -> dict[str, str]:
    """How much of each file that was read is not translated, by file."""
    return {
        file: n_(
            "{file}: 1 of {total} texts is not translated, and stands in English",
            "{file}: {number} of {total} texts are not translated, and stand in English",
            missing,
            file=file,
            total=total,
        )
        for file, (missing, total) in sorted(data.untranslated.items())
        if missing
    }


def label(name: str) -> str:
    """A layer as the output names it."""
    return _("this folder") if name == "." else name
