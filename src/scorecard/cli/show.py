"""scorecard show: a rubric, a place, a body of it, or a criterion; what rests on which source."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import NamedTuple

from .. import __version__
from ..load.library import Library
from ..load.typed import nearest
from ..model.place import Place
from ..model.rubric import Rubric
from ..report.document import Document
from ..report.language import _
from . import opening, say


class Answer(NamedTuple):
    """What there is to show, laid out only in the form that is asked for. It is not `whole` where
    a rubric with errors may have more to say."""

    document: Callable[[tuple[str, ...]], Document]
    json: Callable[[], str]
    whole: bool = True
    csv: Callable[[], str] = str


def show(name: str, asked: opening.Asked, sources: bool = False) -> int:
    """Show what a name means: a rubric, a place, a body or a criterion, tried in that order; 1
    where a file has an error. Of a place or a body, the `sources` and what rests on them."""
    language = opening.language(asked.lang)
    formats = (*say.FORMATS, "csv") if sources else say.FORMATS
    chosen = say.chosen_format(asked.format, asked.output, formats)
    library = opening.library(asked.data, language)
    if library.found("rubrics", name) is not None:
        if sources:
            raise say.UseError(_of_places(_("{name} is a rubric", name=name)))
        answer = _rubric(library, name)
    elif (place := opening.meant(library, name)) is not None:
        answer = _sources(library, place) if sources else _place(library, place)
    else:
        answer = _criterion(library, name)
        if sources:
            raise say.UseError(_of_places(_("{name} is a criterion", name=name)))
    say.problems(library.problems)
    if answer is None:
        say.complain(_("{name} is not shown: its files have the errors above", name=name))
        return 1
    content: str | None = None
    document: Document = ()
    if chosen == "json":
        content = answer.json()
    elif chosen == "csv":
        content = answer.csv()
    else:
        document = answer.document(opening.notes(library))
        content = say.as_markdown(document) if chosen == "markdown" else None
    say.answer(content, document, asked.output)
    opening.untranslated(library)
    return 0 if answer.whole else 1


def _rubric(library: Library, name: str) -> Answer | None:
    from ..report import rubric_view, show_data

    read = library.rubric(name)
    if read is None:
        return None
    rubric, file = read
    first = library.first_rubric() == rubric.id
    return Answer(
        lambda notes: rubric_view.View(
            rubric, file, __version__, first=first, notes=notes
        ).document(),
        lambda: show_data.rubric(rubric, file),
    )


def _place(library: Library, name: str) -> Answer | None:
    from ..report import place_view, show_data

    place = library.place(name)
    if place is None:
        return None
    place = library.around(place)
    grades = library.default_rubric(place.kind)
    graded_by = None if grades is None else _read(library, grades)
    rubrics = _spoken_of(library, place)
    unsure = graded_by is None and not _all_readable(library)
    return Answer(
        lambda notes: place_view.View(
            place, graded_by, rubrics, __version__, unsure=unsure, notes=notes
        ).document(),
        lambda: show_data.place(place, graded_by),
        whole=not unsure,
    )


def _sources(library: Library, name: str) -> Answer | None:
    """What rests on which source of a place, or of a body of it, by the rubric that grades it; a
    body that none grades is seen with the rubric of its place."""
    from ..analysis.sources import sources
    from ..report import sources_data, sources_view, spreadsheet

    place = library.place(name)
    if place is None:
        return None
    grades = library.default_rubric(place.kind) or place.rubric
    read = None if grades is None else library.rubric(grades)
    unsure = read is None and not _all_readable(library)
    found = sources(place, read)
    return Answer(
        lambda notes: sources_view.View(found, __version__, unsure=unsure, notes=notes).document(),
        lambda: sources_data.write(found),
        whole=not unsure,
        csv=lambda: spreadsheet.write(sources_view.rows(found)),
    )


def _of_places(what: str) -> str:
    """What to say where the sources of something else than a place are asked for."""
    return _("{what}; --sources is for a place or a body of it, such as toronto", what=what)


def _spoken_of(library: Library, place: Place) -> tuple[Rubric, ...]:
    """The rubrics that a place speaks of: its default, and those named in its keys; every rubric
    where it has no default."""
    if place.rubric is None:
        return _readable(library)
    city = place.city
    keys = (*city.not_applicable, *(looked.criterion for looked in city.looked_for))
    names = {place.rubric, *(key.rpartition("/")[0] for key in keys)}
    return _readable(library, names)


def _read(library: Library, name: str) -> Rubric | None:
    read = library.rubric(name)
    return None if read is None else read[0]


def _readable(library: Library, among: Container[str] | None = None) -> tuple[Rubric, ...]:
    """The rubrics without errors, in the order in which they are tried."""
    names = (name for name in library.rubric_ids() if among is None or name in among)
    read = (_read(library, name) for name in names)
    return tuple(rubric for rubric in read if rubric is not None)


def _all_readable(library: Library) -> bool:
    return len(_readable(library)) == len(library.rubric_ids())


def _criterion(library: Library, name: str) -> Answer | None:
    """A criterion, of the rubric named before it, or of the first that has it; UseError where
    none does."""
    from ..report import rubric_view, show_data

    named, slash, criterion = name.rpartition("/")
    if slash and library.found("rubrics", named) is not None:
        within = _read(library, named)
        if within is None:
            return None
        if criterion not in within.criteria:
            raise say.UseError(opening.no_criterion(criterion, within))
        holding = [named]
    else:
        holding = [one.id for one in _readable(library) if name in one.criteria]
    if not holding:
        say.problems(library.problems)
        raise say.UseError(_unknown(library, name))
    read = library.rubric(holding[0])
    assert read is not None
    rubric, file = read
    first = library.first_rubric() == rubric.id
    others = tuple(f"{one}/{criterion}" for one in holding[1:])
    return Answer(
        lambda notes: rubric_view.View(
            rubric, file, __version__, first=first, notes=notes
        ).criterion(criterion, others),
        lambda: show_data.criterion(rubric, criterion, file, others),
        whole=bool(slash) or _all_readable(library),
    )


def _unknown(library: Library, name: str) -> str:
    """What to say of a name that means nothing: the nearest that does."""
    criteria = [(rubric.id, one) for rubric in _readable(library) for one in rubric.criteria]
    cities = library.ids("cities")
    names = [*library.rubric_ids(), *cities]
    names += [f"{rubric}/{one}" if "/" in name else one for rubric, one in criteria]
    names += [f"{city}/{body}" for city in cities for body in library.bodies(city)]
    near = nearest(name.lower(), names)
    if near is None:
        return _("there is no `{name}`; scorecard list says what there is", name=name)
    return _("there is no `{name}`; did you mean {near}?", name=name, near=near)
