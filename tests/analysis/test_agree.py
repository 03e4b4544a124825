"""Two codings side by side: what an item is, what is counted, and laws that hold of any two."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from build import CITY, document, facts, place, rubric
from scorecard.analysis.agree import Coding, agree
from scorecard.analysis.reliability import Sampling
from scorecard.load.check_same_as import taking
from scorecard.model.place import DataFile
from scorecard.model.rubric import Rubric

NONE = Sampling(0, 1)
LEVELS = '{0: Against., 1: None., 2: A limit., 3: A list., 4: "Yes."}'
RUBRIC = rubric(f"""\
format: rubric/1
title: Two questions and more
version: "1"
grades: municipality
tracks: {{policy: 1/2, practice: 1/2}}
components:
  first:
    title: First
    criteria:
      p: {{question: P?, weight: 1, policy: {LEVELS}}}
    components:
      within:
        title: Within
        criteria:
          q: {{question: Q?, weight: 1, policy: {LEVELS}}}
  second:
    title: Second
    criteria:
      seen: {{question: Seen?, weight: 1, practice: {LEVELS}}}
      calls:
        question: Calls?
        weight: 1
        practice: {{measure: {{kind: count, units: calls}}, 0: {{from: 2}}, 1: {{under: 2}}}}
      list:
        question: List?
        weight: 1
        practice: {{full_at: 2, checklist: {{map: A map., hours: Hours.}}}}
