"""Places side by side as a document: ranked on paper, in practice and overall, and who does each
component best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from ..analysis.compare import Best, Comparison, Place, answered
from ..analysis.ranks import Rank
from ..model.result import Finding, Score, Scorecard, Standing
from ..model.rubric import Rubric, Track
from . import answers, called, frame, grades, numbers, words
from .document import Block, Document, Heading, Item, Items, Para, Said, Table
from .grades import Grades
from .language import _, n_

MOST_EARNED = 2
"""What earns a place its first rank is shown by so many findings a component."""


Told = tuple[Grades, Score, Fraction]


class Column:
    """One ranking: its name, and how to read a place in it. `track` is the track whose evidence it
    rests on, None where it mixes two; `overall` says that caps limit it."""

    def __init__(
        self,
        title: str,
        rank: Callable[[Place], Rank | None],
        ends: Callable[[Standing], tuple[Fraction | None, Fraction, Fraction]],
        track: Track | None,
        *,
        overall: bool,
    ) -> None:
        self.title, self.rank, self.ends = title, rank, ends
        self.track, self.overall = track, overall

    def grades(self, one: Standing) -> Grades:
        """The words for its shares."""
        return grades.total(one.rubric, one.tracks, caps=self.overall)


def columns(rubric: Rubric) -> list[Column]:
    """Each track, and the overall; of a rubric with one track the overall alone."""

    def on(track: Track) -> Column:
        def ends(one: Standing) -> tuple[Fraction | None, Fraction, Fraction]:
            found = one.track(track)
            if found is None:
                return None, Fraction(0), Fraction(1)
            return found.score.point, found.score.low, found.score.high

        name = words.track_name(rubric, track)
        return Column(name, lambda place: place.tracks[track], ends, track, overall=False)

    overall = Column(
        _("Overall"),
        lambda place: place.overall,
        lambda one: (one.overall.point, one.overall.low, one.overall.high),
        next(iter(rubric.tracks)) if rubric.one_track else None,
        overall=True,
    )
    return [overall] if rubric.one_track else [*(on(track) for track in rubric.tracks), overall]


def document(compared: Comparison, notes: tuple[str, ...] = ()) -> Document:
    """The comparison as a document."""
    rubric, places = compared.rubric, compared.places
    blocks: list[Block] = [
        Heading(
            n_("1 place compared", "{number} places compared", len(places)),
            1,
        ),
        frame.edition(rubric, compared.as_of, compared.fresh),
        *frame.notes(notes),
        Para(_on_ranks(places)),
    ]
    for column in columns(rubric):
        blocks += _ranking(places, column)
    blocks += _components(rubric, places)
    blocks += _who_is_best(compared)
    return (*blocks, frame.stamp(compared.program, compared.files))


def _on_ranks(places: Sequence[Place]) -> str:
    said = _(
        "Each rank is among the places that are not withheld there; ties share the better one. "
        "Unknown is not zero: it widens the range, and where ranges overlap the order may be "
        'otherwise. "May be" gives the best and the worst rank that the ranges allow.'
    )
    wholes = {track.score.whole for place in places for track in place.standing.tracks}
    if places and places[0].standing.rubric.in_points and len(wholes) > 1:
        more = _("Not all can have as many points: they are ranked by their share of their own.")
        return f"{said} {more}"
    return said


def ordered(places: Sequence[Place], column: Column) -> list[Place]:
    """The places of a ranking, the best first, and then those withheld, by name."""

    def order(place: Place) -> tuple[bool, int, str]:
        rank = column.rank(place)
        return rank is None, 0 if rank is None else rank.rank, place.standing.name

    return sorted(places, key=order)


def apart(places: Sequence[Place], column: Column) -> set[str]:
    """Grades that look alike as they are shown, and are not."""
    points: dict[str, set[Fraction]] = {}
    for place in places:
        point = column.ends(place.standing)[0]
        if column.rank(place) is not None and point is not None:
            grade = column.grades(place.standing).graded(point)
            points.setdefault(grade, set()).add(point)
    return {grade for grade, exact in points.items() if len(exact) > 1}


def may_be(rank: Rank) -> str:
    """The ranks that the ranges leave possible."""
    if rank.best == rank.worst:
        return str(rank.best)
    return numbers.span(str(rank.best), str(rank.worst))


def _ranking(places: Sequence[Place], column: Column) -> list[Block]:
    rows, rubric = [], places[0].standing.rubric
    head = [_("Rank"), _("May be"), _("Place"), _("Grade"), _("Range")]
    besides = _beside(rubric, column)
    head += [beside.title for beside in besides]
    unlike = apart(places, column)
    for place in ordered(places, column):
        one, rank = place.standing, column.rank(place)
        own = column.grades(one)
        point, low, high = column.ends(one)
        grade = _("withheld")
        if rank is not None and point is not None:
            grade = own.graded(point)
            if grade in unlike:
                grade = own.finely(point)
            grade = words.provisional(grade, _provisional(one, column))
        rows.append(
            (
                "-" if rank is None else str(rank.rank),
                "-" if rank is None else may_be(rank),
                called.standing(one),
                grade,
                own.range(low, high),
                *(beside.cell(one) for beside in besides),
            )
        )
    right = (0, 1, *range(4, len(head)))
    table = Table(tuple(head), tuple(rows), right=right)
    return [Heading(column.title), table, *_unsettled(places, column)]


def _unsettled(places: Sequence[Place], column: Column) -> list[Block]:
    """Where every place may have every rank, that is said."""
    found = [rank for place in places if (rank := column.rank(place)) is not None]
    if len(found) < 2 or any((rank.best, rank.worst) != (1, len(found)) for rank in found):
        return []
    return [Para(_("All of these ranges overlap: what is known does not settle the order."))]


def _provisional(one: Standing, column: Column) -> bool:
    if column.overall or column.track is None:
        return one.overall.provisional
    found = one.track(column.track)
    return found is not None and found.provisional


class Beside(NamedTuple):
    """What is told of a ranking beside its scores: the head of a table and of rows, and the figure
    of a place, without its sign; empty where there is none."""

    title: str
    short: str
    figure: Callable[[Standing], str]
    signed: bool = True

    def cell(self, one: Standing) -> str:
        """The figure in a table."""
        figure = self.figure(one)
        return _("{number} %", number=figure) if self.signed else figure or "-"


def _beside(rubric: Rubric, column: Column) -> list[Beside]:
    """How much is answered, how much of that is last known, and the cap that holds."""
    limits, places = numbers.needs(rubric), 2 if rubric.in_points else 1

    def coverage(one: Standing) -> str:
        track = one.track(column.track) if column.track is not None else None
        return numbers.percent(Fraction(0) if track is None else track.score.coverage, limits)

    def last_known(one: Standing) -> str:
        track = one.track(column.track) if column.track is not None else None
        return numbers.percent(Fraction(0) if track is None else track.last_known)

    def cap(one: Standing) -> str:
        return "" if one.cap is None else numbers.decimal(one.cap, places)

    found = []
    if column.track is not None:
        found.append(Beside(_("Answered"), _("answered %"), coverage))
        if words.ages(rubric):
            found.append(Beside(_("Last known"), _("last known %"), last_known))
    if column.overall and (rubric.gates or column.track is None):
        found.append(Beside(_("Capped at"), _("capped at"), cap, signed=False))
    return found


def _components(rubric: Rubric, places: Sequence[Place]) -> list[Block]:
    """Places in rows and components in columns, one table a track."""
    titles = tuple(component.title for component in rubric.components.values())
    short = tuple(str(number) for number in range(1, len(titles) + 1))
    standings = [place.standing for place in places]
    blocks: list[Block] = [Heading(_("Components"))]
    for track in rubric.tracks:
        rows = tuple(
            (
                called.standing(one),
                *(_cell(one, found) for found in _of_components(one, track)),
            )
            for one in standings
        )
        if not rubric.one_track:
            blocks.append(Heading(words.track_name(rubric, track), 3))
        blocks.append(Table((_("Place"), *titles), rows, short=(_("Place"), *short)))
    tables = [block for block in blocks if isinstance(block, Table)]
    cells = {cell for table in tables for row in table.rows for cell in row[1:]}
    legend = []
    if any(cell.endswith("*") for cell in cells):
        legend.append(_("With an asterisk where less is answered than a grade needs."))
    if "-" in cells:
        legend.append(_("A dash where nothing is shown."))
    return [*blocks, Para(" ".join(legend), tone="note")] if legend else blocks


def _cell(one: Standing, found: Told | None) -> str:
    if found is None:
        return "-"
    own, score, point = found
    grade = own.graded(point)
    return grade if own.unit.told == "added" or answered(one.rubric, score) else f"{grade}*"


def _of_components(one: Standing, track: Track) -> Iterator[Told | None]:
    """The words for every component of a place, its score, and what it amounts to; None where
    nothing is shown of it."""
    rubric, above = one.rubric, grades.total(one.rubric, one.tracks)
    scores = {component.id: component.on(track) for component in one.components}
    for name, rule in rubric.components.items():
        score = scores.get(name)
        own = None if score is None else grades.component(rubric, above, rule, score)
        point = None if own is None or score is None else own.unit.point(score)
        yield None if own is None or score is None or point is None else (own, score, point)


def _who_is_best(compared: Comparison) -> list[Block]:
    """The first of each component and track, and what earns it."""
    if len(compared.places) < 2:
        return []
    items = tuple(_best(one) for one in compared.best)
    if not items:
        return []
    lead = _(
        "Among the places that answer enough of the component to be graded on it, where the best "
        "is above the lowest grade; below each, the rules and findings that earn it most."
    )
    return [Heading(_("Who does it best, and by what")), Para(lead), Items(items)]


def _best(one: Best) -> Item:
    card = one.places[0]
    said = [called.place(each.place) for each in one.places]
    more = len(one.refs) - len(said)
    if more:
        said.append(n_("{number} more", "{number} more", more))
    names = words.listed(said)
    rubric, rule = card.rubric, card.rubric.components[one.component]
    own = grades.component(rubric, grades.total(rubric, card.tracks), rule, one.score)
    grade = own.graded(one.score.point or Fraction(0))
    lead = words.on(rubric, one.track, rule.title)
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
        "answer": answers.answered(card, finding, stands),
        "claim": card.place.fact(reading.fact)[0].claim,
        "source": words.source(card, reading.fact),
    }
    text = _("{id}, {answer}: {claim} [{source}]", **parts)
    remarks = words.remarks(card, finding)
    if remarks:
        text = _("{id}, {answer} ({remarks}): {claim} [{source}]", remarks=remarks, **parts)
    return _("{name}: {text}", name=card.place.name, text=text) if named else text


# ---------------------------------------------------------------- as rows


def rows(compared: Comparison) -> list[list[str]]:
    """The comparison as a table of its own: a row a place, every figure in a cell."""
    rubric, date = compared.rubric, str(compared.as_of)
    head = [_("id"), _("place"), _("as of")]
    kinds = columns(rubric)
    for column in kinds:
        head += _heads(rubric, column)
    titles = [component.title for component in rubric.components.values()]
    head += [words.of_track(rubric, track, title) for track in rubric.tracks for title in titles]
    told = [(column, _beside(rubric, column)) for column in kinds]
    return [head, *(_row(place, told, date) for place in compared.places)]


def _heads(rubric: Rubric, column: Column) -> list[str]:
    """The heads of one ranking; of the only one, without its name."""
    said = [
        _("rank"),
        _("best possible rank"),
        _("worst possible rank"),
        _("band"),
        _("score"),
        *([_("out of")] if rubric.in_points else []),
        _("lowest"),
        _("highest"),
        *(beside.short for beside in _beside(rubric, column)),
        _("provisional"),
    ]
    if rubric.one_track:
        return said
    return [_("{track}: {what}", track=column.title, what=what) for what in said]


def _row(place: Place, told: list[tuple[Column, list[Beside]]], date: str) -> list[str]:
    one = place.standing
    cells = [place.ref, called.standing(one), date]
    for column, besides in told:
        rank, (point, low, high) = column.rank(place), column.ends(one)
        own = column.grades(one)
        standing = [""] * 5
        if rank is not None and point is not None:
            standing = [str(number) for number in rank]
            standing += [own.band(point), own.bare(point)]
        provisional = rank is not None and _provisional(one, column)
        cells += [
            *standing,
            *([own.bare(Fraction(1))] if one.rubric.in_points else []),
            own.bare(low),
            own.bare(high),
            *(beside.figure(one) for beside in besides),
            _("yes") if provisional else "",
        ]
    for track in one.rubric.tracks:
        cells += [_figure(found, one.rubric) for found in _of_components(one, track)]
    return cells


def _figure(found: Told | None, rubric: Rubric) -> str:
    """A component in a cell of its own; nothing where too little of it is answered."""
    if found is None:
        return ""
    own, score, point = found
    return own.bare(point) if own.unit.told == "added" or answered(rubric, score) else ""
