"""plan, motion, records and export --with: on every shipped place, and with wrong input."""

from __future__ import annotations

import json

import pytest

from build import ROOT, TODAY
from scorecard.cli import motion as motion_command
from scorecard.cli import records as records_command
from scorecard.cli.plan import planned
from scorecard.engine.grade import Grader
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.report import markdown
from scorecard.report.plan_view import PlanView

DATA = ROOT / "tests" / "golden" / "campaign"
SAMPLE = ("--rubric", "open", "--as-of", "2026-11-22", "--data", DATA)


@pytest.fixture(scope="module")
def shipped():
    return Library([Layer(ROOT, ".")])


def graded(data: Library):
    """Every shipped place and body that a rubric grades, by its default rubric."""
    graders: dict[str, Grader] = {}
    for name in data.ids("cities"):
        for ref in (name, *(f"{name}/{body}" for body in data.bodies(name))):
            rubric = data.default_rubric(data.kind(ref) or "")
            if rubric is not None:
                found = data.rubric(rubric)
                grader = graders.setdefault(rubric, Grader(*found))
                yield ref, grader.grade(data.place(ref, rubric), TODAY)


def test_every_shipped_place_has_a_plan_a_motion_and_requests(shipped):
    """No plan falls short of its target, no motion is without a clause, and every request that is
    not of a body without a law on file names the law."""
    form, without_law, seen = shipped.form("general"), [], 0
    for ref, card in graded(shipped):
        seen += 1
        plan = planned(card)
        assert plan.proved, ref
        if plan.chosen is not None:
            assert plan.goal.reached(plan.after), ref
        said = markdown.write(PlanView(plan, {}, full=True).document())
        assert card.place.name.split("(")[0].strip() in said.replace("\\", ""), ref
        boards = card.place.city.law is None or card.place.focus is not None
        view = motion_command.drafted(shipped, card, form) if boards else None
        if view is not None:
            assert "RESOLVED" in markdown.write(view.document()), ref
        requests = records_command.drafted(shipped, card)
        markdown.write(requests.document())
        without_law += [ref for one, law in requests.requests if law is None]
    assert seen > 40
    assert set(without_law) == set()


def test_the_plan_of_toronto_is_found_again_by_its_commands(run):
    """What the plan says would follow, follows from a grade of its own."""
    done = run("plan", "toronto", "--format", "json", "--as-of", "2026-11-22")
    found = json.loads(done.stdout)
    assert (found["found"], found["proved"], found["goal"]["band"]) == (True, True, "C")
    chosen = [found["asks"][at] for at in found["chosen"]]
    assert sum(ask["effort"] for ask in chosen) == found["effort"]
    again = run("plan", "toronto", "--budget", found["effort"], "--as-of", "2026-11-22")
    assert f"The best grade for an effort of {found['effort']}: C 50" in again.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan", "nortport"), "did you mean northport?"),
        (("plan", "northport", "--target", "Z"), "`Z` is no grade of open; write one of B, C, F"),
        (("plan", "northport", "--target", "101"), "or a number up to 100"),
        (("plan", "northport", "--target", ""), "`` is no grade of open"),
        (("plan", "northport", "--target", "B", "--budget", "3"), "--target or --budget, not both"),
        (("plan", "northport", "--budget", "-1"), "greater than or equal to 0"),
        (("plan", "northport", "--only", "counsil"), "did you mean council?"),
        (("plan", "northport", "--only", "the mayor"), "there are: police board, council"),
        (("plan", "northport", "--format", "csv"), "unknown format `csv`"),
        (("motion", "northport", "--asks", "checkz"), "unknown criterion `checkz` in open"),
        (("motion", "northport", "--asks", ""), "--asks names no criterion"),
        (("motion", "northport", "--asks", "reported"), "there is nothing to ask on `reported`"),
        (("motion", "northport", "--asks", "checks", "--target", "B"), "give --asks, or what the"),
        (("motion", "northport", "--target", "B", "--budget", "2"), "--target or --budget"),
        (("motion", "northport", "--form", "quai"), "unknown form `quai`; did you mean quay?"),
        (("motion", "northport", "--to", "nobody"), "nobody named `nobody` can grant what open"),
        (("motion", "northport", "--lang", "xx"), "unknown language `xx`"),
        (("motion", "northport", "-o", "m.json"), "does not say which format"),
        (("records", "atlantis"), "unknown place `atlantis`"),
        (("records", "northport", "--format", "json"), "unknown format `json`"),
        (
            ("export", "northport", "--with", "plans"),
            "no section `plans`; there are: plan, motion, history, robust",
        ),
        (("export", "northport", "--with", ","), "--with names no section"),
        (("export", "northport", "--with", "plan", "--brief"), "has no room for --with"),
    ],
)
def test_wrong_use_is_said_plainly(run, arguments, said):
    done = run(*arguments, *SAMPLE)
    assert done.code == 2 and not done.stdout
    assert said in " ".join(done.stderr.split())


@pytest.mark.parametrize("command", ["plan", "motion", "records"])
def test_a_place_with_an_error_is_not_planned_for(run, tmp_path, command):
    (tmp_path / "cities").mkdir()
    text = "format: city/1\nname: Westport\nkind: municipality\npopulation: {2021: many}\n"
    (tmp_path / "cities" / "westport.yaml").write_text(text, encoding="utf-8")
    done = run(command, "westport", *SAMPLE)
    assert done.code == 1 and not done.stdout
    assert "cities/westport.yaml:4:20" in done.stderr


