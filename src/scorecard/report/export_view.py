"""A report to hand over: everything a councillor needs to check a grade, and what to ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from ..analysis.costs import Cost, costs, unknowns
from ..model.place import Reply, known_replies
from ..model.result import Finding, Reading, Scorecard
from ..model.rubric import Component
from ..model.source import Source
from . import answers, frame, numbers, trust, words
from .asks_view import RULED
from .document import Block, Chart, Document, Heading, Item, Items, Para, Said
from .grade_view import View
from .language import N_, _, n_, p_
from .numbering import Numbering
from .place_view import organizations

MOST_ASKS = 7
BRIEF = 3
"""How many asks, and how many open questions, fit on one page."""


Section = Callable[[Numbering], list[Block]]
"""A part of a report that other commands make: its blocks, whose sources the report numbers and
lists; none where it has no content."""
Sections = Mapping[str, Section]
NO_SECTIONS: Sections = {}
PLAN = "plan"
"""The section that says what to ask for more fully than a report does by itself."""


class ExportView(View):
    """The words of one report. Sources are numbered in the order in which they are first named."""

    def __init__(
        self,
        card: Scorecard,
        *,
        contact: str | None = None,
        notes: tuple[str, ...] = (),
        sections: Sections = NO_SECTIONS,
    ) -> None:
        super().__init__(card, full=True, notes=notes)
        self.sections = sections
        self.contact = contact
        self.numbering = Numbering()
        self.first_told: dict[str, str] = {}

    def document(self) -> Document:
        blocks: list[Block] = [
            *self.top(),
            *self.reply(),
            *self.tracks(),
            *self.basis(),
            *self.gates(),
            *self.components(),
            *self.evidence(),
            *self.nobody_has_shown(),
            *([] if PLAN in self.sections else self.asks()),
            *(block for section in self.sections.values() for block in section(self.numbering)),
            *self.choices(),
            *organizations(self.card.place, self.note),
            *self.errors_and_citation(),
            *self.numbering.blocks(),
            frame.stamp(self.card.program, self.card.files()),
        ]
        return tuple(blocks)

    def brief(self) -> Document:
        """One page: the grade, the components, what to ask for, and what is not known."""
        blocks: list[Block] = [
            *self.top(),
            *self.reply(noted=False)[1:],
            *self.replies_to_facts(),
            *self.tracks(),
            *View(self.card, full=False).components(),
            *self.asks(BRIEF),
            *self.nobody_has_shown(BRIEF),
            frame.stamp(self.card.program, self.card.files()),
        ]
        return tuple(blocks)

    def top(self) -> list[Block]:
        """As in a grade, and whose framework it is."""
        heading, edition, *rest = super().top()
        by = self.card.rubric.by
        whose = [Para(_("Framework: {by}.", by=by.rstrip(".")))] if by else []
        return [heading, edition, *whose, *rest]

    def rests_on(self) -> list[str]:
        """As in a grade, and how much of it two people have seen."""
        checked = trust.double_checked(self.card)
        return [*super().rests_on(), *([checked] if checked else [])]

    def choices(self) -> list[Block]:
        """How the grade is made, what the rubric says of itself first."""
        heading, *rest = super().choices()
        about = self.card.rubric.about
        return [heading, *([Para(about)] if about else []), *rest]

    # ------------------------------------------------------------ what the evidence shows

    def tracks(self) -> list[Block]:
        """The tracks drawn, and then in a table."""
        blocks = super().tracks()
        bars = []
        for track in self.card.tracks:
            score = track.score
            name, grade, *_rest = self.track_row(track)
            point = None if track.withheld else score.point
            bars.append(self.of_track.bar(name, grade, point, (score.low, score.high)))
        if not bars:
            return blocks
        chart = Chart(_("Scores and ranges"), tuple(bars), self.of_track.marks())
        return [blocks[0], chart, *blocks[1:]]

    def evidence(self) -> list[Block]:
        """Component by component, every question that has an answer."""
        blocks: list[Block] = []
        for component in self.card.rubric.components.values():
            blocks += self.component_evidence(component, 3)
        if not blocks:
            return []
        lead = _(
            "Each answer is the level of the rubric that stands, and what it stands on. Numbers in "
            "brackets are the sources at the end."
        )
        if not all(scale.levels for scale in words.scales(self.card.rubric)):
            lead = _(
                "Each answer is what stands by the rubric, and what it stands on. Numbers in "
                "brackets are the sources at the end."
            )
        levels = self.levels()
        if levels:
            lead = f"{levels} {lead}"
        return [Heading(_("What the evidence shows")), Para(lead), *blocks]

    def levels(self) -> str:
        """From which level to which the scales run, where they all do."""
        return words.run_of_levels(self.card.rubric)

    def component_evidence(self, component: Component, level: int) -> list[Block]:
        below: list[Block] = []
        for criterion in component.criteria:
            answers = tuple(Item(said) for said in self.answers(criterion))
            if answers:
                question = self.card.rubric.criteria[criterion].question
                below += [Heading(question, min(level + 1, 6)), Items(answers)]
        for child in component.components.values():
            below += self.component_evidence(child, min(level + 1, 6))
        return [Heading(component.title, level), *below] if below else []

    def answers(self, criterion: str) -> Iterator[Said]:
        """What stands on each track; once, where neither applies for the same reason."""
        found = [self.card.finding(criterion, track) for track in self.card.rubric.tracks]
        findings = [finding for finding in found if finding is not None]
        apart = [f for f in findings if f.status == "not-applicable"]
        reasons = {words.why_not(self.card, f) for f in apart}
        if len(reasons) == 1 and len(apart) == len(findings):
            yield Said(_("Does not apply: {why}", why=reasons.pop()))
            return
        for finding in findings:
            yield from self.answer(finding)

    def answer(self, finding: Finding) -> Iterator[Said]:
        """A finding in words: the level that stands, the facts it stands on, and who differs."""
        rubric = self.card.rubric
        name = "" if rubric.one_track else words.track_name(rubric, finding.track)
        lead = words.lead(name) if name else ""
        if finding.status == "not-applicable":
            why = words.why_not(self.card, finding)
            yield Said(_("Does not apply: {why}", why=why), lead=lead)
        stands = finding.stands
        if stands is None:
            return
        question = self.card.rubric.criteria[finding.criterion].question
        level = answers.standing(self.card, finding, stands)
        remarks = words.remarks(self.card, finding)
        text = f"{level} ({remarks})." if remarks else f"{level}."
        facts = [self.told(reading, question) for reading in stands.standing]
        notes = tuple(dict.fromkeys(number for fact in facts for number in fact.notes))
        yield Said(" ".join([text, *(fact.text for fact in facts)]), lead=lead, notes=notes)
        for reading in stands.contested:
            other = answers.answered(self.card, finding, reading)
            lead = _("Contested, {answer}:", answer=other)
            yield self.told(reading, question)._replace(lead=lead)

    def told(self, reading: Reading, question: str) -> Said:
        """A fact with its notes, how sure it is, and what limits it; in full once, and then by
        where it was told."""
        fact, file = self.card.place.fact(reading.fact)
        notes = tuple(self.note(source) for source in file.sources_of(fact))
        first = self.first_told.setdefault(reading.fact, question)
        if first != question:
            return Said(
                _("By the same fact as {question}", question=words.quoted(first)), notes=notes
            )
        parts = [fact.claim]
        if fact.confidence == "medium":  # a low one is said of the finding
            sure = words.confidence(fact.confidence)
            parts.append(_("Confidence: {confidence}.", confidence=sure))
        if fact.note:
            parts.append(_("Note: {note}", note=fact.note))
        for reply in known_replies(fact.replies, self.card.as_of):
            parts.append(trust.beside(reply))
            notes += tuple(self.note(source) for source in file.sources_of(reply))
        return Said(" ".join(parts), notes=tuple(dict.fromkeys(notes)))

    def note(self, source: Source) -> int:
        """The number of a source."""
        return self.numbering.note(source)

    # ------------------------------------------------------------ what is open, and what to ask

    def nobody_has_shown(self, most: int | None = None) -> list[Block]:
        missing = unknowns(self.card)
        if not missing:
            return []
        questions: dict[str, list[Cost]] = {}
        for one in missing:
            questions.setdefault(one.finding.criterion, []).append(one)
        open_ = list(questions.values())
        lead = _("Each is worth so many points of the range between lowest and highest.")
        if most is not None and len(open_) > most:
            lead = _(
                "The weightiest of {number}, each worth so many points of the range between lowest "
                "and highest.",
                number=len(open_),
            )
        items = tuple(self.open_question(costs, most is None) for costs in open_[:most])
        heading = Heading(_("What nobody has shown, and who could"))
        return [heading, Para(lead), Items(items)]

    def open_question(self, missing: list[Cost], full: bool) -> Item:
        """A question without an answer: on which tracks, who could answer it, and by what."""
        card, first = self.card, missing[0].finding
        rule = card.rubric.criteria[first.criterion]
        parts = [self.held_open(one) for one in missing]
        text = f"{words.sentence(words.joined(parts))}."
        below = [_("Could show it: {who}.", who=self.who_could([one.finding for one in missing]))]
        if full and rule.evidence:
            below.append(words.would_show(card.rubric, rule))
        if full:
            looked = [words.searches(card, one.finding) for one in missing]
            below += [words.looked_for(one) for some in looked for one in some]
        return Item(Said(text, lead=rule.question), tuple(below))

    def held_open(self, missing: Cost) -> str:
        """How much of the range a missing answer holds open, and on which track."""
        return words.by_track(
            self.card.rubric,
            missing.finding.track,
            N_("{side}, {points} points"),
            "{said}",
            points=self.of_overall.points(missing.share),
            said=self.of_overall.said(missing.share),
        )

    def who_could(self, findings: list[Finding]) -> str:
        """Whose conduct it is, and who else counts it."""
        card, rule = self.card, self.card.rubric.criteria[findings[0].criterion]
        bodies = [body for f in findings for body in f.not_examined or (card.place.focus,)]
        names = [card.place.body_name(body) for body in dict.fromkeys(bodies)]
        scales = [rule.scale(finding.track) for finding in findings]
        measures = [scale.measure for scale in scales if scale is not None]
        rated = any(measure is not None and measure.kind == "rate" for measure in measures)
        if rated and "border agency" in card.rubric.seen_by:
            names.append(_("the border agency"))
        return words.listed(names)

    def asks(self, most: int = MOST_ASKS) -> list[Block]:
        """What would raise the grade most and whom to ask for it, and what would lift a cap."""
        asked: dict[str, list[str]] = {}
        for cost in costs(self.card):
            criterion = cost.finding.criterion
            if len(asked) < most and self.card.rubric.criteria[criterion].ask:
                asked.setdefault(criterion, self.gain(cost))
        for criterion, every in self.caps().items() if most == MOST_ASKS else ():
            caps = tuple(dict.fromkeys(every))
            lifts = n_(
                "It stands behind the cap at {caps}.",
                "It stands behind the caps at {caps}.",
                len(caps),
                caps=words.listed(self.of_overall.cap(cap) for cap in caps),
            )
            asked.setdefault(criterion, []).append(lifts)
        if not asked:
            return []
        items = tuple(self.one_ask(criterion, tuple(below)) for criterion, below in asked.items())
        text = _("To whom, and what; what would raise the grade most comes first.")
        blocks: list[Block] = [Heading(_("What to ask for next")), Para(text)]
        return [*blocks, Items(items, numbered=True)]

    def caps(self) -> dict[str, list[Fraction]]:
        """The caps that apply, by the criteria with an ask that they rest on."""
        found: dict[str, list[Fraction]] = {}
        for gate in self.card.gates:
            for condition in gate.gate.when if gate.fired else ():
                if self.card.rubric.criteria[condition.criterion].ask:
                    found.setdefault(condition.criterion, []).append(gate.gate.cap)
        return found

    def one_ask(self, criterion: str, below: tuple[str, ...]) -> Item:
        rule = self.card.rubric.criteria[criterion]
        who = words.granted_by(self.card.rubric, rule, self.card.place)
        lead = p_("before an ask", "{who}:", who=words.sentence(who)) if who else ""
        return Item(Said(f"{(rule.ask or '').rstrip('.')}.", lead=lead), below)

    def gain(self, cost: Cost) -> list[str]:
        """What an ask would bring, and whether it is a matter of carrying out what stands on
        paper."""
        finding, own = cost.finding, self.of_overall
        message, plain = (
            N_("Full marks {side} would add {points} points, before any cap."),
            N_("Full marks would add {said}, before any cap."),
        )
        if self.card.overall.point is None:
            message, plain = (
                N_(
                    "Full marks {side} would move both ends of the range up by {points} points, "
                    "before any cap."
                ),
                N_("Full marks would move both ends of the range up by {said}, before any cap."),
            )
        more = words.by_track(
            self.card.rubric,
            finding.track,
            message,
            plain,
            points=own.points(cost.share),
            said=own.said(cost.share),
        )
        paper = self.card.finding(finding.criterion, "policy")
        rule = None if paper is None or finding.track == "policy" else paper.stands
        if rule is None or rule.point is None or rule.point < RULED:
            return [more]
        ruled = _("On paper level {level} stands: ask that it be carried out.", level=rule.level)
        return [more, ruled]

    # ------------------------------------------------------------ replies, errors, sources

    def reply(self, *, noted: bool = True) -> list[Block]:
        """What the city was asked to say of this, and what it said; `noted` with its sources."""
        replies = known_replies(self.card.place.city.replies, self.card.as_of)
        name = self.card.place.city.name
        heading = Heading(_("The reply of {name}", name=name))
        if not replies:
            return [heading, Para(_("Not yet sent to {name} for reply.", name=name))]
        return [heading, Items(tuple(self.one_reply(one, noted) for one in replies))]

    def replies_to_facts(self) -> list[Block]:
        """How many of the facts that the grade rests on somebody has replied to: a page has no room
        for what was said."""
        card = self.card
        facts = {name: card.place.fact(name)[0] for f in card.findings for name in f.facts}
        replied = [
            name
            for name, fact in facts.items()
            if any(one.received for one in known_replies(fact.replies, card.as_of))
        ]
        if not replied:
            return []
        text = n_(
            "There is a reply to 1 of the facts behind the grade; the full report prints it beside "
            "the fact.",
            "There are replies to {number} of the facts behind the grade; the full report prints "
            "them beside the facts.",
            len(replied),
        )
        return [Para(text)]

    def one_reply(self, reply: Reply, noted: bool) -> Item:
        if reply.received is None:
            none = _("No reply so far.")
            return Item(f"{trust.sent(reply)} {none}")
        sources = self.card.place.sources_of(reply) if noted else ()
        notes = tuple(self.note(one) for one in sources)
        return Item(trust.sent(reply), (Said(trust.replied(reply), notes=notes),))

    def errors_and_citation(self) -> list[Block]:
        card = self.card
        whom = self.contact or _("whoever gave you this report")
        wrong = _(
            "Something is wrong? Tell {whom} which question or note it is, and name a source that "
            "shows it. Corrections, and the grades they move, are recorded.",
            whom=whom,
        )
        cite = _(
            "Cite as: {name}, graded by {title}, version {version}, as of {date}; scorecard "
            "{program}.",
            name=self.name(),
            title=card.rubric.title,
            version=card.rubric.version,
            date=numbers.day(card.as_of),
            program=card.program,
        )
        return [Heading(_("Errors and citation")), Para(wrong), Para(cite)]


def document(
    card: Scorecard,
    *,
    brief: bool,
    contact: str | None,
    notes: tuple[str, ...] = (),
    sections: Sections = NO_SECTIONS,
) -> Document:
    """The report of one place, whole or on one page; the whole one with some more sections."""
    view = ExportView(card, contact=contact, notes=notes, sections=sections)
    return view.brief() if brief else view.document()
