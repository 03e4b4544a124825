"""The sources of a place, or of a body of it, and what rests on each, in words."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.sources import Resting, Sources, Standing, Use, Used, share
from ..model.source import Source
from . import called, frame, numbers, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Said
from .language import N_, _, n_

_KINDS = {
    "news": N_("news"),
    "policy-document": N_("policy document"),
    "community": N_("community"),
    "academic": N_("academic work"),
    "report": N_("report"),
    "data": N_("data"),
    "council-record": N_("council record"),
    "press-release": N_("press release"),
    "web": N_("web page"),
}
_USES: dict[Use, str] = {
    "population": N_("residents"),
    "not-applicable": N_("what does not apply"),
    "reply": N_("a reply"),
    "organization": N_("organizations"),
}
MOST = 90
"""Characters of a claim that are enough to know it by."""


def kind(source: Source) -> str:
    """What a source is; empty where the file does not say."""
    if source.kind is None:
        return ""
    return _(_KINDS[source.kind]) if source.kind in _KINDS else source.kind.replace("-", " ")


def use(one: Use) -> str:
    """What else than facts a source is given for."""
    return _(_USES[one])


def short(text: str) -> str:
    """A text that is known by its beginning, cut between words."""
    text = " ".join(text.split())
    if len(text) <= MOST:
        return text
    return f"{text[: MOST - 1].rpartition(' ')[0] or text[: MOST - 1]}…"


class View:
    """The words of the sources of one place, or of the body of it in view. It is `unsure` where a
    rubric with errors may be the one that grades it."""

    def __init__(
        self,
        found: Sources,
        program: str,
        *,
        unsure: bool = False,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.found, self.program, self.unsure, self.notes = found, program, unsure, notes
        self.numbered = {one.source: number for number, one in enumerate(found.sources, 1)}

    def document(self) -> Document:
        return (
            *self.top(),
            *self.in_short(),
            *self.sources(),
            *self.alone(),
            *self.own_word(),
            *self.archive(),
            *self.questions(),
            *self.look_next(),
            frame.stamp(self.program, self.found.files),
        )

    # ------------------------------------------------------------ in short

    def top(self) -> list[Block]:
        place, rubric = self.found.place, self.found.rubric
        name = called.place(place)
        by = "" if rubric is None else words.edition(rubric)
        if self.unsure:
            by = _("Which questions they answer is not known, because a rubric has errors.")
        elif rubric is None:
            by = _("No rubric grades it, so no question is answered.")
        heading = Heading(_("{name}: what rests on which source", name=name), 1)
        return [heading, Para(by), *frame.notes(self.notes)]

    def in_short(self) -> list[Block]:
        """How many of what there are, one sentence each."""
        found = self.found
        if not found.sources:
            return [Para(_("There are no sources on file."))]
        said = [self.how_many()]
        if found.facts:
            said += [self.how_many_alone(), self.how_many_own(), self.how_many_unarchived()]
        return [Items(tuple(Item(text) for text in said))]

    def how_many(self) -> str:
        found = self.found
        answering = sum(bool(fact.answers) for fact in found.facts)
        questions = len(found.questions)
        text = _(
            "{sources} under {facts}.",
            sources=n_("1 source", "{number} sources", len(found.sources)),
            facts=n_("1 fact", "{number} facts", len(found.facts)),
        )
        if found.rubric is None:
            return text
        return _(
            "{sources} under {facts}, of which {answering} answer {questions} of the {asked} "
            "questions of the rubric.",
            sources=n_("1 source", "{number} sources", len(found.sources)),
            facts=n_("1 fact", "{number} facts", len(found.facts)),
            answering=answering,
            questions=questions,
            asked=len(found.rubric.criteria),
        )

    def of_facts(self, some: tuple[Resting, ...]) -> str:
        """Some of the facts: `12 of 97 facts (12 %)`."""
        every = len(self.found.facts)
        return n_(
            "{some} of 1 fact ({share} %)",
            "{some} of {number} facts ({share} %)",
            every,
            some=len(some),
            share=numbers.percent(share(len(some), every)),
        )

    def how_many_alone(self) -> str:
        return _("On one source alone: {facts}.", facts=self.of_facts(self.found.alone))

    def how_many_own(self) -> str:
        said = self.found.own_word
        rules = sum(fact.fact.track == "policy" for fact in said)
        text = _("Only on the body's own word: {facts}", facts=self.of_facts(said))
        if not said:
            return f"{text}."
        return _(
            "{text}; {seen} of what was done, which others could have seen, and {rules} of what "
            "rules say, of which its own text is the record.",
            text=text,
            seen=len(said) - rules,
            rules=rules,
        )

    def how_many_unarchived(self) -> str:
        found = self.found
        some, every = len(found.unarchived), len(found.sources)
        return _(
            "Without an archive address: {some} of {sources} ({share} %), and under them alone "
            "{facts}.",
            some=some,
            sources=n_("1 source", "{number} sources", every),
            share=numbers.percent(share(some, every)),
            facts=self.of_facts(found.lost_with_the_page),
        )

    # ------------------------------------------------------------ source by source

    def sources(self) -> list[Block]:
        if not self.found.sources:
            return []
        heading = Heading(_("Sources, that on which most rests first"))
        items = tuple(self.source(one) for one in self.found.sources)
        return [heading, Items(items, numbered=True, notes=True)]

    def source(self, used: Used) -> Item:
        one = used.source
        said = [words.sentence(kind(one)), self.rests(used)]
        below: list[str | Said] = [" ".join(f"{part}." for part in said if part)]
        below += [self.fact(fact) for fact in used.facts]
        addresses: list[tuple[str, str | None]] = [("", one.url)] if one.url else []
        if one.archive:
            addresses.append((words.lead(_("Archived")), one.archive))
        else:
            below.append(_("Not archived."))
        return Item(words.reference(one), tuple(below), tuple(addresses))

    def rests(self, used: Used) -> str:
        """How much rests on a source, and what else it is given for."""
        parts = [n_("1 fact", "{number} facts", len(used.facts))] if used.facts else []
        if used.questions:
            parts.append(n_("1 question", "{number} questions", len(used.questions)))
        if used.uses:
            others = words.listed(use(one) for one in used.uses)
            parts.append(_("given for {uses}", uses=others))
        return words.sentence(", ".join(parts)) if parts else _("Nothing rests on it")

    def fact(self, fact: Resting, notes: tuple[int, ...] = ()) -> Said:
        """A fact in short, and what it answers."""
        what = ", ".join(fact.questions)
        if not what:
            what = _("answers other rubrics") if fact.fact.scores else _("context")
        text = _("{claim} ({answers})", claim=short(fact.fact.claim), answers=what)
        return Said(text, lead=words.lead(fact.id), notes=notes)

    # ------------------------------------------------------------ what to do first

    def facts(self, some: Iterable[Resting]) -> Items:
        """Facts with the numbers of their sources."""
        return Items(
            tuple(
                Item(self.fact(fact, tuple(self.numbered[one] for one in fact.sources)))
                for fact in some
            )
        )

    def alone(self) -> list[Block]:
        some = self.found.alone
        if not some:
            return []
        text = _("A second source would confirm them, or correct them.")
        return [Heading(_("On one source alone")), Para(text), self.facts(some)]

    def own_word(self) -> list[Block]:
        """First what was done, then what rules say."""
        some = self.found.own_word
        seen = [fact for fact in some if fact.fact.track != "policy"]
        rules = [fact for fact in some if fact.fact.track == "policy"]
        blocks: list[Block] = []
        if seen:
            text = _("Somebody else may have counted, tested or heard the same.")
            blocks += [Heading(_("What was done, on the body's own word")), Para(text)]
            blocks.append(self.facts(seen))
        if rules:
            text = _("Its own text is the record of a rule; an archived copy keeps it.")
            blocks += [Heading(_("What rules say, on the body's own word")), Para(text)]
            blocks.append(self.facts(rules))
        return blocks

    def archive(self) -> list[Block]:
        found = self.found
        if not found.unarchived:
            return []
        heading = Heading(_("Without an archive address"))
        how = _(
            "A page can vanish: save a copy of it at a web archive, and write its address under "
            "`archive:` of the source."
        )
        if len(found.unarchived) == len(found.sources):
            every = _("None of the sources has one; archive them in the order above.")
            return [heading, Para(f"{every} {how}")]
        items = tuple(
            Item(
                Said(words.reference(one.source), notes=(self.numbered[one.source],)),
                sources=(("", one.source.url),) if one.source.url else (),
            )
            for one in found.unarchived
        )
        blocks: list[Block] = [heading, Para(how), Items(items)]
        lost = found.lost_with_the_page
        if lost:
            text = _("These facts rest on nothing else:")
            blocks += [Para(text), self.facts(lost)]
        return blocks

    # ------------------------------------------------------------ what is answered, and further

    def questions(self) -> list[Block]:
        if not self.found.questions:
            return []
        heading = Heading(_("Questions, that with the fewest sources first"))
        return [heading, Items(tuple(self.question(one) for one in self.found.questions))]

    def question(self, one: Standing) -> Item:
        assert self.found.rubric is not None
        text = _(
            "{question} ({id}): {facts}, {sources}",
            question=self.found.rubric.criteria[one.criterion].question,
            id=one.criterion,
            facts=n_("1 fact", "{number} facts", len(one.facts)),
            sources=n_("1 source", "{number} sources", len(one.sources)),
        )
        return Item(Said(text, notes=tuple(sorted(self.numbered[one] for one in one.sources))))

    def look_next(self) -> list[Block]:
        return [
            Heading(_("Look next")),
            Command(words.typed("show", self.found.place.own_ref)),
            Command(words.typed("show", self.found.place.own_ref, "--sources", "--format", "csv")),
        ]


def rows(found: Sources) -> list[list[str]]:
    """Every source as a row, that on which most rests first, for a spreadsheet."""
    table = [
        [
            _("number"),
            _("kind"),
            _("date"),
            _("publisher"),
            _("title"),
            _("address"),
            _("archive address"),
            _("facts"),
            _("questions"),
            _("facts on it alone"),
            _("facts on the body's own word"),
            _("ids of the facts"),
            _("ids of the questions"),
            _("given for"),
            _("file"),
            _("id"),
        ]
    ]
    for number, one in enumerate(found.sources, 1):
        source = one.source
        table.append(
            [
                str(number),
                kind(source),
                "" if source.date is None else str(source.date),
                source.publisher or "",
                source.title,
                source.url or "",
                source.archive or "",
                str(len(one.facts)),
                str(len(one.questions)),
                str(sum(fact.alone for fact in one.facts)),
                str(sum(fact.own_word for fact in one.facts)),
                ", ".join(fact.id for fact in one.facts),
                ", ".join(one.questions),
                ", ".join(use(other) for other in one.uses),
                one.file.file.path,
                one.id or "",
            ]
        )
    return table
