"""scorecard reply: to whom it writes, what is in the letter and what is not, and wrong use."""

from __future__ import annotations

import pytest

from build import ROOT, TODAY
from scorecard.cli import opening
from scorecard.cli import reply as reply_command
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.report import html, markdown

DATA = ROOT / "tests" / "golden" / "reply"
HARBOUR = ("--rubric", "harbour", "--as-of", "2026-11-22", "--data", DATA)


def lines(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def letter(run, name, *more):
    done = run("reply", name, *more, *HARBOUR)
    assert done.code == 0, done.stderr
    return lines(done.stdout)


def changed(root, *changes, name="lakeside"):
    """The sample with a file of it changed."""
    for path in DATA.glob("*/*.yaml"):
        (root / path.parent.name).mkdir(exist_ok=True)
        text = path.read_text(encoding="utf-8")
        if path.name == f"{name}.yaml":
            for old, new in changes:
                assert old in text
                text = text.replace(old, new)
        (root / path.parent.name / path.name).write_text(text, encoding="utf-8")
    return ("--rubric", "harbour", "--as-of", "2026-11-22", "--data", root)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((), "To: The city clerk, Lakeside"),
        ((("offices:\n", "offices:\n  clerk: Office of the Clerk\n"),), "To: Office of the Clerk,"),
        (
            (("sent: 2026-02-01, office: the city clerk, received: 2026-03-03, says: The city",
              "received: 2026-03-03, office: the city clerk, says: The city"),),
            "To: [OFFICE, SUCH AS THE CLERK], Lakeside City Council",
        ),
    ],
    ids=["who was asked before", "what the file names", "a blank"],
)  # fmt: skip
def test_the_office_is_that_of_the_file_or_a_blank(run, tmp_path, changes, said):
    assert said in lines(run("reply", "lakeside", *changed(tmp_path, *changes)).stdout)


def test_nobody_is_made_up(run):
    said = letter(run, "newlake")
    assert "To: [OFFICE, SUCH AS THE CLERK], Newlake" in said
    assert "From: [NAME, ADDRESS, EMAIL] Date: [DATE] Answer asked by: [DATE]" in said
    assert "It is graded by [NAME], by the rubric" in said


def test_who_grades_and_until_when_are_as_given(run):
    said = letter(run, "lakeside", "--contact", "A group, g@g.example", "--by", "2026-12-15")
    assert "[NAME" not in said and "Answer asked by: 15 December 2026" in said
    assert "Answer by 15 December 2026 to A group, g@g.example." in said


def test_every_fact_has_one_number_and_one_line_to_fill_in(run):
    """Five facts stand; ls-bylaw and ls-police-rule answer two questions each, ls-trained is over
    ten years old, ls-label is context."""
    said = letter(run, "lakeside")
    assert [said.count(f"Fact {n}:") for n in range(1, 7)] == [1, 1, 1, 1, 1, 0]
    assert said.count("[ ] correct [ ] not correct: ________ document that shows it: ____") == 5
    assert said.count(", as above.") == 2
    assert "The 5 facts that it rests on here" in said
    assert "By 2015" not in said and "called Lakeside open" not in said


def test_facts_shown_only_together_are_all_asked_about(run, tmp_path):
    add = (
        "  ls-also:\n    claim: A second look of 2024 found the same.\n    period: 2024-11\n"
        "    seen_by: independent\n    confidence: medium\n    sources: study\n"
        "    context: Shows it only together with the other.\n"
    )
    changes = (
        ("  ls-calls:\n", add + "  ls-calls:\n"),
        ("scores: {counters: {level: 1-2", "with: ls-also\n    scores: {counters: {level: 1-2"),
    )
    said = lines(run("reply", "lakeside", *changed(tmp_path, *changes)).stdout)
    assert "A second look of 2024 found the same." in said and "The 6 facts" in said


def test_the_weightiest_question_comes_first_and_each_body_by_itself(run):
    """Of the city: told-on 3, counters 2. Of the police: status-checks 4, told-on 3."""
    said = letter(run, "lakeside")
    city, police = said.split("About Lakeside Police Service ")
    telling, counters = "Does the city or its police tell", "Are people asked about status"
    checks = "Do police check people's status?"
    assert city.index(telling) < city.index(counters) and checks not in city
    assert police.index(checks) < police.index(telling) and counters not in police
    assert "passed on to Lakeside Police Service, governed by Lakeside Police Board." in police
    assert "About Lakeside Transit" not in said, "the grade says nothing of it"


def test_a_letter_to_a_body_is_about_that_body_alone(run):
    said = letter(run, "lakeside/lakeside-police")
    assert "To: [OFFICE THAT ANSWERS], Lakeside Police Service Copy: Lakeside Police Board" in said
    assert "A grade of Lakeside is to be published." in said
    assert "The 2 facts that it rests on here" in said
    assert "By-law 7" not in said and "passed on to" not in said


def test_a_body_is_written_to_about_its_own_grade_where_a_rubric_for_it_is_named(run):
    rubric = ("--rubric", "dont-ask-dont-tell-police", "--as-of", "2026-11-22")
    said = lines(run("reply", "toronto/toronto-police", *rubric).stdout)
    assert "A grade of Toronto Police Service (Toronto) is to be published." in said
    own = lines(run("reply", "toronto/tdsb", "--as-of", "2026-11-22").stdout)
    assert "A grade of Toronto District School Board (Toronto) is to be published." in own
    city = lines(run("reply", "toronto/toronto-police", "--as-of", "2026-11-22").stdout)
    assert "A grade of Toronto is to be published." in city


