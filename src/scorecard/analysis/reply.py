"""What a city, or a public body of it, is asked to reply to before its grade is published."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ..model.place import LookedFor
from ..model.result import UNANSWERED, BodyFinding, Finding, Scorecard
from .coded import behind


class Shown(NamedTuple):
    """What stands for a body on one track of a question, and the facts it rests on."""

    finding: Finding
    body: BodyFinding
    facts: tuple[str, ...]


class Question(NamedTuple):
    """A question that is answered about a body, on at least one track."""

    criterion: str
    shown: tuple[Shown, ...]


class Open(NamedTuple):
    """A question to which nobody has shown the answer about a body, on these tracks."""

    criterion: str
    findings: tuple[Finding, ...]


class About(NamedTuple):
    """Everything that is asked about one body, the weightiest question first; `body` is None for
    the place itself."""

    body: str | None
    questions: tuple[Question, ...]
    open: tuple[Open, ...]
    searched: tuple[LookedFor, ...]


def parts(card: Scorecard) -> tuple[About, ...]:
    """What a grade says about the place itself, and about each of its bodies: the facts that it
    rests on, what nobody has shown, and what was looked for in vain."""
    heavy = sorted(card.rubric.criteria, key=lambda name: -_share(card, name))
    bodies = dict.fromkeys([card.place.focus, *(body for body in card.place.city.bodies)])
    found = []
    for body in bodies:
        asked = [(name, tuple(_of(card, name, body))) for name in heavy]
        questions = tuple(
            Question(name, shown) for name, mine in asked if (shown := _shown(card, mine))
        )
        unknown = tuple(
            Open(name, findings)
            for name, mine in asked
            if (findings := tuple(finding for finding, one in mine if one.point is None))
        )
        about = About(body, questions, unknown, tuple(_searched(card, body)))
        if any(about[1:]) or body == card.place.focus:
            found.append(about)
    return tuple(found)


def _share(card: Scorecard, criterion: str) -> Fraction:
    """How much of the overall a question weighs, on all its tracks."""
    weights = (part * card.weight(criterion, track) for track, part in card.mix)
    return sum(weights, Fraction(0))


def _of(card: Scorecard, criterion: str, body: str | None) -> Iterator[tuple[Finding, BodyFinding]]:
    """What is found about a body on each track of a question that applies. A question about bodies
    that a place does not have is asked of the place itself."""
    for finding in card.findings:
        left_out = finding.status == "not-applicable" and finding.why != UNANSWERED
        if finding.criterion != criterion or left_out:
            continue
        if not finding.bodies and body == card.place.focus:
            yield finding, BodyFinding(body)
        for one in finding.bodies:
            if one.body == body:
                yield finding, one


def _shown(card: Scorecard, mine: tuple[tuple[Finding, BodyFinding], ...]) -> tuple[Shown, ...]:
    return tuple(
        Shown(finding, one, tuple(name for name, _fact in behind(card.place, one.standing)))
        for finding, one in mine
        if one.point is not None
    )


def _searched(card: Scorecard, body: str | None) -> Iterator[LookedFor]:
    """What was searched in vain about a body on the questions of the rubric, up to the date."""
    for about, looked, file in card.place.searches():
        if about != body or (looked.when is not None and looked.when.first() > card.as_of):
            continue
        for finding in card.findings:
            meant = file.answers(looked.criterion, card.rubric, finding.track)
            if meant == finding.criterion and looked.track in (None, finding.track):
                yield looked
                break
