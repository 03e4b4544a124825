"""scorecard compare: places side by side, or one criterion across all of them."""

from __future__ import annotations

from datetime import date

from .. import __version__
from ..load.library import Library
from ..model.place import DataFile, Place
from ..model.rubric import Rubric
from ..report.document import Document
from ..report.language import _
from . import opening, say

FORMATS = ("text", "markdown", "json", "csv")


def compare(names: list[str], criterion: str | None, asked: opening.Asked) -> int:
    """Compare what can be graded; 1 where a file has an error."""
    language = opening.language(asked.lang)
    when = opening.on_date(asked.as_of)
    chosen = say.chosen_format(asked.format, asked.output, FORMATS)
    library = opening.library(asked.data, language)
    names = opening.each_once(names)
    opening.known(library, names)
    # A criterion is asked of every kind of place and body; whole grades, of the kinds it grades.
    named = asked.rubric if criterion is None else asked.rubric or criterion.rpartition("/")[0]
    found = _rubric(library, named or None, names if criterion is None else [])
    if found is None:
        say.problems(library.problems)
        say.complain(_("nothing is compared: the rubric has the errors above"))
        return 1
    if criterion is not None:
        return _across(library, names, criterion, found, when, chosen, asked)
    return _places(library, names, found, when, chosen, asked)


def _rubric(
    library: Library, asked: str | None, names: list[str]
) -> tuple[Rubric, DataFile] | None:
    """The rubric asked for, or the default of the places; all must be graded by one."""
    if asked is not None or not names:
        return opening.chosen_rubric(library, asked or library.first_rubric(), "")
    found = {name: opening.chosen_rubric(library, None, name) for name in names}
    known = {read[0].id: read for read in found.values() if read is not None}
    if len(known) > 1:
        raise say.UseError(
            _(
                "these places are graded by different rubrics ({rubrics}); name one with --rubric",
                rubrics=", ".join(sorted(known)),
            )
        )
    return next(iter(known.values()), None)


def _places(
    library: Library,
    names: list[str],
    found: tuple[Rubric, DataFile],
    when: date,
    chosen: str,
    asked: opening.Asked,
) -> int:
    from ..analysis.compare import compare as side_by_side
    from ..report import compare_view

    names = names or _everywhere(library, found[0])
    cards = opening.graded(library, names, when, asked, by=found)
    if not names:
        raise say.UseError(_("there are no places that {rubric} grades", rubric=found[0].id))
    if not cards:
        return 1
    places = side_by_side(cards)
    content: str | None = None
    document: Document = ()
    if chosen == "json":
        from ..report import compare_data

        content = compare_data.comparison(places)
    elif chosen == "csv":
        from ..report import spreadsheet

        content = spreadsheet.write(compare_view.rows(places))
    else:
        document = compare_view.document(places, opening.notes(library))
        content = say.as_markdown(document) if chosen == "markdown" else None
    say.answer(content, document, asked.output)
    opening.untranslated(library)
    return 1 if len(cards) < len(names) else 0


def _everywhere(library: Library, rubric: Rubric) -> list[str]:
    """Every place that a rubric grades, and every one that could not be read."""
    return [name for name in library.ids("cities") if library.kind(name) in (*rubric.grades, None)]


def _across(
    library: Library,
    names: list[str],
    criterion: str,
    found: tuple[Rubric, DataFile],
    when: date,
    chosen: str,
    asked: opening.Asked,
) -> int:
    from ..analysis.across import across
    from ..report import across_view

    rubric, rubric_file = found
    named, slash, plain = criterion.rpartition("/")
    criterion = plain if slash and named == rubric.id else criterion
    if criterion not in rubric.criteria:
        raise say.UseError(opening.no_criterion(criterion, rubric))
    places: list[Place] = []
    failed = []
    for name in names or library.ids("cities"):
        place = library.place(name, rubric.id)
        if place is None:
            failed.append(name)
        else:
            places.append(place)
    say.problems(library.problems)
    for name in failed:
        say.not_graded(name)
    rows = across(rubric, places, criterion, when, asked.fresh)
    own = (file for place in places for file in place.files())
    files = list(dict.fromkeys((*rubric_file.each(), *own)))
    content: str | None = None
    document: Document = ()
    if chosen == "json":
        from ..report import compare_data

        content = compare_data.across(
            rubric, criterion, rows, when, asked.fresh, __version__, files
        )
    elif chosen == "csv":
        from ..report import spreadsheet

        content = spreadsheet.write(across_view.rows(rubric, criterion, rows))
    else:
        document = across_view.document(
            rubric,
            criterion,
            rows,
            when,
            asked.fresh,
            __version__,
            files,
            opening.notes(library),
        )
        content = say.as_markdown(document) if chosen == "markdown" else None
    say.answer(content, document, asked.output)
    opening.untranslated(library)
    return 1 if failed else 0
