"""Each field takes what was meant, and offers the right form of what only looks like it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from scorecard.model.fields import Date, Number, Portion, SourceDate, Texts, Whole, Yes


def read(field: Any, text: Any) -> Any:
    """What a field makes of a value."""
    return TypeAdapter(field).validate_python(text)


def refused(field: Any, text: Any) -> tuple[str, str, str]:
    """The code, what is wrong and what would be right of a value that a field refuses."""
    with pytest.raises(ValidationError) as caught:
        read(field, text)
    (error,) = caught.value.errors()
    context = error["ctx"]
    return error["type"], context["wrong"], context["right"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", Fraction(0)),
        ("-0", Fraction(0)),
        ("1330", Fraction(1330)),
        ("-5", Fraction(-5)),
        ("83.4", Fraction(417, 5)),
        ("0.1", Fraction(1, 10)),
        ("-0.5", Fraction(-1, 2)),
        ("83.40", Fraction(417, 5)),
        (" 7 ", Fraction(7)),
        ("9" * 20, Fraction(10**20 - 1)),
    ],
)
def test_a_number_is_exact(text, number):
    assert read(Number, text) == number


def test_a_whole_number():
    assert read(Whole, "2731571") == 2731571
    assert type(read(Whole, "2731571")) is int


OFFERS = [
    ("2,731,571", "2731571"),
    ("2,731", "2731"),
    ("2,731,571.5", "2731571.5"),
    ("2 731 571", "2731571"),
    ("2\u00a0731\u00a0571", "2731571"),
    ("2\u202f731\u202f571", "2731571"),
    ("2'731'571", "2731571"),
    ("-2,731", "-2731"),
    ("83.4%", "83.4"),
    ("83 %", "83"),
    ("47,6", "47.6"),
    ("-47,6", "-47.6"),
    ("0123", "123"),
    ("-0123", "-123"),
    ("00", "0"),
    ("00.5", "0.5"),
    ("-00.5", "-0.5"),
]


@pytest.mark.parametrize(("text", "offer"), OFFERS)
def test_the_right_form_is_offered(text, offer):
    code, wrong, right = refused(Number, text)
    assert code == "not-a-number"
    assert f"`{text}`" in wrong
    assert right.endswith(f": {offer}")


@pytest.mark.parametrize("text", [text for text, _ in OFFERS])
def test_the_form_offered_is_taken(text):
    offer = refused(Number, text)[2].rpartition(": ")[2]
    assert isinstance(read(Number, offer), Fraction)


@pytest.mark.parametrize("text", ["2,731,571", "47,6", "83%", "83.4%", "0123", "2,731.5", "12.0"])
def test_the_form_offered_for_a_whole_number_is_whole(text):
    right = refused(Whole, text)[2]
    _, colon, offer = right.rpartition(": ")
    assert "whole" in right or (colon and isinstance(read(Whole, offer), int))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        ".5",
        "5.",
        "+5",
        "1e3",
        "0x10",
        "0b1",
        "1_000",
        "1:30",
        "1/3",
        "½",
        "٣",
        "\uff13",
        ".nan",
        ".inf",
        "-.inf",
        "nan",
        "inf",
        "Infinity",
        "5 calls",
        "about 5",
        "5-6",
        "1.2.3",
        "1.234,5",
        "--5",
        "9" * 41,
        "0." + "3" * 40,
        "1\n2",
        True,
        False,
        None,
        ["5"],
        {"a": "5"},
    ],
)
@pytest.mark.parametrize("field", [Number, Whole])
def test_what_is_no_number(field, text):
    assert refused(field, text)[0] == "not-a-number"


@pytest.mark.parametrize("text", ["1.5", "83.4", "0.0"])
def test_a_part_is_no_whole_number(text):
    code, _, right = refused(Whole, text)
    assert code == "not-a-number" and "whole" in right


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("0", Fraction(0)),
        ("1", Fraction(1)),
        ("0.4", Fraction(2, 5)),
        ("1/3", Fraction(1, 3)),
        ("2/3", Fraction(2, 3)),
        ("3/3", Fraction(1)),
        ("0/5", Fraction(0)),
    ],
)
def test_a_part_of_one(text, part):
    assert read(Portion, text) == part


@pytest.mark.parametrize("text", ["1.01", "-0.1", "2/1", "40", "33"])
def test_more_than_one_is_no_part_of_one(text):
    code, wrong, right = refused(Portion, text)
    assert code == "out-of-range" and f"`{text}`" in wrong and "1/3" in right


@pytest.mark.parametrize("text", ["1/0", "1/-3", "a third", "1/3/5", "1.5/3"])
def test_what_is_no_part_of_one(text):
    assert refused(Portion, text)[0] == "not-a-number"


@pytest.mark.parametrize(("text", "part"), [("33%", "0.33"), ("40 %", "0.4"), ("0,4", "0.4")])
def test_the_part_of_one_that_is_offered_is_taken(text, part):
    offer = refused(Portion, text)[2].rpartition(": ")[2]
    assert read(Portion, offer) == Fraction(part)


def test_a_third_is_compared_exactly():
    assert read(Portion, "1/3") != read(Portion, "0.333333333333333333")


@pytest.mark.parametrize(("text", "truth"), [("yes", True), ("no", False)])
def test_yes_or_no(text, truth):
    assert read(Yes, text) is truth


@pytest.mark.parametrize(
    "text", ["YES", "No", "NO", "true", "false", "on", "1", "0", "y", "", None, ["yes"]]
)
def test_what_is_neither_yes_nor_no(text):
    code, _, right = refused(Yes, text)
    assert (code, right) == ("not-yes-or-no", "write yes or no")


@pytest.mark.parametrize("text", ["2014", "2014-10", "2014-06-10"])
def test_a_date(text):
    assert str(read(Date, text)) == text
    assert str(read(SourceDate, text)) == text


@pytest.mark.parametrize("text", ["June 2014", "2014-13", "2014-1", "soon", "", None, ["2014"]])
def test_what_is_no_date(text):
    code, _, right = refused(Date, text)
    assert code == "not-a-date" and "YYYY-MM" in right
    assert refused(SourceDate, text)[0] == "not-a-date"


def test_undated_is_for_sources():
    assert read(SourceDate, "undated") == "undated"
    assert refused(Date, "undated")[0] == "not-a-date"


def test_one_text_stands_for_a_list_of_one():
    assert read(Texts, "cd29-11") == ("cd29-11",)
    assert read(Texts, ["a", "b"]) == ("a", "b")


def test_a_long_value_is_cut_where_it_is_shown():
    assert len(refused(Number, "x" * 10_000)[1]) < 100
    assert len(refused(Date, "x" * 10_000)[1]) < 100
