"""Files are changed in place: what is written reads back, and all else stays as it was."""

from __future__ import annotations

import string
from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build import ROOT
from scorecard.load.document import Document
from scorecard.load.emit import emitted
from scorecard.load.flat import built, merged, rows_of
from scorecard.load.rewrite import CannotRewriteError, rewritten, says
from scorecard.load.yaml_file import parse
from scorecard.model.characters import HIDDEN

FILE = """\
# The head.
format: city/1   # of a place
name: Lakeside

facts:
  # Above the first.
  one:
    claim: >-
      Said in two
      lines.
    sources: [minutes]     # read in full
    scores:
      training: {level: 2, why: Short.}

  two:
    claim: 'It''s said.'
    figure: {count: 12, of: checks}
    sources:
      - minutes
      - {title: Page, publisher: City}
# Below the facts.
sources:
  minutes: {title: Minutes}
# The end.
"""


def changed(text: str, edit) -> str:
    content = dedent(text).encode()
    data = says(content)
    edit(data)
    return rewritten(content, data).decode()


def added(text: str, before: str) -> list[str]:
    """The lines that were added; fails where any other has gone, or has changed."""
    lines, rest = [], iter(dedent(before).splitlines())
    wanted = next(rest, None)
    for line in text.splitlines():
        if line == wanted:
            wanted = next(rest, None)
        else:
            lines.append(line)
    assert wanted is None, wanted
    return lines


def test_a_fact_goes_below_the_last_with_the_space_that_stands_between():
    found = changed(FILE, lambda data: data["facts"].update(three={"claim": "New.", "case": "no"}))
    assert added(found, FILE) == ["", "  three:", "    claim: New.", "    case: no"]
    assert found.index("  three:") < found.index("# Below the facts.")


def test_a_part_that_is_not_there_goes_to_the_end():
    found = changed(
        FILE, lambda data: data.update(replies=[{"sent": "2026-01", "office": "clerk"}])
    )
    assert found.endswith("# The end.\n\nreplies:\n  - sent: 2026-01\n    office: clerk\n")
    assert added(found, FILE)[-3:] == ["replies:", "  - sent: 2026-01", "    office: clerk"]


def test_an_item_goes_below_the_last_of_its_list():
    found = changed(FILE, lambda data: data["facts"]["two"]["sources"].append({"title": "More"}))
    assert added(found, FILE) == ["      - title: More"]
    below = "      - {title: Page, publisher: City}\n      - title: More\n# Below"
    assert below in found


def test_a_text_is_changed_where_it_stands():
    def edit(data):
        data["facts"]["one"]["claim"] = "Otherwise."
        data["facts"]["one"]["sources"] = ["minutes", "page"]
        data["facts"]["two"]["figure"]["count"] = "13"

    found = changed(FILE, edit)
    assert "    claim: Otherwise.\n    sources: [minutes, page]     # read in full\n" in found
    assert "    figure: {count: 13, of: checks}\n" in found
    assert "    claim: 'It''s said.'\n" in found


def test_a_number_sign_in_a_text_is_no_comment():
    before = "a: >-\n  By-law\n  #12 of 2019\nb: 'so # it'\nc: x  # stays\n"
    after = changed(before, lambda data: data.update(a="None.", b="y", c="z"))
    assert after == "a: None.\nb: y\nc: z  # stays\n"


BLOCK = """\
facts:
  one:
    scores:
      training:
        level: 2
        why: >-
          All of the staff are named in the order, and there is no deadline in it that
          anybody could be held to.
    note: Kept.
"""


def test_a_reason_that_is_told_shorter_and_a_question_that_is_another():
    def shorter(data):
        data["facts"]["one"]["scores"]["training"]["why"] = "No deadline."

    def other(data):
        scores = data["facts"]["one"]["scores"]
        scores["content"] = {**scores.pop("training"), "why": "No deadline."}

    head = "facts:\n  one:\n    scores:\n"
    end = "    note: Kept.\n"
    block = "      training:\n        level: 2\n        why: No deadline.\n"
    assert changed(BLOCK, shorter) == head + block + end
    line = "      content: {level: 2, why: No deadline.}\n"
    assert changed(BLOCK, other) == head + line + end


