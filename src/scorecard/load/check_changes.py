"""What else could have been chosen, as `try` says it: each change is named, and changes something
that there is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..model.change import Change
from ..model.rubric import Rubric, Track
from ..model.scale import Scale
from .check_conditions import check_cap, check_conditions
from .document import Address, Document, some
from .typed import check_id, suggest

MANY_UNITS = 2


def check_changes(document: Document, rubric: Rubric) -> None:
    """Look at every `try`, of choices and of gates."""
    for name, gate in rubric.gates.items():
        for one, way in gate.tries.items():
            where = ("gates", name, "try", one)
            check_id(document, where)
            if sum((way.cap is not None, bool(way.when), way.off)) != 1:
                right = "write one of cap, when, and off: yes"
                _report(document, where, "this changes nothing, or more than one thing", right)
            if way.cap is not None:
                check_cap(document, rubric, way.cap, (*where, "cap"))
            check_conditions(document, rubric, way.when, (*where, "when"))
    for name, choice in rubric.choices.items():
        for one, change in choice.tries.items():
            where = ("choices", name, "try", one)
            check_id(document, where)
            for check in (_whole, _weights, _tracks, _criteria, _points, _of, _gate):
                check(document, rubric, where, change)


def _report(document: Document, where: Address, wrong: str, right: str) -> None:
    document.report(document.at(where), "bad-change", wrong, right)


def _whole(document: Document, rubric: Rubric, where: Address, change: Change) -> None:
    """A change changes something."""
    if change.changed(of=()) == Change():
        right = "say what is changed, such as `equal: components`"
        _report(document, where, "this changes nothing", right)
    if change.equal and len(rubric.components) < 2:
        wrong, right = "there is only one component", "weigh criteria under `weights:`"
        document.report(document.at((*where, "equal")), "bad-change", wrong, right)
    if change.gates and not rubric.gates:
        wrong, right = "there is no gate", "leave it out"
        document.report(document.at((*where, "gates")), "bad-change", wrong, right)


def _weights(document: Document, rubric: Rubric, where: Address, change: Change) -> None:
    known = {*rubric.components, *rubric.criteria}
    for name, weight in change.weights.items():
        at = (*where, "weights", name)
        if name not in known:
            right = suggest(name, known, "name an outermost component or a criterion")
            wrong = f"`{name}` is no outermost component and no criterion"
            document.report(document.at(at, key=True), "unknown-criterion", wrong, right)
        if weight <= 0:
            wrong, right = f"`{name}` weighs nothing", "write a number above 0, or use `leave_out`"
            document.report(document.at(at), "bad-weight", wrong, right)


def _tracks(document: Document, rubric: Rubric, where: Address, change: Change) -> None:
    key = "tracks" if change.tracks else "overall"
    if not change.tracks and not change.overall:
        return
    mark = document.at((*where, key), key=True)
    if rubric.one_track:
        document.report(mark, "no-track", "this rubric has no two tracks to mix", "leave it out")
    elif change.tracks and sum(change.tracks.values(), Fraction(0)) != 1:
        total = float(sum(change.tracks.values()))
        wrong = f"the tracks add up to {total:g}, not to 1"
        document.report(
            mark, "tracks-sum", wrong, "write parts such as {policy: 0.5, practice: 0.5}"
        )


def _criteria(document: Document, rubric: Rubric, where: Address, change: Change) -> None:
    """What is named under `of` and `leave_out` is a criterion, and something is left."""
    for key, names in (("of", change.of), ("leave_out", change.leave_out)):
        for number, name in enumerate(names):
            if name not in rubric.criteria and name not in document.dropped:
                several = isinstance(document.value((*where, key)), list)
                mark = document.at((*where, key, *((number,) if several else ())))
                right = suggest(name, rubric.criteria, "name a criterion of this rubric")
                wrong = f"`{name}` is no criterion of this rubric"
                document.report(mark, "unknown-criterion", wrong, right)
    if change.leave_out and not rubric.criteria.keys() - set(change.leave_out):
        mark = document.at((*where, "leave_out"), key=True)
        document.report(mark, "bad-change", "nothing is left", "name fewer criteria")


def _points(document: Document, rubric: Rubric, where: Address, change: Change) -> None:
    """Points are given to levels that a scale concerned has."""
    for key, points in change.points.items():
        track: Track = "score" if key == "scale" else key
        at = (*where, "points", key)
        if track not in rubric.tracks:
            right = suggest(key, [_key(one) for one in rubric.tracks], "name a track")
            document.report(document.at(at, key=True), "no-track", f"there is no `{key}`", right)
            continue
        scales = _scales(rubric, change, track)
        levels = dict.fromkeys(name for scale in scales for name in scale.levels)
        for level in points:
            if level not in levels:
                wrong = f"`{level}` is no level of a scale concerned"
                right = f"write one of {some(tuple(levels))}" if levels else "leave it out"
                document.report(document.at((*at, level), key=True), "unknown-level", wrong, right)


def _key(track: Track) -> str:
    return "scale" if track == "score" else track


def _scales(rubric: Rubric, change: Change, track: Track) -> Iterator[Scale]:
    """The scales of the criteria that a change is about, on a track."""
    for name, rule in rubric.criteria.items():
        scale = rule.scale(track)
        if scale is not None and name in (change.of or rubric.criteria):
            yield scale


def _of(document: Document, rubric: Rubric, where: Address, change: Change) -> None:
    """What a change asks of criteria, one of those concerned has."""
    about = [name for name in change.of or rubric.criteria if name in rubric.criteria]
    scales = [scale for track in rubric.tracks for scale in _scales(rubric, change, track)]
    measures = [scale.measure for scale in scales if scale.measure is not None]
    if change.units and not any(len(one.units) >= MANY_UNITS for one in measures):
        wrong = "no criterion concerned is counted in a broader unit"
        document.report(document.at((*where, "units")), "bad-change", wrong, "leave it out")
    if change.whose and not any(rubric.criteria[name].whose == "lowest" for name in about):
        wrong = "no criterion concerned is asked of the lowest of several bodies"
        document.report(document.at((*where, "whose")), "bad-change", wrong, "leave it out")
    limits = change.points or change.units or change.whose
    if change.of and not limits and change.changed(of=()) != Change():
        wrong, right = "`of` limits nothing", "say it beside points, units or whose"
        document.report(document.at((*where, "of"), key=True), "bad-change", wrong, right)


def _gate(document: Document, rubric: Rubric, where: Address, change: Change) -> None:
    if change.gate is not None:
        at = (*where, "gate")
        if not change.gate.when:
            right = "name a criterion, a track and a test"
            mark = document.at((*at, "when"))
            document.report(mark, "bad-condition", "a gate without a condition", right)
        check_cap(document, rubric, change.gate.cap, (*at, "cap"))
        check_conditions(document, rubric, change.gate.when, (*at, "when"))
