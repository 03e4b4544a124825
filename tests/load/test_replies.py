"""Replies to a file and to its facts: what is counted as used, what a translation has of them, and
which markers of who placed a fact are initials or roles."""

from __future__ import annotations

from datetime import date

import pytest
from loading import HEAD, checked, data_folder, library

from scorecard.load.check_coder import is_marker
from scorecard.load.identifying import is_person
from scorecard.load.translation import digest
from scorecard.model.place import Reply, known_replies

CITY = (
    HEAD
    + """\
sources:
  s: {title: A page, publisher: A publisher, date: 2020}
  letter: {title: A letter, publisher: Sampleton, date: 2026-03}
facts:
  rule:
    claim: A rule.
    effect: adopts
    date: 2020-01-01
    confidence: high
    sources: s
    scores: {paper: {level: 4, why: All of it.}}
    replies:
      - {sent: 2026-01, office: the clerk, received: 2026-03, says: It is so., outcome: noted,
         sources: letter}
      - {office: the mayor, received: 2026-04, says: It is not., outcome: stands, sources: letter}
"""
)


def test_a_source_of_a_reply_to_a_fact_is_used(tmp_path):
    data_folder(tmp_path, CITY)
    assert checked(tmp_path) == []
    data_folder(tmp_path, CITY.replace("sources: letter", "sources: s"))
    assert [problem.code for problem in checked(tmp_path)] == ["unused-source"]


def test_a_source_of_a_reply_that_is_not_there_is_named(tmp_path):
    data_folder(tmp_path, CITY.replace("sources: letter}", "sources: lettre}"))
    codes = [problem.code for problem in checked(tmp_path)]
    assert codes == ["unknown-source", "unknown-source"]


def test_a_source_written_out_in_a_reply_is_looked_at(tmp_path):
    bare = "sources: {title: A letter, publisher: P, date: 2026, url: 'javascript:x'}}"
    data_folder(tmp_path, CITY.replace("sources: letter}", bare))
    assert {problem.code for problem in checked(tmp_path)} == {"bad-url", "unused-source"}


FRENCH = """\
format: translation/1
of: OF
facts:
  rule:
    claim: Une règle.
    replies:
      - {sent: 2026-01, office: le greffe, says: C'est ainsi.}
      - {received: 2026-04, office: la mairie, says: Ce n'est pas le cas.}
"""


def translated(root, french: str):
    """The problems of a city with this translation beside it."""
    from scorecard.load.yaml_file import read_file

    path = data_folder(root, CITY)
    of = digest(read_file(path, "x")[0].data)
    text = french.replace("of: OF", f"of: {of}")
    (root / "cities" / "sampleton.fr.yaml").write_text(text, encoding="utf-8")
    return [f"{problem.code} {problem.wrong}" for problem in checked(root)]


def test_a_reply_to_a_fact_is_translated(tmp_path):
    assert translated(tmp_path, FRENCH) == []
    from scorecard.load.library import Library

    city = Library(library(tmp_path).layers, "fr").place("sampleton", "small").city
    said = [(reply.office, reply.says) for reply in city.facts["rule"].replies]
    assert said == [("le greffe", "C'est ainsi."), ("la mairie", "Ce n'est pas le cas.")]


@pytest.mark.parametrize(
    ("french", "wrong"),
    [
        ("sent: 2026-01, ", "which item of the original this is, is not said: no `sent`"),
        ("received: 2026-04, ", "which item of the original this is, is not said: no `received`"),
    ],
)
def test_a_translated_reply_says_which_it_is(tmp_path, french, wrong):
    assert translated(tmp_path, FRENCH.replace(french, "")) == [f"other-item {wrong}"]


def test_a_translated_reply_in_the_wrong_place_is_named(tmp_path):
    said = translated(tmp_path, FRENCH.replace("sent: 2026-01", "sent: 2026-02"))
    assert said == ["other-item the original has `2026-01` here"]


def test_what_came_of_a_reply_is_not_translated(tmp_path):
    said = translated(tmp_path, FRENCH.replace("office: le", "outcome: noted, office: le"))
    assert said == ["not-prose `outcome` is not translated"]


@pytest.mark.parametrize(
    ("reply", "day", "known"),
    [
        ({"sent": "2026-01-05"}, date(2026, 1, 4), None),
        ({"sent": "2026-01-05"}, date(2026, 1, 5), (False, None)),
        ({"sent": "2026-01", "received": "2026-03"}, date(2026, 2, 28), (False, None)),
        ({"sent": "2026-01", "received": "2026-03"}, date(2026, 3, 1), (True, "noted")),
        ({"received": "2026-03"}, date(2026, 2, 28), None),
        ({"received": "2026-03"}, date(2026, 3, 31), (True, "noted")),
    ],
)
def test_what_was_known_of_a_reply_on_a_day(reply, day, known):
    said = {"says": "So.", "outcome": "noted"} if "received" in reply else {}
    (found,) = known_replies((Reply(office="o", **reply, **said),), day) or (None,)
    assert (found and (found.received is not None, found.outcome)) == known


@pytest.mark.parametrize(
    "text", ["M", "MK", "M.K.", "M.-K.", "ÉB", "MKLN", "second coder", "éditrice"]
)
def test_initials_and_roles_are_markers(text):
    assert is_marker(text)


@pytest.mark.parametrize(
    "text",
    [
        "MKLNO",
        "Mk",
        "Jane Doe",
        "jane doe",
        "JANE",
        "anna",
        "Second coder",
        "m.k@x.example",
        "7",
        "a_b",
    ],
)
def test_names_and_the_rest_are_no_markers(text):
    assert not is_marker(text)


def test_a_name_for_a_coder_is_not_repeated(tmp_path):
    data_folder(tmp_path, CITY.replace("sources: s\n", "sources: s\n    coded_by: Jane Doe\n"))
    (problem,) = checked(tmp_path)
    assert problem.code == "bad-coder" and "Jane" not in str(problem)


@pytest.mark.parametrize("office", ["Jane Doe", "Mr. Doe", "Ms Unheardof", "John A. Doe"])
def test_a_person_is_no_office(office):
    assert is_person(office)


@pytest.mark.parametrize(
    "office",
    ["the city clerk", "City Clerk", "Mayor", "Victoria Police Board", "Le greffe", "M", "Jane"],
)
def test_an_office_is_no_person(office):
    assert not is_person(office)


def test_the_clerk_is_an_office_though_no_rubric_asks_anything_of_it(tmp_path):
    data_folder(tmp_path, CITY + "offices: {clerk: Office of the Clerk, clark: Nobody}\n")
    assert [problem.wrong for problem in checked(tmp_path)] == [
        "no rubric asks anything of `clark`"
    ]
