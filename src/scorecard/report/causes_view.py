"""The words for a finding that is another than it was, and for the facts by which."""

from __future__ import annotations

from ..analysis.causes import Cause, How
from ..engine.evidence import INSTRUMENTS
from ..model.place import Fact
from ..model.result import Finding, Scorecard
from ..model.rubric import Track
from . import answers, words
from .document import Said
from .language import N_, _

_HOW: dict[How, str] = {
    "came": N_("now stands"),
    "went": N_("no longer stands"),
    "last-known": N_("becomes last known"),
    "aged": N_("is so old now that its date gives another level"),
    "amended-unread": N_("was amended by a text that was not read"),
    "contests": N_("contradicts it"),
}


def answer(card: Scorecard, finding: Finding | None) -> str:
    """What was found, in a word or two."""
    if finding is None or finding.status == "unknown":
        return _("unknown")
    if finding.status == "not-applicable":
        return _("does not apply")
    if finding.stands is None:
        return _("unanswered, counted as 0")
    return answers.answered(card, finding, finding.stands)


def moved(before: str, after: str) -> str:
    """From one answer to another, or that it is the same."""
    if before == after:
        return _("still {answer}", answer=after)
    return _("{before} to {after}", before=before, after=after)


def cause(card: Scorecard, one: Cause) -> str:
    """What became of a fact, in a line: with its id."""
    return _("{name}: {text}", name=one.fact, text=_how(card, one))


def in_full(card: Scorecard, one: Cause) -> Said:
    """What became of a fact, what it says, and who says so."""
    fact = card.place.fact(one.fact)[0]
    text = f"{fact.claim} [{words.source(card, one.fact)}]"
    return Said(text, lead=words.lead(words.sentence(_how(card, one))))


def what(card: Scorecard, criterion: str, track: Track) -> str:
    """A criterion on a track, by its id."""
    return words.on(card.rubric, track, criterion)


def _how(card: Scorecard, one: Cause) -> str:
    """What became of a fact."""
    aside = one.aside
    if one.how == "came" and aside is not None and aside.reason == "not-yet":
        return _begins(card.place.fact(one.fact)[0])
    if one.how == "went" and aside is not None:
        why = words.aside(card.rubric, aside)
        return _("no longer stands: {why}", why=why)
    return _(_HOW[one.how])


def _begins(fact: Fact) -> str:
    """How a fact begins to count."""
    when = words.when(fact)
    if fact.period is not None:
        return _("seen {when}", when=when)
    if fact.effect in INSTRUMENTS:
        return _("in force from {when}", when=when)
    if fact.effect is not None:
        return _("an account as of {when}", when=when)
    return _("of {when}", when=when)
