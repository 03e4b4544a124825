"""scorecard explain: one number, down to its sources."""

from __future__ import annotations

from ..report import frame
from ..report.document import Again, Document
from ..report.explain_view import explain_criterion, explain_place
from . import again, opening, say


def explain(name: str, criterion: str | None, asked: opening.Asked) -> int:
    """Explain a place, or one criterion of it; 1 where a file has an error."""
    library, (name,), when, chosen = opening.opened(asked, [name])
    asked = again.fixed(asked, when, chosen)
    command = again.command(asked, chosen, "explain", name, *([criterion] if criterion else []))
    rubric = asked.rubric
    named, slash, plain = (criterion or "").rpartition("/")
    if slash and rubric in (None, named):
        rubric, criterion = named, plain
    found = opening.chosen_rubric(library, rubric, name)
    if found is not None and criterion is not None and criterion not in found[0].criteria:
        raise say.UseError(opening.no_criterion(criterion, found[0]))
    card = None if found is None else opening.Graders(library, when, asked).card(name, found)
    say.problems(library.problems)
    if card is None:
        say.not_graded(name)
        return 1
    content: str | None = None
    document: Document
    document = explain_place(card) if criterion is None else explain_criterion(card, criterion)
    if chosen == "json":
        from ..report import data as as_json

        content = as_json.write(card, criterion, command)
    elif chosen == "markdown":
        stamp = frame.stamp(card.program, card.files())
        content = say.as_markdown((*document, stamp, Again(command)))
    say.answer(content, document, asked.output)
    opening.untranslated(library)
    return 0
