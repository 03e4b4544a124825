"""From the text of a document to a model, and from what pydantic says to problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..model.fields import LEVELS
from .document import MOST_PROBLEMS, Document, Where

Model = TypeVar("Model", bound=BaseModel)


def typed(document: Document, model: type[Model]) -> Model | None:
    """The document as a model; None where it is not one.

    Parts that are wrong in themselves are reported and left out, so that the rest can still be
    looked at; their names are in `document.dropped`.
    """
    if document.stopped:
        return None
    if not isinstance(document.data, dict):
        right = f"start the file with `format: {_format(model)}`"
        what = "a list" if isinstance(document.data, list) else "a text"
        document.report((1, 1), "not-a-mapping", f"this file holds {what}, not keys", right)
        return None
    lost_comments(document)
    data = document.data
    for path in document.poisoned:
        data = _without(data, _part(path), document)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]
    wrong = [_part(path) for path in _translate(found, document, model)]
    for path in wrong:
        data = _without(data, path, document)
    try:
        return model.model_validate(data)
    except ValidationError:
        if not any(not problem.warning for problem in document.problems):
            right = "compare it with a shipped file"
            document.report((1, 1), "not-right", "this file cannot be read as it is", right)
        return None


def lost_comments(document: Document) -> None:
    """Report every comment that takes the tail of a text with it."""
    for path, mark in document.comments:
        name = path[-1] if path else None
        level = isinstance(name, str) and (name.isdecimal() or by_name(path))
        if level and _holds_number(document.data, path):
            continue
        if name in PROSE or level or (len(path) == 2 and path[0] in WORDS):
            document.lost_comment(path, mark)


def by_name(path: Sequence[str | int]) -> bool:
    """Whether a path ends at a level or an element that has a name of its own."""
    return len(path) > 2 and path[-3] in SCALES and path[-2] in NAMED


def _holds_number(data: Any, path: Sequence[str | int]) -> bool:
    """Whether a number stands at a path, which no comment can shorten."""
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return isinstance(data, str) and re.fullmatch(r"[-+.\d]+", data) is not None


def _part(path: Sequence[str | int]) -> tuple[str | int, ...]:
    """The part of a file that a path leads into: a fact, a source, a criterion, a gate."""
    if "criteria" in path:
        return tuple(path[: path.index("criteria") + 2])
    if path and path[0] == "components":
        last = len(path) - 1 - list(reversed(path)).index("components")
        return tuple(path[: last + 2])
    return tuple(path[:1] if len(path) > 1 and isinstance(path[1], int) else path[:2])


def _without(data: Any, path: Sequence[str | int], document: Document) -> Any:
    """The data without one part of it; the original stays as it is."""
    if not path:
        return data
    document.dropped.update(path)
    step, rest = path[0], path[1:]
    if isinstance(data, dict) and step in data:
        if rest and isinstance(data[step], dict | list):
            return {**data, step: _without(data[step], rest, document)}
        return {key: value for key, value in data.items() if key != step}
    return data


def _format(model: type[BaseModel]) -> str:
    return str(model.model_fields["format"].annotation).partition("['")[2].rstrip("']")


def is_id(name: str) -> bool:
    """Whether a name can be typed as an id in any shell: letters, digits, hyphens, underscores and
    points."""
    return _ID.fullmatch(name) is not None


_ID = re.compile(r"\w[\w.-]*")
MOST_WORDS, MOST_LETTERS = 300, 200
"""Words that one is compared with, and its letters; more would take longer than they help."""


def check_id(document: Document, where: Where) -> None:
    """Report a key that cannot be an id."""
    if not is_id(where[-1]):
        wrong, right = f"`{where[-1]}` cannot be an id", "use letters, digits and hyphens"
        document.report(document.at(where, key=True), "bad-id", wrong, right)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like one that is not; None where none is near."""
    from difflib import get_close_matches  # slow to load, and only for a mistake

    if len(word) > MOST_LETTERS:
        return None
    words = [one for one in known if abs(len(one) - len(word)) < 20][:MOST_WORDS]
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    holding = [one for one in words if len(word) >= 4 and word.lower() in one.lower()]
    return next(iter([*close, *holding]), None)


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """The known word that was meant, as advice; other advice where none is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def _translate(
    errors: Sequence[Any], document: Document, model: type[BaseModel]
) -> list[tuple[str | int, ...]]:
    """What pydantic says as problems with addresses; the paths they are at."""
    placed = [(error, tuple(_in_file(error["loc"], document.data))) for error in errors]
    placed = [(error, path) for error, path in placed if _meant(error, path, document)]
    misspelt = set()
    for error, path in placed:
        if error["type"] == "extra_forbidden":
            near = nearest(str(error["loc"][-1]), _known(path, model))
            misspelt.add((path[:-1], near))
    said = set()
    for error, path in placed:
        if error["type"] == "missing" and (path, error["loc"][-1]) in misspelt:
            continue
        problem = _problem(error, path, document, model)
        if problem not in said:
            said.add(problem)
            document.report(*problem)
    return [path for _, path in placed]


def _meant(error: Any, path: tuple[str | int, ...], document: Document) -> bool:
    """Whether an error is about what was written: not below a value that could not be read, nor
    about the shape of a union that was not chosen."""
    if any(path[: len(poison)] == poison for poison in document.poisoned):
        return False
    if error["type"] == "missing" and (*path, error["loc"][-1]) in document.poisoned:
        return False
    loc = error["loc"]
    for at, branch in enumerate(loc):
        if branch in ("Source", TEXT_BRANCH) and "sources" in loc[max(at - 2, 0) : at]:
            item = _value(_in_file(loc[:at], document.data), document.data)
            return bool((branch == "Source") == isinstance(item, dict))
    return True


def _problem(
    error: Any, path: tuple[str | int, ...], document: Document, model: type[BaseModel]
) -> tuple[tuple[int, int], str, str, str]:
    """One pydantic error as address, code, what is wrong and what would be right."""
    kind, context, loc = error["type"], error.get("ctx", {}), error["loc"]
    named = [step for step in path if isinstance(step, str)]
    name = named[-1] if named else "this file"
    here, key = document.at(path), document.at(path, key=True)
    if kind == "missing":
        where = f"in `{name}`" if named else "at the top of the file"
        return key, "missing-key", f"`{loc[-1]}` is missing {where}", "add it"
    if kind == "extra_forbidden":
        known, otherwise = _known(path, model), "delete it, or check its spelling"
        if loc[-1] == "figure":
            otherwise = (
                "a figure stands beside `scores:`; where a level is asked for, write `level:`"
            )
        elif "checklist" in known:
            otherwise = "levels with names, parts or a minus stand under `levels:`"
        right = suggest(str(loc[-1]), known, otherwise)
        return key, "unknown-key", f"`{loc[-1]}` is not a key here", right
    if kind == "literal_error":
        allowed = context["expected"].replace("'", "`")
        of_key = loc[-1] == "[key]"
        value = name if of_key else str(_value(path, document.data))
        words = allowed.replace(" or ", ", ").replace("`", "").split(", ")
        right = suggest(value, words, f"write {allowed}")
        return key if of_key else here, "unknown-word", f"`{value}` is not one of {allowed}", right
    if kind in ("dict_type", "model_type", "mapping_type", "model_attributes_type"):
        right = "write `key: value` lines below it, indented"
        return here, "not-a-mapping", f"`{name}` needs keys below it", right
    if kind in ("tuple_type", "list_type"):
        return here, "not-a-list", f"`{name}` needs a list", "write `- ` lines, or [a, b]"
    if kind == "string_type":
        return here, "not-a-text", f"`{name}` needs a text", "write text here, or quote it"
    if kind == "string_too_short":
        right = "write a value, or leave the key out"
        return here, "empty-value", f"`{name}` is empty", right
    if "right" in context:
        return here, kind, f"`{name}`: {context['wrong']}", context["right"]
    return here, "not-right", f"`{name}`: {error['msg']}", "compare it with a shipped file"


TEXT_BRANCH = "constrained-str"
"""What pydantic calls the text of a union, in the path of an error."""


def _in_file(path: Sequence[str | int], data: Any) -> list[str | int]:
    """A path of the model as a path of the file: without the steps that only the model has."""
    found: list[str | int] = []
    for step in path:
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if in_list or (isinstance(data, dict) and step in data):
            data = data[step]
        else:
            continue
        found.append(step)
    return found


def _value(path: Sequence[str | int], data: Any) -> Any:
    for step in path:
        data = data[step]
    return data


def _known(path: Sequence[str | int], model: type[BaseModel]) -> list[str]:
    """The keys that a model knows at the place a path names, aliases as they are written."""
    here: Any = model
    for step in path[:-1]:
        if not isinstance(step, str):
            continue
        fields = here.model_fields if isinstance(here, type) and issubclass(here, BaseModel) else {}
        named = {(field.alias or name): field for name, field in fields.items()}
        if step in named:
            here = model_in(named[step].annotation)
        elif LEVELS in named and step.isdecimal():
            here = model_in(named[LEVELS].annotation)
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return []
    keys = (field.alias or name for name, field in here.model_fields.items())
    return sorted(key for key in keys if key.isidentifier())


def model_in(annotation: Any) -> Any:
    """The model inside an annotation such as dict[str, Model] | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = model_in(inner)
        if found is not None:
            return found
    return None


def digits(number: Fraction) -> str:
    """A number as a file would write it."""
    return str(number) if number.denominator == 1 else f"{float(number):g}"


PROSE = frozenset(
    "claim note why context question ask about text and extra choice alternative words title "
    "searched weight_reason why_added name publisher by governed_by office says does "
    "citation needs fee waiver answer review producing doubt opening first next therefore adopt "
    "carry_out ask_to_adopt ask_to_carry_out publish ask_to_publish report closing".split()
)
SCALES = ("policy", "practice", "scale")
"""The keys of a criterion that hold a scale."""
NAMED = ("levels", "checklist")
"""The keys of a scale below which levels and elements stand by name, and a number is points."""
WORDS = frozenset({"terms", "words", "offices"})
"""Mappings in which every text is prose."""
