"""S6: gates, the published caps on the overall grade.

One question on paper and two in practice, each track half of the overall. With `rule` and `other`
at level 4 and `calls` at level n, the overall is 1/2 + 1/2 x (1 + n/4) / 2 = (12 + n) / 16.
"""

from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, rubric
from scorecard.model.result import GateResult, Scorecard
from short import WITH_POLICE, fact, report

LEVELS = "0: Against., 1: Nothing., 2: Some., 3: Most., 4: All."
TEXT = f"""
    format: rubric/1
    title: Gates
    version: "1"
    grades: municipality
    speaks_for: [police-service]
    tracks: {{policy: 0.5, practice: 0.5}}
    WITHHOLD
    components:
      c:
        title: C
        criteria:
          rule: {{question: Rule?, whose: lowest, weight: 1, policy: {{{LEVELS}}}}}
          other: {{question: Other?, weight: 1, practice: {{{LEVELS}}}}}
          calls:
            question: Calls?
            weight: 1
            practice:
              measure: {{kind: count, units: [calls]}}
              0: {{from: 100}}
              1: {{from: 50, under: 100}}
              2: {{from: 10, under: 50}}
              3: {{from: 1, under: 10}}
              4: {{under: 1}}
    gates:
"""
MANY = "{criterion: calls, track: practice, at_most: 1}"
NO_RULE = "{criterion: rule, track: policy, at_most: 2}"


def gate(when: str, cap: int = 49, name: str = "gate") -> str:
    return f"      {name}: {{when: {when}, cap: {cap}, choice: Choice of {name}.}}\n"


def calls(figure: str, confidence: str = "high") -> str:
    seen = f"period: 2025, seen_by: independent, figure: {{{figure}, of: calls}}"
    return fact("calls", f"{seen}, scores: {{calls: {{why: w}}}}", confidence)


def rule(level: int, body: str = "", confidence: str = "high") -> str:
    whose = f"body: {body}, " if body else ""
    shows = f"scores: {{rule: {{level: {level}, why: w}}}}"
    return fact(f"rule{body}", f"{whose}effect: adopts, date: 2020, {shows}", confidence)


OTHER = fact("other", "period: 2025, seen_by: independent, scores: {other: {level: 4, why: w}}")


def graded(gates: str, city: str, head: str = CITY, withhold: str = "") -> Scorecard:
    of = rubric(TEXT.replace("WITHHOLD", withhold) + gates)
    return card(of, facts(city, head), TODAY)


def only(of: Scorecard) -> GateResult:
    (one,) = of.gates
    return one


def fires(when: str, city: str, head: str = CITY) -> bool:
    return only(graded(gate(when), city, head)).fired


# ---------------------------------------------------------------- conditions


@pytest.mark.parametrize(("count", "fired"), [(150, True), (50, True), (49, False), (0, False)])
def test_at_most_names_the_highest_level_that_fires(count, fired):
    """Level 1 is from 50."""
    assert fires(MANY, calls(f"count: {count}")) is fired


@pytest.mark.parametrize(("count", "fired"), [(50, False), (49, True), (9, True)])
def test_at_least_names_the_lowest_level_that_fires(count, fired):
    """Level 2 is under 50."""
    when = "{criterion: calls, track: practice, at_least: 2}"
    assert fires(when, calls(f"count: {count}")) is fired


def test_unknown_fires_where_nothing_is_known():
    when = "{criterion: calls, track: practice, unknown: yes}"
    assert fires(when, OTHER)
    assert not fires(when, calls("count: 150"))


@pytest.mark.parametrize(
    ("levels", "fired"),
    [((60, 2), True), ((60, 3), False), ((40, 2), False), ((40, 3), False)],
)
def test_all_conditions_of_a_gate_must_hold(levels, fired):
    count, level = levels
    assert fires(f"[{MANY}, {NO_RULE}]", calls(f"count: {count}") + rule(level)) is fired


@pytest.mark.parametrize("test", ["at_most: 3", "at_least: 0"])
def test_at_most_and_at_least_are_false_of_an_unknown(test):
    assert not fires(f"{{criterion: calls, track: practice, {test}}}", OTHER)


@pytest.mark.parametrize("test", ["at_most: 1", "at_least: 3"])
def test_unless_the_condition_says_or_unknown(test):
    assert fires(f"{{criterion: calls, track: practice, {test}, or_unknown: yes}}", OTHER)


@pytest.mark.parametrize("test", ["unknown: yes", "at_most: 4", "at_most: 1, or_unknown: yes"])
def test_what_does_not_apply_is_no_unknown_and_fires_nothing(test):
    """Nor at the low end: with the rule and the other at level 4 all is 1."""
    head = f"{CITY}not_applicable: {{calls: {{why: None., sources: s}}}}\n"
    gates = gate(f"{{criterion: calls, track: practice, {test}}}")
    overall = graded(gates, rule(4) + OTHER, head).overall
    assert (overall.low, overall.point, overall.high) == (1, 1, 1)


