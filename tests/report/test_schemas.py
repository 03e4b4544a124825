"""The schemas that ship with the package, held against every JSON output."""

from __future__ import annotations

import json
import re
import sys
from copy import deepcopy
from functools import reduce
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from referencing import Registry

from build import ROOT
from scorecard.analysis import causes, diff, differences, history
from scorecard.analysis.across import across
from scorecard.analysis.agree import Question
from scorecard.analysis.compare import Comparison, compare
from scorecard.analysis.reliability import Missing
from scorecard.analysis.runs import Missing as Undrawn
from scorecard.analysis.sources import Use
from scorecard.engine.grade import Grader, grade
from scorecard.load import schemas
from scorecard.model.condition import Condition
from scorecard.model.place import Effect, Fact, Figure, LookedFor, Outcome
from scorecard.model.result import AsideReason, Finding, Mark
from scorecard.model.rubric import (
    Aggregate,
    Criterion,
    Group,
    Halves,
    SeenBy,
    Track,
    Unanswered,
)
from scorecard.model.scale import Measure, Scale
from scorecard.report import compare_data, data, diff_data, history_data, read_back
from scorecard.report.language import speak

sys.path.append(str(ROOT / "tests" / "engine"))

from test_laws import AS_OF, build, graded_cards

FOLDER = ROOT / "schemas"
FILES = ("city-1", "rubric-1", "law-1", "motion-1", "translation-1")
"""Those of data files, which tests/load/test_file_schemas.py holds against files."""
COMMON = "common-1"
FORMATS = {
    "result/1": "result-1",
    "results/1": "results-1",
    "comparison/1": "comparison-1",
    "across/1": "across-1",
    "list/1": "list-1",
    "show/1": "show-1",
    "agree/1": "agree-1",
    "plan/1": "plan-1",
    "history/1": "history-1",
    "diff/1": "diff-1",
    "robust/1": "robust-1",
    "verify/1": "verify-1",
    "sources/1": "sources-1",
}
SCHEMAS = {
    name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    for name in (COMMON, *FORMATS.values())
}
BY_ID = {schema["$id"]: schema for schema in SCHEMAS.values()}
REGISTRY = Registry().with_contents(BY_ID.items())


def validator(schema):
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(schema, registry=REGISTRY, format_checker=checker)


VALIDATORS = {form: validator(SCHEMAS[name]) for form, name in FORMATS.items()}


def wrong(output):
    """What the schema of an output has against it."""
    found = VALIDATORS[output["format"]].iter_errors(output)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


# ---------------------------------------------------------------- what is printed

