"""Every score can be worked out again from the JSON alone, by code that knows nothing of ours.

What a reader needs for it is in the JSON: the shares of the findings, and for each group its rule
and what is added up in it. Plain fractions; decimals for geometric means.
"""

from __future__ import annotations

import json
import sys
from decimal import Context
from fractions import Fraction
from functools import reduce
from typing import NamedTuple

import pytest
from hypothesis import given, settings

from build import ROOT, TODAY
from scorecard.engine.grade import grade
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.report import data
from test_docs_rubrics import EXAMPLES, read, title

sys.path += [str(ROOT / "tests" / "peers"), str(ROOT / "tests" / "engine")]

import test_replay as peers
from test_laws import AS_OF, build, graded_cards

NONE, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)
CLOSE = Fraction(1, 10**12)
EXACT, FIFTY = Context(prec=60), Context(prec=50)
"""Roots are taken with ten digits to spare, so that one that is exact comes out so."""
CITIES = sorted(path.stem for path in (ROOT / "cities").glob("*.yaml") if "." not in path.stem)


class Found(NamedTuple):
    """A score worked out here. `exact` says that no root was taken on the way to it."""

    point: Fraction | None
    low: Fraction
    high: Fraction
    coverage: Fraction
    whole: Fraction
    exact: bool = True
    points: Fraction | None = None
    shown: Fraction = NONE


# ---------------------------------------------------------------- the rules, as they are printed


def added_up(group, tracks, track, findings, stated, above=None, weight=ONE, points=False):
    """The score of a group on a track from the findings below it; every group on the way is held
    against what is stated of it. `points` says that the total is in points."""
    rule, parts = group["rule"], tracks[track]["adds_up"]
    inner = {one["id"]: one for one in group["components"]}
    scores = {
        name: added_up(
            one,
            one["tracks"],
            track,
            findings,
            one["tracks"][track],
            rule,
            Fraction(one["tracks"][track]["weight"]),
        )
        for name, one in inner.items()
        if track in one["tracks"]
    }
    weighed, adding = [], []
    for part in parts:
        if "criterion" in part:
            one = findings[part["criterion"], track]
            ends = [None if one[end] is None else Fraction(one[end]) for end in ENDS]
            sure, weight_of = Fraction(ends[0] is not None), Fraction(part["weight"])
            score = Found(*ends, sure, weight_of, shown=ends[0] or NONE)
        else:
            score = scores[part["component"]]
        if part["adds"] is None:
            weighed.append((Fraction(part["weight"]), score))
        elif part["adds"] == "points":
            adding.append((score.low, score.point, score.high))
        else:
            ends = [
                Fraction(part["adds"]) * (end or NONE) for end in (score[1], score[0], score[2])
            ]
            adding.append((min(ends[0], ends[2]), ends[1], max(ends[0], ends[2])))
    extra = [sum((one[at] for one in adding), NONE) for at in range(3)]
    whole = sum((w for w, _ in weighed), NONE)
    exact = all(score.exact for _, score in weighed) and rule["aggregate"] != "geometric_mean"
    if not whole:
        low, point, high = (held(rule, points, ONE, ONE) for points in extra)
        found = Found(point, low, high, NONE, NONE, exact)
    else:
        known = sum((w * score.coverage for w, score in weighed), NONE)
        low = mean(rule, [(w, score.low) for w, score in weighed]) + extra[0] / whole
        high = mean(rule, [(w, score.high) for w, score in weighed]) + extra[2] / whole
        if above is not None:
            points = rule["aggregate"] == "sum"
        unit = whole if points else HUNDRED
        brought = unit
        if above is not None:
            brought = weight if above["aggregate"] == "sum" else HUNDRED
        low, high = held(rule, low, unit, brought), held(rule, high, unit, brought)
        point = before = given = None
        if known:
            shares = [(w * s.coverage, s.point) for w, s in weighed if s.point is not None]
            before = mean(rule, shares) + extra[1] / whole
            point = held(rule, before, unit, brought)
            if rule["aggregate"] == "sum":
                point = sorted((low, point, high))[1]
            low, high = min(low, point), max(high, point)
        shown = sum((w * score.shown for w, score in weighed), extra[1]) / whole
        if rule["aggregate"] not in ("sum", "weighted_mean"):
            shown = NONE if before is None else before * known / whole
        shown = held(rule, shown, unit, brought)
        if rule["aggregate"] == "sum" and point is not None:
            given = shown * whole
        found = Found(point, low, high, known / whole, whole, exact, given, shown)
    compare(found, stated, rule)
    return found


