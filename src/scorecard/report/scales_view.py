"""How evidence is read on a scale, and what each level of it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.rubric import (
    Criterion,
    Rubric,
    Track,
)
from ..model.scale import Scale
from . import answers, grades, numbers, words
from .document import Block, Heading, Item, Items, Para, Table
from .language import N_, _, n_
from .place_view import entry

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
_LATEST = N_("Of several facts the latest stands; of the same day, the one that is worth less.")
_TOGETHER = N_("What one fact shows and what another shows counts together.")


class Scales:
    """The words for the scales of one rubric."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric

    def name(self, track: Track) -> str:
        """A scale as a heading: its track, where there are two."""
        return _("Scale") if self.rubric.one_track else words.track_name(self.rubric, track)

    def read(self, track: Track, scale: Scale, *, full: bool) -> Iterator[str]:
        """How evidence is read; what is ordinary only in full."""
        measure = scale.measure
        units = [] if measure is None else [self.rubric.word(unit) for unit in measure.units]
        if measure is not None and (units or measure.kind == "age"):
            yield _(_MEASURE[measure.kind], unit=next(iter(units), ""))
        if units[1:]:
            broader = ", ".join(units[1:])
            yield _("Where only a broader unit is known, it stands in: {units}.", units=broader)
        yield from self.form(scale)
        if scale.checklist and full:
            yield _(_TOGETHER)
        elif track != "policy" and (full or scale.combine != "newest"):
            latest = track == "score" and scale.combine == "newest"
            yield _(_LATEST if latest else _COMBINE[scale.combine])
        months = scale.months(self.rubric.shelf_life)
        if track == "practice" and (full or months != self.rubric.shelf_life):
            yield _("Current for {age}.", age=numbers.months(months))

    @staticmethod
    def form(scale: Scale) -> Iterator[str]:
        """What an answer is worth, where levels alone do not say it."""
        posts, given = scale.goalposts, scale.given
        if posts is not None:
            ends = {
                "worst": numbers.decimal(posts.worst, 6),
                "best": numbers.decimal(posts.best, 6),
            }
            yield _("{worst} gives nothing, and {best} everything.", **ends)
            if posts.log:
                yield _("Between them the share grows with the logarithm.")
            else:
                yield _("Between them the share grows evenly.")
        if given is not None:
            least, most = scale.worst * scale.most, scale.best * scale.most
            yield _(
                "Points as they are given, {least} to {most}.",
                least=numbers.amount(least),
                most=numbers.amount(most),
            )
        if scale.checklist:
            yield _("A checklist: each element that is shown counts.")
        if scale.full_at is not None:
            points = grades.points(scale.full_at)
            yield _("{points} are enough for all of them.", points=points)
        if scale.reversed:
            yield _("Turned round: the lowest level is worth most.")

    @staticmethod
    def elements(scale: Scale) -> tuple[str, ...]:
        """The elements of a checklist under their names, with their points where these add up."""
        said = []
        for name, element in scale.checklist.items():
            text = name
            if element.text:
                text = _("{name}: {text}", name=name, text=answers.element(scale, name))
            if not scale.levels:
                points = numbers.amount(element.points)
                text = _("{text} (points: {points})", text=text, points=points)
            said.append(text)
        return tuple(said)

    def table(self, rule: Criterion) -> Iterator[Table]:
        """The levels of every track side by side, the worst first."""
        tracks = [(track, rule.scale(track)) for track in self.rubric.tracks]
        found = [(track, scale) for track, scale in tracks if scale is not None and scale.levels]
        if not found:
            return
        columns = [{name: self.step(scale, name) for name in scale.levels} for _t, scale in found]
        names = list(dict.fromkeys(name for _track, scale in found for name in scale.ranked))
        if all(name.isdecimal() for name in names):
            names.sort(key=int)
        heads = (words.track_name(self.rubric, track) for track, _scale in found)
        head = (_("Level"), *([_("Meaning")] if self.rubric.one_track else heads))
        yield Table(
            head, tuple((name, *(column.get(name, "") for column in columns)) for name in names)
        )

    def step(self, scale: Scale, name: str, *, short: bool = False) -> str:
        """A level in words: its anchor or bounds, and those for other kinds of bodies; unless it is
        to be short, what is welcome beyond them, and its points where they are not its number."""
        level = scale.levels[name]
        said = [answers.step(self.rubric, scale, name, "")] + [
            _(
                "{kind}: {bounds}",
                kind=words.kind((self.rubric,), kind),
                bounds=answers.reach(self.rubric, scale, name, kind),
            )
            for kind in level.by_kind
        ]
        if level.needs and not short:
            said.append(self.needs(level.needs))
        text = words.joined(part for part in said if part)
        if level.extra and not short:
            text = _("{text}. Welcome too: {extra}", text=text, extra=level.extra.rstrip("."))
        if (level.points is not None or scale.reversed) and not short:
            points = scale.points[name]
            if not text:
                return grades.points(points)
            number = numbers.decimal(points, 2)
            text = _("{text} (points: {points})", text=text, points=number)
        return text

    @staticmethod
    def needs(names: Sequence[str]) -> str:
        """What a level needs of a checklist: so many of its elements, or these."""
        if len(names) == 1 and names[0].isdecimal():
            return n_("needs any 1 of them", "needs any {number} of them", int(names[0]))
        return _("needs {elements}", elements=words.listed(names))

    def levels(self, track: Track, scale: Scale) -> list[Block]:
        """One scale in full: how it is read, and each level."""
        items = []
        for name in scale.ranked:
            own = scale.levels[name].own_report
            below = [_("The body's own publication can show this level.")] if own else []
            items.append(entry(name, self.step(scale, name), below))
        heading = Heading(self.name(track))
        told = " ".join(self.read(track, scale, full=True))
        blocks: list[Block] = [heading, *([Para(told)] if told else [])]
        elements = tuple(Item(one) for one in self.elements(scale))
        blocks += [Items(elements)] if elements else []
        return [*blocks, Items(tuple(items))] if items else blocks
