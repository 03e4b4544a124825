"""Plans held against brute force: every set of asks graded by the engine, and the best of them
picked by reading down the list."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import pytest
from generated import made
from test_naive import load

from scorecard.analysis.asks import Granting, asks
from scorecard.analysis.plan import plan
from scorecard.analysis.smallest import Goal, size
from scorecard.engine.grade import grade
from scorecard.model.result import Scorecard

MOST_ASKS = 8
ANY, MEANS = range(130), range(400, 510)
"""Seeds of rubrics of any kind, and of those that are weighted means throughout."""


def criteria(part: dict) -> list[dict]:
    """Every criterion below a part of a rubric."""
    below = [one for inner in part.get("components", {}).values() for one in criteria(inner)]
    return [*part.get("criteria", {}).values(), *below]


def components(part: dict) -> list[dict]:
    """Every component below a part of a rubric."""
    inner = list(part.get("components", {}).values())
    return [*inner, *(one for each in inner for one in components(each))]


def card_of(seed: int) -> Scorecard | None:
    """A place made by chance, graded by a rubric made by chance in which everything can be asked
    for at some effort; None where the loader refuses either."""
    chance, case = random.Random(seed), made(seed)
    for criterion in criteria(case.rubric):
        criterion["ask"] = "that it be done"
        criterion["effort"] = str(chance.randint(1, 3))
        criterion["who_can_grant"] = ["council", "police board"][: chance.randint(1, 2)]
        if seed in MEANS:
            for key in ("bonus", "penalty"):
                if key in criterion:
                    criterion["weight"] = criterion.pop(key)
            criterion.pop("not_applicable", None)
    if seed in MEANS:
        for group in (case.rubric, *components(case.rubric)):
            for key in ("aggregate", "over", "unanswered", "floor", "ceiling", "round"):
                group.pop(key, None)
            group.pop("not_applicable", None)
    of, places, _ = load(case)
    if of is None:
        return None
    return grade(of, places[0], case.as_of, fresh=case.fresh)


class Best(NamedTuple):
    """The best set by brute force: its size, and what it comes to."""

    size: tuple[int, int]
    share: Fraction


def by_hand(card: Scorecard, goal: Goal) -> Best | None:
    """The best set of asks, of all sets there are; None where none will do."""
    able, granting = asks(card), Granting(card)
    known = []
    for some in (some for n in range(len(able) + 1) for some in combinations(able, n)):
        standing = granting.standing(some)
        share = goal.of(standing)
        answered = [t.score.coverage for t in standing.tracks if t.track != "practice"]
        if share is not None and min((Fraction(1), *answered)) >= goal.cover:
            known.append(Best(size(some), share))
    if goal.target is not None:
        will_do = [one for one in known if one.share >= goal.target]
        return min(will_do, key=lambda one: (one.size, -one.share), default=None)
    will_do = [one for one in known if one.size[0] <= goal.budget]
    return min(will_do, key=lambda one: (-one.share, one.size), default=None)


def goals(chance: random.Random, card: Scorecard) -> list[Goal]:
    """A target and a budget, for the overall or for one track."""
    track = chance.choice([None, None, *card.rubric.tracks])
    return [
        Goal(track, Fraction(chance.choice([20, 40, 50, 60, 70, 85, 95]), 100)),
        Goal(track, budget=chance.randint(0, 6)),
    ]


@pytest.mark.parametrize("seeds", [ANY, MEANS], ids=["any rubric", "weighted means"])
def test_no_smaller_set_reaches_the_target_and_no_other_brings_more(seeds):
    held = given_up = 0
    for seed in seeds:
        card = card_of(seed)
        if card is None or not 0 < len(asks(card)) <= MOST_ASKS:
            continue
        for goal in goals(random.Random(seed), card):
            found = plan(card, goal)
            expected = by_hand(card, found.goal)
            said = f"seed {seed}, {goal}"
            if not found.proved:
                given_up += 1
                continue
            assert (found.chosen is None) == (expected is None), said
            if expected is not None and found.chosen is not None:
                assert size(found.chosen) == expected.size, said
                assert goal.of(found.after) == expected.share, said
            held += found.chosen is not None
    assert held > 25
    assert given_up < held / 4


def test_what_can_be_had_instead_does_as_well_for_the_same_effort():
    seen = 0
    for seed in MEANS:
        card = card_of(seed)
        if card is None or not asks(card):
            continue
        found = plan(card, Goal(None, Fraction(1, 2)))
        for ask, others in found.instead:
            rest = [one for one in found.chosen or () if one is not ask]
            for some in others:
                seen += 1
                assert size(some)[0] == ask.effort
                reached = found.goal.of(Granting(card).standing((*rest, *some)))
                assert reached is not None and reached >= Fraction(1, 2)
    assert seen > 20
