"""How far grades hang on choices, as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ..analysis.compare import Place
from ..analysis.robust import Robust, difference
from . import called, grades, numbers
from .language import _
from .scenario_words import label


def rows(result: Robust) -> list[list[str]]:
    """A row for every place under every choice, for its runs, and for every two places."""
    bands = [name for name, _band in result.rubric.ranked_bands]
    head = [
        _("row"),
        _("choice"),
        _("id"),
        _("place"),
        _("other place"),
        _("as of"),
        _("band"),
        _("score"),
        _("lowest"),
        _("highest"),
        _("rank"),
        _("best possible rank"),
        _("worst possible rank"),
        _("points from published"),
        _("% of runs behind"),
        *(_("% of runs {band}", band=name) for name in bands),
    ]
    none = [""] * len(bands)
    found = [head]
    for place in result.places:
        found.append([_("as published"), "", *_row(result, place, place), "", *none])
    for outcome in result.outcomes:
        said = label(result.rubric, outcome.scenario)
        for before, now in zip(result.places, outcome.places, strict=True):
            row = [_("other choice"), f"{outcome.scenario.id}: {said}"]
            found.append([*row, *_row(result, before, now), "", *none])
    places = {place.ref: place for place in result.places}
    return [*found, *_drawn(result, places, len(bands))]


def _row(result: Robust, before: Place, now: Place) -> list[str]:
    one, rank = now.standing, now.overall
    own, point = grades.total(one.rubric, one.tracks, caps=True), one.overall.point
    apart = difference(before, now)
    return [
        one.ref,
        called.standing(now.standing),
        "",
        str(result.as_of),
        "" if point is None else own.band(point),
        "" if point is None else own.bare(point),
        own.bare(one.overall.low),
        own.bare(one.overall.high),
        "" if rank is None else str(rank.rank),
        "" if rank is None else str(rank.best),
        "" if rank is None else str(rank.worst),
        "" if apart is None else f"{'-' if apart < 0 else ''}{own.points(apart)}",
    ]


def _drawn(result: Robust, places: Mapping[str, Place], bands: int) -> Iterator[list[str]]:
    """What came of the runs."""
    draws, date = result.draws, str(result.as_of)
    if isinstance(draws, str):
        return
    names = {ref: called.standing(place.standing) for ref, place in places.items()}
    kinds = ((_("weights drawn"), draws.weights), (_("weights and what is open drawn"), draws.open))
    for name, runs in kinds:
        for ref, run in runs.places.items():
            own = grades.total(result.rubric, places[ref].standing.tracks, caps=True)
            cells = (own.bare(run.low), own.bare(run.high), "", str(run.best), str(run.worst))
            shares = [_percent(share) for _band, share in run.bands]
            yield [name, "", ref, names[ref], "", date, "", "", *cells, "", "", *shares]
    for name, runs in kinds:
        for pair in runs.pairs:
            who = [pair.first, names[pair.first], pair.second, date]
            rest = [""] * 8
            yield [name, "", *who, *rest, _percent(pair.behind), *[""] * bands]


def _percent(share: Fraction) -> str:
    return numbers.bare(share * 100)
