"""What a rubric sets aside: by kind, country, province or place, by another answer, or by all."""

from fractions import Fraction

import pytest

from build import TODAY, card, facts, rubric
from plain import answered, graded, part, parts, plain, total
from scorecard.engine.grade import grade
from short import fact

HEAD = "country: CA, province: AB"


def asking(stated: str, more: str = "", top: str = "grades: [town, county]"):
    """A rubric of `a`, `b` and `q`, which does not apply where it is stated so."""
    return plain(f"""
        {top}
        components:
          c:
            title: C
            criteria:
              a: {{question: A?, weight: 1, scale: yes/no}}
              b: {{question: B?, weight: 1, scale: {{goalposts: {{worst: 0, best: 10}}}}}}
              q: {{question: Q?, weight: 2, scale: yes/no, not_applicable: {stated}}}
              {more}
    """)


def aside(of, answers: str = "a: yes", head: str = HEAD) -> str | None:
    """Why `q` does not apply; None where it does."""
    finding = graded(of, answers, head).finding("q", "score")
    return finding.why if finding.status == "not-applicable" else None


# ---------------------------------------------------------------- by what a place is


@pytest.mark.parametrize(
    ("stated", "so"),
    [
        ("kinds: town", True),
        ("kinds: [county, town]", True),
        ("kinds: county", False),
        ("countries: CA", True),
        ("countries: [US, CA]", True),
        ("countries: US", False),
        ("provinces: AB", True),
        ("provinces: ON", False),
        ("places: p", True),
        ("places: [q, r]", False),
        # all that one entry names must hold
        ("kinds: town, countries: CA, provinces: [AB, SK], places: p", True),
        ("kinds: town, countries: CA, provinces: [ON, SK]", False),
        ("kinds: county, provinces: AB", False),
        ("provinces: AB, when: {criterion: a, at_least: yes}", True),
        ("provinces: AB, when: {criterion: a, at_most: no}", False),
        ("provinces: ON, when: {criterion: a, at_least: yes}", False),
    ],
)
def test_all_that_an_entry_names_must_hold(stated, so):
    assert aside(asking(f"{{{stated}, why: Because.}}")) == ("Because." if so else None)


@pytest.mark.parametrize("head", ["", "country: CA", "province: AB"])
def test_what_a_place_does_not_say_of_itself_is_not_so(head):
    of = asking("{countries: CA, provinces: AB, why: Because.}")
    assert aside(of, head=head) is None


def test_of_several_entries_any_and_the_first_that_holds_says_why():
    of = asking(
        "[{kinds: county, why: One.}, {provinces: AB, why: Two.}, {countries: CA, why: Three.}]"
    )
    assert aside(of) == "Two."
    assert aside(of, head="kind: county, country: CA, province: AB") == "One."
    assert aside(of, head="country: US") is None


def test_its_weight_leaves_the_sum():
    """q weighs 2 of 4: 1/2 of what is left."""
    made = graded(asking("{places: p, why: Because.}"), "a: yes, b: {value: 0}, q: yes")
    assert total(made) == Fraction(1, 2)
    assert made.tracks[0].score.coverage == 1


def test_an_answer_to_what_does_not_apply_changes_nothing():
    of = asking("{places: p, why: Because.}")
    assert [total(graded(of, f"a: yes, b: {{value: 0}}, q: {q}")) for q in ("yes", "no")] == [
        Fraction(1, 2),
        Fraction(1, 2),
    ]


def test_a_body_is_named_as_on_the_command_line():
    of = asking("{places: p/works, why: Because.}", top="grades: [town, works]")
    place = answered(of, "a: yes", "bodies: {works: {name: Works, kind: works}}")
    assert grade(of, place, TODAY).finding("q", "score").status == "unknown"
    assert grade(of, place.at("works"), TODAY).finding("q", "score").status == "not-applicable"


# ---------------------------------------------------------------- by another answer


@pytest.mark.parametrize(
    ("condition", "answers", "so"),
    [
        ("criterion: a, at_most: no", "a: no", True),
        ("criterion: a, at_most: no", "a: yes", False),
        ("criterion: a, at_most: no", "a: no-yes", False),
        ("criterion: a, at_most: yes", "a: no-yes", True),
        ("criterion: a, at_least: yes", "a: yes", True),
        ("criterion: a, at_least: yes", "a: no", False),
        # of what is unknown nothing holds, but `unknown` and `or_unknown`
        ("criterion: a, at_most: yes", "", False),
        ("criterion: a, unknown: yes", "", True),
        ("criterion: a, unknown: yes", "a: no", False),
        ("criterion: a, at_most: no, or_unknown: yes", "", True),
        ("criterion: a, at_most: no, or_unknown: yes", "a: yes", False),
        # without levels, a percentage of the points
        ("criterion: b, at_most: 30", "b: {value: 3}", True),
        ("criterion: b, at_most: 30", "b: {value: 3.1}", False),
        ("criterion: b, at_least: 30", "b: {value: 3}", True),
        ("criterion: b, at_most: 0", "b: {value: -7}", True),
        ("criterion: b, at_least: 99.5", "b: {value: 12}", True),
        # the point of a range
        ("criterion: b, at_most: 50", "b: {low: 2, high: 8}", True),
    ],
)
def test_a_condition_on_another_answer(condition, answers, so):
    of = asking(f"{{when: {{{condition}}}, why: Because.}}")
    assert aside(of, answers) == ("Because." if so else None)


