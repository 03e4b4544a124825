"""What a reading tells of itself beside its share: the figure it was made from, its marks, and what
the engine does with what `check` would have refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from build import CITY, card, document, facts, place, rubric
from plain import HEAD, graded, plain
from scorecard import __version__
from scorecard.engine.grade import Grader, grade
from scorecard.load.typed import typed
from scorecard.model.place import City, DataFile, Place
from scorecard.model.result import UNANSWERED, Arithmetic, BodyFinding
from scorecard.model.rubric import Rubric
from short import fact, named

HALF, ONE = Fraction(1, 2), Fraction(1)
WHEN = date(2026, 11, 22)
PEOPLE = CITY + "population: {2021: 200000}\n"


def asking(practice: str, more: str = "", policy: str = "", top: str = "") -> str:
    """A rubric with one question, `q`."""
    tracks = "{policy: 0.5, practice: 0.5}" if policy else "{practice: 1}"
    return f"""\
format: rubric/1
title: Asking
version: "1"
grades: municipality
speaks_for: police-service
tracks: {tracks}
bands: {{A: 50, F: 0}}
components:
  c:
    title: C
    criteria:
      q:
        question: Q?
        weight: 1
{f"        policy: {policy}" if policy else ""}
        practice: {practice}
{more}
{top}
"""


def unchecked_rubric(text: str) -> Rubric:
    """A rubric that `check` may refuse."""
    made = typed(document(text), Rubric)
    assert made is not None
    return made.named("r")


def unchecked(text: str) -> Place:
    """A place that `check` may refuse."""
    city = typed(document(text), City)
    assert city is not None
    return Place("p", city, DataFile("cities/p.yaml", "0" * 64))


def seen(rest: str = "", entry: str = "why: w", name: str = "f", by: str = "independent") -> str:
    more = f"{rest}, " if rest else ""
    when = "" if "period:" in rest else "period: 2025-01, "
    return fact(name, f"{when}{more}seen_by: {by}, scores: {{q: {{{entry}}}}}")


def found(of: Rubric, text: str, track: str = "practice", head: str = CITY):
    """What stands on `q`, for the place itself."""
    return card(of, facts(text, head)).finding("q", track).stands


def loosely(of: Rubric, text: str, head: str = CITY):
    """The finding on `q` from a place that nobody checked."""
    return grade(of, unchecked(facts(text, head)), WHEN).finding("q", "practice").bodies[0]


# ---------------------------------------------------------------- figures


def test_an_age_tells_its_months():
    """From the end of June 2024 to 22 November 2026 are 28 whole months."""
    of = rubric(asking("{measure: {kind: age}, 0: {over: 40}, 1: {up_to: 40}}"))
    told = found(of, seen("period: 2024-06")).arithmetic
    assert told == Arithmetic("age", "months", *[Fraction(28)] * 3, within="1")


@pytest.mark.parametrize(("as_of", "level"), [("2026-11-22", "0"), ("2026-11-21", "1")])
def test_an_age_of_exactly_the_threshold_is_not_under_it(as_of, level):
    of = rubric(asking("{measure: {kind: age}, 0: {from: 24}, 1: {under: 24}}"))
    text = facts(seen("period: 2024-11-22"))
    assert card(of, text, date.fromisoformat(as_of)).finding("q", "practice").stands.level == level


def test_a_share_of_a_total_tells_both():
    of = rubric(asking("{measure: {kind: share, units: [cases]}, 0: {under: 50}, 1: {from: 50}}"))
    told = found(of, seen("figure: {count: 5, total: 20, of: cases}")).arithmetic
    assert told == Arithmetic(
        "share", "cases", *[Fraction(25)] * 3, given=Fraction(5), total=Fraction(20), within="0"
    )


def test_a_rate_tells_of_how_many_and_how_long():
    """30 a month among 200,000: 15 x 12 per 100,000 a year."""
    levels = "0: {from: 100}, 1: {under: 100}"
    of = rubric(asking(f"{{measure: {{kind: rate, units: [checks]}}, {levels}}}"))
    text = seen("figure: {count: 30, of: checks, per: month, approx: yes, bound: upper}")
    stands = found(of, text, head=PEOPLE)
    assert stands.arithmetic == Arithmetic(
        "rate",
        "checks",
        *[Fraction(180)] * 3,
        given=Fraction(30),
        per="month",
        years=Fraction(1, 12),
        residents=200_000,
        census=2021,
        approx=True,
        bound="upper",
        within="0",
    )
    assert stands.marks == ("approx",)


def test_an_exact_figure_is_not_marked_as_rough():
    levels = "0: {from: 100}, 1: {under: 100}"
    of = rubric(asking(f"{{measure: {{kind: count, units: [checks]}}, {levels}}}"))
    assert found(of, seen("figure: {count: 3, of: checks}")).marks == ()


# ---------------------------------------------------------------- tallies

TALLY = "combine: tally, measure: {kind: count, units: [cases]}"


def test_facts_without_figures_count_as_one_each():
    of = rubric(asking(f"{{{TALLY}, 0: {{under: 2}}, 1: {{from: 2}}}}"))
    stands = found(of, seen(name="a") + seen(name="b"))
    one = Arithmetic("count", "cases", ONE, ONE, ONE, ONE, within="0")
    assert [reading.arithmetic for reading in stands.standing] == [one, one]
    assert stands.arithmetic == Arithmetic(
        "count", "cases", *[Fraction(2)] * 4, within="1", tallied=2
    )


def test_the_highest_level_shown_is_the_one_with_most_points():
    """4 cases are level 10, where one fact shows what it asks for; another shows level 9."""
    levels = "8: {under: 2}, 9: {from: 2, under: 4, and: A.}, 10: {from: 4, and: B.}"
    of = rubric(asking(f"{{{TALLY}, {levels}}}"))
    of_two = "figure: {count: 2, of: cases}"
    text = seen(of_two, "why: w, and_shown: 9", "a") + seen(of_two, "why: w, and_shown: 10", "b")
    assert found(of, text).level == "10"
    assert found(of, text.replace("and_shown: 10", "and_shown: 9")).level == "9"


def test_what_only_the_body_itself_counts_reaches_a_level_that_asks_for_its_own_report():
    top = "1: {from: 2, own_report: yes}"
    text = seen(name="a", by="own") + seen(name="b", by="own")
    assert found(rubric(asking(f"{{{TALLY}, 0: {{under: 2}}, {top}}}")), text).point == 1
    of = rubric(asking(f"{{{TALLY}, 0: {{under: 2}}, 1: {{from: 2}}}}"))
    assert found(of, text).point == 0


GAP = unchecked_rubric(asking(f"{{{TALLY}, 0: {{over: 10}}, 1: {{up_to: 3}}}}"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("count: 3", "count: 2"),
        ("low: 3, count: 11", "count: 1"),
        ("count: 1, high: 3", "count: 1"),
    ],
    ids=["5", "4 to 12", "2 to 4"],
)
def test_a_tally_between_bounds_shows_nothing(one, other):
    """Each can be read, and their sum, or an end of it, lies over 3 and not over 10."""
    text = seen(f"figure: {{{one}}}", name="b") + seen(f"figure: {{{other}}}", name="a")
    body = loosely(GAP, text + seen("period: 2015-01", name="old"))
    assert (body.point, body.low, body.high, body.standing) == (None, 0, 1, ())
    assert [(said.fact, said.rule, said.reason, said.reading.fact) for said in body.aside] == [
        ("a", "E3", "unreadable", "a"),
        ("b", "E3", "unreadable", "b"),
        ("old", "E6", "over-ten-years", "old"),
    ]


def test_a_tally_in_a_broader_unit_reaches_as_high_as_its_kind_of_body_can():
    """Only police have bounds for level 2."""
    units = "{kind: count, units: [cases, letters]}"
    levels = "0: {under: 2}, 1: {from: 2}, 2: {text: T., by_kind: {police-service: {from: 9}}}"
    of = unchecked_rubric(asking(f"{{combine: tally, measure: {units}, {levels}}}"))
    text = seen("figure: {count: 1, of: letters}")
    assert loosely(of, text).high == HALF
    police = f"{CITY}bodies: {{police: {{name: P, kind: police-service, speaks_for_city: yes}}}}\n"
    text = seen("body: police, figure: {count: 1, of: letters}")
    of_police = unchecked(facts(text, police)).at("police")
    assert grade(of, of_police, WHEN).finding("q", "practice").bodies[0].high == 1


def test_a_tally_in_a_broader_unit_where_no_figure_alone_shows_a_level():
    units = "{kind: count, units: [cases, letters]}"
    levels = "0: {under: 2, and: A.}, 1: {from: 2, and: B.}"
    of = unchecked_rubric(asking(f"{{combine: tally, measure: {units}, {levels}}}"))
    body = loosely(of, seen("figure: {count: 3, of: letters}"))
    assert (body.point, body.high, body.marks) == (0, 0, ("broader-unit",))


# ---------------------------------------------------------------- what check would have refused

RATE = rubric(asking("{measure: {kind: rate, units: [checks]}, 0: {from: 100}, 1: {under: 100}}"))
NEWEST = rubric(asking("{measure: {kind: count, units: [cases]}, 0: {from: 5}, 1: {under: 5}}"))


@pytest.mark.parametrize(
    ("of", "text", "head"),
    [
        (RATE, "figure: {count: 3, of: checks}", CITY),
        (RATE, "figure: {count: 3, of: checks}", CITY + "population: {source: s}\n"),
        (NEWEST, "", CITY),
        (NEWEST, "figure: {low: 3}", CITY),
        (NEWEST, "figure: {high: 3}", CITY),
        (NEWEST, "figure: {share: 3}", CITY),
    ],
    ids=["nobody to count by", "no census", "no figure", "one end", "other end", "another kind"],
)
def test_what_cannot_be_read_is_set_aside(of, text, head):
    body = loosely(of, seen(text), head)
    assert (body.point, body.low, body.high) == (None, 0, 1)
    assert [(one.rule, one.reason, one.reading) for one in body.aside] == [
        ("E3", "unreadable", None)
    ]


@pytest.mark.parametrize("figure", ["low: 2, count: 6, high: 7", "low: 5, count: 6, high: 2"])
def test_a_figure_whose_end_lies_between_bounds_cannot_be_read(figure):
    of = unchecked_rubric(
        asking("{measure: {kind: count, units: [cases]}, 0: {from: 5}, 1: {exactly: 0}}")
    )
    figure = figure.replace("low: 5, count: 6, high: 2", "low: 6, count: 6, high: 5.5")
    body = loosely(of, seen(f"figure: {{{figure}}}"))
    assert body.point == (None if "low: 2" in figure else 0)


def test_ends_out_of_order_still_hold_the_number():
    told = loosely(NEWEST, seen("figure: {low: 7, count: 5, high: 9}")).arithmetic
    assert (told.low, told.value, told.high) == (5, 5, 9)
    told = loosely(NEWEST, seen("figure: {low: 1, count: 5, high: 3}")).arithmetic
    assert (told.low, told.value, told.high) == (1, 5, 5)


def test_whoever_is_not_said_is_taken_to_be_the_body_itself():
    of = rubric(asking("{0: A., 1: B.}"))
    bare = fact("bare", "period: 2026-01, scores: {q: {level: 1, why: w}}")
    assert loosely(of, seen("", "level: 0, why: w") + bare).standing[0].fact == "f"
    alone = loosely(of, bare + bare.replace("bare:", "bear:").replace("level: 1", "level: 0"))
    assert alone.standing[0].fact == "bear"


# ---------------------------------------------------------------- marks, reasons and names

WORDS = rubric(asking("{0: A., 1: B., 2: C., 3: D., 4: E.}"))


def test_one_account_alone_is_marked():
    assert found(WORDS, seen("case: yes", "level: 2, why: w")).marks == ("one-account",)


def test_a_figure_of_low_confidence_is_marked_for_both():
    of = plain("""
        components:
          c:
            title: C
            criteria:
              q: {question: Q?, weight: 1, scale: {goalposts: {worst: 0, best: 10}}}
    """)
    made = graded(of, "q: {value: 5, approx: yes, confidence: low}")
    assert made.finding("q", "score").stands.marks == ("low-confidence", "approx")


def test_the_reason_of_a_checklist_is_kept():
    of = rubric(asking("{checklist: {one: One., two: Two.}}"))
    stands = found(of, seen("", "shown: [one], why: Because."))
    assert [reading.why for reading in stands.standing] == ["Because."]


def test_a_checklist_shown_for_part_of_a_body_is_marked_once():
    of = rubric(asking("{0: A., 1: B.}", policy="{checklist: {one: One., two: Two.}}"))
    text = fact(
        "f", "effect: adopts, date: 2020, covers: part, scores: {q: {shown: [one], why: w}}"
    )
    assert found(of, text, "policy").marks == ("part-only",)


def test_an_element_without_points_that_is_unclear_is_not_yet_shown():
    """Both are needed for the better level; one of them is unclear."""
    levels = "levels: {less: {points: 0, needs: 0}, more: {points: 1, needs: [one, two]}}"
    elements = "checklist: {one: One., two: {text: Two., points: 0}}"
    of = unchecked_rubric(asking(f"{{{elements}, {levels}}}"))
    body = loosely(of, seen("", "shown: [one], unclear: [two], why: w"))
    assert (body.low, body.high) == (0, 1)


def test_the_level_of_a_range_that_only_the_body_itself_reports():
    """2-4 is 2-3: level 4 is not reached."""
    stands = found(WORDS, seen("", "level: 2-4, why: w", by="own"))
    assert (stands.level, stands.low, stands.high) == ("2-3", HALF, Fraction(3, 4))


def test_a_fact_on_the_last_day_of_the_window_is_in_it_and_not_aside():
    """36 months from 22 November 2023."""
    stands = found(WORDS, seen("period: 2023-11-22", "level: 2, why: w"))
    assert (stands.standing[0].fact, stands.aside, stands.marks) == ("f", (), ())


def test_where_nothing_stands_the_range_is_that_of_the_scale():
    """An answer may be worth more than the points there are: up to 5 of 4."""
    of = unchecked_rubric(
        HEAD
        + """\
