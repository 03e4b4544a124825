"""One rich case per report and format, compared exactly. Read a golden before accepting it:

ACCEPT_GOLDENS=1 .venv/bin/pytest tests/report/test_goldens.py && git diff tests/golden
"""

from __future__ import annotations

import json
import os
import re

import pytest

from build import ROOT

GOLDEN = ROOT / "tests" / "golden"
GRADE = ("--rubric", "sample", "--as-of", "2026-11-22", "--data", GOLDEN / "data")
BOTH = ("sampleton", "lonely")
FRENCH = ("--lang", "fr")
MARKDOWN = ("--format", "markdown")
CASES = {
    "grade.txt": ("grade", "sampleton"),
    "grade-40-columns.txt": ("grade", "sampleton"),
    "grade.md": ("grade", "sampleton", "--format", "markdown"),
    "grade.json": ("grade", "sampleton", "--format", "json"),
    "withheld.txt": ("grade", "lonely"),
    "fresh.txt": ("grade", "sampleton", "--fresh"),
    "explain.txt": ("explain", "sampleton"),
    "explain-checks.txt": ("explain", "sampleton", "checks"),
    "explain-telling.md": ("explain", "sampleton", "telling", "--format", "markdown"),
    "explain-trained.json": ("explain", "sampleton", "trained", "--format", "json"),
    "compare.txt": ("compare", *BOTH),
    "compare-40-columns.txt": ("compare", *BOTH),
    "compare.md": ("compare", *BOTH, "--format", "markdown"),
    "compare.json": ("compare", *BOTH, "--format", "json"),
    "compare.csv": ("compare", *BOTH, "--format", "csv"),
    "compare-on-checks.txt": ("compare", *BOTH, "--on", "checks"),
    "compare-on-checks.md": ("compare", *BOTH, "--on", "checks", "--format", "markdown"),
    "compare-on-checks.json": ("compare", *BOTH, "--on", "checks", "--format", "json"),
    "compare-on-checks.csv": ("compare", *BOTH, "--on", "checks", "--format", "csv"),
    "export.md": ("export", "sampleton", "--contact", "errors@group.example"),
    "export-brief.md": ("export", "sampleton", "--brief"),
    "export-withheld.md": ("export", "lonely"),
    "export.html": ("export", "sampleton", "--format", "html"),
    "export-brief.html": ("export", "sampleton", "--format", "html", "--brief"),
    "fr-grade.txt": ("grade", "sampleton", *FRENCH),
    "fr-explain.txt": ("explain", "sampleton", *FRENCH),
    "fr-explain-checks.txt": ("explain", "sampleton", "checks", *FRENCH),
    "fr-compare.txt": ("compare", *BOTH, *FRENCH),
    "fr-compare.csv": ("compare", *BOTH, *FRENCH, "--format", "csv"),
    "fr-compare-on-checks.txt": ("compare", *BOTH, *FRENCH, "--on", "checks"),
    "fr-export.md": ("export", "sampleton", *FRENCH),
    "fr-export.html": ("export", "sampleton", *FRENCH, "--format", "html"),
}
UNTRANSLATED = "cities/lonely.yaml"
"""The one file of the sample that has no French."""
PARKS = ("--as-of", "2026-11-22", "--data", GOLDEN / "points")
POINTS = {
    "points-grade.txt": ("grade", "sampleton", *PARKS),
    "points-grade-40-columns.txt": ("grade", "otherton", *PARKS),
    "points-grade.json": ("grade", "sampleton", "otherton", "--format", "json", *PARKS),
    "points-explain.txt": ("explain", "sampleton", *PARKS),
    "points-explain-life.txt": ("explain", "sampleton", "life", *PARKS),
    "points-explain-report.md": ("explain", "sampleton", "report", "--format", "markdown", *PARKS),
    "points-compare.txt": ("compare", "sampleton", "otherton", *PARKS),
    "points-compare.csv": ("compare", "sampleton", "otherton", "--format", "csv", *PARKS),
    "points-compare-on-life.txt": (
        "compare",
        "sampleton",
        "--on",
        "life",
        "--rubric",
        "parks",
        *PARKS,
    ),
    "points-export.md": ("export", "sampleton", *PARKS),
    "points-show.txt": ("show", "parks", *PARKS[2:]),
    "fr-points-explain.txt": ("explain", "sampleton", *PARKS, *FRENCH),
    "fr-points-show.txt": ("show", "parks", *PARKS[2:], *FRENCH),
}
"""A rubric in points without tracks, with every form of scale."""
VERSION = ("--rubric-before", GOLDEN / "before" / "rubrics" / "sample.yaml")
SINCE = ("--since", "2021-05")
OVER_TIME = {
    "history.txt": ("history", "sampleton"),
    "history-40-columns.txt": ("history", "sampleton"),
    "history.md": ("history", "sampleton", "--format", "markdown"),
    "history.html": ("history", "sampleton", "--format", "html"),
    "history.csv": ("history", "sampleton", "--format", "csv"),
    "history-withheld.txt": ("history", "lonely"),
    "history-police.txt": ("history", "sampleton/sampleton-police"),
    "diff.txt": ("diff", "sampleton", *SINCE),
    "diff-40-columns.txt": ("diff", "sampleton", *SINCE),
    "diff.md": ("diff", "sampleton", *SINCE, "--format", "markdown"),
    "diff.csv": ("diff", "sampleton", *SINCE, "--format", "csv"),
    "diff.json": ("diff", "sampleton", *SINCE, "--format", "json"),
    "diff-withheld.txt": ("diff", "sampleton", "--since", "2018"),
    "diff-versions.txt": ("diff", "sampleton", *VERSION),
    "fr-history.txt": ("history", "sampleton", *FRENCH),
    "fr-history.html": ("history", "sampleton", *FRENCH, "--format", "html"),
    "fr-diff.txt": ("diff", "sampleton", *SINCE, *FRENCH),
    "fr-diff-versions.md": ("diff", "sampleton", *VERSION, *FRENCH, "--format", "markdown"),
}
POINTS_OVER_TIME = {
    "points-history.txt": ("history", "sampleton", *PARKS),
    "points-diff.txt": ("diff", "sampleton", "--since", "2019", *PARKS),
}
CASES |= OVER_TIME
POINTS |= POINTS_OVER_TIME
OPEN = ("--rubric", "open", "--as-of", "2026-11-22", "--data", GOLDEN / "campaign")
CAMPAIGN = {
    "plan.txt": ("plan", "northport", *OPEN),
    "plan-40-columns.txt": ("plan", "northport", *OPEN),
    "plan.md": ("plan", "northport", "--format", "markdown", *OPEN),
    "plan.json": ("plan", "northport", "--format", "json", *OPEN),
    "plan-budget.txt": ("plan", "northport", "--budget", "5", *OPEN),
    "plan-only.txt": ("plan", "northport", "--target", "B", "--only", "council", *OPEN),
    "plan-nothing-known.txt": ("plan", "nowhere", *OPEN),
    "motion.txt": ("motion", "northport", *OPEN),
    "motion.md": ("motion", "northport", "--asks", "checks,telling", "--format", "markdown", *OPEN),
    "motion-board.txt": ("motion", "northport", "--asks", "checks", "--to", "police board", *OPEN),
    "records.txt": ("records", "northport", *OPEN),
    "records.md": ("records", "northport", "--format", "markdown", *OPEN),
    "records.html": ("records", "northport", "--format", "html", *OPEN),
    "export-with.md": ("export", "northport", "--with", "plan,motion", *OPEN),
    "fr-plan.txt": ("plan", "northport", *OPEN, *FRENCH),
    "fr-motion.txt": ("motion", "northport", *OPEN, *FRENCH),
    "fr-records.md": ("records", "northport", "--format", "markdown", *OPEN, *FRENCH),
}
"""What follows from a grade, with laws, a form and efforts of its own."""
HARBOUR = ("--rubric", "harbour", "--as-of", "2026-11-22", "--data", GOLDEN / "reply")
UNTIL = ("--by", "2026-12-15", "--contact", "A group of Lakeside, group@lakeside.example")
REPLY = {
    "replied-explain.txt": ("explain", "lakeside", *HARBOUR),
    "replied-explain-asked.txt": ("explain", "lakeside", "counters", *HARBOUR),
    "replied-explain-checks.md": ("explain", "lakeside", "status-checks", *HARBOUR, *MARKDOWN),
    "replied-explain-checks.json": (
        "explain",
        "lakeside",
        "status-checks",
        *HARBOUR,
        "--format",
        "json",
    ),
    "replied-export.md": ("export", "lakeside", *HARBOUR),
    "replied-export.html": ("export", "lakeside", *HARBOUR, "--format", "html"),
    "replied-export-brief.md": ("export", "lakeside", "--brief", *HARBOUR),
    "replied-show.txt": ("show", "lakeside", *HARBOUR[4:]),
    "reply.txt": ("reply", "lakeside", *HARBOUR, *UNTIL),
    "reply-40-columns.txt": ("reply", "lakeside/lakeside-police", *HARBOUR),
    "reply.md": ("reply", "lakeside", *HARBOUR, *UNTIL, *MARKDOWN),
    "reply.html": ("reply", "lakeside", *HARBOUR, "--format", "html"),
    "reply-nothing.txt": ("reply", "newlake", *HARBOUR),
    "reply-points.txt": ("reply", "sampleton", *PARKS),
    "fr-reply.txt": ("reply", "lakeside", *HARBOUR, *UNTIL, *FRENCH),
    "fr-replied-explain-checks.txt": ("explain", "lakeside", "status-checks", *HARBOUR, *FRENCH),
}
"""Facts that were replied to, what came of it, and the letter that asks for replies."""
PAIR = ("agree", "anna", "ben")
AGREE = {
    "agree.txt": PAIR,
    "agree-40-columns.txt": (*PAIR, "--samples", "0"),
    "agree.md": (*PAIR, "--samples", "0", "--format", "markdown"),
    "agree.csv": (*PAIR, "--format", "csv"),
    "fr-agree.txt": (*PAIR, "--samples", "0", *FRENCH),
}
"""Two codings of one hamlet; the intervals of the first are those of a seed."""

