"""Why a number is what it is: from facts and sums to the share of the total."""

from __future__ import annotations

from fractions import Fraction

from ..analysis.costs import costs
from ..model.place import Fact
from ..model.result import (
    Arithmetic,
    Aside,
    BodyFinding,
    ComponentScore,
    Finding,
    Reading,
    Score,
    Scorecard,
)
from ..model.rubric import Component, Track
from . import numbers, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Table
from .language import _, n_

FEW = 20
"""Under so many events the count is to be read beside the rate (E3)."""


def explain_place(card: Scorecard) -> Document:
    """Every criterion with its weight and share, so that the totals can be added up by hand."""
    blocks: list[Block] = [
        Heading(_("{name}: how the grade is added up", name=card.place.name), 1),
        Para(f"{words.edition(card.rubric)} {_as_of(card)}"),
    ]
    for track in card.tracks:
        blocks += _track(card, track.track)
    blocks += _overall(card)
    example = next((f.criterion for f in card.findings if f.point is not None), None)
    if example is not None:
        blocks += [
            Para(_("Any line in full:")),
            Command(words.command(card, example)),
        ]
    return tuple(blocks)


def _as_of(card: Scorecard) -> str:
    return _("As of {date}.", date=numbers.day(card.as_of))


def _track(card: Scorecard, track: Track) -> list[Block]:
    rows: list[tuple[str, ...]] = []
    for component, rule in zip(card.components, card.rubric.components.values(), strict=True):
        rows += _component(card, track, component, rule, 0)
    total = card.track(track)
    assert total is not None
    score = total.score
    head = (
        _("Component, criterion"),
        _("Weight %"),
        _("Share %"),
        _("Range"),
        _("Shown"),
    )
    limits = numbers.thresholds(card.rubric, caps=False)
    parts = {
        "shown": _weight(sum(_shown(card, track), Fraction(0))),
        "answered": _weight(score.coverage),
        "range": words.span(*(numbers.percent(end, limits) for end in (score.low, score.high))),
    }
    said = _("Shown {shown} of {answered} answered; range {range}.", **parts)
    if score.point is not None:
        point = numbers.percent(score.point, limits)
        said = _(
            "Shown {shown} of {answered} answered = {point} %; range {range}.",
            point=point,
            **parts,
        )
    if any(
        rule.aggregate != "weighted_mean"
        for rule in (card.rubric, *card.rubric.components.values())
    ):
        said += " " + _("Some components are not added up as a weighted mean; see the rubric.")
    name = _("Every question") if len(card.rubric.tracks) == 1 else words.track_name(track)
    blocks: list[Block] = [Heading(name), Table(head, tuple(rows), right=(1, 4)), Para(said)]
    if any(f.last_known for f in card.findings if f.track == track):
        blocks.append(Para(_("* last known: older than the shelf life."), tone="note"))
    return blocks


def _component(
    card: Scorecard, track: Track, component: ComponentScore, rule: Component, depth: int
) -> list[tuple[str, ...]]:
    """A component with its own score, and under it every criterion."""
    score = component.on(track)
    if score is None:
        return []
    limits = numbers.thresholds(card.rubric, caps=False)
    point = _("unknown") if score.point is None else numbers.percent(score.point, limits)
    below = [card.weight(name, track) for name, _rule in rule.walk()]
    title = "  " * depth + rule.title
    whole = _weight(sum(below, Fraction(0)))
    rows: list[tuple[str, ...]] = [(title, whole, point, _ends(score, limits), "")]
    for name in rule.criteria:
        finding = card.finding(name, track)
        if finding is not None:
            rows.append(_criterion(card, finding, depth + 1))
    for child, below_rule in zip(component.children, rule.components.values(), strict=True):
        rows += _component(card, track, child, below_rule, depth + 1)
    return rows


def _ends(found: Finding | Score, limits: tuple[Fraction, ...] = (Fraction(100),)) -> str:
    """A range, where it is one."""
    if found.low == found.high:
        return ""
    return words.span(*(numbers.percent(end, limits) for end in (found.low, found.high)))


def _criterion(card: Scorecard, finding: Finding, depth: int) -> tuple[str, ...]:
    name = "  " * depth + finding.criterion
    weight = card.weight(finding.criterion, finding.track)
    if finding.status == "not-applicable":
        return name, "-", _("does not apply"), "", ""
    if finding.point is None:
        return name, _weight(weight), _("unknown"), _ends(finding), _weight(Fraction(0))
    share = numbers.percent(finding.point) + ("*" if finding.last_known else "")
    if finding.stands is not None:
        share = _("{share} (level {level})", share=share, level=finding.stands.level)
    return name, _weight(weight), share, _ends(finding), _weight(weight * finding.point)


