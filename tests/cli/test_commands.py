"""The commands as a user meets them: right use, wrong use, broken data, pipes and terminals."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from build import ROOT
from scorecard.load.layers import FOLDERS

DATA = ROOT / "tests" / "golden" / "data"
SAMPLE = ("--rubric", "sample", "--as-of", "2026-11-22", "--data", DATA)
SCORECARD = (sys.executable, "-m", "scorecard")


def refused(done, *words):
    """Wrong use: exit 2, nothing on stdout, and a message without a traceback."""
    assert done.code == 2, done
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


# ---------------------------------------------------------------- grade


def test_toronto_in_any_folder(run):
    done = run("grade", "toronto", "--as-of", "2026-11-22")
    assert done.code == 0
    assert done.stderr == ""
    assert done.stdout.startswith("Toronto: D 38, provisional\n")


def test_2016_is_withheld_and_an_answer(run):
    done = run("grade", "toronto", "--as-of", "2016-12-31")
    assert done.code == 0
    assert "paper only" in done.stdout.splitlines()[0]
    assert "No overall grade: practice has evidence for 25 % of its weight" in done.stdout
    why = run("explain", "toronto", "--as-of", "2016-12-31").stdout
    assert re.search(r"Withheld: practice has less than a third of its weight answered", why)
    assert re.search(r"nc-agreements-and-operations +6.74  unknown", why)


def test_several_places_in_the_order_given(run):
    done = run("grade", "lonely", "sampleton", *SAMPLE)
    assert done.code == 0
    assert done.stdout.index("Lonely: ") < done.stdout.index("Sampleton: ")


def test_a_body_stands_wherever_a_place_can(run):
    done = run("grade", "sampleton/sampleton-police", *SAMPLE)
    assert done.code == 0
    assert done.stdout.startswith("Sampleton Police (Sampleton): ")
    assert "scorecard explain sampleton/sampleton-police" in done.stdout


@pytest.mark.parametrize("command", ["grade", "explain", "history", "diff --since 2016", "plan"])
def test_an_accent_is_the_same_name_in_every_command(run, tmp_path, command):
    """The name is said as the file has it, whichever way its accent was typed."""
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "l\N{LATIN SMALL LETTER E WITH ACUTE}vis.yaml").write_text("format: x\n")
    said = {
        run(*command.split(), name, cwd=tmp_path).stderr
        for name in ("l\N{LATIN SMALL LETTER E WITH ACUTE}vis", "le\N{COMBINING ACUTE ACCENT}vis")
    }
    assert len(said) == 1
    assert "lévis is not graded" in said.pop()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Montr\N{LATIN SMALL LETTER E WITH ACUTE}al", "montreal"),
        ("Montre\N{COMBINING ACUTE ACCENT}al", "montreal"),
        ("MONTR\N{LATIN CAPITAL LETTER E WITH ACUTE}AL", "montreal"),
        ("Montreal", "montreal"),
        ("New Westminster", "new-westminster"),
        ("MONTREAL/SPVM", "montreal/spvm"),
        ("toronto/Toronto Police", "toronto/toronto-police"),
    ],
)
def test_a_name_finds_the_id_it_is_written_for(run, typed, meant):
    """With its accents, capitals and spaces, in every command that takes a place."""
    whole = "/" not in typed
    for command in ("grade", "explain", "history", "diff", "compare", "show", "plan"):
        more = ("--since", "2020") if command == "diff" else ()
        found, wanted = (run(command, name, *more) for name in (typed, meant))
        assert found == wanted, command
        assert found.code == 0
    if whole:
        assert run("grade", typed, meant) == run("grade", meant)


def test_an_id_as_it_stands_comes_before_one_that_it_could_be_written_for(run, tmp_path):
    (tmp_path / "cities").mkdir()
    for name in ("l\N{LATIN SMALL LETTER E WITH ACUTE}vis", "levis"):
        (tmp_path / "cities" / f"{name}.yaml").write_text("format: x\n")
        done = run("grade", name, cwd=tmp_path)
        assert f"{name} is not graded" in done.stderr


def test_apostrophes_and_gaps_of_any_kind_are_hyphens(run, tmp_path):
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "l-ile-d-or.yaml").write_text("format: x\n")
    for name in (
        "L'\N{LATIN CAPITAL LETTER I WITH CIRCUMFLEX}le d'Or",
        "l\u2019ile\u00a0d\u2019or ",
    ):
        assert "l-ile-d-or is not graded" in run("grade", name, cwd=tmp_path).stderr
    for name in ("\u0301", "'", "a/\u2100"):
        refused(run("grade", name, cwd=tmp_path), "unknown place")


def test_json_carries_a_format_number_and_what_it_rests_on(run):
    done = run("grade", "sampleton", "--format", "json", *SAMPLE)
    printed = json.loads(done.stdout)
    assert printed["format"] == "results/1"
    (card,) = printed["results"]
    assert card["rubric"] == {"id": "sample", "version": "2.1", "title": "Three questions"}
    assert [file["path"] for file in card["files"]] == [
        "rubrics/sample.yaml",
        "cities/sampleton.yaml",
    ]
    assert card["as_of"] == "2026-11-22"
    assert card["choices"]["mix"]["alternative"] == "Half and half."


# ---------------------------------------------------------------- output


@pytest.mark.parametrize(
    ("name", "start"), [("a.md", "# Sampleton"), ("a.txt", "Sampleton"), ("a.json", "{")]
)
def test_the_suffix_chooses_the_format(run, tmp_path, name, start):
    done = run("grade", "sampleton", "-o", tmp_path / name, *SAMPLE)
    assert (done.code, done.stdout) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert os.listdir(tmp_path) == [name]


def test_format_overrides_the_suffix(run, tmp_path):
    run("grade", "sampleton", "-o", tmp_path / "a.txt", "--format", "json", *SAMPLE)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("{")


def test_a_report_overwrites(run, tmp_path):
    (tmp_path / "a.md").write_text("old")
    run("grade", "sampleton", "-o", tmp_path / "a.md", *SAMPLE)
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Sampleton")


@pytest.mark.parametrize("where", ["nowhere/a.md", "", "folder.md"])
def test_an_output_that_cannot_be_written(run, tmp_path, where):
    (tmp_path / "folder.md").mkdir()
    done = run("grade", "sampleton", "-o", tmp_path / where, "--format", "markdown", *SAMPLE)
    refused(done, "cannot write")
    assert os.listdir(tmp_path) == ["folder.md"]


def test_an_output_whose_suffix_says_nothing(run, tmp_path):
    refused(run("grade", "sampleton", "-o", tmp_path / "a.pdf", *SAMPLE), "a.pdf", "--format")
    refused(run("grade", "sampleton", "--format", "pdf", *SAMPLE), "unknown format", "markdown")


# ---------------------------------------------------------------- wrong use


def test_unknown_places_are_all_named_and_nothing_is_graded(run):
    done = run("grade", "torono", "sampleton", "lonly", *SAMPLE)
    refused(done, "unknown place `torono`; did you mean toronto?", "`lonly`; did you mean lonely?")


def test_a_name_that_resembles_none_gets_the_list(run):
    refused(run("grade", "xyzzy", *SAMPLE), "there are: ")


def test_unknown_bodies_rubrics_and_criteria(run):
    refused(run("grade", "sampleton/polise", *SAMPLE), "sampleton/sampleton-police")
    refused(run("grade", "toronto", "--rubric", "noii-torono"), "did you mean noii-toronto?")
    refused(run("explain", "sampleton", "cheks", *SAMPLE), "did you mean checks?")


def test_a_kind_that_no_rubric_grades(run):
    refused(run("grade", "hamilton/hpl"), "no rubric grades a library")


@pytest.mark.parametrize("when", ["yesterday", "2016-13", "31/12/2016", "2016-02-30", ""])
def test_a_bad_date(run, when):
    refused(run("grade", "toronto", "--as-of", when), "is not a date", "YYYY-MM-DD")


def test_a_future_date(run):
    tomorrow = date.today() + timedelta(days=1)
    refused(run("grade", "toronto", "--as-of", tomorrow), "is in the future")
    assert run("grade", "toronto", "--as-of", date.today()).code == 0


def test_a_data_folder_that_is_not_there(run, tmp_path):
    refused(run("grade", "toronto", "--data", tmp_path / "x"), "is not a folder")
    refused(run("grade", "toronto", SCORECARD_DATA=str(tmp_path / "x")), "$SCORECARD_DATA")


def test_no_place_and_no_such_command(run):
    assert run("grade").code == 2
    assert run("grad", "toronto").code == 2
    assert "Traceback" not in run("grad", "toronto").stderr


# ---------------------------------------------------------------- broken data

HOSTILE = {
    "alias": "format: city/1\nname: &a X\nkind: *a\n",
    "bracket": "format: city/1\nname: " + "[" * 60_000,
    "claim": "format: city/1\nname: X\nkind: municipality\nfacts:\n  f: {clam: x}\n",
    "deep": "format: city/1\nname:\n" + "".join(" " * n + "a:\n" for n in range(1, 60)),
    "empty": "",
    "list": "- a\n- b\n",
    "nan": "format: city/1\nname: X\nkind: municipality\npopulation: {2021: .nan}\n",
    "nul": "format: city/1\nname: X\x00\nkind: municipality\n",
    "quote": 'format: city/1\nname: "X\nkind: municipality\n',
    "tag": "format: city/1\nname: !!python/object:os.system X\nkind: municipality\n",
    "twice": "format: city/1\nname: X\nname: Y\nkind: municipality\n",
}
LINES = {
    "alias": 2,
    "bracket": 2,
    "claim": 5,
    "deep": 34,
    "empty": 1,
    "latin": 2,
    "list": 1,
    "nan": 4,
    "nul": 2,
    "quote": 2,
    "tag": 2,
    "twice": 3,
}


@pytest.fixture
def hostile(tmp_path):
    folder = tmp_path / "data" / "cities"
    folder.mkdir(parents=True)
    for name, text in HOSTILE.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "latin.yaml").write_bytes("format: city/1\nname: Québec\n".encode("latin-1"))
    toronto = (ROOT / "cities" / "toronto.yaml").read_text(encoding="utf-8")
    (folder / "toronto.yaml").write_text(toronto, encoding="utf-8")
    return folder.parent


def named(output):
    """The first line named of each file in a list of problems."""
    found = re.findall(r"cities/(\w+)\.yaml:(\d+):\d+: error\[", output)
    return {name: min(int(line) for other, line in found if other == name) for name, _ in found}


def test_twelve_hostile_files_beside_toronto(run, hostile):
    done = run("grade", "toronto", *LINES, "--data", hostile, "--as-of", "2026-11-22")
    assert done.code == 1
    assert done.stdout.startswith("Toronto: D 38, provisional\n")
    assert named(done.stderr) == LINES
    assert "Traceback" not in done.stderr
    checked = run("check", "--data", hostile)
    assert checked.code == 1
    assert named(checked.stdout) == LINES


def test_a_command_reads_only_what_it_needs(run, hostile):
    done = run("grade", "toronto", "--data", hostile)
    assert (done.code, done.stderr) == (0, "")


def test_problems_come_sorted_and_counted(run, hostile):
    done = run("check", "--data", hostile)
    lines = done.stdout.splitlines()
    assert lines == sorted(lines, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))
    shipped = [
        path
        for folder in FOLDERS
        for path in (ROOT / folder).glob("*.yaml")
        if "." not in path.stem
    ]
    assert re.search(rf"{13 + len(shipped)} files checked: \d+ errors, 0 warnings", done.stderr)


def test_a_broken_rubric_grades_nobody(run, tmp_path):
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "noii-toronto.yaml").write_text("format: rubric/1\ntitel: x\n")
    done = run("grade", "toronto", cwd=tmp_path)
    assert (done.code, done.stdout) == (1, "")
    assert "rubrics/noii-toronto.yaml:2:1: error[unknown-key]" in done.stderr


def test_warnings_count_only_when_strict(run, tmp_path):
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "warned.yaml").write_text(
        "format: city/1\nname: X\nkind: municipality\nsources: {s: {title: T}}\n"
    )
    assert run("check", cwd=tmp_path).code == 0
    strict = run("check", "--strict", cwd=tmp_path)
    assert strict.code == 1
    assert "warning[bare-source]" in strict.stdout
    assert "warning[unused-source]" in strict.stdout
    assert run("grade", "warned", cwd=tmp_path).code == 0


def test_what_replaces_a_shipped_file_is_named(run, tmp_path):
    (tmp_path / "cities").mkdir()
    text = (ROOT / "cities" / "toronto.yaml").read_text(encoding="utf-8")
    (tmp_path / "cities" / "toronto.yaml").write_text(text, encoding="utf-8")
    assert "replaces" not in run("grade", "toronto", cwd=tmp_path).stdout
    changed = text.replace("name: Toronto\n", "name: Toronto as we see it\n", 1)
    (tmp_path / "cities" / "toronto.yaml").write_text(changed, encoding="utf-8")
    done = run("grade", "toronto", cwd=tmp_path)
    assert done.stdout.startswith("Toronto as we see it: ")
    assert "cities/toronto.yaml (this folder) replaces a file of the same name." in done.stdout


def test_the_shipped_data_is_clean(run):
    done = run("check", "--strict")
    assert (done.code, done.stdout) == (0, "")


# ---------------------------------------------------------------- terminals and pipes


def started(*arguments, **environment):
    """A command in a process of its own."""
    return subprocess.run(
        [*SCORECARD, *map(str, arguments)],
        capture_output=True,
        env={**os.environ, **environment},
        cwd=Path(os.sep),
        check=False,
    )


def test_a_pipe_that_closes_early():
    command = f"{sys.executable} -m scorecard grade toronto | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.stdout.startswith(b"Toronto: ")
    assert done.stderr == b""


def test_a_terminal_that_knows_ascii_only():
    done = started("explain", "toronto", "nc-status-checks", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"Montr?al" in done.stdout


def on_terminal(**environment):
    """What a terminal is sent."""
    main, end = pty.openpty()
    process = subprocess.Popen(
        [*SCORECARD, "grade", "sampleton", *map(str, SAMPLE)],
        stdout=end,
        stderr=end,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment},
    )
    os.close(end)
    sent = b""
    try:
        while chunk := os.read(main, 65536):
            sent += chunk
    except OSError:
        pass
    os.close(main)
    assert process.wait() == 0
    return sent.decode().replace("\r\n", "\n")


def test_colour_is_never_the_only_cue():
    plain = (ROOT / "tests" / "golden" / "grade.txt").read_text(encoding="utf-8")
    coloured = on_terminal()
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert on_terminal(NO_COLOR="1") == plain
    assert on_terminal(TERM="dumb") == plain


def test_what_a_terminal_would_act_on_is_made_visible(run, tmp_path):
    done = run("grade", "tor\x1b[31monto")
    refused(done, "unknown place")
    assert "\x1b" not in done.stderr


def test_the_same_bytes_whatever_the_hash_seed_and_the_zone():
    outputs = {
        started(
            "grade", "sampleton", "--format", "json", *SAMPLE, PYTHONHASHSEED=seed, TZ=zone
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "America/St_Johns"), ("3", "Pacific/Auckland"))
    }
    assert len(outputs) == 1


def test_version_answers_without_anything_heavy():
    code = (
        "import sys; sys.argv[1:] = ['--version']\n"
        "from scorecard.__main__ import main; main()\n"
        "assert not {'typer', 'pydantic', 'yaml', 'rich'} & set(sys.modules), 'heavy'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"scorecard \d+\.\d+\.\d+\n", done.stdout)


def test_help_imports_no_data_library(run):
    code = (
        "import sys\nfrom scorecard.cli.app import run\n"
        "assert run(['--help']) == 0\n"
        "assert not {'pydantic', 'yaml', 'rich'} & set(sys.modules), 'heavy'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "grade" in done.stdout


# ---------------------------------------------------------------- what a first user ran into


def test_a_full_disk_is_said_and_no_traceback():
    done = subprocess.run(
        f"{sys.executable} -m scorecard grade toronto > /dev/full",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "scorecard: the system refused: no space left on device\n"


def test_a_data_folder_named_one_step_too_deep(run):
    refused(run("grade", "sampleton", "--data", DATA / "cities"), "name the folder they are in")


def test_a_broken_rubric_is_not_said_to_be_none(run, tmp_path):
    for folder in ("rubrics", "cities"):
        (tmp_path / folder).mkdir()
    rubric = (DATA / "rubrics" / "sample.yaml").read_text(encoding="utf-8")
    (tmp_path / "rubrics" / "mine.yaml").write_text(rubric.replace("title:", "titel:", 1))
    city = (DATA / "cities" / "lonely.yaml").read_text(encoding="utf-8")
    (tmp_path / "cities" / "here.yaml").write_text(city.replace("trained:", "mine/trained:"))
    done = run("check", tmp_path)
    assert [line.split(" ", 1)[0] for line in done.stdout.splitlines()] == [
        f"{tmp_path}/rubrics/mine.yaml:2:1:"
    ]


def test_what_is_offered_to_type_next_works_as_it_stands(run):
    printed = run("grade", "sampleton", "--fresh", *SAMPLE).stdout
    offered = [line.strip() for line in printed.splitlines() if line.startswith("  scorecard ")]
    assert offered == [
        "scorecard grade sampleton/sampleton-police --rubric dont-ask-dont-tell-police "
        "--as-of 2026-11-22 --fresh",
        "scorecard explain sampleton checks --rubric sample --as-of 2026-11-22 --fresh",
        "scorecard explain sampleton --rubric sample --as-of 2026-11-22 --fresh",
    ]
    for line in offered:
        assert run(*line.split()[1:], "--data", DATA).code == 0


def test_a_criterion_may_be_named_with_its_rubric(run):
    plain = run("explain", "toronto", "advocacy", "--rubric", "access-to").stdout
    assert run("explain", "toronto", "access-to/advocacy").stdout == plain
    assert run("explain", "toronto", "access-to/advocacy", "--rubric", "access-to").stdout == plain
    refused(run("explain", "toronto", "access-tu/advocacy"), "did you mean access-to?")
    refused(
        run("explain", "toronto", "access-to/advocacy", "--rubric", "noii-toronto"), "access-to"
    )


def test_part_of_an_id_is_enough_to_be_offered_it(run):
    refused(run("explain", "toronto", "status"), "did you mean nc-status-checks?")


def test_what_costs_most_says_what_to_ask_and_of_whom(run):
    printed = " ".join(run("grade", "sampleton", *SAMPLE).stdout.split())
    assert "Ask: that officers not check anybody's status (for police board to grant)." in printed


def test_a_level_that_a_condition_holds_back_says_what_is_missing(run):
    printed = " ".join(
        run("explain", "toronto", "acc-audit", "--as-of", "2026-11-22").stdout.split()
    )
    assert (
        "Level 3: within level 4 (up to 24 months ago), but what it also asks is not shown: "
        "Outsiders did it and the body paid for it." in printed
    )


def test_a_search_made_later_is_no_part_of_a_grade_for_the_past(run):
    assert "Looked for in 2026" in run("explain", "toronto", "tr-coverage").stdout
    before = run("explain", "toronto", "tr-coverage", "--as-of", "2016-12-31").stdout
    assert "Looked for" not in before


def test_an_upper_bound_is_printed_as_one(run):
    printed = " ".join(run("explain", "toronto", "nc-status-checks").stdout.split())
    assert "up to 700" in printed


# ---------------------------------------------------------------- what an attacker ran into


def test_a_report_never_replaces_a_data_file(run, tmp_path):
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "x.yaml").write_text("precious")
    done = run(
        "grade", "sampleton", "-o", tmp_path / "cities" / "x.yaml", "--format", "json", *SAMPLE
    )
    refused(done, "never replaces")
    assert (tmp_path / "cities" / "x.yaml").read_text() == "precious"


def test_a_link_is_followed_and_stays_a_link(run, tmp_path):
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    assert run("grade", "sampleton", "-o", tmp_path / "link.md", *SAMPLE).code == 0
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8").startswith("# Sampleton")


def test_what_is_offered_to_type_is_quoted(run, tmp_path):
    for folder in ("rubrics", "cities"):
        (tmp_path / folder).mkdir()
    rubric = (DATA / "rubrics" / "sample.yaml").read_text(encoding="utf-8")
    (tmp_path / "rubrics" / "sample.yaml").write_text(rubric)
    city = (DATA / "cities" / "lonely.yaml").read_text(encoding="utf-8")
    (tmp_path / "cities" / "$(id).yaml").write_text(city)
    printed = run("grade", "$(id)", "--rubric", "sample", "--data", tmp_path).stdout
    assert "scorecard explain '$(id)'" in printed


def test_output_that_is_closed_and_a_folder_that_is_gone(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"cd {gone} && rmdir {gone} && {sys.executable} -m scorecard grade toronto"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "scorecard: the folder you stand in is gone\n")
    closed = f"{sys.executable} -m scorecard grade toronto >&-"
    done = subprocess.run(closed, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_rate_says_where_its_residents_were_read(run):
    printed = " ".join(run("explain", "sampleton", "checks", *SAMPLE).stdout.split())
    assert "among 500,000 residents (census of 2021; from Statistics office)" in printed


def test_the_order_of_files_never_matters(run, tmp_path):
    """Whatever is named, read or joined first, each place gets the same card."""

    def cards(*names):
        printed = run("grade", *names, "--format", "json", *SAMPLE[:-1], tmp_path).stdout
        return {card["place"]["id"]: card for card in json.loads(printed)["results"]}

    for folder in ("rubrics", "cities"):
        (tmp_path / folder).mkdir()
        for path in (DATA / folder).iterdir():
            (tmp_path / folder / path.name).write_bytes(path.read_bytes())
    fact = (
        "format: city/1\nname: {0}\nkind: police-service\n"
        "sources: {{s: {{title: A page, publisher: A publisher, date: 2024}}}}\n"
        "facts:\n  told:\n    claim: A disclosure.\n    period: 2025\n    seen_by: independent\n"
        "    confidence: high\n    sources: s\n    scores: {{telling: {{level: {1}, why: w}}}}\n"
    )
    for name, level in (("north", 1), ("south", 0)):
        text = fact.format(name.title(), level)
        (tmp_path / "cities" / f"{name}.yaml").write_text(text, encoding="utf-8")
    lonely = (DATA / "cities" / "lonely.yaml").read_text(encoding="utf-8")
    for name, order in (("one", ("north", "south")), ("other", ("south", "north"))):
        bodies = "".join(f"  {b}: {{place: {b}, speaks_for_city: yes}}\n" for b in order)
        path = tmp_path / "cities" / f"{name}.yaml"
        path.write_text(f"{lonely}bodies:\n{bodies}", encoding="utf-8")
    there, back = cards("one", "other", "sampleton"), cards("sampleton", "other", "one")
    assert there == back
    one, other = there["one"], there["other"]
    assert (one["overall"], one["tracks"]) == (other["overall"], other["tracks"])
    (finding,) = (
        f for f in one["findings"] if (f["criterion"], f["track"]) == ("telling", "practice")
    )
    assert (finding["decided_by"], finding["point"]) == ("one/south", "0")


# ---------------------------------------------------------------- one command, and no other


def test_a_command_alone_is_the_same_as_among_all(run):
    from typer.testing import CliRunner

    from scorecard.cli.app import app, with_options

    names = re.findall(r"(?m)^  ([a-z]+)  ", run("--help").stdout)
    assert {"grade", "add", "import", "list", "check"} <= set(names)
    for name in names:
        alone = with_options([name])
        assert [len(alone.registered_commands), len(alone.registered_groups)] == [1, 0]
        asked = {"args": [name, "--help"], "prog_name": "scorecard"}
        said = [CliRunner().invoke(one, **asked).output for one in (app, alone)]
        assert said[0] == said[1]
        assert f"Usage: scorecard {name}" in said[0]
    assert with_options(["grde"]) is app
    assert with_options(["--version"]) is app
