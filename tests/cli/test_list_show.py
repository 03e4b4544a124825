"""What there is, and what it says: `list` and `show`. Read a golden before accepting it:

ACCEPT_GOLDENS=1 .venv/bin/pytest tests/cli/test_list_show.py && git diff tests/golden
"""

from __future__ import annotations

import json
import os
from datetime import date
from shutil import copytree

import pytest

from build import ROOT

GOLDEN = ROOT / "tests" / "golden"
DATA = GOLDEN / "data"
CASES = {
    "list.txt": ("list",),
    "show-rubric.txt": ("show", "sample"),
    "show-criterion.txt": ("show", "checks"),
    "show-place.md": ("show", "sampleton", "--format", "markdown"),
}

RIVERTON = """\
format: city/1
name: Riverton
kind: municipality
country: CA
bodies:
  riverton-police: {name: Riverton Police, kind: police-service, speaks_for_city: yes}
  valley-transit: {place: valley-transit, speaks_for_city: no}
sources:
  page: {title: A page, publisher: A group, date: 2020}
facts:
  rule:
    claim: Training is mandatory.
    effect: adopts
    date: 2022-01-10
    confidence: high
    sources: [page, {title: Minutes, publisher: Riverton, date: 2022, archive: "https://a.example"}]
    scores: {trained: {level: 2, why: Mandatory.}}
not_applicable:
  card:
    why: There is no card.
    sources: [{title: A list of services, publisher: Riverton, date: 2023}]
    track: policy
    from: 2022
looked_for:
  - {criterion: checks, track: practice, body: riverton-police, searched: Figures., when: 2026}
  - {criterion: other/thing, track: policy, searched: Minutes., found: refused}
replies:
  - {sent: 2026-01, office: City clerk}
  - {sent: 2025-01, office: Mayor, received: 2025-03, says: They disagree., sources: [page]}
organizations:
  friends:
    {name: Friends of Riverton, does: Runs a clinic., url: "https://f.example", sources: page}
"""
VALLEY = """\
format: city/1
name: Valley Transit
kind: transit-agency
governed_by: Valley board
sources:
  page: {title: A page, publisher: A publisher, date: 2020}
facts:
  told:
    claim: A disclosure.
    period: {from: 2023, to: 2024-06}
    seen_by: independent
    confidence: high
    sources: page
    context: Nobody asks about this body.
looked_for:
  - {criterion: telling, track: practice, searched: Reports.}
"""


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """No data in reach but what is named, on one date."""
    (tmp_path / "nothing").mkdir()
    monkeypatch.setattr("scorecard.load.layers.shipped", lambda: tmp_path / "nothing")
    monkeypatch.setattr("scorecard.cli.opening.on_date", lambda text: date(2026, 11, 22))


@pytest.fixture
def data(alone, tmp_path):
    """The sample data, a place with all there can be, and a body that has a file of its own."""
    folder = tmp_path / "data"
    copytree(DATA, folder)
    (folder / "cities" / "riverton.yaml").write_text(RIVERTON, encoding="utf-8")
    (folder / "cities" / "valley-transit.yaml").write_text(VALLEY, encoding="utf-8")
    return folder


def flat(text):
    """A text without its line ends."""
    return " ".join(text.split())


def refused(done, *words):
    """Wrong use: exit 2, nothing on stdout."""
    assert (done.code, done.stdout) == (2, "")
    for word in words:
        assert word in done.stderr


# ---------------------------------------------------------------- goldens


@pytest.mark.parametrize("name", CASES)
def test_golden(run, alone, name):
    done = run(*CASES[name], "--data", DATA)
    assert (done.code, done.stderr) == (0, "")
    path = GOLDEN / name
    if os.environ.get("ACCEPT_GOLDENS"):
        path.write_text(done.stdout, encoding="utf-8", newline="\n")
    assert done.stdout == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".txt")])
def test_no_line_is_wider_than_the_terminal(name):
    for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines():
        assert len(line) <= 80 or line.startswith("  scorecard "), line


# ---------------------------------------------------------------- list