def _shown(card: Scorecard, track: Track) -> list[Fraction]:
    return [
        card.weight(f.criterion, track) * f.point
        for f in card.findings
        if f.track == track and f.point is not None
    ]


def _weight(share: Fraction) -> str:
    """A weight in percent of the track, to two decimals."""
    return numbers.fixed(share * 100)


def _overall(card: Scorecard) -> list[Block]:
    overall = card.overall
    blocks: list[Block] = [Heading(_("Overall"))]
    if overall.point is None:
        if not overall.withheld:
            return [*blocks, Para(_("Nothing applies, so there is no overall."))]
        text = _(
            "Withheld: {tracks} has less than {share} of its weight answered.",
            tracks=words.listed(words.noun(track) for track in overall.withheld),
            share=words.portion(card.rubric.withhold_under),
        )
        return [*blocks, Para(text)]
    terms = []
    for track, part in card.mix:
        score = card.track(track)
        assert score is not None and score.score.point is not None
        terms.append(f"{numbers.decimal(part, 2)} x {_weight(score.score.point)}")
    assert overall.uncapped is not None
    said = [f"{' + '.join(terms)} = {_weight(overall.uncapped)}."]
    if overall.cap is not None:
        point = numbers.percent(overall.point, numbers.thresholds(card.rubric))
        said.append(_("Capped by {gate} at {cap}.", gate=overall.cap, cap=point))
    fired = [gate.id for gate in card.gates if gate.fired]
    said.append(
        _("Caps that apply: {gates}.", gates=", ".join(fired)) if fired else _("No cap applies.")
    )
    return [*blocks, Para(" ".join(said))]


# ---------------------------------------------------------------- one criterion


def explain_criterion(card: Scorecard, criterion: str) -> Document:
    """One criterion on each of its tracks, body by body, fact by fact."""
    rule = card.rubric.criteria[criterion]
    blocks: list[Block] = [
        Heading(_("{name}: {text}", name=card.place.name, text=criterion), 1),
        Para(rule.question, strong=True),
    ]
    title, version = card.rubric.title, card.rubric.version
    edition = _("{title}, version {version}.", title=title, version=version)
    said = [f"{edition} {_as_of(card)}"]
    if rule.ask:
        asks = _("It asks {what}.", what=rule.ask.rstrip("."))
        who = words.granted_by(card.rubric, rule, card.place)
        granted = _("Who can grant it: {who}.", who=who)
        said.append(f"{asks} {granted}" if who else asks)
    if rule.weight is not None:
        weight = _("Weight {number}.", number=numbers.decimal(rule.weight, 2))
        said.append(f"{weight} {rule.weight_reason or ''}".rstrip())
    blocks += [Para(text) for text in said]
    for finding in card.findings:
        if finding.criterion == criterion:
            blocks += _finding(card, finding)
    return tuple(blocks)


def _finding(card: Scorecard, finding: Finding) -> list[Block]:
    track = finding.track
    name = _("Score") if len(card.rubric.tracks) == 1 else words.track_name(track)
    blocks: list[Block] = [Heading(name), Para(_result(card, finding), strong=True)]
    for body in finding.bodies:
        if len(finding.bodies) > 1 or body.body != card.place.focus:
            blocks.append(Heading(card.place.body_name(body.body), 3))
        blocks += _body(card, finding, body)
    looked = [Item(words.looked_for(one)) for one in words.searches(card, finding)]
    if looked:
        blocks.append(Items(tuple(looked)))
    return blocks


def _result(card: Scorecard, finding: Finding) -> str:
    weight = card.weight(finding.criterion, finding.track)
    parts = {
        "weight": _weight(weight),
        "whole": _("total") if len(card.rubric.tracks) == 1 else words.noun(finding.track),
    }
    if finding.status == "not-applicable":
        why = finding.why
        if why == "unanswered":
            why = _("it is unanswered, which this rubric leaves out.")
        return _("Does not apply: {why}", why=why)
    if finding.point is None:
        return _(
            "Unknown: nobody has shown it. It weighs {weight} % of {whole}, and widens the range "
            "by that much.",
            **parts,
        )
    if finding.status == "zero":
        return _(
            "Unanswered, which this rubric counts as 0. It weighs {weight} % of {whole}.", **parts
        )
    stands = finding.stands
    assert stands is not None
    share = _("{number} % of the points", number=numbers.percent(finding.point))
    if finding.low != finding.high:
        share = _(
            "{number} % of the points (range {range})",
            number=numbers.percent(finding.point),
            range=_ends(finding),
        )
    said = [
        _(
            "Level {level}: {share}, times {weight} % of {whole}, gives {shown}.",
            level=stands.level,
            share=share,
            shown=_weight(weight * finding.point),
            **parts,
        )
    ]
    if len(finding.bodies) > 1:
        name = card.place.body_name(stands.body)
        said.append(_("The lowest of the bodies stands: {name}.", name=name))
    dear = next((cost for cost in costs(card) if cost.finding == finding), None)
    if dear is not None and card.overall.point is not None:
        more = numbers.points(dear.share)
        said.append(_("Full marks would raise the overall by {points} points.", points=more))
    if finding.not_examined:
        names = ", ".join(card.place.body_name(body) for body in finding.not_examined)
        said.append(_("Not examined: {names}.", names=names))
    return " ".join(said)


