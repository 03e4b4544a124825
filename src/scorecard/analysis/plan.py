"""What to ask of a place: a set of asks that is enough, what each brings, what none can do."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from ..model.result import Scorecard, Standing
from ..model.rubric import Rubric, Track
from .asks import Ask, AskKey, Disclosure, Granting, asks, disclosures
from .grading import total
from .smallest import Goal, Search, size


class Plan(NamedTuple):
    """What to ask for. `chosen` is None where no set of asks reaches the target; `most` is what all
    of them would come to, and `after` what those chosen would. `instead` are asks, or pairs of
    them, of the same effort for one of those chosen. `proved` says that no smaller set does;
    `provisionally` is a smaller one that reaches it on fewer answers."""

    card: Scorecard
    goal: Goal
    band: str | None
    only: str | None
    asks: tuple[Ask, ...]
    alone: Mapping[AskKey, Fraction | None]
    chosen: tuple[Ask, ...] | None
    after: Standing
    most: Standing
    instead: tuple[tuple[Ask, tuple[tuple[Ask, ...], ...]], ...]
    disclosures: tuple[Disclosure, ...]
    proved: bool
    provisionally: tuple[Ask, ...] | None

    @property
    def effort(self) -> int:
        return sum(ask.effort for ask in self.chosen or ())


def raisable(card: Scorecard) -> Track | None:
    """What asks can raise: None for the overall, or, where it stays withheld with everything
    granted, the track that does not rest on what was seen."""
    if Granting(card).standing(asks(card)).overall.point is not None:
        return None
    return next((track for track, _part in card.mix if track != "practice"), None)


def next_goal(card: Scorecard) -> tuple[Goal, str | None]:
    """The next better grade of what asks can raise, with its band; the best where nothing stands or
    the best is reached, and full marks where the rubric has no bands."""
    track = raisable(card)
    point = Goal(track).of(card.standing())
    unit = total(card.rubric, card.tracks)
    ranked = card.rubric.ranked_bands
    if not ranked:
        return Goal(track, Fraction(1)), None
    above = [name for name, band in ranked if point is not None and band.from_ > point * unit.full]
    band = above[-1] if above else ranked[0][0]
    return Goal(track, begins(card, band)), band


def cover(rubric: Rubric, track: Track | None, granted: Standing) -> Fraction:
    """How much of paper a plan is to leave answered: as much as keeps a grade from being
    provisional, or as much as is answered with everything `granted` where that is less; nothing
    where it is for practice alone."""
    if track == "practice":
        return Fraction(0)
    tracks = (t.score.coverage for t in granted.tracks if t.track != "practice")
    return min((rubric.provisional_under, *tracks))


def begins(card: Scorecard, band: str) -> Fraction:
    """The share from which a band holds."""
    return card.rubric.bands[band].from_ / total(card.rubric, card.tracks).full


def plan(card: Scorecard, goal: Goal, *, band: str | None = None, only: str | None = None) -> Plan:
    """The smallest set of asks that reaches the target, or the best grade within the budget. With
    `only`, of the asks that one alone can grant."""
    able = tuple(ask for ask in asks(card) if only is None or set(ask.who) == {only})
    granting = Granting(card)
    if goal.target is not None:
        goal = goal._replace(cover=cover(card.rubric, goal.track, granting.standing(able)))
    search = Search(card, goal, able, granting)
    chosen = search.best()
    sooner = None
    if goal.cover:
        # Where fewer answers would do, the grade would be provisional.
        sooner = Search(card, goal._replace(cover=Fraction(0)), able, granting).best()
    base, most = goal.of(granting.standing(())), granting.standing(able)
    after = granting.standing(chosen or ())
    alone = {}
    for ask in able:
        reached = goal.of(granting.standing((ask,)))
        alone[ask.key] = None if reached is None or base is None else reached - base
    return Plan(
        card=card,
        goal=goal,
        band=band,
        only=only,
        asks=able,
        alone=alone,
        chosen=chosen,
        after=after,
        most=most,
        instead=tuple(search.instead(chosen)) if chosen else (),
        disclosures=disclosures(card),
        proved=search.proved,
        provisionally=None if sooner is None or size(sooner) == size(chosen or ()) else sooner,
    )
