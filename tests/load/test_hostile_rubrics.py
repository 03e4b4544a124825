"""Rubrics that nobody would write in good faith: no traceback, nothing slow, nothing in silence."""

from __future__ import annotations

import json
import time

import pytest
import yaml

from build import TODAY, document
from scorecard.engine.grade import grade
from scorecard.load.check_city import check_city
from scorecard.load.check_rubric import check_rubric
from scorecard.load.criteria import Rubrics
from scorecard.load.translation import digest, laid_over, prose, short_texts
from scorecard.load.typed import typed
from scorecard.model.place import City, DataFile, Place
from scorecard.model.problem import Problem
from scorecard.model.rubric import Rubric

HEAD = 'format: rubric/1\ntitle: T\nversion: "1"\ngrades: [town, county]\n'
RICH = """
format: rubric/1
title: Everything
version: "1"
grades: [town, county]
speaks_for: [police-service]
weights: {low: 1, high: 3}
aggregate: sum
unanswered: unknown
floor: -10
ceiling: 90
round: {places: 1, halves: even}
bands: {A: {from: 50, words: Good.}, B: 0}
components:
  one:
    title: One
    weight: 30
    weight_by_kind: {county: high}
    floor: 0
    round: 1
    unanswered: zero
    bands: {A: 50, B: 0}
    not_applicable:
      - {kinds: county, why: "No."}
      - {when: {criterion: six, at_most: "2"}, why: "No."}
    criteria:
      one: {question: "Q", weight: high, weight_by_kind: {county: 0}, scale: yes/no}
      two:
        question: "Q"
        points: 5
        scale: {levels: {none: 0, some: {points: 0.5, text: S, extra: E}, all: 4}}
      three: {question: "Q", bonus: low, scale: {reversed: yes, 1: A., 2: {text: B.}, 3: C.}}
      four:
        question: "Q"
        penalty: 2
        whose: lowest
        scale: {checklist: {a: 1, b: A text., c: {points: -1, text: t}}, full_at: 1}
    components:
      inner:
        title: Inner
        criteria:
          five:
            question: "Q"
            weight: 1
            scale:
              checklist: {a: A., b: B.}
              0: N.
              1: {text: T., needs: 1}
              2: {text: U., needs: [a, b]}
  two:
    title: Two
    aggregate: sum
    over: criteria
    criteria:
      six:
        question: "Q"
        weight: 1
        scale:
          measure: {kind: rate, units: [x, y]}
          combine: worst
          0: {from: 10, by_kind: {county: {from: 5}}}
          1: {over: 0, under: 10, by_kind: {county: {over: 0, under: 5}}}
          2: {exactly: 0, and: More.}
      seven: {question: "Q", weight: 1, scale: {goalposts: {worst: 1, best: 100, log: yes}}}
      eight:
        question: "Q"
        points: 10
        scale: points
        not_applicable:
          when: [{criterion: seven, at_most: 20}, {criterion: one, unknown: yes}]
          places: [p]
          why: "No."
      nine: {question: "Q", points: 0, scale: {points: {from: -3, to: 2}}}
gates:
  g:
    when: [{criterion: one, at_most: no, or_unknown: yes}, {criterion: seven, at_least: 3}]
    cap: 20
    choice: c
"""
CITY = """
format: city/1
name: Sampleton
kind: town
population: {2021: 1000}
sources: {s: {title: A page, publisher: A publisher, date: 2020}}
not_applicable: {two: {why: x, sources: s, until: 2020}}
looked_for: [{criterion: two, searched: x}]
facts:
  a: {claim: c, confidence: high, sources: s, date: 2020, scores: {one: {level: yes, why: w}}}
  b: {claim: c, confidence: high, sources: s, supersedes: a, scores: {one: {level: no, why: w}}}
  c: {claim: c, confidence: high, sources: s, scores: {two: {level: none-some, why: w}}}
  d: {claim: c, confidence: high, sources: s, scores: {four: {shown: a, unclear: [c], why: w}}}
  e: {claim: c, confidence: high, sources: s, with: d, scores: {five: {shown: [a], why: w}}}
  f:
    claim: c
    confidence: high
    sources: s
    period: 2021
    seen_by: own
    figure: {count: 3, of: x}
    scores: {six: {why: w}}
  g: {claim: c, confidence: high, sources: s, figure: {low: 5, high: 50}, scores: {seven: {why: w}}}
  h: {claim: c, confidence: high, sources: s, figure: {value: -1}, scores: {nine: {why: w}}}
"""


def checked(text: str) -> tuple[Rubric | None, list[Problem]]:
    """A rubric, if it is one, and the errors in it."""
    read = document(text)
    made = typed(read, Rubric)
    if made is not None:
        made = made.named("r")
        check_rubric(read, made)
    if isinstance(read.data, dict):
        laid_over(read.data, dict(prose(read.data)))
        digest(read.data)
        short_texts(read.data)
    return made, [problem for problem in read.problems if not problem.warning]


def codes(text: str) -> list[str]:
    return [problem.code for problem in checked(text)[1]]


