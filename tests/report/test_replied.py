"""A reply is printed beside the fact that it is about, as far as it was known on the date."""

from __future__ import annotations

import json

import pytest

from build import ROOT

DATA = ROOT / "tests" / "golden" / "reply"
ASKED = ("--rubric", "harbour", "--data", DATA)
CLERK = "The city clerk replied on 3 March 2026: The by-law took effect on 10 May"
SENT = "Sent to the city clerk for reply on 1 February 2026. No reply so far."


def told(run, *arguments, data=DATA):
    """What a command prints, on one line."""
    asked = ("--rubric", "harbour", "--data", data)
    return " ".join(run(*arguments, *asked).stdout.split())


@pytest.mark.parametrize(
    ("day", "replied", "sent"),
    [("2026-03-03", True, False), ("2026-03-02", False, True), ("2026-01-31", False, False)],
)
@pytest.mark.parametrize("command", [("explain", "lakeside", "counters"), ("export", "lakeside")])
def test_a_reply_is_not_known_before_it_came(run, command, day, replied, sent):
    """ls-bylaw was asked about on 1 February and replied to on 3 March; ls-counters never was."""
    said = told(run, *command, "--as-of", day).replace("\\", "")
    assert (CLERK in said, said.count(SENT) >= 2) == (replied, sent)
    assert (SENT in said) == (replied or sent)


def test_a_reply_that_nobody_asked_for_is_shown_from_when_it_came(run):
    said = told(run, "explain", "lakeside", "status-checks", "--as-of", "2026-03-31")
    assert "records unit" not in said
    said = told(run, "explain", "lakeside", "status-checks", "--as-of", "2026-04-30")
    assert "The records unit of the police service replied in April 2026: Most calls" in said
    assert "What came of it: the fact stands as it was." in said


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2026-01-31", None),
        ("2026-03-02", (None, None)),
        ("2026-03-03", ("2026-03-03", "corrected")),
    ],
)
def test_the_json_tells_what_was_known(run, day, known):
    done = run("explain", "lakeside", "counters", "--as-of", day, "--format", "json", *ASKED)
    replies = json.loads(done.stdout)["facts"]["ls-bylaw"]["replies"]
    assert [(one["received"], one["outcome"]) for one in replies] == ([known] if known else [])


def test_a_fact_that_is_set_aside_keeps_its_reply(run, tmp_path):
    """With a later test beside it, that of 2024 does not stand."""
    for path in DATA.glob("*/*.yaml"):
        (tmp_path / path.parent.name).mkdir(exist_ok=True)
        text = path.read_text(encoding="utf-8")
        if path.name == "lakeside.yaml":
            later = (
                "  ls-counters-2025:\n    claim: Nobody was asked in a test of 2025.\n"
                "    period: 2025-11\n    seen_by: independent\n    confidence: high\n"
                "    sources: study\n    scores: {counters: {level: 3, why: Nobody.}}\n"
            )
            text = text.replace("  ls-police-rule:\n", later + "  ls-police-rule:\n")
        (tmp_path / path.parent.name / path.name).write_text(text, encoding="utf-8")
    said = told(run, "explain", "lakeside", "counters", "--as-of", "2026-11-22", data=tmp_path)
    assert f"twelve counters. [A college, February 2025] {SENT}" in said.partition("Set aside")[2]


def test_a_page_has_no_room_for_what_was_said_and_says_that_it_was(run):
    brief = told(run, "export", "lakeside", "--brief", "--as-of", "2026-11-22")
    assert "There are replies to 2 of the facts behind the grade" in brief
    before = told(run, "export", "lakeside", "--brief", "--as-of", "2026-03-10")
    assert "There is a reply to 1 of the facts behind the grade" in before
    assert "behind the grade" not in told(
        run, "export", "lakeside", "--brief", "--as-of", "2026-02-10"
    )


def test_a_grade_prints_a_reply_with_the_fact_and_not_who_placed_it(run):
    """Its first costs are told with their facts."""
    said = told(run, "grade", "lakeside", "--as-of", "2026-11-22")
    assert "Most calls were made about warrants" in said
    assert "second person" not in said and "Who placed" not in said


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_what_a_reply_says_is_escaped(run, tmp_path, form):
    for path in DATA.glob("*/*.yaml"):
        (tmp_path / path.parent.name).mkdir(exist_ok=True)
        text = path.read_text(encoding="utf-8")
        text = text.replace("Most calls were", "<script>x</script> [a](javascript:b) calls were")
        text = text.replace("the records unit", "<b>the</b> records unit")
        (tmp_path / path.parent.name / path.name).write_text(text, encoding="utf-8")
    asked = ("--rubric", "harbour", "--as-of", "2026-11-22", "--data", tmp_path)
    page = run("export", "lakeside", "--format", form, *asked).stdout
    assert "<script>x" not in page and "<b>the</b>" not in page
    assert form == "html" or "[a](javascript" not in page
    assert "records unit" in page


def test_what_came_of_it_is_said_only_where_the_file_says_it(run, tmp_path):
    (tmp_path / "cities").mkdir()
    text = (DATA / "cities" / "lakeside.yaml").read_text(encoding="utf-8")
    text = text.replace("        outcome: stands\n", "")
    (tmp_path / "cities" / "lakeside.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "rubrics").mkdir()
    rubric = (DATA / "rubrics" / "harbour.yaml").read_text(encoding="utf-8")
    (tmp_path / "rubrics" / "harbour.yaml").write_text(rubric, encoding="utf-8")
    said = told(run, "explain", "lakeside", "status-checks", data=tmp_path)
    assert "not about status." in said and "What came of it" not in said
