"""A rubric: one framework, made checkable.

A rubric is a tree: components hold components or criteria, and a criterion holds a scale per
track. A scale gives each level its points; where the evidence is a figure, each level states its
bounds and the program does the arithmetic.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, model_validator

from .fields import LEVELS, Date, Many, Number, Part, Portion, Text, Texts, Whole, Yes, no_such_key
from .source import Source

Track = Literal["policy", "practice"]
TRACKS: tuple[Track, ...] = ("policy", "practice")
SeenBy = Literal["border agency", "independent", "community", "own"]
SEEN_BY: tuple[SeenBy, ...] = ("border agency", "independent", "community", "own")
Aggregate = Literal["weighted_mean", "geometric_mean", "minimum", "sum"]
Unanswered = Literal["unknown", "zero", "exclude"]
DEFAULT_SHELF_LIFE = 36

Compare = Callable[[Fraction], int]
"""Where a figure stands against a threshold: -1 under it, 0 at it, 1 over it."""


class Bounds(Part):
    """The figures that reach a level: `from` and `up_to` count the threshold in, `over` and
    `under` do not."""

    from_: Number | None = Field(None, alias="from")
    over: Number | None = None
    under: Number | None = None
    up_to: Number | None = None
    exactly: Number | None = None

    @property
    def bounded(self) -> bool:
        """Whether a figure alone can speak for this level."""
        return bool(self.thresholds())

    def thresholds(self) -> tuple[Fraction, ...]:
        """Every threshold named, in no order."""
        named = (self.from_, self.over, self.under, self.up_to, self.exactly)
        return tuple(number for number in named if number is not None)

    def holds(self, compare: Compare) -> bool:
        """Whether the figure behind `compare` lies within the bounds; False without bounds."""
        return (
            self.bounded
            and (self.from_ is None or compare(self.from_) >= 0)
            and (self.over is None or compare(self.over) > 0)
            and (self.under is None or compare(self.under) < 0)
            and (self.up_to is None or compare(self.up_to) <= 0)
            and (self.exactly is None or compare(self.exactly) == 0)
        )


class Level(Bounds):
    """One step of a scale: its anchor in words, its bounds, or both.

    `and` is what a figure cannot show; `extra` is welcome and not required; `own_report` says that
    the anchor itself asks for the body's own publication (E8).
    """

    text: Text | None = None
    points: Number | None = None
    and_: Text | None = Field(None, alias="and")
    extra: Text | None = None
    own_report: Yes = False
    by_kind: dict[str, Bounds] = {}

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    def bounds(self, kind: str) -> Bounds:
        """The bounds for a kind of body."""
        return self.by_kind.get(kind, self)


class Measure(Part):
    """How a figure is read: its kind, its units from preferred to broadest, its shelf life in
    months."""

    kind: Literal["rate", "share", "count", "value", "age"]
    units: Texts = ()
    shelf_life: Whole | None = None


class Scale(Part):
    """The levels of one criterion on one track, by name, and how evidence reaches them."""

    levels: dict[str, Level] = Field(alias="=levels")
    measure: Measure | None = None
    combine: Literal["newest", "worst", "tally"] = "newest"
    shelf_life: Whole | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather_levels(cls, value: Any) -> Any:
        """Levels stand beside the other keys in the file: every key that is a number is one."""
        if not isinstance(value, dict):
            return value
        no_such_key(LEVELS, value)
        levels = {key: item for key, item in value.items() if re.fullmatch("[0-9]{1,3}", key)}
        rest = {key: item for key, item in value.items() if key not in levels}
        return {**rest, LEVELS: levels}

    @cached_property
    def points(self) -> Mapping[str, Fraction]:
        """The points of each level; a level that names none has its own number."""
        return {
            name: Fraction(name) if level.points is None else level.points
            for name, level in self.levels.items()
        }

    @cached_property
    def shares(self) -> Mapping[str, Fraction]:
        """The points of each level as a share of the most that can be had."""
        most = max(self.points.values())
        return {name: points / most for name, points in self.points.items()}

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The names of the levels, worst first."""
        return tuple(sorted(self.levels, key=self.points.__getitem__))

    @property
    def worst(self) -> Fraction:
        """The lowest share."""
        return self.shares[self.ranked[0]]

    @property
    def best(self) -> Fraction:
        """The highest share."""
        return self.shares[self.ranked[-1]]

    def ends(self, level: str) -> tuple[str, str] | None:
        """The lowest and highest level that `3` or `2-3` names; None if a level is unknown."""
        if level in self.levels:
            return level, level
        low, dash, high = level.partition("-")
        low, high = low.strip(), high.strip()
        if not dash or low not in self.levels or high not in self.levels:
            return None
        if self.points[low] >= self.points[high]:
            return None
        return low, high

    def reached(self, compare: Compare, kind: str, shown: str | None = None) -> str | None:
        """The level that a figure reaches (E3): the one whose bounds hold, or, where that one
        asks for something a figure cannot show, the next below that does not.

        `shown` is the highest level whose `and` the fact shows. None where no bounds hold.
        """
        names = self.ranked
        at = next(
            (i for i, n in enumerate(names) if self.levels[n].bounds(kind).holds(compare)), None
        )
        if at is None:
            return None
        shown_to = names.index(shown) if shown is not None else -1
        while at > 0 and self.levels[names[at]].and_ is not None and at > shown_to:
            at -= 1
        return names[at]

    def best_by_figure(self, kind: str) -> str | None:
        """The best level that a figure alone can give."""
        names = (
            name
            for name in reversed(self.ranked)
            if self.levels[name].bounds(kind).bounded and self.levels[name].and_ is None
        )
        return next(names, None)

    def months(self, default: int) -> int:
        """The shelf life in months."""
        if self.measure is not None and self.measure.shelf_life is not None:
            return self.measure.shelf_life
        return default if self.shelf_life is None else self.shelf_life


