"""How a grade moved, as a document and as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from ..analysis.causes import Cause
from ..analysis.history import KINDS, Event, History, Kind, Step
from ..model.result import Scorecard
from ..model.rubric import Track
from . import called, causes_view, frame, grades, numbers, words
from .along import Along
from .document import (
    Block,
    Command,
    Document,
    Heading,
    Item,
    Items,
    Marks,
    Para,
    Run,
    Said,
    Series,
    Table,
    Timeline,
)
from .language import N_, _, n_, p_

_KINDS: dict[Kind, str] = {
    "adopted": N_("declared or adopted"),
    "audit": N_("audit or review by others"),
    "police-figure": N_("police figure"),
}
_PLURAL: dict[Kind, str] = {
    "adopted": N_("Declared or adopted"),
    "audit": N_("Audits and reviews by others"),
    "police-figure": N_("Police figures"),
}


def letter(kind: Kind) -> str:
    """The letter that stands for a kind of fact along the line of time."""
    return {
        "adopted": p_("mark of what was declared or adopted", "D"),
        "audit": p_("mark of an audit", "A"),
        "police-figure": p_("mark of a police figure", "P"),
    }[kind]


class Told(NamedTuple):
    """A track of a scorecard, or its overall, in words: the grade, and its ends; `point` is None
    where it is withheld."""

    point: Fraction | None
    low: Fraction
    high: Fraction
    provisional: bool
    words: grades.Grades

    @property
    def grade(self) -> str:
        return _("withheld") if self.point is None else self.words.graded(self.point)

    @property
    def range(self) -> str:
        return self.words.range(self.low, self.high)


def told(card: Scorecard, track: Track | None) -> Told | None:
    """A track, or under None the overall; None where the track does not apply."""
    if track is None:
        overall = card.overall
        own = grades.total(card.rubric, card.tracks, caps=True)
        return Told(overall.point, overall.low, overall.high, overall.provisional, own)
    found = card.track(track)
    if found is None:
        return None
    score, own = found.score, grades.total(card.rubric, card.tracks)
    return Told(score.point, score.low, score.high, found.provisional, own)


class HistoryView:
    """The words of one history. `full` tells facts by what they say rather than by their ids."""

    def __init__(self, history: History, *, full: bool, notes: tuple[str, ...] = ()) -> None:
        self.history, self.full, self.notes = history, full, notes
        self.card = history.now
        self.scores: tuple[Track | None, ...] = (None,)
        if not self.card.rubric.one_track:
            self.scores = (None, *self.card.rubric.tracks)

    def document(self) -> Document:
        """All of it, as an answer of its own."""
        card = self.card
        return (
            Heading(_("{name}: how its grade moved", name=called.place(card.place)), 1),
            frame.edition(card.rubric, card.as_of, card.fresh),
            *frame.notes(self.notes),
            Para(self.beginning()),
            *self.body(level=2),
            *self.look_next(),
            frame.stamp(card.program, card.files()),
        )

    def section(self) -> list[Block]:
        """The same as a part of a report; empty where there is nothing to say."""
        if not self.history.steps:
            return []
        heading = Heading(_("How the grade moved"))
        return [heading, Para(self.beginning()), *self.body(level=3)]

    def beginning(self) -> str:
        """From when on anything is known, and how often it changed."""
        first, steps = self.history.first, self.history.steps
        if first is None:
            return _("No fact on file answers any of these questions, so there is no history.")
        if not steps:
            return _(
                "No fact on file answers any of these questions before {date}, so there is nothing "
                "to tell.",
                date=numbers.day(first),
            )
        days = n_(
            "Something changed on {number} day.", "Something changed on {number} days.", len(steps)
        )
        before = _("Facts without a date count from the start.")
        if first > date.min:
            before = _(
                "Before {date} no fact on file answers any of these questions.",
                date=numbers.day(first),
            )
        dating = _(
            "A rule counts from the day it took effect, what was seen from the end of its period; "
            "a date without a day means the last it can be."
        )
        return f"{before} {days} {dating}"

    def body(self, level: int) -> list[Block]:
        """The chart, the grades day by day, and what changed them."""
        if not self.history.steps:
            return []
        return [*self.chart(), *self.table(), *self.changes(level), *self.events(level)]

    # ------------------------------------------------------------ the chart

    def chart(self) -> list[Block]:
        """The scores over time; nothing where all is of one day."""
        dated = [step.date for step in self.history.steps if step.date > date.min]
        if not dated or dated[0] >= self.card.as_of:
            return []
        start = min(dated[0], *(one.date for one in self.history.events), self.card.as_of)
        along = Along(start, self.card.as_of)
        return [
            Timeline(
                _("The scores over time"),
                tuple(self.series(track, along) for track in self.scores),
                tuple(self.marks(along)),
                along.years(),
                grades.total(self.card.rubric, self.card.tracks).marks(),
            )
        ]

    def series(self, track: Track | None, along: Along) -> Series:
        """One score over time, and what it is now. What stays as it is goes on in one run."""
        runs: list[Run] = []
        steps = self.history.steps
        ends = [*(step.date for step in steps[1:]), self.card.as_of]
        for step, end in zip(steps, ends, strict=True):
            at = told(step.card, track)
            if at is None or end <= along.start:
                continue
            point = None if at.point is None else grades.place(at.point)
            held = grades.place(at.low), grades.place(at.high), point
            start = along.at(step.date)
            if runs and runs[-1][2:] == held and runs[-1].end == start:
                start = runs.pop().start
            runs.append(Run(start, along.at(end), *held))
        now = told(self.card, track)
        text = "" if now is None else _("{grade}, range {range}", grade=now.grade, range=now.range)
        return Series(self.name(track), text, tuple(runs))

    def name(self, track: Track | None) -> str:
        """A score as a heading."""
        return _("Overall") if track is None else words.track_name(self.card.rubric, track)

    def marks(self, along: Along) -> Iterator[Marks]:
        """The facts that are marked, by kind."""
        for kind in KINDS:
            days = dict.fromkeys(one.date for one in self.history.events if one.kind == kind)
            if days:
                places = tuple((along.at(day), numbers.day(day)) for day in days)
                yield Marks(letter(kind), _(_PLURAL[kind]), places)

    # ------------------------------------------------------------ day by day

    def table(self) -> list[Block]:
        """The grades from each day on."""
        head = [_("From"), *(self.name(track) for track in self.scores), _("Marked")]
        marked = self.marked()
        rows = tuple(
            (
                self.since(step.date, short=True),
                *(self.cell(step.card, track) for track in self.scores),
                marked.get(step.date, ""),
            )
            for step in self.history.steps
        )
        legend = _("Grade; in brackets the range. A dash where the grade is withheld.")
        if any(cause.how == "last-known" for cause in self.causes()):
            old = _("Last known: past its shelf life, with nothing newer found.")
            legend = f"{legend} {old}"
        table = Table(tuple(head), rows).without_empty(len(head) - 1)
        return [table, Para(legend, tone="note")]

    def causes(self) -> Iterator[Cause]:
        """All that ever became of any fact."""
        for step in self.history.steps:
            for one in step.changes:
                yield from one.causes

    def marked(self) -> dict[date, str]:
        """What is marked on each day, by its letters."""
        days = groupby(self.history.events, key=lambda one: one.date)
        found = {day: dict.fromkeys(letter(one.kind) for one in events) for day, events in days}
        return {day: " ".join(letters) for day, letters in found.items()}

    def since(self, day: date, *, short: bool) -> str:
        """The day from which a grade holds."""
        if day == date.min:
            return _("The start")
        return str(day) if short else numbers.day(day)

    def cell(self, card: Scorecard, track: Track | None) -> str:
        at = told(card, track)
        if at is None:
            return ""
        grade = "-" if at.point is None else at.grade
        return _("{grade} ({range})", grade=grade, range=at.range)

    # ------------------------------------------------------------ what changed

    def changes(self, level: int) -> list[Block]:
        """Day by day, which scores moved, which findings changed, and by which facts."""
        blocks: list[Block] = [Heading(_("What changed"), level)]
        before: Scorecard | None = None
        items = []
        for step in self.history.steps:
            lead = words.lead(self.since(step.date, short=False))
            text = self.moves(before, step.card)
            if self.full:
                blocks.append(Heading(self.since(step.date, short=False), level + 1))
                blocks += [Para(text), Items(tuple(self.changed_in_full(step)))]
            else:
                items.append(Item(Said(text, lead=lead), tuple(self.changed(step))))
            before = step.card
        return blocks if self.full else [*blocks, Items(tuple(items))]

    def moves(self, before: Scorecard | None, after: Scorecard) -> str:
        """Which scores moved, and which caps came and went."""
        said = []
        for track in self.scores:
            was = None if before is None else told(before, track)
            now = told(after, track)
            if now is None or (was is None and now.point is None):
                continue
            grade = _("unknown") if was is None else was.grade
            if grade != now.grade:
                name = self.name(track)
                said.append(
                    _("{name}: {text}", name=name, text=causes_view.moved(grade, now.grade))
                )
        text = ". ".join(said) or _("No grade moved")
        fired = [
            set() if c is None else {g.id for g in c.gates if g.fired} for c in (before, after)
        ]
        of_overall = grades.total(after.rubric, after.tracks, caps=True)
        caps = []
        for gate in after.gates:
            cap = of_overall.cap(gate.gate.cap)
            if gate.id in fired[1] - fired[0]:
                caps.append(_("A cap at {cap} begins ({id}).", cap=cap, id=gate.id))
            elif gate.id in fired[0] - fired[1]:
                caps.append(_("A cap at {cap} ends ({id}).", cap=cap, id=gate.id))
        return " ".join((f"{text}.", *caps))

    def changed(self, step: Step) -> Iterator[str]:
        """Every finding that changed, in a line: from what to what, and by which facts."""
        for one in step.changes:
            card, after = step.card, one.after
            ends = (causes_view.answer(step.card, end) for end in (one.before, after))
            what = words.on(card.rubric, after.track, after.criterion)
            text = _("{name}: {text}", name=what, text=causes_view.moved(*ends))
            facts = words.joined(causes_view.cause(card, cause) for cause in one.causes)
            yield f"{text}. {facts}".rstrip()

    def changed_in_full(self, step: Step) -> Iterator[Item]:
        """The same with the question, and with what the facts say."""
        for one in step.changes:
            card, after = step.card, one.after
            ends = (causes_view.answer(step.card, end) for end in (one.before, after))
            question = card.rubric.criteria[after.criterion].question
            text = words.on(card.rubric, after.track, causes_view.moved(*ends))
            below = tuple(causes_view.in_full(card, cause) for cause in one.causes)
            yield Item(Said(words.sentence(f"{text}."), lead=question), below)

    # ------------------------------------------------------------ what is marked

    def events(self, level: int) -> list[Block]:
        """The facts that are marked, kind by kind."""
        blocks: list[Block] = []
        for kind in KINDS:
            found = [one for one in self.history.events if one.kind == kind]
            if found:
                title = f"{_(_PLURAL[kind])} ({letter(kind)})"
                blocks += [Heading(title, level), Items(tuple(self.by_day(found)))]
        return blocks

    def by_day(self, events: list[Event]) -> Iterator[Item]:
        for day, found in groupby(events, key=lambda one: one.date):
            lead = words.lead(numbers.day(day))
            if self.full:
                facts = [self.card.place.fact(one.fact)[0].claim for one in found]
                yield Item(Said(" ".join(facts), lead=lead))
            else:
                yield Item(Said(", ".join(one.fact for one in found), lead=lead))

    def look_next(self) -> list[Block]:
        """How to see what moved the grade since there is one, or since anything is known."""
        card = self.card
        days = [step for step in self.history.steps if date.min < step.date < card.as_of]
        graded = [step for step in days if step.card.overall.point is not None]
        if not days:
            return []
        since = (graded or days)[0].date
        parts = ("diff", card.place.own_ref, "--since", str(since), *words.options(card))
        return [
            Heading(_("Look next")),
            Command(words.typed(*parts)),
            Command(words.command(card)),
        ]


def rows(history: History) -> list[list[str]]:
    """The series as rows: from which day on which scores held, and what changed them."""
    view = HistoryView(history, full=False)
    rubric = history.now.rubric
    head = [_("date")]
    for track in view.scores:
        name = _("overall") if track is None else words.noun(rubric, track)
        head += [
            _("{track}: {what}", track=name, what=what)
            for what in (_("grade"), _("score"), _("low end"), _("high end"))
        ]
    table = [[*head, _("caps"), _("marked"), _("what changed")]]
    marked = {
        day: words.joined(_(_KINDS[one.kind]) for one in events)
        for day, events in groupby(history.events, key=lambda one: one.date)
    }
    for step in history.steps:
        row = ["" if step.date == date.min else str(step.date)]
        for track in view.scores:
            row += _cells(told(step.card, track))
        caps = ", ".join(gate.id for gate in step.card.gates if gate.fired)
        table.append([*row, caps, marked.get(step.date, ""), words.joined(view.changed(step))])
    return table


def _cells(at: Told | None) -> list[str]:
    if at is None:
        return ["", "", "", ""]
    grade = "" if at.point is None else at.words.band(at.point)
    point = "" if at.point is None else at.words.bare(at.point)
    return [grade, point, at.words.bare(at.low), at.words.bare(at.high)]
