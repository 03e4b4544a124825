"""scorecard reply: the letter by which a city is asked to reply before its grade is published."""

from __future__ import annotations

from ..load.library import Library
from ..model.dates import PartialDate
from ..model.result import Scorecard
from ..report.language import ENGLISH, _
from ..report.reply_view import ReplyView
from . import opening, say
from .records import in_language_of

FORMATS = ("text", "markdown", "html")


def reply(name: str, by: str | None, contact: str | None, asked: opening.Asked) -> int:
    """Write the letter to a place, or to a body of it; 1 where a file of it has an error."""
    code = None if asked.lang is None else opening.language(asked.lang)
    when = opening.on_date(asked.as_of)
    until = None if by is None else _until(by)
    if until is not None and until.last() < when:
        raise say.UseError(
            _("--by {date} is before the day of the grade, {day}", date=until, day=when)
        )
    chosen = say.chosen_format(asked.format, asked.output, FORMATS)
    library = opening.library(asked.data, code or ENGLISH)
    (name,) = opening.known(library, [name])
    if code is None:
        library = in_language_of(library, name, asked)
    view = drafted(library, name, asked, until, contact)
    say.problems(library.problems)
    if view is None:
        say.not_graded(name)
        return 1
    document = view.document(opening.notes(library))
    say.answer(say.as_page(document, chosen), document, asked.output)
    opening.untranslated(library, view.card.files())
    return 0


def drafted(
    library: Library,
    name: str,
    asked: opening.Asked,
    by: PartialDate | None = None,
    contact: str | None = None,
) -> ReplyView | None:
    """The letter. That to a body is about what the grade of its city says of it, unless a rubric
    that grades such bodies is named, or the city is graded on nothing that the body does; then it
    is about the grade of the body itself. None where a file has an error."""
    city, _slash, body = name.partition("/")
    if body and not _grades_it(library, name, asked.rubric):
        card = _card(library, city, asked)
        if card is None:
            return None
        view = ReplyView(card, to=body, by=by, contact=contact)
        if view.says_something:
            return view
        if asked.rubric is not None:
            raise say.UseError(
                _(
                    "the grade of {city} by {rubric} says nothing about {body}",
                    city=city,
                    rubric=asked.rubric,
                    body=name,
                )
            )
    card = _card(library, name, asked)
    return None if card is None else ReplyView(card, by=by, contact=contact)


def _card(library: Library, name: str, asked: opening.Asked) -> Scorecard | None:
    rubric = opening.chosen_rubric(library, asked.rubric, name)
    when = opening.on_date(asked.as_of)
    return None if rubric is None else opening.Graders(library, when, asked).card(name, rubric)


def _grades_it(library: Library, name: str, rubric: str | None) -> bool:
    """Whether a rubric was named that grades bodies of this kind."""
    if rubric is None or library.found("rubrics", rubric) is None:
        return False
    read = library.rubric(rubric)
    return read is not None and library.kind(name) in read[0].grades


def _until(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text.strip())
    except ValueError:
        raise say.UseError(
            _("`{text}` is not a date; write YYYY-MM-DD, such as 2016-12-31", text=text)
        ) from None
