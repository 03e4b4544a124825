"""The days on which what stands can change, from the dates in the files (E1, E3 to E6, E9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..model.dates import add_months
from ..model.place import Fact, Place
from ..model.rubric import Rubric
from ..model.scale import Scale
from .evidence import YEARS_KEPT

DAY = timedelta(days=1)


def turns(rubric: Rubric, place: Place) -> tuple[date, ...]:
    """Every day on which a finding can differ from that of the day before, in order. On most of
    them nothing changes; between them nothing can, but for an age as it is told."""
    found = {day for *_, fact, _ in place.facts() for day in _of_fact(fact)}
    plain = "score" in rubric.tracks
    for *_, fact, file in place.facts():
        track = "score" if plain else fact.track
        for key in fact.scores:
            rule = rubric.criteria.get(file.answers(key, rubric, track) or "")
            scale = None if rule is None else rule.scale(track)
            if scale is not None:
                ages = track == "practice" or (track == "policy" and fact.effect == "describes")
                found.update(_of_age(fact, scale, rubric.shelf_life) if ages else ())
                found.update(_of_bounds(fact, scale))
    for stated in place.city.not_applicable.values():
        found.update(() if stated.from_ is None else (stated.from_.first(),))
        found.update(() if stated.until is None else _after(stated.until.last()))
    return tuple(sorted(found))


def _of_fact(fact: Fact) -> Iterator[date]:
    """When a fact begins to count, and the day after its last."""
    yield fact.ended()
    if fact.until is not None:
        yield from _after(fact.until.last())


def _of_age(fact: Fact, scale: Scale, shelf_life: int) -> Iterator[date]:
    """When what ages passes its shelf life, and ten years."""
    for months in (scale.months(shelf_life), YEARS_KEPT * 12):
        yield from _after(add_months(fact.ended(), months))


def _of_bounds(fact: Fact, scale: Scale) -> Iterator[date]:
    """When an age reaches a bound of the measure, and when it passes it."""
    if scale.measure is None or scale.measure.kind != "age":
        return
    for level in scale.levels.values():
        for bounds in (level, *level.by_kind.values()):
            for threshold in bounds.thresholds():
                due = add_months(fact.ended(), int(threshold))
                yield due
                yield from _after(due)


def _after(day: date) -> Iterator[date]:
    """The day after, where there is one."""
    if day < date.max:
        yield day + DAY
