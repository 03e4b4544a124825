"""E7: whose conduct a criterion asks about."""

from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, place, rubric
from scorecard.engine.grade import grade
from scorecard.model.result import Finding
from short import fact, named

WHOSE = rubric("""
    format: rubric/1
    title: Whose
    version: "1"
    grades: municipality
    speaks_for: [police-service]
    tracks: {policy: 0.5, practice: 0.5}
    components:
      c:
        title: C
        criteria:
          own:
            question: The city's own?
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
            practice: {0: Never., 1: Rarely., 2: At times., 3: Mostly., 4: Always.}
          police:
            question: Of the police?
            whose: police-service
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
            practice: {0: Never., 1: Rarely., 2: At times., 3: Mostly., 4: Always.}
          lowest:
            question: Of both?
            whose: lowest
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
            practice: {0: Never., 1: Rarely., 2: At times., 3: Mostly., 4: Always.}
          from-one:
            question: Of both, on a scale from 1 to 4 points?
            whose: lowest
            weight: 1
            policy: {1: Nothing., 2: Some., 3: Most., 4: All.}
          calls:
            question: How many calls?
            whose: police-service
            weight: 1
            practice:
              measure: {kind: rate, units: [calls]}
              0: {from: 10}
              1: {under: 10}
""")
POLICE = "{name: Police, kind: police-service, speaks_for_city: yes}"
SCHOOLS = "{name: Schools, kind: school-board, speaks_for_city: yes}"
SILENT = "{name: Transit police, kind: police-service}"


def head(*bodies: str) -> str:
    return f"{CITY}bodies: {{{', '.join(bodies)}}}\n"


WITH_POLICE = head(f"police: {POLICE}")


def rule(name: str, criterion: str, level: object, body: str = "") -> str:
    whose = f"body: {body}, " if body else ""
    shows = f"scores: {{{criterion}: {{level: {level}, why: w}}}}"
    return fact(name, f"{whose}effect: adopts, date: 2020, {shows}")


def seen(name: str, criterion: str, level: int, period: str, body: str = "") -> str:
    whose = f"body: {body}, " if body else ""
    shows = f"scores: {{{criterion}: {{level: {level}, why: w}}}}"
    return fact(name, f"{whose}period: {period}, seen_by: independent, {shows}")


def found(criterion: str, *lines: str, of: str = WITH_POLICE, track: str = "policy") -> Finding:
    return card(WHOSE, facts("".join(lines), of)).finding(criterion, track)


# ---------------------------------------------------------------- who is asked


def test_own_is_the_default():
    assert found("own", rule("city", "own", 3)).point == Fraction(3, 4)
    assert found("own", rule("force", "own", 3, "police")).point is None


def test_a_kind_is_the_body_of_that_kind_that_speaks_for_the_city():
    assert found("police", rule("force", "police", 3, "police")).point == Fraction(3, 4)
    assert found("police", rule("city", "police", 3)).point is None


def test_a_body_of_the_kind_that_does_not_speak_for_the_city_is_not_asked():
    """The transit police have the lower level, and speak for no city."""
    both = head(f"police: {POLICE}", f"transit: {SILENT}")
    rules = rule("a", "police", 3, "police") + rule("b", "police", 1, "transit")
    assert found("police", rules, of=both).point == Fraction(3, 4)
    assert found("police", rule("b", "police", 1, "transit"), of=both).point is None


LEVELS = rule("city", "lowest", 4) + rule("force", "lowest", 2, "police")


def test_lowest_is_the_city_and_every_body_that_speaks_for_it():
    assert found("lowest", LEVELS).point == Fraction(2, 4)
    turned = rule("city", "lowest", 2) + rule("force", "lowest", 4, "police")
    assert found("lowest", turned).point == Fraction(2, 4)


@pytest.mark.parametrize(
    "body",
    [
        SILENT,  # a kind the rubric lists; the city file does not say it speaks
        SCHOOLS,  # the city file says it speaks; a kind the rubric does not list
    ],
)
def test_a_body_speaks_for_a_city_by_the_rubric_and_the_city_file_both(body):
    assert found("lowest", LEVELS, of=head(f"police: {body}")).point == 1


# ---------------------------------------------------------------- each body first


def test_the_rules_of_policy_apply_to_each_body_first():
    """Within the police the highest level, 3, stands; of city 4 and police 3 the lowest."""
    police = rule("a", "lowest", 1, "police") + rule("b", "lowest", 3, "police")
    assert found("lowest", rule("city", "lowest", 4) + police).point == Fraction(3, 4)


