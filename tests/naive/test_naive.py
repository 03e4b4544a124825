"""The engine against a second, naive reading of the rules, on rubrics and places made by chance.

`SCORECARD_CASES=20000 pytest tests/naive` runs more of them.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from features import FEATURES, matters
from generated import Case, made

import naive
from build import document
from scorecard.analysis.compare import compare
from scorecard.engine.grade import Grader, grade
from scorecard.load.check_city import check_city
from scorecard.load.check_rubric import check_rubric
from scorecard.load.criteria import Rubrics
from scorecard.load.typed import typed
from scorecard.model.place import City, DataFile, Place
from scorecard.model.result import Scorecard
from scorecard.model.rubric import Rubric

CASES = int(os.environ.get("SCORECARD_CASES", "1500"))
NEAR = Fraction(1, 10**12)
ENOUGH = 2
"""How often each feature must have mattered."""
FRESH = "fresh"
SCORE = ("point", "low", "high", "coverage", "points", "before", "whole")


def as_yaml(data: object, depth: int = 0) -> str:
    """Plain data as YAML; much quicker than a library that can write anything."""
    margin, lines = "  " * depth, []
    items = enumerate(data) if isinstance(data, list) else data.items()
    for key, value in items:
        start = f"{margin}-" if isinstance(data, list) else f"{margin}{json.dumps(key)}:"
        if isinstance(value, str):
            lines.append(f"{start} {json.dumps(value)}")
        elif value:
            lines.append(f"{start}\n{as_yaml(value, depth + 1)}")
        else:
            lines.append(f"{start} {json.dumps(value)}")
    return "\n".join(lines)


def a_file(data: dict) -> str:
    """The text of a file; the id is its name, and not in it."""
    return as_yaml({key: value for key, value in data.items() if key != "id"}) + "\n"


# ---------------------------------------------------------------- the real loader


def load_rubric(data: dict) -> tuple[Rubric | None, list[str]]:
    """A rubric through the real loader; None, and why, where it is refused."""
    read = document(a_file(data))
    of = typed(read, Rubric)
    if of is not None:
        of = of.named(data["id"])
        check_rubric(read, of)
    wrong = [str(problem) for problem in read.problems if not problem.warning]
    return (None if wrong else of), wrong


def load_place(data: dict, of: Rubric) -> tuple[Place | None, list[str]]:
    """A place with the files joined to it through the real loader."""
    read = document(a_file(data["city"]))
    city = typed(read, City)
    if city is not None:
        check_city(read, city, Rubrics({of.id: of}, of.id, False))
    wrong = [str(problem) for problem in read.problems if not problem.warning]
    joined = {}
    for body, own in data["joined"].items():
        joined[body], more = load_place(own, of)
        wrong += more
    if wrong or city is None:
        return None, wrong
    place = Place(data["id"], city, DataFile(f"cities/{data['id']}.yaml", "0" * 64), joined=joined)
    return (place if data["focus"] is None else place.at(data["focus"])), wrong


# ---------------------------------------------------------------- both results, key by key


def said_by_engine(card: Scorecard) -> dict[tuple, object]:
    """What the engine says, under keys that both sides share."""
    said = {}
    for one in card.findings:
        stands = one.stands
        said |= {
            ("finding", one.criterion, one.track, key): value
            for key, value in {
                "status": one.status,
                "point": one.point,
                "low": one.low,
                "high": one.high,
                "level": None if stands is None else stands.level,
                "facts": sorted(one.facts),
                "last known": one.last_known,
                "decided by": "nobody" if stands is None else stands.body,
            }.items()
        }

    def below(components, path):
        for component in components:
            here = (*path, component.id)
            for track, score in component.tracks:
                for key in SCORE:
                    said["component", *here, track, key] = getattr(score, key)
            below(component.children, here)

    below(card.components, ())
    for track in card.tracks:
        for key in SCORE:
            said["track", track.track, key] = getattr(track.score, key)
        for key in ("withheld", "provisional", "shared", "last_known"):
            said["track", track.track, key] = getattr(track, key)
    for name, track, share in card.weights:
        said["weight", name, track] = share
    said["gap",] = card.gap is not None
    if card.gap is not None:
        for key in ("difference", "weight", "widest"):
            said["gap", key] = getattr(card.gap, key)
    for gate in card.gates:
        for key in ("fired", "fired_low", "fired_high", "held_back"):
            said["gate", gate.id, key] = getattr(gate, key)
    for key in ("point", "low", "high", "uncapped", "cap", "provisional"):
        said["overall", key] = getattr(card.overall, key)
    said["overall", "withheld"] = sorted(card.overall.withheld)
    return said


def said_by_naive(result: dict) -> dict[tuple, object]:
    """What the naive reading says, under the same keys."""
    said = {}
    for (criterion, track), one in result["findings"].items():
        for key in ("status", "point", "low", "high", "level"):
            said["finding", criterion, track, key] = one[key]
        said["finding", criterion, track, "facts"] = sorted(one["facts"])
        said["finding", criterion, track, "last known"] = one["last_known"]
        known = one["status"] == "known"
        said["finding", criterion, track, "decided by"] = one["decided"] if known else "nobody"
    for path, tracks in result["components"].items():
        for track, score in tracks.items():
            for key in SCORE:
                said["component", *path, track, key] = score[key]
    for track, score in result["tracks"].items():
        for key in SCORE:
            said["track", track, key] = score[key]
        for key in ("withheld", "provisional", "shared", "last_known"):
            said["track", track, key] = score[key]
        for name, share in score["weights"].items():
            said["weight", name, track] = share
    said["gap",] = result["gap"] is not None
    for key, value in (result["gap"] or {}).items():
        said["gap", key] = value
    for name, gate in result["gates"].items():
        for key, value in gate.items():
            said["gate", name, key] = value
    for key, value in result["overall"].items():
        said["overall", key] = sorted(value) if key == "withheld" else value
    return said


def same(one: object, other: object, near: bool) -> bool:
    """Whether two values are the same: exactly; nearly where a root or a logarithm took part."""
    if near and isinstance(one, Fraction) and isinstance(other, Fraction):
        return abs(one - other) <= NEAR
    return type(one) is type(other) and one == other


def takes_roots(rubric: dict) -> bool:
    """Whether a root or a logarithm takes part in its scores."""
    text = json.dumps(rubric)
    return '"geometric_mean"' in text or '"log": "yes"' in text


def first_difference(engine: dict, other: dict, near: bool) -> str | None:
    """The first key on which two results are not the same, in words."""
    for key in [*engine, *(key for key in other if key not in engine)]:
        one, two = engine.get(key, "nothing"), other.get(key, "nothing")
        if not same(one, two, near):
            return f"{' / '.join(map(str, key))}: the engine says {one}, the naive reading {two}"
    return None


def ranks_by_naive(cards: list[Scorecard]) -> dict[tuple, object]:
    """The rank of each place by S8, overall and on each track, from the numbers of the engine."""
    said = {}
    for on in ("overall", *(cards[0].rubric.tracks if cards else ())):
        scores = {}
        for at, card in enumerate(cards):
            track = None if on == "overall" else card.track(on)
            one = card.overall if on == "overall" else None if track is None else track.score
            if one is not None and one.point is not None:
                scores[at] = (one.point, one.low, one.high)
        said |= {("rank", at, on): rank for at, rank in naive.ranks(scores).items()}
    return said


def ranks_by_engine(cards: list[Scorecard]) -> dict[tuple, object]:
    """The same by the engine."""
    said = {}
    for at, place in enumerate(compare([card.standing() for card in cards])):
        for on, rank in [("overall", place.overall), *place.tracks.items()]:
            if rank is not None:
                said["rank", at, on] = (rank.rank, rank.best, rank.worst)
    return said


# ---------------------------------------------------------------- the run


class Ran(NamedTuple):
    """What came of all cases, up to the first disagreement."""

    accepted: int
    refused: Counter[str]
    wrong: str | None
    mattered: Counter[str]


@pytest.fixture(scope="module")
def ran() -> Ran:
    """Every case through the loader, and those that it takes through both."""
    accepted, refused, wrong, mattered = 0, Counter(), None, Counter()
    for seed in range(CASES):
        case = made(seed)
        of, places, why = load(case)
        if of is None:
            refused[why] += 1
            continue
        accepted += 1
        difference, results = held_together(case, of, places)
        if difference is not None:
            wrong = message(case, difference)
            break
        look_what_matters(case, results[0], mattered)
    return Ran(accepted, refused, wrong, mattered)


def load(case: Case) -> tuple[Rubric | None, list[Place], str]:
    """A case through the real loader; no rubric, and why, where it refuses anything."""
    of, wrong = load_rubric(case.rubric)
    places = []
    for data in case.places if of is not None else []:
        place, more = load_place(data, of)
        wrong += more
        places.append(place)
    return (None if wrong else of), places, wrong[0] if wrong else ""


def held_together(case: Case, of: Rubric, places: list[Place]) -> tuple[str | None, list[dict]]:
    """The first difference between the two, and the results of the naive reading."""
    near, grader = takes_roots(case.rubric), Grader(of)
    cards, results = [], []
    for data, place in zip(case.places, places, strict=True):
        try:
            card = grade(of, place, case.as_of, fresh=case.fresh)
        except Exception as error:
            return f"{data['id']}: the engine raises {error!r}", results
        result = naive.grade(case.rubric, data, case.as_of, case.fresh)
        cards.append(card)
        results.append(result)
        by_engine = said_by_engine(card)
        found = first_difference(by_engine, said_by_naive(result), near)
        if found is None and len(places) > 1:
            again = said_by_engine(grader.grade(place, case.as_of, fresh=case.fresh))
            found = None if again == by_engine else "places graded in a row are graded otherwise"
        if found is not None:
            return f"{data['id']}: {found}", results
    return first_difference(ranks_by_engine(cards), ranks_by_naive(cards), False), results


def message(case: Case, difference: str) -> str:
    """A disagreement, with all that it takes to see it again."""
    files = {"rubrics/r.yaml": case.rubric}
    for place in case.places:
        view = "" if place["focus"] is None else f" (its body {place['focus']} in view)"
        files[f"cities/{place['id']}.yaml{view}"] = place["city"]
        for body, own in place["joined"].items():
            files[f"cities/{own['id']}.yaml (body {body} of {place['id']})"] = own["city"]
    texts = "\n".join(f"# {name}\n{a_file(data)}" for name, data in files.items())
    fresh = ", fresh" if case.fresh else ""
    return f"{texts}\nseed {case.seed}, as of {case.as_of}{fresh}\n{difference}\n"


def test_the_engine_says_what_the_naive_reading_says(ran):
    if ran.wrong is not None:
        pytest.fail(ran.wrong, pytrace=False)


def test_nearly_all_that_is_made_up_is_read(ran):
    refused = sum(ran.refused.values())
    assert ran.accepted >= 4 * refused, ran.refused.most_common(5)


def test_everything_a_file_can_say_is_said_and_matters(ran):
    """Each feature was there, and taking it out, or turning it round, changed the naive result."""
    if ran.wrong is not None:
        pytest.skip("the run stopped at a disagreement")
    rare = {one: ran.mattered[one] for one in [*FEATURES, FRESH] if ran.mattered[one] < ENOUGH}
    assert rare == {}


# ---------------------------------------------------------------- what matters


def look_what_matters(case: Case, result: dict, mattered: Counter[str]) -> None:
    """Count every feature of a case that the result of its first place would not be the same
    without; those that were counted often enough are passed over."""
    rubric, place = case.rubric, case.places[0]

    def again(rubric: dict, place: dict) -> dict[tuple, object]:
        return said_by_naive(naive.grade(rubric, place, case.as_of, case.fresh))

    said = said_by_naive(result)
    for name, feature in FEATURES.items():
        if mattered[name] < ENOUGH:
            mattered[name] += matters(feature, rubric, place, again, said)
    if case.fresh and mattered[FRESH] < ENOUGH:
        mattered[FRESH] += said_by_naive(naive.grade(rubric, place, case.as_of)) != said
