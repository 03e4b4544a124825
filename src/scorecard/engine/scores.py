"""From findings to scores: weights, components, tracks and the gap between them (S1 to S4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import NamedTuple

from ..model.logarithm import exp, ln, tidy
from ..model.result import ComponentScore, Findings, Gap, Score
from ..model.rubric import Aggregate, Component, Criterion, Group, Rubric, Track

NONE, ONE = Fraction(0), Fraction(1)
MANY = 10**12
"""A denominator above which it is worth the time to reduce a sum."""
MOST_KEPT = 4096
"""Scores of components kept for places that come to the same sums."""
GAP_NEEDS = Fraction(1, 3)
"""The share of the weight with both tracks under which no gap is printed (S2)."""

Applies = Callable[[str], bool]


Parts = tuple["Node", ...]


class Node(NamedTuple):
    """A criterion or a component with its weight among its siblings, over what applies. `children`
    are what is added up in it; `parts` the components and criteria that stand in it."""

    id: str
    weight: Fraction
    rule: Group | Criterion
    children: tuple[Node, ...] = ()
    parts: tuple[Node, ...] = ()


def tree(rubric: Rubric, kind: str, applies: Applies) -> Node:
    """The rubric over the criteria that apply. A component without a weight of its own weighs the
    sum of what applies below it; one under which nothing applies is left out."""

    def leaf(name: str, rule: Criterion) -> Node | None:
        weight = Fraction(0) if rule.adds else rubric.weighs(rule, kind) or Fraction(0)
        if not applies(name) or (weight <= 0 and not rule.adds):
            return None
        return Node(name, weight, rule)

    def branch(name: str, rule: Component) -> Node | None:
        found = [leaf(key, criterion) for key, criterion in rule.criteria.items()]
        found += [branch(key, child) for key, child in rule.components.items()]
        own = rubric.weighs(rule, kind)
        return group(name, rule, own, tuple(node for node in found if node is not None))

    def group(name: str, rule: Group, own: Fraction | None, parts: Parts) -> Node | None:
        children = tuple(_leaves(parts)) if rule.over == "criteria" else parts
        total = sum((node.weight for node in children), Fraction(0))
        if not children:
            return None
        # What only adds points weighs nothing, whatever it is said to weigh.
        return Node(name, total if own is None or not total else own, rule, children, parts)

    found = [branch(name, component) for name, component in rubric.components.items()]
    whole = group("", rubric, None, tuple(node for node in found if node is not None))
    return whole or Node("", Fraction(0), rubric)


def _leaves(parts: Parts) -> Iterator[Node]:
    for node in parts:
        if isinstance(node.rule, Criterion):
            yield node
        else:
            yield from _leaves(node.parts)


def weights(root: Node) -> dict[str, Fraction]:
    """The share of the whole that each criterion weighs (S1); they sum to 1."""
    shares: dict[str, Fraction] = {}

    def down(node: Node, share: Fraction) -> None:
        if isinstance(node.rule, Criterion):
            if node.weight:
                shares[node.id] = share
            return
        total = sum((child.weight for child in node.children), NONE)
        for child in node.children:
            if total:
                down(child, share * child.weight / total)

    down(root, ONE)
    return shares


class Sums:
    """A tree with what depends on nothing but what applies, worked out once for all places that
    are alike in that."""

    def __init__(self, rubric: Rubric, root: Node) -> None:
        self.rubric, self.root = rubric, root
        self.weights = weights(root)
        self._unknown: dict[int, dict[int, Score]] = {}
        self._below: dict[int, frozenset[str]] = {}
        self._plain: dict[Track, Plain] = {}
        self._all_means = all_means(root)

    def scores(self, track: Track, findings: Findings) -> dict[int, Score]:
        """The score of every component, and of the whole, within itself, by `id(node)`."""
        if self._all_means:
            if track not in self._plain:
                self._plain[track] = Plain(self.rubric, self.root, self.weights, track)
            found = self._plain[track].scores(findings)
            if found is not None:
                return found
        found = {}
        known = {name for name in self.below(self.root) if findings[name, track].point is not None}
        self._score(self.root, None, track, findings, known, found)
        return found

    def _score(
        self,
        node: Node,
        above: Group | None,
        track: Track,
        findings: Findings,
        known: set[str],
        found: dict[int, Score],
    ) -> Score:
        """The score of a node, and in `found` those of all that stands in it."""
        key = id(node)
        if isinstance(node.rule, Criterion):
            finding = findings[node.id, track]
            sure = NONE if finding.point is None else ONE
            score = Score(
                finding.point,
                finding.low,
                finding.high,
                sure,
                node.weight,
                node.weight,
                shown=finding.point or NONE,
            )
            found[key] = score
            return score
        nothing = known.isdisjoint(self.below(node))
        if nothing and key in self._unknown:
            found.update(self._unknown[key])
            return found[key]
        inside: dict[int, Score] = {} if nothing else found
        for part in node.parts:
            self._score(part, node.rule, track, findings, known, inside)
        below = [(child, inside[id(child)]) for child in node.children]
        inside[key] = _group(self.rubric, node, node.rule, above, below)
        if nothing:
            # Where nothing is known, places that are alike in what applies are alike in this.
            self._unknown[key] = inside
            found.update(inside)
        return inside[key]

    def below(self, node: Node) -> frozenset[str]:
        """The criteria that stand in a node."""
        if id(node) not in self._below:
            self._below[id(node)] = frozenset(leaf.id for leaf in _leaves((node,)))
        return self._below[id(node)]


def _inner(node: Node) -> Iterator[Node]:
    """A node and the components in it."""
    if not isinstance(node.rule, Criterion):
        yield node
        for part in node.parts:
            yield from _inner(part)


def all_means(root: Node) -> bool:
    """Whether weighted means, and nothing more, add up all of a tree."""
    return all(_is_mean(node) for node in _inner(root))


def _is_mean(node: Node) -> bool:
    """Whether a component is the mean of what stands in it, and nothing more."""
    rule = node.rule
    return (
        isinstance(rule, Group)
        and rule.aggregate == "weighted_mean"
        and rule.over == "parts"
        and (rule.floor, rule.ceiling, rule.round) == (None, None, None)
        and all(child.weight for child in node.children)
    )


class Plain:
    """Weighted means all the way down, where S1 can be had as it is written: sums of weight times
    share over the criteria, in whole numbers, of which only what is known differs from place to
    place."""

    def __init__(
        self, rubric: Rubric, root: Node, shares: Mapping[str, Fraction], track: Track
    ) -> None:
        self.track = track
        self.nodes = tuple(_inner(root))
        scales = {name: rubric.criteria[name].scale(track) for name in shares}
        ends = {name: (s.worst, s.best) for name, s in scales.items() if s is not None}
        parts = [share for s in scales.values() if s is not None for share in s.shares.values()]
        parts += [end for both in ends.values() for end in both]
        self.unit = 2 * lcm(*(share.denominator for share in parts))
        self.parts = lcm(*(share.denominator for share in shares.values()))
        self.weight = {name: int(share * self.parts) for name, share in shares.items()}
        self.worst = {name: self._units(worst) for name, (worst, _) in ends.items()}
        self.best = {name: self._units(best) for name, (_, best) in ends.items()}
        self.above: dict[str, list[int]] = {name: [] for name in shares}
        self.bases: list[tuple[int, int, int]] = []
        for at, node in enumerate(self.nodes):
            names = [leaf.id for leaf in _leaves((node,))]
            for name in names:
                self.above[name].append(at)
            weigh = self.weight
            self.bases.append(
                (
                    sum(weigh[name] for name in names),
                    sum(weigh[name] * self.worst[name] for name in names),
                    sum(weigh[name] * self.best[name] for name in names),
                )
            )
        self.wholes = [product((child.weight, ONE) for child in n.children) for n in self.nodes]
        self.known = lru_cache(MOST_KEPT)(self._score)
        self.unknown = [self._score(at, 0, 0, 0, 0) for at in range(len(self.nodes))]

    def _units(self, share: Fraction) -> int:
        """A share in the units in which all shares of levels, and their means, are whole."""
        over, under = share.as_integer_ratio()
        return over * (self.unit // under)

    def scores(self, findings: Findings) -> dict[int, Score] | None:
        """The score of every component; None where a share is no whole number of units, or the
        range of a component is widened to its point, and counts so in what is above it."""
        track, unit = self.track, self.unit
        sums: dict[int, list[int]] = {}
        for name, weight in self.weight.items():
            finding = findings[name, track]
            if finding.point is None:
                continue
            ratios = (
                finding.point.as_integer_ratio(),
                finding.low.as_integer_ratio(),
                finding.high.as_integer_ratio(),
            )
            if any(unit % under for _, under in ratios):
                return None
            shown, less, more = (over * (unit // under) for over, under in ratios)
            shown *= weight
            less = weight * (less - self.worst[name])
            more = weight * (more - self.best[name])
            for at in self.above[name]:
                mine = sums.setdefault(at, [0, 0, 0, 0])
                mine[0] += weight
                mine[1] += shown
                mine[2] += less
                mine[3] += more
        if any(at and self._outside(at, *mine) for at, mine in sums.items()):
            return None
        return {
            id(node): self.known(at, *sums[at]) if at in sums else self.unknown[at]
            for at, node in enumerate(self.nodes)
        }

    def _outside(self, at: int, known: int, shown: int, less: int, more: int) -> bool:
        """Whether the point of a component lies outside what its range would be."""
        whole, low, high = self.bases[at]
        return not (low + less) * known <= shown * whole <= (high + more) * known

    def _score(self, at: int, known: int, shown: int, less: int, more: int) -> Score:
        """The score of a component from the sums over its criteria: the weight of what is known,
        weight times share of it, and by how much the ends differ from all unknown."""
        whole, worst, best = self.bases[at]
        unit = self.unit
        point = Fraction(shown, known * unit) if known else None
        low = Fraction(worst + less, whole * unit)
        high = Fraction(best + more, whole * unit)
        if point is not None:
            # What is unknown may all be better, or worse, than anything known can be.
            low, high = min(low, point), max(high, point)
        return Score(
            point,
            low,
            high,
            Fraction(known, whole),
            self.nodes[at].weight,
            self.wholes[at],
            shown=Fraction(shown, whole * unit),
        )


def _group(
    rubric: Rubric, node: Node, rule: Group, above: Group | None, below: list[tuple[Node, Score]]
) -> Score:
    """The score of a component from those below it (S1, S3, S4)."""
    whole = product((child.weight, ONE) for child in node.children)
    weighing = [(child.weight, found) for child, found in below if child.weight]
    known_weight = product((w, found.coverage) for w, found in weighing)
    added = [_added(rubric, child, found) for child, found in below if not child.weight]
    extra = [sum((triple[i] for triple in added), NONE) for i in range(3)]
    if not whole:
        return _only_adds(rule, extra)
    answered = [
        (w if s.coverage == 1 else w * s.coverage, s.point)
        for w, s in weighing
        if s.point is not None
    ]
    low = aggregate(rule.aggregate, [(w, s.low) for w, s in weighing])
    high = aggregate(rule.aggregate, [(w, s.high) for w, s in weighing])
    point = aggregate(rule.aggregate, answered) if known_weight else None
    if added:
        low, high = low + extra[0] / whole, high + extra[2] / whole
        point = None if point is None else point + extra[1] / whole
    before = point
    in_points = rubric.in_points if above is None else rule.aggregate == "sum"
    own = whole if in_points else Fraction(100)
    brought = own
    if above is not None:
        brought = node.weight if above.aggregate == "sum" else Fraction(100)
    low, high = _held(rule, low, own, brought), _held(rule, high, own, brought)
    shown = _shown(rule, before, known_weight, weighing, extra[1]) / whole
    shown = _held(rule, shown, own, brought)
    if point is not None:
        point = _held(rule, point, own, brought)
        if rule.aggregate == "sum":
            # Points that are shown stay shown, and there are no more than can be had.
            point = min(max(point, low), high)
        low, high = min(low, point), max(high, point)
    return Score(
        point,
        low,
        high,
        known_weight / whole,
        node.weight,
        whole,
        before if before != point else None,
        shown * whole if point is not None and rule.aggregate == "sum" else None,
        shown,
    )


def _shown(
    rule: Group,
    point: Fraction | None,
    known: Fraction,
    weighing: list[tuple[Fraction, Score]],
    added: Fraction,
) -> Fraction:
    """Weight times share of what is answered alone, with what is added to it."""
    if rule.aggregate in ("sum", "weighted_mean"):
        return product((weight, found.shown) for weight, found in weighing) + added
    return NONE if point is None else point * known


def _only_adds(rule: Group, extra: list[Fraction]) -> Score:
    """A component of bonuses and penalties alone: its points are only added to what is above."""
    low, point, high = (_held(rule, points, ONE, ONE) for points in extra)
    before = extra[1] if extra[1] != point else None
    return Score(None, low, high, NONE, NONE, NONE, before, point)


def aggregate(how: Aggregate, children: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Weights and shares as one share (S3); of a `sum` of points too, the share is the mean."""
    if how == "minimum":
        return min(share for weight, share in children if weight)
    total = product((weight, ONE) for weight, _ in children)
    if how == "geometric_mean":
        if any(share <= 0 for weight, share in children if weight):
            return NONE
        mean = exp(product((weight, ln(share)) for weight, share in children) / total)
        mean = tidy(mean)
        return min(max(mean, min(s for _, s in children)), max(s for _, s in children))
    return product(children) / total


