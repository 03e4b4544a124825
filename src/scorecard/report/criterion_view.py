"""One criterion of a rubric as people read it: what it weighs, what it asks, of whom, and when it
does not apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ..analysis.inventory import shares, shares_by_track, whole
from ..model.condition import Condition
from ..model.rubric import Criterion, NotApplicable, Rubric
from . import grades, numbers, words
from .document import Item
from .language import N_, _
from .place_view import entry
from .scales_view import Scales

_ORIGIN = {
    "framework": N_("the framework's own question"),
    "refined": N_("a question of the framework, made more exact"),
    "ours": N_("not in the framework; added here"),
}
_AT = {
    "exactly": (
        N_('"{question}" ({id}) is at level {level} {side}'),
        N_('"{question}" ({id}) is at level {level}'),
    ),
    "at_most": (
        N_('"{question}" ({id}) is at level {level} or below {side}'),
        N_('"{question}" ({id}) is at level {level} or below'),
    ),
    "at_least": (
        N_('"{question}" ({id}) is at level {level} or above {side}'),
        N_('"{question}" ({id}) is at level {level} or above'),
    ),
}
"""What a condition asks of a scale with levels: with a track, and where there is but one."""
_WORTH = {
    "at_most": (
        N_('"{question}" ({id}) has {level} % of its points or less {side}'),
        N_('"{question}" ({id}) has {level} % of its points or less'),
    ),
    "at_least": (
        N_('"{question}" ({id}) has {level} % of its points or more {side}'),
        N_('"{question}" ({id}) has {level} % of its points or more'),
    ),
}
_UNSHOWN = (
    N_('nobody has shown "{question}" ({id}) {side}'),
    N_('nobody has shown "{question}" ({id})'),
)


class Criteria:
    """The words for the criteria of one rubric, and for what is said alike of its components."""

    def __init__(self, rubric: Rubric, scales: Scales) -> None:
        self.rubric, self.scales = rubric, scales
        self.shares, self.whole = shares(rubric), whole(rubric)
        self.on_tracks = {} if rubric.one_track else shares_by_track(rubric)

    def about(self, name: str, rule: Criterion) -> Iterator[Item]:
        """A criterion in short: its id, what it weighs and why, what it asks, of whom."""
        yield entry(_("Id"), name)
        yield self.weight(name, rule)
        yield from self.taken(rule)
        yield from self.ask(rule)
        yield from self.whose(rule)
        for track in self.rubric.tracks:
            scale = rule.scale(track)
            if scale is not None:
                told = " ".join(self.scales.read(track, scale, full=False))
                elements = self.scales.elements(scale)
                if told or elements:
                    yield entry(self.scales.name(track), told, elements)
        for one in rule.not_applicable:
            yield self.set_aside(one)

    def all_about(self, name: str, rule: Criterion) -> Iterator[Item]:
        """A criterion in full, but for its levels."""
        yield entry(
            _("Component"), " / ".join(component.title for component in self.rubric.above[name])
        )
        yield self.weight(name, rule)
        yield from self.taken(rule)
        yield from self.ask(rule)
        yield from self.whose(rule)
        if rule.origin is not None:
            added = (_("Why it was added: {why}", why=rule.why_added),) if rule.why_added else ()
            yield entry(_("Origin"), f"{_(_ORIGIN[rule.origin])}.", added)
        if rule.drawn_from:
            yield entry(_("Drawn from"), ", ".join(rule.drawn_from))
        if rule.evidence:
            evidence = ", ".join(self.rubric.word(one) for one in rule.evidence)
            yield entry(_("Evidence that would show it"), evidence)
        for one in rule.not_applicable:
            yield self.set_aside(one)

    def taken(self, rule: Criterion) -> Iterator[Item]:
        """Where the levels of a criterion and what is found come from, if not from itself."""
        asked = [track for track in self.rubric.tracks if rule.scale(track) is not None]
        named = {track: "/".join(one) for track in asked if (one := rule.taken_from(track))}
        if not named:
            return
        each = [words.of_track(self.rubric, track, name) for track, name in named.items()]
        if len(named) == len(asked) and len(set(named.values())) == 1:
            each = [*named.values()][:1]
        why = _("The levels, and what is found, are those of that question: a fact is placed once.")
        yield entry(_("The same as"), f"{'; '.join(each)}.", (why,))

    def set_aside(self, stated: NotApplicable) -> Item:
        """To what a criterion or a component does not apply, and why; all that is named must be
        so."""
        said = [self.kinds(stated.kinds)] if stated.kinds else []
        said += [words.listed(stated.places)] if stated.places else []
        name = _("Does not apply to") if said else _("Does not apply")
        for names in (stated.countries, stated.provinces):
            said += [_("in {names}", names=words.listed(names))] if names else []
        said += [_("where {condition}", condition=self.condition(one)) for one in stated.when]
        return entry(name, ", ".join(said), (stated.why,))

    def in_a_sum(self, name: str) -> bool:
        """Whether what a criterion weighs, adds or takes is a number of points."""
        return self.rubric.above[name][-1].aggregate == "sum"

    def weight(self, name: str, rule: Criterion) -> Item:
        """What a criterion weighs, and why."""
        number = self.rubric.number(rule.bonus or rule.penalty or rule.weight or rule.points)
        shown = numbers.decimal(number, 2)
        if rule.bonus is not None:
            text = _("A bonus of {number}, in the unit of the weights.", number=shown)
            if self.in_a_sum(name):
                text = _("A bonus of {points}.", points=grades.points(number))
        elif rule.penalty is not None:
            text = _("A penalty of {number}, in the unit of the weights.", number=shown)
            if self.in_a_sum(name):
                text = _("A penalty of {points}.", points=grades.points(number))
        elif rule.adds:
            text = _("It weighs nothing; what an answer gives is added as it is.")
        else:
            text = f"{self.of_whole(self.shares.get(name))}."
            if isinstance(rule.weight, str):
                text = _("{name}: {text}", name=f"{rule.weight} ({shown})", text=text)
            text = " ".join((text, *self.of_tracks(name)))
        kinds = self.by_kind((k, shares(self.rubric, k).get(name)) for k in rule.weight_by_kind)
        said = (text, *kinds, rule.weight_reason or "")
        return entry(_("Weight"), " ".join(part for part in said if part))

    def of_tracks(self, name: str) -> Iterator[str]:
        """What a criterion weighs on each track that asks it, where a rubric has two: it weighs
        more on a track on which others are not asked."""
        for track, weighs in self.on_tracks.items():
            if name in weighs:
                share = _("{number} %", number=numbers.decimal(weighs[name] * 100))
                yield f"{words.of_track(self.rubric, track, share)}."

    def ask(self, rule: Criterion) -> Iterator[Item]:
        if rule.ask:
            yield entry(_("Ask"), f"{rule.ask.rstrip('.')}.")
        who = words.granted_by(self.rubric, rule)
        if who:
            yield entry(_("Who can grant it"), f"{who}.")
        said = [
            words.on(self.rubric, track, str(effort))
            for track in self.rubric.tracks
            if rule.scale(track) and (effort := self.rubric.effort_of(rule, track)) is not None
        ]
        if rule.ask and said:
            yield entry(_("Effort from 1 to 3"), f"{words.joined(said)}.")

    def whose(self, rule: Criterion) -> Iterator[Item]:
        """Whose conduct a criterion asks about; nothing where no other than the place's ever is."""
        kind = self.kind(rule.whose)
        text = _("That of the {kind} itself.", kind=kind)
        if rule.whose == "own":
            if not self.rubric.speaks_for:
                return
            text = _("The place's own.")
        elif rule.whose == "lowest":
            text = _(
                "The place's own and that of every body that speaks for it; the lowest counts."
            )
        elif rule.whose in self.rubric.speaks_for:
            text = _("That of the {kind} that speaks for the place.", kind=kind)
        yield entry(_("Whose conduct"), text)

    def of_whole(self, share: Fraction | None) -> str:
        """A share of the whole: in percent, or in points."""
        share = share or Fraction(0)
        if self.rubric.in_points:
            return grades.out_of(numbers.amount(share * self.whole), self.whole)
        return _("{share} % of the whole", share=numbers.decimal(share * 100))

    def by_kind(self, weighs: Iterable[tuple[str, Fraction | None]]) -> Iterator[str]:
        """What something weighs for kinds of place, or that it does not apply to them."""
        for kind, share in weighs:
            if share:
                text = _("{share} % of the whole", share=numbers.decimal(share * 100))
                yield _("For {kind}: {what}.", kind=self.kind(kind), what=text)
            else:
                yield _("For {kind}: it does not apply.", kind=self.kind(kind))

    def kinds(self, names: Sequence[str]) -> str:
        return words.listed(self.kind(name) for name in names) if names else _("nothing")

    def kind(self, name: str) -> str:
        return words.kind((self.rubric,), name)

    def condition(self, condition: Condition) -> str:
        """What a gate asks of one finding, in words."""
        rubric, track = self.rubric, self.rubric.track_of(condition)
        scale = rubric.criteria[condition.criterion].scale(track)
        level = condition.at_most or condition.at_least
        message, plain = _UNSHOWN
        if level is not None and scale is not None and not scale.levels:
            message, plain = _WORTH["at_most" if condition.at_most else "at_least"]
        elif condition.at_most and scale is not None and condition.at_most == scale.ranked[0]:
            message, plain = _AT["exactly"]
        elif level is not None:
            message, plain = _AT["at_most" if condition.at_most else "at_least"]
        text = words.by_track(
            rubric,
            track,
            message,
            plain,
            question=rubric.criteria[condition.criterion].question,
            id=condition.criterion,
            level=level,
        )
        if level is None or scale is None:
            return text
        anchor = self.scales.step(scale, level, short=True) if scale.levels else ""
        text = _("{name}: {text}", name=text, text=anchor) if anchor else text
        if condition.basis == "instruments":
            text = _("{text}; by a rule in force, not an account", text=text)
        return _("{text}; or nobody has shown it", text=text) if condition.or_unknown else text
