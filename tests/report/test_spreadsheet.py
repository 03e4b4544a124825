"""CSV: opens as it is in a spreadsheet, and can run nothing there."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from build import ROOT
from scorecard.report import language, spreadsheet

SAMPLE = ("--rubric", "sample", "--as-of", "2026-11-22", "--data", ROOT / "tests/golden/data")


@pytest.fixture
def comma_in_numbers():
    """A language that writes 1,5."""

    class Comma(language.English):
        def pgettext(self, context, message, /):
            return "," if context == "between ones and tenths" else message

    language.speak(Comma(), "xx")
    yield
    language.speak()


@pytest.mark.parametrize(
    "hostile",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "=cmd|' /C calc'!A0",
        " =1+1",
        "\t=1+1",
        "\n@x",
        '"=1+1',
        "'=1+1",
        "|calc",
        "%0A=1",
        "\uff1d1+1",
        ";=1+1",
    ],
)
def test_no_cell_begins_a_formula(hostile):
    shown = spreadsheet.cell(hostile)
    assert shown.startswith("'")
    assert shown[1:] == " ".join(hostile.split())


@pytest.mark.parametrize("plain", ["", "C", "38", "-5", "69.9", "69,9", "23 to 69", "2014-11 to 2"])
def test_what_is_no_formula_stands_as_it_is(plain):
    assert spreadsheet.cell(plain) == plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sam;=HYPERLINK(A1)", "Sam;'=HYPERLINK(A1)"),
        ("Sam, =HYPERLINK(A1),y", "Sam, '=HYPERLINK(A1),y"),
        ("a, b; c", "a, b; c"),
    ],
)
def test_no_cell_begins_within_another(text, shown):
    """A file with commas may be opened by a spreadsheet that expects semicolons."""
    assert spreadsheet.cell(text) == shown


def test_a_carriage_return_is_no_way_in():
    assert spreadsheet.cell("\r=1+1") == "\N{REPLACEMENT CHARACTER}=1+1"


def test_a_line_end_in_a_cell_becomes_a_space():
    assert spreadsheet.cell("two\nlines\tand a tab") == "two lines and a tab"


def test_the_form_that_spreadsheets_open():
    text = spreadsheet.write([["a", 'say "so"'], ["1.5", "x, y"]])
    assert text == '\ufeffa,"say ""so"""\r\n1.5,"x, y"\r\n'


@pytest.mark.usefixtures("comma_in_numbers")
def test_where_numbers_have_a_comma_cells_have_a_semicolon():
    assert spreadsheet.write([["1,5", "x; y"]]) == '\ufeff1,5;"x; y"\r\n'


def test_every_row_of_a_comparison_has_every_cell(run):
    done = run("compare", "sampleton", "lonely", *SAMPLE, "--format", "csv")
    assert done.code == 0
    head, *rows = list(csv.reader(StringIO(done.stdout.removeprefix("\ufeff"))))
    assert [len(row) for row in rows] == [len(head)] * 2
    lonely = dict(zip(head, rows[1], strict=True))
    assert (lonely["place"], lonely["In practice: rank"]) == ("Lonely", "")
    assert (lonely["In practice: lowest"], lonely["In practice: highest"]) == ("0", "100")
    sampleton = dict(zip(head, rows[0], strict=True))
    assert (sampleton["Overall: rank"], sampleton["Overall: capped at"]) == ("1", "49")


def test_a_name_that_is_a_formula_does_nothing(run, tmp_path):
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "evil.yaml").write_text(
        "format: city/1\nname: '=HYPERLINK(\"http://x.example\")'\nkind: municipality\n"
    )
    done = run("compare", "evil", "sampleton", *SAMPLE, "--format", "csv", cwd=tmp_path)
    (cell,) = [
        one for row in csv.reader(StringIO(done.stdout)) for one in row if "HYPERLINK" in one
    ]
    assert cell == '\'=HYPERLINK("http://x.example")'
