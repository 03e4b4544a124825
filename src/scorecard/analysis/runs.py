"""Scorecards as what is drawn by chance, and what came of the runs.

A run is S1 done again with other weights. Where what is open is drawn too, every share is known in
it: what nobody has shown falls anywhere on its scale, and what is known as a range anywhere in it,
evenly; caps go by the level nearest to what was drawn. What applies stays as it is, and so does
the mix of the tracks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import inf, nan
from typing import Literal, NamedTuple

from ..engine.conditions import holds, rests_as_asked, scale_of
from ..engine.gates import asked, facts_of, weak
from ..engine.scores import Node, all_means
from ..model.condition import Condition
from ..model.result import Finding, GateResult, Scorecard, by_key
from ..model.rubric import Component, Criterion, Key, Rubric, Track
from ..model.scale import Scale
from .chance import Bound, Branch, Cap, Chance, Leaf, Tree, Unit
from .sums import root

MOST_PAIRED = 200
"""Places of which every two are held against each other."""
Missing = Literal["not-asked", "no-means", "nobody"]
"""Why there are no runs: nobody asked; the rubric is added up otherwise than by weighted means; no
place has an overall grade."""


class Run(NamedTuple):
    """What came of the runs for one place: the scores between which nine in ten lie, as shares; the
    same of its ranks among those drawn; and the share of runs in each band, the best first."""

    low: Fraction
    high: Fraction
    best: int
    worst: int
    bands: tuple[tuple[str, Fraction], ...]


class Pair(NamedTuple):
    """Two places, the first ahead as published, or level with the second where `tied`. In what
    share of runs each was ahead."""

    first: str
    second: str
    tied: bool
    ahead: Fraction
    behind: Fraction


class Runs(NamedTuple):
    """The runs of the places that have an overall grade: by how a place is named, and every two of
    them in the order of their grades; none of more than `MOST_PAIRED`."""

    places: Mapping[str, Run]
    pairs: tuple[Pair, ...]


class Draws(NamedTuple):
    """The runs in which weights alone are drawn, and those in which what is open is drawn too, by
    the same chance."""

    chance: Chance
    numpy: str
    weights: Runs
    open: Runs


def drawn(rubric: Rubric, cards: Sequence[Scorecard], chance: Chance) -> Draws | Missing:
    """The runs of the places that have an overall grade. What is withheld is not drawn: that would
    make up most of it."""
    if not chance.runs:
        return "not-asked"
    graded = sorted(
        (card for card in cards if card.overall.point is not None),
        key=lambda card: (-_point(card), card.place.own_ref),
    )
    if not graded:
        return "nobody"
    if not all(all_means(root(card, track.track)) for card in graded for track in card.tracks):
        return "no-means"
    # Only runs need NumPy.
    from numpy import __version__ as numpy

    return Draws(
        chance,
        numpy,
        _runs(rubric, graded, chance, what_is_open=False),
        _runs(rubric, graded, chance, what_is_open=True),
    )


def _runs(
    rubric: Rubric, graded: Sequence[Scorecard], chance: Chance, *, what_is_open: bool
) -> Runs:
    from .draws import STEPS, draw

    cells, factors, bands = _cells(rubric), _factors(rubric), rubric.ranked_bands
    units = [_unit(card, cells, factors, what_is_open) for card in graded]
    starts = [float(band.from_ / 100) for _, band in bands]
    found = draw(units, len(factors) + 1, starts, chance)
    places = {}
    for at, card in enumerate(graded):
        low, high = (Fraction(end, STEPS) for end in found.scores[at])
        shares = (Fraction(count, chance.runs) for count in found.bands[at])
        in_bands = tuple(zip((name for name, _ in bands), shares, strict=False))
        places[card.place.own_ref] = Run(low, high, *found.ranks[at], in_bands)
    pairs = (
        Pair(
            one.place.own_ref,
            other.place.own_ref,
            _point(one) == _point(other),
            Fraction(found.ahead[first][second], chance.runs),
            Fraction(found.ahead[second][first], chance.runs),
        )
        for first, one in enumerate(graded)
        for second, other in enumerate(graded)
        if first < second
    )
    return Runs(places, tuple(pairs) if len(graded) <= MOST_PAIRED else ())


def _point(card: Scorecard) -> Fraction:
    return card.overall.point or Fraction(0)


# ---------------------------------------------------------------- in plain numbers


Cells = Mapping[Key, int]


def _cells(rubric: Rubric) -> dict[Key, int]:
    """A number for each criterion on each track."""
    keys = ((name, track) for track in rubric.tracks for name in rubric.criteria)
    return {key: at for at, key in enumerate(keys)}


def _factors(rubric: Rubric) -> dict[int, int]:
    """A number from 1 for everything that has a weight, by `id`: the weight of a criterion is one
    on both tracks (S1)."""
    rules = (*rubric.criteria.values(), *rubric.each_component())
    return {id(rule): at for at, rule in enumerate(rules, 1)}


def _unit(card: Scorecard, cells: Cells, factors: Mapping[int, int], what_is_open: bool) -> Unit:
    """A place as it is drawn; without what is open, with its points alone."""
    low, high = [nan] * len(cells), [nan] * len(cells)
    for finding in card.findings:
        at = cells[finding.criterion, finding.track]
        if what_is_open:
            low[at], high[at] = float(finding.low), float(finding.high)
        elif finding.point is not None:
            low[at] = high[at] = float(finding.point)
    trees: Tree = tuple(
        (float(part), _branch(card, root(card, track), track, cells, factors))
        for track, part in card.mix
    )
    if what_is_open:
        caps = [cap for gate in card.gates if (cap := _cap(card, gate, cells)) is not None]
    else:
        caps = [Cap(_share(gate)) for gate in card.gates if gate.fired]
    return Unit(card.place.own_ref, trees, tuple(low), tuple(high), tuple(caps))


def _branch(
    card: Scorecard, node: Node, track: Track, cells: Cells, factors: Mapping[int, int]
) -> Branch:
    """A component over what applies. The whole has no factor of its own."""
    below = tuple(
        Leaf(cells[child.id, track], float(child.weight), factors[id(child.rule)])
        if isinstance(child.rule, Criterion)
        else _branch(card, child, track, cells, factors)
        for child in node.children
    )
    rule = node.rule
    own = card.rubric.weighs(rule, card.place.kind) if isinstance(rule, Component) else None
    return Branch(None if own is None else float(own), factors.get(id(rule), 0), below)


def _cap(card: Scorecard, gate: GateResult, cells: Cells) -> Cap | None:
    """A gate as it is judged in a run; None where no run can trip it. One that rests on facts of
    low confidence alone holds or not as it does without runs (S6)."""
    rubric = card.rubric
    of = asked(gate.gate, rubric, by_key(card.findings))
    if weak(card.place, facts_of(of)):
        return Cap(_share(gate)) if gate.fired else None
    bounds = []
    for condition, finding in of:
        bound = _bound(rubric, condition, finding, cells)
        if bound is False:
            return None
        if bound is not True:
            bounds.append(bound)
    return Cap(_share(gate), tuple(bounds))


def _share(gate: GateResult) -> float:
    return float(gate.gate.cap / 100)


def _bound(
    rubric: Rubric, condition: Condition, finding: Finding | None, cells: Cells
) -> Bound | bool:
    """What a condition asks of a run; whether it holds, where that is the same in all of them.
    Nothing is unknown in a run."""
    if finding is None or finding.status == "not-applicable" or condition.unknown:
        return False
    if finding.low == finding.high:
        return holds(rubric, condition, finding)
    if finding.point is not None and not rests_as_asked(condition, finding):
        return False
    scale, cell = scale_of(rubric, condition), cells[finding.criterion, finding.track]
    if condition.at_most is not None:
        return Bound(cell, most=_turns(scale, condition.at_most, up=True))
    assert condition.at_least is not None
    return Bound(cell, least=_turns(scale, condition.at_least, up=False))


def _turns(scale: Scale, named: str, *, up: bool) -> float:
    """The share at which what a condition names turns into the next better, or worse. Between two
    levels no answer lies: what is drawn there counts as the nearer one."""
    share = scale.share_at(named)
    assert share is not None
    others = [one for one in scale.shares.values() if (one > share if up else one < share)]
    if not scale.levels:
        return float(share)
    if not others:
        return inf if up else -inf
    return float((share + (min(others) if up else max(others))) / 2)
