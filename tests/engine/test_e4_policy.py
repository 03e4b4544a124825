"""E4: policy is the set of instruments in force."""

from datetime import date
from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, place, rubric
from scorecard.engine.grade import grade
from scorecard.model.result import Finding
from scorecard.report import words
from short import fact, named, refused

ONE = rubric("""
    format: rubric/1
    title: One question
    version: "1"
    grades: municipality
    speaks_for: [police-service]
    tracks: {policy: 1}
    components:
      c:
        title: C
        criteria:
          q:
            question: Q?
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
          other:
            question: Another?
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
          police:
            question: Of the police?
            whose: police-service
            weight: 1
            policy: {0: Against., 1: Nothing., 2: Some., 3: Most., 4: All.}
          from-one:
            question: On a scale without a level against?
            weight: 1
            policy: {1: Nothing., 2: Some., 3: Most.}
""")


def q(level: object) -> str:
    return f"scores: {{q: {{level: {level}, why: w}}}}"


def finding(*lines: str, as_of: date = TODAY, criterion: str = "q") -> Finding:
    return card(ONE, facts("".join(lines)), as_of).finding(criterion, "policy")


def level(*lines: str, as_of: date = TODAY, criterion: str = "q") -> str | None:
    stands = finding(*lines, as_of=as_of, criterion=criterion).stands
    return None if stands is None else stands.level


RULE = fact("rule", f"effect: adopts, date: 2010, {q(3)}")


# ---------------------------------------------------------------- what enters and leaves


def test_policy_is_read_per_body():
    """The city's rule says nothing of the police, nor theirs of the city."""
    head = f"{CITY}bodies: {{police: {{name: P, kind: police-service, speaks_for_city: yes}}}}\n"
    theirs = "scores: {police: {level: 1, why: w}, q: {level: 4, why: w}}"
    both = fact("city", "effect: adopts, date: 2010, scores: {police: {level: 4, why: w}}") + fact(
        "force", f"body: police, effect: adopts, date: 2010, {theirs}"
    )
    graded = card(ONE, facts(both, head))
    assert graded.finding("police", "policy").point == Fraction(1, 4)
    assert graded.finding("q", "policy").point is None


def test_policy_is_read_per_criterion():
    assert level(RULE, criterion="other") is None


def test_adopts_enters_an_instrument():
    assert level(RULE) == "3"


@pytest.mark.parametrize("effect", ["amends", "repeals"])
def test_what_is_changed_leaves_and_the_new_fact_states_the_level(effect):
    """Level 3 until the end of 2019, level 1 from then on, though 3 is the higher."""
    change = fact("change", f"effect: {effect}, of: rule, date: 2020-01-01, {q(1)}")
    assert level(RULE, change, as_of=date(2019, 12, 31)) == "3"
    assert level(RULE, change, as_of=date(2020, 1, 1)) == "1"


def test_the_repeal_of_a_rule_against_people_can_lift_the_level():
    against = fact("against", f"effect: adopts, date: 2000, {q(0)}")
    repeal = fact("repeal", f"effect: repeals, of: against, date: 2015, {q(1)}")
    assert level(against, repeal) == "1"


def test_an_amendment_is_amended_in_turn():
    second = fact("second", f"effect: amends, of: rule, date: 2015, {q(4)}")
    third = fact("third", f"effect: amends, of: second, date: 2020, {q(2)}")
    assert level(RULE, second, third) == "2"


@pytest.mark.parametrize("effect", ["amends", "repeals"])
def test_a_change_names_the_fact_it_changes(effect):
    change = fact("change", f"effect: {effect}, date: 2020, {q(1)}")
    assert "no-of" in refused(facts(RULE + change), ONE)


def test_a_change_says_what_holds_from_then_on():
    change = "effect: amends, of: rule, date: 2020, scores: {other: {level: 1, why: w}}"
    assert "change-silent" in refused(facts(RULE + fact("change", change)), ONE)


def test_a_change_whose_text_was_not_read_leaves_the_old_level_flagged():
    unread = "effect: amends, of: rule, date: 2020, text_read: no, context: Not read."
    found = finding(RULE, fact("change", unread))
    assert found.stands.level == "3"
    assert "amended since, text not read" in words.marks(found.stands)


