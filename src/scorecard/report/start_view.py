"""What a new file says to whoever fills it, and what to look for first."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from textwrap import wrap

from ..model.result import Scorecard
from . import words
from .document import Block, Command, Document, Heading, Item, Items, Para, Said
from .language import N_, _

KINDS_OF_BODIES = ("police-service", "school-board", "library", "transit-agency", "park-board")
"""Kinds of bodies that are offered, whatever the rubrics count."""
MOST_FIRST = 6
"""Questions to begin with."""
WIDTH = 92
BODIES = N_(
    "Public bodies. The police first: what they do counts where the city answers for them "
    "(speaks_for_city: yes). A kind is police-service, school-board, library, transit-agency."
)
RESIDENTS = N_(
    "Residents by census year, without which no rate can be reckoned: population: {example}"
)
EXAMPLE = N_(
    "Facts stand below, under `facts:`, each with its source. The command `{command}` asks for "
    "one and puts it there; or write it yourself:"
)
FACT = """\
facts:
  {id}-2024-training:
    claim: >-
      What is so, in your own words, at most 50 of them.
    effect: adopts          # of a rule; for something that happened write `period: 2024`
    date: 2024-03-12
    confidence: high        # high, medium or low
    sources:
      - {{title: Minutes, publisher: City, date: 2024-03, url: "https://..."}}
    scores:
      {criterion}: {{level: 2, why: What earns it; what is missing for more.}}
looked_for:
  - {{criterion: {criterion}, track: policy, searched: Where you looked in vain., when: 2026-11}}"""
"""What a fact looks like in a file."""


def comment(text: str) -> list[str]:
    """A text as comment lines of a file."""
    return [f"# {line}" for line in wrap(text, WIDTH, break_long_words=False)]


def bodies() -> list[str]:
    """What to know of the bodies in a file."""
    return comment(_(BODIES))


def residents() -> list[str]:
    """What to know where nothing is said of residents."""
    return comment(_(RESIDENTS, example="{2021: 64000}"))


def below(place: str, card: Scorecard | None) -> list[str]:
    """What stands under all else in a new file: what to look for first, and how a fact is
    written."""
    lines = [""]
    first = [] if card is None else heaviest(card)
    if card is not None and first:
        lines += comment(
            _("Look for these first; {rubric} gives them most weight:", rubric=card.rubric.id)
        )
        for name, _weight in first:
            question = card.rubric.criteria[name].question
            lines += [f"#   {line}" for line in wrap(f"{name}: {question}", WIDTH - 2)]
        lines.append("")
    lines += comment(_(EXAMPLE, command=words.typed("add", place)))
    criterion = first[0][0] if first else "the-criterion"
    example = FACT.format(id=place[:3].strip("-"), criterion=criterion)
    return [*lines, *(f"#   {line}" for line in example.splitlines())]


def heaviest(card: Scorecard) -> list[tuple[str, Fraction]]:
    """The questions that weigh most in the whole, with what they weigh of it."""
    mix = dict(card.mix)
    each: dict[str, Fraction] = {}
    for name, track, weight in card.weights:
        each[name] = each.get(name, Fraction(0)) + weight * mix.get(track, Fraction(1))
    return sorted(each.items(), key=lambda one: -one[1])[:MOST_FIRST]


def first(place: str, card: Scorecard | None) -> Document:
    """What to look for first in a place of which nothing is shown yet, and what to type next."""
    return tuple(_first(place, card))


def _first(place: str, card: Scorecard | None) -> Iterator[Block]:
    if card is None:
        yield Para(_("No rubric grades this kind of place; its facts can be kept all the same."))
    else:
        yield Heading(_("What to look for first"))
        yield Para(
            _(
                "Nothing is shown yet of {name}. By {rubric} these questions weigh most:",
                name=card.place.name,
                rubric=card.rubric.title,
            )
        )
        yield Items(tuple(question(card, name) for name, _weight in heaviest(card)))
    yield Heading(_("Look next"))
    yield Command(words.typed("add", place))
    yield Command(words.typed("sheet", place, "-o", f"{place}.xlsx"))
    if card is not None:
        yield Command(words.typed("records", place))
        yield Command(words.typed("grade", place))
    yield Command(words.typed("check"))


def question(card: Scorecard, name: str) -> Item:
    """A question, and what would answer it."""
    rule = card.rubric.criteria[name]
    said = Said(rule.question, lead=words.lead(name))
    if not rule.evidence:
        return Item(said)
    return Item(
        said, (_("Look in: {places}.", places=", ".join(map(card.rubric.word, rule.evidence))),)
    )
