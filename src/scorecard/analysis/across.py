"""One criterion across every place and body, with figures ranked among those of one unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..engine.evidence import Question, examine, gather, sort
from ..model.place import Place
from ..model.result import Arithmetic, BodyFinding
from ..model.rubric import Rubric, Track
from ..model.scale import Scale
from .ranks import Placed, Rank, ranks


class Row(NamedTuple):
    """What stands for one body on the criterion. `rank` is that of its figure among the figures of
    the same unit, the best first; `among` is how many there are."""

    place: Place
    body: str | None
    found: BodyFinding
    rank: Rank | None = None
    among: int = 0

    @property
    def ref(self) -> str:
        return self.place.ref(self.body)


class Across(NamedTuple):
    """A criterion on one track: the bodies for which something stands; those for which there are
    facts, none of which stands; and the places of which there are none at all."""

    track: Track
    rows: tuple[Row, ...]
    nothing: tuple[Row, ...]
    silent: tuple[Place, ...]


def across(
    rubric: Rubric, places: Iterable[Place], criterion: str, as_of: date, fresh: bool
) -> tuple[Across, ...]:
    """One criterion on each of its tracks, for every place and body with a fact on it, the best
    first. A body with a file of its own is seen there, and not again in each city."""
    places = tuple(places)
    gathered = [(place, gather(sort(rubric, place), place, as_of)) for place in places]
    own = frozenset(place.id for place, _ in gathered if place.focus is None)
    found = []
    for track in rubric.tracks:
        scale = rubric.criteria[criterion].scale(track)
        if scale is None:
            continue
        asked = (
            Question(rubric, place, evidence, criterion, track, scale, body, as_of, fresh)
            for place, evidence in gathered
            for body in _bodies(place)
        )
        rows = _once((Row(ask.place, ask.body, examine(ask)) for ask in asked), own)
        standing = _ranked([row for row in rows if row.found.point is not None], scale)
        nothing = tuple(row for row in rows if row.found.point is None and row.found.aside)
        told = {row.place.id for row in (*standing, *nothing)}
        silent = tuple(place for place in places if place.id not in told)
        found.append(Across(track, tuple(sorted(standing, key=_order)), nothing, silent))
    return tuple(found)


def _bodies(place: Place) -> tuple[str | None, ...]:
    """Whose conduct a place shows: its own and that of its bodies; of a body in view, its own."""
    return (None, *place.city.bodies) if place.focus is None else (place.focus,)


def _once(rows: Iterable[Row], own: frozenset[str]) -> list[Row]:
    """Each body once. One with a file of its own stands for itself where that file is among the
    places (`own`), else for the first city that names it."""
    seen: dict[str, Row] = {}
    for row in rows:
        joined = row.place.joined.get(row.body or "")
        if joined is None:
            seen.setdefault(row.ref, row)
        elif joined.id not in own or row.place.focus is not None:
            seen.setdefault(joined.id, row)
    return list(seen.values())


def _order(row: Row) -> tuple[Fraction, Fraction, str]:
    """The best level first; within a level the better figure, and then by name."""
    point = row.found.point if row.found.point is not None else Fraction(-1)
    return (-point, Fraction(row.rank.rank if row.rank else 0), row.ref)


def _ranked(rows: list[Row], scale: Scale) -> list[Row]:
    """Rows with a figure ranked among those of the same unit."""
    kinds = [row.place.body_kind(row.body) for row in rows if row.found.arithmetic is not None]
    sign = -1 if fewer_is_better(scale, next(iter(kinds), "")) else 1
    units: dict[tuple[str, str | None], dict[str, Placed]] = {}
    for row in rows:
        sums = row.found.arithmetic
        if sums is not None:
            ends = sorted((sign * sums.low, sign * sums.high))
            units.setdefault(_unit(sums), {})[row.ref] = Placed(sign * sums.value, *ends)
    ranked = {unit: ranks(placed) for unit, placed in units.items()}
    return [
        row
        if row.found.arithmetic is None
        else row._replace(
            rank=ranked[_unit(row.found.arithmetic)][row.ref],
            among=len(ranked[_unit(row.found.arithmetic)]),
        )
        for row in rows
    ]


def _unit(sums: Arithmetic) -> tuple[str, str | None]:
    return sums.kind, sums.unit


def fewer_is_better(scale: Scale, kind: str = "") -> bool:
    """Whether the better levels of a measure, or the better goalpost, are those of the smaller
    figures, for a kind of body."""
    if scale.goalposts is not None:
        return scale.goalposts.best < scale.goalposts.worst
    bounds = [scale.levels[name].bounds(kind) for name in scale.ranked]
    bounded = [one for one in bounds if one.bounded]
    if len(bounded) < 2:
        return False
    worst, best = bounded[0], bounded[-1]
    if min(best.thresholds()) == min(worst.thresholds()):
        return best.from_ is None and best.over is None
    return min(best.thresholds()) < min(worst.thresholds())
