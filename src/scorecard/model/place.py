"""A place: a file of sourced facts about a municipality, a region or a public body."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, model_validator

from .condition import Side
from .dates import PartialDate
from .fields import CENSUSES, Date, Many, Number, Part, Text, Texts, Whole, Yes, no_such_key
from .rubric import Efforts, Rubric, SeenBy, Track
from .source import Source

Effect = Literal[
    "adopts", "amends", "repeals", "describes", "restates", "proposes", "position", "law"
]
CONTEXT_EFFECTS = frozenset({"restates", "proposes", "position", "law"})
CHANGES = frozenset({"amends", "repeals"})
CLERK = ("clerk", "city clerk")
"""The words for the office that is written to, which no rubric need name."""


class Population(Part):
    """Residents by census year."""

    censuses: dict[str, Whole] = Field(alias="=censuses")
    source: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather_years(cls, value: Any) -> Any:
        """Years stand beside `source` in the file."""
        if not isinstance(value, dict):
            return value
        no_such_key(CENSUSES, value)
        years = {key: item for key, item in value.items() if re.fullmatch("[0-9]{4}", key)}
        rest = {key: item for key, item in value.items() if key not in years}
        return {**rest, CENSUSES: years}

    def nearest(self, year: int) -> tuple[int, int]:
        """The census year nearest to `year`, the later on a tie, and its count of residents."""
        best = min(self.censuses, key=lambda name: (abs(int(name) - year), -int(name)))
        return int(best), self.censuses[best]


class Body(Part):
    """A public body of a place. `place` names the file of a body that serves several places, and
    `law` a file of `laws/` under which records are asked of it, where that is not the law of its
    province."""

    name: Text | None = None
    kind: Text | None = None
    speaks_for_city: Yes = False
    governed_by: Text | None = None
    population: Population | None = None
    law: Text | None = None
    place: Text | None = None


class Period(Part):
    """When something happened: `from` its first day to the last day of `to`, both counted."""

    from_: Date = Field(alias="from")
    to: Date

    @model_validator(mode="before")
    @classmethod
    def _from_date(cls, value: Any) -> Any:
        return {"from": value, "to": value} if isinstance(value, str) else value

    def first(self) -> dt.date:
        return self.from_.first()

    def last(self) -> dt.date:
        return self.to.last()

    def overlaps(self, other: "Period") -> bool:
        return self.first() <= other.last() and other.first() <= self.last()

    def __str__(self) -> str:
        return str(self.to) if self.from_ == self.to else f"{self.from_} to {self.to}"


class Figure(Part):
    """A number with its unit (`of`): a count, a share in percent, or a value as given.

    `low` and `high` are the ends of a figure known within limits; `total` beside `count` makes a
    share; `per` says that the count is of one day, week or month; `bound: upper` that it is the
    most there can have been.
    """

    count: Number | None = None
    share: Number | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    total: Number | None = None
    of: Text | None = None
    per: Literal["day", "week", "month", "year"] | None = None
    approx: Yes = False
    bound: Literal["upper", "lower"] | None = None


class Entry(Part):
    """What one fact shows on one criterion, and why: a level (`3`, or `2-3`), or the fact's
    figure; of a checklist the elements that it shows, and those that it leaves unclear. `and_shown`
    says that what a figure cannot show is shown: `yes`, or the highest level it is shown for."""

    why: Text
    level: Text | None = None
    and_shown: Text | None = None
    shown: Annotated[tuple[Text, ...], Many] | None = None
    unclear: Texts = ()


Outcome = Literal["corrected", "stands", "noted"]
"""What was done with a reply: the fact was corrected, it stands, or the reply is printed beside
it."""


class Reply(Part):
    """What an office was asked to say of a grade or of a fact: when it was asked, where it was;
    and, where it replied, when, what it said, in our words, and what came of that."""

    office: Text
    sent: Date | None = None
    received: Date | None = None
    says: Text | None = None
    outcome: Outcome | None = None
    sources: Annotated[tuple[Text | Source, ...], Many] = ()

    def known(self, as_of: dt.date) -> "Reply | None":
        """What was known of it on a day; None where nobody had asked or replied yet."""
        if self.received is None or self.received.first() > as_of:
            if self.sent is None or self.sent.first() > as_of:
                return None
            return self.changed(received=None, says=None, outcome=None, sources=())
        return self


def known_replies(replies: Iterable[Reply], as_of: dt.date) -> tuple[Reply, ...]:
    """What was known of replies on a day."""
    return tuple(one for reply in replies if (one := reply.known(as_of)) is not None)


class Fact(Part):
    """One dated, sourced statement. An `effect` makes it a policy fact, a `period` a practice
    fact; with neither it answers a rubric that does not tell the two apart. Without `scores` it is
    context, and `context` says why. `coded_by` is who placed it on its criteria, `checked_by` who
    did so a second time, each by initials or a role. `public` says why what could identify somebody
    may stand in it."""

    claim: Text
    body: Text | None = None
    effect: Effect | None = None
    date: Date | None = None
    until: Date | None = None
    of: Text | None = None
    supersedes: Texts = ()
    covers: Literal["part", "whole"] = "whole"
    text_read: Yes = True
    approx_date: Yes = False
    period: Period | None = None
    seen_by: SeenBy | None = None
    case: Yes = False
    figure: Figure | None = None
    confidence: Literal["high", "medium", "low"]
    sources: Annotated[tuple[Text | Source, ...], Many]
    scores: dict[str, Entry] = {}
    with_: Texts = Field((), alias="with")
    context: Text | None = None
    note: Text | None = None
    replies: tuple[Reply, ...] = ()
    coded_by: Text | None = None
    checked_by: Text | None = None
    public: Text | None = None

    @property
    def track(self) -> Track:
        if self.effect is not None:
            return "policy"
        return "score" if self.period is None else "practice"

    def over(self, as_of: dt.date) -> bool:
        """Whether a rule that held for a time no longer does."""
        return self.until is not None and self.until.last() < as_of

    def ended(self) -> dt.date:
        """The last day of what it tells of: the end of its period, or its date; long ago where it
        has neither."""
        if self.period is not None:
            return self.period.last()
        return dt.date.min if self.date is None else self.date.last()


class LookedFor(Part):
    """What was searched for one criterion and track, and not found or refused; without a track, for
    a rubric that has none."""

    criterion: Text
    track: Side | None = None
    body: Text | None = None
    searched: Text
    when: Date | None = None
    found: Literal["nothing", "refused"] = "nothing"


class NotApplicable(Part):
    """A criterion that does not apply to this place, with the reason and its source."""

    why: Text
    sources: Annotated[tuple[Text | Source, ...], Many]
    track: Side | None = None
    from_: Date | None = Field(None, alias="from")
    until: Date | None = None

    def holds(self, as_of: dt.date) -> bool:
        return (self.from_ is None or self.from_.first() <= as_of) and (
            self.until is None or self.until.last() >= as_of
        )


class OwnEffort(Part):
    """How much work it is here to grant what a criterion asks, and why that differs from what the
    rubric says."""

    effort: Efforts
    why: Text


class Organization(Part):
    """A group active in the place, what it does in a line, and where that was read."""

    name: Text
    does: Text
    url: Text | None = None
    sources: Annotated[tuple[Text | Source, ...], Many] = ()


class City(Part):
    """The file of a place. Its id is the file's name. `offices` are this place's names for those
    who a rubric says can grant an ask, and for the clerk who is written to; `efforts`, how much
    work an ask is here, by criterion; `officials`, people the file names who hold or held a public
    office; `law`, the file of `laws/` for asking it for records, where that is not its province's;
    `within`, the file of the wider place it lies in."""

    format: Literal["city/1"]
    name: Text
    kind: Text
    province: Text | None = None
    country: Text | None = None
    governed_by: Text | None = None
    law: Text | None = None
    within: Text | None = None
    population: Population | None = None
    bodies: dict[str, Body] = {}
    offices: dict[str, Text] = {}
    officials: Texts = ()
    efforts: dict[str, OwnEffort] = {}
    sources: dict[str, Source] = {}
    not_applicable: dict[str, NotApplicable] = {}
    looked_for: tuple[LookedFor, ...] = ()
    replies: tuple[Reply, ...] = ()
    organizations: dict[str, Organization] = {}
    facts: dict[str, Fact] = {}


class DataFile(NamedTuple):
    """A file behind a result: its path from the data folder, and the SHA-256 of its bytes; with
    it, the translation that was laid over it, and the files that it takes from."""

    path: str
    sha256: str
    translation: "DataFile | None" = None
    taken: "tuple[DataFile, ...]" = ()

    def each(self) -> "tuple[DataFile, ...]":
        """The file, after it the translation that was laid over it, then those it takes from."""
        own = (self,) if self.translation is None else (self, self.translation)
        return (*own, *(one for other in self.taken for one in other.each()))


class Place(NamedTuple):
    """A file of a place, joined with the files of the bodies it names, ready to be graded.

    `focus` is the body in view, None for the place itself. `reserved` are the plain criterion ids
    that belong to `rubric`, the default rubric of this kind of place; a plain id among them never
    speaks for another rubric. `around` are the wider places it lies in, the narrowest first, where
    they were asked for; no grade rests on them.
    """

    id: str
    city: City
    file: DataFile
    lines: Mapping[str, int] = {}
    joined: Mapping[str, "Place"] = {}
    rubric: str | None = None
    reserved: frozenset[str] = frozenset()
    focus: str | None = None
    around: "tuple[Place, ...]" = ()

    @property
    def name(self) -> str:
        return self.city.name if self.focus is None else self.body(self.focus).name or self.focus

    @property
    def kind(self) -> str:
        return self.city.kind if self.focus is None else self.body(self.focus).kind or ""

    def body(self, body: str) -> Body:
        """A body of the place, completed from its own file where it has one."""
        mine = self.city.bodies[body]
        own = self.joined.get(body)
        if own is None:
            return mine
        return Body(
            name=mine.name or own.city.name,
            kind=mine.kind or own.city.kind,
            speaks_for_city=mine.speaks_for_city,
            governed_by=mine.governed_by or own.city.governed_by,
            population=mine.population or own.city.population,
            law=mine.law or own.city.law,
            place=mine.place,
        )

    def ref(self, body: str | None) -> str:
        """How a body is named on the command line and in results: `toronto/toronto-police`."""
        return self.id if body is None else f"{self.id}/{body}"

    @property
    def own_ref(self) -> str:
        """How what is in view is named on the command line and in results."""
        return self.ref(self.focus)

    def body_name(self, body: str | None) -> str:
        """A body in words; the place itself for None."""
        return self.city.name if body is None else self.body(body).name or body

    def body_kind(self, body: str | None) -> str:
        return self.city.kind if body is None else self.body(body).kind or ""

    def population(self, body: str | None) -> Population | None:
        """The residents of the area a body serves: its own, or the place's."""
        own = None if body is None else self.body(body).population
        return own or self.city.population

    def at(self, body: str) -> "Place":
        """The same place with one body in view."""
        return self._replace(focus=body)

    def facts(self) -> Iterator[tuple[str, str | None, Fact, "Place"]]:
        """Every fact with its id, the body it is about, and the file it stands in; the facts of
        a joined file are written `file/fact`."""
        for name, fact in self.city.facts.items():
            yield name, fact.body, fact, self
        for body, own in self.joined.items():
            for name, fact in own.city.facts.items():
                if fact.body is None:
                    yield f"{own.id}/{name}", body, fact, own

    def fact(self, name: str) -> tuple[Fact, "Place"]:
        """A fact by the id that `facts` gives it, and the file it stands in."""
        file, slash, fact = name.rpartition("/")
        if slash:
            own = next(place for place in self.joined.values() if place.id == file)
            return own.city.facts[fact], own
        return self.city.facts[name], self

    def sources_of(self, said: Fact | Reply | Organization) -> tuple[Source, ...]:
        """The sources of a fact, a reply or an organization, wherever they are written out."""
        return tuple(
            self.city.sources[source] if isinstance(source, str) else source
            for source in said.sources
        )

    def files(self) -> tuple[DataFile, ...]:
        """This file, those joined to it, and those around it, each before its translation."""
        places = (self, *self.joined.values(), *self.around)
        return tuple(one for place in places for one in place.file.each())

    def searches(self) -> Iterator[tuple[str | None, LookedFor, "Place"]]:
        """Everything that was searched in vain, with the body it is about and its file."""
        for looked in self.city.looked_for:
            yield looked.body, looked, self
        for body, own in self.joined.items():
            for looked in own.city.looked_for:
                if looked.body is None:
                    yield body, looked, own

    def answers(self, key: str, rubric: Rubric, track: Track) -> str | None:
        """The criterion of a rubric that a key under `scores` answers on a track, itself or because
        its findings are taken; None if it is of another rubric."""
        named = self.speaks_of(key, rubric.id)
        if named is not None and named in rubric.criteria:
            return named
        for other, taken in rubric.taken.items():
            there = self.speaks_of(key, other)
            if there is not None and (there, track) in taken:
                return taken[there, track]
        return named

    def speaks_of(self, key: str, rubric: str) -> str | None:
        """The criterion of a rubric that a key under `scores` means; None if of another rubric."""
        named, slash, criterion = key.rpartition("/")
        if slash:
            return criterion if named == rubric else None
        return key if rubric == self.rubric or key not in self.reserved else None


def years(period: Period) -> Fraction:
    """The length of a period in years (E3): whole months / 12 where both ends are years or
    months, else days, both counted, / 365.25."""
    return _years(period.from_, period.to)


@lru_cache(maxsize=4096)
def _years(start: PartialDate, end: PartialDate) -> Fraction:
    first, last = start.first(), end.last()
    if not start.day and not end.day:
        return Fraction((last.year - first.year) * 12 + last.month - first.month + 1, 12)
    return Fraction((last - first).days + 1) / Fraction("365.25")


def middle_year(period: Period) -> int:
    """The year in which the middle of a period falls, both of its days counted whole."""
    return _middle_year(period.from_, period.to)


@lru_cache(maxsize=4096)
def _middle_year(start: PartialDate, end: PartialDate) -> int:
    first, last = start.first().toordinal(), end.last().toordinal() + 1
    return dt.date.fromordinal(min(first + (last - first) // 2, dt.date.max.toordinal())).year
