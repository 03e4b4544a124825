"""How a claim becomes a clause, and what a motion says to whom."""

from __future__ import annotations

from datetime import date

import pytest

from build import ROOT
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.report.motion_view import clause

SHIPPED = Library([Layer(ROOT, ".")])


@pytest.mark.parametrize(
    ("form", "claim", "said"),
    [
        ("general", "In 2014 council decided.", "WHEREAS in 2014 council decided;"),
        ("general", "Toronto police called.", "WHEREAS Toronto police called;"),
        ("general", "It cost $5, a $place.", "WHEREAS it cost $5, a $place;"),
        (
            "quebec",
            "En 2019, la Ville décide.",
            "ATTENDU QU'en 2019, la Ville décide\N{NO-BREAK SPACE};",
        ),
        ("quebec", "La police appelle.", "ATTENDU QUE la police appelle\N{NO-BREAK SPACE};"),
        (
            "quebec",
            "Une porte-parole compte.",
            "ATTENDU QU'une porte-parole compte\N{NO-BREAK SPACE};",
        ),
        ("quebec", "L'agence compte.", "ATTENDU QUE l'agence compte\N{NO-BREAK SPACE};"),
        ("quebec", "Montréal décide.", "ATTENDU QUE Montréal décide\N{NO-BREAK SPACE};"),
        ("quebec", "Ottawa décide que oui.", "ATTENDU QU'Ottawa décide que oui\N{NO-BREAK SPACE};"),
    ],
)
def test_a_claim_becomes_a_clause(form, claim, said):
    made = SHIPPED.form(form)
    assert clause(made, made.first, claim) == said


def test_notes_stand_within_the_clause():
    made = SHIPPED.form("general")
    assert clause(made, made.next_, "It is so.", " [1] [2]") == "AND WHEREAS it is so [1] [2];"


DATA = ROOT / "tests" / "golden" / "campaign"
SAMPLE = ("--rubric", "open", "--as-of", "2026-11-22", "--data", DATA)


