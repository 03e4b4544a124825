"""Whether reports follow from the data in hand, and what differs, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..analysis.differences import Difference, File, State, Verified
from .document import Block, Command, Document, Heading, Item, Items, Para, Said
from .language import N_, _, n_
from .words import listed

MOST = 20
"""Differences shown on a terminal."""
MOST_ON_A_PAGE = 200
WIDEST = 160
"""Characters of a line that are shown, around where it begins to differ."""
_STATES: dict[State, str] = {
    "changed": N_("changed: {before} in the report, {now} in hand"),
    "gone": N_("gone: {before} in the report, not in hand"),
    "unused": N_("no longer used: {before} in the report"),
    "new": N_("new: {now} in hand, not in the report"),
}


def document(found: Sequence[Verified], *, full: bool) -> Document:
    """One report after another."""
    most = MOST_ON_A_PAGE if full else MOST
    return tuple(block for one in found for block in _report(one, most))


def _report(one: Verified, most: int) -> Iterator[Block]:
    if one.follows:
        title = _("{report}: follows from the data in hand", report=one.report)
    else:
        title = _("{report}: does not follow from the data in hand", report=one.report)
    yield Heading(title, 1)
    yield Para(_("This command makes the report again:"))
    yield Command(one.command)
    if one.follows:
        yield Para(_same(one))
    if one.cannot is not None:
        yield Para(_("It could not be made again: {reason}.", reason=one.cannot))
        yield Para(_("If it was made with a folder of your own, name the folder with --data."))
    if one.files:
        yield Heading(_("Data files"))
        yield Items(tuple(Item(Said(_state(file), f"{file.path}:")) for file in one.files))
    yield from _versions(_("Rubric"), one.rubrics)
    yield from _versions(_("Program"), one.programs)
    if one.differences:
        yield from _differences(one.differences, most)
    elif one.files and one.cannot is None:
        yield Para(_("Nothing else differs: what the report says is still so."))
    if one.unexplained:
        yield Para(_unexplained(one))


def _same(one: Verified) -> str:
    if one.notes:
        return _(
            "Made again, it is the same but for its notes on which files replace others: the data "
            "were laid out in other folders."
        )
    return _("Made again, it is the same.")


def _state(file: File) -> str:
    said = _(_STATES[file.state], before=file.before, now=file.now)
    if not file.replaces:
        return f"{said}."
    layer = _("this folder") if file.layer == "." else file.layer
    return _("{said}; the one in {layer} replaces another.", said=said, layer=layer)


def _versions(title: str, both: tuple[tuple[str, ...], tuple[str, ...]]) -> Iterator[Block]:
    before, now = both
    if before == now:
        return
    yield Heading(title)
    text = _("Version {before} in the report, {now} in hand.", before=_all(before), now=_all(now))
    yield Para(text)


def _all(versions: Iterable[str]) -> str:
    found = list(dict.fromkeys(versions))
    return listed(found) if found else _("none")


def _differences(found: Sequence[Difference], most: int) -> Iterator[Block]:
    yield Heading(n_("{number} difference", "{number} differences", len(found)))
    items = []
    for one in found[:most]:
        before, now = _cut(one.before, one.now)
        where = _("Line {number}", number=one.where) if one.where.isdigit() else one.where
        below = (
            Said(before or _("nothing"), _("In the report:")),
            Said(now or _("nothing"), _("From the data:")),
        )
        items.append(Item(where, below))
    yield Items(tuple(items))
    more = len(found) - most
    if more > 0:
        yield Para(n_("And {number} more.", "And {number} more.", more))


def _cut(before: str | None, now: str | None) -> tuple[str, str]:
    """Two texts from a little before they differ."""
    old, new = before or "", now or ""
    pairs = zip(old, new, strict=False)
    same = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
    start = max(0, same - WIDEST // 2) if max(len(old), len(new)) > WIDEST else 0
    return _part(old, start), _part(new, start)


def _part(text: str, start: int) -> str:
    end = start + WIDEST
    return f"{'… ' * bool(start and text)}{text[start:end]}{' …' * (end < len(text))}"


def _unexplained(one: Verified) -> str:
    """What there is to think where all that a report names is as it was."""
    said = _(
        "Every data file that the report names is as it was, and so are the versions of the rubric "
        "and the program: the report was changed after it was made, or it was made by a program "
        "of the same version that is not this one."
    )
    if one.names_all:
        return said
    more = _(
        "A plan, a motion and drawn runs rest on more than the report names: on the files of other "
        "places, on laws and forms, and on whether NumPy is installed."
    )
    return f"{said} {more}"
