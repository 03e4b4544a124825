"""The agreement of two codings as a document, and as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import groupby

from ..analysis.agree import Agreement, Coding, Group, Item, Name, Placed, Question
from ..analysis.reliability import FEWEST, Estimate, Missing
from ..model.place import DataFile
from ..model.scale import Scale
from . import answers, frame, numbers, words
from .document import Block, Document, Heading, Items, Para, Said, Table
from .document import Item as Line
from .language import N_, _, n_

_MISSING: dict[Missing | None, str] = {
    "too-few-pairs": N_("too few"),
    "no-variation": N_("no variation"),
    "too-few-facts": N_("too few facts"),
    "unsteady": N_("unsteady"),
}
_HEADINGS: dict[Question, str] = {
    "level": N_("Levels that differ"),
    "checklist": N_("Checklists that differ"),
    "where": N_("Placed by one alone"),
}


def document(
    result: Agreement, rubric_file: DataFile, program: str, notes: tuple[str, ...] = ()
) -> Document:
    """How far two codings agree, and everything that they place differently."""
    files = (*rubric_file.each(), *result.a.files(), *result.b.files())
    blocks: list[Block] = [
        Heading(_("How far two codings agree"), 1),
        Para(words.edition(result.rubric)),
        Para(_("A is {a}. B is {b}.", a=result.a.name, b=result.b.name)),
        *frame.notes(notes),
        Para(_what_is_compared(result)),
    ]
    if result.items:
        blocks += [*_where(result), *_levels(result), *_differences(result)]
    blocks += _left_out(result)
    return (*blocks, frame.stamp(program, files))


def _what_is_compared(result: Agreement) -> str:
    facts = n_("1 fact stands in both.", "{number} facts stand in both.", result.facts)
    if not result.items:
        none = _("Neither coding places any of them on {rubric}.", rubric=result.rubric.id)
        return f"{facts} {none}"
    placed = n_(
        "A or B places 1 of them by this rubric.",
        "A or B places {number} of them by this rubric.",
        result.placed,
    )
    return f"{facts} {placed}"


# ---------------------------------------------------------------- figures


def _where(result: Agreement) -> list[Block]:
    """Whether both placed the same facts on the same criteria."""
    head = (
        _("Component"),
        _("Items"),
        _("Both"),
        _("Only A"),
        _("Only B"),
        _("Agreement"),
        _("Kappa"),
    )
    rows = []
    for group in (*result.components, result.total):
        where = group.where
        counts = (where.items, where.both, where.only_a, where.only_b)
        rows.append(
            (
                _title(result, group),
                *(numbers.whole(count) for count in counts),
                _share(where.agreement),
                _coefficient(where.kappa),
            )
        )
    note = _(
        "An item is a fact on a criterion where A or B placed it. Agreement and Cohen's kappa are "
        "over {pairs} pairs: each of these facts with each criterion that has a scale for it. "
        "Pairs that neither placed make agreement high of itself; kappa takes that away.",
        pairs=numbers.whole(result.total.where.pairs),
    )
    return [
        Heading(_("Where: do they place a fact on the same criteria?")),
        Table(head, tuple(rows), right=(1, 2, 3, 4)),
        Para(note, tone="note"),
    ]


def _levels(result: Agreement) -> list[Block]:
    """How near their levels are where both placed a fact."""
    total = result.total.levels
    head = (
        _("Component"),
        _("Items"),
        _("Same level"),
        _("Within one"),
        _("Kappa"),
        _("Alpha"),
    )
    rows = tuple(
        (
            _title(result, group),
            numbers.whole(group.levels.items),
            _share(group.levels.exactly),
            _share(group.levels.within_one),
            _coefficient(group.levels.kappa),
            _coefficient(group.levels.alpha),
        )
        for group in (*result.components, result.total)
    )
    note = _(
        "Items for which both state a level; 2-3 counts as 2.5. Kappa is Cohen's, weighted by the "
        "square of the distance; alpha is Krippendorff's for ordered values."
    )
    blocks: list[Block] = [
        Heading(_("Level: where both place it, how near are their levels?")),
        Table(head, rows, right=(1,)),
        Para(note, tone="note"),
    ]
    missing = _on_what_is_missing(result)
    if missing:
        blocks.append(Para(missing, tone="note"))
    if total.by_figure:
        text = n_(
            "1 item that both placed is not among them: its level is found by figure, not stated.",
            "{number} items that both placed are not among them: their levels are found by figure, "
            "not stated.",
            total.by_figure,
        )
        blocks.append(Para(text))
    if total.checklists:
        text = n_(
            "1 item is on a checklist, which has no part in these figures.",
            "{number} items are on checklists, which have no part in these figures.",
            total.checklists,
        )
        alike = n_("1 is ticked alike.", "{number} are ticked alike.", total.alike)
        blocks.append(Para(f"{text} {alike}"))
    return blocks


def _title(result: Agreement, group: Group) -> str:
    if group.component is None:
        return _("In all")
    return result.rubric.components[group.component].title


def _on_what_is_missing(result: Agreement) -> str:
    """What stands behind the intervals, and why there are cells without a figure or without an
    interval."""
    found = {one.missing for group in (*result.components, result.total) for one in _all(group)}
    said = []
    if result.sampling.samples:
        text = _(
            "In brackets: 95 % intervals from {samples} samples of the facts (seed {seed}).",
            samples=numbers.whole(result.sampling.samples),
            seed=result.sampling.seed,
        )
        said.append(text)
    if "too-few-pairs" in found:
        said.append(_("Too few: under {fewest}, which say nothing.", fewest=FEWEST))
    if "no-variation" in found:
        said.append(_("No variation: all is one value, so chance cannot be told from agreement."))
    if "too-few-facts" in found:
        said.append(_("Too few facts: under {fewest}, so no interval.", fewest=FEWEST))
    if "unsteady" in found:
        said.append(_("Unsteady: many samples had no variation, so no interval."))
    return " ".join(said)


def _all(group: Group) -> tuple[Estimate, ...]:
    where, levels = group.where, group.levels
    own = (levels.exactly, levels.within_one, levels.kappa, levels.alpha)
    return (where.agreement, where.kappa, *own)


def _share(one: Estimate) -> str:
    figure = "" if one.value is None else _("{number} %", number=numbers.percent(one.value))
    return _with_interval(one, figure, numbers.percent)


def _coefficient(one: Estimate) -> str:
    """Kappa or alpha; its interval is not broken over lines."""
    figure = "" if one.value is None else _to_hundredths(one.value)
    told, space, interval = _with_interval(one, figure, _to_hundredths).partition(" (")
    return told + space + interval.replace(" ", "\N{NO-BREAK SPACE}")


def _to_hundredths(number: Fraction) -> str:
    """Two decimals, and never 1 for what is not all of it."""
    return numbers.fixed(numbers.to_hundredths(number, (Fraction(1),)))


def _with_interval(one: Estimate, figure: str, told: Callable[[Fraction], str]) -> str:
    """A figure with its interval in brackets; without one, or without both, why."""
    why = "" if one.missing in (None, "not-asked") else _(_MISSING[one.missing])
    if one.low is not None and one.high is not None:
        why = numbers.span(told(one.low), told(one.high))
    if not figure:
        return why
    return f"{figure} ({why})" if why else figure


# ---------------------------------------------------------------- differences


def _differences(result: Agreement) -> list[Block]:
    """Every item placed differently, with what each said and where it stands."""
    found = result.differences
    if not found:
        return [Para(_("Nothing is placed differently."))]
    placed = _placed_on(result.items)
    blocks: list[Block] = []
    for question, items in groupby(found, key=lambda item: item.question):
        blocks.append(Heading(_(_HEADINGS[question])))
        blocks.append(Items(tuple(_difference(result, item, placed) for item in items)))
    return blocks


def _placed_on(items: Iterable[Item]) -> dict[Name, tuple[list[str], list[str]]]:
    """The criteria that each coder placed a fact on."""
    found: dict[Name, tuple[list[str], list[str]]] = {}
    for item in items:
        by_a, by_b = found.setdefault(item.name, ([], []))
        by_a += [item.criterion] if item.a is not None else []
        by_b += [item.criterion] if item.b is not None else []
    return found


def _difference(
    result: Agreement, item: Item, placed: dict[Name, tuple[list[str], list[str]]]
) -> Line:
    rule = result.rubric.criteria[item.criterion]
    scale = rule.scale(item.track)
    assert scale is not None
    on_a, on_b = placed[item.name]
    lead = words.lead(_("{place}, {fact}", place=item.place, fact=item.fact))
    return Line(
        Said(item.claim, lead=lead),
        (
            _asked(item, rule.question),
            _side("A", result.a, item, scale, item.a, item.line_a, on_a),
            _side("B", result.b, item, scale, item.b, item.line_b, on_b),
        ),
    )


def _asked(item: Item, question: str) -> str:
    """The criterion, and how far apart the levels are."""
    text = _("{name}: {text}", name=item.criterion, text=question)
    if not item.apart:
        return text
    apart = _("1 level apart") if item.apart == 1 else _levels_apart(item.apart)
    return _("{text} ({remark})", text=text, remark=apart)


def _levels_apart(apart: Fraction) -> str:
    return _("{number} levels apart", number=numbers.decimal(apart))


def _side(
    letter: str,
    coding: Coding,
    item: Item,
    scale: Scale,
    placed: Placed | None,
    line: int,
    elsewhere: list[str],
) -> Said:
    """What one coder said, and where in which file."""
    at = f"{coding.paths[item.place]}:{line}"
    said = _said(scale, placed) if placed is not None else _not_here(elsewhere)
    text = _("{said} ({at})", said=said, at=at)
    return Said(text, lead=words.lead(letter))


def _said(scale: Scale, placed: Placed) -> str:
    """What a coder said of a fact on a criterion, and why."""
    return words.joined(part for part in (_answer(scale, placed), placed.why) if part)


def _answer(scale: Scale, placed: Placed) -> str:
    """The level, or the elements of a checklist."""
    if placed.level is not None:
        return _("level {level}", level=placed.level)
    if not scale.checklist:
        return _("by figure")
    known = ((_("shown"), placed.shown), (_("unclear"), placed.unclear))
    told = [
        _(
            "{name}: {text}",
            name=name,
            text=", ".join(answers.element(scale, one) for one in ticked),
        )
        for name, ticked in known
        if ticked
    ]
    return words.joined(told) or _("nothing shown")


def _not_here(elsewhere: list[str]) -> str:
    if not elsewhere:
        return _("placed nowhere")
    return _("not here, but on {criteria}", criteria=words.listed(elsewhere))


# ---------------------------------------------------------------- what is left out


def _left_out(result: Agreement) -> list[Block]:
    """Facts that stand in one coding only, and those that are not the same in both."""
    blocks: list[Block] = []
    for title, names in (
        (_("Facts in A only"), result.only_a),
        (_("Facts in B only"), result.only_b),
    ):
        if names:
            blocks += [Heading(title), Items(tuple(_by_place(names)))]
    if result.changed:
        blocks.append(Heading(_("Not the same fact any more, and left out")))
        blocks.append(Items(tuple(_changed(result, *name) for name in result.changed)))
    return blocks


def _by_place(names: tuple[Name, ...]) -> Iterable[Line]:
    for place, facts in groupby(names, key=lambda name: name[0]):
        yield Line(Said(", ".join(fact for _place, fact in facts), lead=words.lead(place)))


def _changed(result: Agreement, place: str, fact: str) -> Line:
    sides = (("A", result.a), ("B", result.b))
    below = []
    for letter, coding in sides:
        at = f"{coding.paths[place]}:{coding.lines[place, fact, '']}"
        claim = coding.places[place].city.facts[fact].claim
        text = _("{said} ({at})", said=claim, at=at)
        below.append(Said(text, lead=words.lead(letter)))
    return Line(Said("", lead=_("{place}, {fact}", place=place, fact=fact)), tuple(below))


# ---------------------------------------------------------------- rows


def rows(result: Agreement) -> list[list[str]]:
    """Every item as a row, alike or not, so that the figures can be had again elsewhere."""
    table = [
        [
            _("place"),
            _("fact"),
            _("claim"),
            _("component"),
            _("criterion"),
            _("track"),
            _("differs"),
            _("levels apart"),
            _("A"),
            _("value of A"),
            _("why A"),
            _("line of A"),
            _("B"),
            _("value of B"),
            _("why B"),
            _("line of B"),
        ]
    ]
    for item in result.items:
        rule = result.rubric.criteria[item.criterion]
        scale = rule.scale(item.track)
        assert scale is not None
        table.append(
            [
                item.place,
                item.fact,
                item.claim,
                item.component,
                item.criterion,
                words.noun(result.rubric, item.track),
                _("yes") if item.differs else _("no"),
                "" if item.apart is None else numbers.bare(item.apart),
                *_cells(scale, item.a, f"{result.a.paths[item.place]}:{item.line_a}"),
                *_cells(scale, item.b, f"{result.b.paths[item.place]}:{item.line_b}"),
            ]
        )
    return table


def _cells(scale: Scale, placed: Placed | None, at: str) -> list[str]:
    if placed is None:
        return ["", "", "", at]
    value = "" if placed.at is None else numbers.bare(placed.at)
    return [_answer(scale, placed), value, placed.why, at]
