"""What the file of a place must hold beyond its shape, against a rubric and within itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..model.place import CHANGES, City, Entry, Fact, Figure
from ..model.rubric import Rubric, Scale
from ..model.source import Source
from .typed import nearest
from .yaml_file import Document

MOST_WORDS = 50
"""Words in a claim, so that it stays our own words."""


class Report(Protocol):
    """Adds a problem at a step below where its maker stands; at that key where none is given."""

    def __call__(
        self, code: str, wrong: str, right: str, *step: str, warning: bool = False
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Rubrics:
    """The rubrics that a file may speak of: those loaded, the default of its kind, and whether
    they are all there are."""

    loaded: Mapping[str, Rubric]
    default: str | None
    complete: bool

    def criterion(self, key: str) -> tuple[str | None, str, str]:
        """The rubric a key under `scores` speaks of, its criterion, and what is wrong with it."""
        named, slash, criterion = key.rpartition("/")
        if slash:
            rubric = self.loaded.get(named)
            if rubric is None:
                return None, criterion, f"`{named}` is no rubric" if self.complete else ""
            wrong = (
                "" if criterion in rubric.criteria else f"`{criterion}` is no criterion of {named}"
            )
            return named, criterion, wrong
        order = [self.default] if self.default in self.loaded else []
        order += [name for name in self.loaded if name != self.default]
        for name in order:
            if name is not None and key in self.loaded[name].criteria:
                return name, key, ""
        of = f" of {self.default}" if self.default else ""
        return None, key, f"`{key}` is no criterion{of}" if self.loaded else ""

    def known(self) -> list[str]:
        """Every criterion as a key could name it."""
        return [
            name if rubric == self.default else f"{rubric}/{name}"
            for rubric in self.loaded
            for name in self.loaded[rubric].criteria
        ]


def check_city(document: Document, city: City, rubrics: Rubrics) -> None:
    """Add every problem of the file of a place to its document."""
    used: set[str] = set()
    for name, fact in city.facts.items():
        _fact(document, city, name, fact, rubrics)
        used.update(source for source in fact.sources if isinstance(source, str))
    _cycles(document, city)
    _around(document, city, rubrics, used)


def _fact(document: Document, city: City, name: str, fact: Fact, rubrics: Rubrics) -> None:
    def report(code: str, wrong: str, right: str, *step: str, warning: bool = False) -> None:
        mark = document.at(("facts", name, *step), key=not step)
        document.report(mark, code, wrong, right, warning=warning)

    if (fact.effect is None) == (fact.period is None):
        wrong = "a fact is either policy or practice"
        report("which-track", wrong, "give it an `effect` and a `date`, or a `period`")
        return
    if fact.effect is not None:
        _policy_fact(city, fact, report)
    else:
        _practice_fact(fact, report)
    if fact.body is not None and fact.body not in city.bodies:
        near = nearest(fact.body, city.bodies)
        right = f"did you mean `{near}`?" if near else "list it under `bodies:`"
        report("unknown-body", f"`{fact.body}` is no body of this place", right, "body")
    for source in fact.sources:
        if isinstance(source, str) and source not in city.sources:
            near = nearest(source, city.sources)
            right = f"did you mean `{near}`?" if near else "list it under `sources:`"
            report("unknown-source", f"`{source}` is no source of this file", right, "sources")
    if not fact.sources:
        report("no-source", "a fact without a source", "name where it comes from", "sources")
    named = (
        (fact.supersedes, "supersedes"),
        (fact.with_, "with"),
        ((fact.of,) if fact.of else (), "of"),
    )
    for others, key in named:
        for other in others:
            if other == name or other not in city.facts:
                near = nearest(other, [fact for fact in city.facts if fact != name])
                right = f"did you mean `{near}`?" if near else "name a fact of this file"
                report("unknown-fact", f"`{other}` is no other fact of this file", right, key)
            elif city.facts[other].track != fact.track or city.facts[other].body != fact.body:
                wrong = f"`{other}` is about another body or track"
                report("other-fact", wrong, "name a fact about the same body and track", key)
    if not fact.scores and fact.context is None:
        wrong = "a fact without scores says why"
        report("no-context", wrong, "add `scores:`, or `context:` with the reason")
    if len(fact.claim.split()) > MOST_WORDS:
        wrong = f"the claim has {len(fact.claim.split())} words"
        report("long-claim", wrong, f"say it in {MOST_WORDS}", "claim", warning=True)
    if fact.scores:
        _scores(document, city, name, fact, rubrics)


def _policy_fact(city: City, fact: Fact, report: Report) -> None:
    if fact.date is None:
        report("no-date", "a policy fact without a date", "add the date it took effect")
    elif fact.until is not None and fact.until.last() < fact.date.first():
        report("date-order", "it ends before it starts", "swap the dates", "until")
    for key in ("figure", "case"):
        if getattr(fact, key):
            report("practice-key", f"`{key}` belongs to a practice fact", "delete it", key)
    if (fact.effect in CHANGES) != (fact.of is not None):
        wrong = "`of` names the fact that is amended or repealed"
        report(
            "no-of", wrong, "add `of:`" if fact.of is None else "write amends or repeals", "effect"
        )
    if fact.effect == "describes" and fact.scores and fact.seen_by is None:
        report("no-seen-by", "who looked is not said", "add `seen_by:`")
    if not fact.text_read and (fact.scores or fact.effect not in CHANGES):
        wrong = "a text that was not read shows no level"
        report(
            "text-not-read", wrong, "leave `scores` out; the old level stays, flagged", "text_read"
        )
    old = city.facts.get(fact.of or "")
    if fact.effect in CHANGES and fact.text_read and old is not None:
        for criterion in old.scores:
            if criterion not in fact.scores:
                wrong = f"what holds now for `{criterion}` is not said"
                report("change-silent", wrong, "give its level, or `text_read: no`", "of")


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
    if fact.scores and fact.seen_by is None:
        right = "add `seen_by:` border agency, independent, community or own"
        report("no-seen-by", "who saw it is not said", right)
    if fact.figure is not None:
        _figure(fact.figure, report)


def _figure(figure: Figure, report: Report) -> None:
    numbers = (figure.count, figure.share, figure.value, figure.low, figure.high)
    if all(number is None for number in numbers):
        report("no-number", "a figure without a number", "add count, share or value", "figure")
    if sum(number is not None for number in numbers[:3]) > 1:
        report("two-numbers", "count, share and value are one number", "keep one of them", "figure")
    for key in ("count", "share", "value", "low", "high", "total"):
        number = getattr(figure, key)
        if number is not None and (number < 0 or (key == "share" and number > 100)):
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
    if low is not None and high is not None and point is not None and not low <= point <= high:
        report("date-order", "low, number and high are out of order", "swap them", "figure")
    if figure.total is not None and (figure.count is None or not figure.total):
        report(
            "bad-total", "a total goes with a count", "add `count:` and a total above 0", "figure"
        )


def _scores(document: Document, city: City, name: str, fact: Fact, rubrics: Rubrics) -> None:
    once: dict[str, str] = {}
    for key, entry in fact.scores.items():
        where = ("facts", name, "scores", key)
        rubric, criterion, wrong = rubrics.criterion(key)
        if wrong:
            near = nearest(key, rubrics.known())
            right = f"did you mean `{near}`?" if near else "see `scorecard show` for the ids"
            document.report(document.at(where, key=True), "unknown-criterion", wrong, right)
            continue
        if rubric is None:
            continue
        if fact.track == "practice" and rubric in once:
            wrong = f"a practice fact shows one thing: it scores on `{once[rubric]}` already"
            document.report(
                document.at(where, key=True), "two-criteria", wrong, "keep the one it shows best"
            )
        once[rubric] = key
        scale = rubrics.loaded[rubric].criteria[criterion].scale(fact.track)
        if scale is None:
            wrong = f"`{criterion}` has no {fact.track} scale"
            right = "keep the fact as `context:`, or place it on another criterion"
            document.report(document.at(where, key=True), "no-scale", wrong, right)
        else:
            _entry(document, city, where, fact, entry, scale)


def _entry(
    document: Document, city: City, where: tuple[str, ...], fact: Fact, entry: Entry, scale: Scale
) -> None:
    def report(code: str, wrong: str, right: str, *step: str, warning: bool = False) -> None:
        mark = document.at((*where, *step), key=not step)
        document.report(mark, code, wrong, right, warning=warning)

    names = ", ".join(scale.ranked)
    measure = scale.measure
    if (
        entry.and_shown is not None
        and entry.and_shown != "yes"
        and entry.and_shown not in scale.levels
    ):
        report(
            "unknown-level",
            f"`{entry.and_shown}` is no level here",
            f"write yes, or one of {names}",
            "and_shown",
        )
    if entry.level is not None:
        ends = scale.ends(entry.level)
        if ends is None:
            report(
                "unknown-level",
                f"`{entry.level}` is no level here",
                f"write one of {names}, or two as 2-3",
                "level",
            )
        elif (
            fact.figure is not None
            and measure is not None
            and measure.kind != "age"
            and any(scale.levels[end].bounded for end in ends)
        ):
            report(
                "level-and-figure",
                "the fact has a figure, so the program finds the level",
                "leave `level` out",
                "level",
            )
        return
    if measure is None or fact.track == "policy":
        report("no-level", "no level is given", f"add `level:`, one of {names}")
    elif measure.kind != "age" and fact.figure is None:
        if scale.combine != "tally":
            report(
                "no-figure",
                "neither a level nor a figure is given",
                "add `figure:` to the fact, or `level:` here",
            )
    elif measure.kind != "age" and fact.figure is not None:
        _unit(city, fact, fact.figure, measure.kind, measure.units, report)


def _unit(
    city: City, fact: Fact, figure: Figure, kind: str, units: tuple[str, ...], report: Report
) -> None:
    wants = {"rate": "count", "count": "count", "share": "share", "value": "value"}[kind]
    ends = figure.low is not None and figure.high is not None
    given = getattr(figure, wants)
    if kind == "share" and given is None and figure.total is not None:
        given = figure.count
    if given is None and not ends:
        report(
            "wrong-figure", f"this criterion reads a {wants}", f"write `figure: {{{wants}: ...}}`"
        )
    if figure.of not in units:
        near = nearest(figure.of or "", units)
        right = f"did you mean `of: {near}`?" if near else f"write `of:` one of {', '.join(units)}"
        report("unknown-unit", f"the unit `{figure.of}` is not read here", right)
    body = city.bodies.get(fact.body or "")
    of_body = body.population if body is not None else None
    if kind == "rate" and not (of_body or city.population):
        report("no-population", "a rate needs residents", "add `population:` to the file")


def _cycles(document: Document, city: City) -> None:
    """Facts that end each other would leave none."""
    for name, fact in city.facts.items():
        after = {name}
        waiting = [*fact.supersedes, *((fact.of,) if fact.of else ())]
        while waiting:
            other = waiting.pop()
            if other == name:
                mark = document.at(("facts", name), key=True)
                document.report(
                    mark,
                    "cycle",
                    f"`{name}` ends itself by way of others",
                    "let the later end the earlier",
                )
                break
            if other in after or other not in city.facts:
                continue
            after.add(other)
            more = city.facts[other]
            waiting += [*more.supersedes, *((more.of,) if more.of else ())]


def _around(document: Document, city: City, rubrics: Rubrics, used: set[str]) -> None:
    """Everything but the facts: populations, bodies, sources, what was looked for."""

    def source(name: object, *where: str | int) -> None:
        if isinstance(name, str):
            used.add(name)
            if name not in city.sources:
                near = nearest(name, city.sources)
                right = f"did you mean `{near}`?" if near else "list it under `sources:`"
                document.report(
                    document.at(where),
                    "unknown-source",
                    f"`{name}` is no source of this file",
                    right,
                )

    def criterion(key: str, *where: str | int) -> None:
        _, _, wrong = rubrics.criterion(key)
        if wrong:
            near = nearest(key, rubrics.known())
            right = f"did you mean `{near}`?" if near else "see `scorecard show` for the ids"
            document.report(
                document.at(where, key=where[-1] == key), "unknown-criterion", wrong, right
            )

    if city.population is not None:
        source(city.population.source, "population", "source")
        if not city.population.censuses:
            document.report(
                document.at(("population",), key=True),
                "no-census",
                "no census year is given",
                "write `2021: 2794356`",
            )
    for name, body in city.bodies.items():
        if body.population is not None:
            source(body.population.source, "bodies", name, "population", "source")
        if body.place is None and (body.name is None or body.kind is None):
            document.report(
                document.at(("bodies", name), key=True),
                "bare-body",
                f"`{name}` has no name or no kind",
                "add `name:` and `kind:`, or `place:`",
            )
    for name, stated in city.not_applicable.items():
        criterion(name, "not_applicable", name)
        for one in stated.sources:
            source(one, "not_applicable", name, "sources")
        if not stated.sources:
            document.report(
                document.at(("not_applicable", name), key=True),
                "no-source",
                "what does not apply needs a source",
                "add `sources:`",
            )
    for number, looked in enumerate(city.looked_for):
        criterion(looked.criterion, "looked_for", number, "criterion")
        if looked.body is not None and looked.body not in city.bodies:
            document.report(
                document.at(("looked_for", number, "body")),
                "unknown-body",
                f"`{looked.body}` is no body of this place",
                "list it under `bodies:`",
            )
    for name, one in city.sources.items():
        mark = document.at(("sources", name), key=True)
        if name not in used:
            document.report(
                mark, "unused-source", f"`{name}` is not used", "delete it, or use it", warning=True
            )
        _source(document, mark, name, one)


def _source(document: Document, mark: tuple[int, int], name: str, source: Source) -> None:
    if source.publisher is None or source.date is None:
        right = "add them; write `date: undated` where the page has none"
        document.report(
            mark, "bare-source", f"`{name}` has no publisher or no date", right, warning=True
        )
    if source.url is not None and not source.url.startswith(("http://", "https://")):
        document.report(
            mark,
            "bad-url",
            f"the address of `{name}` is not a web address",
            "start it with https://",
        )
