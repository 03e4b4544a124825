"""scorecard add: one fact, asked for or given, put into the file of its place; or a search, or a
reply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..analysis.diff import diff
from ..engine.grade import Grader
from ..load.document import Address, Mark
from ..load.flat import COLUMNS, FIGURE, SCORE, SOURCE, Built, built
from ..load.incoming import Arrived, Draft, Incoming, joined, padded
from ..load.rewrite import rewritten
from ..model.place import CHANGES
from ..model.problem import Problem
from ..model.rubric import SEEN_BY, Rubric, Track
from ..model.scale import Measure, Scale
from ..report import add_view, words
from ..report.document import Document
from ..report.language import _
from . import asking, opening, say, writing
from .answers import Answers, option, question
from .asking import tell
from .naming import numbered, proposed
from .noting import Noting, Reply, Search

NOTED = "track searched when found fact office sent received says outcome".split()
"""What is answered of a search or of a reply alone."""
ONCE = (*(name for name in COLUMNS if name not in ("criterion", *SCORE)), *NOTED)
"""What is answered once."""
REST = "until supersedes with covers text_read approx_date note public coded_by checked_by".split()
"""What is taken where it is given, and never asked for."""


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
    target = place.target
    item = _wanted(place, chosen[0], given)
    item.gather()
    if item.given:
        named = ", ".join(f"--{option(step)}" for step in item.given)
        raise say.UseError(_("what else is given has no place here: {options}", options=named))
    told: Document = ()
    if isinstance(item, Gathering):
        told = effect(place, item.parts(place.incoming.data), asked)
    if not given.yes:
        asking.show(told)
        if not asking.agreed(_("Write it to {path}?", path=target.found.shown)):
            tell(_("Nothing was written."))
            return 0
    writing.bring(target)
    writing.write_change(place.checker, target.found, lambda data: joined(data, item.parts(data)))
    print(_("{path}: {id} is added", path=target.found.shown, id=item.name))
    if given.yes:
        say.show(told)
    writing.told_of_copy(target)
    return 0


def _wanted(place: writing.Changing, rubric: Rubric, given: Given) -> Gathering | Noting:
    """What is to be put in: by what was given of it, or else as somebody says who is asked."""
    said = given.answers
    kind = "search" if "searched" in said else "reply" if "office" in said else "fact"
    if not given.yes and not said.keys() - {"body"} and not given.scores:
        options = [
            ("fact", _("something that is so, with its source")),
            ("search", _("what you looked for, and did not find")),
            ("reply", _("what an office was asked of the grade or of a fact, and said")),
        ]
        kind = ""
        while kind not in dict(options):
            kind = asking.choice(_("What do you add?"), options) or "fact"
    if kind == "fact":
        return Gathering(place.incoming, rubric, given, place.name)
    if given.scores:
        said = {**said, "criterion": given.scores[0]["criterion"]}
    made = Search if kind == "search" else Reply
    return made(place.incoming, rubric, said, asks=not given.yes)


def effect(place: writing.Changing, parts: Mapping[str, Any], asked: opening.Asked) -> Document:
    """What parts of a file would do to the grade of its place; nothing where no rubric grades
    it."""
    chosen = opening.chosen_rubric(place.checker, asked.rubric, place.name)
    if chosen is None:
        return ()
    incoming, by = place.incoming, chosen[0].id
    with writing.held(place.standing):
        content = rewritten(incoming.content, incoming.joined(parts))
    after = Draft(place.checker, place.standing, content).place(place.name, by)
    before = place.checker.place(place.name, by)
    if before is None or after is None:
        return ()
    grader, today = Grader(*chosen), opening.on_date(None)
    return add_view.effect(diff(grader.grade(before, today), grader.grade(after, today)))


class Gathering(Answers):
    """One fact on its way."""

    def __init__(self, incoming: Incoming, rubric: Rubric, given: Given, place: str) -> None:
        super().__init__(incoming, COLUMNS, given.answers, asks=not given.yes)
        self.rubric, self.place, self.name = rubric, place, ""
        self.stated = [dict(one) for one in given.scores]
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
        return next(one for one in numbered(proposed(self.place, self.answers)) if one not in facts)

    def parts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The fact by an id that is free in a file, as a part of that."""
        self.name = self.free(data.get("facts", {}))
        return {"facts": {self.name: self.fact}}

    def problems(self) -> list[Problem]:
        fact, cells = self.built()
        name = self.answers.get("id") or proposed(self.place, self.answers)
        marks: dict[Address, Mark] = {("facts", name): (self.line("id"), 1)}
        for path, (row, column) in cells.items():
            marks["facts", name, *path] = self.line(column), row + 1
        arrived = Arrived({"facts": {name: padded(fact)}}, marks)
        return list(self.incoming.problems(arrived, name))

    # ------------------------------------------------------------ the order of things

    def gather(self) -> None:
        """Ask for what is missing until nothing is wrong; UseError where that cannot be."""
        while True:
            self.take("id")
            self.statement()
            self.source()
            self.what_it_shows()
            steps = self.amiss()
            if not steps:
                return
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
        self.not_twice()
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
            if self.answers["seen_by"] == "community":
                self.may("case", _("Is it one person's account? yes, or empty for no"))
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

    def not_twice(self) -> None:
        """Say where the file has the claim already; RefusedError where nobody is asked, and no id
        says that it is meant."""
        facts = self.incoming.data.get("facts", {}).items()
        same = next((one for one, fact in facts if fact["claim"] == self.answers["claim"]), None)
        if same is not None and not self.asks and "id" not in self.answers:
            raise writing.RefusedError(
                _("{id} says the same; to add it all the same, give it an --id", id=same)
            )
        if same is not None and self.asks:
            tell("  " + _("{id} says the same.", id=same))

    def rules(self) -> list[tuple[str, str]]:
        """The rules that are in the file."""
        facts = self.incoming.data.get("facts", {}).items()
        return [(name, str(one["claim"])) for name, one in facts if "effect" in one]

    def what_it_shows(self) -> None:
        """The questions that it answers, and how; or why it answers none."""
        while self.stated:
            self.score(self.stated.pop(0))
        self.take("context")
        if self.scores or "context" in self.answers:
            return
        if not self.asks:
            raise say.UseError(_("give --criterion, or --context with why it answers nothing"))
        asked = _("Which question does it answer? A number, other words to look for, or - for none")
        while criterion := question(self.rubric, self.on(), asked, self.answers["claim"]):
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

    def score(self, stated: Mapping[str, str]) -> None:
        """How the fact answers one question: as stated, or asked for under its anchors."""
        self.scores.append({"criterion": stated["criterion"]})
        if not self.is_right("criterion"):
            self.scores.pop()
            return
        self.given |= {key: value for key, value in stated.items() if key != "criterion"}
        for step in (*FIGURE, "level", "and_shown", "shown", "unclear"):
            self.take(step)
        self.tell_whose()
        scale = self.scale()
        if scale is not None and self.asks:
            asking.show(add_view.anchors(self.rubric, self.on(), scale))
        if scale is not None:
            self.answer(scale)
        self.need("why", _("Why? What earns it, and what is missing for more"))

    def tell_whose(self) -> None:
        """Say where a question is not asked of the body that the fact is about, so that the fact
        will move nothing."""
        body = self.answers.get("body")
        rule = self.rubric.criteria.get(self.scores[-1]["criterion"])
        if body is None or rule is None:
            return
        stated = self.incoming.data.get("bodies", {}).get(body, {})
        kind = stated.get("kind")
        speaks = stated.get("speaks_for_city") == "yes" and kind in self.rubric.speaks_for
        if "place" not in stated and not (speaks and rule.whose in ("lowest", kind)):
            told = _(
                "This is not asked of {body} here: the fact is kept, and moves nothing.", body=body
            )
            tell(f"  {told}")

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
            tell("  " + _("The date alone answers it: that such a thing was done, and when."))
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

    def holder(self, step: str) -> dict[str, str]:
        return self.scores[-1] if step in SCORE else self.answers
