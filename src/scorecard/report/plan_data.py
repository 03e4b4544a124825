"""A plan as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..analysis import grading
from ..analysis.across import Row
from ..analysis.asks import Ask, AskKey, Disclosure
from ..analysis.plan import Plan
from ..model.result import Standing
from . import data, grades
from .language import spoken

FORMAT = "plan/1"


def write(plan: Plan, precedents: Mapping[AskKey, Row | None], command: str) -> str:
    """A plan as JSON: the set of asks that was found, every ask with what it brings alone, and what
    no ask can reach."""
    card, goal = plan.card, plan.goal
    chosen = plan.chosen
    return data.text(
        {
            "format": FORMAT,
            "program": card.program,
            "language": spoken(),
            "place": data.named(card),
            "rubric": data.edition(card.rubric),
            "as_of": str(card.as_of),
            "fresh": card.fresh,
            "files": data.files(card.files()),
            "command": command,
            "goal": {
                "track": goal.track,
                "band": plan.band,
                "target": _share(plan, goal.target),
                "budget": goal.budget,
                "cover": data.share(goal.cover),
                "only": plan.only,
            },
            "now": _reached(plan, card.standing()),
            "found": chosen is not None,
            "proved": plan.proved,
            "effort": None if chosen is None else plan.effort,
            "chosen": None if chosen is None else [plan.asks.index(ask) for ask in chosen],
            "provisionally": None
            if plan.provisionally is None
            else [plan.asks.index(ask) for ask in plan.provisionally],
            "after": None if chosen is None else _reached(plan, plan.after),
            "all": _reached(plan, plan.most),
            "asks": [_ask(plan, ask, precedents) for ask in plan.asks],
            "instead": [
                {
                    "ask": plan.asks.index(ask),
                    "others": [[plan.asks.index(one) for one in some] for some in others],
                }
                for ask, others in plan.instead
            ],
            "undisclosed": [_disclosure(plan, one) for one in plan.disclosures],
        }
    )


def _share(plan: Plan, share: Any) -> dict[str, str] | None:
    limits = grades.total(plan.card.rubric, plan.card.tracks, caps=plan.goal.track is None)
    return data.share(share, limits.percents)


def _reached(plan: Plan, standing: Standing) -> dict[str, Any]:
    """What the goal comes to: its grade, and how it stands on its range."""
    share, track = plan.goal.of(standing), plan.goal.track
    unit = grading.total(standing.rubric, standing.tracks)
    overall = standing.overall
    low, high, provisional = overall.low, overall.high, overall.provisional
    if track is not None:
        found = standing.track(track)
        assert found is not None
        low, high, provisional = found.score.low, found.score.high, found.provisional
    return {
        "grade": None if share is None else unit.band(share),
        "score": _share(plan, share),
        "low": _share(plan, low),
        "high": _share(plan, high),
        "provisional": provisional,
        "caps": list(standing.caps) if track is None else [],
    }


def _ask(plan: Plan, ask: Ask, precedents: Mapping[AskKey, Row | None]) -> dict[str, Any]:
    rule = plan.card.rubric.criteria[ask.criterion]
    gain = plan.alone[ask.key]
    return {
        "criterion": ask.criterion,
        "track": ask.track,
        "body": ask.body,
        "ask": rule.ask,
        "who": list(ask.who),
        "effort": ask.effort,
        "effort_stated": ask.stated,
        "level": ask.before.level,
        "share": data.share(ask.before.point),
        "granted_level": ask.granted.level,
        "granted_share": data.share(ask.granted.point),
        "alone": data.exact(gain),
        "precedent": _precedent(precedents.get(ask.key)),
    }


def _precedent(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    fact, file = row.place.fact(row.found.standing[0].fact)
    return {
        "place": row.ref,
        "level": row.found.level,
        "share": data.share(row.found.point),
        "claim": fact.claim,
        "sources": [data.source(one) for one in file.sources_of(fact)],
    }


def _disclosure(plan: Plan, one: Disclosure) -> dict[str, Any]:
    rule = plan.card.rubric.criteria[one.criterion]
    return {
        "criterion": one.criterion,
        "bodies": list(one.bodies),
        "question": rule.question,
        "evidence": list(rule.evidence),
        "share": data.share(one.share),
    }
