"""`same_as`: a criterion that takes the scale and the findings of one of another rubric."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from loading import RUBRIC, library

from scorecard.engine.grade import Grader

HEAD = """\
format: rubric/1
title: Another framework
version: "1"
grades: [municipality, police-service]
tracks: {policy: 0.4, practice: 0.6}
components:
  all:
    title: All
    criteria:
"""
TAKES = f"""\
{HEAD}\
      no-calls: {{question: Do they call?, weight: 1, same_as: small/calls}}
      written:
        question: Is it written, and does it hold?
        weight: 3
        same_as: {{policy: small/paper}}
        practice: {{0: It does not., 1: It does.}}
"""
PLACE = """\
format: city/1
name: Sampleton
kind: municipality
population: {2021: 200000, source: s}
bodies:
  police: {name: Police, kind: police-service, speaks_for_city: yes, governed_by: A board}
sources: {s: {title: A page, publisher: A publisher, date: 2020}}
facts:
  rule:
    claim: A rule holds in most services.
    effect: adopts
    date: 2020
    confidence: high
    sources: s
    scores: {paper: {level: 3, why: Most.}}
  order:
    claim: An order tells officers to call.
    body: police
    effect: adopts
    date: 2020
    confidence: high
    sources: s
    scores: {calls: {level: 0, why: It directs them.}}
  figure:
    claim: The agency counted 12 checks.
    body: police
    period: 2025
    seen_by: border agency
    confidence: high
    figure: {count: 12, of: status checks}
    sources: s
    scores: {calls: {why: A whole year.}}
  kept:
    claim: A walk through the services found the rule kept.
    period: 2026-05
    seen_by: independent
    confidence: high
    sources: s
    scores: {other/written: {level: 1, why: It was kept.}}
looked_for:
  - {criterion: calls, track: practice, body: police, searched: Board papers., when: 2026-01}
"""


@pytest.fixture
def folder(tmp_path):
    """Two rubrics, of which `other` takes from `small`, and a place."""
    for name in ("rubrics", "cities"):
        (tmp_path / name).mkdir()
    (tmp_path / "rubrics" / "small.yaml").write_text(RUBRIC, encoding="utf-8")
    (tmp_path / "rubrics" / "other.yaml").write_text(TAKES, encoding="utf-8")
    (tmp_path / "cities" / "sampleton.yaml").write_text(PLACE, encoding="utf-8")
    return tmp_path


def problems(folder):
    data = library(folder)
    return [str(problem) for problem in data.check(data.everything())]


def graded(folder, name):
    """What a place is found to be by the rubric that takes, and what each question is worth."""
    data = library(folder)
    place, rubric = data.place(name, "other"), data.rubric("other")
    assert place is not None and rubric is not None, data.problems
    card = Grader(*rubric).grade(place, date(2026, 11, 22))
    return card, {(f.criterion, f.track): f.point for f in card.findings}


def test_findings_are_taken_from_the_other_rubric(folder):
    assert problems(folder) == []
    card, points = graded(folder, "sampleton")
    assert points == {
        ("no-calls", "policy"): None,  # asked of the city itself, whose facts say nothing of it
        ("no-calls", "practice"): None,
        ("written", "policy"): Fraction(3, 4),
        ("written", "practice"): 1,  # its own scale: 0 and 1, and not five levels
    }
    assert card.track("policy").score.low == Fraction(3, 4) * Fraction(3, 4)


def test_whose_conduct_is_asked_about_is_not_taken(folder):
    _, points = graded(folder, "sampleton/police")
    assert points == {
        ("no-calls", "policy"): 0,
        ("no-calls", "practice"): Fraction(2, 3),  # 12 in 200,000 are 6 in 100,000: level 2 of 3
        ("written", "policy"): None,
        ("written", "practice"): None,
    }


def test_a_result_names_the_file_that_it_takes_from(folder):
    card, _ = graded(folder, "sampleton")
    assert [file.path for file in card.files()] == [
        "rubrics/other.yaml",
        "rubrics/small.yaml",
        "cities/sampleton.yaml",
    ]


def test_what_was_searched_in_vain_serves_both(folder, run):
    told = run("explain", "sampleton/police", "no-calls", "--rubric", "other", cwd=folder).stdout
    assert "2 out of" in told or "level 2" in told.lower()
    (folder / "cities" / "sampleton.yaml").write_text(
        PLACE.replace(
            "figure: {count: 12, of: status checks}", "context: Not counted here."
        ).replace("    scores: {calls: {why: A whole year.}}\n", ""),
        encoding="utf-8",
    )
    told = run("explain", "sampleton/police", "no-calls", "--rubric", "other", cwd=folder).stdout
    assert "Board papers." in told


IN_TURN = f"""\
{HEAD}\
      back: {{question: Back?, weight: 1, same_as: other/written}}
