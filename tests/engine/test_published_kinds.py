"""Whole rubrics of the kinds that others publish, built from small invented tables, each with its
totals worked by hand."""

from fractions import Fraction
from textwrap import dedent

import pytest

from plain import graded, parts, plain, points, total
from scorecard.model.rubric import Rubric


def table(text: str) -> list[dict[str, str]]:
    """A table of words in columns, the first line naming them."""
    head, *rows = (line.split() for line in dedent(text).strip().splitlines())
    return [dict(zip(head, row, strict=True)) for row in rows]


def built(top: str, components: list[str], rest: str = "") -> Rubric:
    """A rubric from the lines of its components."""
    body = "\n".join(f"  {line}" for line in components)
    return plain(f"{dedent(top).strip()}\ncomponents:\n{body}\n{dedent(rest)}")


# ---------------------------------------------------------------- councils

SECTIONS = table("""
    section    district  county
    transport  15        30
    homes      20        10
    waste      10        25
""")
QUESTIONS = table("""
    section    question  weight  scale
    transport  buses     high    {none:0,some:1,all:2}
    transport  cycling   medium  ticks
    transport  roads     minus   {none:0,some:-1,many:-2.5}
    homes      heat      high    {none:0,third:1,all:3}
    homes      codes     low     {no:0,yes:1}
    waste      food      medium  {none:0,some:1,most:3,all:4}
    waste      burns     minus   {no:0,yes:-3}
    waste      depots    low     {no:0,yes:1}
""")
TICKS = (
    "{checklist: {a: 1, b: 1, c: 1, d: 1, e: 1}, levels: {fewer: 0, enough: {points: 1, needs: 3}}}"
)


def councils() -> Rubric:
    """Sections weigh by kind of council, questions by words; negative marks add nothing to the
    maximum; three ticks of five give all; each section is rounded to two places, halves to the
    even, before it is added up. Districts have no depots."""
    lines = []
    for section in SECTIONS:
        lines += [
            f"{section['section']}:",
            f"  title: {section['section'].capitalize()}",
            f"  weight: {section['district']}",
            f"  weight_by_kind: {{county: {section['county']}}}",
            "  round: {places: 2, halves: even}",
            "  floor: 0",
            "  criteria:",
        ]
        for row in QUESTIONS:
            if row["section"] != section["section"]:
                continue
            levels = row["scale"].replace(":", ": ")
            scale = TICKS if row["scale"] == "ticks" else f"{{levels: {levels}}}"
            weight = "points: 0" if row["weight"] == "minus" else f"weight: {row['weight']}"
            kind = ", weight_by_kind: {district: 0}" if row["question"] == "depots" else ""
            question = f"{row['question']}: {{question: Q?, {weight}{kind}, scale: {scale}}}"
            lines.append(f"    {question}")
    top = """
        grades: [district, county]
        aggregate: sum
        unanswered: zero
        weights: {low: 1, medium: 2, high: 3}
    """
    return built(top, lines)


@pytest.mark.parametrize(
    ("kind", "answers", "sections", "whole"),
    [
        # transport (3 x 1/2 + 2 - 1) / 5 of 15; homes (3 x 1/3 + 1) / 4 of 20; waste 3/4 of 10
        (
            "district",
            "buses: some, cycling: {shown: [a, b, e]}, roads: some, heat: third, codes: yes, "
            "food: most, burns: no, depots: yes",
            ("7.5", "10", "7.5"),
            45,
        ),
        # two ticks give nothing: (1.5 - 2.5) / 5 is held at 0; 2 x 1/4 / 2 of 10, less 3 / 2 of it
        (
            "district",
            "buses: some, cycling: {shown: [a, b]}, roads: many, heat: all, food: some, burns: yes",
            ("0", "15", "0"),
            45,
        ),
        # a county: (3 + 2 - 2.5) / 5 of 30; (3 x 1/3) / 4 of 10; (2 x 1/4 + 1) / 3 of 25
        (
            "county",
            "buses: all, cycling: {shown: [a, b, c, d]}, roads: many, heat: third, food: some, "
            "depots: yes",
            ("15", "2.5", "12.5"),
            65,
        ),
        # nothing is known: everything is 0
        ("county", "", ("0", "0", "0"), 65),
    ],
)
def test_councils_by_sections(kind, answers, sections, whole):
    made = graded(councils(), answers, head=f"kind: {kind}")
    scores = parts(made)
    weights = {row["section"]: Fraction(row[kind]) for row in SECTIONS}
    assert [scores[n].point * weights[n] for n in weights] == [Fraction(s) for s in sections]
    assert points(made) == sum(Fraction(s) for s in sections)
    assert made.tracks[0].score.whole == whole


