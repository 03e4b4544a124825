"""Runs drawn by chance, in words and tables."""

from __future__ import annotations

from fractions import Fraction

from ..analysis.robust import Robust
from ..analysis.runs import Draws, Missing, Run, Runs
from ..model.result import Standing
from . import called, grades, numbers, words
from .document import Block, Heading, Para, Table
from .grades import Grades
from .language import N_, _, n_

MOST_PAIRS = 10
_MISSING: dict[Missing, str] = {
    "no-means": N_(
        "Nothing is drawn by chance: this rubric is not added up by weighted means throughout."
    ),
    "nobody": N_(
        "Nothing is drawn by chance: too little is shown for an overall grade, and most of it "
        "would be made up."
    ),
}


def by_chance(result: Robust) -> list[Block]:
    draws = result.draws
    if draws == "not-asked":
        return []
    blocks: list[Block] = [Heading(_("By chance"))]
    if isinstance(draws, str):
        return [*blocks, Para(_(_MISSING[draws]))]
    if len(result.cards) == 1:
        return [*blocks, *drawn(result, 0)]
    return [
        *blocks,
        Para(_on_runs(draws)),
        *(block for runs in (draws.weights, draws.open) for block in _runs(result, draws, runs)),
        *_pairs(result, draws),
        *_not_drawn(result),
        Para(_on_reading(draws), tone="note"),
    ]


def _on_runs(draws: Draws) -> str:
    """What is drawn, and from where to where."""
    return _(
        "{runs} runs (seed {seed}). In each, every weight of a component and of a question is "
        "drawn from {percent} % under to {percent} % over the published one. With what is open, "
        "what nobody has shown falls anywhere on its scale too, and what is known as a range "
        "anywhere in it; caps go by the level nearest to what was drawn. The mix of the tracks "
        "stays.",
        runs=numbers.whole(draws.chance.runs),
        seed=draws.chance.seed,
        percent=numbers.decimal(draws.chance.within * 100),
    )


def _on_reading(draws: Draws) -> str:
    """How runs are to be read."""
    return _(
        "Nine in ten runs lie between the two ends given. Nobody knows where unknown answers lie: "
        "drawn evenly, they pull towards the middle of the scale and away from the published "
        "grade, which rests on what is known, and many of them even each other out. The range of "
        "a grade says what is possible; runs do not narrow it."
    )


def drawn(result: Robust, at: int) -> list[Block]:
    """The runs of one place; nothing where it was not drawn."""
    ref, draws = result.places[at].ref, result.draws
    if isinstance(draws, str) or ref not in draws.open.places:
        return []
    kinds = (
        (_("Weights alone"), draws.weights),
        (_("Weights, and what is open"), draws.open),
    )
    own = of_overall(result.places[at].standing)
    rows = tuple(
        (name, own.range(runs.places[ref].low, runs.places[ref].high), *_bands(runs.places[ref]))
        for name, runs in kinds
    )
    names = tuple(name for name, _share in draws.open.places[ref].bands)
    head = (_("Drawn"), _("Nine in ten runs"), *names)
    return [
        Para(_on_runs(draws)),
        Table(head, rows, right=tuple(range(2, len(head)))),
        Para(_on_reading(draws), tone="note"),
    ]


def _runs(result: Robust, draws: Draws, runs: Runs) -> list[Block]:
    """The runs of many places, in the order of their grades."""
    places = {place.ref: place for place in result.places}
    several = len(runs.places) > 1
    rows = []
    names: tuple[str, ...] = ()
    for ref, run in runs.places.items():
        names = tuple(name for name, _share in run.bands)
        one = places[ref].standing
        own = of_overall(one)
        ranks = (between(run.best, run.worst),) if several else ()
        rows.append((called.standing(one), own.range(run.low, run.high), *ranks, *_bands(run)))
    ranked = (_("Ranks"),) if several else ()
    head = (_("Place"), _("Nine in ten runs"), *ranked, *names)
    title = _("Weights alone") if runs is draws.weights else _("Weights, and what is open")
    return [Heading(title, 3), Table(head, tuple(rows), right=tuple(range(2, len(head))))]


def _bands(run: Run) -> tuple[str, ...]:
    """The share of runs in each band."""
    return tuple(_share(share) for _name, share in run.bands)


def _share(share: Fraction) -> str:
    """A share of runs, never seeming to be none, or all, where it is not."""
    if 0 < share < Fraction(1, 200):
        return _("under 1 %")
    return _("{number} %", number=numbers.percent(share))


def _pairs(result: Robust, draws: Draws) -> list[Block]:
    """How often two places change places, those first that do so most. Two that are level as
    published have no places to change."""
    names = {place.ref: called.standing(place.standing) for place in result.places}
    both = zip(draws.weights.pairs, draws.open.pairs, strict=True)
    apart = [(one, other) for one, other in both if not one.tied]
    found = [(one, other) for one, other in apart if one.behind or other.behind]
    if not found:
        return [Para(_("No two places change places in any run."))] if apart else []
    found.sort(key=lambda pair: (-pair[1].behind, -pair[0].behind))
    head = (_("Ahead"), _("Behind"), _("Weights alone"), _("With what is open"))
    rows = tuple(
        (names[one.first], names[one.second], _share(one.behind), _share(other.behind))
        for one, other in found[:MOST_PAIRS]
    )
    blocks: list[Block] = [
        Heading(_("Who changes places"), 3),
        Para(_("In what share of runs two places stand the other way round than published.")),
        Table(head, rows, right=(2, 3)),
    ]
    if len(found) > MOST_PAIRS:
        more = n_(
            "And 1 more pair; --format csv lists them all.",
            "And {number} more pairs; --format csv lists them all.",
            len(found) - MOST_PAIRS,
        )
        blocks.append(Para(more))
    return blocks


def _not_drawn(result: Robust) -> list[Block]:
    left = [place for place in result.places if place.overall is None]
    if not left:
        return []
    text = _(
        "Not drawn, since the overall is withheld and most of it would be made up: {names}.",
        names=words.listed(called.standing(place.standing) for place in left),
    )
    return [Para(text)]


def of_overall(one: Standing) -> Grades:
    """The words for the overall of a place."""
    return grades.total(one.rubric, one.tracks, caps=True)


def between(first: int, last: int) -> str:
    return str(first) if first == last else numbers.span(str(first), str(last))
