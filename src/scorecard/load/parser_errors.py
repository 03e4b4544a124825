"""What the YAML parser says, in words for whoever wrote the file."""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml import YAMLError

from .document import LINE_END, Document


class _Saying(NamedTuple):
    """What the parser says, and what it means for whoever wrote the file."""

    said: str
    code: str
    wrong: str
    right: str
    opened: bool = False
    """Whether the mistake is where the parser began, rather than where it gave up."""


_QUOTES = "put the text in quotes, or on the next line under `>-`"
_SAYINGS = (
    _Saying(
        "mapping values are not allowed",
        "colon",
        "a colon in this text looks like a new key",
        "put the text on the next line under `>-`, or in quotes",
    ),
    _Saying("tab character", "tab", "a tab is used to indent", "indent with spaces"),
    _Saying(
        "cannot start any token",
        "character",
        "this character cannot start a text",
        _QUOTES,
    ),
    _Saying("entries are not allowed", "character", "a text that starts with - is a list", _QUOTES),
    _Saying(
        "mapping keys are not allowed", "character", "a text that starts with ? is a key", _QUOTES
    ),
    _Saying("expected node content", "character", "this character cannot stand here", _QUOTES),
    _Saying(
        "could not find expected ':'",
        "no-colon",
        "this line is no `key: value`",
        "add the colon and a space, or put the text under `>-`",
        opened=True,
    ),
    _Saying(
        "did not find expected key",
        "indentation",
        "this line does not fit the lines above it",
        "align it with its siblings, or put the text in quotes",
    ),
    _Saying(
        "did not find expected '-' indicator",
        "indentation",
        "this line does not fit the list above it",
        "start it with `- `, or indent it further",
    ),
    _Saying(
        "did not find expected ',' or",
        "brackets",
        "a bracket is not closed, or a comma is missing",
        "close it, and put texts with commas or colons in quotes",
        opened=True,
    ),
    _Saying(
        "unexpected end of stream",
        "quote",
        "a quote is opened and never closed",
        "close it, or put the text under `>-`",
        opened=True,
    ),
    _Saying(
        "unexpected document indicator",
        "quote",
        "a quote is opened and never closed",
        "close it, or put the text under `>-`",
        opened=True,
    ),
    _Saying(
        "unknown escape",
        "escape",
        "a backslash in double quotes means something else",
        "use single quotes, or `>-`",
    ),
    _Saying(
        "expected hexdecimal",
        "escape",
        "a backslash in double quotes means something else",
        "use single quotes, or `>-`",
    ),
    _Saying(
        "did not find expected <document start>",
        "after-end",
        "there is text after the end of the document",
        "delete the line above that ends it",
    ),
    _Saying("undefined tag handle", "tag", "a text that starts with ! is read as a tag", _QUOTES),
    _Saying(
        "expected comment or line break",
        "block",
        "there is text behind `>-` or `|`",
        "put the text on the next line, indented",
    ),
    _Saying(
        "expected alphabetic or numeric",
        "anchor",
        "a text that starts with & or * means something else",
        _QUOTES,
        opened=True,
    ),
)
_DIRECTIVE = _Saying(
    "", "directive", "a line that starts with % is read as an order to the reader", "delete it"
)
_NOT_INDENTED = _Saying(
    "", "block", "the text under `>-` is not indented", "indent it further than its key", True
)
_TOO_FAR = _Saying(
    "",
    "indentation",
    "this line is indented further than the line above, or its colon is part of a text",
    "indent it like its siblings, or put the text in quotes",
)
_CLOSES_NOTHING = _Saying(
    "", "brackets", "this bracket closes nothing", "delete it, or put the text in quotes"
)


def explain(error: YAMLError, text: str, document: Document) -> None:
    """Say what a parser error means for whoever wrote the file."""
    problem = str(getattr(error, "problem", "") or error)
    opened = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or opened
    lines = LINE_END.split(text)
    where = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if document.comments and where[0] - document.comments[-1][1][0] in (0, 1):
        path, at = document.comments[-1]
        document.lost_comment(path, at)
        return
    saying = next((one for one in _SAYINGS if one.said in problem), None)
    line = lines[where[0] - 1] if where[0] <= len(lines) else ""
    here = line[where[1] - 1 : where[1]]
    if "directive" in str(getattr(error, "context", "")) or "directive" in problem:
        saying, where = _DIRECTIVE, (where[0], 1)
    elif saying is not None and here == "\t":
        saying = next(one for one in _SAYINGS if one.code == "tab")
    elif saying is not None and saying.code == "indentation" and here in ("}", "]"):
        saying = _CLOSES_NOTHING
    elif (
        saying is not None
        and saying.code == "colon"
        and re.fullmatch(r"\s+[\w-]+", line[: where[1] - 1])
    ):
        saying = _TOO_FAR
    elif saying is not None and saying.code == "escape":
        where = (where[0], line.rfind("\\", 0, where[1]) + 1)
    elif saying is not None and saying.code == "no-colon" and opened is not None:
        above = [one for one in lines[: opened.line] if one.strip()][-1:]
        if above and re.search(r"[|>][+-]?\s*$", above[0]):
            saying = _NOT_INDENTED
            document.problems[:] = [p for p in document.problems if p.line != opened.line]
    if saying is None:
        right = "put the text in quotes, or compare it with a shipped file"
        document.report(where, "yaml", f"this cannot be read: {problem}", right)
        return
    if saying.opened and opened is not None:
        where = (opened.line + 1, opened.column + 1)
    document.report(where, f"yaml-{saying.code}", saying.wrong, saying.right)
