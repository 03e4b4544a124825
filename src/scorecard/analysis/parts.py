"""A difference of two scores of a track, told apart question by question, so that the parts add up
to it exactly.

Where a score is the weighted mean of the shares of its questions, one of them explains
(w1 (s1 - m) - w0 (s0 - m)) / W: s0 and s1 are its shares before and after, w0 and w1 its weights, m
is the middle of the two means, W that of the two sums of weights, and what is not known has no part
in a mean. The parts add up whatever m is. With the middle, turning the ends round turns every sign;
a question that stays as it is explains nothing, nor does one that becomes known at the middle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from ..engine.scores import Sums, product
from ..model.result import Finding, Findings, Score, Scorecard, TrackScore, by_key
from ..model.rubric import Rubric, Track
from .sums import over

NONE, HALF = Fraction(0), Fraction(1, 2)


class Worth(NamedTuple):
    """A score, or a part of a difference, in shares of 1: the point, None where one of its ends has
    none; the ends of the range; and how much is answered."""

    point: Fraction | None
    low: Fraction
    high: Fraction
    coverage: Fraction = NONE

    def plus(self, other: Worth, factor: Fraction = Fraction(1)) -> Worth:
        """The sum, the other taken so many times."""
        point = None
        if self.point is not None and other.point is not None:
            point = self.point + factor * other.point
        rest = (one + factor * two for one, two in zip(self[1:], other[1:], strict=True))
        return Worth(point, *rest)

    def less(self, other: Worth) -> Worth:
        return self.plus(other, Fraction(-1))

    def times(self, factor: Fraction) -> Worth:
        return Worth(NONE, NONE, NONE).plus(self, factor)


class Leaf(NamedTuple):
    """A question that applies: what it weighs, and what was found."""

    weight: Fraction
    finding: Finding


Leaves = Mapping[str, Leaf]
Pick = Callable[[Finding], Fraction | None]
_MEASURES: tuple[Pick, ...] = (
    lambda finding: finding.point,
    lambda finding: finding.low,
    lambda finding: finding.high,
    lambda finding: Fraction(finding.point is not None),
)
"""What is added up of each finding, in the order of `Worth`."""


def worth(track: TrackScore) -> Worth:
    """A whole track; one that is withheld has no point."""
    return _worth(track.score)


def _worth(score: Score) -> Worth:
    return Worth(score.point, score.low, score.high, score.coverage)


def leaves(card: Scorecard, track: TrackScore) -> dict[str, Leaf]:
    """The questions that weigh something on a track, with the weights that the rubric gives."""
    found = {f.criterion: f for f in card.findings if f.track == track.track}
    return {
        name: Leaf(share * track.score.whole, found[name])
        for name, its, share in card.weights
        if its == track.track
    }


def on_one_scale(old: Leaves, new: Leaves) -> tuple[Leaves, Leaves]:
    """Two sets of weights on the scale on which most questions keep theirs: what a weight is
    measured in is a matter of its rubric, and no mean depends on it."""
    ratios = Counter(old[name].weight / new[name].weight for name in new if name in old)
    factor = ratios.most_common(1)[0][0] if ratios else Fraction(1)
    scaled = {name: leaf._replace(weight=leaf.weight * factor) for name, leaf in new.items()}
    return old, scaled


# ---------------------------------------------------------------- by weights and shares


def is_mean(track: TrackScore, found: Leaves) -> bool:
    """Whether all of a track is the weighted mean of its questions, exactly."""
    means = (_mean(found, pick) for pick in _MEASURES)
    pairs = zip(worth(track), means, strict=True)
    return all(told == mean for told, mean in pairs if told is not None)


def by_shares(old: Leaves, new: Leaves, withheld: bool) -> dict[str, tuple[Worth, Worth]]:
    """What each question explains: by its finding, and by its weight. Of one that is there at one
    end only, all is in the first. A track that is withheld at an end has no point to explain."""
    apart = [_apart(old, new, pick) for pick in _MEASURES]
    return {
        name: (_both(apart, name, 0, withheld), _both(apart, name, 1, withheld))
        for name in dict.fromkeys((*new, *old))
    }


def _both(
    apart: list[dict[str, tuple[Fraction, Fraction]]], name: str, which: int, withheld: bool
) -> Worth:
    point, low, high, coverage = (measure[name][which] for measure in apart)
    return Worth(None if withheld else point, low, high, coverage)


def _apart(old: Leaves, new: Leaves, pick: Pick) -> dict[str, tuple[Fraction, Fraction]]:
    """The parts of the difference of one mean: by finding, and by weight."""
    means = _mean(old, pick) or NONE, _mean(new, pick) or NONE
    middle = (means[0] + means[1]) * HALF
    whole = (_weight(old, pick) + _weight(new, pick)) * HALF

    def above(leaf: Leaf) -> Fraction:
        share = pick(leaf.finding)
        return NONE if share is None else share - middle

    found = {}
    for name in {**old, **new}:
        was, now = old.get(name), new.get(name)
        by_finding = by_weight = NONE
        if was is not None and now is not None:
            by_finding = (was.weight + now.weight) * HALF * (above(now) - above(was))
            by_weight = (now.weight - was.weight) * HALF * (above(now) + above(was))
        elif now is not None:
            by_finding = now.weight * above(now)
        elif was is not None:
            by_finding = -was.weight * above(was)
        found[name] = (by_finding / whole, by_weight / whole) if whole else (NONE, NONE)
    return found


def _weight(found: Leaves, pick: Pick) -> Fraction:
    return sum((leaf.weight for leaf in found.values() if pick(leaf.finding) is not None), NONE)


def _mean(found: Leaves, pick: Pick) -> Fraction | None:
    """The mean over what has a share; None where nothing has."""
    whole = _weight(found, pick)
    shares = ((leaf.weight, pick(leaf.finding)) for leaf in found.values())
    return product((w, s) for w, s in shares if s is not None) / whole if whole else None


# ---------------------------------------------------------------- step by step


def by_steps(
    before: Scorecard, after: Scorecard, track: Track, withheld: bool
) -> dict[str, tuple[Worth]]:
    """What each question explains where a rubric adds up otherwise: by how much the score moves
    when one finding after another becomes what it is after, in the order of the file."""
    rubric, kind = after.rubric, after.place.kind
    findings = by_key(before.findings)
    last = _scored(rubric, kind, track, findings)
    found: dict[str, tuple[Worth]] = {}
    for finding in after.findings:
        key = finding.criterion, finding.track
        if finding.track != track or findings[key] == finding:
            continue
        findings[key] = finding
        score = _scored(rubric, kind, track, findings)
        # On the way there may be nothing to score, or no point; the next step takes it from here.
        if score is not None:
            now = score if score.point is not None else score._replace(point=last and last.point)
            step = now if last is None else now.less(last)
            found[finding.criterion] = (step._replace(point=None) if withheld else step,)
            last = now
    return found


def _scored(rubric: Rubric, kind: str, track: Track, findings: Findings) -> Worth | None:
    """A track added up as the engine does; None where nothing applies."""
    root = over(rubric, kind, track, findings.values())
    if not root.weight:
        return None
    return _worth(Sums(rubric, root).scores(track, findings)[id(root)])
