"""The law of a country or a province, as far as a campaign needs it: how records are asked for, and
who may decide what."""

from typing import Annotated, Literal

from .fields import Many, Part, Text, Texts
from .source import Source

Matter = Literal["own-services", "police", "council-and-board", "duty", "sharing"]
"""What a statement is about: a municipality's own services; who directs police; what a council may
ask of a board; whether there is a duty to report or enforce; whether information may be shared."""
MATTERS: tuple[Matter, ...] = ("own-services", "police", "council-and-board", "duty", "sharing")


class Access(Part):
    """An access-to-information law: the kinds of body it binds, and how one asks them. What no page
    was read on is left out; `doubt` says what of the rest is uncertain.

    `unconfirmed` are kinds that no page read says it binds, and that it probably does.
    """

    name: Text
    citation: Text | None = None
    covers: Texts
    unconfirmed: Texts = ()
    section: Text | None = None
    needs: Text | None = None
    fee: Text | None = None
    waiver: Text | None = None
    answer: Text | None = None
    review: Text | None = None
    producing: Text | None = None
    doubt: Text | None = None
    sources: Annotated[tuple[Text | Source, ...], Many]


class Power(Part):
    """A statement on who may decide what, and where that was read."""

    matter: Matter
    says: Text
    confidence: Literal["high", "medium", "low"]
    sources: Annotated[tuple[Text | Source, ...], Many]


class Law(Part):
    """A file of `laws/`: the law of a country, or of a province. Its id is the file's name.
    `language` is the one in which its public bodies are written to, where that is not English;
    `names` are those of the bodies that there is one of, by kind."""

    format: Literal["law/1"]
    name: Text
    country: Text
    province: Text | None = None
    language: Text | None = None
    names: dict[str, Text] = {}
    access: dict[str, Access] = {}
    powers: dict[str, Power] = {}
    sources: dict[str, Source] = {}

    def sources_of(self, said: Access | Power) -> tuple[Source, ...]:
        """The sources of a statement, wherever they are written out."""
        return tuple(self.sources[one] if isinstance(one, str) else one for one in said.sources)

    def binding(self, kind: str) -> Access | None:
        """The first access law that binds a kind of body, or probably does; None without one."""
        sure = (one for one in self.access.values() if kind in one.covers)
        likely = (one for one in self.access.values() if kind in one.unconfirmed)
        return next(sure, None) or next(likely, None)
