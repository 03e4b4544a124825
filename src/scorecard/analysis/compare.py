"""Many scorecards by one rubric side by side: ranks (S8), and who does each component best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from ..model.result import ComponentScore, Finding, Score, Scorecard, TrackScore
from ..model.rubric import Component, Track
from .ranks import Placed, Rank, ranks


class Place(NamedTuple):
    """A place in a comparison. Without a rank it is withheld there, and never ranked (S5)."""

    card: Scorecard
    overall: Rank | None
    tracks: dict[Track, Rank | None]

    @property
    def ref(self) -> str:
        return self.card.place.own_ref


class Best(NamedTuple):
    """Who does a component best on a track, and the findings that earn it, those that earn most
    first."""

    component: str
    track: Track
    places: tuple[Scorecard, ...]
    score: Score
    running: int
    """How many places answered enough of it."""
    earned: tuple[tuple[Finding, ...], ...]


def compare(cards: Sequence[Scorecard]) -> tuple[Place, ...]:
    """The places in the order given, ranked on each track and overall among those with a point."""
    overall = _ranked(cards, _overall)
    tracks = {
        track: _ranked(cards, partial(_track, track=track))
        for track in (cards[0].rubric.tracks if cards else ())
    }
    return tuple(
        Place(
            card,
            overall.get(card.place.own_ref),
            {track: placed.get(card.place.own_ref) for track, placed in tracks.items()},
        )
        for card in cards
    )


def _ranked(
    cards: Sequence[Scorecard], placed: Callable[[Scorecard], Placed | None]
) -> dict[str, Rank]:
    """The ranks of those that have a point."""
    found = {card.place.own_ref: placed(card) for card in cards}
    return ranks({name: one for name, one in found.items() if one is not None})


def _overall(card: Scorecard) -> Placed | None:
    overall = card.overall
    return None if overall.point is None else Placed(overall.point, overall.low, overall.high)


def _track(card: Scorecard, track: Track) -> Placed | None:
    found = card.track(track)
    if found is None or found.withheld or found.score.point is None:
        return None
    return Placed(found.score.point, found.score.low, found.score.high)


def answered(card: Scorecard, score: Score | TrackScore | None) -> bool:
    """Whether enough of a component is answered for its score to be held against another's: the
    share under which the rubric withholds a track."""
    inner = score.score if isinstance(score, TrackScore) else score
    return (
        inner is not None
        and inner.point is not None
        and inner.coverage >= card.rubric.withhold_under
        and inner.coverage > 0
    )


def best(cards: Sequence[Scorecard]) -> tuple[Best, ...]:
    """For each outermost component and track, the places with the highest score among those that
    answered enough of it; nothing where none did."""
    found = []
    for name, component in cards[0].rubric.components.items() if cards else ():
        for track in cards[0].rubric.tracks:
            scores = [(card, _component(card, name, track)) for card in cards]
            running = [(c, s) for c, s in scores if s is not None and answered(c, s)]
            top = max((_point(score) for _, score in running), default=Fraction(0))
            if not top or _lowest_band(cards[0], top):
                continue
            first = [(c, s) for c, s in running if _point(s) == top]
            earned = tuple(_earned(card, component, track) for card, _ in first)
            found.append(
                Best(name, track, tuple(c for c, _ in first), first[0][1], len(running), earned)
            )
    return tuple(found)


def _lowest_band(card: Scorecard, point: Fraction) -> bool:
    """Whether a score falls into the lowest of the bands; False where there are none."""
    bands = card.rubric.ranked_bands
    return bool(bands) and card.rubric.band(point * 100) in (None, bands[-1][0])


def _point(score: Score) -> Fraction:
    return score.point or Fraction(0)


def _component(card: Scorecard, name: str, track: Track) -> Score | None:
    found: ComponentScore | None = next((c for c in card.components if c.id == name), None)
    return None if found is None else found.on(track)


def _earned(card: Scorecard, component: Component, track: Track) -> tuple[Finding, ...]:
    """The findings that earn a component its score, those that earn most first: rules worth half
    the points, and what was seen where it is worth more."""
    names = [name for name, _ in component.walk()]
    least = Fraction(1, 2)
    found: Iterable[Finding] = (
        f
        for f in card.findings
        if f.track == track
        and f.criterion in names
        and f.point is not None
        and (f.point > least or (f.point == least and track == "policy"))
    )
    return tuple(
        sorted(found, key=lambda f: -card.weight(f.criterion, track) * (f.point or Fraction(0)))
    )
