"""A scorecard as a document: what a councillor is shown and a critic can trace."""

from __future__ import annotations

from collections.abc import Mapping

from ..analysis.costs import Cost, costs, unknowns
from ..model.result import ComponentScore, Score, Scorecard, TrackScore
from ..model.rubric import Component, Track
from . import answers, called, frame, grades, numbers, trust, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Said, Table
from .gates_view import Gates
from .language import N_, _, n_
from .verdict_view import Verdict

MOST_COSTS = 3
MOST_UNKNOWNS = 5


class View:
    """The words of one scorecard. `full` adds what a page to hand over needs: the choices."""

    def __init__(
        self,
        card: Scorecard,
        *,
        full: bool,
        notes: tuple[str, ...] = (),
        others: Mapping[str | None, tuple[str, ...]] | None = None,
    ) -> None:
        self.card = card
        self.full = full
        self.notes = notes
        self.others = others or {}
        self.of_overall = grades.total(card.rubric, card.tracks, caps=True)
        self.of_track = grades.total(card.rubric, card.tracks)

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
            *self.other_rubrics(),
            *self.look_next(),
            frame.stamp(self.card.program, self.card.files()),
        ]
        return tuple(blocks)

    def top(self) -> list[Block]:
        card, verdict = self.card, Verdict(self.card, full=self.full)
        return [
            Heading(_("{name}: {text}", name=self.name(), text=verdict.headline()), 1),
            frame.edition(card.rubric, card.as_of, card.fresh),
            *frame.notes(self.notes),
            *verdict.blocks(),
        ]

    def name(self) -> str:
        """The place, and the city of a body."""
        return called.place(self.card.place)

    def tracks(self) -> list[Block]:
        card = self.card
        if not card.tracks:
            return []
        one = card.rubric.one_track
        head = ["" if one else _("Track"), _("Grade"), _("Range"), _("Answered")]
        head += [_("Of it, last known")] if words.ages(card.rubric) else []
        rows = tuple(self.track_row(track) for track in card.tracks)
        return [
            Heading(_("Score") if one else _("Paper against practice")),
            Table(tuple(head), rows, right=tuple(range(2, len(head)))),
        ]

    def track_row(self, track: TrackScore) -> tuple[str, ...]:
        rubric, score = self.card.rubric, track.score
        grade = _("withheld")
        if not track.withheld and score.point is not None:
            grade = words.provisional(self.of_track.graded(score.point), track.provisional)
        cells = [
            _("All questions") if rubric.one_track else words.track_name(rubric, track.track),
            grade,
            self.of_track.range(score.low, score.high),
            _("{number} %", number=numbers.answered(rubric, score.coverage)),
        ]
        if words.ages(rubric):
            cells.append(_("{number} %", number=numbers.percent(track.last_known)))
        return tuple(cells)

    def basis(self) -> list[Block]:
        said = self.rests_on()
        return [Para(" ".join(said))] if said else []

    def rests_on(self) -> list[str]:
        """What kind of facts the grade rests on, in sentences."""
        said = []
        for track in self.card.tracks:
            if track.shared:
                said.append(self.on_shared(track))
        old = sum(f.last_known for f in self.card.findings)
        if old:
            said.append(
                n_(
                    "1 answer is last known: older than the shelf life, with nothing newer found.",
                    "{number} answers are last known: older than the shelf life, with nothing "
                    "newer found.",
                    old,
                )
            )
        if self.card.fresh:
            said.append(_("Leaving out old findings can raise a score as well as lower it."))
        return said

    def on_shared(self, track: TrackScore) -> str:
        """How much of what is known rests on facts that answer several questions."""
        return words.by_track(
            self.card.rubric,
            track.track,
            N_(
                "{share} % of the known weight of {track} rests on facts that answer more than "
                "one question."
            ),
            N_("{share} % of the known weight rests on facts that answer more than one question."),
            share=numbers.percent(track.shared),
        )

    def gates(self) -> list[Block]:
        return Gates(self.card, self.of_overall, full=self.full).blocks()

    def components(self) -> list[Block]:
        card = self.card
        rows: list[tuple[str, ...]] = []

        def add(
            components: tuple[ComponentScore, ...], rules: Mapping[str, Component], depth: int
        ) -> None:
            for component in components:
                rule = rules[component.id]
                number = f"{len(rows) + 1}. " if depth == 0 and not nested else ""
                scores = [component.on(track.track) for track in card.tracks]
                cells = (cell for score in scores for cell in self.cells(rule, score))
                rows.append((f"{'  ' * depth}{number}{rule.title}", *cells))
                add(component.children, rule.components, depth + 1)

        nested = any(component.children for component in card.components)
        add(card.components, card.rubric.components, 0)
        heads = [head for track in card.tracks for head in self.heads(track.track)]
        table = Table((_("Component"), *heads), tuple(rows), right=self.figures())
        if self.full:
            return [Heading(_("Components")), table]
        legend = _(
            "Grade; in brackets the range; then the share of weight answered. "
            "A dash where nothing is shown."
        )
        return [Heading(_("Components")), table, Para(legend, tone="note")]

    def heads(self, track: Track) -> tuple[str, ...]:
        """The heads of what `cells` says of a track."""
        rubric = self.card.rubric
        name = words.track_name(rubric, track)
        if not self.full:
            return (name,)
        if rubric.one_track:
            return (name, _("Range"), _("Answered"))
        return (
            name,
            words.of_track(rubric, track, _("range")),
            words.of_track(rubric, track, _("answered")),
        )

    def figures(self) -> tuple[int, ...]:
        """The columns of components that are set to the right."""
        if not self.full:
            return ()
        return tuple(at for at in range(1, 3 * len(self.card.tracks) + 1) if at % 3 != 1)

    def cells(self, rule: Component, score: Score | None) -> tuple[str, ...]:
        """A component's score with its range and how much is answered: side by side where there is
        room, else in one cell. What only adds points has no share that could be answered."""
        if score is None:
            return ("", "", "") if self.full else ("",)
        own = grades.component(self.card.rubric, self.of_track, rule, score)
        point = own.unit.point(score)
        ends = own.range(score.low, score.high)
        coverage = numbers.answered(self.card.rubric, score.coverage)
        answered = _("{number} %", number=coverage) if score.whole else ""
        grade = _("unknown") if self.full else "-"
        if point is not None:
            grade = own.graded(point)
        return (grade, ends, answered) if self.full else (f"{grade} ({ends}) {answered}".strip(),)

    def cost_most(self) -> list[Block]:
        dear = costs(self.card)[:MOST_COSTS]
        if not dear:
            return []
        items = tuple(
            Item(self.cost(cost), self.cost_notes(cost), self.addresses(cost)) for cost in dear
        )
        return [Heading(_("What costs most")), Items(items, numbered=True)]

    def cost(self, cost: Cost) -> str:
        finding = cost.finding
        question = self.card.rubric.criteria[finding.criterion].question
        points = self.of_overall.points(cost.share)
        parts = {
            "question": question,
            "what": words.on(self.card.rubric, finding.track, finding.criterion),
            "points": points,
        }
        number = self.of_overall.form(points)
        if self.card.overall.point is None:
            return n_(
                "{question} ({what}) costs {points} point at both ends of the range.",
                "{question} ({what}) costs {points} points at both ends of the range.",
                number,
                **parts,
            )
        return n_(
            "{question} ({what}) costs {points} point of the overall.",
            "{question} ({what}) costs {points} points of the overall.",
            number,
            **parts,
        )

    def cost_notes(self, cost: Cost) -> tuple[str, ...]:
        card, stands = self.card, cost.finding.stands
        if stands is None:
            return (_("Nothing was shown, and the rubric counts that as nothing done."),)
        notes = []
        for reading in stands.standing[:3]:
            fact, file = card.place.fact(reading.fact)
            notes.append(f"{fact.claim} [{words.source(card, reading.fact)}]")
            notes += trust.replies(file, fact, card.as_of)
        level = answers.standing(card, cost.finding, stands)
        remarks = words.remarks(card, cost.finding)
        notes.append(level + (f" ({remarks})" if remarks else ""))
        ask = words.ask(card.rubric, card.rubric.criteria[cost.finding.criterion], card.place)
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
            below = []
            if rule.evidence:
                below.append(words.would_show(card.rubric, rule))
            below += [words.looked_for(one) for one in words.searches(card, finding)]
            points = self.of_overall.points(one.share)
            what = n_(
                "{question} ({what}; {points} point of the range)",
                "{question} ({what}; {points} points of the range)",
                self.of_overall.form(points),
                question=rule.question,
                what=words.on(card.rubric, finding.track, finding.criterion),
                points=points,
            )
            items.append(Item(what, tuple(below)))
        return [
            Heading(_("What nobody has shown")),
            Items(tuple(items)),
            *frame.more(len(missing) - len(shown)),
        ]

    def choices(self) -> list[Block]:
        made = self.how_made()
        if not self.full:
            return [Heading(_("How the grade is made")), Para(made)]
        items = self.chosen()
        blocks: list[Block] = [Heading(_("How the grade is made")), Para(made)]
        if items:
            lead = _("The choices behind it, which facts alone do not decide:")
            blocks += [Para(lead), Items(items)]
        return blocks

    def chosen(self) -> tuple[Item, ...]:
        """Every normative choice, with its alternative."""
        rubric = self.card.rubric
        said = [(one.choice, one.alternative) for one in rubric.choices.values()]
        for gate in rubric.gates.values():
            cap = self.of_overall.cap(gate.cap)
            text = _("Cap at {cap}: {why}", cap=cap, why=gate.choice)
            said.append((text, gate.alternative or ""))
        return tuple(
            Item(one, (_("Instead: {other}", other=other),) if other else ()) for one, other in said
        )

    def how_made(self) -> str:
        card, rubric = self.card, self.card.rubric
        said = []
        if len(card.mix) > 1:
            parts = words.listed(
                f"{words.noun(rubric, track)} {numbers.decimal(share, 2)}"
                for track, share in card.mix
            )
            said.append(_("The overall mixes {parts}.", parts=parts))
        said += [text for text in (words.withholding(rubric),) if text]
        rules = {rubric.unanswered, *(one.unanswered for one in rubric.each_component())}
        if rules <= {None, "unknown"}:
            said.append(_("Unknown is never zero: it widens the range."))
        said.append(_("What an answer costs is reckoned on what is known."))
        if not self.full and (rubric.choices or rubric.gates):
            said.append(
                n_(
                    "The choice or cap behind it is listed by --format markdown.",
                    "{number} choices and caps behind it are listed by --format markdown.",
                    len(rubric.choices) + len(rubric.gates),
                )
            )
        return " ".join(said)

    def other_rubrics(self) -> list[Block]:
        """The other rubrics that grade such a place, and those that grade its bodies."""
        place, said = self.card.place, []
        for body, rubrics in self.others.items():
            ref = place.ref(body)
            used = self.card.rubric.id if ref == place.own_ref else None
            names = [name for name in rubrics if name != used]
            if names:
                lead = words.lead(f"{place.body_name(body)} ({ref})")
                said.append((ref, names[0], Item(Said(f"{', '.join(names)}.", lead=lead))))
        if not said:
            return []
        ref, rubric, _item = said[min(1, len(said) - 1)]
        return [
            Heading(_("Other rubrics that apply here")),
            Items(tuple(item for *_rest, item in said)),
            Command(words.typed("grade", ref, "--rubric", rubric, *words.dated(self.card))),
        ]

    def look_next(self) -> list[Block]:
        card = self.card
        dear = costs(card)
        look = dear[0].finding.criterion if dear else next(iter(card.rubric.criteria))
        return [
            Heading(_("Look next")),
            Command(words.command(card, look)),
            Command(words.command(card)),
        ]
