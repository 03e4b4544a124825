"""Ask somebody at a terminal, or whatever is piped in, one answer at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from textwrap import wrap

from ..report import text
from ..report.document import Document
from ..report.language import _
from . import say


class EndedError(say.UseError):
    """The input ended before all was answered."""


def given(text: str) -> str:
    """What was given on the command line as UTF-8, where Python takes it for another encoding."""
    try:
        return os.fsencode(text).decode()
    except UnicodeError:
        return text


def tell(message: str) -> None:
    """Say something between two questions."""
    print(text.visible(message), file=sys.stderr)


def show(document: Document) -> None:
    """Lay a document out between two questions."""
    for line in text.lay_out(document, say.width()):
        print(line.text, file=sys.stderr)


def answer(question: str) -> str:
    """The answer to a question, in one line without space around it; EndedError where there is
    none."""
    said = text.visible(question)
    prompt = f"{said} " if said.endswith(("?", "]")) else f"{said}: "
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            line = input(prompt)
        else:
            print(prompt, end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line:
                raise EOFError
            if not sys.stdin.isatty():
                print(file=sys.stderr)
        line.encode()
    except EOFError:
        print(file=sys.stderr)
        raise EndedError(_("the input ended; nothing was written")) from None
    except UnicodeError:
        raise EndedError(_("the input is not UTF-8 text; nothing was written")) from None
    return " ".join(line.split())


def choice(question: str, options: Sequence[tuple[str, str]]) -> str:
    """One of some options, each a value and what it means: by its number, by either of them, or
    whatever else is typed."""
    for number, (value, meaning) in enumerate(options, 1):
        said = f"{value}: {meaning}" if meaning and meaning != value else value
        lead = f"  {number}. "
        for line in wrap(
            said, max(20, say.width() - 1), initial_indent=lead, subsequent_indent="     "
        ):
            tell(line)
    given = answer(question)
    for value, meaning in options:
        if given and given.casefold() in (value.casefold(), meaning.casefold()):
            return value
    if given.isdecimal() and given.isascii() and 0 < int(given[:6]) <= len(options):
        return options[int(given) - 1][0]
    return given


def agreed(question: str) -> bool:
    """Whether somebody says yes; an empty answer is one."""
    yes, no = _("y"), _("n")
    while True:
        given = answer(_("{question} [{yes}/{no}]", question=question, yes=yes.upper(), no=no))
        if not given or given.lower() in (yes, "y", "yes", _("yes")):
            return True
        if given.lower() in (no, "n", "no", _("no")):
            return False
