"""The verdict on a place: its grade, the gap between paper and practice, and how sure they are."""

from __future__ import annotations

from fractions import Fraction

from ..model.result import Scorecard, TrackScore
from . import grades, numbers, words
from .document import Block, Para
from .language import N_, _, n_


class Verdict:
    """The words for the overall of one scorecard; `full` quotes questions without their ids."""

    def __init__(self, card: Scorecard, *, full: bool) -> None:
        self.card, self.full = card, full
        self.of_overall = grades.total(card.rubric, card.tracks, caps=True)
        self.of_track = grades.total(card.rubric, card.tracks)

    def headline(self) -> str:
        """The grade in short, or what remains where there is none."""
        overall = self.card.overall
        if overall.point is None:
            return self.withheld()
        grade = self.of_overall.graded(overall.point)
        return words.provisional(grade, overall.provisional)

    def blocks(self) -> list[Block]:
        """The grade, the gap, and then how sure they are."""
        lead, rest = self.overall()
        gap = [] if self.card.rubric.one_track else self.between()
        return [Para(lead, strong=True), *gap, Para(rest)]

    def withheld(self) -> str:
        """What remains where there is no overall."""
        card = self.card
        if card.rubric.one_track or not card.tracks:
            return _("no grade; too little is shown")
        missing = {track.track for track in card.tracks if track.withheld}
        if not missing:
            return _("no grade; nothing applies")
        standing = [track for track in card.tracks if track.track not in missing]
        if not standing:
            return _("no grade; neither paper nor practice is shown enough")
        track = standing[0]
        assert track.score.point is not None
        grade = self.of_track.graded(track.score.point)
        if track.track == "policy":
            return _("paper only: {grade} on policy; practice not shown", grade=grade)
        return _("practice only: {grade} on practice; paper not shown", grade=grade)

    def overall(self) -> list[str]:
        card, overall = self.card, self.card.overall
        span = self.crossing(overall.low, overall.high)
        if overall.point is None:
            return self.no_overall(span)
        band = self.of_overall.band(overall.point)
        meaning = card.rubric.bands[band].words if band else None
        grade = self.of_overall.graded(overall.point)
        if not card.rubric.in_points:
            grade = _("{grade} of 100", grade=grade)
        lead = _("Overall {grade}.", grade=grade)
        if meaning:
            lead = _("Overall {grade}: {meaning}.", grade=grade, meaning=meaning.rstrip("."))
        said = [self.to_next_band(overall.point), _("Range {range}.", range=span), self.so_far()]
        if overall.provisional:
            lead += " " + _("Provisional.")
            said.append(self.provisional())
        if overall.uncapped is not None and overall.cap is not None:
            uncapped = self.of_overall.graded(overall.uncapped)
            said.append(_("Without the cap it would be {grade}.", grade=uncapped))
        return [lead, " ".join(one for one in said if one)]

    def so_far(self) -> str:
        """How many points are shown, where the grade is what they would come to of all."""
        score = self.card.tracks[0].score
        if not self.card.rubric.in_points or score.points is None or score.coverage == 1:
            return ""
        return _(
            "Shown so far: {shown}, of the {answered} that are answered.",
            shown=grades.points(score.points),
            answered=numbers.amount(score.coverage * score.whole),
        )

    def no_overall(self, span: str) -> list[str]:
        """Why there is no overall, and what is left open."""
        card = self.card
        few = [t for t in card.tracks if t.withheld]
        why = _("No overall grade: nothing applies.")
        if few:
            shares = words.listed(self.evidence_for(t) for t in few)
            need = words.portion(card.rubric.withhold_under)
            why = _("No overall grade: {why}; {need} is needed.", why=shares, need=need)
            if not any(track.score.coverage for track in card.tracks):
                why = _("No overall grade: nobody has shown anything.")
        return [why, _("What is unknown leaves room from {range}.", range=span)]

    def evidence_for(self, track: TrackScore) -> str:
        """How much of a track is answered, as a reason."""
        return words.by_track(
            self.card.rubric,
            track.track,
            N_("{track} has evidence for {share} % of its weight"),
            N_("there is evidence for {share} % of the weight"),
            share=numbers.answered(self.card.rubric, track.score.coverage),
        )

    def provisional(self) -> str:
        """Why a grade is provisional, and what would settle it."""
        rubric = self.card.rubric
        shares = words.listed(
            words.part(rubric, t.track, numbers.answered(rubric, t.score.coverage))
            for t in self.card.tracks
            if t.provisional
        )
        need = words.portion(rubric.provisional_under)
        return _(
            "Provisional because only {shares} is answered; with {need} it would not be.",
            shares=shares,
            need=need,
        )

    def between(self) -> list[Block]:
        """The gap, and where it is widest."""
        gap = self.card.gap
        found = gap is not None and gap.difference is not None
        where = [] if gap is None or gap.widest is None else [Para(self.widest(gap.widest))]
        return [Para(self.gap(), strong=found), *where]

    def gap(self) -> str:
        gap = self.card.gap
        if gap is None:
            return _("No question applies both on paper and in practice, so no gap is given.")
        number = len(gap.criteria)
        if gap.difference is None:
            if not number:
                return _("No gap is given: no question is answered both on paper and in practice.")
            return n_(
                "No gap is given: the 1 question answered on both holds {share} % of the weight "
                "that has both; a third is needed.",
                "No gap is given: the {number} questions answered on both hold {share} % of the "
                "weight that has both; a third is needed.",
                number,
                share=numbers.percent(gap.weight),
            )
        both = n_(
            "on the 1 question answered on both",
            "on the {number} questions answered on both",
            number,
        )
        size = numbers.points(gap.difference)
        if gap.difference > 0:
            text = _("{points} points between paper and practice, {both}.", points=size, both=both)
        elif gap.difference < 0:
            text = _(
                "Practice is ahead of paper by {points} points, {both}.", points=size, both=both
            )
        else:
            text = _("Paper and practice are level, {both}.", both=both)
        return text

    def widest(self, criterion: str) -> str:
        """Where paper and practice differ most."""
        paper, practice = (self.card.finding(criterion, t) for t in ("policy", "practice"))
        assert paper is not None and practice is not None
        assert paper.point is not None and practice.point is not None
        parts = {
            "question": words.quoted(self.card.rubric.criteria[criterion].question),
            "paper": self.of_track.shown(paper.point),
            "practice": self.of_track.shown(practice.point),
        }
        if not self.full:
            parts["question"] = f"{parts['question']} ({criterion})"
        if practice.last_known:
            return _(
                "They differ most on {question}: {paper} on paper, {practice} in practice "
                "({remarks}).",
                remarks=words.marks(practice.stands),
                **parts,
            )
        return _(
            "They differ most on {question}: {paper} on paper, {practice} in practice.",
            **parts,
        )

    def crossing(self, low: Fraction, high: Fraction) -> str:
        """A range of the overall, and whether it crosses a band."""
        ends = self.of_overall.range(low, high)
        first, last = self.of_overall.band(low), self.of_overall.band(high)
        if first == last or not first:
            return ends
        return _("{range}, which crosses {first} to {last}", range=ends, first=first, last=last)

    def to_next_band(self, share: Fraction) -> str:
        found = self.of_overall.short_of(share)
        if found is None:
            return ""
        points, band = found
        return n_(
            "{points} point short of {band}.",
            "{points} points short of {band}.",
            self.of_overall.form(points),
            points=points,
            band=band,
        )