def one(scale: str, rest: str = "", weight: str = "weight: 1") -> str:
    """A rubric with one criterion."""
    return (
        f"{HEAD}components: {{c: {{title: C, criteria: {{q: {{question: Q, {weight}, "
        f"scale: {scale}}}}}}}}}\n{rest}"
    )


# ---------------------------------------------------------------- something else in every place


def paths(data, path=()):
    """Every place in a tree."""
    if path:
        yield path
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items if isinstance(data, dict | list) else ():
        yield from paths(value, (*path, key))


def changed(data, path, value):
    """A tree with something else at a place, or nothing where the value is None."""
    copy = dict(data) if isinstance(data, dict) else list(data)
    if len(path) > 1:
        copy[path[0]] = changed(data[path[0]], path[1:], value)
    elif value is None:
        del copy[path[0]]
    else:
        copy[path[0]] = value
    return copy


def graded(rubric: str, city: str) -> None:
    """Grade, if nothing is wrong; what cannot be read is never refused in silence."""
    made, errors = checked(rubric)
    if made is None or errors:
        assert errors
        return
    read = document(city)
    place = typed(read, City)
    if place is not None:
        check_city(read, place, Rubrics({"r": made}, "r", True))
    errors = [problem for problem in read.problems if not problem.warning]
    if place is None or errors:
        assert errors
        return
    grade(made, Place("p", place, DataFile("cities/p.yaml", "0" * 64)), TODAY)


VALUES = [{}, [], {"a": {}}, [{}], "-1", "9" * 40, "a-b", None]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:10])
def test_something_else_in_every_place_of_a_rubric(value):
    tree = yaml.load(RICH, Loader=yaml.BaseLoader)
    for path in paths(tree):
        graded(json.dumps(changed(tree, path, value)), CITY)


@pytest.mark.parametrize("value", [{}, [], "-1", "a-b", None], ids=lambda value: str(value)[:10])
def test_something_else_in_every_place_of_a_city(value):
    tree = yaml.load(CITY, Loader=yaml.BaseLoader)
    for path in paths(tree):
        if path[0] in ("facts", "not_applicable", "looked_for"):
            graded(RICH, json.dumps(changed(tree, path, value)))


def test_the_rubric_and_the_city_are_right_as_they_are():
    assert codes(RICH) == []


# ---------------------------------------------------------------- one by one

GATE = "gates: {g: {when: {criterion: q, at_most: a}, cap: 1, choice: c}}\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(one("{levels: {a: 0, b: 0}}", GATE), "no-points", id="a gate on no points"),
        pytest.param(one("{reversed: yes}", GATE), "too-few-levels", id="a gate on no levels"),
        pytest.param(one("{}", GATE), "too-few-levels", id="a gate on nothing"),
        pytest.param(
            one(f"{{levels: {{a: 0, '{'9' * 900}': {{text: x}}}}}}"), "no-level-points", id="a name"
        ),
        pytest.param(
            one(f"{{checklist: {{a: A.}}, 0: N., 1: {{text: B., needs: {'9' * 5000}}}}}"),
            "unknown-element",
            id="needs of 5000 digits",
        ),
        pytest.param(
            one("yes/no", f"round: {'9' * 39}\n"), "out-of-range", id="rounding to many places"
        ),
        pytest.param(one("yes/no", f"floor: {'9' * 39}\n"), "out-of-range", id="a high floor"),
        pytest.param(
            one("yes/no")
            .replace("c: {title", '"": {title')
            .replace("q: {question", '"": {question'),
            "bad-id",
            id="ids that are empty",
        ),
        pytest.param(
            one(
                "{levels: {" + ", ".join(f"l{n}: {n}" for n in range(1001)) + "}}",
            ),
            "too-large",
            id="1001 levels",
        ),
        pytest.param(
            one(
                "{measure: {kind: count, units: [u]}, levels: {a: {points: 0, under: 1, by_kind: {"
                + ", ".join(f"k{n}: {{under: 1}}" for n in range(101))
                + "}}, b: {points: 1, from: 1}}}"
            ),
            "too-large",
            id="101 kinds of body",
        ),
        pytest.param(
            one(
                "yes/no, not_applicable: ["
                + ", ".join("{kinds: county, why: x}" for _ in range(101))
                + "]"
            ),
            "too-large",
            id="101 reasons",
        ),
        pytest.param(
            one(
                "yes/no, not_applicable: {why: x, when: ["
                + ", ".join("{criterion: q, at_most: no}" for _ in range(101))
                + "]}"
            ),
            "too-large",
            id="101 conditions",
        ),
    ],
)
def test_what_is_refused(text, code):
    assert code in codes(text), checked(text)[1]


def test_an_unknown_number_of_points_is_not_none():
    text = one("{goalposts: {worst: 0, best: 1}}", weight="points: high")
    assert codes(text) == ["unknown-weight"]


