"""What befalls those who put evidence in: traps in sheets, odd files, full disks, other encodings,
two people at once. Whatever it is, the city file is the old one or the new one."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile

import pytest

from build import ROOT
from scorecard.cli import writing
from scorecard.load import layers
from scorecard.load.rewrite import says
from scorecard.load.whole import LOCK
from scorecard.load.workbook import Sheet, UnreadableError, read_workbook, written
from scorecard.model.characters import HIDDEN

DATA = ROOT / "tests" / "golden" / "data"
STATED = (
    "--effect", "adopts", "--date", "2024-03", "--confidence", "high", "--title", "Minutes",
    "--publisher", "Town", "--published", "2024-03", "--criterion", "trained", "--level", "1",
    "--why", "Drivers only.",
)  # fmt: skip
RULE = ("--claim", "Training is mandatory for drivers.", *STATED)
OWN = ("--rubric", "sample", "--data")


@pytest.fixture
def folder(tmp_path):
    """A data folder of one's own, with the sample places and rubric."""
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def _came_with_nothing(tmp_path, monkeypatch):
    """Nothing but the schemas came with the program, so that no command has much to read."""
    came = tmp_path / "came"
    came.mkdir()
    (came / "schemas").symlink_to(ROOT / "schemas")
    for module in (layers, writing):
        monkeypatch.setattr(module, "shipped", lambda: came)


def city(folder, name="sampleton"):
    return folder / "cities" / f"{name}.yaml"


def facts(folder, name="sampleton"):
    return says(city(folder, name).read_bytes())["facts"]


def leftovers(folder):
    return [one for one in folder.rglob("*") if one.name.endswith(".part")]


# ---------------------------------------------------------------- workbooks that are traps

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOOK = written([Sheet("Facts", [["id", "claim"], ["a", "b"]])], "Lists")


def book(part: str, content: str) -> bytes:
    """A workbook in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for one in old.infolist():
            if one.filename != part:
                new.writestr(one.filename, old.read(one))
        new.writestr(part, content)
    return out.getvalue()


def sheet(rows: str, below: str = "", above: str = "") -> bytes:
    return book(SHEET, f"{above}<worksheet {MAIN}><sheetData>{rows}</sheetData>{below}</worksheet>")


def inside(part: str, before: str, more: str) -> bytes:
    """A workbook with more in one part, before its end."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old:
        return book(part, old.read(part).decode().replace(before, more + before, 1))


def lying() -> bytes:
    """A workbook that says of a part that it holds 10 bytes, where it holds a megabyte."""
    content = bytearray(sheet("<row>" + "<c/>" * 250_000 + "</row>"))
    size = next(
        one.file_size
        for one in zipfile.ZipFile(io.BytesIO(content)).infolist()
        if one.filename == SHEET
    )
    return bytes(content.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))


