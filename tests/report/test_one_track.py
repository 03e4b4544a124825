"""A rubric with one track: nothing in any report of it tells paper from practice.

One rubric without tracks, in points and with every form of scale; one of practice alone, and one of
policy alone. Every command and format, in both languages.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from scorecard.report.language import speak

WORDS = {
    "en": re.compile(r"\b(on paper|papers?|practices?|polic(y|ies)|tracks?)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(papiers?|pratiques?|politiques?|volets?)\b", re.IGNORECASE),
}
SOURCE = "sources: {s: {title: A page, publisher: A group, date: 2024}}\n"
PARKS = """\
format: rubric/1
title: Points for parks
version: "1"
grades: [town, county]
aggregate: sum
floor: 0
withhold_under: 1/4
provisional_under: 0.95
weights: {low: 1, high: 3}
bands: {good: {from: 12, words: well kept}, fair: 6, poor: 0}
components:
  law:
    title: Law
    aggregate: sum
    bands: {strong: 4, weak: 0}
    criteria:
      rule:
        question: Is there a rule?
        points: 6
        ask: that the council adopt a rule
        who_can_grant: council
        evidence: minutes
        scale: {levels: {none: 0, weak: 2.5, strong: 5}}
      fees: {question: What does it cost?, points: 4, scale: points}
      secret: {question: Is it secret?, points: 0, scale: {points: {from: -3, to: 0}}}
  care:
    title: Care
    weight: 5
    round: {places: 0, halves: even}
    components:
      inner:
        title: Inner
        aggregate: geometric_mean
        criteria:
          life: {question: How long?, weight: low, scale: {goalposts: {worst: 20, best: 85}}}
          gifts:
            question: What do people give?
            weight: high
            scale:
              goalposts: {worst: 100, best: 10000, log: yes}
              measure: {kind: value, units: [dollars, coins]}
      lists:
        title: Lists
        aggregate: minimum
        not_applicable: {kinds: county, why: Counties keep no lists.}
        criteria:
          report:
            question: What does the report hold?
            weight: 2
            scale: {checklist: {money: {text: What was spent., points: 2}, staff: 1, goals: 1}}
          plan:
            question: How good is the plan?
            weight: 1
            scale:
              checklist: {dated: A date., costed: Its costs.}
              0: No plan worth the name.
              1: {text: Something of it., needs: 1}
              2: {text: All of it., needs: [dated, costed]}
  extras:
    title: Extras
    ceiling: 2
    criteria:
      card: {question: Is there a card?, bonus: 1.5, scale: yes/no}
      raids: {question: Were there raids?, penalty: low, scale: {levels: {none: 0, some: 1}}}
  open:
    title: Open questions
    over: criteria
    criteria:
      dark:
        question: Is it dark?
        weight: 1
        weight_by_kind: {county: 0}
        not_applicable:
          - {when: {criterion: fees, at_most: 10}, why: What is free is never dark.}
          - {countries: [CA], provinces: [AB, SK], why: The province forbids it.}
        scale: yes/no
      wet: {question: Is it wet?, weight: 1, scale: {1: Low., 2: Some., 3: High., reversed: yes}}
gates:
  ruled:
    when: {criterion: rule, at_most: weak}
    cap: 7.5
    choice: Without a strong rule nothing holds.
    alternative: No cap.
  paid: {when: {criterion: fees, at_least: 50}, cap: 14, choice: It costs too much.}
  unruled: {when: {criterion: dark, unknown: yes}, cap: 16, choice: Nobody knows.}
choices:
  order: {choice: Rules first., alternative: Trees first.}
"""
SAMPLETON = f"""\
format: city/1
name: Sampleton
kind: town
country: CA
bodies: {{police: {{name: Sampleton Police, kind: police-service}}}}
{SOURCE}looked_for: [{{criterion: wet, searched: Rain figures., when: 2026-01}}]
facts:
  a:
    {{claim: A rule stands., date: 2026-05, confidence: high, sources: s,
     scores: {{rule: {{level: weak, why: Weak.}}}}}}
  a0:
    {{claim: No rule stood., date: 2020, confidence: low, sources: s,
     scores: {{rule: {{level: none, why: No rule.}}}}}}
  b:
    {{claim: It costs little., confidence: medium, sources: s, figure: {{value: 3}},
     scores: {{fees: {{why: So it is.}}}}}}
  c:
    {{claim: Some is secret., confidence: high, sources: s, figure: {{value: -1.5}},
     scores: {{secret: {{why: Half.}}}}}}
  d:
    {{claim: Some 59 years., date: 2026-05, confidence: high, sources: s,
     figure: {{value: 59, low: 50, high: 90}}, scores: {{life: {{why: Counted.}}}}}}
  d0:
    {{claim: Some 40 years., date: 2022, confidence: high, sources: s, figure: {{value: 40}},
     scores: {{life: {{why: Counted.}}}}}}
  e:
    {{claim: They give 1000., date: 2026-05, confidence: high, sources: s,
     figure: {{value: 1000, of: dollars}}, scores: {{gifts: {{why: Counted.}}}}}}
  g:
    {{claim: The report has money., date: 2026-05, confidence: high, sources: s,
     scores: {{report: {{shown: [money], unclear: [goals], why: Read.}}}}}}
  i:
    {{claim: The plan is dated., date: 2026-05, confidence: high, sources: s,
     scores: {{plan: {{shown: [dated], why: Read.}}}}}}
  j:
    {{claim: A card., date: 2026-05, confidence: high, sources: s,
     scores: {{card: {{level: yes, why: Seen.}}, raids: {{level: some, why: Seen.}}}}}}
  k: {{claim: A mayor spoke., confidence: high, sources: s, context: It says nothing of parks.}}
