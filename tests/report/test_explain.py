"""How a score came about, in lines that can be followed by hand: the examples of docs/rubrics.md,
each with the sum that it gives there."""

from __future__ import annotations

import pytest

from build import CITY, TODAY, card, facts, rubric
from scorecard.engine.grade import grade
from scorecard.report import text
from scorecard.report.explain_view import explain_criterion, explain_place
from test_docs_rubrics import EXAMPLES, read, title

ALL_OF_IT = ""
"""In place of a criterion: the whole place."""
SAID = [
    ("Writing a rubric", ALL_OF_IT, "Shown 87.50 of 100.00 answered = 88 %; range 88 to 88."),
    ("Writing a rubric", ALL_OF_IT, "Overall good 88 of 100. Any line"),
    (
        "Writing a rubric",
        "lit",
        "Level 1: 50 % of the points, times 25.00 % of the total, gives 12.50.",
    ),
    ("Points out of a maximum", ALL_OF_IT, "All: 2.5 (law) + 3 (fees) - 1.5 (secret) = 4 points."),
    ("Points out of a maximum", ALL_OF_IT, "Overall 4 of 10 points."),
    ("Points out of a maximum", "law", "At most 6 points."),
    ("Points out of a maximum", "law", "Level weak: 2.5 of 6 points. It weighs 6 of 10 points."),
    ("Points out of a maximum", "fees", "Score 3 of 4 points."),
    ("Points out of a maximum", "secret", "-1.5 points, added as they are."),
    ("A number between goalposts", "life", "- (59 - 20) / (85 - 20) = 60 %."),
    ("A number between goalposts", "life", "59, where 20 gives nothing and 85 everything."),
    (
        "A number between goalposts",
        "wait",
        "- 45 lies beyond 30, and counts as it. (30 - 30) / (0 - 30) = 0 %.",
    ),
    (
        "A number between goalposts",
        "income",
        "- (ln 1,000 - ln 100) / (ln 10,000 - ln 100) = 50 %.",
    ),
    ("Bounds for each level", "checks", "- 12 / 1 / 200,000 x 100,000 = 6 a year."),
    ("A checklist", "report", "- Shown: money (2). - Unclear: goals (1). - Not shown: staff (1)."),
    ("A checklist", "report", "2 to 3 of 4 points, which is 50 to 75 %: the middle is 62.5 %."),
    ("A checklist", "website", "3 points, where 2 are enough: 100 %."),
    ("A checklist", "plan", "Level 3: Dated and costed. - Shown: A date, Its costs. - Not shown: "),
    ("Weights by words, and by kind of place", "paved", "Weight 3."),
    (
        "Weights by words, and by kind of place",
        "trams",
        "Does not apply: It weighs nothing for a county.",
    ),
    ("What does not apply", "repairs", "Does not apply: There are no homes to repair."),
    (
        "What nobody has shown",
        "three",
        "Does not apply: it is unanswered, which this rubric leaves out.",
    ),
    (
        "What nobody has shown",
        "two",
        "Unanswered, which this rubric counts as 0. It weighs 50.00 %",
    ),
    (
        "Bonuses, penalties, floors and ceilings",
        ALL_OF_IT,
        "Basics: (8 x 100 % (law) + 2 x 0 % (staff) - 6 x 50 % (raids)) / 10 = 50 %.",
    ),
    (
        "Bonuses, penalties, floors and ceilings",
        ALL_OF_IT,
        "Extras: 1.5 x 100 % (card) + 1.5 x 100 % (fund) = 3 points; never over 2 points.",
    ),
    (
        "Bonuses, penalties, floors and ceilings",
        ALL_OF_IT,
        "Total: (10 x 50 % (Basics) + 2 (Extras)) / 10 = 70 %.",
    ),
    (
        "Bonuses, penalties, floors and ceilings",
        "raids",
        "Level some: 50 % of the points; of a penalty of 6 it takes 3 points. Without it the "
        "overall would be 30 points higher.",
    ),
    (
        "Bonuses, penalties, floors and ceilings",
        "card",
        "Level yes: 100 % of the points; of a bonus of 1.5 it adds 1.5 points.",
    ),
    (
        "Means, minimum and sum",
        ALL_OF_IT,
        "School: the lowest of 90 % (early) and 10 % (late) is 10 %.",
    ),
    (
        "Means, minimum and sum",
        ALL_OF_IT,
        "Total: 80 % ^ 1/3 (Health) x 10 % ^ 2/3 (School) = 20 %.",
    ),
    ("Means, minimum and sum", "late", "10 % of the points. It weighs 33.33 % of the total."),
    (
        "A total over criteria",
        ALL_OF_IT,
        "Every question counts in the total by itself; the components only report.",
    ),
    (
        "Rounding before adding up",
        ALL_OF_IT,
        "Half: 1 x 50 % (one) / 1 = 50 %; which of 15 points is 7.5; rounded to a whole number, "
        "halves to the even digit: 8 points.",
    ),
    (
        "Rounding before adding up",
        ALL_OF_IT,
        "which of 10 points is 3.3333; rounded to 1 place, halves up: 3.3 points.",
    ),
]


def flat(document) -> str:
    return " ".join(text.write(document, 100).split())


@pytest.fixture(scope="module")
def cards(tmp_path_factory):
    """The scorecards of the examples, by the heading that each stands under."""
    found = {}
    for at in range(len(EXAMPLES)):
        library = read(tmp_path_factory.mktemp(f"example-{at}"), at)
        made, place = library.rubric("example"), library.place("sampleton", "example")
        if place is not None and not library.problems:
            found.setdefault(title(at), []).append(grade(made[0], place, TODAY))
    return found


