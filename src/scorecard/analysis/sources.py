"""What rests on each source of a place: the facts, and the questions that they answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from ..engine.evidence import sort
from ..model.place import DataFile, Fact, Place
from ..model.rubric import Rubric, Track
from ..model.source import Source

OWN_KINDS = frozenset({"council-record", "policy-document", "press-release"})
"""Kinds of sources that a public body publishes of itself."""

Use = Literal["population", "not-applicable", "reply", "organization"]
"""What else than a fact a source is given for."""


class Resting(NamedTuple):
    """A fact and what it rests on: its id and its body as `Place.facts` gives them, the file it
    stands in, its sources, each once, and what it answers by the rubric in view."""

    id: str
    body: str | None
    fact: Fact
    file: Place
    sources: tuple[Source, ...]
    answers: tuple[tuple[str, Track], ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The criteria that it answers, on whatever track."""
        return tuple(dict.fromkeys(criterion for criterion, _track in self.answers))

    @property
    def line(self) -> int:
        return self.file.lines.get(self.id.rpartition("/")[2], 1)

    @property
    def alone(self) -> bool:
        """Whether it has one source only."""
        return len(self.sources) == 1

    @property
    def own_word(self) -> bool:
        """Whether nobody but the body itself says it: who saw it decides, and where the file does
        not say that, whether every source is the body's own publication."""
        if self.fact.seen_by is not None:
            return self.fact.seen_by == "own"
        return all(source.kind in OWN_KINDS for source in self.sources)

    @property
    def archived(self) -> bool:
        """Whether at least one of its sources has an archive address."""
        return any(source.archive for source in self.sources)


class Used(NamedTuple):
    """A source, its id in the file that lists it, None where it is written out where it is used,
    that file, and everything that is given with it as a source."""

    source: Source
    id: str | None
    file: Place
    facts: tuple[Resting, ...]
    uses: tuple[Use, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        return _questions(self.facts)


class Standing(NamedTuple):
    """A question that facts answer: those facts, and their sources, each once."""

    criterion: str
    facts: tuple[Resting, ...]
    sources: tuple[Source, ...]


class Sources(NamedTuple):
    """The sources of a place, that on which most rests first, and its facts, those that answer most
    first. `files` are all that this was worked out from."""

    place: Place
    rubric: Rubric | None
    files: tuple[DataFile, ...]
    sources: tuple[Used, ...]
    facts: tuple[Resting, ...]

    @property
    def questions(self) -> tuple[Standing, ...]:
        """Every question that is answered, that with the fewest sources first."""
        found = []
        for criterion in _questions(self.facts):
            mine = tuple(fact for fact in self.facts if criterion in fact.questions)
            theirs = dict.fromkeys(source for fact in mine for source in fact.sources)
            found.append(Standing(criterion, mine, tuple(theirs)))
        return tuple(sorted(found, key=lambda one: (len(one.sources), len(one.facts))))

    @property
    def alone(self) -> tuple[Resting, ...]:
        return tuple(fact for fact in self.facts if fact.alone)

    @property
    def own_word(self) -> tuple[Resting, ...]:
        """What only the body itself says; first what was done, which somebody else could have
        seen, and after it rules, of which its own text is the record."""
        found = (fact for fact in self.facts if fact.own_word)
        return tuple(sorted(found, key=lambda one: one.fact.track == "policy"))

    @property
    def unarchived(self) -> tuple[Used, ...]:
        return tuple(one for one in self.sources if not one.source.archive)

    @property
    def lost_with_the_page(self) -> tuple[Resting, ...]:
        """The facts none of whose sources has an archive address."""
        return tuple(fact for fact in self.facts if not fact.archived)


def share(part: int, of: int) -> Fraction:
    """A part of some things; none of nothing."""
    return Fraction(part, of) if of else Fraction(0)


def sources(place: Place, read: tuple[Rubric, DataFile] | None) -> Sources:
    """The sources of a place and of the files joined to it; with a body in view, those of what is
    known about the body. Questions are those of a rubric; without one nothing is answered."""
    if place.focus is not None:
        joined = {body: own for body, own in place.joined.items() if body == place.focus}
        place = place._replace(joined=joined)
    rubric = None if read is None else read[0]
    facts = _facts(place, rubric)
    resting: dict[Source, list[Resting]] = {}
    for fact in facts:
        for source in fact.sources:
            resting.setdefault(source, []).append(fact)
    listed: dict[Source, tuple[str, Place]] = {}
    for file in _files(place):
        for name, source in file.city.sources.items():
            listed.setdefault(source, (name, file))
    uses = _uses(place)
    if place.focus is None:
        known = dict.fromkeys((*listed, *resting, *uses))
    else:
        own = place.joined.get(place.focus)
        known = dict.fromkeys((*(() if own is None else own.city.sources.values()), *resting))
        known |= dict.fromkeys(uses)
    found = []
    for source in known:
        mine = tuple(resting.get(source, ()))
        by, file = listed.get(source, (None, mine[0].file if mine else place))
        found.append(Used(source, by, file, mine, tuple(uses.get(source, ()))))
    found.sort(key=lambda one: (-len(one.questions), -len(one.facts), -len(one.uses)))
    files = () if read is None else read[1].each()
    return Sources(place, rubric, (*files, *place.files()), tuple(found), facts)


def _facts(place: Place, rubric: Rubric | None) -> tuple[Resting, ...]:
    """The facts in view, those that answer most first."""
    answers: dict[str, list[tuple[str, Track]]] = {}
    if rubric is not None:
        for (name, track), bodies in sort(rubric, place).items():
            rule = rubric.criteria.get(name)  # a plain key may be one of another rubric
            if rule is not None and rule.scale(track) is not None:
                for said in bodies.values():
                    for fact, _fact, _entry in said:
                        answers.setdefault(fact, []).append((name, track))
    found = [
        Resting(
            name,
            body,
            fact,
            file,
            tuple(dict.fromkeys(file.sources_of(fact))),
            tuple(dict.fromkeys(answers.get(name, ()))),
        )
        for name, body, fact, file in place.facts()
        if place.focus in (None, body)
    ]
    return tuple(sorted(found, key=lambda one: -len(one.questions)))


def _files(place: Place) -> Iterator[Place]:
    """The file of a place, after it those joined to it, each once."""
    yield place
    yield from {own.id: own for own in place.joined.values()}.values()


def _uses(place: Place) -> dict[Source, list[Use]]:
    """What else than facts sources are given for; with a body in view, the residents it serves."""
    found: dict[Source, list[Use]] = {}

    def add(file: Place, use: Use, sources: Iterable[str | Source | None]) -> None:
        for one in sources:
            source = file.city.sources.get(one) if isinstance(one, str) else one
            if source is not None and use not in found.setdefault(source, []):
                found[source].append(use)

    if place.focus is not None:
        own = place.joined.get(place.focus)
        for file, population in (
            (place, place.city.bodies[place.focus].population),
            (own, None if own is None else own.city.population),
        ):
            if file is not None and population is not None:
                add(file, "population", [population.source])
        return found
    for file in _files(place):
        city = file.city
        residents = [city.population, *(body.population for body in city.bodies.values())]
        add(file, "population", (one.source for one in residents if one is not None))
        for stated in city.not_applicable.values():
            add(file, "not-applicable", stated.sources)
        for reply in city.replies:
            add(file, "reply", reply.sources)
        for organization in city.organizations.values():
            add(file, "organization", organization.sources)
    return found


def _questions(facts: Iterable[Resting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(criterion for fact in facts for criterion in fact.questions))
