"""Why a number is what it is: from facts and sums to the share of the total."""

from __future__ import annotations

from fractions import Fraction

from ..analysis.costs import costs
from ..model.result import (
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

FEW = 20
"""Under so many events the count is to be read beside the rate (E3)."""


def explain_place(card: Scorecard) -> Document:
    """Every criterion with its weight and share, so that the totals can be added up by hand."""
    blocks: list[Block] = [
        Heading(f"{card.place.name}: how the grade is added up", 1),
        Para(
            f"{card.rubric.title}, version {card.rubric.version} ({card.rubric.id}). "
            f"As of {numbers.day(card.as_of)}."
        ),
    ]
    for track in card.tracks:
        blocks += _track(card, track.track)
    blocks += _overall(card)
    example = next((f.criterion for f in card.findings if f.point is not None), None)
    if example is not None:
        blocks += [
            Para("Any line in full:"),
            Command(words.command(card, example)),
        ]
    return tuple(blocks)


def _track(card: Scorecard, track: Track) -> list[Block]:
    rows: list[tuple[str, ...]] = []
    for component, rule in zip(card.components, card.rubric.components.values(), strict=True):
        rows += _component(card, track, component, rule, 0)
    total = card.track(track)
    assert total is not None
    score = total.score
    head = ("Component, criterion", "Weight %", "Share %", "Range", "Shown")
    shown = sum(_shown(card, track), Fraction(0))
    said = f"Shown {_weight(shown)} of {_weight(score.coverage)} answered"
    if score.point is not None:
        said += f" = {numbers.percent(score.point, numbers.thresholds(card.rubric, caps=False))} %"
    said += f"; range {numbers.percent(score.low)} to {numbers.percent(score.high)}."
    if any(
        rule.aggregate != "weighted_mean"
        for rule in (card.rubric, *card.rubric.components.values())
    ):
        said += " Some components are not added up as a weighted mean; see the rubric."
    name = "Every question" if len(card.rubric.tracks) == 1 else words.TRACK_NAMES[track]
    blocks: list[Block] = [Heading(name), Table(head, tuple(rows), right=(1, 4)), Para(said)]
    if any(f.last_known for f in card.findings if f.track == track):
        blocks.append(Para("* last known: older than the shelf life.", tone="note"))
    return blocks


def _component(
    card: Scorecard, track: Track, component: ComponentScore, rule: Component, depth: int
) -> list[tuple[str, ...]]:
    """A component with its own score, and under it every criterion."""
    score = component.on(track)
    if score is None:
        return []
    point = "unknown" if score.point is None else numbers.percent(score.point)
    below = [card.weight(name, track) for name, _ in rule.walk()]
    title = "  " * depth + rule.title
    whole = _weight(sum(below, Fraction(0)))
    rows: list[tuple[str, ...]] = [(title, whole, point, _ends(score), "")]
    for name in rule.criteria:
        finding = card.finding(name, track)
        if finding is not None:
            rows.append(_criterion(card, finding, depth + 1))
    for child, below_rule in zip(component.children, rule.components.values(), strict=True):
        rows += _component(card, track, child, below_rule, depth + 1)
    return rows


def _ends(found: Finding | Score) -> str:
    """A range, where it is one."""
    if found.low == found.high:
        return ""
    return f"{numbers.percent(found.low)} to {numbers.percent(found.high)}"


def _criterion(card: Scorecard, finding: Finding, depth: int) -> tuple[str, ...]:
    name = "  " * depth + finding.criterion
    weight = card.weight(finding.criterion, finding.track)
    if finding.status == "not-applicable":
        return name, "-", "does not apply", "", ""
    if finding.point is None:
        return name, _weight(weight), "unknown", _ends(finding), "0.00"
    star = "*" if finding.last_known else ""
    level = f" (level {finding.stands.level})" if finding.stands is not None else ""
    share = f"{numbers.percent(finding.point)}{star}{level}"
    return name, _weight(weight), share, _ends(finding), _weight(weight * finding.point)


def _shown(card: Scorecard, track: Track) -> list[Fraction]:
    return [
        card.weight(f.criterion, track) * f.point
        for f in card.findings
        if f.track == track and f.point is not None
    ]


def _weight(share: Fraction) -> str:
    """A weight in percent of the track, to two decimals."""
    hundredths = (
        int(share * 10_000 + Fraction(1, 2))
        if share >= 0
        else -int(-share * 10_000 + Fraction(1, 2))
    )
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"


def _overall(card: Scorecard) -> list[Block]:
    overall = card.overall
    limits = numbers.thresholds(card.rubric)
    blocks: list[Block] = [Heading("Overall")]
    if overall.point is None:
        if not overall.withheld:
            return [*blocks, Para("Nothing applies, so there is no overall.")]
        why = " and ".join(words.TRACK_NOUNS[track] for track in overall.withheld)
        need = numbers.decimal(card.rubric.withhold_under * 100)
        return [*blocks, Para(f"Withheld: {why} has less than {need} % of its weight answered.")]
    terms = []
    for track, part in card.mix:
        score = card.track(track)
        assert score is not None and score.score.point is not None
        terms.append(f"{numbers.decimal(part, 2)} x {_weight(score.score.point)}")
    assert overall.uncapped is not None
    text = f"{' + '.join(terms)} = {_weight(overall.uncapped)}."
    if overall.cap is not None:
        text += f" Capped by {overall.cap} at {numbers.percent(overall.point, limits)}."
    fired = [gate.id for gate in card.gates if gate.fired]
    text += f" Gates that fired: {', '.join(fired)}." if fired else " No gate fired."
    return [*blocks, Para(text)]


# ---------------------------------------------------------------- one criterion


def explain_criterion(card: Scorecard, criterion: str) -> Document:
    """One criterion on each of its tracks, body by body, fact by fact."""
    rule = card.rubric.criteria[criterion]
    blocks: list[Block] = [
        Heading(f"{card.place.name}: {criterion}", 1),
        Para(rule.question, strong=True),
    ]
    said = [f"{card.rubric.title}, version {card.rubric.version}. As of {numbers.day(card.as_of)}."]
    if rule.ask:
        granted = (
            f" Who can grant it: {', '.join(rule.who_can_grant)}." if rule.who_can_grant else ""
        )
        said.append(f"It asks {rule.ask.rstrip('.')}.{granted}")
    if rule.weight is not None:
        reason = f" {rule.weight_reason}" if rule.weight_reason else ""
        said.append(f"Weight {numbers.decimal(rule.weight, 2)}.{reason}")
    blocks += [Para(text) for text in said]
    for finding in card.findings:
        if finding.criterion == criterion:
            blocks += _finding(card, finding)
    return tuple(blocks)


def _finding(card: Scorecard, finding: Finding) -> list[Block]:
    track = finding.track
    name = "Score" if len(card.rubric.tracks) == 1 else words.TRACK_NAMES[track]
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
    noun = "total" if len(card.rubric.tracks) == 1 else words.TRACK_NOUNS[finding.track]
    if finding.status == "not-applicable":
        return f"Does not apply: {finding.why}"
    if finding.point is None:
        return (
            f"Unknown: nobody has shown it. It weighs {_weight(weight)} % of {noun}, "
            "and widens the range by that much."
        )
    if finding.status == "zero":
        return (
            f"Unanswered, which this rubric counts as 0. It weighs {_weight(weight)} % of {noun}."
        )
    stands = finding.stands
    assert stands is not None
    text = f"Level {stands.level}: {numbers.percent(finding.point)} % of the points"
    if finding.low != finding.high:
        text += f" (range {numbers.percent(finding.low)} to {numbers.percent(finding.high)})"
    text += f", times {_weight(weight)} % of {noun}, gives {_weight(weight * finding.point)}."
    if len(finding.bodies) > 1:
        text += f" The lowest of the bodies stands: {card.place.body_name(stands.body)}."
    dear = next((cost for cost in costs(card) if cost.finding == finding), None)
    if dear is not None and card.overall.point is not None:
        text += f" Full marks would raise the overall by {numbers.points(dear.share)} points."
    if finding.not_examined:
        names = ", ".join(card.place.body_name(body) for body in finding.not_examined)
        text += f" Not examined: {names}."
    return text


def _body(card: Scorecard, finding: Finding, body: BodyFinding) -> list[Block]:
    blocks: list[Block] = []
    if body.point is None:
        blocks.append(Para("Nothing stands."))
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
            Item(f"Contested by {reading.fact}: level {reading.level}. {_of(reading)}{reading.why}")
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
        blocks.append(Para("Set aside:"))
        blocks.append(Items(tuple(_aside(card, one) for one in rest)))
    return blocks


def _of(reading: Reading) -> str:
    figure = words.figure(reading)
    return f"{figure}. " if figure else ""


def _aside(card: Scorecard, one: Aside) -> Item:
    fact, _ = card.place.fact(one.fact)
    level = f"level {one.reading.level}, " if one.reading is not None else ""
    return Item(
        f"{one.fact} ({words.where(card, one.fact)}): {level}{words.aside(one)}.",
        (fact.claim, f"[{words.source(card, one.fact)}]"),
    )


def _fact(card: Scorecard, reading: Reading) -> Item:
    fact, file = card.place.fact(reading.fact)
    below = [f"Stands because: {reading.why}"]
    if fact.seen_by is not None:
        below.append(f"{words.SEEN_BY[fact.seen_by].capitalize()}.")
    when = str(fact.period) if fact.period is not None else numbers.day(fact.date)
    about = "Period" if fact.period is not None else "In force from"
    if fact.effect == "describes":
        about = "As described in"
    approximate = " (approximate)" if fact.approx_date else ""
    below.append(f"{about} {when}{approximate}; confidence {fact.confidence}.")
    if fact.note:
        below.append(f"Note: {fact.note}")
    sources = []
    for source in file.sources_of(fact):
        parts = [source.publisher, source.title, numbers.day(source.date)]
        sources.append(("Source: " + ". ".join(part for part in parts if part) + ".", source.url))
    text = f"{reading.fact} ({words.where(card, reading.fact)}): {fact.claim}"
    return Item(text, tuple(below), tuple(sources))


def _sums(card: Scorecard, body: BodyFinding) -> list[str]:
    """The arithmetic of a figure, step by step."""
    sums = body.arithmetic
    if sums is None:
        return []
    if sums.kind == "age":
        return [
            f"The period ended {numbers.months(int(sums.value))} before {numbers.day(card.as_of)}."
        ]
    if sums.tallied is not None:
        number = f"{sums.tallied} fact" + "s" * (sums.tallied != 1)
        return [f"{number} in the window, {numbers.decimal(sums.value)} {sums.unit} in all."]
    if sums.kind == "rate" and sums.given is not None:
        assert sums.years is not None and sums.residents is not None
        length = numbers.decimal(sums.years, 3)
        over = f"in {length} year{'s' * (length != '1')}" if sums.per is None else f"a {sums.per}"
        return [
            f"{numbers.whole(sums.given)} ({sums.unit}) {over}, among "
            f"{numbers.whole(sums.residents)} residents (census of {sums.census}"
            f"{_census_source(card, body)}).",
            f"{numbers.whole(sums.given)} / {length} / {numbers.whole(sums.residents)} x 100,000 = "
            f"{numbers.decimal(sums.value, 2)} a year.",
            *(["Fewer than 20 events: read the count, not the rate."] if sums.given < FEW else []),
        ]
    if sums.kind == "share" and sums.total is not None and sums.given is not None:
        return [
            f"{numbers.whole(sums.given)} / {numbers.whole(sums.total)} x 100 = "
            f"{numbers.decimal(sums.value, 2)} %."
        ]
    return [f"{words.figure(body)}."]


def _census_source(card: Scorecard, body: BodyFinding) -> str:
    """Where the residents were read, since a rate rests on them."""
    population = card.place.population(body.body)
    source = card.place.city.sources.get(population.source or "") if population else None
    return f"; from {source.publisher or source.title}" if source is not None else ""


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
    rows = []
    for reading, one in figures:
        sums = reading.arithmetic
        assert sums is not None
        fact, _ = card.place.fact(reading.fact)
        count = numbers.whole(sums.given) if sums.given is not None else words.ends(reading)
        about = words.roughly(sums)
        value = (
            numbers.rate(sums.value, limits) if sums.kind == "rate" else numbers.decimal(sums.value)
        )
        rows.append(
            (
                str(fact.period),
                f"{about}{count} ({sums.unit})",
                value,
                fact.seen_by or "",
                reading.level,
                "STANDS" if one is None else words.ROLES.get(one.reason, one.reason),
                words.where(card, reading.fact).rpartition(":")[2],
            )
        )
    kind = figures[0][0].arithmetic
    rated = kind is not None and kind.kind == "rate"
    head = ("Period", "Figure", "Rate" if rated else "Value", "Counted by", "Level", "Role", "Line")
    asides = [one for _, one in figures if one is not None]
    said = {words.ROLES.get(one.reason, one.reason): words.aside(one) for one in asides}
    legend = "; ".join(f"{role}: {text}" for role, text in said.items())
    rate = "Rate: per 100,000 residents a year. " if rated else ""
    file = card.place.file.path
    note = f"{rate}Line: of {file}." + (f" {legend[0].upper()}{legend[1:]}." if legend else "")
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
