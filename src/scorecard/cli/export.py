"""scorecard export: a report to hand over, as Markdown or as a page of its own."""

from __future__ import annotations

from pathlib import Path

from ..load.library import Library
from ..model.result import Scorecard
from ..report import export_view
from ..report.language import _
from . import opening, say

FORMATS = ("markdown", "html")
SUFFIX = {"markdown": ".md", "html": ".html"}


def export(
    names: list[str], brief: bool, contact: str | None, asked: opening.Asked, into: bool
) -> int:
    """Write a report of every place that can be graded; 1 where a file has an error. `into` says
    that the output is a folder, even where there is none yet."""
    language = opening.language(asked.lang)
    when = opening.on_date(asked.as_of)
    names = opening.each_once(names)
    folder = asked.output if into else _folder(asked.output, len(names))
    chosen = say.chosen_format(asked.format, None if folder else asked.output, FORMATS)
    if folder is None and len(names) > 1 and chosen == "html":
        raise say.UseError(_("several pages need a folder: name one with -o"))
    library = opening.library(asked.data, language)
    opening.known(library, names)
    reports = {}
    for graded in opening.graded(library, names, when, asked):
        card = graded._replace(place=library.around(graded.place))
        notes = (*opening.notes(library), *_missing(library, card, brief))
        reports[card.place.own_ref] = _written(card, chosen, brief, contact, notes)
    if folder is not None and reports:
        _write_into(folder, reports, SUFFIX[chosen])
    elif reports:
        say.answer("\n".join(reports.values()), None, asked.output)
        if asked.output is not None:
            say.complain(_("wrote {path}", path=asked.output))
    opening.untranslated(library)
    return 1 if len(reports) < len(names) else 0


def _write_into(folder: Path, reports: dict[str, str], suffix: str) -> None:
    """Each report as a file of its own, named for its place."""
    paths = [folder / (name.replace("/", "-") + suffix) for name in reports]
    if len(set(paths)) < len(paths):
        raise say.UseError(_("two of these reports would be written to the same file"))
    say.make_folder(folder)
    for path, text in zip(paths, reports.values(), strict=True):
        say.write_file(path, text)
        say.complain(_("wrote {path}", path=path))


def _folder(output: Path | None, number: int) -> Path | None:
    """The folder that the reports go to; None where one file, or stdout, takes them."""
    if output is None:
        return None
    if output.is_dir():
        return output
    if number == 1:
        return None
    if output.suffix:
        raise say.UseError(
            _("several reports need a folder, and `{name}` is a file", name=output.name)
        )
    return output


def _missing(library: Library, card: Scorecard, brief: bool) -> list[str]:
    """What the reader of a report must know of its language: the texts that stand in English, file
    by file, or in a line where there is little room."""
    paths = tuple(file.path for file in card.files())
    missing = opening.missing_texts(library).items()
    notes = [f"{note}." for file, note in missing if file.endswith(paths)]
    return [_("what has no translation stands in English.")] if brief and notes else notes


def _written(
    card: Scorecard, chosen: str, brief: bool, contact: str | None, notes: tuple[str, ...]
) -> str:
    document = export_view.document(card, brief=brief, contact=contact, notes=notes)
    if chosen == "markdown":
        return say.as_markdown(document)
    from ..report import html

    return html.write(document, brief=brief)