def test_the_rules_of_practice_apply_to_each_body_first():
    """The city's later fact does not displace that of the police."""
    city = seen("city", "lowest", 3, "2026-05")
    police = seen("force", "lowest", 1, "2024", "police")
    assert found("lowest", city + police, track="practice").point == Fraction(1, 4)


def test_age_is_told_of_each_body_first():
    """What is known of the police is ten years old and more, that of the city is not."""
    city = seen("city", "lowest", 3, "2026-05")
    police = seen("force", "lowest", 1, "2010", "police")
    both = found("lowest", city + police, track="practice")
    assert both.point == Fraction(3, 4)
    assert both.not_examined == ("police",)


# ---------------------------------------------------------------- lowest, in part unknown


def test_lowest_is_of_the_bodies_with_a_finding():
    only_city = found("lowest", rule("city", "lowest", 3))
    assert only_city.point == Fraction(3, 4)
    assert only_city.high == Fraction(3, 4)


def test_a_body_without_a_finding_is_not_examined_and_puts_the_low_bound_at_the_worst():
    only_city = found("lowest", rule("city", "lowest", 3))
    assert only_city.not_examined == ("police",)
    assert only_city.low == 0


def test_the_low_bound_is_the_worst_of_that_scale():
    """Its worst level gives 1 point of 4."""
    assert found("from-one", rule("city", "from-one", 3)).low == Fraction(1, 4)


def test_the_city_itself_can_be_the_one_not_examined():
    only_police = found("lowest", rule("force", "lowest", 2, "police"))
    assert only_police.point == Fraction(2, 4)
    assert only_police.not_examined == (None,)
    assert only_police.low == 0


def test_where_every_body_is_examined_the_low_bound_stays():
    assert found("lowest", LEVELS).low == Fraction(2, 4)
    assert found("lowest", LEVELS).not_examined == ()


def test_where_no_body_has_a_finding_it_is_unknown():
    nothing = found("lowest", rule("else", "own", 3))
    assert (nothing.status, nothing.point) == ("unknown", None)


# ---------------------------------------------------------------- a file for several cities

REGION = f"{CITY.replace('municipality', 'police-service')}population: {{2021: 500000}}\n"
CALLS = "period: 2024, seen_by: independent, figure: {count: 25, of: calls}"
SERVES = "police: {place: region-police, speaks_for_city: yes}"


def served(city: str, of_body: str) -> Finding:
    """The police finding of a city whose police have a file of their own."""
    body = named("region-police", place(facts(of_body, REGION), WHOSE))
    whole = place(city, WHOSE, {"police": body})
    return grade(WHOSE, whole, TODAY)


def test_the_facts_of_a_body_that_serves_several_cities_are_written_once():
    """Both cities name the file; neither repeats its fact."""
    of_body = rule("rule", "police", 3)
    for name in ("Sampleton", "Otherton"):
        city = head(SERVES).replace("Sampleton", name)
        graded = served(city, of_body)
        assert graded.finding("police", "policy").point == Fraction(3, 4)
        assert graded.finding("police", "policy").facts == ("region-police/rule",)


def test_the_facts_of_such_a_body_are_not_the_city_s_own():
    assert served(head(SERVES), rule("rule", "own", 3)).finding("own", "policy").point is None


def test_a_city_that_does_not_let_it_speak_is_not_graded_by_it():
    silent = head("police: {place: region-police}")
    assert served(silent, rule("rule", "police", 3)).finding("police", "policy").point is None


def test_such_a_body_is_rated_by_the_residents_it_serves():
    """25 calls among its 500,000 are 5 per 100,000: level 1; the city has 50,000, which would
    make 50, level 0."""
    city = f"{head(SERVES)}population: {{2021: 50000}}\n"
    calls = fact("calls", f"{CALLS}, scores: {{calls: {{why: w}}}}")
    assert served(city, calls).finding("calls", "practice").point == 1


def test_a_city_s_own_facts_on_such_a_body_stand_beside_those_of_its_file():
    """2026 in the city's file is later than 2024 in the body's."""
    of_body = seen("old", "police", 3, "2024")
    city = facts(seen("new", "police", 1, "2026-03", "police"), head(SERVES))
    assert served(city, of_body).finding("police", "practice").point == Fraction(1, 4)