def test_councils_each_section_is_rounded_before_it_is_added_up():
    """A quarter of 20.1 and half of 10.05 are 5.025 each, which is 5.02: 10.04. Halves up it would
    be 10.06, and without rounding 10.05."""
    of = built(
        "aggregate: sum\nunanswered: zero",
        [
            "homes:",
            "  title: Homes",
            "  weight: 20.1",
            "  round: {places: 2, halves: even}",
            "  criteria:",
            "    heat: {question: Q?, weight: 3, scale: {levels: {none: 0, third: 1, all: 3}}}",
            "    codes: {question: Q?, weight: 1, scale: yes/no}",
            "waste:",
            "  title: Waste",
            "  weight: 10.05",
            "  round: {places: 2, halves: even}",
            "  criteria:",
            "    food: {question: Q?, weight: 1, scale: {levels: {none: 0, half: 1, all: 2}}}",
        ],
    )
    assert points(graded(of, "heat: third, food: half")) == Fraction("10.04")


# ---------------------------------------------------------------- municipalities

STANDARD = table("""
    part      criterion  points  scale
    laws      homes      10      yes/no
    laws      work       20      {levels:{none:0,some:8,most:15,all:20}}
    employer  rules      25      points
    employer  training   5       yes/no
    services  office     15      {checklist:{desk:5,line:5,report:5}}
    police    liaison    25      {levels:{none:0,part:12,full:25}}
""")
BONUS = table("""
    part      criterion  bonus
    laws      youth      4
    services  elders     3
    services  shelter    2.5
""")


def municipal() -> Rubric:
    """Standard points to 100 and bonus points beside them; no more than 100; with bands."""
    lines = []
    for part in dict.fromkeys(row["part"] for row in STANDARD):
        lines += [f"{part}:", f"  title: {part.capitalize()}", "  aggregate: sum", "  criteria:"]
        for row in STANDARD:
            if row["part"] == part:
                scale = row["scale"].replace(":", ": ")
                if scale == "yes/no":
                    scale = f"{{levels: {{no: 0, yes: {row['points']}}}}}"
                about = f"question: Q?, points: {row['points']}, scale: {scale}"
                lines.append(f"    {row['criterion']}: {{{about}}}")
        for row in BONUS:
            if row["part"] == part:
                about = f"question: Q?, bonus: {row['bonus']}, scale: yes/no"
                lines.append(f"    {row['criterion']}: {{{about}}}")
    top = """
        aggregate: sum
        unanswered: zero
        ceiling: 100
        bands: {all: 100, most: 75, half: 50, some: 0}
    """
    return built(top, lines)


FULL = (
    "homes: yes, work: all, rules: {value: 25}, training: yes, "
    "office: {shown: [desk, line, report]}, liaison: full"
)


@pytest.mark.parametrize(
    ("answers", "score", "band"),
    [
        (FULL, 100, "all"),
        # 109.5, held at 100
        (f"{FULL}, youth: yes, elders: yes, shelter: yes", 100, "all"),
        # 12 less and 9.5 more: 97.5
        (
            FULL.replace("full", "part").replace(", training: yes", ", training: no")
            + ", youth: yes, elders: yes, shelter: yes",
            100 - 13 - 5 + Fraction("9.5"),
            "most",
        ),
        # 8 + 12.5 + 10, and 3
        (
            "work: some, rules: {value: 12.5}, office: {shown: [desk, line]}, elders: yes",
            Fraction("33.5"),
            "some",
        ),
        # 10 + 15 + 25, which reaches the band exactly
        ("homes: yes, work: most, liaison: full", 50, "half"),
        ("", 0, "some"),
    ],
)
def test_municipalities_with_bonus_points(answers, score, band):
    made = graded(municipal(), answers)
    assert made.tracks[0].score.whole == 100
    assert points(made) == score
    assert made.rubric.band(points(made)) == band