@pytest.mark.parametrize(("heading", "criterion", "said"), SAID)
def test_an_example_is_explained(cards, heading, criterion, said):
    shown = [
        flat(explain_criterion(one, criterion) if criterion else explain_place(one))
        for one in cards[heading]
        if not criterion or criterion in one.rubric.criteria
    ]
    assert any(said in one for one in shown), shown


# ---------------------------------------------------------------- what is not known, and limits

TEXT = """
    format: rubric/1
    title: Limits
    version: "1"
    grades: municipality
    floor: 20
    components:
      a:
        title: Sums
        aggregate: sum
        weight: 10
        round: 1
        criteria:
          one: {question: One?, points: 6, scale: points}
          two: {question: Two?, points: 3, scale: points}
          raid: {question: Raid?, penalty: 4, scale: yes/no}
      b:
        title: Means
        weight: 10
        ceiling: 60
        round: {places: 0, halves: even}
        criteria:
          three: {question: Three?, weight: 1, scale: {goalposts: {worst: 0, best: 1}}}
          four: {question: Four?, weight: 2, scale: yes/no}
      c:
        title: Nothing
        aggregate: minimum
        weight: 1
        criteria: {five: {question: Five?, weight: 1, scale: yes/no}}
"""
LIMITS = rubric(TEXT)


def explained(of=LIMITS, **given: str) -> str:
    return flat(explain_place(card(of, facts(lines(**given), CITY))))


def lines(**given: str) -> str:
    return "".join(
        f"{name}: {{claim: C., confidence: high, sources: s, {said}}}\n"
        for name, said in given.items()
    )


def figure(criterion: str, value: str) -> str:
    return f"figure: {{value: {value}}}, scores: {{{criterion}: {{why: w}}}}"


def level(criterion: str, name: str) -> str:
    return f"scores: {{{criterion}: {{level: {name}, why: w}}}}"


def test_points_of_which_some_are_not_answered():
    """4 of the 6 that are answered is as much as 6 of 9; in the whole that is 2/3, or 66.7 %."""
    said = explained(one=figure("one", "4"))
    assert (
        "Sums: 4 (one) = 4 points, out of the 6 points that are answered: as much of all would be "
        "6 points; which is 66.6667 %; rounded to 1 place, halves up: 66.7 %." in said
    )
    assert "Nothing: nobody has shown any of it." in said
    assert "Total: 6.67 x 66.7 % (Sums) / 6.67 = 66.7 %." in said


def test_a_ceiling_and_rounding_one_after_the_other():
    """(0.654 + 2) / 3 is 88.47 %, over 60; a third answered alone is 65.4, over it as well."""
    said = explained(three=figure("three", "0.654"), four=level("four", "yes"))
    assert "Means: (1 x 65.4 % (three) + 2 x 100 % (four)) / 3 = 88.47 %; never over 60 %" in said
    low = explained(three=figure("three", "0.505"))
    assert (
        "Means: 1 x 50.5 % (three) / 1 = 50.5 %; rounded to a whole number, halves to the " in low
    )
    assert "even digit: 50 %." in low


def test_a_penalty_that_is_not_answered_is_no_term_and_a_floor_holds():
    """0 of 6 is nothing; the rubric never gives less than 20 %."""
    said = explained(one=figure("one", "0"))
    assert "Sums: 0 (one) = 0 points" in said and "(raid)" not in said
    assert "Total: 6.67 x 0 % (Sums) / 6.67 = 0 %; never under 20 %." in said
    taken = explained(one=figure("one", "6"), two=figure("two", "1"), raid=level("raid", "yes"))
    assert "Sums: 6 (one) + 1 (two) - 4 x 100 % (raid) = 3 points; which is" in taken


def test_an_open_bonus_or_penalty_says_what_it_could_add():
    of = card(LIMITS, facts(lines(one=figure("one", "6")), CITY))
    assert "It only adds points, -4 to 0." in flat(explain_criterion(of, "raid"))


def test_a_long_sum_is_left_to_the_table():
    many = "".join(
        f"          q{n}: {{question: Q{n}?, points: 1, scale: yes/no}}\n" for n in range(13)
    )
    of = rubric(
        "    format: rubric/1\n    title: Many\n    version: '1'\n    grades: municipality\n"
        "    aggregate: sum\n    components:\n      all:\n        title: All\n"
        f"        aggregate: sum\n        criteria:\n{many}"
    )
    given = {f"f{n}": level(f"q{n}", "yes") for n in range(13)}
    assert "All: the weights times the shares of 13 parts = 13 points." in explained(of, **given)


def test_ends_of_a_range_between_goalposts_are_told_too():
    given = "figure: {value: 0.5, low: 0.25, high: 2}, scores: {three: {why: w}}"
    of = card(LIMITS, facts(lines(three=given), CITY))
    said = flat(explain_criterion(of, "three"))
    assert "(0.5 - 0) / (1 - 0) = 50 %." in said
    assert "At 0.25: (0.25 - 0) / (1 - 0) = 25 %." in said
    assert "At 2: 2 lies beyond 1, and counts as it. (1 - 0) / (1 - 0) = 100 %." in said


def test_a_figure_without_a_date_shows_none():
    of = card(
        LIMITS, facts(lines(three=figure("three", "0.5"), other=figure("three", "0.7")), CITY)
    )
    said = flat(explain_criterion(of, "three"))
    assert "No date given; confidence high." in said
    assert "0001" not in said and "undated" not in said
    assert "Figure Value Worth Role Line" in said
