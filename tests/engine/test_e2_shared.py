"""E2: one statement, one fact; it scores where it speaks."""

from datetime import date
from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, place, rubric
from scorecard.engine.grade import grade
from short import fact, named, refused, report

THREE = rubric("""
    format: rubric/1
    title: Three questions
    version: "1"
    grades: municipality
    tracks: {policy: 0.5, practice: 0.5}
    components:
      c:
        title: C
        criteria:
          asked:
            question: Do staff ask?
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
            practice: {0: Never., 1: Rarely., 2: At times., 3: Mostly., 4: Always.}
          forms:
            question: Do forms ask?
            weight: 2
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
            practice: {0: Never., 1: Rarely., 2: At times., 3: Mostly., 4: Always.}
          kept:
            question: Is it kept?
            weight: 5
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
""")


def points(city: str, track: str = "policy", as_of: date = TODAY) -> dict[str, Fraction | None]:
    graded = card(THREE, facts(city), as_of)
    return {found.criterion: found.point for found in graded.findings if found.track == track}


def test_a_policy_fact_is_read_on_every_criterion_it_speaks_of():
    rule = "{asked: {level: 3, why: a}, forms: {level: 1, why: b}}"
    city = fact("rule", f"effect: adopts, date: 2020, scores: {rule}")
    assert points(city) == {"asked": Fraction(3, 4), "forms": Fraction(1, 4), "kept": None}


def test_each_entry_gives_its_reason():
    city = fact("rule", "effect: adopts, date: 2020, scores: {asked: {level: 3}}")
    assert refused(facts(city), THREE) != []


def test_an_entry_can_speak_of_another_rubric():
    """`r` is this rubric, `other` is not."""
    scores = "{r/asked: {level: 3, why: a}, other/forms: {level: 4, why: b}}"
    city = fact("rule", f"effect: adopts, date: 2020, scores: {scores}")
    assert points(city) == {"asked": Fraction(3, 4), "forms": None, "kept": None}


def test_a_practice_fact_scores_on_one_criterion_of_a_rubric():
    scores = "{asked: {level: 3, why: a}, forms: {level: 3, why: b}}"
    city = fact("seen", f"period: 2025, seen_by: independent, scores: {scores}")
    assert "two-criteria" in refused(facts(city), THREE)


def test_a_practice_fact_may_score_on_a_criterion_of_each_rubric():
    scores = "{asked: {level: 3, why: a}, other/forms: {level: 3, why: b}}"
    city = fact("seen", f"period: 2025, seen_by: independent, scores: {scores}")
    assert points(city, "practice") == {"asked": Fraction(3, 4), "forms": None}


TWO = "{asked: {level: 3, why: a}, forms: {level: 1, why: b}}"
SHARED = fact("both", f"effect: adopts, date: 2020, scores: {TWO}") + fact(
    "alone", "effect: adopts, date: 2020, scores: {kept: {level: 2, why: c}}"
)


def test_findings_that_share_a_fact_are_marked():
    graded = card(THREE, facts(SHARED))
    assert graded.shared == (("both", (("asked", "policy"), ("forms", "policy"))),)


def test_the_share_of_weight_on_shared_facts_is_printed():
    """asked 1 and forms 2 of the whole weight of 8, all of it known: 3/8 = 37.5 %, so 38."""
    graded = card(THREE, facts(SHARED))
    assert graded.track("policy").shared == Fraction(3, 8)
    assert "38 %" in report(graded)


def test_a_fact_that_stands_on_one_criterion_alone_is_not_shared():
    """Another rule gives forms a higher level, so `both` stands on asked only."""
    higher = fact("higher", "effect: adopts, date: 2021, scores: {forms: {level: 4, why: d}}")
    graded = card(THREE, facts(SHARED + higher))
    assert graded.shared == ()
    assert graded.track("policy").shared == 0


def pair(partner: str) -> str:
    """A rule of 2020 that shows level 3 only together with its partner."""
    shows = "scores: {asked: {level: 3, why: w}}"
    rule = fact("rule", f"effect: adopts, date: 2020, with: [list], {shows}")
    return rule + fact("list", f"effect: adopts, {partner}, scores: {{kept: {{level: 1, why: w}}}}")


def test_facts_with_each_other_show_a_level_together():
    assert points(pair("date: 2020"))["asked"] == Fraction(3, 4)


@pytest.mark.parametrize("partner", ["date: 2026-11-22", "date: 2020, until: 2026-11-22"])
def test_a_partner_counts_from_its_first_day_to_its_last(partner):
    """Asked on 22 November 2026."""
    assert points(pair(partner))["asked"] == Fraction(3, 4)


@pytest.mark.parametrize(
    "partner",
    [
        "date: 2027",  # not yet in force
        "date: 2019, until: 2024",  # no longer in force
    ],
)
def test_a_fact_whose_partner_does_not_count_shows_nothing(partner):
    assert points(pair(partner))["asked"] is None


def test_a_fact_whose_partner_was_repealed_shows_nothing():
    repeal = "effect: repeals, of: list, date: 2022, scores: {kept: {level: 1, why: w}}"
    assert points(pair("date: 2020") + fact("repeal", repeal))["asked"] is None


def test_a_practice_fact_whose_partner_has_not_ended_shows_nothing():
    shows = "with: [recount], scores: {asked: {level: 4, why: w}}"
    test = fact("test", f"period: 2022, seen_by: independent, {shows}")
    recount = "period: 2024, seen_by: independent, scores: {forms: {level: 2, why: w}}"
    city = test + fact("recount", recount)
    assert points(city, "practice", date(2023, 6, 1))["asked"] is None
    assert points(city, "practice", date(2025, 6, 1))["asked"] == 1


def test_with_names_facts_of_the_file_it_stands_in():
    """The police have a file of their own; the partner there takes effect in 2027 only, and the
    city has a rule of the same name in force."""
    regional = rubric("""
        format: rubric/1
        title: Of police
        version: "1"
        grades: municipality
        speaks_for: [police-service]
        tracks: {policy: 1}
        components:
          c:
            title: C
            criteria:
              asked:
                question: Do police ask?
                whose: police-service
                weight: 1
                policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
              kept:
                question: Is it kept?
                weight: 1
                policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
    """)
    head = CITY.replace("municipality", "police-service")
    body = named("its-own-file", place(facts(pair("date: 2027"), head), regional))
    names = "bodies: {police: {place: its-own-file, speaks_for_city: yes}}\n"
    own = fact("list", "effect: adopts, date: 2010, scores: {kept: {level: 2, why: w}}")
    city = place(facts(own, CITY + names), regional, {"police": body})
    assert grade(regional, city, TODAY).finding("asked", "policy").point is None
