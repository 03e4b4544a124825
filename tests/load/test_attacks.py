"""What an attacker found, each with the file that showed it."""

from __future__ import annotations

import os
import time

import pytest
from loading import FACT, HEAD, RUBRIC, check, checked, data_folder, library

from build import TODAY
from scorecard.engine.grade import grade
from scorecard.report import markdown
from scorecard.report.explain_view import explain_criterion
from scorecard.report.grade_view import View


def codes(found):
    return {problem.code for problem in found if not problem.warning}


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        pytest.param("  f:\n", "  a/b:\n", "bad-id", id="a slash in the id of a fact"),
        pytest.param("level: 4,", "level: 4-4,", "unknown-level", id="a range of one"),
        pytest.param("bands:", "shelf_life: -5\nbands:", "out-of-range", id="a shelf life"),
        pytest.param("bands:", "floor: 200\nbands:", "out-of-range", id="a floor of 200"),
        pytest.param("A: 50", "A: 8000", "out-of-range", id="a band out of reach"),
        pytest.param("0.4, practice: 0.6", "1, practice: 0", "out-of-range", id="an empty track"),
        pytest.param("A claim.", '"\\e[31mA claim."', "hidden-character", id="an escape"),
        pytest.param("claim: A", '"\\0x": z\n    claim: A', "unknown-key", id="a NUL key"),
        pytest.param("claim: A", "=levels: z\n    claim: A", "unknown-key", id="an inner key"),
        pytest.param("  f:", "  constrained-str: {bogus: 1}\n  f:", "missing-key", id="a union"),
    ],
)
def test_a_file_that_is_refused(tmp_path, before, after, code):
    text, folder = FACT + "    scores: {access: {level: 4, why: x}}\n", "cities"
    if before not in text:
        text, folder = RUBRIC, "rubrics"
    assert before in text
    found = check(tmp_path, text.replace(before, after, 1), folder)
    assert code in codes(found), [str(problem) for problem in found]


def test_a_qualified_criterion_does_not_apply_either(tmp_path):
    """What `check` accepts, the grade uses."""
    text = (
        f"{FACT}    context: x\nnot_applicable: {{small/access: {{why: No door., sources: [s]}}}}\n"
    )
    data_folder(tmp_path, text)
    data = library(tmp_path)
    place = data.place("sampleton", "small")
    finding = grade(data.rubric("small")[0], place, TODAY).finding("access", "practice")
    assert (finding.status, finding.why) == ("not-applicable", "No door.")


def test_a_plain_criterion_of_another_rubric_is_no_problem_for_this_one(tmp_path):
    """`check` knows every rubric; a grade by one of them must not know less."""
    data_folder(tmp_path, f"{FACT}    scores: {{visits: {{level: 4, why: x}}}}\n")
    visits = "      visits: {question: Q?, weight: 1, practice: {0: Never., 4: Always.}}\n"
    (tmp_path / "rubrics" / "zz.yaml").write_text(RUBRIC + visits, encoding="utf-8")
    assert checked(tmp_path) == []
    assert library(tmp_path).place("sampleton", "small") is not None
    assert library(tmp_path).place("sampleton", "zz") is not None


def test_another_rubric_never_stands_in_for_a_broken_one(tmp_path):
    data_folder(tmp_path, HEAD)
    (tmp_path / "rubrics" / "noii-toronto.yaml").write_text("junk\n", encoding="utf-8")
    assert library(tmp_path).default_rubric("municipality") is None


def test_the_same_criterion_twice_in_one_fact(tmp_path):
    text = FACT.replace(
        "    period: 2020\n    seen_by: own\n", "    effect: adopts\n    date: 2019\n"
    )
    text += "    scores: {paper: {level: 2, why: x}, small/paper: {level: 0, why: y}}\n"
    assert codes(check(tmp_path, text)) == {"two-criteria"}


def test_a_byte_order_mark_before_what_is_not_utf_8(tmp_path):
    (found,) = check(tmp_path, b"\xef\xbb\xbf" + "éé".encode() + b"\xff")
    assert (found.line, found.column, found.code) == (1, 3, "not-utf-8")


def test_a_pipe_in_place_of_a_shipped_file_is_not_waited_for(tmp_path):
    old = tmp_path / "old"
    data_folder(old, HEAD)
    (tmp_path / "new" / "cities").mkdir(parents=True)
    os.mkfifo(tmp_path / "new" / "cities" / "sampleton.yaml")
    data = library(old, tmp_path / "new")
    assert data.place("sampleton") is None
    assert [problem.code for problem in data.problems] == ["not-a-file"]


SLOW = {
    "commas": f"{HEAD}country: {{a: {'1,' * 30_000}1}}\n",
    "one error a fact": HEAD + "facts:\n" + "".join(f"  f{n}: x\n" for n in range(10_000)),
    "unknown keys": HEAD + "".join(f"key{n}: x\n" for n in range(30_000)),
    "a chain": HEAD
    + "sources: {s: {title: T, publisher: P, date: 2020}}\nfacts:\n"
    + "".join(
        f"  f{n}: {{claim: C, effect: adopts, date: 2020, confidence: low, sources: s, context: x, "
        f"supersedes: [f{n + 1}]}}\n"
        for n in range(3_000)
    )
    + "  f3000: {claim: C, effect: adopts, date: 2020, confidence: low, sources: s, context: x}\n",
    "aliases": f"{HEAD}country: [{'*a,' * 200_000}]\n",
    "empty lists": f"{HEAD}country: [{'[],' * 300_000}]\n",
}


@pytest.mark.parametrize("name", SLOW)
def test_nothing_takes_long(tmp_path, name):
    start = time.process_time()
    check(tmp_path, SLOW[name])
    assert time.process_time() - start < 4  # two seconds, on a machine that does other things


def test_what_a_terminal_would_act_on_never_leaves_through_markdown(tmp_path):
    data_folder(tmp_path, f"{FACT}    scores: {{access: {{level: 4, why: x}}}}\n")
    data = library(tmp_path)
    card = grade(data.rubric("small")[0], data.place("sampleton", "small"), TODAY)
    note = "\x1b[31m\u202e\x9b"
    pages = [View(card, full=True, notes=(note,)).document(), explain_criterion(card, "access")]
    for page in pages:
        assert not set(note) - set("[31m") & set(markdown.write(page))
