"""Criteria that take the scale and the findings of a criterion of another rubric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..model.place import DataFile
from ..model.rubric import Criterion, Rubric, Track
from ..model.scale import Scale
from .document import Document, Where
from .rubric_parts import each_criterion
from .typed import suggest

Unread = Literal["in-turn", "no-rubric", "broken"]
"""Why a rubric that is taken from was not read: it takes from this one, is not there, or has errors
of its own."""


def taking(rubric: Rubric, others: Mapping[str, tuple[Rubric, DataFile]]) -> Rubric:
    """The rubric, in which criteria have the scales that they take from others."""
    if not rubric.taken:
        return rubric
    scales: dict[str, dict[Track, Scale]] = {}
    words: dict[str, str] = {}
    for other, taken in rubric.taken.items():
        if other not in others:
            continue
        words |= others[other][0].words
        for (there, track), name in taken.items():
            rule = others[other][0].criteria.get(there)
            scale = None if rule is None else rule.scale(track)
            if scale is not None and rubric.criteria[name].scale(track) is None:
                scales.setdefault(name, {})[track] = scale
    return rubric.taking(scales, words)


def check_same_as(
    document: Document,
    rubric: Rubric,
    others: Mapping[str, Rubric],
    unread: Mapping[str, Unread],
) -> None:
    """Report every `same_as` from which nothing can be taken."""
    takers: dict[tuple[str, str, Track], str] = {}
    for where, name, rule in each_criterion(rubric):
        if rule.same_as is None:
            continue
        here = (*where, "same_as")
        one = _One(document, rubric, here, name, rule)
        if rule.points is not None:
            one.say("an answer is worth what it is worth there", "write `weight:`, not points")
        if isinstance(document.value(here), str):
            one.check(others, unread, takers, tuple(rubric.tracks), here)
        elif not any(rule.taken_from(track) for track in rubric.tracks):
            one.say("it names nothing to take", "write `same_as: rubric/criterion`")
        else:
            for track in rubric.tracks:
                if rule.taken_from(track) is not None:
                    step = "scale" if track == "score" else track
                    one.check(others, unread, takers, (track,), (*here, step))


class _One:
    """One criterion that takes its findings from another."""

    def __init__(
        self, document: Document, rubric: Rubric, here: Where, name: str, rule: Criterion
    ) -> None:
        self.document, self.rubric, self.here = document, rubric, here
        self.name, self.rule = name, rule

    def say(self, wrong: str, right: str, at: Where | None = None) -> None:
        self.document.report(self.document.at(at or self.here), "same-as", wrong, right)

    def check(
        self,
        others: Mapping[str, Rubric],
        unread: Mapping[str, Unread],
        takers: dict[tuple[str, str, Track], str],
        tracks: tuple[Track, ...],
        at: Where,
    ) -> None:
        """Report what is wrong with one name of a criterion, which is to serve some tracks."""
        named = self.rule.taken_from(tracks[0])
        assert named is not None
        other, criterion = named
        if other in unread:
            self.unread(other, unread[other], at)
            return
        there = others[other]
        rule = there.criteria.get(criterion)
        if rule is None:
            wrong = f"`{criterion}` is no criterion of {other}"
            right = suggest(criterion, there.criteria, f"the ids stand in rubrics/{other}.yaml")
            self.say(wrong, right, at)
            return
        served = [track for track in tracks if rule.scale(track) is not None]
        if not served:
            wrong = f"`{other}/{criterion}` has no {' and no '.join(tracks)} scale"
            self.say(wrong, "name another criterion, or give this one a scale of its own", at)
        for track in served:
            taken = rule.taken_from(track)
            if taken is not None:
                wrong = f"`{other}/{criterion}` takes its findings from elsewhere"
                self.say(wrong, f"write `{'/'.join(taken)}`", at)
            elif self.rule.scale(track) is not None:
                wrong = f"`{self.name}` has a {track} scale of its own and takes another"
                self.say(wrong, "keep one of them", at)
            elif (first := takers.setdefault((other, criterion, track), self.name)) != self.name:
                wrong = f"`{first}` takes the findings of `{other}/{criterion}` already"
                self.say(wrong, "ask it once", at)

    def unread(self, other: str, why: Unread, at: Where) -> None:
        """Report a rubric that was not read."""
        if why == "in-turn":
            itself = other == self.rubric.id
            wrong = f"`{other}` takes findings from this rubric in turn"
            if itself:
                wrong = f"`{other}` is this rubric itself"
            self.say(wrong, "name a criterion of another rubric, with a scale of its own", at)
        elif why == "no-rubric":
            wrong = f"`{other}` is no rubric"
            self.say(wrong, "write `rubric/criterion`, of a rubric that is there", at)
        else:
            wrong = f"nothing can be taken from `{other}`, which has errors of its own"
            self.say(wrong, "mend that rubric first", at)
