"""What comes from elsewhere than a file, such as answers or the rows of a sheet: it is checked as
if it stood in the file of its place, and each problem is found where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..model.characters import HIDDEN
from ..model.place import City
from ..model.problem import Problem
from .check_city import check_city
from .check_identifying import hidden, identifying, known_names, public_facts, texts
from .checker import Checker
from .criteria import Rubrics
from .document import Address, Document, Mark
from .flat import NONE
from .identifying import find
from .layers import Found
from .typed import typed
from .yaml_file import MOST_BYTES, parse, read_file, too_large

TOP: Mark = (1, 1)
"""The address of all that did not come in."""


LATER = frozenset(
    "missing-key no-level no-figure no-elements no-date no-seen-by no-of no-source no-context "
    "no-number one-end bare-source which-track wrong-figure level-and-figure half-a-reply".split()
)
"""What may be put right by what is still to come."""
_UNTITLED = {"title": NONE}
_UNSAID = {"claim": NONE, "confidence": "low", "sources": [_UNTITLED], "context": NONE}


class Arrived(NamedTuple):
    """Parts of a file by their key: facts by id, or items to be put below those of a list. Each
    part has the line and column from which it came, by where it will stand in the file; one without
    any is where that above it is."""

    parts: Mapping[str, Any]
    marks: Mapping[Address, Mark]


class Draft(Checker):
    """The data in reach as if one city file held other bytes."""

    def __init__(self, library: Checker, drafted: Found, content: bytes) -> None:
        super().__init__(library.layers, library.language)
        self._rubrics = library._rubrics  # those that were read hold for the draft too
        self.drafted, self.content = drafted, content

    def found(self, folder: Any, name: str) -> Found | None:
        mine = folder == "cities" and name == self.drafted.id
        return self.drafted if mine else super().found(folder, name)

    def _file(self, found: Found) -> tuple[Document, bytes]:
        if found.path != self.drafted.path:
            return super()._file(found)
        document = Document(found.shown)
        if len(self.content) > MOST_BYTES:
            too_large(document)
            return document, b""
        return parse(self.content, document), self.content


class Incoming:
    """Checks what comes in for one place. `document` is the file of the place as it stands."""

    def __init__(self, checker: Checker, found: Found) -> None:
        self.document, self.content = read_file(found.path, found.shown)
        data = self.document.data
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        read = {name: checker.rubric(name) for name in checker.ids("rubrics")}
        loaded = {name: one[0] for name, one in read.items() if one is not None}
        default = checker.default_rubric(str(self.data.get("kind")))
        self.rubrics = Rubrics(loaded, default, True, frozenset(read) - frozenset(loaded))

    def joined(self, parts: Mapping[str, Any]) -> dict[str, Any]:
        """What the file would say with these parts."""
        return joined(self.data, parts)

    def problems(self, arrived: Arrived, shown: str) -> tuple[Problem, ...]:
        """What is wrong with what came in, at the addresses from which it came, which lie below the
        first line."""
        document = Document(shown)
        document.data = self.joined(arrived.parts)
        marks = {(key,): TOP for key in arrived.parts} | dict(arrived.marks)
        for path, mark in marks.items():
            if document.value(path) is not None:
                holder = document.value(path[:-1])
                for table in (document.values, document.keys):
                    table.setdefault(id(holder), {})[path[-1]] = mark
        came_in = [one for one in texts(document.data) if document.at(one[0]) != TOP]
        for where, said in came_in:
            if not HIDDEN.isdisjoint(said):
                wrong = "a hidden character stands here"
                document.report(document.at(where), "hidden-character", wrong, "type it again")
        city = typed(document, City)
        if city is not None:
            check_city(document, city, self.rubrics)
        found = [one for one in document.problems if (one.line, one.column) != TOP]
        seen = list(_identifying(document, came_in))
        secrets = {secret for _, secret in seen}
        found = [hidden(problem, secrets) for problem in found]
        return tuple(sorted({*found, *(problem for problem, _ in seen)}))


def padded(fact: Mapping[str, Any]) -> dict[str, Any]:
    """A fact with what stands for all that is still to come, so that what is there can be checked;
    what is then wrong only because of that is in `LATER`."""
    found = {**_UNSAID, **fact}
    found["sources"] = [
        one if isinstance(one, str) else {**_UNTITLED, **one} for one in found["sources"]
    ]
    if "scores" in fact:
        scores = fact["scores"].items()
        found["scores"] = {key: {"why": NONE, **stated} for key, stated in scores}
    return found


def joined(data: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says with more parts: facts of the same id are replaced, items of a list put
    below those there are."""
    found = dict(data)
    for key, value in parts.items():
        old = data.get(key)
        found[key] = (
            {**(old or {}), **value} if isinstance(value, Mapping) else [*(old or []), *value]
        )
    return found


def _identifying(
    document: Document, came_in: Iterable[tuple[Address, str]]
) -> Iterator[tuple[Problem, str]]:
    """What could identify somebody, as a problem, and what must not be told."""
    known = known_names(document.data)
    public = public_facts(document.data)
    for where, said in came_in:
        if where[0] == "facts" and where[1] in public:
            continue
        for match in find(said, known):
            line, column = document.at(where)
            problem = identifying(document.path, line, column, match)
            yield problem, said[match.start : match.end]
