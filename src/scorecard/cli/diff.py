"""scorecard diff: what moved a grade, between two dates or between two rubrics."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from ..analysis.diff import Diff
from ..analysis.diff import diff as apart
from ..analysis.history import begins
from ..engine.grade import Grader
from ..load.layers import SUFFIX, Folder, Layer, identify, is_data
from ..load.library import Library
from ..model.place import DataFile
from ..model.rubric import Rubric
from ..report import diff_view
from ..report.document import Again, Document
from ..report.language import _
from . import again, opening, say

FORMATS = ("text", "markdown", "json", "csv", "html")
RUBRICS: Folder = "rubrics"
Read = tuple[Rubric, DataFile]


def diff(name: str, since: str | None, rubric_before: str | None, asked: opening.Asked) -> int:
    """Tell what moved the grade of a place; 1 where a file has an error."""
    library, (name,), when, chosen = opening.opened(asked, [name], FORMATS)
    earlier = _earlier(since, rubric_before, when)
    asked = again.fixed(asked, when, chosen)
    found = _rubric(library, asked.rubric, name)
    other = found if rubric_before is None else _rubric(library, rubric_before, name)
    place = None if found is None else library.place(name, found[0].id)
    say.problems(library.problems)
    if found is None or other is None or place is None:
        say.not_graded(name)
        return 1
    if rubric_before is not None and found[1] == other[1]:
        raise say.UseError(_("--rubric-before and --rubric name the same rubric"))
    grader = Grader(*found)
    dated = asked.as_of is not None
    after = grader.grade(place, when, fresh=asked.fresh, dated=dated)
    if rubric_before is None:
        before = grader.grade(place, earlier, fresh=asked.fresh, dated=True)
    else:
        before = Grader(*other).grade(place, when, fresh=asked.fresh, dated=dated)
    result = apart(before, after)
    if asked.rubric is not None:
        asked = asked._replace(rubric=_shown(asked.rubric))
    to = (
        ("--since", str(earlier))
        if rubric_before is None
        else ("--rubric-before", _shown(rubric_before))
    )
    command = again.command(asked, chosen, "diff", name, *to)
    notes = opening.notes(library)
    content, document = _written(result, begins(grader, place), chosen, notes, command)
    opening.hint(library, after)
    say.answer(content, document, asked.output)
    opening.untranslated(library)
    return 0


def _earlier(since: str | None, rubric_before: str | None, when: date) -> date:
    """The day to begin with: one of the two ends must be said, and only one."""
    if since is not None and rubric_before is not None:
        raise say.UseError(
            _(
                "--since asks what changed in the city, --rubric-before what changed in the "
                "method; ask one at a time"
            )
        )
    if since is None:
        if rubric_before is None:
            raise say.UseError(_("say what to compare with: --since DATE, or --rubric-before ID"))
        return when
    earlier = opening.on_date(since)
    if earlier >= when:
        raise say.UseError(
            _("--since {date} is not before {end}, where it ends", date=earlier, end=when)
        )
    return earlier


def _rubric(library: Library, name: str | None, place: str) -> Read | None:
    """A rubric by its id, or by the path of a file in a folder named rubrics, which is read in
    place of the one of that name; the default for the place where none is named."""
    if name is None or not _is_path(name):
        return opening.chosen_rubric(library, name, place)
    path = Path(name)
    if not path.exists():
        raise say.UseError(_("there is no {path}", path=path))
    if not is_data(path) or path.resolve().parent.name != RUBRICS:
        raise say.UseError(
            _("{path} is no file of a rubrics/ folder, with a name in .yaml", path=path)
        )
    holder = path.resolve().parent.parent
    kept = [layer for layer in library.layers if layer.path.resolve() != holder]
    own = Library((*kept, Layer(holder, str(holder))), library.language)
    found = own.rubric(identify(path.stem))
    library.say(own.problems)
    return found


def _is_path(name: str) -> bool:
    """Whether a rubric is named by its file."""
    return os.sep in name or name.endswith(SUFFIX)


def _shown(name: str) -> str:
    """A rubric as a report may name it: of a path only what does not tell whose computer it is."""
    return f"{RUBRICS}/{Path(name).name}" if _is_path(name) else name


def _written(
    result: Diff, first: date | None, chosen: str, notes: tuple[str, ...], command: str
) -> tuple[str | None, Document]:
    """The difference in the format chosen, or as a document to be laid out."""
    if chosen == "json":
        from ..report import diff_data

        return diff_data.write(result, first, command), ()
    if chosen == "csv":
        from ..report import spreadsheet

        return spreadsheet.write(diff_view.rows(result)), ()
    view = diff_view.DiffView(result, first, full=chosen != "text", notes=notes)
    document = view.document()
    return say.as_page((*document, Again(command)), chosen), document
