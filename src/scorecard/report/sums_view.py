"""How a score is added up, in lines that can be followed by hand (S1, S3, S4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ..analysis.grading import PERCENT
from ..analysis.sums import Part, Sum
from ..model.result import ComponentScore, Finding, Scorecard
from ..model.rubric import Component, Criterion, Round, Track
from ..model.scale import Scale
from . import answers, grades, numbers, words
from .document import Block, Heading, Item, Items, Para, Table
from .grades import Grades
from .language import _, n_, p_

MOST_TERMS = 12
"""A sum of more terms than these is read from the table, rather than written out."""


class TrackTable:
    """One track: every component and criterion in a row, and how they are added up."""

    def __init__(self, card: Scorecard, track: Track, total: Sum) -> None:
        self.card, self.track, self.total = card, track, total
        self.own = grades.total(card.rubric, card.tracks)
        self.adds_up = total.plain_throughout
        """Whether the weights times the shares of all criteria make the total."""

    def blocks(self) -> list[Block]:
        card, points = self.card, self.card.rubric.in_points
        rows: list[tuple[str, ...]] = []
        for component, rule in zip(card.components, card.rubric.components.values(), strict=True):
            rows += self.component(component, rule, 0)
        head = (
            _("Component, criterion"),
            _("Weight") if points else _("Weight %"),
            _("Share") if points else _("Share %"),
            _("Range"),
            _("Shown"),
        )
        columns = len(head) if self.adds_up else len(head) - 1
        table = Table(
            head[:columns],
            tuple(row[:columns] for row in rows),
            right=(1, 4) if self.adds_up else (1,),
        )
        one = card.rubric.one_track
        name = _("Every question") if one else words.track_name(card.rubric, self.track)
        blocks: list[Block] = [Heading(name), table, Para(self.in_a_line())]
        lines = tuple(Item(line) for line in Told(card, self.total).lines())
        if lines:
            blocks += [Para(_("How it is added up:")), Items(lines)]
        if any(f.last_known for f in card.findings if f.track == self.track):
            blocks.append(Para(_("* last known: older than the shelf life."), tone="note"))
        return blocks

    def in_a_line(self) -> str:
        """What is shown, of what is answered; without a point only the range."""
        own, score = self.own, self.total.score
        parts = {
            "shown": self.weight(sum(self.shown(), Fraction(0))),
            "answered": self.weight(score.coverage),
            "range": own.range(score.low, score.high),
        }
        if not self.adds_up:
            return _("Range {range}.", range=parts["range"])
        if score.point is None:
            return _("Shown {shown} of {answered} answered; range {range}.", **parts)
        if own.unit.told == "points":
            point = own.shown(score.point)
            return _(
                "Shown {shown} of {answered} answered = {point}; range {range}.",
                point=point,
                **parts,
            )
        return _(
            "Shown {shown} of {answered} answered = {point} %; range {range}.",
            point=own.number(score.point),
            **parts,
        )

    def weight(self, share: Fraction) -> str:
        """A weight in percent of the track, or in points, to two decimals."""
        return to_two_places(share, self.own)

    def shown(self) -> list[Fraction]:
        card = self.card
        return [
            card.weight(f.criterion, self.track) * f.point
            for f in card.findings
            if f.track == self.track and f.point is not None
        ]

    def component(
        self, component: ComponentScore, rule: Component, depth: int
    ) -> list[tuple[str, ...]]:
        """A component with its own score, and under it every criterion."""
        card, score = self.card, component.on(self.track)
        if score is None:
            return []
        own = grades.component(card.rubric, self.own, rule, score)
        found = own.unit.point(score)
        point = _("unknown") if found is None else own.shown(found)
        below = [card.weight(name, self.track) for name, _rule in rule.walk()]
        title = "  " * depth + rule.title
        whole = self.weight(sum(below, Fraction(0))) if score.whole else "-"
        ends = "" if score.low == score.high else own.range(score.low, score.high)
        rows: list[tuple[str, ...]] = [(title, whole, point, ends, "")]
        for name in rule.criteria:
            finding = card.finding(name, self.track)
            if finding is not None:
                rows.append(self.criterion(finding, depth + 1))
        for child, below_rule in zip(component.children, rule.components.values(), strict=True):
            rows += self.component(child, below_rule, depth + 1)
        return rows

    def criterion(self, finding: Finding, depth: int) -> tuple[str, ...]:
        card, rule = self.card, self.card.rubric.criteria[finding.criterion]
        scale = rule.scale(finding.track)
        assert scale is not None
        name = "  " * depth + finding.criterion
        weight = card.weight(finding.criterion, finding.track)
        if finding.status == "not-applicable":
            return name, "-", _("does not apply"), "", ""
        weighs = _adding(card, rule) if rule.adds else self.weight(weight)
        ends = range_of(rule, scale, finding)
        if finding.point is None:
            return name, weighs, _("unknown"), ends, self.weight(Fraction(0))
        share = _cell(rule, scale, finding.point, sign=card.rubric.in_points)
        share += "*" if finding.last_known else ""
        if finding.stands is not None and finding.stands.level is not None:
            share = _("{share} (level {level})", share=share, level=finding.stands.level)
        return name, weighs, share, ends, self.weight(weight * finding.point)


def _cell(rule: Criterion, scale: Scale, share: Fraction, *, sign: bool) -> str:
    """What an answer is worth, in a cell: a percentage, or points."""
    if answers.in_points(rule, scale):
        return answers.worth(rule, scale, share)
    number = numbers.percent(share)
    return _("{number} %", number=number) if sign else number


def _adding(card: Scorecard, rule: Criterion) -> str:
    """What a criterion that only adds points says in place of a weight."""
    if rule.penalty is not None:
        return _("penalty {number}", number=numbers.amount(card.rubric.number(rule.penalty)))
    if rule.bonus is not None:
        return _("bonus {number}", number=numbers.amount(card.rubric.number(rule.bonus)))
    return "-"


def range_of(rule: Criterion, scale: Scale, found: Finding) -> str:
    """The range of a finding, where it is one: in percent, or in points."""
    if found.low == found.high:
        return ""
    ends = (found.low, found.high)
    if answers.in_points(rule, scale):
        return numbers.span(*(numbers.amount(end * scale.most) for end in ends))
    return numbers.span(*(numbers.percent(end) for end in ends))


def to_two_places(share: Fraction, own: Grades) -> str:
    """A weight in percent of the track, or in points of the total, to two decimals."""
    return numbers.fixed(share * own.unit.whole)


# ---------------------------------------------------------------- line by line


class Told:
    """The lines for one track of a scorecard."""

    def __init__(self, card: Scorecard, total: Sum) -> None:
        self.card, self.total = card, total
        self.of_total = grades.total(card.rubric, card.tracks)

    def lines(self) -> Iterator[str]:
        """One line for each component that its table alone does not explain, and for the total."""
        yield from self._within(self.total, self.card.rubric.components)
        if self.total.rule.over == "criteria":
            yield _("Every question counts in the total by itself; the components only report.")
        if not self.total.plain_throughout and self.total.score.point is not None:
            yield self._line(_("Total"), self.total, self.of_total, self.card.rubric.components)

    def _within(self, above: Sum, rules: Mapping[str, Component]) -> Iterator[str]:
        for name, rule in rules.items():
            mine = above.below.get(name)
            if mine is None:
                continue
            yield from self._within(mine, rule.components)
            if not mine.plain or rule.aggregate == "sum" or rule.over == "criteria":
                own = grades.component(self.card.rubric, self.of_total, rule, mine.score)
                yield self._line(rule.title, mine, own, rule.components)

    def _line(self, title: str, mine: Sum, own: Grades, inner: Mapping[str, Component]) -> str:
        titles = {name: rule.title for name, rule in inner.items()}
        said = [self._sum(mine, own, titles), *self._limits(mine, own)]
        text = p_("between parts of a remark", "; ").join(part for part in said if part)
        return _("{name}: {text}", name=title, text=f"{text}.")

    # ------------------------------------------------------------ the sum itself

    def _sum(self, mine: Sum, own: Grades, titles: Mapping[str, str]) -> str:
        """What is added up, and what that makes before any limit."""
        adding = [part for part in mine.parts if part.only_adds and part.is_known]
        known = [part for part in mine.parts if not part.only_adds and part.coverage]
        if own.unit.told == "added":
            made = grades.points(sum((part.added for part in adding), Fraction(0)))
            if not adding:
                return _("nobody has shown any of it")
            return _equal(_added(adding, titles), made)
        if not known or mine.score.point is None:
            return _("nobody has shown any of it")
        before = mine.score.point if mine.score.before is None else mine.score.before
        made = _made(own, before)
        if mine.rule.aggregate == "minimum":
            lowest = words.listed(_named(_percent(_point(part)), part, titles) for part in known)
            return _("the lowest of {shares} is {lowest}", shares=lowest, lowest=made)
        if mine.rule.aggregate == "geometric_mean" and min(map(_point, known)) <= 0:
            shares = words.listed(_named(_percent(_point(part)), part, titles) for part in known)
            return _(
                "not all is above 0 of {shares}, so the mean is {made}", shares=shares, made=made
            )
        if mine.rule.aggregate == "geometric_mean":
            return _equal(_product(known, titles), made)
        return self._weighted(mine, own, known, adding, titles, made)

    def _weighted(
        self,
        mine: Sum,
        own: Grades,
        known: list[Part],
        adding: list[Part],
        titles: Mapping[str, str],
        made: str,
    ) -> str:
        """A mean, or a sum of points; of what is not known nothing is counted."""
        if len(known) + len(adding) > MOST_TERMS:
            terms = n_(
                "the weight times the share of 1 part",
                "the weights times the shares of {number} parts",
                len(known),
            )
        else:
            told = [_named(self._term(mine, part), part, titles) for part in known]
            terms = told[0] + "".join(
                f" - {one[1:]}" if one.startswith("-") else f" + {one}" for one in told[1:]
            )
        held = sum((_weighs(part) for part in known), Fraction(0))
        whole, after = mine.score.whole, _added(adding, titles, after=True)
        if own.unit.told == "percent" and held == whole:
            bracketed = f"({terms}{after})" if len(known) + len(adding) > 1 else terms
            return _equal(f"{bracketed} / {_number(held)}", made)
        if own.unit.told == "percent":
            bracketed = f"({terms})" if len(known) > 1 else terms
            more = f" + ({_added(adding, titles)}) / {_number(whole)}" if adding else ""
            return _equal(f"{bracketed} / {_number(held)}{more}", made)
        if held == whole:
            return _equal(f"{terms}{after}", made)
        # What only adds or takes points does so once, whatever is not answered.
        shown = sum((_weighs(part) * _point(part) for part in known), Fraction(0))
        of_all = numbers.amount(shown / held * whole)
        return _(
            "{sum}, out of the {held} points that are answered: as much of all would be {made}",
            sum=_equal(terms, grades.points(shown)),
            held=numbers.amount(held),
            made=_equal(f"{of_all}{after}", made) if adding else made,
        )

    def _term(self, mine: Sum, part: Part) -> str:
        """What a part brings: its points, where it is told in points, or weight times share."""
        points = mine.rule.aggregate == "sum" and self._in_points(mine, part)
        if points:
            return _number(part.weight * part.coverage * _point(part))
        return f"{_number(_weighs(part))} x {_percent(_point(part))}"

    def _in_points(self, mine: Sum, part: Part) -> bool:
        """Whether a part has as many points as it weighs."""
        if part.is_criterion:
            return self.card.rubric.criteria[part.id].points is not None
        inner = mine.below[part.id]
        return inner.rule.aggregate == "sum" and inner.score.whole == part.weight

    # ------------------------------------------------------------ floors, ceilings and rounding

    def _limits(self, mine: Sum, own: Grades) -> Iterator[str]:
        """What a floor, a ceiling and rounding make of it, one after the other; and, of a sum, what
        the answers leave possible."""
        score, rule = mine.score, mine.rule
        end = own.unit.point(score)
        if score.before is None or end is None:
            return
        share, whole = score.before, own.unit.whole
        if rule.floor is not None and share < rule.floor / whole:
            share = rule.floor / whole
            yield _("never under {limit}", limit=_made(own, share))
        if rule.ceiling is not None and share > rule.ceiling / whole:
            share = rule.ceiling / whole
            yield _("never over {limit}", limit=_made(own, share))
        if rule.round is not None:
            brought = self._brought(mine, own)
            exact, share = share, rule.round.rounded(share * brought) / brought
            yield self._rounded(mine, own, exact, share, rule.round)
        if share != end:
            yield _("the answers leave no other than {points}", points=_made(own, end))

    def _brought(self, mine: Sum, own: Grades) -> Fraction:
        """What a share of 1 brings to the group above, in the unit in which it is rounded there."""
        if own.unit.told == "added":
            return Fraction(1)
        if mine.above is None:
            return mine.score.whole if own.unit.told == "points" else PERCENT
        return mine.score.weight if mine.above.aggregate == "sum" else PERCENT

    def _rounded(self, mine: Sum, own: Grades, share: Fraction, end: Fraction, how: Round) -> str:
        """Rounding, in the unit in which the group above adds it up."""
        if own.unit.told == "added":
            return _("rounded {how}: {points}", how=rounding(how), points=grades.points(end))
        sums = own.unit.told == "points" if mine.above is None else mine.above.aggregate == "sum"
        if not sums:
            parts = {"how": rounding(how), "number": _number(end * PERCENT)}
            if own.unit.told == "percent":
                return _("rounded {how}: {number} %", **parts)
            exact = _number(share * PERCENT, 4)
            return _("which is {share} %; rounded {how}: {number} %", share=exact, **parts)
        brought = self._brought(mine, own)
        points = grades.points(end * brought)
        if own.unit.told == "points" and brought == own.unit.whole:
            return _("rounded {how}: {points}", how=rounding(how), points=points)
        return _(
            "which of {whole} points is {share}; rounded {how}: {points}",
            whole=numbers.amount(brought),
            share=_number(share * brought, 4),
            how=rounding(how),
            points=points,
        )


def rounding(how: Round) -> str:
    """To how many places, and which way halves go."""
    places = n_("to {number} place", "to {number} places", how.places)
    if how.places == 0:
        places = _("to a whole number")
    if how.halves == "even":
        return _("{places}, halves to the even digit", places=places)
    return _("{places}, halves up", places=places)


def _equal(terms: str, made: str) -> str:
    return f"{terms} = {made}"


def _point(part: Part) -> Fraction:
    return part.found.point or Fraction(0)


def _weighs(part: Part) -> Fraction:
    """With what it counts: its weight times how much of it is answered."""
    return part.weight * part.coverage


def _made(own: Grades, share: Fraction) -> str:
    """A share to two decimals in its unit, as it is carried on: nothing here is a grade yet."""
    if own.unit.told == "percent":
        return _percent(share)
    if own.unit.told == "added":
        return grades.points(share)
    return grades.points(share * own.unit.whole)


def _number(number: Fraction, places: int = 2) -> str:
    return numbers.decimal(number, places)


def _percent(share: Fraction) -> str:
    return _("{number} %", number=_number(share * PERCENT))


def _named(text: str, part: Part, titles: Mapping[str, str]) -> str:
    name = part.id if part.is_criterion else titles[part.id]
    return f"{text} ({name})"


def _product(known: Iterable[Part], titles: Mapping[str, str]) -> str:
    """The factors of a geometric mean, each to the power of its part of the weight."""
    parts = list(known)
    held = sum((_weighs(part) for part in parts), Fraction(0))
    return " x ".join(
        _named(f"{_percent(_point(part))}{_power(_weighs(part) / held)}", part, titles)
        for part in parts
    )


def _power(part: Fraction) -> str:
    """An exponent; none where it is 1."""
    if part == 1:
        return ""
    return f" ^ {part if part.denominator < 100 else _number(part, 4)}"


def _added(adding: Iterable[Part], titles: Mapping[str, str], *, after: bool = False) -> str:
    """The points that are only added, each with its sign: after other terms, or by themselves."""
    said = []
    for part in adding:
        number = part.added
        text = _number(abs(number))
        if part.is_criterion and part.adds is not None and abs(part.adds) != 1:
            text = f"{_number(abs(part.adds))} x {_percent(_point(part))}"
            number = part.adds
        sign = "-" if number < 0 else "+"
        said.append((sign, _named(text, part, titles)))
    if after:
        return "".join(f" {sign} {text}" for sign, text in said)
    first = "".join(text if sign == "+" else f"-{text}" for sign, text in said[:1])
    return first + "".join(f" {sign} {text}" for sign, text in said[1:])
