"""A share as a grade: in percent or in points, with bands, never seeming to reach what it does
not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from build import card, rubric
from scorecard.model.result import Score
from scorecard.report import grades, numbers, words
from scorecard.report.data import as_data

NONE, ONE = Fraction(0), Fraction(1)
TEXT = """
    format: rubric/1
    title: Points
    version: "1"
    grades: municipality
    aggregate: sum
    bands: {good: 6.5, fair: 3, poor: 0}
    components:
      law:
        title: Law
        aggregate: sum
        bands: {strong: 4, weak: 0}
        criteria:
          a: {question: A?, points: 4, scale: points}
          b: {question: B?, points: 2, scale: points}
      care:
        title: Care
        weight: 3
        criteria: {c: {question: C?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}}
      extras:
        title: Extras
        bands: {many: 1, few: 0}
        criteria: {d: {question: D?, bonus: 2, scale: yes/no}}
    gates:
      cap: {when: {criterion: a, at_most: 10}, cap: 5, choice: A comes first.}
"""
POINTS = rubric(TEXT)
CITY = """
    format: city/1
    name: Sampleton
    kind: municipality
    facts:
"""


def figures(**given: str):
    """A place with these figures, and a card where it says so."""
    lines = [
        f"      {name}: {{claim: C., confidence: high, sources: "
        f"[{{title: T, publisher: P, date: 2020}}], {said}}}\n"
        for name, said in given.items()
    ]
    return card(POINTS, CITY + "".join(lines))


def figure(criterion: str, value: str) -> str:
    return f"figure: {{value: {value}}}, scores: {{{criterion}: {{why: w}}}}"


def told(a: str = "3", b: str = "1", c: str = "50", *, d: bool = False):
    level = "yes" if d else "no"
    return figures(
        a=figure("a", a),
        b=figure("b", b),
        c=figure("c", c),
        d=f"scores: {{d: {{level: {level}, why: w}}}}",
    )


def total(of, *, caps: bool = False) -> grades.Grades:
    return grades.total(of.rubric, of.tracks, caps=caps)


def test_points_of_all_that_can_be_had():
    """3 of 4, 1 of 2, and half of 3: 5.5 of 9, which is fair; good starts at 6.5."""
    of = told()
    own, point = total(of), of.overall.point
    assert of.tracks[0].score.whole == 9 and point * 9 == Fraction("5.5")
    assert own.graded(point) == "fair 5.5 of 9 points"
    assert own.range(Fraction(1, 3), point) == "3 to 5.5"
    assert own.points(Fraction(1, 9)) == "1"
    assert own.short_of(point) == ("1", "good")
    assert own.cap(Fraction(5)) == "5 points"
    assert own.marks() == (
        (0.0, "poor 0"),
        (pytest.approx(100 / 3), "fair 3"),
        (pytest.approx(100 * 6.5 / 9), "good 6.5"),
    )


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        ("6.5", "good 6.5 of 9 points"),
        ("6.499", "fair 6.49 of 9 points"),
        ("6.4951", "fair 6.49 of 9 points"),
        ("6.494", "fair 6.49 of 9 points"),
        ("8.9999", "good 8.99 of 9 points"),
        ("9", "good 9 of 9 points"),
        ("2.25", "poor 2.25 of 9 points"),
        ("-1.234", "poor -1.23 of 9 points"),
        ("0", "poor 0 of 9 points"),
    ],
)
def test_no_number_of_points_seems_to_reach_a_band_that_it_does_not(points, shown):
    assert total(told()).graded(Fraction(points) / 9) == shown


def test_a_cap_is_a_limit_of_the_overall_alone():
    """4.998 would be shown as 5, which is the cap; on the track nothing is capped at 5."""
    share = Fraction("4.998") / 9
    assert total(told(), caps=True).number(share) == "4.99"
    assert total(told()).number(share) == "5"


def test_a_component_that_is_a_sum_is_in_points_with_bands_of_its_own():
    of = told()
    law = of.components[0].on("score")
    own = grades.component(POINTS, total(of), POINTS.components["law"], law)
    assert own.graded(law.point) == "strong 4 of 6 points"
    assert own.number(Fraction("3.999") / 6) == "3.99"
    assert own.bare(law.point) == "4"


def test_a_component_without_bands_is_graded_by_those_of_the_rubric():
    """Half of what can be had is 4.5 of 9, which is fair; beside points a percentage has its
    sign."""
    of = told()
    care = of.components[1].on("score")
    own = grades.component(POINTS, total(of), POINTS.components["care"], care)
    assert own.graded(care.point) == "fair 50 %"
    assert own.range(NONE, ONE) == "0 to 100 %"
    assert own.graded(Fraction("0.7221")) == "fair 72 %"
    assert own.graded(Fraction("6.5") / 9) == "good 72 %"
    assert own.number(Fraction("0.722")) == "72"


def test_what_only_adds_points_is_shown_with_its_sign():
    of = told(d=True)
    extras = of.components[2].on("score")
    own = grades.component(POINTS, total(of), POINTS.components["extras"], extras)
    assert own.graded(own.unit.point(extras)) == "many +2 points"
    assert (own.shown(ONE), own.shown(-ONE), own.shown(NONE)) == (
        "+1 point",
        "-1 point",
        "0 points",
    )
    assert own.bare(Fraction(2)) == "2"


def test_in_percent_nothing_is_said_of_points():
    percent = rubric(
        TEXT.replace("    aggregate: sum\n    bands: {good: 6.5", "    bands: {good: 65")
    )
    own = grades.total(percent, ())
    assert own.graded(Fraction("0.6996")) == "good 70"
    assert own.graded(Fraction("0.6499")) == "fair 64.9"
    assert own.points(Fraction("0.098")) == "9.8"
    assert own.cap(Fraction(49)) == "49"
    assert own.percents == numbers.thresholds(percent, caps=False)


def test_the_same_points_with_more_decimals_where_two_places_look_alike():
    own = total(told())
    assert own.finely(Fraction("6.12341") / 9) == "fair 6.1234"


def test_where_nothing_applies_there_are_no_points_to_be_had():
    own = grades.total(POINTS, ())
    assert own.range(NONE, ONE) == "0 to 100"


def test_points_stand_beside_the_shares_in_the_data():
    """4 of 6, and 1.5 of 3 for half: 5.5 of 9, and 2 of 2 for the card; capped by nothing."""
    made = as_data(told(d=True))
    overall, (law, care, extras) = made["overall"], made["components"]
    assert (overall["points"], overall["whole"], overall["grade"]) == ("15/2", "9", "good")
    assert overall["point"] == {"exact": "5/6", "shown": "83"}
    said = law["tracks"]["score"]
    assert (said["points"], said["whole"], said["grade"]) == ("4", "6", "strong")
    said = care["tracks"]["score"]
    assert (said["points"], said["whole"], said["grade"]) == (None, "1", "fair")
    said = extras["tracks"]["score"]
    assert (said["points"], said["whole"], said["grade"]) == ("2", "0", "many")
    assert said["adds"] == {"low": "2", "high": "2", "before_limits": None}
    assert made["rule"]["aggregate"] == "sum"
    assert made["tracks"]["score"]["adds_up"] == [
        {"component": "law", "weight": "6", "adds": None},
        {"component": "care", "weight": "3", "adds": None},
        {"component": "extras", "weight": "0", "adds": "points"},
    ]
    assert extras["tracks"]["score"]["adds_up"] == [{"criterion": "d", "weight": "0", "adds": "2"}]


def test_a_score_that_is_not_answered_has_no_points():
    score = Score(None, NONE, ONE, NONE, ONE, ONE)
    own = grades.component(POINTS, total(told()), POINTS.components["law"], score)
    assert own.unit.point(score) is None


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", ""),
        ("withhold_under: 1/3", "With under a third of the weight answered the grade is withheld."),
        (
            "provisional_under: 2/3",
            "With under two thirds of the weight answered the grade is provisional.",
        ),
        (
            "withhold_under: 1/3\n    provisional_under: 2/3",
            "With under a third of the weight answered the grade is withheld, with under two "
            "thirds it is provisional.",
        ),
        (
            "tracks: {policy: 0.5, practice: 0.5}\n    provisional_under: 1/2",
            "A track under half of its weight answered is provisional.",
        ),
        (
            "tracks: {policy: 0.5, practice: 0.5}\n    withhold_under: 1/2",
            "A track under half of its weight answered is withheld.",
        ),
    ],
)
def test_how_much_must_be_answered_is_said_as_far_as_the_rubric_says_it(head, said):
    scale = "policy: {0: No., 1: Yes.}, practice" if "tracks" in head else "scale"
    of = rubric(f"""
    format: rubric/1
    title: Enough
    version: "1"
    grades: municipality
    {head}
    components:
      all:
        title: All
        criteria: {{a: {{question: A?, weight: 1, {scale}: {{0: No., 1: Yes.}}}}}}
    """)
    assert words.withholding(of) == said