def _body(card: Scorecard, finding: Finding, body: BodyFinding) -> list[Block]:
    blocks: list[Block] = []
    if body.point is None:
        blocks.append(Para(_("Nothing stands.")))
    else:
        level = words.standing(card, finding, body)
        remarks = words.marks(body)
        blocks.append(Para(f"{level}." + (f" ({remarks})" if remarks else "")))
        sums = _sums(card, body)
        if sums:
            blocks.append(Items(tuple(Item(line) for line in sums)))
        for reading in body.standing:
            blocks.append(Items((_fact(card, reading),)))
    series = _series(card, body)
    blocks += series
    if body.contested:
        items = tuple(
            Item(
                _(
                    "Contested by {fact}: level {level}. {why}",
                    fact=reading.fact,
                    level=reading.level,
                    why=_of(card, reading) + reading.why,
                )
            )
            for reading in body.contested
        )
        blocks.append(Items(items))
    in_series = {"rate", "share", "count", "value"} if series else set()
    rest = [
        one
        for one in body.aside
        if one.reading is None
        or one.reading.arithmetic is None
        or one.reading.arithmetic.kind not in in_series
    ]
    if rest:
        blocks.append(Para(_("Set aside:")))
        blocks.append(Items(tuple(_aside(card, one) for one in rest)))
    return blocks


def _of(card: Scorecard, reading: Reading) -> str:
    figure = words.figure(card.rubric, reading)
    return f"{figure}. " if figure else ""


def _aside(card: Scorecard, one: Aside) -> Item:
    fact = card.place.fact(one.fact)[0]
    said = [] if one.reading is None else [_("level {level}", level=one.reading.level)]
    said.append(words.aside(one))
    return Item(
        _(
            "{fact} ({where}): {text}",
            fact=one.fact,
            where=words.where(card, one.fact),
            text=", ".join(said) + ".",
        ),
        (fact.claim, f"[{words.source(card, one.fact)}]"),
    )


def _fact(card: Scorecard, reading: Reading) -> Item:
    fact, file = card.place.fact(reading.fact)
    below = [_("Stands because: {why}", why=reading.why)]
    if fact.seen_by is not None:
        below.append(f"{words.seen_by(fact.seen_by)}.")
    below.append(_dated(fact))
    if fact.note:
        below.append(_("Note: {note}", note=fact.note))
    sources = []
    for source in file.sources_of(fact):
        parts = [source.publisher, source.title, numbers.day(source.date)]
        text = ". ".join(part for part in parts if part)
        sources.append((_("Source: {source}.", source=text), source.url))
    text = _(
        "{fact} ({where}): {text}",
        fact=reading.fact,
        where=words.where(card, reading.fact),
        text=fact.claim,
    )
    return Item(text, tuple(below), tuple(sources))


def _dated(fact: Fact) -> str:
    """What time a fact speaks of, and how sure it is."""
    sure = words.confidence(fact.confidence)
    if fact.period is not None:
        when = numbers.period(fact.period)
        return _("Period {when}; confidence {confidence}.", when=when, confidence=sure)
    when = numbers.day(fact.date)
    if fact.approx_date:
        when = _("{when} (approximate)", when=when)
    if fact.effect == "describes":
        return _("As described in {when}; confidence {confidence}.", when=when, confidence=sure)
    return _("In force from {when}; confidence {confidence}.", when=when, confidence=sure)


def _sums(card: Scorecard, body: BodyFinding) -> list[str]:
    """The arithmetic of a figure, step by step."""
    sums = body.arithmetic
    if sums is None:
        return []
    if sums.kind == "age":
        return [
            _(
                "The period ended {age} before {date}.",
                age=numbers.months(int(sums.value)),
                date=numbers.day(card.as_of),
            )
        ]
    unit = card.rubric.word(sums.unit or "")
    if sums.tallied is not None:
        return [
            n_(
                "1 fact in the window; in all {value} ({unit}).",
                "{number} facts in the window; in all {value} ({unit}).",
                sums.tallied,
                value=numbers.decimal(sums.value),
                unit=unit,
            )
        ]
    if sums.kind == "rate" and sums.given is not None:
        return _rate(card, body, sums, unit)
    if sums.kind == "share" and sums.total is not None and sums.given is not None:
        given, total = numbers.whole(sums.given), numbers.whole(sums.total)
        share = numbers.decimal(sums.value, 2)
        return [_("{given} / {total} x 100 = {share} %.", given=given, total=total, share=share)]
    return [f"{words.figure(card.rubric, body)}."]


