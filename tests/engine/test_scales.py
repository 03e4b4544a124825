"""What an answer to one criterion is worth: every kind of scale, with its edges."""

from fractions import Fraction

import pytest

from build import card, facts, rubric
from plain import ends, found, graded, one, parts, plain, points, share, total
from scorecard.model.scale import Goalposts
from short import refused_rubric

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)

# ---------------------------------------------------------------- levels

STEPS = one("{levels: {none: 0, some: 0.5, most: 1.5, all: 2}}")


@pytest.mark.parametrize(
    ("level", "worth"),
    [("none", 0), ("some", QUARTER), ("most", Fraction(3, 4)), ("all", 1)],
)
def test_a_named_level_is_worth_its_points_of_the_most(level, worth):
    assert share(STEPS, level) == worth


def test_what_is_between_two_named_levels_is_their_mean():
    """0.5 and 1.5 of 2."""
    assert ends(STEPS, "some-most") == (QUARTER, HALF, Fraction(3, 4))
    assert ends(STEPS, "some - most") == (QUARTER, HALF, Fraction(3, 4))
    assert ends(STEPS, "none-all") == (0, HALF, 1)


HYPHENS = one("{levels: {not-at-all: 0, in-part: 1, in-full: 4, in: 2}}")


@pytest.mark.parametrize(
    ("level", "low", "high"),
    [
        ("not-at-all", 0, 0),
        ("not-at-all-in-part", 0, QUARTER),
        ("in-part-in-full", QUARTER, 1),
        ("in-part-in", QUARTER, HALF),
        ("in-in-full", HALF, 1),
        ("not-at-all-in-full", 0, 1),
    ],
)
def test_names_of_levels_may_hold_hyphens(level, low, high):
    assert ends(HYPHENS, level) == (low, (low + high) / 2, high)


EQUAL = one("{levels: {refused: 0, silent: 0, some: 1, all: 2}}")


def test_levels_may_have_equal_points():
    assert [share(EQUAL, level) for level in ("refused", "silent", "some")] == [0, 0, HALF]


@pytest.mark.parametrize("level", ["refused-silent", "silent-refused"])
def test_between_levels_of_equal_points_there_is_no_range(level):
    assert ends(EQUAL, level) == (0, 0, 0)


def test_a_level_of_equal_points_stands_for_the_other_in_a_range():
    assert ends(EQUAL, "silent-some") == ends(EQUAL, "refused-some") == (0, QUARTER, HALF)


def test_negative_levels():
    """-3 and -1.5 of 1; what is unknown goes down to -3."""
    scale = one("{levels: {raids: -3, checks: -1.5, none: 0, sanctuary: 1}}")
    assert share(scale, "raids") == -3
    assert ends(scale, "raids-checks") == (-3, Fraction("-2.25"), Fraction("-1.5"))
    score = graded(scale).tracks[0].score
    assert (score.point, score.low, score.high) == (None, -3, 1)


def test_all_levels_may_be_negative_where_points_say_of_how_many():
    """-1 and -4 of 5."""
    scale = one("{levels: {slow: -1, never: -4}}", "points: 5")
    assert (share(scale, "slow"), share(scale, "never")) == (Fraction(-1, 5), Fraction(-4, 5))
    assert graded(scale).tracks[0].score.high == Fraction(-1, 5)


def test_the_best_level_may_give_less_than_all_points():
    """4 of 5; nobody can have more, so the range ends there."""
    scale = one("{levels: {none: 0, all: 4}}", "points: 5")
    assert share(scale, "all") == Fraction(4, 5)
    assert (graded(scale).tracks[0].score.low, graded(scale).tracks[0].score.high) == (
        0,
        Fraction(4, 5),
    )


def test_levels_that_no_share_of_the_points_writes_out():
    """A third of the points, exactly: 1 of 3, weighing 0.1."""
    assert share(one("{levels: {none: 0, third: 1, all: 3}}", "weight: 0.1"), "third") == THIRD