ODD = {
    "rubrics/odd.yaml": """\
format: rubric/1
title: Every way to add up, and every kind of figure
version: "1"
grades: municipality
tracks: {policy: 0.5, practice: 0.5}
aggregate: sum
ceiling: 40
components:
  counted:
    title: Counted
    aggregate: sum
    ceiling: 60
    components:
      within:
        title: A component within
        criteria:
          lately:
            question: Seen lately?
            weight: 1
            practice: {measure: {kind: age}, 0: {from: 24}, 1: {under: 24}}
    criteria:
      calls:
        question: How many calls?
        weight: 1
        practice: {measure: {kind: rate, units: calls}, 0: {from: 10}, 1: {under: 10}}
      cases:
        question: How many cases?
        weight: 1
        practice:
          measure: {kind: count, units: cases}
          combine: tally
          0: {under: 2}
          1: {from: 2}
      rule:
        question: Is it so?
        weight: 1
        policy: {0: No., 1: "Yes."}
        practice: {0: No., 1: "Yes."}
  zero:
    title: Counted as 0
    unanswered: zero
    criteria: {nobody: {question: Who?, weight: 1, practice: {0: No., 1: "Yes."}}}
  out:
    title: Left out
    unanswered: exclude
    criteria: {nothing: {question: What?, weight: 1, practice: {0: No., 1: "Yes."}}}
""",
    "rubrics/paper.yaml": """\
format: rubric/1
title: On paper alone
version: "1"
grades: municipality
tracks: {policy: 1}
components:
  rules:
    title: Rules
    criteria: {rule: {question: Is it so?, weight: 1, policy: {0: No., 1: "Yes."}}}
""",
    "rubrics/taker.yaml": """\
format: rubric/1
title: Questions of other rubrics
version: "1"
grades: municipality
tracks: {policy: 1/2, practice: 1/2}
components:
  all:
    title: All
    criteria:
      both: {question: Is it so?, weight: 1, same_as: odd/rule}
      half:
        question: Is it so, and seen?
        weight: 1
        same_as: {policy: paper/rule}
        practice: {0: No., 1: "Yes."}
      late: {question: Seen late?, weight: 1, same_as: {practice: odd/lately}}
""",
    "cities/odd.yaml": """\
format: city/1
name: Odd
kind: municipality
population: {2021: 1000000, source: page}
sources: {page: {title: A page}, other: {title: Another, publisher: P, date: 2020}}
facts:
  calls:
    claim: There were 3 to 5 calls a week at most.
    period: 2026-01
    seen_by: independent
    figure: {low: 3, high: 5, of: calls, per: week, bound: upper, approx: yes}
    confidence: high
    sources: page
    scores: {odd/calls: {why: As counted.}}
  case-1:
    claim: A case.
    period: 2024
    seen_by: community
    confidence: medium
    sources: other
    scores: {odd/cases: {why: One case.}}
  case-2:
    claim: Another case.
    period: 2025
    seen_by: community
    confidence: medium
    sources: other
    scores: {odd/cases: {why: One case.}}
  lately:
    claim: It was seen.
    period: 2025-06
    seen_by: independent
    confidence: medium
    sources: other
    scores: {odd/lately: {why: Seen then.}}
  rule:
    claim: It is a rule.
    effect: adopts
    date: 2020
    confidence: high
    sources: other
    scores: {odd/rule: {level: 1, why: It is.}, paper/rule: {level: 1, why: It is.}}
""",
    "cities/land.yaml": """\
format: city/1
name: The Land
kind: country
sources: {page: {title: A page, publisher: P, date: undated}}
organizations: {league: {name: League, does: Joins the others., sources: page}}
""",
    "cities/even.yaml": """\
format: city/1
name: Even
kind: municipality
within: land
sources: {page: {title: A page, publisher: P, date: undated}}
facts:
  old:
    claim: It was a rule.
    effect: adopts
    date: 2020
    confidence: high
    sources: page
    scores: {odd/rule: {level: 1, why: It was.}}
  end:
    claim: It is no more.
    effect: adopts
    date: 2021
    supersedes: old
    confidence: high
    sources: page
    context: It says nothing of the question.
  rule:
    claim: It is a rule again.
    effect: adopts
    date: 2022
    confidence: high
    sources: page
    scores: {odd/rule: {level: 1, why: It is.}}
  done:
    claim: It is done.
    period: 2026-05
    seen_by: independent
    confidence: high
    sources: page
    scores: {odd/rule: {level: 1, why: It is.}}
""",
    "cities/silent.yaml": "format: city/1\nname: Silent\nkind: municipality\n",
    "cities/reef.yaml": "format: city/1\nname: Reef\nkind: reef\n",
    "rubrics/full.yaml": """\
format: rubric/1
title: Every key there is
by: Somebody
version: "1"
date: 2026-01
about: For tests.
grades: [island, rock]
effort: {policy: 1, practice: 3}
unanswered: unknown
floor: -10
round: 2
bands: {A: 50, F: 0}
tracks: {policy: 1/2, practice: 1/2}
weights: {much: 3}
terms: {island: Land in water.}
sources:
  bare: {title: Bare}
  page:
    title: A page
    publisher: P
    kind: study
    date: 2020
    url: https://page.example
    archive: https://archive.example
    note: A remark.
components:
  all:
    title: All
    about: Of everything.
    weight: 2
    weight_by_kind: {rock: much}
    weight_reason: It is all there is.
    not_applicable: {provinces: QC, why: It is elsewhere.}
    floor: 0
    criteria:
      rule:
        question: Is it so?
        origin: ours
        why_added: It was not there.
        effort: 2
        weight: 1
        weight_by_kind: {island: 2}
        not_applicable:
          - {kinds: rock, why: Nobody lives there.}
          - countries: US
            places: [atlantis]
            when: {criterion: more, track: policy, at_most: 0}
            why: It is far.
        policy: {0: No., 1: {text: "Yes.", points: 3, extra: More.}}
        practice:
          measure: {kind: rate, units: calls, shelf_life: 12}
          shelf_life: 24
          0: {over: 10, by_kind: {island: {over: 5}, rock: {from: 5}}}
          1:
            over: 0
            up_to: 10
            by_kind:
              island: {over: 0, up_to: 5}
              rock: {over: 0, under: 5}
          2:
            exactly: 0
            and: It is published.
            by_kind: {island: {exactly: 0}, rock: {exactly: 0}}
      more: {question: And more?, bonus: 1, policy: {0: No., 1: "Yes."}}
      less: {question: And less?, penalty: 1, policy: {0: No., 1: "Yes."}}
gates:
  no-rule:
    when:
      - {criterion: rule, track: policy, at_most: 0, basis: instruments}
      - {criterion: rule, track: practice, at_least: 1, or_unknown: yes}
    cap: 10
    choice: A rule comes first.
    alternative: No cap.
""",
    "rubrics/parks.yaml": """\
format: rubric/1
title: One track, points, and every form of scale
version: "1"
grades: park
aggregate: sum
weights: {high: 3}
bands: {good: 6, poor: 0}
components:
  law:
    title: Law
    aggregate: sum
    round: {places: 1, halves: even}
    criteria:
      rule:
        question: Is there a rule?
        ask: that there be a rule
        points: 6
        scale: {levels: {none: 0, weak: 2.5, strong: 6}}
      fees: {question: What does it cost?, points: 4, scale: points}
      secret: {question: Is it secret?, points: 0, scale: {points: {from: -3, to: 0}}}
  care:
    title: Care
    over: criteria
    bands: {strong: 50, weak: 0}
    components:
      within:
        title: Within
        criteria:
          life:
            question: How long?
            ask: that it last
            weight: high
            scale: {goalposts: {worst: 20, best: 85}}
    criteria:
      site:
        question: What does the page hold?
        weight: 1
        scale: {full_at: 2, checklist: {map: A map., hours: 1, prices: 1}}
      plan:
        question: How good is the plan?
        weight: 1
        scale:
          reversed: no
          checklist: {dated: A date., costed: Its costs.}
          0: No plan.
          1: {text: Something of it., needs: 1}
          2: {text: All of it., needs: [dated, costed]}
  extras:
    title: Extras
    floor: 0
    ceiling: 1
    criteria: {card: {question: Is there a card?, bonus: 1.5, scale: yes/no}}
  raids:
    title: Raids
    criteria: {raided: {question: Were there raids?, penalty: 1, scale: yes/no}}
  none:
    title: Nothing of it applies
    criteria:
      dark:
        question: Is it dark?
        weight: 1
        not_applicable: {when: {criterion: fees, at_least: 10}, why: It is not free.}
        scale: yes/no
gates:
  ruled: {when: {criterion: rule, at_most: weak}, cap: 5, choice: A rule comes first.}
""",
    "cities/grove.yaml": """\
format: city/1
name: Grove
kind: park
sources: {page: {title: A page, publisher: P, date: 2020}}
looked_for: [{criterion: dark, searched: Lamps.}]
facts:
  rule:
    {claim: A rule., date: 2020, confidence: high, sources: page,
     scores: {rule: {level: none-weak, why: So it says.}}}
  fees:
    {claim: Fees., confidence: high, sources: page, figure: {value: 3},
     scores: {fees: {why: As given.}}}
  secret:
    {claim: Secrets., confidence: high, sources: page, figure: {value: -1.5},
     scores: {secret: {why: As given.}}}
  life:
    {claim: Years., date: 2021, confidence: high, sources: page, figure: {value: 40},
     scores: {life: {why: Counted.}}}
  life-before:
    {claim: Years., date: 2011, confidence: high, sources: page, figure: {value: 30},
     scores: {life: {why: Counted.}}}
  site:
    {claim: A page., confidence: high, sources: page,
     scores: {site: {shown: [map], unclear: [hours], why: Read.}}}
  plan:
    {claim: A plan., confidence: high, sources: page,
     scores: {plan: {shown: [dated], why: Read.}}}
  card:
    {claim: A card., confidence: high, sources: page,
     scores: {card: {level: yes, why: Seen.}}}
  raided:
    {claim: No raids., confidence: high, sources: page,
     scores: {raided: {level: no, why: Seen.}}}
""",
    "cities/copse.yaml": """\
format: city/1
name: Copse
kind: park
sources: {page: {title: A page, publisher: P, date: 2020}}
facts:
  life:
    {claim: Years., date: 2021, confidence: high, sources: page, figure: {value: 85},
     scores: {life: {why: Counted.}}}
""",
    "cities/isle.yaml": """\
format: city/1
name: Isle
kind: island
province: ON
country: CA
governed_by: Its people
law: canada
efforts: {rule: {effort: {policy: 3}, why: There is no paper.}}
population: {2021: 10}
bodies:
  boats:
    name: Boats
    kind: harbour
    law: canada
    governed_by: The island
    population: {2021: 5, source: page}
  shared: {place: silent}
sources: {page: {title: A page, publisher: P, date: 2020, kind: study, note: A remark.}}
not_applicable:
  more: {why: There is no more., track: policy, from: 2020, until: 2021, sources: page}
  less: {why: There is no less., sources: {title: Another, archive: "https://archive.example"}}
looked_for:
  - {criterion: rule, track: practice, searched: Everything., when: 2026, found: refused}
  - {criterion: rule, track: policy, body: boats, searched: Less.}
replies:
  - {sent: 2026-01, office: The mayor}
  - {sent: 2026-01, office: The clerk, received: 2026-02, says: Nothing., sources: page}
organizations:
  rowers: {name: Rowers, does: Row., url: "https://row.example", sources: page}
  swimmers: {name: Swimmers, does: Swim., sources: page}
""",
}
"""What the sample and Toronto do not have; it stands in the folder where commands run."""
for inside in (ROOT / "tests" / "golden" / "agree", ROOT / "tests" / "golden" / "reply"):
    ODD |= {
        str(path.relative_to(inside)): path.read_text(encoding="utf-8")
        for path in inside.rglob("*.yaml")
    }