def product(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The sum of products, exact; reduced once at the end rather than at every step."""
    over, under = 0, 1
    for one, other in pairs:
        (a, b), (c, d) = one.as_integer_ratio(), other.as_integer_ratio()
        below = b * d
        if below == under:
            over += a * c
        else:
            over, under = over * below + a * c * under, under * below
            if under > MANY:
                common = gcd(over, under)
                over, under = over // common, under // common
    return Fraction(over, under)


def _added(rubric: Rubric, node: Node, found: Score) -> tuple[Fraction, Fraction, Fraction]:
    """The points that what weighs nothing adds at the low end, the point and the high end."""
    if not isinstance(node.rule, Criterion):
        return found.low, found.points or NONE, found.high
    given = adds(rubric, node.rule) or NONE
    low, high = sorted((given * found.low, given * found.high))
    return low, given * (found.point or NONE), high


def adds(rubric: Rubric, rule: Criterion) -> Fraction | None:
    """What a criterion that only adds points gives for a share of 1: less than nothing for a
    penalty, and the points themselves where its answers say them."""
    if not rule.adds:
        return None
    if rule.penalty is not None:
        return -rubric.number(rule.penalty)
    return ONE if rule.bonus is None else rubric.number(rule.bonus)


def _held(rule: Group, share: Fraction, own: Fraction, brought: Fraction) -> Fraction:
    """A share held to the floor and ceiling, in the unit of the group itself, and rounded in the
    unit in which it is added up: so many to the whole."""
    if rule.floor is not None:
        share = max(share, rule.floor / own)
    if rule.ceiling is not None:
        share = min(share, rule.ceiling / own)
    if rule.round is not None:
        share = rule.round.rounded(share * brought) / brought
    return share


class Layout(NamedTuple):
    """A component as it stands in the file, with its node in the tree of each track."""

    id: str
    nodes: tuple[tuple[Track, int], ...]
    children: tuple[Layout, ...]


def layout(components: Mapping[str, Component], above: Mapping[Track, Node]) -> tuple[Layout, ...]:
    """The components in the order of the file, with the nodes that stand for them."""
    found = []
    for name, rule in components.items():
        mine = {
            track: child
            for track, node in above.items()
            for child in node.parts
            if child.id == name and child.rule is rule
        }
        nodes = tuple((track, id(node)) for track, node in mine.items())
        found.append(Layout(name, nodes, layout(rule.components, mine)))
    return tuple(found)


def component_scores(
    components: tuple[Layout, ...], scored: Mapping[Track, Mapping[int, Score]]
) -> tuple[ComponentScore, ...]:
    """The components as they stand in the file, with their scores on each track."""
    return tuple(
        ComponentScore(
            one.id,
            tuple((track, scored[track][node]) for track, node in one.nodes),
            component_scores(one.children, scored) if one.children else (),
        )
        for one in components
    )


def gap(both: Sums, findings: Findings) -> Gap | None:
    """Policy minus practice over the criteria answered on both (S2), of those that apply on both;
    None where none does."""
    shares = both.weights
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
