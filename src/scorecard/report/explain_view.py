"""Why a number is what it is: from facts and sums to the share of the total."""

from __future__ import annotations

from fractions import Fraction

from ..analysis.costs import costs
from ..analysis.sums import sums
from ..engine.scores import adds
from ..model.place import known_replies
from ..model.result import Aside, BodyFinding, Finding, Reading, Scorecard
from ..model.rubric import Criterion
from ..model.scale import Scale
from ..model.source import Source
from . import answers, figures_view, grades, numbers, trust, words
from .document import Block, Command, Document, Heading, Item, Items, Para
from .grades import Grades
from .language import N_, _, n_
from .sums_view import TrackTable, range_of, to_two_places


def explain_place(card: Scorecard) -> Document:
    """Every criterion with its weight and share, so that the totals can be added up by hand."""
    blocks: list[Block] = [
        Heading(_("{name}: how the grade is added up", name=card.place.name), 1),
        Para(f"{words.edition(card.rubric)} {_as_of(card)}"),
    ]
    for track, total in sums(card).items():
        blocks += TrackTable(card, track, total).blocks()
    checked = trust.double_checked(card)
    blocks += [Para(checked)] if checked else []
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


def _overall(card: Scorecard) -> list[Block]:
    overall, own = card.overall, grades.total(card.rubric, card.tracks, caps=True)
    blocks: list[Block] = [Heading(_("Overall"))]
    if overall.point is None:
        if not overall.withheld:
            return [*blocks, Para(_("Nothing applies, so there is no overall."))]
        return [*blocks, Para(_withheld(card))]
    assert overall.uncapped is not None
    said = [f"{_mixed(card, own, overall.uncapped)}."]
    if overall.cap is not None:
        point = own.number(overall.point)
        said.append(_("Capped by {gate} at {cap}.", gate=overall.cap, cap=point))
    fired = [gate.id for gate in card.gates if gate.fired]
    if fired:
        said.append(_("Caps that apply: {gates}.", gates=", ".join(fired)))
    elif card.rubric.gates or not card.rubric.one_track:
        said.append(_("No cap applies."))
    return [*blocks, Para(" ".join(said))]


def _withheld(card: Scorecard) -> str:
    """Why there is no overall."""
    share = words.portion(card.rubric.withhold_under)
    if card.rubric.one_track:
        return _("Withheld: less than {share} of the weight is answered.", share=share)
    tracks = words.listed(words.noun(card.rubric, track) for track in card.overall.withheld)
    return _(
        "Withheld: {tracks} has less than {share} of its weight answered.",
        tracks=tracks,
        share=share,
    )


def _mixed(card: Scorecard, own: Grades, uncapped: Fraction) -> str:
    """How the tracks make the overall; of one track, that it is the overall."""
    if card.rubric.one_track:
        grade = own.graded(uncapped)
        return grade if card.rubric.in_points else _("{grade} of 100", grade=grade)
    terms = []
    for track, part in card.mix:
        score = card.track(track)
        assert score is not None and score.score.point is not None
        terms.append(f"{numbers.decimal(part, 2)} x {to_two_places(score.score.point, own)}")
    return f"{' + '.join(terms)} = {to_two_places(uncapped, own)}"


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
    weight = _stated(card, rule)
    if weight:
        said.append(f"{weight} {rule.weight_reason or ''}".rstrip())
    blocks += [Para(text) for text in said]
    for finding in card.findings:
        if finding.criterion == criterion:
            blocks += _finding(card, finding)
    return tuple(blocks)


def _stated(card: Scorecard, rule: Criterion) -> str:
    """What a criterion weighs among its siblings, as the rubric states it."""
    rubric = card.rubric
    if rule.penalty is not None:
        return _("A penalty of {number}.", number=numbers.amount(rubric.number(rule.penalty)))
    if rule.bonus is not None:
        return _("A bonus of {number}.", number=numbers.amount(rubric.number(rule.bonus)))
    weight = rubric.weighs(rule, card.place.kind)
    if not weight:
        return ""
    if rule.weight is None:
        return _("At most {points}.", points=grades.points(weight))
    return _("Weight {number}.", number=numbers.decimal(weight, 2))


