"""From bodies to one finding per criterion and track (E7, E9, and the unanswered of S4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..model.place import Place
from ..model.result import NO_WEIGHT, UNANSWERED, BodyFinding, Finding, Findings
from ..model.rubric import Component, Criterion, Key, NotApplicable, Rubric, Track, Unanswered
from .conditions import holds
from .evidence import Question, Said, examine, gather, sort

Bodies = tuple[tuple[str | None, ...], bool]
"""Whose conduct a criterion asks about, and whether the lowest of them decides."""
NOBODY: Bodies = ((), True)
Supposed = Mapping[tuple[str, Track, str | None], BodyFinding]
"""What is supposed to stand for a criterion, track and body in place of what was found."""
NOTHING: Supposed = {}
NOT, OWN = "not-applicable", "own"
MOST_KEPT = 4096
"""Findings of nothing kept for places with the same bodies."""


class Asked(NamedTuple):
    """A criterion with what the groups above it say: of the unanswered, and of when it does not
    apply."""

    id: str
    rule: Criterion
    unanswered: Unanswered
    above: tuple[Component, ...]

    @property
    def rules(self) -> tuple[Criterion | Component, ...]:
        """The criterion, and the components that it stands in."""
        return (self.rule, *self.above)


SetAside = Callable[[Asked, Track, Findings], str | None]


class Finder:
    """Finds what stands for every criterion of a rubric. What is the same for every place is worked
    out once."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        asked = tuple(walk(rubric))
        self.asked = {one.id: one for one in asked}
        self.in_turn = tuple(_in_turn(asked))
        self.may_not_apply = any(
            rule.not_applicable or rule.weight_by_kind for one in asked for rule in one.rules
        )
        self.of_bodies = tuple(one for one in asked if one.rule.whose != OWN)
        self.unknown: dict[tuple[str, Bodies], dict[Key, Finding]] = {}
        self.nothing: dict[Bodies, dict[Key, Finding]] = {}
        self.last: tuple[Place, Said] | None = None

    def find(
        self, place: Place, as_of: date, fresh: bool, supposed: Supposed = NOTHING
    ) -> tuple[Finding, ...]:
        """One finding for every criterion and track of the rubric, in the order of the file."""
        evidence = gather(self._sorted(place), place, as_of)
        whose = self._whose(place)
        found = dict(self._nothing(whose[OWN]))
        for one in self.of_bodies:
            found.update(self._unknown(one, whose.get(one.rule.whose, NOBODY)))
        stated = {} if place.focus is not None else place.city.not_applicable
        asked = dict.fromkeys((*evidence.said, *(key[:2] for key in supposed)))
        if self.may_not_apply or stated:
            keys = [(one.id, track) for one in self.in_turn for track in self.rubric.tracks]
            set_aside = self._not_applicable(place, as_of)
        else:
            keys, set_aside = list(asked), None
        for key in keys:
            if key not in found:
                continue
            one, track = self.asked[key[0]], key[1]
            why = None if set_aside is None else set_aside(one, track, found)
            if why is not None:
                found[key] = _absent(one.rule, one.id, track, NOT, why)
            elif key in asked:
                bodies, lowest = whose.get(one.rule.whose, NOBODY)
                scale = one.rule.scale(track)
                assert scale is not None
                asks = (
                    Question(self.rubric, place, evidence, one.id, track, scale, body, as_of, fresh)
                    for body in bodies
                )
                examined = tuple(supposed.get((*key, ask.body)) or examine(ask) for ask in asks)
                decided = decide(one.rule, one.id, track, examined, lowest)
                found[key] = _answer(decided, one.unanswered)
        return tuple(found.values())

    def _sorted(self, place: Place) -> Said:
        """The facts of a place, sorted once for all the dates of which it is asked in a row."""
        if self.last is None or self.last[0] is not place:
            self.last = place, sort(self.rubric, place)
        return self.last[1]

    def _not_applicable(self, place: Place, as_of: date) -> SetAside:
        """What says why a criterion does not apply to a place, after those that it depends on."""
        return lambda one, track, found: (
            _set_aside(self.rubric, one, place, found)
            or _stated(self.rubric, place, one.id, track, as_of)
        )

    def _whose(self, place: Place) -> dict[str, Bodies]:
        """For everything that a criterion may say of whose conduct it asks about (E7): the bodies,
        and whether the lowest of them decides."""
        own: Bodies = ((place.focus,), False)
        if place.focus is not None:
            return dict.fromkeys((OWN, *(one.rule.whose for one in self.of_bodies)), own)
        speaking = _speaking(self.rubric, place)
        kinds = {
            kind: (tuple(body for body, its in speaking.items() if its == kind), True)
            for kind in self.rubric.speaks_for
        }
        return {**kinds, "lowest": ((None, *speaking), True), OWN: own, place.kind: own}

    def _nothing(self, own: Bodies) -> dict[Key, Finding]:
        """What is found on every criterion where no fact says anything of the place itself."""
        if own not in self.nothing:
            if len(self.nothing) >= MOST_KEPT:
                self.nothing.clear()
            self.nothing[own] = {
                key: finding
                for one in self.asked.values()
                for key, finding in self._unknown(one, own).items()
            }
        return self.nothing[own]

    def _unknown(self, one: Asked, of: Bodies) -> dict[Key, Finding]:
        """What is found on a criterion where no fact says anything: the same for every place with
        such bodies."""
        key = one.id, of
        if key not in self.unknown:
            if len(self.unknown) >= MOST_KEPT:
                self.unknown.clear()
            found = {}
            bodies, lowest = of
            for track in self.rubric.tracks:
                scale = one.rule.scale(track)
                if scale is not None:
                    nothing = (BodyFinding(b, low=scale.worst, high=scale.best) for b in bodies)
                    decided = decide(one.rule, one.id, track, tuple(nothing), lowest)
                    found[one.id, track] = _answer(decided, one.unanswered)
            self.unknown[key] = found
        return self.unknown[key]


