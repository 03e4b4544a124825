"""scorecard new: the file of a place that has none, asked for or given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..engine.grade import Grader
from ..load.check_identifying import texts
from ..load.checker import Checker
from ..load.document import Document
from ..load.emit import emitted
from ..load.identifying import find
from ..load.incoming import Draft
from ..load.layers import FOLDERS
from ..load.typed import nearest, typed
from ..load.yaml_file import parse
from ..model.place import City
from ..model.result import Scorecard
from ..report import start_view
from ..report.language import _
from . import asking, opening, say, writing
from .asking import tell
from .naming import identity, numbered

FIRST_LINE = f"# yaml-language-server: $schema=../schemas/{writing.SCHEMA}"
"""Tells an editor how to complete and check a file while somebody types."""
PROVINCES = {
    "AB": ("alberta",),
    "BC": ("british columbia", "colombie-britannique"),
    "MB": ("manitoba",),
    "NB": ("new brunswick", "nouveau-brunswick"),
    "NL": ("newfoundland and labrador", "newfoundland", "terre-neuve-et-labrador"),
    "NS": ("nova scotia", "nouvelle-écosse"),
    "NT": ("northwest territories", "territoires du nord-ouest"),
    "NU": ("nunavut",),
    "ON": ("ontario",),
    "PE": ("prince edward island", "île-du-prince-édouard"),
    "QC": ("quebec", "québec"),
    "SK": ("saskatchewan",),
    "YT": ("yukon",),
}
"""The provinces and territories of Canada by the code that laws and motions go by."""
SEPARATOR = ";"
"""Between the parts of a body that is given as an option."""


class Start(NamedTuple):
    """What is known of a place before anything is shown of it; None where it must be asked."""

    name: str | None = None
    kind: str | None = None
    country: str | None = None
    province: str | None = None
    residents: str | None = None
    bodies: tuple[str, ...] = ()
    yes: bool = False
    """Whether nothing is asked."""


def new(name: str, given: Start, asked: opening.Asked) -> int:
    """Write the file of a new place, and say what to look for first."""
    language = opening.language(asked.lang)
    name = asking.given(name)
    if asked.data is not None and not asked.data.exists():
        raise say.UseError(_("--data {folder} is not a folder", folder=asked.data))
    empty = asked.data is not None and not any((asked.data / one).is_dir() for one in FOLDERS)
    library = opening.library(None if empty else asked.data, language)
    checker = Checker(library.layers, language)
    city_id = identity(name)
    there = checker.found("cities", city_id)
    if there is not None:
        raise say.UseError(
            _(
                "{path} is there already; to add to it: scorecard add {id}",
                path=there.shown,
                id=city_id,
            )
        )
    city = Starting(checker, city_id, given).city(name)
    kind = str(city["kind"])
    rubric = asked.rubric or checker.default_rubric(kind)
    read = None if rubric is None else checker.rubric(rubric)
    found = writing.fresh(asked.data, city_id)
    bare = file_of(city_id, city, None).encode()
    place = Draft(checker, found, bare).place(city_id, rubric)
    card = None
    if read is not None and place is not None and kind in read[0].grades:
        card = Grader(*read).grade(place, opening.on_date(None))
    writing.write_new(checker, found, file_of(city_id, city, card).encode())
    print(_("{path} is written.", path=found.shown))
    say.show(start_view.first(city_id, card))
    return 0


def file_of(city_id: str, city: Mapping[str, Any], card: Scorecard | None) -> str:
    """The text of a new file: what is known, and what to know of the rest."""
    lines = [FIRST_LINE]
    if "population" not in city:
        lines += start_view.residents()
    for key, value in city.items():
        lines += ["", *start_view.bodies()] if key == "bodies" else []
        lines += emitted(key, value, 0)
    return "\n".join([*lines, *start_view.below(city_id, card), ""])


def known_by(key: str, said: str, found: Mapping[str, Any]) -> str:
    """A country or a province by its code, where that or its name was typed."""
    if key == "country":
        return said.upper() if len(said) == 2 else said
    if key != "province" or found.get("country") != "CA":
        return said
    codes = (code for code, names in PROVINCES.items() if said.casefold() in (code.lower(), *names))
    return next(codes, said)


def no_kind(kind: str, known: Sequence[str], some: Sequence[str]) -> str:
    """What to say of a kind that is not known: the one that was meant, or some of those known."""
    near = nearest(kind, known)
    offer = _("did you mean {name}?", name=near) if near else ", ".join(some)
    return _("no rubric knows the kind `{kind}`", kind=kind) + f"; {offer}"


class Starting:
    """What a new file says of a place, asked for where it was not given."""

    def __init__(self, checker: Checker, city_id: str, given: Start) -> None:
        self.checker, self.id, self.given = checker, city_id, given
        read = (checker.rubric(name) for name in checker.rubric_ids())
        self.rubrics = [one[0] for one in read if one is not None]

    def city(self, typed_name: str) -> dict[str, Any]:
        """The data of the file."""
        given = self.given
        found: dict[str, Any] = {"format": "city/1"}
        shown = typed_name if typed_name != self.id else self.id.replace("-", " ").title()
        self.take(found, "name", given.name, _("Its name [{name}]", name=shown), shown)
        first = self.rubrics[0].grades[0] if self.rubrics else "municipality"
        kinds = [(one, "") for one in dict.fromkeys(k for r in self.rubrics for k in r.grades)]
        self.take(
            found, "kind", given.kind, _("What kind of place? [{kind}]", kind=first), first, kinds
        )
        self.take(found, "country", given.country, _("Country, in two letters [CA]"), "CA")
        self.take(
            found, "province", given.province, _("Province, such as ON; may be left empty"), ""
        )
        within = self.country(found["country"])
        if within:
            found["within"] = within
        self.residents(found)
        self.bodies(found)
        return found

    def take(
        self,
        found: dict[str, Any],
        key: str,
        stated: str | None,
        question: str,
        default: str,
        options: Sequence[tuple[str, str]] = (),
    ) -> None:
        """One answer: given, or asked for until it is right; its default where there is none."""
        said = None if stated is None else asking.given(stated)
        while True:
            if said is None:
                said = "" if self.given.yes else self.asked(question, options)
            said = " ".join((said or default).split())
            if not said:
                return
            found[key] = known_by(key, said, found)
            wrong = self.unknown(found, key) or self.wrong(found)
            if not wrong:
                return
            self.refuse(f"--{key}", wrong)
            del found[key]
            said = None

    @staticmethod
    def asked(question: str, options: Sequence[tuple[str, str]]) -> str:
        return asking.choice(question, options) if options else asking.answer(question)

    def refuse(self, option: str, wrong: str) -> None:
        """Say what is wrong with an answer; UseError where nobody can be asked again."""
        if self.given.yes:
            raise say.UseError(f"{option}: {wrong}")
        tell(f"  {wrong}")

    def unknown(self, found: Mapping[str, Any], key: str) -> str:
        """What is wrong with an answer that nothing would know what to do with."""
        said = found[key]
        if key == "kind" and said not in (known := self.kinds_of_places()):
            return no_kind(said, known, known[:6])
        if key == "country" and not re.fullmatch("[A-Z]{2}", said):
            return _("write the two letters of the country, such as CA")
        if key == "province" and found["country"] == "CA" and said not in PROVINCES:
            return _("write the two letters of the province: {codes}", codes=", ".join(PROVINCES))
        return ""

    def kinds_of_places(self) -> list[str]:
        """The kinds that a rubric grades, then those of public bodies."""
        graded = [kind for rubric in self.rubrics for kind in rubric.grades]
        return list(dict.fromkeys([*graded, *(one for one, _none in self.kinds())]))

    def wrong(self, found: Mapping[str, Any]) -> str:
        """What is wrong with the answers so far; nothing where they could stand in a file."""
        whole = {"name": "-", "kind": "municipality", **found}
        for _where, said in texts(dict(found)):
            for match in find(said, [said]):
                return f"what looks like {match.kind.name} stands here; {match.kind.instead}"
        document = parse(file_of(self.id, whole, None).encode(), Document(""))
        typed(document, City)
        errors = [one for one in document.problems if not one.warning]
        return f"{errors[0].wrong}; {errors[0].right}" if errors else ""

    def country(self, code: str) -> str | None:
        """The file of the country, whose groups are active here too."""
        for name in self.checker.ids("cities"):
            if self.checker.kind(name) == "country":
                place = self.checker.place(name)
                if place is not None and place.city.country == code:
                    return name
        return None

    def residents(self, found: dict[str, Any]) -> None:
        """Residents by census year, without which no rate can be reckoned."""
        said = self.given.residents
        question = _("Residents at a census, as 2021: 64000; may be left empty")
        while True:
            if said is None:
                said = "" if self.given.yes else asking.answer(question)
            if not said:
                return
            year, _sign, number = said.replace("=", ":").partition(":")
            number = re.sub(r"[\s,.'\u2019]", "", number)
            if re.fullmatch(r"(19|20)\d\d", year.strip(), re.ASCII) and number.isdecimal():
                found["population"] = {year.strip(): number}
                wrong = self.wrong(found)
                if not wrong:
                    return
                del found["population"]
            else:
                wrong = _("write the year of a census and the number: 2021: 64000")
            self.refuse("--residents", wrong)
            said = None

    # ------------------------------------------------------------ bodies

    def bodies(self, found: dict[str, Any]) -> None:
        """The public bodies whose conduct is asked about."""
        named: dict[str, Any] = {}
        for given in self.given.bodies:
            parts = [part.strip() for part in asking.given(given).split(SEPARATOR)]
            if not 2 <= len(parts) <= 3 or not all(parts):
                raise say.UseError(
                    _('write --body "NAME; KIND; WHO GOVERNS IT", of a kind such as police-service')
                )
            wrong = self.no_kind(parts[1])
            if wrong:
                raise say.UseError(wrong)
            self.body(named, *parts)
        if not self.given.yes and not self.given.bodies:
            tell(_("Its public bodies: its police first, then school boards, a library, transit."))
            while name := asking.answer(_("The name of a body; empty for no more")):
                while wrong := self.no_kind(
                    kind := asking.choice(_("What kind of body is it?"), self.kinds())
                ):
                    tell(f"  {wrong}")
                governed = asking.answer(_("Who governs it? A board, or the council"))
                self.body(named, name, kind, governed)
        if named:
            found["bodies"] = named

    def no_kind(self, kind: str) -> str:
        """What is wrong with the kind of a body; nothing where it is known."""
        known = [one for one, _meaning in self.kinds()]
        return "" if kind in known else no_kind(kind, known, known)

    def body(self, named: dict[str, Any], name: str, kind: str, governed: str = "") -> None:
        """One body; it speaks for the city where the rubrics count its kind."""
        speaks = any(kind in rubric.speaks_for for rubric in self.rubrics)
        body = {"name": name, "kind": kind, "speaks_for_city": "yes" if speaks else "no"}
        if governed:
            body["governed_by"] = governed
        named[self.short(name, named)] = body

    def short(self, name: str, named: Mapping[str, Any]) -> str:
        """The id of a body: its name, without `service` and the like at its end."""
        bare = re.sub(r"-(service|department|board)s?$", "", identity(name))
        return next(one for one in numbered(bare) if one not in named)

    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of bodies that rubrics or the files in reach know of."""
        counted = (kind for rubric in self.rubrics for kind in rubric.speaks_for)
        return [(kind, "") for kind in dict.fromkeys((*counted, *start_view.KINDS_OF_BODIES))]
