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
    Condition,
    Criterion,
    Gate,
    Group,
    Rubric,
    Scale,
    Track,
    Unanswered,
)
from . import numbers, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Table
from .language import N_, _
from .place_view import entry

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
_MEASURE = {
    "rate": N_("Measured as a rate per 100,000 residents a year: {unit}."),
    "share": N_("Measured as a share in percent: {unit}."),
    "count": N_("Counted: {unit}."),
    "value": N_("Measured: {unit}."),
    "age": N_("Measured by how long ago it was."),
}
_COMBINE = {
    "newest": N_("Of several findings, the newest by whoever is best placed to see it stands."),
    "worst": N_("Of several incidents, the worst stands."),
    "tally": N_("What the facts name is counted together."),
}
_ORIGIN = {
    "framework": N_("the framework's own question"),
    "refined": N_("a question of the framework, made more exact"),
    "ours": N_("not in the framework; added here"),
}


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
        self.shares = shares(rubric)

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
            *self.stamp(),
        )

    def criterion(self, name: str, others: Sequence[str] = ()) -> Document:
        """One criterion in full; `others` are those of the same name in other rubrics."""
        rule = self.rubric.criteria[name]
        blocks: list[Block] = [
            Heading(_("{name}: {text}", name=name, text=rule.question), 1),
            Para(words.edition(self.rubric)),
            *self.said_notes(),
        ]
        if others:
            text = _(
                "Other rubrics have a criterion of this name: {names}.", names=words.listed(others)
            )
            blocks.append(Para(text))
        blocks.append(Items(tuple(self.all_about(name, rule))))
        for track in self.rubric.tracks:
            scale = rule.scale(track)
            if scale is not None:
                blocks += self.levels(track, scale)
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
            *self.stamp(),
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
        return [Heading(rubric.title, 1), Para(" ".join(said)), *self.said_notes(), *about]

    def said_notes(self) -> list[Para]:
        return [Para(_("Note: {note}", note=note), tone="note") for note in self.notes]

    def how_it_grades(self) -> list[Block]:
        rubric = self.rubric
        items = [
            entry(_("Grades"), self.kinds(rubric.grades)),
            entry(_("Whose conduct counts"), self.conduct()),
            entry(_("Paper and practice"), self.mix()),
        ]
        if rubric.withhold_under:
            text = _(
                "A track under {withhold} of its weight answered is withheld, under {provisional} "
                "provisional.",
                withhold=words.portion(rubric.withhold_under),
                provisional=words.portion(rubric.provisional_under),
            )
            items.append(entry(_("Enough evidence"), text))
        items.append(entry(_("No evidence"), _(_UNANSWERED[rubric.unanswered or "unknown"])))
        if "practice" in rubric.tracks:
            text = _(
                "Evidence from practice stays current for {age} after the end of its period, where "
                "a question says nothing else; then it is last known.",
                age=numbers.months(rubric.shelf_life),
            )
            items.append(entry(_("Shelf life"), text))
            who = ", ".join(words.counted_by(one) for one in rubric.seen_by)
            text = _("Of several who saw it, the first of these counts: {who}.", who=who)
            items.append(entry(_("Who saw it"), text))
        scales = " ".join(self.about_levels())
        if scales:
            items.append(entry(_("Scales"), scales))
        text = _(
            "What a question weighs is shared out, on each track by itself, over the questions "
            "that apply."
        )
        items.append(entry(_("Weights"), " ".join([text, *self.added_up(rubric)])))
        return [Heading(_("How it grades")), Items(tuple(items))]

    def about_levels(self) -> Iterator[str]:
        """From where to where the scales run, where they all do, and what else a level may say."""
        rules = self.rubric.criteria.values()
        scales = [s for rule in rules for s in (rule.policy, rule.practice) if s is not None]
        ends = {(scale.ranked[0], scale.ranked[-1]) for scale in scales}
        if len(ends) == 1:
            worst, best = ends.pop()
            yield _("Levels run from {worst}, the worst, to {best}.", worst=worst, best=best)
        if any(level.extra for scale in scales for level in scale.levels.values()):
            yield _("What is welcome too is not required.")

    def kinds(self, names: Sequence[str]) -> str:
        return words.listed(self.kind(name) for name in names) if names else _("nothing")

    def kind(self, name: str) -> str:
        return words.kind((self.rubric,), name)

    def conduct(self) -> str:
        if not self.rubric.speaks_for:
            return _("The place's own.")
        kinds = self.kinds(self.rubric.speaks_for)
        return _("The place's own, and that of each {kind} that speaks for it.", kind=kinds)

    def mix(self) -> str:
        if len(self.rubric.tracks) == 1:
            (track,) = self.rubric.tracks
            said = {"policy": _("On paper only."), "practice": _("In practice only.")}
            return said[track]
        parts = words.listed(
            f"{words.noun(track)} {numbers.decimal(share, 2)}"
            for track, share in self.rubric.tracks.items()
        )
        return _("The overall mixes {parts}.", parts=parts)

    @staticmethod
    def added_up(group: Group) -> Iterator[str]:
        """What a rubric or a component says of adding up what is below it, where it is not the
        ordinary."""
        if group.aggregate != "weighted_mean":
            yield _(_AGGREGATE[group.aggregate])
        if group.floor is not None:
            yield _("It is never under {number} %.", number=numbers.decimal(group.floor))
        if group.ceiling is not None:
            yield _("It is never over {number} %.", number=numbers.decimal(group.ceiling))

    def bands(self) -> list[Block]:
        if not self.rubric.bands:
            return []
        rows = tuple(
            (name, numbers.decimal(band.from_), band.words or "")
            for name, band in self.rubric.ranked_bands
        )
        table = Table((_("Grade"), _("From"), _("Meaning")), rows, right=(1,))
        return [Heading(_("Grades")), table]

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
        share = self.percent(share_below(component, self.shares))
        said = [_("Weighs {share} % of the whole.", share=share), component.weight_reason or ""]
        if component.unanswered is not None:
            said.append(_(_UNANSWERED[component.unanswered]))
        said += self.added_up(component)
        yield Para(" ".join(part for part in said if part))
        below = min(level + 1, 6)
        for name, rule in component.criteria.items():
            yield Heading(rule.question, below)
            yield Items(tuple(self.about(name, rule)))
            yield self.scales(rule)
        for at, child in enumerate(component.components.values(), 1):
            yield from self.component(child, f"{number}.{at}", below)

    @staticmethod
    def percent(share: Fraction | None) -> str:
        return numbers.decimal((share or Fraction(0)) * 100)

    def about(self, name: str, rule: Criterion) -> Iterator[Item]:
        """A criterion in short: its id, what it weighs and why, what it asks, of whom."""
        yield entry(_("Id"), name)
        yield self.weight(name, rule)
        yield from self.ask(rule)
        yield entry(_("Whose conduct"), self.whose(rule))
        scale = rule.practice
        if scale is not None:
            told = " ".join(self.read(scale, full=False))
            if told:
                yield entry(words.track_name("practice"), told)

    def all_about(self, name: str, rule: Criterion) -> Iterator[Item]:
        """A criterion in full, but for its levels."""
        yield entry(_("Component"), " / ".join(self.above(name)))
        yield self.weight(name, rule)
        yield from self.ask(rule)
        yield entry(_("Whose conduct"), self.whose(rule))
        if rule.origin is not None:
            added = (_("Why it was added: {why}", why=rule.why_added),) if rule.why_added else ()
            yield entry(_("Origin"), f"{_(_ORIGIN[rule.origin])}.", added)
        if rule.drawn_from:
            yield entry(_("Drawn from"), ", ".join(rule.drawn_from))
        if rule.evidence:
            evidence = ", ".join(self.rubric.word(one) for one in rule.evidence)
            yield entry(_("Evidence that would show it"), evidence)
        if rule.not_applicable is not None:
            set_aside = rule.not_applicable
            yield entry(_("Does not apply to"), self.kinds(set_aside.kinds), (set_aside.why,))

    def above(self, name: str) -> list[str]:
        """The titles of the components that a criterion stands in, the outermost first."""

        def down(component: Component) -> list[str]:
            if name in component.criteria:
                return [component.title]
            found = (down(child) for child in component.components.values())
            below = next((titles for titles in found if titles), [])
            return [component.title, *below] if below else []

        found = (down(component) for component in self.rubric.components.values())
        return next((titles for titles in found if titles), [])

    def weight(self, name: str, rule: Criterion) -> Item:
        """What a criterion weighs, and why."""
        if rule.bonus is not None:
            text = _(
                "A bonus of {number}, in the unit of the weights.",
                number=numbers.decimal(rule.bonus, 2),
            )
        elif rule.penalty is not None:
            text = _(
                "A penalty of {number}, in the unit of the weights.",
                number=numbers.decimal(rule.penalty, 2),
            )
        else:
            text = _("{share} % of the whole.", share=self.percent(self.shares.get(name)))
        kinds = (
            _(
                "For {kind}: {share} % of the whole.",
                kind=self.kind(kind),
                share=self.percent(shares(self.rubric, kind).get(name)),
            )
            for kind in rule.weight_by_kind
        )
        said = (text, *kinds, rule.weight_reason or "")
        return entry(_("Weight"), " ".join(part for part in said if part))

    def ask(self, rule: Criterion) -> Iterator[Item]:
        if rule.ask:
            yield entry(_("Ask"), f"{rule.ask.rstrip('.')}.")
        who = words.granted_by(self.rubric, rule)
        if who:
            yield entry(_("Who can grant it"), f"{who}.")

    def whose(self, rule: Criterion) -> str:
        if rule.whose == "own":
            return _("The place's own.")
        if rule.whose == "lowest":
            return _(
                "The place's own and that of every body that speaks for it; the lowest counts."
            )
        kind = self.kind(rule.whose)
        if rule.whose in self.rubric.speaks_for:
            return _("That of the {kind} that speaks for the place.", kind=kind)
        return _("That of the {kind} itself.", kind=kind)

    def read(self, scale: Scale, *, full: bool) -> Iterator[str]:
        """How evidence from practice is read; what is ordinary only in full."""
        measure = scale.measure
        units = [] if measure is None else [self.rubric.word(unit) for unit in measure.units]
        if measure is not None and (units or measure.kind == "age"):
            yield _(_MEASURE[measure.kind], unit=next(iter(units), ""))
        if units[1:]:
            broader = ", ".join(units[1:])
            yield _("Where only a broader unit is known, it stands in: {units}.", units=broader)
        if full or scale.combine != "newest":
            yield _(_COMBINE[scale.combine])
        months = scale.months(self.rubric.shelf_life)
        if full or months != self.rubric.shelf_life:
            yield _("Current for {age}.", age=numbers.months(months))

    # ------------------------------------------------------------ levels

    def scales(self, rule: Criterion) -> Table:
        """The levels of every track side by side."""
        tracks = [(track, rule.scale(track)) for track in self.rubric.tracks]
        found = [(track, scale) for track, scale in tracks if scale is not None]
        columns = [{name: self.step(scale, name) for name in scale.levels} for _t, scale in found]
        names = sorted({name for column in columns for name in column}, key=int)
        head = (_("Level"), *(words.track_name(track) for track, _scale in found))
        rows = tuple((name, *(column.get(name, "") for column in columns)) for name in names)
        return Table(head, rows)

    def step(self, scale: Scale, name: str, *, short: bool = False) -> str:
        """A level in words: its anchor or bounds, and those for other kinds of bodies; unless it is
        to be short, what is welcome beyond them, and its points where they are not its number."""
        level = scale.levels[name]
        said = [words.step(self.rubric, scale, name, "")] + [
            _(
                "{kind}: {bounds}",
                kind=self.kind(kind),
                bounds=words.reach(self.rubric, scale, name, kind),
            )
            for kind in level.by_kind
        ]
        text = words.joined(part for part in said if part)
        if level.extra and not short:
            text = _("{text}. Welcome too: {extra}", text=text, extra=level.extra.rstrip("."))
        if level.points is not None and not short:
            points = numbers.decimal(level.points, 2)
            text = _("{text} (points: {points})", text=text, points=points)
        return text

    def levels(self, track: Track, scale: Scale) -> list[Block]:
        """One scale in full: how it is read, and each level."""
        items = []
        for name in scale.ranked:
            own = scale.levels[name].own_report
            below = [_("The body's own publication can show this level.")] if own else []
            items.append(entry(name, self.step(scale, name), below))
        heading = Heading(words.track_name(track))
        told = " ".join(self.read(scale, full=True)) if track == "practice" else ""
        return [heading, *([Para(told)] if told else []), Items(tuple(items))]

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
        lead = _("Cap at {cap} ({id})", cap=numbers.decimal(gate.cap), id=name)
        below = [
            _("And where {condition}.", condition=self.condition(condition))
            if number
            else _("Where {condition}.", condition=self.condition(condition))
            for number, condition in enumerate(gate.when)
        ]
        if gate.alternative:
            below.append(_("Instead: {other}", other=gate.alternative))
        return entry(lead, gate.choice, below)

    def condition(self, condition: Condition) -> str:
        """What a gate asks of one finding, in words."""
        rule = self.rubric.criteria[condition.criterion]
        scale = rule.scale(condition.track)
        level = condition.at_most or condition.at_least
        parts: dict[str, object] = {
            "question": rule.question,
            "id": condition.criterion,
            "side": words.side(condition.track),
            "level": level,
            "anchor": self.step(scale, level, short=True) if scale and level else "",
        }
        if condition.at_most and scale and condition.at_most == scale.ranked[0]:
            text = _('"{question}" ({id}) is at level {level} {side}: {anchor}', **parts)
        elif condition.at_most:
            text = _('"{question}" ({id}) is at level {level} or below {side}: {anchor}', **parts)
        elif condition.at_least:
            text = _('"{question}" ({id}) is at level {level} or above {side}: {anchor}', **parts)
        else:
            return _('nobody has shown "{question}" ({id}) {side}', **parts)
        if condition.basis == "instruments":
            text = _("{text}; by a rule in force, not an account", text=text)
        return _("{text}; or nobody has shown it", text=text) if condition.or_unknown else text

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

    def stamp(self) -> list[Block]:
        return [Para(words.stamp(self.program, self.file.each()), tone="note")]
