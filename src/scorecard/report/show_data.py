"""A rubric, a criterion, a place or a body as data: what its file says, with dates and fractions as
texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from .. import __version__
from ..analysis.inventory import Holding, holding, own_facts, share_below, shares, uses
from ..model.dates import PartialDate
from ..model.place import DataFile, Place
from ..model.rubric import TRACKS, Component, Rubric
from ..model.scale import Scale
from . import data
from .language import spoken

FORMAT = "show/1"


def rubric(rubric: Rubric, file: DataFile) -> str:
    """A rubric as JSON, with the share of the whole that each component and criterion weighs."""
    weighs = shares(rubric)
    found = {
        "id": rubric.id,
        **plain(rubric),
        "shares": {
            "components": _components(rubric.components, weighs),
            "criteria": plain(weighs),
        },
    }
    return _write("rubric", file.each(), found)


def _components(
    components: Mapping[str, Component], weighs: Mapping[str, Fraction]
) -> dict[str, str]:
    """The share of each component by id, those below others after them."""
    found: dict[str, str] = {}
    for name, component in components.items():
        found[name] = str(share_below(component, weighs))
        found.update(_components(component.components, weighs))
    return found


def criterion(rubric: Rubric, name: str, file: DataFile, others: Sequence[str]) -> str:
    """One criterion as JSON, with the gates that use it; `others` are those of the same name."""
    weighs = shares(rubric)
    gates = {
        key: plain(gate)
        for key, gate in rubric.gates.items()
        if any(condition.criterion == name for condition in gate.when)
    }
    found = {
        "id": name,
        "rubric": data.edition(rubric),
        **plain(rubric.criteria[name]),
        "share": plain(weighs.get(name)),
        "gates": gates,
        "others": list(others),
    }
    return _write("criterion", file.each(), found)


def place(place: Place, graded_by: Rubric | None) -> str:
    """A place as JSON, or the body of it in view: what the file says but for its facts, which are
    counted."""
    found: dict[str, Any] = {"id": place.own_ref, "name": place.name, "kind": place.kind}
    if place.focus is None:
        city = place.city
        found |= {
            "province": city.province,
            "country": city.country,
            "governed_by": city.governed_by,
            "law": city.law,
            "population": plain(city.population),
            "bodies": {body: plain(place.body(body)) for body in city.bodies},
        }
    else:
        found |= {"of": place.id, **plain(place.body(place.focus))}
    found |= {"rubric": None if graded_by is None else graded_by.id, "facts": _facts(place)}
    if place.focus is None:
        city = place.city
        found |= {
            "organizations": plain(city.organizations),
            "around": [
                {
                    "id": wider.id,
                    "name": wider.city.name,
                    "organizations": plain(wider.city.organizations),
                }
                for wider in place.around
            ],
            "replies": plain(city.replies),
            "not_applicable": plain(city.not_applicable),
            "efforts": plain(city.efforts),
            "looked_for": plain(city.looked_for),
            "sources": _sources(place),
        }
    else:
        looked = [one for body, one, _file in place.searches() if body == place.focus]
        found["looked_for"] = plain(looked)
    return _write("place" if place.focus is None else "body", place.files(), found)


def _sources(place: Place) -> list[dict[str, Any]]:
    """Every source of the file, by its id where it has one, with how many facts rest on it."""
    names = {source: name for name, source in place.city.sources.items()}
    return [
        {"id": names.get(one), **plain(one), "facts": number} for one, number in uses(place).items()
    ]


def _facts(place: Place) -> dict[str, Any]:
    """How many facts there are on each track, and what becomes of them; of those that tell paper
    and practice not apart, where there are any."""
    facts = own_facts(place)
    return {
        track: _holding(holding(some))
        for track in TRACKS
        if (some := [fact for fact in facts if fact.track == track]) or track != "score"
    }


def _holding(found: Holding) -> dict[str, Any]:
    return {"facts": found.facts, "scored": found.scored, "newest": data.exact(found.newest)}


def plain(value: Any) -> Any:
    """A part of a file in plain mappings, lists and texts, under the keys of the file."""
    if isinstance(value, Scale):
        fields = {key: one for key, one in _fields(value).items() if key != "levels"}
        return {"levels": plain(value.levels), **fields}
    if isinstance(value, BaseModel):
        return _fields(value)
    if isinstance(value, Fraction | PartialDate):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def _fields(value: BaseModel) -> dict[str, Any]:
    """Every field of a part of a file, as the file names it."""
    return {
        (field.alias or name).removeprefix("=").removesuffix("_"): plain(getattr(value, name))
        for name, field in type(value).model_fields.items()
        if not field.exclude
    }


def _write(kind: str, files: Sequence[DataFile], found: dict[str, Any]) -> str:
    return data.text(
        {
            "format": FORMAT,
            "kind": kind,
            "program": __version__,
            "language": spoken(),
            "files": data.files(files),
            kind: found,
        }
    )