def _in_turn(asked: tuple[Asked, ...]) -> Iterable[Asked]:
    """The criteria, each after those that decide whether it applies."""
    waits = {one.id: set(conditions(one)) for one in asked}
    if not any(waits.values()):
        return asked
    from graphlib import TopologicalSorter

    named = {one.id: one for one in asked}
    return tuple(named[name] for name in TopologicalSorter(waits).static_order())


def conditions(one: Asked) -> Iterator[str]:
    """The criteria on whose answers it depends whether a criterion applies."""
    for rule in one.rules:
        for stated in rule.not_applicable:
            yield from (condition.criterion for condition in stated.when)


def walk(rubric: Rubric) -> Iterator[Asked]:
    """Every criterion with the groups above it, and what the nearest says of the unanswered."""
    for name, rule in rubric.criteria.items():
        above = rubric.above[name]
        said = (group.unanswered for group in (*reversed(above), rubric))
        yield Asked(name, rule, next((one for one in said if one), "unknown"), above)


def _absent(rule: Criterion, criterion: str, track: Track, status: str, why: str | None) -> Finding:
    scale = rule.scale(track)
    assert scale is not None
    return Finding(criterion, track, status, None, scale.worst, scale.best, why=why)  # type: ignore[arg-type]


def _set_aside(rubric: Rubric, one: Asked, place: Place, others: Findings) -> str | None:
    """Why the rubric sets a criterion aside for a place (E9): by itself, by a component above it,
    or because it weighs nothing for this kind."""
    for rule in one.rules:
        for stated in rule.not_applicable:
            if _meant(rubric, stated, place, others):
                return stated.why
        if rule.weight_by_kind.get(place.kind) is not None and not rubric.weighs(rule, place.kind):
            return NO_WEIGHT
    return None


def _meant(
    rubric: Rubric,
    stated: NotApplicable,
    place: Place,
    others: Findings,
) -> bool:
    """Whether all that a reason names is so."""
    lists = (
        (stated.kinds, {place.kind}),
        (stated.countries, {place.city.country}),
        (stated.provinces, {place.city.province}),
        (stated.places, {place.id, place.own_ref}),
    )
    return all(not names or not mine.isdisjoint(names) for names, mine in lists) and all(
        holds(rubric, condition, others.get((condition.criterion, rubric.track_of(condition))))
        for condition in stated.when
    )


def _stated(rubric: Rubric, place: Place, criterion: str, track: Track, as_of: date) -> str | None:
    """Why the city file says that a criterion does not apply (E9)."""
    if place.focus is not None:
        return None
    for key, stated in place.city.not_applicable.items():
        meant = place.answers(key, rubric, track) == criterion
        if meant and stated.track in (None, track) and stated.holds(as_of):
            return stated.why
    return None


def _speaking(rubric: Rubric, place: Place) -> dict[str, str]:
    """The bodies that speak for a place (E7), each with its kind."""
    bodies = ((body, place.body(body)) for body in place.city.bodies)
    return {
        body: stated.kind
        for body, stated in bodies
        if stated.speaks_for_city and stated.kind is not None and stated.kind in rubric.speaks_for
    }


def decide(
    rule: Criterion, criterion: str, track: Track, bodies: tuple[BodyFinding, ...], lowest: bool
) -> Finding:
    """What stands for a criterion and track from what stands for each body: the lowest (E7)."""
    scale = rule.scale(track)
    assert scale is not None
    known = [i for i, body in enumerate(bodies) if body.point is not None]
    missing = tuple(body.body for body in bodies if body.point is None)
    if not known:
        return _absent(rule, criterion, track, "unknown", None)._replace(
            bodies=bodies, not_examined=missing
        )
    chosen = min(known, key=lambda i: (bodies[i].point, bodies[i].low, i))
    low = min(bodies[i].low for i in known)
    high = min(bodies[i].high for i in known)
    if lowest and missing:
        low = scale.worst
    return Finding(
        criterion, track, "known", bodies[chosen].point, low, high, bodies, chosen, missing
    )


def _answer(finding: Finding, unanswered: Unanswered) -> Finding:
    """What the rubric says an unanswered criterion is (S4)."""
    if finding.status != "unknown" or unanswered == "unknown":
        return finding
    if unanswered == "exclude":
        return finding._replace(status="not-applicable", why=UNANSWERED)
    nothing = Fraction(0)
    return finding._replace(status="zero", point=nothing, low=nothing, high=nothing)