def _finding(card: Scorecard, finding: Finding) -> list[Block]:
    name = words.track_name(card.rubric, finding.track)
    blocks: list[Block] = [Heading(name), Para(_result(card, finding), strong=True)]
    for body in finding.bodies:
        if len(finding.bodies) > 1 or body.body != card.place.focus:
            blocks.append(Heading(card.place.body_name(body.body), 3))
        blocks += _body(card, finding, body)
    unheard = _answering(card, finding) if finding.status == "not-applicable" else []
    if unheard:
        text = _(
            "What answers it all the same is not counted: {facts}.", facts=words.listed(unheard)
        )
        blocks.append(Para(text))
    looked = [Item(words.looked_for(one)) for one in words.searches(card, finding)]
    if looked:
        blocks.append(Items(tuple(looked)))
    return blocks


def _answering(card: Scorecard, finding: Finding) -> list[str]:
    """The facts that speak of a question, by id."""
    plain = finding.track == "score"
    return [
        name
        for name, _body, fact, file in card.place.facts()
        if plain or fact.track == finding.track
        if any(
            file.answers(key, card.rubric, finding.track) == finding.criterion
            for key in fact.scores
        )
    ]


def _result(card: Scorecard, finding: Finding) -> str:
    """What a criterion gives, and what that makes in the whole."""
    if finding.status == "not-applicable":
        return _("Does not apply: {why}", why=words.why_not(card, finding))
    rule = card.rubric.criteria[finding.criterion]
    scale = rule.scale(finding.track)
    assert scale is not None
    if finding.stands is None or finding.point is None:
        return _nothing(card, finding, rule, scale)
    said = [_answer(rule, scale, finding)]
    if rule.adds:
        said = [_added(card, rule, scale, finding, said[0])]
    else:
        said = [_weighed(card, finding, said[0])]
    stands = finding.stands
    if len(finding.bodies) > 1:
        name = card.place.body_name(stands.body)
        said.append(_("The lowest of the bodies stands: {name}.", name=name))
    dear = next((cost for cost in costs(card) if cost.finding == finding), None)
    if dear is not None and card.overall.point is not None:
        own = grades.total(card.rubric, card.tracks)
        more = own.points(dear.share)
        if rule.penalty is not None:
            said.append(
                n_(
                    "Without it the overall would be {points} point higher.",
                    "Without it the overall would be {points} points higher.",
                    own.form(more),
                    points=more,
                )
            )
        else:
            said.append(
                n_(
                    "Full marks would raise the overall by {points} point.",
                    "Full marks would raise the overall by {points} points.",
                    own.form(more),
                    points=more,
                )
            )
    if finding.not_examined:
        names = ", ".join(card.place.body_name(body) for body in finding.not_examined)
        said.append(_("Not examined: {names}.", names=names))
    return " ".join(said)


def _weighs(card: Scorecard, finding: Finding) -> str:
    """What a criterion weighs: `41.67 % of practice`, or `6 of 10 points`."""
    own = grades.total(card.rubric, card.tracks)
    weight = card.weight(finding.criterion, finding.track)
    if own.unit.told == "points":
        return own.shown(weight)
    return words.by_track(
        card.rubric,
        finding.track,
        N_("{share} % of {track}"),
        N_("{share} % of the total"),
        share=to_two_places(weight, own),
    )


def _nothing(card: Scorecard, finding: Finding, rule: Criterion, scale: Scale) -> str:
    """What it means that nothing stands."""
    zero = finding.status == "zero"
    if rule.adds and zero:
        return _("Unanswered, which this rubric counts as 0: it adds nothing.")
    if rule.adds:
        given = adds(card.rubric, rule) or Fraction(0)
        least, most = sorted((given * scale.worst, given * scale.best))
        return _(
            "Unknown: nobody has shown it. It only adds points, {least} to {most}.",
            least=numbers.signed(least),
            most=numbers.signed(most),
        )
    weighs = _weighs(card, finding)
    if zero:
        return _("Unanswered, which this rubric counts as 0. It weighs {weighs}.", weighs=weighs)
    return _(
        "Unknown: nobody has shown it. It weighs {weighs}, and widens the range by that much.",
        weighs=weighs,
    )


def _answer(rule: Criterion, scale: Scale, finding: Finding) -> str:
    """What stands, and what it is worth, with its range where it is one."""
    stands = finding.stands
    assert stands is not None and finding.point is not None
    share = answers.worth(rule, scale, finding.point)
    if finding.low != finding.high:
        share = _("{share} (range {range})", share=share, range=range_of(rule, scale, finding))
    if stands.level is None:
        return words.sentence(share)
    return _("Level {level}: {text}", level=stands.level, text=share)


