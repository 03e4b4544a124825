"""Totals without tracks: what is unanswered, points added and taken, limits, means within sums and
sums within means, rounding, bands and caps."""

from fractions import Fraction

import pytest

from plain import graded, part, parts, plain, points, total

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)

# ---------------------------------------------------------------- what nobody has answered

TWO = """
    TOP
    bands: {good: 50, poor: 0}
    components:
      a:
        title: A
        IN A
        criteria:
          a1: {question: A1?, weight: 1, scale: {levels: {bad: -1, none: 0, all: 1}}}
        components:
          inner:
            title: Inner
            IN INNER
            criteria:
              a2: {question: A2?, weight: 1, scale: yes/no}
      b:
        title: B
        criteria:
          b1: {question: B1?, weight: 2, scale: yes/no}
"""


def two(top: str = "", in_a: str = "", in_inner: str = ""):
    said = {"TOP": top, "IN A": in_a, "IN INNER": in_inner}
    text = TWO
    for name, value in said.items():
        text = text.replace(f"{name}\n", f"unanswered: {value}\n" if value else "about: A.\n")
    return plain(text)


def test_nothing_known_is_no_score_by_itself():
    """Between -1 of 4 and 4 of 4."""
    score = graded(two()).tracks[0]
    assert score.withheld
    assert (score.score.point, score.score.coverage) == (None, 0)
    assert (score.score.low, score.score.high) == (-QUARTER, 1)


def test_nothing_known_is_zero_where_the_rubric_says_so():
    made = graded(two("zero"))
    score = made.tracks[0].score
    assert (score.point, score.low, score.high, score.coverage) == (0, 0, 0, 1)
    assert made.rubric.band(score.point * 100) == "poor"
    assert {f.status for f in made.findings} == {"zero"}


def test_nothing_known_is_nothing_that_applies_where_the_rubric_says_so():
    made = graded(two("exclude"))
    assert made.tracks == ()
    assert made.overall.point is None
    assert {f.status for f in made.findings} == {"not-applicable"}


def test_a_component_passes_it_on_to_those_in_it():
    """b1 of 2 known; a1 and a2 count as nothing: 2 of 4."""
    made = graded(two(in_a="zero"), "b1: yes")
    assert total(made) == HALF
    assert [made.finding(n, "score").status for n in ("a1", "a2")] == ["zero", "zero"]


def test_one_in_it_may_say_otherwise():
    """a1 counts as nothing, a2 is left out: 2 of 3."""
    made = graded(two("unknown", "zero", "exclude"), "b1: yes")
    assert total(made) == Fraction(2, 3)
    made = graded(two("exclude", "zero", "unknown"), "b1: yes")
    assert (total(made), made.tracks[0].score.coverage) == (Fraction(2, 3), Fraction(3, 4))


def test_an_answer_is_never_replaced():
    """-1 of 4."""
    assert total(graded(two("zero"), "a1: bad")) == -QUARTER


# ---------------------------------------------------------------- points added and taken

BASICS = """
    AGGREGATE
    LIMITS
    components:
      basics:
        title: Basics
        AGGREGATE
        IN BASICS
        criteria:
          law: {question: Law?, points: 8, scale: {levels: {none: 0, weak: 2, full: 8}}}
          staff: {question: Staff?, points: 2, scale: {levels: {none: 0, some: 1, full: 2}}}
          raids: {question: Raids?, penalty: 6, scale: {levels: {none: 0, some: 1, many: 2}}}
      extras:
        title: Extras
        IN EXTRAS
        criteria:
          card: {question: Card?, bonus: 1.5, scale: yes/no}
          fund: {question: Fund?, bonus: 1.5, scale: {levels: {none: 0, half: 1, all: 2}}}
"""
MEAN, SUM = "about: A.", "aggregate: sum"


def basics(how: str, limits: str = "", in_basics: str = "", in_extras: str = ""):
    text = BASICS.replace("IN BASICS", in_basics or "about: B.")
    text = text.replace("IN EXTRAS", in_extras or "about: E.").replace("LIMITS", limits)
    text = text.replace("        AGGREGATE\n", f"        {how}\n" if how == SUM else "")
    return plain(text.replace("AGGREGATE", how))


