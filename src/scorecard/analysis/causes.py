"""Why a finding is another than it was: the facts that came to stand, that ceased to, and that
aged."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Literal, NamedTuple

from ..model.result import Aside, BodyFinding, Finding

How = Literal["came", "went", "last-known", "aged", "amended-unread", "contests"]
"""What became of a fact: it came to stand; it ceased to; it passed its shelf life; it passed a
bound of a measure that is an age; it was amended by a text nobody read; it contests what stands."""


class Cause(NamedTuple):
    """What became of one fact about one body. `aside` says why a fact that came did not stand
    before, or why one that went no longer does; None where nothing was, or is, asked of it."""

    fact: str
    body: str | None
    how: How
    aside: Aside | None = None


class Change(NamedTuple):
    """A finding that is another than it was, by which facts. `before` is None where nothing could
    be found yet."""

    before: Finding | None
    after: Finding
    causes: tuple[Cause, ...]


def answer(finding: Finding) -> Hashable:
    """All that makes a finding what it is, but for how old it is in months."""
    return (
        finding.status,
        finding.point,
        finding.low,
        finding.high,
        finding.why,
        tuple(
            (one.body, one.point, one.low, one.high, one.level, one.marks, _facts(one))
            for one in finding.bodies
        ),
    )


def change(before: Finding | None, after: Finding) -> Change | None:
    """What changed between two findings on one criterion and track; None where nothing did."""
    if before is not None and answer(before) == answer(after):
        return None
    return Change(before, after, tuple(causes(before, after)))


def causes(before: Finding | None, after: Finding | None) -> Iterator[Cause]:
    """What became of the facts between two findings, body by body: what came first."""
    old = {} if before is None else {one.body: one for one in before.bodies}
    new = {} if after is None else {one.body: one for one in after.bodies}
    for body in dict.fromkeys((*new, *old)):
        yield from _of_body(old.get(body, BodyFinding(body)), new.get(body, BodyFinding(body)))


def _of_body(old: BodyFinding, new: BodyFinding) -> Iterator[Cause]:
    stood = {reading.fact: reading for reading in old.standing}
    stands = {reading.fact: reading for reading in new.standing}
    was_aside = {one.fact: one for one in old.aside}
    is_aside = {one.fact: one for one in new.aside}
    for fact in stands:
        if fact not in stood:
            yield Cause(fact, new.body, "came", was_aside.get(fact))
    for fact in stood:
        if fact not in stands:
            yield Cause(fact, new.body, "went", is_aside.get(fact))
    for fact, reading in stands.items():
        if fact not in stood:
            continue
        if "last-known" in new.marks and "last-known" not in old.marks:
            yield Cause(fact, new.body, "last-known")
        if "amended-unread" in set(reading.marks) - set(stood[fact].marks):
            yield Cause(fact, new.body, "amended-unread")
        if reading.arithmetic is not None and reading.level != stood[fact].level:
            yield Cause(fact, new.body, "aged")
    against = {reading.fact for reading in old.contested}
    if old.standing and new.level != old.level:
        for reading in new.contested:
            if reading.fact not in against:
                yield Cause(reading.fact, new.body, "contests")


def _facts(found: BodyFinding) -> tuple[str, ...]:
    return tuple(reading.fact for reading in found.standing)
