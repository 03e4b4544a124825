"""What a fact may say of a criterion: a level, a figure in the right unit, elements."""

from __future__ import annotations

from ..model.place import City, Entry, Fact, Figure
from ..model.scale import PLAIN, Measure, Scale
from .criteria import Rubrics, find_criterion
from .document import Document, Report, some
from .typed import digits, nearest, suggest


def check_scores(document: Document, city: City, name: str, fact: Fact, rubrics: Rubrics) -> None:
    """Add every problem of what one fact says of criteria."""
    once: dict[str, str] = {}
    said: set[tuple[str, str]] = set()
    for key, entry in fact.scores.items():
        where = ("facts", name, "scores", key)
        named = find_criterion(document, rubrics, key, None, where)
        if named is None:
            continue
        rubric, criterion = named
        if named in said:
            mark = document.at(where, key=True)
            wrong = f"`{criterion}` stands here twice"
            document.report(mark, "two-criteria", wrong, "keep one of them")
            continue
        said.add(named)
        plain = "score" in rubrics.loaded[rubric].tracks
        if fact.track == "practice" and not plain and rubric in once:
            wrong = f"a practice fact shows one thing: it scores on `{once[rubric]}` already"
            document.report(
                document.at(where, key=True), "two-criteria", wrong, "keep the one it shows best"
            )
        once[rubric] = key
        track = "score" if plain else fact.track
        scale = rubrics.loaded[rubric].criteria[criterion].scale(track)
        if scale is None:
            wrong = f"`{criterion}` has no {track} scale"
            right = "keep the fact as `context:`, or place it on another criterion"
            document.report(document.at(where, key=True), "no-scale", wrong, right)
        elif (taken := rubrics.loaded[rubric].criteria[criterion].taken_from(track)) is not None:
            wrong = f"`{criterion}` takes its findings from {'/'.join(taken)}"
            right = f"write `{'/'.join(taken)}`, and each fact is placed once"
            document.report(document.at(where, key=True), "same-as", wrong, right)
        else:
            _entry(document, city, where, fact, entry, scale)


def _entry(
    document: Document, city: City, where: tuple[str, ...], fact: Fact, entry: Entry, scale: Scale
) -> None:
    def report(code: str, wrong: str, right: str, *step: str | int, warning: bool = False) -> None:
        mark = document.at((*where, *step), key=not step)
        document.report(mark, code, wrong, right, warning=warning)

    shown = entry.and_shown
    if shown is not None and (scale.checklist or scale.by_number):
        wrong, right = "`and_shown` is for a measure with levels", "leave it out"
        report("out-of-place", wrong, right, "and_shown")
    if scale.checklist:
        _elements(entry, scale, report)
        return
    measure = scale.measure
    if entry.shown is not None or entry.unclear:
        key = "unclear" if entry.shown is None else "shown"
        right = "leave it out"
        if not scale.by_number and measure is None:
            right = f"write `level:`, one of {some(scale.ranked)}"
        report("out-of-place", f"`{key}` is for a checklist", right, key)
        if entry.level is None and fact.figure is None:
            return
    if shown not in (None, "yes") and scale.levels and shown not in scale.levels:
        right = f"write yes, or one of {some(scale.ranked)}"
        report("unknown-level", f"`{shown}` is no level here", right, "and_shown")
    if scale.by_number:
        if entry.level is not None:
            wrong = "a figure answers this criterion, and no level"
            right = f"write `figure: {{{_reads(measure or PLAIN)}: ...}}` beside the scores"
            report("out-of-place", wrong, right, "level")
        elif fact.figure is None:
            right = f"add `figure: {{{_reads(measure or PLAIN)}: ...}}` to the fact"
            report("no-figure", "no figure is given", right)
        else:
            _unit(document, city, where, fact, fact.figure, measure or PLAIN)
            _points_given(document, fact, fact.figure, where, scale)
    elif entry.level is not None:
        ends = scale.ends(entry.level)
        if ends is None:
            report("unknown-level", *_no_level(entry.level, scale), "level")
        elif (
            fact.figure is not None
            and measure is not None
            and measure.kind != "age"
            and any(scale.levels[end].bounded for end in ends)
        ):
            wrong = "the fact has a figure, so the program finds the level"
            report("level-and-figure", wrong, "leave `level` out", "level")
    elif measure is None or fact.track == "policy":
        right = f"add `level:`, one of {some(scale.ranked)}"
        report("no-level", "no level is given", right)
    elif measure.kind == "age":
        if fact.period is None and fact.date is None:
            report("no-date", "an age needs a date", "add `date:` to the fact")
    elif fact.figure is not None:
        _unit(document, city, where, fact, fact.figure, measure)
    elif scale.combine != "tally":
        right = "add `figure:` to the fact, or `level:` here"
        report("no-figure", "neither a level nor a figure is given", right)