def test_yes_and_no():
    scale = one("yes/no")
    assert (share(scale, "yes"), share(scale, "no")) == (1, 0)
    assert ends(scale, "no-yes") == (0, HALF, 1)


def test_yes_and_no_of_a_criterion_with_points():
    """`yes` is all 4 points; written out as a level of 1 point, it is 1 of 4."""
    assert share(one("yes/no", "points: 4"), "yes") == 1
    assert share(one("yes/no", "points: 0.5"), "yes") == 1
    assert share(one("{levels: {no: 0, yes: 1}}", "points: 4"), "yes") == QUARTER
    assert found(one("yes/no", "points: 4"), "no-yes").point == HALF


@pytest.mark.parametrize(
    ("worst", "best", "value", "gives"),
    [
        (1, 1000, 10, THIRD),
        (1, 1000, 100, Fraction(2, 3)),
        (1000, 1, 10, Fraction(2, 3)),
        (2, 256, 4, Fraction(1, 7)),
    ],
)
def test_a_logarithm_that_comes_out_even_in_thirds_or_sevenths(worst, best, value, gives):
    scale = one(f"{{goalposts: {{worst: {worst}, best: {best}, log: yes}}}}")
    assert share(scale, f"{{value: {value}}}") == gives


# ---------------------------------------------------------------- reversed


def test_a_reversed_scale():
    """1 is worth 3, 2 is worth 2, 3 is worth 1, of 3."""
    scale = one("{reversed: yes, 1: Low., 2: Some., 3: High.}")
    assert [share(scale, level) for level in "123"] == [1, Fraction(2, 3), THIRD]


def test_a_range_of_a_reversed_scale_names_the_worse_level_first():
    scale = one("{reversed: yes, 1: Low., 2: Some., 3: High.}")
    assert ends(scale, "3-2") == (THIRD, HALF, Fraction(2, 3))


def test_a_reversed_scale_with_gaps_and_names():
    """0, 1, 5 become 5, 4, 0."""
    scale = one("{reversed: yes, levels: {rare: 0, often: 1, always: 5}}")
    assert [share(scale, n) for n in ("rare", "often", "always")] == [1, Fraction(4, 5), 0]


def test_a_reversed_scale_of_points():
    """1 and 4 become 4 and 1, of 8."""
    scale = one("{reversed: yes, levels: {low: 1, high: 4}}", "points: 8")
    assert (share(scale, "low"), share(scale, "high")) == (HALF, Fraction(1, 8))


# ---------------------------------------------------------------- goalposts

UP = one("{goalposts: {worst: 20, best: 85}}")
DOWN = one("{goalposts: {worst: 30, best: 0}}")
LOG = one("{goalposts: {worst: 100, best: 10000, log: yes}}")
LOG_DOWN = one("{goalposts: {worst: 10000, best: 100, log: yes}}")


@pytest.mark.parametrize(
    ("scale", "figure", "worth"),
    [
        (UP, "59", Fraction(3, 5)),
        (UP, "20", 0),
        (UP, "85", 1),
        (UP, "19.9", 0),
        (UP, "-400", 0),
        (UP, "85.1", 1),
        (DOWN, "30", 0),
        (DOWN, "0", 1),
        (DOWN, "7.5", Fraction(3, 4)),
        (DOWN, "45", 0),
        (DOWN, "-1", 1),
        (LOG, "100", 0),
        (LOG, "10000", 1),
        (LOG, "0", 0),
        (LOG, "99999", 1),
        (LOG_DOWN, "100", 1),
        (LOG_DOWN, "10000", 0),
        (LOG_DOWN, "5", 1),
    ],
)
def test_a_figure_between_goalposts(scale, figure, worth):
    assert share(scale, f"{{value: {figure}}}") == worth


