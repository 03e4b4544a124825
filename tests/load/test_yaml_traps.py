"""Whatever YAML would guess, hide, expand or choke on is text, or a problem with an address.

In the samples ‸ stands where the problem belongs; it is no part of the text that is read.
"""

from __future__ import annotations

import time

import pytest
from loading import FACT, HEAD, RUBRIC, Said, check, checked, data_folder, library, one, said

from build import document
from scorecard.load.typed import typed
from scorecard.model.place import City


def city(text: str) -> City:
    """A city that has no problem."""
    read = document(text)
    made = typed(read, City)
    assert made is not None and not read.problems, [str(problem) for problem in read.problems]
    return made


def context(value: str) -> str:
    """A city file whose line 12, from column 14 on, is the prose of `context`."""
    return f"{FACT}    context: {value}\n"


# ---------------------------------------------------------------- nothing is guessed


@pytest.mark.parametrize(
    "text", ["ON", "NO", "No", "no", "Off", "Yes", "Y", "true", "1e3", "0o17", "1:30", "2014-10"]
)
def test_a_text_stays_what_was_typed(text):
    assert city(f"{HEAD}province: {text}\n").province == text


def test_a_month_stays_a_month():
    read = city(context("Nothing to score.").replace("period: 2020", "period: 2014-10"))
    assert read.facts["f"].period is not None
    assert str(read.facts["f"].period) == "2014-10"


@pytest.mark.parametrize(("text", "means"), [("yes", True), ("no", False)])
def test_yes_and_no_are_truth_values(text, means):
    read = city(f"{HEAD}bodies: {{b: {{name: B, kind: k, speaks_for_city: {text}}}}}\n")
    assert read.bodies["b"].speaks_for_city is means


@pytest.mark.parametrize("text", ["NO", "Yes", "true", "on", "1", "0", "maybe"])
def test_nothing_else_is_a_truth_value(tmp_path, text):
    sample = f"{HEAD}bodies: {{b: {{name: B, kind: k, speaks_for_city: ‸{text}}}}}\n"
    one(tmp_path, sample, "not-yes-or-no", f"`{text}`", "write yes or no")


@pytest.mark.parametrize(
    ("typed_in", "offered"),
    [
        ("2,731,571", "2731571"),
        ("2 731 571", "2731571"),
        ("2'731'571", "2731571"),
        ("83.4%", "83.4"),
        ("83.4 %", "83.4"),
        ("47,6", "47.6"),
        ("0123", "123"),
        ("1:30", "digits"),
        (".nan", "digits"),
        (".NaN", "digits"),
        (".inf", "digits"),
        ("-.inf", "digits"),
        ("nan", "digits"),
        ("0x1F", "digits"),
        ("1_000", "digits"),
        ("1e3", "digits"),
        ("+5", "digits"),
        ("about 5", "digits"),
        ("'2,731,571'", "2731571"),
    ],
)
def test_a_number_is_digits(tmp_path, typed_in, offered):
    sample = f"{context('Nothing to score.')}    figure:\n      count: ‸{typed_in}\n"
    one(tmp_path, sample, "not-a-number", "`count`", typed_in.strip("'"), offered)


@pytest.mark.parametrize(
    ("typed_in", "offered"),
    [("2,731,571", "2731571"), ("2,731.5", "2731.5"), ("83.4%", "83.4"), ("47,6", "47.6")],
)
def test_a_number_between_braces_is_one_number_too(tmp_path, typed_in, offered):
    """A comma ends a value between braces; the problem is still the one number."""
    sample = f"{context('Nothing to score.')}    figure: {{count: ‸{typed_in}, of: calls}}\n"
    one(tmp_path, sample, "not-a-number", offered)


@pytest.mark.parametrize("nothing", ["", "null", "~", "Null", "''", '""'])
def test_nothing_is_not_a_value(tmp_path, nothing):
    found = check(tmp_path, f"{HEAD}province: {nothing}\n")
    assert [(problem.line, problem.code) for problem in found] == [(4, "empty-value")]
    assert "`province`" in found[0].wrong


# ---------------------------------------------------------------- comments in prose


@pytest.mark.parametrize(
    "value",
    [
        "bars asking ‸#status",
        "bars asking ‸# status",
        "bars asking\n      people of ‸#status",
        "bars ‸#status\n      and more",
        "bars asking people of Montréal 😀 ‸#status",
    ],
)
def test_a_comment_eats_the_tail_of_prose(tmp_path, value):
    words = ("after #", "`context`", "`>-`")
    one(tmp_path, context(value), "comment-in-prose", *words)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_comment_eats_the_tail_whatever_ends_the_lines(tmp_path, end):
    found = check(tmp_path, context("bars asking #status").replace("\n", end))
    assert said(found) == [Said(12, 26, "comment-in-prose")]


