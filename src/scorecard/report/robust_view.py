"""How far grades hang on choices, as a document: scenarios, and runs drawn by chance."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..analysis.compare import Place
from ..analysis.robust import Outcome, Robust, difference, regraded, reranked, span
from ..model.result import Standing
from ..model.rubric import Track
from . import called, frame, grades, words
from .document import Block, Document, Heading, Item, Items, Para, Said, Table
from .grades import Grades
from .language import N_, _, n_
from .runs_view import between, by_chance, drawn, of_overall
from .scenario_words import label

MOST_COLUMNS = 5
"""Places that have a column each; of more, the table says how many of them change."""


def document(result: Robust, notes: tuple[str, ...] = ()) -> Document:
    """What the grades of some places owe to choices."""
    one = result.cards[0].place if len(result.cards) == 1 else None
    title = n_(
        "How robust is the grade of {number} place?",
        "How robust are the grades of {number} places?",
        len(result.cards),
    )
    if one is not None:
        title = _("{place}: how robust is the grade?", place=one.name)
    blocks: list[Block] = [
        Heading(title, 1),
        frame.edition(result.rubric, result.as_of, result.fresh),
        *frame.notes(notes),
        *(_summary(result, 0) if one is not None else _in_all(result)),
        Heading(_("Under other choices")),
        *(_of_one(result, 0) if one is not None else _of_many(result)),
        *_untried(result),
        *by_chance(result),
    ]
    return (*blocks, frame.stamp(result.program, result.files))


def section(result: Robust, at: int) -> list[Block]:
    """What is to be said of one place, by its number, in a report on it; nothing where it has no
    overall grade, as it stands or under any choice."""
    if span(result, at) is None:
        return []
    return [
        Heading(_("How robust the grade is")),
        *_summary(result, at),
        *_of_one(result, at),
        *drawn(result, at),
    ]


# ---------------------------------------------------------------- in a sentence or two


def _summary(result: Robust, at: int) -> list[Block]:
    """How a place stands, and what becomes of that."""
    place = result.places[at]
    own = of_overall(place.standing)
    overall = place.standing.overall
    said = [_("As published, the overall is withheld: too little is shown.")]
    if overall.point is not None:
        grade = words.provisional(own.graded(overall.point), overall.provisional)
        said = [_("As published, the overall is {grade}.", grade=grade)]
    ends, number = span(result, at), len(result.outcomes)
    if number and ends is None:
        said.append(_("So it is under every other choice that was run."))
    elif number and ends is not None:
        changed = sum(bool(regraded([place], [one.places[at]])) for one in result.outcomes)
        said += _ends(own, ends, changed, number, withheld=overall.point is None)
    return [Para(" ".join(said), strong=True)]


def _ends(
    own: Grades, ends: tuple[Fraction, Fraction], changed: int, number: int, *, withheld: bool
) -> list[str]:
    """From where to where an overall runs, and how many of so many choices change it."""
    low, high = (own.graded(end) for end in ends)
    if withheld:
        has = n_(
            "Under 1 of {total} other choices there is one: {low}.",
            "Under {number} of {total} other choices there is one, from {low} to {high}.",
            changed,
            total=number,
            low=low,
            high=high,
        )
        why = _("Leaving out questions can lift a place over the share that must be answered.")
        return [has, why]
    runs = n_(
        "Under 1 other choice it runs from {low} to {high}.",
        "Under {number} other choices it runs from {low} to {high}.",
        number,
        low=low,
        high=high,
    )
    if not changed:
        return [runs, _("None of them changes the grade.")]
    changes = n_(
        "1 of them changes the grade, or withholds it.",
        "{number} of them change the grade, or withhold it.",
        changed,
    )
    return [runs, changes]


def _in_all(result: Robust) -> list[Block]:
    """How many places have a grade, and how many of them keep it."""
    graded = [at for at, place in enumerate(result.places) if place.overall is not None]
    if not graded:
        return [Para(_("No place has an overall grade: too little is shown."), strong=True)]
    moved = {ref for one in result.outcomes for ref in regraded(result.places, one.places)}
    kept = sum(result.places[at].ref not in moved for at in graded)
    has = n_(
        "1 of these places has an overall grade.",
        "{number} of these places have an overall grade.",
        len(graded),
    )
    keeps = _("None of them keeps it under every other choice that was run.")
    if kept:
        keeps = n_(
            "1 keeps it under every other choice that was run.",
            "{number} keep it under every other choice that was run.",
            kept,
        )
    return [Para(f"{has} {keeps}", strong=True)]


# ---------------------------------------------------------------- scenarios


_LEAD = N_(
    "Each line changes one choice of the rubric and leaves every fact as it is; the same program "
    "grades again. A choice is not right because it makes no difference, nor wrong because it does."
)


def _of_one(result: Robust, at: int) -> list[Block]:
    """The scores of one place under every scenario that changes them."""
    rubric, place = result.rubric, result.places[at]
    if not result.outcomes:
        return [Para(_("The rubric names no other choice that could be run."))]
    sides = () if rubric.one_track else tuple(rubric.tracks)
    head = (
        _("Choice"),
        _("Overall"),
        _("Change"),
        *(words.track_name(rubric, side) for side in sides),
    )
    rows = [(_("As published"), *_scores(place, sides, ""))]
    silent = [one for one in result.outcomes if _same(place, one.places[at])]
    for one in result.outcomes:
        if one not in silent:
            now = one.places[at]
            rows.append((label(rubric, one.scenario), *_scores(now, sides, _change(place, now))))
    table = [Table(head, tuple(rows), right=(2,))] if len(rows) > 1 else []
    return [Para(_(_LEAD)), *table, *_silent(result, silent)]


def _scores(place: Place, sides: Sequence[Track], change: str) -> tuple[str, ...]:
    return (_overall(place), change, *(_track(place.standing, side) for side in sides))


def _of_many(result: Robust) -> list[Block]:
    """The grades of many places, and how many of them change."""
    if not result.outcomes:
        return [Para(_("The rubric names no other choice that could be run."))]
    order = sorted(range(len(result.places)), key=lambda at: _order(result.places[at]))
    shown = [at for at in order if span(result, at) is not None]
    never = [called.standing(result.places[at].standing) for at in order if at not in shown]
    moving = [one for one in result.outcomes if _moves(result, one)]
    blocks: list[Block] = [Para(_(_LEAD))]
    if shown:
        blocks.append(_ranges(result, shown))
    if moving:
        text = _(
            "The last two columns say how many places get another grade, and how many change rank "
            "among those that have one both times."
        )
        dash = _("A dash where the overall is withheld.")
        columns = shown if len(shown) <= MOST_COLUMNS else []
        blocks += [_changes(result, moving, columns), Para(f"{text} {dash}", tone="note")]
    blocks += _silent(result, [one for one in result.outcomes if one not in moving])
    if never:
        text = _("Withheld under every choice: {names}.", names=words.listed(never))
        blocks.append(Para(text))
    return blocks


def _changes(result: Robust, outcomes: Sequence[Outcome], columns: Sequence[int]) -> Table:
    """Scenarios with the grades of some places, and how many of all get another."""
    names = tuple(called.standing(result.places[at].standing) for at in columns)
    last = (_("Other grade"), _("Other rank"))
    rows = [(_("As published"), *(_or_dash(result.places[at]) for at in columns), "", "")]
    for one in outcomes:
        numbers_ = (regraded(result.places, one.places), reranked(result.places, one.places))
        rows.append(
            (
                label(result.rubric, one.scenario),
                *(_or_dash(one.places[at]) for at in columns),
                *(str(len(each)) for each in numbers_),
            )
        )
    short = tuple(str(number) for number in range(1, len(names) + 1))
    right = (len(columns) + 1, len(columns) + 2)
    head = (_("Choice"), *names, *last)
    return Table(head, tuple(rows), right=right, short=(_("Choice"), *short, *last))


def _ranges(result: Robust, shown: Sequence[int]) -> Table:
    """From where to where each place runs."""
    head = (_("Place"), _("As published"), _("Lowest"), _("Highest"), _("Rank"), _("Ranks"))
    rows = []
    for at in shown:
        place, ends = result.places[at], span(result, at)
        assert ends is not None
        own = of_overall(place.standing)
        ranks = [one.places[at].overall for one in result.outcomes]
        known = [one.rank for one in (place.overall, *ranks) if one is not None]
        rows.append(
            (
                called.standing(place.standing),
                _overall(place),
                own.graded(ends[0]),
                own.graded(ends[1]),
                "-" if place.overall is None else str(place.overall.rank),
                between(min(known), max(known)) if known else "-",
            )
        )
    return Table(head, tuple(rows), right=(4, 5))


def _silent(result: Robust, outcomes: Sequence[Outcome]) -> list[Block]:
    """The scenarios that change nothing; that all do so is told in a line."""
    if not outcomes:
        return []
    if len(outcomes) == len(result.outcomes):
        return [Para(_("No other choice that was run changes anything here."))]
    lead = n_(
        "1 other choice changes nothing here:",
        "{number} other choices change nothing here:",
        len(outcomes),
    )
    items = tuple(Item(label(result.rubric, one.scenario)) for one in outcomes)
    return [Para(lead), Items(items)]


def _untried(result: Robust) -> list[Block]:
    """The alternatives that stand in words alone."""
    if not result.untried:
        return []
    lead = _(
        "These alternatives of the rubric were not run: they need other evidence, other anchors, "
        "or a number that nobody has named."
    )
    items = tuple(Item(Said(one.alternative, lead=words.lead(one.id))) for one in result.untried)
    return [Heading(_("Not run")), Para(lead), Items(items)]


# ---------------------------------------------------------------- words


def _order(place: Place) -> tuple[bool, int, str]:
    """The best first, then those withheld, by name."""
    rank = place.overall
    return rank is None, 0 if rank is None else rank.rank, place.standing.name


def _overall(place: Place) -> str:
    point = place.standing.overall.point
    return _("withheld") if point is None else of_overall(place.standing).graded(point)


def _or_dash(place: Place) -> str:
    return "-" if place.standing.overall.point is None else _overall(place)


def _track(one: Standing, track: Track) -> str:
    found = one.track(track)
    if found is None:
        return "-"
    point = found.score.point
    return _("withheld") if point is None else grades.total(one.rubric, one.tracks).graded(point)


def _change(before: Place, now: Place) -> str:
    """By how many points the overall differs from the published one; empty where one is
    withheld."""
    apart = difference(before, now)
    return "" if apart is None else of_overall(before.standing).signed(apart)


def _moves(result: Robust, outcome: Outcome) -> bool:
    """Whether a scenario changes the overall of any place."""
    pairs = zip(result.places, outcome.places, strict=True)
    return any(a.standing.overall.point != b.standing.overall.point for a, b in pairs)


def _same(before: Place, now: Place) -> bool:
    """Whether a scenario leaves every score of a place as it is."""
    one, other = before.standing, now.standing
    scores = [[track.score.point for track in each.tracks] for each in (one, other)]
    return one.overall.point == other.overall.point and scores[0] == scores[1]
