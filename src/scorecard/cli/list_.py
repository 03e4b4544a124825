"""scorecard list: what there is, and what it covers."""

from __future__ import annotations

from datetime import date

from ..analysis.inventory import Inventory
from ..load.library import Library
from ..model.place import Place
from ..model.result import Scorecard
from ..report import list_view
from ..report.document import Document
from ..report.language import _
from . import opening, say


def list_(what: str | None, asked: opening.Asked) -> int:
    """List what there is; 1 where a file has an error."""
    language = opening.language(asked.lang)
    when = opening.on_date(asked.as_of)
    wanted = tuple(one for one in list_view.ALL if what in (None, one))
    if not wanted:
        raise say.UseError(
            _(
                "there is no list of `{what}`; there are: {lists}",
                what=what,
                lists=", ".join(list_view.ALL),
            )
        )
    chosen = say.chosen_format(asked.format, asked.output)
    library = opening.library(asked.data, language)
    found = inventory(library, wanted, when, asked)
    say.problems(library.problems)
    content: str | None = None
    document: Document = ()
    if chosen == "json":
        from ..report import list_data

        content = list_data.write(found, wanted, when)
    else:
        document = list_view.document(found, wanted, when, opening.notes(library))
        content = say.as_markdown(document) if chosen == "markdown" else None
    say.answer(content, document, asked.output)
    return 1 if found.broken else 0


def inventory(
    library: Library, what: tuple[list_view.What, ...], when: date, asked: opening.Asked
) -> Inventory:
    """What is in reach, read as far as the lists need it."""
    rubrics = {name: library.rubric(name) for name in library.rubric_ids()}
    places: dict[str, Place | None] = {}
    cards: dict[str, Scorecard] = {}
    if what != ("rubrics",):
        places = {name: library.place(name) for name in library.ids("cities")}
    if "cities" in what:
        graders = opening.Graders(library, when, asked)
        for name, place in places.items():
            rubric = rubrics.get(place.rubric or "") if place is not None else None
            card = None if rubric is None else graders.card(name, rubric)
            if card is not None:
                cards[name] = card
    read = {name: None if found is None else found[0] for name, found in rubrics.items()}
    return Inventory(places, cards, read)
