"""Places side by side as a document: ranked on paper, in practice and overall, and who does each
component best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from ..analysis.compare import Best, Place, answered, best
from ..analysis.ranks import Rank
from ..model.result import Finding, Scorecard
from ..model.rubric import Rubric, Track
from . import numbers, words
from .document import Block, Chart, Document, Heading, Item, Items, Para, Said, Table
from .grade_view import View
from .language import _, n_

MOST_EARNED = 2
"""What earns a place its first rank is shown by so many findings a component."""


class Column:
    """One ranking: its name, and how to read a place in it."""

    def __init__(
        self,
        title: str,
        rank: Callable[[Place], Rank | None],
        ends: Callable[[Scorecard], tuple[Fraction | None, Fraction, Fraction]],
        track: Track | None,
    ) -> None:
        self.title, self.rank, self.ends, self.track = title, rank, ends, track


def columns(rubric: Rubric) -> list[Column]:
    """Each track, and the overall where there is more than one."""

    def on(track: Track) -> Column:
        def ends(card: Scorecard) -> tuple[Fraction | None, Fraction, Fraction]:
            found = card.track(track)
            if found is None:
                return None, Fraction(0), Fraction(1)
            return found.score.point, found.score.low, found.score.high

        return Column(words.track_name(track), lambda place: place.tracks[track], ends, track)

    found = [on(track) for track in rubric.tracks]
    overall = Column(
        _("Overall"),
        lambda place: place.overall,
        lambda card: (card.overall.point, card.overall.low, card.overall.high),
        None,
    )
    return found if len(found) == 1 else [*found, overall]


def document(places: Sequence[Place], notes: tuple[str, ...] = ()) -> Document:
    """The comparison as a document. All places were graded by one rubric as of one date."""
    cards = [place.card for place in places]
    first = cards[0]
    blocks: list[Block] = [
        Heading(
            n_("1 place compared", "{number} places compared", len(cards)),
            1,
        ),
        Para(f"{words.edition(first.rubric)} {words.as_of(first.as_of, first.fresh)}"),
        *(Para(_("Note: {note}", note=note), tone="note") for note in notes),
        Para(_on_ranks()),
    ]
    for column in columns(first.rubric):
        blocks += _ranking(places, column)
    blocks += _components(cards)
    blocks += _who_is_best(cards)
    files = (file for card in cards for file in card.files())
    return (*blocks, Para(words.stamp(first.program, files), tone="note"))


def _on_ranks() -> str:
    return _(
        "Each rank is among the places that are not withheld there; ties share the better one. "
        "Unknown is not zero: it widens the range, and where ranges overlap the order may be "
        'otherwise. "May be" gives the best and the worst rank that the ranges allow.'
    )


def ordered(places: Sequence[Place], column: Column) -> list[Place]:
    """The places of a ranking, the best first, and then those withheld, by name."""

    def order(place: Place) -> tuple[bool, int, str]:
        rank = column.rank(place)
        return rank is None, 0 if rank is None else rank.rank, place.card.place.name

    return sorted(places, key=order)


def apart(places: Sequence[Place], column: Column) -> set[str]:
    """Grades that look alike in whole numbers and are not."""
    points: dict[str, set[Fraction]] = {}
    for place in places:
        point = column.ends(place.card)[0]
        if column.rank(place) is not None and point is not None:
            grade = View(place.card, full=False).graded(point, overall=column.track is None)
            points.setdefault(grade, set()).add(point)
    return {grade for grade, exact in points.items() if len(exact) > 1}


def may_be(rank: Rank) -> str:
    """The ranks that the ranges leave possible."""
    if rank.best == rank.worst:
        return str(rank.best)
    return words.span(str(rank.best), str(rank.worst))


def _ranking(places: Sequence[Place], column: Column) -> list[Block]:
    rows, bars = [], []
    overall = column.track is None
    head = [_("Rank"), _("May be"), _("Place"), _("Grade"), _("Range")]
    head += [_("Capped at")] if overall else [_("Answered"), _("Last known")]
    unlike = apart(places, column)
    for place in ordered(places, column):
        view, rank = View(place.card, full=False), column.rank(place)
        point, low, high = column.ends(place.card)
        grade = _("withheld")
        if rank is not None and point is not None:
            grade = view.graded(point, overall=overall)
            if grade in unlike:
                grade = f"{view.band(point)} {numbers.cut(point * 100)}".strip()
            grade = words.provisional(grade, _provisional(place.card, column.track))
        rows.append(
            (
                "-" if rank is None else str(rank.rank),
                "-" if rank is None else may_be(rank),
                view.name(),
                grade,
                view.range(low, high, overall=overall),
                *_percent_signs(column, _last_figures(place.card, column.track, view)),
            )
        )
        drawn = None if rank is None else point
        bars.append(view.bar(view.name(), grade, drawn, (low, high), overall=overall))
    chart = Chart(column.title, tuple(bars), words.band_marks(places[0].card.rubric))
    right = (0, 1, *range(4, len(head)))
    table = Table(tuple(head), tuple(rows), right=right)
    return [Heading(column.title), chart, table, *_unsettled(places, column)]


def _unsettled(places: Sequence[Place], column: Column) -> list[Block]:
    """Where every place may have every rank, that is said."""
    found = [rank for place in places if (rank := column.rank(place)) is not None]
    if len(found) < 2 or any((rank.best, rank.worst) != (1, len(found)) for rank in found):
        return []
    return [Para(_("All of these ranges overlap: what is known does not settle the order."))]


def _provisional(card: Scorecard, track: Track | None) -> bool:
    if track is None:
        return card.overall.provisional
    found = card.track(track)
    return found is not None and found.provisional


def _last_figures(card: Scorecard, track: Track | None, view: View) -> tuple[str, ...]:
    """How much is answered, and how much of that is last known, in percent; for the overall the cap
    that holds, empty where none does."""
    if track is None:
        fired = [gate.gate.cap for gate in card.gates if gate.fired]
        return (numbers.decimal(min(fired)) if fired else "",)
    found = card.track(track)
    coverage = Fraction(0) if found is None else found.score.coverage
    old = Fraction(0) if found is None else found.last_known
    return view.answered(coverage), numbers.percent(old)


def _percent_signs(column: Column, figures: tuple[str, ...]) -> tuple[str, ...]:
    """Figures as the cells of a ranking."""
    if column.track is None:
        return tuple(figure or "-" for figure in figures)
    return tuple(_("{number} %", number=figure) for figure in figures)


def _components(cards: Sequence[Scorecard]) -> list[Block]:
    """Places in rows and components in columns, one table a track."""
    rubric = cards[0].rubric
    titles = tuple(component.title for component in rubric.components.values())
    short = tuple(str(number) for number in range(1, len(titles) + 1))
    views = [View(card, full=False) for card in cards]
    blocks: list[Block] = [Heading(_("Components"))]
    for track in rubric.tracks:
        rows = tuple(
            (view.name(), *(_cell(view, at, track) for at in range(len(titles)))) for view in views
        )
        if len(rubric.tracks) > 1:
            blocks.append(Heading(words.track_name(track), 3))
        blocks.append(Table((_("Place"), *titles), rows, short=(_("Place"), *short)))
    legend = _(
        "With an asterisk where less is answered than a grade needs. A dash where nothing is shown."
    )
    return [*blocks, Para(legend, tone="note")]


def _cell(view: View, at: int, track: Track) -> str:
    components = view.card.components
    score = components[at].on(track) if at < len(components) else None
    if score is None or score.point is None:
        return "-"
    grade = view.graded(score.point)
    return grade if answered(view.card, score) else f"{grade}*"


def _who_is_best(cards: Sequence[Scorecard]) -> list[Block]:
    """The first of each component and track, and what earns it."""
    if len(cards) < 2:
        return []
    items = tuple(_best(one) for one in best(cards))
    if not items:
        return []
    lead = _(
        "Among the places that answer enough of the component to be graded on it, where the best "
        "is above the lowest grade; below each, the rules and findings that earn it most."
    )
    return [Heading(_("Who does it best, and by what")), Para(lead), Items(items)]


def _best(one: Best) -> Item:
    card = one.places[0]
    names = words.listed(View(each, full=False).name() for each in one.places)
    grade = View(card, full=False).graded(one.score.point or Fraction(0))
    title = card.rubric.components[one.component].title
    lead = title
    if len(card.rubric.tracks) > 1:
        lead = _("{title}, {side}", title=title, side=words.side(one.track))
    below = []
    for place, findings in zip(one.places, one.earned, strict=True):
        below += [
            by_what(place, finding, len(one.places) > 1) for finding in findings[:MOST_EARNED]
        ]
    text = _("{names}, {grade}", names=names, grade=grade)
    if one.running == 1:
        text = _("only {names} answers enough of it: {grade}", names=names, grade=grade)
    return Item(Said(text, lead=words.lead(lead)), tuple(below))


def by_what(card: Scorecard, finding: Finding, named: bool) -> str:
    """The fact that earns a finding: an instrument, an account or what was seen."""
    stands = finding.stands
    assert stands is not None
    reading = stands.standing[0]
    parts = {
        "id": finding.criterion,
        "level": stands.level,
        "claim": card.place.fact(reading.fact)[0].claim,
        "source": words.source(card, reading.fact),
    }
    text = _("{id}, level {level}: {claim} [{source}]", **parts)
    remarks = words.remarks(card, finding)
    if remarks:
        text = _("{id}, level {level} ({remarks}): {claim} [{source}]", remarks=remarks, **parts)
    return _("{name}: {text}", name=card.place.name, text=text) if named else text


# ---------------------------------------------------------------- as rows


def rows(places: Sequence[Place]) -> list[list[str]]:
    """The comparison as a table of its own: a row a place, every figure in a cell."""
    rubric = places[0].card.rubric
    head = [_("id"), _("place"), _("as of")]
    kinds = columns(rubric)
    for column in kinds:
        head += [
            _("{track}: {what}", track=column.title, what=what)
            for what in (
                _("rank"),
                _("best possible rank"),
                _("worst possible rank"),
                _("band"),
                _("score"),
                _("lowest"),
                _("highest"),
                *(
                    (_("answered %"), _("last known %"), _("provisional"))
                    if column.track
                    else (_("capped at"), _("provisional"))
                ),
            )
        ]
    titles = [component.title for component in rubric.components.values()]
    head += [
        _("{track}: {what}", track=words.track_name(track), what=title)
        for track in rubric.tracks
        for title in titles
    ]
    return [head, *(_row(place, kinds) for place in places)]


def _row(place: Place, kinds: list[Column]) -> list[str]:
    card, view = place.card, View(place.card, full=False)
    cells = [place.ref, view.name(), str(card.as_of)]
    for column in kinds:
        rank, (point, low, high) = column.rank(place), column.ends(card)
        overall = column.track is None
        standing = [""] * 5
        if rank is not None and point is not None:
            standing = [str(one) for one in rank]
            standing += [view.band(point), view.shown(point, overall=overall)]
        provisional = rank is not None and _provisional(card, column.track)
        cells += [
            *standing,
            view.shown(low, overall=overall),
            view.shown(high, overall=overall),
            *_last_figures(card, column.track, view),
            _("yes") if provisional else "",
        ]
    for track in card.rubric.tracks:
        for component in card.components:
            score = component.on(track)
            enough = score is not None and answered(card, score)
            cells.append(view.shown(score.point) if enough else "")  # type: ignore[union-attr,arg-type]
    return cells
