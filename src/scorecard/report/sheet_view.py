"""The words of a sheet for evidence: the heads of its columns, what its cells offer, and the
questions with their anchors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.place import City
from ..model.rubric import SEEN_BY, Rubric, Track
from ..model.scale import Scale
from . import add_view, words
from .language import N_, _
from .scales_view import Scales

HEADS: Mapping[str, str] = {
    "id": N_("The name of the fact; rows of the same fact have the same. May be left empty."),
    "claim": N_("What is so, in your own words, at most 50 of them. Nobody may be identifiable."),
    "body": N_("The public body that it is about; empty for the city itself."),
    "effect": N_("Of a rule: what it does. Leave it empty for something that happened."),
    "date": N_("Of a rule: when it took effect: 2019-03-12, 2019-03 or 2019."),
    "until": N_("Of a rule: when it ended."),
    "of": N_("The fact that is amended or repealed."),
    "supersedes": N_("Facts that it ends, with commas."),
    "with": N_("Facts that show it only together, with commas."),
    "covers": N_("part, where a rule is for a part of the body only."),
    "text_read": N_("no, where the text of a change was not read."),
    "approx_date": N_("yes, where the date is not sure."),
    "period": N_("When it happened: 2023, 2023-05, or 2014-11 to 2015-06."),
    "seen_by": N_("Who saw or counted it."),
    "case": N_("yes, where it is one person's account."),
    "confidence": N_("How sure the claim is."),
    "note": N_("What limits it."),
    "public": N_("Why something may stand in it that looks as if it identified a person."),
    "context": N_("Why it is kept, where it answers no question."),
    "coded_by": N_("Who placed it: a role, or initials."),
    "checked_by": N_("Who checked that: a role, or initials."),
    "count": N_("How many there were; digits only."),
    "share": N_("A share in percent, without the sign."),
    "value": N_("A number as given."),
    "low": N_("The low end of a number that is known within limits."),
    "high": N_("The high end."),
    "total": N_("Of how many the count is; makes a share."),
    "unit": N_("Of what: see the units on the second sheet."),
    "per": N_("day, week or month, where the count is of one."),
    "approx": N_("yes, where the number is about right."),
    "bound": N_("upper or lower, where there were at most or at least so many."),
    "source": N_("Sources of the file by id, with commas; or write a new one out beside this."),
    "title": N_("The title of a new source."),
    "publisher": N_("Who published it."),
    "source_kind": N_("What kind of source it is."),
    "published": N_("When it was published, or undated."),
    "url": N_("Its address."),
    "archive": N_("The address of a copy in an archive."),
    "source_note": N_("What must be known of the source."),
    "criterion": N_("The question that it answers: see the second sheet. One more row for each."),
    "level": N_("The level that it shows, 3 or 2-3; none where there is a figure."),
    "and_shown": N_("yes, where what a figure cannot show is shown too."),
    "shown": N_("Of a checklist: what is shown, with commas; - for nothing."),
    "unclear": N_("Of a checklist: what is unclear."),
    "why": N_("What earns it, and what is missing for more."),
    "was": N_("Leave this as it is: it tells whether the file changed meanwhile."),
}
"""Every column, with what to write in it."""
WIDE: Mapping[str, int] = {
    "id": 26,
    "claim": 60,
    "title": 36,
    "publisher": 22,
    "url": 36,
    "archive": 24,
    "note": 30,
    "context": 30,
    "criterion": 26,
    "why": 50,
    "period": 18,
    "seen_by": 15,
}
YES, NO = ("yes",), ("no",)
WORDS: Mapping[str, tuple[str, ...]] = {
    "effect": tuple(add_view.EFFECTS),
    "seen_by": SEEN_BY,
    "confidence": ("high", "medium", "low"),
    "covers": ("part", "whole"),
    "text_read": NO,
    "approx_date": YES,
    "case": YES,
    "approx": YES,
    "per": ("day", "week", "month", "year"),
    "bound": ("upper", "lower"),
}
"""The words that a column takes, in every file."""


def offers(city: City, rubric: Rubric | None) -> dict[str, tuple[str, ...]]:
    """What the cells of a column offer."""
    sources = [one.kind for one in city.sources.values() if one.kind is not None]
    criteria = () if rubric is None else tuple(rubric.criteria)
    found: dict[str, tuple[str, ...]] = {
        **WORDS,
        "body": tuple(city.bodies),
        "source": tuple(city.sources),
        "source_kind": tuple(dict.fromkeys([*sources, *add_view.KINDS])),
        "criterion": criteria,
    }
    return {name: some for name, some in found.items() if some}


CLOSED = ("body", "effect", "seen_by", "confidence", "covers", "per", "bound")
"""Columns that take nothing but what they offer."""


def anchors(rubric: Rubric) -> Iterator[tuple[str, ...]]:
    """The questions of a rubric with the levels of each track, in rows under a head."""
    yield (_("Criterion"), _("Question"), _("Track"), _("How it is read"), _("Level"), _("Meaning"))
    scales = Scales(rubric)
    for name, rule in rubric.criteria.items():
        for track in rubric.tracks:
            scale = rule.scale(track)
            if scale is not None:
                for read, level, meaning in steps(scales, track, scale):
                    yield name, rule.question, words.track_name(rubric, track), read, level, meaning


def steps(scales: Scales, track: Track, scale: Scale) -> Iterator[tuple[str, str, str]]:
    """How a scale is read, each of its levels and elements, and what they mean."""
    read = " ".join(scales.read(track, scale, full=False))
    for level in scale.ranked:
        yield read, level, scales.step(scale, level)
    for element in scales.elements(scale):
        name, _colon, text = element.partition(": ")
        yield read, name, text
    if not scale.ranked and not scale.checklist:
        yield read, "", ""