@pytest.mark.parametrize(
    ("scale", "figure", "worth"),
    [
        (LOG, "1000", HALF),
        (LOG, "316.227766016837933", QUARTER),
        (LOG_DOWN, "1000", HALF),
        (LOG_DOWN, "316.227766016837933", Fraction(3, 4)),
    ],
)
def test_with_the_logarithm_each_multiple_counts_alike(scale, figure, worth):
    """1000 is ten times 100, as 10000 is ten times 1000; 316 is 100 times the root of 10."""
    assert abs(share(scale, f"{{value: {figure}}}") - worth) < Fraction(1, 10**15)


def test_a_figure_with_two_ends_and_no_number_is_read_at_their_mean():
    """25 to 55: 40 of 20 to 85."""
    assert ends(UP, "{low: 25, high: 55}") == (Fraction(5, 65), Fraction(20, 65), Fraction(35, 65))


def test_with_the_logarithm_too_it_is_the_figures_that_have_a_mean():
    """100 to 1900: 1000, which is halfway."""
    low, point, high = ends(LOG, "{low: 100, high: 1900}")
    assert low == 0
    assert abs(point - HALF) < 1e-15
    assert high < 1


def test_of_reversed_goalposts_the_low_figure_is_the_high_end():
    assert ends(DOWN, "{low: 15, high: 60}") == (0, 0, HALF)
    assert ends(DOWN, "{low: 15, value: 24, high: 60}") == (0, Fraction(1, 5), HALF)


def test_goalposts_that_cannot_be_told_apart_but_in_the_last_digit():
    """To 30 digits their logarithm is the same."""
    last = "1." + "0" * 35
    scale = one(f"{{goalposts: {{worst: {last}1, best: {last}3, log: yes}}}}")
    assert share(scale, f"{{value: {last}2}}") == HALF


def test_goalposts_of_a_share_a_count_and_a_rate():
    """A quarter; 30 of 40; 12 in a year among 200,000 is 6 for each 100,000, of 0 to 24."""
    by_share = one("{measure: {kind: share, units: [doors]}, goalposts: {worst: 0, best: 100}}")
    by_count = one("{measure: {kind: count}, goalposts: {worst: 0, best: 40}}")
    by_rate = one("{measure: {kind: rate, units: [checks]}, goalposts: {worst: 24, best: 0}}")
    seen = "period: 2021, seen_by: own"
    head = "population: {2021: 200000}"
    assert share(by_share, "{count: 5, total: 20, of: doors}") == QUARTER
    assert share(by_count, "{count: 30}") == Fraction(3, 4)
    assert share(by_rate, f"{{count: 12, of: checks, {seen}}}", head=head) == Fraction(3, 4)


def test_goalposts_with_points_to_be_had():
    """3/5 of 10 points."""
    of = plain("""
        aggregate: sum
        components:
          c:
            title: C
            aggregate: sum
            criteria:
              q: {question: Q?, points: 10, scale: {goalposts: {worst: 20, best: 85}}}
    """)
    assert points(graded(of, "q: {value: 59}")) == 6


# ---------------------------------------------------------------- points as given


@pytest.mark.parametrize(
    ("given", "worth"), [("0", 0), ("4", 1), ("2.5", Fraction(5, 8)), ("0.1", Fraction(1, 40))]
)
def test_points_as_given(given, worth):
    assert share(one("points", "points: 4"), f"{{value: {given}}}") == worth


def test_points_given_may_be_negative():
    """-1.5 of 4; what is unknown lies between -2 and 4."""
    scale = one("{points: {from: -2}}", "points: 4")
    assert share(scale, "{value: -1.5}") == Fraction(-3, 8)
    score = graded(scale).tracks[0].score
    assert (score.low, score.high) == (Fraction(-1, 2), 1)


def test_points_given_with_a_weight_say_their_most_themselves():
    """3 of 12, at weight 2."""
    assert share(one("{points: {to: 12}}", "weight: 2"), "{value: 3}") == QUARTER


def test_points_given_need_not_start_at_0():
    """A mark of 1 to 6: 2 is two sixths, and nobody has less than one."""
    scale = one("{points: {from: 1, to: 6}}")
    assert share(scale, "{value: 2}") == THIRD
    assert graded(scale).tracks[0].score.low == Fraction(1, 6)