def test_a_key_is_taken_out_with_its_lines():
    found = changed(FILE, lambda data: data["facts"]["one"].pop("claim"))
    assert found == FILE.replace("    claim: >-\n      Said in two\n      lines.\n", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: x\nfacts: {}\n", "a: x\nfacts:\n  new: {}\n"),
        ("a: x\nfacts: {b: y}  # so\n", "a: x\nfacts: {b: y, new: {}}  # so\n"),
        ("a: x\nfacts: {b: y,}\n", "a: x\nfacts: {b: y, new: {}}\n"),
        ("a: x\nfacts:\n    b: y", "a: x\nfacts:\n    b: y\n    new: {}\n"),
        ("a: x\r\nfacts:\r\n  b: y\r\n", "a: x\r\nfacts:\r\n  b: y\r\n  new: {}\r\n"),
        ("\ufeffa: x\nfacts:\n  b: y\n", "\ufeffa: x\nfacts:\n  b: y\n  new: {}\n"),
        (
            "facts:\n  b: |-\n    # text\n\n    end\n\n# c\n",
            "facts:\n  b: |-\n    # text\n\n    end\n  new: {}\n\n# c\n",
        ),
        ("facts:\n  b: >-\n    one\n\n\nz: 1\n", "facts:\n  b: >-\n    one\n  new: {}\n\n\nz: 1\n"),
        ("a: x\n", "a: x\n\nfacts:\n  new: {}\n"),
        ("---\na: x\nfacts:\n  b: y\n...\n", "---\na: x\nfacts:\n  b: y\n  new: {}\n...\n"),
    ],
)
def test_however_the_file_is_written(before, after):
    data = says(before.encode())
    facts = {**data.get("facts", {}), "new": {}}
    assert rewritten(before.encode(), {**data, "facts": facts}).decode() == after


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("{a: x, facts: {b: y}}\n", lambda data: data.update(c="z")),
        ("a: x\nb: [one,   # the first\n  two]\n", lambda data: data.update(b=["one"])),
        ("a: x\nb:\n  # why\n  c: y\n", lambda data: data.pop("b")),
        ("a: x\n", lambda data: data.update(a="a hidden \u200b one")),
        ("a: x\n", lambda data: data.clear()),
    ],
)
def test_what_would_lose_something_is_refused(text, edit):
    data = says(text.encode())
    edit(data)
    with pytest.raises(CannotRewriteError):
        rewritten(text.encode(), data)


# ---------------------------------------------------------------- laws

LETTERS = st.sampled_from("ab 0-:#'\"[]{},&*!|>%@`\\?~=.é\u4e2d\u2019🙂") | st.characters(
    exclude_characters="".join(HIDDEN), exclude_categories=("Cs", "Cc", "Zl", "Zp")
)
TEXT = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: " ".join(text.split()) or "null")
KEY = st.text(string.ascii_lowercase + "-0", min_size=1, max_size=6)
PROSE = st.lists(TEXT, min_size=1, max_size=20).map(" ".join)
VALUE = st.recursive(
    TEXT | PROSE,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEY | TEXT.filter(lambda key: key != "<<"), inner, max_size=3)
    ),
    max_leaves=6,
)


def read(text: str):
    document = parse(text.encode(), Document(""))
    return None if document.stopped else document.data


