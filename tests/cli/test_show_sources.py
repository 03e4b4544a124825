"""`show PLACE --sources`: what rests on which source, counted by hand."""

from __future__ import annotations

import csv
import io
import json

import pytest

from build import ROOT

RUBRIC = """\
format: rubric/1
title: Two questions
version: "1"
grades: municipality
tracks: {policy: 0.5, practice: 0.5}
bands: {A: 50, F: 0}
components:
  all:
    title: All
    criteria:
      asked:
        question: Is status left unasked?
        weight: 1
        policy: {0: No rule., 1: A rule.}
        practice: {0: Asked., 1: Not asked.}
      served:
        question: Is everybody served?
        weight: 1
        policy: {0: No rule., 1: A rule.}
        practice: {0: Refused., 1: Served.}
      cards: {question: Is there a card?, weight: 1, policy: {0: None., 1: There is.}}
"""
LAKESIDE = """\
format: city/1
name: Lakeside
kind: municipality
population: {2021: 5000, source: census}
bodies:
  transit: {place: lake-transit, speaks_for_city: no}
  library:
    {name: Lakeside Library, kind: library, speaks_for_city: no, governed_by: Council}
sources:
  census: {title: Census, publisher: Statistics office, date: 2022}
  herald:
    {title: A story, publisher: Herald, kind: news, date: 2024,
     url: "https://herald.example/1", archive: "https://archive.example/1"}
  by-law:
    {title: By-law 1, publisher: Lakeside, kind: council-record, date: 2020,
     url: "https://lakeside.example/1"}
facts:
  rule:
    claim: By-law 1 bars staff from asking about status.
    effect: adopts
    date: 2020-03
    confidence: high
    sources: by-law
    scores: {asked: {level: 1, why: It bars it.}, served: {level: 1, why: It opens.}}
  counted:
    claim: The city says that nobody was asked in 2023.
    period: 2023
    seen_by: own
    confidence: low
    sources: herald
    scores: {asked: {level: 1, why: So it says.}}
  seen:
    claim: A group was served in 2023.
    period: 2023
    seen_by: community
    confidence: medium
    sources: [herald, by-law]
    scores: {served: {level: 1, why: Served.}}
  speech:
    claim: >-
      The mayor spoke well of the city on several days of that year, at length, and said a good
      deal more than that besides.
    effect: position
    date: 2022
    confidence: medium
    sources: {title: "=SUM(A1)", publisher: Mayor, date: 2022}
    context: A speech.
  shelves:
    claim: The library gives cards to all.
    body: library
    effect: adopts
    date: 2021
    confidence: high
    sources: herald
    scores: {cards: {level: 1, why: To all.}}
"""
TRANSIT = """\
format: city/1
name: Lake Transit
kind: transit-agency
sources: {report: {title: A report, publisher: Lake Transit, kind: report, date: 2023}}
facts:
  fares:
    claim: Inspectors served everybody in 2023.
    period: 2023
    seen_by: independent
    confidence: high
    sources: report
    context: For its own rubric.
"""


