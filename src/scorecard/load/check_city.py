"""What the file of a place must hold beyond its shape, against a rubric and within itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.place import CLERK, City, Population, Reply
from .check_fact import check_fact
from .check_reply import check_reply
from .check_source import check_address, check_inline, check_listed, check_named
from .criteria import Rubrics, find_criterion
from .document import MOST_PROBLEMS, Address, Document
from .typed import check_id, nearest, suggest

SLIP = 2
"""Letters by which a misspelt kind may be longer or shorter; kinds that no rubric grades are no
mistake."""


def check_city(document: Document, city: City, rubrics: Rubrics) -> None:
    """Add every problem of the file of a place to its document."""
    used: set[str] = set()
    for name, fact in city.facts.items():
        if len(document.problems) > MOST_PROBLEMS:
            return
        check_fact(document, city, name, fact, rubrics)
        used.update(source for source in fact.sources if isinstance(source, str))
    _cycles(document, city)
    _around(document, city, rubrics, used)


def _cycles(document: Document, city: City) -> None:
    """Facts that end each other would leave none. Each circle is named once, at its first fact."""
    ends = {
        name: (*fact.supersedes, *((fact.of,) if fact.of else ()))
        for name, fact in city.facts.items()
        if fact.supersedes or fact.of
    }
    done: set[str] = set()
    for start in ends:
        path: dict[str, Iterator[str]] = {}
        here: str | None = start if start not in done else None
        while here is not None:
            following = path.setdefault(here, iter(ends.get(here, ())))
            other = next((one for one in following if one not in done), None)
            if other is None:
                done.add(here)
                del path[here]
                here = next(reversed(path), None)
            elif other not in path:
                here = other
            elif other != here:
                circle = list(path)[list(path).index(other) :]
                name = min(circle, key=list(ends).index)
                wrong = f"`{name}` ends itself by way of others"
                mark = document.at(("facts", name), key=True)
                document.report(mark, "cycle", wrong, "let the later end the earlier")
                done.update(circle)


def _around(document: Document, city: City, rubrics: Rubrics, used: set[str]) -> None:
    """Everything but the facts: populations, bodies, sources, what was looked for."""

    dropped = document.dropped

    def source(name: object, *where: str | int) -> None:
        if isinstance(name, str):
            used.add(name)
            check_named(document, where, name, city.sources)

    if rubrics.complete and not rubrics.broken and city.kind not in rubrics.kinds():
        near = nearest(city.kind, rubrics.kinds())
        if near is not None and abs(len(near) - len(city.kind)) <= SLIP:
            mark, wrong = document.at(("kind",)), f"no rubric grades a `{city.kind}`"
            document.report(mark, "odd-kind", wrong, f"did you mean `{near}`?", warning=True)
    if city.population is not None:
        source(city.population.source, "population", "source")
        _population(document, city.population, "population")
    for name, body in city.bodies.items():
        check_id(document, ("bodies", name))
        if body.population is not None:
            source(body.population.source, "bodies", name, "population", "source")
            _population(document, body.population, "bodies", name, "population")
        if body.place is None and (body.name is None or body.kind is None):
            mark = document.at(("bodies", name), key=True)
            right = "add `name:` and `kind:`, or `place:`"
            document.report(mark, "bare-body", f"`{name}` has no name or no kind", right)
        elif body.place is None and body.governed_by is None:
            mark = document.at(("bodies", name), key=True)
            wrong, right = f"who governs `{name}` is not said", "add `governed_by:`"
            document.report(mark, "no-governor", wrong, right, warning=True)
    for name, stated in city.not_applicable.items():
        where: Address = ("not_applicable", name)
        find_criterion(document, rubrics, name, stated.track, where)
        for one in stated.sources:
            source(one, *where, "sources")
        if not stated.sources:
            wrong = "what does not apply needs a source"
            document.report(document.at(where, key=True), "no-source", wrong, "add `sources:`")
        start, end = stated.from_, stated.until
        if start is not None and end is not None and end.last() < start.first():
            mark = document.at((*where, "until"))
            document.report(mark, "date-order", "it ends before it starts", "swap the dates")
    for name in city.efforts:
        find_criterion(document, rubrics, name, None, ("efforts", name))
    for number, looked in enumerate(city.looked_for):
        here = ("looked_for", number)
        known = find_criterion(document, rubrics, looked.criterion, looked.track, here, below=True)
        plain = known is not None and "score" in rubrics.loaded[known[0]].tracks
        if known is not None and looked.track is None and not plain:
            wrong, right = "`track` is missing in `looked_for`", "add policy or practice"
            document.report(document.at(here), "missing-key", wrong, right)
        if looked.body not in (None, *city.bodies, *dropped):
            mark = document.at(("looked_for", number, "body"))
            wrong = f"`{looked.body}` is no body of this place"
            document.report(mark, "unknown-body", wrong, "list it under `bodies:`")
    if city.offices and rubrics.complete and not rubrics.broken:
        granting = {
            who
            for rubric in rubrics.loaded.values()
            for rule in rubric.criteria.values()
            for who in rule.who_can_grant
        }
        for name in city.offices:
            if name not in granting and name not in CLERK:
                mark = document.at(("offices", name), key=True)
                right = suggest(name, granting, "use a word of `who_can_grant` in a rubric")
                wrong = f"no rubric asks anything of `{name}`"
                document.report(mark, "unknown-office", wrong, right, warning=True)
    for replied, reply in _replies(city):
        check_reply(document, replied, reply)
        for at, one in enumerate(reply.sources):
            source(one, *replied, "sources", at)
    for name, active in city.organizations.items():
        for at, one in enumerate(active.sources):
            source(one, "organizations", name, "sources", at)
        if not active.sources:
            mark = document.at(("organizations", name), key=True)
            wrong, right = f"`{name}` has no source", "name where its work was read about"
            document.report(mark, "no-source", wrong, right)
        check_address(document, ("organizations", name, "url"), name, active.url)
    check_listed(document, city.sources, used)
    for name, fact in city.facts.items():
        check_inline(document, ("facts", name, "sources"), fact.sources)
    for name, stated in city.not_applicable.items():
        check_inline(document, ("not_applicable", name, "sources"), stated.sources)
    for replied, reply in _replies(city):
        check_inline(document, (*replied, "sources"), reply.sources)
    for name, active in city.organizations.items():
        check_inline(document, ("organizations", name, "sources"), active.sources)


def _population(document: Document, population: Population, *where: str) -> None:
    if not population.censuses and not document.dropped:
        mark = document.at(where, key=True)
        document.report(mark, "no-census", "no census year is given", "write `2021: 2794356`")
    for year, residents in population.censuses.items():
        if residents <= 0:
            mark = document.at((*where, year))
            wrong = f"`{year}` cannot have {residents} residents"
            document.report(mark, "out-of-range", wrong, "write a number above 0")


def _replies(city: City) -> Iterator[tuple[Address, Reply]]:
    """Every reply of a file, to the whole of it and to its facts, with its address."""
    for number, reply in enumerate(city.replies):
        yield ("replies", number), reply
    for name, fact in city.facts.items():
        for number, reply in enumerate(fact.replies):
            yield ("facts", name, "replies", number), reply
