"""Answers that are asked for one by one, each held against the file of its place as it comes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..analysis.search import matching
from ..load.flat import NONE
from ..load.incoming import LATER, Incoming
from ..model.problem import Problem
from ..model.rubric import Rubric, Track
from ..report import add_view
from ..report.language import _
from . import asking, say, writing
from .asking import tell

MOST_OFFERED = 6
"""Questions that are proposed at once."""
FIRST = 2
"""The line of the first step, where answers are checked like the parts of a file."""
Options = Sequence[tuple[str, str]]
"""Answers to choose from, each with what it means."""


class Answers(ABC):
    """The answers so far, by the name of their step, and those that were given and are not taken
    yet. `asks` is whether anybody can be asked."""

    def __init__(
        self, incoming: Incoming, steps: Sequence[str], given: Mapping[str, str], *, asks: bool
    ) -> None:
        self.incoming, self.steps, self.asks = incoming, steps, asks
        self.given = dict(given)
        self.answers: dict[str, str] = {}
        self.left_out: set[str] = set()
        """The steps that may be left out, and were."""
        self.asked_of, self.asked_before = 0, -1
        """How many questions were asked, and by when something was amiss last."""

    @abstractmethod
    def problems(self) -> list[Problem]:
        """What is wrong with the answers so far; the line of each says which."""

    def line(self, step: str) -> int:
        """The line of a step."""
        return FIRST + self.steps.index(step)

    def step(self, problem: Problem) -> str:
        """The step that a problem is about."""
        return self.steps[problem.line - FIRST]

    def source(self) -> None:
        """The source: one of the file by its id or its address, or a new one."""
        known = self.incoming.data.get("sources", {})
        self.take("source")
        if "source" in self.answers:
            return
        asked = _("The address of its source, or the id of one in the file; empty for no address")
        self.may("url", asked, first=lambda text: self.same_source(text, known))
        if "source" in self.answers:
            return
        self.need("title", _("The title of the source"))
        self.need("publisher", _("Who published it"))
        kinds = dict.fromkeys(str(one["kind"]) for one in known.values() if "kind" in one)
        offered = [(one, "") for one in dict.fromkeys([*kinds, *add_view.KINDS])]
        self.may("source_kind", _("What kind of source is it? May be left empty"), offered)
        self.need("published", _("When it was published, or undated"))
        self.may("archive", _("The address of a copy in an archive; may be left empty"))
        self.take("source_note")

    def same_source(self, text: str, known: Mapping[str, Any]) -> bool:
        """Whether a text is the id or the address of a source of the file, which is then taken."""
        by_address = {one["url"]: name for name, one in known.items() if "url" in one}
        found = text if text in known else by_address.get(text)
        if found is None:
            return False
        tell("  " + _("That is {id} in the file.", id=found))
        self.answers["source"] = found
        return True

    # ------------------------------------------------------------ one answer

    def need(self, step: str, question: str, options: Options = ()) -> None:
        """An answer that must be there: given, or asked for until it is right."""
        self.take(step)
        if not self.has(step) and not self.asks:
            raise say.UseError(_("give --{option}", option=option(step)))
        while not self.has(step):
            if said := self.asked(question, options):
                self.put(step, said)
            else:
                tell("  " + _("This must be answered; Ctrl-C ends without writing anything."))

    def may(
        self,
        step: str,
        question: str,
        options: Options = (),
        first: Callable[[str], bool] = lambda _text: False,
    ) -> None:
        """An answer that may be left out. `first` may take it for something else."""
        if step in self.given and first(self.given[step]):
            del self.given[step]
            return
        self.take(step)
        while question and self.asks and not self.has(step) and step not in self.left_out:
            said = self.asked(question, options)
            if said in ("", NONE) or first(said):
                self.left_out.add(step)
                return
            self.put(step, said)

    def asked(self, question: str, options: Options) -> str:
        """The answer to a question."""
        self.asked_of += 1
        return asking.choice(question, options) if options else asking.answer(question)

    def take(self, step: str) -> None:
        """The answer that was given, if one was; it is asked for where it is wrong."""
        if step in self.given:
            self.put(step, self.given.pop(step))

    def put(self, step: str, said: str) -> None:
        """Take an answer, unless it is wrong, which is then said."""
        holder = self.holder(step)
        holder[step] = said
        if not self.is_right(step):
            del holder[step]

    def has(self, step: str) -> bool:
        return step in self.holder(step)

    def holder(self, step: str) -> dict[str, str]:
        """The answers that one belongs to."""
        return self.answers

    def amiss(self) -> set[str]:
        """The steps with which something is wrong once all is answered, which is said; RefusedError
        where they cannot be asked again."""
        found = self.problems()
        for one in found:
            tell(f"  {one.wrong}; {one.right}")
        steps = {self.step(one) for one in found if not one.warning}
        if steps and (not self.asks or steps == {"id"} or self.asked_of == self.asked_before):
            raise writing.RefusedError(_("nothing was written"))
        self.asked_before = self.asked_of
        if steps:
            self.left_out.clear()  # what is wrong may be that something was
        return steps

    def is_right(self, *steps: str) -> bool:
        """Whether nothing is wrong with some answers, as far as can be told yet. UseError where
        something is, and nobody can be asked."""
        lines = {self.line(step) for step in steps}
        wrong = [
            one
            for one in self.problems()
            if one.line in lines and not one.warning and one.code not in LATER
        ]
        for one in wrong:
            if not self.asks:
                raise say.UseError(f"--{option(steps[0])}: {one.wrong}; {one.right}")
            tell(f"  {one.wrong}; {one.right}")
        return not wrong


def question(rubric: Rubric, track: Track | None, asked: str, said: str = "") -> str:
    """A criterion, chosen among those that some words are about, or among all; nothing where the
    answer is that there is none."""
    rules = rubric.criteria
    while True:
        found = matching(rubric, said, track)[:MOST_OFFERED]
        if not found:
            if said:
                tell("  " + _("No question holds these words; these are all there are."))
            there = (one for one in rules if track is None or rules[one].scale(track) is not None)
            found = tuple(there)
        answer = asking.choice(asked, [(one, rules[one].question) for one in found])
        if answer == NONE:
            return ""
        if "/" in answer or answer in rules:
            return answer
        said = answer or said


def option(step: str) -> str:
    """The option by which an answer is given."""
    return step.replace("_", "-")