def test_what_nobody_has_shown_is_asked_for_and_what_was_looked_for_is_said(run):
    said = letter(run, "lakeside")
    assert "Are staff trained? It weighs 10 % of practice. You may hold: training records." in said
    assert "Looked for in October 2026, nothing found: Reports on disclosures by officers." in said


def test_records_that_others_make_are_not_what_the_body_may_hold(run, tmp_path):
    changes = (("evidence: training records", "evidence: [press reports]"),)
    said = lines(run("reply", "lakeside", *changed(tmp_path, *changes, name="harbour")).stdout)
    assert "You may hold: press" not in said and "Would show it: press reports." in said


def test_a_date_in_the_past_is_kept_to(run):
    """In 2023 nothing was known but the by-law and, as last known, the training of 2015."""
    done = run("reply", "lakeside", "--rubric", "harbour", "--as-of", "2023", "--data", DATA)
    said = lines(done.stdout)
    assert "The 2 facts that it rests on here stand below" in said
    assert "(last known, 8 years 6 months old" in said
    assert "replied" not in said and "Looked for in" not in said


def test_a_cap_is_named(run, tmp_path):
    changes = (("count: 120", "count: 400"),)
    said = lines(run("reply", "lakeside", *changed(tmp_path, *changes)).stdout)
    assert "Capped at 60 (routine): Routine checks outweigh the rest." in said
    assert "Caps" not in letter(run, "lakeside")


def test_the_choices_are_said_to_be_the_rubrics_and_its_source_has_an_address(run):
    said = letter(run, "lakeside")
    assert "by the rubric An open harbour, version 2.1 (harbour)." in said
    assert "are the choices of that rubric, and not facts about Lakeside." in said
    assert "https://harbour.example/rubric" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("reply", "lakesid"), "did you mean lakeside?"),
        (("reply", "lakeside/lakeside-polis"), "unknown body `lakeside/lakeside-polis`"),
        (("reply", "lakeside", "--by", "soon"), "`soon` is not a date"),
        (("reply", "lakeside", "--by", "2026-11-21"), "--by 2026-11-21 is before the day of the"),
        (("reply", "lakeside", "--format", "json"), "unknown format `json`"),
        (("reply", "lakeside", "-o", "letter.pdf"), "does not say which format"),
        (("reply", "lakeside", "--lang", "xx"), "unknown language `xx`"),
        (
            ("reply", "lakeside/lakeside-transit"),
            "the grade of lakeside by harbour says nothing about lakeside/lakeside-transit",
        ),
    ],
)
def test_wrong_use_is_said_plainly(run, arguments, said):
    done = run(*arguments, *HARBOUR)
    assert done.code == 2 and not done.stdout
    assert said in lines(done.stderr)


def test_a_place_with_an_error_gets_no_letter(run, tmp_path):
    options = changed(tmp_path, (("period: 2024-11", "period: then"),)[0])
    for name in ("lakeside", "lakeside/lakeside-police"):
        done = run("reply", name, *options)
        assert done.code == 1 and not done.stdout
        assert done.stderr.count("lakeside.yaml:53:13") == 1
        assert f"{name} is not graded" in done.stderr


def test_what_a_file_says_reaches_markdown_and_html_escaped(run, tmp_path):
    changes = (
        ("Most calls were", "<script>x</script> [a](javascript:b) calls were"),
        ("The study found none.", "<img src=x onerror=y>"),
    )
    options = changed(tmp_path, *changes)
    contact = ("--contact", "<b>us</b> [c](javascript:d)")
    for form in ("html", "markdown"):
        page = run("reply", "lakeside", "--format", form, *contact, *options).stdout
        for raw in ("<script>x", "<img", "<b>us</b>"):
            assert raw not in page.replace("\\<", ""), form
        assert "[c](javascript" not in page or form == "html"


def test_a_city_of_quebec_is_written_to_in_french(run):
    said = lines(run("reply", "montreal", "--as-of", "2026-11-22").stdout)
    assert "La cote qui va être publiée" in said
    english = lines(run("reply", "montreal", "--lang", "en", "--as-of", "2026-11-22").stdout)
    assert "The grade that is to be published" in english


def test_every_shipped_place_gets_a_letter():
    """As Markdown and as HTML; each fact of the letter has a line to fill in."""
    data, seen = Library([Layer(ROOT, ".")]), 0
    asked = opening.Asked(None, str(TODAY), False, None, None, None)
    for name in data.ids("cities"):
        if data.default_rubric(data.kind(name) or "") is None:
            continue
        seen += 1
        view = reply_command.drafted(data, name, asked)
        assert view is not None, name
        said = markdown.write(view.document())
        assert said.count("\\[ \\] correct") == len(view.numbers), name
        html.write(view.document())
    assert seen > 20


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("unknown", "counts neither for nor against Newlake; it widens the range. You may hold"),
        ("zero", "this rubric counts it as nothing done. You may hold what shows it."),
        ("exclude", "this rubric leaves the question out. You may hold what shows it."),
    ],
)
def test_what_becomes_of_a_question_nobody_has_answered_is_as_the_rubric_says(
    run, tmp_path, rule, said
):
    changes = (("provisional_under: 2/3", f"provisional_under: 2/3\nunanswered: {rule}"),)
    found = lines(run("reply", "newlake", *changed(tmp_path, *changes, name="harbour")).stdout)
    assert said in found and "Are staff trained?" in found
