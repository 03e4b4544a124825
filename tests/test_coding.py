"""The coder's handbook: every example in it is as the city files have it, and the agreement that it
tells of is what `agree` finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from build import ROOT
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.model.place import Entry, Fact

PAGE = (ROOT / "docs" / "coding.md").read_text(encoding="utf-8")
RUBRIC = "noii-toronto"
EXAMPLE = re.compile(
    r"`([a-z0-9-]+)`\s+\(([^,()]+),\s+"
    r"(level [0-4](?:-[0-4])?|by\s+figure|checklist|elsewhere|context)\)"
)
KEY = re.compile(r"`([a-z0-9-]+/[a-z0-9-]+)`")


class Example(NamedTuple):
    """A fact that the page names, where it stands, what it is said to have there, and the criterion
    and the track that the page is about at that place."""

    fact: str
    place: str
    said: str
    criterion: str | None
    track: str | None

    @property
    def level(self) -> str:
        return self.said.removeprefix("level ")


def examples() -> Iterator[Example]:
    for block in re.split(r"\n(?=#{2,4} )", PAGE):
        head = re.match(r"#### (\S+)", block)
        for item in re.split(r"\n- ", block):
            text = " ".join(item.split())
            side = re.match(r"Policy|Practice", text) if head else None
            other = KEY.search(text)
            named = head[1] if head else (other[1] if other else None)
            for found in EXAMPLE.finditer(text):
                said = " ".join(found[3].split())
                yield Example(found[1], found[2], said, named, side[0].lower() if side else None)


EVERY = list(examples())


@pytest.fixture(scope="module")
def facts() -> dict[str, tuple[str, Fact]]:
    """Every fact of the shipped files by id, with the name of its place."""
    library = Library([Layer(ROOT, ".")])
    found = {}
    for name in library.ids("cities"):
        place = library.place(name)
        assert place is not None
        for fact_id, fact in place.city.facts.items():
            found[fact_id] = (place.city.name, fact)
    return found


def entry(fact: Fact, criterion: str) -> Entry | None:
    """What a fact shows on a criterion, whether its key names the rubric or not."""
    return fact.scores.get(criterion) or fact.scores.get(f"{RUBRIC}/{criterion}")


def test_there_are_examples_enough():
    assert len(EVERY) > 150
    assert len({example.fact for example in EVERY}) > 120


@pytest.mark.parametrize("example", EVERY, ids=lambda one: f"{one.fact} {one.said}")
def test_an_example_is_as_the_file_has_it(facts, example):
    name, fact = facts[example.fact]
    assert name == example.place
    if example.said == "context":
        assert not fact.scores
        return
    if example.said == "elsewhere":
        assert fact.scores
        assert all("/" in key and not key.startswith(f"{RUBRIC}/") for key in fact.scores)
        return
    if example.track is not None:
        assert fact.track == example.track
    if example.criterion is None:
        among = list(fact.scores.values())
    else:
        one = entry(fact, example.criterion)
        assert one is not None, list(fact.scores)
        among = [one]
    if example.said == "by figure":
        assert any(one.level is None for one in among)
    elif example.said == "checklist":
        assert any(one.shown is not None for one in among)
    else:
        assert example.level in [one.level for one in among]


def test_every_criterion_has_its_place_in_the_page():
    library = Library([Layer(ROOT, ".")])
    read = library.rubric(RUBRIC)
    assert read is not None
    assert re.findall(r"^#### (\S+)", PAGE, re.M) == list(read[0].criteria)


# ---------------------------------------------------------------- how it was tested

CODINGS = ROOT / "tests" / "recoding"


def shown(estimate: dict[str, str | None]) -> str:
    """A figure with its interval, as the page has it."""
    if estimate["value"] is None:
        return "too few"
    value = f"{float(estimate['value']):.2f}"
    if estimate["low"] is None:
        return value
    return f"{value} ({float(estimate['low']):.2f} to {float(estimate['high'] or 0):.2f})"


def table(found: dict) -> list[str]:
    """What `agree` finds, as the rows of the page."""
    rows = []
    for one in (*found["components"], found["total"]):
        where, level = one["where"], one["level"]
        cells = (
            one["component"] or "in all",
            str(where["items"]),
            str(where["both"]),
            shown(where["kappa"]),
            str(level["items"]),
            shown(level["kappa"]),
            shown(level["alpha"]),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def test_the_agreement_told_is_the_agreement_found(run):
    done = run("agree", CODINGS / "first", CODINGS / "second", "--format", "json")
    assert done.code == 0, done.stderr
    rows = table(json.loads(done.stdout))
    start = PAGE.index("## 10. How this page was tested")
    told = re.findall(r"^\| (?!component|---).*\|$", PAGE[start:], re.M)
    assert told == rows


def test_no_fact_that_was_coded_again_was_named_in_the_page_by_then():
    """The page that the second coder had named some; they are not among those compared."""
    first = Library([Layer(CODINGS / "first", ".")])
    compared = [fact for name in ("toronto", "vancouver") for fact in first.place(name).city.facts]
    assert len(compared) == 113
