"""The agreement of two codings as data."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ..analysis.agree import Agreement, Coding, Group, Item, Name, Placed
from ..analysis.reliability import PLACES, Estimate
from ..model.place import DataFile
from . import data
from .language import spoken

FORMAT = "agree/1"


def write(result: Agreement, rubric_file: DataFile, program: str) -> str:
    """How far two codings agree as JSON: the figures, and every item in the order of place, fact
    and rubric."""
    rubric = result.rubric
    return data.text(
        {
            "format": FORMAT,
            "program": program,
            "language": spoken(),
            "rubric": data.edition(rubric),
            "files": data.files(rubric_file.each()),
            "a": _coding(result.a, result.only_a),
            "b": _coding(result.b, result.only_b),
            "samples": result.sampling.samples,
            "seed": result.sampling.seed,
            "facts": result.facts,
            "placed": result.placed,
            "changed": _names(result.changed),
            "total": _group(result.total),
            "components": [_group(group) for group in result.components],
            "items": [_item(item, result) for item in result.items],
        }
    )


def _coding(coding: Coding, alone: Iterable[Name]) -> dict[str, Any]:
    return {"name": coding.name, "files": data.files(coding.files()), "alone": _names(alone)}


def _names(names: Iterable[Name]) -> list[dict[str, str]]:
    return [{"place": place, "fact": fact} for place, fact in names]


def _group(group: Group) -> dict[str, Any]:
    where, levels = group.where, group.levels
    return {
        "component": group.component,
        "where": {
            "pairs": where.pairs,
            "items": where.items,
            "both": where.both,
            "only_a": where.only_a,
            "only_b": where.only_b,
            "agreement": _estimate(where.agreement),
            "kappa": _estimate(where.kappa),
        },
        "level": {
            "items": levels.items,
            "exactly": _estimate(levels.exactly),
            "within_one": _estimate(levels.within_one),
            "kappa": _estimate(levels.kappa),
            "alpha": _estimate(levels.alpha),
            "by_figure": levels.by_figure,
            "checklists": levels.checklists,
            "ticked_alike": levels.alike,
        },
    }


def _estimate(one: Estimate) -> dict[str, str | None]:
    return {
        "value": decimals(one.value),
        "low": decimals(one.low),
        "high": decimals(one.high),
        "missing": one.missing,
    }


def decimals(number: Fraction | None) -> str | None:
    """A figure with all the decimals that are kept of it."""
    return None if number is None else f"{float(number):.{PLACES}f}"


def _item(item: Item, result: Agreement) -> dict[str, Any]:
    return {
        "place": item.place,
        "fact": item.fact,
        "claim": item.claim,
        "component": item.component,
        "criterion": item.criterion,
        "track": item.track,
        "question": item.question,
        "differs": item.differs,
        "apart": data.exact(item.apart),
        "file": result.a.places[item.place].file.path,
        "line_a": item.line_a,
        "line_b": item.line_b,
        "a": _placed(item.a),
        "b": _placed(item.b),
    }


def _placed(placed: Placed | None) -> dict[str, Any] | None:
    if placed is None:
        return None
    return {
        "level": placed.level,
        "at": data.exact(placed.at),
        "shown": list(placed.shown),
        "unclear": list(placed.unclear),
        "why": placed.why,
    }