""")


def rule(name, **levels):
    """A policy fact placed at these levels."""
    return told(name, "effect: adopts, date: 2020", levels)


def seen(name, figure="", **levels):
    """A practice fact; a level that is a text in brackets is what stands there."""
    return told(name, f"period: 2024, seen_by: independent{figure}", levels)


def told(name, when, levels, claim=None):
    scores = ", ".join(
        f"{key}: {level if str(level).startswith('{') else f'{{level: {level}, why: w}}'}"
        for key, level in levels.items()
    )
    said = f"scores: {{{scores}}}" if scores else "context: none"
    source = "sources: s, confidence: high"
    return f"{name}: {{claim: {claim or f'Of {name}.'}, {when}, {source}, {said}}}"


def coding(name, *lines, of=RUBRIC):
    """What a coder wrote, fact by fact; each stands on the line of its number."""
    made = place(facts("\n".join(lines)), of)
    numbers = {
        (made.id, fact, key): number
        for number, (fact, one) in enumerate(made.city.facts.items(), 1)
        for key in ("", *one.scores)
    }
    return Coding(name, {made.id: made}, {made.id: f"{name}.yaml"}, numbers)


def compared(a, b, sampling=NONE, of=RUBRIC):
    return agree(of, coding("a", *a, of=of), coding("b", *b, of=of), sampling)


# ---------------------------------------------------------------- where


def test_where_is_asked_of_every_fact_on_every_criterion_it_could_be_placed_on():
    """Five policy facts and two criteria with a policy scale, ten pairs:

                 B placed   B did not
    A placed            4           1
    A did not           1           4      kappa 3/5, as in test_reliability
    """
    result = compared(
        [rule("1", p=1), rule("2", p=2), rule("3", q=1), rule("4", q=2), rule("5", p=3)],
        [rule("1", p=1), rule("2", p=2), rule("3", q=1), rule("4", q=2), rule("5", q=3)],
    )
    where = result.total.where
    assert (where.pairs, where.items) == (10, 6)
    assert (where.both, where.only_a, where.only_b) == (4, 1, 1)
    assert (where.agreement.value, where.kappa.value) == (Fraction(4, 5), Fraction(3, 5))
    # All of it lies in the first component, whose second criterion stands in a component within.
    first, second = result.components
    assert (first.component, first.where) == ("first", where)
    assert (second.where.pairs, second.where.kappa.missing) == (0, "too-few-pairs")


def test_a_fact_that_nobody_placed_is_in_no_pair():
    placed = [rule("1", p=1), seen("2", seen=1)]
    without = compared(placed, placed)
    result = compared([*placed, rule("3")], [*placed, rule("3")])
    assert (without.facts, result.facts, result.placed) == (2, 3, 2)
    # The policy fact could stand on two criteria, the practice fact on three.
    assert result.total.where.pairs == without.total.where.pairs == 5


def test_a_criterion_that_takes_its_findings_elsewhere_takes_no_fact():
    text = f"""\
    format: rubric/1
    title: One of its own
    version: "1"
    grades: municipality
    tracks: {{policy: 1}}
    components:
      all:
        title: All
        criteria:
          own: {{question: O?, weight: 1, policy: {LEVELS}}}
          taken: {{question: T?, weight: 1, same_as: other/p}}
    """
    other = RUBRIC.named("other")
    taker = taking(
        Rubric.model_validate(document(text).data).named("taker"),
        {"other": (other, DataFile("rubrics/other.yaml", "0" * 64))},
    )
    assert taker.criteria["taken"].policy is not None
    lines = [rule(str(number), own=number % 5) for number in range(6)]
    made = place(facts("\n".join(lines)), None)
    mine = Coding("a", {"p": made}, {"p": "a.yaml"}, {})
    assert agree(taker, mine, mine, NONE).total.where.pairs == 6


# ---------------------------------------------------------------- level


def test_levels_are_compared_where_both_placed_the_fact():
    """A 0 0 0 1 4 against B 0 0 1 1 4: kappa 22/23, alpha 139/175, worked in test_reliability."""
    one, other = (0, 0, 0, 1, 4), (0, 0, 1, 1, 4)
    result = compared(
        [rule(str(at), p=level) for at, level in enumerate(one)] + [rule("x", p=2)],
        [rule(str(at), p=level) for at, level in enumerate(other)] + [rule("x", q=2)],
    )
    levels = result.total.levels
    assert levels.items == 5
    assert (levels.exactly.value, levels.within_one.value) == (Fraction(4, 5), 1)
    assert levels.kappa.value == Fraction("0.956522")
    assert levels.alpha.value == Fraction("0.794286")


@pytest.mark.parametrize(
    ("a", "b", "apart", "exactly", "within_one"),
    [
        ("3", "3", "0", 1, 1),
        ("2-3", "3", "1/2", 0, 1),
        ("2-3", "2", "1/2", 0, 1),
        ("2-3", "1", "3/2", 0, 0),
        ("2-4", "3", "0", 1, 1),
        ("1", "2", "1", 0, 1),
        ("0-4", "4", "2", 0, 0),
        ("1", "3", "2", 0, 0),
    ],
)
def test_a_range_counts_as_its_middle(a, b, apart, exactly, within_one):
    result = compared(*([rule(str(at), p=level) for at in range(5)] for level in (a, b)))
    assert {item.apart for item in result.items} == {Fraction(apart)}
    levels = result.total.levels
    assert (levels.exactly.value, levels.within_one.value) == (exactly, within_one)


def test_a_range_and_its_middle_are_told_as_different():
    result = compared([rule("1", p="2-4")], [rule("1", p=3)])
    assert [item.differs for item in result.items] == [True]


def test_levels_with_names_count_from_the_worst():
    named = rubric("""\
    format: rubric/1
    title: Names
    version: "1"
    grades: municipality
    components:
      all:
        title: All
        criteria:
          law: {question: L?, weight: 1, scale: {levels: {strong: 9, weak: 2, none: 0}}}
    """)
    facts_of = lambda level: [told("1", "date: 2020", {"law": level})]  # noqa: E731
    (item,) = compared(facts_of("none-weak"), facts_of("strong"), of=named).items
    assert (item.a.at, item.b.at, item.apart) == (Fraction(1, 2), 2, Fraction(3, 2))


def test_a_level_that_the_program_finds_is_compared_on_where_alone():
    calls = seen("1", ", figure: {count: 4, of: calls}", calls="{why: Counted.}")
    result = compared([calls], [calls])
    (item,) = result.items
    assert (item.question, item.differs, item.apart) == ("figure", False, None)
    assert (result.total.levels.by_figure, result.total.levels.items) == (1, 0)
    assert result.total.where.both == 1


def test_checklists_are_held_together_and_kept_out_of_the_figures():
    def ticks(*lists):
        return [seen(str(at), list=f"{{why: w, {one}}}") for at, one in enumerate(lists)]

    result = compared(
        ticks("shown: [map, hours]", "shown: [map]", "shown: [map]", "shown: []"),
        ticks("shown: [hours, map]", "shown: [hours]", "shown: [map], unclear: hours", "shown: []"),
    )
    assert [item.differs for item in result.items] == [False, True, True, False]
    # Two ticks stand between a map alone and hours alone, one between hours and hours unclear.
    assert [item.fact for item in result.differences] == ["1", "2"]
    levels = result.total.levels
    assert (levels.items, levels.checklists, levels.alike) == (0, 4, 2)


# ---------------------------------------------------------------- what is left out, and the order


def test_facts_of_one_coding_only_are_listed_and_not_compared():
    result = compared(
        [rule("both", p=1), rule("mine", p=1)], [rule("both", p=1), rule("hers", p=1)]
    )
    assert (result.only_a, result.only_b) == ((("p", "mine"),), (("p", "hers"),))
    assert [item.fact for item in result.items] == ["both"]


@pytest.mark.parametrize(
    ("other", "changed"),
    [
        (told("1", "effect: adopts, date: 2020", {"p": 1}, claim="Of 1."), False),
        (told("1", "effect: adopts, date: 2021", {"p": 1}, claim='"Of  1."'), False),
        (told("1", "effect: adopts, date: 2020", {"p": 1}, claim="Of one."), True),
        (told("1", "period: 2020, seen_by: own", {"seen": 1}, claim="Of 1."), True),
    ],
)
def test_a_fact_with_another_claim_or_track_is_not_the_same_any_more(other, changed):
    result = compared([rule("1", p=1)], [other])
    assert result.changed == ((("p", "1"),) if changed else ())
    assert len(result.items) == (0 if changed else 1)


def test_the_largest_differences_come_first_and_levels_before_places():
    result = compared(
        [
            rule("near", p="2-3"),
            rule("alone", p=4),
            rule("far", p=0),
            rule("alike", p=1),
            seen("ticked", list="{why: w, shown: map}"),
        ],
        [
            rule("near", p=3),
            rule("alone", q=4),
            rule("far", p=4),
            rule("alike", p=1),
            seen("ticked", list="{why: w, shown: hours}"),
        ],
    )
    found = [(item.question, item.fact, item.criterion) for item in result.differences]
    assert found == [
        ("level", "far", "p"),
        ("level", "near", "p"),
        ("checklist", "ticked", "list"),
        ("where", "alone", "p"),
        ("where", "alone", "q"),
    ]


def test_a_difference_has_the_line_of_the_entry_or_of_the_fact():
    result = compared([rule("0"), rule("1", p=1)], [rule("1", q=1)])
    assert [(item.line_a, item.line_b) for item in result.items] == [(2, 1), (2, 1)]


def test_entries_for_another_rubric_do_not_matter():
    """A plain name belongs to the default rubric of the place; with its rubric named, to that."""
    text = facts(rule("1", p=1).replace("p: {", "other/p: {"), CITY)
    made = place(text)
    mine = Coding("a", {"p": made}, {"p": "a.yaml"}, {})
    assert agree(RUBRIC, mine, mine, NONE).items == ()
    assert len(agree(RUBRIC.named("other"), mine, mine, NONE).items) == 1


# ---------------------------------------------------------------- laws

SOME = Sampling(100, 3)


def by_chance(seed):
    """Two codings made by chance, as lines."""
    chance = random.Random(seed)
    sides = [], []
    for at in range(12):
        level = chance.choice(["0", "1", "2", "3", "4", "1-2", "2-3"])
        near = chance.choice([level, level, "2", "4"])
        if chance.random() < 0.3:
            mine, hers = seen(str(at), seen=level), seen(str(at), seen=near)
        else:
            mine = rule(
                str(at), **chance.choice([{"p": level}, {"q": level}, {"p": 1, "q": level}])
            )
            hers = rule(str(at), **chance.choice([{"p": near}, {"q": near}, {"p": near, "q": 2}]))
        sides[0].append(mine)
        sides[1].append(hers)
    return sides


def groups(result):
    return (result.total, *result.components)


@pytest.mark.parametrize("seed", range(6))
def test_who_is_a_and_who_is_b_makes_no_difference(seed):
    a, b = by_chance(seed)
    one, other = compared(a, b, SOME), compared(b, a, SOME)
    for left, right in zip(groups(one), groups(other), strict=True):
        swapped = right.where._replace(only_a=right.where.only_b, only_b=right.where.only_a)
        assert left == right._replace(where=swapped)
    assert [item.name for item in one.differences] == [item.name for item in other.differences]
    assert one.total.where.only_a + one.total.where.only_b > 0


@pytest.mark.parametrize("seed", range(6))
def test_a_coding_agrees_with_itself(seed):
    a, _b = by_chance(seed)
    result = compared(a, a, SOME)
    assert result.differences == ()
    for group in groups(result):
        where, levels = group.where, group.levels
        assert (where.only_a, where.only_b) == (0, 0)
        for one in (where.agreement, where.kappa, *levels[1:5]):
            assert one.value in (1, None)
            assert one.value == 1 or one.missing in ("too-few-pairs", "no-variation")
    assert result.total.where.kappa.value == result.total.levels.alpha.value == 1


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_facts_makes_no_difference(seed):
    a, b = by_chance(seed)
    shuffled = list(b)
    random.Random(seed).shuffle(shuffled)
    one, other = compared(a, b, SOME), compared(a[::-1], shuffled, SOME)
    assert groups(one) == groups(other)
    assert [item[:8] for item in one.differences] == [item[:8] for item in other.differences]


@pytest.mark.parametrize("seed", range(6))
def test_the_parts_make_the_whole(seed):
    result = compared(*by_chance(seed))
    for count in (
        lambda group: group.where.pairs,
        lambda group: group.where.items,
        lambda group: group.levels.items,
    ):
        assert count(result.total) == sum(count(group) for group in result.components)
    assert result.total.where.items == len(result.items)
