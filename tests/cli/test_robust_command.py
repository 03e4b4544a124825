"""scorecard robust: what it takes, what it refuses, and in which words."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from datetime import date
from fractions import Fraction
from io import StringIO

import pytest

import scorecard.analysis
from build import ROOT
from scorecard.analysis.chance import Chance
from scorecard.analysis.robust import robust
from scorecard.engine.grade import Grader
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.report import markdown
from scorecard.report.robust_view import section

TOWNS = ("--data", ROOT / "tests" / "golden" / "robust", "--as-of", "2026-11-22")
SHIPPED = tuple(
    sorted(p.stem for p in (ROOT / "cities").glob("*.yaml") if not p.stem.endswith(".fr"))
)
RUBRICS = tuple(
    sorted(p.stem for p in (ROOT / "rubrics").glob("*.yaml") if not p.stem.endswith(".fr"))
)
QUICK = ("--draws", "200")


def told(done):
    """What was said on stderr, without the trace that must not be there."""
    assert "Traceback" not in done.stderr
    return done.stderr


def as_data(done):
    assert done.code == 0, done.stderr
    return json.loads(done.stdout)


# ---------------------------------------------------------------- every shipped place


@pytest.mark.parametrize("place", SHIPPED)
def test_every_shipped_place_has_an_answer(run, place):
    done = run("robust", place, *QUICK, "--as-of", "2026-11-22")
    if done.code == 2:  # a country, which no rubric grades
        assert "no rubric grades a " in told(done)
        return
    assert done.code == 0, told(done)
    assert "As published, the overall is " in done.stdout
    withheld = "the overall is withheld" in done.stdout
    assert ("Nothing is drawn by chance: too little is shown" in done.stdout) == withheld


@pytest.mark.parametrize("rubric", RUBRICS)
def test_every_shipped_rubric_is_run_with_every_alternative_that_it_names(run, rubric):
    text = (ROOT / "rubrics" / f"{rubric}.yaml").read_text(encoding="utf-8")
    named = len(re.findall("^    try:$", text, re.M))
    found = as_data(run("robust", "--rubric", rubric, *QUICK, "--format", "json"))
    listed = {one["gate"] or name for one in found["scenarios"] for name in one["choices"] or [0]}
    assert len(listed - {0, None}) == named
    assert found["not_run"] and found["draws"]["missing"] in (None, "nobody")


def test_bodies_stand_beside_places_where_a_rubric_grades_them(run):
    asked = ("--rubric", "dont-ask-dont-tell-police", "--draws", "0", "--format", "json")
    ids = [one["id"] for one in as_data(run("robust", *asked))["places"]]
    assert "toronto/toronto-police" in ids and "delta-police" in ids and "toronto" not in ids


# ---------------------------------------------------------------- what is asked


def test_without_draws_there_are_scenarios_alone(run):
    text = run("robust", "alba", *TOWNS, "--draws", "0").stdout
    assert "Under 11 other choices" in text
    assert "By chance" not in text
    found = as_data(run("robust", "alba", *TOWNS, "--draws", "0", "--format", "json"))
    assert found["draws"] == {
        "missing": "not-asked",
        "runs": None,
        "seed": None,
        "within": None,
        "numpy": None,
    }


def test_published_weights_and_nothing_open_give_the_published_grade(run):
    """Within 0, weights alone are the published grade in every run."""
    found = as_data(run("robust", "alba", *TOWNS, *QUICK, "--within", "0", "--format", "json"))
    (place,) = found["places"]
    point = Fraction(place["overall"]["point"]["exact"])
    for end in ("low", "high"):
        drawn = Fraction(place["runs"]["weights"][end]["exact"])
        assert abs(drawn - point) < Fraction(1, 10**8)
    assert place["runs"]["weights"]["bands"] == {"A": "0", "C": "1", "F": "0"}


@pytest.mark.parametrize("form", ["text", "json", "markdown", "csv", "html"])
def test_the_same_seed_gives_the_same_bytes(run, form):
    asked = ("robust", "alba", "brook", *TOWNS, *QUICK, "--format", form)
    first, again = run(*asked), run(*asked)
    assert first == again
    assert first.code == 0
    assert run(*asked, "--seed", "2").stdout != first.stdout


def test_fresh_is_no_scenario_where_it_is_asked_for(run):
    found = as_data(run("robust", "dale", *TOWNS, "--fresh", "--draws", "0", "--format", "json"))
    assert found["fresh"] is True
    assert "fresh-only" not in [one["id"] for one in found["scenarios"]]


def test_a_rubric_in_points_has_scenarios_and_no_runs(run):
    data = ("--data", ROOT / "tests" / "golden" / "points")
    text = run("robust", "sampleton", *data).stdout
    assert "this rubric is not added up by weighted means throughout" in " ".join(text.split())


def test_a_place_of_which_nothing_is_known_is_an_answer(run, tmp_path):
    (tmp_path / "cities").mkdir()
    text = "format: city/1\nname: Silent\nkind: municipality\n"
    (tmp_path / "cities" / "silent.yaml").write_text(text, encoding="utf-8")
    done = run("robust", "silent")
    assert (done.code, told(done)) == (0, "")
    assert "So it is under every other choice that was run." in " ".join(done.stdout.split())
    assert "No other choice that was run changes anything here." in done.stdout
    assert not re.search(r"\b[ABCDF] [0-9]", done.stdout)


def test_a_rubric_without_alternatives_says_so(run, tmp_path):
    for folder, name, text in (
        ("rubrics", "bare", "tracks: {policy: 1}\ngrades: hamlet\nunanswered: zero\n"),
        ("cities", "marsh", "kind: hamlet\n"),
    ):
        (tmp_path / folder).mkdir()
        head = {"rubrics": 'format: rubric/1\ntitle: Bare\nversion: "1"\n'}.get(
            folder, "format: city/1\nname: Marsh\n"
        )
        more = (
            "components: {c: {title: C, criteria: {q: {question: Q?, weight: 1, "
            "policy: {0: a, 1: b}}}}}\n"
        )
        body = head + text + (more if folder == "rubrics" else "")
        (tmp_path / folder / f"{name}.yaml").write_text(body, encoding="utf-8")
    done = run("robust", "marsh", "--fresh", *QUICK)
    assert (done.code, told(done)) == (0, "")
    assert "The rubric names no other choice that could be run." in done.stdout


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("torono",), "unknown place `torono`; did you mean toronto?"),
        (("toronto/police",), "unknown body `toronto/police`; the bodies of toronto are: "),
        (("toronto", "--rubric", "noii-torono"), "unknown rubric `noii-torono`; did you mean"),
        (("toronto", "--draws", "99"), "--draws is 100 or more, or 0 for none"),
        (("toronto", "--format", "pdf"), "write one of text, markdown, json, csv, html"),
        (("toronto", "-o", "x.pdf"), "`x.pdf` does not say which format"),
        (("toronto", "--as-of", "3026"), "is in the future"),
        (("toronto", "--lang", "tlh"), "unknown language `tlh`"),
        (("toronto", "toronto/toronto-police"), "graded by different rubrics"),
    ],
)
def test_wrong_use_is_told_in_a_line(run, asked, said):
    done = run("robust", *asked)
    assert (done.code, done.stdout) == (2, "")
    assert said in told(done)
    assert len(told(done).splitlines()) == 1


@pytest.mark.parametrize(
    "asked",
    [
        ("--draws", "-1"),
        ("--draws", "x"),
        ("--draws", "1000001"),
        ("--seed", "-1"),
        ("--within", "100"),
        ("--within", "2.5"),
    ],
)
def test_what_is_no_number_or_too_much_is_refused(run, asked):
    done = run("robust", "toronto", *asked)
    assert (done.code, done.stdout) == (2, "")
    assert asked[0] in told(done)


def test_a_file_with_an_error_is_told_and_the_others_are_graded(run, tmp_path):
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "marsh.yaml").write_text("format: city/1\nname: [\n", encoding="utf-8")
    done = run("robust", "marsh", "toronto", *QUICK)
    assert done.code == 1
    assert "scorecard: marsh is not graded: its files have the errors above" in told(done)
    assert "Toronto: how robust is the grade?" in done.stdout
    done = run("robust", "marsh", *QUICK)
    assert (done.code, done.stdout) == (1, "")


def test_a_broken_rubric_stops_everything(run, tmp_path):
    (tmp_path / "rubrics").mkdir()
    text = "format: rubric/1\ntitle: Mine\n"
    (tmp_path / "rubrics" / "mine.yaml").write_text(text, encoding="utf-8")
    done = run("robust", "--rubric", "mine")
    assert (done.code, done.stdout) == (1, "")
    assert told(done).endswith("nothing is graded: the rubric has the errors above\n")


# ---------------------------------------------------------------- NumPy


def test_without_numpy_it_says_how_to_install_it_and_how_to_do_without(run, monkeypatch):
    monkeypatch.delitem(sys.modules, "scorecard.analysis.draws", raising=False)
    monkeypatch.delattr(scorecard.analysis, "draws", raising=False)
    monkeypatch.setitem(sys.modules, "numpy", None)
    done = run("robust", "toronto")
    assert (done.code, done.stdout) == (2, "")
    how = 'pip install "sanctuary-scorecard[robust]"; --draws 0 does without it'
    assert told(done) == f"scorecard: robust draws with numpy, which is not installed: {how}\n"
    done = run("robust", "toronto", "--draws", "0")
    assert (done.code, told(done)) == (0, "")


def test_nothing_loads_numpy_but_drawing():
    code = (
        "import sys; from scorecard.cli.app import run; run(['grade', 'toronto']); "
        "run(['robust', 'toronto', '--draws', '0']); run(['robust', '--help']); "
        "print('numpy' in sys.modules); run(['robust', 'toronto', '--draws', '100']); "
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [line for line in done.stdout.splitlines() if line in ("True", "False")] == [
        "False",
        "True",
    ]


# ---------------------------------------------------------------- and how it is told


@pytest.mark.parametrize("suffix", [".txt", ".md", ".json", ".csv", ".html"])
def test_the_suffix_chooses_the_format(run, tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    done = run("robust", "alba", *TOWNS, *QUICK, "-o", path)
    assert (done.code, done.stdout) == (0, "")
    form = {".txt": "text", ".md": "markdown"}.get(suffix, suffix[1:])
    printed = run("robust", "alba", *TOWNS, *QUICK, "--format", form).stdout
    with path.open(encoding="utf-8", newline="") as file:
        assert file.read() == printed


def test_the_rows_hold_what_the_json_holds(run):
    asked = ("robust", "alba", "brook", "crest", "dale", *TOWNS)
    rows = list(csv.reader(StringIO(run(*asked, "--format", "csv").stdout.lstrip("\ufeff"))))
    found = as_data(run(*asked, "--format", "json"))
    kinds = [row[0] for row in rows[1:]]
    assert kinds.count("as published") == 4
    assert kinds.count("other choice") == 4 * len(found["scenarios"])
    assert kinds.count("weights drawn") == 3 + len(found["pairs"]) == 6
    assert {len(row) for row in rows} == {len(rows[0])}


HOSTILE = '"=1+1 <b>x</b> | [y](https://z.example)"'


def test_what_a_rubric_says_is_text_wherever_it_goes(run, tmp_path):
    for name in ("rubrics/towns.yaml", "cities/alba.yaml"):
        text = (ROOT / "tests" / "golden" / "robust" / name).read_text(encoding="utf-8")
        text = text.replace("alternative: Count it.", f"alternative: {HOSTILE}")
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace("name: Alba", f"name: {HOSTILE}", 1))
    forms = {
        form: run("robust", "alba", *QUICK, "--format", form).stdout
        for form in ("html", "markdown", "csv")
    }
    assert "<b>" not in forms["html"] and "&lt;b&gt;x&lt;/b&gt;" in forms["html"]
    assert "\\<b\\>x" in forms["markdown"] and "\\[y\\]" in forms["markdown"]
    cells = [cell for row in csv.reader(StringIO(forms["csv"])) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


def test_a_report_can_take_the_section_of_one_place(run):
    """The same words as for the place alone; none where it has no grade whatever is chosen."""
    library = Library([Layer(TOWNS[1], ".")])
    of = library.rubric("towns")
    names = ("alba", "crest", "nowhere")
    places = [library.place(name, "towns") for name in names[:2]]
    bare = places[1]._replace(id="nowhere", city=places[1].city.model_copy(update={"facts": {}}))
    cards = [Grader(*of).grade(place, date(2026, 11, 22)) for place in (*places, bare)]
    result = robust(cards, Chance(200, 1, Fraction(1, 4)))
    told_ = [
        markdown.write(tuple(section(result, at))) if section(result, at) else ""
        for at in (0, 1, 2)
    ]
    assert told_[0].startswith("## How robust the grade is\n")
    assert "| Weights alone |" in told_[0]
    assert "| Weights alone |" not in told_[1] and "As published" in told_[1]
    assert told_[2] == ""
    whole = run("robust", "alba", *TOWNS, *QUICK, "--format", "markdown").stdout
    tables = [line for line in told_[0].splitlines() if line.startswith("|")]
    assert tables and all(line in whole for line in tables)
