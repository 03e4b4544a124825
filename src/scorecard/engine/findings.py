"""From bodies to one finding per criterion and track (E7, E9, and the unanswered of S4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ..model.place import Place
from ..model.result import BodyFinding, Finding
from ..model.rubric import TRACKS, Component, Criterion, Rubric, Track, Unanswered
from .evidence import Question, examine, gather


def findings(rubric: Rubric, place: Place, as_of: date, fresh: bool) -> tuple[Finding, ...]:
    """One finding for every criterion and track of the rubric, in the order of the file."""
    evidence = gather(rubric, place, as_of)
    found: list[Finding] = []
    for criterion, rule, unanswered in _walk(rubric):
        for track in TRACKS:
            if track not in rubric.tracks or rule.scale(track) is None:
                continue
            why = _not_applicable(rubric, rule, place, criterion, track, as_of)
            if why is not None:
                found.append(_absent(rule, criterion, track, "not-applicable", why))
                continue
            bodies, lowest = _whose(rubric, rule, place)
            asks = (
                Question(rubric, place, evidence, criterion, track, body, as_of, fresh)
                for body in bodies
            )
            examined = tuple(examine(ask) for ask in asks)
            finding = _decide(rule, criterion, track, examined, lowest)
            found.append(_answer(finding, unanswered))
    return tuple(found)


def _walk(rubric: Rubric) -> Iterator[tuple[str, Criterion, Unanswered]]:
    """Every criterion with what the nearest group above it says of the unanswered."""

    def below(
        component: Component, inherited: Unanswered
    ) -> Iterator[tuple[str, Criterion, Unanswered]]:
        unanswered = component.unanswered or inherited
        for name, criterion in component.criteria.items():
            yield name, criterion, unanswered
        for child in component.components.values():
            yield from below(child, unanswered)

    for component in rubric.components.values():
        yield from below(component, rubric.unanswered or "unknown")


def _absent(rule: Criterion, criterion: str, track: Track, status: str, why: str | None) -> Finding:
    scale = rule.scale(track)
    assert scale is not None
    return Finding(criterion, track, status, None, scale.worst, scale.best, why=why)  # type: ignore[arg-type]


def _not_applicable(
    rubric: Rubric, rule: Criterion, place: Place, criterion: str, track: Track, as_of: date
) -> str | None:
    """Why a criterion does not apply (E9): by the rubric, or by the city file."""
    if rule.not_applicable is not None and place.kind in rule.not_applicable.kinds:
        return rule.not_applicable.why
    if place.focus is not None:
        return None
    for key, stated in place.city.not_applicable.items():
        meant = place.speaks_of(key, rubric.id) == criterion
        if meant and stated.track in (None, track) and stated.holds(as_of):
            return stated.why
    return None


def _whose(rubric: Rubric, rule: Criterion, place: Place) -> tuple[tuple[str | None, ...], bool]:
    """The bodies whose conduct a criterion asks about (E7), and whether the lowest decides."""
    if place.focus is not None or rule.whose == "own" or rule.whose == place.kind:
        return (place.focus,), False
    speaking = tuple(
        body
        for body in place.city.bodies
        if place.body(body).speaks_for_city and place.body(body).kind in rubric.speaks_for
    )
    if rule.whose == "lowest":
        return (None, *speaking), True
    return tuple(body for body in speaking if place.body(body).kind == rule.whose), True


def _decide(
    rule: Criterion, criterion: str, track: Track, bodies: tuple[BodyFinding, ...], lowest: bool
) -> Finding:
    scale = rule.scale(track)
    assert scale is not None
    known = [i for i, body in enumerate(bodies) if body.point is not None]
    missing = tuple(body.body for body in bodies if body.point is None)
    if not known:
        return _absent(rule, criterion, track, "unknown", None)._replace(
            bodies=bodies, not_examined=missing
        )
    chosen = min(known, key=lambda i: (bodies[i].point, bodies[i].low, i))
    low = min(bodies[i].low for i in known)
    high = min(bodies[i].high for i in known)
    if lowest and missing:
        low = scale.worst
    return Finding(
        criterion, track, "known", bodies[chosen].point, low, high, bodies, chosen, missing
    )


def _answer(finding: Finding, unanswered: Unanswered) -> Finding:
    """What the rubric says an unanswered criterion is (S4)."""
    if finding.status != "unknown" or unanswered == "unknown":
        return finding
    if unanswered == "exclude":
        return finding._replace(status="not-applicable", why="unanswered")
    nothing = Fraction(0)
    return finding._replace(status="zero", point=nothing, low=nothing, high=nothing)
