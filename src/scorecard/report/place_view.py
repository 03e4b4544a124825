"""A place, or a public body of it, as a document: what the file holds, and who is active there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..analysis.inventory import holding, own_facts, uses
from ..model.condition import Side
from ..model.place import (
    Body,
    Fact,
    LookedFor,
    NotApplicable,
    Place,
    Population,
    Reply,
)
from ..model.rubric import SIDES, Rubric
from ..model.source import Source
from . import frame, numbers, trust, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Said, Table
from .language import _, n_


def entry(
    name: str, text: str, below: Sequence[str | Said] = (), notes: Sequence[int] = ()
) -> Item:
    """An item that begins with a name: `Kind: municipality`."""
    return Item(Said(text, lead=words.lead(name), notes=tuple(notes)), tuple(below))


def organizations(place: Place, note: Callable[[Source], int]) -> list[Block]:
    """The groups active in a place, then those active all over the places around it. `note` gives
    the number of a source."""
    blocks: list[Block] = []
    for where in (place, *place.around):
        heading = _("Organizations active here")
        if where is not place:
            heading = _("Organizations active across {name}", name=where.city.name)
        items = tuple(
            entry(
                one.name, one.does, notes=[note(source) for source in where.sources_of(one)]
            )._replace(sources=(("", one.url),) if one.url else ())
            for one in where.city.organizations.values()
        )
        if items:
            blocks += [Heading(heading), Items(items)]
    return blocks


def body_in_a_line(place: Place, rubrics: Iterable[Rubric]) -> str:
    """What a body in view is: its kind, whether it speaks for the place, who governs it."""
    body = place.body(place.focus or "")
    said = [f"{words.sentence(words.kind(rubrics, body.kind))}." if body.kind else ""]
    said.append(
        _("Speaks for the city.") if body.speaks_for_city else _("Does not speak for the city.")
    )
    if body.governed_by:
        said.append(_("Governed by {who}.", who=body.governed_by.rstrip(".")))
    return " ".join(part for part in said if part)


class View:
    """The words of one place, or of the body of it in view. `graded_by` is the rubric that grades
    it by default, None where none does, and `unsure` that a broken one may; `rubrics` are those
    that the file speaks of."""

    def __init__(
        self,
        place: Place,
        graded_by: Rubric | None,
        rubrics: Sequence[Rubric],
        program: str,
        *,
        unsure: bool = False,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.place, self.rubric, self.rubrics = place, graded_by, rubrics
        self.program, self.unsure, self.notes = program, unsure, notes
        self.uses = uses(place)
        self.numbered = {source: number for number, source in enumerate(self.uses, 1)}

    def document(self) -> Document:
        if self.place.focus is not None:
            blocks = [*self.top(), *self.about_body(), *self.covers(), *self.looked_for()]
            return (*blocks, *self.look_next(), self.stamp())
        return (
            *self.top(),
            *self.about_place(),
            *self.bodies(),
            *self.covers(),
            *self.context(),
            *self.organizations(),
            *self.replies(),
            *self.does_not_apply(),
            *self.looked_for(),
            *self.sources(),
            *self.look_next(),
            self.stamp(),
        )

    # ------------------------------------------------------------ what it is

    def top(self) -> list[Block]:
        return [Heading(self.place.name, 1), *frame.notes(self.notes)]

    def about_place(self) -> list[Block]:
        city = self.place.city
        items = [entry(_("Kind"), words.kind(self.rubrics, city.kind))]
        if city.province:
            items.append(entry(_("Province"), city.province))
        if city.country:
            items.append(entry(_("Country"), city.country))
        if city.governed_by:
            items.append(entry(_("Governed by"), city.governed_by))
        if city.population is not None:
            items.append(self.residents(city.population))
        items += [self.graded_by(), entry(_("Data file"), self.place.file.path)]
        return [Items(tuple(items))]

    def about_body(self) -> list[Block]:
        place, body = self.place, self.body()
        items = [entry(_("Body of"), f"{place.city.name} ({place.id})")]
        if body.kind:
            items.append(entry(_("Kind"), words.kind(self.rubrics, body.kind)))
        speaks = _("yes") if body.speaks_for_city else _("no")
        items.append(entry(_("Speaks for the city"), speaks))
        if body.governed_by:
            items.append(entry(_("Governed by"), body.governed_by))
        if body.population is not None:
            items.append(self.residents(body.population))
        own = place.joined.get(place.focus or "")
        file = place.file if own is None else own.file
        return [Items((*items, self.graded_by(), entry(_("Data file"), file.path)))]

    def body(self) -> Body:
        """The body in view."""
        return self.place.body(self.place.focus or "")

    def residents(self, population: Population) -> Item:
        """Residents by census, and where they were read."""
        said = words.listed(
            _("{residents} in {year}", residents=numbers.whole(residents), year=year)
            for year, residents in sorted(population.censuses.items())
        )
        source = self.place.city.sources.get(population.source or "")
        noted = [] if source is None or self.place.focus else [self.numbered[source]]
        return entry(_("Residents"), said, notes=noted)

    def graded_by(self) -> Item:
        text = _("no rubric on its own; its facts count in the places that name it")
        if self.unsure:
            text = _("not known, because a rubric has errors")
        if self.rubric is not None:
            title, version, name = self.rubric.title, self.rubric.version, self.rubric.id
            text = _("{title}, version {version} ({id})", title=title, version=version, id=name)
        return entry(_("Graded by"), text)

    # ------------------------------------------------------------ what is on file

    def bodies(self) -> list[Block]:
        """Its public bodies, each under the name by which commands know it."""
        place = self.place
        if not place.city.bodies:
            return []
        items = []
        for name in place.city.bodies:
            body = place.at(name)
            own = place.joined.get(name)
            below = [body_in_a_line(body, self.rubrics)]
            if own is not None:
                below.append(_("It has a file of its own: {file}.", file=own.file.path))
            items.append(entry(body.ref(name), body.name, below))
        return [Heading(_("Public bodies")), Items(tuple(items))]

    def covers(self) -> list[Block]:
        """How many facts there are on each track, and what becomes of them."""
        facts = own_facts(self.place)
        heading = Heading(_("Facts on file"))
        if not facts:
            return [heading, Para(_("There are none."))]
        head = ("", _("Facts"), _("Scored"), _("Context only"), _("Newest"))
        rows = tuple(self.held(name, some) for name, some in self.sorted(facts))
        return [heading, Table(head, rows, right=(1, 2, 3)), *self.elsewhere()]

    def sorted(self, facts: Sequence[Fact]) -> Iterator[tuple[str, list[Fact]]]:
        """The facts of each track; all together where nothing tells paper and practice apart."""
        plain = [fact for fact in facts if fact.track == "score"]
        if len(plain) == len(facts) or (self.rubric is not None and self.rubric.one_track):
            yield _("All facts"), list(facts)
            return
        for track in SIDES:
            yield words.side_name(track), [fact for fact in facts if fact.track == track]
        if plain:
            yield words.side_name("score"), plain

    @staticmethod
    def held(name: str, facts: list[Fact]) -> tuple[str, ...]:
        """Some facts in a row: how many, and what becomes of them."""
        found = holding(facts)
        context = found.facts - found.scored
        counts = (numbers.whole(n) for n in (found.facts, found.scored, context))
        return (name, *counts, "-" if found.newest is None else str(found.newest))

    def elsewhere(self) -> list[Block]:
        """The facts that count here, and stand in the files of its bodies."""
        if self.place.focus is not None or not self.place.joined:
            return []
        files = {own.file.path: own for own in self.place.joined.values()}
        number = sum(len(own.city.facts) for own in files.values())
        text = n_(
            "1 more stands in the files of its bodies: {files}.",
            "{number} more stand in the files of its bodies: {files}.",
            number,
            files=", ".join(files),
        )
        return [Para(text)]

    def context(self) -> list[Block]:
        """The facts of the file that answer no question, and why: no other report prints them."""
        items = tuple(
            self.one_in_context(fact) for fact in self.place.city.facts.values() if not fact.scores
        )
        if not items:
            return []
        return [Heading(_("Facts kept as context")), Items(items)]

    def one_in_context(self, fact: Fact) -> Item:
        notes = tuple(self.numbered[source] for source in self.place.sources_of(fact))
        lead = words.lead(words.when(fact))
        below: list[str | Said] = [fact.context] if fact.context else []
        for reply in fact.replies:
            read = tuple(self.numbered[source] for source in self.place.sources_of(reply))
            below.append(Said(trust.beside(reply), notes=read))
        return Item(Said(fact.claim, lead=lead, notes=notes), tuple(below))

    def organizations(self) -> list[Block]:
        return organizations(self.place, self.numbered.__getitem__)

    def replies(self) -> list[Block]:
        """What the place was asked to say of its grade, and what it said."""
        sent = self.place.city.replies
        if not sent:
            return []
        heading = Heading(_("The reply of {name}", name=self.place.city.name))
        return [heading, Items(tuple(self.reply(one) for one in sent))]

    def reply(self, one: Reply) -> Item:
        if one.received is None:
            none = _("No reply so far.")
            return Item(f"{trust.sent(one)} {none}")
        notes = tuple(self.numbered[source] for source in self.place.sources_of(one))
        return Item(trust.sent(one), (Said(trust.replied(one), notes=notes),))

    # ------------------------------------------------------------ what is not known

    def meant(self, key: str) -> tuple[Rubric, str] | None:
        """The rubric and criterion that a key of the file means; None where its rubric cannot be
        read."""
        for rubric in self.rubrics:
            criterion = self.place.speaks_of(key, rubric.id)
            if criterion is not None and criterion in rubric.criteria:
                return rubric, criterion
        return None

    def question(self, key: str) -> str:
        """The question that a key of the file means, with the key; the key alone where its rubric
        cannot be read."""
        meant = self.meant(key)
        return key if meant is None else f"{meant[0].criteria[meant[1]].question} ({key})"

    def side(self, key: str, track: Side | None) -> str:
        """The track on which the file speaks of a key; nothing where there is but one."""
        meant = self.meant(key)
        if track is None or (meant is not None and meant[0].one_track):
            return ""
        return words.side_name(track)

    def does_not_apply(self) -> list[Block]:
        stated = self.place.city.not_applicable
        if not stated:
            return []
        items = tuple(self.not_applicable(key, one) for key, one in stated.items())
        return [Heading(_("What does not apply")), Items(items)]

    def not_applicable(self, key: str, one: NotApplicable) -> Item:
        """A question set aside, why, and from when to when."""
        sources = self.place.city.sources
        among = (sources[name] if isinstance(name, str) else name for name in one.sources)
        side = self.side(key, one.track)
        lead = words.lead(side) if side else ""
        said = [Said(one.why, lead=lead, notes=tuple(self.numbered[source] for source in among))]
        if one.from_ is not None:
            said.append(Said(_("From {date}.", date=numbers.day(one.from_))))
        if one.until is not None:
            said.append(Said(_("Until {date}.", date=numbers.day(one.until))))
        return Item(self.question(key), tuple(said))

    def looked_for(self) -> list[Block]:
        """What was searched in vain, question by question; of a body in view, about that body."""
        place = self.place
        searches: dict[str, list[Said]] = {}
        for body, looked, file in place.searches():
            if (place.focus is None and file is place) or body == place.focus:
                searches.setdefault(looked.criterion, []).append(self.search(looked))
        if not searches:
            return []
        items = tuple(Item(self.question(key), tuple(said)) for key, said in searches.items())
        return [Heading(_("Looked for in vain")), Items(items)]

    def search(self, looked: LookedFor) -> Said:
        """What was searched on one track, and about whom."""
        where = self.side(looked.criterion, looked.track)
        if looked.body is not None and self.place.focus is None:
            name = self.place.body_name(looked.body)
            where = _("{track}, {name}", track=where, name=name) if where else name
        return Said(words.looked_for(looked), lead=words.lead(where) if where else "")

    # ------------------------------------------------------------ where it comes from, and further

    def look_next(self) -> list[Block]:
        """Commands that work for this place as they stand."""
        place = self.place
        names = [place.own_ref] if self.rubric is not None else []
        if place.focus is not None and place.rubric is not None:
            names.append(place.id)
        commands = [words.typed("grade", name) for name in names]
        if names:
            file = f"{names[0].replace('/', '-')}.html"
            commands.append(words.typed("explain", names[0]))
            commands.append(words.typed("export", names[0], "-o", file))
        if place.focus is not None:
            own = place.joined.get(place.focus)
            commands.append(words.typed("show", place.id if own is None else own.id))
        if not commands:
            commands.append(words.typed("list", "bodies"))
        return [Heading(_("Look next")), *(Command(command) for command in commands)]

    def sources(self) -> list[Block]:
        if not self.uses:
            return []
        items = tuple(self.source(source, number) for source, number in self.uses.items())
        return [Heading(_("Sources")), Items(items, numbered=True, notes=True)]

    def source(self, source: Source, number: int) -> Item:
        """A source, the number of facts that rest on it, and where it can be read."""
        text = words.reference(source)
        if number:
            used = n_("1 fact rests on it.", "{number} facts rest on it.", number)
            text = f"{text} {used}"
        return Item(text, sources=tuple(("", url) for url in (source.url, source.archive) if url))

    def stamp(self) -> Para:
        place = self.place
        own = place if place.focus is None else place._replace(joined=self.joined_in_view())
        return frame.stamp(self.program, own.files())

    def joined_in_view(self) -> dict[str, Place]:
        """The files of bodies that belong to the body in view."""
        return {body: own for body, own in self.place.joined.items() if body == self.place.focus}