def test_a_city_with_its_facts_and_what_they_answer(run, alone):
    """Sampleton has nine facts, of which the mayor's speech scores on nothing. On paper all that
    applies is answered; in practice `heard`, which weighs 2 of 12, is not: 10 of 12 is 83 %."""
    lines = run("list", "cities", "--data", DATA).stdout.splitlines()
    (sampleton,) = (line.split() for line in lines if line.startswith("sampleton"))
    assert sampleton == "sampleton Sampleton 9 8 100 % 83 % 2024".split()


def test_each_list_alone_and_all_of_them(run, data):
    alone = [run("list", what, "--data", data).stdout for what in ("cities", "rubrics", "bodies")]
    assert [one.splitlines()[0] for one in alone] == ["Cities", "Rubrics", "Bodies"]
    assert run("list", "--data", data).stdout == "\n".join(alone)


def test_what_no_rubric_grades_has_no_coverage(run, data):
    printed = run("list", "cities", "--data", data).stdout
    assert "Not graded on their own" in printed
    line = next(line for line in printed.splitlines() if line.startswith("valley-transit"))
    assert line.split() == "valley-transit Valley Transit transit agency 1 0 2024-06".split()
    listed = json.loads(run("list", "cities", "--data", data, "--format", "json").stdout)["cities"]
    (valley,) = (one for one in listed if one["id"] == "valley-transit")
    assert (valley["rubric"], valley["answered"]) == (None, None)


def test_bodies_under_their_city_with_the_file_of_their_own(run, data):
    printed = flat(run("list", "bodies", "--data", data).stdout)
    assert (
        "- riverton/riverton-police: Riverton Police Police service. Speaks for the city. 0 facts. "
        "- riverton/valley-transit: Valley Transit Transit agency. Does not speak for the city. "
        "Governed by Valley board. 1 fact, in a file of its own: valley-transit."
    ) in printed


def test_a_list_that_there_is_not(run):
    refused(run("list", "towns"), "no list of `towns`", "cities, rubrics, bodies")
    refused(run("list", "--format", "csv"), "unknown format")


def _broken(printed):
    """The ids listed as having errors."""
    lines = printed.partition("Has errors")[2].splitlines()
    return [line.rpartition("/")[2].removesuffix(".yaml") for line in lines if line[:1] == "-"]


def test_what_has_errors_is_listed_as_such(run, data):
    (data / "cities" / "broken.yaml").write_text("format: city/1\nnam: X\n")
    (data / "cities" / "valley-transit.yaml").write_text(VALLEY.replace("kind:", "kin:"))
    done = run("list", "--data", data)
    assert done.code == 1
    assert f"{data}/cities/broken.yaml:2:1: error[" in done.stderr
    assert f"{data}/cities/valley-transit.yaml:3:1: error[" in done.stderr
    assert _broken(done.stdout) == ["broken", "riverton", "valley-transit"]
    assert "sampleton" in done.stdout
    listed = json.loads(run("list", "--data", data, "--format", "json").stdout)["cities"]
    assert {"id": "broken", "has_errors": True} in listed


def test_a_rubric_with_errors_leaves_coverage_open(run, data):
    (data / "rubrics" / "sample.yaml").write_text("format: rubric/1\ntitel: x\n")
    done = run("list", "--data", data)
    assert done.code == 1
    assert "rubrics/sample.yaml:2:1: error[" in done.stderr
    assert "not known, because a rubric has errors" in flat(done.stdout)
    assert _broken(done.stdout) == ["sample"]


def test_nothing_in_reach(run, alone):
    done = run("list")
    assert (done.code, done.stderr) == (0, "")
    assert "There are no places in reach." in done.stdout
    assert "There are no rubrics in reach." in done.stdout
    assert "No place in reach names a body." in done.stdout


def test_the_shipped_data(run):
    """Whatever it holds today: the default rubric, and Toronto with its police."""
    done = run("list")
    assert done.stdout.startswith("Cities\n======\n")
    assert "\ntoronto " in done.stdout
    assert "\nnoii-toronto\n" in done.stdout
    assert "- toronto/toronto-police: " in done.stdout


