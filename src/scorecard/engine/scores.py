"""From findings to scores: weights, components, tracks and the gap between them (S1 to S4)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from ..model.result import ComponentScore, Finding, Gap, Score
from ..model.rubric import Aggregate, Component, Criterion, Group, Rubric, Track

GAP_NEEDS = Fraction(1, 3)
"""The share of the weight with both tracks under which no gap is printed (S2)."""

Findings = Mapping[tuple[str, Track], Finding]
Applies = Callable[[str], bool]


class Node(NamedTuple):
    """A criterion or a component with its weight among its siblings, over what applies."""

    id: str
    weight: Fraction
    rule: Group | Criterion
    children: tuple[Node, ...] = ()


def tree(rubric: Rubric, kind: str, applies: Applies) -> Node:
    """The rubric over the criteria that apply. A component without a weight of its own weighs the
    sum of what applies below it; one under which nothing applies is left out."""

    def leaf(name: str, criterion: Criterion) -> Node | None:
        added = criterion.bonus is not None or criterion.penalty is not None
        weight = Fraction(0) if added else criterion.weighs(kind)
        if not applies(name) or (weight <= 0 and not added):
            return None
        return Node(name, weight, criterion)

    def branch(name: str, rule: Component) -> Node | None:
        found = [leaf(key, criterion) for key, criterion in rule.criteria.items()]
        found += [branch(key, child) for key, child in rule.components.items()]
        children = tuple(node for node in found if node is not None)
        total = sum((node.weight for node in children), Fraction(0))
        if total == 0:
            return None
        return Node(name, total if rule.weight is None else rule.weight, rule, children)

    found = [branch(name, component) for name, component in rubric.components.items()]
    children = tuple(node for node in found if node is not None)
    total = sum((node.weight for node in children), Fraction(0))
    return Node("", total, rubric, children)


def weights(root: Node) -> dict[str, Fraction]:
    """The share of the whole that each criterion weighs (S1); they sum to 1."""
    shares: dict[str, Fraction] = {}

    def down(node: Node, share: Fraction) -> None:
        if isinstance(node.rule, Criterion):
            if node.weight:
                shares[node.id] = share
            return
        total = sum((child.weight for child in node.children), Fraction(0))
        for child in node.children:
            if total:
                down(child, share * child.weight / total)

    down(root, Fraction(1))
    return shares


def scores(root: Node, track: Track, findings: Findings) -> dict[int, Score]:
    """The score of every node within itself, by `id(node)`, each worked out once."""
    found: dict[int, Score] = {}

    def of(node: Node) -> Score:
        if isinstance(node.rule, Criterion):
            finding = findings[node.id, track]
            known = Fraction(finding.point is not None)
            score = Score(finding.point, finding.low, finding.high, known, node.weight)
        else:
            score = _group(node, node.rule, [(child, of(child)) for child in node.children])
        found[id(node)] = score
        return score

    of(root)
    return found


def _group(node: Node, rule: Group, below: list[tuple[Node, Score]]) -> Score:
    """The score of a component from those below it (S1, S3, S4)."""
    whole = sum((child.weight for child in node.children), Fraction(0))
    weighing = [(child.weight, found) for child, found in below if child.weight]
    known_weight = sum((w * found.coverage for w, found in weighing), Fraction(0))
    added = [
        _added(child.rule, found) for child, found in below if isinstance(child.rule, Criterion)
    ]
    extra = [sum((triple[i] for triple in added), Fraction(0)) for i in range(3)]
    answered = [(w * s.coverage, s.point) for w, s in weighing if s.point is not None]
    point = low = high = points = None
    if known_weight:
        point = aggregate(rule.aggregate, answered) + extra[1] / known_weight
        if rule.aggregate == "sum":
            points = point * known_weight
    low = aggregate(rule.aggregate, [(w, s.low) for w, s in weighing]) + extra[0] / whole
    high = aggregate(rule.aggregate, [(w, s.high) for w, s in weighing]) + extra[2] / whole
    before = point
    point, low, high = (_held(rule, value) for value in (point, low, high))
    assert low is not None and high is not None
    if point is not None:
        low, high = min(low, point), max(high, point)
    return Score(
        point,
        low,
        high,
        known_weight / whole,
        node.weight,
        before if before != point else None,
        points,
    )


def aggregate(how: Aggregate, children: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Weights and shares as one share (S3); of a `sum` of points too, the share is the mean."""
    total = sum((weight for weight, _ in children), Fraction(0))
    if how == "minimum":
        return min(share for weight, share in children if weight)
    if how == "geometric_mean":
        if any(share <= 0 for weight, share in children if weight):
            return Fraction(0)
        logs = math.fsum(float(weight / total) * _log(share) for weight, share in children)
        mean = Fraction(math.exp(logs)).limit_denominator(10**12)
        return min(max(mean, min(s for _, s in children)), max(s for _, s in children))
    return sum((weight * share for weight, share in children), Fraction(0)) / total