TOWNS = ("robust", "alba", "brook", "crest", "dale")
NO_RUNS = ("--draws", "0")
ROBUST = {
    "robust.txt": TOWNS,
    "robust-one.txt": ("robust", "brook", "--seed", "7", "--draws", "1000", "--within", "50"),
    "robust-withheld-40-columns.txt": ("robust", "crest"),
    "robust-fresh.txt": ("robust", "dale", "--fresh", *NO_RUNS),
    "robust.md": (*TOWNS, "--format", "markdown"),
    "robust.csv": (*TOWNS, "--format", "csv"),
    "robust.json": ("robust", "brook", "crest", "--format", "json"),
    "robust-one.html": ("robust", "alba", "--format", "html"),
    "fr-robust.txt": (*TOWNS, *FRENCH),
    "fr-robust.csv": ("robust", "alba", "brook", "--format", "csv", *FRENCH),
}
"""Three towns that are graded and one that is not, by a rubric that says how most of its
alternatives are run. The runs are those of a seed."""
DATED = ("--as-of", "2026-11-22", "--data", GOLDEN / "robust")


@pytest.mark.parametrize("name", CASES)
def test_golden(run, name):
    done = run(*CASES[name], *GRADE, COLUMNS="40" if "40" in name else "80")
    assert done.code == 0
    assert all(UNTRANSLATED in line for line in done.stderr.splitlines())
    same(name, done.stdout)