def test_points_given_within_limits():
    assert ends(one("points", "points: 8"), "{low: 2, high: 4}") == (
        QUARTER,
        Fraction(3, 8),
        HALF,
    )


NO_POINTS = """
    aggregate: sum
    components:
      c:
        title: C
        aggregate: sum
        criteria:
          q: {question: Q?, points: 10, scale: points}
          r: {question: R?, points: 0, scale: SCALE}
"""


@pytest.mark.parametrize(
    ("scale", "answer", "adds"),
    [
        ("{points: {from: -3, to: 0}}", "{value: -1.5}", Fraction("-1.5")),
        ("{points: {from: -3, to: 3}}", "{value: 2}", 2),
        ("yes/no", "yes", 1),
        ("{levels: {none: 0, some: -1, many: -2.5}}", "many", Fraction("-2.5")),
        ("{levels: {none: 0, some: -1, many: -2.5}}", "some-none", Fraction("-0.5")),
        ("{checklist: {late: -1, secret: -2, prize: 1}}", "{shown: [late, secret]}", -3),
        ("{checklist: {late: -1, secret: -2, prize: 1}}", "{shown: [prize, late]}", 0),
        ("{full_at: 2, checklist: {a: 1, b: 1, c: 1}}", "{shown: [a, b, c]}", 2),
        ("{reversed: yes, levels: {none: 0, some: -2}}", "none", -2),
    ],
)
def test_with_0_points_an_answer_only_adds_or_takes(scale, answer, adds):
    """6 of 10, and what is added; the maximum stays 10."""
    score = graded(plain(NO_POINTS.replace("SCALE", scale)), f"q: {{value: 6}}, r: {answer}")
    assert points(score) == 6 + adds
    assert score.tracks[0].score.whole == 10


def test_with_0_points_what_is_unknown_widens_the_range_and_adds_nothing():
    """6 of 10, with -3 to 2 more."""
    scale = "{checklist: {late: -1, secret: -2, prize: 2}}"
    score = graded(plain(NO_POINTS.replace("SCALE", scale)), "q: {value: 6}").tracks[0].score
    assert (score.points, score.low, score.high) == (6, Fraction(3, 10), Fraction(8, 10))


# ---------------------------------------------------------------- checklists

LIST = one("{checklist: {money: 2, staff: 1, goals: A goal.}}")


@pytest.mark.parametrize(
    ("shown", "worth"),
    [
        ("[]", 0),
        ("[staff]", QUARTER),
        ("money", HALF),
        ("[money, goals]", Fraction(3, 4)),
        ("[money, staff, goals]", 1),
        ("[staff, staff]", QUARTER),
    ],
)
def test_a_checklist_adds_up_what_is_shown(shown, worth):
    assert share(LIST, f"{{shown: {shown}}}") == worth


def test_what_nobody_could_tell_widens_the_range():
    """2 shown and 1 unclear, of 4: the point is the mean."""
    assert ends(LIST, "{shown: [money], unclear: [goals]}") == (
        HALF,
        Fraction(5, 8),
        Fraction(3, 4),
    )
    assert ends(LIST, "{shown: [], unclear: [money, staff, goals]}") == (0, HALF, 1)


def test_an_element_that_takes_points():
    """3 - 2 of the 4 that can be had."""
    scale = one("{checklist: {money: 3, staff: 1, secret: -2}}")
    assert share(scale, "{shown: [money, secret]}") == QUARTER
    assert share(scale, "{shown: [secret]}") == Fraction(-1, 2)
    score = graded(scale).tracks[0].score
    assert (score.low, score.high) == (Fraction(-1, 2), 1)


def test_an_unclear_element_that_takes_points_lowers_the_low_end():
    """3 of 4 shown, less 2 perhaps."""
    scale = one("{checklist: {money: 3, staff: 1, secret: -2}}")
    assert ends(scale, "{shown: [money], unclear: [secret]}") == (
        QUARTER,
        HALF,
        Fraction(3, 4),
    )
    assert ends(scale, "{shown: [money], unclear: [secret, staff]}") == (
        QUARTER,
        Fraction(5, 8),
        1,
    )


