"""Every reason by which a fact is set aside: the rule, what goes before it, and how it would have
read; and what is told of the fact that stands."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, rubric
from short import fact

HEAD = f"{CITY}population: {{2021: 100000}}\n"
OF = rubric(
    """
    format: rubric/1
    title: All there is
    version: "1"
    grades: municipality
    tracks: {policy: 0.5, practice: 0.5}
    bands: {A: 50, F: 0}
    components:
      all:
        title: All
        criteria:
          rule: {question: Rule?, weight: 1, policy: {0: A., 1: B., 2: C., 3: D., 4: E.}}
          seen: {question: Seen?, weight: 1, practice: {0: A., 1: B., 2: C., 3: D., 4: E.}}
          worst: {question: W?, weight: 1, practice: {combine: worst, 0: A., 1: B., 4: E.}}
          tally:
            question: Tally?
            weight: 1
            practice:
              combine: tally
              measure: {kind: count, units: [languages, tongues], shelf_life: 24}
              0: {under: 2}
              1: {from: 2, under: 5}
              2: {from: 5, under: 9}
              3: {from: 9, and: More.}
          rate:
            question: Rate?
            weight: 1
            practice:
              measure: {kind: rate, units: [checks, contacts]}
              0: {from: 100}
              1: {from: 50, under: 100}
              2: {under: 50}
          list:
            question: List?
            weight: 1
            practice: {checklist: {x: 1, y: 1, z: 2}}
    """
)


def rule(name: str, rest: str) -> str:
    return fact(name, f"{rest}, scores: {{rule: {{level: 2, why: Of {name}.}}}}")


def seen(name: str, rest: str, entry: str = "level: 2", criterion: str = "seen") -> str:
    scores = f"scores: {{{criterion}: {{{entry}, why: Of {name}.}}}}"
    return fact(name, f"seen_by: {rest}, {scores}")


def body(criterion: str, track: str, lines: str, as_of: date = TODAY, fresh: bool = False):
    return card(OF, facts(lines, HEAD), as_of, fresh=fresh).finding(criterion, track).bodies[0]


OLD = "effect: adopts, date: 2015"
LATER = "of: a, date: 2019"
NOW = "own, period: 2025"
CASES = {
    "not-yet": ("rule", rule("a", "effect: adopts, date: 2027"), "E1", None),
    "ended": ("rule", rule("a", f"{OLD}, until: 2020") + rule("b", OLD), "E4", None),
    "amended": ("rule", rule("a", OLD) + rule("b", f"effect: amends, {LATER}"), "E4", "b"),
    "repealed": ("rule", rule("a", OLD) + rule("b", f"effect: repeals, {LATER}"), "E4", "b"),
    "superseded": ("rule", rule("a", OLD) + rule("b", f"{OLD}, supersedes: [a]"), "E4", "b"),
    "restates": ("rule", rule("a", "effect: restates, date: 2015"), "E4", None),
    "proposes": ("rule", rule("a", "effect: proposes, date: 2015"), "E4", None),
    "position": ("rule", rule("a", "effect: position, date: 2015"), "E4", None),
    "law": ("rule", rule("a", "effect: law, date: 2015"), "E4", None),
    "without-its-pair": (
        "rule",
        rule("a", f"{OLD}, with: [b]") + rule("b", f"{OLD}, until: 2016"),
        "E2",
        None,
    ),
    "instrument-in-force": (
        "rule",
        rule("a", "effect: describes, seen_by: own, date: 2024") + rule("b", OLD),
        "E4",
        None,
    ),
    "whole-body-covered": ("rule", rule("a", f"{OLD}, covers: part") + rule("b", OLD), "E4", None),
    "level-0-prevails": (
        "rule",
        rule("a", OLD) + rule("b", OLD).replace("level: 2", "level: 0"),
        "E4",
        "b",
    ),
    "higher-level-stands": (
        "rule",
        rule("a", OLD) + rule("b", OLD).replace("level: 2", "level: 3"),
        "E4",
        "b",
    ),
    "same-level-stands": ("rule", rule("a", OLD) + rule("b", OLD), "E4", "b"),
    "over-ten-years": ("seen", seen("a", "own, period: 2015"), "E6", None),
    "outside-window": (
        "seen",
        seen("a", "own, period: 2020") + seen("b", "own, period: 2025"),
        "E5",
        None,
    ),
    "one-account": (
        "seen",
        seen("a", "own, case: yes, period: 2025") + seen("b", "own, period: 2025"),
        "E5",
        None,
    ),
    "worse-placed": (
        "seen",
        seen("a", "own, period: 2025") + seen("b", "independent, period: 2024"),
        "E5",
        "b",
    ),
    "earlier": ("seen", seen("a", "own, period: 2024") + seen("b", "own, period: 2025"), "E5", "b"),
    "less-preferred-unit": (
        "rate",
        seen("a", "own, period: 2025, figure: {count: 9, of: contacts}", "and_shown: yes", "rate")
        + seen("b", "own, period: 2025, figure: {count: 9, of: checks}", "and_shown: yes", "rate"),
        "E5",
        "b",
    ),
    "further-from-a-year": (
        "seen",
        seen("a", "own, period: {from: 2023, to: 2025}") + seen("b", "own, period: 2025"),
        "E5",
        "b",
    ),
    "higher-level": (
        "seen",
        seen("a", "own, period: 2025") + seen("b", "own, period: 2025", "level: 1"),
        "E5",
        "b",
    ),
    "same-rank": ("seen", seen("b", NOW) + seen("a", NOW), "E5", "a"),
    "better-incident": (
        "worst",
        seen("a", "own, period: 2025", "level: 1", "worst")
        + seen("b", "own, period: 2025", "level: 0", "worst"),
        "E5",
        "b",
    ),
    "counted-instead": (
        "tally",
        seen("a", "own, period: 2025", "level: 2", "tally")
        + seen("b", "own, period: 2025", "and_shown: yes", "tally"),
        "E5",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("reason", CASES)
def test_a_fact_set_aside(reason):
    """The rule, the reason, the fact that goes before it, and its own reading."""
    criterion, lines, by_rule, before = CASES[reason]
    track = "policy" if criterion == "rule" else "practice"
    name = "b" if reason == "same-rank" else "a"
    found = [one for one in body(criterion, track, lines).aside if one.fact == name]
    assert [(one.rule, one.reason, one.by) for one in found] == [(by_rule, reason, before)]
    assert (found[0].reading.fact, found[0].reading.why) == (name, f"Of {name}.")


def test_what_is_left_out_as_last_known():
    one = seen("a", "own, period: 2020")
    found = body("seen", "practice", one, fresh=True)
    assert [(a.fact, a.rule, a.reason, a.reading.fact) for a in found.aside] == [
        ("a", "E6", "last-known", "a")
    ]
    assert (found.point, found.low, found.high) == (None, 0, 1)
    assert (found.standing, found.marks, found.age) == ((), (), None)


def test_facts_set_aside_are_told_by_rule_reason_and_id():
    lines = (
        seen("d", "own, period: 2014")
        + seen("c", "own, period: 2024")
        + seen("b", "own, period: 2024")
        + seen("z", "own, period: 2025")
        + seen("a", "own, case: yes, period: 2025")
    )
    told = [(a.rule, a.reason, a.fact) for a in body("seen", "practice", lines).aside]
    assert told == sorted(told)
    assert told == [
        ("E5", "earlier", "b"),
        ("E5", "earlier", "c"),
        ("E5", "one-account", "a"),
        ("E6", "over-ten-years", "d"),
    ]


# ---------------------------------------------------------------- what stands


def test_a_tally_says_how_it_was_counted():
    """Two languages and three more: 5, level 2. The older ended 19 months ago."""
    lines = seen(
        "b",
        "independent, period: 2025-03, figure: {count: 3, of: tongues}",
        "and_shown: yes",
        "tally",
    ) + seen(
        "a",
        "independent, period: 2025-12, figure: {count: 2, of: languages}",
        "and_shown: yes",
        "tally",
    )
    found = body("tally", "practice", lines)
    assert (found.level, found.point, found.low, found.high) == ("2", *[Fraction(2, 3)] * 3)
    assert [reading.fact for reading in found.standing] == ["a", "b"]
    sums = found.arithmetic
    assert (sums.kind, sums.unit, sums.within, sums.tallied) == ("count", "languages", "2", 2)
    assert (sums.value, sums.low, sums.high, sums.given) == (5, 5, 5, 5)
    assert (found.age, found.marks, found.aside) == (19, ("broader-unit",), ())


@pytest.mark.parametrize(
    ("shown", "by", "level", "within", "marks"),
    [
        ("and_shown: yes", "independent", "3", "3", ()),
        ("and_shown: 2", "independent", "2", "3", ()),
        ("and_shown: yes", "own", "2", "3", ("own-report",)),
    ],
)
def test_a_tally_reaches_no_more_than_is_shown_and_who_says_so(shown, by, level, within, marks):
    line = seen("a", f"{by}, period: 2025, figure: {{count: 9, of: languages}}", shown, "tally")
    found = body("tally", "practice", line)
    assert (found.level, found.arithmetic.within, found.marks) == (level, within, marks)


def test_one_own_word_among_others_does_not_hold_a_tally_back():
    line = "period: 2025, figure: {count: 5, of: languages}"
    lines = seen("a", f"own, {line}", "and_shown: yes", "tally")
    lines += seen("b", f"independent, {line}", "and_shown: yes", "tally")
    assert body("tally", "practice", lines).level == "3"


def test_levels_in_words_stand_where_nothing_can_be_counted():
    lines = seen("a", "own, period: 2025", "level: 1", "tally")
    lines += seen("b", "independent, period: 2024", "level: 0", "tally")
    found = body("tally", "practice", lines)
    assert [reading.fact for reading in found.standing] == ["b"]
    assert [(one.fact, one.reason) for one in found.aside] == [("a", "worse-placed")]


def test_a_figure_says_how_it_was_read():
    """9 in half a year among 100,000 are 18 a year; 9 to 12 are 18 to 24."""
    line = (
        "own, period: {from: 2025-01, to: 2025-06}, "
        "figure: {count: 9, high: 12, approx: yes, bound: lower, of: contacts}"
    )
    found = body("rate", "practice", seen("a", line, "and_shown: yes", "rate"))
    sums = found.arithmetic
    assert (sums.kind, sums.unit, sums.within) == ("rate", "contacts", "2")
    assert (sums.value, sums.low, sums.high, sums.given) == (18, 18, 24, 9)
    assert (sums.years, sums.residents, sums.census) == (Fraction(1, 2), 100_000, 2021)
    assert (sums.approx, sums.bound, sums.per, sums.total, sums.tallied) == (
        True, "lower", None, None, None,
    )  # fmt: skip
    assert found.marks == ("approx", "broader-unit", "own-report")
    assert (found.level, found.point, found.age) == ("1", Fraction(1, 2), 16)


def test_elements_of_several_facts_stand_in_the_order_of_the_checklist():
    lines = seen("b", "own, period: 2025", "shown: [z]", "list")
    lines += seen("a", "own, case: yes, period: 2025", "shown: [], unclear: [y, x]", "list")
    found = body("list", "practice", lines)
    assert [reading.fact for reading in found.standing] == ["b"]
    assert (found.shown, found.unclear, found.level) == (("z",), (), None)
    lines = lines.replace("case: yes, ", "").replace("confidence: high", "confidence: low", 1)
    found = body("list", "practice", lines)
    assert [reading.fact for reading in found.standing] == ["a", "b"]
    assert (found.shown, found.unclear) == (("z",), ("x", "y"))
    assert (found.point, found.low, found.high) == (Fraction(3, 4), Fraction(1, 2), 1)
    assert found.marks == ("low-confidence",)


def test_what_contests_a_finding_is_told_by_id():
    lines = (
        seen("c", "independent, period: 2025", "level: 0")
        + seen("b", "own, period: {from: 2024-06, to: 2025-03}", "level: 1")
        + seen("a", "own, period: 2025-02", "level: 4")
        + seen("e", "own, period: 2024", "level: 4")
        + seen("d", "own, period: 2025-03", "level: 0")
    )
    found = body("seen", "practice", lines)
    assert [reading.fact for reading in found.standing] == ["c"]
    assert [reading.fact for reading in found.contested] == ["a", "b"]


def test_an_instrument_for_a_part_is_marked_once():
    found = body(
        "rule", "policy", rule("a", f"{OLD}, covers: part").replace("level: 2", "level: 4")
    )
    assert (found.level, found.marks) == ("2", ("part-only",))
    low = rule("a", f"{OLD}, covers: part").replace("level: 2", "level: 1")
    found = body("rule", "policy", low)
    assert (found.level, found.marks, found.instrument) == ("1", ("part-only",), True)


def test_the_worst_is_told_beside_what_was_left_out_before():
    lines = seen("a", "own, period: 2025", "level: 1", "worst")
    lines += seen("b", "own, period: 2025", "level: 0", "worst")
    lines += seen("c", "own, period: 2014", "level: 0", "worst")
    told = [(one.fact, one.reason) for one in body("worst", "practice", lines).aside]
    assert told == [("a", "better-incident"), ("c", "over-ten-years")]


def test_a_checklist_that_the_body_reports_itself_may_ask_for_its_own_report():
    """E8: its top level asks for the body's own publication, or does not."""
    for asks, level in (("own_report: yes, ", "2"), ("", "1")):
        of = rubric(
            f"""
            format: rubric/1
            title: Own
            version: "1"
            grades: municipality
            tracks: {{practice: 1}}
            bands: {{A: 50, F: 0}}
            components:
              all:
                title: All
                criteria:
                  list:
                    question: List?
                    weight: 1
                    practice:
                      checklist: {{x: X., y: Y.}}
                      0: None.
                      1: {{text: X., needs: [x]}}
                      2: {{text: All., {asks}needs: [x, y]}}
            """
        )
        line = seen("a", "own, period: 2025", "shown: [x, y]", "list")
        found = card(of, facts(line)).finding("list", "practice").bodies[0]
        assert found.level == level


