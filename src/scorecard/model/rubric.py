"""A rubric: one framework, made checkable.

A rubric is a tree: components hold components or criteria, and a criterion holds a scale per
track, or one scale where the rubric has no tracks. A scale says what an answer is worth: by levels,
by a number between goalposts, by points as given, or by a checklist.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, model_validator

from .change import CapChange, Change
from .condition import Condition, Side
from .fields import (
    Date,
    Effort,
    Many,
    Number,
    Part,
    Portion,
    Text,
    Texts,
    Weight,
    Whole,
)
from .scale import Scale
from .source import Source

Track = Literal["policy", "practice", "score"]
"""What binding instruments say, what happened, or, where a rubric tells them not apart, both."""
Key = tuple[str, Track]
"""A criterion on a track."""
SIDES: tuple[Side, ...] = ("policy", "practice")
TRACKS: tuple[Track, ...] = (*SIDES, "score")
SeenBy = Literal["border agency", "independent", "community", "own"]
SEEN_BY: tuple[SeenBy, ...] = ("border agency", "independent", "community", "own")
Aggregate = Literal["weighted_mean", "geometric_mean", "minimum", "sum"]
Unanswered = Literal["unknown", "zero", "exclude"]
Halves = Literal["up", "even"]
DEFAULT_SHELF_LIFE = 36


class NotApplicable(Part):
    """A criterion or component set aside, with the reason: for these kinds of place, countries,
    provinces or places, or because of another answer. All that is named must hold."""

    kinds: Texts = ()
    countries: Texts = ()
    provinces: Texts = ()
    places: Texts = ()
    when: Annotated[tuple[Condition, ...], Many] = ()
    why: Text


class Round(Part):
    """To how many places a score is rounded before it is added up, and which way halves go."""

    places: Whole
    halves: Halves = "up"

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        return {"places": value} if isinstance(value, str) else value

    def rounded(self, number: Fraction) -> Fraction:
        """An exact number rounded, halves up or to the even digit."""
        scale = 10**self.places
        if self.halves == "even":
            return Fraction(round(number * scale), scale)
        return Fraction(math.floor(number * scale + Fraction(1, 2)), scale)


class Band(Part):
    """A grade: the percentage, or the points, it starts from, and what it means in words."""

    from_: Number = Field(alias="from")
    words: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        return {"from": value} if isinstance(value, str) else value


class SameAs(Part):
    """The criteria of other rubrics, as `rubric/criterion`, whose scales and findings are taken:
    one for every track, or one for each track that is named."""

    policy: Text | None = None
    practice: Text | None = None
    score: Text | None = Field(None, alias="scale")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return dict.fromkeys((*SIDES, "scale"), value) if isinstance(value, str) else value

    def named(self, track: Track) -> tuple[str, str] | None:
        """The rubric and the criterion taken from on a track; None where the criterion has a scale
        of its own."""
        stated: str | None = getattr(self, track)
        if stated is None:
            return None
        rubric, _, criterion = stated.partition("/")
        return rubric, criterion


class Efforts(Part):
    """How much work it is to grant what a criterion asks, from 1 to 3, by track; a bare number is
    for every track."""

    policy: Effort | None = None
    practice: Effort | None = None
    score: Effort | None = Field(None, alias="scale")

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, value: Any) -> Any:
        return dict.fromkeys((*SIDES, "scale"), value) if isinstance(value, str) else value

    def on(self, track: Track) -> int | None:
        """The effort on a track; None where nothing is said."""
        stated: int | None = getattr(self, track)
        return stated


class Criterion(Part):
    """One observable question, the ask it stands for, and a scale per track, or one `scale` where
    the rubric has no tracks. With `same_as` it takes the scale of a criterion of another rubric,
    and what is found there, so that a fact is placed once.

    In place of a weight, `points` is the most points that can be had, and its scale says points out
    of them; 0 means that what an answer gives is only added or taken. A `bonus` or a `penalty` is
    points added to or taken from the component's numerator, in the unit of the weights. Each may be
    one of the rubric's words for a weight.
    """

    question: Text
    ask: Text | None = None
    who_can_grant: Texts = ()
    effort: Efforts | None = None
    origin: Literal["framework", "refined", "ours"] | None = None
    drawn_from: Texts = ()
    why_added: Text | None = None
    whose: Text = "own"
    weight: Weight | None = None
    weight_by_kind: dict[str, Weight] = {}
    weight_reason: Text | None = None
    points: Weight | None = None
    bonus: Weight | None = None
    penalty: Weight | None = None
    evidence: Texts = ()
    not_applicable: Annotated[tuple[NotApplicable, ...], Many] = ()
    same_as: SameAs | None = None
    policy: Scale | None = None
    practice: Scale | None = None
    score: Scale | None = Field(None, alias="scale")

    def scale(self, track: Track) -> Scale | None:
        """The scale on a track; None where the criterion says nothing of it."""
        if track == "score":
            return self.score
        return self.policy if track == "policy" else self.practice

    def taken_from(self, track: Track) -> tuple[str, str] | None:
        """The rubric and the criterion whose findings stand for this one on a track; None for one
        that has findings of its own."""
        return None if self.same_as is None else self.same_as.named(track)

    @property
    def adds(self) -> bool:
        """Whether it only adds or takes points, and weighs nothing."""
        return self.bonus is not None or self.penalty is not None or self.points == 0


class Group(Part):
    """What the rubric itself and each of its components say about adding up what is below.

    `over: criteria` adds up all criteria below rather than the components between. `floor`,
    `ceiling` and `bands` are percentages, or points where the group is a `sum`; `round` is in the
    unit in which its parent adds it up: percent under a mean, points under a sum.
    """

    aggregate: Aggregate = "weighted_mean"
    over: Literal["parts", "criteria"] = "parts"
    unanswered: Unanswered | None = None
    floor: Number | None = None
    ceiling: Number | None = None
    round: Round | None = None
    bands: dict[str, Band] = {}

    @cached_property
    def ranked_bands(self) -> tuple[tuple[str, Band], ...]:
        """The bands, best first."""
        return tuple(sorted(self.bands.items(), key=lambda item: item[1].from_, reverse=True))

    def band(self, number: Fraction) -> str | None:
        """The band that a percentage, or a number of points, falls in, the lowest for all below
        it; None without bands."""
        found = (name for name, band in self.ranked_bands if number >= band.from_)
        lowest = self.ranked_bands[-1][0] if self.bands else None
        return next(found, lowest)


Scales = Mapping[str, Mapping[Track, Scale]]
"""The scales that criteria take from others, by criterion and track."""


class Component(Group):
    """A named group of components or criteria. Without a weight of its own it weighs the sum of
    what applies below it."""

    title: Text
    about: Text | None = None
    weight: Weight | None = None
    weight_by_kind: dict[str, Weight] = {}
    weight_reason: Text | None = None
    not_applicable: Annotated[tuple[NotApplicable, ...], Many] = ()
    components: dict[str, "Component"] = {}
    criteria: dict[str, Criterion] = {}

    def taking(self, scales: Scales) -> "Component":
        """The same component, in which criteria have the scales that they take from others."""
        criteria = {
            name: rule.changed(**{str(track): one for track, one in scales.get(name, {}).items()})
            for name, rule in self.criteria.items()
        }
        components = {name: one.taking(scales) for name, one in self.components.items()}
        return self.changed(criteria=criteria, components=components)

    def walk(self) -> Iterator[tuple[str, Criterion]]:
        """Every criterion below, in the order of the file."""
        yield from self.criteria.items()
        for component in self.components.values():
            yield from component.walk()

    def each(self) -> Iterator["Component"]:
        """The component, and after it every one within it."""
        yield self
        for component in self.components.values():
            yield from component.each()


class Gate(Part):
    """A published rule that caps the overall grade when all its conditions hold; `try` says, by id,
    how what else could have been chosen is run."""

    when: Annotated[tuple[Condition, ...], Many]
    cap: Number
    choice: Text
    alternative: Text | None = None
    tries: dict[str, CapChange] = Field({}, alias="try", exclude=True)


class Choice(Part):
    """A normative choice in a line, and what else could have been chosen; `try` says, by id, how
    that is run."""

    choice: Text
    alternative: Text
    tries: dict[str, Change] = Field({}, alias="try", exclude=True)


class Rubric(Group):
    """One framework, one file. Its id is the file's name. Without `tracks` it tells paper and
    practice not apart, and has one score."""

    format: Literal["rubric/1"]
    title: Text
    by: Text | None = None
    version: Text
    date: Date | None = None
    about: Text | None = None
    grades: Texts
    speaks_for: Texts = ()
    sides: dict[Side, Portion] = Field({}, alias="tracks")
    withhold_under: Portion = Fraction(0)
    provisional_under: Portion = Fraction(0)
    shelf_life: Whole = DEFAULT_SHELF_LIFE
    effort: Efforts | None = None
    seen_by: tuple[SeenBy, ...] = SEEN_BY
    weights: dict[str, Number] = {}
    terms: dict[str, Text] = {}
    sources: dict[str, Source] = {}
    components: dict[str, Component]
    gates: dict[str, Gate] = {}
    choices: dict[str, Choice] = {}
    _id: str = PrivateAttr("")
    _words: Mapping[str, str] = PrivateAttr({})

    @model_validator(mode="after")
    def _points_of_criteria(self) -> "Rubric":
        """Tell every scale of a criterion with `points` what its points are out of."""
        for criterion in self.criteria.values():
            if criterion.points is not None:
                for scale in (criterion.policy, criterion.practice, criterion.score):
                    if scale is not None:
                        scale.out_of(self.number(criterion.points))
        return self

    @property
    def id(self) -> str:
        """The name of its file."""
        return self._id

    def named(self, name: str, words: Mapping[str, str] | None = None) -> "Rubric":
        """The same rubric with an id, and with its short words in another language."""
        copy = self.model_copy()
        copy._id, copy._words = name, words or {}
        return copy

    def taking(self, scales: Scales, words: Mapping[str, str]) -> "Rubric":
        """The same rubric, in which criteria have the scales that they take from others, with the
        short words of those in another language."""
        components = {name: one.taking(scales) for name, one in self.components.items()}
        copy = self.changed(components=components)
        copy._words = {**words, **self._words}
        return copy

    @cached_property
    def taken(self) -> Mapping[str, Mapping[Key, str]]:
        """For each rubric that findings are taken from, which criterion here takes those of a
        criterion there, by track."""
        found: dict[str, dict[Key, str]] = {}
        for name, rule in self.criteria.items():
            for track in self.tracks:
                named = rule.taken_from(track)
                if named is not None:
                    found.setdefault(named[0], {})[named[1], track] = name
        return found

    @property
    def words(self) -> Mapping[str, str]:
        """Its short words in another language."""
        return self._words

    def word(self, text: str) -> str:
        """A short word of the rubric as a translation has it: a unit, who can grant, a term."""
        return self._words.get(text, text)

    @cached_property
    def tracks(self) -> Mapping[Track, Fraction]:
        """The tracks with their parts of the overall."""
        if not self.sides:
            return {"score": Fraction(1)}
        return dict(self.sides.items())

    @property
    def one_track(self) -> bool:
        """Whether there is nothing to tell apart."""
        return len(self.tracks) == 1

    @property
    def in_points(self) -> bool:
        """Whether its total is a number of points, rather than a percentage."""
        return self.aggregate == "sum" and self.one_track

    def effort_of(self, rule: Criterion, track: Track) -> int | None:
        """How much work it is to grant what a criterion asks: what it says itself, else what the
        rubric says for all; None where neither does."""
        stated = (rule.effort, self.effort)
        found = (one.on(track) for one in stated if one is not None)
        return next((effort for effort in found if effort is not None), None)

    def track_of(self, condition: Condition) -> Track:
        """The track a condition speaks of; the only one where it names none."""
        if condition.track is not None:
            return condition.track
        return next(iter(self.tracks))

    def number(self, weight: Fraction | str | None) -> Fraction:
        """A weight as a number, whether it is written as one or as a word; 0 for none."""
        if isinstance(weight, str):
            return self.weights.get(weight, Fraction(0))
        return Fraction(0) if weight is None else weight

    def weighs(self, rule: Criterion | Component, kind: str) -> Fraction | None:
        """The weight among its siblings for a kind of place; None for what has none of its own."""
        stated: Fraction | str | None = rule.weight_by_kind.get(kind, rule.weight)
        if stated is None and isinstance(rule, Criterion):
            stated = rule.points
        return None if stated is None else self.number(stated)

    @cached_property
    def above(self) -> Mapping[str, tuple[Component, ...]]:
        """The components that each criterion stands in, the outermost first."""
        found: dict[str, tuple[Component, ...]] = {}

        def below(components: Iterable[Component], here: tuple[Component, ...]) -> None:
            for component in components:
                inner = (*here, component)
                found.update(dict.fromkeys(component.criteria, inner))
                below(component.components.values(), inner)

        below(self.components.values(), ())
        return found

    def each_component(self) -> Iterator[Component]:
        """Every component, each before those within it."""
        for component in self.components.values():
            yield from component.each()

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by id, in the order of the file."""
        return {
            name: criterion
            for component in self.components.values()
            for name, criterion in component.walk()
        }