def _rate(card: Scorecard, body: BodyFinding, sums: Arithmetic, unit: str) -> list[str]:
    """A count over years and residents, as it can be worked out by hand."""
    assert sums.given is not None and sums.years is not None and sums.residents is not None
    given, length = numbers.whole(sums.given), numbers.decimal(sums.years, 3)
    span = words.in_years(sums.years)
    if sums.per is not None:
        span = words.per(sums.per)
    residents = numbers.whole(sums.residents)
    said = [
        _(
            "{given} ({unit}) {span}, among {residents} residents ({census}).",
            given=given,
            unit=unit,
            span=span,
            residents=residents,
            census=_census(card, body, sums.census),
        ),
        _(
            "{given} / {years} / {residents} x 100,000 = {rate} a year.",
            given=given,
            years=length,
            residents=residents,
            rate=numbers.decimal(sums.value, 2),
        ),
    ]
    if sums.given < FEW:
        said.append(_("Fewer than 20 events: read the count, not the rate."))
    return said


def _census(card: Scorecard, body: BodyFinding, year: int | None) -> str:
    """Which census, and where its residents were read, since a rate rests on them."""
    population = card.place.population(body.body)
    source = card.place.city.sources.get(population.source or "") if population else None
    if source is None:
        return _("census of {year}", year=year)
    name = source.publisher or source.title
    return _("census of {year}; from {source}", year=year, source=name)


def _series(card: Scorecard, body: BodyFinding) -> list[Block]:
    """Every figure of a body by period, with what became of it; nothing where there is but one."""
    readings: list[tuple[Reading, Aside | None]] = [(reading, None) for reading in body.standing]
    readings += [(one.reading, one) for one in body.aside if one.reading is not None]
    figures = [
        (reading, one)
        for reading, one in sorted(readings, key=lambda pair: (pair[0].ended, pair[0].fact))
        if reading.arithmetic is not None and reading.arithmetic.kind != "age"
    ]
    if len(figures) < 2:
        return []
    limits = _limits(card, body)
    files = {words.where(card, reading.fact).rpartition(":")[0] for reading, _one in figures}
    rows = []
    for reading, one in figures:
        sums = reading.arithmetic
        assert sums is not None
        fact = card.place.fact(reading.fact)[0]
        file, _colon, line = words.where(card, reading.fact).rpartition(":")
        count = numbers.whole(sums.given) if sums.given is not None else words.ends(reading)
        value = (
            numbers.rate(sums.value, limits) if sums.kind == "rate" else numbers.decimal(sums.value)
        )
        rows.append(
            (
                "" if fact.period is None else numbers.period(fact.period),
                f"{words.roughly(sums, count)} ({card.rubric.word(sums.unit or '')})",
                value,
                words.counted_by(fact.seen_by),
                reading.level,
                _("STANDS") if one is None else words.role(one.reason),
                line if len(files) == 1 else f"{file}:{line}",
            )
        )
    kind = figures[0][0].arithmetic
    rated = kind is not None and kind.kind == "rate"
    head = (
        _("Period"),
        _("Figure"),
        _("Rate") if rated else _("Value"),
        _("Counted by"),
        _("Level"),
        _("Role"),
        _("Line"),
    )
    asides = [one for _reading, one in figures if one is not None]
    said = {words.role(one.reason): words.aside(one) for one in asides}
    notes = [_("Rate: per 100,000 residents a year.")] if rated else []
    if len(files) == 1:
        notes.append(_("Line: of {file}.", file=files.pop()))
    if said:
        legend = words.joined(
            _("{name}: {text}", name=role, text=text) for role, text in said.items()
        )
        notes.append(f"{words.sentence(legend)}.")
    note = " ".join(notes)
    return [Table(head, tuple(rows), right=(2, 6)), Para(note, tone="note")]


def _limits(card: Scorecard, body: BodyFinding) -> tuple[Fraction, ...]:
    """The thresholds of the scale that a figure was read on."""
    kind = card.place.body_kind(body.body)
    for finding in card.findings:
        if body in finding.bodies:
            scale = card.rubric.criteria[finding.criterion].scale(finding.track)
            assert scale is not None
            return tuple(
                t for level in scale.levels.values() for t in level.bounds(kind).thresholds()
            )
    return ()
