"""From the text of a document to a model, and from what pydantic says to problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .yaml_file import Document

Model = TypeVar("Model", bound=BaseModel)


def typed(document: Document, model: type[Model]) -> Model | None:
    """The document as a model; None, with problems added to the document, where it is not one."""
    if not isinstance(document.data, dict):
        right = f"start the file with `format: {_format(model)}`"
        what = "a list" if isinstance(document.data, list) else "a text"
        document.report((1, 1), "not-a-mapping", f"this file holds {what}, not keys", right)
        return None
    _lost_comments(document, model)
    try:
        found = model.model_validate(document.data)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            _translate(one, document, model)
        return None
    return None if document.poisoned else found


def _format(model: type[BaseModel]) -> str:
    return str(model.model_fields["format"].annotation).partition("['")[2].rstrip("']")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like one that is not; None where none is near."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def _translate(error: Mapping[str, Any], document: Document, model: type[BaseModel]) -> None:
    """One pydantic error as a problem with an address."""
    kind = error["type"]
    path = [step for step in error["loc"] if isinstance(step, int) or not _internal(step)]
    path = _in_file(path, document.data)
    if any(tuple(path[: len(poison)]) == poison for poison in document.poisoned):
        return
    name = str(error["loc"][-1])
    context = error.get("ctx", {})
    if kind == "missing":
        where = f"in `{path[-1]}`" if path else "at the top of the file"
        document.report(
            document.at(path, key=True), "missing-key", f"`{name}` is missing {where}", "add it"
        )
    elif kind == "extra_forbidden":
        near = nearest(name, _known(path, model))
        right = f"did you mean `{near}`?" if near else "delete it, or check its spelling"
        document.report(
            document.at(path, key=True), "unknown-key", f"`{name}` is not a key here", right
        )
    elif kind == "literal_error":
        allowed = context["expected"].replace("'", "`")
        value = _value(path, document.data)
        near = nearest(
            str(value), [word.strip("`") for word in allowed.replace(" or ", ", ").split(", ")]
        )
        right = f"did you mean `{near}`?" if near else f"write {allowed}"
        document.report(
            document.at(path), "unknown-word", f"`{value}` is not one of {allowed}", right
        )
    elif kind in ("dict_type", "model_type", "mapping_type", "model_attributes_type"):
        right = "write `key: value` lines below it, indented"
        document.report(
            document.at(path), "not-a-mapping", f"`{name}` needs keys of its own", right
        )
    elif kind in ("tuple_type", "list_type"):
        document.report(
            document.at(path), "not-a-list", f"`{name}` needs a list", "write `- ` lines, or [a, b]"
        )
    elif kind == "string_type":
        document.report(
            document.at(path),
            "not-a-text",
            f"`{name}` needs a text",
            "write text here, or quote it",
        )
    elif kind == "string_too_short":
        document.report(
            document.at(path),
            "empty-value",
            f"`{name}` is empty",
            "write a value, or leave the key out",
        )
    elif "right" in context:
        document.report(document.at(path), kind, f"`{name}`: {context['wrong']}", context["right"])
    else:
        document.report(
            document.at(path),
            "not-right",
            f"`{name}`: {error['msg']}",
            "compare it with a shipped file",
        )


def _internal(step: str) -> bool:
    """Steps that pydantic adds for unions and keys, which no file contains."""
    return step in ("[key]", "Source") or "constrained-str" in step or "function-" in step


def _in_file(path: list[str | int], data: Any) -> list[str | int]:
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


def _value(path: list[str | int], data: Any) -> Any:
    for step in path:
        data = data[step]
    return data


def _known(path: list[str | int], model: type[BaseModel]) -> list[str]:
    """The keys that a model knows at the place a path names, aliases as they are written."""
    here: Any = model
    for step in path[:-1]:
        if not isinstance(step, str):
            continue
        fields = here.model_fields if isinstance(here, type) and issubclass(here, BaseModel) else {}
        named = {(field.alias or name): field for name, field in fields.items()}
        if step in named:
            here = _model_in(named[step].annotation)
        elif "levels" in named and step.isdecimal():
            here = _model_in(named["levels"].annotation)
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """The model inside an annotation such as dict[str, Model] | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


PROSE = frozenset(
    "claim note why context question ask about text and extra choice alternative words title "
    "searched weight_reason why_added name publisher".split()
)


def _lost_comments(document: Document, model: type[BaseModel]) -> None:
    """A comment after text in a prose field: the text silently loses its tail."""
    for path, mark in document.comments:
        name = path[-1] if path else None
        if name in PROSE or (isinstance(name, str) and name.isdecimal()):
            wrong = f"everything after # is lost from `{name}`"
            document.report(
                mark,
                "comment-in-prose",
                wrong,
                "put the text under `>-`, or the comment on its own line",
            )
