"""new, add, sheet and import: what somebody types or fills in, and what the file then says."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from datetime import datetime

import openpyxl
import pytest

from build import ROOT
from scorecard.load.rewrite import rewritten, says

DATA = ROOT / "tests" / "golden" / "data"
RULE = (
    "--claim", "Training is mandatory for drivers.", "--effect", "adopts", "--date", "2024-03",
    "--confidence", "high", "--title", "Minutes", "--publisher", "Town", "--published", "2024-03",
    "--url", "https://town.example/minutes",
)  # fmt: skip
TRAINED = ("--criterion", "trained", "--level", "1", "--why", "Drivers only.")
LAKESIDE = (
    "new", "Lakeside", "-y", "--province", "on", "--residents", "2021=64000", "--body",
    "Lakeside Police Service; police-service; Lakeside Police Services Board",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A data folder of one's own, with the sample places and rubric."""
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def typing(monkeypatch):
    """Answers typed one after another, then the end of the input."""

    def typed(*answers: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in answers)))

    return typed


OWN = ("--rubric", "sample", "--data")


def text(folder, name="sampleton"):
    return (folder / "cities" / f"{name}.yaml").read_text(encoding="utf-8")


# ---------------------------------------------------------------- new


def test_a_new_place_passes_check_and_nothing_is_shown_of_it(run, tmp_path):
    done = run(*LAKESIDE)
    assert done.code == 0, done.stderr
    assert "cities/lakeside.yaml is written." in done.stdout
    assert "Do police call border authorities" in done.stdout
    path = tmp_path / "cities" / "lakeside.yaml"
    assert says(path.read_bytes()) == {
        "format": "city/1",
        "name": "Lakeside",
        "kind": "municipality",
        "country": "CA",
        "province": "ON",
        "within": "canada",
        "population": {"2021": "64000"},
        "bodies": {
            "lakeside-police": {
                "name": "Lakeside Police Service",
                "kind": "police-service",
                "speaks_for_city": "yes",
                "governed_by": "Lakeside Police Services Board",
            }
        },
    }
    named = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert json.loads((path.parent / named).read_text())["title"].startswith("city/1")
    done = run("check", path, "--strict")
    assert (done.code, done.stdout) == (0, "")
    done = run("grade", "lakeside")
    assert done.code == 0
    assert "nobody has shown anything" in done.stdout


def test_the_example_in_a_new_file_is_right(run, tmp_path):
    run(*LAKESIDE)
    path = tmp_path / "cities" / "lakeside.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("#   facts:")
    said = [line[4:] for line in lines[start:]]
    path.write_text("\n".join([*lines[:start], *said]).replace('"https://..."', "https://a.b"))
    done = run("check", path)
    assert done.code == 0, done.stdout


def test_a_new_place_is_asked_for(run, typing, tmp_path):
    typing("", "", "", "qc", "2021: x", "2021: 4000", "Police du Lac", "1", "le conseil", "")
    done = run("new", "Baie-d'Urfé")
    assert done.code == 0, done.stderr
    assert "`2021`: `x` is not a number" in done.stderr
    data = says((tmp_path / "cities" / "baie-d-urfe.yaml").read_bytes())
    assert (data["name"], data["province"]) == ("Baie-d'Urfé", "QC")
    assert data["bodies"]["police-du-lac"]["governed_by"] == "le conseil"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("toronto", "-y"), "cities/toronto.yaml is there already; to add to it: scorecard add"),
        (("../../etc/x", "-y", "--country", "Canada"), ""),
        (("...", "-y"), "`...` cannot name a file"),
        (("x", "-y", "--body", "Police"), 'write --body "NAME; KIND; WHO GOVERNS IT"'),
        (("x", "-y", "--body", "Police; polise-service"), "did you mean police-service?"),
        (("x", "-y", "--residents", "many"), "--residents: "),
        (("x", "-y", "--name", "Call 416-555-0123"), "what looks like a telephone number"),
    ],
)
def test_what_is_no_new_place(run, tmp_path, arguments, said):
    done = run("new", *arguments)
    assert "Traceback" not in done.stderr
    if said:
        assert done.code == 2
        assert said in done.stderr
        assert not (tmp_path / "cities").exists()
    else:
        assert sorted(one.name for one in tmp_path.rglob("*.yaml")) == ["etc-x.yaml"]


