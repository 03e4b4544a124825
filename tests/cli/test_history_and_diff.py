"""scorecard history and scorecard diff: every shipped place, wrong use, and who reads it where."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from fractions import Fraction

import pytest

from build import ROOT
from scorecard.analysis.history import history
from scorecard.cli import say
from scorecard.engine.grade import Grader
from scorecard.load.layers import layers, shipped
from scorecard.load.library import Library
from scorecard.report.document import Heading, Marks, Run, Series, Timeline
from scorecard.report.history_view import HistoryView
from scorecard.report.timeline_text import draw

NOW = ("--as-of", "2026-11-22")
SAMPLE = ("--rubric", "sample", *NOW, "--data", ROOT / "tests" / "golden" / "data")
PLACES = [
    path.stem for path in sorted((shipped() / "cities").glob("*.yaml")) if path.suffix == ".yaml"
]
PLACES = [name for name in PLACES if "." not in name and name not in ("canada", "fraser-health")]
"""All places but those of which no rubric grades the kind."""
BODIES = ["toronto/toronto-police", "toronto/tdsb", "montreal/spvm", "vancouver/vancouver-police"]
HEAD = """\
format: city/1
name: Sam
kind: municipality
sources: {s: {title: T, publisher: P, date: 2020}}
"""


def told(done):
    """What was said on stderr, without the trace that must not be there."""
    assert "Traceback" not in done.stderr
    return done.stderr


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# ---------------------------------------------------------------- every place


@pytest.mark.parametrize("name", [*PLACES, *BODIES])
def test_every_shipped_place_has_a_history_and_a_difference(run, name):
    """In text, and in data whose parts come to the difference."""
    for width in ("40", "120"):
        done = run("history", name, *NOW, COLUMNS=width)
        assert done.code == 0
        assert all("name a rubric they speak of" in line for line in told(done).splitlines())
        limit = min(int(width), 100)
        for line in done.stdout.splitlines():
            assert len(line) <= limit or line.startswith("  scorecard ") or " " not in line.strip()
    steps = json.loads(run("history", name, *NOW, "--format", "json").stdout)["steps"]
    grade = json.loads(run("explain", name, *NOW, "--format", "json").stdout)
    known = any(one["point"] for one in grade["findings"])
    assert bool(steps) is known
    for now in steps[-1:]:
        for key in ("grade", "point", "low", "high", "provisional", "withheld"):
            assert now["overall"][key] == grade["overall"][key]
    assert run("diff", name, "--since", "2016-12-31", *NOW).code == 0
    made = json.loads(run("diff", name, "--since", "2016-12-31", *NOW, "--format", "json").stdout)
    for end in ("low", "high"):
        parts = [one["of_overall"][end] for one in (*made["tracks"], *made["mix"])]
        whole = sum(map(Fraction, parts)) + Fraction(made["caps"][end])
        assert whole == Fraction(made["difference"][end])
        for track in made["tracks"]:
            moved = [p["of_track"][end] for move in track["moves"] for p in move["parts"]]
            assert sum(map(Fraction, moved)) == Fraction(track["difference"][end])


def test_between_two_rubrics_each_grade_is_what_grade_prints(run):
    before = ("--rubric-before", "mijente-expanding-sanctuary")
    made = json.loads(run("diff", "toronto", *before, *NOW, "--format", "json").stdout)
    for end in ("before", "after"):
        rubric = ("--rubric", made[end]["rubric"]["id"])
        alone = json.loads(run("explain", "toronto", *rubric, *NOW, "--format", "json").stdout)
        assert made[end]["overall"]["low"] == alone["overall"]["low"]
        assert made[end]["tracks"].keys() == alone["tracks"].keys()


# ---------------------------------------------------------------- nothing to tell


@pytest.fixture
def silent(tmp_path):
    put(tmp_path / "cities" / "sam.yaml", HEAD[: HEAD.index("sources")])
    return tmp_path


def test_of_a_place_that_nothing_is_known_of_that_is_said(run, silent):
    done = run("history", "sam", *NOW, cwd=silent)
    assert (done.code, told(done)) == (0, "")
    assert "No fact on file answers any of these questions, so there is no history." in " ".join(
        done.stdout.split()
    )
    done = run("diff", "sam", "--since", "2016", *NOW, cwd=silent)
    assert (done.code, told(done)) == (0, "")
    assert "so nothing moved" in done.stdout
    for command in (["history", "sam"], ["diff", "sam", "--since", "2016"]):
        for form in ("json", "csv", "markdown", "html"):
            assert run(*command, *NOW, "--format", form, cwd=silent).code == 0


def test_before_the_first_fact_the_first_is_named(run):
    done = run("history", "ajax", "--as-of", "2017-06-25")
    assert done.code == 0
    assert "before 26 June 2017, so there is nothing to tell" in " ".join(done.stdout.split())
    done = run("diff", "ajax", "--since", "1990", *NOW)
    assert "Before 26 June 2017 no fact on file answers any" in " ".join(done.stdout.split())
    done = run("diff", "ajax", "--since", "1990", "--as-of", "2000")
    assert (done.code, "Nothing moved." in done.stdout) == (0, True)


def test_where_facts_speak_of_other_rubrics_those_are_named(run):
    done = run("history", "york-regional-police", *NOW)
    assert done.code == 0
    assert "no fact of york-regional-police speaks of dont-ask-dont-tell-police" in told(done)


# ---------------------------------------------------------------- wrong use


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("history torono", "unknown place `torono`; did you mean toronto?"),
        ("history toronto/nobody", "unknown body `toronto/nobody`"),
        ("history toronto --format pdf", "unknown format `pdf`"),
        ("history toronto --as-of soon", "`soon` is not a date"),
        ("history canada", "no rubric grades a country"),
        ("diff toronto", "say what to compare with: --since DATE, or --rubric-before ID"),
        ("diff toronto --since soon", "`soon` is not a date"),
        ("diff toronto --since 2999", "2999-12-31 is in the future"),
        ("diff toronto --since 2016 --as-of 2016", "--since 2016-12-31 is not before 2016-12-31"),
        ("diff toronto --since 2016 --rubric-before access-to", "ask one at a time"),
        ("diff toronto --rubric-before noii-toronto", "name the same rubric"),
        ("diff toronto --rubric-before acess-to", "did you mean access-to?"),
        ("diff toronto --rubric-before old/rubrics/x.yaml", "there is no old/rubrics/x.yaml"),
        ("diff toronto --rubric-before stray.yaml", "stray.yaml is no file of a rubrics/ folder"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(run, tmp_path, command, said):
    put(tmp_path / "stray.yaml", "format: rubric/1\n")
    done = run(*command.split(), cwd=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert said in told(done)


def test_a_file_with_an_error_is_not_graded(run, tmp_path):
    put(tmp_path / "cities" / "sam.yaml", HEAD + "colour: red\n")
    for command in (["history", "sam"], ["diff", "sam", "--since", "2016"]):
        done = run(*command, cwd=tmp_path)
        assert (done.code, done.stdout) == (1, "")
        assert "sam is not graded: its files have the errors above" in told(done)


def test_a_version_of_a_rubric_with_an_error_is_said(run, tmp_path):
    path = put(tmp_path / "old" / "rubrics" / "noii-toronto.yaml", "format: rubric/1\n")
    done = run("diff", "toronto", "--rubric-before", path, cwd=tmp_path)
    assert (done.code, done.stdout) == (1, "")
    assert f"{path}:" in told(done)


def test_a_version_is_laid_beside_the_data_and_not_over_it(run, tmp_path):
    """Neither the places nor the other rubrics of the folder it stands in are read."""
    text = (ROOT / "rubrics" / "noii-toronto.yaml").read_text(encoding="utf-8")
    old = tmp_path / "old"
    path = put(
        old / "rubrics" / "noii-toronto.yaml", text.replace('version: "1.2"', 'version: "1.0"')
    )
    put(old / "cities" / "toronto.yaml", HEAD)
    done = run("diff", "toronto", "--rubric-before", path, *NOW, cwd=tmp_path)
    assert (done.code, told(done)) == (0, "")
    assert "version 1.0 (noii-toronto)" in done.stdout
    assert "Nothing moved." in done.stdout


# ---------------------------------------------------------------- as data


def test_the_rows_of_a_difference_can_be_summed_again(run):
    done = run("diff", "sampleton", "--since", "2021-05", *SAMPLE, "--format", "csv")
    head, *rows = list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    at = head.index("of the overall: point")
    parts = [Fraction(row[at]) for row in rows if row[2] != "in all"]
    (whole,) = [Fraction(row[at]) for row in rows if row[2] == "in all"]
    assert abs(sum(parts) - whole) < Fraction(1, 1000)


def test_the_rows_of_a_history_are_its_steps(run):
    done = run("history", "sampleton", *SAMPLE, "--format", "csv")
    head, *rows = list(csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    steps = json.loads(run("history", "sampleton", *SAMPLE, "--format", "json").stdout)["steps"]
    assert [row[0] for row in rows] == [step["date"] for step in steps]
    scores = [row[head.index("overall: score")] for row in rows]
    assert scores == [(step["overall"]["point"] or {"shown": ""})["shown"] for step in steps]


# ---------------------------------------------------------------- as a part of a report


def test_a_report_can_take_the_history_as_a_section_and_nothing_where_there_is_none(run, silent):
    """One heading of the level of the other parts, the chart, the table and what changed."""

    def section(folder, name):
        data = Library(layers(silent, None, folder))
        rubric, file = data.rubric("noii-toronto")
        place = data.place(name, rubric.id)
        made = history(Grader(rubric, file), place, date(2026, 11, 22))
        return HistoryView(made, full=True).section()

    blocks = section(None, "ajax")
    headings = [(block.level, block.text) for block in blocks if isinstance(block, Heading)]
    assert headings[:2] == [(2, "How the grade moved"), (3, "What changed")]
    assert [level for level, _text in headings].count(2) == 1
    assert any(isinstance(block, Timeline) for block in blocks)
    assert section(None, "sam") == []


# ---------------------------------------------------------------- drawn

CHART = Timeline(
    "A chart",
    (
        Series(
            "All",
            "C 50",
            (Run(0, 50, 0, 100, None), Run(50, 75, 0, 60, 0), Run(75, 100, 0, 60, 50)),
        ),
    ),
    (Marks("D", "Declared", ((50, "2020"), (100, "2022"))),),
    ((0, "2018"), (50, "2020")),
)


def test_a_chart_in_blocks_and_in_plain_characters():
    """A quarter of the columns is withheld for twice as long, then 0, then half of the height."""
    assert list(draw(CHART, 25, ascii_only=False)) == [
        "All: C 50",
        "100 |",
        "    |",
        "    |               █████",
        "    |??????????▁▁▁▁▁█████",
        "  0 +--------------------",
        "     2018      2020",
        "  D |          D        D",
        "",
        "D Declared; ? withheld",
    ]
    plain = list(draw(CHART, 25, ascii_only=True))
    assert plain[3:5] == ["    |               #####", "    |??????????.....#####"]
    assert all(line.isascii() for line in plain)


@pytest.mark.parametrize(
    ("encoding", "takes"),
    [("utf-8", True), ("cp437", False), ("ascii", False), ("nonsense", False)],
)
def test_where_the_encoding_has_no_blocks_a_chart_is_plain(monkeypatch, encoding, takes):
    class Out:
        pass

    out = Out()
    out.encoding = encoding
    monkeypatch.setattr(sys, "stdout", out)
    assert say._takes_blocks() is takes


def test_a_page_draws_every_run_and_names_it_for_those_who_listen(run):
    done = run("history", "sampleton", *SAMPLE, "--format", "html")
    assert done.code == 0
    assert done.stdout.count('<div class="bar" role="img"') == 5
    assert 'aria-label="Overall: F 39, range 37 to 49"' in done.stdout
    assert 'aria-label="Declared or adopted: 12 March 2019"' in done.stdout
    assert '<line class="step"' in done.stdout
    assert "<script" not in done.stdout
