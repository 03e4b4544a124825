"""Many scorecards by one rubric side by side: ranks (S8), and who does each component best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from ..model.place import DataFile
from ..model.result import ComponentScore, Finding, Score, Scorecard, Standing, TrackScore
from ..model.rubric import Component, Rubric, Track
from . import grading
from .ranks import Placed, Rank, ranks


class Place(NamedTuple):
    """A place in a comparison. Without a rank it is withheld there, and never ranked (S5)."""

    standing: Standing
    overall: Rank | None
    tracks: dict[Track, Rank | None]

    @property
    def ref(self) -> str:
        return self.standing.ref


class Lead(NamedTuple):
    """Who has the highest score of a component on a track, among those that answered enough."""

    component: str
    track: Track
    refs: tuple[str, ...]
    score: Score
    running: int
    """How many places answered enough of it."""


class Best(NamedTuple):
    """Who does a component best on a track, and the findings that earn it, those that earn most
    first."""

    component: str
    track: Track
    refs: tuple[str, ...]
    places: tuple[Scorecard, ...]
    """The scorecards of the first of them; where very many share the lead, not of all."""
    score: Score
    running: int
    earned: tuple[tuple[Finding, ...], ...]


class Comparison(NamedTuple):
    """Places graded by one rubric as of one date, side by side; `files` are all behind it."""

    rubric: Rubric
    as_of: date
    fresh: bool
    program: str
    places: tuple[Place, ...]
    best: tuple[Best, ...]
    files: tuple[DataFile, ...]


def compare(standings: Sequence[Standing]) -> tuple[Place, ...]:
    """The places in the order given, ranked on each track and overall among those with a point."""
    overall = _ranked(standings, _overall)
    tracks = {
        track: _ranked(standings, partial(_track, track=track))
        for track in (standings[0].rubric.tracks if standings else ())
    }
    return tuple(
        Place(one, overall.get(one.ref), {track: of.get(one.ref) for track, of in tracks.items()})
        for one in standings
    )


def _ranked(
    standings: Sequence[Standing], placed: Callable[[Standing], Placed | None]
) -> dict[str, Rank]:
    """The ranks of those that have a point."""
    found = {one.ref: placed(one) for one in standings}
    return ranks({name: one for name, one in found.items() if one is not None})


def _overall(standing: Standing) -> Placed | None:
    overall = standing.overall
    return None if overall.point is None else Placed(overall.point, overall.low, overall.high)


def _track(standing: Standing, track: Track) -> Placed | None:
    found = standing.track(track)
    if found is None or found.withheld or found.score.point is None:
        return None
    return Placed(found.score.point, found.score.low, found.score.high)


def answered(rubric: Rubric, score: Score | TrackScore | None) -> bool:
    """Whether enough of a component is answered for its score to be held against another's: the
    share under which the rubric withholds a track."""
    inner = score.score if isinstance(score, TrackScore) else score
    return (
        inner is not None
        and inner.point is not None
        and inner.coverage >= rubric.withhold_under
        and inner.coverage > 0
    )


def leads(standings: Sequence[Standing]) -> tuple[Lead, ...]:
    """For each outermost component and track, the places with the highest score among those that
    answered enough of it; nothing where none did."""
    found = []
    rubric = standings[0].rubric if standings else None
    for name, component in rubric.components.items() if rubric is not None else ():
        for track in standings[0].rubric.tracks:
            scores = [(one, _component(one, name, track)) for one in standings]
            running = [(o, s) for o, s in scores if s is not None and answered(o.rubric, s)]
            top = max((_point(score) for _, score in running), default=Fraction(0))
            first = [(one, s) for one, s in running if _point(s) == top]
            if not top or _lowest_band(*first[0], component):
                continue
            refs = tuple(one.ref for one, _ in first)
            found.append(Lead(name, track, refs, first[0][1], len(running)))
    return tuple(found)


def best(leading: Sequence[Lead], cards: Mapping[str, Scorecard]) -> tuple[Best, ...]:
    """What earns each lead, from the scorecards of those that hold it, by how a place is named."""
    found = []
    for lead in leading:
        places = tuple(cards[ref] for ref in lead.refs if ref in cards)
        if places:
            rule = places[0].rubric.components[lead.component]
            earned = tuple(_earned(card, rule, lead.track) for card in places)
            found.append(
                Best(
                    lead.component,
                    lead.track,
                    lead.refs,
                    places,
                    lead.score,
                    lead.running,
                    earned,
                )
            )
    return tuple(found)


def _lowest_band(standing: Standing, score: Score, component: Component) -> bool:
    """Whether a score falls into the lowest of the bands; False where there are none."""
    total = grading.total(standing.rubric, standing.tracks)
    unit = grading.component(total, component, score)
    bands = unit.group.ranked_bands
    return bool(bands) and unit.band(_point(score)) == bands[-1][0]


def _point(score: Score) -> Fraction:
    return score.point or Fraction(0)


def _component(standing: Standing, name: str, track: Track) -> Score | None:
    found: ComponentScore | None = next((c for c in standing.components if c.id == name), None)
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
