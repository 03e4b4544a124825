"""A rubric, or one criterion of it, as people read it: questions, anchors, weights, gates, and the
choices behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..analysis.inventory import share_below, shares
from ..model.place import DataFile
from ..model.rubric import (
    Aggregate,
    Component,
    Gate,
    Group,
    Rubric,
    Unanswered,
)
from . import frame, grades, numbers, words
from .criterion_view import Criteria
from .document import Block, Command, Document, Heading, Item, Items, Para, Table
from .language import N_, _
from .place_view import entry
from .scales_view import Scales
from .sums_view import rounding

_AGGREGATE: dict[Aggregate, str] = {
    "weighted_mean": N_("What is below it is added up as a weighted mean."),
    "geometric_mean": N_("What is below it is multiplied: a geometric mean."),
    "minimum": N_("The lowest of what is below it decides."),
    "sum": N_("The points below it are added."),
}
_UNANSWERED: dict[Unanswered, str] = {
    "unknown": N_("Unknown is never zero: it widens the range."),
    "zero": N_("What nobody has shown counts as nothing done."),
    "exclude": N_("What nobody has shown is left out."),
}


def only_adds(component: Component) -> bool:
    """Whether a component holds bonuses and penalties alone."""
    return all(rule.adds for _name, rule in component.walk())


class View:
    """The words of one rubric. `first` says that it is the rubric tried first."""

    def __init__(
        self,
        rubric: Rubric,
        file: DataFile,
        program: str,
        *,
        first: bool,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.rubric, self.file, self.program = rubric, file, program
        self.first, self.notes = first, notes
        self.scales = Scales(rubric)
        self.criteria = Criteria(rubric, self.scales)

    def document(self) -> Document:
        """The rubric from its title to its sources."""
        return (
            *self.top(),
            *self.how_it_grades(),
            *self.bands(),
            *self.terms(),
            *self.components(),
            *self.gates(),
            *self.choices(),
            *self.sources(),
            *self.look_next(),
            frame.stamp(self.program, self.file.each()),
        )

    def criterion(self, name: str, others: Sequence[str] = ()) -> Document:
        """One criterion in full; `others` are those of the same name in other rubrics."""
        rule = self.rubric.criteria[name]
        blocks: list[Block] = [
            Heading(_("{name}: {text}", name=name, text=rule.question), 1),
            Para(words.edition(self.rubric)),
            *frame.notes(self.notes),
        ]
        if others:
            text = _(
                "Other rubrics have a criterion of this name: {names}.", names=words.listed(others)
            )
            blocks.append(Para(text))
        blocks.append(Items(tuple(self.criteria.all_about(name, rule))))
        for track in self.rubric.tracks:
            scale = rule.scale(track)
            if scale is not None:
                blocks += self.scales.levels(track, scale)
        using = {
            key: gate
            for key, gate in self.rubric.gates.items()
            if any(condition.criterion == name for condition in gate.when)
        }
        if using:
            blocks += [Heading(_("Caps that rest on it")), self.gate_items(using)]
        on = ("compare", "--on", name)
        other = () if self.first else ("--rubric", self.rubric.id)
        return (
            *blocks,
            Heading(_("Look next")),
            Command(words.typed(*on, *other)),
            Command(words.typed("show", self.rubric.id)),
            frame.stamp(self.program, self.file.each()),
        )

    # ------------------------------------------------------------ the whole

    def top(self) -> list[Block]:
        rubric = self.rubric
        said = [_("Version {version} ({id}).", version=rubric.version, id=rubric.id)]
        if rubric.by:
            said.insert(0, _("By {who}.", who=rubric.by.rstrip(".")))
        if rubric.date is not None:
            said.append(_("Dated {date}.", date=numbers.day(rubric.date)))
        about = [Para(rubric.about)] if rubric.about else []
        return [Heading(rubric.title, 1), Para(" ".join(said)), *frame.notes(self.notes), *about]

    def how_it_grades(self) -> list[Block]:
        rubric = self.rubric
        items = [
            entry(_("Grades"), self.criteria.kinds(rubric.grades)),
            entry(_("Whose conduct counts"), self.conduct()),
        ]
        if not rubric.one_track:
            items.append(entry(_("Paper and practice"), self.mix()))
        enough = words.withholding(rubric)
        if enough:
            items.append(entry(_("Enough evidence"), enough))
        items.append(entry(_("No evidence"), _(_UNANSWERED[rubric.unanswered or "unknown"])))
        if "practice" in rubric.tracks:
            text = words.by_track(
                rubric,
                "practice",
                N_(
                    "Evidence from practice stays current for {age} after the end of its period, "
                    "where a question says nothing else; then it is last known."
                ),
                N_(
                    "Evidence stays current for {age} after the end of its period, where a "
                    "question says nothing else; then it is last known."
                ),
                age=numbers.months(rubric.shelf_life),
            )
            items.append(entry(_("Shelf life"), text))
            who = ", ".join(words.counted_by(one) for one in rubric.seen_by)
            text = _("Of several who saw it, the first of these counts: {who}.", who=who)
            items.append(entry(_("Who saw it"), text))
        scales = " ".join(self.about_levels())
        if scales:
            items.append(entry(_("Scales"), scales))
        if rubric.weights:
            named = (f"{word} {numbers.decimal(n, 2)}" for word, n in rubric.weights.items())
            items.append(entry(_("Words for weights"), f"{', '.join(named)}."))
        text = _("What a question weighs is shared out over the questions that apply.")
        if rubric.in_points:
            text = _("A score is out of the points that apply.")
        elif not rubric.one_track:
            text = _(
                "What a question weighs is shared out, on each track by itself, over the questions "
                "that apply."
            )
        items.append(entry(_("Weights"), " ".join([text, *self.added_up(rubric)])))
        return [Heading(_("How it grades")), Items(tuple(items))]

    def about_levels(self) -> Iterator[str]:
        """From where to where the scales run, where they all do, and what else a level may say."""
        run = words.run_of_levels(self.rubric)
        if run:
            yield run
        levels = (level for one in words.scales(self.rubric) for level in one.levels.values())
        if any(level.extra for level in levels):
            yield _("What is welcome too is not required.")

    def conduct(self) -> str:
        if not self.rubric.speaks_for:
            return _("The place's own.")
        kinds = self.criteria.kinds(self.rubric.speaks_for)
        return _("The place's own, and that of each {kind} that speaks for it.", kind=kinds)

    def mix(self) -> str:
        parts = words.listed(
            f"{words.noun(self.rubric, track)} {numbers.decimal(share, 2)}"
            for track, share in self.rubric.tracks.items()
        )
        return _("The overall mixes {parts}.", parts=parts)

    def added_up(self, group: Group) -> Iterator[str]:
        """What a rubric or a component says of adding up what is below it, where it is not the
        ordinary."""
        if group.aggregate != "weighted_mean":
            yield _(_AGGREGATE[group.aggregate])
        if group.over == "criteria":
            yield _("Every question below it counts by itself; the components between only report.")
        if group.floor is not None:
            yield _("It is never under {limit}.", limit=self.limit(group, group.floor))
        if group.ceiling is not None:
            yield _("It is never over {limit}.", limit=self.limit(group, group.ceiling))
        if group.round is not None:
            how = rounding(group.round)
            if isinstance(group, Rubric):
                yield _("The total is rounded {how}.", how=how)
            else:
                yield _("It is rounded {how}, before it is added up.", how=how)

    @staticmethod
    def limit(group: Group, number: Fraction) -> str:
        """A floor or a ceiling: points where the group is a sum or only adds, else percent."""
        points = group.aggregate == "sum" or (isinstance(group, Component) and only_adds(group))
        if group.in_points if isinstance(group, Rubric) else points:
            return grades.points(number)
        return _("{number} %", number=numbers.decimal(number, 2))

    def bands(self) -> list[Block]:
        if not self.rubric.bands:
            return []
        return [Heading(_("Grades")), self.table_of_bands(self.rubric, self.rubric.in_points)]

    @staticmethod
    def table_of_bands(group: Group, points: bool) -> Table:
        """The grades of a rubric or of a component, and where each begins."""
        rows = tuple(
            (name, numbers.decimal(band.from_, 2), band.words or "")
            for name, band in group.ranked_bands
        )
        start = _("From, in points") if points else _("From")
        return Table((_("Grade"), start, _("Meaning")), rows, right=(1,))

    def terms(self) -> list[Block]:
        if not self.rubric.terms:
            return []
        items = tuple(
            entry(self.rubric.word(term), text) for term, text in self.rubric.terms.items()
        )
        return [Heading(_("Terms")), Items(items)]

    # ------------------------------------------------------------ components and criteria

    def components(self) -> Iterator[Block]:
        for number, component in enumerate(self.rubric.components.values(), 1):
            yield from self.component(component, str(number), 2)

    def component(self, component: Component, number: str, level: int) -> Iterator[Block]:
        """A component with its number, and all that is below it."""
        yield Heading(f"{number}. {component.title}", level)
        if component.about:
            yield Para(component.about)
        said = [self.component_weight(component), component.weight_reason or ""]
        if component.unanswered is not None:
            said.append(_(_UNANSWERED[component.unanswered]))
        said += self.added_up(component)
        yield Para(" ".join(part for part in said if part))
        apart = tuple(self.criteria.set_aside(one) for one in component.not_applicable)
        if apart:
            yield Items(apart)
        if component.bands:
            points = component.aggregate == "sum" or only_adds(component)
            yield self.table_of_bands(component, points)
        below = min(level + 1, 6)
        for name, rule in component.criteria.items():
            yield Heading(rule.question, below)
            yield Items(tuple(self.criteria.about(name, rule)))
            yield from self.scales.table(rule)
        for at, child in enumerate(component.components.values(), 1):
            yield from self.component(child, f"{number}.{at}", below)

    def component_weight(self, component: Component) -> str:
        """What a component weighs in the whole, for each kind of place for which it says so."""
        if only_adds(component):
            return _("It only adds points.")
        share = share_below(component, self.criteria.shares)
        said = [_("Weighs {what}.", what=self.criteria.of_whole(share))]
        said += self.criteria.by_kind(
            (kind, share_below(component, shares(self.rubric, kind)))
            for kind in component.weight_by_kind
        )
        return " ".join(said)

    # ------------------------------------------------------------ gates, choices, sources

    def gates(self) -> list[Block]:
        if not self.rubric.gates:
            return []
        text = _("A cap limits the overall grade and nothing else; of several, the lowest counts.")
        return [Heading(_("Caps")), Para(text), self.gate_items(self.rubric.gates)]

    def gate_items(self, gates: dict[str, Gate]) -> Items:
        return Items(tuple(self.gate(name, gate) for name, gate in gates.items()))

    def gate(self, name: str, gate: Gate) -> Item:
        """A gate: its cap and reason, when it holds, and what else could have been chosen."""
        points = self.rubric.in_points
        cap = grades.points(gate.cap) if points else numbers.decimal(gate.cap)
        lead = _("Cap at {cap} ({id})", cap=cap, id=name)
        below = [
            _("And where {condition}.", condition=self.criteria.condition(condition))
            if number
            else _("Where {condition}.", condition=self.criteria.condition(condition))
            for number, condition in enumerate(gate.when)
        ]
        if gate.alternative:
            below.append(_("Instead: {other}", other=gate.alternative))
        return entry(lead, gate.choice, below)

    def choices(self) -> list[Block]:
        choices = self.rubric.choices.values()
        if not choices:
            return []
        items = tuple(
            Item(one.choice, (_("Instead: {other}", other=one.alternative),)) for one in choices
        )
        lead = _("The choices behind it, which facts alone do not decide:")
        return [Heading(_("Choices")), Para(lead), Items(items)]

    def look_next(self) -> list[Block]:
        rubric = self.rubric
        one = next(iter(rubric.criteria))
        other = () if self.first else ("--rubric", rubric.id)
        return [
            Heading(_("Look next")),
            Command(words.typed("show", f"{rubric.id}/{one}")),
            Command(words.typed("compare", *other)),
        ]

    def sources(self) -> list[Block]:
        if not self.rubric.sources:
            return []
        items = tuple(
            Item(words.reference(one), sources=tuple(("", u) for u in (one.url, one.archive) if u))
            for one in self.rubric.sources.values()
        )
        return [Heading(_("Sources")), Items(items, numbered=True)]
