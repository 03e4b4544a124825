"""S5: the overall mixes the tracks, or is withheld."""

import re
import subprocess
import sys
from fractions import Fraction
from textwrap import dedent

import pytest

from build import card, facts, rubric
from scorecard.model.result import Scorecard
from short import fact, report

LEVELS = "{0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}"
TEXT = f"""
    format: rubric/1
    title: Overall
    version: "1"
    grades: municipality
    tracks: {{policy: 0.4, practice: 0.6}}
    withhold_under: 1/3
    provisional_under: 2/3
    bands: {{A: 85, B: 70, C: 50, D: 30, F: 0}}
    components:
      c:
        title: C
        criteria:
          paper: {{question: On paper?, weight: 1, policy: {LEVELS}}}
          a: {{question: A?, weight: 1, practice: {LEVELS}}}
          b: {{question: B?, weight: 2, practice: {LEVELS}}}
"""
THIRDS = rubric(TEXT)
HUNDREDTHS = rubric(
    TEXT.replace("A?, weight: 1", "A?, weight: 33").replace("weight: 2", "weight: 67")
)


def known(**levels: int) -> str:
    lines = ""
    for name, level in levels.items():
        when = "period: 2025, seen_by: independent"
        if name == "paper":
            when = "effect: adopts, date: 2020"
        lines += fact(name, f"{when}, scores: {{{name}: {{level: {level}, why: w}}}}")
    return facts(lines)


def graded(of=THIRDS, **levels: int) -> Scorecard:
    return card(of, known(**levels))


def test_the_overall_mixes_the_tracks_as_published():
    """Policy 3/4; practice (1 x 1 + 2 x 1/4) / 3 = 1/2: 0.4 x 3/4 + 0.6 x 1/2 = 0.6."""
    assert graded(paper=3, a=4, b=1).overall.point == Fraction("0.6")


def test_the_range_of_the_overall_mixes_those_of_the_tracks():
    """Policy 3/4; in practice b 1/2 at weight 2 is shown, a is not: 1/3 to 2/3.
    0.4 x 3/4 + 0.6 x 1/3 = 0.5, and with 2/3 0.7."""
    overall = graded(paper=3, b=2).overall
    assert (overall.low, overall.high) == (Fraction("0.5"), Fraction("0.7"))
    assert overall.point == Fraction("0.4") * Fraction(3, 4) + Fraction("0.6") * Fraction(1, 2)


def test_a_coverage_of_just_one_third_is_not_under_it():
    """a weighs 1 of 3: 0.4 x 1 + 0.6 x 1/2."""
    overall = graded(paper=4, a=2).overall
    assert overall.withheld == ()
    assert overall.point == Fraction("0.7")


def test_the_threshold_is_compared_exactly():
    """a weighs 33 of 100, which is less than a third."""
    assert graded(HUNDREDTHS, paper=4, a=2).overall.withheld == ("practice",)


WITHHELD = {"paper": 2}


def test_where_a_track_is_withheld_there_is_no_overall():
    assert graded(**WITHHELD).overall.point is None
    assert graded(a=4, b=4).overall.point is None


def test_a_withheld_track_has_no_point():
    """a is known, and answers for less than a third."""
    practice = graded(HUNDREDTHS, paper=4, a=2).track("practice")
    assert practice.withheld
    assert practice.score.point is None


def test_where_it_is_withheld_the_range_is_still_shown():
    """0.4 x 1/2 + 0.6 x 0 or 1: 20 to 80."""
    card_ = graded(**WITHHELD)
    assert (card_.overall.low, card_.overall.high) == (Fraction("0.2"), Fraction("0.8"))
    assert "20 to 80" in report(card_)


def test_what_remains_is_labelled_paper_only():
    """Policy is 1/2, a C."""
    assert re.search(r"paper only: C( 50)? on policy; practice not shown", report(graded(paper=2)))


def test_what_remains_is_labelled_practice_only():
    """Practice is 3/4, a B."""
    assert re.search(
        r"practice only: B( 75)? on practice; paper not shown", report(graded(a=3, b=3))
    )


def test_a_track_is_provisional_under_its_share_of_its_own_coverage():
    """a alone is 1 of 3; policy is known whole."""
    card_ = graded(paper=4, a=2)
    assert card_.track("practice").provisional
    assert not card_.track("policy").provisional


def test_just_two_thirds_is_not_provisional():
    assert not graded(paper=4, b=2).track("practice").provisional
    two_thirds = rubric(
        TEXT.replace("weight: 2", "weight: 66").replace("A?, weight: 1", "A?, weight: 34")
    )
    assert graded(two_thirds, paper=4, b=2).track("practice").provisional


@pytest.mark.parametrize(
    ("levels", "provisional"),
    [
        ({"paper": 4, "a": 2}, True),
        ({"paper": 4, "b": 2}, False),
        ({"paper": 4, "a": 2, "b": 2}, False),
    ],
)
def test_the_overall_is_provisional_where_either_track_is(levels, provisional):
    card_ = graded(**levels)
    assert card_.overall.provisional is provisional
    assert ("Provisional" in report(card_)) is provisional


def test_withholding_is_an_answer_and_exits_0(tmp_path):
    for folder, name, text in (("rubrics", "r", TEXT), ("cities", "sampleton", known(**WITHHELD))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.yaml").write_text(dedent(text).lstrip(), encoding="utf-8")
    command = [sys.executable, "-m", "scorecard", "grade", "sampleton"]
    asked = [*command, "--rubric", "r", "--data", str(tmp_path)]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert "paper only" in done.stdout
