"""compare, export and what the shell offers, as a user types them."""

from __future__ import annotations

import json
import os

import pytest

from build import ROOT

SAMPLE = ("--rubric", "sample", "--as-of", "2026-11-22", "--data", ROOT / "tests/golden/data")
SHIPPED = ("toronto", "montreal", "hamilton", "vancouver", "new-westminster")


def refused(done, *words):
    """Wrong use: exit 2, nothing on stdout, and a message without a traceback."""
    assert (done.code, done.stdout) == (2, ""), done
    assert "Traceback" not in done.stderr
    assert [word for word in words if word not in done.stderr] == []


# ---------------------------------------------------------------- compare


def test_a_withheld_city_keeps_its_place_on_paper(run):
    done = run("compare", "hamilton", "toronto", "--format", "json")
    places = {place["id"]: place for place in json.loads(done.stdout)["places"]}
    assert places["hamilton"]["overall"]["rank"] is None
    assert places["hamilton"]["tracks"]["practice"]["rank"] is None
    assert places["hamilton"]["tracks"]["policy"]["rank"]["rank"] == 2
    assert places["toronto"]["tracks"]["policy"]["rank"]["rank"] == 1


def test_without_names_every_place_that_the_rubric_grades(run):
    done = run("compare", "--format", "json")
    assert done.code == 0
    compared = [place["id"] for place in json.loads(done.stdout)["places"]]
    assert set(SHIPPED) <= set(compared)
    assert "metro-vancouver-transit-police" not in compared


def test_places_of_other_kinds_are_pointed_to_with_their_rubric(run, tmp_path):
    for folder, name, text in (
        ("rubrics", "parks", PARKS),
        ("cities", "one", "format: city/1\nname: One\nkind: hamlet\n"),
        ("cities", "two", "format: city/1\nname: Two\nkind: hamlet\n"),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = run("compare", cwd=tmp_path)
    assert done.code == 0
    said = "2 other places are graded by parks: scorecard compare --rubric parks"
    assert said in done.stderr
    assert "other place" not in run("compare", "--rubric", "noii-toronto", cwd=tmp_path).stderr
    assert "other place" not in run("compare", *SHIPPED, cwd=tmp_path).stderr


PARKS = """\
format: rubric/1
title: Parks
version: "1"
grades: hamlet
components:
  c:
    title: C
    criteria:
      open: {question: Are they open?, weight: 1, scale: yes/no}
"""


def test_the_order_of_names_changes_no_rank(run):
    def ranks(*names):
        places = json.loads(run("compare", *names, "--format", "json").stdout)["places"]
        return {place["id"]: place["overall"]["rank"] for place in places}

    assert ranks(*SHIPPED) == ranks(*reversed(SHIPPED))


def test_a_file_with_errors_is_left_out_and_named(run, tmp_path):
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "broken.yaml").write_text("format: city/1\nname: Broken\n")
    done = run("compare", "toronto", "broken", cwd=tmp_path)
    assert done.code == 1
    assert done.stdout.startswith("1 place compared")
    assert "broken is not graded" in done.stderr


def test_places_by_different_rubrics_are_not_compared(run, tmp_path):
    for folder in ("cities", "rubrics"):
        (tmp_path / folder).mkdir()
    sample = (ROOT / "tests/golden/data/rubrics/sample.yaml").read_text(encoding="utf-8")
    (tmp_path / "rubrics/library.yaml").write_text(sample.replace("[municipality]", "library"))
    (tmp_path / "cities/books.yaml").write_text("format: city/1\nname: Books\nkind: library\n")
    refused(
        run("compare", "toronto", "books", cwd=tmp_path),
        "different rubrics (library, noii-toronto)",
        "--rubric",
    )


def test_unknown_names_in_compare(run):
    refused(run("compare", "torono"), "unknown place `torono`; did you mean toronto?")
    refused(run("compare", "--on", "nc-scop"), "unknown criterion `nc-scop`", "nc-scope")
    refused(run("compare", "--rubric", "noii"), "unknown rubric `noii`; did you mean noii-toronto?")
    refused(run("compare", "--format", "html"), "text, markdown, json, csv")
    refused(run("compare", "-o", "x.html"), "does not say which format")


