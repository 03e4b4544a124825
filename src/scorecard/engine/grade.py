"""Grade one place by one rubric as of a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial

from .. import __version__
from ..model.place import DataFile, Place
from ..model.result import Finding, GateResult, Overall, Scorecard, TrackScore
from ..model.rubric import TRACKS, Rubric, Track
from .findings import findings as find
from .gates import cap, judge
from .scores import component_scores, gap, scores, tree, weights

Findings = Mapping[tuple[str, Track], Finding]


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
    found = find(rubric, place, as_of, fresh)
    findings: Findings = {(f.criterion, f.track): f for f in found}

    def applies(track: Track, name: str) -> bool:
        finding = findings.get((name, track))
        return finding is not None and finding.status != "not-applicable"

    roots = {}
    for track in TRACKS:
        if track in rubric.tracks:
            root = tree(rubric, place.kind, partial(applies, track))
            if root.weight:
                roots[track] = root
    shares = {track: weights(root) for track, root in roots.items()}
    scored = {track: scores(root, track, findings) for track, root in roots.items()}
    shared = _shared(found)
    on_shared = {key for _, keys in shared for key in keys}
    tracks = []
    for track, root in roots.items():
        total = scored[track][id(root)]
        withheld = total.point is None or total.coverage < rubric.withhold_under
        known = {n: w for n, w in shares[track].items() if findings[n, track].status == "known"}
        last = {n for n in known if findings[n, track].last_known}
        tracks.append(
            TrackScore(
                track,
                total._replace(point=None, points=None) if withheld else total,
                withheld=withheld,
                provisional=total.coverage < rubric.provisional_under,
                shared=_part(known, (n for n in known if (n, track) in on_shared)),
                last_known=_part(known, last),
            )
        )
    gates = judge(rubric, place, findings)
    mixed = sum((rubric.tracks[track] for track in roots), Fraction(0))
    mix = tuple((track, rubric.tracks[track] / mixed) for track in roots if mixed)
    return Scorecard(
        rubric=rubric,
        rubric_file=rubric_file,
        place=place,
        as_of=as_of,
        fresh=fresh,
        dated=dated,
        program=__version__,
        findings=found,
        weights=tuple(
            (name, track, share) for track in roots for name, share in shares[track].items()
        ),
        components=component_scores(rubric, roots, scored),
        tracks=tuple(tracks),
        gap=gap(rubric, place.kind, findings) if len(rubric.tracks) == 2 else None,
        overall=_overall(mix, tuple(tracks), gates),
        gates=gates,
        mix=mix,
        shared=shared,
    )


def _part(known: Mapping[str, Fraction], some: Iterable[str]) -> Fraction:
    """What some criteria hold of the known weight; 0 where nothing is known."""
    whole = sum(known.values(), Fraction(0))
    return sum((known[name] for name in some), Fraction(0)) / whole if whole else Fraction(0)


def _shared(
    findings: tuple[Finding, ...],
) -> tuple[tuple[str, tuple[tuple[str, Track], ...]], ...]:
    """The facts on which more than one finding rests (E2), by id."""
    rests: dict[str, list[tuple[str, Track]]] = {}
    for finding in findings:
        for fact in finding.facts:
            rests.setdefault(fact, []).append((finding.criterion, finding.track))
    return tuple((fact, tuple(keys)) for fact, keys in sorted(rests.items()) if len(keys) > 1)


def _overall(
    mix: tuple[tuple[Track, Fraction], ...],
    tracks: tuple[TrackScore, ...],
    gates: tuple[GateResult, ...],
) -> Overall:
    """The tracks mixed as published, then capped (S5, S6)."""
    by_track = {track.track: track for track in tracks}
    withheld = tuple(track.track for track in tracks if track.withheld)
    low = sum((share * by_track[track].score.low for track, share in mix), Fraction(0))
    high = sum((share * by_track[track].score.high for track, share in mix), Fraction(0))
    if not mix:
        low, high = Fraction(0), Fraction(1)
    uncapped: Fraction | None = None
    if mix and not withheld:
        points = [(share, by_track[track].score.point) for track, share in mix]
        uncapped = sum((share * (point or 0) for share, point in points), Fraction(0))
    lowest = cap(gates, lambda gate: gate.fired)
    point = uncapped
    if point is not None and lowest is not None:
        point = min(point, lowest.gate.cap / 100)
    low = _capped(low, cap(gates, lambda gate: gate.fired_low))
    high = _capped(high, cap(gates, lambda gate: gate.fired_high))
    low, high = (min(low, high), high) if point is None else (min(low, point), max(high, point))
    return Overall(
        point=point,
        low=low,
        high=high,
        uncapped=uncapped,
        cap=lowest.id if lowest is not None and point is not None and point != uncapped else None,
        provisional=any(track.provisional for track in tracks),
        withheld=withheld,
    )


def _capped(share: Fraction, gate: GateResult | None) -> Fraction:
    return share if gate is None else min(share, gate.gate.cap / 100)