def _log(share: Fraction) -> float:
    """The logarithm of a share above 0, however small."""
    return math.log(share.numerator) - math.log(share.denominator)


def _added(rule: Criterion, found: Score) -> tuple[Fraction, Fraction, Fraction]:
    """The points a bonus or penalty adds at the low end, the point and the high end."""
    point = found.point or Fraction(0)
    if rule.bonus is not None:
        return rule.bonus * found.low, rule.bonus * point, rule.bonus * found.high
    if rule.penalty is not None:
        return -rule.penalty * found.high, -rule.penalty * point, -rule.penalty * found.low
    return Fraction(0), Fraction(0), Fraction(0)


def _held(rule: Group, share: Fraction | None) -> Fraction | None:
    """A share held to the floor and ceiling, which are percentages."""
    if share is None:
        return None
    if rule.floor is not None:
        share = max(share, rule.floor / 100)
    if rule.ceiling is not None:
        share = min(share, rule.ceiling / 100)
    return share


def component_scores(
    rubric: Rubric, roots: Mapping[Track, Node], scored: Mapping[Track, Mapping[int, Score]]
) -> tuple[ComponentScore, ...]:
    """The components as they stand in the file, with their scores on each track."""

    def gathered(
        names: Mapping[str, Component], nodes: Mapping[Track, Node]
    ) -> tuple[ComponentScore, ...]:
        components = []
        for name, rule in names.items():
            mine = {
                track: child
                for track, node in nodes.items()
                for child in node.children
                if child.id == name and child.rule is rule
            }
            tracks = tuple((track, scored[track][id(node)]) for track, node in mine.items())
            components.append(ComponentScore(name, tracks, gathered(rule.components, mine)))
        return tuple(components)

    return gathered(rubric.components, roots)


def gap(rubric: Rubric, kind: str, findings: Findings) -> Gap | None:
    """Policy minus practice over the criteria answered on both (S2); None where no criterion
    applies on both tracks."""

    def both(name: str) -> bool:
        pair = (findings.get((name, "policy")), findings.get((name, "practice")))
        return all(finding is not None and finding.status != "not-applicable" for finding in pair)

    shares = weights(tree(rubric, kind, both))
    if not shares:
        return None
    answered = tuple(
        name
        for name in shares
        if findings[name, "policy"].point is not None
        and findings[name, "practice"].point is not None
    )
    held = sum((shares[name] for name in answered), Fraction(0))

    def between(name: str) -> Fraction:
        paper, practice = findings[name, "policy"].point, findings[name, "practice"].point
        assert paper is not None and practice is not None
        return paper - practice

    if held < GAP_NEEDS:
        return Gap(None, answered, held, None)
    difference = sum((shares[name] * between(name) for name in answered), Fraction(0)) / held
    widest = max(answered, key=lambda name: (abs(between(name)), shares[name], name))
    return Gap(difference, answered, held, widest if between(widest) else None)
