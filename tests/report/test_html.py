"""The page: what goes in stands in it as it is, and nothing of it acts on the reader's browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

import pytest

from build import ROOT
from scorecard.report import html, language
from scorecard.report.document import (
    Bar,
    Block,
    Chart,
    Command,
    Document,
    Heading,
    Item,
    Items,
    Para,
    Said,
    Table,
)
from scorecard.report.text import visible

SAMPLE = ("--rubric", "sample", "--data", ROOT / "tests" / "golden" / "data")
DAY = ("--as-of", "2026-11-22", "--format", "html")
REPORTS = {
    "sampleton": ("sampleton", *SAMPLE, *DAY),
    "sampleton, brief": ("sampleton", "--brief", *SAMPLE, *DAY),
    "withheld": ("lonely", *SAMPLE, *DAY),
    "toronto": ("toronto", *DAY),
    "toronto, brief": ("toronto", "--brief", *DAY),
    "a body": ("toronto/toronto-police", "--rubric", "noii-toronto", *DAY),
    "montreal in French": ("montreal", "--lang", "fr", *DAY),
    "in points": ("sampleton", "--data", ROOT / "tests" / "golden" / "points", *DAY),
    "in points, brief": (
        *("sampleton", "--brief", "--data", ROOT / "tests" / "golden" / "points"),
        *DAY,
    ),
}
HOSTILE = (
    "</title><script>alert(1)</script>",
    "</style><style>@import url(//evil.example)</style>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" onmouseover="alert(1)" x="',
    "<!-- no end",
    "]]> &lt;b&gt; &amp; &#60;b&#62;",
    "</main></body></html>",
    "\x00\x07\x1b[2J\x7f\x9f \u202eback\u2066",
    "{0} {name} %s %(x)s \\ $1",
    "javascript:alert(1)",
    "a" * 400,
    "",
)
EMPTY = frozenset({"meta", "line", "rect", "text"})
EMPTY_ALWAYS = frozenset({"meta"})
TAGS = frozenset(
    "html head meta title style body main nav h1 h2 h3 h4 h5 h6 p ul ol li a strong span code div "
    "table thead tbody tr th td figure figcaption svg line rect text".split()
)


@pytest.fixture(autouse=True)
def _in_english():
    """A command that ran in another language leaves it in force."""
    language.speak()


class Element(NamedTuple):
    """A tag as the page has it, and the text inside it."""

    tag: str
    attributes: dict[str, str | None]
    inside: list[str]

    @property
    def text(self) -> str:
        """What it says, its spaces as those that were written."""
        return " ".join("".join(self.inside).replace("\N{NO-BREAK SPACE}", " ").split())


class Page(HTMLParser):
    """A page read strictly: every tag that is opened is closed, in order, and none is doubled."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        assert text.startswith("<!DOCTYPE html>\n") and text.endswith("</html>\n")
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {[one.tag for one in self.open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"doubled in <{tag}>: {names}"
        self.elements.append(Element(tag, dict(attrs), []))
        if tag not in EMPTY_ALWAYS:
            self.open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in EMPTY, f"<{tag}/> closes nothing in HTML"
        self.elements.append(Element(tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().tag == tag, f"</{tag}> closes another"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def every(self, *tags: str) -> list[Element]:
        """All elements of these tags, in order."""
        return [one for one in self.elements if one.tag in tags]

    def all_of(self, attribute: str) -> list[str]:
        """All values of an attribute, in order."""
        return [value for one in self.elements if (value := one.attributes.get(attribute))]

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The tags and the names of their attributes, without a word of text."""
        return [(one.tag, tuple(one.attributes)) for one in self.elements]


def page(*blocks: Block) -> Page:
    """The page of these blocks, read strictly."""
    return Page(html.write(blocks))


@pytest.fixture(params=REPORTS)
def report(request, run) -> Page:
    """The page of a real report, read strictly."""
    if "French" in request.param and not list(ROOT.glob("src/scorecard/locale/fr/*/*.mo")):
        pytest.skip("the French catalogue is not built")
    done = run("export", *REPORTS[request.param])
    assert done.code == 0, done.stderr
    return Page(done.stdout)


# ------------------------------------------------------------ hostile text


def everywhere(text: str) -> Document:
    """A document that has one text wherever a text can stand."""
    item = Item(Said(text, text, (1, 2)), (text, Said(text, text, (1,))), ((text, None),))
    return (
        Heading(text, 1),
        Para(text, strong=True),
        Para(text, tone="note"),
        *(Heading(f"{number} {text}") for number in range(html.MANY)),
        Command(text),
        Chart(text, (Bar(text, 20, 60, 40, text),), ((0, f"F{text}"), (50, f"C{text}"))),
        Table((f"x{text}", f"y{text}"), ((f"x{text}", f"y{text}"),), right=(1,)),
        Items((item,)),
        Heading(text, 3),
        Items((Item(f"x{text}", sources=(("", "https://a.example"),)), Item(text)), True, True),
        Para(text, tone="note"),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_tag_or_an_attribute(text):
    """The page has the tags that it has with an innocent text, and no other."""
    innocent = "x" if text else ""
    assert page(*everywhere(text)).shape() == page(*everywhere(innocent)).shape()


@pytest.mark.parametrize("text", HOSTILE)
def test_every_text_is_shown_as_it_is(text):
    """But for what nobody can see, and the white space that a browser folds."""
    shown = " ".join(visible(text).split())
    read = page(*everywhere(text))
    for tag in ("title", "h1", "h3", "code"):
        assert [one.text for one in read.every(tag)] == [shown], tag
    for tag in ("p", "strong", "li", "a", "text"):
        assert any(shown in one.text for one in read.every(tag)), tag
    sides = [f"{side}{shown}" for side in ("x", "y", "x", "y")]
    assert [one.text for one in read.every("th", "td")] == sides
    assert visible(text) in read.all_of("aria-label") or not text


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/b?c=1&d=2#e", True),
        ("HTTP://A.EXAMPLE", True),
        ('https://a.example/"onmouseover="alert(1)', True),
        ("https://a.example/</a><script>alert(1)</script>", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)//https://a.example", False),
        (" https://a.example", False),
        ("java\nscript:alert(1)", False),
        ("https://a.example\njavascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("//a.example", False),
        ("not an address", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("notes", [True, False])
def test_only_an_address_of_the_web_is_a_link(url, link, notes):
    """Any other address is only shown."""
    read = page(Heading("x", 1), Items((Item("A page", sources=(("", url),)),), notes=notes))
    assert read.all_of("href") == ([url] if link else [])
    said = " ".join(one.text for one in read.every("li"))
    assert "A page" in said
    assert " ".join(url.split()) in said or (link and notes)


def test_the_words_of_a_note_are_its_link():
    """Which says more, read aloud, than an address; on paper the style adds the address."""
    one = page(
        Items((Item("City. By-law 12.", sources=(("", "https://a.example/12"),)),), True, True)
    )
    assert [(a.attributes["href"], a.text) for a in one.every("a")] == [
        ("https://a.example/12", "City. By-law 12.")
    ]


# ------------------------------------------------------------ of its own


def test_nothing_acts_and_nothing_is_loaded(report):
    """No script, no picture, no font, no frame: one file is all there is."""
    tags = {one.tag for one in report.elements}
    assert tags <= TAGS
    for one in report.elements:
        for name in one.attributes:
            assert not name.startswith("on"), (one.tag, name)
            assert name not in {"src", "srcset", "style", "action", "data", "ping", "xlink:href"}
    (style,) = report.every("style")
    assert not re.search(r"url\(|@import|https?:|//|expression|src", style.text)
    assert "".join(style.inside).strip() == html.STYLE.strip()
    assert all(href.startswith(("#", "http")) for href in report.all_of("href"))


def test_the_reader_is_not_told_on(report):
    """A source that is opened from the page is not told where its reader came from."""
    said = [
        (one.attributes.get("name"), one.attributes.get("content")) for one in report.every("meta")
    ]
    assert ("referrer", "no-referrer") in said


def test_title_and_language(report):
    (title,), (top,) = report.every("title"), report.every("h1")
    assert title.text == top.text != ""
    assert len(report.every("main")) == 1


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_page_says_its_language(code):
    language.speak(language.English(), code)
    assert page(Heading("x", 1)).every("html")[0].attributes == {"lang": code}


def test_a_document_without_a_heading_has_a_title():
    assert page(Para("x")).every("title")[0].text == "scorecard"


# ------------------------------------------------------------ structure


def test_headings_go_down_step_by_step(report):
    levels = [int(one.tag[1]) for one in report.elements if re.fullmatch("h[1-6]", one.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique(report):
    ids = report.all_of("id")
    assert len(ids) == len(set(ids))


def test_links_within_the_page_have_their_targets_and_notes_their_links(report):
    links = {href[1:] for href in report.all_of("href") if href.startswith("#")}
    ids = set(report.all_of("id"))
    assert links <= ids
    assert {one for one in ids if one.startswith("note-")} <= links


def test_a_full_report_has_links_to_its_parts(run):
    for brief in ((), ("--brief",)):
        read = Page(run("export", "sampleton", *brief, *SAMPLE, *DAY).stdout)
        parts = {one.attributes["id"]: one.text for one in read.every("h2")}
        assert len(read.every("nav")) == (0 if brief else 1)
        links = [one for one in read.every("a") if str(one.attributes["href"]).startswith("#part")]
        found = {str(one.attributes["href"])[1:]: one.text for one in links}
        assert found == ({} if brief else parts)


@pytest.mark.parametrize(
    ("notes", "held", "expected"),
    [
        ((1,), 1, ["#note-1"]),
        ((2, 1), 2, ["#note-2", "#note-1"]),
        ((1, 2), 1, ["#note-1"]),
        ((1,), 0, []),
    ],
)
def test_a_note_that_the_page_does_not_hold_is_no_link(notes, held, expected):
    sources = (Items(tuple(Item("x") for _ in range(held)), True, True),) if held else ()
    read = page(Items((Item(Said("A fact.", notes=notes)),)), *sources)
    assert read.all_of("href") == expected
    assert read.every("li")[0].text == "A fact. " + "".join(f"[{one}]" for one in notes)


def test_a_note_says_what_it_is_to_whoever_listens():
    read = page(
        Para("x"), Items((Item(Said("A fact.", notes=(1,))),)), Items((Item("x"),), True, True)
    )
    assert read.every("a")[0].attributes["aria-label"] == "note 1"


# ------------------------------------------------------------ tables


def test_heads_of_tables_say_what_they_head(report):
    assert report.every("table")
    for one in report.every("th"):
        roles = {"col": "columnheader", "row": "rowheader"}
        assert one.attributes["role"] == roles[str(one.attributes["scope"])]
        assert one.text
    ids = {one.attributes["id"]: one.tag for one in report.elements if "id" in one.attributes}
    for name in report.all_of("aria-labelledby"):
        assert ids[name] in {"h1", "h2", "h3"}


TRACKS = Table(
    ("", "Grade", "Range"),
    (("On paper", "C 53", "40 to 64"), ("In practice", "", "12 to 75")),
    right=(2,),
)


def test_a_table_has_heads_for_rows_and_columns():
    """Each value knows its head, which stands beside it on a phone."""
    cells = [
        (one.tag, one.attributes.get("scope"), one.attributes.get("data-head"), one.text)
        for one in page(Heading("x"), TRACKS).every("th", "td")
    ]
    assert cells == [
        ("td", None, None, ""),
        ("th", "col", None, "Grade"),
        ("th", "col", None, "Range"),
        ("th", "row", None, "On paper"),
        ("td", None, "Grade", "C 53"),
        ("td", None, "Range", "40 to 64"),
        ("th", "row", None, "In practice"),
        ("td", None, "Grade", ""),
        ("td", None, "Range", "12 to 75"),
    ]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [("Conduct", None), ("  Police", "in1"), ("    Checks", "in2"), ("          Deep", "in3")],
)
def test_a_component_within_another_is_set_in(cell, kind):
    read = page(Table(("Component", "Score"), ((cell, "F 0"),)))
    head = read.every("th")[-1]
    assert (head.text, head.attributes.get("class")) == (cell.strip(), kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D 31 (22 to 51) 71 %", "D~31 (22~to~51) 71~%"),
        ("- (0 to 100) 0 %", "- (0~to~100) 0~%"),
        ("C 53", "C~53"),
        ("(in words of any length)", "(in words of any length)"),
    ],
)
def test_a_line_of_a_table_never_ends_within_a_figure(text, expected):
    written = html.write((Table(("x", "y"), (("x", text),)),))
    assert expected.replace("~", "\N{NO-BREAK SPACE}") in written


# ------------------------------------------------------------ charts

BANDS = ((0.0, "F 0"), (30.0, "D 30"), (50.0, "C 50"), (70.0, "B 70"), (85.0, "A 85"))
CLOSE = (
    (0.0, "F 0"),
    (80.0, "A- 80"),
    (85.0, "A 85"),
    (90.0, "A+ 90"),
    (98.0, "A++ 98"),
    (100.0, "S 100"),
)
BARS = (
    Bar("On paper", 40, 64, 53, "C 53, range 40 to 64"),
    Bar("In practice", 0, 100, None, "withheld, range 0 to 100"),
    Bar("Nothing", 0, 0, 0, "F 0, range 0 to 0"),
    Bar("All", 100, 100, 100, "A 100, range 100 to 100"),
    Bar("A third", 100 / 3, 200 / 3, 50.0000001, "C 50, range 33 to 67"),
)


def numbers(read: Page, tag: str, attribute: str) -> list[float]:
    """The percentages of an attribute on all elements of a tag."""
    values = (one.attributes.get(attribute) for one in read.every(tag))
    return [float(value[:-1]) for value in values if value and value.endswith("%")]


@pytest.mark.parametrize("marks", [BANDS, CLOSE])
def test_places_on_a_bar_lie_between_0_and_100(marks):
    read = page(Heading("x"), Chart("Scores", BARS, marks))
    for tag in ("svg", "line", "rect", "text"):
        for attribute in ("x", "x1", "x2", "width"):
            assert all(0 <= place <= 100 for place in numbers(read, tag, attribute)), tag
    bars = [one for one in read.every("rect") if one.attributes["class"] == "range"]
    for one, bar in zip(bars, BARS, strict=True):
        left, width = (float(str(one.attributes[name])[:-1]) for name in ("x", "width"))
        assert left == pytest.approx(bar.low, abs=0.006)
        assert left + width == pytest.approx(bar.high, abs=0.011) and left + width <= 100.0001


def test_a_bar_without_a_score_has_no_diamond():
    read = page(Chart("Scores", BARS, BANDS))
    points = [one for one in read.every("rect") if one.attributes["class"] == "point"]
    assert len(points) == sum(bar.point is not None for bar in BARS) == 4


def test_words_say_what_a_bar_draws_and_say_it_once():
    read = page(Chart("Scores", BARS, BANDS))
    pictures = [one for one in read.elements if one.attributes.get("role") == "img"]
    assert [one.attributes["aria-label"] for one in pictures] == [
        f"{bar.name}: {bar.text}" for bar in BARS
    ]
    for one, bar in zip(pictures, BARS, strict=True):
        assert one.text.startswith(f"{bar.name} {bar.text}")
    drawings = [one for one in read.every("svg") if "width" in one.attributes]
    assert {one.attributes["aria-hidden"] for one in drawings} == {"true"}


@pytest.mark.parametrize(("marks", "rows"), [(BANDS, 1), (CLOSE, 5), ((), 0)])
def test_names_of_grades_never_touch(marks, rows):
    """Where two would, one stands a row lower; where one would leave the page, it turns left."""
    read = page(Chart("Scores", BARS[:1], marks))
    taken: dict[str | None, list[tuple[float, float]]] = {}
    for one, (at, name) in zip(read.every("text"), marks, strict=True):
        assert (one.text, one.attributes["x"]) == (name, f"{at:g}%")
        width = len(one.text) * html.LETTER
        start = at - width if one.attributes["text-anchor"] == "end" else at
        assert start >= 0 and start + width <= 100
        row = taken.setdefault(one.attributes["y"], [])
        assert all(start + width <= left or right <= start for left, right in row)
        row.append((start, start + width))
    assert len(taken) == rows


@pytest.mark.parametrize("name", ["Everything asked", "x" * 400])
def test_a_grade_with_a_long_name_starts_within_the_page(name):
    for one in page(Chart("Scores", BARS[:1], ((0, name), (50, name)))).every("text"):
        assert one.attributes["text-anchor"] == "start" or len(name) * html.LETTER < 50
