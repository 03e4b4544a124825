"""scorecard motion: a draft motion of a council or a board, with its background."""

from __future__ import annotations

from typing import NamedTuple

from ..analysis.asks import Ask, precedents
from ..analysis.asks import asks as all_asks
from ..analysis.motion import asked as asked_by
from ..analysis.motion import motion as made
from ..analysis.motion import mover
from ..load.library import Library
from ..model.motion import Form
from ..model.result import Scorecard
from ..report.language import ENGLISH, _
from ..report.motion_view import MotionView
from . import opening, say
from .plan import not_both, places, planned, who

FORMATS = ("text", "markdown", "html")


class Wanted(NamedTuple):
    """What to move: the asks of some criteria, or those of a plan, as typed."""

    asks: str | None = None
    target: str | None = None
    budget: int | None = None
    only: str | None = None


PLAN = Wanted()
"""What the plan for the next better grade asks for."""


def motion(
    name: str,
    wanted: Wanted,
    to: str | None,
    form_name: str | None,
    asked: opening.Asked,
) -> int:
    """Draft a motion; 1 where a file of the place, of its law, or the form, has an error."""
    if wanted.asks is not None and wanted != Wanted(wanted.asks):
        raise say.UseError(_("give --asks, or what the plan is to reach, not both"))
    not_both(wanted.target, wanted.budget)
    library, (name,), when, chosen = opening.opened(asked, [name], FORMATS)
    form = chosen_form(library, name, form_name, asked.lang)
    if form is None:
        say.problems(library.problems)
        say.complain(_("no motion is drafted: its form has the errors above"))
        return 1
    if asked.lang is None and form.language != ENGLISH:
        opening.language(form.language)
        library = opening.library(asked.data, form.language)
    cards = opening.graded(library, [name], when, asked)
    if not cards:
        return 1
    view = drafted(library, cards[0], form, wanted, to)
    if view is None:
        raise say.UseError(
            _(
                "there is nothing left to ask of {place} by {rubric}",
                place=cards[0].place.own_ref,
                rubric=cards[0].rubric.id,
            )
        )
    document = view.document(opening.notes(library))
    say.answer(say.as_page(document, chosen), document, asked.output)
    opening.untranslated(library, cards[0].files())
    return 1 if without_law(library) else 0


def without_law(library: Library) -> bool:
    """Whether a file of the law could not be read, which is said: a draft goes without it."""
    broken = [name for name in library.ids("laws") if library.law(name) is None]
    if broken:
        say.problems(problem for problem in library.problems if "laws/" in problem.path)
        names = ", ".join(f"laws/{name}.yaml" for name in broken)
        say.complain(_("the draft goes without {names}, which has the errors above", names=names))
    return bool(broken)


def drafted(
    library: Library,
    card: Scorecard,
    form: Form,
    wanted: Wanted = PLAN,
    to: str | None = None,
) -> MotionView | None:
    """The motion of the body asked for, or of the council, on the asks named, or on those of the
    plan; None where there is nothing to ask, or nobody to grant it."""
    place = card.place
    if place.focus is None and place.city.law is not None and place.city.governed_by is not None:
        raise say.UseError(
            _(
                "{place} has no board of its own that could vote; ask the cities that it serves",
                place=place.own_ref,
            )
        )
    body = mover(card) if to is None else who(card, to)
    if wanted.asks is None:
        asks = asked_by(planned(card, wanted.target, wanted.budget, wanted.only))
    else:
        asks = _named(card, wanted.asks)
    if body is None or not asks:
        return None
    others = precedents(card, asks, places(library, card))
    laws = library.laws(place.city.country, place.city.province)
    return MotionView(made(card, body, asks, others), form, laws, others)


def _named(card: Scorecard, wanted: str) -> tuple[Ask, ...]:
    """The asks of the criteria named; all must be there, and have something left to ask."""
    able = all_asks(card)
    names = dict.fromkeys(wanted.replace(",", " ").split())
    for name in names:
        if name not in card.rubric.criteria:
            raise say.UseError(opening.no_criterion(name, card.rubric))
        if not any(ask.criterion == name for ask in able):
            raise say.UseError(
                _(
                    "there is nothing to ask on `{name}`: it is at its best, or nobody has shown "
                    "what is done",
                    name=name,
                )
            )
    if not names:
        raise say.UseError(_("--asks names no criterion"))
    return tuple(ask for ask in able if ask.criterion in names)


def chosen_form(
    library: Library, name: str, form_name: str | None, language: str | None
) -> Form | None:
    """The form asked for; else that of the province in the language asked for, or a general one;
    None where it has an error."""
    known = library.ids("motions")
    if form_name is not None:
        if form_name not in known:
            near = opening.offer(form_name, known)
            raise say.UseError(_("unknown form `{name}`; {offer}", name=form_name, offer=near))
        return library.form(form_name)
    place = library.place(name)
    province = None if place is None else place.city.province
    forms = [form for one in known if (form := library.form(one)) is not None]
    if len(forms) < len(known):
        return None  # the broken one may be it; another must not stand in
    spoken = [form for form in forms if language in (None, form.language)]
    own = (form for form in spoken if province is not None and province in form.provinces)
    general = (form for form in spoken if not form.provinces)
    english = (form for form in general if language or form.language == ENGLISH)
    found = next(own, None) or next(english, None)
    if found is None:
        raise say.UseError(
            _("no form in this language; there are: {names}", names=", ".join(known))
        )
    return found