def test_a_comment_in_prose_between_braces(tmp_path):
    sample = f"{FACT}    scores: {{access: {{level: 4, why: Rule ‸#2}}}}\n"
    one(tmp_path, sample, "comment-in-prose", "`why`")


@pytest.mark.parametrize("value", ["#status", "\n      #status"])
def test_a_comment_that_swallows_the_whole_value(tmp_path, value):
    found = check(tmp_path, context(value))
    assert [(problem.line, problem.code) for problem in found] == [(12, "empty-value")]
    assert "comment" in found[0].right and "quotes" in found[0].right


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (">-\n      bars asking #status", "bars asking #status"),
        (">-\n      bars asking\n      # of people", "bars asking # of people"),
        (">- # a comment\n      bars asking", "bars asking"),
        ("'bars asking #status'", "bars asking #status"),
        ("'bars asking' # a comment", "bars asking"),
        ("item no#5 asks", "item no#5 asks"),
        ("bars asking\n    # a comment of its own", "bars asking"),
    ],
)
def test_a_hash_that_loses_nothing(tmp_path, value, text):
    assert check(tmp_path, context(value)) == []
    assert city(context(value)).facts["f"].context == text


def test_a_comment_after_a_value_that_is_no_prose(tmp_path):
    assert check(tmp_path, f"{HEAD}province: ON  # Ontario\n") == []


# ---------------------------------------------------------------- what YAML offers and we refuse


def test_a_key_twice_in_a_block(tmp_path):
    one(tmp_path, f"{HEAD}country: CA\n‸name: Other\n", "duplicate-key", "`name`", "line 2")


def test_a_key_twice_between_braces(tmp_path):
    sample = f"{HEAD}bodies: {{b: {{name: B, kind: k, ‸name: C}}}}\n"
    one(tmp_path, sample, "duplicate-key", "`name`", "line 4")


def test_a_fact_twice_with_a_block_below(tmp_path):
    sample = f"{HEAD}bodies:\n  b: {{name: B, kind: k}}\n  ‸b:\n    name: [C]\n    zzz: x\n"
    one(tmp_path, sample, "duplicate-key", "`b`", "line 5")


def test_a_key_three_times_is_two_problems(tmp_path):
    found = check(tmp_path, f"{HEAD}name: B\nname: C\n")
    assert said(found) == [Said(4, 1, "duplicate-key"), Said(5, 1, "duplicate-key")]


def test_a_level_twice_says_nothing_of_bounds(tmp_path):
    """A key that was dropped is the only problem, and not the gap that it leaves."""
    sample = RUBRIC.replace("          1: {from: 10,", "          ‸0: {from: 10,")
    one(tmp_path, sample, "duplicate-key", "`0`", "line 23", folder="rubrics")


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("province: ‸*x", "alias", "*x"),
        ("province: ‸&x ON", "anchor", "&x"),
        ("province: ‸!!str ON", "tag", "!!str"),
        ("province: ‸!!python/object:os.system ON", "tag", "!!python/object:os.system"),
        ("province: ‸!ON", "tag", "!ON"),
        ("province: ‸! ON", "tag", "!"),
        ("bodies: ‸!!omap {b: {name: B, kind: k}}", "tag", "!!omap"),
        ("bodies: ‸&b {b: {name: B, kind: k}}", "anchor", "&b"),
        ("bodies:\n  b:\n    ‸<<: {name: B, kind: k}", "merge-key", "merge"),
        ("‸---\nformat: city/1", "several-documents", "document"),
        ("‸? [a]\n: b", "not-a-key", "text"),
        ("‸[a]: b", "not-a-key", "text"),
        ("‸{a: b}: b", "not-a-key", "text"),
    ],
)
def test_refused(tmp_path, line, code, word):
    sample = f"{HEAD}{line}\n".replace("‸? ", "? ‸")
    one(tmp_path, sample, code, word)


