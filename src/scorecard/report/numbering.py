"""The numbers of sources in a report, in the order in which they are first named."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.source import Source
from . import words
from .document import Block, Heading, Item, Items
from .language import _


class Numbering:
    """Sources with their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def note(self, source: Source) -> int:
        """The number of a source."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def notes(self, sources: Iterable[Source]) -> tuple[int, ...]:
        """The numbers of some sources."""
        return tuple(self.note(one) for one in sources)

    def blocks(self) -> list[Block]:
        """The list of all that were named; nothing where none was."""
        if not self._numbers:
            return []
        items = tuple(
            Item(words.reference(one), sources=(("", one.url),) if one.url else ())
            for one in self._numbers
        )
        return [Heading(_("Sources")), Items(items, numbered=True, notes=True)]
