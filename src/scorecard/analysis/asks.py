"""What can be asked of a place: of which body, at what effort, and what it would bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from ..engine.findings import Supposed
from ..engine.grade import Grader
from ..engine.scores import adds
from ..model.place import Place
from ..model.result import BodyFinding, Finding, Scorecard, Standing
from ..model.rubric import Rubric, Track
from ..model.scale import Scale
from .across import Row, across

HALF = Fraction(1, 2)
NOT_PUBLIC = frozenset({"providers", "community organizations"})
"""Who grants what no public body is asked about."""
UNSTATED = 2
"""The effort of an ask of which neither the rubric nor the city file says how much work it is."""


AskKey = tuple[str, Track, str | None]
"""A criterion on a track, of a body."""


class Ask(NamedTuple):
    """One thing to ask for: that on one track the best answer stand for one body. On paper it is
    granted by an instrument; in practice by doing what it says, where the next look shows it.

    `who` are those who can grant it, all of whom are needed, in the rubric's words or by the name
    of whoever governs the body; `why` is the city file's reason for an effort of its own.
    """

    criterion: str
    track: Track
    body: str | None
    who: tuple[str, ...]
    effort: int
    stated: bool
    why: str | None
    before: BodyFinding
    granted: BodyFinding

    @property
    def key(self) -> AskKey:
        return self.criterion, self.track, self.body


class Disclosure(NamedTuple):
    """What nobody has shown of practice, so that no ask can be counted on: here the ask is to
    publish. `share` is how much of the weight of its track the question holds."""

    criterion: str
    track: Track
    bodies: tuple[str | None, ...]
    who: tuple[str, ...]
    share: Fraction


def asks(card: Scorecard) -> tuple[Ask, ...]:
    """Everything that can be asked of a place, in the order of the rubric. What nobody has shown of
    practice is left to `disclosures`: granting a rule shows nothing of what is done."""
    return tuple(_asks(card))


def _asks(card: Scorecard) -> Iterator[Ask]:
    mix = dict(card.mix)
    for finding in card.findings:
        rule = card.rubric.criteria[finding.criterion]
        scale = rule.scale(finding.track)
        if scale is None or not rule.ask or not mix.get(finding.track):
            continue
        if finding.status == "not-applicable":
            continue
        if not card.weight(finding.criterion, finding.track) and not rule.adds:
            continue
        worse = (adds(card.rubric, rule) or 0) < 0
        best = scale.worst if worse else scale.best
        effort, stated, why = _effort(card, finding)
        for body in finding.bodies:
            unknown = body.point is None
            if body.point == best or (unknown and finding.track == "practice"):
                continue
            yield Ask(
                finding.criterion,
                finding.track,
                body.body,
                grantors(card, finding, body.body),
                effort,
                stated,
                why,
                body,
                _granted(scale, body.body, best, paper=finding.track != "practice"),
            )


def _granted(scale: Scale, body: str | None, best: Fraction, *, paper: bool) -> BodyFinding:
    """What would stand for a body that grants an ask in full."""
    level = next((name for name in reversed(scale.ranked) if scale.shares[name] == best), None)
    adding = tuple(name for name, element in scale.checklist.items() if element.points > 0)
    shown = adding if best == scale.best else ()
    return BodyFinding(body, best, best, best, level, instrument=paper, shown=shown)


def _effort(card: Scorecard, finding: Finding) -> tuple[int, bool, str | None]:
    """How much work an ask is, whether anybody said so, and why it differs here."""
    for key, own in card.place.city.efforts.items():
        if card.place.speaks_of(key, card.rubric.id) == finding.criterion:
            here = own.effort.on(finding.track)
            if here is not None:
                return here, True, own.why
    rule = card.rubric.criteria[finding.criterion]
    stated = card.rubric.effort_of(rule, finding.track)
    return (UNSTATED, False, None) if stated is None else (stated, True, None)


def grantors(card: Scorecard, finding: Finding, body: str | None) -> tuple[str, ...]:
    """Who can grant an ask to a body. Where the conduct of several is asked about, the first whom
    the rubric names answers for the place itself, and those after it for its bodies. Where an
    office of the place governs another of its bodies, and not this one, it is whoever governs this
    one."""
    rule = card.rubric.criteria[finding.criterion]
    who = rule.who_can_grant
    if rule.whose == "lowest" and len(who) > 1 and card.place.focus is None:
        who = who[:1] if body is None else who[1:]
    own = None if body is None else governor(card.place, body)
    if own is None:
        return who
    offices = card.place.city.offices
    governing = {governor(card.place, other) for other in card.place.city.bodies}
    elsewhere = {one for one in who if offices.get(one) in governing - {own}}
    return tuple(dict.fromkeys(own if one in elsewhere else one for one in who))


def governor(place: Place, body: str) -> str | None:
    """Who governs a body, without what else is said of it after a semicolon."""
    stated = place.body(body).governed_by
    return None if stated is None else stated.partition(";")[0].strip()


def disclosures(card: Scorecard) -> tuple[Disclosure, ...]:
    """What nobody has shown of practice, the weightiest first."""
    mix = dict(card.mix)
    found = [
        Disclosure(
            finding.criterion,
            finding.track,
            finding.not_examined,
            card.rubric.criteria[finding.criterion].who_can_grant,
            card.weight(finding.criterion, finding.track),
        )
        for finding in card.findings
        if finding.track == "practice" and mix.get("practice") and finding.status == "unknown"
    ]
    return tuple(sorted(found, key=lambda one: -one.share))


def enough(card: Scorecard, needed: Fraction) -> tuple[Disclosure, ...]:
    """The fewest disclosures with which so much of practice is answered; those of least weight that
    are enough at the end, none where it is answered already, all where all are too few."""
    track = card.track("practice")
    missing = needed - (Fraction(0) if track is None else track.score.coverage)
    found: list[Disclosure] = []
    for one in disclosures(card):
        if missing <= 0:
            break
        found.append(one)
        missing -= one.share
    return tuple(found)


class Granting:
    """Grades a place again by the same engine, as it would be with some asks granted."""

    def __init__(self, card: Scorecard) -> None:
        self.card, self._grader = card, Grader(card.rubric)
        self._known: dict[frozenset[AskKey], Standing] = {}

    def standing(self, granted: Iterable[Ask]) -> Standing:
        """The numbers of the place with these asks granted."""
        supposed: Supposed = {ask.key: ask.granted for ask in granted}
        key = frozenset(supposed)
        if key not in self._known:
            card = self.card
            self._known[key] = self._grader.standing(
                card.place, card.as_of, fresh=card.fresh, supposed=supposed
            )
        return self._known[key]


def precedents(
    card: Scorecard, wanted: Iterable[Ask], places: Iterable[Place]
) -> dict[AskKey, Row | None]:
    """For each ask the place or body of the same kind that has what is asked, or, by an instrument,
    comes nearest to it, where that is more than there is here and at least half; None where nobody
    is known to."""
    places, rows, found = tuple(places), {}, {}
    for ask in wanted:
        if ask.criterion not in rows:
            told = across(card.rubric, places, ask.criterion, card.as_of, card.fresh)
            rows[ask.criterion] = {one.track: one.rows for one in told}
        alike = (row for row in rows[ask.criterion].get(ask.track, ()) if _alike(card, ask, row))
        best = next(alike, None)
        here, there = ask.before.point, None if best is None else best.found.point
        more = there is not None and there >= HALF and (here is None or there > here)
        model = best is not None and (best.found.instrument or there == ask.granted.point)
        found[ask.key] = best if more and model else None
    return found


def _alike(card: Scorecard, ask: Ask, row: Row) -> bool:
    """Whether a row is about another place or body of the kind that is asked."""
    own = {card.place.ref(ask.body), card.place.city.bodies[ask.body].place if ask.body else None}
    kind = row.place.body_kind(row.body)
    return kind == card.place.body_kind(ask.body) and row.ref not in own and row.place.id not in own


def is_public(who: Iterable[str]) -> bool:
    """Whether a public body is among those who can grant something, or nobody is named."""
    named = set(who)
    return not named or bool(named - NOT_PUBLIC)


def named(rubric: Rubric) -> tuple[str, ...]:
    """Everybody who can grant anything that a rubric asks for, in its words."""
    rules = rubric.criteria.values()
    return tuple(dict.fromkeys(who for rule in rules for who in rule.who_can_grant))
