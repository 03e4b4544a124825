"""scorecard robust: how far grades hang on choices rather than facts."""

from __future__ import annotations

from fractions import Fraction

from ..analysis.chance import Chance
from ..analysis.robust import Robust
from ..analysis.robust import robust as under_other_choices
from ..load.library import Library
from ..model.rubric import Rubric
from ..report.document import Again, Document
from ..report.language import _
from . import again, opening, say
from .compare import one_rubric

FORMATS = ("text", "markdown", "json", "csv", "html")
FEWEST_RUNS = 100
"""Under so many runs their ends are a matter of chance."""


def robust(names: list[str], asked: opening.Asked, draws: int, seed: int, within: int) -> int:
    """Grade what can be graded under other choices and in drawn runs; 1 where a file has an
    error."""
    library, names, when, chosen = opening.opened(asked, names, FORMATS)
    asked = again.fixed(asked, when, chosen)
    runs = ("--draws", str(draws), "--seed", str(seed), "--within", str(within))
    command = again.command(asked, chosen, "robust", *names, *runs)
    if 0 < draws < FEWEST_RUNS:
        raise say.UseError(_("--draws is {fewest} or more, or 0 for none", fewest=FEWEST_RUNS))
    if draws:
        _reckoner()
    found = one_rubric(library, asked.rubric, names)
    if found is None:
        say.problems(library.problems)
        say.complain(_("nothing is graded: the rubric has the errors above"))
        return 1
    graders = opening.Graders(library, when, asked)
    cards = {name: graders.card(name, found) for name in names or _wanted(library, found[0])}
    say.problems(library.problems)
    for name in (name for name, card in cards.items() if card is None):
        say.not_graded(name)
    if not cards:
        raise say.UseError(_("there are no places that {rubric} grades", rubric=found[0].id))
    graded = [card for card in cards.values() if card is not None]
    if graded:
        result = under_other_choices(graded, Chance(draws, seed, Fraction(within, 100)))
        content, document = _written(result, chosen, opening.notes(library), command)
        say.answer(content, document, asked.output)
        opening.untranslated(library)
    return 1 if len(graded) < len(cards) else 0


def _reckoner() -> None:
    """See that NumPy is there, which draws: it is an optional extra."""
    try:
        from ..analysis import draws  # noqa: F401
    except ImportError as error:
        raise say.UseError(
            _(
                "robust draws with {name}, which is not installed: {command}; --draws 0 does "
                "without it",
                name=(error.name or str(error)).partition(".")[0],
                command='pip install "sanctuary-scorecard[robust]"',
            )
        ) from None


def _wanted(library: Library, rubric: Rubric) -> list[str]:
    """Every place that a rubric grades, and every body of such a kind that a place names and that
    has no file of its own; a place that cannot be read might be one."""
    found = []
    for name in library.ids("cities"):
        kind = library.kind(name)
        if kind is None or kind in rubric.grades or library.lost_bodies(name):
            found.append(name)
        found += library.own_bodies(name, rubric.grades)
    return found


def _written(
    result: Robust, chosen: str, notes: tuple[str, ...], command: str
) -> tuple[str | None, Document]:
    """The result in the format chosen, or as a document to be laid out."""
    from ..report import robust_view

    if chosen == "json":
        from ..report import robust_data

        return robust_data.write(result, command), ()
    if chosen == "csv":
        from ..report import robust_rows, spreadsheet

        return spreadsheet.write(robust_rows.rows(result)), ()
    document = robust_view.document(result, notes)
    return say.as_page((*document, Again(command)), chosen), document