def test_list_as_data(run, data):
    listed = json.loads(run("list", "--data", data, "--format", "json").stdout)
    assert (listed["format"], listed["as_of"]) == ("list/1", "2026-11-22")
    (sampleton,) = (one for one in listed["cities"] if one["id"] == "sampleton")
    assert sampleton["answered"] == {
        "policy": {"exact": "1", "shown": "100"},
        "practice": {"exact": "5/6", "shown": "83"},
    }
    assert listed["rubrics"] == [
        {
            "id": "sample",
            "has_errors": False,
            "version": "2.1",
            "title": "Three questions",
            "grades": ["municipality"],
            "components": 2,
            "criteria": 5,
        }
    ]
    assert listed["bodies"][-1]["id"] == "sampleton/sampleton-police"
    only = json.loads(run("list", "bodies", "--data", data, "--format", "json").stdout)
    assert "cities" not in only


# ---------------------------------------------------------------- show


def test_a_place_with_all_there_can_be(run, data):
    printed = flat(run("show", "riverton", "--data", data).stdout)
    for said in (
        "- riverton/valley-transit: Valley Transit Transit agency. Does not speak for the city. "
        "Governed by Valley board. It has a file of its own: cities/valley-transit.yaml.",
        "On paper 1 1 0 2022-01-10 In practice 0 0 0 -",
        "1 more stands in the files of its bodies: cities/valley-transit.yaml.",
        "- Friends of Riverton: Runs a clinic. [1] https://f.example",
        "Sent to City clerk for reply on January 2026. No reply so far.",
        "Reply of March 2025: They disagree. [1]",
        "- Is the card safe? (card) On paper: There is no card. [3] From 2022.",
        "- Do police check people's status? (checks) In practice, Riverton Police: Looked for in "
        "2026, nothing found: Figures.",
        "- other/thing On paper: Looked for, refused: Minutes.",
        "1. A group. A page. 2020. 1 fact rests on it. "
        "2. Riverton. Minutes. 2022. 1 fact rests on it. https://a.example "
        "3. Riverton. A list of services. 2023.",
    ):
        assert said in printed, said


def test_a_body_and_a_body_with_a_file_of_its_own(run, data):
    police = flat(run("show", "riverton/riverton-police", "--data", data).stdout)
    assert "- Body of: Riverton (riverton) - Kind: police service - Speaks for the city: yes" in (
        police
    )
    assert "Facts on file There are none." in police
    assert "In practice: Looked for in 2026, nothing found: Figures." in police
    transit = flat(run("show", "riverton/valley-transit", "--data", data).stdout)
    assert "Data file: cities/valley-transit.yaml" in transit
    assert "In practice 1 0 1 2024-06" in transit
    assert "(telling) In practice: Looked for, nothing found: Reports." in transit
    assert transit.count("scorecard show valley-transit") == 1
    own = flat(run("show", "valley-transit", "--data", data).stdout)
    assert "Graded by: no rubric on its own" in own
    assert "Governed by: Valley board" in own


def test_a_rubric_goes_before_a_place_and_both_before_a_criterion(run, data):
    lonely = (data / "cities" / "lonely.yaml").read_text(encoding="utf-8")
    for name in ("sample", "checks"):
        (data / "cities" / f"{name}.yaml").write_text(lonely, encoding="utf-8")
    assert run("show", "sample", "--data", data).stdout.startswith("Three questions\n")
    assert run("show", "checks", "--data", data).stdout.startswith("Lonely\n")
    assert run("show", "sample/checks", "--data", data).stdout.startswith("checks: ")


def test_a_criterion_of_several_rubrics_is_that_of_the_default_one(run, data):
    text = (data / "rubrics" / "sample.yaml").read_text(encoding="utf-8")
    other = text.replace("title: Three questions", "title: Others")
    for name in ("another", "noii-toronto"):
        (data / "rubrics" / f"{name}.yaml").write_text(other, encoding="utf-8")
    printed = flat(run("show", "checks", "--data", data).stdout)
    assert "Others, version 2.1 (noii-toronto). Other rubrics have a criterion of this name: " in (
        printed
    )
    assert "another/checks and sample/checks." in printed
    assert "scorecard compare --on checks scorecard show noii-toronto" in printed
    named = flat(run("show", "another/checks", "--data", data).stdout)
    assert "Others, version 2.1 (another)." in named
    assert "scorecard compare --on checks --rubric another" in named