def test_one_criterion_sees_bodies_with_a_file_of_their_own_once(run):
    done = run("compare", "--on", "nc-status-checks", "--format", "json", "--as-of", "2015-12-31")
    rows = json.loads(done.stdout)["tracks"]["practice"]["rows"]
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert "metro-vancouver-transit-police" in ids
    assert not [name for name in ids if name.endswith("/transit-police")]
    for row in rows:
        assert row["finding"]["standing"][0]["fact"] in row["facts"]


def test_a_criterion_may_be_named_with_its_rubric(run):
    plain = run("compare", "toronto", "--on", "nc-scope").stdout
    assert run("compare", "toronto", "--on", "noii-toronto/nc-scope").stdout == plain


def test_no_line_of_a_comparison_is_wider_than_the_terminal(run):
    for width in (40, 60, 80, 100):
        done = run("compare", *SHIPPED, COLUMNS=str(width))
        wide = [line for line in done.stdout.splitlines() if len(line) > width]
        assert [line for line in wide if not line.startswith("cities/")] == []


# ---------------------------------------------------------------- export


def test_export_writes_markdown_to_stdout(run):
    done = run("export", "sampleton", *SAMPLE)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("# Sampleton: F 39\n")


def test_the_suffix_chooses_and_the_format_overrides(run, tmp_path):
    run("export", "sampleton", *SAMPLE, "-o", "a.html")
    run("export", "sampleton", *SAMPLE, "-o", "a.md")
    run("export", "sampleton", *SAMPLE, "-o", "b.txt", "--format", "markdown")
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "a.md").read_text() == (tmp_path / "b.txt").read_text()
    refused(run("export", "sampleton", *SAMPLE, "-o", "a.pdf"), "end it in .htm, .html")


def test_several_places_go_into_a_folder(run, tmp_path):
    done = run("export", "sampleton", "lonely", *SAMPLE, "-o", "out/", "--format", "html")
    assert (done.code, done.stdout) == (0, "")
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["lonely.html", "sampleton.html"]
    assert done.stderr.count("wrote ") == 2
    refused(run("export", "sampleton", "lonely", *SAMPLE, "-o", "x.md"), "need a folder")
    refused(run("export", "sampleton", "lonely", *SAMPLE, "--format", "html"), "name one with -o")


def test_a_folder_that_cannot_be_made(run, tmp_path):
    (tmp_path / "file").write_text("x")
    refused(run("export", "sampleton", *SAMPLE, "-o", "file/in/"), "cannot write")
    assert (tmp_path / "file").read_text() == "x"


def test_brief_says_less_and_nothing_else(run):
    full = run("export", "sampleton", *SAMPLE).stdout
    brief = run("export", "sampleton", *SAMPLE, "--brief").stdout
    assert len(brief) < len(full) / 2
    assert brief.splitlines()[:5] == full.splitlines()[:5]
    assert "## Sources" in full
    assert "## Sources" not in brief


def test_every_note_has_its_source_and_every_source_its_note(run):
    import re

    for place in SHIPPED:
        text = run("export", place).stdout
        body, _, sources = text.partition("\n## Sources\n")
        noted = {int(number) for number in re.findall(r"\\\[(\d+)\\\]", body)}
        listed = {int(number) for number in re.findall(r"(?m)^(\d+)\. ", sources)}
        assert noted == listed == set(range(1, len(listed) + 1)), place


def test_no_section_is_empty_and_no_claim_stands_twice(run):
    import re

    for place in SHIPPED:
        text = run("export", place).stdout
        assert not re.search(r"(?m)^#{2,3} .*\n\n(#{1,3} |$)", text.replace("\n### ", "\n\n")), (
            place
        )
        claims = [line.rpartition("Level ")[2] for line in text.splitlines() if "Level " in line]
        told = [claim.partition(". ")[2] for claim in claims]
        long = [one for one in told if len(one) > 80 and "By the same fact" not in one]
        assert len(long) == len(set(long)), place


