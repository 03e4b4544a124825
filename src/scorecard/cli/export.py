"""scorecard export: a report to hand over, as Markdown or as a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..load.library import Library
from ..model.place import DataFile
from ..model.result import Scorecard
from ..report import export_view
from ..report.document import Again, Document
from ..report.language import _
from . import again, opening, say

FORMATS = ("markdown", "html")
SUFFIX = {"markdown": ".md", "html": ".html"}


def export(
    names: list[str],
    brief: bool,
    contact: str | None,
    more: str | None,
    asked: opening.Asked,
    into: bool,
) -> int:
    """Write a report of every place that can be graded; 1 where a file has an error. `more` names
    sections to add; `into` says that the output is a folder, even where there is none yet."""
    wanted = _sections(more)
    if wanted and brief:
        raise say.UseError(_("--brief is one page, and has no room for --with"))
    language = opening.language(asked.lang)
    when = opening.on_date(asked.as_of)
    library = opening.library(asked.data, language)
    names = opening.known(library, names)
    folder = asked.output if into else _folder(asked.output, len(names))
    chosen = say.chosen_format(asked.format, None if folder else asked.output, FORMATS)
    if folder is None and len(names) > 1 and chosen == "html":
        raise say.UseError(_("several pages need a folder: name one with -o"))
    contact = " ".join((contact or "").split()) or None
    said = [*(["--brief"] if brief else []), *(["--contact", contact] if contact else [])]
    said += ["--with", ",".join(wanted)] if wanted else []
    asked = again.fixed(asked, when, chosen)
    reports: dict[str, str] = {}
    files: list[DataFile] = []
    for graded in opening.graded(library, names, when, asked):
        card = graded._replace(place=library.around(graded.place))
        notes = (*opening.notes(library), *_missing(library, card, brief))
        sections = {name: ADDED[name](library, card) for name in wanted}
        document = export_view.document(
            card, brief=brief, contact=contact, notes=notes, sections=sections
        )
        # Reports one after another in one file are made again together.
        together = names if folder is None else [card.place.own_ref]
        command = again.command(asked, chosen, "export", *together, *said, usual=FORMATS[0])
        reports[card.place.own_ref] = _written((*document, Again(command)), chosen, brief)
        files += card.files()
    if folder is not None and reports:
        _write_into(folder, reports, SUFFIX[chosen])
    elif reports:
        say.answer("\n".join(reports.values()), None, asked.output)
        if asked.output is not None:
            say.complain(_("wrote {path}", path=asked.output))
    opening.untranslated(library, tuple(files))
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


def _sections(more: str | None) -> list[str]:
    """The sections asked for, in the order in which they stand; UseError for one that there is
    not."""
    names = [] if more is None else more.replace(",", " ").split()
    if more is not None and not names:
        raise say.UseError(_("--with names no section; there are: {names}", names=", ".join(ADDED)))
    for name in names:
        if name not in ADDED:
            raise say.UseError(
                _("no section `{name}`; there are: {names}", name=name, names=", ".join(ADDED))
            )
    return [name for name in ADDED if name in names]


def _plan(library: Library, card: Scorecard) -> export_view.Section:
    from ..analysis.asks import precedents
    from ..report.plan_view import PlanView
    from .plan import places, planned

    found = planned(card)
    others = precedents(card, found.chosen or (), places(library, card))
    return lambda numbering: PlanView(found, others, full=True, note=numbering.note).section()


def _motion(library: Library, card: Scorecard) -> export_view.Section:
    from .motion import chosen_form, drafted

    form = chosen_form(library, card.place.id, None, library.language)
    if form is None:
        return lambda numbering: []
    try:
        view = drafted(library, card, form)
    except say.UseError:
        view = None  # nobody there could vote on one
    return lambda numbering: [] if view is None else view.section(numbering)


def _history(library: Library, card: Scorecard) -> export_view.Section:
    from ..analysis.history import history
    from ..engine.grade import Grader
    from ..report.history_view import HistoryView

    grader = Grader(card.rubric, card.rubric_file)
    found = history(grader, card.place, card.as_of, fresh=card.fresh, dated=card.dated)
    return lambda numbering: HistoryView(found, full=True).section()


def _robust(library: Library, card: Scorecard) -> export_view.Section:
    from importlib.util import find_spec

    from ..analysis.chance import USUAL
    from ..analysis.robust import robust
    from ..report import robust_view

    # Without the library that draws, other choices alone are told.
    chance = USUAL if find_spec("numpy") else USUAL._replace(runs=0)
    found = robust([card], chance)
    return lambda numbering: robust_view.section(found, 0)


ADDED: dict[str, Callable[[Library, Scorecard], export_view.Section]] = {
    export_view.PLAN: _plan,
    "motion": _motion,
    "history": _history,
    "robust": _robust,
}
"""What `--with` adds to a report, in this order."""


def _written(document: Document, chosen: str, brief: bool) -> str:
    if chosen == "markdown":
        return say.as_markdown(document)
    from ..report import html

    return html.write(document, brief=brief)
