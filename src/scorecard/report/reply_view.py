"""The letter by which a city, or a body of it, is asked to reply before its grade is published."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.asks import governor
from ..analysis.records import OUTSIDERS
from ..analysis.reply import About, Open, Question, Shown, parts
from ..model.dates import PartialDate
from ..model.place import CLERK, known_replies
from ..model.result import Scorecard
from ..model.source import Source
from . import answers, called, frame, numbers, trust, words
from .document import Block, Document, Heading, Item, Items, Para, Said, below
from .grade_view import View
from .language import N_, _, n_
from .verdict_view import Verdict


class ReplyView:
    """The words of one letter. It is to the place that is graded, or, with `to`, to one of its
    bodies, and then about that body alone."""

    def __init__(
        self,
        card: Scorecard,
        *,
        to: str | None = None,
        by: PartialDate | None = None,
        contact: str | None = None,
    ) -> None:
        self.card, self.to = card, card.place.focus if to is None else to
        self.by = _("[DATE]") if by is None else numbers.day(by)
        self.who = contact or _("[NAME]")
        self.contact = contact or _("[NAME, ADDRESS, EMAIL]")
        found = parts(card)
        self.parts = found if to is None else tuple(one for one in found if one.body == to)
        self.numbers: dict[str, int] = {}

    @property
    def says_something(self) -> bool:
        """Whether there is anything to reply to, or to show."""
        return any(part.questions or part.open for part in self.parts)

    def document(self, notes: tuple[str, ...] = ()) -> Document:
        blocks: list[Block] = [
            Heading(_("{name}: sent for reply before publication", name=self.name()), 1),
            *frame.notes(notes),
            Para(self.to_whoever_sends(), tone="note"),
            *self.head(),
            *self.asked(),
            *self.grade(),
            *self.treated(),
            *(block for part in self.parts for block in self.about(part)),
            *self.closing(),
            frame.stamp(self.card.program, self.card.files()),
        ]
        return tuple(blocks)

    def name(self) -> str:
        """Whom the letter is to, and the city of a body."""
        if self.to is None or self.card.place.focus is not None:
            return called.place(self.card.place)
        return called.place(self.card.place.at(self.to))

    def to_whoever_sends(self) -> str:
        return _(
            "A draft: what stands in square brackets is to be filled in. Read every line before it "
            "is sent. What is answered is put in with: {command}",
            command=words.typed("add", self.card.place.id),
        )

    # ------------------------------------------------------------ to whom, and what is asked

    def head(self) -> list[Block]:
        lines = [_("To: {who}", who=self.office())]
        governed = None if self.to is None else governor(self.card.place, self.to)
        if governed is not None:
            lines.append(_("Copy: {who}", who=governed))
        lines += [
            _("From: {who}", who=self.contact),
            _("Date: [DATE]"),
            _("Answer asked by: {date}", date=self.by),
        ]
        return [Para(line) for line in lines]

    def office(self) -> str:
        """The office that is written to, as the file names it; a blank where it does not."""
        place = self.card.place
        if self.to is not None:
            return _("[OFFICE THAT ANSWERS], {body}", body=place.body_name(self.to))
        offices = place.city.offices
        clerk = next((offices[name] for name in CLERK if name in offices), None)
        sent = [one for one in known_replies(place.city.replies, self.card.as_of) if one.sent]
        if clerk is None and sent:
            clerk = words.sentence(sent[-1].office)
        if clerk is not None:
            return f"{clerk}, {place.city.name}"
        return _(
            "[OFFICE, SUCH AS THE CLERK], {body}", body=offices.get("council") or place.city.name
        )

    def asked(self) -> list[Block]:
        """What is asked of the reader, so that it is plain in a minute."""
        name = self.card.place.city.name
        facts = {
            fact
            for part in self.parts
            for question in part.questions
            for shown in question.shown
            for fact in shown.facts
        }
        lead = _(
            "A grade of {name} is to be published. Before that you are asked what in it is wrong "
            "or missing.",
            name=name if self.card.place.focus is None else self.name(),
        )
        steps = [
            n_(
                "The 1 fact that it rests on here stands below with its source. Tick whether it is "
                "correct; where it is not, say what is so and name a document that shows it.",
                "The {number} facts that it rests on here stand below with their sources. Tick "
                "whether each is correct; where one is not, say what is so and name a document "
                "that shows it.",
                len(facts),
            )
            if facts
            else _("No fact is on file that it could rest on here; that is why you are asked.")
        ]
        if any(part.open for part in self.parts):
            steps.append(
                _(
                    "What nobody has shown stands below as well. If you hold a document that shows "
                    "it, send it, or say where it can be read."
                )
            )
        steps.append(_("Answer by {date} to {who}.", date=self.by, who=self.contact))
        more = _(
            "Not every line needs an answer. Please send nothing about a person: no names, no "
            "papers and no cases."
        )
        items = Items(tuple(Item(text) for text in steps), numbered=True)
        return [Para(lead, strong=True), items, Para(more)]

    # ------------------------------------------------------------ the grade, and how it is made

    def grade(self) -> list[Block]:
        card = self.card
        view = View(card, full=False)
        blocks: list[Block] = [Heading(_("The grade that is to be published"))]
        lead, rest = Verdict(card, full=False).overall()
        who = called.place(card.place)
        text = _("{name}: {text}", name=who, text=lead)
        blocks += [Para(text, strong=True), Para(words.as_of(card.as_of, card.fresh)), Para(rest)]
        blocks += view.tracks()[1:]
        if any(gate.fired for gate in card.gates):
            blocks += below(view.gates())
        by = card.rubric.by
        said = [
            _(
                "It is graded by {who}, by the rubric {rubric}",
                who=self.who,
                rubric=words.edition(card.rubric),
            )
        ]
        if by:
            said.append(_("Framework: {by}.", by=by.rstrip(".")))
        choices = _(
            "What is asked, what each question weighs, what each level asks for and the caps are "
            "the choices of that rubric, and not facts about {name}. They stand in its file, "
            "{file}, and at the end of the full report, those that could have been made otherwise "
            "with their alternative. A reply may say that a choice is wrong; that is printed, and "
            "the facts are graded by the rubric as it stands.",
            name=who,
            file=f"rubrics/{card.rubric.id}.yaml"
            if card.rubric_file is None
            else card.rubric_file.path,
        )
        blocks += [Para(" ".join(said)), Para(choices)]
        sources = tuple(self.source(one) for one in card.rubric.sources.values())
        if sources:
            items = tuple(Item(text, sources=(("", url),) if url else ()) for text, url in sources)
            blocks += [Para(_("What the rubric is drawn from:")), Items(items)]
        return blocks

    def treated(self) -> list[Block]:
        """What becomes of a reply, whatever it says."""
        items = (
            _(
                "It is printed in brief beside the fact that it is about, under the office and "
                "never under a person's name, with what came of it: corrected, stands or noted."
            ),
            _(
                "A document that shows something else changes the fact, and the grade with it, up "
                "or down."
            ),
            _("A line without an answer is taken neither as agreement nor as dispute."),
            _(
                "Where no reply comes, the report says: no reply so far. One that comes later is "
                "printed from then on."
            ),
        )
        return [Heading(_("How a reply is treated")), Items(tuple(Item(text) for text in items))]

    # ------------------------------------------------------------ the form

    def about(self, part: About) -> list[Block]:
        """One body: what is said of it, what nobody has shown, what was looked for."""
        place = self.card.place
        name = place.body_name(part.body)
        blocks: list[Block] = [Heading(_("About {name}", name=name))]
        if part.body is not None and self.to is None:
            governed = governor(place, part.body)
            text = _("This part can be passed on to {name}.", name=name)
            if governed is not None:
                text = _(
                    "This part can be passed on to {name}, governed by {who}.",
                    name=name,
                    who=governed,
                )
            blocks.append(Para(text))
        if not part.questions:
            blocks.append(Para(_("No fact about {name} is on file here.", name=name)))
        for question in part.questions:
            blocks += self.question(question)
        if part.open:
            lead = f"{self.unanswered(part)} " + _("You may hold what shows it.")
            items = tuple(self.open(one) for one in part.open)
            blocks += [Heading(_("What nobody has shown"), 3), Para(lead), Items(items)]
        if part.searched:
            items = tuple(Item(words.looked_for(one)) for one in part.searched)
            blocks += [Heading(_("What was looked for in vain"), 3), Items(items)]
        return blocks

    def unanswered(self, part: About) -> str:
        """What becomes of a question to which nobody has shown the answer."""
        met = {finding.status for one in part.open for finding in one.findings}
        if "zero" in met:
            return _("Where nobody has shown anything, this rubric counts it as nothing done.")
        if met == {"not-applicable"}:
            return _("Where nobody has shown anything, this rubric leaves the question out.")
        return _(
            "What nobody has shown counts neither for nor against {name}; it widens the range.",
            name=self.card.place.body_name(part.body),
        )

    def question(self, question: Question) -> list[Block]:
        rule = self.card.rubric.criteria[question.criterion]
        blocks: list[Block] = [Heading(rule.question, 3)]
        for shown in question.shown:
            blocks.append(Para(self.level(shown), strong=True))
            blocks += self.facts(shown)
        return blocks

    def level(self, shown: Shown) -> str:
        """The level given, in the words of the rubric, and what the question weighs."""
        card, finding = self.card, shown.finding
        text = answers.standing(card, finding, shown.body).rstrip(".")
        marks = words.marks(shown.body)
        weight = card.weight(finding.criterion, finding.track)
        message, plain = (
            N_("{side} ({share} % of the weight): {level}."),
            N_("{share} % of the weight: {level}."),
        )
        if not weight:  # it only adds points
            message, plain = N_("{side}: {level}."), N_("{level}.")
        text = words.by_track(
            card.rubric,
            finding.track,
            message,
            plain,
            share=numbers.percent(weight),
            level=f"{text} ({marks})" if marks else text,
        )
        return words.sentence(text)

    def facts(self, shown: Shown) -> Iterator[Block]:
        """The facts an answer rests on: in full, with a line to fill in, where they first stand."""
        why = {
            reading.fact: _("It stands because: {why}", why=reading.why)
            if reading.level is None
            else _("Level given because: {why}", why=reading.why)
            for reading in shown.body.standing
        }
        for name in shown.facts:
            because = why.get(name, "")
            if name in self.numbers:
                again = _("Fact {number}, as above.", number=self.numbers[name])
                yield Items((Item(f"{again} {because}".strip()),))
                continue
            self.numbers[name] = len(self.numbers) + 1
            fact, file = self.card.place.fact(name)
            replies = known_replies(fact.replies, self.card.as_of)
            below = (f"{words.timed(fact)} {because}".strip(), *map(trust.beside, replies))
            sources = tuple(
                (_("Source: {source}", source=text), url)
                for text, url in map(self.source, file.sources_of(fact))
            )
            lead = words.lead(_("Fact {number}", number=self.numbers[name]))
            yield Items((Item(Said(fact.claim, lead=lead), below, sources),))
            yield Para(
                _("[ ] correct   [ ] not correct: ________   document that shows it: ________")
            )

    def source(self, source: Source) -> tuple[str, str | None]:
        """A source in a line, and where it can be read."""
        return words.reference(source), source.url or source.archive

    def open(self, one: Open) -> Item:
        """A question without an answer: on which tracks, by what it would be shown, and a line."""
        card, rule = self.card, self.card.rubric.criteria[one.criterion]
        weights = {f.track: card.weight(f.criterion, f.track) for f in one.findings}
        shares = [
            words.part(card.rubric, track, numbers.percent(weight))
            for track, weight in weights.items()
            if weight
        ]
        below = [_("It weighs {shares}.", shares=words.listed(shares))] if shares else []
        held = [kind for kind in rule.evidence if not OUTSIDERS.search(kind)]
        if held:
            what = ", ".join(card.rubric.word(kind) for kind in held)
            below.append(_("You may hold: {what}.", what=what))
        elif rule.evidence:
            what = ", ".join(card.rubric.word(kind) for kind in rule.evidence)
            below.append(_("Would show it: {what}.", what=what))
        below.append(
            _("[ ] sent with this   [ ] can be read at: ________   [ ] we hold nothing on it")
        )
        return Item(Said("", lead=rule.question), tuple(below))

    def closing(self) -> list[Block]:
        texts = (
            _(
                "If another office can answer better, please pass this on and say to which. If you "
                "need more time, say until when. This asks for your comment; it is no request "
                "under a law on access to information."
            ),
            _("Thank you."),
            self.who,
        )
        return [Heading(_("In closing")), *(Para(text) for text in texts)]
