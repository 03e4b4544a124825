"""`compare` by a rubric for bodies takes those that places name, beside those with a file."""

from __future__ import annotations

import pytest

RUBRIC = """\
format: rubric/1
title: One question to police
version: "1"
grades: police
components:
  all: {title: All, criteria: {rule: {question: Is there a rule?, weight: 1, scale: yes/no}}}
"""
TOWN = """\
format: city/1
name: Sampleton
kind: town
bodies:
  constables: {name: Constables, kind: police, speaks_for_city: yes, governed_by: A board}
  guards: {name: Guards, kind: police, speaks_for_city: yes, governed_by: A board}
  schools: {name: Schools, kind: school-board, speaks_for_city: no, governed_by: Trustees}
  rangers: {place: rangers, speaks_for_city: no}
sources: {s: {title: A page, publisher: A publisher, date: 2020}}
facts:
  rule:
    claim: The constables have a rule.
    body: constables
    date: 2020
    confidence: high
    sources: s
    scores: {one/rule: {level: yes, why: So it says.}}
  schools:
    claim: The schools have a rule.
    body: schools
    date: 2020
    confidence: high
    sources: s
    scores: {one/rule: {level: yes, why: So it says.}}
"""
RANGERS = """\
format: city/1
name: Rangers
kind: police
governed_by: Nobody
"""


@pytest.fixture
def folder(tmp_path):
    for name, text in (("cities/town", TOWN), ("cities/rangers", RANGERS), ("rubrics/one", RUBRIC)):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def compared(run, folder, *more):
    done = run("compare", *more, "--rubric", "one", "--format", "csv", cwd=folder)
    assert done.code == 0, done.stderr
    refs = {line.split(",")[0] for line in done.stdout.splitlines()[1:]}
    return refs, done.stderr


def test_bodies_of_the_kind_come_in_where_something_is_known(run, folder):
    refs, said = compared(run, folder)
    assert refs == {"rangers", "town/constables"}
    assert "1 body is left out, since no fact of it stands: town/guards" in said


def test_who_is_named_is_compared_whatever_is_known(run, folder):
    refs, said = compared(run, folder, "town/guards", "town/constables")
    assert refs == {"town/guards", "town/constables"}
    assert "left out" not in said


def test_a_broken_place_is_told_once_and_its_bodies_not_at_all(run, folder):
    (folder / "cities" / "town.yaml").write_text(TOWN.replace("claim:", "clam:", 1))
    done = run("compare", "--rubric", "one", "--format", "csv", cwd=folder)
    assert done.code == 1
    assert "cities/town.yaml" in done.stderr
    assert "rangers" in done.stdout


def test_a_broken_body_is_no_silence(run, folder):
    broken = TOWN.replace("constables: {name: Constables, kind:", "constables: {name: C, knid:")
    (folder / "cities" / "town.yaml").write_text(broken, encoding="utf-8")
    done = run("compare", "--rubric", "one", "--format", "csv", cwd=folder)
    assert done.code == 1
    assert "town is not graded" in done.stderr


def test_a_hundred_places_with_bodies_are_the_same_the_second_time(run, folder, monkeypatch):
    """What is kept of a place must not stand for the bodies that it names."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    (folder / "rubrics" / "one.yaml").write_text(
        RUBRIC.replace("grades: police", "grades: [police, town]"), encoding="utf-8"
    )
    for n in range(120):
        text = TOWN.replace("  rangers: {place: rangers, speaks_for_city: no}\n", "")
        (folder / "cities" / f"town-{n:03}.yaml").write_text(text, encoding="utf-8")
    first = run("compare", "--rubric", "one", "--format", "csv", cwd=folder)
    assert first.stdout.count("/constables") == 121
    again = run("compare", "--rubric", "one", "--format", "csv", cwd=folder)
    assert (again.code, again.stdout) == (first.code, first.stdout)