def test_a_new_place_that_was_broken_off_is_not_there(run, typing, tmp_path):
    typing("Lakeside", "municipality")
    done = run("new", "lakeside")
    assert done.code == 2
    assert done.stderr.endswith("scorecard: the input ended; nothing was written\n")
    assert not (tmp_path / "cities").exists()


# ---------------------------------------------------------------- add


def test_a_fact_is_one_block_and_moves_the_grade(run, folder):
    before = text(folder)
    done = run("add", "sampleton", "-y", *RULE, *TRAINED, *OWN, folder)
    assert done.code == 0, done.stderr
    assert "sampleton.yaml: sam-2024-training-mandatory-drivers is added" in done.stdout
    assert "What it would do to the grade" in done.stdout
    after = text(folder)
    block = """\
  sam-2024-training-mandatory-drivers:
    claim: Training is mandatory for drivers.
    effect: adopts
    date: 2024-03
    confidence: high
    sources:
      - title: Minutes
        publisher: Town
        date: 2024-03
        url: https://town.example/minutes
    scores:
      trained: {level: 1, why: Drivers only.}
"""
    assert block in after
    left = after.replace(block, "")
    assert left.replace("\n\n\n", "\n\n") in (before, before.replace("\n\n\n", "\n\n"))
    assert run("check", folder).code == 0


def test_a_fact_is_asked_for(run, typing, folder):
    typing(
        "Police called 12 times in 2023 to check status.",
        "1",  # the police
        "event",
        "in 2023",  # wrong
        "2023",
        "1",  # the border agency
        "2",  # medium
        "https://agency.example/answer",
        "Answer to a request",
        "Border agency",
        "",
        "2024",
        "",
        "drivers",  # words that no question holds: all are offered
        "checks",
        "12",
        "1",
        "Latest year.",
        "y",
    )
    done = run("add", "sampleton", *OWN, folder)
    assert done.code == 0, done.stderr
    assert "`in 2023` is not a date; write YYYY" in done.stderr
    assert "Write it to" in done.stderr
    fact = says((folder / "cities" / "sampleton.yaml").read_bytes())["facts"][
        "sam-2023-police-called-times"
    ]
    assert fact["figure"] == {"count": "12", "of": "status checks"}
    assert fact["seen_by"] == "border agency"
    assert fact["scores"] == {"checks": {"why": "Latest year."}}


def test_every_ending_leaves_the_file(run, typing, folder, monkeypatch):
    before = text(folder)
    answers = (
        "Said.",
        "",
        "rule",
        "adopts",
        "2024",
        "high",
        "",
        "T",
        "P",
        "",
        "2024",
        "",
        "trained",
    )
    for number in range(len(answers)):
        typing(*answers[:number])
        done = run("add", "sampleton", *OWN, folder)
        assert done.code == 2
        assert done.stderr.endswith("the input ended; nothing was written\n")
    typing(*answers, "1", "So.", "n", "n")
    done = run("add", "sampleton", *OWN, folder)
    assert done.code == 0
    assert done.stderr.endswith("Nothing was written.\n")

    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys.stdin, "readline", interrupted, raising=False)
    done = run("add", "sampleton", *OWN, folder)
    assert done.code == 130
    assert text(folder) == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "give --criterion, or --context with why it answers nothing"),
        (("--criterion", "traned", "--level", "1", "--why", "x"), "did you mean `sample/trained`?"),
        (("--criterion", "trained", "--level", "7", "--why", "x"), "--level: `7` is no level here"),
        (("--criterion", "trained", "--level", "1"), "give --why"),
        (("--criterion", "trained", "--why", "x"), "give --level"),
        (("--criterion", "a", "--criterion", "b", "--why", "x"), "--why once for each --criterion"),
        ((*TRAINED, "--body", "polce"), "--body: `polce` is no body of this place"),
        ((*TRAINED, "--until", "2023-01-01"), "it ends before it starts"),
        ((*TRAINED, "--source", "nowhere"), "--source: `nowhere` is no source of this file"),
        ((*TRAINED, "--id", "a b"), "--id: `a b` cannot be an id"),
        ((*TRAINED, "--note", "Call 416-555-0123."), "what looks like a telephone number"),
        ((*TRAINED, "--note", "a \u202e b"), "a hidden character"),
        ((*TRAINED, "--archive", "javascript:alert(1)"), "is not a web address"),
    ],
)
def test_what_is_no_fact(run, folder, more, said):
    before = text(folder)
    done = run("add", "sampleton", "-y", *RULE, *more, *OWN, folder)
    assert done.code == 2, done
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "416" not in done.stderr
    assert text(folder) == before