@given(st.sampled_from(["claim", "why", "sources", "figure", "x"]), VALUE, st.integers(0, 8))
@example("claim", "a: b # c - [d] {e} 'f' \"g\" \\ | > & * ! % @ `", 4)
@example("note", "null", 0)
def test_what_is_written_is_read_again(key, value, indent):
    lines = emitted(key, value, indent)
    above = [" " * n + f"k{n}:" for n in range(0, indent, 2)] if indent % 2 == 0 else None
    if above is None:
        lines = [line[indent:] for line in lines]
        above = []
    data = read("\n".join([*above, *lines]) + "\n")
    for _ in above:
        ((_key, data),) = data.items()
    assert data == {key: value}


TREE = st.dictionaries(KEY, VALUE, min_size=1, max_size=3)
NOISE = st.sampled_from(["", "# a remark", "", "   # further in"])


@st.composite
def files(draw):
    """A file of keys as somebody might have typed it: with remarks, empty lines, either line
    ends, a byte-order mark, and perhaps no end of the last line."""
    data = {"format": "city/1", **draw(TREE), "facts": draw(TREE)}
    lines = []
    for key, value in data.items():
        lines += [draw(NOISE)] if draw(st.booleans()) else []
        lines += emitted(key, value, 0)
    text = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    text += draw(st.sampled_from(["", "\n", "\n\n", "\n# the end\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text


@given(files(), TREE)
def test_putting_in_moves_nothing(text, more):
    content = text.encode()
    data = says(content)
    new = {key: value for key, value in more.items() if key not in data["facts"]}
    wanted = {**data, "facts": {**data["facts"], **new}}
    after = rewritten(content, wanted)
    assert says(after) == wanted
    added(after.decode().rstrip(), text.rstrip())


@given(files(), st.data())
def test_any_change_reads_back_or_is_refused(text, draw):
    content = text.encode()
    data = says(content)
    wanted = {
        key: draw.draw(st.just(value) | VALUE | (TREE if isinstance(value, dict) else VALUE))
        for key, value in data.items()
        if key == "format" or draw.draw(st.booleans())
    }
    try:
        after = rewritten(content, wanted)
    except CannotRewriteError:
        return
    assert says(after) == wanted
    remarks = [line.strip() for line in text.splitlines() if line.lstrip().startswith("# ")]
    assert all(remark in after.decode() for remark in remarks)


# ---------------------------------------------------------------- rows


SHIPPED = [path for path in sorted((ROOT / "cities").glob("*.yaml")) if path.name.count(".") == 1]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_fact_stands_in_rows_and_comes_back(path):
    content = path.read_bytes()
    data = says(content)
    for name, fact in data.get("facts", {}).items():
        rows = rows_of(name, fact)
        assert all(all(row.values()) for row in rows)
        assert merged(fact, rows) == fact
        assert rows_of(name, built(rows).fact) == rows
    assert rewritten(content, data) == content


def test_a_fact_in_rows():
    fact = {
        "claim": "Said.",
        "period": {"from": "2014-11", "to": "2015-06"},
        "figure": {"count": "3", "of": "checks"},
        "sources": ["a", {"title": "T", "date": "2014"}, "b"],
        "scores": {"one": {"level": "2", "why": "So."}, "two": {"shown": [], "why": "None."}},
        "replies": [{"office": "clerk"}],
    }
    rows = rows_of("x", fact)
    assert rows == [
        {
            "id": "x",
            "claim": "Said.",
            "period": "2014-11 to 2015-06",
            "count": "3",
            "unit": "checks",
            "source": "a",
            "title": "T",
            "published": "2014",
            "criterion": "one",
            "level": "2",
            "why": "So.",
        },
        {"id": "x", "source": "b", "criterion": "two", "shown": "-", "why": "None."},
    ]
    assert merged(fact, rows) == fact
    rows[0]["level"] = "3"
    del rows[0]["count"], rows[0]["unit"]
    after = merged(fact, rows)
    assert after["scores"]["one"] == {"level": "3", "why": "So."}
    assert "figure" not in after
    assert after["replies"] == fact["replies"]
    assert after["sources"] is fact["sources"]
