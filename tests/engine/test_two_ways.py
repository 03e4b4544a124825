"""Weighted means all the way down are reckoned in whole numbers; every other tree, part by part.
Where both can be had they are the same."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from build import CITY, TODAY, card, facts, place, rubric
from scorecard.engine.grade import Grader
from scorecard.engine.scores import Plain, Sums, tree
from short import fact

NESTED = rubric(
    """
    format: rubric/1
    title: Nested
    version: "1"
    grades: municipality
    tracks: {policy: 1}
    bands: {A: 50, F: 0}
    components:
      one:
        title: One
        weight: 3
        criteria:
          a: {question: A?, weight: 2.5, policy: {0: A., 1: B., 2: C., 3: D., 4: E.}}
          b: {question: B?, weight: 1, policy: {0: A., 1: B., 2: C., 3: D.}}
      two:
        title: Two
        components:
          in:
            title: In
            criteria:
              c: {question: C?, weight: 4, policy: {1: A., 2: B., 6: C.}}
          out:
            title: Out
            criteria:
              d: {question: D?, weight: 1, policy: {0: A., 5: B.}}
              e: {question: E?, weight: 1, policy: {0: A., 7: B.}}
    """
)
OTHER = rubric(
    """
    format: rubric/1
    title: Other
    version: "1"
    grades: municipality
    bands: {A: 50, F: 0}
    components:
      one:
        title: One
        criteria:
          a: {question: A?, weight: 1, scale: {goalposts: {worst: 0, best: 7}}}
          b: {question: B?, weight: 1, scale: yes/no}
      two:
        title: Two
        criteria:
          c: {question: C?, weight: 1, scale: yes/no}
          d: {question: D?, weight: 3, scale: {levels: {some: 1, all: 2}}}
    """
)


def said(answers: dict[str, str]) -> str:
    """A place with these levels on paper."""
    lines = ""
    for name, answer in answers.items():
        scores = f"scores: {{{name}: {{level: {answer}, why: w}}}}"
        lines += fact(f"of-{name}", f"effect: adopts, date: 2020, {scores}")
    return facts(lines) if lines else CITY


def two_ways(of, text: str):
    """The scores of every component both ways; None for the first where it cannot be had."""
    found = card(of, text)
    (track,) = of.tracks
    findings = {(one.criterion, one.track): one for one in found.findings}
    root = tree(of, "municipality", lambda name: True)
    sums = Sums(of, root)
    plain = Plain(of, root, sums.weights, track).scores(findings)
    sums._all_means = False
    general = sums.scores(track, findings)
    kept = {key: general[key] for key in (plain or general)}
    return plain, kept


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"a": "2"},
        {"a": "2", "b": "1"},
        {"a": "1-4", "c": "2"},
        {"c": "6", "d": "5"},
        {"d": "0", "e": "7"},
        {"a": "4", "b": "3", "c": "6", "d": "5", "e": "7"},
        {"a": "0", "b": "0", "c": "1", "d": "0", "e": "0"},
        {"a": "0-1", "b": "2-3", "c": "1-2", "d": "0-5", "e": "0-7"},
    ],
    ids=str,
)
def test_both_ways_give_the_same_to_the_last_field(answers):
    plain, general = two_ways(NESTED, said(answers))
    assert plain is not None and len(plain) == 5
    assert plain == general
    assert all(score.weight is not None and score.whole is not None for score in plain.values())


def test_a_total_worked_by_hand():
    """`one` weighs 3 of 9: a is 1/2 and b unknown. `two` weighs what is in it, 6: c is 1/3 (2 of
    6), d and e are unknown. Point: (3 x 2.5/3.5 x 1/2 + 4 x 1/3) / (3 x 2.5/3.5 + 4)."""
    plain, _ = two_ways(NESTED, said({"a": "2", "c": "2"}))
    one = Fraction("2.5") / Fraction("3.5") * 3
    total = next(iter(plain.values()))
    assert total.point == (one / 2 + Fraction(4, 3)) / (one + 4)
    assert total.coverage == (one + 4) / 9
    assert total.low == (one / 2 + Fraction(4, 3)) / 9
    assert total.high == (one / 2 + Fraction(4, 3) + (9 - one - 4)) / 9
    assert (total.weight, total.whole, total.points, total.before) == (9, 9, None, None)


def test_a_share_that_is_no_step_of_a_scale_is_left_to_the_other_way():
    text = facts(
        fact("x", "figure: {value: 3}, scores: {a: {why: w}}")
        + fact("y", "scores: {b: {level: yes, why: w}}")
    )
    plain, general = two_ways(OTHER, text)
    assert plain is None
    assert next(iter(general.values())).point is not None
    low = facts(fact("x", "figure: {low: 3, high: 7}, scores: {a: {why: w}}"))
    assert two_ways(OTHER, low)[0] is None
    high = facts(fact("x", "figure: {low: 0, high: 3}, scores: {a: {why: w}}"))
    assert two_ways(OTHER, high)[0] is None
    ends = facts(fact("x", "figure: {value: 7}, scores: {a: {why: w}}"))
    plain, general = two_ways(OTHER, ends)
    assert plain is not None and plain == general


def test_a_range_that_is_widened_within_is_left_to_the_other_way():
    """Of `two`, c is no and d unknown, which is half at its worst: the low end of `two` is 3/8,
    over the point of 0, and is widened to it."""
    assert two_ways(OTHER, facts(fact("y", "scores: {c: {level: no, why: w}}")))[0] is None
    found = card(OTHER, facts(fact("y", "scores: {c: {level: no, why: w}}")))
    two = next(one for one in found.components if one.id == "two").on("score")
    assert (two.point, two.low, two.high) == (0, 0, Fraction(3, 4))


def test_what_stands_for_many_places_is_what_stands_for_one():
    """A grader that has graded other places gives what a new one gives."""
    grader = Grader(NESTED)
    texts = [said({"a": "2"}), said({}), said({"c": "6", "d": "5"}), said({})]
    for text in (*texts, *texts):
        one = place(text, NESTED)
        fresh = Grader(NESTED).grade(one, TODAY)
        assert grader.grade(one, TODAY) == fresh
        standing = grader.standing(one, TODAY)
        assert standing.rubric is NESTED
        tracks = tuple(track._replace(shared=Fraction(0)) for track in fresh.tracks)
        assert standing == fresh.standing()._replace(tracks=tracks)


def test_a_standing_keeps_what_is_last_known_unless_it_is_told_otherwise():
    of = rubric(
        """
        format: rubric/1
        title: Seen
        version: "1"
        grades: municipality
        tracks: {practice: 1}
        bands: {A: 50, F: 0}
        components:
          all: {title: All, criteria: {a: {question: A?, weight: 1, practice: {0: A., 1: B.}}}}
        """
    )
    text = facts(fact("x", "period: 2019, seen_by: own, scores: {a: {level: 0, why: w}}"))
    one, grader = place(text, of), Grader(of)
    assert grader.standing(one, TODAY).overall.point == 0
    assert grader.standing(one, TODAY, fresh=True).overall.point is None


SCALES = (
    "yes/no",
    "{levels: {some: 1, all: 2}}",
    "{levels: {little: 2, much: 3}}",
    "{levels: {bad: -1, none: 0, all: 1}}",
    "{levels: {none: 0, half: WEIGHT}}",
)
LEVELS = (
    ("no", "yes"),
    ("some", "all"),
    ("little", "much"),
    ("bad", "none", "all"),
    ("none", "half"),
)


def by_chance(chance: random.Random):
    """A rubric of two components with scales that start anywhere, and some answers, a few of them
    ranges."""
    lines, answers = [], {}
    for component in "xy":
        lines += [f"  {component}:", "    title: C", "    criteria:"]
        for number in range(chance.randint(1, 3)):
            name, kind = f"{component}{number}", chance.randrange(len(SCALES))
            weight = chance.randint(1, 9)
            weighs = f"weight: {weight}"
            if kind == len(SCALES) - 1:
                weighs = f"points: {2 * weight}"  # of which the best answer gives half
            scale = SCALES[kind].replace("WEIGHT", str(weight))
            lines.append(f"      {name}: {{question: Q?, {weighs}, scale: {scale}}}")
            if chance.random() < 0.6:
                one, other = sorted(chance.choices(range(len(LEVELS[kind])), k=2))
                ends = dict.fromkeys((LEVELS[kind][one], LEVELS[kind][other]))
                answers[name] = "-".join(ends)
    head = 'format: rubric/1\ntitle: T\nversion: "1"\ngrades: municipality\ncomponents:\n'
    return rubric(head + "\n".join(lines) + "\n"), answers


def test_where_a_component_lies_outside_what_its_range_would_be():
    """Of 400 rubrics by chance, some are left to the other way; the rest are the same both ways."""
    chance, left = random.Random(4), 0
    for _ in range(400):
        of, answers = by_chance(chance)
        lines = (
            fact(f"of-{name}", f"scores: {{{name}: {{level: {level}, why: w}}}}")
            for name, level in answers.items()
        )
        text = facts("".join(lines)) if answers else CITY
        plain, general = two_ways(of, text)
        left += plain is None
        if plain is not None:
            assert plain == general
    assert 20 < left < 380
