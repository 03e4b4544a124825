"""What of a grade follows from choices rather than facts: the same places under other choices, and
in many runs with other weights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..engine.grade import Grader
from ..model.place import DataFile
from ..model.result import Scorecard, Standing
from ..model.rubric import Rubric
from . import grading
from .chance import Chance
from .compare import Place, compare
from .runs import Draws, Missing, drawn
from .scenarios import Scenario, Untried, changed, lower, scenarios, untried


class Outcome(NamedTuple):
    """What comes of one scenario: the places in the order given, ranked anew."""

    scenario: Scenario
    places: tuple[Place, ...]


class Robust(NamedTuple):
    """Places by one rubric: their scorecards, the same as they stand, the outcome of every
    scenario, the alternatives that were not run, and the runs, or why there are none."""

    rubric: Rubric
    as_of: date
    fresh: bool
    program: str
    cards: tuple[Scorecard, ...]
    places: tuple[Place, ...]
    outcomes: tuple[Outcome, ...]
    untried: tuple[Untried, ...]
    draws: Draws | Missing
    files: tuple[DataFile, ...]


def robust(cards: Sequence[Scorecard], chance: Chance) -> Robust:
    """How far the grades of some places hang on the choices of their rubric, by which all of them
    were graded as of one date."""
    first = cards[0]
    rubric = first.rubric
    found = scenarios(rubric, fresh=first.fresh)
    return Robust(
        rubric,
        first.as_of,
        first.fresh,
        first.program,
        tuple(cards),
        compare([card.standing() for card in cards]),
        tuple(Outcome(one, compare(_graded(cards, one))) for one in found),
        untried(rubric),
        drawn(rubric, cards, chance),
        tuple(dict.fromkeys(file for card in cards for file in card.files())),
    )


def _graded(cards: Sequence[Scorecard], scenario: Scenario) -> list[Standing]:
    """The places under a scenario, in the order given."""
    rubric = cards[0].rubric
    graders = [Grader(one) for one in changed(rubric, scenario)]
    found = []
    for card in cards:
        fresh = card.fresh or scenario.fresh
        standings = tuple(one.standing(card.place, card.as_of, fresh=fresh) for one in graders)
        found.append(standings[0] if len(standings) == 1 else lower(standings))
    return found


# ---------------------------------------------------------------- what differs


def band(place: Place) -> str | None:
    """The grade of a place overall; None where it is withheld, or there are no bands."""
    one = place.standing
    point = one.overall.point
    return None if point is None else grading.total(one.rubric, one.tracks).band(point)


def regraded(before: Sequence[Place], now: Sequence[Place]) -> tuple[str, ...]:
    """The places that get another grade, or lose or get one at all."""
    return tuple(
        one.ref
        for one, other in zip(before, now, strict=True)
        if (band(one), one.overall is None) != (band(other), other.overall is None)
    )


def difference(before: Place, now: Place) -> Fraction | None:
    """By what share the overall differs; None where one is withheld."""
    was, is_now = before.standing.overall.point, now.standing.overall.point
    return None if was is None or is_now is None else is_now - was


def reranked(before: Sequence[Place], now: Sequence[Place]) -> tuple[str, ...]:
    """The places that change rank among those that have one both times."""
    both = [
        (one, other)
        for one, other in zip(before, now, strict=True)
        if one.overall is not None and other.overall is not None
    ]
    was = compare([one.standing for one, _ in both])
    will_be = compare([other.standing for _, other in both])
    pairs = zip(was, will_be, strict=True)
    return tuple(one.ref for one, other in pairs if _rank(one) != _rank(other))


def _rank(place: Place) -> int | None:
    return None if place.overall is None else place.overall.rank


def span(result: Robust, at: int) -> tuple[Fraction, Fraction] | None:
    """The lowest and the highest overall of a place, as it stands and in every scenario; None
    where it never has one."""
    places = (result.places[at], *(outcome.places[at] for outcome in result.outcomes))
    points = [place.standing.overall.point for place in places]
    known = [point for point in points if point is not None]
    return (min(known), max(known)) if known else None
