"""What else `add` puts into a file: what was looked for in vain, and the reply of an office."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from ..load.document import Address, Mark
from ..load.flat import NONE, SOURCE, built
from ..load.incoming import TOP, Arrived, Incoming
from ..load.typed import suggest
from ..model.problem import Problem
from ..model.rubric import Rubric
from ..report import add_view
from ..report.language import _
from . import writing
from .answers import Answers, question

SEARCH = ("criterion", "track", "body", "searched", "when", "found")
REPLY = ("fact", "office", "sent", "received", "says", "outcome", "source", *SOURCE)


class Noting(Answers):
    """One item of a list on its way. `unsaid` stands for answers that are still to come."""

    steps: tuple[str, ...] = ()
    unsaid: Mapping[str, str] = {}

    def __init__(
        self, incoming: Incoming, rubric: Rubric, given: Mapping[str, str], *, asks: bool
    ) -> None:
        super().__init__(incoming, self.steps, given, asks=asks)
        self.rubric = rubric

    @property
    @abstractmethod
    def name(self) -> str:
        """What was put in, for whoever put it in."""

    def gather(self) -> None:
        """Ask for what is missing until nothing is wrong; UseError where that cannot be."""
        self.ask()
        while steps := self.amiss():
            for step in steps:
                self.answers.pop(step, None)
            self.ask()

    @abstractmethod
    def ask(self) -> None:
        """Ask for what is missing."""

    def item(self) -> dict[str, Any]:
        """The item as a file would hold it."""
        return {key: value for key, value in self.answers.items() if key in self.steps}

    def parts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The item as a part of a file."""
        return self.placed(self.item(), data)

    @abstractmethod
    def placed(self, item: dict[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
        """An item as a part of a file."""

    @abstractmethod
    def path(self) -> Address:
        """Where the item will stand in the file."""

    def problems(self) -> list[Problem]:
        """What is wrong with the answers so far; the line of each says which."""
        item = {**self.unsaid, **self.item()}
        path, marks = self.path(), dict[Address, Mark]()
        for at in range(1, len(path)):
            marks[path[:at]] = TOP
        marks[path] = self.line(self.steps[0]), 1
        for key in item:
            if key in self.steps:
                marks[(*path, key)] = self.line(key), 1
        for inside, step in self.source_cells(item):
            marks[(*path, *inside)] = self.line(step), 1
        arrived = Arrived(self.placed(item, self.incoming.data), marks)
        return list(self.incoming.problems(arrived, self.name))

    def source_cells(self, item: Mapping[str, Any]) -> list[tuple[Address, str]]:
        """Where the parts of its sources stand in the item, and their steps."""
        return []


class Search(Noting):
    """What was searched for one question, and not found or refused."""

    steps = SEARCH
    unsaid = {"searched": NONE}

    @property
    def name(self) -> str:
        return _("a search for {id}", id=self.answers.get("criterion", ""))

    def ask(self) -> None:
        track = self.given.get("track")
        if "criterion" not in self.given and self.asks and not self.has("criterion"):
            if not self.rubric.one_track and track is None:
                sides = [("policy", _("on paper")), ("practice", _("in practice"))]
                self.need("track", _("On paper, or in practice?"), sides)
            side: Any = track or self.answers.get("track")
            asked = _("For which question? A number, or words to look for")
            self.put("criterion", question(self.rubric, side, asked))
        self.need("criterion", "")
        if not self.rubric.one_track:
            self.need("track", _("policy or practice?"))
        bodies = self.incoming.data.get("bodies", {}).items()
        whose = _("Of whom? Empty for the city itself") if bodies else ""
        self.may("body", whose, [(one, add_view.name(stated)) for one, stated in bodies])
        self.need("searched", _("What did you look through, or ask for?"))
        self.need("when", _("When: 2026-11"))
        found_nothing = [("nothing", ""), ("refused", _("somebody refused to say"))]
        self.need("found", _("What came of it?"), found_nothing)

    def placed(self, item: dict[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
        return {"looked_for": [item]}

    def path(self) -> Address:
        return ("looked_for", len(self.incoming.data.get("looked_for", ())))


class Reply(Noting):
    """What an office was asked, of the whole grade or of one fact, and what it said."""

    steps = REPLY
    unsaid = {"office": NONE}

    @property
    def name(self) -> str:
        return _("a reply of {office}", office=self.answers.get("office", ""))

    def ask(self) -> None:
        facts = self.incoming.data.get("facts", {})
        if facts:
            self.may("fact", _("About which fact? Its id; empty for the grade as a whole"))
        self.need("office", _("Which office was asked, or replied? No name of a person"))
        self.may("sent", _("When was it asked? May be left empty"))
        self.may("received", _("When did it reply? Empty for no reply so far"))
        if self.has("received"):
            self.need("says", _("What does it say? In your own words, at most 50"))
            outcomes = add_view.outcomes()
            self.need("outcome", _("What came of it?"), outcomes)
            self.source()

    def item(self) -> dict[str, Any]:
        own = {key: self.answers[key] for key in REPLY[1:6] if key in self.answers}
        sources = built([self.answers]).fact.get("sources")
        return own if sources is None else {**own, "sources": sources}

    def source_cells(self, item: Mapping[str, Any]) -> list[tuple[Address, str]]:
        cells = built([self.answers]).cells
        return [(path, step) for path, (_row, step) in cells.items() if path[0] == "sources"]

    def placed(self, item: dict[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
        name = self.answers.get("fact")
        if name is None:
            return {"replies": [item]}
        fact = data.get("facts", {}).get(name)
        if fact is None:
            raise writing.RefusedError(_("there is no fact {id}", id=name))
        return {"facts": {name: {**fact, "replies": [*fact.get("replies", ()), item]}}}

    def problems(self) -> list[Problem]:
        name, facts = self.answers.get("fact"), self.incoming.data.get("facts", {})
        if name is None or name in facts:
            return super().problems()
        wrong, right = f"`{name}` is no fact of this file", suggest(name, facts, "leave it empty")
        return [Problem(self.name, self.line("fact"), 1, "unknown-fact", wrong, right)]

    def path(self) -> Address:
        name = self.answers.get("fact")
        if name is None:
            return ("replies", len(self.incoming.data.get("replies", ())))
        there = self.incoming.data["facts"].get(name, {}).get("replies", ())
        return ("facts", name, "replies", len(there))
