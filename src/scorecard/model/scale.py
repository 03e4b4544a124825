"""A scale: what an answer is worth, by levels, by a number between goalposts, by points as
given, or by a checklist."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, model_validator

from .fields import (
    LEVELS,
    WORD,
    Many,
    Number,
    Part,
    Text,
    Texts,
    Whole,
    Yes,
    is_number,
    no_such_key,
    refuse,
)
from .logarithm import ln, tidy

YES_NO = "yes/no"
SCALES: Mapping[str, Any] = {
    YES_NO: {"levels": {"no": {"points": "0"}, "yes": {"points": "1"}}},
    "points": {"points": {}},
}
"""What a scale written as one word stands for."""

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
        tests = self._tests
        return bool(tests) and all(lies(compare(threshold)) for threshold, lies in tests)

    @cached_property
    def _tests(self) -> tuple[tuple[Fraction, Callable[[int], bool]], ...]:
        """Every threshold named, with what may be said of a figure held against it."""
        tests: tuple[tuple[Fraction | None, Callable[[int], bool]], ...] = (
            (self.from_, lambda side: side >= 0),
            (self.over, lambda side: side > 0),
            (self.under, lambda side: side < 0),
            (self.up_to, lambda side: side <= 0),
            (self.exactly, lambda side: side == 0),
        )
        return tuple((number, lies) for number, lies in tests if number is not None)


class Level(Bounds):
    """One step of a scale: its anchor in words, its bounds, or both.

    `and` is what a figure cannot show; `extra` is welcome and not required; `own_report` says that
    the anchor itself asks for the body's own publication (E8). `needs` names the elements of a
    checklist that must be shown for it, or how many.
    """

    text: Text | None = None
    points: Number | None = None
    and_: Text | None = Field(None, alias="and")
    needs: Annotated[tuple[Text, ...], Many] | None = None
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

    def met(self, shown: frozenset[str]) -> bool:
        """Whether these elements of a checklist are enough for the level."""
        needs = self.needs or ()
        if len(needs) == 1 and needs[0].isdecimal():
            return len(shown) >= int(needs[0])
        return shown.issuperset(needs)


def _in_a_line(value: Any) -> Any:
    """A named level or an element that is written in a line: its points, or its text."""
    if not isinstance(value, str):
        return value
    if is_number(value) and re.search(r"[^\W\d_]{2}", value):
        right = "write the points alone, or a text as `{text: ...}`"
        raise refuse("not-a-number", "a text that starts with a number", right)
    return {"points" if is_number(value) else "text": value}


class NamedLevel(Level):
    """A level with a name of its own, which says its points: `partial: 0.5`."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return _in_a_line(value)


class Goalposts(Part):
    """The figure that gives nothing and the figure that gives all; between them the share grows
    evenly, or with the logarithm, and beyond them nothing changes."""

    worst: Number
    best: Number
    log: Yes = False

    def share(self, figure: Fraction) -> Fraction:
        """The share of the points, 0 to 1; exact, but for logarithms."""
        low, high = sorted((self.worst, self.best))
        held = min(max(figure, low), high)
        if held in (self.worst, self.best):
            return Fraction(held == self.best)
        span = ln(self.best / self.worst) if self.log else 0
        if span:  # 0 where the posts are the same to 30 digits
            return tidy(ln(held / self.worst) / span)
        return (held - self.worst) / (self.best - self.worst)


class Given(Part):
    """Points as others gave them: the figure itself, from the least to the most there can be; the
    most is what the criterion says where nothing stands here."""

    from_: Number = Field(Fraction(0), alias="from")
    to: Number | None = None


class Element(Part):
    """One thing on a checklist, and the points it adds."""

    text: Text | None = None
    points: Number = Fraction(1)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return _in_a_line(value)


class Measure(Part):
    """How a figure is read: its kind, its units from preferred to broadest, its shelf life in
    months."""

    kind: Literal["rate", "share", "count", "value", "age"]
    units: Texts = ()
    shelf_life: Whole | None = None


