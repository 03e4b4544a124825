"""Translations: `x.fr.yaml` beside `x.yaml`, the same tree with only its prose in it.

A translation is laid over the text of a file before it is typed, so that nothing above this floor
knows more than one language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from .document import Document
from .layers import SUFFIX, Found
from .typed import nearest

FORMAT = "translation/1"
PROSE = frozenset(
    "title by about question ask why_added weight_reason text and extra words choice alternative "
    "name governed_by claim why context note searched does says office".split()
)
"""The keys whose text is translated. Titles and publishers of sources, and the names of
organizations, keep their language."""
OWN = frozenset({"format", "of", "words"})
"""What a translation says of itself: what it is, which text it translates (`digest`), and the short
words of a rubric."""
ADDRESS = frozenset({"criterion", "track", "body", "sent"})
"""What an item of a list repeats, so that it is known to be the same item."""

Step = tuple[str | int, ...]


def beside(found: Found, language: str) -> Found | None:
    """The translation that stands beside a file; None where there is none."""
    name = found.path.name.removesuffix(SUFFIX)
    path = found.path.with_name(f"{name}.{language}{SUFFIX}")
    return as_found(found, path) if path.is_file() else None


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


def prose(data: Any, path: Step = ()) -> Iterator[tuple[Step, str]]:
    """Every text of a file that is translated, with its path; the text of a level has the path of
    the level, however it is written."""
    if isinstance(data, list):
        for at, item in enumerate(data):
            yield from prose(item, (*path, at))
        return
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        if key in OWN and not path:
            continue
        if isinstance(value, str):
            if _translated(key, path):
                yield (path if key == "text" and _is_level(path) else (*path, key)), value
        elif not (isinstance(value, list) and key == "sources"):
            yield from prose(value, (*path, key))


def _translated(key: str, path: Step) -> bool:
    if "sources" in path:
        return key == "note"
    if path[:1] == ("organizations",):
        return key == "does"
    return key in PROSE or path[-1:] in (("terms",), ("offices",)) or _is_level((*path, key))


def _is_level(path: Step) -> bool:
    return len(path) > 1 and str(path[-1]).isdecimal() and path[-2] in ("policy", "practice")


def laid_over(data: Any, texts: Mapping[Step, str], path: Step = ()) -> Any:
    """The tree of a file with the texts that a translation has for it."""
    if isinstance(data, dict):
        return {
            key: laid_over(value, texts, path if _level_text(key, path) else (*path, key))
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [laid_over(value, texts, (*path, at)) for at, value in enumerate(data)]
    return texts.get(path, data)


def _level_text(key: str, path: Step) -> bool:
    return key == "text" and _is_level(path)


def short_words(document: Document) -> dict[str, str]:
    """The short words of a rubric in the other language."""
    found = document.data.get("words", {}) if isinstance(document.data, dict) else {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str) and value}


def check_translation(document: Document, original: Any) -> dict[Step, str]:
    """The texts of a translation that have a place in the original; a problem for every other
    thing in it, and for what shows that it was made of another version."""
    if document.stopped or not isinstance(document.data, dict):
        return {}
    wanted = {path for path, _ in prose(original)}
    texts = {}
    for path, text in prose(document.data):
        if path in wanted and text:
            texts[path] = text
    for path, value in _leaves(document.data):
        place = path[:-1] if path[-1] == "text" and _is_level(path[:-1]) else path
        if path in document.poisoned or place in texts or path[0] in OWN:
            continue
        if path[-1] in ADDRESS:
            _same(document, original, path, value)
        elif place in wanted:
            wrong = f"`{path[-1]}` is empty"
            document.report(document.at(path), "empty-value", wrong, "write it, or leave it out")
        else:
            _nothing_there(document, original, path)
    now, stated = digest(original), document.data.get("of")
    if stated != now:
        wrong = "the original has changed since it was translated"
        if stated is None:
            wrong = "which text of the original this translates is not said"
        right = f"read it beside the original, and then write `of: {now}`"
        document.report(document.at(("of",)), "old-translation", wrong, right, warning=True)
    return texts


def digest(data: Any) -> str:
    """Eight characters that change with any text that is translated."""
    texts = sorted((str(path), text) for path, text in prose(data))
    return sha256(repr(texts).encode()).hexdigest()[:8]


def _leaves(data: Any, path: Step = ()) -> Iterator[tuple[Step, Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
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
