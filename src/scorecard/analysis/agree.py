"""Two codings of the same facts side by side: what each placed where, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from operator import eq
from typing import Literal, NamedTuple

from ..model.place import DataFile, Entry, Fact, Place
from ..model.rubric import Rubric, Track
from ..model.scale import Scale
from . import reliability
from .reliability import Estimate, Sampling

Question = Literal["where", "level", "checklist", "figure"]
"""What two coders can differ in: whether the fact belongs on the criterion; where both placed it
there, at which level, or with which elements; nothing, where the program finds the level from a
figure, a date or a count."""
Name = tuple[str, str]
"""A fact: the place whose file it stands in, and its id there."""


class Coding(NamedTuple):
    """What one coder wrote: the places by id, the path of each as the reader knows it, and the line
    of each fact and of each of its entries, by place, fact and key; the key of a fact itself is
    empty."""

    name: str
    places: Mapping[str, Place]
    paths: Mapping[str, str]
    lines: Mapping[tuple[str, str, str], int]

    def facts(self) -> dict[Name, Fact]:
        """Every fact that stands in a file of the coding itself."""
        return {
            (place.id, name): fact
            for place in self.places.values()
            for name, fact in place.city.facts.items()
        }

    def files(self) -> tuple[DataFile, ...]:
        return tuple(place.file for place in self.places.values())


class Placed(NamedTuple):
    """What one coder says of a fact on a criterion. `at` is how far its level is from the worst of
    the scale, in levels, the mean of a range; None where no level is stated."""

    level: str | None
    at: Fraction | None
    shown: tuple[str, ...]
    unclear: tuple[str, ...]
    why: str


class Item(NamedTuple):
    """A fact on a criterion that at least one of the two placed it on. The lines are those of the
    entries; of a coder without one, that of the fact."""

    place: str
    fact: str
    claim: str
    component: str
    criterion: str
    track: Track
    question: Question
    a: Placed | None
    b: Placed | None
    line_a: int
    line_b: int

    @property
    def name(self) -> Name:
        return self.place, self.fact

    @property
    def apart(self) -> Fraction | None:
        """How many levels lie between the two; None where they do not both state one."""
        if self.question != "level" or self.a is None or self.b is None:
            return None
        assert self.a.at is not None and self.b.at is not None
        return abs(self.a.at - self.b.at)

    @property
    def differs(self) -> bool:
        """Whether the two said something else. Their reasons are their own."""
        if self.a is None or self.b is None:
            return True
        if self.question == "checklist":
            return _ticks(self.a) != _ticks(self.b)
        return self.question == "level" and self.a.level != self.b.level


class Where(NamedTuple):
    """Whether both placed the same facts on the same criteria, over `pairs` of a fact and a
    criterion it could be placed on."""

    pairs: int
    both: int
    only_a: int
    only_b: int
    agreement: Estimate
    kappa: Estimate

    @property
    def items(self) -> int:
        return self.both + self.only_a + self.only_b


class Levels(NamedTuple):
    """How near their levels are, over the `items` for which both state one. Left out are those
    whose level the program finds, and checklists, of which so many are ticked alike."""

    items: int
    exactly: Estimate
    within_one: Estimate
    kappa: Estimate
    alpha: Estimate
    by_figure: int
    checklists: int
    alike: int


class Group(NamedTuple):
    """A component of the rubric, or all of it (`component` is None)."""

    component: str | None
    where: Where
    levels: Levels


class Agreement(NamedTuple):
    """How far two codings agree by a rubric. `facts` stand in both, and `placed` of them are placed
    by at least one. Those of `changed` are not the same fact any more, and left out."""

    rubric: Rubric
    a: Coding
    b: Coding
    sampling: Sampling
    facts: int
    placed: int
    only_a: tuple[Name, ...]
    only_b: tuple[Name, ...]
    changed: tuple[Name, ...]
    total: Group
    components: tuple[Group, ...]
    items: tuple[Item, ...]

    @property
    def differences(self) -> tuple[Item, ...]:
        """What is placed differently: levels, the furthest apart first, then checklists, then what
        only one placed there."""
        return tuple(sorted((one for one in self.items if one.differs), key=_order))


ORDER: tuple[Question, ...] = ("level", "checklist", "where", "figure")


def _order(item: Item) -> tuple[int, Fraction, Name, str]:
    apart = item.apart or Fraction(0)
    if item.question == "checklist" and item.a is not None and item.b is not None:
        apart = Fraction(len(_ticks(item.a) ^ _ticks(item.b)))
    return ORDER.index(item.question), -apart, item.name, item.criterion


def _ticks(placed: Placed) -> frozenset[tuple[str, bool]]:
    """What of a checklist is shown, and what is unclear."""
    return frozenset(
        (*((name, True) for name in placed.shown), *((name, False) for name in placed.unclear))
    )


def agree(rubric: Rubric, a: Coding, b: Coding, sampling: Sampling) -> Agreement:
    """How far two codings agree by a rubric, over the facts that stand in both."""
    in_a, in_b = a.facts(), b.facts()
    both = sorted(in_a.keys() & in_b.keys())
    changed = tuple(name for name in both if not _same(in_a[name], in_b[name]))
    kept = {name: in_a[name] for name in both if name not in changed}
    items = tuple(one for name in kept for one in _items(rubric, a, b, name))
    placed = {name: kept[name] for name in dict.fromkeys(item.name for item in items)}
    groups = {
        name: frozenset(criterion for criterion, _ in component.walk())
        for name, component in rubric.components.items()
    }
    return Agreement(
        rubric,
        a,
        b,
        sampling,
        len(kept),
        len(placed),
        tuple(sorted(in_a.keys() - in_b.keys())),
        tuple(sorted(in_b.keys() - in_a.keys())),
        changed,
        _group(rubric, None, frozenset(rubric.criteria), placed, items, sampling),
        tuple(
            _group(rubric, name, criteria, placed, items, sampling)
            for name, criteria in groups.items()
        ),
        items,
    )


def _same(one: Fact, other: Fact) -> bool:
    """Whether two codings speak of the same fact: its claim, however its lines are broken, and the
    track it is on."""
    return one.claim.split() == other.claim.split() and one.track == other.track


# ---------------------------------------------------------------- items


def _items(rubric: Rubric, a: Coding, b: Coding, name: Name) -> Iterator[Item]:
    """The items of one fact, in the order of the rubric."""
    place, fact = name
    mine, others = _entries(rubric, a, name), _entries(rubric, b, name)
    one = a.places[place].city.facts[fact]
    track = track_of(rubric, one)
    for criterion, rule in rubric.criteria.items():
        key_a, by_a = mine.get(criterion, ("", None))
        key_b, by_b = others.get(criterion, ("", None))
        scale = rule.scale(track)
        if scale is None or (by_a is None and by_b is None):
            continue
        said_a, said_b = _placed(scale, by_a), _placed(scale, by_b)
        yield Item(
            place,
            fact,
            one.claim,
            _component(rubric, criterion),
            criterion,
            track,
            _question(scale, said_a, said_b),
            said_a,
            said_b,
            a.lines.get((place, fact, key_a), 1),
            b.lines.get((place, fact, key_b), 1),
        )


def _entries(rubric: Rubric, coding: Coding, name: Name) -> dict[str, tuple[str, Entry]]:
    """What a coding says of a fact under this rubric: key and entry by criterion."""
    place = coding.places[name[0]]
    said = place.city.facts[name[1]].scores.items()
    named = ((place.speaks_of(key, rubric.id), key, entry) for key, entry in said)
    return {criterion: (key, entry) for criterion, key, entry in named if criterion is not None}


def _placed(scale: Scale, entry: Entry | None) -> Placed | None:
    if entry is None:
        return None
    ends = None if entry.level is None else scale.ends(entry.level)
    level = at = None
    if ends is not None:
        level = "-".join(dict.fromkeys(ends))
        at = Fraction(sum(scale.ranked.index(end) for end in ends), 2)
    return Placed(level, at, entry.shown or (), entry.unclear, entry.why)


def _question(scale: Scale, a: Placed | None, b: Placed | None) -> Question:
    if a is None or b is None:
        return "where"
    if scale.checklist:
        return "checklist"
    return "figure" if a.at is None or b.at is None else "level"


def _component(rubric: Rubric, criterion: str) -> str:
    """The outermost component that a criterion stands in."""
    outermost = rubric.above[criterion][0]
    return next(name for name, one in rubric.components.items() if one is outermost)


def track_of(rubric: Rubric, fact: Fact) -> Track:
    """The track that a fact is on; of a rubric that tells them not apart, its only one."""
    return "score" if "score" in rubric.tracks else fact.track


# ---------------------------------------------------------------- groups


def _group(
    rubric: Rubric,
    component: str | None,
    criteria: frozenset[str],
    placed: Mapping[Name, Fact],
    items: Iterable[Item],
    sampling: Sampling,
) -> Group:
    """What is to be said of some of the criteria."""
    mine = [item for item in items if item.criterion in criteria]
    return Group(
        component, _where(rubric, criteria, placed, mine, sampling), _levels(mine, sampling)
    )


def _where(
    rubric: Rubric,
    criteria: frozenset[str],
    placed: Mapping[Name, Fact],
    items: Sequence[Item],
    sampling: Sampling,
) -> Where:
    """Every fact that somebody placed somewhere, on every criterion that it could be placed on."""
    said = {
        (*item.name, item.criterion): (item.a is not None, item.b is not None) for item in items
    }
    facts = []
    for name, fact in placed.items():
        could = (one for one in criteria if takes(rubric, one, track_of(rubric, fact)))
        pairs = [said.get((*name, one), (False, False)) for one in could]
        if pairs:
            facts.append([(int(a), int(b)) for a, b in pairs])
    all_pairs = [pair for one in facts for pair in one]
    return Where(
        len(all_pairs),
        all_pairs.count((1, 1)),
        all_pairs.count((1, 0)),
        all_pairs.count((0, 1)),
        reliability.share(facts, eq, sampling),
        reliability.kappa(facts, sampling),
    )


def takes(rubric: Rubric, criterion: str, track: Track) -> bool:
    """Whether a fact of a track can be placed on a criterion itself: it has a scale for it, and
    does not take its findings from another rubric."""
    rule = rubric.criteria[criterion]
    return rule.scale(track) is not None and rule.taken_from(track) is None


def _levels(items: Sequence[Item], sampling: Sampling) -> Levels:
    """The levels that both stated, in halves of a level, since a range may lie between two."""
    by_fact: dict[Name, list[tuple[int, int]]] = {}
    for item in items:
        if item.question == "level" and item.a is not None and item.b is not None:
            assert item.a.at is not None and item.b.at is not None
            pair = int(2 * item.a.at), int(2 * item.b.at)
            by_fact.setdefault(item.name, []).append(pair)
    facts = list(by_fact.values())
    checklists = [item for item in items if item.question == "checklist"]
    return Levels(
        sum(len(pairs) for pairs in facts),
        reliability.share(facts, eq, sampling),
        reliability.share(facts, _near, sampling),
        reliability.kappa(facts, sampling, weighted=True),
        reliability.alpha(facts, sampling),
        sum(item.question == "figure" for item in items),
        len(checklists),
        sum(not item.differs for item in checklists),
    )


def _near(a: int, b: int) -> bool:
    """Within one level, in halves."""
    return abs(a - b) <= 2