@pytest.mark.parametrize("name", POINTS)
def test_golden_in_points(run, name):
    done = run(*POINTS[name], COLUMNS="40" if "40" in name else "80")
    assert done.code == 0, done.stderr
    same(name, done.stdout)


@pytest.mark.parametrize("name", CAMPAIGN)
def test_golden_of_a_campaign(run, name):
    done = run(*CAMPAIGN[name], COLUMNS="40" if "40" in name else "80")
    assert done.code == 0, done.stderr
    same(name, done.stdout)


@pytest.mark.parametrize("name", REPLY)
def test_golden_of_replies(run, name):
    done = run(*REPLY[name], COLUMNS="40" if "40" in name else "80")
    assert done.code == 0, done.stderr
    same(name, done.stdout)


@pytest.mark.parametrize("name", AGREE)
def test_golden_of_two_codings(run, name):
    done = run(*AGREE[name], cwd=GOLDEN / "agree", COLUMNS="40" if "40" in name else "80")
    assert done.code == 0, done.stderr
    same(name, done.stdout)


@pytest.mark.parametrize("name", ROBUST)
def test_golden_of_other_choices(run, name):
    done = run(*ROBUST[name], *DATED, COLUMNS="40" if "40" in name else "80")
    assert done.code == 0, done.stderr
    # The stream of NumPy's generator is kept; the version that is told is not part of it.
    same(name, re.sub(r'("numpy": )"[^"]+"', r'\1"any"', done.stdout))


def same(name, printed):
    """Whether what is printed is what was accepted."""
    path = GOLDEN / name
    if os.environ.get("ACCEPT_GOLDENS"):
        path.write_bytes(printed.encode())
    assert printed.encode() == path.read_bytes()


@pytest.mark.parametrize(
    "name",
    [name for name in CASES | POINTS | CAMPAIGN | REPLY | AGREE | ROBUST if name.endswith(".txt")],
)
def test_no_line_is_wider_than_the_terminal(name):
    limit = 40 if "40" in name else 80
    for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines():
        assert len(line) <= limit or line.startswith("  scorecard "), line


def test_the_json_adds_up_to_the_track():
    """What the JSON prints is enough to rebuild the point: the sum of weight x share over what is
    known, divided by the weight of what is known."""
    from fractions import Fraction

    (card,) = json.loads((GOLDEN / "grade.json").read_text(encoding="utf-8"))["results"]
    for track, score in card["tracks"].items():
        known = [f for f in card["findings"] if f["track"] == track and f["point"] is not None]
        shown = sum(Fraction(f["weight"]) * Fraction(f["point"]) for f in known)
        weight = sum(Fraction(f["weight"]) for f in known)
        assert Fraction(score["point"]["exact"]) == shown / weight


def test_markdown_is_read_back_as_it_was_meant():
    """A renderer shows every text as it stands in the file, and makes the tables tables."""
    from markdown_it import MarkdownIt

    text = (GOLDEN / "grade.md").read_text(encoding="utf-8")
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert "<em>" not in page
    assert "<to>" not in page
    assert page.count("<table>") == 2
    other = (GOLDEN / "explain-telling.md").read_text(encoding="utf-8")
    page = MarkdownIt("commonmark").enable("table").render(other)
    assert "bars `telling` [*always*], as of #12 | of 2019." in page
    assert "By-law 12 | *Access* &lt;to&gt; services" in page
