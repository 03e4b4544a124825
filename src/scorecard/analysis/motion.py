"""What a motion says: the asks that a body can grant or pass on, the evidence for them, and who
has granted them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from ..model.place import Fact, Place
from ..model.result import Reading, Scorecard
from ..model.rubric import Track
from .across import Row
from .asks import Ask, AskKey, Disclosure, disclosures, governor, is_public, named
from .plan import Plan

MOST_ASKS = 6
"""Asks of a motion where no plan says which; a motion with more is seldom read."""
MOST_FACTS = 8
"""Clauses of a preamble that tell of the place itself."""
MOST_OPEN = 3
"""Questions of which a motion asks that figures be published."""


class Resolve(NamedTuple):
    """An ask as a clause: of the body that votes, or, with `other`, of whom that body asks it.
    `stands` says that a rule is there already, and is to be carried out."""

    ask: Ask
    other: tuple[str, ...]


class Told(NamedTuple):
    """A fact, the file it stands in, and what limits its reading."""

    fact: Fact
    file: Place
    reading: Reading


class Motion(NamedTuple):
    """What a motion of one body says. `evidence` are the facts of the place, and `precedents` what
    others have by an instrument; `decided` are rules that the body made itself; `open` are the
    questions that figures are asked on."""

    card: Scorecard
    body: str
    asks: tuple[Ask, ...]
    resolves: tuple[Resolve, ...]
    evidence: tuple[Told, ...]
    decided: tuple[Told, ...]
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
    card: Scorecard, body: str, asks: tuple[Ask, ...], precedents: dict[AskKey, Row | None]
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
        if row is not None and row.found.point == ask.granted.point and row.found.instrument
    ]
    told = evidence(card, asks)
    return Motion(
        card,
        body,
        asks,
        tuple(sorted(resolves.values(), key=lambda one: bool(one.other))),
        told,
        tuple(one for one in told if _decided(card, one.fact, body)),
        tuple(_once(granted)),
        tuple(one for one in disclosures(card) if is_public(one.who))[:MOST_OPEN],
    )


def _decided(card: Scorecard, fact: Fact, body: str) -> bool:
    """Whether a fact is a rule that a body made itself, on a day that is known."""
    offices = card.place.city.offices
    governed = [
        name for name in card.place.city.bodies if governor(card.place, name) == offices.get(body)
    ]
    own = fact.body in governed if governed else fact.body == card.place.focus
    dated = fact.date is not None and bool(fact.date.month) and not fact.approx_date
    return fact.effect in ("adopts", "amends") and own and dated


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


def evidence(card: Scorecard, asks: Iterable[Ask]) -> tuple[Told, ...]:
    """The facts behind some asks, the rules first, each in the order of time: of every ask what
    stands on its own track, and then, as far as there is room, what stands on the other, and the
    instrument on which most answers rest. Facts of low confidence are left out."""
    own: list[Reading] = []
    other: list[Reading] = []
    for ask in asks:
        for track in card.rubric.tracks:
            finding = card.finding(ask.criterion, track)
            for body in () if finding is None else finding.bodies:
                mine = body.body == ask.body and track == ask.track
                (own if mine else other).extend(body.standing[: 1 if mine else 2])
    shared = sorted(card.shared, key=lambda one: -len(one[1]))
    most = [
        reading
        for name, _keys in shared[:1]
        for finding in card.findings
        for body in finding.bodies
        for reading in body.standing
        if reading.fact == name
    ]
    kept: dict[str, Told] = {}
    for reading in (*own, *other, *most[:1]):
        fact, file = card.place.fact(reading.fact)
        room = len(kept) < MOST_FACTS or reading in own
        if fact.confidence != "low" and reading.fact not in kept and room:
            kept[reading.fact] = Told(fact, file, reading)
    return tuple(sorted(kept.values(), key=lambda one: (one.fact.effect is None, one.fact.ended())))