TOO_MUCH, BROKEN = "this workbook holds too much", "this is no workbook that can be read"
LARGE = "this table has more than 5000 rows or 80 columns"
NESTED = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 9))
TRAPS = {
    "empty cells": (lambda: sheet("<row>" + "<c/>" * 1_000_000 + "</row>"), TOO_MUCH),
    "rows": (lambda: sheet("<row/>" * 600_000), TOO_MUCH),
    "tags": (lambda: sheet("<a>" * 100_000), TOO_MUCH),
    "attributes": (lambda: sheet(f"<row {'a=' * 10_000}/>"), TOO_MUCH),
    "shared texts": (
        lambda: book("xl/sharedStrings.xml", f"<sst {MAIN}>{'<si><t>a</t></si>' * 200_000}</sst>"),
        TOO_MUCH,
    ),
    "styles": (lambda: inside("xl/styles.xml", "</cellXfs>", "<xf/>" * 100_000), TOO_MUCH),
    "sheets": (lambda: inside("xl/workbook.xml", "</sheets>", "<sheet name='z'/>" * 100), TOO_MUCH),
    "choices": (lambda: sheet("", "<dataValidation/>" * 100_000), TOO_MUCH),
    "a high ratio": (lambda: book("xl/media/x.png", "\0" * 21_000_000), TOO_MUCH),
    "a lying size": (lying, BROKEN),
    "entities": (
        lambda: sheet("<row><c><v>&b8;</v></c></row>", above=f"<!DOCTYPE a [{NESTED}]>"),
        BROKEN,
    ),
    "a file of the system": (
        lambda: sheet(
            "<row><c><v>&b;</v></c></row>",
            above='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        ),
        BROKEN,
    ),
    "a row far down": (lambda: sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), LARGE),
    "a cell too far out": (lambda: sheet('<row r="1"><c r="CC1"><v>1</v></c></row>'), LARGE),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_workbook_that_is_a_trap_is_refused_at_once(name):
    import time

    make, said = TRAPS[name]
    content = make()
    start = time.process_time()
    with pytest.raises(UnreadableError, match=said):
        read_workbook(content, "Facts")
    assert time.process_time() - start < 2


def test_a_workbook_that_is_none():
    assert read_workbook(BOOK, "Facts").rows[1][:3] == ["a", "b", ""]


def test_a_workbook_of_more_than_so_many_parts_is_refused():
    out = io.BytesIO(BOOK)
    with zipfile.ZipFile(out, "a") as more:
        for number in range(200):
            more.writestr(f"x{number}", b"")
    with pytest.raises(UnreadableError, match=TOO_MUCH):
        read_workbook(out.getvalue(), "Facts")


def test_a_cell_that_holds_a_book_is_named(run, folder):
    path = folder / "e.csv"
    path.write_text(f"id,claim,why\nx,{'a ' * 6_000},b\n", encoding="utf-8")
    done = run("import", "sampleton", path, *OWN, folder)
    assert done.code == 1
    assert "Facts!B2: error[too-long] more than 10,000 letters stand here" in done.stdout


# ---------------------------------------------------------------- what is no ordinary file


def test_a_link_that_leads_out_is_not_written_through(run, folder, tmp_path):
    outside = tmp_path / "outside.yaml"
    shutil.move(city(folder), outside)
    city(folder).symlink_to(outside)
    before = outside.read_bytes()
    done = run("add", "sampleton", "-y", *RULE, *OWN, folder)
    assert done.code == 2
    assert "leads out of its folder" in done.stderr
    assert outside.read_bytes() == before


def test_a_link_within_the_folder_stays_a_link(run, folder):
    shutil.move(city(folder), city(folder, "other"))
    city(folder).symlink_to("other.yaml")
    done = run("add", "sampleton", "-y", *RULE, "--id", "new", *OWN, folder)
    assert done.code == 0, done.stderr
    assert city(folder).is_symlink()
    assert "new" in facts(folder, "other")


def test_a_lock_that_is_a_link_empties_nothing(run, folder, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("Mine.", encoding="utf-8")
    (folder / "cities" / LOCK).symlink_to(precious)
    done = run("add", "sampleton", "-y", *RULE, *OWN, folder)
    assert done.code == 2
    assert "cannot write" in done.stderr
    assert precious.read_text(encoding="utf-8") == "Mine."


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "nothing"])
def test_a_sheet_that_is_no_file(run, folder, kind):
    path = folder / "e.xlsx"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path.symlink_to("/dev/zero")
    before = city(folder).read_bytes()
    done = run("import", "sampleton", path, *OWN, folder)
    assert done.code == 2
    assert ("is not a file" if kind != "nothing" else "cannot read") in done.stderr
    assert city(folder).read_bytes() == before


@pytest.mark.parametrize("command", ["add", "import", "sheet"])
def test_a_city_file_that_is_a_pipe_or_a_folder(run, folder, command):
    more = {"add": ("-y", *RULE), "import": ("e.csv",), "sheet": ("-o", "e.csv")}[command]
    for make in (os.mkfifo, os.mkdir):
        city(folder, "odd").unlink(missing_ok=True)
        make(city(folder, "odd"))
        done = run(command, "odd", *more, *OWN, folder)
        assert done.code == 1
        assert "error[not-a-file]" in done.stderr


