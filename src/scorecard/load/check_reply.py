"""What a reply must say, to the whole file or to one fact."""

from __future__ import annotations

from ..model.place import Reply
from .check_fact import MOST_WORDS
from .document import Address, Document


def check_reply(document: Document, where: Address, reply: Reply) -> None:
    """Add every problem of one reply: it says who was asked or replied and when; what was said goes
    with the day it came, and what came of it with both."""

    def report(code: str, wrong: str, right: str, *step: str, warning: bool = False) -> None:
        document.report(document.at((*where, *step)), code, wrong, right, warning=warning)

    came, said = reply.received, reply.received is not None
    if reply.sent is None and not said and reply.says is None:
        wrong = "when it was asked or replied is not said"
        report("no-date", wrong, "add `sent:`, or `received:` and `says:`")
    if said != (reply.says is not None):
        missing = "says" if said else "received"
        right = f"add `{missing}:`, or leave both out"
        report("half-a-reply", f"a reply without `{missing}`", right)
    elif came is not None and reply.sent is not None and came.last() < reply.sent.first():
        report("date-order", "it came before it was asked for", "swap the dates", "received")
    if not said and reply.says is None and reply.outcome is not None:
        wrong = "nothing can have come of a reply that is not there"
        right = "add `received:` and `says:`, or leave `outcome` out"
        report("half-a-reply", wrong, right, "outcome")
    if said and reply.outcome is None:
        right = "add `outcome:` corrected, stands or noted"
        report("no-outcome", "what came of it is not said", right, warning=True)
    if said and not reply.sources:
        right = "name where it can be read"
        report("no-source", "a reply without a source", right, warning=True)
    number = len((reply.says or "").split())
    if number > MOST_WORDS:
        wrong = f"the reply has {number} words"
        report("long-claim", wrong, f"say it in {MOST_WORDS}", "says", warning=True)
    from .identifying import is_person  # its lists are long, and replies are few

    if is_person(reply.office):
        right = "write the office, such as the city clerk"
        report("odd-office", "what looks like a person's name", right, "office", warning=True)
