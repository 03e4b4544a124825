"""Facts that come from elsewhere than a file of their own, such as answers or the rows of a sheet:
they are checked as if they stood in the file of their place, and each problem is found where it
came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..model.characters import HIDDEN
from ..model.place import City
from ..model.problem import Problem
from .check_city import check_city
from .check_identifying import hidden, identifying, known_names, public_facts, texts
from .checker import Checker
from .criteria import Rubrics
from .document import Address, Document, Mark
from .identifying import find
from .layers import Found
from .typed import typed
from .yaml_file import MOST_BYTES, parse, read_file, too_large

TOP: Mark = (1, 1)
"""The address of all that did not come in."""


class Arrived(NamedTuple):
    """Facts by id, each as a file would hold it, and the line and column from which each of their
    parts came; a part without any is where that above it is."""

    facts: Mapping[str, Any]
    marks: Mapping[Address, Mark]


class Draft(Checker):
    """The data in reach as if one city file held other bytes."""

    def __init__(self, library: Checker, drafted: Found, content: bytes) -> None:
        super().__init__(library.layers, library.language)
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

    def joined(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What the file would say with these facts, those of the same id replaced."""
        return {**self.data, "facts": {**self.data.get("facts", {}), **facts}}

    def problems(self, arrived: Arrived, shown: str) -> tuple[Problem, ...]:
        """What is wrong with the facts that came in, at the addresses from which they came, which
        lie below the first line."""
        document = Document(shown)
        document.data = self.joined(arrived.facts)
        for path, mark in {("facts",): TOP, **arrived.marks}.items():
            if document.value(path) is not None:
                holder = document.value(path[:-1])
                for table in (document.values, document.keys):
                    table.setdefault(id(holder), {})[path[-1]] = mark
        for where, said in texts({"facts": arrived.facts}):
            if not HIDDEN.isdisjoint(said):
                wrong = "a hidden character stands here"
                document.report(document.at(where), "hidden-character", wrong, "type it again")
        city = typed(document, City)
        if city is not None:
            check_city(document, city, self.rubrics)
        found = [one for one in document.problems if (one.line, one.column) != TOP]
        seen = list(self._identifying(document, arrived.facts))
        secrets = {secret for _, secret in seen}
        found = [hidden(problem, secrets) for problem in found]
        return tuple(sorted({*found, *(problem for problem, _ in seen)}))

    def _identifying(
        self, document: Document, facts: Mapping[str, Any]
    ) -> Iterator[tuple[Problem, str]]:
        """What in the facts could identify somebody, as a problem, and what must not be told."""
        known = known_names(document.data)
        public = public_facts(document.data)
        for where, said in texts({"facts": facts}):
            for match in find(said, known):
                line, column = document.at(where)
                problem = identifying(document.path, line, column, match)
                if where[1] not in public:
                    yield problem, said[match.start : match.end]