CITY = """\
format: city/1
name: Replyton
kind: municipality
sources: {letter: {title: Letter, publisher: City clerk, date: 2026-03}}
replies:
  - {sent: 2026-01-05, office: the city clerk, received: 2026-02-01, says: "All is well & good.",
     sources: letter}
  - {sent: 2026-06-01, office: the mayor}
  - {sent: 2026-12-24, office: nobody yet}
"""


def test_replies_are_printed_as_of_the_date(run, tmp_path):
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "replyton.yaml").write_text(CITY)
    text = run("export", "replyton", "--as-of", "2026-10-01", cwd=tmp_path).stdout
    assert "Sent to the city clerk for reply on 5 January 2026." in text
    assert "Reply of 1 February 2026: All is well \\& good. \\[1\\]" in text
    assert "Sent to the mayor for reply on 1 June 2026. No reply so far." in text
    assert "nobody yet" not in text
    before = run("export", "replyton", "--as-of", "2026-01-20", cwd=tmp_path).stdout
    assert "Sent to the city clerk for reply on 5 January 2026. No reply so far." in before
    assert (
        "Not yet sent to Replyton for reply."
        in run("export", "replyton", "--as-of", "2025-12-31", cwd=tmp_path).stdout
    )


def test_whom_to_tell_of_an_error(run):
    text = run("export", "sampleton", *SAMPLE, "--contact", "errors@group.example").stdout
    assert "Tell errors\\@group.example which question or note it is" in text


# ---------------------------------------------------------------- hints and completion


def test_facts_that_answer_another_rubric(run):
    done = run("grade", "sampleton", "--data", ROOT / "tests/golden/data")
    assert done.code == 0
    assert "name a rubric they speak of: --rubric sample" in done.stderr
    assert run("grade", "sampleton", *SAMPLE).stderr == ""


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("grade tor", ["toronto"]),
        ("grade toronto/toronto-p", ["toronto/toronto-police"]),
        ("explain toronto rev-c", ["rev-cadence"]),
        ("compare --on nc-sc", ["nc-scope"]),
        ("compare montreal hamil", ["hamilton"]),
        ("grade toronto --rubric noii-t", ["noii-toronto"]),
        ("export toronto --lang f", ["fr"]),
        ("grade xyzzy", []),
    ],
)
def test_the_shell_offers_ids(typed, offered, tmp_path):
    import subprocess
    import sys

    words = f"scorecard {typed}"
    environment = {
        **os.environ,
        "_SCORECARD_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "scorecard"],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.split() == offered
    assert done.stderr == ""


def test_whom_to_ask_is_named_as_the_place_names_them(run):
    """Montréal has no police board: its council governs its police."""
    for command in (("export", "montreal"), ("explain", "montreal", "nc-status-checks")):
        text = " ".join(run(*command).stdout.lower().split())
        assert "montréal city council" in text
        assert "police board" not in text


def test_a_criterion_of_another_rubric_is_found_without_naming_it(run, tmp_path):
    """The first rubric that asks it answers; a place of any kind may speak of it."""
    for folder in ("rubrics", "cities"):
        (tmp_path / folder).mkdir()
    (tmp_path / "rubrics" / "zz-parks.yaml").write_text(
        'format: rubric/1\ntitle: Parks\nversion: "1"\ngrades: town\ncomponents:\n  all:\n'
        "    title: All\n    criteria:\n"
        "      park-gates: {question: Are there gates?, weight: 1, scale: yes/no}\n",
        encoding="utf-8",
    )
    (tmp_path / "cities" / "townley.yaml").write_text(
        "format: city/1\nname: Townley\nkind: town\nfacts:\n  f:\n    claim: No gates.\n"
        "    confidence: high\n    sources: [{title: T, publisher: P, date: 2020}]\n"
        "    scores: {park-gates: {level: no, why: None.}}\n",
        encoding="utf-8",
    )
    done = run("compare", "--on", "park-gates")
    assert (done.code, done.stderr) == (0, "")
    assert "Townley" in done.stdout
    assert run("compare", "--on", "park-gate").code == 2
