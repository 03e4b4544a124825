"""scorecard plan: the smallest set of asks that reaches a grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..analysis.asks import named, precedents
from ..analysis.grading import total
from ..analysis.plan import Plan, begins, next_goal, raisable
from ..analysis.plan import plan as search
from ..analysis.smallest import Goal
from ..load.library import Library
from ..model.place import Place
from ..model.result import Scorecard
from ..report.asks_view import Precedents
from ..report.document import Again, Document
from ..report.language import _
from ..report.plan_view import PlanView
from . import again, opening, say

FORMATS = ("text", "markdown", "json", "html")


def plan(
    name: str, target: str | None, budget: int | None, only: str | None, asked: opening.Asked
) -> int:
    """Plan what to ask of a place; 1 where a file of it has an error."""
    not_both(target, budget)
    library, (name,), when, chosen = opening.opened(asked, [name], FORMATS)
    asked = again.fixed(asked, when, chosen)
    cards = opening.graded(library, [name], when, asked)
    if not cards:
        return 1
    found = planned(cards[0], target, budget, only)
    others = precedents(cards[0], found.chosen or (), places(library, cards[0]))
    goal = (("--target", target), ("--budget", budget), ("--only", only))
    said = [text for option, one in goal if one is not None for text in (option, str(one))]
    command = again.command(asked, chosen, "plan", name, *said)
    written = _written(found, others, chosen, opening.notes(library), command)
    say.answer(*written, asked.output)
    opening.untranslated(library, cards[0].files())
    return 0


def not_both(target: str | None, budget: int | None) -> None:
    """See that a plan is asked to reach one thing."""
    if target is not None and budget is not None:
        raise say.UseError(_("give --target or --budget, not both"))


def planned(
    card: Scorecard,
    target: str | None = None,
    budget: int | None = None,
    only: str | None = None,
) -> Plan:
    """The plan for a target as typed, for an effort, or, without either, for the next better
    grade."""
    alone = None if only is None else who(card, only)
    if budget is not None:
        return search(card, Goal(raisable(card), budget=budget), only=alone)
    if target is None:
        goal, band = next_goal(card)
        return search(card, goal, band=band, only=alone)
    band, share = _target(card, target)
    return search(card, Goal(raisable(card), share), band=band, only=alone)


def _target(card: Scorecard, text: str) -> tuple[str | None, Fraction]:
    """A band, or a score, as typed."""
    bands = card.rubric.bands
    band = next((name for name in bands if name.lower() == text.strip().lower()), None)
    if band is not None:
        return band, begins(card, band)
    full = total(card.rubric, card.tracks).full
    if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text.strip(), re.ASCII):
        share = Fraction(text.strip()) / full
        if share <= 1:
            return None, share
    grades = ", ".join(bands)
    raise say.UseError(
        _(
            "`{text}` is no grade of {rubric}; write one of {grades}, or a number up to {full}",
            text=text[:40],
            rubric=card.rubric.id,
            grades=grades,
            full=full,
        )
    )


def who(card: Scorecard, text: str) -> str:
    """Who can grant an ask, as the rubric or the place names them."""
    granting = named(card.rubric)
    own = {card.place.city.offices.get(one, one).lower(): one for one in granting}
    known = {**own, **{card.rubric.word(one).lower(): one for one in granting}}
    known |= {one.lower(): one for one in granting}
    wanted = text.strip().lower()
    if wanted in known:
        return known[wanted]
    raise say.UseError(
        _(
            "nobody named `{name}` can grant what {rubric} asks; {offer}",
            name=text[:40],
            rubric=card.rubric.id,
            offer=opening.offer(wanted, granting),
        )
    )


def places(library: Library, card: Scorecard) -> Iterator[Place]:
    """Every place that can be read, to see who has what is asked. What is wrong with the files of
    others is no matter of this place, and left to `check`."""
    for name in library.ids("cities"):
        place = library.place(name, card.rubric.id)
        if place is not None:
            yield place


def _written(
    found: Plan, others: Precedents, chosen: str, notes: tuple[str, ...], command: str
) -> tuple[str | None, Document]:
    if chosen == "json":
        from ..report import plan_data

        return plan_data.write(found, others, command), ()
    document = PlanView(found, others, full=chosen != "text").document(notes)
    return say.as_page((*document, Again(command)), chosen), document
