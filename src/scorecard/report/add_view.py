"""What is shown to somebody who adds a fact: what can be answered, and what it would change."""

from __future__ import annotations

from collections.abc import Mapping

from ..analysis.diff import Diff
from ..model.place import Effect
from ..model.rubric import Rubric, Track
from ..model.scale import Scale
from .diff_view import DiffView
from .document import Document, Heading, Para
from .language import N_, _
from .scales_view import Scales

KINDS = tuple(
    "council-record policy-document news report data academic community press-release web".split()
)
"""Kinds of source that are offered beside those of the file."""
EFFECTS: dict[Effect, str] = {
    "adopts": N_("a vote, a by-law, a policy or an order puts a rule in force"),
    "amends": N_("it changes a rule that is in the file"),
    "repeals": N_("it ends a rule that is in the file"),
    "describes": N_("an account of the rules, or of there being none, by somebody who looked"),
    "restates": N_("it says again what is in force; context"),
    "proposes": N_("it asks, studies, drafts or announces; context"),
    "position": N_("an opinion, or a demand on another government; context"),
    "law": N_("another government's law; context"),
}
"""What a rule can do, each with what that means."""


def effects() -> list[tuple[str, str]]:
    """What a rule can do, each with what that means."""
    return [(effect, _(text)) for effect, text in EFFECTS.items()]


def outcomes() -> list[tuple[str, str]]:
    """What can come of a reply, each with what that means."""
    return [
        ("corrected", _("the fact was put right, up or down")),
        ("stands", _("the fact stays as it is")),
        ("noted", _("it is printed beside it, and changes nothing")),
    ]


def name(stated: Mapping[str, object]) -> str:
    """A body in words."""
    return str(stated.get("name") or stated.get("place") or "")


def anchors(rubric: Rubric, track: Track, scale: Scale) -> Document:
    """How a question is answered on a track: how evidence is read, and what each level means."""
    return tuple(Scales(rubric).levels(track, scale))


def effect(found: Diff) -> Document:
    """What a fact would do to the grade."""
    heading = Heading(_("What it would do to the grade"))
    moved = any(one.moves or any(one.difference[:3]) for one in found.tracks)
    if not moved and not any(found.difference[:3]) and not found.mix:
        return heading, Para(_("Nothing: no answer changes."))
    return (heading, *DiffView(found, None, full=False).ends())