def test_a_source_of_the_file_is_known_by_its_address(run, typing, folder):
    known = says((folder / "cities" / "sampleton.yaml").read_bytes())["sources"]
    name, address = next((name, one["url"]) for name, one in known.items() if "url" in one)
    stated = [*RULE[:-8], "--url", address]
    done = run("add", "sampleton", "-y", *stated, *TRAINED, *OWN, folder)
    assert done.code == 0, done.stderr
    added = list(says((folder / "cities" / "sampleton.yaml").read_bytes())["facts"].values())[-1]
    assert added["sources"] == [name]


def test_a_place_that_came_with_the_program_is_copied_first(run, tmp_path):
    stated = (*RULE, "--criterion", "tr-coverage", "--level", "1", "--why", "Drivers only.")
    done = run("add", "montreal", "-y", *stated)
    assert done.code == 0, done.stderr
    assert "is now your own copy" in done.stderr
    assert sorted(one.name for one in (tmp_path / "cities").glob("*.yaml")) == [
        "montreal.fr.yaml",
        "montreal.yaml",
    ]
    shipped = (ROOT / "cities" / "montreal.yaml").read_text(encoding="utf-8")
    assert "mon-2024-training" in (tmp_path / "cities" / "montreal.yaml").read_text(
        encoding="utf-8"
    )
    assert "mon-2024-training" not in shipped


def test_a_broken_file_is_put_right_first(run, folder):
    path = folder / "cities" / "sampleton.yaml"
    path.write_text(text(folder).replace("kind: municipality", "knd: municipality"))
    before = text(folder)
    done = run("add", "sampleton", "-y", *RULE, *TRAINED, *OWN, folder)
    assert done.code in (1, 2)
    assert "sampleton.yaml:" in done.stderr
    assert text(folder) == before


# ---------------------------------------------------------------- sheet and import


def filled(path, rows, changes=()):
    """Add rows to a sheet, each as column: value; and change cells, each row, column, value."""
    book = openpyxl.load_workbook(path)
    sheet = book["Facts"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, sheet.max_row + 1):
        for name, value in row.items():
            sheet.cell(number, at[name]).value = value
    for number, name, value in changes:
        sheet.cell(number, at[name]).value = value
    book.save(path)


NEW = {
    "claim": "Training is mandatory for drivers.",
    "effect": "adopts",
    "date": "2024-03",
    "confidence": "high",
    "title": "Minutes",
    "publisher": "Town",
    "published": "2024-03",
    "criterion": "trained",
    "level": "1",
    "why": "Drivers only.",
}


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_sheet_that_is_not_touched_changes_nothing(run, folder, suffix):
    before = text(folder)
    path = folder / f"e.{suffix}"
    for language in ("en", "fr"):
        assert run("sheet", "sampleton", "-o", path, "--lang", language, *OWN, folder).code == 0
        done = run("import", "sampleton", path, *OWN, folder)
        assert done.code == 0, done
        assert "0 facts added; 0 changed; " in done.stdout
        assert text(folder) == before


