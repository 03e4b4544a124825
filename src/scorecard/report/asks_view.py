"""What is asked for in a plan, of whom, and what each ask would bring, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from ..analysis.across import Row
from ..analysis.asks import Ask, AskKey
from ..analysis.plan import Plan
from ..model.source import Source
from . import answers, called, frame, numbers, words
from .document import Block, Heading, Item, Items, Said, Table
from .grades import Grades
from .language import _, n_, p_

MOST_ALONE = 12
"""Asks that are listed with what each brings alone, where there is little room."""
MOST_INSTEAD = 4
"""Replacements that are named for one ask."""
RULED = Fraction(3, 4)
"""From so much of the points on, a rule stands that has only to be carried out."""
Precedents = Mapping[AskKey, Row | None]
"""Who has what is asked already, by ask."""


class Asks:
    """The words for the asks of one plan. `of_goal` tells the shares of what it is to reach; `full`
    asks in the words of questions rather than by their ids; `note` numbers a source."""

    def __init__(
        self,
        plan: Plan,
        precedents: Precedents,
        of_goal: Grades,
        *,
        full: bool,
        note: Callable[[Source], int] | None,
    ) -> None:
        self.plan, self.card, self.precedents = plan, plan.card, precedents
        self.of_goal, self.full, self.note = of_goal, full, note

    def blocks(self) -> list[Block]:
        return [*self.chosen(), *self.alone()]

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
        card = self.card
        who = words.offices(card.rubric, ask.who, card.place)
        return words.sentence(who or card.place.body_name(ask.body))

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
            return _("Alone it would lower the grade by {points}.", points=self.of_goal.said(gain))
        return _("Alone it brings {points}.", points=self.of_goal.said(gain))

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
        named = words.listed(self.of_goal.cap(cap) for cap in dict.fromkeys(caps))
        return n_(
            "It lifts the cap at {caps}.", "It lifts the caps at {caps}.", len(caps), caps=named
        )

    def already(self, ask: Ask) -> str | Said | None:
        """Who has what is asked, by which instrument, or comes nearest to it."""
        row = self.precedents.get(ask.key)
        if row is None:
            return _("No place on file is known to have it.")
        name = called.holder(row)
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
                self.of_goal.signed(gain(ask)),
            )
            for ask in shown
        )
        head = (_("Ask"), _("Of whom"), _("Effort"), _("Points"))
        return [
            Heading(_("What each would bring alone")),
            Table(head, rows, right=(2, 3)),
            *frame.more(len(ordered) - len(shown)),
        ]
