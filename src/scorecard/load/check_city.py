"""What the file of a place must hold beyond its shape, against a rubric and within itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from ..model.place import CHANGES, City, Entry, Fact, Figure, Population, Reply
from ..model.rubric import PLAIN, Measure, Rubric, Scale, Track
from .check_source import Where, check_address, check_inline, check_source
from .document import MOST_PROBLEMS, Document, some
from .typed import digits, is_id, nearest, suggest

MOST_WORDS = 50
"""Words in a claim, so that it stays our own words."""


class Report(Protocol):
    """Adds a problem at a step below where its maker stands; at that key where none is given."""

    def __call__(
        self, code: str, wrong: str, right: str, *step: str | int, warning: bool = False
    ) -> None: ...


class Rubrics(NamedTuple):
    """The rubrics that a file may speak of: those loaded, the default of its kind, and whether
    they are all there are."""

    loaded: Mapping[str, Rubric]
    default: str | None
    complete: bool
    broken: frozenset[str] = frozenset()
    """Rubrics that are there and could not be read, of which nothing can be said."""

    def criterion(self, key: str) -> tuple[str | None, str, str]:
        """The rubric a key under `scores` speaks of, its criterion, and what is wrong with it."""
        named, slash, criterion = key.rpartition("/")
        if slash:
            rubric = self.loaded.get(named)
            if rubric is None:
                known = not self.complete or named in self.broken
                return None, criterion, "" if known else f"`{named}` is no rubric"
            wrong = (
                "" if criterion in rubric.criteria else f"`{criterion}` is no criterion of {named}"
            )
            return named, criterion, wrong
        order = [self.default] if self.default in self.loaded else []
        order += [name for name in self.loaded if name != self.default]
        for name in order:
            if name is not None and key in self.loaded[name].criteria:
                return name, key, ""
        if self.broken or not self.loaded:
            return None, key, ""
        of = f" of {self.default}" if self.default else ""
        return None, key, f"`{key}` is no criterion{of}"

    def known(self, *, qualified: bool) -> list[str]:
        """Every criterion as a key could name it."""
        return [
            name if rubric == self.default and not qualified else f"{rubric}/{name}"
            for rubric in self.loaded
            for name in self.loaded[rubric].criteria
        ]

    def where(self) -> str:
        """The files in which the ids of criteria stand."""
        return " and ".join(f"rubrics/{name}.yaml" for name in self.loaded) or "the rubrics"


def check_city(document: Document, city: City, rubrics: Rubrics) -> None:
    """Add every problem of the file of a place to its document."""
    used: set[str] = set()
    for name, fact in city.facts.items():
        if len(document.problems) > MOST_PROBLEMS:
            return
        _fact(document, city, name, fact, rubrics)
        used.update(source for source in fact.sources if isinstance(source, str))
    _cycles(document, city)
    _around(document, city, rubrics, used)


def _fact(document: Document, city: City, name: str, fact: Fact, rubrics: Rubrics) -> None:
    def report(code: str, wrong: str, right: str, *step: str | int, warning: bool = False) -> None:
        mark = document.at(("facts", name, *step), key=not step)
        document.report(mark, code, wrong, right, warning=warning)

    if not is_id(name):
        report("bad-id", f"`{name}` cannot be an id", "use letters, digits and hyphens")
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
        if isinstance(source, str) and source not in city.sources and source not in dropped:
            right = suggest(source, city.sources, "list it under `sources:`")
            wrong = f"`{source}` is no source of this file"
            report("unknown-source", wrong, right, "sources", number)
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
    if fact.scores and one_track:
        _scores(document, city, name, fact, rubrics)


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


def _scores(document: Document, city: City, name: str, fact: Fact, rubrics: Rubrics) -> None:
    once: dict[str, str] = {}
    said: set[tuple[str, str]] = set()
    for key, entry in fact.scores.items():
        where = ("facts", name, "scores", key)
        named = _criterion(document, rubrics, key, None, where)
        if named is None:
            continue
        rubric, criterion = named
        if named in said:
            mark = document.at(where, key=True)
            wrong = f"`{criterion}` stands here twice"
            document.report(mark, "two-criteria", wrong, "keep one of them")
            continue
        said.add(named)
        plain = "score" in rubrics.loaded[rubric].tracks
        if fact.track == "practice" and not plain and rubric in once:
            wrong = f"a practice fact shows one thing: it scores on `{once[rubric]}` already"
            document.report(
                document.at(where, key=True), "two-criteria", wrong, "keep the one it shows best"
            )
        once[rubric] = key
        track = "score" if plain else fact.track
        scale = rubrics.loaded[rubric].criteria[criterion].scale(track)
        if scale is None:
            wrong = f"`{criterion}` has no {track} scale"
            right = "keep the fact as `context:`, or place it on another criterion"
            document.report(document.at(where, key=True), "no-scale", wrong, right)
        else:
            _entry(document, city, where, fact, entry, scale)


def _entry(
    document: Document, city: City, where: tuple[str, ...], fact: Fact, entry: Entry, scale: Scale
) -> None:
    def report(code: str, wrong: str, right: str, *step: str | int, warning: bool = False) -> None:
        mark = document.at((*where, *step), key=not step)
        document.report(mark, code, wrong, right, warning=warning)

    shown = entry.and_shown
    if shown is not None and (scale.checklist or scale.by_number):
        wrong, right = "`and_shown` is for a measure with levels", "leave it out"
        report("out-of-place", wrong, right, "and_shown")
    if scale.checklist:
        _elements(entry, scale, report)
        return
    measure = scale.measure
    if entry.shown is not None or entry.unclear:
        key = "unclear" if entry.shown is None else "shown"
        right = "leave it out"
        if not scale.by_number and measure is None:
            right = f"write `level:`, one of {some(scale.ranked)}"
        report("out-of-place", f"`{key}` is for a checklist", right, key)
        if entry.level is None and fact.figure is None:
            return
    if shown not in (None, "yes") and scale.levels and shown not in scale.levels:
        right = f"write yes, or one of {some(scale.ranked)}"
        report("unknown-level", f"`{shown}` is no level here", right, "and_shown")
    if scale.by_number:
        if entry.level is not None:
            wrong = "a figure answers this criterion, and no level"
            right = f"write `figure: {{{_reads(measure or PLAIN)}: ...}}` beside the scores"
            report("out-of-place", wrong, right, "level")
        elif fact.figure is None:
            right = f"add `figure: {{{_reads(measure or PLAIN)}: ...}}` to the fact"
            report("no-figure", "no figure is given", right)
        else:
            _unit(document, city, where, fact, fact.figure, measure or PLAIN)
            _points_given(document, fact, fact.figure, where, scale)
    elif entry.level is not None:
        ends = scale.ends(entry.level)
        if ends is None:
            report("unknown-level", *_no_level(entry.level, scale), "level")
        elif (
            fact.figure is not None
            and measure is not None
            and measure.kind != "age"
            and any(scale.levels[end].bounded for end in ends)
        ):
            wrong = "the fact has a figure, so the program finds the level"
            report("level-and-figure", wrong, "leave `level` out", "level")
    elif measure is None or fact.track == "policy":
        right = f"add `level:`, one of {some(scale.ranked)}"
        report("no-level", "no level is given", right)
    elif measure.kind == "age":
        if fact.period is None and fact.date is None:
            report("no-date", "an age needs a date", "add `date:` to the fact")
    elif fact.figure is not None:
        _unit(document, city, where, fact, fact.figure, measure)
    elif scale.combine != "tally":
        right = "add `figure:` to the fact, or `level:` here"
        report("no-figure", "neither a level nor a figure is given", right)


def _no_level(stated: str, scale: Scale) -> tuple[str, str]:
    """What is wrong with a level that the scale does not have, and what would be right."""
    names, wrong = some(scale.ranked), f"`{stated[:80]}` is no level here"
    for high in scale.levels:
        low = stated[len(high) + 1 :]
        if stated == f"{high}-{low}" and low in scale.levels and low != high:
            return wrong, f"write the lower first: {low}-{high}"
    if scale.named:
        return wrong, suggest(stated, scale.levels, f"write one of {names}")
    two = f"{scale.ranked[-2]}-{scale.ranked[-1]}"
    return wrong, f"write one of {names}, or two of them, the lower first, as {two}"


def _elements(entry: Entry, scale: Scale, report: Report) -> None:
    """What a fact says of a checklist."""
    names = some(scale.checklist)
    if entry.level is not None:
        wrong = "a checklist is answered by its elements"
        report("out-of-place", wrong, f"write `shown: [...]`, of {names}", "level")
    elif entry.shown is None:
        right = f"add `shown: [...]`, of {names}"
        if entry.unclear:
            right = "add `shown: []` for none, or those that are"
        report("no-elements", "what is shown is not said", right)
    for key, stated in (("shown", entry.shown or ()), ("unclear", entry.unclear)):
        for number, name in enumerate(stated):
            if key == "unclear" and name in (entry.shown or ()):
                wrong = f"`{name}` is both shown and unclear"
                report("out-of-place", wrong, "keep it in one of them", key, number)
            if name not in scale.checklist:
                right = suggest(name, scale.checklist, f"write some of {names}")
                wrong = f"`{name}` is not on this checklist"
                report("unknown-element", wrong, right, key, number)


def _points_given(
    document: Document, fact: Fact, figure: Figure, where: tuple[str, ...], scale: Scale
) -> None:
    """Points as given lie between the least and the most there are."""
    if scale.given is None:
        return
    least, most = scale.worst * scale.most, scale.best * scale.most
    for key in ("value", "low", "high"):
        number = getattr(figure, key)
        if number is not None and not least <= number <= most:
            wrong = f"`{where[-1]}` cannot have {digits(number)} points"
            right = f"write {digits(least)} to {digits(most)}"
            at = document.at((*where[:2], "figure", key))
            document.report(at, "out-of-range", wrong, right)


def _reads(measure: Measure) -> str:
    """The key of a figure that a measure reads."""
    return "count" if measure.kind == "rate" else measure.kind


def _unit(
    document: Document,
    city: City,
    where: tuple[str, ...],
    fact: Fact,
    figure: Figure,
    measure: Measure,
) -> None:
    def report(code: str, wrong: str, right: str) -> None:
        document.report(document.at(where, key=True), code, wrong, right)

    wants = _reads(measure)
    ends = figure.low is not None and figure.high is not None
    given = getattr(figure, wants)
    if measure.kind == "share" and given is None and figure.total is not None:
        given = figure.count
    if given is None and not ends:
        right = f"write `figure: {{{wants}: ...}}`"
        report("wrong-figure", f"this criterion reads a {wants}", right)
    ends_of_share = [end for end in (figure.low, figure.high) if end is not None and end > 100]
    if measure.kind == "share" and ends_of_share:
        report("out-of-range", "a share is at most 100", "write 0 to 100")
    if measure.kind != "value" and any(end < 0 for end in (figure.low, figure.high) if end):
        report("out-of-range", f"a {measure.kind} cannot be under 0", "write 0 or more")
    units = ", ".join(measure.units)
    if not measure.units:
        pass
    elif figure.of is None:
        right = f"add `of:` to it, one of {units}"
        report("unknown-unit", "the figure of this fact has no unit", right)
    elif figure.of not in measure.units:
        near = nearest(figure.of, measure.units)
        right = f"did you mean `of: {near}`?" if near else f"write `of:` one of {units}"
        at = document.at((*where[:2], "figure", "of"))
        wrong = f"the unit `{figure.of}` is not read by `{where[-1]}`"
        document.report(at, "unknown-unit", wrong, right)
    body = city.bodies.get(fact.body or "")
    of_body = body.population if body is not None else None
    if measure.kind == "rate" and not (of_body or city.population or document.dropped):
        right = "add `population:` to the file"
        report("no-population", "a rate needs residents", right)
    if measure.kind == "rate" and fact.period is None:
        right = "add its `period:` and `seen_by:` to the fact"
        report("no-date", "a rate is of a time, and none is given", right)


def _cycles(document: Document, city: City) -> None:
    """Facts that end each other would leave none. Each circle is named once, at its first fact."""
    ends = {
        name: (*fact.supersedes, *((fact.of,) if fact.of else ()))
        for name, fact in city.facts.items()
        if fact.supersedes or fact.of
    }
    done: set[str] = set()
    for start in ends:
        path: dict[str, Iterator[str]] = {}
        here: str | None = start if start not in done else None
        while here is not None:
            following = path.setdefault(here, iter(ends.get(here, ())))
            other = next((one for one in following if one not in done), None)
            if other is None:
                done.add(here)
                del path[here]
                here = next(reversed(path), None)
            elif other not in path:
                here = other
            elif other != here:
                circle = list(path)[list(path).index(other) :]
                name = min(circle, key=list(ends).index)
                wrong = f"`{name}` ends itself by way of others"
                mark = document.at(("facts", name), key=True)
                document.report(mark, "cycle", wrong, "let the later end the earlier")
                done.update(circle)


def _around(document: Document, city: City, rubrics: Rubrics, used: set[str]) -> None:
    """Everything but the facts: populations, bodies, sources, what was looked for."""

    dropped = document.dropped

    def source(name: object, *where: str | int) -> None:
        if not isinstance(name, str):
            return
        used.add(name)
        if name not in city.sources and name not in dropped:
            right = suggest(name, city.sources, "list it under `sources:`")
            wrong = f"`{name}` is no source of this file"
            document.report(document.at(where), "unknown-source", wrong, right)

    if city.population is not None:
        source(city.population.source, "population", "source")
        _population(document, city.population, "population")
    for name, body in city.bodies.items():
        if not is_id(name):
            mark = document.at(("bodies", name), key=True)
            right = "use letters, digits and hyphens"
            document.report(mark, "bad-id", f"`{name}` cannot be an id", right)
        if body.population is not None:
            source(body.population.source, "bodies", name, "population", "source")
            _population(document, body.population, "bodies", name, "population")
        if body.place is None and (body.name is None or body.kind is None):
            mark = document.at(("bodies", name), key=True)
            right = "add `name:` and `kind:`, or `place:`"
            document.report(mark, "bare-body", f"`{name}` has no name or no kind", right)
    for name, stated in city.not_applicable.items():
        where: Where = ("not_applicable", name)
        _criterion(document, rubrics, name, stated.track, where)
        for one in stated.sources:
            source(one, *where, "sources")
        if not stated.sources:
            wrong = "what does not apply needs a source"
            document.report(document.at(where, key=True), "no-source", wrong, "add `sources:`")
        start, end = stated.from_, stated.until
        if start is not None and end is not None and end.last() < start.first():
            mark = document.at((*where, "until"))
            document.report(mark, "date-order", "it ends before it starts", "swap the dates")
    for number, looked in enumerate(city.looked_for):
        here = ("looked_for", number)
        known = _criterion(document, rubrics, looked.criterion, looked.track, here, below=True)
        plain = known is not None and "score" in rubrics.loaded[known[0]].tracks
        if known is not None and looked.track is None and not plain:
            wrong, right = "`track` is missing in `looked_for`", "add policy or practice"
            document.report(document.at(here), "missing-key", wrong, right)
        if looked.body not in (None, *city.bodies, *dropped):
            mark = document.at(("looked_for", number, "body"))
            wrong = f"`{looked.body}` is no body of this place"
            document.report(mark, "unknown-body", wrong, "list it under `bodies:`")
    if city.offices and rubrics.complete and not rubrics.broken:
        granting = {
            who
            for rubric in rubrics.loaded.values()
            for rule in rubric.criteria.values()
            for who in rule.who_can_grant
        }
        for name in city.offices:
            if name not in granting:
                mark = document.at(("offices", name), key=True)
                right = suggest(name, granting, "use a word of `who_can_grant` in a rubric")
                wrong = f"no rubric asks anything of `{name}`"
                document.report(mark, "unknown-office", wrong, right, warning=True)
    for number, reply in enumerate(city.replies):
        _reply(document, number, reply)
        for at, one in enumerate(reply.sources):
            source(one, "replies", number, "sources", at)
    for name, active in city.organizations.items():
        for at, one in enumerate(active.sources):
            source(one, "organizations", name, "sources", at)
        if not active.sources:
            mark = document.at(("organizations", name), key=True)
            wrong, right = f"`{name}` has no source", "name where its work was read about"
            document.report(mark, "no-source", wrong, right)
        check_address(document, ("organizations", name, "url"), name, active.url)
    misspelt = any(problem.code == "unknown-source" for problem in document.problems)
    for name, one in city.sources.items():
        if name not in used and not dropped and not misspelt:
            mark = document.at(("sources", name), key=True)
            right = "delete it, or use it"
            document.report(mark, "unused-source", f"`{name}` is not used", right, warning=True)
        check_source(document, ("sources", name), name, one)
    for name, fact in city.facts.items():
        check_inline(document, ("facts", name, "sources"), fact.sources)
    for name, stated in city.not_applicable.items():
        check_inline(document, ("not_applicable", name, "sources"), stated.sources)
    for number, reply in enumerate(city.replies):
        check_inline(document, ("replies", number, "sources"), reply.sources)
    for name, active in city.organizations.items():
        check_inline(document, ("organizations", name, "sources"), active.sources)


def _criterion(
    document: Document,
    rubrics: Rubrics,
    key: str,
    track: Track | None,
    where: Where,
    *,
    below: bool = False,
) -> tuple[str, str] | None:
    """The rubric and criterion that a key names; None, with a problem, where it names none. It
    stands as a key at `where`, or as `criterion:` below it."""
    rubric, criterion, wrong = rubrics.criterion(key)
    if wrong:
        mark = document.at(where, key=True)
        if below:
            mark = document.at((*where, "criterion"))
        right = suggest(
            key, rubrics.known(qualified="/" in key), f"the ids stand in {rubrics.where()}"
        )
        document.report(mark, "unknown-criterion", wrong, right)
        return None
    if rubric is None:
        return None
    if track is not None and rubrics.loaded[rubric].criteria[criterion].scale(track) is None:
        wrong, right = f"`{criterion}` has no {track} scale", "name the other track"
        if "score" in rubrics.loaded[rubric].tracks:
            right = "leave `track` out"
        document.report(document.at((*where, "track")), "no-scale", wrong, right)
    return rubric, criterion


def _population(document: Document, population: Population, *where: str) -> None:
    if not population.censuses and not document.dropped:
        mark = document.at(where, key=True)
        document.report(mark, "no-census", "no census year is given", "write `2021: 2794356`")
    for year, residents in population.censuses.items():
        if residents <= 0:
            mark = document.at((*where, year))
            wrong = f"`{year}` cannot have {residents} residents"
            document.report(mark, "out-of-range", wrong, "write a number above 0")


def _reply(document: Document, number: int, reply: Reply) -> None:
    """A reply says when it came and what it said, after it was asked for."""
    where: Where = ("replies", number)
    if (reply.received is None) != (reply.says is None):
        missing = "received" if reply.received is None else "says"
        wrong, right = f"a reply without `{missing}`", f"add `{missing}:`, or leave both out"
        document.report(document.at(where), "half-a-reply", wrong, right)
    elif reply.received is not None and reply.received.last() < reply.sent.first():
        mark = document.at((*where, "received"))
        document.report(mark, "date-order", "it came before it was asked for", "swap the dates")