def test_a_city_of_which_nothing_is_known_gets_answers_and_no_made_up_number(run):
    plan = run("plan", "nowhere", *SAMPLE).stdout
    assert "No set of asks can bring an overall grade: 0 % of practice is answered" in plan
    assert "On 6 questions, 100 % of the weight of practice" in plan
    motion = run("motion", "nowhere", *SAMPLE)
    assert motion.code == 0 and "No overall grade is given by Open to all" in motion.stdout
    records = run("records", "nowhere", *SAMPLE).stdout
    assert "No access-to-information law that binds this body is on file" in records


def test_a_date_before_the_first_fact_is_a_city_of_which_nothing_was_known(run):
    done = run("plan", "northport", "--rubric", "open", "--as-of", "2001", "--data", DATA)
    assert done.code == 0
    assert "0 % of practice is answered" in done.stdout


def test_an_impossible_target_says_how_far_all_asks_would_come(run):
    done = run("plan", "northport", "--target", "B", "--only", "council", *SAMPLE)
    assert done.code == 0
    said = " ".join(done.stdout.split())
    assert "B 70 is out of reach of what Northport City Council alone can grant." in said
    assert "With everything granted it would be C 60." in said
    assert "A cap at 60 stays: Checks by police outweigh the rest." in said


def test_a_report_takes_the_sections_named_and_numbers_their_sources_with_its_own(run):
    done = run("export", "northport", "--with", "motion, plan", *SAMPLE)
    said = done.stdout
    assert said.index("## What to ask for: from F 39 to C 50") < said.index("## Draft motion:")
    assert "## What to ask for next" not in said, "the plan says it more fully"
    notes = said.partition("## Sources")[2]
    assert "A guide to records" in notes, "the law behind the background is a source of the report"
    alone = run("export", "northport", *SAMPLE).stdout
    assert "## Draft motion" not in alone and "## What to ask for next" in alone


def test_what_a_file_says_reaches_markdown_and_html_escaped(run, tmp_path):
    """Forms, laws and efforts are as little to be trusted as claims."""
    own = tmp_path / "own"
    for folder in ("motions", "laws", "rubrics", "cities"):
        (own / folder).mkdir(parents=True)
        for path in (DATA / folder).glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            text = text.replace("A draft; fill", "<script>x</script> [a](javascript:b) fill")
            text = text.replace("5 dollars", "<img src=x onerror=y> **5**")
            text = text.replace("There is no training office.", "</p><b>bold</b>")
            (own / folder / path.name).write_text(text, encoding="utf-8")
    options = ("--rubric", "open", "--as-of", "2026-11-22", "--data", own)
    for command in ("plan", "motion", "records"):
        page = run(command, "northport", "--format", "html", *options).stdout
        for raw in ("<script>", "<img", "</p><b>"):
            assert raw not in page, command
    written = run("motion", "northport", "--format", "markdown", *options).stdout
    assert "\\<script\\>" in written and "\\[a\\]" in written


def test_the_plan_that_is_moved_is_the_plan_that_was_shown(run):
    """What `plan` offers to type next is a motion of the same asks."""
    plan = run("plan", "northport", "--budget", "5", "--only", "council", *SAMPLE).stdout
    (line,) = [one for one in plan.splitlines() if one.startswith("  scorecard motion")]
    assert "--budget 5 --only council" in line and "--as-of 2026-11-22" in line
    done = run(*line.split()[1:], "--rubric", "open", "--data", DATA)
    assert done.code == 0
    assert "Northport Police Board to adopt" not in " ".join(done.stdout.split())


def test_a_draft_without_the_law_says_so(run, tmp_path):
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "quay.yaml").write_text("format: law/1\nname: Quay\n", encoding="utf-8")
    for command in ("motion", "records"):
        done = run(command, "northport", "--rubric", "open", "--data", DATA, cwd=tmp_path)
        assert done.code == 0, "the folder named last goes before this one"
    (tmp_path / "laws" / "quay.yaml").rename(tmp_path / "laws" / "reef.yaml")
    for command in ("motion", "records"):
        done = run(command, "northport", "--rubric", "open", "--data", DATA, cwd=tmp_path)
        assert done.code == 1 and done.stdout
        assert "laws/reef.yaml:1:1" in done.stderr
        assert "the draft goes without laws/reef.yaml" in done.stderr


def test_a_search_that_was_stopped_says_so(run, tmp_path, monkeypatch):
    from scorecard.analysis import smallest

    monkeypatch.setattr(smallest, "MOST_TRIED", 3)
    for folder in ("rubrics", "cities"):
        (tmp_path / folder).mkdir()
        for path in (DATA / folder).glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            if folder == "rubrics":
                text = text.replace(
                    "    title: City\n", "    title: City\n    aggregate: minimum\n"
                )
            (tmp_path / folder / path.name).write_text(text, encoding="utf-8")
    options = ("--rubric", "open", "--as-of", "2026-11-22", "--data", tmp_path)
    said = " ".join(run("plan", "northport", "--target", "C", *options).stdout.split())
    assert "A set that reaches C 50:" in said and "a better set may exist" in said
    assert "The smallest set" not in said


def test_places_are_looked_up_even_where_others_have_errors(run, tmp_path):
    """Who has what is asked is looked up among the places that can be read."""
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "broken.yaml").write_text("format: city/1\n", encoding="utf-8")
    done = run("plan", "nowhere", *SAMPLE)
    assert done.code == 0
    assert "Northport has it:" in done.stdout


def test_a_target_that_is_reached_already_on_few_answers(run):
    done = run("plan", "hamilton", "--target", "D", "--only", "council", "--as-of", "2026-11-22")
    assert done.code == 0
    assert "On the answers that there are it is reached already, provisionally." in " ".join(
        done.stdout.split()
    )
