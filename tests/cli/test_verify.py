"""Whether a report still follows from the data in hand: made again, altered, on other data, and
written by somebody who means harm."""

from __future__ import annotations

import json
import re
import shutil
import time

import pytest

from build import ROOT, TODAY
from scorecard.analysis.differences import MOST_LINES, of_lines, of_values

DAY = ("--as-of", str(TODAY))
SUFFIX = {"markdown": ".md", "json": ".json", "html": ".html"}
UNGRADED = {"canada", "fraser-health"}
"""Of a kind that no rubric grades."""
PLACES = sorted({path.name.partition(".")[0] for path in (ROOT / "cities").iterdir()} - UNGRADED)
COMMANDS = {
    "grade toronto toronto/toronto-police": ("markdown", "json"),
    "grade toronto --fresh --rubric access-to": ("markdown", "json"),
    "explain montreal": ("markdown", "json"),
    "explain toronto nc-status-checks --lang fr": ("markdown", "json"),
    "explain toronto access-to/access-without-fear": ("markdown", "json"),
    "compare": ("json",),
    "compare toronto hamilton --fresh": ("markdown",),
    "compare --on nc-status-checks --lang fr": ("markdown",),
    "history toronto": ("markdown", "json", "html"),
    "diff toronto --since 2016": ("markdown", "json", "html"),
    "diff toronto --rubric-before noii-toronto --rubric access-to": ("markdown", "json", "html"),
    "plan hamilton --target B --only council": ("markdown", "json", "html"),
    "plan hamilton --budget 4 --lang fr": ("markdown",),
    "export toronto": ("markdown", "html"),
    "export montreal --brief --lang fr": ("markdown", "html"),
    "export hamilton --with plan,motion,history": ("html",),
    "robust toronto --draws 200 --seed 12345678901": ("markdown", "json", "html"),
    "robust hamilton toronto --draws 0 --lang fr": ("markdown",),
}


def test_reports_one_after_another_are_made_again_together(run, tmp_path):
    """The one way in which several stand in one file: what stdout was given to."""
    printed = run("export", "hamilton", "guelph").stdout
    (tmp_path / "r.md").write_text(printed, encoding="utf-8")
    assert run("verify", "r.md").code == 0
    altered = printed.replace("# Hamilton: ", "# Hamilton, Ontario: ", 1)
    (tmp_path / "r.md").write_text(altered, encoding="utf-8")
    assert run("verify", "r.md").code == 1


@pytest.mark.parametrize(
    ("command", "form"), [(one, form) for one, forms in COMMANDS.items() for form in forms]
)
def test_what_a_command_writes_follows_from_the_data(run, tmp_path, command, form):
    """With no folder of whoever made it in it."""
    report = tmp_path / f"report{SUFFIX[form]}"
    made = run(*command.split(), "-o", report)
    assert made.code == 0, made.stderr
    done = run("verify", report)
    assert (done.code, done.stderr) == (0, "")
    assert "report again:\n  scorecard " in done.stdout
    assert str(tmp_path) not in report.read_text(encoding="utf-8")


def test_a_place_is_named_by_its_id_however_it_was_typed(run, tmp_path):
    made = run("grade", "Montréal", "TORONTO", "-o", "r.md", *DAY)
    assert made.code == 0, made.stderr
    report = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "\n    scorecard grade montreal toronto --as-of" in report
    assert run("verify", "r.md").code == 0


def test_runs_that_a_report_does_not_number_are_no_traceback(run, tmp_path):
    """A command cut short runs nothing by chance, and is told to differ."""
    made = run("robust", "toronto", "--draws", "0", "--format", "json", *DAY).stdout
    cut = made.replace(" --draws 0 --seed 1 --within 25", "")
    assert cut != made
    (tmp_path / "r.json").write_text(cut, encoding="utf-8")
    assert [one["where"] for one in verified(run, "r.json")["differences"]] == ["command"]


def test_every_place_follows_from_the_data(run, tmp_path):
    assert run("export", *PLACES, "-o", "all/", *DAY).code == 0
    reports = sorted((tmp_path / "all").iterdir())
    assert len(reports) == len(PLACES)
    done = run("verify", *reports, "--format", "json")
    assert done.code == 0
    assert all(one["follows"] for one in json.loads(done.stdout)["reports"])