ALL = "law: full, staff: full, raids: none, card: yes, fund: all"
NOTHING = "law: none, staff: none, raids: many, card: no, fund: none"


@pytest.mark.parametrize("how", [MEAN, SUM])
@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (ALL, 13),
        (NOTHING, -6),
        ("law: weak, staff: some, raids: some, card: yes, fund: half", Fraction("2.25")),
        ("law: full, staff: none, raids: none, card: no, fund: none", 8),
    ],
)
def test_points_are_added_to_the_same_ten(how, answers, shown):
    """8 + 2, less up to 6, and up to 3 more: of 10 either way."""
    made = graded(basics(how), answers)
    assert total(made) == Fraction(shown) / 10
    assert points(made) == (shown if how == SUM else None)
    assert made.tracks[0].score.whole == 10


def test_what_only_adds_has_points_and_no_score():
    extras = parts(graded(basics(SUM), ALL))["extras"]
    assert (extras.point, extras.points, extras.weight, extras.coverage) == (None, 3, 0, 0)


@pytest.mark.parametrize("how", [MEAN, SUM])
def test_a_ceiling_on_what_only_adds_is_in_points(how):
    """3 held at 2: 12."""
    made = graded(basics(how, in_extras="ceiling: 2"), ALL)
    extras = parts(made)["extras"]
    assert total(made) == Fraction(12, 10)
    assert (extras.points, extras.before) == (2, 3)


@pytest.mark.parametrize("how", [MEAN, SUM])
def test_a_ceiling_that_is_not_reached_changes_nothing(how):
    made = graded(basics(how, in_extras="ceiling: 2"), ALL.replace("fund: all", "fund: none"))
    assert total(made) == Fraction("11.5") / 10
    assert parts(made)["extras"].before is None


def test_a_floor_on_what_only_takes():
    of = plain("""
        aggregate: sum
        components:
          a:
            title: A
            criteria:
              a1: {question: A1?, points: 10, scale: points}
          faults:
            title: Faults
            floor: -3
            criteria:
              late: {question: Late?, penalty: 2, scale: yes/no}
              lost: {question: Lost?, points: 0, scale: {points: {from: -5, to: 0}}}
    """)
    assert points(graded(of, "a1: {value: 10}, late: yes, lost: {value: -4}")) == 7
    assert points(graded(of, "a1: {value: 10}, late: no, lost: {value: -1}")) == 9


def test_limits_of_a_total_in_percent():
    """130 held at 100, -60 at 0; the value before is kept."""
    of = basics(MEAN, "floor: 0\n    ceiling: 100")
    for answers, held, before in ((ALL, 1, Fraction(13, 10)), (NOTHING, 0, Fraction(-6, 10))):
        score = graded(of, answers).tracks[0].score
        assert (score.point, score.before) == (held, before)


def test_limits_of_a_total_in_points():
    """13 held at 11, -6 at -2."""
    of = basics(SUM, "floor: -2\n    ceiling: 11")
    assert points(graded(of, ALL)) == 11
    assert points(graded(of, NOTHING)) == -2
    assert graded(of, ALL).tracks[0].score.before == Fraction(13, 10)


def test_a_floor_on_a_component():
    """Basics -6 of 10 held at 0, and the extras: 3 of 10."""
    answers = NOTHING.replace("card: no, fund: none", "card: yes, fund: all")
    made = graded(basics(MEAN, in_basics="floor: 0"), answers)
    assert (part(made, "basics"), total(made)) == (0, Fraction(3, 10))
    made = graded(basics(SUM, in_basics="floor: -5"), answers)
    assert (parts(made)["basics"].points, points(made)) == (-5, -2)


def test_a_ceiling_on_a_component():
    """Basics 80 % held at 75: 7.5 and 3."""
    answers = ALL.replace("staff: full", "staff: none")
    made = graded(basics(MEAN, in_basics="ceiling: 75"), answers)
    assert total(made) == Fraction("10.5") / 10
    assert points(graded(basics(SUM, in_basics="ceiling: 7"), answers)) == 10


