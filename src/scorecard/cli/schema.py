"""scorecard schema: the JSON Schemas of data files, and of what is printed as JSON."""

from __future__ import annotations

from pathlib import Path

from ..load import schemas
from ..load.library import HOMES
from ..load.translation import FORMAT as TRANSLATION
from ..load.typed import nearest
from ..report.document import Command, Document, Heading, Para, Table
from . import opening, say


def schema(name: str | None, data: Path | None, output: Path | None) -> int:
    """List the schemas, or give one; 1 where a rubric has an error, so that its criteria are not
    offered."""
    library = opening.library(data)
    known = schemas.names()
    if name is None:
        say.answer(None, _list(known), output)
        return 0
    if name not in known:
        near = nearest(name.lower(), known)
        offer = f"did you mean {near}?" if near else f"there are: {', '.join(known)}"
        raise say.UseError(f"there is no schema of `{name}`; {offer}")
    if name != "city":
        say.answer(schemas.written(schemas.bundled(known[name])), None, output)
        return 0
    from ..load.file_schemas import schema as made
    from ..load.offers import offered

    read = [library.rubric(one) for one in library.rubric_ids()]
    say.problems(library.problems)
    known_here = offered([found[0] for found in read if found is not None])
    say.answer(schemas.written(made(name, known_here)), None, output)
    return 1 if None in read else 0


def _list(known: dict[str, str]) -> Document:
    """What there is a schema of, each in a line: what an editor reads, and what is printed."""
    forms = [form.partition("/")[0] for form in (*HOMES, TRANSLATION)]
    printed = [name for name in known if name not in forms]
    return (
        Heading("Schemas", 1),
        Heading("Data files"),
        _table(forms, known),
        Para("An editor checks a file by the schema that its first line names."),
        Heading("What --format json prints"),
        _table(printed, known),
        Para("Any of them in full, as one file:"),
        Command("scorecard schema city -o city-1.json"),
    )


def _table(names: list[str], known: dict[str, str]) -> Table:
    titles = (schemas.read(known[name])["title"].partition(": ") for name in names)
    rows = ((name, form, what) for name, (form, _, what) in zip(names, titles, strict=True))
    return Table(("Name", "Format", "Of"), tuple(rows))