def test_a_broader_unit_reaches_up_to_the_best_by_the_bounds_of_its_kind():
    of = rubric(
        """
        format: rubric/1
        title: Kinds
        version: "1"
        grades: municipality
        speaks_for: police-service
        tracks: {practice: 1}
        bands: {A: 50, F: 0}
        components:
          all:
            title: All
            criteria:
              count:
                question: Count?
                whose: police-service
                weight: 1
                practice:
                  measure: {kind: count, units: [checks, contacts]}
                  0: {from: 10}
                  1: {from: 5, under: 10, by_kind: {police-service: {from: 2, under: 10}}}
                  2: {under: 5, by_kind: {police-service: {under: 2, over: 0}}, and: More.}
                  3: {text: None., by_kind: {police-service: {exactly: 0}}}
        """
    )
    head = f"{HEAD}bodies: {{police: {{name: P, kind: police-service, speaks_for_city: yes}}}}\n"
    line = fact(
        "a",
        "body: police, period: 2025, seen_by: independent, figure: {count: 12, of: contacts}, "
        "scores: {count: {why: w}}",
    )
    found = card(of, facts(line, head)).finding("count", "practice").bodies[0]
    assert (found.level, found.low, found.high) == ("0", 0, 1)


def test_what_was_seen_without_its_pair():
    """What shows a level only together with another does not, where the other had not happened."""
    lines = seen("a", "own, with: [b], period: 2023") + seen("b", "own, period: 2025")
    found = body("seen", "practice", lines, date(2024, 6, 1))
    told = [(one.fact, one.rule, one.reason, one.by) for one in found.aside]
    assert told == [("b", "E1", "not-yet", None), ("a", "E2", "without-its-pair", None)]
    assert all(one.reading.fact == one.fact for one in found.aside)


