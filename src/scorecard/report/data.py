"""A scorecard as data: exact fractions beside the figures people are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from ..analysis.costs import costs
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
)
from ..model.source import Source
from . import numbers

FORMAT = "result/1"
FORMAT_OF_MANY = "results/1"


def write(card: Scorecard, criterion: str | None = None) -> str:
    """One scorecard as JSON; with a criterion, only its findings and their facts."""
    return _text(as_data(card, criterion))


def write_all(cards: Iterable[Scorecard]) -> str:
    """Scorecards as JSON, in the order given."""
    return _text({"format": FORMAT_OF_MANY, "results": [as_data(card) for card in cards]})


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_data(card: Scorecard, criterion: str | None = None) -> dict[str, Any]:
    """The scorecard in plain lists, texts and numbers, always in the same order."""
    rubric, overall = card.rubric, card.overall
    wanted = [f for f in card.findings if criterion in (None, f.criterion)]
    whole = {
        "overall": {
            "grade": None if overall.point is None else rubric.band(overall.point * 100),
            "point": _share(card, overall.point),
            "low": _share(card, overall.low),
            "high": _share(card, overall.high),
            "uncapped": _share(card, overall.uncapped),
            "cap": overall.cap,
            "provisional": overall.provisional,
            "withheld": list(overall.withheld),
            "mix": {track: str(part) for track, part in card.mix},
        },
        "tracks": {
            track.track: {
                "grade": None
                if track.withheld or track.score.point is None
                else rubric.band(track.score.point * 100),
                **_score(card, track.score),
                "withheld": track.withheld,
                "provisional": track.provisional,
                "on_shared_facts": _share(card, track.shared),
                "on_last_known": _share(card, track.last_known),
            }
            for track in card.tracks
        },
        "gap": None
        if card.gap is None
        else {
            "difference": None if card.gap.difference is None else str(card.gap.difference),
            "criteria": list(card.gap.criteria),
            "weight": str(card.gap.weight),
            "widest": card.gap.widest,
        },
        "components": [_component(card, component) for component in card.components],
        "gates": [_gate(gate) for gate in card.gates],
        "costs": [
            {"criterion": c.finding.criterion, "track": c.finding.track, "share": str(c.share)}
            for c in costs(card)
        ],
    }
    return {
        "format": FORMAT,
        "program": card.program,
        "place": {
            "id": card.place.id,
            "body": card.place.focus,
            "name": card.place.name,
            "kind": card.place.kind,
        },
        "rubric": {"id": rubric.id, "version": rubric.version, "title": rubric.title},
        "as_of": str(card.as_of),
        "fresh": card.fresh,
        "files": [{"path": file.path, "sha256": file.sha256} for file in card.files()],
        **({} if criterion is not None else whole),
        "findings": [_finding(card, finding) for finding in wanted],
        "facts": _facts(card, wanted),
        "choices": {
            name: {"choice": choice.choice, "alternative": choice.alternative}
            for name, choice in rubric.choices.items()
        },
    }


def _share(card: Scorecard, share: Fraction | None) -> dict[str, str] | None:
    if share is None:
        return None
    return {"exact": str(share), "shown": numbers.percent(share, numbers.thresholds(card.rubric))}


def _score(card: Scorecard, score: Score) -> dict[str, Any]:
    return {
        "point": _share(card, score.point),
        "low": _share(card, score.low),
        "high": _share(card, score.high),
        "coverage": _share(card, score.coverage),
        "weight": str(score.weight),
        "before_limits": _share(card, score.before),
        "points": None if score.points is None else str(score.points),
    }


def _component(card: Scorecard, component: ComponentScore) -> dict[str, Any]:
    return {
        "id": component.id,
        "tracks": {track: _score(card, score) for track, score in component.tracks},
        "components": [_component(card, child) for child in component.children],
    }


def _gate(gate: GateResult) -> dict[str, Any]:
    margin = gate.margin
    return {
        "id": gate.id,
        "cap": str(gate.gate.cap),
        "choice": gate.gate.choice,
        "fired": gate.fired,
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
        "point": None if finding.point is None else str(finding.point),
        "low": str(finding.low),
        "high": str(finding.high),
        "why": finding.why,
        "decided_by": None if finding.stands is None else card.place.ref(finding.stands.body),
        "not_examined": [card.place.ref(body) for body in finding.not_examined],
        "bodies": [_body(card, body) for body in finding.bodies],
    }


def _body(card: Scorecard, body: BodyFinding) -> dict[str, Any]:
    return {
        "body": card.place.ref(body.body),
        "point": None if body.point is None else str(body.point),
        "low": str(body.low),
        "high": str(body.high),
        "level": body.level,
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


def _facts(card: Scorecard, findings: list[Finding]) -> dict[str, Any]:
    """The facts that the findings name, with line and sources."""
    names = {
        name
        for finding in findings
        for body in finding.bodies
        for name in (*(r.fact for r in body.standing), *(one.fact for one in body.aside))
    }
    found = {}
    for name in sorted(names):
        fact, file = card.place.fact(name)
        found[name] = {
            "claim": fact.claim,
            "file": file.file.path,
            "line": file.lines.get(name.rpartition("/")[2]),
            "track": fact.track,
            "effect": fact.effect,
            "date": None if fact.date is None else str(fact.date),
            "period": None
            if fact.period is None
            else {"from": str(fact.period.from_), "to": str(fact.period.to)},
            "seen_by": fact.seen_by,
            "confidence": fact.confidence,
            "note": fact.note,
            "sources": [_source(source) for source in file.sources_of(fact)],
        }
    return found


def _source(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "date": None if source.date is None else str(source.date),
        "url": source.url,
    }
