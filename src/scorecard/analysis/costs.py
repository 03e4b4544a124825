"""What costs a place most, and what nobody has shown (from S1 and S5)."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ..model.result import Finding, Scorecard
from ..model.rubric import Track


class Cost(NamedTuple):
    """What one finding takes from the grade, as a share of 1, by falling short of full marks; or,
    for what is unknown, how much of the range it holds open."""

    finding: Finding
    share: Fraction


def counted(card: Scorecard) -> dict[Track, Fraction]:
    """How much of the figure in view each track is: the mix, or, where there is no overall, the
    whole of each track."""
    if card.overall.point is not None:
        return dict(card.mix)
    return {track.track: Fraction(1) for track in card.tracks}


def costs(card: Scorecard) -> tuple[Cost, ...]:
    """What each finding costs, the dearest first; those that cost nothing are left out."""
    parts = counted(card)
    found = []
    for finding in card.findings:
        part, track = parts.get(finding.track), card.track(finding.track)
        if part is None or track is None or finding.point is None or not track.score.coverage:
            continue
        weight = card.weight(finding.criterion, finding.track)
        share = part * weight / track.score.coverage * (1 - finding.point)
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
