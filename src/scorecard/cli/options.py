"""The arguments and options that commands share, and what the shell offers for them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer


def _folder(context: typer.Context) -> Path | None:
    data = context.params.get("data")
    return Path(data) if data else None


def offer_places(context: typer.Context, incomplete: str) -> list[str]:
    from .complete import places

    return places(incomplete, _folder(context))


def offer_rubrics(context: typer.Context, incomplete: str) -> list[str]:
    from .complete import rubrics

    return rubrics(incomplete, _folder(context))


def offer_criteria(context: typer.Context, incomplete: str) -> list[str]:
    from .complete import criteria

    return criteria(incomplete, _folder(context), context.params.get("rubric"))


def offer_anything(context: typer.Context, incomplete: str) -> list[str]:
    from .complete import anything

    return anything(incomplete, _folder(context))


def offer_schemas(incomplete: str) -> list[str]:
    from .complete import schemas

    return schemas(incomplete)


def offer_languages(incomplete: str) -> list[str]:
    from .complete import languages

    return languages(incomplete)


Place = Annotated[
    str,
    typer.Argument(
        metavar="PLACE", help="toronto, or toronto/toronto-police.", autocompletion=offer_places
    ),
]
Places = Annotated[
    list[str],
    typer.Argument(
        metavar="PLACE...", help="toronto, or toronto/toronto-police.", autocompletion=offer_places
    ),
]
AnyPlaces = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PLACE...",
        help="toronto hamilton; every place by default.",
        autocompletion=offer_places,
    ),
]
Rubric = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--rubric",
        metavar="ID",
        help="The rubric to grade by; the default grades this kind of place.",
        autocompletion=offer_rubrics,
    ),
]
AsOf = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--as-of", metavar="DATE", help="Grade as of a past date, YYYY-MM-DD, as known today."
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Leave out what is only last known.")]
Data = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="A folder with cities/, rubrics/, laws/ or motions/ of your own.",
    ),
]
Format = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--format", metavar="NAME", help="text, markdown or json."),
]
Pages = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--format", metavar="NAME", help="text, markdown or html."),
]
AnyFormat = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--format", metavar="NAME", help="text, markdown, json, csv or html."),
]
Output = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "-o", "--output", metavar="PATH", help="Write to a file; its suffix chooses the format."
    ),
]


Lang = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--lang",
        metavar="CODE",
        help="The language to answer in: en or fr.",
        autocompletion=offer_languages,
    ),
]
