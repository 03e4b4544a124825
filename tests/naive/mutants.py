"""What `mutmut` runs of the naive reading: the same cases in small lots, of which all but the work
of the engine is done once for all mutants.

`pytest tests/naive/mutants.py`; an ordinary run leaves it out.
"""

from __future__ import annotations

import os
from functools import cache

import pytest
from generated import made
from test_naive import first_difference, load, naive, said_by_engine, said_by_naive, takes_roots

from scorecard.engine.grade import Grader, grade

LOTS = int(os.environ.get("SCORECARD_LOTS", "40"))
EACH = 25


@cache
def prepared(seed: int):
    """A case as the loader reads it, with what the naive reading says of each of its places."""
    case = made(seed)
    of, places, _ = load(case)
    if of is None:
        return None
    said = [
        said_by_naive(naive.grade(case.rubric, data, case.as_of, case.fresh))
        for data in case.places
    ]
    return case, of, list(zip(places, said, strict=True))


@pytest.mark.parametrize("lot", range(LOTS))
def test_a_lot_of_cases(lot):
    for seed in range(lot * EACH, (lot + 1) * EACH):
        ready = prepared(seed)
        if ready is None:
            continue
        case, of, places = ready
        grader, near = Grader(of), takes_roots(case.rubric)
        for place, said in places:
            card = grade(of, place, case.as_of, fresh=case.fresh)
            assert first_difference(said_by_engine(card), said, near) is None
            standing = grader.standing(place, case.as_of, fresh=case.fresh)
            tracks = tuple(one._replace(shared=0) for one in card.tracks)
            assert standing._replace(rubric=None) == card.standing()._replace(
                rubric=None, tracks=tracks
            )