@pytest.mark.parametrize(
    ("limit", "answers", "share", "shown"),
    [
        # 8 of 8 shown, 2 unknown: all there is, held at 9 of 10; 8 are shown.
        ("ceiling: 9", "law: full", Fraction(9, 10), 8),
        ("ceiling: 7", "law: full", Fraction(7, 10), 7),
        # 2 of 8 shown: a quarter, held at 5 of 10, where nothing less can be; 5 are given.
        ("floor: 5", "law: weak", HALF, 5),
        # A quarter of 10 is 2.5, rounded up; what is shown is 2.
        ("round: 0", "law: weak", Fraction(3, 10), 2),
    ],
)
def test_limits_of_what_is_partly_unknown_hold_for_what_is_shown(limit, answers, share, shown):
    """The share is what the whole would come to; the points are those of what is answered. The
    total is the sum of both: its points are theirs."""
    of = basics(SUM, in_basics=f"{limit}")
    made = graded(of, f"{answers}, raids: none, card: yes, fund: none")
    assert part(made, "basics") == share
    assert parts(made)["basics"].points == shown
    assert points(made) == shown + Fraction(3, 2)


def test_points_of_a_component_count_in_the_sum_above_by_its_weight():
    """1 of 4 points shown, of 2 of 4 that are answered: half, held at 1 of 4. It weighs 8 in a sum
    above, where 1 of 4 is 2."""
    of = plain("""
        aggregate: sum
        components:
          a:
            title: A
            aggregate: sum
            weight: 8
            ceiling: 1
            criteria:
              a1: {question: A1?, weight: 2, scale: {levels: {none: 0, half: 1, all: 2}}}
              a2: {question: A2?, weight: 2, scale: yes/no}
          b:
            title: B
            criteria:
              b1: {question: B1?, weight: 2, scale: yes/no}
    """)
    made = graded(of, "a1: half, b1: yes")
    assert (part(made, "a"), parts(made)["a"].points, points(made)) == (QUARTER, 1, 4)
    made = graded(of, "a1: all, b1: no")
    assert (part(made, "a"), parts(made)["a"].points, points(made)) == (QUARTER, 1, 2)


def ten_of_each(in_a: str = "", how: str = SUM):
    return plain(f"""
        aggregate: sum
        bands: {{pass: 10, fail: 0}}
        components:
          a:
            title: A
            {how}
            {in_a or "floor: -100"}
            criteria:
              one: {{question: Q?, points: 10, scale: points}}
              two: {{question: Q?, points: 10, scale: points}}
              pen: {{question: Q?, penalty: 4, scale: yes/no}}
          b:
            title: B
            criteria:
              three: {{question: Q?, points: 10, scale: points}}
    """)


@pytest.mark.parametrize(("how", "ceiling"), [(SUM, 10), (MEAN, 50)])
def test_points_that_are_sure_are_not_lost_to_what_is_unknown(how, ceiling):
    """10 of 10 shown, 10 unknown, no more than 10 of the 20; and 0 of 10: 10 whatever the unknown
    is. The mean of what is answered would be 5 of 20, and 7.5 of 30."""
    of = ten_of_each(f"ceiling: {ceiling}", how)
    made = graded(of, "one: {value: 10}, pen: no, three: {value: 0}")
    score = made.tracks[0].score
    assert (score.low, score.point, score.high) == (Fraction(1, 3),) * 3
    assert (score.before, score.points) == (QUARTER, 10)


@pytest.mark.parametrize("how", [SUM, MEAN])
def test_a_penalty_takes_all_its_points_beside_what_is_unknown(how):
    """10 shown, less 4; b unknown. 10 of 20 would be 20 of 20; less 4, 16 of 20."""
    made = graded(ten_of_each(how=how), "one: {value: 10}, pen: yes")
    assert part(made, "a") == Fraction(16, 20)
    assert parts(made)["a"].low == Fraction(6, 20)
    assert points(made) == 6


