"""Every problem of every data file in reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..model.problem import Problem
from ..model.rubric import Rubric
from .catalogue import ENGLISH
from .check_city import check_city
from .check_identifying import hidden, look, public_facts
from .criteria import Rubrics
from .document import Document
from .layers import FOLDERS, SUFFIX, Found, Layer, files, found_in, is_name, listed
from .library import Library, nobody
from .translation import as_found, by_original, language_of
from .typed import nearest
from .yaml_file import read_file


class Checker(Library):
    """The data in reach, all of it to be checked: every file as it stands, its translations, and
    what in them could identify somebody."""

    def __init__(self, layers: Iterable[Layer], language: str = ENGLISH) -> None:
        super().__init__(layers, language)
        self._read_now: dict[Path, tuple[Document, bytes]] = {}
        self._beside: dict[Path, dict[str, list[Path]]] = {}
        self._secrets: dict[str, set[str]] = {}
        self.coded: list[Found] = []
        """The files that say who placed a fact."""

    def _was_read(self, found: Found, document: Document, content: bytes) -> None:
        """Keep a city file for what is looked for in it next."""
        self._read_now[found.path] = document, content
        if b"coded_by" in content:
            self.coded.append(found)

    def everything(self) -> tuple[Found, ...]:
        """Every data file in reach, those that others replace included."""
        named = (files(self.layers, folder).values() for folder in FOLDERS)
        return tuple(found for group in named for among in group for found in among)

    def check(self, wanted: Iterable[Found]) -> tuple[Problem, ...]:
        """Every problem of the files wanted, sorted."""
        read = {name: self.rubric(name) for name in self.ids("rubrics")}
        loaded = {name: found[0] for name, found in read.items() if found is not None}
        self.problems.clear()
        self._said.clear()
        by_kind: dict[str, str | None] = {}
        for found in wanted:
            if found.folder == "rubrics":
                self._read_rubric(found)
            elif found.folder == "laws":
                self._read_law(found)
            elif found.folder == "motions":
                self._read_form(found)
            else:
                self._check_one(found, loaded, by_kind, frozenset(read) - frozenset(loaded))
            self._check_translations(found)
            self._check_identifying(found)
        return tuple(sorted(self.problems))

    def _check_identifying(self, found: Found) -> None:
        """Look for what could identify somebody, in a file and in every translation of it. Nothing
        that was found in one is repeated in what else is said of any of them."""
        read = self._read_now.pop(found.path) if found.path in self._read_now else None
        document, content = read or read_file(found.path, found.shown)
        public = public_facts(document.data) if found.folder == "cities" else frozenset()
        each = [(document, content)]
        for path in self._beside[found.path.parent].get(found.path.name.removesuffix(SUFFIX), ()):
            each.append(read_file(path, as_found(found, path).shown))
        looked = [look(content, document, public) for document, content in each]
        secrets = {secret for one in looked for secret in one.secrets}
        if secrets:
            paths = {document.path for document, _ in each}
            self._secrets |= dict.fromkeys(paths, secrets)
            self.problems[:] = [
                hidden(one, secrets) if one.path in paths else one for one in self.problems
            ]
        for one in looked:
            self.say(one.problems)

    def without_secrets(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Problems that were found otherwise in files that were checked, without what could
        identify somebody there."""
        for one in problems:
            yield hidden(one, self._secrets.get(one.path, ()))

    def _check_translations(self, found: Found) -> None:
        """Check every translation beside a file against it."""
        folder = found.path.parent
        if folder not in self._beside:
            self._beside[folder] = by_original(folder)
        there = self._beside[folder].get(found.path.name.removesuffix(SUFFIX), ())
        if there:
            document, _ = self._file(found)
            if document.stopped or not isinstance(document.data, dict):
                return  # nothing can be held against an original that could not be read
            for path in there:
                self._read_translation(as_found(found, path), document.data)

    def misnamed(self) -> tuple[Problem, ...]:
        """YAML files that nobody would ever read, because of how they are named."""
        problems = []
        for layer in self.layers:
            for folder in FOLDERS:
                for path in listed(layer, folder):
                    right = _misnamed(path)
                    if right is not None:
                        shown = found_in(layer, folder, path).shown
                        problems.append(
                            Problem(shown, 1, 1, "wrong-suffix", "this file is not read", right)
                        )
        return tuple(problems)

    def _check_one(
        self,
        found: Found,
        loaded: dict[str, Rubric],
        by_kind: dict[str, str | None],
        broken: frozenset[str],
    ) -> None:
        read = self._typed_city(found)
        if read is None:
            return
        city, _, _, document = read
        if city.kind not in by_kind:
            by_kind[city.kind] = self.default_rubric(city.kind)
        before = len(document.problems)
        check_city(document, city, Rubrics(loaded, by_kind[city.kind], True, broken))
        others = [(("bodies", name, "place"), body.place) for name, body in city.bodies.items()]
        laws = [(("bodies", name, "law"), body.law) for name, body in city.bodies.items()]
        for at, law in (*laws, (("law",), city.law)):
            if law is not None and self.found("laws", law) is None:
                near = nearest(law, self.ids("laws"))
                right = f"did you mean `{near}`?" if near else "name a file of laws/"
                document.report(document.at(at), "unknown-law", f"`{law}` is no law", right)
        for where, other in (*others, (("within",), city.within)):
            if other is None or other in document.dropped:
                continue
            if other == found.id or self.found("cities", other) is None:
                document.report(document.at(where), *nobody(other, found.id))
        self.say(document.problems[before:])


def _misnamed(path: Path) -> str | None:
    """What to name a file that nobody would read; None where its name is right."""
    if path.suffix.lower() not in (".yml", ".yaml"):
        return None
    if path.suffix != SUFFIX:
        return f"name it {path.stem}{SUFFIX}"
    if is_name(path.stem):
        return None
    if "." not in path.stem:
        return "use letters, digits and hyphens in its name"
    name = path.stem.rpartition(".")[0]
    if language_of(path) is None or "." in name:
        return "leave points out of the name; a translation is named `name.fr.yaml`"
    if path.with_name(f"{name}{SUFFIX}").exists():
        return None
    return f"a translation stands beside {name}{SUFFIX}, and there is none"
