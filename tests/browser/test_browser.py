"""The page in a browser: on a phone, on paper, in the dark, and for whoever listens to it.

These tests need Chromium on PATH, and some of them axe-core, which knows the rules of
accessibility: `npm install --prefix tests/browser` puts it here; AXE_CORE names an axe.min.js
elsewhere. Without them they are skipped.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from chromium import NAMES, Browser, found

from build import ROOT
from scorecard.report import html
from scorecard.report.document import Bar, Chart, Heading, Item, Items, Para, Said, Table

SAMPLE = ("--rubric", "sample", "--data", ROOT / "tests" / "golden" / "data")
DAY = ("--as-of", "2026-11-22")
REPORTS = {
    "full": ("toronto", *DAY),
    "brief": ("toronto", "--brief", *DAY),
    "small": ("sampleton", *SAMPLE, *DAY),
}
OTHERS = {
    "with": ("export", "toronto", "--with", "plan,motion,history,robust", *DAY),
    "plan": ("plan", "toronto", *DAY),
    "motion": ("motion", "montreal", *DAY),
    "records": ("records", "toronto", *DAY),
    "reply": ("reply", "toronto", *DAY),
    "history": ("history", "toronto", *DAY),
    "diff": ("diff", "toronto", "--since", "2018", *DAY),
    "robust": ("robust", "toronto", "--draws", "0", *DAY),
}
"""Pages of other commands, and a report with all that they add."""
PAPER = {"A4": (8.27, 11.69), "Letter": (8.5, 11.0)}
PHONE, NARROWEST, SCREEN = 360, 320, 1280
PLACES_OF_AXE = (
    Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js",
    ROOT / "node_modules" / "axe-core" / "axe.min.js",
)
WRONG = """
axe.run(document, {rules: Object.fromEntries(axe.getRules().map(r => [r.ruleId, {enabled: true}]))})
  .then(found => found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html}`))
"""
"""What axe finds with every rule it has, best practices and trials too."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = found()
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on PATH")
    one = Browser(program)
    yield one
    one.close()


@pytest.fixture(scope="module")
def axe() -> str:
    """The text of axe-core."""
    named = os.environ.get("AXE_CORE")
    places = (Path(named),) if named else PLACES_OF_AXE
    path = next((path for path in places if path.is_file()), None)
    assert path or not named, f"AXE_CORE names {named}, which is no file"
    if path is None:
        pytest.skip("no axe-core: npm install --prefix tests/browser, or set AXE_CORE")
    return path.read_text(encoding="utf-8")


@pytest.fixture
def report(run, tmp_path):
    """Writes the page of a report, by the name of its kind or by its arguments."""

    def written(*arguments: object) -> Path:
        path = tmp_path / "report.html"
        done = run("export", *arguments, "-o", path)
        assert done.code == 0, done.stderr
        return path

    return written


@pytest.fixture
def hard(tmp_path) -> Path:
    """A page of long words, many columns and grades that lie close."""
    long, url = "x" * 300, "https://a.example/" + "y" * 300
    marks = ((0.0, "F"), (30.0, "D"), (80.0, "A-"), (85.0, "A"), (90.0, "A+"), (95.0, "A++"))
    bars = (Bar("All", 0, 100, 100, "A 100"), Bar("Nothing", 0, 0, 0, "F 0"))
    blocks = (
        Heading(long, 1),
        *(Heading(f"{number} {long}") for number in range(4)),
        Para(long),
        Chart("Scores", bars, marks),
        Table(("Component", *"abcdefgh"), ((long, *(long for _ in range(8))),)),
        Items((Item(Said(long, long, (1, 2)), (long,)),)),
        Heading("Sources"),
        Items((Item(long, sources=(("", url),)), Item("x", sources=(("", long),))), True, True),
    )
    path = tmp_path / "hard.html"
    path.write_text(html.write(blocks), encoding="utf-8")
    return path


# ------------------------------------------------------------ rules of accessibility


@pytest.mark.parametrize("name", REPORTS)
def test_axe_finds_nothing_wrong(browser, axe, report, name):
    path = report(*REPORTS[name])
    for width in (SCREEN, PHONE):
        for dark in (False, True):
            browser.open(path, width=width, dark=dark)
            browser.value(f"{axe}; 1")
            assert browser.value(WRONG) == [], (width, "dark" if dark else "light")


@pytest.mark.parametrize("name", OTHERS)
def test_axe_finds_nothing_wrong_on_other_pages(browser, axe, run, tmp_path, name):
    path = tmp_path / "page.html"
    done = run(*OTHERS[name], "-o", path)
    assert done.code == 0, done.stderr
    for width in (SCREEN, PHONE):
        browser.open(path, width=width)
        browser.value(f"{axe}; 1")
        assert browser.value(WRONG) == [], width


def test_axe_would_have_found_something(browser, axe, tmp_path):
    """So that silence means something: a page without language, title, heads or contrast."""
    path = tmp_path / "bad.html"
    path.write_text('<p style="color:#ccc">pale</p><h4></h4><a href="#x"></a>', encoding="utf-8")
    browser.open(path)
    browser.value(f"{axe}; 1")
    found = {one.split(":")[0] for one in browser.value(WRONG)}
    assert {"html-has-lang", "document-title", "color-contrast", "link-name"} <= found


def tree(browser: Browser) -> list[tuple[str, str]]:
    """What a screen reader is told, in order: roles and names."""
    nodes = browser.say("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]


def test_a_table_stays_a_table_on_a_phone(browser, report):
    """Where it is laid out as lists, whoever listens is told the same rows, heads and cells."""
    path = report(*REPORTS["small"])
    told = []
    for width in (SCREEN, PHONE):
        browser.open(path, width=width)
        roles = "table row columnheader rowheader cell".split()
        told.append([one for one in tree(browser) if one[0] in roles])
    assert told[0] == told[1]
    assert sum(role == "table" for role, _name in told[0]) == 2
    assert ("rowheader", "On paper") in told[0] and ("columnheader", "Range") in told[0]


def test_only_what_does_something_takes_the_keyboard(browser, report):
    """Tab goes from link to link, and stops nowhere else."""
    browser.open(report(*REPORTS["full"]), width=SCREEN)
    assert browser.value("document.querySelectorAll('[tabindex]').length") == 0
    frames = "[...document.querySelectorAll('.frame')]"
    assert browser.value(f"{frames}.every(one => one.scrollWidth <= one.clientWidth)")


# ------------------------------------------------------------ screen


@pytest.mark.parametrize("name", [*REPORTS, "hard"])
@pytest.mark.parametrize("width", [NARROWEST, PHONE, 768, SCREEN])
def test_the_page_never_scrolls_sideways(browser, report, hard, name, width):
    browser.open(hard if name == "hard" else report(*REPORTS[name]), width=width)
    wide, room = browser.value("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= room == width


def test_no_cell_is_cut_off_on_a_phone(browser, report):
    """Every value of a table stands within the width of the screen, beside its head."""
    browser.open(report(*REPORTS["full"]), width=PHONE)
    ends = browser.value(
        "[...document.querySelectorAll('tbody th, tbody td')]"
        ".map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])"
    )
    assert ends and all(0 <= left < right <= PHONE for left, right in ends)
    head = "getComputedStyle(document.querySelector('tbody td'), '::before').content"
    assert browser.value(head) == '"Grade" / ""'


@pytest.mark.parametrize("width", [NARROWEST, PHONE, SCREEN])
def test_the_names_of_grades_do_not_overlap(browser, report, hard, width):
    """Under each bar, and each within the screen."""
    for path in (report(*REPORTS["full"]), hard):
        browser.open(path, width=width)
        bars = browser.value(
            "[...document.querySelectorAll('.bar')].map(bar => [...bar.querySelectorAll('text')]"
            ".map(one => [one.getAttribute('y'), one.getBoundingClientRect()])"
            ".map(([row, box]) => [row, box.left, box.right]))"
        )
        assert len(bars) == 2
        for names in bars:
            assert all(0 <= left < right <= width for _row, left, right in names)
            for (row, _left, end), (other, start, _right) in pairwise(sorted(names)):
                assert row != other or end <= start


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_asked_of_anybody(browser, report, name):
    """The page itself is all that is ever loaded."""
    path = report(*REPORTS[name])
    browser.open(path)
    assert browser.requests == [path.as_uri()]


# ------------------------------------------------------------ paper


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("place", ["toronto", "hamilton", "new-westminster", "montreal"])
def test_a_brief_fits_on_one_page(browser, report, place, language):
    if language != "en" and not list(ROOT.glob(f"src/scorecard/locale/{language}/*/*.mo")):
        pytest.skip(f"the catalogue of `{language}` is not built")
    browser.open(report(place, "--brief", "--lang", language, *DAY))
    assert {name: pages(browser.pdf(*size)) for name, size in PAPER.items()} == {
        "A4": 1,
        "Letter": 1,
    }


def test_a_full_report_takes_more_pages(browser, report):
    """So that one page means something above."""
    browser.open(report(*REPORTS["full"]))
    assert 5 <= pages(browser.pdf(*PAPER["A4"])) <= 16


def test_paper_is_black_on_white_even_where_the_screen_is_dark(browser, report):
    browser.open(report(*REPORTS["small"]), dark=True)
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    browser.say("Emulation.setEmulatedMedia", media="print", features=[dark])
    colours = "(one => [one.color, one.backgroundColor])(getComputedStyle(document.body))"
    assert browser.value(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_an_address_stands_on_paper(browser, report):
    """The words of a source are its link; where nobody can press it, its address follows."""
    browser.open(report(*REPORTS["small"]))
    after = "getComputedStyle(document.querySelector('.notes a'), '::after').content"
    assert browser.value(after) == "none"
    browser.say("Emulation.setEmulatedMedia", media="print")
    assert "https://sampleton.example/by-law(12)" in browser.value(after)
