"""A document as one HTML file: no script, nothing loaded from elsewhere, for screen and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from .document import (
    Again,
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
    Timeline,
    said,
)
from .language import _, p_, spoken
from .text import one_line, visible
from .timeline_html import STYLE as STYLE_OF_TIME
from .timeline_html import draw

STYLE = """\
:root { color-scheme: light dark; --text: #1b1b1b; --quiet: #555; --page: #fff; --line: #c4c4c4;
  --soft: #f2f2ef; --link: #0b4f8a; --range: #a9c3dc; --edge: #4f7599; --point: #0b3a66; }
@media (prefers-color-scheme: dark) { :root { --text: #ececec; --quiet: #b8b8b8; --page: #161616;
  --line: #555; --soft: #262626; --link: #8ec5ff; --range: #2f5576; --edge: #7fa6c9;
  --point: #e6f2ff; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2rem; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .6rem; border-bottom: 1px solid var(--line);
  padding-bottom: .25rem; }
h3, h4, h5, h6 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
p, ul, ol { margin: .6rem 0; }
ul, ol { padding-left: 1.3rem; }
ol { padding-left: 1.7rem; }
li { margin: .5rem 0; }
li > p { margin: 0; }
li > ul { margin: .2rem 0 .8rem; padding-left: 1.1rem; }
li li { margin: .25rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
:target { background: var(--soft); outline: .3rem solid var(--soft); }
nav ul { list-style: none; padding: 0; margin: 1.2rem 0 0; display: flex; flex-wrap: wrap;
  gap: .1rem 1.2rem; }
nav li { margin: 0; min-width: 0; }
nav a { display: inline-block; padding: .2rem 0; overflow-wrap: anywhere; }
.note { color: var(--quiet); font-size: .9rem; }
.again { font-size: .9rem; }
.stamp { margin-top: 2.4rem; border-top: 1px solid var(--line); padding-top: .6rem; }
.ref { font-size: .85em; padding: .4rem .25rem; }
@counter-style bracket { system: extends decimal; prefix: "["; suffix: "] "; }
.notes { padding-left: 2.6rem; list-style-type: bracket; }
code { font: .9em ui-monospace, Menlo, Consolas, monospace; background: var(--soft);
  padding: .1rem .3rem; }
.frame { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .95rem;
  font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0;
  border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th, thead td { border-bottom: 2px solid var(--quiet); vertical-align: bottom; }
tbody th { font-weight: 600; width: 34%; }
th.in1 { padding-left: 1rem; } th.in2 { padding-left: 2rem; } th.in3 { padding-left: 3rem; }
.number { text-align: right; }
@media (max-width: 36rem) {
  table, tbody, tr, tbody th { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  tbody th, tbody td { border: 0; padding: .1rem 0; }
  tbody td { display: flex; justify-content: space-between; gap: 1rem; text-align: right;
    overflow-wrap: anywhere; }
  tbody td:empty { display: none; }
  tbody td::before { content: attr(data-head); content: attr(data-head) / ""; color: var(--quiet);
    text-align: left; overflow-wrap: break-word; }
}
figure { margin: 1rem 0; }
figcaption { color: var(--quiet); font-size: .85rem; }
.bar { margin: 0 0 .8rem; break-inside: avoid; }
.bar svg { display: block; overflow: visible; font-size: .8rem; margin-top: .3rem; }
.bar strong { margin-right: .4rem; }
.line { stroke: var(--edge); }
.range { fill: var(--range); stroke: var(--edge); }
.point { fill: var(--point); stroke: var(--page); }
.bar text { fill: var(--quiet); }
@media (forced-colors: active) {
  .range { fill: GrayText; } .point, .bar text { fill: CanvasText; }
  .line, .range { stroke: CanvasText; } .point { stroke: Canvas; }
}
@page { margin: 16mm 15mm; }
@page report { margin: 16mm 15mm 18mm; @bottom-center { content: counter(page) " / " counter(pages);
  font: 8pt Arial, Helvetica, sans-serif; } }
@page brief { margin: 10mm 14mm; }
@media print {
  :root { color-scheme: light; font-size: 10pt; --text: #000; --quiet: #333; --page: #fff;
    --line: #999; --soft: #fff; --link: #000; --range: #ccc; --edge: #555; --point: #000; }
  body { font-family: Arial, Helvetica, "Liberation Sans", sans-serif; line-height: 1.35; }
  main { max-width: none; padding: 0; page: report; }
  h1 { font-size: 18pt; } h2 { font-size: 12.5pt; margin-top: 16pt; } h3 { font-size: 10.5pt; }
  h1, h2, h3, h4, h5, h6, li > p { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  table, tr, figure, li, li > p { break-inside: avoid; }
  thead { display: table-header-group; }
  .frame { overflow: visible; }
  nav { display: none; }
  a { text-decoration: none; }
  .stamp { break-before: avoid; }
  .ref { padding: 0 .1em; }
  a[href^="http" i]::after { content: " " attr(href); overflow-wrap: anywhere; }
  .brief .again { display: none; }
  .brief { page: brief; font-size: 9pt; line-height: 1.25; }
  .brief h1 { font-size: 15pt; margin-bottom: 3pt; }
  .brief h2 { font-size: 11pt; margin: 7pt 0 2pt; padding-bottom: 1pt; }
  .brief p, .brief ul, .brief ol, .brief .frame { margin: 2pt 0; }
  .brief figure { margin: 3pt 0 0; } .brief .bar { margin: 0 0 1pt; }
  .brief .bar svg { margin-top: 1pt; }
  .brief table, .brief .note { font-size: 8.5pt; } .brief tbody th { width: 42%; }
  .brief figcaption, .brief .bar svg { font-size: 7.5pt; }
  .brief th, .brief td { padding-top: 1pt; padding-bottom: 1pt; }
  .brief li { margin: 1.5pt 0; }
  .brief li > p, .brief li > ul, .brief li > ul > li { display: inline; padding: 0; }
  .brief .stamp { margin-top: 5pt; padding-top: 2pt; font-size: 7.5pt; }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may do for the page beyond showing it: use the styles in it, and nothing else."""
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_TOGETHER = re.compile(r"(?<=\d) (?=%)|(?<=\b[A-Z]) (?=\d)")
_BRACKET = re.compile(r"\(\d[^()]{0,16}\)")
MANY = 4
"""From so many parts on, a page has links to them at its top."""
DEEPEST = 3
"""How deep a component can be set in, within a table."""
LETTER, BESIDE = 2.7, 2.5
"""The width of a letter under a bar, and of the space beside it, in hundredths of the narrowest
bar: that of a phone."""


class _Around(NamedTuple):
    """What a block knows of its page: the notes there are, and the heading that it stands under."""

    notes: frozenset[int]
    heading: str = ""


def write(document: Document, *, brief: bool = False) -> str:
    """The document as a page of its own, ending in a newline. Its title is its first heading; its
    language is the one in force."""
    title = next((block.text for block in document if isinstance(block, Heading)), "scorecard")
    kind = ' class="brief"' if brief else ""
    body = "".join(_body(document, contents=not brief))
    over_time = any(isinstance(block, Timeline) for block in document)
    style = STYLE + STYLE_OF_TIME * over_time
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(spoken())}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{_plain(one_line(title))}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main{kind}>\n{body}</main>\n</body>\n</html>\n"
    )


def _body(document: Document, *, contents: bool) -> Iterator[str]:
    """Block after block; the links to the parts stand before the first of them."""
    parts = [
        (f"part-{number}", block.text)
        for number, block in enumerate(document)
        if isinstance(block, Heading) and block.level == 2
    ]
    around = _Around(frozenset(_notes(document)))
    last = sum(not isinstance(block, Again) for block in document) - 1
    for number, block in enumerate(document):
        name = f"part-{number}"
        if contents and len(parts) >= MANY and name == parts[0][0]:
            yield from _contents(parts)
        if isinstance(block, Heading):
            around = around._replace(heading=name)
        yield from _block(block, around, last=number == last)


def _notes(document: Document) -> Iterator[int]:
    """The numbers of the notes that the document holds."""
    for block in document:
        if isinstance(block, Items) and block.notes:
            yield from range(1, len(block.items) + 1)


def _contents(parts: list[tuple[str, str]]) -> Iterator[str]:
    yield "<nav>\n<ul>\n"
    for name, text in parts:
        yield f'<li><a href="#{name}">{_text(text)}</a></li>\n'
    yield "</ul>\n</nav>\n"


def _plain(text: str) -> str:
    """A text that a browser shows, and a screen reader says, as it is."""
    return escape(visible(text))


def _text(text: str) -> str:
    """A text for the page, whose lines do not end between a number and its sign or its letter."""
    return _plain(_TOGETHER.sub("\N{NO-BREAK SPACE}", text))


def _code(text: str) -> str:
    """Something to type, as it is to be typed."""
    return f"<code>{_plain(one_line(text))}</code>"


def _cell(text: str) -> str:
    """A text of a table, where a short range in brackets is not broken over lines."""
    return _text(_BRACKET.sub(lambda m: m[0].replace(" ", "\N{NO-BREAK SPACE}"), text.strip()))


def _said(text: str | Said, around: _Around) -> str:
    """A text with what stands out before it, and after it the links to its notes, which do not
    start a line."""
    one = said(text)
    lead = f"<strong>{_text(one.lead)}</strong>" if one.lead else ""
    words = " ".join(part for part in (lead, _text(one.text)) if part)
    notes = "".join(_ref(number, around) for number in one.notes)
    return "\N{NO-BREAK SPACE}".join(part for part in (words, notes) if part)


def _ref(number: int, around: _Around) -> str:
    """The number of a note; a link where the page holds the note."""
    if number not in around.notes:
        return f'<span class="ref">[{number}]</span>'
    name = _plain(_("note {number}", number=number))
    return f'<a class="ref" href="#note-{number}" aria-label="{name}">[{number}]</a>'


def _link(url: str, inner: str) -> str:
    """A link where the address is one of the web; any other address is only shown."""
    shown = _plain(url)
    if _WEB.fullmatch(url):
        return f'<a href="{shown}">{inner or shown}</a>'
    return f"{inner} {shown}".strip()


def _source(text: str, url: str | None) -> str:
    """A source; its words are the link, where it has both words and an address."""
    return _link(url, _text(text)) if url else _text(text)


def _block(block: Block, around: _Around, *, last: bool) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f'<h{level} id="{around.heading}">{_text(text)}</h{level}>\n'
        case Para(text, strong, tone):
            names = ("note" * (tone == "note"), "stamp" * (last and tone == "note"))
            kind = " ".join(name for name in names if name)
            inner = f"<strong>{_text(text)}</strong>" if strong else _text(text)
            yield f'<p class="{kind}">{inner}</p>\n' if kind else f"<p>{inner}</p>\n"
        case Command(text):
            yield f"<p>{_code(text)}</p>\n"
        case Again(text):
            lead = _text(_("This command makes the report again:"))
            yield f'<p class="again">{lead} {_code(text)}</p>\n'
        case Items():
            yield from _items(block, around)
        case Table():
            yield from _table(block, around)
        case Chart():
            yield from _chart(block)
        case Timeline():
            yield from draw(block, _plain)


def _items(block: Items, around: _Around) -> Iterator[str]:
    tag = "ol" if block.numbered else "ul"
    kind = ' class="notes"' if block.notes else ""
    yield f"<{tag}{kind}>\n"
    for number, item in enumerate(block.items, 1):
        if block.notes:
            yield f'<li id="note-{number}">{_note(item, around)}</li>\n'
        else:
            yield from _item(item, around)
    yield f"</{tag}>\n"


def _item(item: Item, around: _Around) -> Iterator[str]:
    """An item, and what stands below it in a list of its own."""
    text = _said(item.text, around)
    below = [_said(one, around) for one in item.below]
    below += [_source(text, url) for text, url in item.sources]
    if not below:
        yield f"<li>{text}</li>\n"
        return
    inner = "".join(f"<li>{one}</li>\n" for one in below)
    yield f"<li><p>{text}</p>\n<ul>\n{inner}</ul>\n</li>\n"


def _note(item: Item, around: _Around) -> str:
    """A note in one piece. Where all it has is an address, its words are the link: read aloud or on
    a phone they say more than the address does. On paper the address follows them."""
    text = _said(item.text, around)
    match item.sources:
        case (("", str(url)),) if not said(item.text).notes:
            return _link(url, text)
    return " ".join((text, *(_source(*source) for source in item.sources)))


def _table(table: Table, around: _Around) -> Iterator[str]:
    """A table with heads for rows and columns, named by its heading. On a phone each row becomes a
    short list, every cell beside its head; the roles keep it a table where a browser would then
    forget that it is one."""
    named = next((at for at in range(len(table.head)) if at not in table.right), 0)
    name = f' aria-labelledby="{around.heading}"' if around.heading else ""
    yield f'<div class="frame">\n<table role="table"{name}>\n'
    heads = "".join(_head(table, at) for at in range(len(table.head)))
    yield f'<thead role="rowgroup">\n<tr role="row">{heads}</tr>\n</thead>\n'
    yield '<tbody role="rowgroup">\n'
    for row in table.rows:
        cells = "".join(
            _row_head(cell) if at == named else _value(table, at, cell)
            for at, cell in enumerate(row)
        )
        yield f'<tr role="row">{cells}</tr>\n'
    yield "</tbody>\n</table>\n</div>\n"


def _side(table: Table, at: int) -> str:
    return ' class="number"' if at in table.right else ""


def _head(table: Table, at: int) -> str:
    text = table.head[at]
    if not text:
        return '<td role="cell"></td>'
    return f'<th scope="col" role="columnheader"{_side(table, at)}>{_text(text)}</th>'


def _row_head(text: str) -> str:
    """The head of a row, set in as far as its text is, by two spaces a step."""
    depth = min((len(text) - len(text.lstrip(" "))) // 2, DEEPEST)
    kind = f' class="in{depth}"' if depth else ""
    return f'<th scope="row" role="rowheader"{kind}>{_text(text.strip())}</th>'


def _value(table: Table, at: int, text: str) -> str:
    head = f' data-head="{_plain(table.head[at])}"'
    return f'<td role="cell"{head}{_side(table, at)}>{_cell(text)}</td>'


def _chart(chart: Chart) -> Iterator[str]:
    """Bars as inline SVG, each below its words. To whoever listens, words and bar are one picture
    that is named by the words, so that nothing is read twice."""
    yield f'<figure aria-label="{_plain(chart.title)}">\n'
    for bar in chart.bars:
        label = p_("before a text", "{lead}:", lead=bar.name)
        yield (
            f'<div class="bar" role="img" aria-label="{_plain(f"{label} {bar.text}")}">\n'
            f"<strong>{_text(bar.name)}</strong> {_text(bar.text)}\n{_drawn(bar, chart)}\n</div>\n"
        )
    caption = _("Bar: the range. Diamond: the score. Letters: where each grade begins.")
    yield f"<figcaption>{_text(caption)}</figcaption>\n</figure>\n"


def _drawn(bar: Bar, chart: Chart) -> str:
    """A bar on a line from 0 to 100. Places along it are percentages, so that it fits any width;
    sizes are in the size of the letters, so that it grows with them."""
    labels, rows = _labels(chart.marks)
    width = bar.high - bar.low
    parts = [
        f'<svg aria-hidden="true" width="100%" height="{1.6 + 1.1 * rows:.1f}em">',
        '<line class="line" x1="0" x2="100%" y1=".75em" y2=".75em"/>',
        *(
            f'<line class="line" x1="{at:g}%" x2="{at:g}%" y1=".1em" y2="1.4em"/>'
            for at in (*(at for at, _name in chart.marks), 100)
        ),
        *labels,
        f'<rect class="range" x="{bar.low:.2f}%" width="{width:.2f}%" y=".4em" height=".7em"/>',
    ]
    if bar.point is not None:
        parts.append(
            f'<svg x="{bar.point:.2f}%" y=".75em" overflow="visible"><rect class="point" x="-.4em" '
            'y="-.4em" width=".8em" height=".8em" transform="rotate(45)"/></svg>'
        )
    return "".join((*parts, "</svg>"))


def _labels(marks: tuple[tuple[float, str], ...]) -> tuple[list[str], int]:
    """The names of the marks below the bar, and in how many rows they stand: one that would touch
    another goes a row lower, one that would leave the page at the right stands left of its mark."""
    texts, ends = [], list[float]()
    for at, text in marks:
        width = len(text) * LETTER + BESIDE
        left = at + width > 100 and at >= width
        start = at - width if left else at
        row = next((row for row, end in enumerate(ends) if end <= start), len(ends))
        ends[row : row + 1] = [start + width]
        side = 'dx="-.25em" text-anchor="end"' if left else 'dx=".25em" text-anchor="start"'
        texts.append(f'<text x="{at:g}%" {side} y="{2.4 + 1.1 * row:.1f}em">{_text(text)}</text>')
    return texts, len(ends)