def test_names_that_mean_nothing_are_answered_with_the_nearest(run, data):
    for name, near in (
        ("sampel", "did you mean sample?"),
        ("lonly", "did you mean lonely?"),
        ("cheks", "did you mean checks?"),
        ("riverton-police", "did you mean riverton/riverton-police?"),
        ("riverton/valley", "did you mean riverton/valley-transit?"),
        ("sampl/checks", "did you mean sample/checks?"),
        ("sample/cheks", "did you mean checks?"),
        ("xyzzy", "scorecard list says what there is"),
        ("", "scorecard list says what there is"),
        ("../data/cities/lonely", "there is no `../data/cities/lonely`"),
    ):
        refused(run("show", name, "--data", data), near)
    refused(run("show", "tor\x1b[31monto", "--data", data), "there is no")


def test_what_has_errors_is_not_shown(run, data):
    (data / "cities" / "broken.yaml").write_text("format: city/1\nnam: X\n")
    (data / "rubrics" / "wrong.yaml").write_text("format: rubric/1\ntitel: X\n")
    for name, line in (
        ("broken", "broken.yaml:2:1: error["),
        ("broken/police", "broken.yaml:2:1: error["),
        ("wrong", "wrong.yaml:2:1: error["),
        ("wrong/checks", "wrong.yaml:2:1: error["),
    ):
        done = run("show", name, "--data", data)
        assert (done.code, done.stdout) == (1, "")
        assert line in done.stderr
        assert f"{name} is not shown: its files have the errors above" in done.stderr


def test_whom_a_broken_rubric_may_grade_is_not_known(run, data):
    (data / "rubrics" / "sample.yaml").write_text("format: rubric/1\ntitel: X\n")
    done = run("show", "lonely", "--data", data)
    assert done.code == 1
    assert "Graded by: not known, because a rubric has errors" in done.stdout


RICH = """\
format: rubric/1
title: Everything
by: Somebody.
version: "1"
date: 2020-05
grades: [municipality, region, library]
tracks: {practice: 1}
aggregate: geometric_mean
ceiling: 90
components:
  outer:
    title: Outer
    weight: 1
    unanswered: zero
    components:
      inner:
        title: Inner
        floor: 10
        criteria:
          waits:
            question: How long is the wait?
            weight: 3
            weight_by_kind: {region: 1}
            origin: ours
            why_added: Nobody asked.
            not_applicable: {kinds: [library], why: Nobody waits there.}
            practice:
              measure: {kind: value, units: [days], shelf_life: 12}
              0: {over: 60, by_kind: {library: {over: 6}}}
              1: {up_to: 60, by_kind: {library: {up_to: 6}}, points: 2.5, own_report: yes}
          fines:
            question: Are there fines?
            penalty: 2
            practice:
              combine: tally
              measure: {kind: count, units: [fines]}
              0: {over: 0}
              1: {exactly: 0}
          names:
            question: Are names kept?
            weight: 1
            practice: {combine: worst, 0: "Yes.", 1: "No."}
gates:
  long:
    when:
      - {criterion: waits, track: practice, at_least: 1}
      - {criterion: names, track: practice, unknown: yes}
    cap: 49
    choice: Long waits.
"""


def test_what_a_rubric_may_say(run, data):
    """Weights: 3 of 4 for a municipality; for a region 1 of 2."""
    (data / "rubrics" / "rich.yaml").write_text(RICH, encoding="utf-8")
    printed = flat(run("show", "rich", "--data", data).stdout)
    for said in (
        "By Somebody. Version 1 (rich). Dated May 2020.",
        "multiplied: a geometric mean. It is never over 90 %.",
        "1. Outer Weighs 100 % of the whole. What nobody has shown counts as nothing done.",
        "1.1. Inner Weighs 100 % of the whole. It is never under 10 %.",
        "- Weight: 75 % of the whole. For region: 50 % of the whole.",
        "- Scale: Measured: days. Current for 1 year.",
        "0 over 60 (days); library: over 6 (days)",
        "1 up to 60 (days); library: up to 6 (days) (points: 2.5)",
        "- Weight: A penalty of 2, in the unit of the weights.",
        "- Scale: Counted: fines. What the facts name is counted together.",
        'Where "How long is the wait?" (waits) is at level 1 or above: up to 60 (days); library: '
        "up to 6 (days).",
        'And where nobody has shown "Are names kept?" (names).',
    ):
        assert said in printed, said
    waits = flat(run("show", "waits", "--data", data).stdout)
    for said in (
        "- Component: Outer / Inner",
        "- Origin: not in the framework; added here. Why it was added: Nobody asked.",
        "- Does not apply to: library Nobody waits there.",
        "The body's own publication can show this level.",
    ):
        assert said in waits, said