def test_municipalities_the_points_of_each_part_include_its_bonus():
    made = graded(municipal(), f"{FULL}, youth: yes, elders: yes")
    found = {name: (score.points, score.whole) for name, score in parts(made).items()}
    assert found == {
        "laws": (34, 30),
        "employer": (30, 30),
        "services": (18, 15),
        "police": (25, 25),
    }


# ---------------------------------------------------------------- a tree with missing values

INDICATORS = table("""
    pillar  pw  theme  tw  topic   ow  indicator  worst  best   shape
    health  50  air    60  indoor  1   stoves     100    0      even
    health  50  air    60  indoor  1   smoke      500    5      log
    health  50  air    60  outdoor 3   dust       50     10     even
    health  50  water  40  taps    1   taps       0      100    even
    nature  50  land   70  trees   2   loss       10     0      even
    nature  50  land   70  parks   1   parks      0      30     even
    nature  50  sea    30  fish    1   stocks     100    0      even
""")


def index() -> Rubric:
    """Pillars, themes and topics, each with a weight among its siblings; what is missing gives its
    weight to them."""
    lines: list[str] = []
    seen: set[str] = set()
    steps = (("pillar", "pw"), ("theme", "tw"), ("topic", "ow"))
    for row in INDICATORS:
        for depth, (step, weight) in enumerate(steps):
            name = f"{step}-{row[step]}"
            if name not in seen:
                seen.add(name)
                below = "components:" if depth < 2 else "criteria:"
                lines += [
                    "    " * depth + line
                    for line in (
                        f"{name}:",
                        f"  title: {name}",
                        f"  weight: {row[weight]}",
                        f"  {below}",
                    )
                ]
        log = ", log: yes" if row["shape"] == "log" else ""
        posts = f"{{goalposts: {{worst: {row['worst']}, best: {row['best']}{log}}}}}"
        lines.append(f"            {row['indicator']}: {{question: Q?, weight: 1, scale: {posts}}}")
    return built("unanswered: exclude", lines)


VALUES = {"stoves": 40, "smoke": 50, "dust": 20, "taps": 90, "loss": 4, "parks": 6, "stocks": 75}
# Shares: stoves 60, smoke 50 (the root of 500 x 5 is 50), dust 75, taps 90, loss 60, parks 20,
# stocks 25. Indoor 55; air (55 + 3 x 75) / 4 = 70; health (60 x 70 + 40 x 90) / 100 = 78.
# Land (2 x 60 + 20) / 3 = 140/3; nature 70 % of it and 30 % of 25.


@pytest.mark.parametrize(
    ("without", "health", "nature"),
    [
        ("", Fraction(78), Fraction(70 * 140, 300) + Fraction("7.5")),
        # indoor is smoke alone, 50: air (50 + 225) / 4 = 68.75
        ("stoves", Fraction(60 * 275, 400) + 36, Fraction(70 * 140, 300) + Fraction("7.5")),
        # indoor is missing: air 75
        ("stoves smoke", Fraction(81), Fraction(70 * 140, 300) + Fraction("7.5")),
        # air is missing: health is water
        ("stoves smoke dust", Fraction(90), Fraction(70 * 140, 300) + Fraction("7.5")),
        # trees are missing: land 20; sea is missing: nature is land
        ("loss stocks", Fraction(78), Fraction(20)),
        # all of nature is missing
        ("loss parks stocks", Fraction(78), None),
    ],
)
def test_a_tree_of_four_levels_with_missing_values(without, health, nature):
    answers = ", ".join(
        f"{name}: {{value: {value}}}"
        for name, value in VALUES.items()
        if name not in without.split()
    )
    made = graded(index(), answers)
    scores = parts(made)
    known = [one for one in (health, nature) if one is not None]
    assert abs(scores["pillar-health"].point * 100 - health) < Fraction(1, 10**20)
    assert (scores["pillar-nature"] is None) == (nature is None)
    assert abs(total(made) * 100 - sum(known) / len(known)) < Fraction(1, 10**20)