@pytest.mark.parametrize("name", ["criteria", "components", "scale", "levels", "points", "format"])
def test_words_of_the_language_may_be_ids(name):
    text = (
        f"{HEAD}components: {{{name}: {{title: C, criteria: {{{name}: {{question: Q, weight: 1, "
        f"scale: {{checklist: {{{name}: A text., b: 2}}}}}}}}}}}}\n"
    )
    made, errors = checked(text)
    assert errors == []
    read = document(
        "format: city/1\nname: S\nkind: town\nsources: {s: {title: T, publisher: P, date: 2020}}\n"
        f"facts: {{{name}: {{claim: c, confidence: high, sources: s, "
        f"scores: {{{name}: {{shown: [{name}], why: w}}}}}}}}\n"
    )
    city = typed(read, City)
    check_city(read, city, Rubrics({"r": made}, "r", True))
    assert read.problems == []
    card = grade(made, Place("p", city, DataFile("cities/p.yaml", "0" * 64)), TODAY)
    assert card.tracks[0].score.point * 3 == 1


def test_problems_are_named_until_more_would_repeat_them():
    kinds = ", ".join(f"k{n}: 1" for n in range(5000))
    assert 200 <= len(codes(one("yes/no", weight=f"weight: 1, weight_by_kind: {{{kinds}}}"))) < 210


def test_what_is_wrong_with_a_part_is_not_said_of_the_whole():
    """The only criterion cannot be read: that there is none left is no second mistake."""
    assert codes(one("maybe")) == ["not-a-scale"]
    assert codes(one("{goalposts: {worst: 1}}")) == ["missing-key"]
    assert codes(f"{HEAD}components: {{}}\n") == ["no-criteria"]
    assert codes(f"{HEAD}components: {{c: {{title: C}}}}\n") == ["no-criteria", "empty-component"]


# ---------------------------------------------------------------- thousands


def criteria(count: int, more) -> str:
    """A rubric of so many criteria, each with what is said of its number."""
    lines = [
        f"      q{n}: {{question: Q, weight: 1, scale: yes/no{more(n)}}}\n" for n in range(count)
    ]
    return f"{HEAD}components:\n  c:\n    title: C\n    criteria:\n{''.join(lines)}"


def depends(on) -> str:
    return f", not_applicable: {{when: {{criterion: q{on}, at_most: no}}, why: x}}"


SLOW = {
    "elements": one("{checklist: {" + ", ".join(f"e{n}: 1" for n in range(40_000)) + "}}"),
    "levels": one("{levels: {" + ", ".join(f"l{n}: {n}" for n in range(40_000)) + "}}"),
    "needs": one(
        "{checklist: {"
        + ", ".join(f"e{n}: A." for n in range(500))
        + "}, levels: {none: 0, "
        + ", ".join(
            f"l{n}: {{points: {n + 1}, needs: [{', '.join(f'e{m}' for m in range(n))}]}}"
            for n in range(1, 500)
        )
        + "}}"
    ),
    "needs that are not there": one(
        "{checklist: {"
        + ", ".join(f"e{n}: A." for n in range(10_000))
        + "}, levels: {none: 0, all: {points: 1, needs: ["
        + ", ".join(f"f{n}" for n in range(40_000))
        + "]}}}"
    ),
    "a chain": criteria(3_000, lambda n: depends(n + 1) if n < 2_999 else ""),
    "a circle": criteria(3_000, lambda n: depends((n + 1) % 3_000)),
    "circles": criteria(3_000, depends),
    "places": one(f"yes/no, not_applicable: {{places: [{'p, ' * 60_000}q], why: x}}"),
    "words": one("yes/no", "weights: {" + ", ".join(f"w{n}: 0" for n in range(40_000)) + "}\n"),
    "bands": one("yes/no", "bands: {" + ", ".join(f"b{n}: {n % 9}" for n in range(40_000)) + "}\n"),
    "components": HEAD
    + "components:\n"
    + "".join(f"  c{n}: {{title: C, criteria: {{}}}}\n" for n in range(15_000)),
    "a long word": one("yes/no", f"weights: {{? {'ab' * 200_000}\n  : 1}}\n").replace(
        "weight: 1", f"weight: {'ba' * 200_000}"
    ),
}


@pytest.mark.parametrize("name", SLOW)
def test_nothing_takes_long(name):
    start = time.process_time()
    checked(SLOW[name])
    assert time.process_time() - start < 4  # two seconds, on a machine that does other things


def test_a_level_of_a_million_hyphens():
    made, _ = checked(one("{levels: {a-b: 0, b: 1}}"))
    start = time.process_time()
    assert made.criteria["q"].score.ends("-" * 900_000) is None
    assert made.criteria["q"].score.ends("a-b-" * 200_000 + "b") is None
    assert time.process_time() - start < 1


def test_as_deep_as_a_file_may_be():
    """Ten components in each other, and the criterion in the last."""
    text, indent = HEAD + "components:\n", "  "
    for n in range(10):
        text += f"{indent}c{n}:\n{indent}  title: C\n"
        text += f"{indent}  components:\n" if n < 9 else ""
        indent += "    "
    text += f"{indent[:-2]}criteria: {{q: {{question: Q, weight: 1, scale: yes/no}}}}\n"
    made, errors = checked(text)
    assert errors == []
    assert list(made.criteria) == ["q"]