def test_rounded_points_of_what_is_partly_unknown():
    """a1 1 of 2, weighing 1 of 3: 2.5 of 15, rounded 3; b 10 of 10. Between 13 and 23."""
    of = plain("""
        aggregate: sum
        components:
          a:
            title: A
            weight: 15
            round: 0
            criteria:
              a1: {question: Q?, weight: 1, scale: {levels: {a: 0, b: 1, c: 2}}}
              a2: {question: Q?, weight: 1, scale: yes/no}
              a3: {question: Q?, weight: 1, scale: yes/no}
          b:
            title: B
            weight: 10
            criteria:
              b1: {question: Q?, weight: 1, scale: yes/no}
    """)
    score = graded(of, "a1: b, b1: yes").tracks[0].score
    assert score.points == 13
    assert (score.low * 25, score.high * 25) == (13, 23)


def test_a_negative_total_without_a_floor_is_in_the_lowest_band():
    of = basics(SUM, "bands: {fine: 5, poor: 1, none: 0}")
    assert of.band(points(graded(of, NOTHING))) == "none"


def test_unknown_they_widen_the_range_and_add_nothing():
    """10 of 10; 6 less or 3 more."""
    score = graded(basics(MEAN), "law: full, staff: full").tracks[0].score
    assert (score.point, score.coverage) == (1, 1)
    assert (score.low, score.high) == (Fraction(4, 10), Fraction(13, 10))


def test_a_bonus_is_in_the_unit_of_the_weights_of_components():
    """70 x 1/2 + 30 x 1 and 5 more, of 100."""
    of = plain("""
        components:
          a:
            title: A
            weight: 70
            criteria:
              a1: {question: A1?, weight: 1, scale: {levels: {none: 0, half: 1, all: 2}}}
          b:
            title: B
            weight: 30
            criteria:
              b1: {question: B1?, weight: 1, scale: yes/no}
          extra:
            title: Extra
            criteria:
              e1: {question: E1?, bonus: 5, scale: yes/no}
    """)
    assert total(graded(of, "a1: half, b1: yes, e1: yes")) == Fraction(70, 100)


def test_what_only_adds_weighs_nothing_whatever_it_is_said_to_weigh():
    of = plain("""
        components:
          a:
            title: A
            criteria:
              a1: {question: A1?, weight: 4, scale: yes/no}
          extra:
            title: Extra
            weight: 4
            criteria:
              e1: {question: E1?, bonus: 1, scale: yes/no}
    """)
    assert total(graded(of, "a1: no, e1: yes")) == QUARTER


# ---------------------------------------------------------------- sums in means, means in sums

MIXED = """
    AT THE TOP
    components:
      report:
        title: Report
        weight: 30
        IN REPORT
        criteria:
          r1: {question: R1?, points: 4, scale: points}
          r2: {question: R2?, points: 8, scale: points}
      law:
        title: Law
        weight: 10
        IN LAW
        criteria:
          l1: {question: L1?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
          l2: {question: L2?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
"""
ANSWERS = "r1: {value: 1}, r2: {value: 8}, l1: {value: 16}, l2: {value: 64}"


def mixed(top: str = "weighted_mean", report: str = "weighted_mean", law: str = "weighted_mean"):
    text = MIXED.replace("AT THE TOP", f"aggregate: {top}")
    return plain(
        text.replace("IN REPORT", f"aggregate: {report}").replace("IN LAW", f"aggregate: {law}")
    )


@pytest.mark.parametrize(
    ("top", "report", "law", "whole"),
    [
        # report 9 of 12, law (16 + 64) / 2
        ("weighted_mean", "sum", "weighted_mean", Fraction(30 * 75 + 10 * 40, 40)),
        ("weighted_mean", "weighted_mean", "sum", Fraction(30 * 75 + 10 * 40, 40)),
        ("sum", "weighted_mean", "weighted_mean", Fraction(30 * 75 + 10 * 40, 40)),
        ("sum", "sum", "sum", Fraction(30 * 75 + 10 * 40, 40)),
        ("sum", "minimum", "minimum", Fraction(30 * 25 + 10 * 16, 40)),
        ("minimum", "sum", "weighted_mean", 40),
        ("minimum", "sum", "minimum", 16),
        ("weighted_mean", "minimum", "geometric_mean", Fraction(30 * 25 + 10 * 32, 40)),
    ],
)
def test_each_component_adds_up_in_its_own_way(top, report, law, whole):
    made = graded(mixed(top, report, law), ANSWERS)
    assert abs(total(made) * 100 - whole) < Fraction(1, 10**9)