VERSION = ROOT / "tests/golden/before/rubrics/sample.yaml"
"""Another version of the sample: another mix, another weight, one question for another."""
BROKEN = {"rubrics/broken.yaml": "format: rubric/1\n", "cities/broken.yaml": "format: city/1\n"}
"""What `list` finds beside that."""
SAMPLE = "--rubric sample --as-of 2026-11-22"
AGAIN = "scorecard grade p --as-of 2026-11-22"
"""The command that an output carries, where none was typed."""
ODD["report.json"] = """\
{"command": "scorecard explain sampleton checks --rubric sample --as-of 2026-11-22 --format json",
 "program": "0.0.1", "rubric": {"version": "0.9"}, "files": [
 {"path": "cities/sampleton.yaml", "sha256": "0"}, {"path": "cities/gone.yaml", "sha256": "0"}],
 "added": 1}
"""
ODD["nowhere.json"] = """\
{"command": "scorecard explain nowhere --as-of 2026-11-22 --format json"}
"""
FAIL = ("list", "verify")
"""What ends with 1 here: some files are broken, and some reports altered."""
COMMANDS = (
    f"grade sampleton {SAMPLE}",
    f"grade lonely sampleton {SAMPLE}",
    f"grade sampleton --fresh {SAMPLE}",
    f"grade sampleton/sampleton-police {SAMPLE}",
    f"explain sampleton {SAMPLE}",
    f"explain sampleton/sampleton-police {SAMPLE}",
    *(f"explain sampleton {one} {SAMPLE}" for one in "checks telling trained card heard".split()),
    f"compare lonely sampleton sampleton/sampleton-police {SAMPLE}",
    f"compare sampleton --fresh {SAMPLE}",
    f"compare --on checks {SAMPLE}",
    f"compare sampleton --on telling --fresh {SAMPLE}",
    "grade lakeside newlake --rubric harbour --as-of 2026-11-22",
    "explain lakeside status-checks --rubric harbour --as-of 2026-02-20",
    "show lakeside",
    "grade toronto --as-of 2026-11-22",
    "grade toronto --as-of 2016-12-31",
    "explain toronto nc-status-checks --as-of 2026-11-22",
    "explain toronto nc-scope --as-of 2026-11-22 --lang fr",
    "compare toronto --as-of 2026-11-22",
    "compare --on nc-status-checks --as-of 2026-11-22",
    "grade odd even silent --rubric odd --as-of 2026-11-22",
    "explain odd calls --rubric odd --as-of 2026-11-22",
    "compare odd even silent --rubric odd --as-of 2026-11-22",
    "compare odd even --on cases --rubric odd --as-of 2026-11-22",
    "grade odd --rubric paper --as-of 2026-11-22",
    *("list", "list cities", "list rubrics", "list bodies"),
    *(f"show {name}" for name in "toronto toronto/toronto-police noii-toronto".split()),
    *(f"show {name}" for name in "nc-status-checks sample sampleton checks heard".split()),
    *(
        f"show {name}"
        for name in "full full/rule full/more full/less isle isle/boats isle/shared".split()
    ),
    *(
        "show rule",
        "show odd",
        "show even",
        "show reef",
        "show silent",
        "show taker",
        "show both",
        "show half",
    ),
    "grade grove --as-of 2026-11-22",
    *(f"explain grove {one} --as-of 2026-11-22" for one in "rule life site".split()),
    "compare grove --as-of 2026-11-22",
    "compare grove --on life --rubric parks --as-of 2026-11-22",
    *(f"show {name}" for name in "grove parks plan site fees secret life dark".split()),
    *(f"show {name} --sources" for name in "toronto toronto/toronto-police sampleton".split()),
    *(f"show {name} --sources" for name in "isle isle/boats isle/shared reef silent grove".split()),
    "show new-westminster --sources --lang fr",
    f"plan sampleton {SAMPLE}",
    f"plan sampleton --budget 3 --fresh {SAMPLE}",
    f"plan lonely {SAMPLE}",
    "plan toronto --target A --only council --as-of 2026-11-22",
    "plan toronto --target B --as-of 2026-11-22",
    "plan grove --budget 4 --as-of 2026-11-22",
    "plan odd --rubric odd --as-of 2026-11-22",
    "plan silent --rubric odd --as-of 2026-11-22",
    "plan silent --as-of 2026-11-22",
    "plan toronto/toronto-police --as-of 2026-11-22",
    "agree anna ben",
    "agree anna anna --samples 0",
    f"history sampleton {SAMPLE}",
    f"history sampleton/sampleton-police --fresh {SAMPLE}",
    f"history lonely {SAMPLE}",
    "history grove --as-of 2026-11-22",
    "history even --rubric odd --as-of 2026-11-22",
    "history silent --rubric odd --as-of 2026-11-22",
    "history toronto --as-of 2026-11-22",
    f"diff sampleton --since 2018 {SAMPLE}",
    f"diff sampleton/sampleton-police --since 2020 {SAMPLE}",
    "diff toronto --since 2018 --as-of 2026-11-22",
    "diff grove --since 2019 --as-of 2026-11-22",
    "diff silent --since 2019 --rubric odd --as-of 2026-11-22",
    f"diff sampleton --rubric-before {VERSION} {SAMPLE}",
    "diff toronto --rubric-before noii-toronto --rubric access-to --as-of 2026-11-22",
    f"robust lonely sampleton {SAMPLE}",
    f"robust sampleton --draws 0 --fresh {SAMPLE}",
    f"robust lonely {SAMPLE}",
    "robust grove --as-of 2026-11-22",
    "robust odd even silent --rubric odd --as-of 2026-11-22",
    "robust --draws 200 --as-of 2026-11-22",
    "robust --draws 200 --rubric often-asking-always-telling --as-of 2026-11-22",
    "verify report.json nowhere.json",
)
_printed = {}


