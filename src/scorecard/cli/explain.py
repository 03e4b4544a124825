"""scorecard explain: one number, down to its sources."""

from __future__ import annotations

from ..load.typed import nearest
from ..report.explain_view import explain_criterion, explain_place
from . import opening, say


def explain(name: str, criterion: str | None, asked: opening.Asked) -> int:
    """Explain a place, or one criterion of it; 1 where a file has an error."""
    when = opening.on_date(asked.as_of)
    chosen = say.chosen_format(asked.format, asked.output)
    library = opening.library(asked.data)
    opening.known(library, [name])
    found = opening.chosen_rubric(library, asked.rubric, name)
    if found is not None and criterion is not None and criterion not in found[0].criteria:
        near = nearest(criterion, found[0].criteria)
        said = f"did you mean {near}?" if near else f"there are: {', '.join(found[0].criteria)}"
        raise say.UseError(f"unknown criterion `{criterion}` in {found[0].id}; {said}")
    card = None if found is None else opening.card(library, name, found, when, asked)
    say.problems(library.problems)
    if card is None:
        say.complain(f"{name} is not graded: its files have the errors above")
        return 1
    content: str | None = None
    document = explain_place(card) if criterion is None else explain_criterion(card, criterion)
    if chosen == "json":
        from ..report import data as as_json

        content = as_json.write(card, criterion)
    elif chosen == "markdown":
        from ..report import markdown

        content = markdown.write(document)
    say.answer(content, document, asked.output)
    return 0
