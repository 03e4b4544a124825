"""What moved a grade, as a document and as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..analysis.diff import Diff, Move, Part, TrackDiff, Why, total
from ..analysis.parts import Worth
from ..model.result import Finding, Scorecard
from ..model.rubric import Track
from . import called, causes_view, frame, grades, numbers, words
from .document import Block, Command, Document, Heading, Item, Items, Para, Said, Table
from .history_view import told
from .language import N_, _, n_

MOST_DECIMALS = 6
HALF = Fraction(1, 2)
_WHYS: dict[Why, str] = {
    "level": N_("answer"),
    "scale": N_("scale"),
    "weight": N_("weight"),
    "applies": N_("applies now"),
    "not-applicable": N_("applies no more"),
    "added": N_("question added"),
    "removed": N_("question removed"),
}


class Row(NamedTuple):
    """One part of a move, and what it explains in the columns of its table."""

    move: Move
    part: Part
    figures: tuple[Fraction, ...]


class DiffView:
    """The words of one difference. `full` tells facts by what they say rather than by their ids;
    `first` is the day from which any fact answers a question, None where none does."""

    def __init__(
        self, found: Diff, first: date | None, *, full: bool, notes: tuple[str, ...] = ()
    ) -> None:
        self.diff, self.first, self.full, self.notes = found, first, full, notes
        self.before, self.after = found.before, found.after
        self.one_track = self.before.rubric.one_track and self.after.rubric.one_track
        both = dict.fromkeys((*self.before.rubric.tracks, *self.after.rubric.tracks))
        self.scores: tuple[Track | None, ...] = (None,) if self.one_track else (None, *both)
        units = [grades.total(c.rubric, c.tracks).unit for c in (self.before, self.after)]
        alike = units[0].told == units[1].told and units[0].whole == units[1].whole
        self.whole = units[1].whole if alike else Fraction(100)
        self.graded = found.difference.point is not None

    def document(self) -> Document:
        """From what to what, and what explains it."""
        name = called.place(self.after.place)
        return (
            Heading(_("{name}: what moved its grade", name=name), 1),
            *(Para(text) for text in self.what_is_compared()),
            *frame.notes(self.notes),
            *self.body(),
            *self.look_next(),
            frame.stamp(self.after.program, (*self.before.files(), *self.after.files())),
        )

    # ------------------------------------------------------------ from what to what

    def what_is_compared(self) -> Iterator[str]:
        """The two ends, and what must be known of them."""
        before, after, first = self.before, self.after, self.first
        if self.diff.between == "rubrics":
            yield _(
                "Before: {before} After: {after}",
                before=words.edition(before.rubric),
                after=words.edition(after.rubric),
            )
            same = _("Both grade the same facts: what differs is the method, not the city.")
            yield f"{same} {words.as_of(after.as_of, after.fresh)}"
        else:
            ends = _(
                "From {before} to {after}, both as known today.",
                before=numbers.day(before.as_of),
                after=numbers.day(after.as_of),
            )
            left_out = _("What is only last known is left out.") if after.fresh else ""
            yield f"{words.edition(after.rubric)} {ends} {left_out}".strip()
        if first is not None and first > before.as_of:
            yield _(
                "Before {date} no fact on file answers any of these questions, so nothing was "
                "known at the beginning.",
                date=numbers.day(first),
            )

    def body(self) -> list[Block]:
        if self.first is None:
            return [Para(_("No fact on file answers any of these questions, so nothing moved."))]
        ends = self.ends()
        if self.diff.between == "rubrics" and not self.diff.shared:
            text = _(
                "These two rubrics share no question, so their difference cannot be told apart "
                "question by question."
            )
            return [*ends, Para(text)]
        moved = any(one.moves or any(one.difference[:3]) for one in self.diff.tracks)
        if not moved and not self.diff.mix and not any(self.diff.difference[:3]):
            return [*ends, Para(_("Nothing moved.")), *self.unmoved()]
        tracks = [block for one in self.diff.tracks for block in self.track(one)]
        return [*ends, *tracks, *self.in_all(), *self.method(), *self.unmoved()]

    def ends(self) -> list[Block]:
        """The scores at both ends."""
        head = ["", _("Before"), _("After"), _("Difference")]
        if self.one_track:
            head[0] = _("Score")
        rows = []
        for track in self.scores:
            was, now = told(self.before, track), told(self.after, track)
            cells = (
                _("{grade} ({range})", grade=one.grade, range=one.range) if one is not None else "-"
                for one in (was, now)
            )
            graded = was is not None and now is not None
            points = (was.point, now.point) if was is not None and now is not None else (None, None)
            apart = ""
            if graded and points[0] is not None and points[1] is not None:
                apart = self.signed(points[1] - points[0])
            rows.append((self.name(track), *cells, apart))
        table = Table(tuple(head), tuple(rows), right=(3,)).without_empty(3)
        legend = _("In brackets the range.")
        if len(table.head) == len(head):
            exact = _("The difference is of the exact scores, in points.")
            legend = f"{legend} {exact}"
        return [table, Para(legend, tone="note")]

    def name(self, track: Track | None) -> str:
        """A score as a heading."""
        rubric = self.after.rubric if track in self.after.rubric.tracks else self.before.rubric
        return _("Overall") if track is None else words.track_name(rubric, track)

    def signed(self, share: Fraction) -> str:
        """A difference in points with its sign, to one decimal, or to as many as show that it is
        not nothing."""
        size = abs(share * self.whole)
        places = next((n for n in range(1, MOST_DECIMALS) if size * 10**n >= HALF), 1)
        sign = "" if not share else "+" if share > 0 else "-"
        return sign + numbers.fixed(size, places)

    # ------------------------------------------------------------ a track

    def track(self, one: TrackDiff) -> list[Block]:
        """What each question explains of a track."""
        difference = one.difference
        if not one.moves and not any(difference[:3]):
            return []
        blocks: list[Block] = [Heading(self.name(one.track))]
        if one.how == "whole":
            text = _(
                "The two rubrics do not both add up by weights alone, so the difference of this "
                "score cannot be told apart question by question."
            )
            return [*blocks, Para(text)]
        if difference.point is None:
            text = _(
                "It is withheld at one end, so there is no difference in points. Shown instead: "
                "how the ends of its range moved, and how much of it is answered."
            )
            blocks.append(Para(text))
        rows = sorted(self.rows(one), key=lambda row: -sum(abs(one) for one in row.figures))
        shown = [row for row in rows if any(row.figures)]
        table = [self.cells(row) for row in shown]
        sums = self.figures(one, difference, one.of_overall)
        table.append((_("In all"), "", "", "", *(self.signed(figure) for figure in sums)))
        head = (_("Question"), _("By"), _("Before"), _("After"), *self.columns(one))
        right = tuple(range(4, len(head)))
        blocks.append(Table(head, tuple(table), right=right).without_empty(1))
        hidden = {row.move.criterion for row in rows} - {row.move.criterion for row in shown}
        if hidden:
            text = n_(
                "1 more question moved the range alone.",
                "{number} more questions moved the range alone.",
                len(hidden),
            )
            blocks.append(Para(text))
        if one.how == "steps":
            text = _(
                "This rubric does not add up by weights alone. Each line says by how much the "
                "score moved when one answer after another, in the order of the rubric, became "
                "what it is after."
            )
            blocks.append(Para(text, tone="note"))
        moves = {row.move.criterion: row.move for row in shown}
        items = tuple(item for move in moves.values() for item in self.evidence(move))
        return [*blocks, Items(items)] if items else blocks

    def rows(self, one: TrackDiff) -> Iterator[Row]:
        for move in one.moves:
            for part in move.parts:
                yield Row(move, part, self.figures(one, part.of_track, part.of_overall))

    def figures(self, one: TrackDiff, of_track: Worth, of_overall: Worth) -> tuple[Fraction, ...]:
        """What is told of a part: points of the track and of the overall, or, where the track is
        withheld, of the ends of its range, and how much of it is answered."""
        if of_track.point is None:
            return of_track.low, of_track.high, of_track.coverage
        if self.one_track or of_overall.point is None:
            return (of_track.point,)
        return of_track.point, of_overall.point

    def columns(self, one: TrackDiff) -> tuple[str, ...]:
        """The heads of what `figures` gives."""
        if one.difference.point is None:
            return _("Low end"), _("High end"), _("Answered")
        if self.one_track:
            return (_("Explains"),)
        name = words.noun(self.after.rubric, one.track)
        heads = (_("Of {track}", track=name), _("Of the overall"))
        return heads if self.graded else heads[:1]

    def cells(self, row: Row) -> tuple[str, ...]:
        """A row of a table: the question, why it moved, and from what to what."""
        move, part = row.move, row.part
        why = "" if part.why == "level" else _(_WHYS[part.why])
        ends = (self.answer(self.before, move.before), self.answer(self.after, move.after))
        if part.why == "weight":
            ends = tuple(  # type: ignore[assignment]
                _("{number} %", number=numbers.decimal(share * 100)) for share in move.weights
            )
        return (self.asked(move), why, *ends, *(self.signed(figure) for figure in row.figures))

    def asked(self, move: Move) -> str:
        """A question by its id, or in full."""
        card = self.after if move.after is not None else self.before
        return card.rubric.criteria[move.criterion].question if self.full else move.criterion

    def answer(self, card: Scorecard, finding: Finding | None) -> str:
        return _("not asked") if finding is None else causes_view.answer(card, finding)

    def evidence(self, move: Move) -> Iterator[Item]:
        """The facts by which a question moved."""
        card = self.after if move.after is not None else self.before
        if not move.causes:
            return
        if not self.full:
            facts = words.joined(causes_view.cause(card, one) for one in move.causes)
            yield Item(_("{name}: {text}", name=move.criterion, text=facts))
            return
        below = tuple(causes_view.in_full(card, one) for one in move.causes)
        yield Item(Said("", lead=self.asked(move)), below)

    # ------------------------------------------------------------ all of it

    def in_all(self) -> list[Block]:
        """How the tracks, their mix and the caps add up to the difference of the overall."""
        diff = self.diff
        lines = [(self.name(one.track), one.of_overall) for one in diff.tracks]
        if diff.mix:
            lines.append((_("Mix of the tracks"), total(part for _track, part in diff.mix)))
        if any(self.of_overall(diff.caps)):
            lines.append((self.caps(), diff.caps))
        if len(lines) < 2:
            return []
        lines.append((_("In all"), diff.difference))
        head = ("", _("Of the overall")) if self.graded else ("", _("Low end"), _("High end"))
        rows = tuple((name, *(self.signed(f) for f in self.of_overall(w))) for name, w in lines)
        table = Table(head, rows, right=tuple(range(1, len(head))))
        if self.graded:
            return [Heading(_("Overall")), table]
        why = _(
            "There is no overall grade at one end, so there is no difference in points. Shown "
            "instead: how the ends of the range moved."
        )
        return [Heading(_("Overall")), Para(why), table]

    def method(self) -> list[Block]:
        """How the lines come about."""
        text = _(
            "An answer explains its weight times how far it lies from the middle of the two "
            "scores. The lines add up exactly; they are shown rounded."
        )
        by_shares = any(one.how == "shares" and one.moves for one in self.diff.tracks)
        return [Para(text, tone="note")] if by_shares else []

    def of_overall(self, part: Worth) -> tuple[Fraction, ...]:
        return (part.point,) if part.point is not None else (part.low, part.high)

    def caps(self) -> str:
        """The caps that apply at one end only."""
        fired = [
            {gate.id: gate.gate.cap for gate in card.gates if gate.fired}
            for card in (self.before, self.after)
        ]
        ended = [name for name in fired[0] if name not in fired[1]]
        began = [name for name in fired[1] if name not in fired[0]]
        said = [_("ended: {names}", names=", ".join(ended))] if ended else []
        said += [_("began: {names}", names=", ".join(began))] if began else []
        text = words.joined(said)
        return _("Caps ({remarks})", remarks=text) if text else _("Caps")

    def unmoved(self) -> list[Block]:
        """The questions whose evidence alone changed."""
        found = self.diff.unmoved
        if not found:
            return []
        text = n_(
            "On 1 question the evidence changed or grew old, and the answer stayed: {names}.",
            "On {number} questions the evidence changed or grew old, and the answer stayed: "
            "{names}.",
            len(found),
            names=words.joined(words.on(self.after.rubric, track, name) for name, track in found),
        )
        return [Para(text)]

    def look_next(self) -> list[Block]:
        return [Heading(_("Look next")), Command(words.command(self.after))]


# ---------------------------------------------------------------- rows


def rows(found: Diff) -> list[list[str]]:
    """Every part of the difference as a row, so that the sums can be had again elsewhere."""
    measures = (_("point"), _("low end"), _("high end"))
    head = [_("track"), _("criterion"), _("by"), _("before"), _("after")]
    head += [_("of the track: {what}", what=one) for one in (*measures, _("answered"))]
    head += [_("of the overall: {what}", what=one) for one in measures]
    table = [[*head, _("facts")]]
    view = DiffView(found, None, full=False)
    for one in found.tracks:
        for row in view.rows(one):
            card = found.after if row.move.after is not None else found.before
            facts = words.joined(causes_view.cause(card, each) for each in row.move.causes)
            before, after = view.cells(row)[2:4]
            name, why = row.move.criterion, _(_WHYS[row.part.why])
            figures = _told(row.part.of_track, 4) + _told(row.part.of_overall, 3)
            table.append([view.name(one.track), name, why, before, after, *figures, facts])
        if one.how == "whole":
            figures = _told(one.difference, 4) + _told(one.of_overall, 3)
            table.append([view.name(one.track), "", _("all of it"), "", "", *figures, ""])
    blank = [""] * 4
    for track, part in found.mix:
        name = view.name(track)
        table.append([name, "", _("mix"), "", "", *blank, *_told(part, 3), ""])
    table.append(["", "", _("caps"), "", "", *blank, *_told(found.caps, 3), ""])
    table.append(["", "", _("in all"), "", "", *blank, *_told(found.difference, 3), ""])
    return table


def _told(part: Worth, count: int) -> list[str]:
    """Percentage points to four decimals; nothing where there is no point."""
    return ["" if one is None else numbers.bare(one * 100, 4) for one in part[:count]]
