"""Where the parts of a rubric stand in its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.rubric import Component, Criterion, Rubric
from .document import Document, Where
from .typed import suggest


def each_component(
    components: dict[str, Component], where: Where = ("components",)
) -> Iterator[tuple[Where, Component]]:
    """Every component, each before those in it, with where it stands."""
    for name, component in components.items():
        here = (*where, name)
        yield here, component
        yield from each_component(component.components, (*here, "components"))


def each_criterion(rubric: Rubric) -> Iterator[tuple[Where, str, Criterion]]:
    """Every criterion, with where it stands and its id."""
    for where, component in each_component(rubric.components):
        for name, criterion in component.criteria.items():
            yield (*where, "criteria", name), name, criterion


def check_kind(
    document: Document, rubric: Rubric, where: Sequence[str | int], kind: str, *, key: bool
) -> None:
    """Report a kind of place that the rubric does not grade."""
    if kind not in rubric.grades and "grades" not in document.dropped:
        right = suggest(kind, rubric.grades, f"write one of {', '.join(rubric.grades)}")
        wrong = f"`{kind}` is no kind that this rubric grades"
        document.report(document.at(where, key=key), "unknown-kind", wrong, right)
