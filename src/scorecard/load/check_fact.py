"""What a fact must hold beyond its shape, by itself and beside the others of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.place import CHANGES, City, Fact, Figure, Period
from .check_coder import check_coder
from .check_entry import check_scores
from .check_source import check_named
from .criteria import Rubrics
from .document import Document, Report
from .typed import check_id, suggest

MOST_WORDS = 50
"""Words in a claim, or in what a reply says, so that it stays our own words."""


def check_fact(document: Document, city: City, name: str, fact: Fact, rubrics: Rubrics) -> None:
    """Add every problem of one fact."""

    def report(code: str, wrong: str, right: str, *step: str | int, warning: bool = False) -> None:
        mark = document.at(("facts", name, *step), key=not step)
        document.report(mark, code, wrong, right, warning=warning)

    check_id(document, ("facts", name))
    one_track = fact.effect is None or fact.period is None
    if not one_track or (fact.track == "score" and _needs_track(fact, rubrics)):
        wrong = "a fact is either policy or practice"
        report("which-track", wrong, "give it an `effect` and a `date`, or a `period`")
        one_track = False
    elif fact.effect is not None:
        _policy_fact(city, fact, rubrics, report)
    elif fact.period is not None:
        _practice_fact(fact, report)
    else:
        _plain_fact(fact, report)
    dropped = document.dropped
    if fact.body is not None and fact.body not in city.bodies and fact.body not in dropped:
        right = suggest(fact.body, city.bodies, "list it under `bodies:`")
        report("unknown-body", f"`{fact.body}` is no body of this place", right, "body")
    for number, source in enumerate(fact.sources):
        if isinstance(source, str):
            check_named(document, ("facts", name, "sources", number), source, city.sources)
    if not fact.sources:
        report("no-source", "a fact without a source", "name where it comes from", "sources")
    named = (
        (fact.supersedes, "supersedes"),
        (fact.with_, "with"),
        ((fact.of,) if fact.of else (), "of"),
    )
    for others, key in named:
        for number, other in enumerate(others):
            if other in dropped:
                continue
            if other == name or other not in city.facts:
                right = suggest(
                    other, [fact for fact in city.facts if fact != name], "name a fact of this file"
                )
                wrong = f"`{other}` is no other fact of this file"
                report("unknown-fact", wrong, right, key, number)
            elif city.facts[other].track != fact.track or city.facts[other].body != fact.body:
                wrong = f"`{other}` is about another body or track"
                right = "name a fact about the same body and track"
                report("other-fact", wrong, right, key, number)
    if not fact.scores and fact.context is None:
        wrong = "a fact without scores says why"
        report("no-context", wrong, "add `scores:`, or `context:` with the reason")
    if len(fact.claim.split()) > MOST_WORDS:
        wrong = f"the claim has {len(fact.claim.split())} words"
        report("long-claim", wrong, f"say it in {MOST_WORDS}", "claim", warning=True)
    if fact.coded_by is not None or fact.checked_by is not None:
        check_coder(document, name, fact)
    if fact.scores and one_track:
        check_scores(document, city, name, fact, rubrics)


def _policy_fact(city: City, fact: Fact, rubrics: Rubrics, report: Report) -> None:
    if fact.date is None:
        report("no-date", "a policy fact without a date", "add the date it took effect")
    elif fact.until is not None and fact.until.last() < fact.date.first():
        report("date-order", "it ends before it starts", "swap the dates", "until")
    for key in ("figure", "case"):
        if getattr(fact, key):
            report("practice-key", f"`{key}` belongs to a practice fact", "delete it", key)
    if fact.supersedes and fact.effect not in (*CHANGES, "adopts"):
        wrong = f"what {fact.effect} ends no rule"
        report("ends-nothing", wrong, "leave `supersedes` out, or write `adopts`", "supersedes")
    if (fact.effect in CHANGES) != (fact.of is not None):
        wrong = "`of` names the fact that is amended or repealed"
        report(
            "no-of", wrong, "add `of:`" if fact.of is None else "write amends or repeals", "effect"
        )
    if fact.effect == "describes" and fact.scores and fact.seen_by is None:
        report("no-seen-by", "who looked is not said", "add `seen_by:`")
    if not fact.text_read and (fact.scores or fact.effect not in CHANGES):
        wrong = "a text that was not read shows no level"
        right = "leave `scores` out; the level of the fact it changes stays, flagged"
        if fact.effect not in CHANGES:
            wrong, right = "nobody read this rule", "read it, or write it as `proposes`"
        report("text-not-read", wrong, right, "text_read")
    if fact.effect in CHANGES and fact.text_read:
        said = {rubrics.criterion(key)[:2] for key in fact.scores}
        for criterion in _held_before(city, fact):
            if rubrics.criterion(criterion)[:2] not in said:
                wrong = f"what holds now for `{criterion}` is not said"
                report("change-silent", wrong, "give its level, or `text_read: no`", "of")


def _held_before(city: City, fact: Fact) -> Iterator[str]:
    """The criteria of the rule that a fact changes; where that is a change whose text was not read,
    of the rule that it changed in turn."""
    met: set[str] = set()
    name = fact.of
    while name is not None and name in city.facts and name not in met:
        met.add(name)
        old = city.facts[name]
        yield from old.scores
        name = None if old.text_read else old.of


def _needs_track(fact: Fact, rubrics: Rubrics) -> bool:
    """Whether a fact with neither effect nor period speaks of a rubric that tells paper from
    practice; without scores, whether the default rubric of the place does."""
    named = {rubrics.criterion(key)[0] for key in fact.scores} or {rubrics.default}
    known = [rubric for name, rubric in rubrics.loaded.items() if name in named]
    return any("score" not in rubric.tracks for rubric in known) or not (known or fact.scores)


def _plain_fact(fact: Fact, report: Report) -> None:
    """A fact for a rubric without tracks: dated or not, it may hold until a day."""
    if fact.until is not None and fact.until.last() < fact.ended():
        report("date-order", "it ends before it starts", "swap the dates", "until")
    only = {
        "of": fact.of is not None,
        "case": fact.case,
        "covers": fact.covers == "part",
        "text_read": not fact.text_read,
    }
    for key, is_so in only.items():
        if is_so:
            right = "delete it, or give an `effect` or a `period`"
            report("which-track", f"`{key}` needs to know which kind of fact this is", right, key)
    if fact.figure is not None:
        _figure(fact.figure, report)


def _practice_fact(fact: Fact, report: Report) -> None:
    assert fact.period is not None
    if fact.period.last() < fact.period.first():
        report("date-order", "the period ends before it starts", "swap the dates", "period")
    for key in ("date", "until", "of", "supersedes"):
        if getattr(fact, key):
            report(
                "policy-key",
                f"`{key}` belongs to a policy fact",
                "delete it, or give an `effect`",
                key,
            )
    if fact.covers == "part":
        report("policy-key", "`covers` belongs to a policy fact", "delete it", "covers")
    if fact.scores and fact.seen_by is None:
        right = "add `seen_by:` border agency, independent, community or own"
        report("no-seen-by", "who saw it is not said", right)
    if fact.figure is not None:
        _figure(fact.figure, report)
        _figure_in_time(fact, fact.figure, fact.period, report)


_DAYS = {"day": 1, "week": 7, "month": 28, "year": 365}
_YEAR = re.compile(r"(?<![\d,.])(?:19[5-9]|20[0-4])\d(?!\d|[,.]\d)")


def _figure_in_time(fact: Fact, figure: Figure, period: Period, report: Report) -> None:
    """A figure is of its period: one of a year is not of a month, and a claim that names years
    names one that the period touches."""
    days = (period.last() - period.first()).days + 1
    if figure.per is not None and days < _DAYS[figure.per]:
        wrong = f"a figure per {figure.per} in a period of {days} days"
        right = "widen the period, or leave `per` out"
        report("figure-period", wrong, right, "figure", "per", warning=True)
    named = {int(year) for year in _YEAR.findall(fact.claim)}
    if named and not any(period.first().year <= year <= period.last().year for year in named):
        wrong = f"the claim tells of {max(named)}, and the period is {period}"
        right = "make the period that of the figure"
        report("figure-period", wrong, right, "period", warning=True)


def _figure(figure: Figure, report: Report) -> None:
    numbers = (figure.count, figure.share, figure.value, figure.low, figure.high)
    if all(number is None for number in numbers):
        report("no-number", "a figure without a number", "add count, share or value", "figure")
    if sum(number is not None for number in numbers[:3]) > 1:
        report("two-numbers", "count, share and value are one number", "keep one of them", "figure")
    for key in ("count", "share", "value", "low", "high", "total"):
        number = getattr(figure, key)
        if number is None:
            continue
        under = key in ("count", "share", "total") or figure.count is not None
        if (number < 0 and under) or (key == "share" and number > 100):
            right = "write 0 to 100" if key == "share" else "write 0 or more"
            report("out-of-range", f"`{key}` cannot be {number}", right, "figure", key)
    if (figure.low is None) != (figure.high is None) and all(n is None for n in numbers[:3]):
        report(
            "one-end",
            "one end says nothing of the other",
            "give low and high, or a number",
            "figure",
        )
    low, high = figure.low, figure.high
    point = next((n for n in numbers[:3] if n is not None), low)
    ordered = [number for number in (low, point, high) if number is not None]
    if ordered != sorted(ordered):
        report("date-order", "low, number and high are out of order", "swap them", "figure")
    if figure.total is not None and (figure.count is None or not figure.total):
        right = "add `count:` and a total above 0"
        report("bad-total", "a total goes with a count", right, "figure")
    elif figure.total is not None and figure.count is not None and figure.count > figure.total:
        right = "swap them, or look again at the source"
        report("bad-total", "the count is more than its total", right, "figure")
