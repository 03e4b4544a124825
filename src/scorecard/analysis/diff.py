"""What the difference between two grades of one place comes from: between two dates by one rubric,
or between two rubrics on the same facts as of one date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from ..model.result import Finding, Scorecard, TrackScore, by_key
from ..model.rubric import Key, Track
from .causes import Cause, answer, causes
from .parts import (
    HALF,
    NONE,
    Leaf,
    Worth,
    by_shares,
    by_steps,
    is_mean,
    leaves,
    on_one_scale,
    worth,
)

ONE = Fraction(1)
NOT: Literal["not-applicable"] = "not-applicable"
Why = Literal["level", "applies", "not-applicable", "weight", "scale", "added", "removed"]
"""What moved a question: its finding; whether it applies; what it weighs; how the rubric reads the
same facts; or that one of two rubrics does not ask it."""
Between = Literal["dates", "rubrics"]
How = Literal["shares", "steps", "whole"]
"""How a track is told apart: by weights and shares; one finding after another through the engine,
in the order of the file; or not at all."""


class Part(NamedTuple):
    """What one reason explains of the difference of a track, and of the overall."""

    why: Why
    of_track: Worth
    of_overall: Worth


class Move(NamedTuple):
    """A question that moved on a track: its findings, None where the rubric does not ask it; its
    shares of the weight of the whole track; what that explains; and by which facts."""

    criterion: str
    track: Track
    before: Finding | None
    after: Finding | None
    weights: tuple[Fraction, Fraction]
    parts: tuple[Part, ...]
    causes: tuple[Cause, ...]

    @property
    def of_track(self) -> Worth:
        return total(part.of_track for part in self.parts)

    @property
    def of_overall(self) -> Worth:
        return total(part.of_overall for part in self.parts)


class TrackDiff(NamedTuple):
    """A track that applies at both ends. Told apart, its moves add up to the difference; as a
    whole there are none. `of_overall` is what all of it explains there."""

    before: TrackScore
    after: TrackScore
    how: How
    moves: tuple[Move, ...]
    of_overall: Worth

    @property
    def track(self) -> Track:
        return self.after.track

    @property
    def difference(self) -> Worth:
        return worth(self.after).less(worth(self.before))


class Diff(NamedTuple):
    """Two grades of one place. What its tracks explain, what explains that a track counts for more
    or for less (`mix`), and the `caps` add up to the difference of the overall. `unmoved` are the
    questions whose evidence changed and whose answer did not; `shared`, those asked at both ends.
    """

    before: Scorecard
    after: Scorecard
    tracks: tuple[TrackDiff, ...]
    mix: tuple[tuple[Track, Worth], ...]
    caps: Worth
    unmoved: tuple[Key, ...]
    shared: tuple[Key, ...]

    @property
    def between(self) -> Between:
        """What differs: the date, or the rubric."""
        return "dates" if self.before.rubric is self.after.rubric else "rubrics"

    @property
    def difference(self) -> Worth:
        return overall(self.after).less(overall(self.before))


def total(parts: Iterable[Worth]) -> Worth:
    """The sum of parts."""
    found = Worth(NONE, NONE, NONE)
    for part in parts:
        found = found.plus(part)
    return found


def overall(card: Scorecard) -> Worth:
    """The overall of a scorecard."""
    return Worth(card.overall.point, card.overall.low, card.overall.high)


def diff(before: Scorecard, after: Scorecard) -> Diff:
    """What the difference between two grades of one place comes from."""
    tracks = tuple(
        _track(before, after, old, new)
        for new in after.tracks
        if (old := before.track(new.track)) is not None
    )
    was, now = (by_key(card.findings) for card in (before, after))
    shared = tuple(key for key in now if key in was)
    moved = {(move.criterion, move.track) for one in tracks for move in one.moves}
    changed = (key for key in shared if answer(was[key]) != answer(now[key]))
    return Diff(
        before=before,
        after=after,
        tracks=tracks,
        mix=tuple(_mix(before, after)),
        caps=_cap(after).less(_cap(before)),
        unmoved=tuple(key for key in changed if key not in moved),
        shared=shared,
    )


# ---------------------------------------------------------------- the overall


def _uncapped(card: Scorecard) -> Worth:
    """The tracks mixed, before any cap; where none applies, all is open."""
    if not card.mix:
        return Worth(None, NONE, ONE)
    parts = {track.track: worth(track) for track in card.tracks}
    mixed = total(parts[track].times(part) for track, part in card.mix)
    return mixed._replace(coverage=NONE)


def _cap(card: Scorecard) -> Worth:
    """What the caps take from the overall."""
    return overall(card).less(_uncapped(card))


def _mix(before: Scorecard, after: Scorecard) -> Iterator[tuple[Track, Worth]]:
    """What it explains that a track counts for more, or less, of the overall: by how much it lies
    above the middle, times by how much more it counts."""
    old, new = dict(before.mix), dict(after.mix)
    ends = _uncapped(before), _uncapped(after)
    middle = ends[0].plus(ends[1]).times(HALF) if old and new else ends[bool(old)]
    for track in dict.fromkeys((*new, *old)):
        more = new.get(track, NONE) - old.get(track, NONE)
        if more:
            found = [worth(t) for card in (before, after) if (t := card.track(track)) is not None]
            mean = total(one.times(Fraction(1, len(found))) for one in found)
            yield track, mean._replace(coverage=NONE).less(middle).times(more)


# ---------------------------------------------------------------- a track


def _track(before: Scorecard, after: Scorecard, old: TrackScore, new: TrackScore) -> TrackDiff:
    """One track, told apart as far as its rubrics let it be."""
    track, same = new.track, before.rubric is after.rubric
    part = (dict(before.mix).get(track, NONE) + dict(after.mix).get(track, NONE)) * HALF
    graded = before.overall.point is not None and after.overall.point is not None

    def of_overall(of_track: Worth) -> Worth:
        found = of_track.times(part)._replace(coverage=NONE)
        return found if graded else found._replace(point=None)

    was, now = on_one_scale(leaves(before, old), leaves(after, new))
    withheld = old.withheld or new.withheld
    how: How = "whole"
    apart: Mapping[str, tuple[Worth, ...]] = {}
    if is_mean(old, was) and is_mean(new, now):
        how, apart = "shares", by_shares(was, now, withheld)
    elif same:
        how, apart = "steps", by_steps(before, after, track, withheld)
    moves = []
    for name, worths in apart.items():
        ends = before.finding(name, track), after.finding(name, track)
        whys = _whys(*ends, was.get(name), now.get(name), same=same)
        parts = tuple(
            Part(why, one, of_overall(one))
            for why, one in zip(whys, worths, strict=False)
            if why is not None
        )
        if parts:
            weights = before.weight(name, track), after.weight(name, track)
            moves.append(Move(name, track, *ends, weights, parts, tuple(causes(*ends))))
    difference = worth(new).less(worth(old))
    return TrackDiff(old, new, how, tuple(moves), of_overall(difference))


def _whys(
    before: Finding | None, after: Finding | None, was: Leaf | None, now: Leaf | None, *, same: bool
) -> tuple[Why | None, Why | None]:
    """Why a question moved: by what was found, or could be, and by what it weighs where it weighs
    something at both ends."""
    if before is None or after is None:
        return ("added" if before is None else "removed"), None
    if NOT in (before.status, after.status):
        if before.status == after.status:
            return None, None
        return ("applies" if before.status == NOT else NOT), None
    if (was is None) != (now is None):
        return "weight", None
    moved = _numbers(before) != _numbers(after)
    by_finding: Why | None = ("level" if same else "scale") if moved else None
    weighs = was is not None and now is not None and was.weight != now.weight
    return by_finding, "weight" if weighs else None


def _numbers(finding: Finding) -> tuple[str, Fraction | None, Fraction, Fraction]:
    return finding.status, finding.point, finding.low, finding.high
