"""What every source must say of itself, wherever it is written out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from ..model.source import Source
from .document import Address, Document
from .typed import suggest


def check_named(
    document: Document, where: Address, name: str, sources: Mapping[str, Source]
) -> None:
    """Check that a source that is named by its id is one that the file lists."""
    if name not in sources and name not in document.dropped:
        right = suggest(name, sources, "list it under `sources:`")
        wrong = f"`{name}` is no source of this file"
        document.report(document.at(where), "unknown-source", wrong, right)


def check_listed(document: Document, sources: Mapping[str, Source], used: Container[str]) -> None:
    """Check the sources that a file lists, once all that are `used` were checked: one that nobody
    uses may be meant where a name was misspelt, or a part of the file could not be read."""
    misspelt = any(problem.code == "unknown-source" for problem in document.problems)
    for name, source in sources.items():
        where = ("sources", name)
        if name not in used and not document.dropped and not misspelt:
            mark, right = document.at(where, key=True), "delete it, or use it"
            document.report(mark, "unused-source", f"`{name}` is not used", right, warning=True)
        check_source(document, where, name, source)


def check_inline(document: Document, where: Address, sources: Iterable[str | Source]) -> None:
    """Check the sources that are written out where they are used; the others are named by id."""
    for number, source in enumerate(sources):
        if isinstance(source, Source):
            check_source(document, (*where, number), source.title, source)


def check_source(document: Document, where: Address, name: str, source: Source) -> None:
    """Check a source of a place: who published it and when, and its addresses."""
    if source.publisher is None or source.date is None:
        mark = document.at(where, key=True)
        right = "add them; write `date: undated` where the page has none"
        wrong = f"`{name}` has no publisher or no date"
        document.report(mark, "bare-source", wrong, right, warning=True)
    check_addresses(document, where, name, source)


def check_addresses(document: Document, where: Address, name: str, source: Source) -> None:
    """Check that the addresses of a source are those of web pages."""
    check_address(document, (*where, "url"), name, source.url)
    check_address(document, (*where, "archive"), name, source.archive)


def check_address(document: Document, where: Address, name: str, url: str | None) -> None:
    """Check that an address is that of a web page: reports make links of it."""
    if url is not None and not url.startswith(("http://", "https://")):
        wrong = f"the address of `{name}` is not a web address"
        document.report(document.at(where), "bad-url", wrong, "start it with https://")
