"""Translations: `x.fr.yaml` beside `x.yaml`, the same tree with only its prose in it.

A translation is laid over the text of a file before it is typed, so that nothing above this floor
knows more than one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..model.fields import is_number
from .document import MOST_PROBLEMS, Document
from .layers import SUFFIX, Found
from .typed import NAMED, SCALES, by_name, nearest

FORMAT = "translation/1"
ANY, LEVEL = "*", "a level"
"""In `PROSE`: every key there is at that place, and every key that is the name of a level."""
TEXT: dict[str, Any] = {}
"""In `PROSE`: a text that is translated."""
_NOTE = {"note": TEXT}
_CHOICE = {"choice": TEXT, "alternative": TEXT}
_LEVEL = {"text": TEXT, "and": TEXT, "extra": TEXT}
_SCALE: dict[str, Any] = {LEVEL: _LEVEL, **{key: {ANY: _LEVEL} for key in NAMED}}
_NOT_APPLICABLE: dict[str, Any] = {"why": TEXT, ANY: {"why": TEXT}}
_REPLIES = {ANY: {"office": TEXT, "says": TEXT}}
_BANDS = {ANY: {"words": TEXT}}
_CRITERION = {
    **dict.fromkeys(("question", "ask", "why_added", "weight_reason"), TEXT),
    "not_applicable": _NOT_APPLICABLE,
    **dict.fromkeys(SCALES, _SCALE),
}
_COMPONENT: dict[str, Any] = {
    **dict.fromkeys(("title", "about", "weight_reason"), TEXT),
    "not_applicable": _NOT_APPLICABLE,
    "bands": _BANDS,
    "criteria": {ANY: _CRITERION},
}
_COMPONENT["components"] = {ANY: _COMPONENT}
PROSE: dict[str, Any] = {
    # a rubric
    **dict.fromkeys(("title", "by", "about"), TEXT),
    "terms": {ANY: TEXT},
    "bands": _BANDS,
    "components": {ANY: _COMPONENT},
    "gates": {ANY: _CHOICE},
    "choices": {ANY: _CHOICE},
    # a place
    **dict.fromkeys(("name", "governed_by"), TEXT),
    "bodies": {ANY: {"name": TEXT, "governed_by": TEXT}},
    "offices": {ANY: TEXT},
    "facts": {
        ANY: {
            **dict.fromkeys(("claim", "context", "note"), TEXT),
            "scores": {ANY: {"why": TEXT}},
            "sources": _NOTE,
            "replies": _REPLIES,
        }
    },
    "not_applicable": {ANY: {"why": TEXT}},
    "efforts": {ANY: {"why": TEXT}},
    "looked_for": {ANY: {"searched": TEXT}},
    "replies": _REPLIES,
    "organizations": {ANY: {"does": TEXT}},
    # a law
    "access": {
        ANY: {
            **dict.fromkeys(("name", "citation", "section", "needs", "fee", "waiver"), TEXT),
            **dict.fromkeys(("answer", "review", "producing", "doubt"), TEXT),
        }
    },
    "powers": {ANY: {"says": TEXT}},
    "names": {ANY: TEXT},
    # all of them
    "sources": {ANY: _NOTE},
}
"""Where the texts that are translated stand. Titles and publishers of sources, and the names of
organizations, keep their language."""
ADDRESS = {"looked_for": ("criterion", "track", "body"), "replies": ("sent", "received")}
"""What the items of a list may repeat, so that each is known to be the same item."""

Step = tuple[str | int, ...]


def beside(found: Found, language: str) -> Found | None:
    """The translation that stands beside a file; None where there is none."""
    name = found.path.name.removesuffix(SUFFIX)
    path = found.path.with_name(f"{name}.{language}{SUFFIX}")
    try:
        return as_found(found, path) if path.is_file() else None
    except OSError:  # a name that is too long with the language in it
        return None


def by_original(folder: Path) -> dict[str, list[Path]]:
    """The translations in a folder, under the name of the file that each stands beside."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob(f"*.*{SUFFIX}")):
        if language_of(path) is not None:
            found.setdefault(path.name.removesuffix(SUFFIX).rpartition(".")[0], []).append(path)
    return found