def _no_level(stated: str, scale: Scale) -> tuple[str, str]:
    """What is wrong with a level that the scale does not have, and what would be right."""
    names, wrong = some(scale.ranked), f"`{stated[:80]}` is no level here"
    for high in scale.levels:
        low = stated[len(high) + 1 :]
        if stated == f"{high}-{low}" and low in scale.levels and low != high:
            return wrong, f"write the lower first: {low}-{high}"
    if scale.named:
        return wrong, suggest(stated, scale.levels, f"write one of {names}")
    two = f"{scale.ranked[-2]}-{scale.ranked[-1]}"
    return wrong, f"write one of {names}, or two of them, the lower first, as {two}"


def _elements(entry: Entry, scale: Scale, report: Report) -> None:
    """What a fact says of a checklist."""
    names = some(scale.checklist)
    if entry.level is not None:
        wrong = "a checklist is answered by its elements"
        report("out-of-place", wrong, f"write `shown: [...]`, of {names}", "level")
    elif entry.shown is None:
        right = f"add `shown: [...]`, of {names}"
        if entry.unclear:
            right = "add `shown: []` for none, or those that are"
        report("no-elements", "what is shown is not said", right)
    for key, stated in (("shown", entry.shown or ()), ("unclear", entry.unclear)):
        for number, name in enumerate(stated):
            if key == "unclear" and name in (entry.shown or ()):
                wrong = f"`{name}` is both shown and unclear"
                report("out-of-place", wrong, "keep it in one of them", key, number)
            if name not in scale.checklist:
                right = suggest(name, scale.checklist, f"write some of {names}")
                wrong = f"`{name}` is not on this checklist"
                report("unknown-element", wrong, right, key, number)


def _points_given(
    document: Document, fact: Fact, figure: Figure, where: tuple[str, ...], scale: Scale
) -> None:
    """Points as given lie between the least and the most there are."""
    if scale.given is None:
        return
    least, most = scale.worst * scale.most, scale.best * scale.most
    for key in ("value", "low", "high"):
        number = getattr(figure, key)
        if number is not None and not least <= number <= most:
            wrong = f"`{where[-1]}` cannot have {digits(number)} points"
            right = f"write {digits(least)} to {digits(most)}"
            at = document.at((*where[:2], "figure", key))
            document.report(at, "out-of-range", wrong, right)


def _reads(measure: Measure) -> str:
    """The key of a figure that a measure reads."""
    return "count" if measure.kind == "rate" else measure.kind


def _unit(
    document: Document,
    city: City,
    where: tuple[str, ...],
    fact: Fact,
    figure: Figure,
    measure: Measure,
) -> None:
    def report(code: str, wrong: str, right: str) -> None:
        document.report(document.at(where, key=True), code, wrong, right)

    wants = _reads(measure)
    ends = figure.low is not None and figure.high is not None
    given = getattr(figure, wants)
    if measure.kind == "share" and given is None and figure.total is not None:
        given = figure.count
    if given is None and not ends:
        right = f"write `figure: {{{wants}: ...}}`"
        report("wrong-figure", f"this criterion reads a {wants}", right)
    ends_of_share = [end for end in (figure.low, figure.high) if end is not None and end > 100]
    if measure.kind == "share" and ends_of_share:
        report("out-of-range", "a share is at most 100", "write 0 to 100")
    if measure.kind != "value" and any(end < 0 for end in (figure.low, figure.high) if end):
        report("out-of-range", f"a {measure.kind} cannot be under 0", "write 0 or more")
    units = ", ".join(measure.units)
    if not measure.units:
        pass
    elif figure.of is None:
        right = f"add `of:` to it, one of {units}"
        report("unknown-unit", "the figure of this fact has no unit", right)
    elif figure.of not in measure.units:
        near = nearest(figure.of, measure.units)
        right = f"did you mean `of: {near}`?" if near else f"write `of:` one of {units}"
        at = document.at((*where[:2], "figure", "of"))
        wrong = f"the unit `{figure.of}` is not read by `{where[-1]}`"
        document.report(at, "unknown-unit", wrong, right)
    body = city.bodies.get(fact.body or "")
    of_body = body.population if body is not None else None
    if measure.kind == "rate" and not (of_body or city.population or document.dropped):
        right = "add `population:` to the file"
        report("no-population", "a rate needs residents", right)
    if measure.kind == "rate" and fact.period is None:
        right = "add its `period:` and `seen_by:` to the fact"
        report("no-date", "a rate is of a time, and none is given", right)
