"""The form of a motion: the customary words of a place's councils and boards, with marks for what
is filled in."""

from collections.abc import Mapping
from string import Template
from typing import Annotated, Literal

from pydantic import Field

from .fields import Many, Part, Text, Texts
from .source import Source

FILLED: Mapping[str, frozenset[str]] = {
    "title": frozenset({"place"}),
    "opening": frozenset({"place", "body", "mover", "seconder", "date"}),
    "first": frozenset({"clause"}),
    "next": frozenset({"clause"}),
    "therefore": frozenset({"place", "body", "mover", "seconder"}),
    "adopt": frozenset({"body", "office", "ask"}),
    "carry_out": frozenset({"body", "office", "ask"}),
    "ask_to_adopt": frozenset({"body", "other", "ask"}),
    "ask_to_carry_out": frozenset({"body", "other", "ask"}),
    "publish": frozenset({"body", "office", "date"}),
    "ask_to_publish": frozenset({"body", "other", "date"}),
    "report": frozenset({"body", "office", "date"}),
    "closing": frozenset({"place", "body", "date"}),
}
"""What each text of a form can have filled in, where it says `$place`."""
MUST: Mapping[str, frozenset[str]] = {
    "first": frozenset({"clause"}),
    "next": frozenset({"clause"}),
    **{name: frozenset({"ask"}) for name in ("adopt", "carry_out")},
    **{name: frozenset({"ask", "other"}) for name in ("ask_to_adopt", "ask_to_carry_out")},
    "ask_to_publish": frozenset({"other"}),
}
"""What a text of a form cannot do without."""


class Blanks(Part):
    """What stands where nobody knows yet what to write."""

    mover: Text
    seconder: Text
    office: Text
    date: Text


class Form(Part):
    """A file of `motions/`. Its id is the file's name.

    `first` and `next` hold a clause of the preamble; `therefore` stands before what is resolved.
    The clauses that follow are for what the body itself can grant (`adopt` a rule, `carry_out` what
    stands, `publish` figures), for what it can only ask of another (`ask_to_...`), and to `report`.
    """

    format: Literal["motion/1"]
    name: Text
    language: Text
    provinces: Texts = ()
    title: Text
    note: Text
    opening: Annotated[tuple[Text, ...], Many] = ()
    first: Text
    next_: Text = Field(alias="next")
    therefore: Text
    adopt: Text
    carry_out: Text
    ask_to_adopt: Text
    ask_to_carry_out: Text
    publish: Text
    ask_to_publish: Text
    report: Text
    closing: Annotated[tuple[Text, ...], Many] = ()
    blanks: Blanks
    sources: dict[str, Source] = {}

    def texts(self) -> dict[str, tuple[str, ...]]:
        """The texts that have something filled in, by key."""
        stated = {name: getattr(self, "next_" if name == "next" else name) for name in FILLED}
        return {name: (one,) if isinstance(one, str) else one for name, one in stated.items()}


def fill(text: str, **parts: str) -> str:
    """A text of a form with its parts filled in; the blanks of the form are parts too."""
    return Template(text).substitute(parts)
