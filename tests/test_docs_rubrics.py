"""Every worked example of docs/rubrics.md, through the real loader and the real engine."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import pytest
import yaml

from build import ROOT, TODAY
from scorecard.analysis.scenarios import changed, scenarios
from scorecard.engine.grade import grade
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.model.result import ComponentScore, Scorecard

PAGE = (ROOT / "docs" / "rubrics.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```yaml\n(.*?)```\n```yaml\n(.*?)```\n\n(.*?)\n\n", re.S)
CLAIM = re.compile(
    r"(?:`(?P<part>[\w-]+)` )?\*\*(?P<number>-?[\d.]+) (?P<unit>%|of (?P<whole>[\d.]+) points)\*\*"
    r"(?:, grade \*\*(?P<grade>\w+)\*\*)?"
)
HEAD = 'format: rubric/1\ntitle: An example\nversion: "1"\n'
EXAMPLES = EXAMPLE.findall(PAGE + "\n\n")
KEYS = (
    "levels:|yes/no|reversed|points:|scale: points|goalposts|log: yes|measure:|checklist|full_at"
    "|unclear|needs: 1|needs: [|weights:|weight: high|weight_by_kind|kinds|countries|provinces"
    "|places|when|unknown: yes|unanswered: zero|unanswered: exclude|bonus|penalty|floor|ceiling"
    "|geometric_mean|minimum|aggregate: sum|over: criteria|gates:|bands: {strong|halves: even"
    "|round: 1|try:|equal: components"
).split("|")
"""What a rubric can say; each is in an example."""


def title(at: int) -> str:
    """The heading under which an example stands."""
    before = PAGE[: PAGE.index(EXAMPLES[at][0])]
    return re.findall(r"^##* (.*)$", before, re.M)[-1]


def a_rubric(shown: str) -> str:
    """A rubric, from the part of it that is shown."""
    if shown.startswith("format:"):
        return shown
    return HEAD + ("" if "grades:" in shown else "grades: town\n") + shown


def a_place(shown: str) -> str:
    """The file of a place, from the answers that are shown."""
    if shown.startswith("format:"):
        return shown
    answers = yaml.load(shown, Loader=yaml.BaseLoader)
    head = {"format": "city/1", "name": "Sampleton", "kind": "town", **answers.pop("place", {})}
    facts = {}
    for criterion, answer in answers.items():
        beside = {key: answer.pop(key) for key in ("figure", "period", "date") if key in answer}
        if "period" in beside:
            beside["seen_by"] = "independent"
        facts[f"fact-{criterion}"] = {
            "claim": "A claim.",
            "confidence": "high",
            "sources": [{"title": "A page", "publisher": "A publisher", "date": "2020"}],
            **beside,
            "scores": {criterion: {"why": "It says so.", **answer}},
        }
    return yaml.safe_dump({**head, "facts": facts}, sort_keys=False, allow_unicode=True)


def read(tmp_path, at: int) -> Library:
    """A data folder with the rubric and the place of an example."""
    for folder, name, text in (
        ("rubrics", "example", a_rubric(EXAMPLES[at][0])),
        ("cities", "sampleton", a_place(EXAMPLES[at][1])),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Library([Layer(tmp_path, ".")])


def parts(components: tuple[ComponentScore, ...]) -> dict[str, ComponentScore]:
    """Every component of a scorecard by id."""
    found = {}
    for one in components:
        found |= {one.id: one, **parts(one.children)}
    return found


def shown(number: Fraction) -> str:
    """A number to two decimals, without trailing zeros."""
    text = f"{math.floor(number * 100 + Fraction(1, 2)) / 100:.2f}"
    return text.rstrip("0").rstrip(".")


def of(card: Scorecard, claim: re.Match[str]) -> tuple[str, str | None, str | None]:
    """The number, the points that can be had, and the grade of what a claim speaks of."""
    rule, score = card.rubric, card.tracks[0].score._replace(point=card.overall.point)
    if claim["part"]:
        name = claim["part"]
        score = parts(card.components)[name].tracks[0][1]
        rule = next(
            rule
            for rule in _components(card.rubric.components)
            if rule.title.lower() == name.replace("-", " ")
        )
    if claim["whole"]:
        whole = None if score.points is None else shown(score.whole)
        return shown(score.points), whole, rule.band(score.points)
    return shown(score.point * 100), None, rule.band(score.point * 100)


def _components(components):
    for component in components.values():
        yield component
        yield from _components(component.components)


def test_the_page_has_an_example_for_every_feature():
    assert len(EXAMPLES) == 20
    shown = "".join(part for example in EXAMPLES for part in example[:2])
    assert [key for key in KEYS if key not in shown] == []


@pytest.mark.parametrize("at", range(len(EXAMPLES)), ids=lambda at: f"{at}-{title(at)}")
def test_an_example(tmp_path, at):
    result = " ".join(EXAMPLES[at][2].split())
    data = read(tmp_path, at)
    made = data.rubric("example")
    assert made is not None, [str(problem) for problem in data.problems]
    place = data.place("sampleton", "example")
    if result.startswith("Refused: "):
        said = [f"Refused: {problem.wrong}; {problem.right}" for problem in data.problems]
        assert [text.replace(" of example", "") for text in said] == [result]
        return
    assert place is not None and data.problems == [], [str(problem) for problem in data.problems]
    card = grade(made[0], place, TODAY)
    claims = list(CLAIM.finditer(result))
    assert result.startswith("Gives **") and claims
    for claim in claims:
        number, whole, band = of(card, claim)
        assert number == claim["number"], (claim[0], number)
        assert whole == claim["whole"]
        assert claim["grade"] in (None, band)


def test_the_alternatives_of_the_page_are_graded_as_it_says(tmp_path):
    (at,) = (at for at, example in enumerate(EXAMPLES) if "try:" in example[0])
    data = read(tmp_path, at)
    rubric, place = data.rubric("example")[0], data.place("sampleton", "example")
    told = re.findall(r"[\d.]+\d", EXAMPLES[at][2].partition("With halves")[2])
    found = []
    for one in scenarios(rubric):
        if one.choices:
            (changed_,) = changed(rubric, one)
            found.append(shown(grade(changed_, place, TODAY).overall.point * 100))
    assert found == [told[0], told[-1]] == ["71.88", "40"]