"""
SEEN = """\
format: rubric/1
title: What was seen
version: "1"
grades: [town, county]
speaks_for: police-service
tracks: {practice: 1}
withhold_under: 1/3
provisional_under: 0.95
bands: {A: 80, B: 50, C: 0}
components:
  calls:
    title: Calls
    criteria:
      calls:
        question: How many calls?
        ask: that nobody be called
        who_can_grant: council
        weight: 3
        whose: lowest
        practice:
          measure: {kind: rate, units: [calls, contacts]}
          0: {from: 100}
          1: {from: 10, under: 100}
          2: {under: 10}
      told:
        question: Is nobody told on?
        weight: 2
        evidence: minutes
        practice: {combine: worst, 0: Often., 1: Once., 2: Never.}
  desk:
    title: The desk
    criteria:
      open: {question: Is it open?, weight: 1, practice: {0: No., 1: "Yes."}}
      kind: {question: Is it kind?, weight: 1, practice: {0: No., 1: "Yes."}}
gates:
  many:
    when: {criterion: calls, track: practice, at_most: 1}
    cap: 40
    choice: Too many calls.
    alternative: No cap.
choices:
  order: {choice: Calls first., alternative: The desk first.}
"""
HERE = f"""\
format: city/1
name: Here
kind: town
population: {{2021: 100000}}
bodies: {{police: {{name: Here Police, kind: police-service, speaks_for_city: yes}}}}
{SOURCE}not_applicable: {{kind: {{why: There is no desk., track: practice, sources: s}}}}
looked_for:
  - {{criterion: open, track: practice, searched: Everything., when: 2024}}
  - {{criterion: calls, track: practice, body: police, searched: Their figures.}}
facts:
  calls:
    {{claim: There were 50 calls., body: police, period: 2020, seen_by: independent,
     confidence: low, figure: {{count: 50, of: calls}}, sources: s,
     scores: {{calls: {{why: Counted.}}}}}}
  more:
    {{claim: There were 30 calls., period: 2019, seen_by: own, confidence: high,
     figure: {{count: 30, of: calls}}, sources: s, scores: {{calls: {{why: Counted.}}}}}}
  most:
    {{claim: There were 40 calls., period: 2018, seen_by: own, confidence: high,
     figure: {{count: 40, of: contacts}}, sources: s, scores: {{calls: {{why: Counted.}}}}}}
  told:
    {{claim: One was told on., period: 2025, seen_by: community, confidence: medium, sources: s,
     scores: {{told: {{level: 1-2, why: Told.}}}}}}
  speech:
    {{claim: A speech., period: 2025, seen_by: own, confidence: medium, sources: s,
     context: It says nothing of calls.}}
"""
RULES = """\
format: rubric/1
title: What is written
version: "1"
grades: [town, county]
tracks: {policy: 1}
withhold_under: 1/3
provisional_under: 2/3
bands: {A: 80, B: 50, C: 0}
components:
  rules:
    title: Rules
    criteria:
      rule:
        question: Is there a rule?
        ask: that there be a rule
        weight: 2
        policy: {0: Against., 1: Nothing., 2: A rule.}
      other:
        question: Is there another?
        weight: 2
        policy: {0: Against., 1: Nothing., 2: A rule.}
"""
THERE = f"""\
format: city/1
name: There
kind: town
{SOURCE}looked_for: [{{criterion: other, track: policy, searched: Everything., found: refused}}]
facts:
  by-law:
    {{claim: A by-law stands., effect: adopts, date: 2020, confidence: high, sources: s,
     scores: {{rule: {{level: 1-2, why: It stands.}}}}}}
  study:
    {{claim: They looked., effect: describes, date: 2021, seen_by: independent, confidence: high,
     sources: s, scores: {{rule: {{level: 0, why: They saw none.}}}}}}
