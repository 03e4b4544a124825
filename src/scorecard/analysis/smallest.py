"""The smallest set of asks that reaches a share, or the best share for so much effort.

Under weighted means the search is exact by dynamic programming: on each track a question loses so
much known weight, or has none known, and every ask takes from what is lost or adds to what is
known. What gates ask about is gone through case by case. Under any other rubric it is a branch and
bound over all sets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain, combinations, product
from math import prod
from typing import NamedTuple

from ..engine.conditions import scale_of
from ..engine.findings import decide
from ..engine.gates import cap, judge
from ..model.condition import Condition
from ..model.result import Finding, Scorecard, Standing, by_key
from ..model.rubric import Group, Key, Rubric, Track
from .asks import Ask, Granting
from .grading import total

NONE, ONE = Fraction(0), Fraction(1)
MOST_WAYS = 4096
"""Ways to answer what gates ask about that are gone through; with more, the search is the general
one."""
MOST_TRIED = 1500
"""Sets that a general search looks at before it gives up the proof."""
MOST_PAIRED = 40
"""Asks among which pairs are looked for that do as well as one; among more, only single ones."""
Size = tuple[int, int]
"""The effort of a set of asks, and their number: of equal effort the fewer are the smaller."""


class Goal(NamedTuple):
    """What is to be raised: the overall, or, where `track` names one, that track alone. A share of
    1 to reach, or an effort to spend. `cover` is how much of what does not rest on practice is to
    be answered where a target is reached, so that a grade does not stand on the few questions that
    were asked for."""

    track: Track | None
    target: Fraction | None = None
    budget: int | None = None
    cover: Fraction = NONE

    def of(self, standing: Standing) -> Fraction | None:
        """What it comes to; None where it is withheld."""
        if self.track is None:
            return standing.overall.point
        found = standing.track(self.track)
        return None if found is None else found.score.point

    def before_caps(self, standing: Standing) -> Fraction | None:
        """The same, as it would be without caps."""
        return self.of(standing) if self.track is not None else standing.overall.uncapped

    def covered(self, standing: Standing) -> bool:
        """Whether enough is answered."""
        tracks = (t for t in standing.tracks if t.track != "practice")
        return all(track.score.coverage >= self.cover for track in tracks)

    def reached(self, standing: Standing) -> bool:
        """Whether the target is reached, on enough answers."""
        share = self.of(standing)
        return (
            self.target is not None
            and share is not None
            and share >= self.target
            and self.covered(standing)
        )


class Option(NamedTuple):
    """Some of the asks of one question granted together, and what then stands for it. `lost` is
    its known weight times what is missing of the share; `known` is its known weight."""

    asks: tuple[Ask, ...]
    finding: Finding
    lost: Fraction
    known: Fraction


class State(NamedTuple):
    """What asks on a track come to: how much known weight is lost, and how much is known."""

    size: Size
    lost: Fraction
    known: Fraction
    asks: tuple[Ask, ...]

    def with_(self, option: Option) -> State:
        """The same with an option of another question."""
        effort, number = self.size
        more, count = size(option.asks)
        return State(
            (effort + more, number + count),
            self.lost + option.lost,
            self.known + option.known,
            self.asks + option.asks,
        )


START = State((0, 0), NONE, NONE, ())


class Reached(NamedTuple):
    """What a set of asks makes of one track."""

    size: Size
    point: Fraction
    asks: tuple[Ask, ...]


def size(chosen: Iterable[Ask]) -> Size:
    """The effort of some asks, and their number."""
    efforts = [ask.effort for ask in chosen]
    return sum(efforts), len(efforts)


class Search:
    """One search among the asks that there are. `proved` turns false where it was given up before
    it was through."""

    def __init__(
        self, card: Scorecard, goal: Goal, able: tuple[Ask, ...], granting: Granting
    ) -> None:
        self.card, self.goal, self.able, self.granting = card, goal, able, granting
        self.proved = True
        self.mix = dict(card.mix) if goal.track is None else {goal.track: ONE}
        self.full = total(card.rubric, card.tracks).full
        self.findings = by_key(card.findings)

    def best(self) -> tuple[Ask, ...] | None:
        """The smallest set that reaches the target; None where none does. For a budget the set
        that brings most, and of equals the smallest."""
        if self.goal.target is not None and not self.reaches(self.able) and self._monotone():
            return None
        found = self._by_weights() if _flat(self.card) else None
        if found is None:
            found = self._by_trying()
        return min(found, key=self._order, default=None)

    def _order(self, chosen: tuple[Ask, ...]) -> tuple[object, ...]:
        """The better set first: for a target the smaller, for a budget the one that brings more."""
        brought = -(self.goal.of(self.granting.standing(chosen)) or NONE)
        if self.goal.target is not None:
            return (*size(chosen), brought)
        return (brought, *size(chosen))

    def reaches(self, chosen: Iterable[Ask]) -> bool:
        """Whether a set comes to the target, by the engine."""
        return self.goal.reached(self.granting.standing(chosen))

    def _monotone(self) -> bool:
        """Whether granting more never makes anything worse: no gate fires on what is well done, no
        answer decides whether another question applies, no score can pass full marks, and every
        answer that was unknown then has them."""
        rubric = self.card.rubric
        full = (ask.granted.point == 1 for ask in self.able if ask.before.point is None)
        return (
            all(_met(rubric, one) for gate in rubric.gates.values() for one in gate.when)
            and not any(rule.adds for rule in rubric.criteria.values())
            and not _depends(rubric)
            and all(full)
        )

    # ------------------------------------------------------------ weighted means

    def _by_weights(self) -> list[tuple[Ask, ...]] | None:
        """The best set for each way in which the gates can be met; None where there are too many
        ways."""
        options = self._options()
        gated = self._gated(options)
        if prod(len(options[key]) for key in gated) > MOST_WAYS:
            return None
        rest = {track: self._frontier(options, track, gated) for track in self.mix}
        found = []
        for way in product(*(options[key] for key in gated)):
            cap = self._cap(dict(zip(gated, way, strict=True)))
            if cap is None or self.goal.target is None or cap >= self.goal.target:
                made = {
                    track: self._tracks(track, states, (o for o in way if o.finding.track == track))
                    for track, states in rest.items()
                }
                best = self._together(made, cap)
                if best is not None:
                    found.append(best)
        return found

    def _options(self) -> dict[Key, tuple[Option, ...]]:
        """For every question that counts, which of its asks can be granted together."""
        found = {}
        for key, finding in self.findings.items():
            weight = self.card.weight(*key)
            if weight and finding.track in self.mix:
                mine = [ask for ask in self.able if (ask.criterion, ask.track) == key]
                found[key] = tuple(self._granted(finding, weight, mine))
        return found

    def _granted(self, finding: Finding, weight: Fraction, mine: list[Ask]) -> Iterator[Option]:
        """The sets of asks of one question, but for those that a smaller one does as well as."""
        rule = self.card.rubric.criteria[finding.criterion]
        seen: list[tuple[Size, Fraction | None]] = []
        for number in range(len(mine) + 1):
            for some in combinations(mine, number):
                granted = {ask.body: ask.granted for ask in some}
                bodies = tuple(granted.get(body.body, body) for body in finding.bodies)
                stands = finding
                if some:
                    stands = decide(rule, finding.criterion, finding.track, bodies, lowest=True)
                if any(small <= size(some) and point == stands.point for small, point in seen):
                    continue
                seen.append((size(some), stands.point))
                known = NONE if stands.point is None else weight
                lost = NONE if stands.point is None else weight * (1 - stands.point)
                yield Option(some, stands, lost, known)

    def _gated(self, options: Mapping[Key, tuple[Option, ...]]) -> tuple[Key, ...]:
        """The questions that a gate asks about, where asks could change the answer."""
        if self.goal.track is not None:
            return ()
        rubric = self.card.rubric
        asked = (
            (one.criterion, rubric.track_of(one))
            for gate in rubric.gates.values()
            for one in gate.when
        )
        return tuple(dict.fromkeys(key for key in asked if len(options.get(key, ())) > 1))

    def _cap(self, way: Mapping[Key, Option]) -> Fraction | None:
        """The lowest cap that applies where these options are taken, as a share."""
        if self.goal.track is not None:
            return None
        changed = {**self.findings, **{key: option.finding for key, option in way.items()}}
        lowest = cap(judge(self.card.rubric, self.card.place, changed), lambda gate: gate.fired)
        return None if lowest is None else lowest.gate.cap / self.full

    def _frontier(
        self, options: Mapping[Key, tuple[Option, ...]], track: Track, without: tuple[Key, ...]
    ) -> list[State]:
        """What asks on a track can come to, but for those of some questions: every state that no
        other beats in effort, in what is lost and in what is known."""
        states = [START]
        for key, mine in options.items():
            if key[1] == track and key not in without:
                states = _unbeaten(state.with_(option) for state in states for option in mine)
        return states

    def _tracks(self, track: Track, states: list[State], way: Iterable[Option]) -> list[Reached]:
        """What a track can come to with some options taken, the smallest set first: each comes to
        more than those before it."""
        taken = list(way)
        needed = self.card.rubric.withhold_under
        if track != "practice":
            needed = max(needed, self.goal.cover)
        found: list[Reached] = []
        for state in states:
            for option in taken:
                state = state.with_(option)
            if state.known and state.known >= needed:
                point = 1 - state.lost / state.known
                found.append(Reached(state.size, point, state.asks))
        found.sort(key=lambda one: (one.size, -one.point))
        best: list[Reached] = []
        for one in found:
            if not best or one.point > best[-1].point:
                best.append(one)
        return best

    def _together(
        self, made: Mapping[Track, list[Reached]], cap: Fraction | None
    ) -> tuple[Ask, ...] | None:
        """The best set over the tracks; None where none will do."""
        found: list[tuple[tuple[object, ...], tuple[Ask, ...]]] = []
        for chosen in product(*made.values()):
            effort = sum(one.size[0] for one in chosen)
            number = sum(one.size[1] for one in chosen)
            parts = (self.mix[track] * one.point for track, one in zip(made, chosen, strict=True))
            share = sum(parts, NONE)
            share = share if cap is None else min(share, cap)
            some = tuple(ask for one in chosen for ask in one.asks)
            if self.goal.target is not None and share >= self.goal.target:
                found.append(((effort, number, -share), some))
            elif self.goal.budget is not None and effort <= self.goal.budget:
                found.append(((-share, effort, number), some))
        return min(found, key=lambda one: one[0])[1] if found else None

    # ------------------------------------------------------------ any other rubric

    def _by_trying(self) -> list[tuple[Ask, ...]]:
        """The best set by branch and bound: an ask is left out or granted in turn, those that bring
        most alone first, as long as what is left could still make a better set."""
        base = self.goal.of(self.granting.standing(())) or NONE

        def brings(ask: Ask) -> Fraction:
            alone = self.goal.of(self.granting.standing((ask,)))
            return ((alone or NONE) - base) / ask.effort

        in_turn = sorted(self.able, key=brings, reverse=True)
        monotone = self._monotone()
        best = self._some_set(in_turn)
        tried = 0

        def further(at: int, chosen: tuple[Ask, ...]) -> None:
            nonlocal tried
            if tried >= MOST_TRIED:
                self.proved = False
                return
            tried += 1
            if self._will_do(chosen) and (not best or self._order(chosen) < self._order(best[0])):
                best[:] = [chosen]
            left = in_turn[at:] if monotone else None
            if at == len(in_turn) or not self._hopeful(chosen, left, best):
                return
            further(at + 1, (*chosen, in_turn[at]))
            further(at + 1, chosen)

        further(0, ())
        return best

    def _some_set(self, in_turn: list[Ask]) -> list[tuple[Ask, ...]]:
        """A set to begin with, so that one is known where the search is given up: everything, less
        what can be spared, those that bring least first; nothing where that does not do."""
        if self.goal.budget is not None or not self.reaches(in_turn):
            return []
        kept = list(in_turn)
        for ask in reversed(in_turn):
            without = [one for one in kept if one is not ask]
            if self.reaches(without):
                kept = without
        return [tuple(kept)]

    def _will_do(self, chosen: tuple[Ask, ...]) -> bool:
        if self.goal.budget is None:
            return self.reaches(chosen)
        shown = self.goal.of(self.granting.standing(chosen)) is not None
        return shown and size(chosen)[0] <= self.goal.budget

    def _hopeful(
        self, chosen: tuple[Ask, ...], left: list[Ask] | None, best: list[tuple[Ask, ...]]
    ) -> bool:
        """Whether adding some of what is left could make a better set than the best so far. Where
        granting more may do harm (no `left`), only the size of a set tells."""
        if self.goal.budget is not None and size(chosen)[0] >= self.goal.budget:
            return False
        smaller = not best or size(chosen) < size(best[0])
        if left is None:
            return self.goal.budget is not None or smaller
        most = self.granting.standing((*chosen, *left))
        at_most = self.goal.before_caps(most)
        if at_most is None:
            return False
        if self.goal.target is not None:
            return smaller and self.goal.covered(most) and at_most >= self.goal.target
        now = self.goal.of(self.granting.standing(best[0])) if best else None
        return now is None or at_most > now or (smaller and at_most == now)

    # ------------------------------------------------------------ instead

    def instead(self, chosen: tuple[Ask, ...]) -> Iterator[tuple[Ask, tuple[tuple[Ask, ...], ...]]]:
        """For each ask of a set, the asks, alone or in pairs, that do as well for the same
        effort."""
        if self.goal.target is None:
            return
        others = [ask for ask in self.able if ask not in chosen]
        for ask in chosen:
            rest = tuple(one for one in chosen if one is not ask)
            found = [
                some
                for number in (1, 2)[: 1 + (len(others) <= MOST_PAIRED)]
                for some in combinations(others, number)
                if size(some)[0] == ask.effort and self.reaches((*rest, *some))
            ]
            if found:
                yield ask, tuple(found)


def _unbeaten(states: Iterable[State]) -> list[State]:
    """The states that no other beats: one that is no larger, has lost no more, and knows no
    less."""
    lost: list[Fraction] = []
    known: list[Fraction] = []
    kept = []
    for state in sorted(states, key=lambda one: (one.size, one.lost, -one.known)):
        # Of those kept, what is lost and what is known rise together.
        at = bisect_right(lost, state.lost)
        if at and known[at - 1] >= state.known:
            continue
        end = at
        while end < len(lost) and known[end] <= state.known:
            end += 1
        start = at - 1 if at and lost[at - 1] == state.lost else at
        lost[start:end], known[start:end] = [state.lost], [state.known]
        kept.append(state)
    return kept


def _flat(card: Scorecard) -> bool:
    """Whether a track is nothing but the mean of its questions, and no question is left out or
    counted as nothing for want of an answer."""
    groups: list[Group] = [card.rubric, *card.rubric.each_component()]
    plain = all(
        group.aggregate == "weighted_mean"
        and group.over == "parts"
        and group.unanswered in (None, "unknown")
        and (group.floor, group.ceiling, group.round) == (None, None, None)
        for group in groups
    )
    return (
        plain
        and not any(rule.adds for rule in card.rubric.criteria.values())
        and not _depends(card.rubric)
    )


def _met(rubric: Rubric, condition: Condition) -> bool:
    """Whether full marks always keep a condition of a gate from holding."""
    scale = scale_of(rubric, condition)
    most = None if condition.at_most is None else scale.share_at(condition.at_most)
    return condition.at_least is None and (condition.unknown or (most or NONE) < scale.best)


def _depends(rubric: Rubric) -> bool:
    """Whether an answer decides if another question applies."""
    own = (stated for rule in rubric.criteria.values() for stated in rule.not_applicable)
    above = (stated for rule in rubric.each_component() for stated in rule.not_applicable)
    return any(stated.when for stated in chain(own, above))