@pytest.mark.parametrize(
    "contact", ["Room B 12, 5 % off", 'it\'s "us"; `x` $(y) <z>', " a\n b ", ""]
)
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_contact_is_made_again_as_it_was_typed(run, tmp_path, contact, form):
    report = tmp_path / f"r{SUFFIX[form]}"
    assert run("export", "hamilton", "--contact", contact, "-o", report).code == 0
    assert run("verify", report).code == 0


# ---------------------------------------------------------------- what mail and editors do


@pytest.fixture
def page(run):
    return run("export", "hamilton", *DAY).stdout


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\N{ZERO WIDTH NO-BREAK SPACE}" + text,
        lambda text: text.replace("\n", "  \n"),
        lambda text: text.rstrip(),
        lambda text: text + "\n\n \n",
    ],
)
def test_line_ends_and_blanks_are_nothing(run, tmp_path, page, change):
    changed = change(page)
    assert changed != page
    (tmp_path / "r.md").write_bytes(changed.encode())
    assert run("verify", "r.md").code == 0


def test_data_set_out_otherwise_are_the_same(run, tmp_path):
    made = json.loads(run("grade", "hamilton", "--format", "json", *DAY).stdout)
    (tmp_path / "r.json").write_text(json.dumps(made, sort_keys=True), encoding="utf-8")
    assert run("verify", "r.json").code == 0


# ---------------------------------------------------------------- what differs


def verified(run, report, *more):
    done = run("verify", report, "--format", "json", *more)
    (one,) = json.loads(done.stdout)["reports"]
    assert done.code == (0 if one["follows"] else 1)
    return one


def test_one_number_altered_is_told_with_both_values(run, tmp_path, page):
    title = "# Hamilton: paper only: D 38 on policy; practice not shown\n"
    assert page.startswith(title)
    altered = page.replace(title, title.replace("D 38", "B 78"))
    (tmp_path / "r.md").write_text(altered, encoding="utf-8")
    done = run("verify", "r.md")
    assert done.code == 1
    assert "1 difference\n" in done.stdout
    assert "- Line 1\n  In the report: # Hamilton: paper only: B 78 on policy;" in done.stdout
    assert "  From the data: # Hamilton: paper only: D 38 on policy;" in done.stdout
    assert "the report was changed after it was made" in " ".join(done.stdout.split())


def test_one_number_altered_in_data_is_told_by_its_path(run, tmp_path):
    made = json.loads(run("explain", "toronto", "--format", "json", *DAY).stdout)
    was = made["overall"]["point"]["shown"]
    made["overall"]["point"]["shown"] = "99"
    made["findings"][3]["point"] = 1
    name = ", ".join(made["findings"][3][key] for key in ("criterion", "track"))
    (tmp_path / "r.json").write_text(json.dumps(made), encoding="utf-8")
    found = verified(run, "r.json")
    assert found["unexplained"]
    assert found["differences"][0] == {
        "where": "overall.point.shown",
        "before": '"99"',
        "now": json.dumps(was),
    }
    assert found["differences"][1]["where"] == f"findings[{name}].point"
    assert len(found["differences"]) == 2


def test_a_drawing_altered_alone_is_told(run, tmp_path):
    made = run("export", "toronto", "--format", "html", *DAY).stdout
    altered = re.sub(r'(<rect class="range" x=")[\d.]+', r"\g<1>1.00", made, count=1)
    (tmp_path / "r.html").write_text(altered, encoding="utf-8")
    (one,) = verified(run, "r.html")["differences"]
    assert '<rect class="range" x="1.00' in one["before"]


def test_what_is_added_under_the_command_is_told(run, tmp_path, page):
    (tmp_path / "r.md").write_text(f"{page}\nAll of this was checked.\n", encoding="utf-8")
    assert [one["before"] for one in verified(run, "r.md")["differences"]] == [
        "All of this was checked."
    ]


def test_data_that_changed_are_named_first(run, tmp_path, page):
    """A city file changed in a folder of one's own: what replaces what, and what it moves."""
    (tmp_path / "r.md").write_text(page, encoding="utf-8")
    own = tmp_path / "own" / "cities"
    own.mkdir(parents=True)
    text = (ROOT / "cities/hamilton.yaml").read_text(encoding="utf-8")
    (own / "hamilton.yaml").write_text(text + "# read again\n", encoding="utf-8")
    found = verified(run, "r.md", "--data", tmp_path / "own")
    (file,) = found["files"]
    assert (file["path"], file["state"]) == ("cities/hamilton.yaml", "changed")
    assert (file["layer"], file["replaces"], len(file["before"])) == ("--data", True, 12)
    assert (found["differences"], found["unexplained"]) == ([], False)
    (own / "hamilton.yaml").write_text(text.replace("name: Hamilton", "name: Otherton"))
    done = run("verify", "r.md", "--data", tmp_path / "own")
    assert "the one in --data replaces another" in " ".join(done.stdout.split())
    assert done.stdout.index("Data files") < done.stdout.index("# Otherton")


