"""How every score is added up (S1, S3, S4): the parts of each group, with what they weigh in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from ..engine.scores import Node, adds, tree
from ..model.result import ComponentScore, Finding, Score, Scorecard
from ..model.rubric import Criterion, Group, Rubric, Track


class Part(NamedTuple):
    """A criterion or a component that is added up in a group, with what is known of it. `adds` is
    what a criterion that only adds points gives for a share of 1; a component that only adds has
    no `point` and no weight."""

    id: str
    weight: Fraction
    found: Finding | Score
    adds: Fraction | None = None

    @property
    def is_criterion(self) -> bool:
        return isinstance(self.found, Finding)

    @property
    def only_adds(self) -> bool:
        return not self.weight

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it; a component that only adds is always worth something."""
        if isinstance(self.found, Finding):
            return self.found.point is not None
        return self.only_adds or self.found.point is not None

    @property
    def coverage(self) -> Fraction:
        """How much of it is answered."""
        if isinstance(self.found, Finding):
            return Fraction(self.found.point is not None)
        return self.found.coverage

    @property
    def added(self) -> Fraction:
        """The points that it adds, where it only adds."""
        if isinstance(self.found, Finding):
            return (self.adds or Fraction(0)) * (self.found.point or 0)
        return self.found.points or Fraction(0)


class Sum(NamedTuple):
    """A group on one track: its rule and that of the group above it, its score, what is added up
    in it, and the sums of the components that stand in it."""

    rule: Group
    above: Group | None
    score: Score
    parts: tuple[Part, ...]
    below: Mapping[str, Sum]

    @property
    def plain(self) -> bool:
        """Whether shares times weights say all of it: a mean or a sum without limits."""
        rule = self.rule
        return (
            rule.aggregate in ("weighted_mean", "sum")
            and (rule.floor, rule.ceiling, rule.round) == (None, None, None)
            and not any(part.only_adds for part in self.parts)
        )

    @property
    def plain_throughout(self) -> bool:
        """Whether that holds of all that is added up in it as well."""
        inner = (self.below[part.id] for part in self.parts if not part.is_criterion)
        return self.plain and all(one.plain_throughout for one in inner)


def sums(card: Scorecard) -> dict[Track, Sum]:
    """How each track of a scorecard is added up."""
    found: dict[Track, Sum] = {}
    for one in card.tracks:
        mine = {f.criterion: f for f in card.findings if f.track == one.track}
        found[one.track] = _sum(
            card.rubric,
            root(card, one.track),
            None,
            one.score,
            one.track,
            card.components,
            mine,
        )
    return found


def root(card: Scorecard, track: Track) -> Node:
    """The tree of a rubric over what applies to a place on a track."""
    return over(card.rubric, card.place.kind, track, card.findings)


def over(rubric: Rubric, kind: str, track: Track, findings: Iterable[Finding]) -> Node:
    """The same for a kind of place, by its findings."""
    there = {f.criterion for f in findings if f.track == track and f.status != "not-applicable"}
    return tree(rubric, kind, there.__contains__)


def _sum(
    rubric: Rubric,
    node: Node,
    above: Group | None,
    score: Score,
    track: Track,
    components: tuple[ComponentScore, ...],
    findings: Mapping[str, Finding],
) -> Sum:
    """A group and all that stands in it. `components` are those that stand directly in it."""
    assert not isinstance(node.rule, Criterion)
    standing = {one.id: one for one in components}
    scores: dict[str, Score] = {}
    below: dict[str, Sum] = {}
    for child in node.parts:
        if not isinstance(child.rule, Criterion):
            own = standing[child.id].on(track)
            assert own is not None
            scores[child.id] = own
            inner = standing[child.id].children
            below[child.id] = _sum(rubric, child, node.rule, own, track, inner, findings)
    parts = tuple(
        Part(child.id, child.weight, findings[child.id], adds(rubric, child.rule))
        if isinstance(child.rule, Criterion)
        else Part(child.id, child.weight, scores[child.id])
        for child in node.children
    )
    return Sum(node.rule, above, score, parts, below)