def test_a_sum_has_points_of_its_own_and_brings_its_weight():
    """9 of 12 points, which are 22.5 of 30; and 4 of 10."""
    made = graded(mixed("sum", "sum"), ANSWERS)
    report = parts(made)["report"]
    assert (report.points, report.whole) == (9, 12)
    assert (points(made), made.tracks[0].score.whole) == (Fraction("26.5"), 40)


def test_a_geometric_mean_of_components_that_are_sums():
    """0.75 with weight 30 and 0.4 with weight 10: the fourth root of 0.75³ x 0.4."""
    point = total(graded(mixed("geometric_mean", "sum"), ANSWERS))
    assert abs(point**4 - Fraction(3, 4) ** 3 * Fraction(4, 10)) < Fraction(1, 10**20)


# ---------------------------------------------------------------- rounding

ROUNDED = """
    TOP
    components:
      a:
        title: A
        weight: 20
        IN A
        criteria:
          a1: {question: A1?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
      b:
        title: B
        weight: 80
        criteria:
          b1: {question: B1?, weight: 1, scale: {goalposts: {worst: 0, best: 100}}}
"""


def rounded(figure: str, in_a: str, top: str = "about: A.", b: str = "0"):
    text = ROUNDED.replace("TOP", top).replace("IN A", in_a)
    return graded(plain(text), f"a1: {{value: {figure}}}, b1: {{value: {b}}}")


@pytest.mark.parametrize(
    ("figure", "round_", "gives"),
    [
        ("12.5", "0", "13"),
        ("13.5", "0", "14"),
        ("12.4999", "0", "12"),
        ("12.5", "{places: 0, halves: even}", "12"),
        ("13.5", "{places: 0, halves: even}", "14"),
        ("12.5001", "{places: 0, halves: even}", "13"),
        ("12.345", "2", "12.35"),
        ("12.345", "{places: 2, halves: even}", "12.34"),
        ("12.355", "{places: 2, halves: even}", "12.36"),
        ("12.345", "{places: 2, halves: up}", "12.35"),
        ("12.345", "3", "12.345"),
    ],
)
def test_under_a_mean_the_percentage_is_rounded(figure, round_, gives):
    """a is 20 of 100; what is rounded is what counts above."""
    made = rounded(figure, f"round: {round_}")
    assert part(made, "a") * 100 == Fraction(gives)
    assert total(made) * 100 == Fraction(gives) / 5


@pytest.mark.parametrize(
    ("figure", "round_", "gives"),
    [
        ("12.5", "0", "3"),  # 2.5 of 20
        ("12.5", "{places: 0, halves: even}", "2"),
        ("17.5", "{places: 0, halves: even}", "4"),  # 3.5
        ("11", "1", "2.2"),
        ("11.25", "1", "2.3"),  # 2.25
        ("11.25", "{places: 1, halves: even}", "2.2"),
        ("11.75", "{places: 1, halves: even}", "2.4"),  # 2.35
    ],
)
def test_under_a_sum_the_points_it_brings_are_rounded(figure, round_, gives):
    made = rounded(figure, f"round: {round_}", "aggregate: sum")
    assert points(made) == Fraction(gives)
    assert part(made, "a") == Fraction(gives) / 20


NEGATIVE = """
    aggregate: sum
    components:
      a:
        title: A
        weight: 20
        round: ROUND
        criteria:
          a1: {question: A1?, points: 20, scale: {points: {from: -20}}}
      b:
        title: B
        weight: 80
        criteria:
          b1: {question: B1?, weight: 1, scale: yes/no}
"""


@pytest.mark.parametrize(
    ("figure", "round_", "gives"),
    [
        ("-2.5", "0", -2),
        ("-3.5", "0", -3),
        ("-2.51", "0", -3),
        ("-0.5", "0", 0),
        ("-2.5", "{places: 0, halves: even}", -2),
        ("-3.5", "{places: 0, halves: even}", -4),
        ("-0.5", "{places: 0, halves: even}", 0),
        ("-0.05", "{places: 1, halves: even}", 0),
        ("-0.15", "1", Fraction("-0.1")),
    ],
)
def test_halves_below_0_go_up_or_to_the_even_digit(figure, round_, gives):
    of = plain(NEGATIVE.replace("ROUND", round_))
    assert points(graded(of, f"a1: {{value: {figure}}}, b1: no")) == gives