# ---------------------------------------------------------------- half steps

HALVES = table("""
    part     question  steps
    access   doors     0.5
    access   forms     2
    access   phones    2.5
    redress  appeals   3.5
    redress  deadlines 4
    redress  lawyers   2.5
    redress  courts    3
""")
STEPS = [f"{n / 2:g}" for n in range(9)]


def ordinal(weight: str, top: str) -> Rubric:
    lines = []
    levels = ", ".join(f'"{step}": {step}' for step in STEPS)
    for part in dict.fromkeys(row["part"] for row in HALVES):
        lines += [f"{part}:", f"  title: {part}", *([f"  weight: {weight}"] if weight else [])]
        lines += ["  round: {places: 1, halves: even}", "  criteria:"]
        lines += [
            f"    {row['question']}: {{question: Q?, weight: 1, scale: {{levels: {{{levels}}}}}}}"
            for row in HALVES
            if row["part"] == part
        ]
    return built(top, lines)


ORDINAL = ", ".join(f"{row['question']}: {row['steps']}" for row in HALVES)


def test_half_steps_averaged_and_rounded_to_the_even_in_their_own_unit():
    """Access 5/3 = 1.67 of 4, which is 1.7; redress 13/4 = 3.25, halfway, which is 3.2: of 8 they
    are 4.9. In percent of 4 it would be 81.2 and not 80."""
    made = graded(ordinal("4", "aggregate: sum"), ORDINAL)
    scores = parts(made)
    assert (scores["access"].point * 4, scores["redress"].point * 4) == (
        Fraction("1.7"),
        Fraction("3.2"),
    )
    assert points(made) == Fraction("4.9")


def test_half_steps_in_percent():
    """Access 41.666 %, which is 41.7; redress 81.25, halfway, which is 81.2; the mean of both by
    their questions: (3 x 41.7 + 4 x 81.2) / 7; of components of one weight: (41.7 + 81.2) / 2."""
    made = graded(ordinal("", "bands: {A: 0}"), ORDINAL)
    assert total(made) * 100 == (3 * Fraction("41.7") + 4 * Fraction("81.2")) / 7
    made = graded(ordinal("1", "bands: {A: 0}"), ORDINAL)
    assert total(made) * 100 == Fraction("61.45")


# ---------------------------------------------------------------- risks

RISKS = table("""
    check      risk      score
    code       critical  9
    builds     high      10
    branches   high      ?
    tests      medium    3
    licence    low       10
    fuzzing    low       0
""")


def test_risks_weigh_and_what_is_inconclusive_is_left_out():
    """(10 x 9 + 7.5 x 10 + 5 x 3 + 2.5 x 10 + 2.5 x 0) / 27.5 = 205 / 27.5 = 7.4545, to 7.5."""
    rows = [
        f"    {row['check']}: {{question: Q?, weight: {row['risk']}, "
        "scale: {points: {to: 10}}}"
        for row in RISKS
    ]
    of = built(
        """
        aggregate: sum
        unanswered: exclude
        weights: {critical: 10, high: 7.5, medium: 5, low: 2.5}
        """,
        ["all:", "  title: All", "  weight: 10", "  round: 1", "  criteria:", *rows],
    )
    answers = ", ".join(
        f"{row['check']}: {{value: {row['score']}}}" for row in RISKS if row["score"] != "?"
    )
    made = graded(of, answers)
    assert made.weight("branches", "score") == 0
    assert points(made) == Fraction("7.5")
    assert parts(made)["all"].before == Fraction(205, 275)


