"""Who placed the facts that a grade rests on, and how much of it two people have seen."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from ..model.place import Fact, Place
from ..model.result import Finding, Reading, Scorecard
from ..model.rubric import Track

HEAVY = Fraction(1, 20)
"""So much of its track a finding weighs that one person alone should not have placed its facts."""


class SingleCoded(NamedTuple):
    """A fact that one person placed and nobody has checked, with the heavy findings that rest on it
    and the share of its track that each weighs."""

    fact: str
    findings: tuple[tuple[Finding, Fraction], ...]


def is_stated(place: Place) -> bool:
    """Whether any fact of a place says who placed it."""
    return any(fact.coded_by is not None for _name, _body, fact, _file in place.facts())


def double_checked(card: Scorecard) -> dict[Track, Fraction]:
    """The part of the known weight of each track whose findings rest on nothing but facts that a
    second person has checked; only of tracks on which something is known."""
    found: dict[Track, Fraction] = {}
    for track in card.tracks:
        known = [one for one in card.findings if one.track == track.track and one.facts]
        weights = [card.weight(one.criterion, one.track) for one in known]
        whole = sum(weights, Fraction(0))
        twice = zip(weights, known, strict=True)
        mine = sum((weight for weight, one in twice if _is_checked(card, one)), Fraction(0))
        if whole:
            found[track.track] = mine / whole
    return found


def _is_checked(card: Scorecard, finding: Finding) -> bool:
    return all(fact.checked_by is not None for _name, fact in rests_on(card, finding))


def rests_on(card: Scorecard, finding: Finding) -> list[tuple[str, Fact]]:
    """The facts that a finding rests on, with those that they show it together with."""
    stands = finding.stands
    return [] if stands is None else behind(card.place, stands.standing)


def behind(place: Place, readings: Iterable[Reading]) -> list[tuple[str, Fact]]:
    """The facts of some readings, with those that they show their level together with."""
    found: dict[str, Fact] = {}
    for reading in readings:
        fact, file = place.fact(reading.fact)
        found[reading.fact] = fact
        before = reading.fact.rpartition("/")[0]
        for other in fact.with_:
            found.setdefault(f"{before}/{other}" if before else other, file.city.facts[other])
    return list(found.items())


def single_coded(card: Scorecard) -> tuple[SingleCoded, ...]:
    """The facts placed by one person, and checked by nobody, on which a heavy finding rests."""
    found: dict[str, list[tuple[Finding, Fraction]]] = {}
    for finding in card.findings:
        weight = card.weight(finding.criterion, finding.track)
        if weight < HEAVY:
            continue
        for name, fact in rests_on(card, finding):
            if fact.coded_by is not None and fact.checked_by is None:
                found.setdefault(name, []).append((finding, weight))
    return tuple(SingleCoded(name, tuple(findings)) for name, findings in found.items())