def test_where_folders_are_is_nothing(run, tmp_path):
    """A report made of a folder of one's own follows wherever that folder is now; a note that says
    anything else is a difference."""
    for name in ("one", "two"):
        (tmp_path / name / "cities").mkdir(parents=True)
        text = (ROOT / "cities/hamilton.yaml").read_text(encoding="utf-8") + "# mine\n"
        (tmp_path / name / "cities/hamilton.yaml").write_text(text, encoding="utf-8")
    run("export", "hamilton", "--data", "one", "-o", "r.md", *DAY)
    found = verified(run, "r.md", "--data", "two")
    assert (found["follows"], found["notes"]) == (True, True)
    report = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert report.count("Note: one/cities/hamilton.yaml") == 1
    forged = report.replace("Note: one/", "Note: All of it is checked. one/")
    (tmp_path / "r.md").write_text(forged, encoding="utf-8")
    assert not verified(run, "r.md", "--data", "two")["follows"]


def test_files_gone_and_versions_that_differ_are_told(run, tmp_path):
    own = tmp_path / "own"
    (own / "cities").mkdir(parents=True)
    shutil.copy(ROOT / "cities/hamilton.yaml", own / "cities/lakeside.yaml")
    assert run("grade", "lakeside", "--data", own, "-o", "r.json", *DAY).code == 0
    found = verified(run, "r.json")
    assert "unknown place `lakeside`" in found["cannot"]
    assert [one["state"] for one in found["files"]] == ["gone"]
    text = (tmp_path / "r.json").read_text(encoding="utf-8")
    older = text.replace('"program": "0.1.0"', '"program": "0.0.9"')
    older = older.replace('"version": "1.2"', '"version": "1.1"')
    (tmp_path / "r.json").write_text(older, encoding="utf-8")
    found = verified(run, "r.json", "--data", own)
    assert found["programs"] == {"before": ["0.0.9"], "now": ["0.1.0"]}
    assert found["rubrics"] == {"before": ["1.1"], "now": ["1.2"]}
    assert found["differences"] == []


def test_the_first_twenty_are_told_and_how_many_more(run, tmp_path, page):
    (tmp_path / "r.md").write_text(page.replace("u", "U"), encoding="utf-8")
    done = run("verify", "r.md", "--lang", "fr")
    assert done.stdout.count("D'après les données") == 20
    assert re.search(r"\nEt \d+ autres\.\n", done.stdout)


def test_of_many_lines_it_is_told_which_stand_in_one_alone():
    many = [f"line {number}" for number in range(MOST_LINES + 1)]
    found = of_lines(["first", *many, "last"], [*reversed(many), "end"])
    assert [(one.before, one.now) for one in found] == [
        ("first", None),
        ("last", None),
        (None, "end"),
    ]


@pytest.mark.parametrize(("before", "now"), [(1, True), (1, 1.0), ("1", 1), (None, ""), (0, None)])
def test_values_that_python_confuses_differ(before, now):
    assert [one.where for one in of_values({"a": before}, {"a": now})] == ["a"]


# ---------------------------------------------------------------- whoever means harm

LINE = "scorecard export hamilton --as-of 2026-11-22"