# ---------------------------------------------------------------- laws

LAWS = table("""
    part        provision  most  found
    right       stated     6     6
    right       reading    2     1
    scope       bodies     30    22.5
    procedures  days       14    ?
    procedures  fees       2     -1
    penalties   criminal   8     4
""")


def test_laws_in_points_of_a_maximum():
    """6 + 1 + 22.5 + 0 - 1 + 4 of 62: what is not found counts as nothing, and one provision may
    take a point."""
    lines = []
    for part in dict.fromkeys(row["part"] for row in LAWS):
        lines += [f"{part}:", f"  title: {part}", "  aggregate: sum", "  criteria:"]
        lines += [
            f"    {row['provision']}: {{question: Q?, points: {row['most']}, "
            f"scale: {{points: {{from: {'-2' if row['found'] == '-1' else '0'}}}}}}}"
            for row in LAWS
            if row["part"] == part
        ]
    of = built("aggregate: sum\nunanswered: zero", lines)
    answers = ", ".join(
        f"{row['provision']}: {{value: {row['found']}}}" for row in LAWS if row["found"] != "?"
    )
    made = graded(of, answers)
    assert (points(made), made.tracks[0].score.whole) == (Fraction("32.5"), 62)
    assert {n: (s.points, s.whole) for n, s in parts(made).items()} == {
        "right": (7, 8),
        "scope": (Fraction("22.5"), 30),
        "procedures": (-1, 16),
        "penalties": (4, 8),
    }


# ---------------------------------------------------------------- human development

DIMENSIONS = table("""
    dimension  indicator  worst  best   shape
    health     life       20     85     even
    education  expected   0      18     even
    education  mean       0      15     even
    income     income     100    75000  log
""")


def test_human_development():
    """Life (72 - 20) / 65 = 0.8; school (0.75 + 0.55) / 2 = 0.65; income, on the logarithm from
    100 to 75,000: the root of their product, 2738.6128, is half. The cube root of 0.8 x 0.65 x 0.5
    = 0.26 is 0.63825, and 0.638 to three decimals, which is 63.8 %."""
    lines = []
    for dimension in dict.fromkeys(row["dimension"] for row in DIMENSIONS):
        lines += [f"{dimension}:", f"  title: {dimension}", "  weight: 1", "  criteria:"]
        for row in DIMENSIONS:
            if row["dimension"] == dimension:
                log = ", log: yes" if row["shape"] == "log" else ""
                posts = f"{{goalposts: {{worst: {row['worst']}, best: {row['best']}{log}}}}}"
                lines.append(f"    {row['indicator']}: {{question: Q?, weight: 1, scale: {posts}}}")
    answers = "life: {value: 72}, expected: {value: 13.5}, mean: {value: 8.25}, "
    answers += "income: {value: 2738.6128}"
    exact = graded(built("aggregate: geometric_mean", lines), answers)
    assert abs(total(exact) ** 3 - Fraction("0.26")) < Fraction(1, 10**6)
    assert total(graded(built("aggregate: geometric_mean\nround: 1", lines), answers)) == (
        Fraction("0.638")
    )
    assert [round(float(s.point), 6) for s in parts(exact).values()] == [0.8, 0.65, 0.5]


def test_human_development_beyond_the_goalposts():
    """A life of 87 years and an income over the best are no more than all: the cube root of the
    0.9 of school."""
    posts = "{question: Q?, weight: 1, scale: {goalposts: {worst: 0, best: 10}}}"
    of = built(
        "aggregate: geometric_mean",
        [
            line
            for n in "abc"
            for line in (f"{n}:", f"  title: {n}", "  criteria:", f"    {n}1: {posts}")
        ],
    )
    made = graded(of, "a1: {value: 12}, b1: {value: 99}, c1: {value: 9}")
    assert abs(total(made) ** 3 - Fraction(9, 10)) < Fraction(1, 10**25)
    assert total(graded(of, "a1: {value: -2}, b1: {value: 99}, c1: {value: 9}")) == 0
