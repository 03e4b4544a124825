"""Scores over time as inline SVG. Places along the line of time are percentages, so that it fits
any width; heights are in the size of the letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from .document import Marks, Run, Series, Timeline
from .language import _, p_

STYLE = """\
.grid { stroke: var(--line); } .band { fill: var(--range); fill-opacity: .6; }
.step { stroke: var(--point); stroke-width: 2.5; stroke-linecap: square; }
.bar .letter { fill: var(--text); font-weight: 600; }
@media (forced-colors: active) {
  .grid, .step { stroke: CanvasText; } .band { fill: GrayText; } .bar .letter { fill: CanvasText; }
}
"""
TOP, HEIGHT = 0.6, 7.5
"""Where 100 lies, and how far below it 0 does."""
LATE = 90
"""From where on a year is written to the left of its beginning."""
Escape = Callable[[str], str]


def draw(timeline: Timeline, escape: Escape) -> Iterator[str]:
    """A panel for each score, and one for each kind of mark, each below its words. To whoever
    listens, words and panel are one picture that is named by the words."""
    yield f'<figure aria-label="{escape(timeline.title)}">\n'
    for series in timeline.series:
        yield from _named(series.name, series.text, _panel(series, timeline, escape), escape)
    for marks in timeline.marks:
        days = ", ".join(dict.fromkeys(when for _place, when in marks.places))
        yield from _named(marks.name, days, _marked(marks), escape)
    caption = _(
        "Line: the score, which holds until the next change; none where it is withheld. Band: the "
        "range. Letters: where each grade begins."
    )
    yield f"<figcaption>{escape(caption)}</figcaption>\n</figure>\n"


def _named(name: str, text: str, drawn: str, escape: Escape) -> Iterator[str]:
    label = p_("before a text", "{lead}:", lead=name)
    yield (
        f'<div class="bar" role="img" aria-label="{escape(f"{label} {text}")}">\n'
        f"<strong>{escape(name)}</strong> {escape(text)}\n{drawn}\n</div>\n"
    )


def _panel(series: Series, timeline: Timeline, escape: Escape) -> str:
    """One score: the grades and the years as a grid, the range as a band, the score as steps."""
    foot = TOP + HEIGHT
    parts = [f'<svg aria-hidden="true" width="100%" height="{foot + 1.6:.1f}em">']
    parts += [_line("grid", 0, 100, _y(at), _y(at)) for at, _name in timeline.grades]
    for at, year in timeline.years:
        parts.append(_line("grid", at, at, TOP, foot))
        side = ' text-anchor="end"' if at > LATE else ""
        parts.append(f'<text x="{at:.2f}%"{side} y="{foot + 1.2:.2f}em">{escape(year)}</text>')
    parts += [_band(run) for run in series.runs]
    for at, name in timeline.grades:
        parts.append(f'<text x=".2em" y="{_y(at) - 0.15:.2f}em">{escape(name)}</text>')
    parts += _steps(series.runs)
    return "".join((*parts, "</svg>"))


def _y(value: float) -> float:
    """How far down a score lies."""
    return TOP + (1 - value / 100) * HEIGHT


def _line(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:.2f}%" x2="{x2:.2f}%" y1="{y1:.2f}em" y2="{y2:.2f}em"/>'


def _band(run: Run) -> str:
    top, height = _y(run.high), _y(run.low) - _y(run.high)
    return (
        f'<rect class="band" x="{run.start:.2f}%" width="{run.end - run.start:.2f}%" '
        f'y="{top:.2f}em" height="{height:.2f}em"/>'
    )


def _steps(runs: tuple[Run, ...]) -> Iterator[str]:
    """A line as long as each score holds, and one up or down to the next."""
    for run in runs:
        if run.point is not None:
            yield _line("step", run.start, run.end, _y(run.point), _y(run.point))
    for run, after in pairwise(runs):
        if run.point is not None and after.point is not None:
            yield _line("step", run.end, run.end, _y(run.point), _y(after.point))


def _marked(marks: Marks) -> str:
    """The letter of a kind of mark wherever one lies."""
    letters = "".join(
        f'<text class="letter" x="{place:.2f}%" y="1em" text-anchor="middle">{marks.letter}</text>'
        for place in dict.fromkeys(place for place, _when in marks.places)
    )
    return f'<svg aria-hidden="true" width="100%" height="1.4em">{letters}</svg>'