def test_so_many_points_are_enough():
    """2 of 4 elements give all; a third adds nothing."""
    scale = one("{full_at: 2, checklist: {a: 1, b: 1, c: 1, d: 1}}")
    given = [share(scale, f"{{shown: [{s}]}}") for s in ("", "a", "a, b", "a, b, c", "a, b, c, d")]
    assert given == [0, HALF, 1, 1, 1]


def test_what_is_unclear_beyond_enough_is_no_range():
    scale = one("{full_at: 2, checklist: {a: 1, b: 1, c: 1, d: 1}}")
    assert ends(scale, "{shown: [a, b], unclear: [c, d]}") == (1, 1, 1)
    assert ends(scale, "{shown: [a], unclear: [c, d]}") == (HALF, Fraction(3, 4), 1)


def test_full_at_of_a_criterion_with_points():
    """3 of 6 elements are enough for all 10 points: 2 give two thirds of them."""
    scale = one("{full_at: 3, checklist: {a: 1, b: 1, c: 1, d: 1, e: 1, f: 1}}", "points: 10")
    assert share(scale, "{shown: [a, b]}") == Fraction(2, 3)
    assert share(scale, "{shown: [a, b, c, d]}") == 1


def test_a_checklist_of_points_that_can_be_had_otherwise():
    """Elements of 8 points where 6 are the most: what is over is cut."""
    scale = one("{checklist: {a: 4, b: 4}}", "points: 6")
    assert share(scale, "{shown: [a]}") == Fraction(2, 3)
    assert share(scale, "{shown: [a, b]}") == 1


PLAN = one("""{
    checklist: {dated: A date., costed: Its costs., public: It is published.},
    0: None., 1: {text: Any., needs: 1}, 2: {text: Any two., needs: 2},
    4: {text: All of it., needs: [dated, costed, public]}}""")


@pytest.mark.parametrize(
    ("shown", "level", "worth"),
    [
        ("[]", "0", 0),
        ("[public]", "1", QUARTER),
        ("[dated, public]", "2", HALF),
        ("[dated, public, costed]", "4", 1),
    ],
)
def test_the_best_level_whose_needs_are_shown_stands(shown, level, worth):
    finding = found(PLAN, f"{{shown: {shown}}}")
    assert (finding.stands.level, finding.point) == (level, worth)


def test_what_is_unclear_may_be_what_a_level_needs():
    """One shown is level 1; with the other two it would be level 4."""
    finding = found(PLAN, "{shown: [public], unclear: [dated, costed]}")
    assert (finding.stands.level, finding.low, finding.high) == ("1-4", QUARTER, 1)
    assert finding.point == Fraction(5, 8)


def test_what_is_unclear_may_make_no_difference():
    finding = found(
        one("{checklist: {a: A., b: B.}, 0: No., 1: {text: A., needs: a}}"),
        "{shown: [a], unclear: [b]}",
    )
    assert (finding.stands.level, finding.low, finding.point, finding.high) == ("1", 1, 1, 1)


def test_ticks_of_which_so_many_give_all_and_fewer_nothing():
    """Three of five."""
    of = one("""{checklist: {a: A., b: B., c: C., d: D., e: E.},
        levels: {fewer: 0, enough: {points: 1, needs: 3}}}""")
    assert [share(of, f"{{shown: [{s}]}}") for s in ("a, b", "a, c, e", "a, b, c, d, e")] == [
        0,
        1,
        1,
    ]


def test_a_level_that_needs_more_than_a_better_one_stands_only_by_itself():
    """Points decide which level is better, not how much it needs."""
    of = one("""{checklist: {a: A., b: B., c: C.}, levels: {none: 0,
        much: {points: 1, needs: [a, b]}, right: {points: 2, needs: c}}}""")
    assert share(of, "{shown: [a, b]}") == HALF
    assert share(of, "{shown: [c]}") == share(of, "{shown: [a, b, c]}") == 1


