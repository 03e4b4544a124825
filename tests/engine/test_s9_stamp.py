"""S9: what a result carries, and that it is the same everywhere."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from textwrap import dedent

import pytest

import scorecard
from build import CITY, facts
from short import fact

RUBRIC = """\
format: rubric/1
title: Stamped
version: "2.3"
grades: municipality
speaks_for: [police-service]
tracks: {policy: 0.5, practice: 0.5}
components:
  c:
    title: C
    criteria:
      own: {question: Own?, weight: 1, policy: {0: No., 1: Yes.}, practice: {0: No., 1: Yes.}}
      police:
        question: Police?
        whose: police-service
        weight: 1
        policy: {0: No., 1: Yes.}
gates:
  no-rule:
    when: {criterion: own, track: policy, at_most: 0}
    cap: 49
    choice: A rule comes first.
choices:
  halves: {choice: Paper and practice weigh the same., alternative: Practice weighs more.}
"""
POLICE = facts(
    fact("theirs", "effect: adopts, date: 2020, scores: {police: {level: 1, why: Théirs.}}"),
    CITY.replace("municipality", "police-service"),
)
SAMPLETON = facts(
    "".join(
        fact(name, f"effect: adopts, date: {year}, scores: {{own: {{level: 1, why: w}}}}")
        for year, name in enumerate(["elm", "oak", "ash", "fir", "yew"], 2010)
    )
    + fact("seen", "period: 2023, seen_by: own, scores: {own: {level: 0, why: w}}"),
    f"{CITY}bodies: {{police: {{place: region, speaks_for_city: yes}}}}\n",
)


def write_data(folder: Path) -> Path:
    for name, text in (
        ("rubrics/stamped.yaml", RUBRIC),
        ("cities/sampleton.yaml", SAMPLETON),
        ("cities/region.yaml", POLICE),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(dedent(text).encode())
    return folder


def graded(folder: Path, form: str, **environment: str) -> bytes:
    asked = ["grade", "sampleton", "--rubric", "stamped", "--as-of", "2024-06-30"]
    done = subprocess.run(
        [sys.executable, "-m", "scorecard", *asked, "--data", str(folder), "--format", form],
        capture_output=True,
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def result(folder):
    return json.loads(graded(folder, "json"))["results"][0]


def test_it_carries_the_rubric_s_id_and_version(result):
    assert (result["rubric"]["id"], result["rubric"]["version"]) == ("stamped", "2.3")


def test_it_carries_the_as_of_date(result):
    assert result["as_of"] == "2024-06-30"


def test_it_carries_the_program_s_version(result):
    assert result["program"] == scorecard.__version__


def test_it_carries_the_data_files_with_their_hashes_and_paths_from_the_data_folder(folder, result):
    names = ["rubrics/stamped.yaml", "cities/sampleton.yaml", "cities/region.yaml"]
    hashes = {name: sha256((folder / name).read_bytes()).hexdigest() for name in names}
    assert {file["path"]: file["sha256"] for file in result["files"]} == hashes


def test_it_carries_every_choice(result):
    """That of the rubric and that of its gate."""
    said = json.dumps(result)
    assert "Paper and practice weigh the same." in said
    assert "Practice weighs more." in said
    assert "A rule comes first." in said


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_report_carries_them_as_well(folder, form):
    said = graded(folder, form).decode()
    for part in ("stamped", "2.3", "30 June 2024", scorecard.__version__, "cities/region.yaml"):
        assert part in said


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_same_inputs_give_the_same_bytes_on_every_machine(folder, form, tmp_path):
    """Another folder, hash seed, time zone and language."""
    other = write_data(tmp_path / "elsewhere")
    here = graded(folder, form, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    there = graded(other, form, PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C")
    assert here == there