ENDS = ("point", "low", "high")


def mean(rule, weighed):
    """Shares by weight as one share."""
    total = sum((w for w, _ in weighed), NONE)
    if rule["aggregate"] == "minimum":
        return min(share for _, share in weighed)
    if rule["aggregate"] == "geometric_mean":
        if min(share for _, share in weighed) <= 0:
            return NONE
        logs = [EXACT.multiply(decimal(w / total), EXACT.ln(decimal(s))) for w, s in weighed]
        return Fraction(FIFTY.plus(EXACT.exp(reduce(EXACT.add, logs))))
    return sum((w * share for w, share in weighed), NONE) / total


def decimal(number):
    return EXACT.divide(EXACT.create_decimal(number.numerator), number.denominator)


def held(rule, share, unit, brought):
    """The floor, the ceiling and the rounding, one after the other."""
    if rule["floor"] is not None:
        share = max(share, Fraction(rule["floor"]) / unit)
    if rule["ceiling"] is not None:
        share = min(share, Fraction(rule["ceiling"]) / unit)
    if rule["round"] is not None:
        scale = 10 ** rule["round"]["places"]
        number = share * brought * scale
        over = number - number // 1
        up = over > Fraction(1, 2) or (
            over == Fraction(1, 2) and (rule["round"]["halves"] == "up" or number // 1 % 2 == 1)
        )
        share = Fraction(number // 1 + up) / scale / brought
    return share


# ---------------------------------------------------------------- held against what is stated


def same(found, stated, exact=True):
    """Whether a number is what is stated; to 12 places where a root was taken."""
    if found is None or stated is None:
        assert found is None and stated is None
        return
    stated = Fraction(stated)
    assert found == stated if exact else abs(found - stated) < CLOSE, (found, stated)


def exactly(share):
    return None if share is None else share["exact"]


def compare(found, stated, rule):
    same(found.coverage, stated["coverage"]["exact"])
    same(found.whole, stated["whole"])
    if stated.get("adds") is not None:
        ends = stated["points"], stated["adds"]["low"], stated["adds"]["high"]
        for mine, theirs in zip(found[:3], ends, strict=True):
            same(mine, theirs, found.exact)
        return
    if not stated.get("withheld"):
        same(found.point, exactly(stated["point"]), found.exact)
        same(found.points, stated["points"], found.exact)
    same(found.low, stated["low"]["exact"], found.exact)
    same(found.high, stated["high"]["exact"], found.exact)


def check(text):
    """Work out again every score of a result, and hold each against what the result says."""
    card = json.loads(text)
    findings = {(one["criterion"], one["track"]): one for one in card["findings"]}
    totals = {
        track: added_up(
            card,
            card["tracks"],
            track,
            findings,
            stated,
            points=card["overall"]["whole"] is not None,
        )
        for track, stated in card["tracks"].items()
    }
    overall, mix = card["overall"], card["overall"]["mix"]
    exact = all(total.exact for total in totals.values())
    if not mix:
        assert overall["point"] is None
        return 0
    low, high = (
        sum((Fraction(part) * getattr(totals[track], end) for track, part in mix.items()), NONE)
        for end in ("low", "high")
    )
    point = None
    if not any(track["withheld"] for track in card["tracks"].values()):
        point = sum((Fraction(part) * totals[track].point for track, part in mix.items()), NONE)
    same(point, exactly(overall["uncapped"]), exact)
    whole = HUNDRED if overall["whole"] is None else Fraction(overall["whole"])

    def capped(share, key):
        caps = [Fraction(gate["cap"]) / whole for gate in card["gates"] if gate[key]]
        return min([share, *caps])

    point = None if point is None else capped(point, "fired")
    low, high = capped(low, "fired_at_low"), capped(high, "fired_at_high")
    low = min(low, high if point is None else point)
    high = high if point is None else max(high, point)
    same(point, exactly(overall["point"]), exact)
    same(low, overall["low"]["exact"], exact)
    same(high, overall["high"]["exact"], exact)
    same(
        None if point is None or overall["whole"] is None else point * whole,
        overall["points"],
        exact,
    )
    return len(totals)


# ---------------------------------------------------------------- what is worked out again


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("when", ["2026-11-22", "2016-12-31"])
def test_every_city(run, city, when):
    library = Library([Layer(ROOT, ".")])
    rubric = library.default_rubric(library.kind(city))
    asked = () if rubric is not None else ("--rubric", "noii-toronto")
    done = run("explain", city, "--as-of", when, "--format", "json", *asked)
    assert done.code == 0, done.stderr
    check(done.stdout)


@pytest.mark.parametrize("at", range(len(EXAMPLES)), ids=lambda at: f"{at}-{title(at)}")
def test_every_example_of_the_manual(tmp_path, at):
    library = read(tmp_path, at)
    made, place = library.rubric("example"), library.place("sampleton", "example")
    if place is None or library.problems:
        assert EXAMPLES[at][2].startswith("Refused: ")
        return
    assert made is not None
    assert check(data.write(grade(made[0], place, TODAY))) == 1


PUBLISHED = [name for name in vars(peers) if name.startswith("test_")]


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_scorecard(tmp_path, name):
    for folder in ("rubrics", "cities"):
        (tmp_path / folder).mkdir()
    cards = {}

    def all_of_them():
        library = Library([Layer(tmp_path, ".")])
        made = library.rubric("peer")
        assert made is not None
        for place in library.ids("cities"):
            cards[place] = grade(made[0], library.place(place, "peer"), peers.WHEN)
        return cards

    getattr(peers, name)((tmp_path, all_of_them))
    assert cards
    for card in cards.values():
        check(data.write(card))


def test_the_sample_with_tracks_gates_and_a_body(run):
    sample = ("--rubric", "sample", "--data", ROOT / "tests/golden/data", "--as-of", "2026-11-22")
    for place in ("sampleton", "lonely", "sampleton/sampleton-police"):
        assert check(run("explain", place, *sample, "--format", "json").stdout) == 2


@given(graded_cards())
@settings(max_examples=50)
def test_what_is_made_up(made):
    """Means, products, lowest and sums, with weights of their own, and every way to take what is
    not answered."""
    rubric, place = build(*made)
    check(data.write(grade(rubric, place, AS_OF)))


def test_a_number_that_is_wrong_is_seen(run):
    """Whatever score is changed by a thousandth, the sum no longer is what it says."""
    sample = ("--rubric", "sample", "--data", ROOT / "tests/golden/data", "--as-of", "2026-11-22")
    printed = run("explain", "sampleton", *sample, "--format", "json").stdout
    for where in (
        ("tracks", "policy", "point"),
        ("tracks", "practice", "high"),
        ("components", 0, "tracks", "policy", "low"),
        ("overall", "point"),
        ("overall", "uncapped"),
    ):
        card = json.loads(printed)
        here = card
        for step in where:
            here = here[step]
        here["exact"] = str(Fraction(here["exact"]) + Fraction(1, 1000))
        with pytest.raises(AssertionError):
            check(json.dumps(card))