PLAIN = Measure(kind="value")
"""How a figure is read where a scale of numbers names no measure: as given."""


class Scale(Part):
    """What an answer to one criterion on one track is worth, and how evidence reaches it: levels,
    by number or by name, goalposts, points as given, or a checklist. `reversed` turns the points
    round. `full_at` is how many points of a checklist are enough for all of them.
    """

    numbered: dict[str, Level] = Field(alias="=levels")
    named: dict[str, NamedLevel] = Field({}, alias="levels")
    reversed: Yes = False
    goalposts: Goalposts | None = None
    given: Given | None = Field(None, alias="points")
    checklist: dict[str, Element] = {}
    full_at: Number | None = None
    measure: Measure | None = None
    combine: Literal["newest", "worst", "tally"] = "newest"
    shelf_life: Whole | None = None
    word: str | None = Field(None, alias="=word", exclude=True)
    """The one word that the scale was written as."""
    _out_of: Fraction | None = PrivateAttr(None)

    @model_validator(mode="before")
    @classmethod
    def _gather_levels(cls, value: Any) -> Any:
        """Levels stand beside the other keys in the file: every key that is a number is one."""
        if isinstance(value, str):
            if value not in SCALES:
                right = f"write levels, or {' or '.join(SCALES)}"
                raise refuse("not-a-scale", f"`{value[:40]}` is no scale", right)
            return {LEVELS: {}, WORD: value, **SCALES[value]}
        if not isinstance(value, dict):
            return value
        no_such_key(LEVELS, value)
        no_such_key(WORD, value)
        levels = {key: item for key, item in value.items() if re.fullmatch("[0-9]{1,3}", key)}
        rest = {key: item for key, item in value.items() if key not in levels}
        return {**rest, LEVELS: levels}

    def out_of(self, points: Fraction | None) -> None:
        """Read the points of this scale as points out of so many (of a criterion with `points`),
        rather than as shares of the most that the scale itself can give."""
        self._out_of = points

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """The levels by name, numbered or named, in the order of the file."""
        return {**self.numbered, **self.named}

    @cached_property
    def points(self) -> Mapping[str, Fraction]:
        """The points of each level; a numbered level that names none has its own number. The yes of
        yes/no is worth all the points there are."""
        found = {name: _points(name, level) for name, level in self.levels.items()}
        if self.word == YES_NO and self._out_of:
            found["yes"] = self._out_of
        if self.reversed and found:
            ends = min(found.values()) + max(found.values())
            return {name: ends - points for name, points in found.items()}
        return found

    @cached_property
    def most(self) -> Fraction:
        """The points that are all of them: what the criterion says, else the most there can be.
        Where a criterion has 0 points, its answers add theirs as they are."""
        if self._out_of == 0:
            return Fraction(1)
        if self.full_at is not None:
            return self.full_at
        if self._out_of is not None:
            return self._out_of
        if self.levels:
            return max(self.points.values())
        if self.given is not None:
            return self.given.to or Fraction(1)
        return sum((e.points for e in self.checklist.values() if e.points > 0), Fraction(0))

    @cached_property
    def shares(self) -> Mapping[str, Fraction]:
        """The points of each level as a share of all that can be had."""
        return {name: points / self.most for name, points in self.points.items()}

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The names of the levels, worst first."""
        return tuple(sorted(self.levels, key=self.points.__getitem__))

    @cached_property
    def worst(self) -> Fraction:
        """The lowest share."""
        return self._ends[0]

    @cached_property
    def best(self) -> Fraction:
        """The highest share."""
        return self._ends[1]

    @cached_property
    def _ends(self) -> tuple[Fraction, Fraction]:
        if self.levels:
            return self.shares[self.ranked[0]], self.shares[self.ranked[-1]]
        if self.goalposts is not None:
            return Fraction(0), Fraction(1)
        if self.given is not None:
            to = self.most if self.given.to is None else self.given.to
            return self.given.from_ / self.most, to / self.most
        adding = {name for name, element in self.checklist.items() if element.points > 0}
        return (
            self.of_elements(frozenset(self.checklist) - adding),
            self.of_elements(frozenset(adding)),
        )

    @property
    def by_number(self) -> bool:
        """Whether a figure gives the share itself, without a level."""
        return self.goalposts is not None or self.given is not None

    def of_figure(self, figure: Fraction) -> Fraction:
        """The share that a figure gives where it needs no level."""
        return figure / self.most if self.goalposts is None else self.goalposts.share(figure)

    def of_elements(self, shown: frozenset[str]) -> Fraction:
        """The share that these elements of a checklist give: of the best level that needs no more
        than them, or, without levels, of their points."""
        level = self.level_of(shown)
        if level is not None:
            return self.shares[level]
        points = sum((self.checklist[name].points for name in shown), Fraction(0))
        if self.full_at is not None:
            points = min(points, self.full_at)
        share = points / self.most
        return share if self._out_of == 0 else min(share, Fraction(1))

    def level_of(self, shown: frozenset[str]) -> str | None:
        """The best level for which these elements of a checklist are enough; None without one."""
        names = (name for name in reversed(self.ranked) if self.levels[name].met(shown))
        return next(names, None)

    def ends(self, level: str) -> tuple[str, str] | None:
        """The lowest and highest level that `3` or `2-3` names; None if a level is unknown."""
        if level in self.levels:
            return level, level
        for low, points in self.points.items():
            rest = level[len(low) :].lstrip() if level.startswith(low) else ""
            high = rest[1:].strip()
            known = rest[:1] == "-" and high != low and high in self.levels
            if known and points <= self.points[high]:
                return low, high
        return None

    def stated(self, level: str) -> tuple[str, Fraction, Fraction, Fraction] | None:
        """The level that `3` or `2-3` names, with the share it gives and its ends, of which a range
        is the mean; None if a level is unknown."""
        if level not in self._stated:
            ends = self.ends(level)
            if ends is None:
                return None
            low, high = (self.shares[end] for end in ends)
            name = "-".join(dict.fromkeys(ends))
            self._stated[level] = name, (low + high) / 2, low, high
        return self._stated[level]

    @cached_property
    def _stated(self) -> dict[str, tuple[str, Fraction, Fraction, Fraction]]:
        return {}

    def share_at(self, test: str) -> Fraction | None:
        """The share that a condition names: a level, or, where there are none, a percentage of the
        points, or, of a criterion with 0 points, points; None if it names neither."""
        if self.levels:
            return self.shares.get(test)
        if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", test):
            return None
        return Fraction(test) / (1 if self._out_of == 0 else 100)

    def within(self, compare: Compare, kind: str) -> str | None:
        """The level whose bounds a figure lies in; None where no bounds hold."""
        if kind not in self._bounds:
            levels = ((name, self.levels[name].bounds(kind)) for name in self.ranked)
            self._bounds[kind] = tuple((name, at) for name, at in levels if at.bounded)
        return next((name for name, at in self._bounds[kind] if at.holds(compare)), None)

    @cached_property
    def _bounds(self) -> dict[str, tuple[tuple[str, Bounds], ...]]:
        return {}

    def reached(self, compare: Compare, kind: str, shown: str | None = None) -> str | None:
        """The level that a figure reaches (E3); None where no bounds hold."""
        within = self.within(compare, kind)
        return None if within is None else self.held(within, shown)

    def held(self, within: str, shown: str | None = None) -> str:
        """The level that a figure reaches where it lies in this one: this, or, where it asks for
        something a figure cannot show, the next below that does not.

        `shown` is the highest level whose `and` the fact shows.
        """
        if self.levels[within].and_ is None:
            return within
        names = self.ranked
        at = names.index(within)
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


def _points(name: str, level: Level) -> Fraction:
    if level.points is not None:
        return level.points
    return Fraction(name) if name.isdecimal() and len(name) < 4 else Fraction(0)
