"""What to ask for, of whom, and what it would bring, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from ..analysis.across import Row
from ..analysis.asks import UNSTATED, Ask, AskKey, Disclosure, enough
from ..analysis.plan import Plan
from ..model.result import Standing
from ..model.source import Source
from . import answers, grades, numbers, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Said, Table, below
from .language import N_, _, n_, p_

MOST_ALONE = 12
"""Asks that are listed with what each brings alone, where there is little room."""
MOST_INSTEAD = 4
"""Replacements that are named for one ask."""
MOST_OPEN = 6
"""Questions that nobody has answered that are named where there is little room."""
RULED = Fraction(3, 4)
"""From so much of the points on, a rule stands that has only to be carried out."""
Precedents = Mapping[AskKey, Row | None]
"""Who has what is asked already, by ask."""


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
        self.plan, self.card, self.precedents = plan, plan.card, precedents
        self.full, self.note = full, note
        rubric, tracks = self.card.rubric, self.card.tracks
        self.words = grades.total(rubric, tracks, caps=plan.goal.track is None)

    # ------------------------------------------------------------ the whole

    def document(self, notes: tuple[str, ...] = ()) -> Document:
        card = self.card
        blocks: list[Block] = [
            Heading(
                _(
                    "{name}, what to ask for: {what}",
                    name=words.named_place(card),
                    what=self.headline(),
                ),
                1,
            ),
            Para(f"{words.edition(card.rubric)} {words.as_of(card.as_of, card.fresh)}"),
            *(Para(_("Note: {note}", note=note), tone="note") for note in notes),
            *self.blocks(),
            *self.look_next(),
            Para(words.stamp(card.program, card.files()), tone="note"),
        ]
        return tuple(blocks)

    def section(self) -> list[Block]:
        """The plan as a part of a report; empty where there is nothing to ask."""
        if not self.plan.asks and not self.plan.disclosures:
            return []
        text = _("What to ask for: {what}", what=self.headline())
        return [Heading(text), *below(self.blocks())]

    def blocks(self) -> list[Block]:
        return [*self.answer(), *self.chosen(), *self.alone(), *self.open(), *self.how()]

    # ------------------------------------------------------------ the answer

    def now(self) -> Fraction | None:
        """What the goal comes to today."""
        return self.plan.goal.of(self.card.standing())

    def headline(self) -> str:
        goal, now = self.plan.goal, self.now()
        start = _("no grade") if now is None else self.words.graded(now)
        if goal.target is None:
            end = goal.of(self.plan.after)
            to = _("no grade") if end is None else self.words.graded(end)
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
            return self.words.shown(target)
        return f"{self.plan.band} {self.words.number(target)}"

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
        grade = self.words.graded(reached)
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
            said.append(_("Range {range}.", range=self.words.range(score.low, score.high)))
            if score.provisional:
                said.append(_("It would be provisional: too little of practice is answered."))
        elif track is not None:
            ends = self.words.range(track.score.low, track.score.high)
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
        effort = sum(ask.effort for ask in some)
        return n_(
            "On fewer answers, and so provisionally, 1 ask would do, effort {effort}: {asks}.",
            "On fewer answers, and so provisionally, {number} asks would do, effort {effort} in "
            "all: {asks}.",
            len(some),
            effort=effort,
            asks=words.listed(self.on(ask) for ask in some),
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
                share=numbers.percent(practice.score.coverage, numbers.needs(card.rubric)),
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
                _("With everything granted it would be {grade}.", grade=self.words.graded(most))
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
        return _("A cap at {cap} stays: {why}", cap=self.words.cap(gate.cap), why=gate.choice)

    # ------------------------------------------------------------ the asks

    def who(self, who: tuple[str, ...]) -> str:
        return words.offices(self.card.rubric, who, self.card.place)

    def chosen(self) -> list[Block]:
        """The asks of the set: what stands now, what would count as granted, and who has it."""
        if not self.plan.chosen:
            return []
        ordered = sorted(self.plan.chosen, key=self._place)
        items = tuple(self.one(ask) for ask in ordered)
        return [Heading(_("What to ask for")), Items(items, numbered=True)]

    def _place(self, ask: Ask) -> int:
        """Where an ask stands among all that there are."""
        return self.plan.asks.index(ask)

    def one(self, ask: Ask) -> Item:
        rule = self.card.rubric.criteria[ask.criterion]
        below: list[str | Said] = [self.effort(ask), self.stands(ask), self.granted_when(ask)]
        below += self.carried_out(ask)
        below += self.not_examined(ask)
        below += [self.brings(ask), self.lifts(ask)]
        already = self.already(ask)
        below += [already] if already is not None else []
        below += self.instead(ask)
        where = self.where(ask)
        text = (rule.ask or "").rstrip(".") + (f" ({where})." if where else ".")
        kept = tuple(one for one in below if one)
        return Item(Said(text, lead=p_("before an ask", "{who}:", who=self.to(ask))), kept)

    def to(self, ask: Ask) -> str:
        """Who is asked; the body itself where the rubric does not say."""
        return words.sentence(self.who(ask.who) or self.card.place.body_name(ask.body))

    def on(self, ask: Ask) -> str:
        """Which question an ask answers, on which track, and for which body: by its id where there
        is little room, else in its words."""
        card = self.card
        what = words.on(card.rubric, ask.track, ask.criterion)
        if self.full:
            question = card.rubric.criteria[ask.criterion].question
            side = words.side(card.rubric, ask.track)
            what = f"{question} ({side})" if side else question
        if ask.body == card.place.focus:
            return what
        return words.joined([what, card.place.body_name(ask.body)])

    def where(self, ask: Ask) -> str:
        """On which track and for which body something is asked; by its id where a reader can type
        it."""
        card = self.card
        said = [words.side(card.rubric, ask.track)] if self.full else [self.on(ask)]
        if self.full and ask.body != card.place.focus:
            said.append(card.place.body_name(ask.body))
        return words.joined(one for one in said if one)

    def effort(self, ask: Ask) -> str:
        if not ask.stated:
            return _("Effort {number}, since the rubric says nothing of it.", number=ask.effort)
        if ask.why:
            why = ask.why.rstrip(".")
            return _("Effort {number} here: {why}.", number=ask.effort, why=why)
        return _("Effort {number}.", number=ask.effort)

    def stands(self, ask: Ask) -> str:
        """What stands now."""
        if ask.before.point is None:
            return (
                _("Now: nothing is known of a rule.")
                if ask.track == "policy"
                else _("Now: unknown.")
            )
        finding = self.card.finding(ask.criterion, ask.track)
        assert finding is not None
        level = answers.standing(self.card, finding, ask.before)
        remarks = words.marks(ask.before)
        return _("Now: {level}.", level=f"{level} ({remarks})" if remarks else level)

    def granted_when(self, ask: Ask) -> str:
        """What would count as granted, in the words of the rubric."""
        finding = self.card.finding(ask.criterion, ask.track)
        assert finding is not None
        level = answers.standing(self.card, finding, ask.granted)
        return _("Granted: {level}.", level=level)

    def carried_out(self, ask: Ask) -> list[str | Said]:
        """That a rule stands already, and is to be carried out."""
        if ask.track != "practice":
            return []
        paper = self.card.finding(ask.criterion, "policy")
        own = next((b for b in paper.bodies if b.body == ask.body), None) if paper else None
        if own is None or own.level is None or not own.instrument or (own.point or 0) < RULED:
            return []
        return [_("On paper level {level} stands: ask that it be carried out.", level=own.level)]

    def not_examined(self, ask: Ask) -> list[str | Said]:
        """Whose conduct the question asks about as well, and nobody has examined."""
        finding = self.card.finding(ask.criterion, ask.track)
        others = [] if finding is None else [b for b in finding.not_examined if b != ask.body]
        chosen = {one.body for one in self.plan.chosen or () if one.criterion == ask.criterion}
        names = [self.card.place.body_name(body) for body in others if body not in chosen]
        if not names:
            return []
        return [
            _(
                "Nobody has shown the same of {names}: ask it there as well.",
                names=words.listed(names),
            )
        ]

    def brings(self, ask: Ask) -> str:
        """What an ask would bring by itself."""
        gain = self.plan.alone[ask.key]
        if gain is None:
            return ""
        if gain == 0:
            return _("Alone it brings nothing; it counts with the others.")
        if gain < 0:
            return _("Alone it would lower the grade by {points}.", points=self.words.said(gain))
        return _("Alone it brings {points}.", points=self.words.said(gain))

    def lifts(self, ask: Ask) -> str:
        """The caps that apply now, would not with the set granted, and rest on this answer."""
        if self.plan.goal.track is not None:
            return ""
        card, rubric = self.card, self.card.rubric
        caps = [
            gate.gate.cap
            for gate in card.gates
            if gate.fired and gate.id not in self.plan.after.caps
            for one in gate.gate.when
            if (one.criterion, rubric.track_of(one)) == (ask.criterion, ask.track)
        ]
        if not caps:
            return ""
        named = words.listed(self.words.cap(cap) for cap in dict.fromkeys(caps))
        return n_(
            "It lifts the cap at {caps}.", "It lifts the caps at {caps}.", len(caps), caps=named
        )

    def already(self, ask: Ask) -> str | Said | None:
        """Who has what is asked, by which instrument, or comes nearest to it."""
        row = self.precedents.get(ask.key)
        if row is None:
            return _("No place on file is known to have it.")
        name = words.named(
            row.place.body_name(row.body), None if row.body is None else row.place.city.name
        )
        claim, sources = words.precedent(row)
        message = _("{place} has it: {claim}", place=name, claim=claim)
        if row.found.point != ask.granted.point:
            message = _(
                "Nearest to it is {place}, at level {level}: {claim}",
                place=name,
                level=row.found.level or numbers.percent(row.found.point or Fraction(0)),
                claim=claim,
            )
        if self.note is not None:
            return Said(message, notes=tuple(self.note(one) for one in sources))
        return f"{message} [{words.sources(sources)}]"

    def instead(self, ask: Ask) -> list[str | Said]:
        """What could be asked in its place for the same effort."""
        found = next((others for one, others in self.plan.instead if one is ask), ())
        if not found:
            return []
        named = [words.listed(f"{self.on(one)}" for one in some) for some in found]
        shown = named[:MOST_INSTEAD]
        more = len(named) - len(shown)
        text = p_("between sets of asks", "; or ").join(shown)
        if not more:
            return [_("Instead, for the same effort: {asks}.", asks=text)]
        return [
            n_(
                "Instead, for the same effort: {asks}; or 1 other way.",
                "Instead, for the same effort: {asks}; or {number} other ways.",
                more,
                asks=text,
            )
        ]

    def alone(self) -> list[Block]:
        """Every ask with what it would bring by itself, what brings most first."""
        asks = self.plan.asks
        if len(asks) <= len(self.plan.chosen or ()) and not self.full:
            return []

        def gain(ask: Ask) -> Fraction:
            return self.plan.alone[ask.key] or Fraction(0)

        ordered = sorted(asks, key=lambda ask: -gain(ask))
        if not ordered or not any(gain(ask) for ask in ordered):
            return []
        shown = ordered if self.full else ordered[:MOST_ALONE]
        rows = tuple(
            (
                self.on(ask),
                self.to(ask),
                str(ask.effort),
                self.signed(gain(ask)),
            )
            for ask in shown
        )
        head = (_("Ask"), _("Of whom"), _("Effort"), _("Points"))
        blocks: list[Block] = [
            Heading(_("What each would bring alone")),
            Table(head, rows, right=(2, 3)),
        ]
        left = len(ordered) - len(shown)
        if left:
            blocks.append(
                Para(_("And {number} more; --format markdown lists them all.", number=left))
            )
        return blocks

    def signed(self, gain: Fraction) -> str:
        said = self.words.points(gain)
        return said if gain == 0 else f"+{said}" if gain > 0 else f"-{said}"

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
        blocks: list[Block] = [
            Heading(_("What no ask can reach")),
            Para(" ".join(said)),
            Items(items),
        ]
        left = len(missing) - len(shown)
        if left:
            blocks.append(
                Para(_("And {number} more; --format markdown lists them all.", number=left))
            )
        blocks.append(Command(words.typed("records", self.card.place.own_ref)))
        return blocks

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
            what = ", ".join(self.card.rubric.word(kind) for kind in rule.evidence)
            below.append(_("Would show it: {what}.", what=what))
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
        common = () if card.rubric.id == card.place.rubric else ("--rubric", card.rubric.id)
        common = (*common, *words.dated(card))
        asked: tuple[str, ...] = ()
        if goal.target is not None:
            target = self.plan.band or self.words.bare(goal.target)
            asked = ("--target", target)
        elif goal.budget is not None:
            asked = ("--budget", str(goal.budget))
        if self.plan.only is not None:
            asked = (*asked, "--only", self.plan.only)
        ref = card.place.own_ref
        return [
            Heading(_("Look next")),
            Command(words.typed("motion", ref, *asked, *common)),
            Command(words.typed("records", ref, *common)),
        ]
