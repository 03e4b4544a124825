"""A small data folder for the loading tests, and the real check over it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from scorecard.load.checker import Checker
from scorecard.load.layers import Layer
from scorecard.model.problem import Problem

RUBRIC = """\
format: rubric/1
title: A small rubric
version: "1.0"
grades: [municipality]
speaks_for: [police-service]
tracks: {policy: 0.4, practice: 0.6}
bands: {A: 50, F: 0}
components:
  no-collaboration:
    title: No collaboration
    criteria:
      paper:
        question: Is it written?
        weight: 1
        policy: {0: Works against., 1: Silent., 2: Part., 3: Most., 4: All.}
      calls:
        question: How often do police call?
        whose: police-service
        weight: 1
        policy: {0: Directs officers., 4: Prohibited.}
        practice:
          measure: {kind: rate, units: [status checks, all contacts]}
          0: {from: 100}
          1: {from: 10, under: 100}
          2: {over: 0, under: 10}
          3: {exactly: 0, and: The body publishes it.}
      access:
        question: Does service start without status?
        weight: 1
        practice: {0: Refused., 4: Given.}
"""
"""Valid, and enough to score on: `paper`, `calls` and `access`."""

PLAIN = """\
format: rubric/1
title: A rubric without tracks
version: "1"
grades: [town, county]
components:
  all:
    title: All
    criteria:
      law: {question: Is there a law?, weight: 1, scale: yes/no}
      plan:
        question: How far is the plan?
        weight: 1
        scale: {levels: {none: 0, half-done: 1, in-full: 2}}
      website:
        question: What does the website hold?
        weight: 1
        scale: {checklist: {map: A map., hours: Opening hours., adverts: -1}}
      life: {question: How long is a life?, weight: 1, scale: {goalposts: {worst: 20, best: 85}}}
      stops:
        question: How often are people stopped?
        weight: 1
        scale: {measure: {kind: rate, units: [stops]}, goalposts: {worst: 100, best: 0}}
      audit:
        question: How old is the last audit?
        weight: 1
        scale: {measure: {kind: age}, 0: {from: 24}, 1: {under: 24}}
      fees: {question: What does it cost?, points: 4, scale: points}
"""
"""Valid, without tracks, and with a criterion for every kind of scale."""

HEAD = """\
format: city/1
name: Sampleton
kind: municipality
"""

FACT = """\
format: city/1
name: Sampleton
kind: municipality
sources: {s: {title: A page, publisher: A publisher, date: 2020}}
facts:
  f:
    claim: A claim.
    period: 2020
    seen_by: own
    confidence: high
    sources: s
"""
"""A fact to which a line 12 is still to be added: `context:` or `scores:`."""


class Said(NamedTuple):
    """What a test compares of a problem."""

    line: int
    column: int
    code: str


def data_folder(root: Path, content: str | bytes, folder: str = "cities") -> Path:
    """A data folder with the small rubric and one file more, and the path of that file."""
    for name in ("rubrics", "cities", folder):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "rubrics" / "small.yaml").write_text(RUBRIC, encoding="utf-8")
    path = root / folder / "sampleton.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def library(*roots: Path) -> Checker:
    """The data of these folders alone, the strongest last."""
    return Checker(Layer(root, "." if n == 0 else str(root)) for n, root in enumerate(roots))


def checked(root: Path) -> list[Problem]:
    """Every problem that `scorecard check` finds in a data folder."""
    data = library(root)
    return sorted((*data.check(data.everything()), *data.misnamed()))


def check(root: Path, content: str | bytes, folder: str = "cities") -> list[Problem]:
    """Every problem that `scorecard check` finds in one file of a data folder."""
    shown = f"{folder}/{data_folder(root, content, folder).name}"
    found = checked(root)
    assert [str(p) for p in found if p.path != shown] == []
    return found


def said(found: list[Problem]) -> list[Said]:
    """Where each problem stands, and its code."""
    return [Said(problem.line, problem.column, problem.code) for problem in found]


HERE = "‸"
"""Stands in a sample where the problem belongs; taken out before the sample is read."""


def pointed(sample: str) -> tuple[str, tuple[int, int]]:
    """A sample without its mark, and the line and column of the mark."""
    before, mark, after = sample.partition(HERE)
    assert mark and HERE not in after
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))


def one(root: Path, sample: str, code: str, *words: str, folder: str = "cities") -> Problem:
    """Claim that a sample has one problem: this code, at the mark, with these words."""
    text, where = pointed(sample)
    found = check(root, text, folder)
    assert said(found) == [Said(*where, code)], [str(problem) for problem in found]
    shown = f"{found[0].wrong}; {found[0].right}"
    assert [word for word in words if word not in shown] == [], shown
    return found[0]