def test_what_a_sheet_offers(run, folder):
    path = folder / "e.xlsx"
    run("sheet", "sampleton", "-o", path, *OWN, folder)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Facts", "Questions", "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    facts = book["Facts"]
    offered = {}
    for check in facts.data_validations.dataValidation:
        column = str(check.sqref).partition(":")[0].rstrip("0123456789")
        where = check.formula1.partition("!")[2].replace("$", "")
        offered[facts[f"{column}1"].value] = [row[0].value for row in book["Lists"][where]]
    assert offered["confidence"] == ["high", "medium", "low"]
    assert "trained" in offered["criterion"]
    rows = [tuple(cell.value for cell in row) for row in book["Questions"].iter_rows()]
    assert rows[0] == ("Criterion", "Question", "Track", "How it is read", "Level", "Meaning")
    assert any(row[0] == "trained" and row[4] == "2" for row in rows)
    assert all(cell.comment for cell in facts[1])
    assert all(cell.number_format == "@" for cell in facts[2] if cell.value)


def test_rows_become_facts(run, folder):
    path = folder / "e.xlsx"
    run("sheet", "sampleton", "-o", path, *OWN, folder)
    first = next(iter(says((folder / "cities" / "sampleton.yaml").read_bytes())["facts"]))
    calls = {
        "id": "calls-2024",
        "claim": "There were 12 calls.",
        "body": "sampleton-police",
        "period": 2024,
        "seen_by": "border agency",
        "confidence": "high",
        "count": 12.0,
        "unit": "status checks",
        "title": "Answer",
        "publisher": "Agency",
        "published": datetime(2025, 2, 3),
        "criterion": "checks",
        "why": "Latest.",
    }
    filled(path, [NEW, calls], [(2, "claim", "Said otherwise.")])
    done = run("import", "sampleton", path, *OWN, folder)
    assert done.code == 0, done
    assert "2 facts added; 1 changed; " in done.stdout
    facts = says((folder / "cities" / "sampleton.yaml").read_bytes())["facts"]
    assert facts[first]["claim"] == "Said otherwise."
    assert facts["sam-2024-training-mandatory-drivers"]["scores"]["trained"]["level"] == "1"
    made = facts["calls-2024"]
    assert made["period"] == "2024"
    assert made["figure"] == {"count": "12", "of": "status checks"}
    assert made["sources"][0]["date"] == "2025-02-03"


WRONG = [
    ({"confidence": "hgh"}, "confidence", "unknown-word", "did you mean `high`?"),
    ({"date": "=TODAY()"}, "date", "formula", "put its value in its place"),
    ({"date": "March"}, "date", "not-a-date", "write YYYY"),
    ({"level": "9"}, "level", "unknown-level", "write one of"),
    ({"criterion": "traned"}, "criterion", "unknown-criterion", "did you mean `sample/trained`?"),
    ({"body": "polce"}, "body", "unknown-body", "list it under `bodies:`"),
    ({"source": "nowhere"}, "source", "unknown-source", "list it under `sources:`"),
    ({"url": "javascript:alert(1)"}, "url", "bad-url", "start it with https://"),
    ({"note": "Call 416-555-0123."}, "note", "identifying", "take it out"),
    ({"effect": None}, "id", "which-track", "give it an `effect`"),
]


@pytest.mark.parametrize(("wrong", "column", "code", "right"), WRONG)
def test_every_bad_cell_is_named(run, folder, wrong, column, code, right):
    before = text(folder)
    path = folder / "e.xlsx"
    run("sheet", "sampleton", "-o", path, *OWN, folder)
    filled(path, [{**NEW, "id": "good"}, {**NEW, "id": "bad", **wrong}])
    sheet = openpyxl.load_workbook(path)["Facts"]
    at = {cell.value: cell.column_letter for cell in sheet[1]}
    done = run("import", "sampleton", path, *OWN, folder)
    assert done.code == 1
    where = f"Facts!{at[column]}{sheet.max_row}: error[{code}] "
    named = [line for line in done.stdout.splitlines() if where in line]
    assert named, done.stdout
    assert right in named[0]
    assert "416" not in done.stdout
    assert "Nothing is written" in done.stdout
    assert text(folder) == before
    done = run("import", "sampleton", path, "--keep-good", *OWN, folder)
    assert done.code == 1
    assert "1 fact added; 0 changed; " in done.stdout
    assert "; 1 left out" in done.stdout
    facts = says((folder / "cities" / "sampleton.yaml").read_bytes())["facts"]
    assert "good" in facts
    assert "bad" not in facts


