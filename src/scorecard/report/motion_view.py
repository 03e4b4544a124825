"""A draft motion in the customary form, and the answers a council will ask for, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..analysis.asks import Ask, Disclosure
from ..analysis.motion import Motion, Resolve, Told
from ..model.law import Law, Matter
from ..model.motion import Form, fill
from ..model.place import Fact, Place, known_replies
from . import answers, called, frame, grades, numbers, trust, words
from .asks_view import Precedents
from .document import Block, Document, Heading, Item, Items, Para, Said, below
from .language import ENGLISH, N_, _, n_
from .numbering import Numbering

SMALL = {
    "en": frozenset(
        "A About After All An As At Before Between By Each Every For From In It Most No Nobody "
        "Nothing Of On Only Since Some Somebody The Their There These They This Those Three Two "
        "Under Until When Where While With Within Without".split()
    ),
    "fr": frozenset(
        "À Au Aucun Aucune Aux Avant Ce Certains Ces Cet Cette Chaque Dans De Depuis Des Deux En "
        "Entre Environ Il Ils L La Le Les Leur Leurs Lors Nul Par Parmi Plusieurs Pour Quatre "
        "Quelques Sans Sauf Selon Seul Seule Ses Son Sous Sur Tous Tout Toute Toutes Trois Un Une "
        "Vers".split()
    ),
}
"""Words that begin a sentence with a capital and nothing else; by language."""
_BOARD = re.compile(r"\b(Boards?|Commission|Commissioners)\b")
_HERE = "\ue000"
"""Marks, within a filled-in text, where a clause begins."""
_ELIDED = re.compile(rf"(?i)\b(qu)e {_HERE}(?=[aeiouyàâäéèêëîïôöùûüœæ])")


def clause(form: Form, text: str, claim: str, notes: str = "", *, native: bool = True) -> str:
    """A clause of the preamble from a claim: without its full stop, its notes behind it, and with a
    small first letter where the first word is but a small word. In French `que` is elided before a
    vowel. A claim that is not in the language of the form (not `native`) stays as it is."""
    claim = uncapitalized(form, claim) if native else claim
    said = fill(text, clause=_HERE + claim.rstrip().removesuffix(".") + notes)
    if form.language == "fr" and native:
        said = _ELIDED.sub(r"\1'", said)
    return said.replace(_HERE, "")


def uncapitalized(form: Form, claim: str) -> str:
    """A claim as it stands within a sentence: its first letter small, where its first word has a
    capital only because it comes first."""
    first = re.split(r"[\s'\u2019]", claim, maxsplit=1)[0]
    named = first in ("La", "Le", "Les") and claim[len(first) + 1 : len(first) + 2].isupper()
    small = first in SMALL.get(form.language, ()) and not named
    return claim[:1].lower() + claim[1:] if small else claim


class MotionView:
    """The words of one motion, and of the answers that go with it."""

    def __init__(
        self, motion: Motion, form: Form, laws: tuple[Law, ...], precedents: Precedents
    ) -> None:
        self.motion, self.card, self.form = motion, motion.card, form
        self.laws, self.precedents = laws, precedents
        self.numbering = Numbering()
        blanks = form.blanks
        self.parts = {
            "place": called.place(self.card.place),
            "body": words.sentence(self.who((motion.body,))),
            "mover": blanks.mover,
            "seconder": blanks.seconder,
            "office": blanks.office,
            "date": blanks.date,
        }

    def document(self, notes: tuple[str, ...] = ()) -> Document:
        card = self.card
        blocks: list[Block] = [
            Heading(fill(self.form.title, **self.parts), 1),
            *frame.notes(notes),
            *self.motion_blocks(),
            *self.background(),
            *self.numbering.blocks(),
            frame.stamp(card.program, card.files()),
        ]
        return tuple(blocks)

    def section(self, numbering: Numbering) -> list[Block]:
        """The motion and its background as a part of a report, which lists the sources."""
        self.numbering = numbering
        title = fill(self.form.title, **self.parts)
        return [
            Heading(_("Draft motion: {title}", title=title)),
            *below([*self.motion_blocks(), *self.background()]),
        ]

    # ------------------------------------------------------------ the motion

    def motion_blocks(self) -> list[Block]:
        form = self.form
        blocks: list[Block] = [Para(form.note, tone="note")]
        blocks += [Para(fill(text, **self.parts)) for text in form.opening]
        blocks += self.preamble()
        blocks.append(Para(fill(form.therefore, **self.parts), strong=True))
        blocks.append(Items(tuple(self.clauses()), numbered=True))
        blocks += [Para(fill(text, **self.parts)) for text in form.closing]
        return blocks

    def preamble(self) -> list[Block]:
        told = [
            (self.claim(one), one.file, one.file.sources_of(one.fact))
            for one in self.motion.evidence
        ]
        for _ask, row in self.motion.precedents:
            if self.is_readable(row.place):
                claim, sources = words.precedent(row)
                text = _(
                    "{place} has what is asked here: {claim}",
                    place=called.holder(row),
                    claim=uncapitalized(self.form, claim),
                )
                told.append((text, row.place, sources))
        blocks: list[Block] = []
        if not told:
            text = _(
                "as of {date} nothing firm is on file of what {place} does on the questions below",
                date=numbers.day(self.card.as_of),
                place=called.place(self.card.place),
            )
            blocks.append(Para(clause(self.form, self.form.first, text)))
        for claim, file, sources in told:
            text = self.form.next_ if blocks else self.form.first
            notes = Said("", notes=self.numbering.notes(sources)).plain()
            native = self.is_readable(file)
            blocks.append(Para(clause(self.form, text, claim, notes, native=native)))
        return blocks

    def is_readable(self, file: Place) -> bool:
        """Whether the claims of a file are in the language of the motion."""
        return self.form.language == ENGLISH or file.file.translation is not None

    def claim(self, one: Told) -> str:
        """A fact as the motion recites it, with what limits it."""
        text = one.fact.claim.rstrip().removesuffix(".")
        said = []
        sums = one.reading.arithmetic
        if "broader-unit" in one.reading.marks and sums is not None and sums.unit:
            said.append(_("a count of {unit}", unit=self.card.rubric.word(sums.unit)))
        if one.fact.confidence == "medium":
            said.append(_("as reported"))
        return f"{text} ({words.joined(said)})" if said else text

    def clauses(self) -> Iterator[Item]:
        for one in self.motion.resolves:
            yield Item(self.resolve(one), tuple(self.standard(one.ask)))
        own, others = self.figures()
        if own:
            yield Item(fill(self.form.publish, **self.parts), tuple(own))
        for who, questions in others.items():
            text = fill(self.form.ask_to_publish, other=self.other(who), **self.parts)
            yield Item(text, tuple(questions))
        yield Item(fill(self.form.report, **self.parts))

    def resolve(self, one: Resolve) -> str:
        """An ask as a clause."""
        form, paper = self.form, one.ask.track != "practice"
        ask = (self.card.rubric.criteria[one.ask.criterion].ask or "").rstrip(".")
        if not one.other:
            return fill(form.adopt if paper else form.carry_out, ask=ask, **self.parts)
        text = form.ask_to_adopt if paper else form.ask_to_carry_out
        return fill(text, ask=ask, other=self.other(one.other), **self.parts)

    def standard(self, ask: Ask) -> Iterator[str]:
        """What the plan counts as granted, in the words of the rubric."""
        finding = self.card.finding(ask.criterion, ask.track)
        if finding is None or ask.granted.level is None:
            return
        scale = self.card.rubric.criteria[ask.criterion].scale(ask.track)
        assert scale is not None
        kind = self.card.place.body_kind(ask.body)
        text = answers.in_its_own_words(self.card.rubric, scale, ask.granted.level, kind)
        if scale.measure is not None and scale.measure.kind != "rate" and scale.measure.units:
            unit = self.card.rubric.word(scale.measure.units[0])
            text = _("{unit}: {standard}", unit=unit, standard=text)
        if text and ask.track == "practice":
            yield _("To be seen by: {standard}.", standard=text)
        elif text:
            yield _("To this standard: {standard}.", standard=text)

    def figures(self) -> tuple[list[str], dict[tuple[str, ...], list[str]]]:
        """The questions on which figures are asked of the body itself, and of others."""
        own: list[str] = []
        others: dict[tuple[str, ...], list[str]] = {}
        for one in self.motion.open:
            question = self.card.rubric.criteria[one.criterion].question
            if self.motion.body in one.who or not one.who:
                own.append(question)
            else:
                others.setdefault(one.who, []).append(question)
        return own, others

    def other(self, who: Iterable[str]) -> str:
        """Another body within a clause; in English a board has its article."""
        names = []
        for one in who:
            name = self.who((one,))
            bare = self.form.language == "en" and _BOARD.search(name) and name[:4] != "the "
            names.append(f"the {name}" if bare else name)
        return words.listed(names)

    def who(self, who: Iterable[str]) -> str:
        return words.offices(self.card.rubric, who, self.card.place)

    # ------------------------------------------------------------ what a council will ask

    def background(self) -> list[Block]:
        blocks: list[Block] = [
            Heading(_("Background")),
            Para(
                _(
                    "Questions that members are likely to ask, answered from the evidence on file. "
                    "This is no legal advice."
                ),
                tone="note",
            ),
        ]
        asked: list[tuple[str, list[Block]]] = [
            (_("Is this ours to decide?"), self.ours()),
            (_("Must staff or police report people, or share what they know?"), self.duty()),
            (_("What do we have already?"), self.have()),
            (_("Does anybody else do this?"), self.elsewhere()),
            (_("How much work is it?"), self.work()),
            (_("What is not known?"), self.unknown()),
            (_("How sure is this, and who says so?"), self.sure()),
        ]
        for question, answer in asked:
            if answer:
                blocks += [Heading(question, 3), *answer]
        return blocks

    def said_by_law(self, *matters: Matter) -> list[Item]:
        """What the law of the province and the country says, as it was read."""
        found = []
        for law in self.laws:
            for power in law.powers.values():
                if power.matter in matters:
                    notes = self.numbering.notes(law.sources_of(power))
                    text = power.says
                    if power.confidence != "high":
                        sure = words.confidence(power.confidence)
                        text += " " + _("Confidence: {confidence}.", confidence=sure)
                    found.append(Item(Said(text, lead=words.lead(law.name), notes=notes)))
        return found

    def ours(self) -> list[Block]:
        """What the body can decide itself, what it has decided before, and what the law says."""
        own = [one for one in self.motion.resolves if not one.other]
        others = [one for one in self.motion.resolves if one.other]
        said = []
        name = self.other((self.motion.body,))
        if own:
            text = n_(
                "One clause is worded as a decision of {body} itself, within its powers.",
                "{number} clauses are worded as decisions of {body} itself, within its powers.",
                len(own),
                body=name,
            )
            said.append(text)
        if others:
            named = dict.fromkeys(self.other(one.other) for one in others)
            names = words.listed(named)
            said.append(_("What is for {others} to decide is worded as a request.", others=names))
        blocks: list[Block] = [Para(" ".join(said))] if said else []
        before = tuple(self.told(one.fact, one.file) for one in self.motion.decided)
        if before:
            blocks += [Para(_("It has decided on the same before:")), Items(before)]
        law = self.said_by_law("own-services", "police", "council-and-board")
        if law:
            blocks += [Para(_("On who may decide what:")), Items(tuple(law))]
        else:
            blocks.append(
                Para(_("What the law says of it is not on file: ask the clerk or counsel."))
            )
        return blocks

    def told(self, fact: Fact, file: Place) -> Item:
        """A fact with the numbers of its sources."""
        notes = self.numbering.notes(file.sources_of(fact))
        return Item(Said(fact.claim, lead=words.lead(words.when(fact)), notes=notes))

    def duty(self) -> list[Block]:
        law = self.said_by_law("duty", "sharing")
        return [Items(tuple(law))] if law else []

    def have(self) -> list[Block]:
        """What stands on each question that is asked about, on paper and in practice."""
        items = []
        for criterion in dict.fromkeys(ask.criterion for ask in self.motion.asks):
            below = [said for said in self.standing(criterion) if said]
            question = self.card.rubric.criteria[criterion].question
            items.append(Item(Said("", lead=question), tuple(below)))
        return [Items(tuple(items))] if items else []

    def standing(self, criterion: str) -> Iterator[Said]:
        rubric = self.card.rubric
        for track in rubric.tracks:
            finding = self.card.finding(criterion, track)
            if finding is None or finding.status == "not-applicable":
                continue
            name = words.track_name(rubric, track)
            stands = finding.stands
            if stands is None:
                yield Said(_("nobody has shown it."), lead=words.lead(name))
                continue
            text = answers.standing(self.card, finding, stands)
            remarks = words.remarks(self.card, finding)
            facts = [self.card.place.fact(reading.fact) for reading in stands.standing]
            notes = dict.fromkeys(
                number
                for fact, file in facts
                for number in self.numbering.notes(file.sources_of(fact))
            )
            claims = " ".join(fact.claim for fact, _file in facts)
            yield Said(
                f"{text} ({remarks}). {claims}" if remarks else f"{text}. {claims}",
                lead=words.lead(name),
                notes=tuple(notes),
            )

    def elsewhere(self) -> list[Block]:
        """Who has what is asked, or comes nearest to it."""
        items = []
        for ask in self.motion.asks:
            row = self.precedents.get(ask.key)
            if row is None or not self.is_readable(row.place):
                continue
            claim, sources = words.precedent(row)
            question = self.card.rubric.criteria[ask.criterion].question
            level = "" if row.found.level is None else _("level {level}", level=row.found.level)
            said = words.joined(
                one for one in (called.holder(row), level, words.marks(row.found)) if one
            )
            text = _("{place}: {claim}", place=said, claim=claim)
            items.append(Item(Said(text, lead=question, notes=self.numbering.notes(sources))))
        unique = tuple(dict.fromkeys(items))
        if not unique:
            return [Para(_("No place on file is known to have more of what is asked."))]
        return [Items(unique)]

    def work(self) -> list[Block]:
        """The effort of each ask."""
        items = tuple(
            Item(
                _(
                    "{what} {side}: effort {effort} of 3.",
                    what=self.card.rubric.criteria[ask.criterion].question,
                    side=words.track_name(self.card.rubric, ask.track),
                    effort=ask.effort,
                )
            )
            for ask in self.motion.asks
        )
        text = _(
            "By the judgement of the rubric: effort 1 is a vote or an order; 2 a vote and work in "
            "several places; 3 a new office, money every year or a change in daily conduct. What "
            "it costs in money is not on file."
        )
        return [Para(text), Items(items)] if items else []

    def unknown(self) -> list[Block]:
        """What nobody has shown of practice."""
        if not self.motion.open:
            return []
        items = tuple(Item(self.open_question(one)) for one in self.motion.open)
        text = _("Nobody has shown what is done on these questions, among others:")
        return [Para(text), Items(items)]

    def open_question(self, one: Disclosure) -> str:
        return self.card.rubric.criteria[one.criterion].question

    def sure(self) -> list[Block]:
        """The grade behind the motion, with its range, and who was asked."""
        card, overall = self.card, self.card.overall
        of = grades.total(card.rubric, card.tracks, caps=True)
        said = []
        if overall.point is not None:
            grade = words.provisional(of.graded(overall.point), overall.provisional)
            said.append(
                _(
                    "The grade behind this draft is {grade}, range {range}, by {rubric}.",
                    grade=grade,
                    range=of.range(overall.low, overall.high),
                    rubric=card.rubric.title,
                )
            )
        else:
            said.append(
                _(
                    "No overall grade is given by {rubric}: too little is shown.",
                    rubric=card.rubric.title,
                )
            )
        for track in card.tracks:
            said.append(
                words.by_track(
                    card.rubric,
                    track.track,
                    N_("{share} % of the weight of {track} is answered."),
                    N_("{share} % of the weight is answered."),
                    share=numbers.percent(track.score.coverage),
                )
            )
        blocks: list[Block] = [Para(" ".join(said))]
        replies = known_replies(card.place.city.replies, card.as_of)
        if not replies:
            name = card.place.city.name
            return [*blocks, Para(_("Not yet sent to {name} for reply.", name=name))]
        for one in replies:
            answer = _("No reply so far.") if one.received is None else trust.replied(one)
            blocks.append(Para(f"{trust.sent(one)} {answer}"))
        return blocks
