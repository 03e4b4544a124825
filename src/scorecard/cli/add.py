"""scorecard add: one fact, asked for or given, put into the file of its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from ..analysis.diff import diff
from ..analysis.search import matching
from ..engine.grade import Grader
from ..load.document import Address, Mark
from ..load.flat import COLUMNS, FIGURE, NONE, SCORE, SOURCE, Built, built
from ..load.incoming import Arrived, Draft, Incoming
from ..load.rewrite import rewritten
from ..model.place import CHANGES
from ..model.problem import Problem
from ..model.rubric import SEEN_BY, Rubric, Track
from ..model.scale import Measure, Scale
from ..report import add_view, words
from ..report.document import Document
from ..report.language import _
from . import asking, opening, say, writing
from .asking import tell

MOST_OFFERED = 6
"""Questions that are proposed at once."""
FIRST = 2
"""The line of the first column, where answers are checked like the parts of a file."""
ONCE = (*(name for name in COLUMNS if name not in ("criterion", *SCORE)),)
"""What is answered once for a fact."""
LATER = frozenset(
    "missing-key no-level no-figure no-elements no-date no-seen-by no-of no-source no-context "
    "no-number one-end bare-source which-track wrong-figure level-and-figure".split()
)
"""What may be put right by an answer that is still to come."""
REST = "until supersedes with covers text_read approx_date note public coded_by checked_by".split()
"""What is taken where it is given, and never asked for."""
UNSAID = {"claim": NONE, "confidence": "low", "sources": [{"title": NONE}], "context": NONE}
"""What stands for answers that are still to come, so that those that are there can be checked."""
Options = Sequence[tuple[str, str]]
"""Answers to choose from, each with what it means."""


class Given(NamedTuple):
    """What was given as options: each answer by the name of its step; and for each question that
    the fact answers its criterion, and the level, the reason and the elements, where these are
    given."""

    answers: Mapping[str, str]
    scores: tuple[Mapping[str, str], ...] = ()
    yes: bool = False
    """Whether nothing is asked."""


def given_as(options: Mapping[str, Any]) -> Given:
    """What was given as options, of which those of `SCORE` are lists; UseError where one of these
    is not there for each criterion."""
    typed = {name.rstrip("_"): value for name, value in options.items() if value is not None}
    criteria = typed.get("criterion", [])
    scores: list[dict[str, str]] = [{"criterion": one} for one in criteria]
    for name in SCORE:
        values = typed.get(name, [])
        if len(values) not in (0, len(criteria)):
            raise say.UseError(_("give --{option} once for each --criterion", option=option(name)))
        for score, value in zip(scores, values, strict=False):
            score[name] = asking.given(value)
    answers = {name: " ".join(asking.given(typed[name]).split()) for name in ONCE if name in typed}
    return Given(answers, tuple(scores), typed["yes"])


def add(name: str, given: Given, asked: opening.Asked) -> int:
    """Add a fact to the file of a place; 1 where that file has errors."""
    place = writing.changing(name, asked)
    if place is None:
        return 1
    chosen = opening.chosen_rubric(place.checker, asked.rubric, place.name)
    if chosen is None:
        say.problems(place.checker.problems)
        say.complain(_("nothing is added: the rubric has the errors above"))
        return 1
    if place.body:
        given = given._replace(answers={"body": place.body, **given.answers})
    target, incoming = place.target, place.incoming
    fact = Gathering(incoming, chosen[0], given, place.name)
    fact.gather()
    told = effect(place, fact.named(incoming.data), asked)
    if not given.yes:
        asking.show(told)
        if not asking.agreed(_("Write it to {path}?", path=target.found.shown)):
            tell(_("Nothing was written."))
            return 0
    writing.bring(target)
    names: list[str] = []

    def edit(data: Mapping[str, Any]) -> Mapping[str, Any]:
        added = fact.named(data)
        names[:] = added
        return {**data, "facts": {**data.get("facts", {}), **added}}

    writing.write_change(place.checker, target.found, edit)
    print(_("{path}: {id} is added", path=target.found.shown, id=names[0]))
    if given.yes:
        say.show(told)
    writing.told_of_copy(target)
    return 0


def effect(place: writing.Changing, facts: Mapping[str, Any], asked: opening.Asked) -> Document:
    """What facts would do to the grade of their place; nothing where no rubric grades it."""
    chosen = opening.chosen_rubric(place.checker, asked.rubric, place.name)
    if chosen is None:
        return ()
    incoming, by = place.incoming, chosen[0].id
    with writing.held(place.standing):
        content = rewritten(incoming.content, incoming.joined(facts))
    after = Draft(place.checker, place.standing, content).place(place.name, by)
    before = place.checker.place(place.name, by)
    if before is None or after is None:
        return ()
    grader, today = Grader(*chosen), opening.on_date(None)
    return add_view.effect(diff(grader.grade(before, today), grader.grade(after, today)))


class Gathering:
    """One fact on its way: the answers so far, and what must still be asked. `asks` is whether
    anybody can be asked."""

    def __init__(self, incoming: Incoming, rubric: Rubric, given: Given, place: str) -> None:
        self.incoming, self.rubric, self.place = incoming, rubric, place
        self.asks = not given.yes
        self.given = dict(given.answers)
        self.stated = [dict(one) for one in given.scores]
        self.answers: dict[str, str] = {}
        self.scores: list[dict[str, str]] = []

    # ------------------------------------------------------------ what there is so far

    @property
    def fact(self) -> dict[str, Any]:
        """The fact as a file would hold it."""
        return self.built().fact

    def built(self) -> Built:
        first, *rest = self.scores or [{}]
        return built([{**self.answers, **first}, *rest])

    def free(self, facts: Mapping[str, Any]) -> str:
        """The id that was given, or one that is made of the place, the year and the claim and that
        no other fact has."""
        stated = self.answers.get("id")
        if stated is not None:
            if stated in facts:
                raise writing.RefusedError(_("there is a fact {id} already", id=stated))
            return stated
        name = proposed(self.place, self.answers)
        if name not in facts:
            return name
        return next(one for n in count(2) if (one := f"{name}-{n}") not in facts)

    def named(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The fact by an id that is free in a file."""
        return {self.free(data.get("facts", {})): self.fact}

    def problems(self) -> list[Problem]:
        """What is wrong with the answers; their line says which, their column of which score."""
        fact, cells = self.built()
        name = self.answers.get("id") or proposed(self.place, self.answers)
        marks: dict[Address, Mark] = {("facts", name): (FIRST + COLUMNS.index("id"), 1)}
        for path, (row, column) in cells.items():
            marks["facts", name, *path] = FIRST + COLUMNS.index(column), row + 1
        if "scores" in fact:
            scores = fact["scores"].items()
            fact["scores"] = {key: {"why": NONE, **stated} for key, stated in scores}
        return list(self.incoming.problems(Arrived({name: {**UNSAID, **fact}}, marks), name))

    # ------------------------------------------------------------ the order of things

    def gather(self) -> None:
        """Ask for what is missing until nothing is wrong; UseError where that cannot be."""
        while True:
            self.take("id")
            self.statement()
            self.where_from()
            self.what_it_shows()
            found = self.problems()
            for one in found:
                tell(f"  {one.wrong}; {one.right}")
            wrong = [one for one in found if not one.warning]
            if not wrong:
                return
            steps = {COLUMNS[one.line - FIRST] for one in wrong}
            if not self.asks or steps == {"id"}:
                raise writing.RefusedError(_("nothing was written"))
            if steps & {"criterion", *SCORE, *FIGURE}:
                self.scores.clear()
                steps |= {*FIGURE}
            if steps & {"source", *SOURCE}:
                steps |= {"source", *SOURCE}
            for step in steps:
                self.answers.pop(step, None)

    def statement(self) -> None:
        """What is said, of whom, and when."""
        self.need("claim", _("The claim, in your own words, at most 50 of them"))
        bodies = self.incoming.data.get("bodies", {})
        whose = _("Whose conduct or rule is it? Empty for the city itself") if bodies else ""
        self.may("body", whose, [(one, add_view.name(stated)) for one, stated in bodies.items()])
        track = self.track()
        seen_by = [(one, words.seen_by(one)) for one in SEEN_BY]
        if track == "policy":
            self.need("effect", _("What does it do?"), add_view.effects())
            if self.answers["effect"] in CHANGES:
                self.need("of", _("Which fact does it change?"), self.rules())
            self.need("date", _("The date on which it took effect: 2019-03-12, 2019-03 or 2019"))
            if self.answers["effect"] == "describes":
                self.need("seen_by", _("Who looked?"), seen_by)
        elif track == "practice":
            self.need("period", _("When it happened: 2023, 2023-05, or 2014-11 to 2015-06"))
            self.need("seen_by", _("Who saw or counted it?"), seen_by)
        else:
            self.may("date", _("Its date; may be left empty"))
        for step in ("seen_by", "case", "of", *REST):
            self.take(step)
        levels = [(one, words.confidence(one)) for one in ("high", "medium", "low")]
        self.need("confidence", _("How sure is the claim?"), levels)

    def track(self) -> Track:
        """Whether it is a rule, or something that happened; asked where nothing says so."""
        said = {*self.given, *self.answers}
        if "effect" in said or "period" in said:
            return "policy" if "effect" in said else "practice"
        if self.rubric.one_track:
            return "score"
        if not self.asks:
            raise say.UseError(_("give --effect and --date for a rule, or --period"))
        options = [
            ("rule", _("what a rule says, or that there is none")),
            ("event", _("something that was done, counted, tested or said")),
        ]
        while True:
            found = asking.choice(_("A rule, or something that happened?"), options)
            if found in ("rule", "event"):
                return "policy" if found == "rule" else "practice"

    def rules(self) -> list[tuple[str, str]]:
        """The rules that are in the file."""
        facts = self.incoming.data.get("facts", {}).items()
        return [(name, str(one["claim"])) for name, one in facts if "effect" in one]

    def where_from(self) -> None:
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

    def what_it_shows(self) -> None:
        """The questions that it answers, and how; or why it answers none."""
        while self.stated:
            self.score(self.stated.pop(0))
        self.take("context")
        if self.scores or "context" in self.answers:
            return
        if not self.asks:
            raise say.UseError(_("give --criterion, or --context with why it answers nothing"))
        while criterion := self.question():
            self.score({"criterion": criterion})
            if self.on() == "practice" or not asking.agreed(_("Does it answer another question?")):
                return
        if not self.scores:
            self.need("context", _("It answers no question. Why is it kept?"))

    # ------------------------------------------------------------ questions and levels

    def on(self) -> Track:
        """The track on which it counts."""
        if self.rubric.one_track:
            return "score"
        return "policy" if "effect" in self.answers else "practice"

    def question(self) -> str:
        """A criterion, chosen among those that the words of the claim, or others, are about;
        nothing where it answers none."""
        said = self.answers["claim"]
        asked = _("Which question does it answer? A number, other words to look for, or - for none")
        while True:
            rules = self.rubric.criteria
            found = matching(self.rubric, said, self.on())[:MOST_OFFERED]
            if not found:
                tell("  " + _("No question holds these words; these are all there are."))
                found = tuple(one for one in rules if rules[one].scale(self.on()) is not None)
            offered = [(one, rules[one].question) for one in found]
            answer = asking.choice(asked, offered)
            if answer == NONE:
                return ""
            if "/" in answer or answer in rules:
                return answer
            said = answer or said

    def score(self, stated: Mapping[str, str]) -> None:
        """How the fact answers one question: as stated, or asked for under its anchors."""
        self.scores.append({"criterion": stated["criterion"]})
        if not self.is_right("criterion"):
            self.scores.pop()
            return
        self.given |= {key: value for key, value in stated.items() if key != "criterion"}
        for step in (*FIGURE, "level", "and_shown", "shown", "unclear"):
            self.take(step)
        scale = self.scale()
        if scale is not None and self.asks:
            asking.show(add_view.anchors(self.rubric, self.on(), scale))
        if scale is not None:
            self.answer(scale)
        self.need("why", _("Why? What earns it, and what is missing for more"))

    def scale(self) -> Scale | None:
        """The scale of the question at hand, where it is one of the rubric."""
        named, slash, criterion = self.scores[-1]["criterion"].rpartition("/")
        rule = self.rubric.criteria.get(criterion)
        return (
            None if rule is None or (slash and named != self.rubric.id) else rule.scale(self.on())
        )

    def answer(self, scale: Scale) -> None:
        """A level, a figure, or the elements of a checklist, as the scale asks for."""
        measure = None if self.on() == "policy" else scale.measure
        if scale.checklist:
            self.need("shown", _("What of it is shown? Names with commas, or - for nothing"))
        elif measure is not None and measure.kind == "age":
            return
        elif measure is None and not scale.by_number:
            levels = ", ".join(scale.ranked)
            self.need("level", _("Which level? One of {levels}, or two as 2-3", levels=levels))
        elif "level" not in self.scores[-1] and not any(key in self.answers for key in FIGURE):
            self.figure(scale, measure)

    def figure(self, scale: Scale, measure: Measure | None) -> None:
        """A figure in a unit that the scale reads; or, where it has levels by word, one of them."""
        key = "value" if measure is None else measure.kind
        key = "count" if key == "rate" else key
        by_word = [name for name in scale.ranked if not scale.levels[name].bounded]
        if not self.asks:
            raise say.UseError(_("give --{option}", option=key))
        asked = _("The number, or two as 20-30")
        if by_word:
            asked = _("The number, or two as 20-30; or `level` and a level, for one by word")
        while not any(name in self.answers for name in FIGURE):
            said = asking.answer(asked)
            ends = re.fullmatch(r"(\d[\d.]*)-(\d[\d.]*)", said)
            if said.startswith("level ") and by_word:
                self.put("level", said.removeprefix("level ").strip())
                if "level" in self.scores[-1]:
                    return
            elif ends:
                self.answers |= {"low": ends[1], "high": ends[2]}
                if not self.is_right("low", "high"):
                    del self.answers["low"], self.answers["high"]
            elif said:
                self.put(key, said)
        if measure is not None and measure.units:
            units = [(one, self.rubric.word(one)) for one in measure.units]
            self.need("unit", _("Of what?"), units)

    # ------------------------------------------------------------ one answer

    def need(self, step: str, question: str, options: Options = ()) -> None:
        """An answer that must be there: given, or asked for until it is right."""
        self.take(step)
        if not self.has(step) and not self.asks:
            raise say.UseError(_("give --{option}", option=option(step)))
        while not self.has(step):
            if said := self.asked(question, options):
                self.put(step, said)

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
        while question and self.asks and not self.has(step):
            said = self.asked(question, options)
            if said in ("", NONE) or first(said):
                return
            self.put(step, said)

    @staticmethod
    def asked(question: str, options: Options) -> str:
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
        """The answers that one belongs to: those of the score at hand, or of the fact."""
        return self.scores[-1] if step in SCORE else self.answers

    def is_right(self, *steps: str) -> bool:
        """Whether nothing is wrong with some answers, as far as can be told yet. UseError where
        something is, and nobody can be asked."""
        lines = {FIRST + COLUMNS.index(step) for step in steps}
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


def option(step: str) -> str:
    """The option by which an answer is given."""
    return step.replace("_", "-")


def proposed(place: str, answers: Mapping[str, str]) -> str:
    """An id for a fact: the beginning of the place's, a year, and the first words of the claim."""
    when = answers.get("period") or answers.get("date") or ""
    year = re.search(r"\d{4}", when)
    plain = unicodedata.normalize("NFKD", answers.get("claim", "")).casefold()
    said = re.findall(r"[a-z]{3,}", "".join(c for c in plain if not unicodedata.combining(c)))
    telling = [word for word in said if word not in COMMON][:3]
    return "-".join([place[:3].strip("-"), *([year[0]] if year else []), *telling])


COMMON = frozenset(
    "the and are was were that this with from for not its has have had per may can "
    "les des une est sont que qui dans pour par sur avec aux ses".split()
)
"""Words that tell one claim from another as little in an id as anywhere."""
