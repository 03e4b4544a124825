"""The words for who placed and checked facts, and for what was replied to them."""

from __future__ import annotations

from datetime import date

from ..analysis import coded
from ..model.place import Fact, Place, Reply, known_replies
from ..model.result import Scorecard
from . import numbers, words
from .language import N_, _


def double_checked(card: Scorecard) -> str:
    """How much of a grade two people have seen; where no fact says who placed it, that."""
    if not coded.is_stated(card.place):
        return _("Who placed the facts is not on file.")
    shares = [
        words.part(card.rubric, track, numbers.percent(share))
        for track, share in coded.double_checked(card).items()
    ]
    if not shares:
        return ""
    return _(
        "A second person has checked all the facts behind {shares}, of the weight that is "
        "answered.",
        shares=words.listed(shares),
    )


def coder(fact: Fact) -> str:
    """Who placed a fact, and who checked it; empty where that is not on file."""
    if fact.coded_by is None:
        return ""
    if fact.checked_by is None:
        return _("Placed by {coder}; checked by nobody else yet.", coder=fact.coded_by)
    return _("Placed by {coder}; checked by {other}.", coder=fact.coded_by, other=fact.checked_by)


_OUTCOMES = {
    "corrected": N_("What came of it: facts were corrected."),
    "stands": N_("What came of it: the facts stand as they were."),
    "noted": N_("What came of it: it is noted here."),
}
"""What came of a reply to the whole file."""
_OUTCOMES_OF_ONE = {
    "corrected": N_("What came of it: the fact was corrected."),
    "stands": N_("What came of it: the fact stands as it was."),
    "noted": N_("What came of it: it is noted beside the fact."),
}
"""What came of a reply to one fact."""


def sent(reply: Reply) -> str:
    """To whom a grade was sent for reply, and when; who replied, where nobody had asked."""
    if reply.sent is None:
        return words.sentence(reply.office)
    when = numbers.day(reply.sent)
    return _("Sent to {who} for reply on {date}.", who=reply.office, date=when)


def replied(reply: Reply) -> str:
    """What was replied, when, and what came of it."""
    said = _("Reply of {date}: {text}", date=numbers.day(reply.received), text=reply.says)
    if reply.outcome is None:
        return said
    return f"{words.ended(said)} {_(_OUTCOMES[reply.outcome])}"


def beside(reply: Reply) -> str:
    """A reply as it is printed beside the fact that it is about."""
    if reply.received is None or reply.says is None:
        none = _("No reply so far.")
        return f"{sent(reply)} {none}"
    who, when = words.sentence(reply.office), numbers.day(reply.received)
    said = _("{who} replied on {date}: {text}", who=who, date=when, text=words.ended(reply.says))
    if not reply.received.day:
        said = _(
            "{who} replied in {date}: {text}", who=who, date=when, text=words.ended(reply.says)
        )
    return said if reply.outcome is None else f"{said} {_(_OUTCOMES_OF_ONE[reply.outcome])}"


def replies(file: Place, fact: Fact, as_of: date) -> tuple[str, ...]:
    """The replies to a fact that were known on a day, each with its sources in a line."""
    said = []
    for reply in known_replies(fact.replies, as_of):
        read = words.sources(file.sources_of(reply))
        said.append(f"{beside(reply)} [{read}]" if read else beside(reply))
    return tuple(said)