def test_a_csv_from_a_french_spreadsheet(run, folder):
    path = folder / "e.csv"
    rows = [list(NEW), list(NEW.values())]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    done = run("import", "sampleton", path, *OWN, folder)
    assert done.code == 0, done
    assert "1 fact added" in done.stdout


def test_what_both_have_changed_is_not_overwritten(run, folder):
    path, city = folder / "e.xlsx", folder / "cities" / "sampleton.yaml"
    run("sheet", "sampleton", "-o", path, *OWN, folder)
    for name in ("police-silent", "contacts-2024"):
        data = says(city.read_bytes())
        data["facts"][name]["note"] = "Changed in the file."
        city.write_bytes(rewritten(city.read_bytes(), data))
    before = text(folder)
    sheet = openpyxl.load_workbook(path)["Facts"]
    at = {cell.value: cell.column for cell in sheet[1]}
    ids = [sheet.cell(row, at["id"]).value for row in range(1, sheet.max_row + 1)]
    filled(path, [], [(ids.index("contacts-2024") + 1, "note", "Changed in the sheet.")])
    done = run("import", "sampleton", path, *OWN, folder)
    assert done.code == 1
    changed = [line for line in done.stdout.splitlines() if "error[changed-since]" in line]
    assert len(changed) == 1
    assert f"Facts!A{ids.index('contacts-2024') + 1}: " in changed[0]
    assert text(folder) == before


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "e.xlsx", "no workbook that can be read; save it as"),
        (b"PK\x03\x04 and so on", "e.xlsx", "no workbook that can be read"),
        (b"\xff\xfe\x00", "e.csv", "not UTF-8 text; save it as CSV UTF-8"),
        (b"", "e.csv", "has no column `claim`"),
        (b"a,b\n1,2\n", "e.csv", "has no column `claim`"),
        (b'claim,why\n"open', "e.csv", "cannot be read"),
    ],
)
def test_what_is_no_sheet(run, folder, content, name, said):
    before = text(folder)
    (folder / name).write_bytes(content)
    done = run("import", "sampleton", folder / name, *OWN, folder)
    assert done.code == 2
    assert said in done.stderr
    assert text(folder) == before


def test_nothing_in_a_sheet_runs(run, folder):
    formula = '=HYPERLINK("http://x.example","a")'
    stated = ["--claim", formula, *RULE[2:]]
    done = run("add", "sampleton", "-y", *stated, *TRAINED, "--id", "f", *OWN, folder)
    assert done.code == 0, done.stderr
    for suffix in ("xlsx", "csv"):
        path = folder / f"e.{suffix}"
        run("sheet", "sampleton", "-o", path, *OWN, folder)
        done = run("import", "sampleton", path, *OWN, folder)
        assert "0 facts added; 0 changed" in done.stdout
    cells = [c for row in openpyxl.load_workbook(folder / "e.xlsx")["Facts"].rows for c in row]
    assert [c.data_type for c in cells if c.value == formula] == ["s"]
    assert not any(c.data_type == "f" for c in cells)
    assert f"'{formula}".replace('"', '""') in (folder / "e.csv").read_text(encoding="utf-8-sig")


def test_the_commands_in_french(run, folder, typing):
    done = run("new", "Lac", "-y", "--lang", "fr", "--data", folder)
    assert done.code == 0
    assert "Que chercher en premier" in done.stdout
    typing()
    done = run("add", "sampleton", "--lang", "fr", *OWN, folder)
    assert "rien n'a été écrit" in done.stderr
    assert done.stdout == ""
