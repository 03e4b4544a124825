"""How far grades hang on choices, as data: exact fractions beside the figures people are shown."""

from __future__ import annotations

from typing import Any

from ..analysis import grading
from ..analysis.compare import Place
from ..analysis.robust import Outcome, Robust, difference, regraded, reranked
from ..analysis.runs import Pair, Runs
from ..model.result import Standing
from . import data, grades
from .language import spoken
from .scenario_words import label

FORMAT = "robust/1"


def write(result: Robust, command: str) -> str:
    """The result as JSON: places and scenarios in their order, and every pair."""
    rubric, draws = result.rubric, result.draws
    drawn = None if isinstance(draws, str) else draws
    return data.text(
        {
            "format": FORMAT,
            "program": result.program,
            "language": spoken(),
            "rubric": data.edition(rubric),
            "as_of": str(result.as_of),
            "fresh": result.fresh,
            "files": data.files(result.files),
            "command": command,
            "places": [_place(result, place) for place in result.places],
            "scenarios": [_scenario(result, one) for one in result.outcomes],
            "not_run": [one._asdict() for one in result.untried],
            "draws": {
                "missing": draws if isinstance(draws, str) else None,
                "runs": drawn and drawn.chance.runs,
                "seed": drawn and drawn.chance.seed,
                "within": drawn and str(drawn.chance.within),
                "numpy": drawn and drawn.numpy,
            },
            "pairs": []
            if drawn is None
            else [
                _pair(one, other)
                for one, other in zip(drawn.weights.pairs, drawn.open.pairs, strict=True)
            ],
        }
    )


def _place(result: Robust, place: Place) -> dict[str, Any]:
    one, draws = place.standing, result.draws
    runs = None
    if not isinstance(draws, str) and one.ref in draws.open.places:
        runs = {"weights": _run(one, draws.weights), "open": _run(one, draws.open)}
    return {
        "id": one.ref,
        "of": None if one.of is None else one.place,
        "name": one.name,
        "kind": one.kind,
        **_scores(place),
        "runs": runs,
    }


def _scores(place: Place) -> dict[str, Any]:
    one = place.standing
    overall = one.overall
    unit = grading.total(one.rubric, one.tracks)
    tracks = {}
    for track in one.tracks:
        point = track.score.point
        tracks[track.track] = {
            "grade": None if point is None else unit.band(point),
            "point": data.share(point, grades.total(one.rubric, one.tracks).percents),
        }
    return {
        "overall": {
            "rank": None if place.overall is None else place.overall.rank,
            **data.of_overall(one),
            "provisional": overall.provisional,
            "withheld": list(overall.withheld),
        },
        "tracks": tracks,
    }


def _scenario(result: Robust, outcome: Outcome) -> dict[str, Any]:
    scenario = outcome.scenario
    return {
        "id": scenario.id,
        "label": label(result.rubric, scenario),
        "gate": scenario.gate,
        "choices": [] if scenario.gate is not None else list(scenario.choices),
        "regraded": list(regraded(result.places, outcome.places)),
        "reranked": list(reranked(result.places, outcome.places)),
        "places": [
            {"id": now.ref, **_scores(now), "difference": data.exact(difference(before, now))}
            for before, now in zip(result.places, outcome.places, strict=True)
        ],
    }


def _run(one: Standing, runs: Runs) -> dict[str, Any]:
    run, limits = runs.places[one.ref], grades.total(one.rubric, one.tracks, caps=True).percents
    return {
        "low": data.share(run.low, limits),
        "high": data.share(run.high, limits),
        "best_rank": run.best,
        "worst_rank": run.worst,
        "bands": {name: str(share) for name, share in run.bands},
    }


def _pair(one: Pair, other: Pair) -> dict[str, Any]:
    return {
        "first": one.first,
        "second": one.second,
        "tied": one.tied,
        "weights": {"ahead": str(one.ahead), "behind": str(one.behind)},
        "open": {"ahead": str(other.ahead), "behind": str(other.behind)},
    }
