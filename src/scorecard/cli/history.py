"""scorecard history: how a grade moved, and by what."""

from __future__ import annotations

from ..analysis.history import history as over_time
from ..engine.grade import Grader
from ..report import history_view
from ..report.document import Again, Document
from . import again, opening, say

FORMATS = ("text", "markdown", "json", "csv", "html")


def history(name: str, asked: opening.Asked) -> int:
    """Tell how the grade of a place moved; 1 where a file has an error."""
    library, (name,), when, chosen = opening.opened(asked, [name], FORMATS)
    asked = again.fixed(asked, when, chosen)
    command = again.command(asked, chosen, "history", name)
    found = opening.chosen_rubric(library, asked.rubric, name)
    place = None if found is None else library.place(name, found[0].id)
    say.problems(library.problems)
    if found is None or place is None:
        say.not_graded(name)
        return 1
    dated = asked.as_of is not None
    result = over_time(Grader(*found), place, when, fresh=asked.fresh, dated=dated)
    opening.hint(library, result.now)
    content: str | None = None
    document: Document = ()
    if chosen == "json":
        from ..report import history_data

        content = history_data.write(result, command)
    elif chosen == "csv":
        from ..report import spreadsheet

        content = spreadsheet.write(history_view.rows(result))
    else:
        full, notes = chosen != "text", opening.notes(library)
        document = history_view.HistoryView(result, full=full, notes=notes).document()
        content = say.as_page((*document, Again(command)), chosen)
    say.answer(content, document, asked.output)
    opening.untranslated(library)
    return 0
