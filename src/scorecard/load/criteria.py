"""The rubrics that the file of a place may speak of, and the criteria that its keys name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model.rubric import Rubric, Track
from .document import Address, Document
from .typed import suggest


class Rubrics(NamedTuple):
    """The rubrics that a file may speak of: those loaded, the default of its kind, and whether
    they are all there are."""

    loaded: Mapping[str, Rubric]
    default: str | None
    complete: bool
    broken: frozenset[str] = frozenset()
    """Rubrics that are there and could not be read, of which nothing can be said."""

    def criterion(self, key: str) -> tuple[str | None, str, str]:
        """The rubric a key under `scores` speaks of, its criterion, and what is wrong with it."""
        named, slash, criterion = key.rpartition("/")
        if slash:
            rubric = self.loaded.get(named)
            if rubric is None:
                known = not self.complete or named in self.broken
                return None, criterion, "" if known else f"`{named}` is no rubric"
            wrong = (
                "" if criterion in rubric.criteria else f"`{criterion}` is no criterion of {named}"
            )
            return named, criterion, wrong
        order = [self.default] if self.default in self.loaded else []
        order += [name for name in self.loaded if name != self.default]
        for name in order:
            if name is not None and key in self.loaded[name].criteria:
                return name, key, ""
        if self.broken or not self.loaded:
            return None, key, ""
        of = f" of {self.default}" if self.default else ""
        return None, key, f"`{key}` is no criterion{of}"

    def known(self, *, qualified: bool) -> list[str]:
        """Every criterion as a key could name it."""
        return [
            name if rubric == self.default and not qualified else f"{rubric}/{name}"
            for rubric in self.loaded
            for name in self.loaded[rubric].criteria
        ]

    def kinds(self) -> frozenset[str]:
        """Every kind of place that a rubric grades, or whose conduct it counts."""
        return frozenset(
            kind for one in self.loaded.values() for kind in (*one.grades, *one.speaks_for)
        )

    def where(self) -> str:
        """The files in which the ids of criteria stand."""
        return " and ".join(f"rubrics/{name}.yaml" for name in self.loaded) or "the rubrics"


def find_criterion(
    document: Document,
    rubrics: Rubrics,
    key: str,
    track: Track | None,
    where: Address,
    *,
    below: bool = False,
) -> tuple[str, str] | None:
    """The rubric and criterion that a key names; None, with a problem, where it names none. It
    stands as a key at `where`, or as `criterion:` below it."""
    rubric, criterion, wrong = rubrics.criterion(key)
    if wrong:
        mark = document.at(where, key=True)
        if below:
            mark = document.at((*where, "criterion"))
        right = suggest(
            key, rubrics.known(qualified="/" in key), f"the ids stand in {rubrics.where()}"
        )
        document.report(mark, "unknown-criterion", wrong, right)
        return None
    if rubric is None:
        return None
    if track is not None and rubrics.loaded[rubric].criteria[criterion].scale(track) is None:
        wrong, right = f"`{criterion}` has no {track} scale", "name the other track"
        if "score" in rubrics.loaded[rubric].tracks:
            right = "leave `track` out"
        document.report(document.at((*where, "track")), "no-scale", wrong, right)
    return rubric, criterion