def test_several_conditions_must_all_hold():
    of = asking(
        "{when: [{criterion: a, at_most: no}, {criterion: b, at_least: 50}], why: Because.}"
    )
    assert aside(of, "a: no, b: {value: 5}") == "Because."
    assert aside(of, "a: no, b: {value: 4}") is None
    assert aside(of, "a: yes, b: {value: 5}") is None
    assert aside(of, "a: no") is None


def test_either_of_two_conditions_in_two_entries():
    of = asking(
        "[{when: {criterion: a, at_most: no}, why: One.}, "
        "{when: {criterion: b, at_least: 50}, why: Two.}]"
    )
    assert aside(of, "a: no, b: {value: 4}") == "One."
    assert aside(of, "a: yes, b: {value: 5}") == "Two."
    assert aside(of, "a: yes, b: {value: 4}") is None


@pytest.mark.parametrize(
    ("answer", "so"),
    [("{value: -2}", True), ("{value: -1}", True), ("{value: -0.5}", False)],
)
def test_of_a_criterion_with_0_points_a_condition_names_points(answer, so):
    of = asking(
        "{when: {criterion: taken, at_most: -1}, why: Because.}",
        "taken: {question: Taken?, points: 0, scale: {points: {from: -3, to: 0}}}",
    )
    assert aside(of, f"taken: {answer}") == ("Because." if so else None)


def test_zero_counts_as_an_answer_and_exclude_as_none():
    """Unanswered `a` is `no` where nothing counts as nothing; of what is left out nothing holds."""
    stated = (
        "[{when: {criterion: a, at_most: no}, why: One.}, "
        "{when: {criterion: a, unknown: yes}, why: Two.}]"
    )
    top = "grades: [town, county]"
    assert aside(asking(stated), "b: {value: 1}") == "Two."
    assert aside(asking(stated, top=f"unanswered: zero\n        {top}"), "b: {value: 1}") == "One."
    assert (
        aside(asking(stated, top=f"unanswered: exclude\n        {top}"), "b: {value: 1}, q: no")
        is None
    )


# ---------------------------------------------------------------- chains

CHAIN = plain("""
    components:
      c:
        title: C
        criteria:
          repairs:
            question: Are its homes repaired?
            weight: 1
            scale: yes/no
            not_applicable: {when: {criterion: homes, at_most: no}, why: No homes.}
          rents:
            question: Are rents of repaired homes held?
            weight: 1
            scale: yes/no
            not_applicable:
              - {when: {criterion: repairs, at_most: no}, why: No repairs.}
              - {when: {criterion: homes, at_most: no}, why: No homes.}
          homes: {question: Does it own homes?, weight: 1, scale: yes/no}
""")


@pytest.mark.parametrize(
    ("answers", "whys", "whole"),
    [
        ("homes: yes, repairs: yes, rents: no", (None, None), Fraction(2, 3)),
        ("homes: yes, repairs: no, rents: yes", (None, "No repairs."), Fraction(1, 2)),
        ("homes: no, repairs: no, rents: yes", ("No homes.", "No homes."), 0),
    ],
)
def test_criteria_that_depend_on_later_ones_and_on_each_other(answers, whys, whole):
    """Of what does not apply nothing holds, so repairs that do not apply do not set rents aside."""
    made = graded(CHAIN, answers)
    assert tuple(made.finding(name, "score").why for name in ("repairs", "rents")) == whys
    assert total(made) == whole


def test_a_chain_over_a_whole_rubric():
    """Each of 200 applies where the one before it is answered with yes."""
    lines = ["first: {question: Q?, weight: 1, scale: yes/no}"]
    before = "first"
    for number in range(200):
        name = f"q{number}"
        when = f"{{when: {{criterion: {before}, at_most: no}}, why: The one before.}}"
        lines.insert(
            0, f"{name}: {{question: Q?, weight: 1, scale: yes/no, not_applicable: {when}}}"
        )
        before = name
    body = "\n".join(f"              {line}" for line in lines)
    of = plain(
        f"        components:\n          c:\n            title: C\n            criteria:\n{body}\n"
    )
    answers = ", ".join(
        ["first: yes", *(f"q{n}: {'no' if n == 100 else 'yes'}" for n in range(200))]
    )
    statuses = {f.criterion: f.status for f in graded(of, answers).findings}
    # q101 does not apply; what depends on it is asked again, as nothing holds of q101.
    assert [n for n in range(200) if statuses[f"q{n}"] == "not-applicable"] == [101]


