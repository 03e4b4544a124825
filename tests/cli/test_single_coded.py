"""check: what a grade rests on that one person alone placed."""

from __future__ import annotations

import pytest

RUBRIC = """\
format: rubric/1
title: Two questions
version: "1"
grades: hamlet
tracks: {policy: 0.5, practice: 0.5}
bands: {A: 50, F: 0}
components:
  all:
    title: All
    criteria:
      big: {question: Big?, weight: 19, policy: {0: No., 1: "Yes."}, practice: {0: No., 1: "Yes."}}
      small: {question: Small?, weight: WEIGHT, policy: {0: No., 1: "Yes."}}
"""
CITY = """\
format: city/1
name: Lakeside
kind: hamlet
sources: {s: {title: A page, publisher: A publisher, date: 2020}}
facts:
  first:
    claim: A rule on both.
    effect: adopts
    date: 2020
    confidence: high
    sources: s
    coded_by: MK
    scores: {big: {level: 1, why: So.}, small: {level: 1, why: So.}}
  unmarked:
    claim: Seen.
    period: 2025
    seen_by: independent
    confidence: high
    sources: s
    scores: {big: {level: 1, why: So.}}
"""


def put(root, city: str = CITY, weight: str = "1"):
    """A data folder with the two files."""
    for folder, name, text in (
        ("rubrics", "two", RUBRIC.replace("WEIGHT", weight)),
        ("cities", "lakeside", city),
    ):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def said(run, root, *more):
    """What check prints of the city, and how it ends."""
    done = run("check", "cities/lakeside.yaml", *more, cwd=root)
    return done.stdout.splitlines(), done.code


def test_one_warning_names_each_question_with_a_twentieth_of_its_track(run, tmp_path):
    """On paper big weighs 19 of 20 and small 1 of 20, which is 1/20."""
    lines, code = said(run, put(tmp_path))
    assert code == 0
    assert lines == [
        "cities/lakeside.yaml:6:3: warning[single-coded] one person alone placed `first`, on "
        "which rests `big` on paper (95 % of its track), `small` on paper (5 % of its track); let "
        "a second person place it too, and add `checked_by:`"
    ]
    assert said(run, tmp_path, "--strict")[1] == 1


def test_a_question_of_less_weight_is_not_named(run, tmp_path):
    """0.99 of 19.99 is less than 1/20."""
    ((line,), _code) = said(run, put(tmp_path, weight="0.99"))
    assert "`big` on paper (95 % of its track);" in line and "small" not in line


@pytest.mark.parametrize(
    "city",
    [
        CITY.replace("coded_by: MK", "coded_by: MK\n    checked_by: second coder"),
        CITY.replace("    coded_by: MK\n", ""),
        CITY.replace(
            "coded_by: MK\n    scores: {big", "coded_by: MK\n    until: 2021\n    scores: {big"
        ),
    ],
    ids=["checked", "nobody says", "no longer in force"],
)
def test_what_two_have_seen_or_nobody_says_is_no_warning(run, tmp_path, city):
    assert said(run, put(tmp_path, city)) == ([], 0)


def test_a_folder_is_looked_at_like_a_file(run, tmp_path):
    root = put(tmp_path)
    for arguments in ((), ("cities",), (root,)):
        assert "warning[single-coded]" in run("check", *arguments, cwd=root).stdout


def test_a_file_with_an_error_is_not_graded_for_it(run, tmp_path):
    lines, code = said(run, put(tmp_path, CITY.replace("period: 2025", "period: never")))
    assert code == 1
    assert not any("single-coded" in line for line in lines)


def test_nothing_is_graded_where_no_file_says_who_placed_it(run, tmp_path, monkeypatch):
    """So that check stays as fast."""
    from scorecard.engine import grade

    monkeypatch.setattr(grade.Grader, "grade", None)
    assert said(run, put(tmp_path, CITY.replace("    coded_by: MK\n", ""))) == ([], 0)


def test_a_file_that_another_replaces_is_looked_at_itself(run, tmp_path):
    """The stronger file is checked by two; the warning is of the weaker."""
    (tmp_path / "own").mkdir()
    put(tmp_path / "own", CITY.replace("MK", "MK\n    checked_by: JL"))
    done = run("check", "--data", "own", cwd=put(tmp_path))
    (line,) = [one for one in done.stdout.splitlines() if "single-coded" in one]
    assert line.startswith("cities/lakeside.yaml:6:3")