# ---------------------------------------------------------------- a checklist and several facts


def test_what_several_facts_show_counts_together():
    """1 of one fact and 2 of another, of 4; what one leaves unclear the other shows."""
    both = "[{shown: [staff], unclear: [money]}, {shown: [money]}]"
    assert ends(LIST, both) == (Fraction(3, 4), Fraction(3, 4), Fraction(3, 4))
    finding = found(LIST, both)
    assert finding.facts == ("q-1", "q-2")
    assert (finding.stands.shown, finding.stands.unclear) == (("money", "staff"), ())


def test_facts_that_together_make_a_level():
    finding = found(PLAN, "[{shown: [dated]}, {shown: [costed], date: 2020}, {shown: [public]}]")
    assert (finding.stands.level, finding.point) == ("4", 1)


def test_a_fact_that_shows_nothing_takes_nothing_away():
    """What was seen in 2019 was not seen to end."""
    assert share(LIST, "[{shown: [money], date: 2019}, {shown: [], date: 2024}]") == HALF


def test_what_no_longer_holds_or_was_superseded_shows_nothing():
    old = "{id: old, shown: [money], date: 2019, until: 2020}"
    assert share(LIST, f"[{old}, {{shown: [staff], date: 2019}}]") == QUARTER
    replaced = "{id: old, shown: [money], date: 2019}"
    new = "{shown: [staff], date: 2024, supersedes: old}"
    assert share(LIST, f"[{replaced}, {new}]") == QUARTER


TRACKED = rubric("""
    format: rubric/1
    title: Tracks
    version: "1"
    grades: municipality
    tracks: {policy: 0.5, practice: 0.5}
    components:
      c:
        title: C
        criteria:
          q:
            question: Q?
            weight: 1
            policy:
              checklist: {forms: Forms., counters: Counters., appeals: Appeals.}
              0: None.
              1: {text: One., needs: 1}
              2: {text: Two., needs: 2}
              3: {text: All., needs: 3}
            practice:
              checklist: {forms: Forms., counters: Counters., appeals: Appeals.}
              0: None.
              1: {text: One., needs: 1}
              2: {text: Two., needs: 2}
              3: {text: All., needs: 3}
""")


def on(track: str, *said: str):
    """The finding on a track from facts, each what it shows and what else it says."""
    lines = []
    for number, line in enumerate(said):
        shows, _, rest = line.partition("; ")
        lines.append(
            f"f{number}: {{claim: A claim., confidence: high, sources: s, {rest}, "
            f"scores: {{q: {{why: w, shown: [{shows}]}}}}}}\n"
        )
    return card(TRACKED, facts("".join(lines))).finding("q", track)


def test_on_paper_the_instruments_in_force_make_a_checklist_together():
    finding = on(
        "policy", "forms; effect: adopts, date: 2019", "appeals; effect: adopts, date: 2021"
    )
    assert (finding.stands.level, finding.facts) == ("2", ("f0", "f1"))
    assert finding.stands.instrument


def test_on_paper_what_is_no_longer_in_force_shows_nothing():
    finding = on(
        "policy",
        "forms; effect: adopts, date: 2019",
        "appeals; effect: adopts, date: 2019, until: 2020",
        "counters; effect: proposes, date: 2021",
    )
    assert finding.stands.level == "1"


def test_on_paper_a_repeal_takes_what_it_repeals_out_of_the_checklist():
    finding = on(
        "policy",
        "forms, appeals; effect: adopts, date: 2019",
        "counters; effect: adopts, date: 2019",
        "; effect: repeals, of: f0, date: 2021",
    )
    assert (finding.stands.level, finding.facts) == ("1", ("f1", "f2"))


def test_on_paper_an_instrument_for_a_part_counts_where_none_covers_the_whole():
    part = "forms, appeals, counters; effect: adopts, date: 2019, covers: part"
    whole = "forms; effect: adopts, date: 2019"
    assert on("policy", part, whole).stands.level == "1"


