"""What moved a grade: parts that add up to the difference, whatever the rubric and the facts."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import ROOT, TODAY, facts, place, rubric
from scorecard.analysis.diff import diff, overall, total
from scorecard.analysis.parts import worth
from scorecard.engine.grade import Grader, grade
from short import fact

sys.path += [str(ROOT / "tests" / name) for name in ("engine", "naive")]

from generated import made as made_up
from test_laws import build, graded_cards
from test_naive import load

RUBRIC = """
    format: rubric/1
    title: Three questions
    version: "1"
    grades: municipality
    tracks: {policy: 0.4, practice: 0.6}
    withhold_under: 0.2
    components:
      c:
        title: C
        criteria:
          rule: {question: Q?, weight: 2, policy: {0: A., 1: B., 2: C.}, practice: {0: A., 1: B.}}
          form: {question: Q?, weight: 1, policy: {0: A., 1: B., 2: C.}, practice: {0: A., 1: B.}}
          card: {question: Q?, weight: 1, policy: {0: A., 1: B., 2: C.}, practice: {0: A., 1: B.}}
    gates:
      g: {when: {criterion: form, track: policy, at_most: 1}, cap: 40, choice: Forms come first.}
"""
PAPER = RUBRIC.replace("policy: 0.4, practice: 0.6", "policy: 1").replace(
    ", practice: {0: A., 1: B.}", ""
)
OLD, NEW = date(2015, 12, 31), date(2020, 12, 31)


def adopted(name, criterion, level, year):
    rest = f"effect: adopts, date: {year}, scores: {{{criterion}: {{level: {level}, why: w}}}}"
    return fact(name, rest)


def between(of, text, start=OLD, end=NEW):
    """The difference between two dates."""
    where, grader = place(facts(text), of), Grader(of)
    return diff(grader.grade(where, start), grader.grade(where, end))


def told(one):
    """What each question explains of a track, by which reason."""
    return [
        (move.criterion, part.why, part.of_track.point) for move in one.moves for part in move.parts
    ]


def adds_up(made):
    """Whether all parts come to the difference, of every track and of the overall."""
    for one in made.tracks:
        if one.how != "whole":
            comes_to([move.of_track for move in one.moves], one.difference)
            comes_to([move.of_overall for move in one.moves], one.of_overall)
    parts = [*(one.of_overall for one in made.tracks), *(part for _, part in made.mix), made.caps]
    comes_to(parts, made.difference)


def comes_to(parts, whole):
    """Whether parts add up; where an end has no point, none of them has."""
    assert total(parts)[1:] == whole[1:]
    if whole.point is None:
        assert all(part.point is None for part in parts)
    else:
        assert total(parts).point == whole.point


# ---------------------------------------------------------------- worked by hand


def test_a_level_that_rises_explains_its_weight_times_the_rise():
    """Rule weighs 2 of the 3 that are known; from 1/2 to 1 it brings 2/3 x 1/2 = 1/3."""
    text = (
        adopted("f", "form", 1, 2014)
        + adopted("r", "rule", 1, 2014)
        + adopted("s", "rule", 2, 2018)
    )
    made = between(rubric(PAPER), text)
    (paper,) = made.tracks
    assert told(paper) == [("rule", "level", Fraction(1, 3))]
    assert [(one.fact, one.how) for one in paper.moves[0].causes] == [("s", "came"), ("r", "went")]
    adds_up(made)


def test_what_becomes_known_explains_how_far_it_lies_from_the_middle():
    """Rule (2) at 1/2 alone gives 1/2; with form (1) at 1 the mean is 2/3. The middle is 7/12 and
    the weights that count are 2 and 3, in the middle 2.5: 1 x (1 - 7/12) / 2.5 = 1/6."""
    made = between(rubric(PAPER), adopted("r", "rule", 1, 2014) + adopted("f", "form", 2, 2018))
    assert told(made.tracks[0]) == [("form", "level", Fraction(1, 6))]
    assert made.tracks[0].moves[0].parts[0].of_track.coverage == Fraction(1, 4)
    adds_up(made)


def test_what_becomes_known_at_the_mean_explains_nothing_of_the_point():
    made = between(rubric(PAPER), adopted("r", "rule", 1, 2014) + adopted("f", "form", 1, 2018))
    assert told(made.tracks[0]) == [("form", "level", 0)]
    adds_up(made)


def test_a_cap_that_ends_is_a_line_of_its_own():
    """Form at 1/2 caps at 40: (2 x 1 + 1/2) / 3 = 5/6 is told as 2/5. At 1 the whole is 1."""
    text = (
        adopted("r", "rule", 2, 2014)
        + adopted("f", "form", 1, 2014)
        + adopted("g", "form", 2, 2018)
    )
    made = between(rubric(PAPER), text)
    assert made.difference.point == Fraction(3, 5)
    assert told(made.tracks[0]) == [("form", "level", Fraction(1, 6))]
    assert made.caps.point == Fraction(3, 5) - Fraction(1, 6)
    adds_up(made)


def test_of_the_overall_a_track_explains_its_part():
    text = adopted("r", "rule", 1, 2014) + adopted("s", "rule", 2, 2018)
    text += fact("p", "period: 2015, seen_by: community, scores: {rule: {level: 1, why: w}}")
    text += adopted("f", "form", 2, 2014)
    made = between(rubric(RUBRIC), text)
    assert made.tracks[0].moves[0].of_track.point == Fraction(1, 3)
    assert made.tracks[0].moves[0].of_overall.point == Fraction(1, 3) * Fraction(2, 5)
    adds_up(made)


def test_where_an_end_is_withheld_the_ends_of_the_range_are_told_apart():
    """Nothing is known at first: 0 to 1. Rule at 1/2, half of the weight, moves both by a
    quarter."""
    made = between(rubric(PAPER), adopted("r", "rule", 1, 2018))
    (move,) = made.tracks[0].moves
    assert move.of_track == (None, Fraction(1, 4), -Fraction(1, 4), Fraction(1, 2))
    assert (made.difference.point, made.tracks[0].difference.point) == (None, None)
    adds_up(made)


def test_evidence_that_changes_without_the_answer_is_named_and_no_move():
    made = between(rubric(PAPER), adopted("r", "rule", 1, 2014) + adopted("s", "rule", 1, 2018))
    assert (made.tracks[0].moves, made.unmoved) == ((), (("rule", "policy"),))
    adds_up(made)


def test_what_no_longer_applies_leaves_the_sum():
    """Rule at 1 and form at 0, 2 to 1, give 2/3; without form, 1. The middle is 5/6, the weights in
    the middle 2.5: -1 x (0 - 5/6) / 2.5 = 1/3."""
    city = facts(adopted("r", "rule", 2, 2014) + adopted("f", "form", 0, 2014))
    city += "not_applicable:\n  form: {why: w, sources: s, from: 2017}\n"
    of = rubric(PAPER)
    grader, where = Grader(of), place(city, of)
    made = diff(grader.grade(where, OLD), grader.grade(where, NEW))
    assert told(made.tracks[0]) == [("form", "not-applicable", Fraction(1, 3))]
    adds_up(made)


# ---------------------------------------------------------------- other ways to add up


def test_where_weights_do_not_say_all_one_answer_after_another_is_put_in():
    """The least of rule and form: form rises from 0 to 1 and brings 1/2, what rule is; then rule
    rises from 1/2 to 1 and brings the other half. In the order of the file rule comes first, and
    brings nothing while form is 0."""
    of = rubric(PAPER.replace("title: C\n", "title: C\n        aggregate: minimum\n"))
    text = adopted("r", "rule", 1, 2014) + adopted("s", "rule", 2, 2018)
    text += adopted("f", "form", 1, 2014) + adopted("g", "form", 2, 2018)
    made = between(of, text)
    assert made.tracks[0].how == "steps"
    assert told(made.tracks[0]) == [("rule", "level", 0), ("form", "level", Fraction(1, 2))]
    adds_up(made)


def test_two_rubrics_of_which_one_adds_up_otherwise_are_not_told_apart():
    one = rubric(PAPER)
    other = rubric(PAPER.replace("title: C\n", "title: C\n        aggregate: minimum\n"))
    where = place(facts(adopted("r", "rule", 1, 2014) + adopted("f", "form", 2, 2014)), one)
    made = diff(grade(one, where, NEW), grade(other, where, NEW))
    assert (made.tracks[0].how, made.tracks[0].moves) == ("whole", ())
    adds_up(made)


# ---------------------------------------------------------------- two rubrics

ANSWERS = adopted("r", "rule", 1, 2014) + adopted("f", "form", 2, 2014)


def versions(change, text=ANSWERS):
    """The difference between a rubric and the same with something changed, on the same facts."""
    one, other = rubric(PAPER), rubric(PAPER.replace(*change))
    where = place(facts(text), one)
    return diff(grade(one, where, NEW), grade(other, where, NEW))


def test_a_weight_that_changes_explains_it_alone():
    """Rule (2) at 1/2 and form (1) at 1 give 2/3; with form at 4, 5/6. The middle is 3/4, the
    weights are 3 and 6, in the middle 4.5: (4 - 1) x (1 - 3/4) / 4.5 = 1/6."""
    made = versions(("form: {question: Q?, weight: 1", "form: {question: Q?, weight: 4"))
    assert made.between == "rubrics"
    assert told(made.tracks[0]) == [("form", "weight", Fraction(1, 6))]
    adds_up(made)


def test_weights_that_are_all_doubled_change_nothing():
    twice = PAPER.replace("weight: 2", "weight: 4").replace("weight: 1", "weight: 2")
    one, other = rubric(PAPER), rubric(twice)
    where = place(facts(ANSWERS), one)
    made = diff(grade(one, where, NEW), grade(other, where, NEW))
    assert (made.tracks[0].moves, made.difference) == ((), (0, 0, 0, 0))


def test_another_scale_is_told_from_another_weight():
    """Level 1 of four is 1/4 rather than 1/2: rule brings 2/3 x -1/4."""
    made = versions(
        ("weight: 2, policy: {0: A., 1: B., 2: C.}", "weight: 2, policy: {0: A., 1: B., 4: C.}")
    )
    assert told(made.tracks[0]) == [("rule", "scale", -Fraction(1, 6))]
    adds_up(made)


def test_a_question_that_is_added_or_removed_is_called_so():
    line = "          form: {question: Q?, weight: 1, policy: {0: A., 1: B., 2: C.}}\n"
    gate = PAPER[PAPER.index("    gates:") :]
    whole, less = rubric(PAPER.replace(gate, "")), rubric(PAPER.replace(gate, "").replace(line, ""))
    where = place(facts(ANSWERS), whole)
    ends = grade(less, where, NEW), grade(whole, where, NEW)
    # From 1/2 to 2/3: middle 7/12, weights 2 and 3, in the middle 2.5.
    assert told(diff(*ends).tracks[0]) == [("form", "added", Fraction(1, 6))]
    assert told(diff(*reversed(ends)).tracks[0]) == [("form", "removed", -Fraction(1, 6))]
    adds_up(diff(*ends))


def test_another_mix_of_the_tracks_is_a_line_of_its_own():
    """Paper at 1 and practice at 0: 0.4 is told, then 0.6. Each lies half a point from the middle
    of the two, 1/2, and counts for a fifth more or less: 0.1 and 0.1."""
    one = rubric(RUBRIC)
    other = rubric(RUBRIC.replace("policy: 0.4, practice: 0.6", "policy: 0.6, practice: 0.4"))
    text = adopted("r", "rule", 2, 2014)
    text += fact("p", "period: 2015, seen_by: community, scores: {rule: {level: 0, why: w}}")
    where = place(facts(text), one)
    made = diff(grade(one, where, NEW), grade(other, where, NEW))
    assert [(track, part.point) for track, part in made.mix] == [
        ("policy", Fraction(1, 10)),
        ("practice", Fraction(1, 10)),
    ]
    adds_up(made)


# ---------------------------------------------------------------- laws

days = st.dates(date(2011, 1, 1), TODAY)


@settings(max_examples=150, deadline=None)
@given(graded_cards(), days, days)
def test_between_any_two_dates_the_parts_add_up(made, one, other):
    of, where = build(*made)
    grader = Grader(of)
    adds_up(diff(grader.grade(where, one), grader.grade(where, other)))


@settings(max_examples=80, deadline=None)
@given(graded_cards(plain=True), days, days)
def test_turned_round_every_part_turns_its_sign(made, one, other):
    of, where = build(*made)
    cards = [Grader(of).grade(where, day) for day in (one, other)]
    cards[1] = cards[1]._replace(rubric=cards[0].rubric)
    there, back = diff(*cards), diff(*reversed(cards))
    for track, turned in zip(there.tracks, back.tracks, strict=True):
        turned_moves = {move.criterion: move.of_track for move in turned.moves}
        assert track.how == "shares"
        for move in track.moves:
            assert total([move.of_track, turned_moves[move.criterion]]) in (
                (0, 0, 0, 0),
                (None, 0, 0, 0),
            )


@settings(max_examples=80, deadline=None)
@given(graded_cards(plain=True), graded_cards(plain=True), days)
def test_between_any_two_rubrics_the_parts_add_up(one, other, day):
    """The second rubric has other scales, weights and questions of the same names."""
    of, where = build(*one)
    than, _where = build(*other)
    adds_up(diff(grade(of, where, day), grade(than, where, day)))


@pytest.mark.parametrize("seed", range(150))
def test_the_parts_add_up_in_whatever_a_file_can_say(seed):
    """But for roots and logarithms, which are rounded; they too are told as they are told."""
    case = made_up(seed)
    of, places, _problems = load(case)
    if of is None:
        return
    grader = Grader(of)
    for where in places:
        before = grader.grade(where, date(2014, 6, 1), fresh=case.fresh)
        after = grader.grade(where, case.as_of, fresh=case.fresh)
        made = diff(before, after)
        adds_up(made)
        assert made.difference == overall(after).less(overall(before))
        for one in made.tracks:
            assert one.difference == worth(one.after).less(worth(one.before))
