"""Rubrics without tracks in a few lines, and places in one: what is asked, and what is answered."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from textwrap import dedent
from typing import Any

import yaml

from build import TODAY, place, rubric
from scorecard.engine.grade import grade
from scorecard.model.place import Place
from scorecard.model.result import ComponentScore, Scorecard
from scorecard.model.rubric import Rubric

HEAD = 'format: rubric/1\ntitle: Plain\nversion: "1"\n'
NUMBERS = frozenset({"count", "share", "value", "low", "high"})
FIGURE = NUMBERS | {"total", "of", "per", "approx"}
ENTRY = frozenset({"level", "shown", "unclear", "and_shown"})


def plain(text: str, *, head: str = HEAD) -> Rubric:
    """A rubric from its components and what else it says; it grades towns where it names none."""
    body = dedent(text).strip() + "\n"
    return rubric(head + ("" if "\ngrades:" in f"\n{body}" else "grades: town\n") + body)


def one(scale: str, weight: str = "weight: 1", more: str = "") -> Rubric:
    """A rubric with one criterion, `q`, on this scale."""
    return plain(f"""
        components:
          c:
            title: C
            criteria:
              q: {{question: Q?, {weight}, scale: {scale}{more}}}
    """)


def facts_of(answers: str) -> dict[str, Any]:
    """The facts behind `plan: some, life: {value: 59, date: 2020}`: a level, or an answer with what
    else its fact says; of a list of answers, a fact each."""
    read = yaml.load("{" + answers + "}", Loader=yaml.BaseLoader)
    found = {}
    for criterion, said in read.items():
        each = said if isinstance(said, list) else [said]
        for number, one in enumerate(each, 1):
            stated = {"level": one} if isinstance(one, str) else dict(one)
            name = stated.pop("id", f"{criterion}-{number}" if len(each) > 1 else criterion)
            counted = not NUMBERS.isdisjoint(stated)
            figure = {key: stated.pop(key) for key in list(stated) if counted and key in FIGURE}
            entry = {key: stated.pop(key) for key in list(stated) if key in ENTRY}
            found[name] = {
                "claim": "A claim.",
                "confidence": "high",
                "sources": "s",
                **({"figure": figure} if figure else {}),
                **stated,
                "scores": {criterion: {"why": "w", **entry}},
            }
    return found


def answered(of: Rubric, answers: str = "", head: str = "") -> Place:
    """A town with these answers; `head` is what else its file says."""
    about = yaml.load("{" + head + "}", Loader=yaml.BaseLoader)
    city = {
        "format": "city/1",
        "name": "Sampleton",
        "kind": "town",
        **about,
        "sources": {"s": {"title": "A page", "publisher": "A publisher", "date": "2020"}},
        "facts": facts_of(answers),
    }
    return place(json.dumps(city), of)


def graded(of: Rubric, answers: str = "", head: str = "", as_of: date = TODAY) -> Scorecard:
    """The scorecard of a town with these answers."""
    return grade(of, answered(of, answers, head), as_of)


def total(card: Scorecard) -> Fraction | None:
    """The total, as a share."""
    return card.tracks[0].score.point


def points(card: Scorecard) -> Fraction | None:
    """The total, as a number of points."""
    return card.tracks[0].score.points


def share(of: Rubric, answer: str, **more: Any) -> Fraction | None:
    """The share that an answer to `q` gives."""
    return found(of, answer, **more).point


def ends(of: Rubric, answer: str, **more: Any) -> tuple[Fraction, Fraction, Fraction]:
    """The low end, the point and the high end that an answer to `q` gives."""
    finding = found(of, answer, **more)
    return finding.low, finding.point, finding.high


def found(of: Rubric, answer: str, **more: Any) -> Any:
    """The finding that an answer to `q` leads to."""
    return graded(of, f"q: {answer}" if answer else "", **more).finding("q", "score")


def parts(card: Scorecard) -> dict[str, Any]:
    """The score of every component by id, to any depth."""
    below: dict[str, Any] = {}

    def add(components: tuple[ComponentScore, ...]) -> None:
        for component in components:
            below[component.id] = component.on("score")
            add(component.children)

    add(card.components)
    return below


def part(card: Scorecard, name: str) -> Fraction | None:
    """The share of a component."""
    return parts(card)[name].point