def _weighed(card: Scorecard, finding: Finding, answer: str) -> str:
    """An answer with what it weighs, and what that gives."""
    own = grades.total(card.rubric, card.tracks)
    assert finding.point is not None
    weighs = _weighs(card, finding)
    if not sums(card)[finding.track].plain_throughout:
        return _("{answer}. It weighs {weighs}.", answer=answer, weighs=weighs)
    weight = card.weight(finding.criterion, finding.track)
    shown = to_two_places(weight * finding.point, own)
    if own.unit.told == "points":
        return _(
            "{answer}. It weighs {weighs}, so that gives {points}.",
            answer=answer,
            weighs=weighs,
            points=grades.points(weight * finding.point * own.unit.whole),
        )
    return _("{answer}, times {weighs}, gives {shown}.", answer=answer, weighs=weighs, shown=shown)


def _added(card: Scorecard, rule: Criterion, scale: Scale, finding: Finding, answer: str) -> str:
    """An answer that only adds or takes points: of how many, and what that makes."""
    assert finding.point is not None
    rubric, share = card.rubric, finding.point
    if rule.penalty is not None:
        taken = rubric.number(rule.penalty)
        return _(
            "{answer}; of a penalty of {number} it takes {points}.",
            answer=answer,
            number=numbers.amount(taken),
            points=grades.points(taken * share),
        )
    if rule.bonus is not None:
        given = rubric.number(rule.bonus)
        return _(
            "{answer}; of a bonus of {number} it adds {points}.",
            answer=answer,
            number=numbers.amount(given),
            points=grades.points(given * share),
        )
    return _("{answer}, added as they are.", answer=answer)


def _body(card: Scorecard, finding: Finding, body: BodyFinding) -> list[Block]:
    blocks: list[Block] = []
    if body.point is None:
        blocks.append(Para(_("Nothing stands.")))
    else:
        level = answers.standing(card, finding, body, elements=False)
        remarks = words.marks(body)
        blocks.append(Para(f"{level}." + (f" ({remarks})" if remarks else "")))
        lines = [
            *figures_view.in_steps(card, finding, body),
            *figures_view.to_share(card, finding, body),
        ]
        if lines:
            blocks.append(Items(tuple(Item(line) for line in lines)))
        for reading in body.standing:
            blocks.append(Items((_fact(card, reading),)))
    series = figures_view.series(card, finding, body)
    blocks += series
    if body.contested:
        items = tuple(
            Item(
                _(
                    "Contested by {fact}: {answer}. {why}",
                    fact=reading.fact,
                    answer=answers.answered(card, finding, reading),
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
        blocks.append(Items(tuple(_aside(card, finding, one) for one in rest)))
    return blocks


def _of(card: Scorecard, reading: Reading) -> str:
    figure = answers.figure(card.rubric, reading)
    return f"{figure}. " if figure else ""


def _aside(card: Scorecard, finding: Finding, one: Aside) -> Item:
    fact, file = card.place.fact(one.fact)
    replies = trust.replies(file, fact, card.as_of)
    said = [] if one.reading is None else [answers.answered(card, finding, one.reading)]
    said.append(words.aside(card.rubric, one))
    return Item(
        _(
            "{fact} ({where}): {text}",
            fact=one.fact,
            where=words.where(card, one.fact),
            text=", ".join(said) + ".",
        ),
        (fact.claim, f"[{words.source(card, one.fact)}]", *replies),
    )


def _fact(card: Scorecard, reading: Reading) -> Item:
    fact, file = card.place.fact(reading.fact)
    because = _("It stands because: {why}", why=reading.why)
    if reading.level is not None:
        because = _("Stands because: {why}", why=reading.why)
    below = [because]
    if fact.seen_by is not None:
        below.append(f"{words.seen_by(fact.seen_by)}.")
    below.append(words.timed(fact))
    if fact.coded_by is not None:
        below.append(trust.coder(fact))
    if fact.note:
        below.append(_("Note: {note}", note=fact.note))
    sources = [
        (_("Source: {source}.", source=_cited(source)), source.url)
        for source in file.sources_of(fact)
    ]
    for reply in known_replies(fact.replies, card.as_of):
        below.append(trust.beside(reply))
        sources += [
            (_("Source of the reply: {source}.", source=_cited(source)), source.url)
            for source in file.sources_of(reply)
        ]
    text = _(
        "{fact} ({where}): {text}",
        fact=reading.fact,
        where=words.where(card, reading.fact),
        text=fact.claim,
    )
    return Item(text, tuple(below), tuple(sources))


def _cited(source: Source) -> str:
    """A source in a line: publisher, title, date."""
    parts = [source.publisher, source.title, numbers.day(source.date)]
    return ". ".join(part for part in parts if part)
