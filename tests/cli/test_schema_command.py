"""scorecard schema, as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from build import ROOT
from editor import FILES, seen, wrong

LAKES = """\
format: rubric/1
title: About lakes
version: "1"
grades: lake
components:
  water:
    title: Water
    criteria:
      clear:
        question: Is it clear?
        weight: 1
        scale: {measure: {kind: value, units: metres}, 0: {under: 3}, 1: {text: Yes., from: 3}}
      warm: {question: Is it warm?, weight: 1, scale: {levels: {cold: 0, warm: 1}}}
"""


@pytest.fixture
def own(tmp_path):
    """A folder of data with a rubric."""
    (tmp_path / "data" / "rubrics").mkdir(parents=True)
    (tmp_path / "data" / "rubrics" / "lakes.yaml").write_text(LAKES, encoding="utf-8")
    return tmp_path / "data"


def test_the_list_names_every_schema_in_a_line(run):
    done = run("schema")
    assert (done.code, done.stderr) == (0, "")
    named = [line.split()[0] for line in done.stdout.splitlines() if "/1 " in line]
    stems = {path.stem for path in (ROOT / "schemas").glob("*.json")} - {"common-1"}
    assert {f"{name}-1" for name in named} == stems
    assert "city         city/1         a place\n" in done.stdout
    assert "results     results/1     places graded\n" in done.stdout


@pytest.mark.parametrize("name", FILES)
def test_what_is_printed_of_a_data_file_is_the_file_that_ships(run, name):
    done = run("schema", name)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout == (ROOT / "schemas" / f"{name}-1.json").read_text(encoding="utf-8")


def test_the_schema_of_an_output_is_enough_by_itself(run):
    printed = json.loads(run("schema", "results").stdout)
    judge = Draft202012Validator(printed)
    output = json.loads(run("grade", "toronto", "--format", "json").stdout)
    assert list(judge.iter_errors(output)) == []
    del output["results"][0]["place"]
    assert list(judge.iter_errors(output)) != []


def test_criteria_of_rubrics_of_ones_own_are_offered(run, own):
    done = run("schema", "city", "--data", own)
    assert (done.code, done.stderr) == (0, "")
    schema = json.loads(done.stdout)
    scores = schema["$defs"]["Fact"]["properties"]["scores"]["properties"]
    clear = "Is it clear?\nLevels:\nvalue of metres\n0: under 3\n1: Yes. (from 3)"
    assert scores["lakes/clear"]["description"] == clear
    assert scores["lakes/warm"]["description"] == "Is it warm?\nLevels:\ncold\nwarm"
    assert "nc-status-checks" in scores
    assert "lake" in schema["properties"]["kind"]["examples"]
    stands = json.loads((ROOT / "schemas" / "city-1.json").read_text(encoding="utf-8"))
    assert "lakes/clear" not in stands["$defs"]["Fact"]["properties"]["scores"]["properties"]


def test_a_rubric_with_an_error_is_said_and_the_rest_is_offered(run, own):
    (own / "rubrics" / "lakes.yaml").write_text("format: rubric/1\ntitel: x\n", encoding="utf-8")
    done = run("schema", "city", "--data", own)
    assert done.code == 1
    assert "lakes.yaml:2:1: error[unknown-key]" in done.stderr
    assert json.loads(done.stdout)["$id"] == "urn:scorecard:city-1"
    assert run("schema", "rubric", "--data", own).code == 0


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("cty", "did you mean city?"),
        ("city/1", "did you mean city?"),
        ("Results", "did you mean results?"),
        ("common", "did you mean comparison?"),
        ("xyzzy", "there are: across, agree, city,"),
        ("../cities/toronto", "there is no schema of `../cities/toronto`"),
    ],
)
def test_a_name_that_means_nothing_is_answered_with_the_nearest(run, name, near):
    done = run("schema", name)
    assert (done.code, done.stdout) == (2, "")
    assert near in done.stderr


def test_wrong_use(run, tmp_path):
    assert run("schema", "city", "--data", tmp_path / "none").code == 2
    assert run("schema", "city", "-o", tmp_path / "none" / "city-1.json").code == 2
    assert run("schema", "city", "-o", tmp_path / "city.yaml").code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_own_folder_with_the_schema_beside_it(run, own):
    """What docs/files.md tells to do: the first line then leads to a schema with own criteria."""
    (own / "schemas").mkdir()
    done = run("schema", "city", "--data", own, "-o", own / "schemas" / "city-1.json")
    assert (done.code, done.stdout, done.stderr) == (0, "", "")
    text = (own / "schemas" / "city-1.json").read_text(encoding="utf-8")
    city = "format: city/1\nname: Long Lake\nkind: lake\n"
    assert wrong(seen(city), Draft202012Validator(json.loads(text))) == []
    assert run("check", "--data", own).code == 0


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    command = [sys.executable, "-m", "scorecard", "schema", "city"]
    done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stdout is not None and done.stderr is not None
    done.stdout.read(10)
    done.stdout.close()
    assert done.stderr.read() == b""
    assert done.wait() == 0


def test_the_shell_offers_names():
    from scorecard.cli.complete import schemas

    assert schemas("r") == ["result", "results", "robust", "rubric"]


@pytest.mark.parametrize(
    "head",
    [
        "# yaml-language-server: $schema=../schemas/rubric-1.json\n",
        "\ufeff# yaml-language-server: $schema=../schemas/rubric-1.json\n",
        f"# {'a long line ' * 40}\n\n# another\n",
        "",
    ],
)
def test_check_tells_what_a_file_is_below_its_comments(run, tmp_path, head):
    """A rubric that stands in no folder of data is checked as one, not as a place."""
    path = tmp_path / "lakes.yaml"
    path.write_text(head + LAKES, encoding="utf-8")
    done = run("check", path)
    assert (done.code, done.stdout) == (0, "")
    path.write_text(head + LAKES.replace("title", "titel"), encoding="utf-8")
    assert "error[unknown-key]" in run("check", path).stdout
