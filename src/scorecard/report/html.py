"""A document as one HTML file: no script, nothing loaded from elsewhere, for screen and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from .document import (
    Bar,
    Block,
    Chart,
    Command,
    Document,
    Heading,
    Items,
    Para,
    Said,
    Table,
    said,
)
from .language import _, p_, spoken
from .text import one_line, visible

_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)
STYLE = """\
:root { color-scheme: light dark; --text: #1b1b1b; --quiet: #555; --page: #fff; --line: #c4c4c4;
  --soft: #f2f2ef; --link: #0b4f8a; --range: #9db8d2; --point: #0b3a66; }
@media (prefers-color-scheme: dark) { :root { --text: #ececec; --quiet: #b4b4b4; --page: #161616;
  --line: #4a4a4a; --soft: #222; --link: #8ec5ff; --range: #3f6486; --point: #cfe6ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .6rem; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; border-bottom: 1px solid var(--line);
  padding-bottom: .2rem; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
p, ul, ol { margin: .6rem 0; }
li { margin: .35rem 0; overflow-wrap: break-word; }
li > ul { margin: .15rem 0 .5rem; }
a { color: var(--link); overflow-wrap: anywhere; }
.note { color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
.ref { font-size: .8rem; vertical-align: super; line-height: 0; }
.ref a { padding: .3rem .15rem; }
code { font: .9rem ui-monospace, Menlo, Consolas, monospace; background: var(--soft);
  padding: .1rem .3rem; overflow-wrap: anywhere; }
.wide { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1rem 0; }
.bar { margin: .5rem 0 .7rem; }
.bar svg { display: block; width: 100%; height: 2.4rem; overflow: visible; }
.bar .line { stroke: var(--line); } .bar .range { fill: var(--range); }
.bar .point { fill: var(--point); } .bar text { fill: var(--quiet); font-size: .75rem; }
figcaption { color: var(--quiet); font-size: .85rem; }
@page { margin: 16mm 15mm; }
@media print {
  :root { --text: #000; --quiet: #333; --page: #fff; --line: #888; --soft: #fff; --link: #000;
    --range: #bbb; --point: #000; }
  body { font-size: 10pt; line-height: 1.35; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 16pt; } h2 { font-size: 12.5pt; margin-top: 14pt; } h3 { font-size: 11pt; }
  h1, h2, h3 { break-after: avoid; }
  tr, figure, .bar { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  a { text-decoration: none; }
  .brief h2 { margin-top: 9pt; } .brief p, .brief ul, .brief ol { margin: 3pt 0; }
  .brief li { margin: 1pt 0; } .brief { font-size: 9.5pt; line-height: 1.25; }
  .brief figure, .brief .wide { margin: 3pt 0; } .brief .bar { margin: 2pt 0; }
}
"""


def write(document: Document, *, brief: bool = False) -> str:
    """The document as a page of its own, ending in a newline. Its title is its first heading; its
    language is the one in force."""
    title = next((block.text for block in document if isinstance(block, Heading)), "scorecard")
    body = "".join(part for number, block in enumerate(document) for part in _block(block, number))
    kind = ' class="brief"' if brief else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(spoken())}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n"
        f"<body>\n<main{kind}>\n{body}</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    """A text that a browser shows as it is."""
    return escape(visible(text))


def _said(text: str | Said) -> str:
    """A text with what stands out before it, and links to its notes."""
    one = said(text)
    lead = f"<strong>{_text(one.lead)}</strong>" if one.lead else ""
    notes = " ".join(
        f'<span class="ref"><a href="#note-{number}" aria-label="'
        f'{_text(_("note {number}", number=number))}">[{number}]</a></span>'
        for number in one.notes
    )
    return " ".join(part for part in (lead, _text(one.text), notes) if part)


def _source(text: str, url: str | None) -> str:
    """A source, with a link where its address is one of the web."""
    if not url:
        return _text(text)
    shown = _text(url)
    if _WEB.fullmatch(url):
        shown = f'<a href="{shown}" rel="noreferrer">{shown}</a>'
    return f"{_text(text)} {shown}".strip()


def _block(block: Block, number: int) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"<h{level}>{_text(text)}</h{level}>\n"
        case Para(text, strong, tone):
            kind = ' class="note"' if tone == "note" else ""
            inner = f"<strong>{_text(text)}</strong>" if strong else _text(text)
            yield f"<p{kind}>{inner}</p>\n"
        case Command(text):
            yield f"<p><code>{_text(one_line(text))}</code></p>\n"
        case Items():
            yield from _items(block)
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block, number)


def _items(block: Items) -> Iterator[str]:
    tag = "ol" if block.numbered else "ul"
    yield f"<{tag}>\n"
    for number, item in enumerate(block.items, 1):
        address = f' id="note-{number}"' if block.notes else ""
        sources = [_source(text, url) for text, url in item.sources]
        text = _said(item.text)
        if block.notes:
            text, sources = " ".join((text, *sources)), []
        yield f"<li{address}>{text}"
        below = [*(_said(one) for one in item.below), *sources]
        if below:
            yield "\n<ul>\n" + "".join(f"<li>{one}</li>\n" for one in below) + "</ul>\n"
        yield "</li>\n"
    yield f"</{tag}>\n"


def _table(table: Table) -> Iterator[str]:
    """A table with heads for rows and columns, in a frame that scrolls where it is too wide."""
    side = [' class="number"' if at in table.right else "" for at in range(len(table.head))]
    heads = "".join(
        f'<th scope="col"{side[at]}>{_text(cell)}</th>' if cell else "<td></td>"
        for at, cell in enumerate(table.head)
    )
    name = _text(_("Table: {heads}", heads=", ".join(cell for cell in table.head if cell)))
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{name}">\n<table>\n'
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    named = next((at for at in range(len(table.head)) if at not in table.right), 0)
    for row in table.rows:
        cells = "".join(
            f'<th scope="row">{_text(cell)}</th>' if at == named
            else f"<td{side[at]}>{_text(cell)}</td>"
            for at, cell in enumerate(row)
        )  # fmt: skip
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _chart(chart: Chart, number: int) -> Iterator[str]:
    """Bars as inline SVG, each named in words; the words say all that the drawing does."""
    yield f'<figure aria-label="{_text(chart.title)}">\n'
    for bar in chart.bars:
        label = p_("before a text", "{lead}:", lead=bar.name) + f" {bar.text}"
        yield f'<div class="bar">{_text(bar.name)}\n'
        yield f'<svg role="img" aria-label="{_text(label)}">{_drawn(bar, chart)}</svg></div>\n'
    caption = _("Bar: the range. Diamond: the score. Letters: where each grade begins.")
    yield f"<figcaption>{_text(caption)}</figcaption>\n</figure>\n"


def _drawn(bar: Bar, chart: Chart) -> str:
    """A bar on a line from 0 to 100; places along it are percentages, so that it fits any width."""
    parts = ['<line class="line" x1="0" x2="100%" y1="12" y2="12" stroke-width="1"/>']
    for at, name in chart.marks:
        parts.append(f'<line class="line" x1="{at:g}%" x2="{at:g}%" y1="3" y2="21"/>')
        parts.append(f'<text x="{at:g}%" dx="3" y="33">{_text(name)} {at:g}</text>')
    width = bar.high - bar.low
    parts.append(
        f'<rect class="range" x="{bar.low:.2f}%" width="{width:.2f}%" y="7" height="10" rx="2"/>'
    )
    if bar.point is not None:
        parts.append(
            f'<svg x="{bar.point:.2f}%" overflow="visible">'
            '<path class="point" d="M0 2 L7 12 L0 22 L-7 12 Z"/></svg>'
        )
    return "".join(parts)
