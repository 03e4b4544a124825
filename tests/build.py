"""Rubrics and places for tests, from YAML as a user would write it, through the real loader."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

from scorecard.engine.grade import grade
from scorecard.load.check_city import check_city
from scorecard.load.check_rubric import check_rubric
from scorecard.load.criteria import Rubrics
from scorecard.load.document import Document
from scorecard.load.typed import typed
from scorecard.load.yaml_file import parse
from scorecard.model.place import City, DataFile, Place
from scorecard.model.result import Scorecard
from scorecard.model.rubric import Rubric

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 22)


def document(text: str, path: str = "file.yaml") -> Document:
    """A YAML text read, problems and all."""
    return parse(dedent(text).encode(), Document(path))


def rubric(text: str, name: str = "r") -> Rubric:
    """A rubric from YAML; fails where it has a problem."""
    read = document(text)
    made = typed(read, Rubric)
    assert made is not None, [str(problem) for problem in read.problems]
    made = made.named(name)
    check_rubric(read, made)
    assert not read.problems, [str(problem) for problem in read.problems]
    return made


def place(text: str, of: Rubric | None = None, joined: dict[str, Place] | None = None) -> Place:
    """A place from YAML, id `p`, checked against a rubric; fails where it has a problem."""
    read = document(text)
    city = typed(read, City)
    assert city is not None, [str(problem) for problem in read.problems]
    loaded = {} if of is None else {of.id: of}
    check_city(read, city, Rubrics(loaded, None if of is None else of.id, False))
    errors = [str(problem) for problem in read.problems if not problem.warning]
    assert not errors, errors
    return Place("p", city, DataFile("cities/p.yaml", "0" * 64), joined=joined or {})


def card(of: Rubric, city: str, as_of: date = TODAY, **more: bool) -> Scorecard:
    """A place from YAML, graded."""
    return grade(of, place(city, of), as_of, **more)


CITY = """\
format: city/1
name: Sampleton
kind: municipality
sources:
  s: {title: A page, publisher: A publisher, date: 2020}
"""
"""The head of a city file; facts are added below it."""


def facts(text: str, head: str = CITY) -> str:
    """A city file with these facts, written from the left margin."""
    body = "".join(f"  {line}\n" if line else "\n" for line in dedent(text).strip().splitlines())
    return f"{head}facts:\n{body}"