@pytest.fixture
def printed(run, tmp_path):
    """What a command prints as JSON; each is run once."""

    def of(command):
        if command not in _printed:
            listed = command.startswith("list")
            here = tmp_path / ("broken" if listed else "whole")
            for name, text in (ODD | BROKEN if listed else ODD).items():
                (here / name).parent.mkdir(parents=True, exist_ok=True)
                (here / name).write_text(text, encoding="utf-8")
            asked = (*command.split(), "--format", "json", "--data", ROOT / "tests/golden/data")
            done = run(*asked, cwd=here)
            speak()
            assert done.code == command.startswith(FAIL), done.stderr
            _printed[command] = json.loads(done.stdout)
        return _printed[command]

    return of


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_printed_is_as_its_schema_says(printed, command):
    assert wrong(printed(command)) == []


@given(graded_cards())
@settings(max_examples=25, deadline=None)
def test_what_is_made_of_any_rubric_and_place_is_as_its_schema_says(made):
    rubric, place = build(*made)
    place = place._replace(lines=dict.fromkeys(place.city.facts, 1))
    card = grade(rubric, place, AS_OF)
    first = next(iter(rubric.criteria))
    rows = across(rubric, [place], first, AS_OF, False)
    other = grade(rubric, place, AS_OF.replace(year=2016))
    for text in (
        history_data.write(history.history(Grader(rubric), place, AS_OF), AGAIN),
        diff_data.write(diff.diff(other, card), None, AGAIN),
        data.write_all([card], AGAIN),
        data.write(card),
        data.write(card, first),
        compare_data.comparison(
            Comparison(rubric, AS_OF, False, "0.1.0", compare([card.standing()]), (), card.files()),
            AGAIN,
        ),
        compare_data.across(rubric, first, rows, AS_OF, False, "0.1.0", card.files(), AGAIN),
    ):
        assert wrong(json.loads(text)) == []


