"""What an editor is to offer in a city file: the criteria there are, and the kinds of place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..model.rubric import Criterion, Rubric, Track
from ..model.scale import Bounds, Level, Scale
from .typed import digits

NAMES: Mapping[Track, str] = {"policy": "On paper", "practice": "In practice", "score": "Levels"}


class Asked(NamedTuple):
    """A criterion: its question, and the question with what each answer to it is."""

    question: str
    full: str


class Offer(NamedTuple):
    """The criteria by what a city file calls them, and the kinds that rubrics name."""

    criteria: Mapping[str, Asked]
    kinds: Sequence[str]


def offered(rubrics: Sequence[Rubric]) -> Offer:
    """What these rubrics offer. The criteria of the first are named without it, as a place of the
    commonest kind names them."""
    criteria = {
        name if rubric is rubrics[0] else f"{rubric.id}/{name}": _asked(rule)
        for rubric in rubrics
        for name, rule in rubric.criteria.items()
        if not _taken(rubric, rule)
    }
    kinds = dict.fromkeys(kind for one in rubrics for kind in (*one.grades, *one.speaks_for))
    return Offer(criteria, tuple(kinds))


def _taken(rubric: Rubric, rule: Criterion) -> bool:
    """Whether every answer to a criterion is taken from another rubric, so that no fact is placed
    on it."""
    return all(rule.taken_from(track) is not None for track in rubric.tracks)


def _asked(rule: Criterion) -> Asked:
    told = [rule.question]
    for track, name in NAMES.items():
        scale = None if rule.taken_from(track) is not None else rule.scale(track)
        if scale is not None:
            told += [f"{name}:", *_answers(scale)]
    return Asked(rule.question, "\n".join(told))


def _answers(scale: Scale) -> list[str]:
    """What the answers on a scale are, each in a line."""
    lines = []
    if scale.measure is not None and scale.measure.units:
        lines.append(f"{scale.measure.kind} of {', else '.join(scale.measure.units)}")
    lines += [f"{name}: {_level(level)}".rstrip(": ") for name, level in scale.levels.items()]
    if scale.goalposts is not None:
        worst, best = digits(scale.goalposts.worst), digits(scale.goalposts.best)
        lines.append(f"a value, from {worst} (nothing) to {best} (all)")
    if scale.given is not None:
        lines.append("a value: the points")
    lines += [f"- {name}: {one.text or ''}".rstrip(": ") for name, one in scale.checklist.items()]
    return lines


def _level(level: Level) -> str:
    """What is so at a level, in a line."""
    by_kind = (f"{kind}: {_bounds(bounds)}" for kind, bounds in level.by_kind.items())
    figures = "; ".join(part for part in (_bounds(level), *by_kind) if part)
    line = f"{level.text} ({figures})" if level.text and figures else level.text or figures
    return f"{line}, and: {level.and_}" if level.and_ else line


def _bounds(bounds: Bounds) -> str:
    named = {
        "from": bounds.from_,
        "over": bounds.over,
        "under": bounds.under,
        "up to": bounds.up_to,
        "exactly": bounds.exactly,
    }
    return ", ".join(
        f"{name} {digits(number)}" for name, number in named.items() if number is not None
    )
