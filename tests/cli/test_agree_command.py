"""scorecard agree: what it reads, what it refuses, and in which words."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from io import StringIO

import pytest

import scorecard.analysis
from build import ROOT

PAIR = ROOT / "tests" / "golden" / "agree"
HEAD = """\
format: city/1
name: Sam
kind: municipality
sources: {s: {title: T, publisher: P, date: 2020}}
facts:
"""
QUICK = ("--samples", "0")


def fact(name: str, scores: str = "nc-scope: {level: 2, why: w}", claim: str = "A claim.") -> str:
    return (
        f"  {name}:\n    claim: {claim}\n    effect: adopts\n    date: 2020\n"
        f"    confidence: high\n    sources: s\n    scores: {{{scores}}}\n"
    )


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def pair(tmp_path):
    """Two codings of one fact, in folders `a` and `b`, alike."""
    for name in "ab":
        put(tmp_path / name / "cities" / "sam.yaml", HEAD + fact("f"))
    return tmp_path


def told(done):
    """What was said on stderr, without the trace that must not be there."""
    assert "Traceback" not in done.stderr
    return done.stderr


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("here", "one", "other"),
    [
        (".", "a", "b"),
        (".", "a/", "b/"),
        (".", "a/cities", "b/cities/"),
        (".", "a/cities/sam.yaml", "b/cities/sam.yaml"),
        (".", "a", "b/cities/sam.yaml"),
        ("a", ".", "../b"),
        ("a/cities", ".", "../../b"),
        ("a/cities", "sam.yaml", "../../b/cities"),
    ],
)
def test_a_coding_is_a_folder_or_one_file_of_it(run, pair, here, one, other):
    put(pair / "a" / "cities" / "sam.yaml", HEAD + "\n" + fact("f", "nc-scope: {level: 4, why: w}"))
    done = run("agree", one, other, *QUICK, cwd=pair / here)
    assert (done.code, told(done)) == (0, "")
    assert "1 fact stands in both." in done.stdout
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert sum("sam.yaml:13)" in line for line in lines) == 1
    assert sum("sam.yaml:12)" in line for line in lines) == 1


def test_one_file_of_a_folder_leaves_the_others_alone(run, pair):
    put(pair / "a" / "cities" / "broken.yaml", "format: city/1\nname: [\n")
    done = run("agree", "a/cities/sam.yaml", "b", *QUICK, cwd=pair)
    assert (done.code, told(done)) == (0, "")


def test_the_paths_are_those_typed(run, pair):
    put(pair / "b" / "cities" / "sam.yaml", HEAD + fact("f", "nc-scope: {level: 3, why: w}"))
    text = run("agree", pair / "a", "b", *QUICK, cwd=pair).stdout
    assert f"({pair}/a/cities/sam.yaml:12)" in text
    assert "(b/cities/sam.yaml:12)" in text


def test_a_rubric_in_one_of_the_folders_is_read_for_both(run):
    for codings in (("anna", "ben"), ("ben", "anna")):
        done = run("agree", *codings, *QUICK, cwd=PAIR)
        assert done.code == 0
        assert "Questions for hamlets, version 1 (hamlets)." in done.stdout


def test_a_rubric_can_come_from_a_folder_of_data(run, tmp_path):
    for name in ("anna", "ben"):
        text = (PAIR / name / "cities" / "marsh.yaml").read_text(encoding="utf-8")
        put(tmp_path / name / "cities" / "marsh.yaml", text)
    done = run("agree", "anna", "ben", *QUICK, cwd=tmp_path)
    assert done.code == 1  # its criteria are of no rubric in reach
    assert "error[unknown-criterion]" in told(done)
    assert run("agree", "anna", "ben", "--data", PAIR / "anna", *QUICK, cwd=tmp_path).code == 0


def test_codings_are_compared_as_they_were_written(run, pair):
    """A translation beside one of them does not make its claims others."""
    french = "format: translation/1\nfacts: {f: {claim: Un énoncé.}}\n"
    put(pair / "a" / "cities" / "sam.fr.yaml", french)
    done = run("agree", "a", "b", *QUICK, "--lang", "fr", cwd=pair)
    assert (done.code, told(done)) == (0, "")
    assert "1 fait se trouve dans les deux." in done.stdout
    assert "Six composantes" in done.stdout


def test_line_ends_in_a_claim_do_not_count(run, pair):
    put(pair / "b" / "cities" / "sam.yaml", HEAD + fact("f", claim=">-\n      A\n      claim."))
    done = run("agree", "a", "b", *QUICK, cwd=pair)
    assert (done.code, told(done)) == (0, "")


def test_real_city_files_agree_with_themselves(run):
    done = run(
        "agree", ROOT, ROOT / "cities", "--rubric", "noii-toronto", *QUICK, "--format", "json"
    )
    assert (done.code, told(done)) == (0, "")
    found = json.loads(done.stdout)
    assert found["rubric"]["id"] == "noii-toronto"
    assert found["total"]["level"]["items"] > 100
    assert not [item for item in found["items"] if item["differs"]]


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("one", "said"),
    [
        ("nowhere", "there is no nowhere"),
        ("empty", "empty holds no cities/; name the folder that holds it"),
        ("bare", "bare holds no city file"),
        ("bare/cities", "bare/cities holds no city file"),
        ("note.txt", "note.txt is no file of a cities/ folder, with a name in .yaml"),
        ("sam.yaml", "sam.yaml is no file of a cities/ folder, with a name in .yaml"),
        ("a/cities/sam.fr.yaml", "is no file of a cities/ folder, with a name in .yaml"),
    ],
)
def test_what_is_no_coding_is_refused(run, pair, one, said):
    (pair / "empty").mkdir()
    (pair / "bare" / "cities").mkdir(parents=True)
    for name in ("note.txt", "sam.yaml", "a/cities/sam.fr.yaml"):
        put(pair / name, HEAD + fact("f"))
    for codings in ((one, "b"), ("b", one)):
        done = run("agree", *codings, cwd=pair)
        assert (done.code, done.stdout) == (2, "")
        assert said in told(done)
        assert len(told(done).splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"format: city/1\nname: [\n", "a/cities/sam.yaml:3:1: error["),
        (b"format: city/1\nname: \xff\n", "a/cities/sam.yaml:2:7: error[not-utf-8]"),
        (b"", "a/cities/sam.yaml:1:1: error[empty-file]"),
        (
            (HEAD + fact("f", "nc-scope: {level: 9, why: w}")).encode(),
            "a/cities/sam.yaml:12:32: error[unknown-level] `9` is no level here",
        ),
        (
            (HEAD + fact("f", "nc-scop: {level: 2, why: w}")).encode(),
            "a/cities/sam.yaml:12:14: error[unknown-criterion]",
        ),
    ],
)
def test_a_file_with_an_error_is_told_as_check_tells_it(run, pair, content, said):
    (pair / "a" / "cities" / "sam.yaml").write_bytes(content)
    done = run("agree", "a", "b", cwd=pair)
    assert (done.code, done.stdout) == (1, "")
    first, last = told(done).splitlines()
    assert said in first
    assert first in run("check", "a", cwd=pair).stdout.splitlines()
    assert last == "scorecard: sam is not compared: its files have the errors above"


def test_files_without_errors_are_compared_all_the_same(run, pair):
    for name in "ab":
        put(pair / name / "cities" / "other.yaml", HEAD + fact("g"))
    put(pair / "b" / "cities" / "sam.yaml", HEAD + fact("f", "nc-scope: {level: 9, why: w}"))
    done = run("agree", "a", "b", *QUICK, cwd=pair)
    assert done.code == 1
    assert "b/cities/sam.yaml:12:32: error[unknown-level]" in told(done)
    assert "1 fact stands in both." in done.stdout
    assert "Facts in A only" not in done.stdout  # it is in both, and could not be read in one


def test_a_file_that_nobody_would_read_is_told(run, pair):
    (pair / "a" / "cities" / "sam.yaml").rename(pair / "a" / "cities" / "sam.yml")
    done = run("agree", "a", "b", cwd=pair)
    assert (done.code, done.stdout) == (2, "")
    assert "a/cities/sam.yml:1:1: error[wrong-suffix]" in told(done)
    put(pair / "a" / "cities" / "sam.yaml", HEAD + fact("f"))
    done = run("agree", "a", "b", *QUICK, cwd=pair)
    assert done.code == 1
    assert "1 fact stands in both." in done.stdout


@pytest.mark.parametrize("other", ["cities/sam.yaml", "cities/sally.yaml"])
def test_without_a_fact_in_common_there_is_nothing_to_compare(run, pair, other):
    (pair / "b" / "cities" / "sam.yaml").unlink()
    put(pair / "b" / other, HEAD + fact("f" if "sally" in other else "g"))
    done = run("agree", "a", "b", cwd=pair)
    assert (done.code, done.stdout) == (2, "")
    said = "no fact stands in both a and b; files and facts must have the same names"
    assert told(done) == f"scorecard: {said}\n"


def test_a_fact_whose_claim_differs_is_not_the_same_any_more(run, pair):
    for name, claim in (("a", "It was so."), ("b", "It is so.")):
        put(
            pair / name / "cities" / "sam.yaml",
            HEAD + fact("f", claim=claim) + fact("g"),
        )
    done = run("agree", "a", "b", *QUICK, cwd=pair)
    assert done.code == 0
    assert "scorecard: sam, f: " in told(done)
    assert "not the same fact any more" in told(done)
    assert "1 fact stands in both." in done.stdout
    assert "A: It was so. (a/cities/sam.yaml:6)" in done.stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--rubric", "noii-torono"), "unknown rubric `noii-torono`; did you mean noii-toronto?"),
        (("--samples", "99"), "--samples is 100 or more, or 0 for no intervals"),
        (("--format", "pdf"), "unknown format `pdf`; write one of text, markdown, json, csv, html"),
        (("-o", "x.pdf"), "`x.pdf` does not say which format"),
        (("-o", "a/cities/sam.yaml"), "does not say which format"),
        (("--lang", "tlh"), "unknown language `tlh`"),
        (("--data", "nowhere"), "--data nowhere is not a folder"),
    ],
)
def test_wrong_use_is_told_in_a_line(run, pair, asked, said):
    done = run("agree", "a", "b", *asked, cwd=pair)
    assert (done.code, done.stdout) == (2, "")
    assert said in told(done)
    assert len(told(done).splitlines()) == 1


@pytest.mark.parametrize("asked", [("--samples", "-1"), ("--samples", "x"), ("--seed", "-1")])
def test_what_is_no_number_is_refused(run, pair, asked):
    done = run("agree", "a", "b", *asked, cwd=pair)
    assert (done.code, done.stdout) == (2, "")
    assert asked[0] in told(done)


def test_one_coding_is_not_enough(run, pair):
    assert run("agree", "a", cwd=pair).code == 2


def test_a_rubric_that_is_broken_stops_everything(run, pair):
    put(pair / "a" / "rubrics" / "mine.yaml", "format: rubric/1\ntitle: Mine\n")
    done = run("agree", "a", "b", "--rubric", "mine", cwd=pair)
    assert (done.code, done.stdout) == (1, "")
    assert "a/rubrics/mine.yaml:1:1: error[" in told(done)
    assert told(done).endswith("nothing is compared: the rubric has the errors above\n")


def test_codings_by_different_rubrics_of_one_name_are_not_compared(run, pair):
    text = (ROOT / "rubrics" / "noii-toronto.yaml").read_text(encoding="utf-8")
    put(pair / "a" / "rubrics" / "noii-toronto.yaml", text)
    done = run("agree", "a", "b", *QUICK, cwd=pair)
    assert done.code == 0  # the same bytes, wherever they lie
    put(pair / "b" / "rubrics" / "noii-toronto.yaml", text + "# mine\n")
    done = run("agree", "a", "b", *QUICK, cwd=pair)
    assert (done.code, done.stdout) == (2, "")
    assert "each coding brings another file of noii-toronto" in told(done)


def test_places_of_different_rubrics_need_one_to_be_named(run, tmp_path):
    for name in ("anna", "ben"):
        text = (PAIR / name / "cities" / "marsh.yaml").read_text(encoding="utf-8")
        put(tmp_path / name / "cities" / "marsh.yaml", text)
        put(tmp_path / name / "cities" / "sam.yaml", HEAD + fact("f"))
    rubric = PAIR / "anna" / "rubrics" / "hamlets.yaml"
    put(tmp_path / "rubrics" / "hamlets.yaml", rubric.read_text(encoding="utf-8"))
    done = run("agree", "anna", "ben", *QUICK, cwd=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert "different rubrics (hamlets, noii-toronto); name one with --rubric" in told(done)
    for rubric, placed in (("hamlets", 12), ("noii-toronto", 1)):
        asked = ("--rubric", rubric, "--format", "json")
        done = run("agree", "anna", "ben", *QUICK, *asked, cwd=tmp_path)
        assert json.loads(done.stdout)["placed"] == placed


def test_a_rubric_that_nobody_placed_a_fact_on_is_an_answer(run, pair):
    rubric = PAIR / "anna" / "rubrics" / "hamlets.yaml"
    put(pair / "rubrics" / "hamlets.yaml", rubric.read_text(encoding="utf-8"))
    done = run("agree", "a", "b", "--rubric", "hamlets", *QUICK, cwd=pair)
    assert (done.code, told(done)) == (0, "")
    assert "Neither coding places any of them on hamlets." in done.stdout
    assert "Kappa" not in done.stdout


# ---------------------------------------------------------------- the libraries behind it


def test_without_the_libraries_it_says_how_to_install_them(run, pair, monkeypatch):
    monkeypatch.delitem(sys.modules, "scorecard.analysis.reliability", raising=False)
    monkeypatch.delattr(scorecard.analysis, "reliability", raising=False)
    monkeypatch.setitem(sys.modules, "nltk.metrics.agreement", None)
    done = run("agree", "a", "b", cwd=pair)
    assert (done.code, done.stdout) == (2, "")
    how = 'pip install "sanctuary-scorecard[agree]"'
    assert told(done) == f"scorecard: agree needs nltk, which is not installed: {how}\n"


def test_no_other_command_loads_them():
    code = (
        "import sys; from scorecard.cli.app import run; run(['compare', '--lang', 'fr']); "
        "run(['agree', '--help']); "
        "print(sorted({'numpy', 'scipy', 'nltk', 'statsmodels', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# ---------------------------------------------------------------- and how it is told


@pytest.mark.parametrize("form", ["text", "json", "markdown", "csv", "html"])
def test_the_same_codings_give_the_same_bytes(run, form):
    first, again = (run("agree", "anna", "ben", "--format", form, cwd=PAIR) for _ in range(2))
    assert first == again
    assert first.code == 0
    # Rows hold no figures, so no seed shows in them.
    other = run("agree", "anna", "ben", "--format", form, "--seed", 2, cwd=PAIR)
    assert (other.stdout == first.stdout) == (form == "csv")


def test_who_comes_first_changes_the_letters_and_no_figure(run):
    one, other = (
        json.loads(run("agree", *codings, "--format", "json", cwd=PAIR).stdout)
        for codings in (("anna", "ben"), ("ben", "anna"))
    )
    assert (one["a"], one["b"]) == (other["b"], other["a"])
    for group, same in zip(
        (one["total"], *one["components"]), (other["total"], *other["components"]), strict=True
    ):
        where = same["where"]
        assert group["level"] == same["level"]
        assert group["where"] == {
            **where,
            "only_a": where["only_b"],
            "only_b": where["only_a"],
        }
    assert one["items"] == [
        {
            **item,
            "claim": mine["claim"],
            "a": item["b"],
            "b": item["a"],
            "line_a": item["line_b"],
            "line_b": item["line_a"],
        }
        for item, mine in zip(other["items"], one["items"], strict=True)
    ]


def test_it_is_written_to_a_file_whose_suffix_chooses(run, tmp_path):
    for suffix, begins in ((".html", "<!DOCTYPE html>"), (".json", "{"), (".md", "# How far")):
        path = tmp_path / f"out{suffix}"
        done = run("agree", PAIR / "anna", PAIR / "ben", *QUICK, "-o", path)
        assert (done.code, done.stdout) == (0, "")
        assert path.read_text(encoding="utf-8").startswith(begins)


HOSTILE = "'<b>x</b> | [y](https://z.example) \\e[31m =1+1'"


def test_what_a_coder_writes_is_text_wherever_it_goes(run, pair):
    for name, level in (("a", 2), ("b", 4)):
        scores = f"nc-scope: {{level: {level}, why: '=cmd|x <i>why</i>'}}"
        put(pair / name / "cities" / "sam.yaml", HEAD + fact("f", scores, HOSTILE))
    forms = {
        form: run("agree", "a", "b", *QUICK, "--format", form, cwd=pair).stdout
        for form in ("html", "markdown", "csv", "json")
    }
    assert "<b>" not in forms["html"] and "&lt;b&gt;x&lt;/b&gt;" in forms["html"]
    assert "<i>" not in forms["html"]
    assert "\\<b\\>x" in forms["markdown"] and "\\[y\\]" in forms["markdown"]
    cells = [cell for row in csv.reader(StringIO(forms["csv"])) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert [cell[:5] for cell in cells if "cmd" in cell] == ["'=cmd", "'=cmd"]
    item = json.loads(forms["json"])["items"][0]
    assert item["a"]["why"] == "=cmd|x <i>why</i>"


def test_the_page_has_every_heading_and_no_script(run):
    page = run("agree", "anna", "ben", *QUICK, "--format", "html", cwd=PAIR).stdout
    assert "<script" not in page
    assert '<th scope="row" role="rowheader">In all</th>' in page
    assert page.count("<h2") == 8