grades: town
components:
  c:
    title: C
    criteria:
      q: {question: Q?, points: 4, scale: {levels: {none: 0, all: 4, more: 5}}}
"""
    )
    (body,) = graded(of, "q: {level: all, date: 2030}").finding("q", "score").bodies
    assert (body.point, body.low, body.high) == (None, 0, Fraction(5, 4))


def test_what_was_shown_together_with_a_fact_of_the_same_joined_file():
    """In the file of the police, `a` shows its level only with `b`, which `c` ends."""
    text = """
        a:
          claim: A claim.
          confidence: high
          sources: s
          effect: adopts
          date: 2020
          with: b
          scores: {r/q: {level: 1, why: w}}
        b:
          claim: A claim.
          confidence: high
          sources: s
          effect: adopts
          date: 2020
          context: More of it.
    """
    ends = """
        c:
          claim: A claim.
          confidence: high
          sources: s
          effect: adopts
          date: 2021
          supersedes: b
          context: It ends it.
    """
    of = rubric(
        asking("{0: A., 1: B.}", policy="{0: A., 1: B.}").replace(
            "        weight: 1", "        weight: 1\n        whose: police-service"
        )
    )
    head = f"{CITY}bodies: {{police: {{place: police, speaks_for_city: yes}}}}\n"
    for more, point in (("", 1), (ends, None)):
        own = facts(text) + "".join(f"  {line[8:]}\n" for line in more.splitlines() if line.strip())
        police = place(own.replace("kind: municipality", "kind: police-service"), of)
        joined = {"police": named("police", police)}
        made = grade(of, place(head, of, joined=joined), WHEN)
        assert made.finding("q", "policy").point == point


# ---------------------------------------------------------------- gates and graders


def gated(condition: str, levels: str, kind: str = "value") -> Rubric:
    gate = f"  g: {{when: {{criterion: q, {condition}}}, cap: 40, choice: So.}}"
    return rubric(
        asking(f"{{measure: {{kind: {kind}, units: [cases]}}, {levels}}}", top=f"gates:\n{gate}")
    )


BETWEEN = "0: {from: 5, under: 12}, 1: {under: 5}, 2: {from: 12}"


@pytest.mark.parametrize(
    ("value", "amount", "more"), [(6, 1, False), (11, 1, True), (8, 3, False), (9, 3, True)]
)
def test_a_margin_is_to_the_nearer_of_two_ends(value, amount, more):
    """It fires from 5 to under 12; just under 5 and at 12 it does not."""
    of = gated("at_most: 0", BETWEEN)
    margin = card(of, facts(seen(f"figure: {{value: {value}, of: cases}}"))).gates[0].margin
    assert (margin.amount, margin.more) == (amount, more)


def test_a_margin_to_where_it_turns_between_two_thresholds():
    """At 6 it does not fire; just under 5 it does, and under 4 it does not."""
    of = gated("at_most: 0", "0: {from: 4, under: 5}, 1: {from: 5}, 2: {under: 4}")
    margin = card(of, facts(seen("figure: {value: 6, of: cases}"))).gates[0].margin
    assert (margin.amount, margin.more) == (1, False)


def test_a_gate_that_fires_at_one_end_alone_names_no_facts():
    of = gated("at_most: 0", "0: {from: 5}, 1: {under: 5}", "count")
    gate = card(of, facts(seen("figure: {low: 2, count: 3, high: 9, of: cases}"))).gates[0]
    assert (gate.fired, gate.fired_low, gate.fired_high) == (False, True, False)
    assert gate.facts == ()


def test_one_grader_tells_places_apart_by_what_applies_on_both_tracks():
    """Where `b` does not apply, the gap is that of `a` alone."""
    scale = "policy: {0: A., 1: B.}, practice: {0: A., 1: B.}"
    of = rubric(f"""
        format: rubric/1
        title: Two
        version: "1"
        grades: municipality
        tracks: {{policy: 0.5, practice: 0.5}}
        components:
          c:
            title: C
            criteria:
              a: {{question: A?, weight: 1, {scale}}}
              b: {{question: B?, weight: 1, {scale}}}
    """)
    text = ""
    for name, paper, done in (("a", 1, 0), ("b", 0, 0)):
        shows = "scores: {%s: {level: %d, why: w}}"
        text += fact(f"p-{name}", f"effect: adopts, date: 2020, {shows % (name, paper)}")
        when = "period: 2025, seen_by: independent"
        text += fact(f"d-{name}", f"{when}, {shows % (name, done)}")
    without = f"{CITY}not_applicable: {{b: {{why: There is none., sources: s}}}}\n"
    places = [place(facts(text, head), of) for head in (CITY, without, CITY)]
    grader = Grader(of)
    gaps = [grader.grade(one, WHEN).gap for one in places]
    assert gaps == [grade(of, one, WHEN).gap for one in places]
    assert [gap.difference for gap in gaps] == [HALF, ONE, HALF]


# ---------------------------------------------------------------- what a scorecard carries


def test_a_scorecard_says_what_it_was_made_of():
    one = place(facts(seen("", "level: 2, why: w")), WORDS)
    file = DataFile("rubrics/r.yaml", "1" * 64)
    for dated in (True, False):
        made = grade(WORDS, one, WHEN, fresh=True, dated=dated, rubric_file=file)
        assert (made.rubric_file, made.dated, made.fresh) == (file, dated, True)
        assert (made.rubric, made.place, made.as_of, made.program) == (
            WORDS,
            one,
            WHEN,
            __version__,
        )
    for bare in (grade(WORDS, one, WHEN), Grader(WORDS).grade(one, WHEN)):
        assert (bare.rubric_file, bare.dated, bare.fresh) == (None, False, False)


def test_there_is_no_gap_on_one_track():
    assert card(WORDS, facts(seen("", "level: 2, why: w"))).gap is None


def test_what_is_left_out_as_last_known_stands_beside_what_was_set_aside_before():
    """One fact is over ten years old; the other is past its shelf life, and `fresh` was asked."""
    text = facts(
        seen("period: 2014", "level: 1, why: w", "old")
        + seen("period: 2018", "level: 2, why: w", "late")
    )
    (body,) = card(WORDS, text, fresh=True).finding("q", "practice").bodies
    assert [(one.fact, one.rule, one.reason) for one in body.aside] == [
        ("late", "E6", "last-known"),
        ("old", "E6", "over-ten-years"),
    ]


def test_a_rough_figure_of_low_confidence_has_both_marks():
    text = seen("figure: {count: 3, approx: yes, of: cases}").replace("high", "low", 1)
    assert found(NEWEST, text).marks == ("low-confidence", "approx")


def test_a_change_behind_one_that_nobody_read_counts_all_the_same():
    """The first amendment was not read; the second repeals another rule."""
    of = rubric(asking("{0: A., 1: B.}", policy="{0: A., 1: B.}"))
    lines = (
        fact("other", "effect: adopts, date: 2019, context: Another rule.")
        + fact("unread", "effect: amends, of: other, date: 2020, text_read: no, context: C.")
        + fact("rule", "effect: adopts, date: 2020, scores: {q: {level: 1, why: w}}")
        + fact("end", "effect: repeals, of: rule, date: 2021, scores: {q: {level: 0, why: w}}")
    )
    (body,) = card(of, facts(lines)).finding("q", "policy").bodies
    assert [(one.fact, one.reason) for one in body.aside] == [("rule", "repealed")]


def test_only_a_change_ends_what_it_names():
    """`of` beside `adopts`, which `check` refuses, ends nothing."""
    of = rubric(asking("{0: A., 1: B.}", policy="{0: A., 1: B.}"))
    rule = fact("rule", "effect: adopts, date: 2020, scores: {q: {level: 1, why: w}}")
    other = fact("other", "effect: adopts, of: rule, date: 2021, context: C.")
    made = grade(of, unchecked(facts(rule + other)), WHEN)
    assert made.finding("q", "policy").point == 1


# ---------------------------------------------------------------- what nobody has shown

OF_BODIES = rubric("""
    format: rubric/1
    title: Of bodies
    version: "1"
    grades: [municipality, region]
    speaks_for: police-service
    components:
      c:
        title: C
        unanswered: exclude
        criteria:
          q: {question: Q?, weight: 1, scale: {levels: {bad: -1, none: 0, all: 2}}}
      d:
        title: D
        criteria:
          of-police:
            question: Of police?
            whose: police-service
            points: 4
            scale: {levels: {bad: -1, none: 0, half: 2}}
          of-region: {question: Of a region?, whose: region, weight: 1, scale: yes/no}
    """)
POLICE = f"{CITY}bodies: {{police: {{name: P, kind: police-service, speaks_for_city: yes}}}}\n"


def test_whose_conduct_nobody_has_shown_is_named():
    """From -1 to 2 of 4 points."""
    finding = card(OF_BODIES, POLICE).finding("of-police", "score")
    assert finding.bodies == (BodyFinding("police", low=-HALF / 2, high=HALF),)
    assert (finding.status, finding.not_examined) == ("unknown", ("police",))
    assert (finding.low, finding.high) == (-HALF / 2, HALF)


def test_a_question_about_another_kind_of_place_has_nobody_to_ask():
    of_city = fact("f", "scores: {of-region: {level: yes, why: w}}")
    for text in (CITY, facts(of_city)):
        finding = card(OF_BODIES, text).finding("of-region", "score")
        assert (finding.status, finding.bodies, finding.not_examined) == ("unknown", (), ())


def test_what_is_left_out_for_want_of_an_answer_says_so():
    finding = card(OF_BODIES, CITY).finding("q", "score")
    assert (finding.status, finding.why) == ("not-applicable", UNANSWERED)
