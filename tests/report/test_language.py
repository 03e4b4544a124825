"""Languages: the catalogues are complete and compiled, and numbers and dates take their form."""

from __future__ import annotations

import ast
import re
import sys
from datetime import date
from fractions import Fraction

import pytest

from build import ROOT
from scorecard.load.catalogue import LOCALE, catalogue, languages
from scorecard.model.dates import PartialDate
from scorecard.report import language, numbers
from scorecard.report.language import N_, _, n_, p_

sys.path.insert(0, str(ROOT / "tools"))
import catalogue as tool

OTHERS = [name for name in languages() if name != "en"]
NARROW, WIDE = "\u202f", "\u00a0"


@pytest.fixture
def french():
    language.speak(catalogue("fr"), "fr")
    yield
    language.speak()


def po(name: str):
    return LOCALE / name / "LC_MESSAGES" / "scorecard.po"


def test_there_is_french():
    assert languages() == ("en", "fr")


@pytest.mark.parametrize("name", OTHERS)
def test_every_message_is_translated(name):
    known = {(one.context, one.id): one for one in tool.read(po(name))}
    wanted = {(one.context, one.id) for one in tool.messages() if one.id}
    assert wanted - set(known) == set(), "run tools/catalogue.py"
    assert tool.untranslated(tool.read(po(name))) == []


def test_no_message_is_where_the_tools_do_not_look():
    """Babel does not read what stands inside an f-string; the syntax tree shows every call."""
    found = {(one.context, ids(one)[0]) for one in tool.messages() if one.id}
    for path in sorted(tool.PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(call, "func", None), "id", None)
            if name not in tool.KEYWORDS:
                continue
            texts = [one.value for one in call.args[:2] if isinstance(one, ast.Constant)]
            if texts:
                key = (texts[0], texts[1]) if name == "p_" else (None, texts[0])
                assert key in found, (path.name, call.lineno)


def ids(message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_compiled_is_what_is_written(name):
    spoken = catalogue(name)
    for one in tool.read(po(name)):
        if isinstance(one.id, tuple):
            assert spoken.ngettext(*one.id, 1) == one.string[0]
            assert spoken.ngettext(*one.id, 5) == one.string[1]
        elif one.id and one.context:
            assert spoken.pgettext(one.context, one.id) == one.string
        elif one.id:
            assert spoken.gettext(one.id) == one.string


def parts(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


@pytest.mark.parametrize("name", OTHERS)
def test_no_part_of_a_message_is_lost(name):
    """A translation names every part of its message and no other; only `{number}` may be left out
    of a plural, as English does for one."""
    for one in tool.read(po(name)):
        known = ids(one)
        for text in one.string if isinstance(one.string, tuple) else (one.string,):
            assert parts(text) <= parts(known[-1]), one.id
            assert parts(known[0]) - {"number"} <= parts(text), one.id


def test_english_needs_no_catalogue():
    assert _("Range {range}.", range="1 to 2") == "Range 1 to 2."
    assert [n_("{number} year", "{number} years", n) for n in (0, 1, 2)] == [
        "0 years",
        "1 year",
        "2 years",
    ]
    assert p_("a range", "{low} to {high}", low=1, high=2) == "1 to 2"
    assert N_("as it is") == "as it is"


def test_braces_in_what_is_filled_in_stay():
    assert _("Note: {note}", note="{x} {0}") == "Note: {x} {0}"


@pytest.mark.usefixtures("french")
def test_numbers_and_dates_in_french():
    assert numbers.whole(2794356) == f"2{WIDE}794{WIDE}356"
    assert numbers.decimal(Fraction("83.4")) == "83,4"
    assert numbers.percent(Fraction("0.69999"), (Fraction(70),)) == "69,9"
    assert numbers.points(Fraction("0.098")) == "9,8"
    assert numbers.fixed(Fraction(14)) == "14,00"
    assert numbers.rate(Fraction("99.98"), (Fraction(100),)) == "99,98"
    assert numbers.day(date(2026, 11, 22)) == "22 novembre 2026"
    assert numbers.day(date(2014, 6, 1)) == "1er juin 2014"
    assert numbers.day(PartialDate(2014, 6)) == "juin 2014"
    assert numbers.day("undated") == "sans date"
    assert numbers.months(67) == "5 ans 7 mois"
    assert numbers.months(12) == "1 an"


@pytest.mark.usefixtures("french")
def test_what_programs_read_is_the_same_in_every_language():
    assert numbers.plain_percent(Fraction("0.69999"), (Fraction(70),)) == "69.9"


def test_a_language_that_is_not_there(run):
    done = run("grade", "toronto", "--lang", "tlh")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "scorecard: unknown language `tlh`; there are: en, fr\n"


def test_one_command_in_french_leaves_the_next_in_english(run):
    run("grade", "toronto", "--lang", "fr")
    assert "Paper against practice" in run("grade", "toronto").stdout


def test_what_has_no_translation_is_counted(run):
    done = run("grade", "toronto", "--lang", "fr")
    assert done.code == 0
    assert re.search(r"cities/toronto\.yaml.*\d", done.stderr)
    assert "noii-toronto" not in done.stderr


def test_what_is_translated_is_said_without_a_note(run):
    done = run("grade", "montreal", "--lang", "fr")
    assert (done.code, done.stderr) == (0, "")