def test_the_total_is_rounded_where_the_rubric_says_so():
    """(20 x 12.3 + 80 x 45.6) / 100 = 38.94."""
    for top, gives in (("round: 0", "39"), ("round: 1", "38.9")):
        assert total(rounded("12.3", "about: A.", top, "45.6")) * 100 == Fraction(gives)


def test_the_total_of_a_sum_is_rounded_in_points():
    """2.46 + 36.48 = 38.94 points."""
    made = rounded("12.3", "about: A.", "aggregate: sum\n    round: 1", "45.6")
    assert points(made) == Fraction("38.9")
    assert made.tracks[0].score.before == Fraction("0.3894")


def test_rounding_of_components_comes_before_that_of_the_total():
    """2.46 becomes 2; 2 + 36.48 is 38.48, and 38.5 to one place."""
    made = rounded("12.3", "round: 0", "aggregate: sum\n    round: 1", "45.6")
    assert points(made) == Fraction("38.5")


def test_both_ends_are_rounded_as_the_point_is():
    """10.4 to 20.6 of 100, at their mean of 15.5: 10, 16 and 21."""
    text = ROUNDED.replace("TOP", "about: A.").replace("IN A", "round: 0")
    made = graded(plain(text), "a1: {low: 10.4, high: 20.6}, b1: {value: 0}")
    a = parts(made)["a"]
    assert [n * 100 for n in (a.low, a.point, a.high)] == [10, 16, 21]


def test_rounding_comes_after_floor_and_ceiling():
    """99.6 held at 99.5 and rounded up."""
    made = rounded("99.6", "round: 0\n        ceiling: 99.5")
    assert part(made, "a") == 1


def test_a_component_that_only_adds_is_rounded_in_points():
    """1.25 becomes 1.2 under a mean too."""
    of = plain("""
        components:
          a:
            title: A
            criteria:
              a1: {question: A1?, weight: 10, scale: yes/no}
          extra:
            title: Extra
            round: {places: 1, halves: even}
            criteria:
              e1: {question: E1?, points: 0, scale: {points: {to: 3}}}
    """)
    assert total(graded(of, "a1: no, e1: {value: 1.25}")) == Fraction("0.12")


def test_a_component_within_a_component_is_rounded_where_it_is_added_up():
    """inner under a mean: 33.3 %; outer under a sum, of 3 points: (33.3 + 0) / 2 of 3 is 0.4995,
    rounded to 0.5."""
    of = plain("""
        aggregate: sum
        components:
          outer:
            title: Outer
            weight: 3
            round: 2
            components:
              inner:
                title: Inner
                weight: 1
                round: 1
                criteria:
                  i1: {question: I1?, weight: 1, scale: {levels: {none: 0, third: 1, all: 3}}}
              other:
                title: Other
                weight: 1
                criteria:
                  o1: {question: O1?, weight: 1, scale: yes/no}
    """)
    made = graded(of, "i1: third, o1: no")
    assert part(made, "inner") == Fraction("0.333")
    assert points(made) == Fraction("0.5")


# ---------------------------------------------------------------- bands and caps

BANDED = """
    AT THE TOP
    components:
      a:
        title: A
        aggregate: sum
        bands: {strong: 6, fair: 3, weak: -1}
        criteria:
          a1: {question: A1?, points: 8, scale: {points: {from: -8}}}
      b:
        title: B
        bands: {strong: 50, weak: 0}
        criteria:
          b1: {question: B1?, points: 2, scale: points}
    gates:
      none:
        when: {criterion: b1, at_most: 0}
        cap: CAP
        choice: Without it no more.
"""


def banded(top: str, cap: str, answers: str):
    return graded(plain(BANDED.replace("AT THE TOP", top).replace("CAP", cap)), answers)


