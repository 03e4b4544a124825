"""What the documents say is what the program does."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys

import pytest

from build import ROOT, TODAY, document, place, rubric
from scorecard.cli.app import app
from scorecard.load.checker import Checker
from scorecard.load.layers import Layer
from scorecard.load.rewrite import says
from scorecard.load.translation import check_translation

README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = [
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/scorecard grade toronto",
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest",
]


def test_the_two_set_up_commands_stand_as_agreed():
    found = [line.strip() for line in README.splitlines() if line.startswith("    python3 -m venv")]
    assert found == SET_UP


def test_the_output_shown_is_the_output(run):
    shown = re.search(r"it prints:\n\n(.*?)\nTo test:", README, re.S)[1]
    shown = "\n".join(line.removeprefix("    ") for line in shown.splitlines()).strip("\n")
    printed = run("grade", "toronto", "--as-of", str(TODAY))
    # The README's command is typed without a date, so what it offers next has none.
    assert printed.stdout.replace(f" --as-of {TODAY}", "").rstrip("\n") == shown
    assert printed.code == 0


@pytest.mark.parametrize(
    "line",
    [one.strip() for one in README.splitlines() if re.match("    scorecard [a-z]+ ?", one + " ")],
)
def test_every_command_shown_works(run, line, tmp_path):
    done = run(*line.split()[1:], cwd=tmp_path)
    assert done.code == 0, done.stderr


def test_the_commands_for_adding_work_in_their_order(run, tmp_path, monkeypatch):
    text = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    shown = re.findall(r"(?m)^    (scorecard (?:.*\\\n)*.*)$", text)
    assert [line.split()[1] for line in shown] == (
        "new add add add sheet import check grade reply".split()
    )
    answers = {
        "new": ["", "", "", "ON", "2021: 64000", ""],
        "add": "|None.||rule|position|2024|high||T|P||2024||-".split("|"),
    }
    for line in shown:
        _program, name, *rest = shlex.split(line.replace("\\\n", " "))
        typed = [*answers.pop(name, []), "Context.", "y"]
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in typed)))
        done = run(name, *rest, cwd=tmp_path)
        assert done.code == 0, (line, done)
    facts = says((tmp_path / "cities" / "lakeside.yaml").read_bytes())["facts"]
    assert [fact["effect"] for fact in facts.values()] == ["position", "adopts"]


def test_every_option_named_exists():
    import typer

    command = typer.main.get_command(app)
    parameters = [*command.params, *(p for sub in command.commands.values() for p in sub.params)]
    known = {opt for p in parameters for opt in p.opts}
    named = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*)", README))
    assert named <= known | {"--version", "--help"}, named - known


def blocks(name):
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.S)


def test_the_sample_city_and_rubric_of_the_documents_are_read_without_a_problem():
    city, more, made, _french = blocks("files.md")
    sample = rubric(made)
    assert list(sample.criteria) == ["card-for-all"]
    noii = rubric(
        (ROOT / "rubrics" / "noii-toronto.yaml").read_text(encoding="utf-8"), "noii-toronto"
    )
    read = place(city + more, noii).city
    assert (read.name, len(read.replies), len(read.organizations)) == ("Sampleton", 2, 1)
    assert not [p for p in document(city + more).problems if not p.warning]


def test_the_sample_translation_of_the_documents_is_one_of_the_sample_city():
    city, _more, _made, french = blocks("files.md")
    read = document(french)
    texts = check_translation(read, document(city).data)
    assert [str(problem) for problem in read.problems] == []
    assert len(texts) == 4


def test_the_samples_of_a_campaign_are_read_without_a_problem(tmp_path):
    """An effort of a rubric and of a city, the form of a motion, and a law."""
    effort, own, form, law = blocks("campaign.md")
    folders = {"rubrics": "r", "cities": "sampleton", "motions": "samples", "laws": "samplemark"}
    of = (ROOT / "rubrics" / "noii-toronto.yaml").read_text(encoding="utf-8")
    of = re.sub(r"(?m)^effort: .*\n", effort, of, count=1)
    town = "format: city/1\nname: Sampleton\nkind: municipality\nlaw: samplemark\n" + own
    for (folder, name), text in zip(folders.items(), (of, town, form, law), strict=True):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    data = Checker([Layer(tmp_path, ".")])
    assert data.check(data.everything()) == ()
    place = data.place("sampleton")
    assert place.city.efforts["tr-coverage"].effort.practice == 2
    assert data.form("samples").blanks.mover == "[MOVER]"
    assert data.law("samplemark").binding("library").name == "Local Records Act"


def test_documents_name_files_that_exist():
    for page in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
    ]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists() or target.startswith("http"), (page.name, target)


def test_the_package_starts_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "scorecard", "--version"], capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"scorecard \d+\.\d+\.\d+\n", done.stdout)
