"""scorecard compare: places side by side, or one criterion across all of them."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date

from .. import __version__
from ..analysis.compare import Comparison, leads
from ..analysis.compare import best as who_is_best
from ..analysis.compare import compare as side_by_side
from ..load.library import Library
from ..load.typed import nearest
from ..model.place import DataFile, Place
from ..model.result import Standing
from ..model.rubric import Rubric
from ..report import text
from ..report.document import Again, Document
from ..report.language import _, n_
from . import again, opening, say

MOST_NAMED = 10
"""Places that share a lead and are shown with what earns it."""
FORMATS = ("text", "markdown", "json", "csv")


def compare(
    names: list[str], criterion: str | None, asked: opening.Asked, workers: int | None = None
) -> int:
    """Compare what can be graded; 1 where a file has an error."""
    library, names, when, chosen = opening.opened(asked, names, FORMATS)
    asked = again.fixed(asked, when, chosen)
    on = () if criterion is None else ("--on", criterion)
    command = again.command(asked, chosen, "compare", *names, *on)
    # A criterion is asked of every kind of place and body; whole grades, of the kinds it grades.
    named = asked.rubric
    if criterion is not None and named is None:
        named = criterion.rpartition("/")[0] or _asking(library, criterion)
        if not named:
            raise say.UseError(_unknown(library, criterion))
    found = one_rubric(library, named or None, names if criterion is None else [])
    if found is None:
        say.problems(library.problems)
        say.complain(_("nothing is compared: the rubric has the errors above"))
        return 1
    if criterion is not None:
        return _across(library, names, criterion, found, when, chosen, asked, command)
    return _places(library, names, found, when, chosen, asked, command, workers)


def _asking(library: Library, criterion: str) -> str | None:
    """The first rubric that asks a criterion; None where none does."""
    read = ((name, library.rubric(name)) for name in library.rubric_ids())
    return next((name for name, one in read if one and criterion in one[0].criteria), None)


def _unknown(library: Library, criterion: str) -> str:
    """What to say of a criterion that no rubric asks: the one that was meant, if one is near."""
    read = (library.rubric(name) for name in library.rubric_ids())
    rubrics = [one[0] for one in read if one is not None]
    near = nearest(criterion, [name for rubric in rubrics for name in rubric.criteria])
    of = next((rubric for rubric in rubrics if near in rubric.criteria), None)
    if of is None:
        return _("no rubric asks `{name}`; see: scorecard show RUBRIC", name=criterion)
    return opening.no_criterion(criterion, of)


def one_rubric(
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
    command: str,
    workers: int | None,
) -> int:
    from .standings import MANY, Answer, standings

    rubric = found[0]
    wanted = names or list(library.ids("cities"))
    # On a terminal an answer is coloured, and goes out as it is made.
    plain = chosen != "text" or asked.output is not None or not sys.stdout.isatty()
    width = say.width(asked.output)
    options = (rubric.id, names, when, asked.fresh, asked.as_of, chosen, width, command)
    kept = Answer(library, wanted if plain else [], options)
    content = kept.text()
    if content is not None:
        say.answer(content, None, asked.output)
        return 0
    kinds = None if names else rubric.grades
    stood, silent = standings(
        library, wanted, found, when, asked.fresh, kinds=kinds, workers=workers
    )
    say.problems(library.problems)
    for name, standing in stood.items():
        if standing is None:
            say.not_graded(name)
    if not stood:
        raise say.UseError(_("there are no places that {rubric} grades", rubric=rubric.id))
    graded = [standing for standing in stood.values() if standing is not None]
    if not graded:
        return 1
    if silent:
        say.complain(
            n_(
                "1 body is left out, since no fact of it stands: {names}",
                "{number} bodies are left out, since no fact of theirs stands: {names}",
                len(silent),
                names=", ".join(silent),
            )
        )
    if not names and asked.rubric is None and len(wanted) < MANY:
        _other_rubrics(library, [name for name in wanted if name not in stood])
    compared = _compared(library, graded, found, when, asked)
    content, document = _written(library, compared, chosen, command)
    if plain and content is None:
        content = text.write(document, width)
    if content is not None and not (library.problems or silent) and len(graded) == len(stood):
        kept.keep(content)
    say.answer(content, document, asked.output)
    opening.untranslated(library)
    return 1 if len(graded) < len(stood) else 0


def _other_rubrics(library: Library, names: list[str]) -> None:
    """Say which other rubrics grade the places that were left out."""
    kinds = (library.kind(name) for name in names)
    rubrics = (library.default_rubric(kind) for kind in kinds if kind is not None)
    for rubric, number in Counter(name for name in rubrics if name is not None).items():
        say.complain(
            n_(
                "1 other place is graded by {rubric}: scorecard compare --rubric {rubric}",
                "{number} other places are graded by {rubric}: scorecard compare --rubric {rubric}",
                number,
                rubric=rubric,
            )
        )


def _compared(
    library: Library,
    graded: list[Standing],
    found: tuple[Rubric, DataFile],
    when: date,
    asked: opening.Asked,
) -> Comparison:
    """The places side by side, with what earns each lead. It stands in the whole scorecard; of a
    lead that very many share, a few are shown."""
    rubric, file = found
    leading = leads(graded)
    shown = dict.fromkeys(ref for lead in leading for ref in lead.refs[:MOST_NAMED])
    graders = opening.Graders(library, when, asked)
    cards = {ref: card for ref in shown if (card := graders.card(ref, found)) is not None}
    files = (*file.each(), *(one for standing in graded for one in standing.files))
    return Comparison(
        rubric,
        when,
        asked.fresh,
        __version__,
        side_by_side(graded),
        who_is_best(leading, cards),
        tuple(dict.fromkeys(files)),
    )


def _written(
    library: Library, compared: Comparison, chosen: str, command: str
) -> tuple[str | None, Document]:
    """The comparison in the format chosen, or as a document to be laid out."""
    from ..report import compare_view

    if chosen == "json":
        from ..report import compare_data

        return compare_data.comparison(compared, command), ()
    if chosen == "csv":
        from ..report import spreadsheet

        return spreadsheet.write(compare_view.rows(compared)), ()
    document = compare_view.document(compared, opening.notes(library))
    return say.as_page((*document, Again(command)), chosen), document


def _across(
    library: Library,
    names: list[str],
    criterion: str,
    found: tuple[Rubric, DataFile],
    when: date,
    chosen: str,
    asked: opening.Asked,
    command: str,
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
            rubric, criterion, rows, when, asked.fresh, __version__, files, command
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
            named=bool(names),
        )
        content = say.as_page((*document, Again(command)), chosen)
    say.answer(content, document, asked.output)
    opening.untranslated(library)
    return 1 if failed else 0