def test_a_gate_sees_the_lowest_of_the_bodies():
    """The city's own rule is level 4, that of the police level 1."""
    assert fires(NO_RULE, rule(4) + rule(1, "police"), WITH_POLICE)
    assert not fires(NO_RULE, rule(4) + rule(3, "police"), WITH_POLICE)


def test_a_gate_sees_what_is_last_known():
    assert fires(MANY, calls("count: 60").replace("2025", "2018"))


@pytest.mark.parametrize(("kind", "fired"), [("effect: adopts, ", True), ("", False)])
def test_it_may_ask_for_an_instrument_where_paper_and_practice_are_not_told_apart(kind, fired):
    of = rubric("""
        format: rubric/1
        title: One track
        version: "1"
        grades: municipality
        components:
          c: {title: C, criteria: {q: {question: Q?, weight: 1, scale: {0: No., 1: Yes.}}}}
        gates:
          gate:
            when: {criterion: q, at_most: 0, basis: instruments}
            cap: 10
            choice: A rule against it.
    """)
    city = fact("it", f"{kind}date: 2020, scores: {{q: {{level: 0, why: w}}}}")
    assert only(card(of, facts(city))).fired is fired


# ---------------------------------------------------------------- low confidence


def test_a_gate_never_fires_on_facts_of_low_confidence_alone():
    """13/16, uncapped."""
    card_ = graded(gate(MANY), calls("count: 60", "low") + rule(4) + OTHER)
    assert not only(card_).fired
    assert card_.overall.point == Fraction(13, 16)


@pytest.mark.parametrize("confidence", ["medium", "high"])
def test_it_fires_on_facts_of_more_confidence(confidence):
    assert fires(MANY, calls("count: 60", confidence))


def test_it_fires_where_one_of_its_facts_is_of_more_confidence():
    both = f"[{MANY}, {NO_RULE}]"
    assert fires(both, calls("count: 60", "low") + rule(2))
    assert not fires(both, calls("count: 60", "low") + rule(2, confidence="low"))


def test_a_gate_on_low_confidence_alone_leaves_the_high_bound():
    """`other` is unknown: practice at best (1/4 + 1) / 2 = 5/8, and 1 on paper: 13/16."""
    overall = graded(gate(MANY), calls("count: 60", "low") + rule(4)).overall
    assert overall.high == Fraction(13, 16)


def test_a_gate_on_low_confidence_alone_leaves_the_low_bound():
    """Practice at worst (1/4 + 0) / 2 = 1/8, and 1 on paper: 9/16."""
    overall = graded(gate(MANY), calls("count: 60", "low") + rule(4)).overall
    assert overall.low == Fraction(9, 16)


def test_low_confidence_does_not_switch_off_a_gate_that_fires_on_an_unknown():
    """With nothing on `rule` the gate fires; a weak fact that there is a poor rule, or a good one,
    is no reason for more trust than silence. A fact of more confidence is."""
    secret = "{criterion: rule, track: policy, at_most: 2, or_unknown: yes}"
    assert fires(secret, OTHER)
    assert fires(secret, rule(2, confidence="low") + OTHER)
    assert fires(secret, rule(2, confidence="high") + OTHER)
    assert not fires(secret, rule(4, confidence="high") + OTHER)


def test_as_of_an_unknown_it_leaves_the_high_bound():
    """`calls` unknown, `rule` at 2: at best 1/2 x 1/2 + 1/2 x 1 = 3/4, at worst 1/4 + 1/4 = 1/2."""
    secret = "{criterion: rule, track: policy, at_most: 2, or_unknown: yes}"
    overall = graded(gate(secret), rule(2, confidence="low") + OTHER).overall
    assert (overall.low, overall.high) == (Fraction(49, 100), Fraction(3, 4))


# ---------------------------------------------------------------- the cap

FULL = rule(4) + OTHER


def test_a_cap_limits_the_overall():
    assert graded(gate(MANY), calls("count: 60") + FULL).overall.point == Fraction(49, 100)


def test_a_cap_does_not_lift_what_is_lower():
    """1/2 x 0 + 1/2 x (1 + 1/4) / 2 = 5/16."""
    overall = graded(gate(MANY), calls("count: 60") + rule(0) + OTHER).overall
    assert overall.point == overall.uncapped == Fraction(5, 16)


def test_tracks_and_components_are_shown_as_they_are():
    """Practice (1 + 1/4) / 2."""
    card_ = graded(gate(MANY), calls("count: 60") + FULL)
    assert card_.track("policy").score.point == 1
    assert card_.track("practice").score.point == Fraction(5, 8)
    assert card_.components[0].on("practice").point == Fraction(5, 8)