def test_every_fact_that_is_named_is_there(printed):
    """Whatever names a fact, the fact itself is printed with it."""

    def named(value):
        for one in value.values() if isinstance(value, dict) else value:
            if isinstance(one, dict | list):
                yield from named(one)
        if isinstance(value, dict):
            yield from (value[key] for key in ("fact", "by") if isinstance(value.get(key), str))

    ended_by_another = False
    for command in COMMANDS:
        output = printed(command)
        whole = ("result/1", "history/1", "diff/1")
        found = output.get("results", [output] if output["format"] in whole else [])
        if output["format"] == "across/1":
            found = [row for track in output["tracks"].values() for row in track["rows"]]
        for one in found:
            assert set(named(one)) <= one["facts"].keys(), command
            ended_by_another |= "end" in one["facts"]
    assert ended_by_another


# ---------------------------------------------------------------- what is promised


def resolved(ref, inside):
    """The part that a reference names, with its own address."""
    urn, _, pointer = ref.partition("#")
    here = BY_ID[urn or inside]
    for step in pointer.split("/")[1:]:
        here = here[step]
    return f"{urn or inside}#{pointer}", here


def parts(value, at):
    """Every part of a schema that is a mapping, with its address."""
    if isinstance(value, dict):
        yield at, value
        for key, one in value.items():
            yield from parts(one, f"{at}/{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from parts(one, f"{at}/{number}")


PARTS = dict(part for urn, schema in BY_ID.items() for part in parts(schema, f"{urn}#"))
OBJECTS = {
    at: part
    for at, part in PARTS.items()
    if part.get("type") == "object" and isinstance(part.get("properties"), dict)
}
KEYS = {
    f"{at}/properties/{key}": one
    for at, part in OBJECTS.items()
    for key, one in part["properties"].items()
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_itself(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMAS[name]["$id"] == f"urn:scorecard:{name}"


def test_every_schema_and_every_format_is_named_here():
    assert {path.stem for path in FOLDER.iterdir()} == {*SCHEMAS, *FILES}
    written = {
        form
        for path in (ROOT / "src" / "scorecard" / "report").glob("*data.py")
        for form in re.findall(r'"([a-z]+/[0-9]+)"', path.read_text(encoding="utf-8"))
    }
    assert written == set(FORMATS)
    for form, name in FORMATS.items():
        assert SCHEMAS[name]["properties"]["format"]["const"] == form


def test_the_enums_are_the_literals_of_the_model():
    literals = {
        "track": Track,
        "status": get_type_hints(Finding)["status"],
        "mark": Mark,
        "aside_reason": AsideReason,
        "effect": Effect,
        "outcome": Outcome,
        "seen_by": SeenBy,
        "confidence": Fact.model_fields["confidence"].annotation,
        "figure_kind": Measure.model_fields["kind"].annotation,
        "figure_per": get_args(Figure.model_fields["per"].annotation)[0],
        "figure_bound": get_args(Figure.model_fields["bound"].annotation)[0],
        "aggregate": Aggregate,
        "over": Group.model_fields["over"].annotation,
        "halves": Halves,
        "unanswered_rule": Unanswered,
        "origin": get_args(Criterion.model_fields["origin"].annotation)[0],
        "combine": Scale.model_fields["combine"].annotation,
        "basis": get_args(Condition.model_fields["basis"].annotation)[0],
        "search_result": LookedFor.model_fields["found"].annotation,
        "missing": Missing,
        "undrawn": Undrawn,
        "question": Question,
        "how": causes.How,
        "kind": history.Kind,
        "between": diff.Between,
        "told_apart": diff.How,
        "moved_by": diff.Why,
        "state": differences.State,
        "written": read_back.Written,
        "use": Use,
    }
    stated = {at.rpartition("/")[2]: part["enum"] for at, part in PARTS.items() if "enum" in part}
    assert stated == {name: list(get_args(literal)) for name, literal in literals.items()}
    assert all("/$defs/" in at for at, part in PARTS.items() if "enum" in part)
    cases = SCHEMAS["result-1"]["$defs"]["finding"]["oneOf"]
    stated = {case["properties"]["status"]["const"] for case in cases}
    assert stated == set(get_args(literals["status"]))


def test_every_key_is_required_and_no_other_is_let_in():
    """Null, never missing; but for what an output as a whole may leave out."""
    left_out = {
        "urn:scorecard:result-1#": SCHEMAS["result-1"]["$defs"]["whole_place"]["required"],
        "urn:scorecard:list-1#": ["cities", "rubrics", "bodies"],
        "urn:scorecard:show-1#": ["rubric", "criterion", "place", "body"],
    }
    for at, part in OBJECTS.items():
        assert part["additionalProperties"] is False, at
        apart = left_out.get(at, [])
        assert [key for key in part["properties"] if key not in apart] == part["required"], at
    for at, part in PARTS.items():
        if part.get("type") == "object" and not re.search("/(then|else)/", at):
            assert "additionalProperties" in part, at


def test_every_key_is_described():
    for where, one in KEYS.items():
        at, part = where, one
        while "description" not in part and "$ref" in part:
            at, part = resolved(part["$ref"], at.partition("#")[0])
        assert part.get("description", "").endswith("."), where


def test_every_definition_is_used():
    used = {
        resolved(part["$ref"], at.partition("#")[0])[0]
        for at, part in PARTS.items()
        if isinstance(part.get("$ref"), str)
    }
    defined = {at for at in PARTS if re.fullmatch(r"[^#]+#/\$defs/[a-z_]+", at)}
    assert defined <= used


# ---------------------------------------------------------------- in one file


@pytest.mark.parametrize("form", FORMATS)
def test_a_schema_in_one_file_says_the_same(printed, form):
    """Bundled with those it refers to, a schema needs no other, and judges as they do together."""
    whole = schemas.bundled(FORMATS[form])
    Draft202012Validator.check_schema(whole)
    alone = Draft202012Validator(whole, registry=Registry())
    refs = {part["$ref"] for _, part in parts(whole, "#") if isinstance(part.get("$ref"), str)}
    assert refs and all(ref.startswith("#/") for ref in refs)
    of_form = (one for one in map(printed, COMMANDS) if one["format"] == form)
    output = min(of_form, key=lambda one: len(str(one)))
    assert list(alone.iter_errors(output)) == []
    tried = set()
    for where, path, _ in keys(output):
        if where not in tried:
            tried.add(where)
            copy = deepcopy(output)
            holder(copy, path)[path[-1]] = {"else": 0.5}
            assert alone.is_valid(copy) == VALIDATORS[form].is_valid(copy), where


# ---------------------------------------------------------------- and kept


def places(at, schema, value, path=()):
    """Every key of an output, where it stands in the output and in the schema."""
    inside = at.partition("#")[0]
    if "$ref" in schema:
        yield from places(*resolved(schema["$ref"], inside), value, path)
    for one in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
        if "$ref" in one and validator({"$ref": resolved(one["$ref"], inside)[0]}).is_valid(value):
            yield from places(at, one, value, path)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        for key, one in value.items():
            if key in known:
                where = f"{at}/properties/{key}"
                if at in OBJECTS:
                    yield where, (*path, key), one
                yield from places(where, known[key], one, (*path, key))
            elif isinstance(schema.get("additionalProperties"), dict):
                below = schema["additionalProperties"]
                yield from places(f"{at}/additionalProperties", below, one, (*path, key))
    elif isinstance(value, list) and "items" in schema:
        for number, one in enumerate(value):
            yield from places(f"{at}/items", schema["items"], one, (*path, number))


def keys(output):
    schema = SCHEMAS[FORMATS[output["format"]]]
    return places(f"{schema['$id']}#", schema, output)


def takes_null(at, schema):
    if "$ref" in schema and takes_null(*resolved(schema["$ref"], at.partition("#")[0])):
        return True
    if "anyOf" in schema:
        return any(takes_null(at, one) for one in schema["anyOf"])
    return "null" in schema.get("type", ())


def test_every_key_is_seen_and_is_null_only_where_it_can_be(printed):
    seen = {}
    for command in COMMANDS:
        for where, _, value in keys(printed(command)):
            seen.setdefault(where, set()).add(value is None)
    assert seen == {where: {False, takes_null(where, one)} for where, one in KEYS.items()}


def holder(output, path):
    """What holds the key at the end of a path."""
    return reduce(lambda here, step: here[step], path[:-1], output)


def test_a_key_that_is_dropped_added_or_retyped_is_refused(printed):
    """Every key of every schema, in what holds it, in the shortest output that has it."""
    tried = set()
    for output in sorted(map(printed, COMMANDS), key=lambda output: len(str(output))):
        for where, path, value in keys(output):
            if value is None or where in tried:
                continue
            tried.add(where)
            whole = holder(output, path)
            accepts = validator({"$ref": where.rpartition("/properties/")[0]}).is_valid
            assert accepts(whole)
            for other in (0.5, "", {"else": 0.5}, [0.5]):
                assert not accepts({**whole, path[-1]: other}), f"{where} as {other!r}"
            assert not accepts({**whole, "else": value}), f"something beside {where}"
            less = {key: one for key, one in whole.items() if key != path[-1]}
            assert not accepts(less), f"{where} dropped"
    assert tried == set(KEYS)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("as_of", "2026-02-30"),
        ("as_of", "22 November 2026"),
        ("files/0/sha256", "0" * 63),
        ("files/0/path", "/home/me/rubrics/sample.yaml"),
        ("overall/point/exact", "0.39"),
        ("overall/point/exact", "39%"),
        ("overall/point/shown", "39.00"),
        ("overall/withheld", ["paper"]),
        ("overall/mix", {"paper": "1"}),
        ("tracks/policy/point", None),
        ("tracks/policy/withheld", True),
        ("findings/0/status", "maybe"),
        ("findings/0/status", "unknown"),
        ("findings/0/point", None),
        ("findings/0/bodies/0/point", None),
        ("findings/0/bodies/0/marks", ["describes", "describes"]),
        ("findings/0/bodies/0/age_months", 1.5),
        ("facts/rule/date", "2019-3"),
        ("facts/rule/effect", None),
        ("facts/rule/sources", []),
        ("facts/told/period", None),
        ("costs", None),
    ],
)
def test_a_value_that_cannot_be_is_refused(printed, path, value):
    output = printed(f"explain sampleton {SAMPLE}")
    steps = [int(step) if step.isdecimal() else step for step in path.split("/")]
    copy = deepcopy(output)
    held = holder(copy, steps)
    assert held[steps[-1]] != value
    held[steps[-1]] = value
    assert wrong(copy)


def test_what_tells_of_a_whole_place_stands_together_or_not_at_all(printed):
    whole = printed(f"explain sampleton {SAMPLE}")
    one = printed(f"explain sampleton checks {SAMPLE}")
    together = SCHEMAS["result-1"]["$defs"]["whole_place"]["required"]
    assert set(whole) - set(one) == set(together)
    assert wrong({key: value for key, value in whole.items() if key not in together})
    for key in together:
        assert wrong({**one, key: whole[key]})
    assert wrong({"format": "results/1", "results": [one]})
