"""One criterion across places and bodies as a document, and as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ..analysis.across import Across, Row
from ..model.place import DataFile, Fact
from ..model.result import Arithmetic
from ..model.rubric import Criterion, Rubric
from ..model.scale import Scale
from . import answers, called, frame, numbers, words
from .document import Block, Document, Heading, Item, Items, Para, Said, Table
from .language import _


def document(
    rubric: Rubric,
    criterion: str,
    found: Sequence[Across],
    as_of: date,
    fresh: bool,
    program: str,
    files: Sequence[DataFile],
    notes: tuple[str, ...] = (),
    *,
    named: bool = False,
) -> Document:
    """Every place and body with something on the criterion, the best first; where places were
    `named`, those with nothing too."""
    rule = rubric.criteria[criterion]
    blocks: list[Block] = [
        Heading(_("{name}: {text}", name=criterion, text=rule.question), 1),
        frame.edition(rubric, as_of, fresh),
        *frame.notes(notes),
    ]
    for one in found:
        blocks.append(Heading(words.track_name(rubric, one.track)))
        scale = rule.scale(one.track)
        assert scale is not None
        if not one.rows:
            blocks.append(Para(_("Nothing stands for any place or body.")))
        elif any(row.found.arithmetic is not None for row in one.rows):
            blocks += _figures(rubric, rule, scale, one)
        else:
            blocks += _levels(rubric, rule, scale, one)
        if one.nothing:
            names = words.listed(called.holder(row) for row in one.nothing)
            blocks.append(Para(_("There are facts, but none stands: {names}.", names=names)))
        if named and one.silent:
            names = words.listed(called.place(place) for place in one.silent)
            blocks.append(Para(_("No facts: {names}.", names=names)))
    blocks.append(frame.stamp(program, files))
    return tuple(blocks)


def _worth(rule: Criterion, scale: Scale, row: Row) -> str:
    """The level of what stands; what it is worth where the scale has none."""
    return row.found.level or answers.worth(rule, scale, row.found.point or Fraction(0))


def _figures(rubric: Rubric, rule: Criterion, scale: Scale, one: Across) -> list[Block]:
    kinds = {row.found.arithmetic.kind for row in one.rows if row.found.arithmetic is not None}
    rated = kinds == {"rate"}
    head = (
        _("Place or body"),
        _("Level") if scale.levels else _("Worth"),
        _("Rate") if rated else _("Value"),
        _("Rank"),
        _("Figure"),
        _("Unit"),
        _("Counted by"),
        _("Period") if any(_fact(row).period is not None for row in one.rows) else _("Date"),
    )
    rows = tuple(
        (
            called.holder(row),
            _worth(rule, scale, row),
            value(row),
            rank(row),
            "" if row.found.arithmetic is None else figure(row),
            "" if row.found.arithmetic is None else rubric.word(row.found.arithmetic.unit or ""),
            words.counted_by(_fact(row).seen_by),
            words.when(_fact(row)),
        )
        for row in one.rows
    )
    said = [
        _("Rank: among the figures of the same unit, the best first."),
        *([_("Rate: per 100,000 residents a year.")] if rated else []),
        _(
            "Figures of different years, units or counters cannot be held against each other; a "
            "count by the border agency can be many times that of the police themselves."
        )
        if rated
        else "",
    ]
    note = " ".join(part for part in said if part)
    table = Table(head, rows, right=(2, 4)).without_empty(5, 6)
    return [table, Para(note, tone="note"), _remarks(one)]


def _levels(rubric: Rubric, rule: Criterion, scale: Scale, one: Across) -> list[Block]:
    rows = tuple(
        (
            called.holder(row),
            _worth(rule, scale, row),
            _anchor(rubric, scale, row),
            words.when(_fact(row)),
        )
        for row in one.rows
    )
    head = (
        _("Place or body"),
        _("Level") if scale.levels else _("Worth"),
        _("What stands"),
        _("Period") if one.track == "practice" else _("Date"),
    )
    return [Table(head, rows).without_empty(2), _remarks(one)]


def _anchor(rubric: Rubric, scale: Scale, row: Row) -> str:
    """What stands in the words of the rubric: the level, or the elements of a checklist."""
    said = []
    if row.found.level is not None:
        kind = row.place.body_kind(row.body)
        ends = scale.ends(row.found.level) or (row.found.level, row.found.level)
        steps = (answers.step(rubric, scale, end, kind) for end in dict.fromkeys(ends))
        said.append(" / ".join(step for step in steps if step))
    if scale.checklist:
        said.append(answers.ticked(scale, row.found))
    return words.joined(part for part in said if part)


def _remarks(one: Across) -> Items:
    """What each row rests on, and what is to be said of it."""
    items = []
    for row in one.rows:
        reading = row.found.standing[0]
        fact, file = row.place.fact(reading.fact)
        remarks = words.marks(row.found)
        text = _(
            "{claim} [{source}]", claim=fact.claim, source=words.sources(file.sources_of(fact))
        )
        text += f" ({remarks})" if remarks else ""
        items.append(Item(Said(text, lead=words.lead(called.holder(row)))))
    return Items(tuple(items))


def _fact(row: Row) -> Fact:
    return row.place.fact(row.found.standing[0].fact)[0]


def value(row: Row) -> str:
    """The figure in the unit of the measure: a rate, a percentage, months."""
    sums = row.found.arithmetic
    if sums is None:
        return ""
    if sums.kind == "age":
        return numbers.months(int(sums.value))
    shown = numbers.rate(sums.value, ()) if sums.kind == "rate" else answers.measured(sums)
    return answers.roughly(sums, shown)


def figure(row: Row) -> str:
    """The figure as its source gives it."""
    sums = row.found.arithmetic
    assert sums is not None
    if sums.kind == "age":
        return ""
    if sums.kind == "share" and sums.given is not None and sums.total is not None:
        return _(
            "{count} of {total}", count=numbers.whole(sums.given), total=numbers.whole(sums.total)
        )
    return answers.count(row.found)


def rank(row: Row) -> str:
    """The rank of a figure among those of its unit, with the ranks its range allows."""
    if row.rank is None:
        return ""
    return _("{rank} of {number}", rank=row.rank.rank, number=row.among)


def rows(rubric: Rubric, criterion: str, found: Sequence[Across]) -> list[list[str]]:
    """The same as a table of its own, one row a track and body. The levels stand where a scale has
    some, and what an answer is worth where one has none; the track where there are two."""
    rule = rubric.criteria[criterion]
    scales = {one.track: scale for one in found if (scale := rule.scale(one.track)) is not None}
    levels = any(scale.levels for scale in scales.values())
    worths = not all(scale.levels for scale in scales.values())
    table = [_head_of_rows(rubric, levels=levels, worths=worths)]
    for one in found:
        scale = scales[one.track]
        for row in one.rows:
            sums, reading = row.found.arithmetic, row.found.standing[0]
            fact, file = row.place.fact(reading.fact)
            table.append(
                [
                    row.ref,
                    called.holder(row),
                    *([] if rubric.one_track else [words.noun(rubric, one.track)]),
                    *(_ends_of_level(scale, row) if levels else ()),
                    *(_percent_of_row(scale, row) if worths else ()),
                    *(["", "", ""] if sums is None else _figure_of_row(rubric, sums)),
                    words.counted_by(fact.seen_by),
                    *_dates(fact),
                    "" if row.rank is None else str(row.rank.rank),
                    "" if row.rank is None else str(row.among),
                    words.marks(row.found),
                    reading.fact,
                    words.sources(file.sources_of(fact)),
                ]
            )
    return table


def _head_of_rows(rubric: Rubric, *, levels: bool, worths: bool) -> list[str]:
    return [
        _("id"),
        _("place or body"),
        *([] if rubric.one_track else [_("track")]),
        *([_("lowest level"), _("highest level")] if levels else []),
        *([_("share %"), _("lowest share %"), _("highest share %")] if worths else []),
        _("figure"),
        _("unit"),
        _("value"),
        _("counted by"),
        _("from"),
        _("to"),
        _("rank in unit"),
        _("of"),
        _("remarks"),
        _("fact"),
        _("source"),
    ]


def _ends_of_level(scale: Scale, row: Row) -> tuple[str, str]:
    """The lowest and the highest level that stands; nothing on a scale that has none."""
    level = row.found.level
    return ("", "") if level is None else scale.ends(level) or (level, level)


def _percent_of_row(scale: Scale, row: Row) -> tuple[str, str, str]:
    """What stands as a share of the points, with its ends, on a scale without levels."""
    if scale.levels:
        return "", "", ""
    found = row.found
    point, low, high = (
        numbers.bare((share or Fraction(0)) * 100) for share in (found.point, found.low, found.high)
    )
    return point, low, high


def _figure_of_row(rubric: Rubric, sums: Arithmetic) -> list[str]:
    """A figure that a spreadsheet can reckon with: digits alone."""
    given = "" if sums.given is None else numbers.bare(sums.given)
    value = numbers.bare(sums.value, 6 if sums.kind == "value" else 2)
    return [given, rubric.word(sums.unit or ""), value]


def _dates(fact: Fact) -> tuple[str, str]:
    """The first and last day that a fact tells of; a rule has a first day."""
    if fact.period is not None:
        return str(fact.period.first()), str(fact.period.last())
    return "" if fact.date is None else str(fact.date.first()), ""