def lines(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def test_what_the_council_can_grant_it_resolves_and_what_it_cannot_it_asks_for(run):
    said = lines(run("motion", "northport", "--asks", "telling,trained", *SAMPLE).stdout)
    assert "Northport City Council adopt as its rule that training be mandatory" in said
    assert "Northport City Council ask the Northport Police Board to adopt as its rule that" in said
    assert "Northport City Council ask the federal government to adopt as its rule that" in said


def test_a_board_resolves_what_it_can_grant_and_asks_the_council_for_the_rest(run):
    asked = ("--asks", "checks trained", "--to", "Northport Police Board")
    said = lines(run("motion", "northport", *asked, *SAMPLE).stdout)
    assert "Northport Police Board adopt as its rule that officers not check anybody's" in said
    assert "Northport Police Board charge [OFFICE] to see to it that officers not check" in said
    assert "Northport Police Board ask Northport City Council to adopt as its rule" in said


def test_what_rests_on_a_weak_fact_is_no_clause_of_the_preamble(run):
    said = lines(run("motion", "northport", "--asks", "telling", *SAMPLE).stdout)
    preamble, _, background = said.partition("Be it resolved")
    assert "rumour" not in preamble
    assert "low confidence" in background


def test_a_clause_says_by_what_standard_it_is_granted(run):
    """What the plan counts as granted, so that nobody votes for less."""
    said = lines(run("motion", "northport", "--asks", "checks,trained", *SAMPLE).stdout)
    assert "adopt as its rule that officers not check anybody's status; To this standard:" in said
    assert "To this standard: Checks are prohibited." in said
    assert "To be seen by: front-line staff trained: 50 or more %." in said


def test_a_level_that_builds_on_another_is_told_in_full(run):
    said = lines(run("motion", "toronto", "--asks", "nc-dont-tell", "--as-of", "2026-11-22").stdout)
    assert "except" in said and "To this standard: As 3" not in said


def test_only_what_the_body_itself_decided_is_said_to_be_decided(run):
    """The council's decision of 2019 is the council's, and no decision of the board."""
    council = lines(run("motion", "northport", "--asks", "telling", *SAMPLE).stdout)
    assert "It has decided on the same before: - 14 May 2019:" in council
    to = ("--to", "police board")
    board = lines(run("motion", "northport", "--asks", "telling", *to, *SAMPLE).stdout)
    assert "It has decided on the same before" not in board


def test_a_place_has_what_is_asked_only_at_the_best_level(run):
    """Southport's order prohibits checks, which is all that is asked."""
    said = lines(run("motion", "northport", "--asks", "checks", *SAMPLE).stdout)
    assert "Southport Police (Southport) has what is asked here: an order of March 2022" in said


def test_a_count_in_a_broader_unit_is_said_to_be_one(run):
    said = lines(run("motion", "northport", "--asks", "checks", *SAMPLE).stdout)
    assert "120 calls by Northport police in 2024 (a count of all contacts)" in said


def test_a_body_without_a_board_of_its_own_has_no_motion(run):
    done = run("motion", "richmond-rcmp", "--as-of", "2026-11-22")
    assert (done.code, done.stdout) == (2, "")
    assert "has no board of its own that could vote" in done.stderr


def test_where_nothing_is_on_file_the_preamble_says_that(run):
    """Southport has a police order and no word on training."""
    said = lines(run("motion", "southport", "--asks", "trained", *SAMPLE).stdout)
    assert (
        "WHEREAS as of 22 November 2026 nothing firm is on file of what Southport does on the "
        "questions below;" in said
    )


def test_blanks_are_left_blank(run):
    """No date, no office and nobody's name is made up."""
    said = run("motion", "northport", *SAMPLE).stdout
    for blank in ("[WHO MOVES]", "[WHO SECONDS]", "[OFFICE]", "[DAY]"):
        assert blank in said
    motion = said.partition("Background")[0]
    assert str(date.today().year) not in motion


def test_the_form_is_that_of_the_province_and_a_group_can_replace_it(run, tmp_path):
    shipped = run("motion", "toronto", "--as-of", "2026-11-22").stdout
    assert "THEREFORE BE IT RESOLVED THAT:" in shipped
    own = (ROOT / "motions" / "ontario.yaml").read_text(encoding="utf-8")
    (tmp_path / "motions").mkdir()
    own = own.replace('"THEREFORE BE IT RESOLVED THAT:"', "That, in plain words,")
    (tmp_path / "motions" / "ontario.yaml").write_text(own, encoding="utf-8")
    replaced = run("motion", "toronto", "--as-of", "2026-11-22").stdout
    assert "That, in plain words," in replaced
    assert "motions/ontario.yaml (this folder) replaces a file of the same name." in lines(replaced)


def test_a_motion_of_montreal_is_in_french_and_of_its_own_council(run):
    said = lines(run("motion", "montreal", "--as-of", "2026-11-22").stdout)
    assert "ATTENDU QU" in said and "Il est proposé par [NOM DE QUI PROPOSE]" in said
    assert "de demander que" not in said.partition("Sources")[0], "its council governs its police"
    english = lines(run("motion", "montreal", "--lang", "en", "--as-of", "2026-11-22").stdout)
    assert "WHEREAS" in english


def test_a_form_with_an_error_drafts_nothing(run, tmp_path):
    (tmp_path / "motions").mkdir()
    broken = (ROOT / "motions" / "ontario.yaml").read_text(encoding="utf-8")
    broken = broken.replace("first: WHEREAS $clause;", "first: WHEREAS $claus;")
    (tmp_path / "motions" / "ontario.yaml").write_text(broken, encoding="utf-8")
    for options in ((), ("--form", "ontario")):
        done = run("motion", "toronto", *options)
        assert done.code == 1 and not done.stdout
        assert "motions/ontario.yaml:13:8" in done.stderr
        assert "did you mean `clause`?" in done.stderr
        assert "no motion is drafted" in done.stderr
