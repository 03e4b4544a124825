"""A scorecard as data: exact fractions beside the figures people are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from ..analysis import coded, grading
from ..analysis.costs import costs
from ..analysis.grading import Unit
from ..analysis.sums import Part, Sum, sums
from ..model.dates import PartialDate
from ..model.place import DataFile, Place, Reply, known_replies
from ..model.result import (
    Arithmetic,
    Aside,
    BodyFinding,
    ComponentScore,
    Finding,
    GateResult,
    Reading,
    Score,
    Scorecard,
    Standing,
)
from ..model.rubric import Component, Group, Rubric, Track
from ..model.source import Source
from . import grades, numbers
from .grades import Grades
from .language import spoken

FORMAT = "result/1"
FORMAT_OF_MANY = "results/1"


def write(card: Scorecard, criterion: str | None = None, command: str | None = None) -> str:
    """One scorecard as JSON; with a criterion, only its findings and their facts."""
    return text(as_data(card, criterion, command))


def write_all(cards: Iterable[Scorecard], command: str) -> str:
    """Scorecards as JSON, in the order given."""
    results = [as_data(card) for card in cards]
    return text({"format": FORMAT_OF_MANY, "command": command, "results": results})


def text(data: dict[str, Any]) -> str:
    """JSON as it is printed."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_data(
    card: Scorecard, criterion: str | None = None, command: str | None = None
) -> dict[str, Any]:
    """The scorecard in plain lists, texts and numbers, always in the same order."""
    rubric = card.rubric
    wanted = [f for f in card.findings if criterion in (None, f.criterion)]
    return {
        "format": FORMAT,
        "program": card.program,
        "language": spoken(),
        "place": named(card),
        "rubric": edition(rubric),
        "as_of": str(card.as_of),
        "fresh": card.fresh,
        "files": files(card.files()),
        "command": command,
        **({} if criterion is not None else _whole(card)),
        "findings": [_finding(card, finding) for finding in wanted],
        "facts": facts(
            card.place, facts_named(b for finding in wanted for b in finding.bodies), card.as_of
        ),
        "choices": {
            name: {"choice": choice.choice, "alternative": choice.alternative}
            for name, choice in rubric.choices.items()
        },
    }


def _whole(card: Scorecard) -> dict[str, Any]:
    """What is to be said of a whole place: its scores, and how they are added up."""
    rubric, overall, added_up = card.rubric, card.overall, sums(card)
    twice = coded.double_checked(card) if coded.is_stated(card.place) else {}
    return {
        "overall": {
            **of_overall(card),
            "uncapped": share(overall.uncapped, _limits(card)),
            "cap": overall.cap,
            "provisional": overall.provisional,
            "withheld": list(overall.withheld),
            "mix": {track: str(part) for track, part in card.mix},
        },
        "rule": _rule(rubric),
        "tracks": {
            track.track: {
                **score(track.score, grading.total(rubric, card.tracks), rubric),
                "withheld": track.withheld,
                "provisional": track.provisional,
                "on_shared_facts": share(track.shared),
                "on_last_known": share(track.last_known),
                "double_checked": share(twice.get(track.track)),
                "adds_up": _parts(added_up[track.track]),
            }
            for track in card.tracks
        },
        "gap": None
        if card.gap is None
        else {
            "difference": exact(card.gap.difference),
            "criteria": list(card.gap.criteria),
            "weight": str(card.gap.weight),
            "widest": card.gap.widest,
        },
        "components": [
            _component(card, one, rubric.components[one.id], added_up) for one in card.components
        ],
        "gates": [_gate(gate) for gate in card.gates],
        "costs": [
            {"criterion": c.finding.criterion, "track": c.finding.track, "share": str(c.share)}
            for c in costs(card)
        ],
    }


def named(card: Scorecard) -> dict[str, Any]:
    """Which place; of a body, the place that it is a body of."""
    place = card.place
    return {
        "id": place.own_ref,
        "of": None if place.focus is None else place.id,
        "name": place.name,
        "kind": place.kind,
    }


def edition(rubric: Rubric) -> dict[str, str]:
    """Which rubric, and which version of it."""
    return {"id": rubric.id, "version": rubric.version, "title": rubric.title}


def files(found: Iterable[DataFile]) -> list[dict[str, str]]:
    """The files behind a report, in the order given."""
    return [of_file(file) for file in found]