@pytest.fixture
def show(run, monkeypatch, tmp_path):
    """Show the sources of a place of Lakeside's data, with nothing else in reach."""
    (tmp_path / "nothing").mkdir()
    monkeypatch.setattr("scorecard.load.layers.shipped", lambda: tmp_path / "nothing")
    for name, text in {
        "rubrics/two.yaml": RUBRIC,
        "cities/lakeside.yaml": LAKESIDE,
        "cities/lake-transit.yaml": TRANSIT,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return lambda name, *more: run("show", name, "--sources", *more)


def flat(text):
    return " ".join(text.split())


def test_counts_come_first_in_a_sentence_each(show):
    """Six facts: two of the three of the by-law and the Herald answer what they answer; `seen` has
    two sources; `rule` and `counted` are the city's own word, one on paper and one in practice."""
    done = show("lakeside")
    assert (done.code, done.stderr) == (0, "")
    said = flat(done.stdout.partition("Sources, that")[0])
    assert "5 sources under 6 facts, of which 4 answer 3 of the 3 questions of the rubric." in said
    assert "On one source alone: 5 of 6 facts (83 %)." in said
    assert "own word: 2 of 6 facts (33 %); 1 of what was done, which others could" in said
    assert "and 1 of what rules say" in said
    assert "address: 4 of 5 sources (80 %), and under them alone 3 of 6 facts (50 %)." in said


def test_what_most_rests_on_comes_first(show):
    """The Herald: asked, served and cards. The by-law: asked and served. The letter and the report
    one fact each, which answers nothing here; the census none, but the residents."""
    found = json.loads(show("lakeside", "--format", "json").stdout)
    assert [one["id"] for one in found["sources"]] == ["herald", "by-law", "report", None, "census"]
    herald, by_law, report, letter, census = found["sources"]
    assert sorted(herald["questions"]) == ["asked", "cards", "served"]
    assert herald["facts"] == ["counted", "seen", "shelves"]
    assert by_law["facts"] == ["rule", "seen"]
    assert (letter["facts"], letter["file"]) == (["speech"], "cities/lakeside.yaml")
    assert (report["facts"], report["file"]) == (["lake-transit/fares"], "cities/lake-transit.yaml")
    assert (census["facts"], census["uses"]) == ([], ["population"])


def test_each_fact_says_what_it_rests_on(show):
    found = json.loads(show("lakeside", "--format", "json").stdout)
    facts = {one["id"]: one for one in found["facts"]}
    marks = {name: [one["alone"], one["own_word"], one["archived"]] for name, one in facts.items()}
    assert marks == {
        "rule": [True, True, False],
        "counted": [True, True, True],
        "seen": [False, False, True],
        "speech": [True, False, False],
        "shelves": [True, False, True],
        "lake-transit/fares": [True, False, False],
    }
    assert facts["lake-transit/fares"]["body"] == "transit"
    assert facts["seen"]["answers"] == [{"criterion": "served", "track": "practice"}]
    assert found["counts"]["own_word"]["share"] == {"exact": "1/3", "shown": "33"}
    assert [one["path"] for one in found["files"]][:2] == [
        "rubrics/two.yaml",
        "cities/lakeside.yaml",
    ]


def test_the_question_with_the_fewest_sources_comes_first(show):
    found = json.loads(show("lakeside", "--format", "json").stdout)
    assert [(one["criterion"], len(one["sources"])) for one in found["questions"]] == [
        ("cards", 1),
        ("asked", 2),
        ("served", 2),
    ]


def test_a_body_has_its_own_sources_alone(show):
    """The library is graded by no rubric: what it answers is seen with that of the city."""
    found = json.loads(show("lakeside/library", "--format", "json").stdout)
    assert [one["id"] for one in found["sources"]] == ["herald"]
    assert [one["criterion"] for one in found["questions"]] == ["cards"]
    found = json.loads(show("lakeside/transit", "--format", "json").stdout)
    assert [one["id"] for one in found["sources"]] == ["report"]
    assert "library" not in show("lakeside/transit").stdout


def test_what_can_be_archived_is_listed_unless_it_is_everything(show):
    """The Herald has an archive address and is not in the list; of the transit agency nothing
    has."""
    text = show("lakeside").stdout.partition("Without an archive address\n")[2]
    text = flat(text.partition("Questions, that")[0])
    assert "By-law 1" in text
    assert "Herald" not in text
    assert "These facts rest on nothing else: - rule:" in text
    assert "None of the sources has one" in flat(show("lakeside/transit").stdout)


def test_practice_before_rules_on_the_bodys_own_word(show):
    text = show("lakeside").stdout
    assert text.index("What was done, on the body's own word") < text.index("What rules say, on")


def test_a_spreadsheet_has_a_row_for_each_source_and_runs_nothing(show):
    text = show("lakeside", "--format", "csv").stdout
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert [row[head.index("id")] for row in rows] == ["herald", "by-law", "report", "", "census"]
    assert rows[0][head.index("facts on it alone")] == "2"
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


@pytest.mark.parametrize(("suffix", "start"), [(".csv", "\ufeffnumber,"), (".md", "# Lakeside")])
def test_the_suffix_chooses(show, tmp_path, suffix, start):
    path = tmp_path / f"out{suffix}"
    assert show("lakeside", "-o", path).code == 0
    assert path.read_text(encoding="utf-8").startswith(start)


def test_a_long_claim_is_cut_and_nothing_in_it_is_markup(show):
    text = show("lakeside", "--format", "markdown").stdout
    assert "on several days of that year, at length, and said a…" in text
    assert "deal more" not in text
    assert "=SUM" in text
    assert "<https://archive.example/1>" in text


@pytest.mark.parametrize(("name", "what"), [("two", "a rubric"), ("asked", "a criterion")])
def test_of_what_has_no_sources_of_this_kind_it_says_so(show, name, what):
    done = show(name)
    assert (done.code, done.stdout) == (2, "")
    assert f"{name} is {what}; --sources is for a place or a body of it" in done.stderr


def test_a_name_that_means_nothing_is_offered_the_nearest(show):
    assert "did you mean lakeside?" in show("lakesid").stderr


def test_csv_is_for_sources_only(run, show):
    assert run("show", "lakeside", "--format", "csv").code == 2


def test_a_place_with_errors_is_not_shown(show, tmp_path):
    path = tmp_path / "cities" / "lakeside.yaml"
    path.write_text(LAKESIDE.replace("confidence: low", "confidence: none"), encoding="utf-8")
    done = show("lakeside")
    assert (done.code, done.stdout) == (1, "")


def test_a_place_without_facts_or_sources(show, tmp_path):
    path = tmp_path / "cities" / "empty.yaml"
    path.write_text("format: city/1\nname: Empty\nkind: municipality\n", encoding="utf-8")
    assert "There are no sources on file." in show("empty").stdout
    counts = json.loads(show("empty", "--format", "json").stdout)["counts"]
    assert counts["alone"] == {"number": 0, "share": None}


def test_in_french(show):
    said = flat(show("lakeside", "--lang", "fr").stdout)
    assert "ce qui repose sur chaque source" in said
    assert "Sur une seule source : 5 sur 6 faits (83 %)." in said


def test_the_shipped_places_are_shown_whole(run):
    """Every source of Toronto's file is there, each once."""
    done = run("show", "toronto", "--sources", "--format", "json", cwd=ROOT)
    found = json.loads(done.stdout)["sources"]
    assert len({(one["id"], one["title"]) for one in found}) == len(found)
    assert len(found) > 100