def test_a_bomb_of_aliases_expands_nothing(tmp_path):
    bomb = "bodies:\n  a0: &a0 {name: x}\n" + "".join(
        f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    start = time.process_time()
    found = check(tmp_path, HEAD + bomb)
    assert time.process_time() - start < 2
    assert found[0].code == "anchor"
    assert {"alias", "anchor"} <= {problem.code for problem in found}


def test_markers_around_one_document(tmp_path):
    assert check(tmp_path, f"---\n{HEAD}...\n") == []


# ---------------------------------------------------------------- depth and size


SHAPES = {
    "lists": "[" * 60_000,
    "mappings": "{a: " * 60_000,
    "json": '{"a":' * 60_000,
    "mixed": "[{a: " * 30_000,
    "closed": "[" * 60_000 + "]" * 60_000,
    "dashes": "- " * 60_000,
    "questions": "? " * 60_000,
    "tags": "! " * 60_000,
    "anchors": "&a " * 60_000,
    "quotes": "'" * 60_001,
    "indented": "".join(" " * n + "a:\n" for n in range(1_500)),
    "wide": "[" + "[], " * 60_000 + "]",
}


@pytest.mark.parametrize("below", ["", f"{HEAD}facts: ", f"{HEAD}facts:\n  "])
@pytest.mark.parametrize("shape", SHAPES)
def test_sixty_thousand_brackets_are_refused_fast(tmp_path, shape, below):
    start = time.process_time()
    found = check(tmp_path, below + SHAPES[shape])
    assert time.process_time() - start < 2
    assert [problem for problem in found if not problem.warning]
    assert len(found) < 10


@pytest.mark.parametrize(
    ("start", "shape"),
    [("", "lists"), ("", "mappings"), ("", "dashes"), (f"{HEAD}facts: ", "mappings")],
)
def test_too_deep_is_one_problem(tmp_path, start, shape):
    """What is missing below the point where reading stopped is not a problem of its own."""
    (found,) = check(tmp_path, start + SHAPES[shape])
    assert (found.line, found.code) == (4 if start else 1, "too-deep")


def test_components_in_components_are_not_too_deep(tmp_path):
    """Components may nest, six deep here."""
    head, _, below = RUBRIC.partition("components:\n")
    for level in range(6):
        below = f"  c{level}:\n    title: T\n    components:\n" + "".join(
            f"    {line}\n" for line in below.splitlines()
        )
    assert check(tmp_path, f"{head}components:\n{below}", "rubrics") == []


def test_too_large(tmp_path):
    (found,) = check(tmp_path, HEAD + "# a comment\n" * 500_000)
    assert (found.line, found.column, found.code) == (1, 1, "too-large")
    assert "MB" in found.right


# ---------------------------------------------------------------- characters


def test_latin_1(tmp_path):
    (found,) = check(tmp_path, f"{HEAD}country: CA\nprovince: Québec\n".encode("latin-1"))
    assert (found.line, found.column, found.code) == (5, 13, "not-utf-8")
    assert "save the file as UTF-8" in found.right


def test_a_column_counts_characters_and_not_bytes(tmp_path):
    content = f"{HEAD}province: é".encode() + "é\n".encode("latin-1")
    (found,) = check(tmp_path, content)
    assert (found.line, found.column, found.code) == (4, 12, "not-utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_one_problem(tmp_path, encoding):
    found = check(tmp_path, HEAD.encode(encoding))
    assert said(found) == [Said(1, 1, "not-utf-8")]
    assert "save the file as UTF-8" in found[0].right


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x9b", "U+009B"),
        ("\x85", "U+0085"),
        ("\u2028", "U+2028"),
        ("\u200b", "U+200B"),
        ("\u200e", "U+200E"),
        ("\u200f", "U+200F"),
        ("\u061c", "U+061C"),
        ("\u202a", "U+202A"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u2069", "U+2069"),
        ("\ufeff", "U+FEFF"),
    ],
)
def test_a_hidden_character(tmp_path, character, name):
    one(tmp_path, f"{HEAD}province: O‸{character}N\n", "hidden-character", name)


def test_two_hidden_characters_are_two_problems(tmp_path):
    found = check(tmp_path, f"{HEAD}country: C\x07A\nprovince: \u202eON\n")
    assert said(found) == [Said(4, 11, "hidden-character"), Said(5, 11, "hidden-character")]


def test_letters_of_every_script_are_not_hidden(tmp_path):
    text = "Montréal, ᑲᑎᒪ, 多倫多, تورنتو, می‌خواهم, 👩‍👧, naïve\u00a0: «x»"
    assert check(tmp_path, context(f">-\n      {text}")) == []


def test_a_space_that_does_not_break_before_a_key(tmp_path):
    """It looks like any other space, so the problem has to name it."""
    sample = FACT.replace("    claim", "‸\u00a0   claim") + "    context: x\n"
    one(tmp_path, sample, "hidden-character", "U+00A0")


def test_a_byte_order_mark_is_accepted(tmp_path):
    assert check(tmp_path, b"\xef\xbb\xbf" + HEAD.encode()) == []


def test_a_byte_order_mark_moves_no_column(tmp_path):
    found = check(tmp_path, b"\xef\xbb\xbf" + HEAD.replace("city/1", "city/2").encode())
    assert said(found) == [Said(1, 9, "wrong-format")]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(tmp_path, end):
    assert check(tmp_path, HEAD.replace("\n", end)) == []
    found = check(tmp_path, f"{HEAD}country: CA\nprovinc: ON\n".replace("\n", end))
    assert said(found) == [Said(5, 1, "unknown-key")]


# ---------------------------------------------------------------- shapes of whole files


@pytest.mark.parametrize(
    "content", ["", "\n\n  \n", "\ufeff", "# only a comment\n", "---\n", "~\n"]
)
def test_an_empty_file(tmp_path, content):
    (found,) = check(tmp_path, content)
    assert (found.line, found.column, found.code) == (1, 1, "empty-file")
    assert "format: city/1" in found.right


@pytest.mark.parametrize(
    ("content", "word"), [("- a\n- b\n", "a list"), ("[a, b]\n", "a list"), ("hello\n", "a text")]
)
def test_a_list_or_a_text_where_a_file_has_keys(tmp_path, content, word):
    (found,) = check(tmp_path, content)
    assert (found.line, found.column, found.code) == (1, 1, "not-a-mapping")
    assert word in found.wrong and "format: city/1" in found.right


@pytest.mark.parametrize(
    ("sample", "code", "name"),
    [
        (f"{HEAD}facts:\n  ‸- claim: x\n", "not-a-mapping", "`facts`"),
        (f"{HEAD}facts: ‸none\n", "not-a-mapping", "`facts`"),
        (f"{HEAD}facts:\n  f: ‸text\n", "not-a-mapping", "`f`"),
        (f"{HEAD}facts:\n  f: ‸[a]\n", "not-a-mapping", "`f`"),
        (f"{HEAD}bodies: ‸[b]\n", "not-a-mapping", "`bodies`"),
        (f"{HEAD}population: ‸2731571\n", "not-a-mapping", "`population`"),
        (f"{FACT}    scores: ‸[access]\n", "not-a-mapping", "`scores`"),
        (f"{FACT}    scores: {{access: ‸4}}\n", "not-a-mapping", "`access`"),
        (f"{context('x')}    figure: ‸5\n", "not-a-mapping", "`figure`"),
        (context("x").replace("sources: s", "sources: [‸[s]]"), "not-a-text", "`sources`"),
        (HEAD.replace("Sampleton", "‸[S]"), "not-a-text", "`name`"),
        (HEAD.replace("Sampleton", "‸{a: b}"), "not-a-text", "`name`"),
        (f"{HEAD}looked_for: ‸hello\n", "not-a-list", "`looked_for`"),
    ],
)
def test_another_shape_than_is_needed(tmp_path, sample, code, name):
    one(tmp_path, sample, code, name)


def test_a_folder_named_like_a_city(tmp_path):
    data_folder(tmp_path, HEAD)
    (tmp_path / "cities" / "other.yaml").mkdir()
    (found,) = checked(tmp_path)
    assert (found.path, found.line, found.column) == ("cities/other.yaml", 1, 1)
    assert found.code == "not-a-file" and "folder" in found.wrong
    assert library(tmp_path).place("sampleton") is not None


def test_a_link_to_nowhere(tmp_path):
    data_folder(tmp_path, HEAD)
    (tmp_path / "cities" / "other.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (found,) = checked(tmp_path)
    assert (found.path, found.line, found.column) == ("cities/other.yaml", 1, 1)


# ---------------------------------------------------------------- what the parser cannot read


@pytest.mark.parametrize(
    ("sample", "code", "words"),
    [
        pytest.param(context("Police said‸: no"), "yaml-colon", ("`>-`",), id="colon at the end"),
        pytest.param(
            FACT.replace("A claim.", "Police‸: they call") + "    context: x\n",
            "yaml-colon",
            ("`>-`",),
            id="colon in the middle of a file",
        ),
        pytest.param(
            f"{HEAD}facts:\n‸\tf: x\n", "yaml-tab", ("tab", "spaces"), id="tab under a key"
        ),
        pytest.param(f"{FACT}‸\tcontext: x\n", "yaml-tab", ("tab", "spaces"), id="tab in a fact"),
        pytest.param(
            f"{FACT}    ‸\tcontext: x\n", "yaml-tab", ("tab", "spaces"), id="tab after spaces"
        ),
        pytest.param(context(">-\n‸\tx"), "yaml-tab", ("tab", "spaces"), id="tab under >-"),
        pytest.param(
            context('‸"never closed\n    note: x'), "yaml-quote", ("quote", "close"), id="quote"
        ),
        pytest.param(
            context("‸'never closed\n    note: x"), "yaml-quote", ("quote", "close"), id="single"
        ),
        pytest.param(
            FACT.replace("A claim.", '‸"A claim.') + "    context: x\n",
            "yaml-quote",
            ("quote", "close"),
            id="quote in the middle of a file",
        ),
        pytest.param(
            FACT.replace("sources: s\n", "sources: ‸[s\n") + "    context: x\n",
            "yaml-brackets",
            ("bracket", "close"),
            id="square bracket",
        ),
        pytest.param(
            f"{HEAD}population: ‸{{2021: 5\nprovince: ON\n",
            "yaml-brackets",
            ("bracket", "close"),
            id="brace",
        ),
        pytest.param(
            f"{HEAD}population: ‸{{2021: 5\n",
            "yaml-brackets",
            ("bracket", "close"),
            id="brace in the last line",
        ),
        pytest.param(context("‸@city said"), "yaml-character", ("quotes",), id="at"),
        pytest.param(context("‸`x` said"), "yaml-character", ("quotes",), id="backtick"),
        pytest.param(context("‸%5 of them"), "yaml-character", ("quotes",), id="percent"),
        pytest.param(context("‸*bold* text"), "yaml-anchor", ("quotes",), id="star"),
        pytest.param(context("‸**bold** text"), "yaml-anchor", ("quotes",), id="two stars"),
        pytest.param(context("‸& so on"), "yaml-anchor", ("quotes",), id="ampersand"),
        pytest.param(context("‸!a!b text"), "yaml-tag", ("quotes",), id="exclamation"),
        pytest.param(context(">- ‸text"), "yaml-block", ("next line",), id="text behind >-"),
        pytest.param(context('"C:‸\\data"'), "yaml-escape", ("single",), id="backslash"),
        pytest.param(context('"C:‸\\xzz"'), "yaml-escape", ("single",), id="backslash x"),
        pytest.param(
            f"{HEAD}‸province ON\n", "yaml-no-colon", ("colon",), id="no colon in the last line"
        ),
        pytest.param(
            f"{HEAD}‸province:ON\ncountry: CA\n",
            "yaml-no-colon",
            ("colon",),
            id="no space after the colon",
        ),
        pytest.param(
            f"{FACT}   ‸context: x\n", "yaml-indentation", ("align",), id="indented too little"
        ),
        pytest.param(
            f"{HEAD}...\n‸more: text\n", "yaml-after-end", ("delete",), id="after the end"
        ),
        pytest.param(f"‸%TAG\n{HEAD}", "yaml-directive", ("%",), id="directive"),
    ],
)
def test_said_in_words_and_once(tmp_path, sample, code, words):
    one(tmp_path, sample, code, *words)


@pytest.mark.parametrize(
    ("sample", "line", "word"),
    [
        pytest.param(context("'Access' for all"), 12, "quotes", id="text after a quoted word"),
        pytest.param(context("- text"), 12, "quotes", id="dash"),
        pytest.param(context("? text"), 12, "quotes", id="question mark"),
        pytest.param(context("]text"), 12, "quotes", id="stray bracket"),
        pytest.param(
            f"{FACT}    scores: {{access: {{level: 4, why: x}}}}}}\n",
            12,
            "bracket",
            id="one } more",
        ),
        pytest.param(
            f"{FACT}    scores: {{access: {{level: 4 why: x}}}}\n", 12, "comma", id="no comma"
        ),
        pytest.param(
            f"{FACT}    scores: {{access: {{level: 4, why: Yes, often}}}}\n",
            12,
            "quotes",
            id="a comma in prose between braces",
        ),
        pytest.param(
            f"{FACT}    scores: {{access: {{level: 4, why: Yes: often}}}}\n",
            12,
            "quotes",
            id="a colon in prose between braces",
        ),
        pytest.param(f"{FACT}      context: x\n", 12, "indent", id="indented too far"),
        pytest.param(context(">-\n    x y"), 13, "indent", id="prose under >- not indented"),
    ],
)
def test_the_way_out_is_offered(tmp_path, sample, line, word):
    """One problem, in the right line, whose advice helps; and no words of the parser's."""
    found = check(tmp_path, sample)
    assert [problem.line for problem in found] == [line], [str(problem) for problem in found]
    said = f"{found[0].wrong}; {found[0].right}"
    assert word in said and "YAML:" not in said, said
