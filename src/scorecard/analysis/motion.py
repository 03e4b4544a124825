"""What a motion says: the asks that a body can grant or pass on, the evidence for them, and who
has granted them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from ..model.place import Fact, Place
from ..model.result import Scorecard
from ..model.rubric import Track
from .across import Row
from .asks import Ask, Disclosure, Key, disclosures, is_public, named
from .plan import Plan

MOST_ASKS = 6
"""Asks of a motion where no plan says which; a motion with more is seldom read."""
MOST_FACTS = 8
"""Clauses of a preamble that tell of the place itself."""
MOST_OPEN = 3
"""Questions of which a motion asks that figures be published."""
RULED = Fraction(3, 4)
"""From so much of the points on, an instrument of another place has what is asked."""


class Resolve(NamedTuple):
    """An ask as a clause: of the body that votes, or, with `other`, of whom that body asks it.
    `stands` says that a rule is there already, and is to be carried out."""

    ask: Ask
    other: tuple[str, ...]


class Motion(NamedTuple):
    """What a motion of one body says. `facts` are those of the place, and `precedents` those of
    others, each with the file it stands in; `open` are the questions that figures are asked on."""

    card: Scorecard
    body: str
    asks: tuple[Ask, ...]
    resolves: tuple[Resolve, ...]
    facts: tuple[tuple[Fact, Place], ...]
    precedents: tuple[tuple[Ask, Row], ...]
    open: tuple[Disclosure, ...]


def mover(card: Scorecard) -> str | None:
    """The body that votes where none is named: the council, or the first that can grant anything;
    None where nobody can."""
    granting = named(card.rubric)
    return next((who for who in granting if who == "council"), next(iter(granting), None))


def asked(plan: Plan) -> tuple[Ask, ...]:
    """The asks of a plan; where it has none, those that bring most alone."""
    if plan.chosen:
        return plan.chosen
    gains = plan.alone

    def gain(ask: Ask) -> Fraction:
        return gains[ask.key] or Fraction(0)

    best = sorted(plan.asks, key=lambda ask: -gain(ask))
    return tuple(ask for ask in best[:MOST_ASKS])


def motion(
    card: Scorecard, body: str, asks: tuple[Ask, ...], precedents: dict[Key, Row | None]
) -> Motion:
    """A motion of a body for some asks, in the order of the rubric: first what it can grant itself,
    then what it can only ask of others."""
    order = {name: at for at, name in enumerate(card.rubric.criteria)}
    asks = tuple(sorted(asks, key=lambda ask: (order[ask.criterion], ask.track != "policy")))
    resolves: dict[tuple[str, Track, tuple[str, ...]], Resolve] = {}
    for ask in asks:
        others = tuple(who for who in ask.who if not same(card, who, body))
        for other in ((), others) if is_own(card, ask, body) and others else (others,):
            resolves.setdefault((ask.criterion, ask.track, other), Resolve(ask, other))
    found = ((ask, precedents.get(ask.key)) for ask in asks)
    granted = [
        (ask, row)
        for ask, row in found
        if row is not None and (row.found.point or Fraction(0)) >= RULED and row.found.instrument
    ]
    return Motion(
        card,
        body,
        asks,
        tuple(sorted(resolves.values(), key=lambda one: bool(one.other))),
        evidence(card, asks),
        tuple(_once(granted)),
        tuple(one for one in disclosures(card) if is_public(one.who))[:MOST_OPEN],
    )


def is_own(card: Scorecard, ask: Ask, body: str) -> bool:
    """Whether a body can grant an ask, alone or with others."""
    return not ask.who or any(same(card, who, body) for who in ask.who)


def same(card: Scorecard, who: str, body: str) -> bool:
    """Whether two of the rubric's words mean the same body of this place: a council that governs
    its police itself is its own police board."""
    offices = card.place.city.offices
    return who == body or (who in offices and offices[who] == offices.get(body))


def _once(granted: Iterable[tuple[Ask, Row]]) -> list[tuple[Ask, Row]]:
    """Precedents, each fact once."""
    seen: dict[tuple[str, str], tuple[Ask, Row]] = {}
    for ask, row in granted:
        seen.setdefault((row.place.id, row.found.standing[0].fact), (ask, row))
    return list(seen.values())


def evidence(card: Scorecard, asks: Iterable[Ask]) -> tuple[tuple[Fact, Place], ...]:
    """The facts behind some asks, the rules first, each in the order of time: what stands on paper
    and in practice on their questions, and the instrument on which most answers rest."""
    names: dict[str, None] = {}
    shared = sorted(card.shared, key=lambda one: -len(one[1]))
    for name, _keys in shared[:1]:
        names[name] = None
    for ask in asks:
        for track in card.rubric.tracks:
            finding = card.finding(ask.criterion, track)
            bodies = () if finding is None else finding.bodies
            for body in bodies:
                if body.body == ask.body or (finding is not None and body is finding.stands):
                    names.update(dict.fromkeys(reading.fact for reading in body.standing[:2]))
    told = [card.place.fact(name) for name in list(names)[:MOST_FACTS]]
    return tuple(sorted(told, key=lambda one: (one[0].effect is None, one[0].ended())))
