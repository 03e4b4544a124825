"""What a law and the form of a motion must hold beyond their shape."""

from __future__ import annotations

from collections.abc import Iterable
from string import Template

from ..model.law import Law
from ..model.motion import FILLED, MUST, Form
from ..model.source import Source
from .check_source import check_inline, check_listed, check_named, check_source
from .document import Address, Document
from .typed import suggest


def check_law(document: Document, law: Law) -> None:
    """Add every problem of a law to its document."""
    used: set[str] = set()
    for name, access in law.access.items():
        _sources(document, law, ("access", name, "sources"), access.sources, used)
        if not access.covers and not access.unconfirmed:
            mark = document.at(("access", name), key=True)
            wrong, right = f"`{name}` binds nobody", "list kinds of body under `covers:`"
            document.report(mark, "binds-nobody", wrong, right)
    for name, power in law.powers.items():
        _sources(document, law, ("powers", name, "sources"), power.sources, used)
    check_listed(document, law.sources, used)


def _sources(
    document: Document, law: Law, where: Address, sources: Iterable[str | Source], used: set[str]
) -> None:
    """A statement on the law needs a source, which the file holds."""
    sources = tuple(sources)
    if not sources:
        mark = document.at(where[:-1], key=True)
        wrong, right = f"`{where[1]}` has no source", "name where it was read"
        document.report(mark, "no-source", wrong, right)
    check_inline(document, where, sources)
    for at, one in enumerate(sources):
        if isinstance(one, str):
            used.add(one)
            check_named(document, (*where, at), one, law.sources)


def check_form(document: Document, form: Form) -> None:
    """Add every problem of the form of a motion to its document."""
    for key, texts in form.texts().items():
        listed = isinstance(document.value((key,)), list)
        marks: set[str] = set()
        wrong = 0
        for at, text in enumerate(texts):
            before = len(document.problems)
            marks |= _marks(document, (key, at) if listed else (key,), key, text)
            wrong += len(document.problems) - before
        missing = MUST.get(key, frozenset()) - marks
        if missing and not wrong:
            name = min(missing)
            said = f"`{key}` never says `${name}`"
            document.report(document.at((key,)), "nothing-filled-in", said, f"add `${name}`")
    for name, source in form.sources.items():
        check_source(document, ("sources", name), name, source)


def _marks(document: Document, where: Address, key: str, text: str) -> set[str]:
    """The marks in a text, each of which must be one that something is filled in for."""
    made, known = Template(text), FILLED[key]
    offer = ", ".join(f"${name}" for name in sorted(known))
    if not made.is_valid():
        wrong = "a `$` is followed by no name"
        right = f"write `$$` for a dollar sign, or one of {offer}"
        document.report(document.at(where), "bad-mark", wrong, right)
        return set()
    found = set(made.get_identifiers())
    for name in sorted(found - known):
        right = suggest(name, known, f"write one of {offer}")
        wrong = f"nothing is filled in for `${name}` here"
        document.report(document.at(where), "unknown-mark", wrong, right)
    return found