def test_show_as_data(run, data):
    def shown(name):
        return json.loads(run("show", name, "--data", data, "--format", "json").stdout)

    rubric = shown("sample")
    assert (rubric["format"], rubric["kind"]) == ("show/1", "rubric")
    assert rubric["files"][0]["path"] == "rubrics/sample.yaml"
    assert rubric["rubric"]["withhold_under"] == "1/3"
    assert rubric["rubric"]["shares"]["components"] == {"conduct": "8/13", "service": "5/13"}
    levels = rubric["rubric"]["components"]["conduct"]["criteria"]["checks"]["practice"]["levels"]
    assert (levels["1"]["over"], levels["1"]["under"]) == ("0", "50")
    criterion = shown("checks")
    assert (criterion["kind"], criterion["criterion"]["share"]) == ("criterion", "5/13")
    assert list(criterion["criterion"]["gates"]) == ["many-checks", "some-checks"]
    place = shown("riverton")
    assert (place["kind"], place["place"]["kind"]) == ("place", "municipality")
    assert place["place"]["bodies"]["valley-transit"]["governed_by"] == "Valley board"
    assert [source["facts"] for source in place["place"]["sources"]] == [1, 1, 0]
    body = shown("riverton/valley-transit")
    assert (body["kind"], body["body"]["of"]) == ("body", "riverton")
    assert body["body"]["facts"]["practice"] == {"facts": 1, "scored": 0, "newest": "2024-06"}


@pytest.mark.parametrize("name", ["sample", "checks", "riverton", "valley-transit", "lonely"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_offered_to_type_next_works_as_it_stands(run, data, name, language):
    printed = run("show", name, "--data", data, "--lang", language).stdout
    offered = [line.strip() for line in printed.splitlines() if line.startswith("  scorecard ")]
    assert offered
    for line in offered:
        done = run(*line.split()[1:], "--data", data)
        assert done.code == 0, (line, done.stderr)


def test_markdown_is_read_back_as_it_was_meant(run, data):
    from markdown_it import MarkdownIt

    read = MarkdownIt("commonmark").enable("table").render
    page = read(run("show", "sample", "--data", data, "--format", "markdown").stdout)
    assert page.count("<table>") == 6
    assert "<strong>Cap at 29 (many-checks):</strong> Many checks outweigh the rest." in page
    page = read((GOLDEN / "show-place.md").read_text(encoding="utf-8"))
    assert "By-law 12 | *Access* &lt;to&gt; services" in page


def test_a_report_goes_to_a_file(run, data, tmp_path):
    for command in (("list",), ("show", "sample"), ("show", "sampleton")):
        done = run(*command, "--data", data, "-o", tmp_path / "a.md")
        assert (done.code, done.stdout) == (0, "")
        assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# ")


def test_what_replaces_another_file_is_named(run, tmp_path):
    (tmp_path / "cities").mkdir()
    text = (DATA / "cities" / "lonely.yaml").read_text(encoding="utf-8")
    (tmp_path / "cities" / "toronto.yaml").write_text(text.replace("trained:", "x/trained:"))
    said = "Note: cities/toronto.yaml (this folder) replaces a file of the same name."
    assert said in flat(run("list", "cities", cwd=tmp_path).stdout)


def test_a_translation_with_errors_is_reported_and_the_place_is_shown(run, data):
    french = "format: translation/1\nof: x\nnam: Riverton\n"
    (data / "cities" / "valley-transit.fr.yaml").write_text(french, encoding="utf-8")
    for command in (("show", "valley-transit"), ("list",)):
        done = run(*command, "--data", data, "--lang", "fr")
        assert done.code == 0
        assert "valley-transit.fr.yaml:3:1: error[" in done.stderr
        assert "Valley Transit" in done.stdout
