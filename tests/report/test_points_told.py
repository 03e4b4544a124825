"""What a report says of points, limits and what is not answered, in rubrics without tracks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from plain import graded, one, plain
from scorecard.analysis.compare import Comparison, compare
from scorecard.report import compare_view, explain_view, markdown
from short import report


def explained(card) -> str:
    """How the grade adds up, on one line."""
    text = markdown.write(explain_view.explain_place(card))
    return " ".join(text.replace("\\", "").replace("*", "").split())


def banded(scale: str):
    return plain(f"""
        bands: {{pass: 60, fail: 0}}
        components:
          c:
            title: C
            criteria:
              q: {{question: Q?, weight: 1, scale: {scale}}}
    """)


def test_what_is_below_the_lowest_band_misses_the_next():
    """-100 is in the lowest band, which holds all below it; the next starts at 60."""
    text = report(graded(banded("{levels: {bad: -1, none: 0, good: 1}}"), "q: bad"))
    assert "160 points short of pass" in text
    assert "short of fail" not in text


def test_nothing_shown_is_said_in_one_sentence():
    text = report(graded(banded("yes/no")))
    assert "No overall grade: nobody has shown anything." in text
    assert "0 % is needed" not in text


HALF_KNOWN = """
    aggregate: sum
    bands: {good: 15, poor: 0}
    components:
      a:
        title: A
        aggregate: sum
        LIMIT
        criteria:
          one: {question: Q1?, points: 10, scale: points}
          two: {question: Q2?, points: 10, scale: points}
          pen: {question: Q3?, penalty: 4, scale: yes/no}
      b:
        title: B
        aggregate: sum
        criteria:
          three: {question: Q4?, points: 5, scale: points}
          four: {question: Q5?, points: 5, scale: {points: {from: -5, to: 5}}}
"""


def half_known(limit: str = "about: A."):
    return plain(HALF_KNOWN.replace("LIMIT", limit))


def test_points_shown_so_far_stand_beside_what_they_would_be_of_all():
    """8 of 10, less 4, out of 10 of 20 answered in A; 5 of 5, out of 5 of 10, in B."""
    card = graded(half_known(), "one: {value: 8}, pen: yes, three: {value: 5}")
    assert "Shown so far: 9 points, of the 15 that are answered." in report(card)
    full = graded(
        half_known(), "one: {value: 8}, two: {value: 1}, three: 5".replace("5", "{value: 5}")
    )
    assert "Shown so far: 14 points, of the 25 that are answered." in report(full)
    all_said = "one: {value: 8}, two: {value: 1}, pen: no, three: {value: 5}, four: {value: -2}"
    assert "Shown so far" not in report(graded(half_known(), all_said))


def test_a_penalty_beside_what_is_unknown_is_reckoned_as_it_is_told():
    card = graded(half_known(), "one: {value: 8}, pen: yes, three: {value: 5}, four: {value: -2}")
    assert (
        "A: 8 (one) = 8 points, out of the 10 points that are answered: as much of all would be "
        "16 - 4 x 100 % (pen) = 12 points."
    ) in explained(card)
    assert "B: 5 (three) - 2 (four) = 3 points." in explained(card)


def test_what_the_answers_leave_possible_is_told():
    """10 of 10 shown, of 20 no more than 10; 0 of 5 and -5 of 5: 5 of 30, and nothing else."""
    card = graded(half_known("ceiling: 10"), "one: {value: 10}, pen: no, three: {value: 0}")
    text = explained(card)
    assert "never over 10 points" in text
    score = card.tracks[0].score
    assert score.points == 10 and score.point == Fraction(10, 30)
    sure = graded(
        half_known("ceiling: 10"), "one: {value: 10}, pen: no, three: {value: 0}, four: {value: -5}"
    )
    assert sure.tracks[0].score.point == Fraction(5, 30)
    assert "the answers leave no other than 5 points" in explained(sure)


def test_places_that_can_have_different_points_are_ranked_by_share_and_that_is_said():
    of = plain("""
        grades: [town, village]
        aggregate: sum
        components:
          c:
            title: C
            criteria:
              one: {question: Q1?, points: 10, scale: points}
              two:
                question: Q2?
                points: 10
                scale: points
                not_applicable: {kinds: village, why: Too small.}
    """)
    town = graded(of, "one: {value: 9}, two: {value: 2}")
    village = graded(of, "one: {value: 8}", head="kind: village")
    same = "ranked by their share of their own"

    def text(*cards) -> str:
        places = compare([one.standing() for one in cards])
        found = Comparison(of, town.as_of, False, "0", places, (), ())
        return " ".join(markdown.write(compare_view.document(found)).split())

    assert same in text(town, village)
    assert same not in text(town, town)


@pytest.mark.parametrize("answer", ["", "q: yes"])
def test_the_signs_of_a_table_are_explained_where_they_stand(answer):
    card = graded(one("yes/no"), answer)
    places = compare([card.standing()])
    found = Comparison(card.rubric, card.as_of, False, "0", places, (), ())
    text = markdown.write(compare_view.document(found))
    assert ("A dash where nothing is shown." in text) is (answer == "")
    assert "asterisk" not in text


def test_a_fact_of_a_later_date_is_told_so():
    card = graded(one("yes/no"), "q: [yes, {level: no, date: 2027-04}]")
    text = markdown.write(explain_view.explain_criterion(card, "q"))
    assert "of a later date (E1)" in text.replace("\\", "")
    assert "in force" not in text


def test_an_answer_to_a_question_that_does_not_apply_is_named_and_not_counted():
    of = plain("""
        grades: [town, village]
        components:
          c:
            title: C
            criteria:
              one: {question: Q1?, weight: 1, scale: yes/no}
              two:
                question: Q2?
                weight: 1
                scale: yes/no
                not_applicable: {kinds: village, why: Too small.}
    """)
    card = graded(of, "one: yes, two: {level: no, id: a-bus}", head="kind: village")
    text = markdown.write(explain_view.explain_criterion(card, "two"))
    assert "What answers it all the same is not counted: a-bus." in text.replace("\\", "")
    assert "all the same" not in markdown.write(explain_view.explain_criterion(card, "one"))
