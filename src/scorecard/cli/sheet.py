"""scorecard sheet: the facts of a place as a spreadsheet, to be filled and imported."""

from __future__ import annotations

from pathlib import Path

from ..load import flat
from ..load.checker import Checker
from ..load.rewrite import says
from ..load.workbook import Sheet, written
from ..model.rubric import Rubric
from ..report import sheet_view, spreadsheet
from ..report.language import _, n_
from . import opening, say

FACTS = "Facts"
"""The sheet that is imported, in every language."""
FORMATS = (".xlsx", ".csv")


def sheet(name: str, output: Path, overwrite: bool, asked: opening.Asked) -> int:
    """Write a sheet of the facts of a place; 1 where its file has errors. A file that is there
    already, which somebody may have filled, is left, unless it is to be overwritten."""
    language = opening.language(asked.lang)
    if output.suffix.lower() not in FORMATS:
        raise say.UseError(
            _("`{name}` does not say which format; end it in .xlsx or .csv", name=output.name)
        )
    if output.is_file() and not overwrite:
        raise say.UseError(
            _(
                "{path} is there already, and may hold rows that are not imported yet; name "
                "another file, or add --overwrite",
                path=output,
            )
        )
    checker = Checker(opening.library(asked.data).layers)
    (name,) = opening.known(checker, [name])
    found = checker.found("cities", name)
    chosen = opening.chosen_rubric(checker, asked.rubric, name)
    place = checker.place(name)
    if place is None or found is None:
        say.problems(checker.problems)
        say.not_graded(name)
        return 1
    rubric = None if chosen is None else chosen[0]
    facts = says(found.path.read_bytes()).get("facts", {})
    rows = [[*flat.COLUMNS, "was"]]
    for one, fact in facts.items():
        was = flat.fingerprint(one, fact)
        for row in flat.rows_of(one, fact):
            rows.append([*(row.get(column, "") for column in flat.COLUMNS), was])
    if output.suffix.lower() == ".csv":
        say.write_file(output, spreadsheet.write(rows))
    else:
        translated = opening.library(asked.data, language).rubric(rubric.id) if rubric else None
        anchors = None if translated is None else translated[0]
        offers = sheet_view.offers(place.city, rubric)
        say.write_bytes(output, written(_sheets(rows, offers, anchors), _("Lists")))
    told = n_("{number} fact", "{number} facts", len(facts))
    print(_("{path}: {facts} of {name}", path=output, facts=told, name=place.city.name))
    say.complain(_("fill in rows, then: scorecard import {id} {path}", id=name, path=output))
    return 0


def _sheets(
    rows: list[list[str]], offers: dict[str, tuple[str, ...]], rubric: Rubric | None
) -> list[Sheet]:
    """The facts, and beside them the questions with their anchors."""
    at = {name: number for number, name in enumerate(rows[0])}
    facts = Sheet(
        FACTS,
        rows,
        widths={at[name]: width for name, width in sheet_view.WIDE.items()},
        notes={at[name]: _(told) for name, told in sheet_view.HEADS.items()},
        offers={at[name]: some for name, some in offers.items()},
        closed=frozenset(at[name] for name in sheet_view.CLOSED),
        hidden=frozenset({at["was"]}),
    )
    if rubric is None:
        return [facts]
    widths = {0: 28, 1: 44, 2: 12, 3: 40, 4: 8, 5: 70}
    return [facts, Sheet(_("Questions"), list(sheet_view.anchors(rubric)), widths)]