def test_on_paper_an_instrument_for_a_part_shows_level_2_at_most():
    """All three elements would be level 3."""
    part = "forms, appeals, counters; effect: adopts, date: 2019, covers: part"
    finding = on("policy", part)
    assert (finding.stands.level, finding.point, finding.high) == (
        "2",
        Fraction(2, 3),
        Fraction(2, 3),
    )
    both = on("policy", part.replace(", counters", ""), part.replace("forms, ", ""))
    assert (both.stands.level, both.point) == ("2", Fraction(2, 3))


def test_in_practice_what_was_seen_in_the_window_makes_a_checklist_together():
    """Seen in 2024 and 2025; what was seen in 2016 is outside the window of 36 months."""
    seen = "period: {}, seen_by: independent"
    finding = on(
        "practice",
        f"forms; {seen.format(2024)}",
        f"counters; {seen.format(2025)}",
        f"appeals; {seen.format(2016)}",
    )
    assert (finding.stands.level, finding.facts) == ("2", ("f0", "f1"))


def test_in_practice_its_own_word_alone_does_not_reach_the_top_level():
    """E8: held at level 2 of 3."""
    seen = "period: 2025, seen_by: own"
    finding = on("practice", f"forms, counters; {seen}", f"appeals; {seen}")
    assert (finding.stands.level, finding.point, finding.high) == (
        "2",
        Fraction(2, 3),
        Fraction(2, 3),
    )
    assert "own-report" in finding.stands.marks


def test_in_practice_below_the_top_its_own_word_stands():
    assert on("practice", "forms; period: 2025, seen_by: own").stands.level == "1"


def test_in_practice_with_others_the_top_level_is_reached():
    seen = "period: 2025, seen_by: {}"
    finding = on(
        "practice",
        f"forms, counters; {seen.format('own')}",
        f"appeals; {seen.format('independent')}",
    )
    assert (finding.stands.level, finding.point) == ("3", 1)


def test_what_is_refused_is_not_graded():
    head = 'format: rubric/1\ntitle: T\nversion: "1"\ngrades: town\n'
    body = "components: {c: {title: C, criteria: {q: {question: Q?, weight: 1, scale: SCALE}}}}\n"
    for scale, code in (
        ("{levels: {a: 0, b: 0}}", "no-points"),
        ("{goalposts: {worst: 1, best: 1}}", "bad-goalposts"),
        ("points", "no-points"),
    ):
        assert refused_rubric(head + body.replace("SCALE", scale)) == [code]


def test_every_kind_of_scale_in_one_rubric():
    """1/2, 3/5, 1/4 and 3/4 at weight 1, and 2 of 4 points: (2.1 + 2) / 8."""
    of = plain("""
        components:
          c:
            title: C
            criteria:
              named: {question: A?, weight: 1, scale: {levels: {none: 0, half: 1, all: 2}}}
              posts: {question: B?, weight: 1, scale: {goalposts: {worst: 20, best: 85}}}
              list: {question: C?, weight: 1, scale: {checklist: {a: 1, b: 3}}}
              back: {question: D?, weight: 1, scale: {reversed: yes, 1: A., 2: B., 3: C., 4: D.}}
              given: {question: E?, points: 4, scale: points}
    """)
    score = graded(
        of, "named: half, posts: {value: 59}, list: {shown: a}, back: 2, given: {value: 2}"
    )
    assert total(score) == Fraction("4.1") / 8
    assert parts(score)["c"].coverage == 1


def test_a_logarithm_that_comes_out_even_is_even():
    """10 is half the way from 1 to 100, and 1,000 three quarters of the way from 1 to 10,000."""
    posts = Goalposts(worst="1", best="100", log="yes")
    assert posts.share(Fraction(10)) == Fraction(1, 2)
    assert Goalposts(worst="1", best="10000", log="yes").share(Fraction(1000)) == Fraction(3, 4)
    assert Goalposts(worst="100", best="1", log="yes").share(Fraction(10)) == Fraction(1, 2)
