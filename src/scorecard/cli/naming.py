"""Ids for what is new: of places by their names, of facts by their claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from ..load.layers import is_name
from ..model.characters import folded
from ..report.language import _
from . import say

NO_FILE = frozenset(
    ["con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(1, 10))]
)
"""What Windows has no files of that name for."""
COMMON = frozenset(
    "the and are was were that this with from for not its has have had per may can "
    "les des une est sont que qui dans pour par sur avec aux ses".split()
)
"""Words that tell one claim from another as little in an id as anywhere."""


def identity(name: str) -> str:
    """The id of a place by its name: `Baie-d'Urfé` is `baie-d-urfe`; UseError where nothing is left
    of it."""
    found = "-".join(re.findall(r"[a-z0-9]+", folded(name)))
    if not found or not is_name(found) or len(found) > 80 or found in NO_FILE:
        raise say.UseError(
            _("`{name}` cannot name a file; write a short name in Latin letters", name=name[:80])
        )
    return found


def proposed(place: str, answers: Mapping[str, str]) -> str:
    """An id for a fact: the beginning of the place's, a year, and the first words of the claim."""
    when = answers.get("period") or answers.get("date") or ""
    year = re.search(r"\d{4}", when)
    said = re.findall(r"[a-z]{3,}", folded(answers.get("claim", "")))
    telling = [word for word in said if word not in COMMON][:3]
    return "-".join([place[:3].strip("-"), *([year[0]] if year else []), *telling])


def numbered(name: str) -> Iterator[str]:
    """A name, and without end what it can be called where it is taken: `name-2`, `name-3`."""
    yield name
    yield from (f"{name}-{n}" for n in count(2))