def test_before_an_unread_change_nothing_is_flagged():
    unread = "effect: amends, of: rule, date: 2020, text_read: no, context: Not read."
    found = finding(RULE, fact("change", unread), as_of=date(2019, 12, 31))
    assert found.stands.level == "3"
    assert "amended since" not in words.marks(found.stands)


def test_a_change_in_a_body_s_own_file_ends_a_rule_of_that_file():
    """Both files have a fact called `rule`; the change is of the body's own."""
    head = CITY.replace("municipality", "police-service")
    scores = "scores: {police: {level: %s, why: w}}"
    own = fact("rule", f"effect: adopts, date: 2010, {scores % 3}")
    change = fact("change", f"effect: amends, of: rule, date: 2020, {scores % 1}")
    body = named("its-own-file", place(facts(own + change, head), ONE))
    names = f"{CITY}bodies: {{police: {{place: its-own-file, speaks_for_city: yes}}}}\n"
    graded = grade(ONE, place(facts(RULE, names), ONE, {"police": body}), TODAY)
    assert graded.finding("police", "policy").point == Fraction(1, 4)
    assert graded.finding("q", "policy").point == Fraction(3, 4)


def test_until_ends_a_fact():
    ends = fact("rule", f"effect: adopts, date: 2010, until: 2019, {q(3)}")
    assert level(ends, as_of=date(2019, 12, 31)) == "3"
    assert level(ends, as_of=date(2020, 1, 1)) is None


def test_supersedes_ends_a_fact_from_the_date_of_the_new_one():
    new = fact("new", f"effect: adopts, date: 2020-01-01, supersedes: [rule], {q(2)}")
    assert level(RULE, new, as_of=date(2019, 12, 31)) == "3"
    assert level(RULE, new, as_of=date(2020, 1, 1)) == "2"


def test_what_ends_an_amendment_as_well_takes_nothing_from_what_changes_it():
    """The amendment was not read; what changes it says level 1 in place of it and of the rule, even
    where another supersedes it too, in whatever order the two stand."""
    unread = "effect: amends, of: rule, date: 2015, text_read: no, context: Not read."
    first = RULE + fact("unread", unread)
    change = fact("change", f"effect: amends, of: unread, date: 2020, {q(1)}")
    other = "scores: {other: {level: 1, why: w}}"
    new = fact("new", f"effect: adopts, date: 2020, supersedes: [unread], {other}")
    assert level(first, change) == "1"
    assert level(first, change, new) == level(first, new, change) == "1"


# ---------------------------------------------------------------- of what is left


def test_the_highest_level_stands():
    lower = fact("lower", f"effect: adopts, date: 2024, {q(2)}")
    assert level(RULE, lower) == "3"


AGAINST = fact("against", f"effect: adopts, date: 2012, until: 2020, {q(0)}")


def test_level_0_prevails_while_in_force():
    assert level(RULE, AGAINST, as_of=date(2020, 12, 31)) == "0"


def test_level_0_does_not_prevail_after_it():
    assert level(RULE, AGAINST, as_of=date(2021, 1, 1)) == "3"


def test_only_level_0_prevails_not_the_worst_of_a_scale_without_one():
    low = fact("low", "effect: adopts, date: 2012, scores: {from-one: {level: 1, why: w}}")
    high = fact("high", "effect: adopts, date: 2012, scores: {from-one: {level: 3, why: w}}")
    assert level(low, high, criterion="from-one") == "3"


@pytest.mark.parametrize(("stated", "stands"), [(1, "1"), (2, "2"), (3, "2"), (4, "2")])
def test_an_instrument_for_part_of_a_body_shows_level_2_at_most(stated, stands):
    part = fact("part", f"effect: adopts, covers: part, date: 2010, {q(stated)}")
    found = finding(part)
    assert found.stands.level == stands
    assert found.high == Fraction(int(stands), 4)


def test_a_range_for_part_of_a_body_ends_at_level_2():
    """1-3 becomes 1 to 2: the mean is 3/8."""
    found = finding(fact("part", f"effect: adopts, covers: part, date: 2010, {q('1-3')}"))
    assert (found.low, found.point, found.high) == (
        Fraction(1, 4),
        Fraction(3, 8),
        Fraction(2, 4),
    )


def test_a_range_for_part_of_a_body_names_no_level_above_2():
    assert level(fact("part", f"effect: adopts, covers: part, date: 2010, {q('1-3')}")) == "1-2"


