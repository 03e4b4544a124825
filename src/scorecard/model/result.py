"""What grading gives: frozen values, exact fractions, and the facts behind each.

Shares run from 0 to 1 of the points that can be had. A score that has no point says why; unknown
is never a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from .place import DataFile, Place
from .rubric import Gate, Key, Rubric, Track

AsideReason = Literal[
    "not-yet",
    "ended",
    "amended",
    "repealed",
    "superseded",
    "without-its-pair",
    "restates",
    "proposes",
    "position",
    "law",
    "instrument-in-force",
    "whole-body-covered",
    "level-0-prevails",
    "higher-level-stands",
    "same-level-stands",
    "over-ten-years",
    "outside-window",
    "one-account",
    "worse-placed",
    "earlier",
    "less-preferred-unit",
    "further-from-a-year",
    "higher-level",
    "same-rank",
    "last-known",
    "better-incident",
    "counted-instead",
    "unreadable",
]
UNANSWERED, NO_WEIGHT = "unanswered", "no-weight"
"""Why a criterion does not apply where no text says so: the rubric leaves the unanswered out, or it
weighs nothing for this kind of place."""
Mark = Literal[
    "last-known",
    "broader-unit",
    "approx",
    "amended-unread",
    "part-only",
    "own-report",
    "describes",
    "one-account",
    "low-confidence",
]


class Arithmetic(NamedTuple):
    """How a figure became a level (E3). `value` is in the measure's own unit: per 100,000
    residents a year, percent, a count, or whole months since for an age."""

    kind: str
    unit: str | None
    value: Fraction
    low: Fraction
    high: Fraction
    given: Fraction | None = None
    total: Fraction | None = None
    per: str | None = None
    years: Fraction | None = None
    residents: int | None = None
    census: int | None = None
    approx: bool = False
    bound: str | None = None
    within: str | None = None
    """The level whose bounds the figure lies in; above the level it reaches where that one asks for
    more than a figure."""
    tallied: int | None = None


class Reading(NamedTuple):
    """One fact read on one criterion: the share it shows, its ends, and how. `level` is None where
    the scale has none; `shown` and `unclear` are elements of a checklist."""

    fact: str
    point: Fraction
    low: Fraction
    high: Fraction
    level: str | None
    ended: date
    why: str
    arithmetic: Arithmetic | None = None
    marks: tuple[Mark, ...] = ()
    shown: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


class Aside(NamedTuple):
    """A fact that does not stand, the rule by which, and its reading where it has one."""

    fact: str
    rule: str
    reason: AsideReason
    reading: Reading | None = None
    by: str | None = None


class BodyFinding(NamedTuple):
    """What stands for one criterion, track and body. Without `point` nothing is known of it."""

    body: str | None
    point: Fraction | None = None
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    level: str | None = None
    standing: tuple[Reading, ...] = ()
    aside: tuple[Aside, ...] = ()
    contested: tuple[Reading, ...] = ()
    marks: tuple[Mark, ...] = ()
    age: int | None = None
    """Whole months since the end of what it tells of; None for an instrument in force."""
    instrument: bool = False
    arithmetic: Arithmetic | None = None
    shown: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


class Finding(NamedTuple):
    """What stands for one criterion and track (E7). `point` is None where it is unknown or does
    not apply; `low` and `high` are then the ends of the scale."""

    criterion: str
    track: Track
    status: Literal["known", "zero", "unknown", "not-applicable"]
    point: Fraction | None
    low: Fraction
    high: Fraction
    bodies: tuple[BodyFinding, ...] = ()
    decided_by: int | None = None
    """Which of `bodies` the point comes from."""
    not_examined: tuple[str | None, ...] = ()
    why: str | None = None

    @property
    def stands(self) -> BodyFinding | None:
        """The body's finding that the point comes from."""
        return None if self.decided_by is None else self.bodies[self.decided_by]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it rests on."""
        body = self.stands
        return () if body is None else tuple(reading.fact for reading in body.standing)

    @property
    def last_known(self) -> bool:
        body = self.stands
        return body is not None and "last-known" in body.marks


Findings = Mapping[Key, Finding]


def by_key(findings: Iterable[Finding]) -> dict[Key, Finding]:
    """Findings by their criterion and track."""
    return {(one.criterion, one.track): one for one in findings}


class Score(NamedTuple):
    """A score on one track (S1): shares of 1, the coverage, and the weight it is made of.

    `whole` is the weight of all that applies in it: the points that can be had. `before` is the
    point before a floor, a ceiling or rounding, where one changed it. `shown` is what is answered
    as a share of all that could be, within the same limits. `points` are the points shown, where
    the rubric adds points up; of a component that only adds points, those.
    """

    point: Fraction | None
    low: Fraction
    high: Fraction
    coverage: Fraction
    weight: Fraction
    whole: Fraction
    before: Fraction | None = None
    points: Fraction | None = None
    shown: Fraction = Fraction(0)


class ComponentScore(NamedTuple):
    """A component with its score on each track that applies, and what is below it."""

    id: str
    tracks: tuple[tuple[Track, Score], ...]
    children: tuple[ComponentScore, ...] = ()

    def on(self, track: Track) -> Score | None:
        return dict(self.tracks).get(track)


class TrackScore(NamedTuple):
    """A whole track, with the shares of its known weight that rest on shared facts (E2) and on
    last-known evidence (E6)."""

    track: Track
    score: Score
    withheld: bool
    provisional: bool
    shared: Fraction
    last_known: Fraction


class Gap(NamedTuple):
    """Policy minus practice over the criteria answered on both (S2), in shares; `weight` is what
    they hold of the weight that has both tracks. Without `difference` they hold too little."""

    difference: Fraction | None
    criteria: tuple[str, ...]
    weight: Fraction
    widest: str | None


class Margin(NamedTuple):
    """How far a figure stands from where a gate would fire, or would not: in the figure's own
    unit."""

    criterion: str
    amount: Fraction
    more: bool
    unit: str | None
    kind: str


class GateResult(NamedTuple):
    """Whether a gate fired, on which facts, and by what margin."""

    id: str
    gate: Gate
    fired: bool
    fired_low: bool
    fired_high: bool
    facts: tuple[str, ...]
    margin: Margin | None
    held_back: bool = False
    """True where its conditions hold on facts of low confidence alone."""


class Overall(NamedTuple):
    """The overall grade (S5, S6), in shares. `point` is None where it is withheld; `uncapped` is
    the point before gates, and `withheld` names the tracks that have too little."""

    point: Fraction | None
    low: Fraction
    high: Fraction
    uncapped: Fraction | None
    cap: str | None
    provisional: bool
    withheld: tuple[Track, ...]


class Standing(NamedTuple):
    """The numbers of a scorecard, to be held against those of other places. `place` is the id of
    the place, `of` the name of the city where a body is in view, `caps` the gates that fired."""

    rubric: Rubric
    ref: str
    place: str
    name: str
    of: str | None
    kind: str
    tracks: tuple[TrackScore, ...]
    overall: Overall
    caps: tuple[str, ...]
    components: tuple[ComponentScore, ...]
    files: tuple[DataFile, ...]

    @classmethod
    def of_place(
        cls,
        rubric: Rubric,
        place: Place,
        tracks: tuple[TrackScore, ...],
        overall: Overall,
        gates: tuple[GateResult, ...],
        components: tuple[ComponentScore, ...],
    ) -> Standing:
        """The numbers that a grade comes to, with what a comparison says of the place."""
        return cls(
            rubric=rubric,
            ref=place.own_ref,
            place=place.id,
            name=place.name,
            of=None if place.focus is None else place.city.name,
            kind=place.kind,
            tracks=tracks,
            overall=overall,
            caps=tuple(gate.id for gate in gates if gate.fired),
            components=components,
            files=place.files(),
        )

    def track(self, track: Track) -> TrackScore | None:
        return next((t for t in self.tracks if t.track == track), None)

    @property
    def cap(self) -> Fraction | None:
        """The lowest cap that fired."""
        return min((self.rubric.gates[name].cap for name in self.caps), default=None)


class Scorecard(NamedTuple):
    """A place graded by a rubric as of a date: everything a report or an analysis needs."""

    rubric: Rubric
    rubric_file: DataFile | None
    place: Place
    as_of: date
    fresh: bool
    dated: bool
    """Whether the date was asked for, rather than being today's."""
    program: str
    findings: tuple[Finding, ...]
    weights: tuple[tuple[str, Track, Fraction], ...]
    """The share of the whole track that each criterion which applies weighs."""
    components: tuple[ComponentScore, ...]
    tracks: tuple[TrackScore, ...]
    gap: Gap | None
    overall: Overall
    gates: tuple[GateResult, ...]
    mix: tuple[tuple[Track, Fraction], ...]
    shared: tuple[tuple[str, tuple[Key, ...]], ...]
    """Facts on which more than one finding rests, with the findings."""

    def finding(self, criterion: str, track: Track) -> Finding | None:
        return next(
            (f for f in self.findings if f.criterion == criterion and f.track == track), None
        )

    def weight(self, criterion: str, track: Track) -> Fraction:
        """The share of the whole track; 0 where it does not apply."""
        return next((w for c, t, w in self.weights if c == criterion and t == track), Fraction(0))

    def track(self, track: Track) -> TrackScore | None:
        return next((t for t in self.tracks if t.track == track), None)

    def files(self) -> tuple[DataFile, ...]:
        """Every file the result rests on, the rubric first, each before its translation."""
        own = self.place.files()
        return own if self.rubric_file is None else (*self.rubric_file.each(), *own)

    def standing(self) -> Standing:
        """Its numbers alone."""
        return Standing.of_place(
            self.rubric, self.place, self.tracks, self.overall, self.gates, self.components
        )
