"""Rubrics and places by id, read once each, with every problem met on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from hashlib import sha256
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, TypeVar

from ..model.place import City, DataFile, Place
from ..model.problem import Problem
from ..model.rubric import Rubric
from .catalogue import ENGLISH
from .check_city import check_city
from .check_rubric import check_rubric
from .check_same_as import Unread, check_same_as, taking
from .criteria import Rubrics
from .document import Document, Where
from .layers import (
    FOLDERS,
    SUFFIX,
    Folder,
    Found,
    Layer,
    files,
    find,
    identify,
    is_name,
)
from .translation import FORMAT as TRANSLATION
from .translation import (
    Step,
    beside,
    check_translation,
    laid_over,
    prose,
    short_texts,
    short_words,
)
from .typed import lost_comments, typed
from .yaml_file import MOST_BYTES, read_file

if TYPE_CHECKING:
    from pydantic import BaseModel

    from ..model.law import Law
    from ..model.motion import Form

DEFAULT_RUBRIC = "noii-toronto"
"""The rubric tried first where none is named; the others follow by id."""
_STARTS = re.compile(rb"(?:#.*\n)*format: rubric/1\n")
"""How a rubric starts, as it is nearly always written: with its format, below comments."""
_GRADES = re.compile(rb"(?m)^grades: (\[[a-z, -]+\]|[a-z-]+)$")
"""The kinds that a rubric grades, as they are nearly always written; nothing else starts a line so.
"""
Alone = TypeVar("Alone", bound="BaseModel")
"""A file that stands by itself."""
MOST_IN_TURN = 8
"""Rubrics that are read one for another; none may take from one that takes in turn."""
HOMES: dict[str, Folder] = {
    "rubric/1": "rubrics",
    "city/1": "cities",
    "law/1": "laws",
    "motion/1": "motions",
}
"""Which folder each format lives in."""


class Library:
    """The data in reach: what there is, what was read, and what was wrong with it.

    Nothing is read before it is asked for, and nothing twice. In a language other than English,
    every file is read with the translation beside it; `untranslated` counts the texts of each file
    that have none, among all of its texts. `stamps` are the files read so far, and `changed` says
    that one of them had other bytes by then than when it was hashed.
    """

    def __init__(self, layers: Iterable[Layer], language: str = ENGLISH) -> None:
        self.layers = tuple(layers)
        self.language = language
        self.untranslated: dict[str, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.stamps: list[DataFile] = []
        self.changed = False
        self.replaced: dict[str, Found] = {}
        self._rubrics: dict[str, tuple[Rubric, DataFile] | None] = {}
        self._places: dict[str, tuple[City, DataFile, dict[str, int], Document] | None] = {}
        self._defaults: dict[str, str] = {}
        self._listed: dict[Folder, dict[str, list[Found]]] = {}
        self._checked: dict[str, set[str]] = {}
        self._said: set[Problem] = set()
        self._grades: dict[str, frozenset[str] | None] = {}
        self._reading: list[str] = []
        self._in_turn: set[tuple[str, str]] = set()
        self._digests: dict[str, str | None] = {}
        self._in_language: dict[str, tuple[City, DataFile]] = {}
        self._laws: dict[str, Law | None] = {}

    def ids(self, folder: Folder) -> tuple[str, ...]:
        """Every id of a folder, in order. The folder is listed once."""
        if folder not in self._listed:
            self._listed[folder] = files(self.layers, folder)
        return tuple(self._listed[folder])

    def found(self, folder: Folder, name: str) -> Found | None:
        """The file of an id in the strongest layer; what it replaces is remembered."""
        name = identify(name)
        if not is_name(name):
            return None
        among = self._among(folder, name)
        if not among:
            return None
        if len(among) > 1 and any(_differ(among[-1], other) for other in among[:-1]):
            self.replaced[f"{folder}/{name}{SUFFIX}"] = among[-1]
        return among[-1]

    def _among(self, folder: Folder, name: str) -> list[Found]:
        """The files of an id, the strongest last; from the list of the folder, where there is
        one."""
        if folder in self._listed:
            return self._listed[folder].get(name, [])
        return find(self.layers, folder, name)

    # ------------------------------------------------------------ rubrics

    def rubric(self, name: str) -> tuple[Rubric, DataFile] | None:
        """A rubric with its file; None where there is none, or it has an error."""
        if name not in self._rubrics:
            found = self.found("rubrics", name)
            self._rubrics[name] = None if found is None else self._read_rubric(found)
        return self._rubrics[name]

    def _read_rubric(self, found: Found) -> tuple[Rubric, DataFile] | None:
        document, content = read_file(found.path, found.shown)
        rubric = typed(document, Rubric) if _right_format(document, "rubric/1") else None
        others: dict[str, tuple[Rubric, DataFile]] = {}
        if rubric is not None:
            rubric = rubric.named(found.id)
            others = self._taken(document, rubric)
            rubric = taking(rubric, others)
            check_rubric(document, rubric)
        self.say(document.problems)
        if rubric is None or _errors(document):
            return None
        stamp = self._stamp(found, content)
        if self.language != ENGLISH:
            data, words, translation = self._translated(found, document)
            rubric = taking(Rubric.model_validate(data).named(found.id, words), others)
            stamp = stamp._replace(translation=translation)
        return rubric, stamp._replace(taken=tuple(file for _, file in others.values()))

    def _taken(self, document: Document, rubric: Rubric) -> dict[str, tuple[Rubric, DataFile]]:
        """The rubrics whose findings a rubric takes, by id, with their files. One that cannot be
        read is a problem; so are two rubrics that take from each other."""
        self._reading.append(rubric.id)
        found: dict[str, tuple[Rubric, DataFile]] = {}
        unread: dict[str, Unread] = {}
        for name in rubric.taken:
            if name in self._reading or len(self._reading) > MOST_IN_TURN:
                self._in_turn.add((rubric.id, name))
            if (rubric.id, name) in self._in_turn:
                unread[name] = "in-turn"
                continue
            read = self.rubric(name)
            if read is not None:
                found[name] = read
            else:
                unread[name] = "no-rubric" if self.found("rubrics", name) is None else "broken"
        self._reading.remove(rubric.id)
        check_same_as(document, rubric, {name: one for name, (one, _) in found.items()}, unread)
        return found

    # ------------------------------------------------------------ translations

    def _translated(
        self, found: Found, document: Document
    ) -> tuple[Any, dict[str, str], DataFile | None]:
        """A file with its translation laid over it: the tree, its short words, and the file that
        was used; the tree itself where there is none."""
        translation = beside(found, self.language)
        if translation is None:
            self.untranslated[found.shown] = (self._texts(document),) * 2
            return document.data, {}, None
        texts, words, stamp = self._read_translation(translation, document.data)
        known = len(texts) + len(short_texts(document.data) & words.keys())
        total = self._texts(document)
        self.untranslated[found.shown] = (total - known, total)
        return laid_over(document.data, texts), words, stamp

    @staticmethod
    def _texts(document: Document) -> int:
        """How many texts of a file a translation may have, short words among them."""
        return sum(1 for _ in prose(document.data)) + len(short_texts(document.data))

    def _read_translation(
        self, found: Found, original: Any
    ) -> tuple[dict[Step, str], dict[str, str], DataFile]:
        document, content = read_file(found.path, found.shown)
        lost_comments(document)
        right = _right_format(document, TRANSLATION)
        texts = check_translation(document, original) if right else {}
        self.say(document.problems)
        words = short_words(document) if right else {}
        return texts, words, DataFile(found.stamped, sha256(content).hexdigest())

    def default_rubric(self, kind: str) -> str | None:
        """The first rubric that grades a kind of place; None where it has an error, or where none
        does."""
        if kind not in self._defaults:
            name = next((one for one in self.rubric_ids() if self._may_grade(one, kind)), None)
            if name is None or self.rubric(name) is None:
                return None  # another must not stand in for a broken one
            self._defaults[kind] = name
        return self._defaults[kind]

    def grading(self, kinds: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The rubrics that grade each kind of place, in the order in which they are tried."""
        names = self.rubric_ids()
        return {
            kind: tuple(name for name in names if kind in (self._kinds_graded(name) or ()))
            for kind in kinds
        }

    def _may_grade(self, name: str, kind: str) -> bool:
        """Whether a rubric grades a kind, or cannot be read so far as to say."""
        kinds = self._kinds_graded(name)
        return kinds is None or kind in kinds

    def _kinds_graded(self, name: str) -> frozenset[str] | None:
        """The kinds that a rubric grades; None where it cannot be told. Of any but the first, which
        is nearly always the one, a plain line in the file is enough."""
        if name not in self._grades:
            found = None
            if name not in self._rubrics and name != self.first_rubric():
                found = self._plainly_graded(name)
            if found is None and (read := self.rubric(name)) is not None:
                found = frozenset(read[0].grades)
            self._grades[name] = found
        return self._grades[name]

    def _plainly_graded(self, name: str) -> frozenset[str] | None:
        """The kinds that a rubric grades, where its file says so in one plain line; else None."""
        found = self.found("rubrics", name)
        try:
            content = b"" if found is None else found.path.read_bytes()[:MOST_BYTES]
        except OSError:
            return None
        plain = _GRADES.findall(content)
        if not _STARTS.match(content) or len(plain) != 1:
            return None
        return frozenset(plain[0].decode().strip("[]").replace(",", " ").split())

    def first_rubric(self) -> str | None:
        """The rubric tried first; None where there is none."""
        return next(iter(self.rubric_ids()), None)

    def rubric_ids(self) -> list[str]:
        """Every rubric, in the order in which they are tried."""
        return sorted(self.ids("rubrics"), key=lambda name: (name != DEFAULT_RUBRIC, name))

    # ------------------------------------------------------------ places

    def place(self, name: str, rubric: str | None = None) -> Place | None:
        """A place ready to be graded by a rubric, joined with the files of its bodies; None where
        there is none, or a file of it has an error. `toronto/toronto-police` is a body of it."""
        name, _, focus = identify(name).partition("/")
        place = self._join(name, rubric)
        if place is None or not focus:
            return place
        return place.at(focus) if focus in place.city.bodies else None

    def around(self, place: Place) -> Place:
        """A place with the wider places that it lies in; a file that is not there, or has an error,
        is left out and said."""
        found: dict[str, Place] = {}
        inner = place
        while (name := inner.city.within) is not None and name not in (place.id, *found):
            wider = self._alone(name, None)
            if wider is None:
                self._no_place(inner.id, ("within",), name)
                break
            found[name] = inner = wider
        return place._replace(around=tuple(found.values()))

    def forget(self, name: str) -> None:
        """Let go of a place that was read, and is not asked for again."""
        name = identify(name).partition("/")[0]
        for table in (self._places, self._in_language, self._checked):
            table.pop(name, None)

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file, by its path from the data folder, as it was when it was first read
        or asked of; None where there is none, or it cannot be read."""
        if path not in self._digests:
            self._digests[path] = self._hash(path)
        return self._digests[path]

    def _hash(self, path: str) -> str | None:
        folder = next((one for one in FOLDERS if path.startswith(f"{one}/")), None)
        name = path.partition("/")[2].removesuffix(SUFFIX)
        found = None if folder is None else self.found(folder, name)
        try:
            if found is None or not S_ISREG(found.path.stat().st_mode):
                return None
            return sha256(found.path.read_bytes()).hexdigest()
        except OSError:
            return None

    def _stamp(self, found: Found, content: bytes) -> DataFile:
        """The file that was read, with the hash of what it held."""
        stamp = DataFile(found.stamped, sha256(content).hexdigest())
        self.stamps.append(stamp)
        self.met(stamp)
        return stamp

    def met(self, stamp: DataFile) -> None:
        """Hold a file that was read, here or in another process, against what is known of it."""
        if self._digests.setdefault(stamp.path, stamp.sha256) != stamp.sha256:
            self.changed = True

    def say(self, problems: Iterable[Problem]) -> None:
        """Add what was not said before."""
        for problem in problems:
            if problem not in self._said:
                self._said.add(problem)
                self.problems.append(problem)

    def is_clean(self, name: str) -> bool:
        """Whether nothing was said of a place that was read, nor of the files it is joined with."""
        read = self._read_city(identify(name).partition("/")[0])
        if read is None or read[3].problems:
            return False
        joined = (body.place for body in read[0].bodies.values() if body.place is not None)
        return all(own is not None and not own[3].problems for own in map(self._read_city, joined))

    def bodies(self, name: str) -> tuple[str, ...]:
        """The bodies of a place that was read."""
        name = identify(name)
        read = self._read_city(name)
        return () if read is None else tuple(read[0].bodies)

    def kind(self, name: str) -> str | None:
        """The kind of a place or of a body of it; None where there is no such thing."""
        name, _, focus = identify(name).partition("/")
        read = self._read_city(name)
        if read is None:
            return None
        if not focus:
            return read[0].kind
        body = read[0].bodies.get(focus)
        if body is None:
            return None
        own = None if body.place is None else self._read_city(body.place)
        return body.kind or (None if own is None else own[0].kind)

    def lost_bodies(self, name: str) -> bool:
        """Whether a place that was read names bodies that are wrong in themselves."""
        read = self._read_city(identify(name))
        stated = None if read is None else read[3].value(("bodies",))
        return (
            read is not None
            and isinstance(stated, dict)
            and not stated.keys() <= set(read[0].bodies)
        )

    def own_bodies(self, name: str, kinds: Container[str]) -> tuple[str, ...]:
        """The bodies of a place that are of some kinds and have no file of their own, each as
        `toronto/toronto-police`."""
        read = self._read_city(identify(name))
        bodies = {} if read is None else read[0].bodies
        return tuple(
            f"{name}/{body}"
            for body, stated in bodies.items()
            if stated.place is None and stated.kind in kinds
        )

    def line(self, name: str, *where: str) -> int:
        """The line of a key in the file of a place that was read; of the nearest part above it
        where it is not there."""
        read = self._read_city(identify(name))
        return 1 if read is None else read[3].at(where, key=True)[0]

    def _join(self, name: str, rubric: str | None) -> Place | None:
        """A place with the files of its bodies beside it."""
        place = self._alone(name, rubric)
        if place is None:
            return None
        joined: dict[str, Place] = {}
        for body, stated in place.city.bodies.items():
            if stated.place is None:
                continue
            own = None if stated.place == name else self._alone(stated.place, rubric)
            if own is None:
                self._no_place(name, ("bodies", body, "place"), stated.place)
                return None
            joined[body] = own
        return place._replace(joined=joined)

    def _alone(self, name: str, rubric: str | None) -> Place | None:
        """A place checked against the rubrics in play."""
        read = self._read_city(name)
        if read is None:
            return None
        city, file, lines, document = read
        default = self.default_rubric(city.kind)
        in_play = [one for one in (default, rubric) if one is not None]
        loaded = {one: found[0] for one in in_play if (found := self.rubric(one)) is not None}
        if not self._check(name, document, city, Rubrics(loaded, default, False)):
            return None
        reserved = frozenset(loaded[default].criteria) if default in loaded else frozenset()
        city, file = self._city_in_language(name, city, file, document)
        return Place(name, city, file, lines, rubric=default, reserved=reserved)

    def _city_in_language(
        self, name: str, city: City, file: DataFile, document: Document
    ) -> tuple[City, DataFile]:
        """A place that was checked, with its translation laid over it."""
        found = None if self.language == ENGLISH else self.found("cities", name)
        if found is None:
            return city, file
        if name not in self._in_language:
            data, _, translation = self._translated(found, document)
            translated = City.model_validate(data)
            self._in_language[name] = translated, file._replace(translation=translation)
        return self._in_language[name]

    def _no_place(self, name: str, where: Where, stated: str) -> None:
        """Say that a place which a file names has none, where its own errors do not say why."""
        read = self._read_city(name)
        if read is None or (stated != name and self.found("cities", stated) is not None):
            return
        document = read[3]
        document.report(document.at(where), *nobody(stated, name))
        self.say(document.problems[-1:])

    def _read_city(self, name: str) -> tuple[City, DataFile, dict[str, int], Document] | None:
        if name not in self._places:
            found = self.found("cities", name)
            self._places[name] = None if found is None else self._typed_city(found)
        return self._places[name]

    def _typed_city(self, found: Found) -> tuple[City, DataFile, dict[str, int], Document] | None:
        """A city file without the parts that are wrong in themselves, which are reported."""
        document, content = self._file(found)
        self._was_read(found, document, content)
        city = typed(document, City) if _right_format(document, "city/1") else None
        self.say(document.problems)
        if city is None:
            return None
        facts = document.data.get("facts", {})
        lines = {str(key): mark.line + 1 for key, mark in document.keys.get(id(facts), {}).items()}
        return city, self._stamp(found, content), lines, document

    def _file(self, found: Found) -> tuple[Document, bytes]:
        """A city file as it was read, with its bytes."""
        return read_file(found.path, found.shown)

    def _was_read(self, found: Found, document: Document, content: bytes) -> None:
        """What is to be done with a city file that was read; nothing, but where all is checked."""

    def _check(self, name: str, document: Document, city: City, rubrics: Rubrics) -> bool:
        """Check a place against the rubrics in play, once for each set of them."""
        done, by = self._checked.setdefault(name, set()), ",".join(rubrics.loaded)
        if by not in done:
            done.add(by)
            before = len(document.problems)
            check_city(document, city, rubrics)
            if any(problem.code == "unknown-criterion" for problem in document.problems[before:]):
                # It may be a criterion of a rubric that is not in play; only all of them can tell.
                del document.problems[before:]
                read = {one: self.rubric(one) for one in self.ids("rubrics")}
                loaded = {one: found[0] for one, found in read.items() if found is not None}
                broken = frozenset(read) - frozenset(loaded)
                check_city(document, city, Rubrics(loaded, rubrics.default, True, broken))
            self.say(document.problems[before:])
        return not _errors(document)

    # ------------------------------------------------------------ laws and forms

    def law(self, name: str) -> Law | None:
        """A law by the name of its file; None where there is none, or it has an error."""
        if name not in self._laws:
            found = self.found("laws", name)
            self._laws[name] = None if found is None else self._read_law(found)
        return self._laws[name]

    def laws(self, country: str | None, province: str | None) -> tuple[Law, ...]:
        """The law of a province, and after it that of its country."""
        read = [one for name in self.ids("laws") if (one := self.law(name)) is not None]
        mine = [one for one in read if one.country == country]
        own = [one for one in mine if one.province is not None and one.province == province]
        return (*own, *(one for one in mine if one.province is None))

    def form(self, name: str) -> Form | None:
        """The form of a motion by the name of its file; None where there is none, or it has an
        error."""
        found = self.found("motions", name)
        return None if found is None else self._read_form(found)

    def _read_law(self, found: Found) -> Law | None:
        from ..model.law import Law
        from .check_law import check_law

        return self._read(found, Law, check_law)

    def _read_form(self, found: Found) -> Form | None:
        from ..model.motion import Form
        from .check_law import check_form

        return self._read(found, Form, check_form)

    def _read(
        self, found: Found, model: type[Alone], check: Callable[[Document, Alone], None]
    ) -> Alone | None:
        """A file that stands by itself, in the language in force."""
        document, _ = read_file(found.path, found.shown)
        read = typed(document, model) if _right_format(document, _format_of(found)) else None
        if read is not None:
            check(document, read)
        self.say(document.problems)
        if read is None or _errors(document):
            return None
        if self.language == ENGLISH or found.folder == "motions":
            return read
        return model.model_validate(self._translated(found, document)[0])


def nobody(stated: str, name: str) -> tuple[str, str, str]:
    """What to say of a body whose file is not there, or is the place itself."""
    if stated == name:
        wrong = f"`{stated}` is this file itself"
        return "unknown-place", wrong, "name another file, or leave it out"
    return "unknown-place", f"`{stated}` is no place", "name a file in cities/"


def _format_of(found: Found) -> str:
    """What the files of a folder say that they are."""
    return next(form for form, folder in HOMES.items() if folder == found.folder)


def _errors(document: Document) -> bool:
    return any(not problem.warning for problem in document.problems)


def _differ(one: Found, other: Found) -> bool:
    """Whether two files of the same id hold something else."""
    try:
        both = [found.path.stat() for found in (one, other)]
        plain = all(S_ISREG(status.st_mode) for status in both)
        if not plain or both[0].st_size != both[1].st_size or both[0].st_size > MOST_BYTES:
            return True
        return one.path.read_bytes() != other.path.read_bytes()
    except OSError:
        return True


def _right_format(document: Document, wanted: str) -> bool:
    """Whether the first key says what the file is; a problem where it does not."""
    data = document.data
    if document.stopped or not isinstance(data, dict):
        return True
    stated = data.get("format")
    if stated == wanted:
        if next(iter(data)) != "format":
            mark = document.at(("format",), key=True)
            right = "move it above the other keys"
            document.report(mark, "format-first", "`format` is not the first key", right)
        return True
    if ("format",) in document.poisoned:
        return False
    if stated is None:
        wrong, right = "the file does not say what it is", f"start it with `format: {wanted}`"
        document.report((1, 1), "no-format", wrong, right)
        return False
    right = f"write `format: {wanted}`"
    said = stated[:40] if isinstance(stated, str) else "..."
    if said in HOMES and wanted in HOMES:
        right = f"move the file to {HOMES[said]}/"
    wrong = f"`{said}` is not a format of this folder"
    document.report(document.at(("format",)), "wrong-format", wrong, right)
    return False
