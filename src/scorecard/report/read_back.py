"""A written report read back: the command that makes it again, and the stamp under it.

Whoever hands a report over may have written anything into it, so nothing here takes its form for
granted, and nothing takes longer than the length of the text.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any, Literal, NamedTuple, NoReturn

Written = Literal["markdown", "html", "json"]
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
STAMP = re.compile(r"scorecard (\d\S*); (.+)")
SHORTEST = 12
"""Characters of a hash that a stamp tells."""
_FILE = re.compile(r"(\S.*) ([0-9a-f]{12})")
_VERSION = re.compile(r"\bversion (\S+)")
_CODE = "<code>scorecard "
TOP = 12
"""Lines with something on them among which a page names its rubric."""
LONGEST_NUMBER = 30
"""Characters of a number; longer ones take the square of their length to read."""


class NotOurs(ValueError):
    """A text that is no report of this program."""


class Report(NamedTuple):
    """What a report says: its lines, without what a mail or an editor changes; as data where it is
    JSON; and what it was made by and from. A page gives the first of a hash, data all of it."""

    written: Written
    lines: tuple[str, ...]
    data: Any
    command: str
    programs: tuple[str, ...]
    rubrics: tuple[str, ...]
    files: dict[str, str]


def read(text: str) -> Report:
    """A report from its text; NotOurs where it is none."""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(line.rstrip() for line in text.rstrip().split("\n"))
    start = text[:200].lstrip().lower()
    if start.startswith("{"):
        return _of_data(text, lines)
    written: Written = "html" if start.startswith("<!doctype html") else "markdown"
    command = _of_page(lines) if written == "html" else _of_text(lines)
    shown = [as_shown(line, written) for line in lines]
    stamps = [found for line in shown if (found := STAMP.fullmatch(line))]
    files = [_FILE.fullmatch(one) for stamp in stamps for one in stamp[2].split(", ")]
    body = lines.index("<body>") if "<body>" in lines else 0
    top = [line for line in shown[body:] if line][:TOP]
    return Report(
        written,
        lines,
        None,
        command,
        tuple(dict.fromkeys(stamp[1] for stamp in stamps)),
        tuple(found.rstrip(".") for line in top for found in _VERSION.findall(line)),
        {one[1]: one[2] for one in files if one},
    )


def as_shown(line: str, written: Written) -> str:
    """A line of a page as its reader sees it; of a drawing, nothing."""
    if written == "html":
        text = unescape(_TAG.sub(" ", line)).replace("\N{NO-BREAK SPACE}", " ")
        return " ".join(text.split())
    return _ESCAPED.sub(r"\1", line).strip() if written == "markdown" else line.strip()


def _of_text(lines: tuple[str, ...]) -> str:
    """The command of a page in Markdown: the last that stands in it."""
    start = "    scorecard "
    command = next((line for line in reversed(lines) if line.startswith(start)), None)
    return _no_command() if command is None else command.strip()


def _of_page(lines: tuple[str, ...]) -> str:
    """The command of a page in HTML: the last that stands in it."""
    line = next((line for line in reversed(lines) if _CODE in line), None)
    if line is None:
        _no_command()
    return unescape(line[line.rindex(_CODE) :].removeprefix("<code>").partition("</code>")[0])


def _of_data(text: str, lines: tuple[str, ...]) -> Report:
    data = _loaded(text)
    command = data.get("command")
    if not isinstance(command, str):
        _no_command()
    heads = [one for one in _heads(data) if isinstance(one, dict)]
    files = [file for head in heads for file in _list(head.get("files"))]
    rubrics = [one for head in heads if isinstance(one := head.get("rubric"), dict)]
    return Report(
        "json",
        lines,
        data,
        command,
        tuple(dict.fromkeys(str(head["program"]) for head in heads if "program" in head)),
        tuple(str(one.get("version")) for one in rubrics),
        {
            str(file.get("path")): str(file.get("sha256"))
            for file in files
            if isinstance(file, dict)
        },
    )


def _heads(data: dict[str, Any]) -> list[Any]:
    """The parts of an output that say what they were made by and from."""
    return [data, *_list(data.get("results")), data.get("before"), data.get("after")]


def without_heads(data: dict[str, Any]) -> dict[str, Any]:
    """An output without the files and versions that it was made from, which are told apart."""
    told: dict[str, Any] = _without_head(data)
    told["results"] = [_without_head(one) for one in _list(data.get("results"))]
    return told | {end: _without_head(data.get(end)) for end in ("before", "after")}


def _without_head(part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    kept = {name: one for name, one in part.items() if name not in ("files", "program")}
    if isinstance(rubric := part.get("rubric"), dict):
        kept["rubric"] = {name: one for name, one in rubric.items() if name != "version"}
    return kept


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _loaded(text: str) -> dict[str, Any]:
    """An object of JSON; NotOurs where it is not one that this program writes."""

    def number(digits: str) -> int | float:
        if len(digits) > LONGEST_NUMBER:
            raise NotOurs("number")
        return int(digits) if digits.lstrip("-").isdigit() else float(digits)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise NotOurs("twice")
        return found

    def never(name: str) -> NoReturn:
        raise NotOurs(name)

    try:
        data = json.loads(
            text,
            parse_int=number,
            parse_float=number,
            parse_constant=never,
            object_pairs_hook=once,
        )
    except NotOurs:
        raise
    except (ValueError, RecursionError):
        raise NotOurs("json") from None
    if not isinstance(data, dict):
        raise NotOurs("json")
    return data


def _no_command() -> NoReturn:
    raise NotOurs("command")
