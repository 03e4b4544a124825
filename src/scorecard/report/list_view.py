"""What there is as a document: places with what they cover, rubrics, and public bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from ..analysis.inventory import Holding, Inventory, holding, own_facts
from ..model.place import Place
from ..model.result import Scorecard
from ..model.rubric import Rubric, Track
from . import frame, numbers, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Table
from .language import _, n_
from .place_view import body_in_a_line, entry

What = Literal["cities", "rubrics", "bodies"]
ALL: tuple[What, ...] = ("cities", "rubrics", "bodies")


def document(
    inventory: Inventory, what: Sequence[What], when: date, notes: tuple[str, ...] = ()
) -> Document:
    """What there is of each thing asked for."""
    blocks: list[Block] = []
    if "cities" in what:
        blocks += _cities(inventory, when)
    if "rubrics" in what:
        blocks += _rubrics(inventory)
    if "bodies" in what:
        blocks += _bodies(inventory)
    blocks += _has_errors(inventory)
    blocks += frame.notes(notes)
    return tuple(blocks)


# ---------------------------------------------------------------- cities


def _cities(inventory: Inventory, when: date) -> list[Block]:
    """A table for each kind that a rubric grades, the kind with most places first; and one of
    everything else."""
    blocks: list[Block] = [Heading(_("Cities"), 1)]
    graded: dict[str, list[Scorecard]] = {}
    for card in inventory.cards.values():
        graded.setdefault(card.place.kind, []).append(card)
    rest = [
        place
        for name, place in inventory.places.items()
        if place is not None and name not in inventory.cards
    ]
    if not graded and not rest:
        return [*blocks, Para(_("There are no places in reach."))]
    if graded:
        blocks.append(Para(_what_it_says(inventory.cards.values(), when)))
    for kind, cards in sorted(graded.items(), key=lambda item: (-len(item[1]), item[0])):
        heading = Heading(words.sentence(words.kind(inventory.readable, kind)))
        blocks += [heading, *_graded(cards)]
    if rest:
        blocks += _ungraded(inventory, rest)
    first = next(iter(inventory.cards), rest[0].id if rest else "")
    return [*blocks, *_one_in_full(first)]


def _what_it_says(cards: Iterable[Scorecard], when: date) -> str:
    """What the columns are, those of the rubrics that grade something here."""
    kinds, date = {card.rubric.one_track for card in cards}, numbers.day(when)
    if False in kinds:
        text = _(
            "On paper and in practice: the share of the weight of a rubric's questions that the "
            "facts answer, as of {date}. Scored: facts that speak to a question; the others are "
            "kept as context. Newest: the latest date, or end of a period, that a fact tells of.",
            date=date,
        )
        more = _("Answered: that share under a rubric that has one score.")
        return f"{text} {more}" if True in kinds else text
    return _(
        "Answered: the share of the weight of a rubric's questions that the facts answer, as of "
        "{date}. Scored: facts that speak to a question; the others are kept as context. Newest: "
        "the latest date, or end of a period, that a fact tells of.",
        date=date,
    )


def _graded(cards: list[Scorecard]) -> list[Block]:
    """Places of one kind, which one rubric grades."""
    rubric = cards[0].rubric
    answered = [words.track_name(rubric, track) for track in rubric.tracks]
    if rubric.one_track:
        answered = [_("Answered")]
    head = (_("Id"), _("Name"), _("Facts"), _("Scored"), *answered, _("Newest"))
    rows = []
    for card in cards:
        facts, scored, newest = _holding(card.place)
        shown = (_coverage(card, track) for track in rubric.tracks)
        rows.append((card.place.id, card.place.name, facts, scored, *shown, newest))
    graded_by = _(
        "Graded by {title}, version {version} ({id}).",
        title=rubric.title,
        version=rubric.version,
        id=rubric.id,
    )
    right = tuple(range(2, 4 + len(rubric.tracks)))
    return [Para(graded_by), Table(head, tuple(rows), right)]


def _coverage(card: Scorecard, track: Track) -> str:
    """The share of the weight of a track that is answered; a dash where nothing applies."""
    found = card.track(track)
    if found is None:
        return "-"
    shown = numbers.answered(card.rubric, found.score.coverage)
    return _("{number} %", number=shown)


def _ungraded(inventory: Inventory, places: list[Place]) -> list[Block]:
    """Places without coverage, since no rubric grades their kind."""
    why = _("No rubric grades their kinds. Their facts count in the places that name them.")
    if None in inventory.rubrics.values():
        why = _("Which rubric grades them is not known, because a rubric has errors.")
    head = (_("Id"), _("Name"), _("Kind"), _("Facts"), _("Scored"), _("Newest"))
    rows = []
    for place in places:
        kind = words.kind(inventory.readable, place.kind)
        rows.append((place.id, place.name, kind, *_holding(place)))
    heading = Heading(_("Not graded on their own"))
    return [heading, Para(why), Table(head, tuple(rows), right=(3, 4))]


def _holding(place: Place) -> tuple[str, str, str]:
    """What a file holds, in cells: its facts, those that score, and its newest."""
    found: Holding = holding(own_facts(place))
    newest = "-" if found.newest is None else str(found.newest)
    return numbers.whole(found.facts), numbers.whole(found.scored), newest


# ---------------------------------------------------------------- rubrics


def _rubrics(inventory: Inventory) -> list[Block]:
    """A table for each kind of place or body, of the rubrics that grade that kind first."""
    blocks: list[Block] = [Heading(_("Rubrics"), 1)]
    if not inventory.readable:
        return [*blocks, Para(_("There are no rubrics in reach."))]
    head = (_("Id"), _("Version"), _("Title"), _("Grades"), _("Components"), _("Criteria"))
    first = inventory.readable[0].id
    grouped: dict[str, list[Rubric]] = {}
    for rubric in inventory.readable:
        grouped.setdefault(next(iter(rubric.grades), ""), []).append(rubric)
    for kind, rubrics in grouped.items():
        name = words.kind(inventory.readable, kind) if kind else _("No kind of place")
        rows = tuple(_rubric(rubric) for rubric in rubrics)
        blocks += [Heading(words.sentence(name)), Table(head, rows, right=(4, 5))]
    return [*blocks, *_one_in_full(first)]


def _rubric(rubric: Rubric) -> tuple[str, ...]:
    kinds = [words.kind((rubric,), kind) for kind in rubric.grades]
    return (
        rubric.id,
        rubric.version,
        rubric.title,
        words.listed(kinds) if kinds else "-",
        numbers.whole(len(rubric.components)),
        numbers.whole(len(rubric.criteria)),
    )


# ---------------------------------------------------------------- bodies


def _bodies(inventory: Inventory) -> list[Block]:
    """Every body, under the place that names it."""
    blocks: list[Block] = [Heading(_("Bodies"), 1)]
    first = ""
    for place, bodies in inventory.bodies():
        items = tuple(_body(body, inventory.readable) for body in bodies)
        blocks += [Heading(place.name), Items(items)]
        first = first or bodies[0].ref(bodies[0].focus)
    if not first:
        return [*blocks, Para(_("No place in reach names a body."))]
    return [*blocks, *_one_in_full(first)]


def _body(place: Place, rubrics: Iterable[Rubric]) -> Item:
    """A body under the name by which commands know it, and what its facts amount to."""
    number = holding(own_facts(place)).facts
    facts = n_("1 fact.", "{number} facts.", number)
    own = place.body(place.focus or "").place
    if own is not None:
        facts = n_(
            "1 fact, in a file of its own: {file}.",
            "{number} facts, in a file of its own: {file}.",
            number,
            file=own,
        )
    line = f"{body_in_a_line(place, rubrics)} {facts}"
    return entry(place.own_ref, place.name, (line,))


# ---------------------------------------------------------------- the rest


def _one_in_full(name: str) -> list[Block]:
    """The command that shows one of a list."""
    return [Para(_("Any line in full:")), Command(words.typed("show", name))]


def _has_errors(inventory: Inventory) -> list[Block]:
    if not inventory.broken:
        return []
    text = _("These files, or files that they name, have errors; this command says which:")
    items = Items(tuple(Item(path) for path in inventory.broken))
    return [Heading(_("Has errors"), 1), items, Para(text), Command("scorecard check")]