"""


class Case(NamedTuple):
    """A rubric, a place that it grades, and another of another kind without any fact."""

    rubric: str
    place: str
    criteria: str


CASES = {
    "parks": Case(PARKS, SAMPLETON, "rule fees secret life gifts report plan card raids dark wet"),
    "seen": Case(SEEN, HERE, "calls told open kind"),
    "rules": Case(RULES, THERE, "rule other"),
}


@pytest.fixture(params=CASES)
def case(request, monkeypatch, tmp_path):
    """No data in reach but one rubric and two places, on one date."""
    (tmp_path / "nothing").mkdir()
    monkeypatch.setattr("scorecard.load.layers.shipped", lambda: tmp_path / "nothing")
    monkeypatch.setattr("scorecard.cli.opening.on_date", lambda text: date(2026, 11, 22))
    made = CASES[request.param]
    silent = "format: city/1\nname: Silent\nkind: county\n"
    for name, text in (
        ("rubrics/made.yaml", made.rubric),
        ("cities/place.yaml", made.place),
        ("cities/silent.yaml", silent),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return made, tmp_path


def commands(criteria: str) -> list[str]:
    """Every report there is of the two places, by the criteria of their rubric."""
    texts, names = ("text", "markdown"), criteria.split()
    found = [
        f"{command} --format {form}"
        for form in texts
        for command in (
            "grade place silent",
            "grade place --fresh",
            "explain place",
            "explain silent",
            *(f"explain {place} {name}" for place in ("place", "silent") for name in names),
            "show made",
            "show place",
            "show silent",
            *(f"show made/{name}" for name in names),
            "list",
        )
    ]
    found += [
        f"{command} --format {form}"
        for form in (*texts, "csv")
        for command in (
            "compare",
            "compare place",
            *(f"compare --on {name} --rubric made" for name in names),
        )
    ]
    return found + [
        f"export {place} --format {form}{brief}"
        for place in ("place", "silent")
        for form in ("markdown", "html")
        for brief in ("", " --brief")
    ]


def printed(run, command: str, where: Path, language: str) -> str:
    """What a command prints; of a page what stands on it."""
    done = run(*command.split(), *(() if language == "en" else ("--lang", language)), cwd=where)
    speak()
    assert done.code == 0, (command, done.stderr)
    return done.stdout.partition("<main")[2] or done.stdout


@pytest.mark.parametrize("language", WORDS)
def test_nothing_tells_paper_from_practice(run, case, language):
    made, where = case
    for command in commands(made.criteria):
        text = printed(run, command, where, language)
        found = [match[0] for match in WORDS[language].finditer(text)]
        assert found == [], (command, found)


def test_what_is_left_out_leaves_no_gap(run, case):
    """No empty brackets, no two spaces or commas where a word was, no message without its part."""
    made, where = case
    for command in commands(made.criteria):
        if "--format markdown" in command or command.startswith("explain"):
            text = printed(run, command, where, "en")
            for line in text.splitlines():
                prose = line.strip(" -*#>|").replace("|   |", "|")
                if "|" not in line and "  " not in line.strip():
                    assert not re.search(r"\(\)|\( | ,|,,|\{\w*\}|: \.|\bNone\b", prose), (
                        command,
                        line,
                    )


def test_every_command_is_tried_on_both_places(case):
    made, _where = case
    text = " ".join(commands(made.criteria))
    for word in ("grade", "explain", "compare", "--on", "export", "--brief", "show", "list", "csv"):
        assert word in text


def test_the_ranking_is_by_what_the_headline_says(run, tmp_path):
    """A cap holds in the ranking of a rubric with one track, as it does in the grade."""
    for name, text in (("rubrics/made.yaml", SEEN), ("cities/here.yaml", HERE)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = ("--rubric", "made", "--as-of", "2026-11-22")
    assert run("grade", "here", *asked, cwd=tmp_path).stdout.startswith("Here: C 40, provisional\n")
    compared = run("compare", "here", *asked, "--format", "csv", cwd=tmp_path).stdout
    head, row = (line.split(",") for line in compared.removeprefix("\ufeff").splitlines())
    said = dict(zip(head, row, strict=True))
    assert (said["band"], said["score"], said["capped at"]) == ("C", "40", "40")


def test_facts_that_tell_nothing_apart_are_counted_by_themselves(run, case):
    """In data under `score`, and only where there are some; in words all together."""
    made, where = case
    facts = json.loads(run("show", "place", "--format", "json", cwd=where).stdout)["place"]["facts"]
    plain = made.rubric is PARKS
    assert list(facts) == ["policy", "practice", *(["score"] if plain else [])]
    number = sum(one["facts"] for one in facts.values())
    assert re.search(
        rf"^All facts +{number} ", run("show", "place", cwd=where).stdout, re.MULTILINE
    )
