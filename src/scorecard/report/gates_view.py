"""The caps on an overall grade: those that apply, those that nearly do, and by how little."""

from __future__ import annotations

from ..model.result import Finding, GateResult, Scorecard
from . import answers, grades, numbers, words
from .document import Block, Heading, Item, Items, Para
from .language import N_, _, n_, p_


class Gates:
    """The caps of a scorecard in words; `full` quotes questions rather than naming their ids."""

    def __init__(self, card: Scorecard, of_overall: grades.Grades, *, full: bool) -> None:
        self.card, self.of_overall, self.full = card, of_overall, full

    def blocks(self) -> list[Block]:
        card = self.card
        fired = [gate for gate in card.gates if gate.fired]
        near = [
            g for g in card.gates if not g.fired and (g.held_back or (g.margin and g.margin.more))
        ]
        if not fired and not near:
            return []
        items = [Item(self.cap(gate), self.notes(gate)) for gate in (*fired, *near)]
        blocks: list[Block] = [Heading(_("Caps")), Items(tuple(items))]
        if fired:
            overall = card.overall
            number = len(fired)
            if overall.point is None:
                text = n_(
                    "One cap would apply to an overall grade; there is none.",
                    "{number} caps would apply to an overall grade; there is none.",
                    number,
                )
            elif overall.cap is None:
                text = n_(
                    "One cap applies; the grade is {grade} with and without it.",
                    "{number} caps apply; the grade is {grade} with and without them.",
                    number,
                    grade=self.of_overall.shown(overall.point),
                )
            else:
                assert overall.uncapped is not None
                text = n_(
                    "One cap applies. Without it the grade would be {grade}.",
                    "{number} caps apply, and the lowest wins. Without caps the grade would be "
                    "{grade}.",
                    number,
                    grade=self.of_overall.graded(overall.uncapped),
                )
            blocks.insert(1, Para(text))
        return blocks

    def cap(self, gate: GateResult) -> str:
        cap = self.of_overall.cap(gate.gate.cap)
        if gate.fired and self.full:
            return _("Capped at {cap}: {why}", cap=cap, why=gate.gate.choice)
        if gate.fired:
            return _("Capped at {cap} ({id}): {why}", cap=cap, id=gate.id, why=gate.gate.choice)
        if gate.held_back:
            return _(
                "Not capped at {cap} ({id}): it rests on facts of low confidence alone.",
                cap=cap,
                id=gate.id,
            )
        return _(
            "Not capped at {cap} ({id}), but close: {margin}",
            cap=cap,
            id=gate.id,
            margin=self.margin(gate),
        )

    def notes(self, gate: GateResult) -> tuple[str, ...]:
        notes = []
        if gate.fired:
            for condition in gate.gate.when:
                track = self.card.rubric.track_of(condition)
                finding = self.card.finding(condition.criterion, track)
                if finding is not None:
                    notes.append(self.rests_on(finding))
            if gate.margin is not None:
                notes.append(self.margin(gate))
        return tuple(notes)

    def rests_on(self, finding: Finding) -> str:
        """The finding that a gate rests on, with what is to be said of it."""
        stands = finding.stands
        shown = _("unknown")
        if stands is not None:
            shown = answers.in_full(self.card, finding, stands)
            marks = words.marks(stands)
            shown += f" ({marks})" if marks else ""
        rubric, name = self.card.rubric, finding.criterion
        if not self.full:
            return _("{name}: {text}", name=words.on(rubric, finding.track, name), text=shown)
        return words.by_track(
            rubric,
            finding.track,
            N_("{question} {side}: {shown}"),
            N_("{question}: {shown}"),
            question=words.quoted(rubric.criteria[name].question),
            shown=shown,
        )

    def margin(self, gate: GateResult) -> str:
        margin = gate.margin
        assert margin is not None
        unit = self.card.rubric.word(margin.unit or "").removeprefix(p_("before a unit", "all "))
        parts = {
            "amount": numbers.whole(margin.amount),
            "unit": unit,
            "cap": self.of_overall.cap(gate.gate.cap),
        }
        share = margin.kind == "share"
        if gate.fired and margin.more:
            if share:
                return _(
                    "{amount} percentage points more ({unit}) would have meant no such cap.",
                    **parts,
                )
            return _("{amount} more {unit} would have meant no such cap.", **parts)
        if gate.fired:
            if share:
                return _(
                    "{amount} percentage points fewer ({unit}) would have meant no such cap.",
                    **parts,
                )
            return _("{amount} fewer {unit} would have meant no such cap.", **parts)
        if margin.more:
            if share:
                return _(
                    "{amount} percentage points more ({unit}) would have meant a cap of {cap}.",
                    **parts,
                )
            return _("{amount} more {unit} would have meant a cap of {cap}.", **parts)
        if share:
            return _(
                "{amount} percentage points fewer ({unit}) would have meant a cap of {cap}.",
                **parts,
            )
        return _("{amount} fewer {unit} would have meant a cap of {cap}.", **parts)
