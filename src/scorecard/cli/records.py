"""scorecard records: draft requests for what public bodies must know and nobody has shown."""

from __future__ import annotations

from ..analysis.records import requests, under
from ..load.library import Library
from ..model.result import Scorecard
from ..report.records_view import RecordsView
from . import opening, say
from .motion import without_law

FORMATS = ("text", "markdown", "html")


def records(name: str, asked: opening.Asked) -> int:
    """Draft the requests for a place; 1 where a file of it has an error."""
    library, (name,), when, chosen = opening.opened(asked, [name], FORMATS)
    if asked.lang is None:
        library = in_language_of(library, name, asked)
    cards = opening.graded(library, [name], when, asked)
    if not cards:
        return 1
    document = drafted(library, cards[0]).document(opening.notes(library))
    say.answer(say.as_page(document, chosen), document, asked.output)
    opening.untranslated(library, cards[0].files())
    return 1 if without_law(library) else 0


def drafted(library: Library, card: Scorecard) -> RecordsView:
    """The requests for a graded place, each with the law it is made under."""
    place = card.place
    laws = library.laws(place.city.country, place.city.province)
    found = []
    for request in requests(card):
        bodies = place.city.bodies
        named = place.body(request.to).law if request.to in bodies else place.city.law
        law = None if named is None else library.law(named)
        found.append((request, under(place, request.to, laws, law)))
    return RecordsView(card, tuple(found))


def in_language_of(library: Library, name: str, asked: opening.Asked) -> Library:
    """The data in the language in which the bodies of a place are written to."""
    place = library.place(name)
    city = None if place is None else place.city
    laws = () if city is None else library.laws(city.country, city.province)
    language = next((law.language for law in laws if law.language), None)
    if language is None:
        return library
    opening.language(language)
    return opening.library(asked.data, language)
