"""The words for what the engine says in codes: one place, one word per idea."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from shlex import quote

from ..analysis.across import Row
from ..model.place import Fact, LookedFor, Place
from ..model.result import (
    NO_WEIGHT,
    UNANSWERED,
    Aside,
    BodyFinding,
    Finding,
    Mark,
    Scorecard,
)
from ..model.rubric import Criterion, Rubric, Track
from ..model.scale import Scale
from ..model.source import Source
from . import numbers
from .language import ENGLISH, N_, _, p_, spoken

_TRACKS = {"policy": N_("On paper"), "practice": N_("In practice")}
_SIDES = {"policy": N_("on paper"), "practice": N_("in practice")}
_NOUNS = {"policy": N_("paper"), "practice": N_("practice")}

_ASIDE = {
    "not-yet": N_("not in force yet, or its period had not ended"),
    "ended": N_("no longer in force"),
    "amended": N_("amended by {by}"),
    "repealed": N_("repealed by {by}"),
    "superseded": N_("superseded by {by}"),
    "without-its-pair": N_("shows this only together with a fact that does not count"),
    "restates": N_("restates a rule, and is no rule itself"),
    "proposes": N_("asks or promises, and binds nobody"),
    "position": N_("a position, not a rule"),
    "law": N_("another government's law"),
    "instrument-in-force": N_("an account; an instrument in force goes before it"),
    "whole-body-covered": N_("covers a part; an instrument for the whole is in force"),
    "level-0-prevails": N_("{by} works against the component and prevails"),
    "higher-level-stands": N_("{by} gives a higher level"),
    "same-level-stands": N_("{by} gives the same level, and is newer or first by id"),
    "over-ten-years": N_("more than ten years old"),
    "outside-window": N_("older than the window of evidence looked at"),
    "one-account": N_("one person's account; a figure, test or study stands"),
    "worse-placed": N_("{by} was seen by somebody better placed"),
    "earlier": N_("{by} is later"),
    "less-preferred-unit": N_("{by} is in the preferred unit"),
    "further-from-a-year": N_("{by} covers a period nearer to twelve months"),
    "higher-level": N_("{by} shows a lower level for the same period"),
    "same-rank": N_("{by} is its equal, and first by id"),
    "better-incident": N_("{by} is worse, and the worst stands"),
    "counted-instead": N_("facts that can be counted stand instead"),
    "unreadable": N_("no level can be read from it"),
    "last-known": N_("last known only, and left out by --fresh"),
}

_MARKS: dict[Mark, str] = {
    "last-known": N_("last known"),
    "broader-unit": N_("counted in a broader unit"),
    "approx": N_("approximate"),
    "amended-unread": N_("amended since, text not read"),
    "part-only": N_("covers a part only"),
    "own-report": N_("own report: held below the top level"),
    "describes": N_("by an account of the rules"),
    "one-account": N_("one person's account"),
    "low-confidence": N_("low confidence"),
}

_ROLES = {
    "not-yet": N_("later"),
    "over-ten-years": N_("context"),
    "outside-window": N_("older"),
    "one-account": N_("one account"),
    "worse-placed": N_("worse placed"),
    "earlier": N_("earlier"),
    "less-preferred-unit": N_("other unit"),
    "further-from-a-year": N_("other span"),
    "higher-level": N_("higher level"),
    "same-rank": N_("equal"),
    "better-incident": N_("not worst"),
    "counted-instead": N_("not counted"),
    "last-known": N_("last known"),
    "without-its-pair": N_("not alone"),
}
"""A word for the reasons that can set a figure aside, for a table."""

_SEEN_BY = {
    "border agency": N_("counted by the border agency"),
    "independent": N_("seen by somebody independent"),
    "community": N_("seen by the community"),
    "own": N_("said by the body itself"),
}


_CONFIDENCE = {"high": N_("high"), "medium": N_("medium"), "low": N_("low")}
_BY = {
    "border agency": N_("border agency"),
    "independent": N_("independent"),
    "community": N_("community"),
    "own": N_("the body itself"),
}


def track_name(rubric: Rubric, track: Track) -> str:
    """A track as a heading: On paper, In practice; of a rubric with one track, Score."""
    return _("Score") if rubric.one_track else side_name(track)


def side_name(track: Track) -> str:
    """What a fact or a search is about, where no rubric is in view: On paper, In practice."""
    return _(_TRACKS[track]) if track in _TRACKS else _("Neither told apart")


def of_track(rubric: Rubric, track: Track, what: str) -> str:
    """Something of a track as the head of a column: `On paper: range`; with one track, `range`."""
    if rubric.one_track:
        return what
    return _("{track}: {what}", track=side_name(track), what=what)


def side(rubric: Rubric, track: Track) -> str:
    """A track within a sentence: on paper, in practice; nothing where there is but one."""
    return "" if rubric.one_track else _(_SIDES[track])


def noun(rubric: Rubric, track: Track) -> str:
    """A track as a thing: paper, practice; nothing where there is but one."""
    return "" if rubric.one_track else _(_NOUNS[track])


def on(rubric: Rubric, track: Track, what: str) -> str:
    """Something on a track: `checks, in practice`; with one track, `checks`."""
    said = side(rubric, track)
    return p_("something on a track", "{what}, {side}", what=what, side=said) if said else what


def by_track(rubric: Rubric, track: Track, message: str, plain: str, /, **parts: object) -> str:
    """A message that names its track, as `{side}` or `{track}`; the `plain` one of a rubric with
    one track, of which there is nothing to name."""
    if rubric.one_track:
        return _(plain, **parts)
    return _(message, side=side(rubric, track), track=noun(rubric, track), **parts)


def part(rubric: Rubric, track: Track, share: str) -> str:
    """A percentage of a track: `48 % of paper`; with one track, `48 %`."""
    return by_track(rubric, track, N_("{share} % of {track}"), N_("{share} %"), share=share)


def scales(rubric: Rubric) -> list[Scale]:
    """Every scale of a rubric, in the order of the file."""
    rules = rubric.criteria.values()
    found = (rule.scale(track) for rule in rules for track in rubric.tracks)
    return [scale for scale in found if scale is not None]


def run_of_levels(rubric: Rubric) -> str:
    """From which level to which the scales run; empty where they do not all run alike."""
    ends = {(one.ranked[0], one.ranked[-1]) if one.levels else None for one in scales(rubric)}
    found = ends.pop() if len(ends) == 1 else None
    if found is None:
        return ""
    return _("Levels run from {worst}, the worst, to {best}.", worst=found[0], best=found[1])


def ages(rubric: Rubric) -> bool:
    """Whether evidence can become last known: not where nothing but its date is told of it."""
    return "score" not in rubric.tracks


def withholding(rubric: Rubric) -> str:
    """Under how much evidence a grade is withheld or provisional; empty where it never is."""
    withhold, provisional = rubric.withhold_under, rubric.provisional_under
    first = next(iter(rubric.tracks))
    if withhold >= provisional:
        message, plain = (
            N_("A track under {share} of its weight answered is withheld."),
            N_("With under {share} of the weight answered the grade is withheld."),
        )
        share = portion(withhold)
        return by_track(rubric, first, message, plain, share=share) if withhold else ""
    if not withhold:
        message, plain = (
            N_("A track under {share} of its weight answered is provisional."),
            N_("With under {share} of the weight answered the grade is provisional."),
        )
        return by_track(rubric, first, message, plain, share=portion(provisional))
    parts = {"withhold": portion(withhold), "provisional": portion(provisional)}
    if rubric.one_track:
        return _(
            "With under {withhold} of the weight answered the grade is withheld, with under "
            "{provisional} it is provisional.",
            **parts,
        )
    return _(
        "A track under {withhold} of its weight answered is withheld, under {provisional} "
        "provisional.",
        **parts,
    )


def seen_by(who: str) -> str:
    """Who saw it, as a sentence begins."""
    text = _(_SEEN_BY[who])
    return text[:1].upper() + text[1:]


def counted_by(who: str | None) -> str:
    """Who saw it, in a cell."""
    return "" if who is None else _(_BY[who])


def confidence(level: str) -> str:
    return _(_CONFIDENCE[level])


def role(reason: str) -> str:
    """A word for what became of a figure."""
    return _(_ROLES[reason]) if reason in _ROLES else reason


def listed(names: Iterable[str]) -> str:
    """Names as a language lists them: a, b and c."""
    *first, last = names
    if not first:
        return last
    return p_("a list of names", "{first} and {last}", first=", ".join(first), last=last)


def sentence(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]


def aside(rubric: Rubric, one: Aside) -> str:
    """Why a fact does not stand, with the rule."""
    text = _(_ASIDE[one.reason], by=one.by or _("another"))
    if one.reason == "not-yet" and "score" in rubric.tracks:
        text = _("of a later date")
    return f"{text} ({one.rule})"


def marks(found: BodyFinding | None) -> str:
    """What is to be said of a finding, in brackets; empty where there is nothing."""
    if found is None:
        return ""
    said = []
    for mark in found.marks:
        text = _(_MARKS[mark])
        if mark == "last-known" and found.age is not None:
            text = _("last known, {age} old", age=numbers.months(found.age))
        said.append(text)
    return joined(said)


def remarks(card: Scorecard, finding: Finding) -> str:
    """What is to be said of a finding beside its level: whose it is, how it was seen, and whose
    conduct was not examined."""
    parts = [body(card, finding), marks(finding.stands)]
    if finding.stands is not None and finding.not_examined:
        names = listed(card.place.body_name(one) for one in finding.not_examined)
        parts.append(_("not examined: {names}", names=names))
    return joined(part for part in parts if part)


def quoted(text: str) -> str:
    """A question or a text of the rubric within a sentence."""
    return p_("a quotation", '"{text}"', text=text)


def joined(parts: Iterable[str]) -> str:
    """Parts of a remark, each once."""
    return p_("between parts of a remark", "; ").join(dict.fromkeys(parts))


def where(card: Scorecard, fact: str) -> str:
    """The file and line of a fact."""
    _fact, file = card.place.fact(fact)
    return f"{file.file.path}:{file.lines.get(fact.rpartition('/')[2], 1)}"


def why_not(card: Scorecard, finding: Finding) -> str:
    """Why a criterion does not apply."""
    if finding.why == UNANSWERED:
        return _("it is unanswered, which this rubric leaves out.")
    if finding.why == NO_WEIGHT:
        return _("It weighs nothing for a {kind}.", kind=kind((card.rubric,), card.place.kind))
    return finding.why or ""


def command(card: Scorecard, *more: str) -> str:
    """A command that explains this card, with the options that made it."""
    return typed("explain", card.place.own_ref, *more, *options(card))


def options(card: Scorecard) -> tuple[str, ...]:
    """The options that make this card again: its rubric, where the place names another, and when
    it is."""
    named = () if card.rubric.id == card.place.rubric else ("--rubric", card.rubric.id)
    return (*named, *dated(card))


def dated(card: Scorecard) -> tuple[str, ...]:
    """The options of a card that say of when it is, and what was left out."""
    when = ("--as-of", str(card.as_of)) if card.dated else ()
    return (*when, "--fresh") if card.fresh else when


def typed(*parts: str) -> str:
    """A command line to type, which answers in the language in force."""
    language = () if spoken() == ENGLISH else ("--lang", spoken())
    return " ".join(["scorecard", *(quote(part) for part in (*parts, *language))])


def as_of(when: date, fresh: bool) -> str:
    """The date of a grade, and what was known when it was made."""
    if fresh:
        return _(
            "As of {date}, as known today; what is only last known is left out.",
            date=numbers.day(when),
        )
    return _("As of {date}, as known today.", date=numbers.day(when))


def in_years(years: Fraction) -> str:
    """How long a count took: in 1 year, in 0.667 years."""
    length = numbers.decimal(years, 3)
    if years == 1:
        return _("in {length} year", length=length)
    return _("in {length} years", length=length)


def lead(name: str) -> str:
    """What stands out before a text: `On paper:`."""
    return p_("before a text", "{lead}:", lead=name)


def provisional(grade: str, is_provisional: bool) -> str:
    """A grade, and whether it is provisional."""
    return _("{grade}, provisional", grade=grade) if is_provisional else grade


def when(fact: Fact) -> str:
    """The period of what was seen, or the date of a rule."""
    return numbers.period(fact.period) if fact.period is not None else numbers.day(fact.date)


def timed(fact: Fact) -> str:
    """What time a fact speaks of, and how sure it is."""
    sure = confidence(fact.confidence)
    if fact.period is not None:
        when = numbers.period(fact.period)
        return _("Period {when}; confidence {confidence}.", when=when, confidence=sure)
    when = numbers.day(fact.date)
    if fact.approx_date:
        when = _("{when} (approximate)", when=when)
    if fact.effect == "describes":
        return _("As described in {when}; confidence {confidence}.", when=when, confidence=sure)
    if fact.effect is None:
        if fact.date is None:
            return _("No date given; confidence {confidence}.", confidence=sure)
        return _("Dated {when}; confidence {confidence}.", when=when, confidence=sure)
    return _("In force from {when}; confidence {confidence}.", when=when, confidence=sure)


def edition(rubric: Rubric) -> str:
    """Which rubric, and which version of it."""
    return _(
        "{title}, version {version} ({id}).",
        title=rubric.title,
        version=rubric.version,
        id=rubric.id,
    )


def kind(rubrics: Iterable[Rubric], name: str) -> str:
    """A kind of place or body: police service. The first rubric that has a word for it decides."""
    words = (rubric.word(name) for rubric in rubrics)
    return next((word for word in words if word != name), name.replace("-", " "))


def portion(share: Fraction) -> str:
    """A published portion: a third, 40 %."""
    common = {
        Fraction(1, 3): _("a third"),
        Fraction(1, 2): _("half"),
        Fraction(2, 3): _("two thirds"),
    }
    return common.get(share) or _("{number} %", number=numbers.decimal(share * 100))


def granted_by(rubric: Rubric, rule: Criterion, place: Place | None = None) -> str:
    """Who can grant what a criterion asks, by the names that a place has for them."""
    return offices(rubric, rule.who_can_grant, place)


def offices(rubric: Rubric, who: Iterable[str], place: Place | None = None) -> str:
    """Those who can grant something, by the names that a place has for them; empty for nobody."""
    own = {} if place is None else place.city.offices
    names = dict.fromkeys(own.get(one) or rubric.word(one) for one in who)
    return listed(names) if names else ""


def ask(rubric: Rubric, rule: Criterion, place: Place | None = None) -> str:
    """What to ask for, and who can grant it; empty where the rubric says nothing."""
    if not rule.ask:
        return ""
    what, who = rule.ask.rstrip("."), granted_by(rubric, rule, place)
    if not who:
        return _("Ask: {what}.", what=what)
    return _("Ask: {what} (for {who} to grant).", what=what, who=who)


def would_show(rubric: Rubric, rule: Criterion) -> str:
    """The kinds of document that would answer a question."""
    what = ", ".join(rubric.word(one) for one in rule.evidence)
    return _("Would show it: {what}.", what=what)


def searches(card: Scorecard, finding: Finding) -> list[LookedFor]:
    """What was searched in vain for a criterion and track, about the place as a whole or a body
    whose conduct is asked about, up to the date of the grade."""
    examined = {body.body for body in finding.bodies} | {card.place.focus}
    return [
        looked
        for body, looked, file in card.place.searches()
        if file.answers(looked.criterion, card.rubric, finding.track) == finding.criterion
        and (looked.track is None or looked.track == finding.track)
        and (body in examined or (body is None and card.place.focus is None))
        and (looked.when is None or looked.when.first() <= card.as_of)
    ]


def looked_for(looked: LookedFor) -> str:
    """What was searched in vain, when, and whether it was refused."""
    found = _("refused") if looked.found == "refused" else _("nothing found")
    if looked.when is None:
        return _("Looked for, {found}: {what}", found=found, what=looked.searched)
    return _(
        "Looked for in {when}, {found}: {what}",
        when=numbers.day(looked.when),
        found=found,
        what=looked.searched,
    )


def reference(one: Source) -> str:
    """A source in a list of sources: publisher, title, date, and what is to be said of it."""
    parts = [one.publisher, one.title, sentence(numbers.day(one.date)), one.note]
    return " ".join(ended(part) for part in parts if part)


def ended(text: str) -> str:
    """A text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def source(card: Scorecard, fact: str) -> str:
    """The publishers and dates behind a fact, in a line."""
    found, file = card.place.fact(fact)
    return sources(file.sources_of(found))


def sources(found: Iterable[Source]) -> str:
    """Publishers and dates, in a line."""
    said = []
    for one in found:
        name = one.publisher or one.title
        said.append(f"{name}, {numbers.day(one.date)}")
    return joined(said)


def precedent(row: Row) -> tuple[str, tuple[Source, ...]]:
    """What stands for another place or body, in the claims of its facts and of those that they show
    it together with, and where that was read."""
    claims: dict[str, None] = {}
    sources: dict[Source, None] = {}
    for reading in row.found.standing:
        fact, file = row.place.fact(reading.fact)
        for one in (fact, *(file.city.facts[name] for name in fact.with_)):
            claims[one.claim] = None
            sources.update(dict.fromkeys(file.sources_of(one)))
    return " ".join(claims), tuple(sources)


def body(card: Scorecard, finding: Finding) -> str:
    """Whose conduct decided, where it was not the place itself."""
    stands = finding.stands
    if stands is None or stands.body == card.place.focus:
        return ""
    return card.place.body_name(stands.body)
