"""What a grade rests on that one person placed and nobody has checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..analysis.coded import SingleCoded, single_coded
from ..engine.grade import Grader
from ..load.document import LINE_END
from ..load.layers import Found, Layer
from ..load.library import Library
from ..model.problem import Problem
from ..model.result import Scorecard
from ..report import numbers


def unchecked(layers: tuple[Layer, ...], coded: Iterable[Found], when: date) -> Iterator[Problem]:
    """A warning for every fact of some files that one person alone placed, on which the grade by
    the default rubric rests with a good part of the weight."""
    for found in coded:
        # The file itself is graded, and not another of its name that replaces it.
        library = Library((*layers, found.layer))
        card = _card(library, found, when)
        if card is None:
            continue
        lines = LINE_END.split(found.path.read_text(encoding="utf-8", errors="replace"))
        for one in single_coded(card):
            if one.fact in card.place.city.facts:
                line = card.place.lines.get(one.fact, 1)
                column = lines[line - 1].find(one.fact) + 1
                yield _problem(card, one, found.shown, line, column or 1)


def _card(library: Library, found: Found, when: date) -> Scorecard | None:
    """A file graded by the default rubric of its kind; None where none grades it, or where it has
    an error, which is said already."""
    reached = library.found("cities", found.id)
    if reached is None or reached.path != found.path:
        return None
    rubric = library.default_rubric(library.kind(found.id) or "")
    read = None if rubric is None else library.rubric(rubric)
    place = None if read is None else library.place(found.id, read[0].id)
    return None if read is None or place is None else Grader(*read).grade(place, when)


def _problem(card: Scorecard, one: SingleCoded, path: str, line: int, column: int) -> Problem:
    said = ", ".join(
        f"`{finding.criterion}`{_side(finding.track)} ({numbers.percent(weight)} % of its track)"
        for finding, weight in one.findings
    )
    wrong = f"one person alone placed `{one.fact}`, on which rests {said}"
    right = "let a second person place it too, and add `checked_by:`"
    return Problem(path, line, column, "single-coded", wrong, right, warning=True)


def _side(track: str) -> str:
    return {"policy": " on paper", "practice": " in practice"}.get(track, "")
