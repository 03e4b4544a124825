"""Who placed a fact and who checked that: initials or a role, and two people."""

from __future__ import annotations

import re

from ..model.place import Fact
from .document import Document

_INITIALS = re.compile(r"[^\W\d_](?:[.-]*[^\W\d_]){0,3}\.?")
_ROLE = re.compile(r"[^\W\d_]+(?:[ '\u2019-][^\W\d_]+){0,5}")


def check_coder(document: Document, name: str, fact: Fact) -> None:
    """Add every problem of the two markers of a fact."""

    def report(code: str, wrong: str, right: str, key: str) -> None:
        document.report(document.at(("facts", name, key)), code, wrong, right)

    for key, value in (("coded_by", fact.coded_by), ("checked_by", fact.checked_by)):
        if value is not None and not is_marker(value):
            # What stands here may be somebody's name, and is not repeated.
            wrong = f"`{key}` is neither initials nor a role"
            report("bad-coder", wrong, "write `MK` or `M.K.`, or `second coder`", key)
    if fact.checked_by is None:
        return
    if fact.coded_by is None:
        right = "add `coded_by:`"
        report("one-coder", "who checked it is said, and not who placed it", right, "checked_by")
    elif _bare(fact.coded_by) == _bare(fact.checked_by):
        right = "name the second person, or leave `checked_by` out"
        report("one-coder", "whoever placed it cannot be the one to check it", right, "checked_by")


def is_marker(text: str) -> bool:
    """Whether a text is initials of up to four letters, all capitals, or a role in small letters;
    nothing that is a common given name is either."""
    from .identifying import is_given_name  # its lists are long, and markers are few

    if _INITIALS.fullmatch(text) is not None and text == text.upper():
        return not is_given_name(text)
    words = re.findall(r"[^\W\d_]+", text)
    role = _ROLE.fullmatch(text) is not None and text == text.lower()
    return role and not any(is_given_name(word) for word in words)


def _bare(text: str) -> str:
    """A marker without what may be written or left out."""
    return re.sub(r"[\W_]", "", text).lower()