"""


@pytest.mark.parametrize(
    ("before", "after", "claim"),
    [
        ("small/calls", "smal/calls", "10:63: error[same-as] `smal` is no rubric"),
        ("small/calls", "calls", "10:63: error[same-as] `calls` is no rubric"),
        ("small/calls", "small/call", "10:63: error[same-as] `call` is no criterion of small"),
        ("small/calls", "other/written", "10:63: error[same-as] `other` is this rubric itself"),
        ("small/calls", "broken/x", "10:63: error[same-as] nothing can be taken from `broken`"),
        ("small/calls", "turn/back", "10:63: error[same-as] nothing can be taken from `turn`"),
        ("weight: 1, same_as", "points: 1, same_as", "10:63: error[same-as] an answer is worth"),
        ("{policy: small/paper}", "{}", "14:18: error[same-as] it names nothing to take"),
        (
            "{policy: small/paper}",
            "{policy: small/access}",
            "14:27: error[same-as] `small/access` has no policy scale",
        ),
        (
            "same_as: {policy: small/paper}",
            "same_as: {practice: small/access}",
            "14:29: error[same-as] `written` has a practice scale of its own",
        ),
        (
            "{policy: small/paper}",
            "{policy: small/calls}",
            "14:27: error[same-as] `no-calls` takes the findings of `small/calls` already",
        ),
    ],
)
def test_from_what_nothing_can_be_taken(folder, before, after, claim):
    (folder / "rubrics" / "other.yaml").write_text(TAKES.replace(before, after), encoding="utf-8")
    (folder / "rubrics" / "broken.yaml").write_text("format: rubric/1\n", encoding="utf-8")
    (folder / "rubrics" / "turn.yaml").write_text(IN_TURN, encoding="utf-8")
    found = [one for one in problems(folder) if one.startswith("rubrics/other.yaml")]
    assert len(found) == 1
    assert found[0].startswith(f"rubrics/other.yaml:{claim}")


def test_what_is_taken_is_not_taken_on(folder):
    (folder / "rubrics" / "turn.yaml").write_text(
        IN_TURN.replace("other/written", "other/no-calls"), encoding="utf-8"
    )
    assert problems(folder) == [
        "rubrics/turn.yaml:10:51: error[same-as] `other/no-calls` takes its findings from "
        "elsewhere; write `small/calls`",
    ]


def test_two_rubrics_do_not_take_from_each_other(folder):
    turn = IN_TURN.replace("other/written", "uther/written")
    (folder / "rubrics" / "turn.yaml").write_text(turn, encoding="utf-8")
    uther = TAKES.replace("small/calls", "turn/back")
    (folder / "rubrics" / "uther.yaml").write_text(uther, encoding="utf-8")
    assert problems(folder) == [
        "rubrics/turn.yaml:10:51: error[same-as] nothing can be taken from `uther`, which has "
        "errors of its own; mend that rubric first",
        "rubrics/uther.yaml:10:63: error[same-as] `turn` takes findings from this rubric in turn; "
        "name a criterion of another rubric, with a scale of its own",
    ]


def test_a_fact_is_placed_there_and_not_here(folder):
    wrong = PLACE.replace("scores: {calls: {why:", "scores: {other/no-calls: {why:")
    (folder / "cities" / "sampleton.yaml").write_text(wrong, encoding="utf-8")
    assert problems(folder) == [
        "cities/sampleton.yaml:32:14: error[same-as] `no-calls` takes its findings from "
        "small/calls; write `small/calls`, and each fact is placed once"
    ]
