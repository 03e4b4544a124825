"""Grade one place by one rubric as of a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from .. import __version__
from ..model.place import DataFile, Place
from ..model.result import (
    ComponentScore,
    Finding,
    Findings,
    GateResult,
    Overall,
    Score,
    Scorecard,
    Standing,
    TrackScore,
    by_key,
)
from ..model.rubric import TRACKS, Key, Rubric, Track
from .findings import NOTHING, Finder, Supposed
from .gates import cap, judge, with_margins
from .scores import Layout, Node, Sums, component_scores, gap, layout, product, tree

NOT = "not-applicable"
NONE, ONE = Fraction(0), Fraction(1)
MOST_KEPT = 512
"""Trees kept for places that are alike in what applies to them."""


def grade(
    rubric: Rubric,
    place: Place,
    as_of: date,
    *,
    fresh: bool = False,
    dated: bool = False,
    rubric_file: DataFile | None = None,
) -> Scorecard:
    """The scorecard of a place. Pure: the same rubric, place and date give the same result.

    With `fresh`, what is only last known is unknown (E6).
    """
    return Grader(rubric, rubric_file).grade(place, as_of, fresh=fresh, dated=dated)


class Scored(NamedTuple):
    """The numbers of a place, and what they rest on."""

    found: tuple[Finding, ...]
    findings: Findings
    sums: Mapping[Track, Sums]
    components: tuple[ComponentScore, ...]
    tracks: tuple[TrackScore, ...]
    overall: Overall
    gates: tuple[GateResult, ...]
    mix: tuple[tuple[Track, Fraction], ...]


class Grader:
    """Grades places by one rubric. What does not depend on the place is worked out once; nothing
    that it keeps changes a result."""

    def __init__(self, rubric: Rubric, rubric_file: DataFile | None = None) -> None:
        self.rubric, self.rubric_file = rubric, rubric_file
        self._finder = Finder(rubric)
        self._sums: dict[tuple[str, Track | None, frozenset[str]], Sums] = {}
        self._mixes: dict[tuple[Track, ...], tuple[tuple[Track, Fraction], ...]] = {}
        self._layouts: dict[tuple[int, ...], tuple[Layout, ...]] = {}

    def find(
        self, place: Place, as_of: date, *, fresh: bool = False, supposed: Supposed = NOTHING
    ) -> tuple[Finding, ...]:
        """One finding for every criterion and track; all else in a scorecard follows from them.
        What is `supposed` stands in place of what was found."""
        return self._finder.find(place, as_of, fresh, supposed)

    def grade(
        self, place: Place, as_of: date, *, fresh: bool = False, dated: bool = False
    ) -> Scorecard:
        """The scorecard of a place, as `grade` gives it."""
        return self.of(self.find(place, as_of, fresh=fresh), place, as_of, fresh=fresh, dated=dated)

    def of(
        self, found: tuple[Finding, ...], place: Place, as_of: date, *, fresh: bool, dated: bool
    ) -> Scorecard:
        """The scorecard of a place whose findings are known."""
        rubric, made = self.rubric, self._score(place, found)
        shared = _shared(made.found)
        on_shared = {key for _, keys in shared for key in keys}
        both = len(rubric.tracks) == 2
        return Scorecard(
            rubric=rubric,
            rubric_file=self.rubric_file,
            place=place,
            as_of=as_of,
            fresh=fresh,
            dated=dated,
            program=__version__,
            findings=made.found,
            weights=tuple(
                (name, track, share)
                for track, one in made.sums.items()
                for name, share in one.weights.items()
            ),
            components=made.components,
            tracks=tuple(
                track._replace(shared=_part(made, track.track, on_shared)) for track in made.tracks
            ),
            gap=gap(self._both(place.kind, made.found), made.findings) if both else None,
            overall=made.overall,
            gates=with_margins(rubric, place, made.findings, made.gates),
            mix=made.mix,
            shared=shared,
        )

    def standing(
        self,
        place: Place,
        as_of: date,
        *,
        fresh: bool = False,
        supposed: Supposed = NOTHING,
    ) -> Standing:
        """The same numbers as `grade` gives, without what explains them; as they would be, where
        something is `supposed` to stand in place of what was found."""
        made = self._score(place, self.find(place, as_of, fresh=fresh, supposed=supposed))
        return Standing.of_place(
            self.rubric, place, made.tracks, made.overall, made.gates, made.components
        )

    def _score(self, place: Place, found: tuple[Finding, ...]) -> Scored:
        rubric = self.rubric
        findings = by_key(found)
        apart = [f for f in found if f.status == NOT]
        sums: dict[Track, Sums] = {}
        for track in TRACKS:
            if track in rubric.tracks:
                without = frozenset(f.criterion for f in apart if f.track == track)
                made = self._tree(place.kind, track, without)
                if made.root.weight:
                    sums[track] = made
        scores = {track: one.scores(track, findings) for track, one in sums.items()}
        tracks = tuple(
            _track(rubric, track, one, findings, scores[track][id(one.root)])
            for track, one in sums.items()
        )
        gates = judge(rubric, place, findings)
        whole = next((track.score.whole for track in tracks if rubric.in_points), Fraction(100))
        mix = self._mixed(tuple(sums))
        return Scored(
            found,
            findings,
            sums,
            self._components(sums, scores),
            tracks,
            _overall(mix, tracks, gates, whole),
            gates,
            mix,
        )

    def _mixed(self, tracks: tuple[Track, ...]) -> tuple[tuple[Track, Fraction], ...]:
        """The tracks that there are and that count, with their parts of the overall."""
        if tracks not in self._mixes:
            parts = {track: part for track in tracks if (part := self.rubric.tracks[track])}
            whole = sum(parts.values(), NONE)
            self._mixes[tracks] = tuple((track, part / whole) for track, part in parts.items())
        return self._mixes[tracks]

    def _components(
        self, sums: Mapping[Track, Sums], scores: Mapping[Track, Mapping[int, Score]]
    ) -> tuple[ComponentScore, ...]:
        key = tuple(id(one) for one in sums.values())
        if key not in self._layouts:
            roots = {track: one.root for track, one in sums.items()}
            self._layouts[key] = layout(self.rubric.components, roots)
        return component_scores(self._layouts[key], scores)

    def _tree(self, kind: str, track: Track, without: frozenset[str]) -> Sums:
        """The tree over what applies on a track; `without` are the criteria that do not."""
        key = kind, track, without
        if key not in self._sums:
            rules = self.rubric.criteria.items()
            there = {name for name, rule in rules if rule.scale(track) is not None} - without
            self._keep(key, tree(self.rubric, kind, there.__contains__))
        return self._sums[key]

    def _both(self, kind: str, found: Iterable[Finding]) -> Sums:
        """The tree over what applies on both tracks."""
        applying = Counter(f.criterion for f in found if f.status != NOT)
        there = frozenset(name for name, tracks in applying.items() if tracks == 2)
        key = kind, None, there
        if key not in self._sums:
            self._keep(key, tree(self.rubric, kind, there.__contains__))
        return self._sums[key]

    def _keep(self, key: tuple[str, Track | None, frozenset[str]], root: Node) -> None:
        if len(self._sums) >= MOST_KEPT:
            self._sums.clear()
            self._layouts.clear()
        self._sums[key] = Sums(self.rubric, root)


def _track(
    rubric: Rubric, track: Track, sums: Sums, findings: Findings, total: Score
) -> TrackScore:
    """A whole track, but for what rests on shared facts."""
    withheld = total.point is None or total.coverage < rubric.withhold_under
    known = [name for name in sums.weights if findings[name, track].status == "known"]
    last = [name for name in known if findings[name, track].last_known]
    return TrackScore(
        track,
        total._replace(point=None, points=None) if withheld else total,
        withheld=withheld,
        provisional=total.coverage < rubric.provisional_under,
        shared=NONE,
        last_known=_of(sums, known, last),
    )


def _of(sums: Sums, known: Iterable[str], some: Collection[str]) -> Fraction:
    """What some criteria hold of the known weight; 0 where nothing is known."""
    if not some:
        return NONE
    weights = sums.weights
    part = product((weights[name], ONE) for name in some)
    return part / product((weights[name], ONE) for name in known)


def _part(made: Scored, track: Track, some: Collection[Key]) -> Fraction:
    """What some findings hold of the known weight of a track."""
    sums = made.sums[track]
    known = [name for name in sums.weights if made.findings[name, track].status == "known"]
    return _of(sums, known, [name for name in known if (name, track) in some])


def _shared(
    findings: tuple[Finding, ...],
) -> tuple[tuple[str, tuple[Key, ...]], ...]:
    """The facts on which more than one finding rests (E2), by id."""
    rests: dict[str, list[Key]] = {}
    for finding in findings:
        for fact in finding.facts:
            rests.setdefault(fact, []).append((finding.criterion, finding.track))
    return tuple((fact, tuple(keys)) for fact, keys in sorted(rests.items()) if len(keys) > 1)


def _overall(
    mix: tuple[tuple[Track, Fraction], ...],
    tracks: tuple[TrackScore, ...],
    gates: tuple[GateResult, ...],
    whole: Fraction,
) -> Overall:
    """The tracks mixed as published, then capped (S5, S6); a cap is so much of `whole`."""
    by_track = {track.track: track for track in tracks}
    counted = [by_track[track] for track, _ in mix]
    withheld = tuple(track.track for track in counted if track.withheld)
    low = product((share, by_track[track].score.low) for track, share in mix)
    high = product((share, by_track[track].score.high) for track, share in mix)
    if not mix:
        low, high = Fraction(0), Fraction(1)
    uncapped: Fraction | None = None
    if mix and not withheld:
        uncapped = product((share, by_track[track].score.point or NONE) for track, share in mix)
    lowest = cap(gates, lambda gate: gate.fired)
    point = uncapped
    if point is not None and lowest is not None:
        point = min(point, lowest.gate.cap / whole)
    low = _capped(low, cap(gates, lambda gate: gate.fired_low), whole)
    high = _capped(high, cap(gates, lambda gate: gate.fired_high), whole)
    low, high = (min(low, high), high) if point is None else (min(low, point), max(high, point))
    return Overall(
        point=point,
        low=low,
        high=high,
        uncapped=uncapped,
        cap=lowest.id if lowest is not None and point is not None and point != uncapped else None,
        provisional=any(track.provisional for track in counted),
        withheld=withheld,
    )


def _capped(share: Fraction, gate: GateResult | None, whole: Fraction) -> Fraction:
    return share if gate is None else min(share, gate.gate.cap / whole)
