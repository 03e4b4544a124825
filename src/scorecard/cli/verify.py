"""scorecard verify: whether a report still follows from the data in hand, and what differs."""

from __future__ import annotations

import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from .. import __version__
from ..analysis.differences import Difference, File, State, Verified, of_lines, of_values
from ..load.layers import FOLDERS, LAYERS, SUFFIX, Found, is_name
from ..load.library import Library
from ..report import verify_view
from ..report.language import _, speak
from ..report.read_back import SHORTEST, STAMP, NotOurs, Report, as_shown, read, without_heads
from . import again, opening, say

MOST_BYTES = 20_000_000
"""A comparison of two thousand places is not so large."""


def verify(paths: list[Path], asked: opening.Asked) -> int:
    """Make reports again and compare; 1 where one does not follow from the data in hand. Where one
    is none of ours, nothing is run."""
    opened = opening.opened(asked, [])
    reports, wrong = [], []
    for path in dict.fromkeys(paths):
        try:
            report = _report(path)
            typed = again.read(report.command, report.written)
            opening.on_date(typed.options["--as-of"])
        except say.UseError as error:
            wrong.append(f"{path}: {error}")
        else:
            reports.append((str(path), report, typed))
    if wrong:
        raise say.UseError("\nscorecard: ".join(wrong))
    found = tuple(_verified(*one, opened.library, asked) for one in reports)
    if opened.format == "json":
        from ..report import verify_data

        say.answer(verify_data.write(found, __version__), None, asked.output)
    else:
        document = verify_view.document(found, full=opened.format != "text")
        say.answer(say.as_page(document, opened.format), document, asked.output)
    return 0 if all(one.follows for one in found) else 1


def _report(path: Path) -> Report:
    """A report from its file; UseError where it is none of ours."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise say.UseError(_("is a folder; name the reports in it")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _("the system refused")
        raise say.UseError(_("cannot be read: {reason}", reason=reason.lower())) from None
    if len(content) > MOST_BYTES:
        size = MOST_BYTES // 1_000_000
        raise say.UseError(_("is larger than {size} MB, and no report of ours", size=size))
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise say.UseError(_("is not text in UTF-8; write the report with -o, which is"))
    try:
        return read(text)
    except NotOurs:
        raise say.UseError(
            _(
                "carries no command that makes it again; Markdown, HTML and JSON do that were "
                "written by: {commands}",
                commands=", ".join(again.MAKERS),
            )
        ) from None


def _verified(
    name: str, report: Report, typed: again.Typed, library: Library, asked: opening.Asked
) -> Verified:
    """A report made again, and what differs."""
    out, errors, cannot, note = StringIO(), StringIO(), None, STAMP
    speak()  # a command begins in English
    try:
        with redirect_stdout(out), redirect_stderr(errors):
            code = again.run(typed, asked.data, report.written)
        note = _note()
    except say.UseError as wrong:
        code, cannot = 1, str(wrong)
    speak()
    opening.language(asked.lang)
    result = Verified(name, report.written, report.command, False)
    if code:
        sys.stderr.write(errors.getvalue())
    if not out.getvalue():
        reason = cannot or _("its data files have the errors above")
        before = {path: one for path, one in report.files.items() if not _is_translation(path)}
        hashes = {path: library.digest(path) for path in before}
        now = {path: digest for path, digest in hashes.items() if digest is not None}
        return result._replace(cannot=reason, files=_files(before, now, library))
    made = read(out.getvalue())
    differences = _differences(report, made)
    told = [one for one in differences if not _only(note, one)]
    if not told:
        return result._replace(follows=True, notes=bool(differences))
    files = _files(report.files, made.files, library)
    if files or report.programs != made.programs:
        told = [one for one in told if not _only(STAMP, one)]
    if report.data is not None:
        told = [*of_values(without_heads(report.data), without_heads(made.data))]
    return result._replace(
        files=files,
        rubrics=(report.rubrics, made.rubrics),
        programs=(report.programs, made.programs),
        differences=tuple(told),
        names_all=typed.name not in ("plan", "robust") and "--with" not in typed.options,
    )


def _differences(report: Report, made: Report) -> list[Difference]:
    """What differs between a report and what is made now: of data the values, however they are set
    out; of a page the lines, as they are read where that is what differs."""
    if report.lines == made.lines:
        return []
    if report.data is not None:
        return [*of_values(report.data, made.data)]
    found = []
    for where, *both in of_lines(report.lines, made.lines):
        old, new = (as_shown(one or "", report.written) for one in both)
        before, now = (old, new) if old != new else both
        # A page may lose or gain an empty line, which nobody sees.
        if before or now:
            found.append(Difference(where, before or None, now or None))
    return found


def _only(pattern: re.Pattern[str], one: Difference) -> bool:
    """Whether nothing but lines of a form differ."""
    return all(not text or pattern.fullmatch(text) for text in (one.before, one.now))


def _note() -> re.Pattern[str]:
    """The note on a file that replaces others, in the language in force. It rests on where folders
    are, as nothing else in a report does; nothing but such a note is of this form."""
    layers = "|".join(re.escape(opening.label(one)) for one in LAYERS)
    note = re.escape(_("Note: {note}", note=opening.replacing("FILE", "LAYER")))
    file = rf"(?:\S*/)?(?:{'|'.join(FOLDERS)})/[^\s/]+\.yaml"
    return re.compile(note.replace("FILE", file).replace("LAYER", f"(?:{layers})"))


def _files(reported: dict[str, str], now: dict[str, str], library: Library) -> tuple[File, ...]:
    """The data files that are not as a report says. A page tells the beginning of a hash."""
    found = []
    for path in dict.fromkeys((*reported, *now)):
        before, after = reported.get(path), now.get(path)
        if before is not None and after is not None:
            after = after[: len(before)] if len(before) >= SHORTEST else after
        if before == after:
            continue
        there = _in_hand(path, library)
        state: State = "changed"
        if before is None:
            state = "new"
        elif after is None:
            state = "gone" if there is None else "unused"
        layer = None if there is None else there.layer.label
        replaces = there is not None and path in library.replaced
        found.append(File(path, state, before, after, layer, replaces))
    return tuple(found)


def _is_translation(path: str) -> bool:
    return path.removesuffix(SUFFIX).count(".") > 0


def _in_hand(path: str, library: Library) -> Found | None:
    """A data file by its path from the data folder, of a translation the file it is of; None where
    there is none."""
    among, _slash, name = path.partition("/")
    folder = next((one for one in FOLDERS if one == among), None)
    found = None if folder is None else library.found(folder, name.partition(".")[0])
    if found is None or not _is_translation(path):
        return found
    return found if is_name(name.replace(".", "")) and found.path.with_name(name).exists() else None
