"""One criterion across every place and body, with figures ranked among those of one unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..engine.evidence import Question, examine, gather
from ..model.place import Place
from ..model.result import Arithmetic, BodyFinding, Finding
from ..model.rubric import Rubric, Scale, Track
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
    """A criterion on one track: the bodies for which something stands, and those for which there
    are facts, none of which stands."""

    track: Track
    rows: tuple[Row, ...]
    nothing: tuple[Row, ...]


def across(
    rubric: Rubric, places: Iterable[Place], criterion: str, as_of: date, fresh: bool
) -> tuple[Across, ...]:
    """One criterion on each of its tracks, for every place and body with a fact on it, the best
    first. A body with a file of its own is seen there, and not again in each city."""
    places = tuple(places)
    found = []
    for track in rubric.tracks:
        scale = rubric.criteria[criterion].scale(track)
        if scale is None:
            continue
        rows = [
            row for place in places for row in _rows(rubric, place, criterion, track, as_of, fresh)
        ]
        standing = _ranked([row for row in rows if row.found.point is not None], scale)
        nothing = tuple(row for row in rows if row.found.point is None and row.found.aside)
        found.append(Across(track, tuple(sorted(standing, key=_order)), nothing))
    return tuple(found)


def _rows(
    rubric: Rubric, place: Place, criterion: str, track: Track, as_of: date, fresh: bool
) -> Iterable[Row]:
    evidence = gather(rubric, place, as_of)
    for body in (None, *place.city.bodies) if place.focus is None else (place.focus,):
        if body in place.joined:
            continue
        ask = Question(rubric, place, evidence, criterion, track, body, as_of, fresh)
        yield Row(place, body, examine(ask))


def _order(row: Row) -> tuple[Fraction, Fraction, str]:
    """The best level first; within a level the better figure, and then by name."""
    point = row.found.point if row.found.point is not None else Fraction(-1)
    return (-point, Fraction(row.rank.rank if row.rank else 0), row.ref)


def _ranked(rows: list[Row], scale: Scale) -> list[Row]:
    """Rows with a figure ranked among those of the same unit."""
    sign = -1 if fewer_is_better(scale) else 1
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


def fewer_is_better(scale: Scale) -> bool:
    """Whether the better levels of a measure are those of the smaller figures."""
    bounded = [level for name in scale.ranked if (level := scale.levels[name]).bounded]
    if len(bounded) < 2:
        return False
    worst, best = bounded[0], bounded[-1]
    if min(best.thresholds()) == min(worst.thresholds()):
        return best.from_ is None and best.over is None
    return min(best.thresholds()) < min(worst.thresholds())


def as_finding(row: Row, criterion: str, track: Track) -> Finding:
    """A row as a finding of its body alone, for the words that speak of findings."""
    found = row.found
    return Finding(criterion, track, "known", found.point, found.low, found.high, (found,), 0)
