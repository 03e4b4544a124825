"""A scorecard as a document: what a councillor is shown and a critic can trace."""

from __future__ import annotations

from fractions import Fraction

from ..analysis.costs import Cost, costs, unknowns
from ..model.result import ComponentScore, GateResult, Score, Scorecard, TrackScore
from . import numbers, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Table

MOST_COSTS = 3
MOST_UNKNOWNS = 5


class View:
    """The words of one scorecard. `full` adds what a page to hand over needs: the choices."""

    def __init__(self, card: Scorecard, *, full: bool, notes: tuple[str, ...] = ()) -> None:
        self.card = card
        self.full = full
        self.notes = notes
        self.limits = numbers.thresholds(card.rubric, caps=False)
        self.capped = numbers.thresholds(card.rubric)

    def document(self) -> Document:
        blocks: list[Block] = [
            *self.top(),
            *self.tracks(),
            *self.basis(),
            *self.gates(),
            *self.components(),
            *self.cost_most(),
            *self.nobody_has_shown(),
            *self.choices(),
            *self.look_next(),
            *self.stamp(),
        ]
        return tuple(blocks)

    # ------------------------------------------------------------ numbers in words

    def shown(self, share: Fraction, *, overall: bool = False) -> str:
        return numbers.percent(share, self.capped if overall else self.limits)

    def band(self, share: Fraction) -> str:
        return self.card.rubric.band(share * 100) or ""

    def graded(self, share: Fraction, *, overall: bool = False) -> str:
        return f"{self.band(share)} {self.shown(share, overall=overall)}".strip()

    def range(self, low: Fraction, high: Fraction, *, overall: bool = False) -> str:
        return f"{self.shown(low, overall=overall)} to {self.shown(high, overall=overall)}"

    def crossing(self, low: Fraction, high: Fraction) -> str:
        """Whether a range crosses a band."""
        first, last = self.band(low), self.band(high)
        return "" if first == last or not first else f", which crosses {first} to {last}"

    def to_next_band(self, share: Fraction) -> str:
        above = [(n, b) for n, b in self.card.rubric.ranked_bands if b.from_ > share * 100]
        if not above:
            return ""
        name, band = above[-1]
        distance = band.from_ / 100 - share
        return f"{numbers.points(distance)} points short of {name}"

    # ------------------------------------------------------------ sections

    def top(self) -> list[Block]:
        card = self.card
        rubric = card.rubric
        fresh = "; what is only last known is left out" if card.fresh else ""
        name = card.place.name
        if card.place.focus is not None:
            name += f" ({card.place.city.name})"
        return [
            Heading(f"{name}: {self.headline()}", 1),
            Para(
                f"{rubric.title}, version {rubric.version} ({rubric.id}). "
                f"As of {numbers.day(card.as_of)}, as known today{fresh}."
            ),
            *(Para(f"Note: {note}", tone="note") for note in self.notes),
            *self.verdict(),
        ]

    def verdict(self) -> list[Block]:
        """The grade, the gap, and then how sure they are."""
        lead, rest = self.overall()
        gap = [] if len(self.card.rubric.tracks) == 1 else [Para(self.gap(), strong=True)]
        return [Para(lead, strong=True), *gap, Para(rest)]

    def headline(self) -> str:
        overall = self.card.overall
        if overall.point is not None:
            return self.graded(overall.point, overall=True)
        return self.withheld()

    def withheld(self) -> str:
        """What remains where there is no overall."""
        card = self.card
        if len(card.rubric.tracks) == 1 or not card.tracks:
            return "no grade; too little is shown"
        missing = {track.track for track in card.tracks if track.withheld}
        if not missing:
            return "no grade; nothing applies"
        standing = [track for track in card.tracks if track.track not in missing]
        gone = " and ".join(words.TRACK_NOUNS[t.track] for t in card.tracks if t.track in missing)
        if not standing:
            return "no grade; neither paper nor practice is shown enough"
        track = standing[0]
        assert track.score.point is not None
        side = words.TRACK_NOUNS[track.track]
        word = "policy" if track.track == "policy" else "practice"
        return f"{side} only: {self.graded(track.score.point)} on {word}; {gone} not shown"

    def overall(self) -> list[str]:
        card, overall = self.card, self.card.overall
        ends = self.range(overall.low, overall.high, overall=True)
        span = f"{ends}{self.crossing(overall.low, overall.high)}"
        if overall.point is None:
            why = [
                f"{words.TRACK_NOUNS[t.track]} has evidence for "
                f"{self.shown(t.score.coverage)} % of its weight"
                for t in card.tracks
                if t.withheld
            ]
            need = _portion(card.rubric.withhold_under)
            lead = f"No overall grade: {' and '.join(why) or 'nothing applies'}; {need} is needed."
            return [lead, f"What is unknown leaves room from {span}."]
        band = self.band(overall.point)
        meaning = card.rubric.bands[band].words if band else None
        lead = f"Overall {self.graded(overall.point, overall=True)} of 100"
        lead += f": {meaning}." if meaning else "."
        if overall.provisional:
            lead += " Provisional."
        rest = f"Range {span}."
        short = self.to_next_band(overall.point)
        if short:
            rest = f"{short[0].upper()}{short[1:]}. {rest}"
        if overall.provisional:
            few = [t for t in card.tracks if t.provisional]
            shares = " and ".join(
                f"{self.shown(t.score.coverage)} % of {words.TRACK_NOUNS[t.track]}" for t in few
            )
            need = _portion(card.rubric.provisional_under)
            rest += f" Provisional because only {shares} is answered; {need} would settle it."
        if overall.uncapped is not None and overall.cap is not None:
            rest += f" Without the cap it would be {self.graded(overall.uncapped, overall=True)}."
        return [lead, rest]

    def tracks(self) -> list[Block]:
        card = self.card
        if not card.tracks:
            return []
        head = ("", "Grade", "Range", "Answered", "Of it, last known")
        rows = tuple(self.track_row(track) for track in card.tracks)
        one = len(card.rubric.tracks) == 1
        return [
            Heading("Score" if one else "Paper against practice"),
            Table(head, rows, right=(2, 3, 4)),
        ]

    def track_row(self, track: TrackScore) -> tuple[str, ...]:
        score = track.score
        grade = "withheld" if track.withheld or score.point is None else self.graded(score.point)
        if track.provisional and not track.withheld:
            grade += ", provisional"
        name = words.TRACK_NAMES[track.track]
        if len(self.card.rubric.tracks) == 1:
            name = "All questions"
        return (
            name,
            grade,
            self.range(score.low, score.high),
            f"{self.shown(score.coverage)} %",
            f"{self.shown(track.last_known)} %",
        )

    def gap(self) -> str:
        gap = self.card.gap
        if gap is None:
            return "No question applies both on paper and in practice, so no gap is given."
        number = len(gap.criteria)
        if gap.difference is None:
            if not number:
                return "No gap is given: no question is answered both on paper and in practice."
            some = "1 question answered on both holds"
            if number > 1:
                some = f"{number} questions answered on both hold"
            held = f"{self.shown(gap.weight)} % of the weight that has both"
            return f"No gap is given: the {some} {held}; a third is needed."
        size = numbers.points(gap.difference)
        both = f"on the {number} question{'s' * (number != 1)} answered on both"
        if gap.difference > 0:
            text = f"{size} points between paper and practice, {both}."
        elif gap.difference < 0:
            text = f"Practice is ahead of paper by {size} points, {both}."
        else:
            text = f"Paper and practice are level, {both}."
        if gap.widest is not None:
            paper, practice = (self.card.finding(gap.widest, t) for t in ("policy", "practice"))
            assert paper is not None and practice is not None
            assert paper.point is not None and practice.point is not None
            question = self.card.rubric.criteria[gap.widest].question
            old = words.marks(practice.stands) if practice.last_known else ""
            text += (
                f' They differ most on "{question}" ({gap.widest}): '
                f"{self.shown(paper.point)} on paper, {self.shown(practice.point)} in practice"
            )
            text += f" ({old})." if old else "."
        return text

    def basis(self) -> list[Block]:
        said = []
        for track in self.card.tracks:
            noun = words.TRACK_NOUNS[track.track]
            if track.shared:
                said.append(
                    f"{self.shown(track.shared)} % of the known weight of {noun} rests on facts "
                    "that answer more than one question."
                )
        old = [f for f in self.card.findings if f.last_known]
        if old:
            said.append(
                f"{len(old)} answer{'s are' if len(old) != 1 else ' is'} last known: older than "
                "the shelf life, with nothing newer found."
            )
        if self.card.fresh:
            said.append("Leaving out old findings can raise a score as well as lower it.")
        return [Para(" ".join(said))] if said else []

    def gates(self) -> list[Block]:
        card = self.card
        fired = [gate for gate in card.gates if gate.fired]
        near = [
            g for g in card.gates if not g.fired and (g.held_back or (g.margin and g.margin.more))
        ]
        if not fired and not near:
            return []
        items = [Item(self.gate(gate), self.gate_notes(gate)) for gate in (*fired, *near)]
        blocks: list[Block] = [Heading("Caps"), Items(tuple(items))]
        if fired:
            overall = card.overall
            number = "One cap" if len(fired) == 1 else f"{len(fired)} caps"
            if overall.point is None:
                text = f"{number} would apply to an overall grade; there is none."
            elif overall.cap is None:
                score = self.shown(overall.point, overall=True)
                text = f"{number} apply; the grade is {score} with and without them."
            else:
                assert overall.uncapped is not None
                text = f"{number} apply, and the lowest wins. Without caps the grade would be "
                text += f"{self.graded(overall.uncapped, overall=True)}."
            blocks.insert(1, Para(text))
        return blocks

    def gate(self, gate: GateResult) -> str:
        cap = numbers.decimal(gate.gate.cap)
        if gate.fired:
            return f"Capped at {cap} ({gate.id}): {gate.gate.choice}"
        if gate.held_back:
            return f"Not capped at {cap} ({gate.id}): it rests on facts of low confidence alone."
        return f"Not capped at {cap} ({gate.id}), but close: {self.margin(gate)}"

    def gate_notes(self, gate: GateResult) -> tuple[str, ...]:
        notes = []
        if gate.fired:
            for condition in gate.gate.when:
                finding = self.card.finding(condition.criterion, condition.track)
                if finding is None:
                    continue
                stands = finding.stands
                shown = "unknown" if stands is None else f"level {stands.level}"
                if stands is not None and words.figure(stands):
                    shown += f", {words.figure(stands)}"
                notes.append(
                    f"{condition.criterion}, {words.TRACK_NOUNS[condition.track]}: {shown}"
                )
            if gate.margin is not None:
                notes.append(self.margin(gate))
        return tuple(notes)

    def margin(self, gate: GateResult) -> str:
        margin = gate.margin
        assert margin is not None
        amount = numbers.whole(margin.amount)
        unit = _more_of(margin.unit, margin.more)
        if margin.kind == "share":
            unit = f"percentage points {'more' if margin.more else 'fewer'} ({margin.unit})"
        cap = numbers.decimal(gate.gate.cap)
        if gate.fired:
            return f"{amount} {unit} would have meant no such cap."
        return f"{amount} {unit} would have meant a cap of {cap}."

    def components(self) -> list[Block]:
        card = self.card
        names = tuple(words.TRACK_NAMES[track.track] for track in card.tracks)
        if len(card.rubric.tracks) == 1:
            names = ("Score",)
        rows: list[tuple[str, ...]] = []

        def add(components: tuple[ComponentScore, ...], rules: dict, depth: int) -> None:  # type: ignore[type-arg]
            for component in components:
                rule = rules[component.id]
                number = f"{len(rows) + 1}. " if depth == 0 and not nested else ""
                cells = [self.cell(component.on(track.track)) for track in card.tracks]
                rows.append((f"{'  ' * depth}{number}{rule.title}", *cells))
                add(component.children, rule.components, depth + 1)

        nested = any(component.children for component in card.components)
        add(card.components, card.rubric.components, 0)
        legend = (
            "Grade; in brackets the range; then the share of weight answered. "
            "A dash where nothing is shown."
        )
        table = Table(("Component", *names), tuple(rows))
        return [Heading("Components"), table, Para(legend, tone="note")]

    def cell(self, score: Score | None) -> str:
        if score is None:
            return ""
        span = f"({self.range(score.low, score.high)})"
        grade = "-" if score.point is None else self.graded(score.point)
        return f"{grade} {span} {self.shown(score.coverage)} %"

    def cost_most(self) -> list[Block]:
        dear = costs(self.card)[:MOST_COSTS]
        if not dear:
            return []
        items = tuple(
            Item(self.cost(cost), self.cost_notes(cost), self.addresses(cost)) for cost in dear
        )
        return [Heading("What costs most"), Items(items, numbered=True)]

    def cost(self, cost: Cost) -> str:
        finding = cost.finding
        question = self.card.rubric.criteria[finding.criterion].question
        side = words.TRACK_NAMES[finding.track].lower()
        of = "the overall"
        if self.card.overall.point is None:
            of = words.TRACK_NOUNS[finding.track]
        return (
            f"{question} ({finding.criterion}, {side}) costs "
            f"{numbers.points(cost.share)} points of {of}."
        )

    def cost_notes(self, cost: Cost) -> tuple[str, ...]:
        card, stands = self.card, cost.finding.stands
        if stands is None:
            return ("Nothing was shown, and the rubric counts that as nothing done.",)
        notes = []
        for reading in stands.standing[:3]:
            fact, _ = card.place.fact(reading.fact)
            notes.append(f"{fact.claim} [{words.source(card, reading.fact)}]")
        who = words.body(card, cost.finding)
        level = words.standing(card, cost.finding, stands)
        remarks = "; ".join(part for part in (who, words.marks(stands)) if part)
        notes.append(level + (f" ({remarks})" if remarks else ""))
        ask = words.ask(card, cost.finding.criterion)
        return (*notes, ask) if ask else tuple(notes)

    def addresses(self, cost: Cost) -> tuple[tuple[str, str | None], ...]:
        """Where the evidence can be read; on a terminal, `explain` says it."""
        if not self.full:
            return ()
        facts = (self.card.place.fact(name) for name in cost.finding.facts)
        sources = (source for fact, file in facts for source in file.sources_of(fact))
        return tuple(dict.fromkeys(("", source.url) for source in sources if source.url))

    def nobody_has_shown(self) -> list[Block]:
        card = self.card
        missing = unknowns(card)
        if not missing:
            return []
        shown = missing if self.full else missing[:MOST_UNKNOWNS]
        items = []
        for one in shown:
            finding = one.finding
            rule = card.rubric.criteria[finding.criterion]
            side = words.TRACK_NAMES[finding.track].lower()
            below = []
            if rule.evidence:
                below.append(f"Would show it: {', '.join(rule.evidence)}.")
            below += [words.looked_for(one) for one in words.searches(card, finding)]
            what = (
                f"{rule.question} ({finding.criterion}, {side}; "
                f"{numbers.points(one.share)} points of the range)"
            )
            items.append(Item(what, tuple(below)))
        blocks: list[Block] = [Heading("What nobody has shown"), Items(tuple(items))]
        left = len(missing) - len(shown)
        if left:
            blocks.append(Para(f"And {left} more; --format markdown lists them all."))
        return blocks

    def choices(self) -> list[Block]:
        rubric = self.card.rubric
        made = self.how_made()
        if not self.full:
            return [Heading("How the grade is made"), Para(made)]
        said = [
            *((choice.choice, choice.alternative) for choice in rubric.choices.values()),
            *(
                (f"Cap at {numbers.decimal(g.cap)}: {g.choice}", g.alternative)
                for g in rubric.gates.values()
            ),
        ]
        items = tuple(Item(one, (f"Instead: {other}",) if other else ()) for one, other in said)
        blocks: list[Block] = [Heading("How the grade is made"), Para(made)]
        if items:
            blocks += [
                Para("The choices behind it, which facts alone do not decide:"),
                Items(items),
            ]
        return blocks

    def how_made(self) -> str:
        card, rubric = self.card, self.card.rubric
        said = []
        if len(card.mix) > 1:
            parts = " and ".join(
                f"{words.TRACK_NOUNS[track]} {numbers.decimal(share, 2)}"
                for track, share in card.mix
            )
            said.append(f"The overall mixes {parts}.")
        if rubric.withhold_under:
            said.append(
                f"A track under {_portion(rubric.withhold_under)} of its weight answered is "
                f"withheld, under {_portion(rubric.provisional_under)} provisional."
            )
        rules = {rubric.unanswered, *(one.unanswered for one in rubric.components.values())}
        if rules <= {None, "unknown"}:
            said.append("Unknown is never zero: it widens the range.")
        said.append("What an answer costs is reckoned on what is known.")
        if not self.full and (rubric.choices or rubric.gates):
            number = len(rubric.choices) + len(rubric.gates)
            some = "The choice behind it is" if number == 1 else f"{number} choices behind it are"
            said.append(f"{some} listed by --format markdown.")
        return " ".join(said)

    def look_next(self) -> list[Block]:
        card = self.card
        dear = costs(card)
        look = dear[0].finding.criterion if dear else next(iter(card.rubric.criteria))
        return [
            Heading("Look next"),
            Command(words.command(card, look)),
            Command(words.command(card)),
        ]

    def stamp(self) -> list[Block]:
        card = self.card
        files = ", ".join(f"{file.path} {file.sha256[:12]}" for file in card.files())
        return [Para(f"scorecard {card.program}; {files}", tone="note")]


def _portion(share: Fraction) -> str:
    """A published portion in words."""
    common = {Fraction(1, 3): "a third", Fraction(1, 2): "half", Fraction(2, 3): "two thirds"}
    return common.get(share, f"{numbers.decimal(share * 100)} %")


def _more_of(unit: str | None, more: bool) -> str:
    """`more contacts`, from the unit `all contacts`."""
    noun = (unit or "").removeprefix("all ")
    return f"{'more' if more else 'fewer'} {noun}".strip()
