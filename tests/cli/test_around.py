"""`within`: the groups active all over a wider place stand beside those of the place itself."""

from __future__ import annotations

import json

import pytest

RUBRIC = """\
format: rubric/1
title: One question
version: "1"
grades: town
components:
  all: {title: All, criteria: {law: {question: Is there a law?, weight: 1, scale: yes/no}}}
"""
TOWN = """\
format: city/1
name: Sampleton
kind: town
within: province
sources: {page: {title: A page, publisher: Its publisher, date: undated}}
organizations: {doors: {name: Open Doors, does: Goes to counters with people., sources: page}}
facts:
  law:
    claim: There is a law.
    date: 2020
    confidence: high
    sources: page
    scores: {law: {level: yes, why: So it says.}}
"""
PROVINCE = """\
format: city/1
name: The Province
kind: province
within: land
sources: {list: {title: A list, publisher: Another publisher, date: 2024}}
organizations: {league: {name: The League, does: Joins local groups., sources: list}}
"""
LAND = PROVINCE.replace("The Province", "The Land").replace("The League", "The Union")
LAND = LAND.replace("kind: province\nwithin: land", "kind: country")


@pytest.fixture
def folder(tmp_path):
    for name, text in (("town", TOWN), ("province", PROVINCE), ("land", LAND)):
        path = tmp_path / "cities" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "one.yaml").write_text(RUBRIC, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", [("show", "town"), ("export", "town")])
def test_groups_stand_by_how_far_they_reach(folder, run, command):
    told = run(*command, "--format", "markdown", cwd=folder).stdout
    order = [
        "Organizations active here",
        "Open Doors",
        "Organizations active across The Province",
        "The League",
        "Organizations active across The Land",
        "The Union",
        "Sources",
        "Its publisher",
        "Another publisher",
    ]
    places = [told.index(text) for text in order]
    assert places == sorted(places)
    (stamp,) = (line for line in told.splitlines() if line.startswith("scorecard "))
    assert "cities/province.yaml" in stamp


def test_no_grade_rests_on_them(folder, run):
    told = run("grade", "town", "--format", "json", cwd=folder).stdout
    paths = [file["path"] for file in json.loads(told)["results"][0]["files"]]
    assert "cities/town.yaml" in paths
    assert "cities/province.yaml" not in paths


def test_a_wider_place_that_is_not_there_is_told(folder, run):
    (folder / "cities" / "province.yaml").unlink()
    done = run("check", cwd=folder)
    assert done.code == 1
    assert "cities/town.yaml:4:9: error[unknown-place] `province` is no place" in done.stdout
    assert "Open Doors" in run("show", "town", cwd=folder).stdout


def test_a_circle_ends(folder, run):
    (folder / "cities" / "land.yaml").write_text(LAND + "within: town\n", encoding="utf-8")
    assert run("show", "town", cwd=folder).stdout.count("Open Doors") == 1
