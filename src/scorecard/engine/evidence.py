"""From the facts about one body to what stands for it on one criterion and track (E1, E4 to E6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from ..model.dates import add_months, months_between
from ..model.place import CHANGES, CONTEXT_EFFECTS, Entry, Fact, Place, years
from ..model.result import Arithmetic, Aside, AsideReason, BodyFinding, Mark, Reading
from ..model.rubric import Key, Rubric, Track
from ..model.scale import Scale
from .figures import below_top, comparing, read, shown_to, ticked

YEARS_KEPT = 10
"""After so many years a finding of practice is context (E6)."""
INSTRUMENTS = frozenset({"adopts", *CHANGES})
"""The effects of what enters the set of instruments in force (E4)."""
AGAINST = "0"
"""The level that works against people, and prevails while in force (E4)."""
PART_AT_MOST = "2"
"""The level above which an instrument for part of a body does not reach (E4)."""


Said = Mapping[Key, Mapping[str | None, list[tuple[str, Fact, Entry]]]]
"""The facts of a place by the criterion, track and body they speak of."""


class Evidence(NamedTuple):
    """The facts of a place as they are sorted, with the policy facts that others ended by a date,
    or amended by a text nobody read."""

    said: Said
    ended: Mapping[str, tuple[AsideReason, str]]
    unread: frozenset[str]


def sort(rubric: Rubric, place: Place) -> Said:
    """Sort the facts of a place for grading by a rubric, on whatever date."""
    said: dict[Key, dict[str | None, list[tuple[str, Fact, Entry]]]] = {}
    plain = "score" in rubric.tracks
    for name, body, fact, file in place.facts():
        track = "score" if plain else fact.track
        for key, entry in fact.scores.items():
            criterion = file.answers(key, rubric, track)
            if criterion is not None:
                mine = said.setdefault((criterion, track), {})
                mine.setdefault(body, []).append((name, fact, entry))
    return said


def gather(said: Said, place: Place, as_of: date) -> Evidence:
    """The sorted facts of a place as they are to be read on a date."""
    ended, unread = changes(place, as_of)
    return Evidence(said, ended, frozenset(unread))


class Question(NamedTuple):
    """One criterion asked of one body, on one track, as of a date."""

    rubric: Rubric
    place: Place
    evidence: Evidence
    criterion: str
    track: Track
    scale: Scale
    body: str | None
    as_of: date
    fresh: bool

    @property
    def shelf_life(self) -> int:
        return self.scale.months(self.rubric.shelf_life)

    @property
    def kind(self) -> str:
        return self.place.body_kind(self.body)


class Read(NamedTuple):
    """A fact, what it says of the criterion, and how that reads on the scale."""

    fact: Fact
    entry: Entry
    reading: Reading


def examine(ask: Question) -> BodyFinding:
    """What stands for the body, and every fact that was set aside, with the rule."""
    reads: list[Read] = []
    aside: list[Aside] = []
    said = ask.evidence.said.get((ask.criterion, ask.track), {}).get(ask.body, ())
    if not said:
        return _nothing(ask)
    residents = ask.place.population(ask.body)
    for name, fact, entry in said:
        reading = read(name, fact, entry, ask.scale, ask.track, ask.kind, residents, ask.as_of)
        if fact.ended() > ask.as_of:
            aside.append(Aside(name, "E1", "not-yet", reading))
        elif reading is None:
            aside.append(Aside(name, "E3", "unreadable"))
        else:
            reads.append(Read(fact, entry, reading))
    finding = _BY_TRACK[ask.track](ask, reads, aside)
    if ask.fresh and "last-known" in finding.marks:
        aside += [Aside(r.fact, "E6", "last-known", r) for r in finding.standing]
        finding = _nothing(ask)
    if not aside:
        return finding
    return finding._replace(aside=tuple(sorted(aside, key=lambda a: (a.rule, a.reason, a.fact))))


def _nothing(ask: Question) -> BodyFinding:
    return BodyFinding(ask.body, low=ask.scale.worst, high=ask.scale.best)


def _finding(ask: Question, best: Reading, **more: Any) -> BodyFinding:
    return BodyFinding(
        ask.body,
        point=best.point,
        low=best.low,
        high=best.high,
        level=best.level,
        standing=(best,),
        marks=best.marks,
        arithmetic=best.arithmetic,
        shown=best.shown,
        unclear=best.unclear,
        **more,
    )


def _marked(reading: Reading, mark: Mark) -> Reading:
    return reading._replace(marks=(*reading.marks, mark))


# ---------------------------------------------------------------- paper (E4)


def _policy(ask: Question, reads: list[Read], aside: list[Aside]) -> BodyFinding:
    """The instruments in force; where there is none, an account of the rules."""
    whole: list[Reading] = []
    part: list[Reading] = []
    accounts: list[Read] = []
    for one in _in_force(ask, reads, aside):
        fact, reading = one.fact, one.reading
        if fact.effect == "describes":
            accounts.append(one)
        else:
            if reading.fact in ask.evidence.unread:
                reading = _marked(reading, "amended-unread")
            if fact.covers == "part":
                part.append(_part_only(reading, ask.scale))
            else:
                whole.append(reading)
    in_force = whole or part
    if not in_force:
        return _latest(ask, accounts, aside, _put_together(ask), "describes")
    if whole:
        aside += [Aside(reading.fact, "E4", "whole-body-covered", reading) for reading in part]
    aside += [Aside(r.reading.fact, "E4", "instrument-in-force", r.reading) for r in accounts]
    if ask.scale.checklist:
        return _elements(ask, in_force, part=not whole)._replace(instrument=True)
    works_against = ask.scale.ranked[:1] == (AGAINST,)
    against = [reading for reading in in_force if works_against and reading.level == AGAINST]
    best = max(against or in_force, key=lambda r: (r.point, r.high, r.ended, r.fact))
    for other in in_force:
        reason: AsideReason = "level-0-prevails" if against else "higher-level-stands"
        if other is not best:
            if other.point == best.point:
                reason = "same-level-stands"
            aside.append(Aside(other.fact, "E4", reason, other, best.fact))
    return _finding(ask, best, instrument=True)


def _in_force(ask: Question, reads: list[Read], aside: list[Aside]) -> Iterator[Read]:
    """The statements that hold on the date: not over, not ended by others, and no mere context."""
    for one in reads:
        fact, reading = one.fact, one.reading
        if fact.over(ask.as_of):
            aside.append(Aside(reading.fact, "E4", "ended", reading))
        elif reading.fact in ask.evidence.ended:
            why, by = ask.evidence.ended[reading.fact]
            aside.append(Aside(reading.fact, "E4", why, reading, by))
        elif fact.effect in CONTEXT_EFFECTS:
            aside.append(Aside(reading.fact, "E4", fact.effect, reading))  # type: ignore[arg-type]
        elif not _together(ask, one):
            aside.append(Aside(reading.fact, "E2", "without-its-pair", reading))
        else:
            yield one


def changes(place: Place, as_of: date) -> tuple[dict[str, tuple[AsideReason, str]], set[str]]:
    """The facts that others ended by a date, by what and by which; and those amended by a text that
    was not read. What was seen in a period ends nothing.

    What changes an amendment also ends what that amendment had changed. What changes a rule for a
    time only (`until`) gives it back afterwards.
    """
    ended: dict[str, tuple[AsideReason, str]] = {}
    unread: set[str] = set()
    if not any(fact.supersedes or fact.of is not None for _, _, fact, _ in place.facts()):
        return ended, unread
    facts = {
        name: (fact, "" if file is place else f"{file.id}/")
        for name, _, fact, file in place.facts()
        if fact.period is None and fact.ended() <= as_of
    }
    for name, (fact, prefix) in facts.items():
        if fact.effect not in CHANGES or fact.of is None:
            continue
        if fact.over(as_of):
            continue
        if not fact.text_read:
            unread.add(prefix + fact.of)
            continue
        reason: AsideReason = "repealed" if fact.effect == "repeals" else "amended"
        target: str | None = prefix + fact.of
        while target is not None and target in facts and target not in ended:
            ended[target] = (reason, name)
            changed = facts[target][0]
            target = prefix + changed.of if changed.effect in CHANGES and changed.of else None
    for name, (fact, prefix) in facts.items():
        for old in fact.supersedes:
            ended[prefix + old] = ("superseded", name)
    return ended, unread


def _together(ask: Question, one: Read) -> bool:
    """Whether the facts that show a level only together with this one all count (E2)."""
    _, file = ask.place.fact(one.reading.fact)
    prefix = one.reading.fact.rpartition("/")[0]
    for name in one.fact.with_:
        other = file.city.facts[name]
        known_as = f"{prefix}/{name}" if prefix else name
        if other.ended() > ask.as_of or other.over(ask.as_of) or known_as in ask.evidence.ended:
            return False
    return True


def _part_only(reading: Reading, scale: Scale) -> Reading:
    """An instrument for part of a body shows level 2 at most."""
    cap = scale.shares.get(PART_AT_MOST, scale.best)
    if reading.high > cap:
        low = min(reading.low, cap)
        ends = scale.ends(reading.level or "") if low < cap else None
        level = PART_AT_MOST if ends is None else f"{ends[0]}-{PART_AT_MOST}"
        reading = reading._replace(point=(low + cap) / 2, low=low, high=cap, level=level)
    return reading if "part-only" in reading.marks else _marked(reading, "part-only")


# ---------------------------------------------------------------- practice (E5, E6)


def _practice(ask: Question, reads: list[Read], aside: list[Aside]) -> BodyFinding:
    together: list[Read] = []
    for one in reads:
        if _together(ask, one):
            together.append(one)
        else:
            aside.append(Aside(one.reading.fact, "E2", "without-its-pair", one.reading))
    return _latest(ask, together, aside, _put_together(ask), None)


def _put_together(ask: Question) -> Combine:
    """How several facts on one question are read as one (E5)."""
    if ask.scale.checklist:
        return _all_elements
    return {"newest": _newest, "worst": _worst, "tally": _tally}[ask.scale.combine]


# ---------------------------------------------------------------- neither told apart


def _score(ask: Question, reads: list[Read], aside: list[Aside]) -> BodyFinding:
    """Of what is stated and still holds, the latest; nothing ages."""
    held = list(_in_force(ask, reads, aside))
    if not held:
        return _nothing(ask)
    finding = _put_together(ask)(ask, held, held, aside)
    stands = {reading.fact for reading in finding.standing}
    rests_on = [one.fact.effect for one in held if one.reading.fact in stands]
    return finding._replace(instrument=all(effect in INSTRUMENTS for effect in rests_on))


def _all_elements(
    ask: Question, inside: list[Read], kept: list[Read], aside: list[Aside]
) -> BodyFinding:
    """What is shown by any of the facts is shown."""
    own = ask.track == "practice" and all(one.fact.seen_by == "own" for one in inside)
    return _elements(ask, [one.reading for one in inside], own=own)


def _elements(
    ask: Question, readings: list[Reading], *, own: bool = False, part: bool = False
) -> BodyFinding:
    """The elements of a checklist that some facts show, put together; `own` says that nobody but
    the body itself says so, `part` that none speaks of the whole body."""
    ordered = sorted(readings, key=lambda reading: reading.fact)
    shown = [name for reading in ordered for name in reading.shown]
    unclear = [name for reading in ordered for name in reading.unclear]
    marks = tuple(dict.fromkeys(mark for reading in ordered for mark in reading.marks))
    best = ticked(ordered[0]._replace(marks=marks), ask.scale, shown, unclear)
    if own:
        best = below_top(best, ask.scale, unless_asked=True)
    if part:
        best = _part_only(best, ask.scale)
    return _finding(ask, best)._replace(standing=tuple(ordered))


Combine = Callable[[Question, list[Read], list[Read], list[Aside]], BodyFinding]


def _latest(
    ask: Question, reads: list[Read], aside: list[Aside], combine: Combine, mark: Mark | None
) -> BodyFinding:
    """What was seen in the latest window: the shelf life that ends today, or, where it holds
    nothing, the one that ends with the latest fact (last known)."""
    kept = []
    for one in reads:
        if add_months(one.reading.ended, YEARS_KEPT * 12) >= ask.as_of:
            kept.append(one)
        else:
            aside.append(Aside(one.reading.fact, "E6", "over-ten-years", one.reading))
    if not kept:
        return _nothing(ask)

    good_until = {r.reading.fact: add_months(r.reading.ended, ask.shelf_life) for r in kept}
    window_ends = ask.as_of
    marks: tuple[Mark, ...] = () if mark is None else (mark,)
    if max(good_until.values()) < window_ends:
        window_ends = max(r.reading.ended for r in kept)
        marks = ("last-known", *marks)
    inside = [r for r in kept if good_until[r.reading.fact] >= window_ends]
    outside = [r.reading for r in kept if good_until[r.reading.fact] < window_ends]
    aside += [Aside(reading.fact, "E5", "outside-window", reading) for reading in outside]
    if any(r.fact.case for r in inside) and not all(r.fact.case for r in inside):
        accounts = [r.reading for r in inside if r.fact.case]
        aside += [Aside(reading.fact, "E5", "one-account", reading) for reading in accounts]
        inside = [r for r in inside if not r.fact.case]
    finding = combine(ask, inside, kept, aside)
    if finding.point is None:
        return finding
    age = max(months_between(reading.ended, ask.as_of) for reading in finding.standing)
    return finding._replace(marks=(*marks, *finding.marks), age=age)


def _newest(ask: Question, inside: list[Read], kept: list[Read], aside: list[Aside]) -> BodyFinding:
    """The one best placed to see it, then the latest; what contradicts it is contested."""
    seen_by = ask.rubric.seen_by
    plain = ask.track == "score"
    units = ask.scale.measure.units if ask.scale.measure is not None else ()
    steps: tuple[tuple[AsideReason, Callable[[Read], Any]], ...] = (
        ("worse-placed", lambda r: 0 if plain else seen_by.index(r.fact.seen_by or "own")),
        ("earlier", lambda r: -r.reading.ended.toordinal()),
        ("less-preferred-unit", lambda r: _unit_rank(r.reading.arithmetic, units)),
        ("further-from-a-year", lambda r: abs(years(r.fact.period) - 1) if r.fact.period else 0),
        ("higher-level", lambda r: r.reading.point),
        ("same-rank", lambda r: r.reading.fact),
    )
    left = inside
    for _, key in steps:
        if len(left) > 1:
            least = min(key(one) for one in left)
            left = [one for one in left if key(one) == least]
    first, period = left[0], left[0].fact.period
    for other in inside:
        if other is not first:
            reason = next(why for why, key in steps if key(other) != key(first))
            aside.append(Aside(other.reading.fact, "E5", reason, other.reading, first.reading.fact))
    against = (
        other.reading
        for other in kept
        if other is not first
        and period is not None
        and other.fact.period is not None
        and other.fact.period.overlaps(period)
        and other.reading.point != first.reading.point
    )
    contested = tuple(sorted(against, key=lambda reading: reading.fact))
    best = first.reading
    if contested and first.fact.seen_by == "own" and not plain:
        best = below_top(best, ask.scale, unless_asked=False)
    return _finding(ask, best, contested=contested)


def _unit_rank(sums: Arithmetic | None, units: tuple[str, ...]) -> int:
    if sums is None or sums.unit not in units:
        return len(units)
    return units.index(sums.unit)


def _worst(ask: Question, inside: list[Read], kept: list[Read], aside: list[Aside]) -> BodyFinding:
    """The lowest level seen in the window."""
    ordered = sorted(
        (r.reading for r in inside), key=lambda r: (r.point, r.low, -r.ended.toordinal(), r.fact)
    )
    best = ordered[0]
    aside += [Aside(r.fact, "E5", "better-incident", r, best.fact) for r in ordered[1:]]
    return _finding(ask, best)


def _tally(ask: Question, inside: list[Read], kept: list[Read], aside: list[Aside]) -> BodyFinding:
    """The facts of the window counted, each for as many as its figure says; levels given by word
    stand only where nothing can be counted."""
    counted = [r for r in inside if r.reading.arithmetic is not None]
    if not counted:
        return _newest(ask, inside, kept, aside)
    scale = ask.scale
    words = [r.reading for r in inside if r.reading.arithmetic is None]
    aside += [Aside(reading.fact, "E5", "counted-instead", reading) for reading in words]
    figures = [r.reading.arithmetic for r in counted if r.reading.arithmetic is not None]
    total = sum((one.value for one in figures), Fraction(0))
    least = sum((one.low for one in figures), Fraction(0))
    most = sum((one.high for one in figures), Fraction(0))
    shown = [level for r in counted if (level := shown_to(r.entry, scale)) is not None]
    highest = max(shown, key=scale.points.__getitem__, default=None)
    within = scale.within(comparing(total), ask.kind)
    one = scale.reached(comparing(least), ask.kind, highest)
    other = scale.reached(comparing(most), ask.kind, highest)
    if within is None or one is None or other is None:
        aside += [Aside(r.reading.fact, "E3", "unreadable", r.reading) for r in counted]
        return _nothing(ask)
    readings = sorted((r.reading for r in counted), key=lambda r: r.fact)
    unit = next((r.arithmetic.unit for r in readings if r.arithmetic), None)
    level = scale.held(within, highest)
    sums = Arithmetic("count", unit, total, least, most, total, within=within, tallied=len(counted))
    share = scale.shares[level]
    ends = (share, scale.shares[one], scale.shares[other])
    low, high = min(ends), max(ends)
    marks: tuple[Mark, ...] = ()
    if any("broader-unit" in reading.marks for reading in readings):
        marks = ("broader-unit",)
        reach = scale.best_by_figure(ask.kind)
        high = high if reach is None else max(high, scale.shares[reach])
    best = readings[0]._replace(
        point=share, low=low, high=high, level=level, arithmetic=sums, marks=marks
    )
    if ask.track == "practice" and all(r.fact.seen_by == "own" for r in counted):
        best = below_top(best, scale, unless_asked=True)
    return _finding(ask, best)._replace(standing=tuple(readings))


_BY_TRACK: dict[Track, Callable[[Question, list[Read], list[Aside]], BodyFinding]] = {
    "policy": _policy,
    "practice": _practice,
    "score": _score,
}
