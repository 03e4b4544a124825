"""What the command line says, where to, and how files are written."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from ..model.problem import Problem
from ..report import text
from ..report.document import Document
from ..report.language import _

FORMATS = ("text", "markdown", "json")
SUFFIXES = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
}


class UseError(Exception):
    """Wrong use: said on stderr, exit code 2."""


def complain(message: str) -> None:
    """Say something beside the result."""
    print(f"scorecard: {text.visible(message)}", file=sys.stderr)


def not_graded(name: str) -> None:
    """Say that the files of a place have errors."""
    complain(_("{name} is not graded: its files have the errors above", name=name))


def problems(found: Iterable[Problem]) -> None:
    """Print problems, one a line, sorted."""
    for problem in sorted(set(found)):
        print(text.one_line(str(problem)), file=sys.stderr)


IN_A_FILE = 80
"""Columns to write for where there is no terminal."""


def width(output: Path | None = None) -> int:
    """The width to write for: the terminal's, or 80 in a pipe or a file."""
    if output is not None:
        return IN_A_FILE
    return shutil.get_terminal_size((IN_A_FILE, 24)).columns


def chosen_format(name: str | None, output: Path | None, formats: tuple[str, ...] = FORMATS) -> str:
    """The format asked for, else what the suffix of the output says, else the first of those
    that the command writes."""
    if name is not None:
        if name not in formats:
            raise UseError(
                _(
                    "unknown format `{name}`; write one of {formats}",
                    name=name,
                    formats=", ".join(formats),
                )
            )
        return name
    if output is None:
        return formats[0]
    found = SUFFIXES.get(output.suffix.lower())
    if found not in formats:
        known = ", ".join(suffix for suffix, one in sorted(SUFFIXES.items()) if one in formats)
        raise UseError(
            _(
                "`{name}` does not say which format; end it in {known}, or give --format",
                name=output.name,
                known=known,
            )
        )
    return found


def show(document: Document) -> None:
    """A document on stdout: coloured on a terminal that wants it, plain elsewhere."""
    lines = text.lay_out(document, width(), ascii_only=not _takes_blocks())
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb":
        for line in lines:
            print(line.text)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for line in lines:
        style = "bold" if line.strong else "dim" if line.tone == "note" else ""
        console.print(Text(line.text, style=style))


def _takes_blocks() -> bool:
    """Whether the encoding of stdout has the characters that charts are drawn in."""
    try:
        text.BLOCKS.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (LookupError, UnicodeError):
        return False
    return True


def write_file(path: Path, content: str) -> None:
    """Write a file whole or not at all; UseError where it cannot be written."""
    write_bytes(path, content.encode(errors="replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file of bytes whole or not at all; UseError where it cannot be written."""
    from ..load.whole import write_whole

    try:
        named, path = path, path.resolve()
        if any(one.suffix.lower() in (".yaml", ".yml") for one in (named, path)):
            raise UseError(
                _("{path} is named like a data file, which a report never replaces", path=path)
            )
        if path.exists() and not path.is_file() and not path.is_dir():
            # A pipe or a device cannot be replaced.
            path.write_bytes(content)
            return
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask()
        write_whole(path, content, mode)
    except (OSError, RuntimeError) as error:
        reason = (getattr(error, "strerror", None) or _("the system refused")).lower()
        raise UseError(_("cannot write {path}: {reason}", path=path, reason=reason)) from error


def umask() -> int:
    """What new files may not be used for."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def as_markdown(document: Document) -> str:
    """A document as Markdown."""
    from ..report import markdown

    return markdown.write(document)


def as_page(document: Document, chosen: str) -> str | None:
    """A document as Markdown or HTML; None where it is to be laid out as text."""
    if chosen == "html":
        from ..report import html

        return html.write(document)
    return as_markdown(document) if chosen == "markdown" else None


def answer(content: str | None, document: Document | None, output: Path | None) -> None:
    """Give a result: to a file whole, or to stdout."""
    if output is not None:
        if content is None and document is not None:
            content = text.write(document, width(output))
        write_file(output, content or "")
    elif content is not None:
        print(content, end="")
    elif document is not None:
        show(document)


def make_folder(path: Path) -> None:
    """A folder to write to; UseError where there can be none."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        reason = (error.strerror or _("the system refused")).lower()
        raise UseError(_("cannot write {path}: {reason}", path=path, reason=reason)) from error