@pytest.mark.parametrize("name", ["../x", "CON", "x" * 200, "x" * 5000, "a/../../b", "\0", "."])
def test_names_that_lead_nowhere(run, folder, name):
    before = {path for path in folder.parent.rglob("*") if path.suffix == ".yaml"}
    for line in (("add", name, "-y", *RULE), ("sheet", name, "-o", "o.csv"), ("import", name, "x")):
        done = run(*line, *OWN, folder)
        assert done.code == 2
        assert "unknown place" in done.stderr
    run("new", name, "-y", "--data", folder)
    made = {path for path in folder.parent.rglob("*") if path.suffix == ".yaml"} - before
    assert all(path.parent == folder / "cities" and len(path.name) < 90 for path in made)


def test_a_sheet_is_not_written_over_data_or_a_folder(run, folder):
    before = city(folder).read_bytes()
    (folder / "o.csv").mkdir()
    (folder / "p.csv").symlink_to(city(folder))
    for name in ("o.csv", "p.csv", "no/such/folder.csv"):
        done = run("sheet", "sampleton", "--overwrite", "-o", folder / name, *OWN, folder)
        assert done.code == 2
    assert city(folder).read_bytes() == before
    assert leftovers(folder) == []


# ---------------------------------------------------------------- a disk that is full, or fails


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod", "fdopen"])
@pytest.mark.parametrize("command", ["add", "new", "sheet"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(run, folder, monkeypatch, step, command):
    def full(*_arguments, **_more):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    line = {
        "add": ("add", "sampleton", "-y", *RULE),
        "new": ("new", "Lac", "-y"),
        "sheet": ("sheet", "sampleton", "--overwrite", "--overwrite", "-o", folder / "o.csv"),
    }[command]
    run("new", "Other", "-y", "--data", folder)  # whatever is made once is there
    (folder / "o.csv").write_text("Older.", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.setattr(os, step, full)
    done = run(*line, *OWN, folder)
    monkeypatch.undo()
    if (step, command) == ("fsync", "sheet"):
        assert done.code == 0, "a report may be lost with the power"
        return
    assert done.code == 2
    assert "no space left on device" in done.stderr
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path: after.get(path) for path in before} == before
    assert [path.name for path in after if path not in before and path.name != LOCK] == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_device_that_is_full(run, folder, suffix):
    (folder / f"o.{suffix}").symlink_to("/dev/full")
    done = run("sheet", "sampleton", "--overwrite", "-o", folder / f"o.{suffix}", *OWN, folder)
    assert done.code == 2
    assert "no space left on device" in done.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(run, folder):
    before = city(folder).read_bytes()
    (folder / "cities").chmod(0o555)
    done = run("add", "sampleton", "-y", *RULE, *OWN, folder)
    (folder / "cities").chmod(0o755)
    assert (done.code, city(folder).read_bytes()) == (2, before)
    assert "permission denied" in done.stderr


def test_a_drive_that_knows_no_locks(run, folder, monkeypatch):
    import filelock

    def unknown(*_arguments, **_more):
        raise NotImplementedError("no flock")

    monkeypatch.setattr(filelock.FileLock, "acquire", unknown)
    before = city(folder).read_bytes()
    done = run("add", "sampleton", "-y", *RULE, *OWN, folder)
    assert (done.code, city(folder).read_bytes()) == (2, before)
    assert "cannot write" in done.stderr


def test_what_killed_commands_left_is_cleared_and_nothing_else(run, folder):
    ours = folder / "cities" / ".scorecard.abcd1234.part"
    others = [folder / "cities" / name for name in (".x.part", ".scorecard.abc.part", "a.part")]
    for path in (ours, *others):
        path.write_text("half", encoding="utf-8")
    assert run("add", "sampleton", "-y", *RULE, *OWN, folder).code == 0
    assert not ours.exists()
    assert all(path.exists() for path in others)
    old, young = (folder / f".o.csv.{letters}.part" for letters in ("aaaaaaaa", "bbbbbbbb"))
    for path in (old, young):
        path.write_text("half", encoding="utf-8")
    os.utime(old, (0, 0))
    assert run("sheet", "sampleton", "--overwrite", "-o", folder / "o.csv", *OWN, folder).code == 0
    assert not old.exists()
    assert young.exists(), "somebody may still be writing it"


# ---------------------------------------------------------------- other encodings and systems

HOSTILE = ("\x1b[31mred", "a\u202eb", "\x9b2J", "a\u200bb", "\x07", "a\u2066b")


@pytest.mark.parametrize("claim", HOSTILE)
def test_what_a_terminal_would_act_on_is_not_taken_or_said(run, folder, monkeypatch, claim):
    before = city(folder).read_bytes()
    done = run("add", "sampleton", "-y", "--claim", f"A {claim} b.", *STATED, *OWN, folder)
    assert done.code == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"fact\nA {claim} b.\n"))
    asked = run("add", "sampleton", *OWN, folder)
    assert "a hidden character stands here" in asked.stderr
    path = folder / f"{claim}.csv"
    rows = [["id", "claim"], ["x", f"A {claim} b."]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    filled = run("import", "sampleton", path, *OWN, folder)
    assert "Facts!B2: error[hidden-character]" in filled.stdout
    nowhere = run("import", "sampleton", folder / f"no-{claim}.csv", *OWN, folder)
    unknown = run("add", f"sam{claim}", "-y", *RULE, *OWN, folder)
    for one in (done, asked, filled, nowhere, unknown):
        assert not HIDDEN & set(one.stdout + one.stderr)
    assert city(folder).read_bytes() == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_ends_of_lines_stay_as_they_are(run, folder, mark, end):
    city(folder).write_bytes(mark + city(folder).read_bytes().replace(b"\n", end))
    assert run("add", "sampleton", "-y", *RULE, "--id", "one", *OWN, folder).code == 0
    head, stated = ["id"], ["two"]
    for option, said in zip(RULE[::2], RULE[1::2], strict=True):
        head.append(option[2:])
        stated.append(said)
    path = folder / "e.csv"
    path.write_bytes(mark + end.join(",".join(row).encode() for row in (head, stated)) + end)
    done = run("import", "sampleton", path, *OWN, folder)
    assert done.code == 0, done
    content = city(folder).read_bytes()
    assert {"one", "two"} <= facts(folder).keys()
    assert content.startswith(mark) and content.count(b"\xef\xbb\xbf") == bool(mark)
    assert content.count(b"\r\n") == (content.count(b"\n") if end == b"\r\n" else 0)


def test_answers_that_end_as_on_windows(run, folder, monkeypatch):
    answers = "\ufeffLac\r\nmunicipality\r\nCA\r\nqc\r\n2021: 4000\r\n\r\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers, newline=""))
    done = run("new", "lac", "--data", folder)
    assert done.code in (0, 2)
    if done.code == 0:
        assert b"\r" not in city(folder, "lac").read_bytes()
        assert not HIDDEN & set(city(folder, "lac").read_text(encoding="utf-8"))


def test_an_accent_is_the_same_however_it_is_typed(run, folder):
    name = "l\u00e9vis"
    apart = unicodedata.normalize("NFD", name)
    shutil.move(city(folder, "lonely"), city(folder, apart))
    for number, one in enumerate((name, apart)):
        done = run("add", one, "-y", *RULE, "--id", f"f{number}", *OWN, folder)
        assert done.code == 0, done.stderr
    assert [path.name for path in (folder / "cities").glob("l*vis*")] == [f"{apart}.yaml"]
    assert {"f0", "f1"} <= facts(folder, apart).keys()


PLAIN = {"LANG": "C", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}


def test_a_system_that_knows_ascii_alone(folder):
    environment = {**os.environ, **PLAIN, "PYTHONPATH": str(ROOT / "src")}

    def done(*line: str, typed: bytes = b""):
        one = subprocess.run(
            [sys.executable, "-m", "scorecard", *line],
            input=typed, env=environment, cwd=folder, capture_output=True, check=False,
        )  # fmt: skip
        assert b"Traceback" not in one.stderr, one.stderr.decode()
        return one

    assert done("new", "Lac", "--name", "Lac-\u00e0-l'\u00c9t\u00e9", "-y").returncode == 0
    assert says(city(folder, "lac").read_bytes())["name"] == "Lac-\u00e0-l'\u00c9t\u00e9"
    claim = "La formation est donn\u00e9e \u00e0 tous \u2014 partout."
    stated = ("--claim", claim, *STATED, "--id", "new", "--rubric", "sample")
    assert done("add", "sampleton", "-y", *stated, "--lang", "fr").returncode == 0
    assert facts(folder)["new"]["claim"] == claim
    assert (
        done("sheet", "sampleton", "--overwrite", "-o", "e.csv", "--rubric", "sample").returncode
        == 0
    )
    assert done("import", "sampleton", "e.csv", "--rubric", "sample").returncode == 0
    assert done("grade", "sampleton", "--rubric", "sample", "--lang", "fr").returncode == 0
    before = city(folder).read_bytes()
    done("add", "sampleton", "--rubric", "sample", typed="\u00e9t\u00e9\n".encode())
    assert city(folder).read_bytes() == before


# ---------------------------------------------------------------- what is put in, in reports

SCRIPT = "<script>alert(1)</script>"
LINK = "[click](javascript:alert(1))"
FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.mark.parametrize("said", [SCRIPT, LINK, FORMULA, "| a | b |", "# Head", "</td></table>"])
def test_what_was_put_in_acts_on_nobody(run, folder, said):
    stated = [said if one in ("Minutes", "Town", "Drivers only.") else one for one in STATED]
    done = run("add", "sampleton", "-y", "--claim", said, *stated, "--id", "evil", *OWN, folder)
    assert done.code == 0, done.stderr
    assert facts(folder)["evil"]["claim"] == said
    for command in ("export", "history", "explain", "records", "motion"):
        page = run(command, "sampleton", "--format", "html", *OWN, folder)
        if page.code == 0:
            assert SCRIPT not in page.stdout
            assert 'href="javascript:' not in page.stdout
        page = run(command, "sampleton", "--format", "markdown", *OWN, folder)
        if page.code == 0:
            from markdown_it import MarkdownIt

            html = MarkdownIt("commonmark").enable("table").render(page.stdout)
            assert SCRIPT not in html
            assert 'href="javascript:' not in html
            assert "<h1>Head</h1>" not in html
    path = folder / "o.csv"
    assert run("sheet", "sampleton", "--overwrite", "-o", path, *OWN, folder).code == 0
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
    done = run("import", "sampleton", path, *OWN, folder)
    assert "0 facts added; 0 changed" in done.stdout, "it comes back as it was"


def test_what_a_translation_rests_on_is_not_taken_away(run, folder):
    """The note of `rule` is translated; a sheet without it would leave the translation wrong."""
    path = folder / "o.csv"
    run("sheet", "sampleton", "--overwrite", "-o", path, *OWN, folder)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    at = rows[0].index("note")
    for row in rows[1:]:
        row[at] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    before = city(folder).read_bytes()
    done = run("import", "sampleton", path, *OWN, folder)
    assert done.code == 2
    assert "sampleton.fr.yaml:15:5: error[not-in-original]" in done.stderr
    assert city(folder).read_bytes() == before


# ---------------------------------------------------------------- two at once


@pytest.mark.parametrize("other", ["add", "import"])
def test_two_who_write_at_once_lose_nothing(folder, other):
    """Two processes put 10 facts each into one file; every one of them is there in the end."""
    program = """
import sys
from pathlib import Path
from scorecard.cli import writing
from scorecard.cli.app import run
from scorecard.load import layers
layers.shipped = writing.shipped = lambda: Path(sys.argv[1])
place = ("sampleton", "--rubric", "sample", "--data", sys.argv[1])
stated = sys.argv[4:]
for number in range(10):
    name = f"{sys.argv[3]}-{number}"
    if sys.argv[2] == "add":
        line = ("add", *place, "-y", *stated, "--id", name)
    else:
        path = f"{sys.argv[1]}/{name}.csv"
        head = ["id", *(one[2:] for one in stated[::2])]
        open(path, "w").write(",".join(head) + "\\n" + ",".join([name, *stated[1::2]]) + "\\n")
        line = ("import", *place, path)
    assert run(line) == 0
"""
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(folder), command, name, *RULE],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for command, name in (("add", "one"), (other, "two"))
    ]  # fmt: skip
    for process in both:
        _out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err.decode()
    made = {f"{name}-{number}" for name in ("one", "two") for number in range(10)}
    assert made <= facts(folder).keys()