def test_of_a_body_of_which_nothing_stands_the_ends_are_those_of_the_scale():
    of = rubric(
        """
        format: rubric/1
        title: Ends
        version: "1"
        grades: municipality
        tracks: {policy: 1}
        bands: {A: 50, F: 0}
        components:
          all: {title: All, criteria: {rule: {question: R?, weight: 1, policy: {1: A., 5: B.}}}}
        """
    )
    line = fact("a", "effect: proposes, date: 2020, scores: {rule: {level: 5, why: w}}")
    found = card(of, facts(line)).finding("rule", "policy")
    assert [(one.fact, one.reason) for one in found.bodies[0].aside] == [("a", "proposes")]
    for one in (found, found.bodies[0]):
        assert (one.point, one.low, one.high) == (None, Fraction(1, 5), 1)


def test_an_account_of_the_rules_is_marked_as_one():
    found = body("rule", "policy", rule("a", "effect: describes, seen_by: own, date: 2020"))
    assert found.marks == ("last-known", "describes")
    assert (found.instrument, found.age) == (False, 70)


def test_several_incidents_after_the_worst():
    lines = "".join(
        seen(name, "own, period: 2025", f"level: {level}", "worst")
        for name, level in (("a", 4), ("b", 0), ("c", 1), ("d", 0))
    )
    found = body("worst", "practice", lines)
    assert [reading.fact for reading in found.standing] == ["b"]
    told = [(one.fact, one.rule, one.reason, one.by) for one in found.aside]
    assert told == [(name, "E5", "better-incident", "b") for name in ("a", "c", "d")]
