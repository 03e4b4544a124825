"""How much of what is known rests on facts that two people have placed; sums by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from build import card, facts, rubric
from scorecard.analysis.coded import double_checked, is_stated, single_coded
from scorecard.report import data, trust

SCALE = '{0: No., 1: "Yes."}'
THREE = rubric(f"""
    format: rubric/1
    title: Three questions
    version: "1"
    grades: municipality
    tracks: {{policy: 0.5, practice: 0.5}}
    components:
      c:
        title: C
        criteria:
          one: {{question: One?, weight: 3, policy: {SCALE}, practice: {SCALE}}}
          two: {{question: Two?, weight: 2, policy: {SCALE}}}
          three: {{question: Three?, weight: 5, policy: {SCALE}}}
""")
TWICE = "coded_by: MK, checked_by: second coder, "
ONCE = "coded_by: MK, "
RULE = "claim: A rule., effect: adopts, date: 2020, confidence: high, sources: s"
SEEN = "claim: Seen., period: 2025, seen_by: own, confidence: high, sources: s"


def lakeside(first: str, second: str, seen: str = "", more: str = ""):
    """On paper the first fact answers one (3 of 10), the second two (2 of 10); three (5 of 10) is
    unknown. In practice the third answers one."""
    return card(
        THREE,
        facts(f"""
            a: {{{RULE}, {first}scores: {{one: {{level: 1, why: w}}}}}}
            b: {{{RULE}, {second}{more}scores: {{two: {{level: 1, why: w}}}}}}
            c: {{{SEEN}, {seen}scores: {{one: {{level: 0, why: w}}}}}}
        """),
    )


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        (TWICE, TWICE, Fraction(1)),
        (TWICE, ONCE, Fraction(3, 5)),
        (ONCE, TWICE, Fraction(2, 5)),
        (TWICE, "", Fraction(3, 5)),
        (ONCE, ONCE, Fraction(0)),
    ],
)
def test_the_share_is_of_the_weight_that_is_known(first, second, share):
    """3 of the 5 that are known, not of all 10."""
    assert double_checked(lakeside(first, second)) == {"policy": share, "practice": 0}


def test_a_finding_is_checked_only_where_every_fact_it_rests_on_is():
    """b shows its level only together with a, which nobody checked: two is not checked twice."""
    assert double_checked(lakeside(ONCE, TWICE, more="with: a, "))["policy"] == 0
    assert double_checked(lakeside(TWICE, TWICE, more="with: a, "))["policy"] == 1


def test_a_track_of_which_nothing_is_known_has_no_share():
    empty = card(THREE, facts(f"a: {{{RULE}, {TWICE}scores: {{one: {{level: 1, why: w}}}}}}"))
    assert double_checked(empty) == {"policy": 1}
    shown = data.as_data(empty)["tracks"]
    assert shown["policy"]["double_checked"] == {"exact": "1", "shown": "100"}
    assert shown["practice"]["double_checked"] is None


def test_in_words():
    told = trust.double_checked(lakeside(TWICE, ONCE, TWICE))
    assert told == (
        "A second person has checked all the facts behind 60 % of paper and 100 % of practice, of "
        "the weight that is answered."
    )


def test_where_nobody_says_who_placed_a_fact_no_share_is_given():
    silent = lakeside("", "")
    assert not is_stated(silent.place)
    assert trust.double_checked(silent) == "Who placed the facts is not on file."
    assert data.as_data(silent)["tracks"]["policy"]["double_checked"] is None


def test_single_coded_facts_are_named_with_what_rests_on_them():
    found = single_coded(lakeside(ONCE, TWICE, ONCE))
    told = [(one.fact, [(f.criterion, f.track, w) for f, w in one.findings]) for one in found]
    assert told == [
        ("a", [("one", "policy", Fraction(3, 10))]),
        ("c", [("one", "practice", Fraction(1))]),
    ]
    assert single_coded(lakeside(TWICE, "", TWICE)) == ()
