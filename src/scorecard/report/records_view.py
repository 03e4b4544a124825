"""Draft requests for records, one for each public body, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.records import BORDER, OUTSIDERS, Request, Wanted, Years
from ..model.law import Access, Law
from ..model.result import Scorecard
from ..model.scale import Measure
from . import called, frame, words
from .document import Block, Document, Heading, Item, Items, Para, Said
from .language import _, n_
from .numbering import Numbering


def counted_by_others(measure: Measure) -> bool:
    """Whether a figure is one that only others can count, such as test enquiries."""
    return any(OUTSIDERS.search(unit) for unit in measure.units)


class RecordsView:
    """The words of the requests for one place, each with the law it is made under."""

    def __init__(
        self, card: Scorecard, requests: tuple[tuple[Request, tuple[Law, Access] | None], ...]
    ) -> None:
        self.card, self.requests = card, requests
        self.numbering = Numbering()

    def document(self, notes: tuple[str, ...] = ()) -> Document:
        card = self.card
        name = called.place(card.place)
        blocks: list[Block] = [
            Heading(_("{name}: requests for records", name=name), 1),
            frame.edition(card.rubric, card.as_of, card.fresh),
            *frame.notes(notes),
            *self.blocks(),
            *self.numbering.blocks(),
            frame.stamp(card.program, card.files()),
        ]
        return tuple(blocks)

    def blocks(self) -> list[Block]:
        if not self.requests:
            return [Para(_("Nothing is unknown that a public body would have to know."))]
        text = n_(
            "One draft of a request, for what nobody has shown or only long ago.",
            "{number} drafts of requests, one for each public body, for what nobody has shown or "
            "only long ago.",
            len(self.requests),
        )
        fill = _(
            "What stands in square brackets is to be filled in. No draft asks for anything about a "
            "person. Check the law and the fee on the page of the body before sending; leave out "
            "what you do not need, since a short request is answered sooner."
        )
        blocks: list[Block] = [Para(f"{text} {fill}")]
        for request, law in self.requests:
            blocks += self.one(request, law)
        return blocks

    def one(self, request: Request, law: tuple[Law, Access] | None) -> list[Block]:
        return [
            Heading(words.sentence(self.name(request.to))),
            *self.before(law),
            Heading(_("The request"), 3),
            *self.letter(request, None if law is None else law[1]),
        ]

    def name(self, to: str | None) -> str:
        if to == BORDER:
            named = (
                law.names.get(BORDER)
                for _request, found in self.requests
                if found
                for law in found[:1]
            )
            return next((name for name in named if name), _("the border agency"))
        return self.card.place.body_name(to)

    # ------------------------------------------------------------ the law

    def before(self, law: tuple[Law, Access] | None) -> list[Block]:
        """The law that applies, and what it asks of whoever writes."""
        if law is None:
            text = _(
                "No access-to-information law that binds this body is on file: find out under "
                "which it is asked."
            )
            return [Para(text)]
        access = law[1]
        notes = self.numbering.notes(law[0].sources_of(access))
        said = [
            (_("Law"), self.cited(access)),
            (_("How"), access.needs),
            (_("Fee"), access.fee),
            (_("Waiver"), access.waiver),
            (_("Figures from data"), access.producing),
            (_("Answer due"), access.answer),
            (_("If refused or late"), access.review),
            (_("Not certain"), access.doubt),
        ]
        items = [
            Item(Said(text, lead=words.lead(head), notes=notes if at == 0 else ()))
            for at, (head, text) in enumerate(said)
            if text
        ]
        return [Items(tuple(items))]

    def cited(self, access: Access) -> str:
        """A law with its citation, without the article that its name may begin with."""
        name = access.name.removeprefix("The ")
        return name if access.citation is None else f"{name} ({access.citation})"

    # ------------------------------------------------------------ the letter

    def letter(self, request: Request, access: Access | None) -> list[Block]:
        blocks: list[Block] = [
            Para(_("To: [ACCESS COORDINATOR], {body}", body=self.name(request.to))),
            Para(_("From: [NAME, ADDRESS, EMAIL]")),
            Para(_("Date: [DATE]")),
            Para(self.opening(request, access)),
            Items(tuple(self.items(request)), numbered=True),
        ]
        return [*blocks, *(Para(text) for text in self.closing())]

    def opening(self, request: Request, access: Access | None) -> str:
        if access is None:
            return _("I request access to these records:")
        if access.section is None:
            return _("Under the {law} I request access to these records:", law=self.cited(access))
        return _(
            "Under {section} of the {law} I request access to these records:",
            section=access.section,
            law=self.cited(access),
        )

    def closing(self) -> Iterator[str]:
        yield _(
            "Where figures are held in a database, please produce them from it, by year, as a "
            "spreadsheet."
        )
        yield _(
            "I ask for no names and nothing else that could identify a person; please leave it "
            "out. If a part is refused, please release the rest and say which section is relied "
            "on."
        )
        yield _(
            "The records are asked for in the public interest. If there are costs beyond the fee "
            "for applying, please tell me before they arise, and waive them where the law allows."
        )

    # ------------------------------------------------------------ what is asked for

    def items(self, request: Request) -> Iterator[Item]:
        """One item for every question: the rules in force, and the figure that the rubric measures
        or the records that show it."""
        card = self.card
        for criterion in dict.fromkeys(one.criterion for one in request.wanted):
            rule = card.rubric.criteria[criterion]
            mine = [one for one in request.wanted if one.criterion == criterion]
            below = [words.sentence(self.wanted(one)) for one in mine]
            below += [text for one in mine for text in self.defined(one)]
            held = [kind for kind in rule.evidence if not OUTSIDERS.search(kind)]
            if held and request.to != BORDER:
                what = ", ".join(card.rubric.word(kind) for kind in held)
                below.append(_("Such records may be: {what}.", what=what))
            lead = rule.question
            if request.to == BORDER:
                names = words.listed(card.place.body_name(body) for body in request.about)
                lead = _("About {bodies}: {question}", bodies=names, question=lead)
            yield Item(Said("", lead=lead), tuple(below))

    def measure(self, one: Wanted) -> Measure | None:
        """How the figure is read that the rubric measures; None where it measures none."""
        scale = self.card.rubric.criteria[one.criterion].scale(one.track)
        return None if scale is None else scale.measure

    def wanted(self, one: Wanted) -> str:
        """What is asked for on a track, and of when it is known."""
        if one.track != "practice":
            text = _(
                "the rules in force that answer this: by-laws, policies, procedures, directives, "
                "agreements, with their dates"
            )
        else:
            text = self.seen(one)
        if one.since is None:
            return f"{text}."
        return _("{text}; what is known of it is of {year}.", text=text, year=one.since)

    def seen(self, one: Wanted) -> str:
        """What shows what was done: the figure that the rubric measures, by year, or records."""
        measure, years = self.measure(one), self.span(one.years)
        if measure is not None and measure.kind == "age":
            return _("the latest report, audit or review that answers this, with its date")
        if measure is None or not measure.units or counted_by_others(measure):
            return _("records of what was done, of {years}", years=years)
        unit, *broader = (self.card.rubric.word(each) for each in measure.units)
        if measure.kind in ("rate", "count"):
            text = _("the number of {unit}, for {years}", unit=unit, years=years)
        elif measure.kind == "share":
            text = _(
                "{unit}: their number, and the number of all of which they are a share, for "
                "{years}",
                unit=unit,
                years=years,
            )
        else:
            text = _("{unit}, for {years}", unit=unit, years=years)
        if not broader:
            return text
        more = words.listed(broader)
        return text + _("; where these are not counted apart, the number of {units}", units=more)

    def span(self, years: Years) -> str:
        """The years asked for: whole ones, and the one under way."""
        if years.first == years.last:
            return _("{year} and, to date, {now}", year=years.last, now=years.to_date)
        return _(
            "each year from {first} to {last} and, to date, {now}",
            first=years.first,
            last=years.last,
            now=years.to_date,
        )

    def defined(self, one: Wanted) -> list[str]:
        """What the words of a unit mean, where the rubric says it."""
        rubric, measure = self.card.rubric, self.measure(one)
        found = []
        for unit in () if measure is None else measure.units:
            for term, meaning in rubric.terms.items():
                if unit.lower().startswith(term.lower()):
                    said = words.sentence(rubric.word(term))
                    found.append(_("{term}: {meaning}", term=said, meaning=meaning))
        return found
