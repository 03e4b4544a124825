"""What costs a place most, and what nobody has shown (from S1 and S5)."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ..model.result import Finding, Scorecard


class Cost(NamedTuple):
    """What one finding takes from the overall, as a share of 1, by falling short of full marks:
    from its point, or, where that is withheld, from both ends of its range. Of what is unknown, how
    much of the range it holds open."""

    finding: Finding
    share: Fraction


def costs(card: Scorecard) -> tuple[Cost, ...]:
    """What each finding costs, the dearest first; those that cost nothing are left out."""
    mix, withheld = dict(card.mix), card.overall.point is None
    found = []
    for finding in card.findings:
        part, track = mix.get(finding.track), card.track(finding.track)
        if part is None or track is None or finding.point is None or not track.score.coverage:
            continue
        # A point rests on what is answered; the ends of a range rest on the whole weight.
        known = Fraction(1) if withheld else track.score.coverage
        weight = card.weight(finding.criterion, finding.track)
        share = part * weight / known * (1 - finding.point)
        if share > 0:
            found.append(Cost(finding, share))
    return tuple(sorted(found, key=lambda cost: -cost.share))


def unknowns(card: Scorecard) -> tuple[Cost, ...]:
    """What nobody has shown, what weighs most first, by its share of the overall."""
    mix = dict(card.mix)
    found = [
        Cost(finding, mix[finding.track] * card.weight(finding.criterion, finding.track))
        for finding in card.findings
        if finding.status == "unknown" and finding.track in mix
    ]
    return tuple(sorted(found, key=lambda cost: -cost.share))