def language_of(path: Path) -> str | None:
    """The language in the name of a translation: `fr` of `montreal.fr.yaml`."""
    name, _, language = path.name.removesuffix(SUFFIX).rpartition(".")
    return language if name and language.isalpha() else None


def as_found(found: Found, path: Path) -> Found:
    """A translation of a file as a file of its own."""
    shown = found.shown.removesuffix(found.path.name) + path.name
    return found._replace(id=path.name.removesuffix(SUFFIX), path=path, shown=shown)


def prose(
    data: Any, tree: Mapping[str, Any] = PROSE, path: Step = ()
) -> Iterator[tuple[Step, str]]:
    """Every text of a file that is translated, with its path; the text of a level has the path of
    the level, however it is written."""
    for key, value in _items(data):
        below = _below(tree, key)
        if below is None:
            continue
        here = (*path, key)
        if isinstance(value, str):
            points = bool(path) and path[-1] in NAMED and _is_points(value)
            if below is TEXT or (below is _LEVEL and not points):
                yield (path if key == "text" and _is_level(path) else here), value
        else:
            yield from prose(value, below, here)


def _items(data: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(data, dict):
        yield from data.items()
    elif isinstance(data, list):
        yield from enumerate(data)


def _below(tree: Mapping[str, Any], key: str | int) -> Mapping[str, Any] | None:
    """What may be translated under a key; None where nothing is."""
    if LEVEL in tree and str(key).isdecimal():
        key = LEVEL
    return tree.get(str(key), tree.get(ANY)) if isinstance(key, str) else tree.get(ANY)


def _is_level(path: Step) -> bool:
    if len(path) < 2:
        return False
    return path[-2] in NAMED or (path[-2] in SCALES and str(path[-1]).isdecimal())


def _is_points(text: str) -> bool:
    """Whether what stands for a level is its points, rather than a text that starts with a number:
    `0.5`, and not `8 h 30`."""
    return is_number(text) and re.search(r"[^\W\d_]", text) is None


def laid_over(data: Any, texts: Mapping[Step, str], path: Step = ()) -> Any:
    """The tree of a file with the texts that a translation has for it."""
    if isinstance(data, dict):
        return {
            key: texts.get(path, value)
            if key == "text" and _is_level(path)
            else laid_over(value, texts, (*path, key))
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [laid_over(value, texts, (*path, at)) for at, value in enumerate(data)]
    text = texts.get(path, data)
    return {"text": text} if by_name(path) and text != data and is_number(text) else text


def short_words(document: Document) -> dict[str, str]:
    """The short words of a rubric in the other language."""
    found = document.data.get("words", {}) if isinstance(document.data, dict) else {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str) and value}


def short_texts(original: Any) -> set[str]:
    """The short texts of a rubric that recur, and that `words` translates: units, kinds of
    evidence, and who can grant an ask. How an alternative is run is no text."""
    found: set[str] = set()
    for key, value in _items(original):
        if key in ("who_can_grant", "evidence", "units"):
            found.update([value] if isinstance(value, str) else filter(_is_text, value))
        elif not isinstance(value, str) and key != "try":
            found |= short_texts(value)
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def check_translation(document: Document, original: Any) -> dict[Step, str]:
    """The texts of a translation that have a place in the original; a problem for every other
    thing in it, and for what shows that it was made of another version."""
    if document.stopped:
        return {}
    if not isinstance(document.data, dict):
        right = f"start the file with `format: {FORMAT}`"
        document.report((1, 1), "not-a-mapping", "this file holds no keys", right)
        return {}
    wanted = {path for path, _ in prose(original)}
    texts = {path: text for path, text in prose(document.data) if path in wanted and text}
    for path, value in _leaves(document.data):
        if len(document.problems) > MOST_PROBLEMS:
            return texts
        place = path[:-1] if path[-1] == "text" and _is_level(path[:-1]) else path
        if path in document.poisoned or place in texts or path[0] in ("format", "of"):
            continue
        if path[0] == "words":
            _word(document, original, path, value)
        elif path[-1] in ADDRESS.get(_list_of(path), ()):
            _same(document, original, path, value)
        elif place in wanted and value:
            wrong, right = f"`{path[-1]}` is a number here", "write its text; its points stay"
            document.report(document.at(path), "not-prose", wrong, right)
        elif place in wanted:
            wrong = f"`{path[-1]}` is empty"
            document.report(document.at(path), "empty-value", wrong, "write it, or leave it out")
        else:
            _nothing_there(document, original, path)
    _unaddressed(document, original)
    now, stated = digest(original), document.data.get("of")
    if stated != now:
        wrong = "the original has changed since it was translated"
        if stated is None:
            wrong = "which text of the original this translates is not said"
        right = f"read it beside the original, and then write `of: {now}`"
        document.report(document.at(("of",)), "old-translation", wrong, right, warning=True)
    return texts


def _word(document: Document, original: Any, path: Step, value: Any) -> None:
    """The short words of a rubric: a mapping of texts."""
    if "components" not in original:
        wrong, right = "`words` belongs to the translation of a rubric", "delete it"
        document.report(document.at(path[:1], key=True), "not-in-original", wrong, right)
    elif len(path) != 2 or not isinstance(path[1], str) or not isinstance(value, str) or not value:
        wrong, right = "`words` holds a text for each word", "write `police board: its name`"
        document.report(document.at(path), "not-a-text", wrong, right)


def _list_of(path: Step) -> str:
    """The list that a key of one of its items stands in; empty for any other key."""
    return str(path[-3]) if len(path) > 2 and isinstance(path[-2], int) else ""


def _unaddressed(document: Document, original: Any) -> None:
    """Items of a list that do not say which item of the original they are."""
    facts = document.data.get("facts")
    lists: list[Step] = [(name,) for name in ADDRESS]
    lists += [("facts", name, "replies") for name in (facts if isinstance(facts, dict) else ())]
    for path in lists:
        items = _at(document.data, path)
        for at, item in enumerate(items if isinstance(items, list) else ()):
            there = _at(original, (*path, at))
            if not isinstance(there, dict) or not isinstance(item, dict):
                continue
            must = [key for key in ADDRESS[str(path[-1])] if key in there]
            if path[-1] == "replies":
                must = must[:1]  # when it was asked says which it is; else when it came
            missing = [key for key in must if key not in item]
            if missing:
                wrong = f"which item of the original this is, is not said: no `{missing[0]}`"
                right = f"repeat it: `{missing[0]}: {there[missing[0]]}`"
                document.report(document.at((*path, at)), "other-item", wrong, right)


def digest(data: Any) -> str:
    """Eight characters that change with any text that is translated."""
    texts = sorted((str(path), text) for path, text in prose(data))
    return sha256(repr(texts).encode()).hexdigest()[:8]


def _leaves(data: Any, path: Step = ()) -> Iterator[tuple[Step, Any]]:
    for key, value in _items(data):
        if isinstance(value, dict | list) and value:
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _same(document: Document, original: Any, path: Step, value: Any) -> None:
    """What names an item must be what the original says there."""
    there = _at(original, path)
    if value != there:
        wrong = f"the original has `{there}` here" if there else "the original has no such item"
        right = "keep the items in the order of the original"
        document.report(document.at(path), "other-item", wrong, right)


def _nothing_there(document: Document, original: Any, path: Step) -> None:
    """What a translation says of something that the original does not have."""
    known: Any = original
    for at, step in enumerate(path):
        inside = isinstance(known, dict) and step in known
        if not inside and not (
            isinstance(known, list) and isinstance(step, int) and step < len(known)
        ):
            names = list(known) if isinstance(known, dict) else []
            near = nearest(str(step), names)
            right = f"did you mean `{near}`?" if near else "delete it"
            mark = document.at(path[: at + 1], key=True)
            document.report(mark, "not-in-original", f"the original has no `{step}` here", right)
            return
        known = known[step]
    right = "delete it; a translation holds prose only"
    wrong = f"`{path[-1]}` is not translated"
    document.report(document.at(path, key=True), "not-prose", wrong, right)


def _at(data: Any, path: Step) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
