"""What to ask public bodies for under access-to-information law: everything that nobody has shown,
or only long ago, and that a body must know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ..model.law import Access, Law
from ..model.place import Place
from ..model.result import BodyFinding, Finding, Scorecard
from ..model.rubric import Key, Track
from ..model.scale import Scale
from .asks import is_public

BORDER = "border-agency"
"""The kind of body that counts contacts whether or not the police do."""
FEDERAL_POLICE = "federal-police"
SOON = 12
"""Months before the end of its shelf life from which what is known is asked for anew."""
OUTSIDERS = re.compile(
    r"\b(accounts?|testimony|press|stud(y|ies)|mystery|tests?|advocates|groups|census|surveys?"
    r"|calls to|community|endorsers|deputations|submissions|statements? by)\b"
)
"""What others make, and a public body does not hold."""
YEARS = 3
"""Whole years that are asked for where nothing is known; a longer shelf life asks for more."""


class Years(NamedTuple):
    """The calendar years asked for: whole ones, and the year under way to date."""

    first: int
    last: int
    to_date: int


class Wanted(NamedTuple):
    """A criterion on a track of which a body is asked. `since` is the year of what is last known of
    it; None where nothing is."""

    criterion: str
    track: Track
    finding: Finding
    years: Years
    since: int | None


class Request(NamedTuple):
    """Everything that one body is asked for. `to` is a body of the place, None the place itself, or
    the border agency; `about` are the bodies whose contacts the border agency is asked for."""

    to: str | Literal["border-agency"] | None
    wanted: tuple[Wanted, ...]
    about: tuple[str | None, ...] = ()


def requests(card: Scorecard) -> tuple[Request, ...]:
    """One request for every body that must know what nobody has shown, or only long ago or in a
    broader unit; the place first, and last the border agency, where its counts are asked for."""
    asked: dict[str | None, list[Wanted]] = {}
    counted: dict[Key, tuple[Wanted, list[str | None]]] = {}
    for finding in card.findings:
        rule = card.rubric.criteria[finding.criterion]
        if not is_public(rule.who_can_grant) or finding.status == "not-applicable":
            continue
        for body, wanted in _wanted(card, finding):
            asked.setdefault(body, []).append(wanted)
            if _counts_contacts(card, finding):
                key = finding.criterion, finding.track
                counted.setdefault(key, (wanted, []))[1].append(body)
    found = [Request(body, tuple(wanted)) for body, wanted in asked.items()]
    found.sort(key=lambda one: one.to is not None)
    if counted:
        about = dict.fromkeys(body for _, bodies in counted.values() for body in bodies)
        wanted_there = tuple(wanted for wanted, _ in counted.values())
        found.append(Request(BORDER, wanted_there, tuple(about)))
    return tuple(found)


def _wanted(card: Scorecard, finding: Finding) -> Iterator[tuple[str | None, Wanted]]:
    """The bodies of which something is unknown, or only last known, on a criterion."""
    for body in finding.bodies:
        if body.point is not None and ("last-known" in body.marks or _ageing(card, finding, body)):
            yield body.body, _one(card, finding, _year(body))
        elif body.point is None or "broader-unit" in body.marks:
            yield body.body, _one(card, finding, None)


def _scale(card: Scorecard, finding: Finding) -> Scale | None:
    """What an answer to a criterion on its track is worth; None where the rubric does not say."""
    return card.rubric.criteria[finding.criterion].scale(finding.track)


def _ageing(card: Scorecard, finding: Finding, body: BodyFinding) -> bool:
    """Whether what stands for a body will be last known within a year, which is as long as an
    answer and an appeal may take."""
    scale = _scale(card, finding)
    if body.age is None or scale is None:
        return False
    return scale.months(card.rubric.shelf_life) - body.age <= SOON


def _year(body: BodyFinding) -> int:
    """The year in which what is last known of a body ended."""
    return max(reading.ended for reading in body.standing).year


def _one(card: Scorecard, finding: Finding, since: int | None) -> Wanted:
    scale = _scale(card, finding)
    months = card.rubric.shelf_life if scale is None else scale.months(card.rubric.shelf_life)
    year = card.as_of.year
    length = max(YEARS, -(-months // 12))
    first = year - length
    if since is not None:
        first = max(min(since + 1, year - 1), year - 10)
    return Wanted(finding.criterion, finding.track, finding, Years(first, year - 1, year), since)


def _counts_contacts(card: Scorecard, finding: Finding) -> bool:
    """Whether the border agency counts the same, and counts first."""
    scale = _scale(card, finding)
    measure = None if scale is None else scale.measure
    return (
        finding.track == "practice"
        and measure is not None
        and measure.kind == "rate"
        and card.rubric.seen_by[:1] == ("border agency",)
    )


def under(
    place: Place, to: str | None, laws: Iterable[Law], named: Law | None
) -> tuple[Law, Access] | None:
    """The access law under which a body is asked: that of the law its file names, else of its
    province, else of its country; None where none on file binds it."""
    if to == BORDER:
        return _first(laws, BORDER)
    if named is not None:
        return _first((named,), FEDERAL_POLICE) or _first((named,), place.body_kind(to))
    return _first(laws, place.body_kind(to))


def _first(laws: Iterable[Law], kind: str) -> tuple[Law, Access] | None:
    found = ((law, law.binding(kind)) for law in laws)
    return next(((law, access) for law, access in found if access is not None), None)