def test_the_lowest_cap_wins():
    gates = gate(MANY, 49, "first") + gate(MANY, 30, "second") + gate(MANY, 40, "third")
    card_ = graded(gates, calls("count: 60") + FULL)
    assert card_.overall.point == Fraction(30, 100)
    assert card_.overall.cap == "second"


def test_the_uncapped_figure_every_gate_that_fired_and_its_reason_are_shown():
    """13/16 is 81.25."""
    gates = gate(MANY, 49, "first") + gate(NO_RULE, 20, "second") + gate(MANY, 60, "third")
    card_ = graded(gates, calls("count: 60") + FULL)
    assert card_.overall.uncapped == Fraction(13, 16)
    said = report(card_)
    assert "81" in said
    assert "Choice of first." in said and "Choice of third." in said
    assert not card_.gates[1].fired


def test_where_the_overall_is_withheld_the_gates_are_named_beside_the_track_grade():
    """Practice is known by half, which is too little here."""
    card_ = graded(gate(MANY), calls("count: 60") + rule(4), withhold="withhold_under: 0.9")
    assert card_.overall.point is None
    assert only(card_).fired
    assert "Choice of gate." in report(card_)


# ---------------------------------------------------------------- margins


@pytest.mark.parametrize(
    ("count", "amount", "more"),
    [
        (49, 1, True),  # the 50th fires it
        (30, 20, True),
        (50, 1, False),  # 49 would not have fired it
        (60, 11, False),
    ],
)
def test_the_margin_is_in_the_figure_s_own_unit(count, amount, more):
    margin = only(graded(gate(MANY), calls(f"count: {count}") + FULL)).margin
    assert (margin.amount, margin.more, margin.unit) == (amount, more, "calls")


def test_the_margin_is_shown():
    assert "11 fewer calls" in report(graded(gate(MANY), calls("count: 60") + FULL))
    assert "20 more calls" in report(graded(gate(MANY), calls("count: 30") + FULL))


def test_no_margin_is_claimed_where_another_condition_keeps_the_gate_from_firing():
    """50 calls would not mean a cap: the rule is level 4, and the gate asks for 2 at most."""
    both = f"[{MANY}, {NO_RULE}]"
    assert not fires(both, calls("count: 50") + FULL)
    assert "would have meant a cap" not in report(graded(gate(both), calls("count: 30") + FULL))


# ---------------------------------------------------------------- the range


def bounds(when: str, city: str, cap: int = 49) -> tuple[Fraction, Fraction, Fraction]:
    overall = graded(gate(when, cap), city).overall
    return overall.low, overall.point, overall.high


def test_the_low_bound_takes_the_cap_its_low_end_trips():
    """Between 5 and 60 calls, say 30: level 2, and at worst level 1, which fires."""
    found = bounds(MANY, calls("low: 5, count: 30, high: 60") + FULL)
    assert found == (Fraction(49, 100), Fraction(14, 16), Fraction(15, 16))


def test_an_unknown_trips_a_cap_at_its_low_end():
    """At worst it is level 0."""
    assert bounds(MANY, FULL) == (Fraction(49, 100), 1, 1)


def test_the_high_bound_takes_the_cap_its_high_end_trips():
    """Between 60 and 150: at best still level 1."""
    found = bounds(MANY, calls("low: 60, count: 60, high: 150") + FULL)
    assert found == (Fraction(49, 100), Fraction(49, 100), Fraction(49, 100))


def test_the_high_bound_does_not_take_a_cap_its_high_end_does_not_trip():
    """Between 30 and 60, say 60: capped, and at best level 2, 14/16."""
    found = bounds(MANY, calls("low: 30, count: 60, high: 60") + FULL)
    assert found == (Fraction(49, 100), Fraction(49, 100), Fraction(14, 16))


@pytest.mark.parametrize("test", ["unknown: yes", "at_most: 1, or_unknown: yes"])
def test_what_is_capped_because_it_is_unknown_is_not_capped_at_its_high_end(test):
    found = bounds(f"{{criterion: calls, track: practice, {test}}}", FULL)
    assert found == (Fraction(49, 100), Fraction(49, 100), 1)


AT_LEAST = "{criterion: calls, track: practice, at_least: 3}"


def test_the_high_bound_does_not_cross_the_point():
    """Level 2 and 14/16; the high end is level 3, which would fire a cap of 30."""
    found = bounds(AT_LEAST, calls("low: 5, count: 30, high: 30") + FULL, 30)
    assert found == (Fraction(14, 16), Fraction(14, 16), Fraction(14, 16))


def test_the_low_bound_does_not_cross_the_point():
    """Level 3 fires a cap of 30; the low end is level 2, which would not, 14/16."""
    found = bounds(AT_LEAST, calls("low: 5, count: 5, high: 30") + FULL, 30)
    assert found == (Fraction(30, 100), Fraction(30, 100), Fraction(30, 100))
