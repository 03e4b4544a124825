"""A plan in words: whether its goal can be reached, by which asks, and what no ask can reach."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ..analysis.asks import UNSTATED, Disclosure, enough
from ..analysis.plan import Plan
from ..model.result import Standing
from ..model.source import Source
from . import called, frame, grades, numbers, words
from .asks_view import Asks, Precedents
from .document import Block, Command, Document, Heading, Item, Items, Para, Said, below
from .language import N_, _, n_

MOST_OPEN = 6
"""Questions that nobody has answered that are named where there is little room."""


class PlanView:
    """The words of one plan. `full` is for a page to hand over; `note` numbers a source there."""

    def __init__(
        self,
        plan: Plan,
        precedents: Precedents,
        *,
        full: bool,
        note: Callable[[Source], int] | None = None,
    ) -> None:
        self.plan, self.card, self.full = plan, plan.card, full
        rubric, tracks = self.card.rubric, self.card.tracks
        self.of_goal = grades.total(rubric, tracks, caps=plan.goal.track is None)
        self.asks = Asks(plan, precedents, self.of_goal, full=full, note=note)

    # ------------------------------------------------------------ the whole

    def document(self, notes: tuple[str, ...] = ()) -> Document:
        card = self.card
        blocks: list[Block] = [
            Heading(
                _(
                    "{name}, what to ask for: {what}",
                    name=called.place(card.place),
                    what=self.headline(),
                ),
                1,
            ),
            frame.edition(card.rubric, card.as_of, card.fresh),
            *frame.notes(notes),
            *self.blocks(),
            *self.look_next(),
            frame.stamp(card.program, card.files()),
        ]
        return tuple(blocks)

    def section(self) -> list[Block]:
        """The plan as a part of a report; empty where there is nothing to ask."""
        if not self.plan.asks and not self.plan.disclosures:
            return []
        text = _("What to ask for: {what}", what=self.headline())
        return [Heading(text), *below(self.blocks())]

    def blocks(self) -> list[Block]:
        return [*self.answer(), *self.asks.blocks(), *self.open(), *self.how()]

    # ------------------------------------------------------------ the answer

    def now(self) -> Fraction | None:
        """What the goal comes to today."""
        return self.plan.goal.of(self.card.standing())

    def headline(self) -> str:
        goal, now = self.plan.goal, self.now()
        start = _("no grade") if now is None else self.of_goal.graded(now)
        if goal.target is None:
            end = goal.of(self.plan.after)
            to = _("no grade") if end is None else self.of_goal.graded(end)
            text = _(
                "effort {effort}, from {start} to {end}", effort=goal.budget, start=start, end=to
            )
        elif now is not None and now >= goal.target:
            text = _("{grade}, where {aim} is reached", grade=start, aim=self.aim())
        elif self.plan.chosen is None:
            text = _("{grade}, with {aim} out of reach", grade=start, aim=self.aim())
        else:
            text = _("from {start} to {end}", start=start, end=self.aim())
        if goal.track is not None and not self.card.rubric.one_track:
            side = words.side(self.card.rubric, goal.track)
            text = _("{text}, {side} alone", text=text, side=side)
        if self.plan.only is not None:
            text = _("{text}, of {who} alone", text=text, who=self.who((self.plan.only,)))
        return text

    def aim(self) -> str:
        """What is to be reached: a band with the score it begins at, or a score."""
        target = self.plan.goal.target
        assert target is not None
        if self.plan.band is None:
            return self.of_goal.shown(target)
        return f"{self.plan.band} {self.of_goal.number(target)}"

    def answer(self) -> list[Block]:
        """Whether it can be reached, by how much, and how sure that is."""
        plan = self.plan
        blocks: list[Block] = list(self.one_track_alone())
        if plan.chosen is None:
            return [*blocks, *(Para(text) for text in self.out_of_reach())]
        if not plan.chosen:
            return [*blocks, Para(self.nothing_needed(), strong=True)]
        lead, rest = self.found()
        return [*blocks, Para(lead, strong=True), Para(rest)]

    def found(self) -> tuple[str, str]:
        """What the set found is, and what it comes to."""
        plan, number = self.plan, len(self.plan.chosen or ())
        reached = plan.goal.of(plan.after)
        assert reached is not None
        of = plan.goal.track
        grade = self.of_goal.graded(reached)
        if plan.goal.target is None:
            lead = n_(
                "The best grade for an effort of {budget}: {grade}, by 1 ask.",
                "The best grade for an effort of {budget}: {grade}, by {number} asks.",
                number,
                budget=plan.goal.budget,
                grade=grade,
            )
        elif not plan.proved:
            lead = n_(
                "A set that reaches {aim}: 1 ask, effort {effort}.",
                "A set that reaches {aim}: {number} asks, effort {effort} in all.",
                number,
                aim=self.aim(),
                effort=plan.effort,
            )
        else:
            lead = n_(
                "The smallest set that reaches {aim}: 1 ask, effort {effort}.",
                "The smallest set that reaches {aim}: {number} asks, effort {effort} in all.",
                number,
                aim=self.aim(),
                effort=plan.effort,
            )
        said = [self.with_them(of, grade)]
        score = plan.after.overall if of is None else None
        track = None if of is None else plan.after.track(of)
        if score is not None:
            said.append(_("Range {range}.", range=self.of_goal.range(score.low, score.high)))
            if score.provisional:
                said.append(_("It would be provisional: too little of practice is answered."))
        elif track is not None:
            ends = self.of_goal.range(track.score.low, track.score.high)
            said.append(_("Range {range}.", range=ends))
            if track.provisional:
                said.append(_("It would be provisional: too few questions would be answered."))
        said += [self.covered(), self.proof(), self.sooner()]
        return lead, " ".join(one for one in said if one)

    def covered(self) -> str:
        """How much of paper the set leaves answered."""
        cover = self.plan.goal.cover
        if not cover:
            return ""
        share = words.portion(cover)
        if self.card.rubric.one_track:
            return _("It leaves {share} of the weight answered, or more.", share=share)
        return _("It leaves {share} of paper answered, or more.", share=share)

    def sooner(self) -> str:
        """The smaller set that reaches the target on fewer answers."""
        some = self.plan.provisionally
        if some is None:
            return ""
        if not some:
            return _("On the answers that there are it is reached already, provisionally.")
        effort = sum(ask.effort for ask in some)
        return n_(
            "On fewer answers, and so provisionally, 1 ask would do, effort {effort}: {asks}.",
            "On fewer answers, and so provisionally, {number} asks would do, effort {effort} in "
            "all: {asks}.",
            len(some),
            effort=effort,
            asks=words.listed(self.asks.on(ask) for ask in some),
        )

    def with_them(self, track: str | None, grade: str) -> str:
        """What the place would be graded, with everything granted that is chosen."""
        if track is None:
            return _(
                "With them granted, carried out and shown, the overall would be {grade}.",
                grade=grade,
            )
        return words.by_track(
            self.card.rubric,
            track,  # type: ignore[arg-type]
            N_("With them granted, the grade {side} would be {grade}."),
            N_("With them granted, the grade would be {grade}."),
            grade=grade,
        )

    def proof(self) -> str:
        if not self.plan.proved:
            return _("The search was stopped before it was through: a better set may exist.")
        if self.plan.goal.target is None:
            return _("No set of that effort brings more; every set was searched.")
        return _("No set of less effort does; every set was searched.")

    def nothing_needed(self) -> str:
        if self.plan.goal.target is None and not self.plan.proved:
            return _("The search was stopped before it was through; nothing was found by then.")
        if self.plan.goal.target is None:
            return _("Nothing that can be asked for so much effort would raise the grade.")
        return _("{aim} is reached already; nothing needs to be asked for it.", aim=self.aim())

    def one_track_alone(self) -> list[Block]:
        """Why the plan is for one track, where no set of asks brings an overall grade."""
        if self.plan.goal.track is None or self.card.rubric.one_track:
            return []
        return [Para(text) for text in self.no_overall()]

    def no_overall(self) -> list[str]:
        """What stands in the way of an overall grade, and what would open it."""
        card, said = self.card, []
        practice = card.track("practice")
        if practice is not None and practice.withheld:
            text = _(
                "No set of asks can bring an overall grade: {share} % of practice is answered, "
                "{need} is needed, and a rule that is granted does not show what is done.",
                share=numbers.answered(card.rubric, practice.score.coverage),
                need=words.portion(card.rubric.withhold_under),
            )
            said.append(text)
            fewest = enough(card, card.rubric.withhold_under)
            if fewest:
                said.append(
                    n_(
                        "Figures on 1 question would be enough for one; see below.",
                        "Figures on {number} questions, the weightiest below, would be enough for "
                        "one.",
                        len(fewest),
                    )
                )
        return said

    def out_of_reach(self) -> list[str]:
        """Why no set of asks reaches the target, and how far all of them would come."""
        plan = self.plan
        most, only = plan.goal.of(plan.most), plan.only
        if not plan.asks:
            if only is None:
                return [_("Nothing can be asked: no question that counts here has an ask.")]
            return [_("There is nothing that {who} alone can grant.", who=self.who((only,)))]
        said = []
        if not plan.proved:
            said.append(
                _("The search was stopped before it was through; nothing was found by then.")
            )
        elif plan.goal.target is None:
            said.append(_("No set of asks of that effort brings a grade."))
        elif only is not None:
            said.append(
                _(
                    "{aim} is out of reach of what {who} alone can grant.",
                    aim=self.aim(),
                    who=self.who((only,)),
                )
            )
        else:
            said.append(_("No set of asks reaches {aim}.", aim=self.aim()))
        if most is not None:
            said.append(
                _("With everything granted it would be {grade}.", grade=self.of_goal.graded(most))
            )
            if plan.goal.track is None:
                said += [self.still_capped(name, plan.most) for name in plan.most.caps]
        elif plan.goal.track is None:
            said += self.no_overall()
        else:
            said.append(
                _(
                    "With everything granted too little would be answered for a grade: other "
                    "questions would begin to apply."
                )
            )
        return [" ".join(said)]

    def still_capped(self, name: str, most: Standing) -> str:
        gate = most.rubric.gates[name]
        return _("A cap at {cap} stays: {why}", cap=self.of_goal.cap(gate.cap), why=gate.choice)

    def who(self, who: tuple[str, ...]) -> str:
        return words.offices(self.card.rubric, who, self.card.place)

    # ------------------------------------------------------------ what is open

    def open(self) -> list[Block]:
        """What no ask can reach, since nobody has shown what is done."""
        missing = self.plan.disclosures
        if not missing:
            return []
        held = sum((one.share for one in missing), Fraction(0))
        text = n_(
            "On 1 question, {share} % of the weight of practice, nobody has shown what is done. "
            "A rule does not show it either: here the ask is that figures be published.",
            "On {number} questions, {share} % of the weight of practice, nobody has shown what is "
            "done. A rule does not show it either: here the ask is that figures be published.",
            len(missing),
            share=numbers.percent(held),
        )
        said = [text, *self.thresholds()]
        shown = missing if self.full else missing[:MOST_OPEN]
        items = tuple(self.disclosure(one) for one in shown)
        return [
            Heading(_("What no ask can reach")),
            Para(" ".join(said)),
            Items(items),
            *frame.more(len(missing) - len(shown)),
            Command(words.typed("records", self.card.place.own_ref)),
        ]

    def thresholds(self) -> list[str]:
        """How many figures would bring a grade, or make it more than provisional."""
        card, practice = self.card, self.card.track("practice")
        if practice is None:
            return []
        said = []
        if not practice.withheld and practice.provisional:
            fewest = enough(card, card.rubric.provisional_under)
            said.append(
                n_(
                    "With the first of them practice would no longer be provisional.",
                    "With the first {number} of them practice would no longer be provisional.",
                    len(fewest),
                )
            )
        return said

    def disclosure(self, one: Disclosure) -> Item:
        rule = self.card.rubric.criteria[one.criterion]
        below = []
        if rule.evidence:
            below.append(words.would_show(self.card.rubric, rule))
        bodies = one.bodies or (self.card.place.focus,)
        names = words.listed(self.card.place.body_name(body) for body in bodies)
        share = numbers.percent(one.share)
        text = _("{question} ({share} % of practice)", question=rule.question, share=share)
        if not self.full:
            text = _(
                "{question} ({criterion}; {share} % of practice)",
                question=rule.question,
                criterion=one.criterion,
                share=share,
            )
        return Item(Said(text, lead=words.lead(words.sentence(names))), tuple(below))

    # ------------------------------------------------------------ how it is worked out

    def how(self) -> list[Block]:
        """What effort means, and what is assumed of what is granted."""
        said = [
            _(
                "Effort is a judgement of the rubric or the city file, and moves no grade: 1 is a "
                "vote or an order, 2 a vote and work in several places, 3 a new office, money "
                "every year or a change in daily conduct."
            ),
            _(
                "An ask on paper is reckoned as granted in full; one in practice as done, and seen "
                "by the next look."
            ),
        ]
        if any(not ask.stated for ask in self.plan.asks):
            said.append(
                _("Where the rubric says nothing of effort, {number} is taken.", number=UNSTATED)
            )
        return [Para(" ".join(said), tone="note")]

    def look_next(self) -> list[Block]:
        """The motion of the same asks, and the requests for what is not known."""
        card, goal = self.card, self.plan.goal
        asked: tuple[str, ...] = ()
        if goal.target is not None:
            target = self.plan.band or self.of_goal.bare(goal.target)
            asked = ("--target", target)
        elif goal.budget is not None:
            asked = ("--budget", str(goal.budget))
        if self.plan.only is not None:
            asked = (*asked, "--only", self.plan.only)
        ref, common = card.place.own_ref, words.options(card)
        return [
            Heading(_("Look next")),
            Command(words.typed("motion", ref, *asked, *common)),
            Command(words.typed("records", ref, *common)),
        ]
