"""What there is: the places, rubrics and bodies in reach, and what their facts amount to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from ..engine.scores import tree, weights
from ..model.dates import PartialDate
from ..model.place import Fact, NotApplicable, Organization, Place, Reply
from ..model.result import Scorecard
from ..model.rubric import Component, Rubric, Track
from ..model.source import Source


class Inventory(NamedTuple):
    """Everything in reach by id; None where its files have errors. A place has a card where a
    rubric grades its kind."""

    places: Mapping[str, Place | None] = {}
    cards: Mapping[str, Scorecard] = {}
    rubrics: Mapping[str, Rubric | None] = {}

    @property
    def readable(self) -> tuple[Rubric, ...]:
        """The rubrics without errors, in the order in which they are tried."""
        return tuple(rubric for rubric in self.rubrics.values() if rubric is not None)

    @property
    def broken(self) -> tuple[str, ...]:
        """The files that cannot be read, or that name one that cannot."""
        places = (f"cities/{name}.yaml" for name, place in self.places.items() if place is None)
        rubrics = (f"rubrics/{name}.yaml" for name, one in self.rubrics.items() if one is None)
        return (*places, *rubrics)

    def bodies(self) -> Iterator[tuple[Place, tuple[Place, ...]]]:
        """Every place that names bodies, with each of them in view."""
        for place in self.places.values():
            if place is not None and place.city.bodies:
                yield place, tuple(place.at(body) for body in place.city.bodies)


class Holding(NamedTuple):
    """How many facts there are, how many of them score on a criterion, and when the latest of what
    they tell of ended."""

    facts: int
    scored: int
    newest: PartialDate | None


def holding(facts: Iterable[Fact]) -> Holding:
    """What some facts amount to."""
    known = tuple(facts)
    dates = [fact.date if fact.period is None else fact.period.to for fact in known]
    newest = max((date for date in dates if date is not None), key=PartialDate.last, default=None)
    return Holding(len(known), sum(bool(fact.scores) for fact in known), newest)


def own_facts(place: Place) -> tuple[Fact, ...]:
    """The facts of a file itself; with a body in view, those about the body, wherever they
    stand."""
    if place.focus is None:
        return tuple(place.city.facts.values())
    return tuple(fact for _name, body, fact, _file in place.facts() if body == place.focus)


def uses(place: Place) -> dict[Source, int]:
    """Every source of a file, those it lists first, with the number of its facts that rest on
    it."""
    found = dict.fromkeys(place.city.sources.values(), 0)
    for fact in place.city.facts.values():
        for source in dict.fromkeys(place.sources_of(fact)):
            found[source] = found.get(source, 0) + 1
    city = place.city
    others: list[Organization | Reply | NotApplicable] = [
        *city.organizations.values(),
        *city.replies,
        *(reply for fact in city.facts.values() for reply in fact.replies),
        *city.not_applicable.values(),
    ]
    for one in (source for said in others for source in said.sources):
        if isinstance(one, Source):
            found.setdefault(one, 0)
    for wider in place.around:
        for active in wider.city.organizations.values():
            for source in wider.sources_of(active):
                found.setdefault(source, 0)
    return found


def shares(rubric: Rubric, kind: str | None = None) -> Mapping[str, Fraction]:
    """The share of the whole that each criterion weighs for a kind of place, the first that the
    rubric grades where none is named, if every question applies. A bonus or a penalty has none."""
    kind = kind or next(iter(rubric.grades), "")
    return weights(tree(rubric, kind, lambda _name: True))


def shares_by_track(rubric: Rubric) -> Mapping[Track, Mapping[str, Fraction]]:
    """The share of each track that a criterion weighs, for the first kind of place that the rubric
    grades, if every question applies; only of the criteria that have a scale there."""
    kind = next(iter(rubric.grades), "")
    asked = {
        track: frozenset(name for name, rule in rubric.criteria.items() if rule.scale(track))
        for track in rubric.tracks
    }
    return {track: weights(tree(rubric, kind, asked[track].__contains__)) for track in asked}


def whole(rubric: Rubric) -> Fraction:
    """The weight of everything for the first kind of place that the rubric grades, if every
    question applies: the points that can be had under a rubric in points."""
    root = tree(rubric, next(iter(rubric.grades), ""), lambda _name: True)
    return sum((child.weight for child in root.children), Fraction(0))


def share_below(component: Component, shares: Mapping[str, Fraction]) -> Fraction:
    """The share of the whole that a component weighs."""
    return sum((shares.get(name, Fraction(0)) for name, _rule in component.walk()), Fraction(0))
