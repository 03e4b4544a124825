"""Facts in a rubric without tracks: which of several stands, and until when."""

from datetime import date
from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, place, rubric
from plain import answered, ends, found, graded, one, plain, total
from scorecard.engine.grade import grade
from short import fact, named

STEPS = one("{levels: {none: 0, some: 1, all: 4}}")


def stands(answers: str, as_of: date = TODAY, of=STEPS) -> tuple[str, ...]:
    """The facts that `q` rests on."""
    return found(of, answers, as_of=as_of).facts


def aside(answers: str, as_of: date = TODAY, of=STEPS) -> dict[str, str]:
    """Why each of the other facts does not stand."""
    (body,) = found(of, answers, as_of=as_of).bodies
    return {one.fact: one.reason for one in body.aside}


# ---------------------------------------------------------------- several facts


def test_the_latest_stands():
    both = "[{level: all, date: 2019}, {level: some, date: 2021}]"
    assert stands(both) == ("q-2",)
    assert aside(both) == {"q-1": "earlier"}


def test_the_latest_stands_in_whatever_order_they_are_written():
    assert stands("[{level: some, date: 2021}, {level: all, date: 2019}]") == ("q-1",)


def test_of_the_same_day_the_one_worth_less_stands():
    both = "[{level: all, date: 2021-03-02}, {level: some, date: 2021-03-02}]"
    assert stands(both) == ("q-2",)
    assert aside(both) == {"q-1": "higher-level"}


def test_a_year_means_its_last_day():
    """2021 is the day of 2021-12-31, and later than November."""
    assert stands("[{level: all, date: 2021}, {level: some, date: 2021-11}]") == ("q-1",)
    assert stands("[{level: all, date: 2021}, {level: some, date: 2021-12-31}]") == ("q-2",)


def test_what_has_no_date_comes_before_all_that_has():
    assert stands("[{level: all}, {level: some, date: 1950}]") == ("q-2",)


def test_of_two_without_a_date_the_one_worth_less_stands():
    assert stands("[{level: all}, {level: none}]") == ("q-2",)


def test_of_two_that_say_the_same_the_first_by_id_stands():
    assert stands("[{id: b, level: all}, {id: a, level: all}]") == ("a",)


def test_who_saw_it_does_not_matter():
    """With tracks, the border agency would come first."""
    both = (
        "[{level: all, period: 2020, seen_by: border agency}, "
        "{level: some, period: 2021, seen_by: own}]"
    )
    assert stands(both) == ("q-2",)


def test_nothing_ages():
    """A fact of 1990 stands as it is: after ten years, with tracks, it would be context."""
    finding = found(STEPS, "{level: all, date: 1990}")
    assert (finding.point, finding.stands.marks) == (1, ())


def test_a_period_ends_on_its_last_day():
    both = "[{level: all, period: {from: 2015, to: 2022}, seen_by: own}, {level: some, date: 2021}]"
    assert stands(both) == ("q-1",)


def test_its_own_word_reaches_the_best_level():
    """E8 is of practice."""
    assert found(STEPS, "{level: all, period: 2025, seen_by: own}").point == 1


def test_the_worst_of_several_where_the_rubric_says_so():
    of = one("{combine: worst, levels: {none: 0, some: 1, all: 4}}")
    assert stands("[{level: some, date: 2019}, {level: all, date: 2021}]", of=of) == ("q-1",)


def test_facts_are_counted_where_the_rubric_says_so():
    """Two, and one that stands for three: 5, which is from 4."""
    of = one("""{combine: tally, measure: {kind: count, units: [cases]},
        levels: {none: {points: 0, under: 1}, few: {points: 1, from: 1, under: 4},
                 many: {points: 2, from: 4}}}""")
    cases = "[{date: 2019}, {date: 2020}, {date: 2020, count: 3, of: cases}]"
    finding = found(of, cases)
    assert (finding.stands.level, finding.stands.arithmetic.value) == ("many", 5)


# ---------------------------------------------------------------- when a fact counts


@pytest.mark.parametrize(
    ("as_of", "facts"),
    [
        (date(2018, 12, 31), ()),
        (date(2019, 12, 30), ()),
        (date(2019, 12, 31), ("q-1",)),
        (date(2021, 6, 29), ("q-1",)),
        (date(2021, 6, 30), ("q-2",)),
    ],
)
def test_a_fact_counts_from_its_date(as_of, facts):
    both = "[{level: all, date: 2019}, {level: some, date: 2021-06}]"
    assert stands(both, as_of) == facts


def test_before_its_date_it_is_named_as_not_yet():
    assert aside("{level: all, date: 2019}", date(2018, 1, 1)) == {"q": "not-yet"}


def test_what_has_no_date_counts_always():
    assert stands("{level: all}", date(1900, 1, 1)) == ("q",)


@pytest.mark.parametrize(
    ("as_of", "facts"),
    [(date(2020, 12, 31), ("q-2",)), (date(2021, 1, 1), ("q-1",))],
)
def test_a_fact_counts_until_its_last_day(as_of, facts):
    both = "[{level: some, date: 2018}, {level: all, date: 2019, until: 2020}]"
    assert stands(both, as_of) == facts


def test_what_is_over_is_named():
    both = "[{level: some, date: 2018}, {level: all, date: 2019, until: 2020}]"
    assert aside(both) == {"q-2": "ended"}


def test_where_all_is_over_nothing_is_known():
    finding = found(STEPS, "{level: all, until: 2020}")
    assert (finding.status, finding.low, finding.high) == ("unknown", 0, 1)