def of_file(file: DataFile) -> dict[str, str]:
    """Which file, and what was in it when it was read."""
    return {"path": file.path, "sha256": file.sha256}


def exact(value: Fraction | date | PartialDate | str | None) -> str | None:
    """A number or a date as a text that loses nothing; None where there is none."""
    return None if value is None else str(value)


def share(
    part: Fraction | None, limits: tuple[Fraction, ...] = (Fraction(100),)
) -> dict[str, str] | None:
    """A share of 1, exact, and as the percentage that is shown beside these limits."""
    if part is None:
        return None
    return {"exact": str(part), "shown": numbers.plain_percent(part, limits)}


def _limits(card: Scorecard | Standing) -> tuple[Fraction, ...]:
    """The limits of the overall, as percentages."""
    return grades.total(card.rubric, card.tracks, caps=True).percents


def of_overall(card: Scorecard | Standing) -> dict[str, Any]:
    """The overall with its grade and its range, and in points where the rubric is in points."""
    overall, limits = card.overall, _limits(card)
    unit = grading.total(card.rubric, card.tracks)
    points = unit.told == "points"
    return {
        "grade": None if overall.point is None else unit.band(overall.point),
        "point": share(overall.point, limits),
        "low": share(overall.low, limits),
        "high": share(overall.high, limits),
        "points": str(overall.point * unit.whole) if points and overall.point is not None else None,
        "whole": str(unit.whole) if points else None,
    }


def score(found: Score, unit: Unit, rubric: Rubric) -> dict[str, Any]:
    """A score with its grade, its range and coverage, held against the limits of its unit."""
    limits = Grades(unit).percents
    point = unit.point(found)
    return {
        "grade": None if point is None else unit.band(point),
        "point": share(found.point, limits),
        "low": share(found.low, limits),
        "high": share(found.high, limits),
        "coverage": share(found.coverage, numbers.needs(rubric)),
        "weight": str(found.weight),
        "whole": str(found.whole),
        "before_limits": share(found.before, limits),
        "points": exact(found.points),
    }


def component(card: Scorecard | Standing, found: ComponentScore, rule: Component) -> dict[str, Any]:
    """A component's score on each track, and what is below it."""
    return {
        "id": found.id,
        "tracks": {track: of_component(card, rule, one) for track, one in found.tracks},
        "components": [
            component(card, child, rule.components[child.id]) for child in found.children
        ],
    }


def of_component(card: Scorecard | Standing, rule: Component, found: Score) -> dict[str, Any]:
    """The score of a component on one track. What only adds points has no share: the points of its
    range stand for themselves."""
    unit = grading.component(grading.total(card.rubric, card.tracks), rule, found)
    said = score(found, unit, card.rubric)
    if unit.told != "added":
        return {**said, "adds": None}
    adds = {
        "low": str(found.low),
        "high": str(found.high),
        "before_limits": exact(found.before),
    }
    return {**said, "low": None, "high": None, "before_limits": None, "adds": adds}


def _component(
    card: Scorecard, found: ComponentScore, rule: Component, added_up: Mapping[Track, Sum]
) -> dict[str, Any]:
    """A component with its rule, and with what is added up in it on each track."""
    mine = {track: one.below[found.id] for track, one in added_up.items() if found.id in one.below}
    return {
        "id": found.id,
        "rule": _rule(rule),
        "tracks": {
            track: {**of_component(card, rule, one), "adds_up": _parts(mine[track])}
            for track, one in found.tracks
        },
        "components": [
            _component(card, child, rule.components[child.id], mine) for child in found.children
        ],
    }


def _rule(group: Group) -> dict[str, Any]:
    """How what is below a group is added up."""
    return {
        "aggregate": group.aggregate,
        "over": group.over,
        "floor": exact(group.floor),
        "ceiling": exact(group.ceiling),
        "round": None if group.round is None else group.round.model_dump(),
    }


def _parts(mine: Sum) -> list[dict[str, Any]]:
    """What is added up in a group, in order: with what weight, or with how many points."""
    return [
        {
            "criterion" if part.is_criterion else "component": part.id,
            "weight": str(part.weight),
            "adds": _adds(part),
        }
        for part in mine.parts
    ]


def _adds(part: Part) -> str | None:
    if not part.only_adds:
        return None
    return "points" if part.adds is None else str(part.adds)