# ---------------------------------------------------------------- components

NESTED = """
    TOP
    components:
      basics:
        title: Basics
        criteria:
          owns: {question: Owns homes?, weight: 1, scale: yes/no}
      homes:
        title: Homes
        weight: 3
        not_applicable:
          - {when: {criterion: owns, at_most: no}, why: No homes.}
          - {provinces: AB, why: The province runs them.}
        components:
          inner:
            title: Inner
            criteria:
              dry: {question: Dry?, weight: 1, scale: yes/no}
              warm:
                question: Warm?
                weight: 1
                scale: yes/no
                not_applicable: {countries: CU, why: Always warm.}
"""


@pytest.mark.parametrize(
    ("owns", "head", "why", "whole"),
    [
        ("yes", "", None, (1 + 3 * Fraction(1, 2)) / 4),
        ("no", "", "No homes.", 0),
        ("yes", "province: AB", "The province runs them.", 1),
    ],
)
def test_a_component_set_aside_takes_all_below_it_along(owns, head, why, whole):
    made = graded(plain(NESTED.replace("TOP", "")), f"owns: {owns}, dry: yes, warm: no", head)
    assert {made.finding(name, "score").why for name in ("dry", "warm")} == {why}
    assert (parts(made)["homes"] is None) == (parts(made)["inner"] is None) == (why is not None)
    assert total(made) == whole


def test_within_a_component_that_applies_a_criterion_may_not():
    made = graded(plain(NESTED.replace("TOP", "")), "owns: yes, dry: yes", "country: CU")
    assert made.finding("warm", "score").why == "Always warm."
    assert part(made, "homes") == 1


def test_a_component_may_depend_on_one_of_another_component_and_the_other_way_round():
    """As long as no criterion depends on itself."""
    of = plain("""
        components:
          a:
            title: A
            not_applicable: {when: {criterion: b1, at_most: no}, why: One.}
            criteria:
              a1: {question: A1?, weight: 1, scale: yes/no}
          b:
            title: B
            criteria:
              b1: {question: B1?, weight: 1, scale: yes/no}
              b2:
                question: B2?
                weight: 1
                scale: yes/no
                not_applicable: {when: {criterion: a1, at_most: no}, why: Two.}
    """)
    made = graded(of, "a1: no, b1: yes, b2: yes")
    assert made.finding("b2", "score").why == "Two."
    made = graded(of, "a1: no, b1: no, b2: yes")
    assert made.finding("a1", "score").why == "One."
    assert made.finding("b2", "score").point == 1


def test_a_rubric_of_which_nothing_applies():
    of = asking("{kinds: town, why: Q.}")
    text = """
        components:
          c:
            title: C
            not_applicable: {kinds: town, why: No towns.}
            criteria:
              a: {question: A?, weight: 1, scale: yes/no}
    """
    made = graded(plain(text), "a: yes")
    assert made.tracks == ()
    assert made.overall.point is None
    assert total(graded(of, "a: yes, b: {value: 10}")) == 1


# ---------------------------------------------------------------- by the place, and with tracks


def test_the_city_file_may_say_it_too():
    of = asking("{kinds: county, why: Because.}")
    head = "not_applicable: {q: {why: It has none., sources: s}}"
    assert aside(of, head=head) == "It has none."


def test_where_both_say_so_the_rubric_says_why():
    of = asking("{kinds: town, why: Because.}")
    head = "not_applicable: {q: {why: It has none., sources: s}}"
    assert aside(of, head=head) == "Because."


def test_with_tracks_a_condition_names_one_of_them():
    """Where paper says nothing, what is done in practice does not apply; paper still does."""
    of = rubric("""
        format: rubric/1
        title: T
        version: "1"
        grades: municipality
        tracks: {policy: 0.5, practice: 0.5}
        components:
          c:
            title: C
            criteria:
              a: {question: A?, weight: 1, policy: yes/no, practice: yes/no}
              q:
                question: Q?
                weight: 1
                policy: yes/no
                practice: yes/no
                not_applicable: {when: {criterion: a, track: policy, at_most: no}, why: No rule.}
    """)
    for level, why in (("no", "No rule."), ("yes", None)):
        scores = f"scores: {{a: {{level: {level}, why: w}}}}"
        made = card(of, facts(fact("f", f"effect: adopts, date: 2020, {scores}")))
        assert {made.finding("q", track).why for track in ("policy", "practice")} == {why}
