"""The JSON Schemas of data files, made of the models, for editors that complete and check as one
types.

They describe what an editor sees, which is YAML 1.2: `2013` a number, `2013-06` and `yes` texts.
What holds between two parts of a file, or two files, they do not see; `scorecard check` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from inspect import getdoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from ..model import fields
from ..model.law import Law
from ..model.motion import Form
from ..model.place import CHANGES, Body, City, Fact, Figure, LookedFor, Organization, Period, Reply
from ..model.rubric import Band, Component, Efforts, Round, Rubric, SameAs
from ..model.scale import SCALES, Element, Level, NamedLevel, Scale
from ..model.source import Source
from .keys_place import PLACE
from .keys_rubric import RUBRIC
from .offers import Offer
from .translation import ADDRESS, ANY, LEVEL, PROSE, TEXT
from .translation import FORMAT as TRANSLATION
from .typed import model_in

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, tuple[type[BaseModel], str]] = {
    "city": (City, "a place"),
    "rubric": (Rubric, "a rubric"),
    "law": (Law, "the law of a country or a province"),
    "motion": (Form, "the form of a motion"),
}
"""What a data file can be, but for a translation: its model, and what it holds."""
WORDS_OF: Mapping[type[BaseModel], Mapping[str, str]] = {**PLACE, **RUBRIC}

# ---------------------------------------------------------------- texts, numbers, dates

_DIGITS = r"-?(0|[1-9][0-9]*)"
_DECIMAL = rf"{_DIGITS}(\.[0-9]+)?"
_DAYS = (
    r"(0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?|(0[469]|11)(-(0[1-9]|[12][0-9]|30))?"
    r"|02(-(0[1-9]|[12][0-9]))?"
)
_DATE = rf"(?!0000)[0-9]{{4}}(-({_DAYS}))?"
_PORTION = r"-?0(\.0+)?|0\.[0-9]+|1(\.0+)?|[0-9]{1,9}/[1-9][0-9]{0,8}"
_ID = r"[^\x00-/:-@\[-^`{-\xa9][^\x00-,/:-@\[-^`{-\xa9]*"
"""As `is_id` has it, for any reader of patterns: what is no letter of ASCII is let through."""
_WORD = r"[^\x00-@\[-`{-\xa9][^\x00-\x1f!-,./:-@\[-^`{-\xa9]*"
"""As `is_word` has it, likewise."""
_A_LINE = rf"^\s*{_DECIMAL}\s*$|^(?![-+.]?[0-9])[\s\S]*\S"
"""Points, or a text that does not start like a number."""


def _whole_line(pattern: str) -> str:
    return rf"^\s*({pattern})\s*$"


def _typed(kinds: str, pattern: str, right: str, **more: Any) -> Schema:
    """A scalar of these kinds; a text must match. Editors show `right` where it does not."""
    return {"type": kinds.split(), "pattern": pattern, "patternErrorMessage": right, **more}


_YEARS: Mapping[str, int] = {"minimum": 1000, "maximum": 9999}
_RIGHT_DATE = "write YYYY, YYYY-MM or YYYY-MM-DD"
SCALARS: Mapping[Any, tuple[str, Schema]] = {
    fields.Text: ("text", _typed("string number", r"\S", "write a text")),
    fields.Whole: ("whole", _typed("integer string", _whole_line(_DIGITS), "write digits only")),
    fields.Number: (
        "number",
        _typed("number string", _whole_line(_DECIMAL), "write digits and a point: 83.4"),
    ),
    fields.Weight: (
        "weight",
        _typed(
            "number string",
            rf"{_whole_line(_DECIMAL)}|^({_WORD})$",
            "write a number, or a word under `weights`",
        ),
    ),
    fields.Portion: (
        "portion",
        _typed(
            "number string",
            _whole_line(_PORTION),
            "write 0 to 1, or a fraction such as 1/3",
            minimum=0,
            maximum=1,
        ),
    ),
    fields.Yes: ("yes_or_no", {"enum": ["yes", "no"]}),
    fields.Effort: (
        "effort",
        _typed("integer string", _whole_line("[123]"), "write 1, 2 or 3", minimum=1, maximum=3),
    ),
    fields.Date: ("date", _typed("integer string", _whole_line(_DATE), _RIGHT_DATE, **_YEARS)),
    fields.SourceDate: (
        "date_or_undated",
        _typed(
            "integer string",
            rf"{_whole_line(_DATE)}|^undated$",
            f"{_RIGHT_DATE}, or undated",
            **_YEARS,
        ),
    ),
}
"""What a scalar of a model is to an editor, under the name that it has among `$defs`."""
_IN_A_LINE = "text_or_points"
_LINE = _typed("string number", _A_LINE, "write the points alone, or a text as {text: ...}")
_URL = _typed("string", "^https?://", "start it with https://")


def _named(pattern: str, right: str = "use letters, digits and hyphens") -> Schema:
    """The names that keys may have."""
    return {"pattern": f"^{pattern}$", "patternErrorMessage": right}


SHORT: Mapping[type[BaseModel], Any] = {
    Period: fields.Date,
    Round: fields.Whole,
    Band: fields.Number,
    SameAs: fields.Text,
    Efforts: fields.Effort,
    Level: fields.Text,
    NamedLevel: _IN_A_LINE,
    Element: _IN_A_LINE,
    Scale: Literal[tuple(SCALES)],
}
"""What may stand in place of a mapping."""
GATHERED: Mapping[str, str | None] = {
    fields.LEVELS: "^[0-9]{1,3}$",
    fields.CENSUSES: "^[0-9]{4}$",
    fields.WORD: None,
}
"""The keys of a file that a model gathers under one of its own; None for what is no key."""
BY_ID = frozenset(
    {(City, "bodies"), (City, "facts"), (Rubric, "components"), (Component, "components")}
    | {(Component, "criteria"), (Scale, "checklist")}
)
"""Mappings whose keys are ids."""
LINKS = frozenset({(Source, "url"), (Source, "archive"), (Organization, "url")})
"""Addresses of web pages."""


def _where(keys: str, *, needed: str = "", refused: str = "") -> Schema:
    """Where a mapping has these keys, what else it needs, and what it cannot have."""
    then: Schema = {"required": needed.split()} if needed else {}
    if refused:
        then["properties"] = dict.fromkeys(refused.split(), False)
    return {"if": {"required": keys.split()}, "then": then}


def _one_of(keys: str) -> Schema:
    return {"anyOf": [{"required": [key]} for key in keys.split()]}


TOGETHER: Mapping[type[BaseModel], Sequence[Schema]] = {
    Fact: (
        _one_of("scores context"),
        _where("effect", needed="date", refused="period figure"),
        _where("period", refused="date until of supersedes"),
        _where("period scores", needed="seen_by"),
        {
            "if": {"properties": {"effect": {"enum": sorted(CHANGES)}}, "required": ["effect"]},
            "then": {"required": ["of"]},
            "else": {"properties": {"of": False}},
        },
    ),
    Figure: (_one_of("count share value low high"),),
    Reply: (_where("received", needed="says"), _where("says", needed="received")),
}
"""What the keys of one mapping ask of each other, where people write most; the rest is left to
`scorecard check`."""


# ---------------------------------------------------------------- a model


def schema(name: str, offer: Offer) -> Schema:
    """The schema of a kind of data file, with the criteria and kinds to offer where one is
    named."""
    if name == "translation":
        return _head(TRANSLATION, "what a file says, in another language") | _translation()
    model, holds = FILES[name]
    made = _Made(offer)
    root = made.object_of(model)
    return _head(f"{name}/1", holds) | root | {"$defs": dict(sorted(made.parts.items()))}


def _head(form: str, holds: str) -> Schema:
    identity = f"urn:scorecard:{form.replace('/', '-')}"
    return {"$schema": DIALECT, "$id": identity, "title": f"{form}: {holds}"}


def told(model: type[BaseModel], key: str) -> str:
    """What a key of a model is for."""
    own = (WORDS_OF[one] for one in model.__mro__ if one in WORDS_OF)
    return next(words[key] for words in own if key in words)


def keys_of(model: type[BaseModel]) -> dict[str, str]:
    """The keys of a model as a file writes them, each with the name of its field."""
    named = {field.alias or name: name for name, field in model.model_fields.items()}
    return {key: name for key, name in named.items() if key not in GATHERED}


class _Made:
    """The parts of one schema, made as they are met."""

    def __init__(self, offer: Offer) -> None:
        self.offer = offer
        self.parts: dict[str, Schema] = {}
        self._met: dict[str, type[BaseModel]] = {}

    def of(self, hint: Any) -> Schema:
        """The schema of what a field takes."""
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return self._model(hint)
        if hint in SCALARS:
            return self._part(*SCALARS[hint])
        origin, inside = get_origin(hint), get_args(hint)
        if origin is Annotated:
            one = self.of(inside[0])
            return _either(one["items"], one) if fields.Many in inside[1:] else one
        if origin in (Union, UnionType):
            return _either(*(self.of(one) for one in inside if one is not NoneType))
        if origin is Literal:
            return {"const": inside[0]} if len(inside) == 1 else {"enum": list(inside)}
        if origin is tuple:
            return {"type": "array", "items": self.of(inside[0])}
        assert origin is dict, hint
        below = self.of(inside[1])
        if get_origin(inside[0]) is Literal:
            return _mapping(dict.fromkeys(get_args(inside[0]), below))
        return {"type": "object", "additionalProperties": below}

    def _part(self, name: str, made: Schema) -> Schema:
        self.parts.setdefault(name, made)
        return {"$ref": f"#/$defs/{name}"}

    def _model(self, model: type[BaseModel]) -> Schema:
        name = model.__name__
        assert self._met.setdefault(name, model) is model, f"two models named {name}"
        if name not in self.parts:
            self.parts[name] = {}  # it may stand within itself
            self.parts[name] = self.object_of(model)
            if model in SHORT:
                short = SHORT[model]
                line = self._part(short, _LINE) if short == _IN_A_LINE else self.of(short)
                whole = self.parts[name]
                about = {"description": whole.pop("description")}
                self.parts[name] = about | _either(line, whole)
        return {"$ref": f"#/$defs/{name}"}

    def object_of(self, model: type[BaseModel]) -> Schema:
        """The schema of a mapping that a model reads, without the short forms of it."""
        hints = get_type_hints(model, include_extras=True)
        keys = {
            key: {"description": told(model, key)} | self._key(model, key, hints[name])
            for key, name in keys_of(model).items()
        }
        gathered = {
            pattern: self.of(get_args(hints[name])[1])
            for name, field in model.model_fields.items()
            if (pattern := GATHERED.get(field.alias or ""))
        }
        needed = [key for key, name in keys_of(model).items() if _required(model, name)]
        made: Schema = {"description": " ".join((getdoc(model) or "").split()), **_mapping(keys)}
        if gathered:
            made["patternProperties"] = gathered
        if needed:
            made["required"] = needed
        if model in TOGETHER:
            made["allOf"] = list(TOGETHER[model])
        return made

    def _key(self, model: type[BaseModel], key: str, hint: Any) -> Schema:
        """The schema of what stands under a key, with what an editor is to offer there."""
        if (model, key) in LINKS:
            return self._part("web_address", _URL)
        made = self.of(hint)
        if (model, key) in BY_ID:
            return made | {"propertyNames": _named(_ID)}
        if (model, key) == (Rubric, "weights"):
            return made | {"propertyNames": _named(_WORD, "write a word that starts with a letter")}
        if (model, key) in ((City, "kind"), (Body, "kind")):
            return made | {"examples": list(self.offer.kinds)}
        if (model, key) == (LookedFor, "criterion"):
            return made | {"examples": [*self.offer.criteria]}
        if (model, key) in ((Fact, "scores"), (City, "efforts"), (City, "not_applicable")):
            below = made["additionalProperties"]
            full = model is Fact
            offered = {
                name: {"description": one.full if full else one.question} | below
                for name, one in self.offer.criteria.items()
            }
            return made | {"properties": offered, "propertyNames": _named(f"{_ID}(/{_ID})?")}
        return made


def _required(model: type[BaseModel], name: str) -> bool:
    return model.model_fields[name].is_required()


def _mapping(keys: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(keys), "additionalProperties": False}


def _either(*schemas: Schema) -> Schema:
    """One schema or another, each once."""
    each = (one["anyOf"] if one.keys() == {"anyOf"} else [one] for one in schemas)
    flat = [one for some in each for one in some]
    once = [one for at, one in enumerate(flat) if one not in flat[:at]]
    return once[0] if len(once) == 1 else {"anyOf": once}


# ---------------------------------------------------------------- a translation

_TEXT_NAME, _TEXT = SCALARS[fields.Text]
_TEXT_HERE: Schema = {"$ref": f"#/$defs/{_TEXT_NAME}"}
_HEAD: Mapping[str, Schema] = {
    "format": {"description": "What the file is; the first key of it.", "const": TRANSLATION},
    "of": {
        "description": "Which text this translates; `scorecard check` says what to write.",
        **_TEXT_HERE,
    },
    "words": {
        "description": "The short texts of a rubric that recur, by the original.",
        "type": "object",
        "additionalProperties": _TEXT_HERE,
    },
}


def _translation() -> Schema:
    """The schema of a translation: the prose of a rubric, a place or a law, and nothing else."""
    about = (
        "The texts of the file that it stands beside, at the same places in it. What is left out "
        "stays in English."
    )
    made = _prose(PROSE, (Rubric, City, Law), "#", {})
    made["properties"] = {**_HEAD, **made["properties"]}
    return {
        "description": about,
        **made,
        "required": ["format"],
        "$defs": {_TEXT_NAME: _TEXT},
    }


def _prose(
    tree: Mapping[str, Any], models: Sequence[type[BaseModel]], at: str, above: Mapping[int, str]
) -> Schema:
    """The schema of what may be translated at one place of a file, which is one of these models.
    What stands within itself is named by where it stands first."""
    if tree is TEXT:
        return _TEXT_HERE
    if id(tree) in above:
        return {"$ref": above[id(tree)]}
    above = {**above, id(tree): at}
    keys = {
        key: _prose_under(key, below, models, f"{at}/properties/{key}", above)
        for key, below in tree.items()
        if any(key in keys_of(model) for model in models)
    }
    made = _mapping(keys)
    if LEVEL in tree:
        pattern = str(GATHERED[fields.LEVELS])
        below = _prose(tree[LEVEL], (Level,), f"{at}/patternProperties/{pattern}", above)
        made["patternProperties"] = {pattern: below}
    if "text" in tree:
        return _either(_TEXT_HERE, made)  # a level, in a line or with its parts
    if ANY not in tree:
        return made
    each = _prose(tree[ANY], models, f"{at}/additionalProperties", above)
    return (
        _either(made, {"type": "array", "items": each})
        if keys
        else made | {"additionalProperties": each}
    )


def _prose_under(
    key: str,
    tree: Mapping[str, Any],
    models: Sequence[type[BaseModel]],
    at: str,
    above: Mapping[int, str],
) -> Schema:
    """The schema of what may be translated under a key, with what the key is for."""
    having = [(model, keys_of(model)[key]) for model in models if key in keys_of(model)]
    words = dict.fromkeys(told(model, key) for model, _ in having)
    inner = [
        one for model, name in having if (one := model_in(get_type_hints(model)[name])) is not None
    ]
    made: Schema
    if key in ADDRESS:
        items = _prose(tree[ANY], inner, f"{at}/items", above)
        same = {name: {"description": told(inner[0], name), **_TEXT_HERE} for name in ADDRESS[key]}
        items["properties"] = same | items["properties"]
        made = {"type": "array", "items": items}
    else:
        made = _prose(tree, inner, at, above)
    return {"description": " Or: ".join(words), **made}
