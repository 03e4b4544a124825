"""Shorthand for the tests of the rules: one fact on one line, and what a reader is told."""

from __future__ import annotations

from build import CITY, document
from scorecard.load.check_city import check_city
from scorecard.load.check_rubric import check_rubric
from scorecard.load.criteria import Rubrics
from scorecard.load.typed import typed
from scorecard.model.place import City, Place
from scorecard.model.result import Scorecard
from scorecard.model.rubric import Rubric
from scorecard.report import markdown
from scorecard.report.grade_view import View

WITH_POLICE = (
    CITY + "bodies: {police: {name: Police, kind: police-service, speaks_for_city: yes}}\n"
)
"""The head of a city file with a police service that speaks for the city."""


def fact(name: str, rest: str, confidence: str = "high") -> str:
    """A fact as a line of YAML; every one needs a claim, a confidence and a source."""
    return f"{name}: {{claim: A claim., confidence: {confidence}, sources: s, {rest}}}\n"


def named(name: str, place: Place) -> Place:
    """A place under another id than `p`, for the file of a body."""
    return Place(name, place.city, place.file)


def report(card: Scorecard) -> str:
    """The report of a grade as plain text on one line."""
    text = markdown.write(View(card, full=True).document())
    return " ".join(text.replace("\\", "").replace("*", "").split())


def refused(city: str, of: Rubric) -> list[str]:
    """The codes of the errors that a city file has."""
    read = document(city)
    made = typed(read, City)
    if made is not None:
        check_city(read, made, Rubrics({of.id: of}, of.id, False))
    return [problem.code for problem in read.problems if not problem.warning]


def refused_rubric(text: str) -> list[str]:
    """The codes of the errors that a rubric has."""
    read = document(text)
    made = typed(read, Rubric)
    if made is not None:
        check_rubric(read, made)
    return [problem.code for problem in read.problems if not problem.warning]