def test_an_instrument_for_part_of_a_body_counts_only_where_none_covers_the_whole():
    part = fact("part", f"effect: adopts, covers: part, date: 2010, {q(4)}")
    whole = fact("whole", f"effect: adopts, date: 2010, until: 2020, {q(1)}")
    assert level(part, whole, as_of=date(2020, 12, 31)) == "1"
    assert level(part, whole, as_of=date(2021, 1, 1)) == "2"


# ---------------------------------------------------------------- where the set is empty


def account(name: str, stated: int, when: str = "2025", seen_by: str = "independent") -> str:
    return fact(name, f"effect: describes, date: {when}, seen_by: {seen_by}, {q(stated)}")


def test_where_nothing_is_in_force_an_account_stands():
    assert level(account("study", 1)) == "1"


def test_an_account_is_by_somebody_who_looked():
    study = fact("study", f"effect: describes, date: 2025, {q(1)}")
    assert "no-seen-by" in refused(facts(study), ONE)


@pytest.mark.parametrize("stated", [1, 4])
def test_an_instrument_in_force_goes_before_an_account(stated):
    assert level(RULE, account("study", stated)) == "3"


def test_an_account_stands_once_the_instrument_has_ended():
    ends = fact("rule", f"effect: adopts, date: 2010, until: 2020, {q(3)}")
    assert level(ends, account("study", 1)) == "1"


def test_a_vote_refusing_a_rule_is_an_account_of_there_being_none():
    """A council votes a rule down: nothing is in force, and that is known."""
    assert level(account("vote", 1, "2024-05-02", "own")) == "1"


def test_of_several_accounts_the_best_placed_stands_then_the_latest():
    """The order of E5: independent before own, though older; of two independent the later."""
    own = account("own", 4, "2026-01", "own")
    old = account("old", 2, "2024")
    new = account("new", 1, "2025")
    assert level(own, old) == "2"
    assert level(own, old, new) == "1"


def test_what_accounts_show_of_a_checklist_counts_together():
    """The later one is better placed and shows one element of two, the earlier the other."""
    of = rubric("""
        format: rubric/1
        title: A checklist
        version: "1"
        grades: municipality
        tracks: {policy: 1}
        components:
          c:
            title: C
            criteria:
              q: {question: Q?, weight: 1, policy: {checklist: {map: A map., list: A list.}}}
    """)
    lines = [
        fact(
            name,
            f"effect: describes, date: {year}, seen_by: {by}, "
            f"scores: {{q: {{shown: [{name}], why: w}}}}",
        )
        for name, year, by in (("map", 2025, "independent"), ("list", 2024, "own"))
    ]
    found = card(of, facts("".join(lines))).finding("q", "policy")
    assert (found.point, found.facts) == (1, ("list", "map"))


# ---------------------------------------------------------------- context


@pytest.mark.parametrize("effect", ["restates", "proposes", "position", "law"])
def test_what_only_restates_proposes_states_or_is_another_s_law_is_context(effect):
    context = fact("context", f"effect: {effect}, date: 2020, {q(4)}")
    assert level(context) is None
    assert level(context, RULE) == "3"
    assert level(context, account("study", 1)) == "1"


def test_another_government_s_law_counts_by_the_body_s_own_instrument():
    law = fact("law", f"effect: law, date: 2019, {q(4)}")
    carried = fact("directive", f"effect: adopts, date: 2020, with: [law], {q(4)}")
    assert level(law) is None
    assert level(law, carried) == "4"


def test_of_two_at_the_same_level_the_newer_stands_and_the_other_is_said_to_be_its_equal():
    city = facts(
        """
        old: {claim: A., effect: adopts, date: 2014, confidence: high, sources: s,
              scores: {q: {level: 3, why: x}}}
        new: {claim: B., effect: adopts, date: 2017, confidence: high, sources: s,
              scores: {q: {level: 3, why: x}}}
        """
    )
    made = rubric(
        """
        format: rubric/1
        title: One question
        version: "1"
        grades: municipality
        tracks: {policy: 1}
        components:
          c:
            title: C
            criteria:
              q: {question: Q?, weight: 1, policy: {0: A., 1: B., 2: C., 3: D., 4: E.}}
        """
    )
    stands = card(made, city).finding("q", "policy").stands
    assert [reading.fact for reading in stands.standing] == ["new"]
    assert [(one.fact, one.reason, one.by) for one in stands.aside] == [
        ("old", "same-level-stands", "new")
    ]
