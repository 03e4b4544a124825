"""What costs a place most, and what nobody has shown (from S1 and S5)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from ..engine.scores import Sums
from ..model.result import Finding, Score, Scorecard, by_key
from ..model.rubric import Track
from .sums import root, sums


class Cost(NamedTuple):
    """What one finding takes from the overall, as a share of 1, by falling short of full marks:
    from its point, or, where that is withheld, from both ends of its range. Of what is unknown, how
    much of the range it holds open."""

    finding: Finding
    share: Fraction


def costs(card: Scorecard) -> tuple[Cost, ...]:
    """What each finding costs, the dearest first; those that cost nothing are left out."""
    mix, withheld, reckoned = dict(card.mix), card.overall.point is None, _reckoned(card)
    found = []
    for finding in card.findings:
        part, track = mix.get(finding.track), card.track(finding.track)
        if part is None or track is None or finding.point is None or not track.score.coverage:
            continue
        if finding.track in reckoned:
            before, after = reckoned[finding.track](finding)
            share = part * _gain(before, after, withheld=withheld)
        else:
            # A point rests on what is answered; the ends of a range rest on the whole weight.
            known = Fraction(1) if withheld else track.score.coverage
            weight = card.weight(finding.criterion, finding.track)
            share = part * weight / known * (1 - finding.point)
        if share > 0:
            found.append(Cost(finding, share))
    return tuple(sorted(found, key=lambda cost: -cost.share))


def unknowns(card: Scorecard) -> tuple[Cost, ...]:
    """What nobody has shown, what weighs most first, by its share of the overall."""
    mix, reckoned = dict(card.mix), _reckoned(card)
    found = []
    for finding in card.findings:
        if finding.status != "unknown" or finding.track not in mix:
            continue
        share = card.weight(finding.criterion, finding.track)
        if finding.track in reckoned:
            before, after = reckoned[finding.track](finding)
            share = after.low - before.low
        found.append(Cost(finding, mix[finding.track] * share))
    return tuple(sorted(found, key=lambda cost: -cost.share))


Reckon = Callable[[Finding], tuple[Score, Score]]
"""The score of a track as it is, and as it would be with full marks for one finding."""


def _reckoned(card: Scorecard) -> dict[Track, Reckon]:
    """The tracks on which weights times shares do not say what an answer costs, because of limits,
    bonuses or another mean: there the sum is done again with full marks."""
    findings = by_key(card.findings)

    def reckon(track: Track) -> Reckon:
        again = Sums(card.rubric, root(card, track))
        before = again.scores(track, findings)[id(again.root)]

        def with_full_marks(finding: Finding) -> tuple[Score, Score]:
            rule = card.rubric.criteria[finding.criterion]
            scale = rule.scale(track)
            assert scale is not None
            best = scale.best if rule.penalty is None else scale.worst
            full = finding._replace(point=best, low=best, high=best)
            changed = {**findings, (finding.criterion, track): full}
            return before, again.scores(track, changed)[id(again.root)]

        return with_full_marks

    return {track: reckon(track) for track, one in sums(card).items() if not one.plain_throughout}


def _gain(before: Score, after: Score, *, withheld: bool) -> Fraction:
    """By how much full marks raise the point, or, where that is withheld, both ends."""
    if withheld or before.point is None or after.point is None:
        return min(after.low - before.low, after.high - before.high)
    return after.point - before.point
