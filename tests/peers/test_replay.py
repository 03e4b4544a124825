"""Scorecards that others designed, filled in and printed: our engine must print their totals.

Their tables are not part of this repository; they are read from `../shared/peers` beside it, or
from $SCORECARD_PEERS. A converter rewrites each table into a rubric and place files, and does no
arithmetic: the real loader and engine do.
"""

from __future__ import annotations

import csv
import json
import math
import os
from collections import defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from build import ROOT
from scorecard.engine.grade import grade
from scorecard.load.layers import Layer
from scorecard.load.library import Library

PEERS = Path(os.environ.get("SCORECARD_PEERS", ROOT.parent / "shared" / "peers"))
WHEN = date(2026, 1, 1)
YEAR = "2015"


def table(peer: str, name: str) -> list[dict[str, str]]:
    """A published table; the test is skipped where it is absent."""
    path = PEERS / peer / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"{peer}: {path.name} is not in the folder of published scorecards")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(value: str) -> str:
    """A text as YAML, whatever stands in it."""
    return json.dumps(value, ensure_ascii=False)


def place(root: Path, name: str, title: str, answers: dict[str, str], key: str = "level") -> None:
    """A place with one fact a criterion, each with the level or the figure published."""
    lines = ["format: city/1", f"name: {text(title)}", "kind: peer"]
    lines.append("sources: {table: {title: Published table, publisher: Peer, date: undated}}")
    if answers:
        lines.append("facts:")
    for criterion, answer in answers.items():
        figure, level = f"    figure: {{value: {answer}}}", ""
        if key == "level":
            figure, level = "", f"level: {answer}, "
        lines += [
            f"  {criterion}:",
            "    claim: As published.",
            "    confidence: high",
            "    sources: table",
            *([figure] if figure else []),
            f"    scores: {{{criterion}: {{{level}why: As published.}}}}",
        ]
    (root / "cities" / f"{name}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def rubric(root: Path, head: list[str], components: list[str]) -> None:
    lines = ["format: rubric/1", "title: A peer's", 'version: "1"', "grades: peer"]
    lines += [*head, "components:", *components]
    (root / "rubrics" / "peer.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def graded(tmp_path):
    """The scorecard of every place of a folder, by id; fails where a file has a problem."""
    for folder in ("rubrics", "cities"):
        (tmp_path / folder).mkdir()

    def all_of_them():
        library = Library([Layer(tmp_path, ".")])
        peer = library.rubric("peer")
        assert peer is not None, [str(problem) for problem in library.problems]
        places = {name: library.place(name, "peer") for name in library.ids("cities")}
        assert library.problems == []
        return {name: grade(peer[0], one, WHEN) for name, one in places.items()}

    return tmp_path, all_of_them


def test_los_angeles_tenant_bill_of_rights_2025(graded):
    """Nine policies, each 0, 0.5 or 1; the total is their plain sum. 89 of 89."""
    root, all_of_them = graded
    components = ["  tbor:", "    title: Policies", "    aggregate: sum", "    criteria:"]
    for row in table("la-tbor2025", "criteria"):
        components += [
            f"      {row['criterion_id']}:",
            f"        question: {text(row['text'])}",
            f"        points: {row['max_points']}",
            '        scale: {levels: {"0": 0, "0.5": 0.5, "1": 1}}',
        ]
    rubric(root, ["aggregate: sum"], components)
    levels = defaultdict(dict)
    for row in table("la-tbor2025", "answers"):
        levels[row["unit_id"]][row["criterion_id"]] = row["points"]
    for row in table("la-tbor2025", "units"):
        place(root, f"unit-{row['unit_id']}", row["name"], levels[row["unit_id"]])
    cards = all_of_them()
    published = {
        f"unit-{row['unit_id']}": Fraction(row["value"])
        for row in table("la-tbor2025", "published")
        if row["node"] == "TOTAL"
    }
    assert len(published) == 89
    found = {name: card.track("score").score.points for name, card in cards.items()}
    assert found == published


def test_global_open_data_index_2015(graded):
    """Thirteen data sets of nine weighted questions; an answer nobody is sure of counts as none.
    1,586 of 1,586 data sets and 122 of 122 places, these rounded half up."""
    root, all_of_them = graded
    questions = table("godi2015", "criteria")
    sets = [row for row in table("godi2015", "sections") if YEAR in row["asked_in"].split()]
    components = []
    for one in sets:
        components += [f"  {one['section_id']}:", f"    title: {text(one['name'].strip())}"]
        components += ["    weight: 1", "    criteria:"]
        for row in questions:
            components += [
                f"      {one['section_id']}-{row['criterion_id']}:",
                f"        question: {text(row['text'])}",
                f"        weight: {row['weight']}",
                "        scale: yes/no",
            ]
    rubric(root, ["unanswered: zero"], components)
    named = {"No": "no", "Yes": "yes"}
    levels = defaultdict(dict)
    for row in table("godi2015", "answers"):
        if row["year"] == YEAR:
            for question in questions:
                name = question["criterion_id"]
                if row[name] in named:
                    criterion = f"{row['section_id']}-{name}"
                    levels[row["unit_id"]][criterion] = named[row[name]]
    titles = {row["unit_id"]: row["name"] for row in table("godi2015", "units")}
    for unit, answers in levels.items():
        place(root, f"unit-{unit}", titles[unit], answers)
    cards = all_of_them()
    sections = totals = 0
    for row in table("godi2015", "published"):
        card = cards.get(f"unit-{row['unit_id']}")
        if row["year"] != YEAR or card is None:
            continue
        if row["node"] == "TOTAL":
            totals += 1
            exact = card.track("score").score.point * 100
            assert math.floor(exact + Fraction(1, 2)) == int(row["value"]), row
        else:
            sections += 1
            (score,) = [c.on("score") for c in card.components if c.id == row["node"]]
            assert score.point * 100 == Fraction(row["value"]), row
    assert (sections, totals) == (1586, 122)


def test_ranking_digital_rights_2019(graded):
    """Thirty-five indicators from 0 to 100, those that apply to a company; each category and the
    total are plain means of indicators. 96 of 96 to 1e-9."""
    root, all_of_them = graded
    by_category, posts = defaultdict(list), "{goalposts: {worst: 0, best: 100}}"
    for row in table("rdr2019", "criteria"):
        by_category[row["category_id"]].append(row["indicator_id"])
    components = []
    for category, indicators in by_category.items():
        components += [f"  {category}:", f"    title: {category}", "    criteria:"]
        components += [
            f"      {one}: {{question: {one}, weight: 1, scale: {posts}}}" for one in indicators
        ]
    rubric(root, ["unanswered: exclude", "over: criteria"], components)
    figures = defaultdict(dict)
    for row in table("rdr2019", "answers"):
        if row["score"] not in ("NA", "N/A"):
            figures[row["unit_id"]][row["indicator_id"]] = row["score"]
    ids = {row["unit_id"]: f"unit-{at}" for at, row in enumerate(table("rdr2019", "units"))}
    for unit, name in ids.items():
        place(root, name, unit, figures[unit], key="figure")
    cards = all_of_them()
    agree = 0
    for row in table("rdr2019", "published"):
        card = cards[ids[row["unit_id"]]]
        scores = {c.id: c.on("score") for c in card.components}
        scores["Total"] = card.track("score").score
        assert math.isclose(scores[row["node"]].point * 100, float(row["value"]), abs_tol=1e-9), row
        agree += 1
    assert agree == 96