@pytest.mark.parametrize(
    "line",
    [
        f"{LINE}; touch owned",
        f"{LINE} -o owned",
        f"{LINE} -oowned",
        f"{LINE} --output owned",
        f"{LINE} --output=owned",
        f"{LINE} --data .",
        f"{LINE} --workers 4",
        f"{LINE} --help",
        f"{LINE} --",
        f"{LINE} --format html",
        f"{LINE} --as-of 2026-11-21",
        f"{LINE} --contact",
        f"{LINE} 'open",
        f"{LINE} ../../etc/passwd",
        f"{LINE} --rubric ../owned.yaml",
        f"{LINE} --rubric owned.yaml",
        "scorecard export --as-of 2026-11-22",
        "scorecard export hamilton",
        "scorecard export hamilton --as-of yesterday",
        "scorecard export hamilton --as-of 2999-01-01",
        "scorecard motion hamilton --as-of 2026-11-22 --format markdown",
        "scorecard check /etc/passwd",
        "scorecard plan hamilton --budget -1 --as-of 2026-11-22 --format markdown",
        "scorecard plan hamilton --budget 99999999999 --as-of 2026-11-22 --format markdown",
        "scorecard robust hamilton --draws 1000001 --as-of 2026-11-22 --format markdown",
        "scorecard robust hamilton --within 100 --as-of 2026-11-22 --format markdown",
        "scorecard diff hamilton --rubric-before rubrics/x.yaml --as-of 2026-11-22"
        " --format markdown",
        "scorecard \x1b[31mred",
        "scorecard " + "x " * 200_000,
    ],
)
def test_nothing_is_run_but_what_makes_a_report(run, tmp_path, page, line):
    (tmp_path / "r.md").write_text(page.replace(LINE, line), encoding="utf-8")
    (tmp_path / "owned.yaml").write_text("format: rubric/1\n", encoding="utf-8")
    done = run("verify", "r.md")
    assert done.code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("scorecard: r.md: ")
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert len(done.stderr) < 500
    assert sorted(path.name for path in tmp_path.iterdir()) == ["owned.yaml", "r.md"]


def test_no_shell_sees_a_command(run, tmp_path, page):
    hostile = page.replace(LINE, f"{LINE} $(touch owned) `touch owned`")
    (tmp_path / "r.md").write_text(hostile, encoding="utf-8")
    done = run("verify", "r.md")
    assert done.code == 1
    assert "unknown place `$(touch`" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["r.md"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00a",
        b"Caf\xe9",
        b"a\0b",
        b"place,grade\nhamilton,D\n",
        b"# A page of somebody else's\n",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"{}",
        b'{"command": 1}',
        b'{"command": NaN}',
        b'{"command": "x", "command": "y"}',
        b'{"a": ' + b"9" * 1_000_000 + b"}",
        b"<!DOCTYPE html>" + b"<" * 1_000_000,
        b"<!DOCTYPE html><code>scorecard ",
        b"x" * 50_000_000,
    ],
    ids=range(17),
)
def test_what_is_no_report_is_refused_soon(run, tmp_path, content):
    (tmp_path / "r").write_bytes(content)
    start = time.perf_counter()
    done = run("verify", "r")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("scorecard: r: ")
    assert "Traceback" not in done.stderr
    assert time.perf_counter() - start < 5


def test_a_folder_or_nothing_is_no_report(run, tmp_path, page):
    """One that is none among several, and nothing is run."""
    (tmp_path / "r.md").write_text(page, encoding="utf-8")
    done = run("verify", "r.md", "nowhere.md", tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert "nowhere.md: cannot be read: no such file" in done.stderr
    assert "is a folder" in done.stderr


@pytest.mark.parametrize(
    "change",
    [
        {"results": 5},
        {"results": [5]},
        {"results": [{"files": 5, "rubric": 5, "program": []}]},
        {"results": {"results": []}},
        {"before": [], "after": 5},
        {"results": [{"files": [5, {"path": "../../etc/passwd", "sha256": "0"}, {"path": []}]}]},
        {"\ud800": "\ud800\x1b[31m"},
    ],
)
def test_data_of_any_shape_are_compared(run, tmp_path, change):
    made = json.loads(run("grade", "hamilton", "--format", "json", *DAY).stdout)
    (tmp_path / "r.json").write_text(json.dumps(made | change), encoding="utf-8")
    done = run("verify", "r.json")
    assert done.code == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert run("verify", "r.json", "--format", "json").code == 1


def test_it_is_answered_in_the_language_asked_for(run, tmp_path, page):
    """Whatever language the report is in."""
    run("export", "montreal", "--lang", "fr", "-o", "fr.md", *DAY)
    (tmp_path / "en.md").write_text(page, encoding="utf-8")
    done = run("verify", "fr.md", "en.md")
    assert done.stdout.count("follows from the data in hand\n") == 2
    done = run("verify", "en.md", "fr.md", "--lang", "fr")
    assert done.stdout.count("découle des données à portée\n") == 2