class NotApplicableTo(Part):
    """A criterion set aside for a kind of body, with the reason."""

    kinds: Texts
    why: Text


class Criterion(Part):
    """One observable question, the ask it stands for, and a scale per track.

    A `bonus` or a `penalty` is points added to or taken from the component's numerator, in the
    unit of the weights, in place of a weight.
    """

    question: Text
    ask: Text | None = None
    who_can_grant: Texts = ()
    origin: Literal["framework", "refined", "ours"] | None = None
    drawn_from: Texts = ()
    why_added: Text | None = None
    whose: Text = "own"
    weight: Number | None = None
    weight_by_kind: dict[str, Number] = {}
    weight_reason: Text | None = None
    bonus: Number | None = None
    penalty: Number | None = None
    evidence: Texts = ()
    not_applicable: NotApplicableTo | None = None
    policy: Scale | None = None
    practice: Scale | None = None

    def scale(self, track: Track) -> Scale | None:
        """The scale on a track; None where the criterion says nothing of it."""
        return self.policy if track == "policy" else self.practice

    def weighs(self, kind: str) -> Fraction:
        """The weight among its siblings for a kind of place."""
        return self.weight_by_kind.get(kind, self.weight or Fraction(0))


class Group(Part):
    """What the rubric itself and each of its components say about adding up what is below."""

    aggregate: Aggregate = "weighted_mean"
    unanswered: Unanswered | None = None
    floor: Number | None = None
    ceiling: Number | None = None


class Component(Group):
    """A named group of components or criteria. Without a weight of its own it weighs the sum of
    what applies below it."""

    title: Text
    about: Text | None = None
    weight: Number | None = None
    weight_reason: Text | None = None
    components: dict[str, "Component"] = {}
    criteria: dict[str, Criterion] = {}

    def walk(self) -> Iterator[tuple[str, Criterion]]:
        """Every criterion below, in the order of the file."""
        yield from self.criteria.items()
        for component in self.components.values():
            yield from component.walk()


class Condition(Part):
    """What a gate asks of one criterion on one track.

    `basis: instruments` asks that the finding rest on an instrument in force, not on an account.
    """

    criterion: Text
    track: Track
    at_most: Text | None = None
    at_least: Text | None = None
    unknown: Yes = False
    or_unknown: Yes = False
    basis: Literal["instruments"] | None = None


class Gate(Part):
    """A published rule that caps the overall grade when all its conditions hold."""

    when: Annotated[tuple[Condition, ...], Many]
    cap: Number
    choice: Text
    alternative: Text | None = None


class Choice(Part):
    """A normative choice in a line, and what else could have been chosen."""

    choice: Text
    alternative: Text


class Band(Part):
    """A grade: the percentage it starts from, and what it means in words."""

    from_: Number = Field(alias="from")
    words: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        return {"from": value} if isinstance(value, str) else value


class Rubric(Group):
    """One framework, one file. Its id is the file's name."""

    format: Literal["rubric/1"]
    title: Text
    by: Text | None = None
    version: Text
    date: Date | None = None
    about: Text | None = None
    grades: Texts
    speaks_for: Texts = ()
    tracks: dict[Track, Portion]
    withhold_under: Portion = Fraction(0)
    provisional_under: Portion = Fraction(0)
    shelf_life: Whole = DEFAULT_SHELF_LIFE
    seen_by: tuple[SeenBy, ...] = SEEN_BY
    bands: dict[str, Band] = {}
    terms: dict[str, Text] = {}
    sources: dict[str, Source] = {}
    components: dict[str, Component]
    gates: dict[str, Gate] = {}
    choices: dict[str, Choice] = {}
    _id: str = PrivateAttr("")
    _words: Mapping[str, str] = PrivateAttr({})

    @property
    def id(self) -> str:
        """The name of its file."""
        return self._id

    def named(self, name: str, words: Mapping[str, str] | None = None) -> "Rubric":
        """The same rubric with an id, and with its short words in another language."""
        copy = self.model_copy()
        copy._id, copy._words = name, words or {}
        return copy

    def word(self, text: str) -> str:
        """A short word of the rubric as a translation has it: a unit, who can grant, a term."""
        return self._words.get(text, text)

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by id, in the order of the file."""
        return {
            name: criterion
            for component in self.components.values()
            for name, criterion in component.walk()
        }

    @cached_property
    def ranked_bands(self) -> tuple[tuple[str, Band], ...]:
        """The bands, best first."""
        return tuple(sorted(self.bands.items(), key=lambda item: item[1].from_, reverse=True))

    def band(self, percent: Fraction) -> str | None:
        """The band that a percentage falls in; None without bands, or below the lowest."""
        return next((name for name, band in self.ranked_bands if percent >= band.from_), None)
