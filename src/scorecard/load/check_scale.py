"""What a scale must hold beyond its shape: levels, goalposts, points or a checklist, and no two."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ..model.rubric import Track
from ..model.scale import Bounds, Given, Goalposts, Level, Scale
from .document import Document, Where, some
from .typed import check_id, digits, suggest

MOST_LEVELS, MOST_KINDS = 1000, 100
"""Levels of one scale, of which what has more is a number; and kinds of body with bounds of their
own."""


def check_scale(
    document: Document, where: Where, track: Track, scale: Scale, out_of: Fraction | None
) -> None:
    """Add every problem of a scale; `out_of` are the points of its criterion, where it has some."""
    mark = document.at(where, key=True)
    kinds = {
        "levels": bool(scale.levels) and not scale.checklist,
        "goalposts": scale.goalposts is not None,
        "points": scale.given is not None,
        "a checklist": bool(scale.checklist),
    }
    stated = [kind for kind, is_so in kinds.items() if is_so]
    if scale.numbered and scale.named:
        stated = ["numbered levels", "named levels"]
    if len(stated) > 1:
        wrong = f"`{where[-1]}` has both {stated[0]} and {stated[1]}"
        document.report(mark, "two-scales", wrong, "keep one of them")
        return
    if not stated:
        wrong = f"`{where[-1]}` does not say what an answer is worth"
        right = "add levels, such as `0:` and `1:`, or goalposts, points or a checklist"
        document.report(mark, "too-few-levels", wrong, right)
        return
    if len(scale.levels) > MOST_LEVELS:
        wrong, right = f"`{where[-1]}` has {len(scale.levels)} levels", "use goalposts for a number"
        document.report(mark, "too-large", wrong, right)
        return
    _out_of_place(document, where, scale)
    if scale.goalposts is not None:
        _goalposts(document, (*where, "goalposts"), scale.goalposts)
        if out_of == 0:
            wrong = "goalposts give a share, and this criterion has 0 points to share"
            right = "write `points:` in place of `goalposts:`, with `from` and `to`"
            document.report(mark, "no-points", wrong, right)
    elif scale.given is not None:
        _given(document, where, scale.given, out_of)
    else:
        if scale.checklist:
            _checklist(document, where, scale, out_of)
        if scale.levels:
            _levels(document, where, track, scale, out_of)
    _measure(document, where, track, scale)


def _out_of_place(document: Document, where: Where, scale: Scale) -> None:
    """What belongs to another kind of scale."""

    def misplaced(key: str, wrong: str, right: str) -> None:
        document.report(document.at((*where, key)), "out-of-place", wrong, right)

    if scale.reversed and not scale.levels:
        right = "swap worst and best" if scale.goalposts else "leave it out"
        misplaced("reversed", "`reversed` turns levels round", right)
    if scale.full_at is not None:
        if scale.levels:
            misplaced("full_at", "the levels say already what is enough", "leave `full_at` out")
        elif not scale.checklist:
            misplaced("full_at", "`full_at` belongs to a checklist", "leave it out")
        elif scale.full_at <= 0:
            wrong = "`full_at` is how many points of the checklist are enough"
            misplaced("full_at", wrong, "write a number above 0")
    if scale.checklist and scale.combine != "newest":
        wrong = "what the facts show on a checklist always counts together"
        misplaced("combine", wrong, "leave `combine` out")
    if scale.levels:
        for name, element in scale.checklist.items():
            if element.points != 1:
                at = document.at((*where, "checklist", name))
                wrong = f"the levels give the points, and not `{name}`"
                document.report(at, "out-of-place", wrong, "leave its points out")


def _goalposts(document: Document, where: Where, posts: Goalposts) -> None:
    if posts.worst == posts.best:
        wrong = "the worst and the best figure are the same"
        document.report(document.at(where, key=True), "bad-goalposts", wrong, "give each its own")
    elif posts.log and min(posts.worst, posts.best) <= 0:
        mark = document.at((*where, "worst" if posts.worst <= 0 else "best"))
        wrong = "a logarithm needs figures above 0"
        document.report(mark, "bad-goalposts", wrong, "start above 0, or leave out `log`")


def _given(document: Document, where: Where, given: Given, out_of: Fraction | None) -> None:
    mark = document.at(where, key=True)
    most = out_of if given.to is None else given.to
    if most is None:
        wrong = "nothing says how many points there are"
        right = "write `points: 10` in place of the weight, for 10 of them"
        document.report(mark, "no-points", wrong, right)
    elif given.from_ > most or (given.from_ == most and out_of != most):
        wrong = f"no points lie from {digits(given.from_)} to {digits(most)}"
        right = "write the least under `from`, the most under `to`"
        document.report(mark, "no-points", wrong, right)
    elif out_of is None and most <= 0:
        wrong, right = "there are no points to be had", "write more than 0 under `to`"
        document.report(mark, "no-points", wrong, right)
    elif out_of and most > out_of:
        at = document.at((*where, "points", "to"))
        wrong = f"it gives up to {digits(most)} of {digits(out_of)} points"
        document.report(at, "over-the-points", wrong, "raise `points:` of the criterion")


def _checklist(document: Document, where: Where, scale: Scale, out_of: Fraction | None) -> None:
    mark = document.at(where, key=True)
    for name in scale.checklist:
        here = (*where, "checklist", name)
        check_id(document, here)
        if name.isdecimal():
            wrong, right = f"`{name}` is a number, and no element", "give it a name of letters"
            document.report(document.at(here, key=True), "bad-id", wrong, right)
    if not scale.levels and out_of != 0 and not any(e.points > 0 for e in scale.checklist.values()):
        wrong, right = "no element of the checklist adds points", "let one give more than 0"
        document.report(mark, "no-points", wrong, right)
    number = len(scale.checklist)
    unnamed = all(element.points == 1 for element in scale.checklist.values())
    if not scale.levels and unnamed and scale.full_at is None and out_of and number < out_of:
        wrong = f"all {number} elements give {number} of {digits(out_of)} points"
        right = f"say what each gives, or write `points: {number}`"
        document.report(mark, "never-full", wrong, right, warning=True)
    if scale.levels and all(level.needs for level in scale.levels.values()):
        wrong = "there is no level for a place that shows none of it"
        document.report(mark, "no-lowest-level", wrong, "add a level without `needs`")
    elif scale.levels:
        _unreachable(document, where, scale)


def _levels(
    document: Document, where: Where, track: Track, scale: Scale, out_of: Fraction | None
) -> None:
    mark = document.at(where, key=True)
    if len(scale.levels) < 2:
        wrong = f"`{where[-1]}` has fewer than two levels"
        document.report(mark, "too-few-levels", wrong, "add another level")
        return
    unsaid = any(level.points is None for level in scale.named.values())
    if out_of is None and not unsaid and max(scale.points.values()) <= 0:
        document.report(
            mark,
            "no-points",
            f"no level of `{where[-1]}` gives points",
            "let the best level give more than 0",
        )
    for name, points in scale.points.items():
        if out_of is not None and points > out_of > 0:
            at = document.at((*where, "levels", name), key=True)
            wrong = f"{_level_name(name)} gives {digits(points)} of {digits(out_of)} points"
            document.report(at, "over-the-points", wrong, "raise `points:` of the criterion")
    unnamed = all(level.points is None for level in scale.levels.values())
    if out_of is not None and unnamed and 0 < max(scale.points.values()) < out_of:
        best = scale.ranked[-1]
        most = digits(scale.points[best])
        wrong = f"{_level_name(best)} is the best, and gives {most} of {digits(out_of)} points"
        right = f"say what each level gives, as `points: {digits(out_of)}` under `{best}:`"
        document.report(mark, "never-full", wrong, right, warning=True)
    if scale.numbered and len(set(scale.points.values())) < len(scale.points):
        document.report(
            mark, "same-points", "two levels give the same points", "make them one level"
        )
    bounded = [name for name, level in scale.levels.items() if level.bounded]
    if scale.measure is not None and not bounded and not scale.checklist:
        document.report(
            mark,
            "no-bounds",
            "there is a measure, but no level has bounds",
            "add `from:` or `under:` to the levels",
        )
    for name, level in scale.levels.items():
        _level(document, (*where, "levels", name), name, level, scale)
    if scale.measure is not None and bounded and track != "policy":
        top = Fraction(100) if scale.measure.kind == "share" else None
        kinds = {kind for level in scale.levels.values() for kind in level.by_kind}
        if len(kinds) > MOST_KINDS:
            wrong, right = f"there are bounds for {len(kinds)} kinds", "name those that differ"
            document.report(mark, "too-large", wrong, right)
            return
        _tiling(document, where, [(n, scale.levels[n]) for n in bounded], top, "")
        for kind in sorted(kinds):
            of_kind = [
                (n, lv.bounds(kind)) for n, lv in scale.levels.items() if lv.bounds(kind).bounded
            ]
            _tiling(document, where, of_kind, top, f" for {kind}")


def _measure(document: Document, where: Where, track: Track, scale: Scale) -> None:
    mark, measure = document.at(where, key=True), scale.measure
    read_in_numbers = measure is not None or scale.by_number or scale.combine != "newest"
    if track == "policy" and read_in_numbers:
        wrong = "a policy scale has no measure and no combine"
        if scale.by_number:
            wrong = "a policy scale is read in words, not from figures"
        document.report(mark, "policy-measure", wrong, "write levels, or move it to `practice:`")
        return
    counts = measure is not None and measure.kind == "count" and not scale.by_number
    if scale.combine == "tally" and not counts and not scale.checklist:
        right = "add `measure: {kind: count, units: [...]}`"
        if scale.by_number:
            right = "write levels with bounds, or leave `combine` out"
        document.report(mark, "tally", "a tally counts", right)
    if measure is None:
        return
    here = document.at((*where, "measure"), key=True)
    if scale.checklist:
        wrong, right = "a checklist has no measure", "leave it out"
        document.report(here, "out-of-place", wrong, right)
    elif scale.given is not None:
        wrong, right = "points are taken as they are given", "leave `measure` out"
        document.report(here, "out-of-place", wrong, right)
    elif measure.kind == "age":
        if scale.by_number:
            wrong, right = "an age is read by the bounds of levels", "write levels"
            document.report(here, "out-of-place", wrong, right)
    elif not measure.units and not scale.by_number:
        document.report(
            mark,
            "no-units",
            "the measure names no unit",
            "add `units: [...]`, the preferred one first",
        )


def _level(document: Document, where: Where, name: str, level: Level, scale: Scale) -> None:
    mark, measured = document.at(where, key=True), scale.measure is not None
    called = _level_name(name)
    named = name in scale.named
    if named and not name.strip():
        document.report(mark, "bad-id", "a level without a name", "give it one")
    if named and level.points is None:
        right = f"write `{name}: 1`, or `points:` below it"
        document.report(mark, "no-level-points", f"{called} has no points", right)
    silent = level.text is None and not level.bounded and not level.by_kind
    if silent and not named and level.needs is None:
        document.report(mark, "no-anchor", f"{called} says nothing", "give it a text or bounds")
    _needs(document, (*where, "needs"), level, scale)
    if (level.bounded or level.by_kind) and not measured:
        document.report(
            mark,
            "no-measure",
            f"{called} has bounds without a measure",
            "add `measure:` beside the levels",
        )
    if level.and_ is not None and not level.bounded:
        document.report(
            mark, "and-alone", f"`and` on {called} stands without bounds", "write it into the text"
        )
    for bounds in (level, *level.by_kind.values()):
        _two_bounds(document, mark, called, bounds)


def _needs(document: Document, where: Where, level: Level, scale: Scale) -> None:
    """What a level needs is on the checklist: elements by name, or no more than there are."""
    needs, several = level.needs or (), isinstance(document.value(where), list)
    for number, need in enumerate(needs):
        count = len(needs) == 1 and need.isdecimal()
        if not scale.checklist:
            wrong, right = "there is no checklist for `needs`", "add `checklist:` beside the levels"
        elif need in scale.checklist or (count and _count(need) <= len(scale.checklist)):
            continue
        elif count:
            wrong = f"the checklist has {len(scale.checklist)} elements, not {need[:20]}"
            right = f"write a number up to {len(scale.checklist)}, or their names"
        else:
            wrong = f"`{need}` is not on the checklist"
            right = suggest(need, scale.checklist, f"name some of {some(scale.checklist)}")
        mark = document.at((*where, number) if several else where)
        document.report(mark, "unknown-element", wrong, right)


def _count(need: str) -> int:
    """So many elements; of a number too long to be meant, more than there can be."""
    return int(need) if len(need) < 9 else 10**9


def _unreachable(document: Document, where: Where, scale: Scale) -> None:
    """Every level can stand: no better one asks for no more than it does."""

    def least(level: Level) -> tuple[frozenset[str], int]:
        needs = level.needs or ()
        if len(needs) == 1 and needs[0].isdecimal():
            return frozenset(), _count(needs[0])
        return frozenset(needs), len(set(needs))

    asked = [(name, *least(scale.levels[name])) for name in scale.ranked]
    for at, (better, needs, count) in enumerate(asked):
        for name, others, number in reversed(asked[:at]):
            if needs <= others and count <= number and scale.points[name] < scale.points[better]:
                mark = document.at((*where, "levels", better), key=True)
                wrong = f"{_level_name(better)} needs no more than {_level_name(name)}"
                document.report(mark, "no-needs", wrong, "say under `needs` what it asks for")
                break


def _two_bounds(document: Document, mark: tuple[int, int], called: str, bounds: Bounds) -> None:
    """A level starts at one threshold and ends at one."""
    pairs = (
        ("from", bounds.from_, "over", bounds.over),
        ("under", bounds.under, "up_to", bounds.up_to),
    )
    for one, first, other, second in pairs:
        if first is not None and second is not None:
            wrong = f"{called} has both {one} and {other}"
            document.report(mark, "two-bounds", wrong, "keep one of them")
    if bounds.exactly is not None and len(bounds.thresholds()) > 1:
        wrong = f"{called} has exactly and another bound"
        document.report(mark, "two-bounds", wrong, "keep one of them")


Edge = tuple[Fraction, bool]
"""A threshold, and whether what starts there starts just above it."""


def _edges(bounds: Bounds) -> tuple[Edge, Edge | None]:
    """Where the figures of a level start and end; it ends just before the second edge."""
    if bounds.exactly is not None:
        return (bounds.exactly, False), (bounds.exactly, True)
    start = (Fraction(0), False)
    if bounds.from_ is not None:
        start = (bounds.from_, False)
    elif bounds.over is not None:
        start = (bounds.over, True)
    end: Edge | None = None
    if bounds.under is not None:
        end = (bounds.under, False)
    elif bounds.up_to is not None:
        end = (bounds.up_to, True)
    return start, end


def _tiling(
    document: Document,
    where: Where,
    levels: list[tuple[str, Bounds]],
    top: Fraction | None,
    kind: str,
) -> None:
    """The bounds of the levels leave no gap and no overlap from 0 up."""
    if not levels:
        return
    spans = sorted(
        ((*_edges(bounds), name) for name, bounds in levels),
        key=lambda span: (span[0], span[1] is None, span[1] or span[0]),
    )

    for start, end, name in spans:
        if end is not None and end <= start:
            mark = document.at((*where, "levels", name), key=True)
            wrong = f"no figure can reach {_level_name(name)}{kind}"
            document.report(mark, "empty-bounds", wrong, "swap its bounds")
            return
    first_start, _, first = spans[0]
    nought = (Fraction(0), False)
    if first_start > nought:
        mark = document.at((*where, "levels", first), key=True)
        wrong = f"no level covers {_span(nought, first_start)}{kind}"
        document.report(mark, "bounds-gap", wrong, "let the lowest bounds start from 0")
    for (_, end, name), (start, _, other) in pairwise(spans):
        mark = document.at((*where, "levels", other), key=True)
        right = "let one end where the other starts"
        if end is None or end > start:
            overlap = f"levels {name} and {other} overlap"
            if not name.isdecimal():
                overlap = f"levels `{name}` and `{other}` overlap"
            wrong = f"{overlap} at {digits(start[0])}{kind}"
            document.report(mark, "bounds-overlap", wrong, right)
        elif end < start:
            wrong = f"no level covers {_span(end, start)}{kind}"
            document.report(mark, "bounds-gap", wrong, right)
    _, last_end, last = spans[-1]
    if last_end is not None and (top is None or last_end <= (top, False)):
        mark = document.at((*where, "levels", last), key=True)
        wrong = f"no level covers figures over {digits(last_end[0])}{kind}"
        if not last_end[1]:
            wrong = f"no level covers figures from {digits(last_end[0])} up{kind}"
        document.report(mark, "bounds-gap", wrong, "let the highest bounds have no upper end")


def _span(start: Edge, end: Edge) -> str:
    """The figures from one edge to another, in words."""
    if start[0] == end[0]:
        return f"exactly {digits(start[0])}"
    over = "over " if start[1] else ""
    until = ", which counts in" if end[1] else ""
    return f"{over}{digits(start[0])} to {digits(end[0])}{until}"


def _level_name(name: str) -> str:
    """A level as a message names it: `level 3`, and a name of its own in quotes."""
    return f"level {name}" if name.isdecimal() else f"level `{name}`"