def _gate(gate: GateResult) -> dict[str, Any]:
    margin = gate.margin
    return {
        "id": gate.id,
        "cap": str(gate.gate.cap),
        "choice": gate.gate.choice,
        "alternative": gate.gate.alternative,
        "fired": gate.fired,
        "fired_at_low": gate.fired_low,
        "fired_at_high": gate.fired_high,
        "held_back": gate.held_back,
        "facts": list(gate.facts),
        "margin": None if margin is None else _plain(margin),
    }


def _finding(card: Scorecard, finding: Finding) -> dict[str, Any]:
    return {
        "criterion": finding.criterion,
        "track": finding.track,
        "status": finding.status,
        "weight": str(card.weight(finding.criterion, finding.track)),
        "point": exact(finding.point),
        "low": str(finding.low),
        "high": str(finding.high),
        "why": finding.why,
        "decided_by": None if finding.stands is None else card.place.ref(finding.stands.body),
        "not_examined": [card.place.ref(body) for body in finding.not_examined],
        "bodies": [body_finding(card.place, body) for body in finding.bodies],
    }


def body_finding(place: Place, body: BodyFinding) -> dict[str, Any]:
    """What stands for a body, and every fact that was set aside."""
    return {
        "body": place.ref(body.body),
        "point": exact(body.point),
        "low": str(body.low),
        "high": str(body.high),
        "level": body.level,
        "shown": list(body.shown),
        "unclear": list(body.unclear),
        "marks": list(body.marks),
        "age_months": body.age,
        "instrument": body.instrument,
        "figure": _sums(body.arithmetic),
        "standing": [_reading(reading) for reading in body.standing],
        "contested": [_reading(reading) for reading in body.contested],
        "aside": [_aside(one) for one in body.aside],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "fact": reading.fact,
        "level": reading.level,
        "shown": list(reading.shown),
        "unclear": list(reading.unclear),
        "point": str(reading.point),
        "low": str(reading.low),
        "high": str(reading.high),
        "why": reading.why,
        "marks": list(reading.marks),
        "figure": _sums(reading.arithmetic),
    }


def _aside(one: Aside) -> dict[str, Any]:
    level = None if one.reading is None else one.reading.level
    return {"fact": one.fact, "rule": one.rule, "reason": one.reason, "by": one.by, "level": level}


def _sums(sums: Arithmetic | None) -> dict[str, Any] | None:
    return None if sums is None else _plain(sums)


def _plain(value: Any) -> Any:
    """A small frozen value as a mapping; exact numbers as texts."""
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    return str(value) if isinstance(value, Fraction | date) else value


def facts_named(bodies: Iterable[BodyFinding]) -> set[str]:
    """Every fact that the findings of bodies name."""
    return {
        name
        for body in bodies
        for name in (
            *(reading.fact for reading in body.standing),
            *(one.fact for one in body.aside),
            *(one.by for one in body.aside if one.by is not None),
        )
    }


def facts(place: Place, names: Iterable[str], as_of: date) -> dict[str, Any]:
    """Facts with file, line, sources, and the replies to them that were known on a day."""
    found = {}
    for name in sorted(names):
        fact, file = place.fact(name)
        found[name] = {
            "claim": fact.claim,
            "file": file.file.path,
            "line": file.lines.get(name.rpartition("/")[2]),
            "track": fact.track,
            "effect": fact.effect,
            "date": exact(fact.date),
            "period": None
            if fact.period is None
            else {"from": str(fact.period.from_), "to": str(fact.period.to)},
            "seen_by": fact.seen_by,
            "confidence": fact.confidence,
            "note": fact.note,
            "coded_by": fact.coded_by,
            "checked_by": fact.checked_by,
            "sources": [source(one) for one in file.sources_of(fact)],
            "replies": [_reply(file, reply) for reply in known_replies(fact.replies, as_of)],
        }
    return found


def _reply(file: Place, reply: Reply) -> dict[str, Any]:
    return {
        "office": reply.office,
        "sent": exact(reply.sent),
        "received": exact(reply.received),
        "says": reply.says,
        "outcome": reply.outcome,
        "sources": [source(one) for one in file.sources_of(reply)],
    }


def source(one: Source) -> dict[str, Any]:
    """Where something was read."""
    return {
        "title": one.title,
        "publisher": one.publisher,
        "date": exact(one.date),
        "url": one.url,
    }