def test_what_supersedes_another_ends_it_whatever_their_order():
    """Both of one day, where otherwise the one worth less would stand."""
    both = (
        "[{id: old, level: none, date: 2020}, {id: new, level: all, date: 2020, supersedes: old}]"
    )
    assert stands(both) == ("new",)
    assert aside(both) == {"old": "superseded"}


def test_it_ends_only_once_it_counts_itself():
    both = "[{id: old, level: all, date: 2020}, {level: some, date: 2022, supersedes: old}]"
    assert stands(both, date(2021, 6, 1)) == ("old",)
    assert stands(both) == ("q-2",)


def test_what_was_superseded_does_not_come_back():
    """The new one ended in 2022: nothing holds."""
    both = (
        "[{id: old, level: all, date: 2020}, "
        "{level: some, date: 2021, until: 2022, supersedes: old}]"
    )
    assert stands(both) == ()


def test_a_chain_of_facts_that_end_each_other():
    chain = (
        "[{id: a, level: all, date: 2019}, {id: b, level: none, date: 2020, supersedes: a}, "
        "{id: c, level: some, date: 2020, supersedes: [a, b]}]"
    )
    assert stands(chain) == ("c",)


def test_facts_that_show_a_level_only_together():
    alone = "{id: a, level: all, date: 2021, with: b}"
    other = "{id: b, level: all, date: 2021, with: a}"
    low = "{id: c, level: some, date: 2020}"
    assert stands(f"[{alone}, {other}, {low}]") == ("a",)
    ended = other.replace("}", ", until: 2022}")
    assert stands(f"[{alone}, {ended}, {low}]") == ("c",)
    assert aside(f"[{alone}, {ended}, {low}]") == {"a": "without-its-pair", "b": "ended"}


def test_one_of_a_pair_that_was_superseded_leaves_the_other_alone():
    pair = "{id: a, level: all, date: 2021, with: b}, {id: b, level: all, date: 2021}"
    assert stands(f"[{pair}, {{level: some, date: 2020, supersedes: b}}]") == ("q-3",)


# ---------------------------------------------------------------- facts of other kinds


def test_a_rule_and_what_was_seen_count_alike():
    both = (
        "[{level: all, effect: adopts, date: 2020}, "
        "{level: some, period: 2021, seen_by: independent}]"
    )
    assert stands(both) == ("q-2",)


def test_what_was_only_proposed_is_context():
    both = "[{level: none, date: 2019}, {level: all, effect: proposes, date: 2021}]"
    assert stands(both) == ("q-1",)
    assert aside(both) == {"q-2": "proposes"}


def test_a_repeal_says_what_holds_from_then_on():
    both = (
        "[{id: old, level: all, effect: adopts, date: 2019}, "
        "{level: none, effect: repeals, of: old, date: 2019}]"
    )
    assert stands(both) == ("q-2",)


def test_one_fact_may_answer_several_questions():
    """With tracks, what was seen in a period scores on one criterion."""
    of = plain("""
        components:
          c:
            title: C
            criteria:
              q: {question: Q?, weight: 1, scale: yes/no}
              r: {question: R?, weight: 1, scale: yes/no}
    """)
    both = "scores: {q: {level: yes, why: w}, r: {level: no, why: w}}"
    city = CITY.replace("municipality", "town")
    made = card(of, facts(fact("f", f"period: 2021, seen_by: own, {both}"), city))
    assert total(made) == Fraction(1, 2)
    assert made.shared == (("f", (("q", "score"), ("r", "score"))),)


def test_a_level_between_two_that_stands():
    assert ends(STEPS, "[{level: none, date: 2019}, {level: some-all, date: 2020}]") == (
        Fraction(1, 4),
        Fraction(5, 8),
        1,
    )


# ---------------------------------------------------------------- bodies


def test_the_lowest_of_the_bodies_of_a_place():
    of = rubric("""
        format: rubric/1
        title: T
        version: "1"
        grades: town
        speaks_for: [police-service]
        components:
          c:
            title: C
            criteria:
              q: {question: Q?, whose: lowest, weight: 1, scale: {0: A., 1: B., 2: C.}}
              r: {question: R?, whose: police-service, weight: 1, scale: yes/no}
    """)
    head = "bodies: {police: {name: Police, kind: police-service, speaks_for_city: yes}}"
    answers = "q: [{level: 2}, {level: 1, body: police}], r: {level: yes, body: police}"
    made = graded(of, answers, head)
    assert made.finding("q", "score").point == Fraction(1, 2)
    assert total(made) == Fraction(3, 4)
    assert grade(of, answered(of, answers, head).at("police"), TODAY).finding(
        "q", "score"
    ).point == (Fraction(1, 2))


def test_facts_in_the_file_of_a_body():
    of = rubric("""
        format: rubric/1
        title: T
        version: "1"
        grades: [town, police-service]
        speaks_for: [police-service]
        components:
          c:
            title: C
            criteria:
              q: {question: Q?, whose: police-service, weight: 1, scale: yes/no}
    """)
    own = CITY.replace("municipality", "police-service")
    old = fact("old", "date: 2020, scores: {q: {level: yes, why: w}}")
    new = fact("new", "date: 2020, supersedes: old, scores: {q: {level: no, why: w}}")
    police = named("county-police", place(facts(old + new, own), of))
    town = "format: city/1\nname: T\nkind: town\n"
    town += "bodies: {police: {place: county-police, speaks_for_city: yes}}\n"
    made = grade(of, place(town, of, {"police": police}), TODAY)
    finding = made.finding("q", "score")
    assert (finding.point, finding.facts) == (0, ("county-police/new",))