@pytest.mark.parametrize(
    ("a1", "b1", "band_a", "band_b"),
    [
        ("6", "1", "strong", "strong"),
        ("5.9", "0.9", "fair", "weak"),
        ("3", "0", "fair", "weak"),
        ("-0.5", "2", "weak", "strong"),
        ("-8", "2", "weak", "strong"),
    ],
)
def test_bands_of_components_in_points_and_in_percent(a1, b1, band_a, band_b):
    made = banded("about: A.", "100", f"a1: {{value: {a1}}}, b1: {{value: {b1}}}")
    rules, scores = made.rubric.components, parts(made)
    assert rules["a"].band(scores["a"].points) == band_a
    assert rules["b"].band(scores["b"].point * 100) == band_b


@pytest.mark.parametrize(
    ("a1", "b1", "capped", "by"),
    [
        ("8", "2", 10, None),
        ("8", "0", 5, "none"),
        ("4", "0", 4, None),
        ("8", "0.1", Fraction("8.1"), None),
    ],
)
def test_a_cap_of_a_sum_is_in_points(a1, b1, capped, by):
    """Without b1 no more than 5 of 10."""
    made = banded("aggregate: sum", "5", f"a1: {{value: {a1}}}, b1: {{value: {b1}}}")
    assert made.rubric.in_points
    assert made.overall.point * made.tracks[0].score.whole == capped
    assert made.overall.cap == by


def test_a_cap_of_a_mean_is_a_percentage():
    made = banded("about: A.", "45", "a1: {value: 8}, b1: {value: 0}")
    assert made.overall.point == Fraction(45, 100)
    assert made.overall.uncapped == Fraction(8, 10)


@pytest.mark.parametrize(("figure", "fires"), [("2.5", True), ("2.6", False)])
def test_a_condition_on_goalposts_is_a_percentage(figure, fires):
    """2.5 of 0 to 10 is a quarter."""
    of = plain("""
        components:
          a:
            title: A
            criteria:
              a1: {question: A1?, weight: 1, scale: {goalposts: {worst: 0, best: 10}}}
              a2: {question: A2?, weight: 9, scale: yes/no}
        gates:
          few:
            when: {criterion: a1, at_most: 25}
            cap: 50
            choice: With so few no more than half.
    """)
    made = graded(of, f"a1: {{value: {figure}}}, a2: yes")
    assert [gate.fired for gate in made.gates] == [fires]
    assert made.overall.cap == ("few" if fires else None)


@pytest.mark.parametrize(("given", "fires"), [("1", True), ("1.1", False)])
def test_a_condition_on_points_as_given_is_a_percentage_of_them(given, fires):
    """1 of 4 is 25 %."""
    of = plain("""
        aggregate: sum
        components:
          a:
            title: A
            aggregate: sum
            criteria:
              a1: {question: A1?, points: 4, scale: points}
              a2: {question: A2?, points: 6, scale: points}
        gates:
          few: {when: {criterion: a1, at_most: 25}, cap: 3, choice: With so few no more than 3.}
    """)
    made = graded(of, f"a1: {{value: {given}}}, a2: {{value: 6}}")
    assert [gate.fired for gate in made.gates] == [fires]


@pytest.mark.parametrize(("shown", "fires"), [("[a]", True), ("[a, b]", False)])
def test_a_condition_on_a_checklist(shown, fires):
    """One of three elements is 33.3 %, two are 66.7."""
    of = plain("""
        components:
          a:
            title: A
            criteria:
              a1: {question: A1?, weight: 1, scale: {checklist: {a: A., b: B., c: C.}}}
        gates:
          few: {when: {criterion: a1, at_most: 50}, cap: 20, choice: With so few no more.}
    """)
    made = graded(of, f"a1: {{shown: {shown}}}")
    assert [gate.fired for gate in made.gates] == [fires]


def test_bands_of_a_rubric_in_points():
    of = plain(
        BANDED.replace(
            "AT THE TOP", "aggregate: sum\n    bands: {gold: 9, silver: 5, none: 0}"
        ).replace("CAP", "6")
    )
    for a1, band in (
        ("7", "gold"),
        ("6.9", "silver"),
        ("3", "silver"),
        ("2.9", "none"),
        ("-8", "none"),
    ):
        assert of.band(points(graded(of, f"a1: {{value: {a1}}}, b1: {{value: 2}}"))) == band
