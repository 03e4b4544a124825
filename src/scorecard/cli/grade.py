"""scorecard grade: places -> their scorecards."""

from __future__ import annotations

from ..report.document import Again, Document
from ..report.grade_view import View
from . import again, opening, say


def grade(names: list[str], asked: opening.Asked) -> int:
    """Grade what can be graded; 1 where a file has an error."""
    library, names, when, chosen = opening.opened(asked, names)
    asked = again.fixed(asked, when, chosen)
    cards = opening.graded(library, names, when, asked)
    for card in cards:
        opening.hint(library, card)
    if cards:
        notes = opening.notes(library)
        command = again.command(asked, chosen, "grade", *names)
        content: str | None = None
        document: Document = ()
        if chosen == "json":
            from ..report import data as as_json

            content = as_json.write_all(cards, command)
        else:
            full = chosen == "markdown"
            for card in cards:
                others = opening.other_rubrics(library, card)
                document += View(card, full=full, notes=notes, others=others).document()
            if full:
                content = say.as_markdown((*document, Again(command)))
        say.answer(content, document, asked.output)
        opening.untranslated(library)
    return 1 if len(cards) < len(names) else 0
