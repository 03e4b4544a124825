"""The commands that bring evidence in, and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from .options import Data, Lang, Rubric, offer_criteria, offer_places

adding = typer.Typer(rich_markup_mode=None)

City = Annotated[str, typer.Argument(metavar="CITY", help="toronto.", autocompletion=offer_places)]
Yes = Annotated[
    bool, typer.Option("--yes", "-y", help="Ask nothing; what is not given is left out.")
]
Text = Optional[str]  # noqa: UP045
Texts = Optional[list[str]]  # noqa: UP045


def _as(name: str, help_: str, metavar: str = "TEXT") -> Any:
    """An option that gives an answer."""
    return typer.Option(f"--{name}", metavar=metavar, help=help_)


@adding.command()
def new(
    city: Annotated[str, typer.Argument(metavar="CITY", help="lakeside, or 'Red Deer'.")],
    name: Annotated[Text, _as("name", "Its name.")] = None,
    kind: Annotated[Text, _as("kind", "What kind of place: municipality, ...")] = None,
    country: Annotated[Text, _as("country", "In two letters; CA by default.")] = None,
    province: Annotated[Text, _as("province", "ON, BC, QC, ...")] = None,
    residents: Annotated[Text, _as("residents", "At a census: 2021=64000.")] = None,
    body: Annotated[Texts, _as("body", "'NAME; KIND; WHO GOVERNS IT'; again for each.")] = None,
    rubric: Rubric = None,
    yes: Yes = False,
    data: Data = None,
    lang: Lang = None,
) -> None:
    """Start the file of a place, and say what to look for first; asks for what is not given."""
    from .new import Start
    from .new import new as command
    from .opening import Asked

    start = Start(name, kind, country, province, residents, tuple(body or ()), yes)
    asked = Asked(rubric, None, False, data, None, None, lang)
    raise typer.Exit(command(city, start, asked))


@adding.command()
def add(
    city: City,
    claim: Annotated[Text, _as("claim", "What is so, in your own words.")] = None,
    body: Annotated[Text, _as("body", "The public body; the city itself by default.")] = None,
    effect: Annotated[Text, _as("effect", "Of a rule: adopts, amends, describes, ...")] = None,
    date: Annotated[Text, _as("date", "Of a rule: when it took effect.", "DATE")] = None,
    until: Annotated[Text, _as("until", "Of a rule: when it ended.", "DATE")] = None,
    of: Annotated[Text, _as("of", "The fact that is amended or repealed.", "ID")] = None,
    supersedes: Annotated[Text, _as("supersedes", "Facts it ends, with commas.", "IDS")] = None,
    covers: Annotated[Text, _as("covers", "part, where it is for a part of the body.")] = None,
    text_read: Annotated[Text, _as("text-read", "no, where a change was not read.")] = None,
    approx_date: Annotated[Text, _as("approx-date", "yes, where the date is not sure.")] = None,
    period: Annotated[Text, _as("period", "Of an event: 2023, or 2014-11 to 2015-06.")] = None,
    seen_by: Annotated[Text, _as("seen-by", "border agency, community, own, ...")] = None,
    case: Annotated[Text, _as("case", "yes, where it is one person's account.")] = None,
    confidence: Annotated[Text, _as("confidence", "high, medium or low.")] = None,
    with_: Annotated[Text, _as("with", "Facts that show it only together.", "IDS")] = None,
    note: Annotated[Text, _as("note", "What limits it.")] = None,
    public: Annotated[Text, _as("public", "Why what could identify somebody may stay.")] = None,
    context: Annotated[Text, _as("context", "Why it is kept though it answers nothing.")] = None,
    coded_by: Annotated[Text, _as("coded-by", "Who places it: a role, or initials.")] = None,
    checked_by: Annotated[Text, _as("checked-by", "Who checked it: a role, or initials.")] = None,
    source: Annotated[Text, _as("source", "Sources of the file, with commas.", "IDS")] = None,
    title: Annotated[Text, _as("title", "The title of a new source.")] = None,
    publisher: Annotated[Text, _as("publisher", "Who published it.")] = None,
    source_kind: Annotated[Text, _as("source-kind", "council-record, news, report, ...")] = None,
    published: Annotated[Text, _as("published", "When, or undated.", "DATE")] = None,
    url: Annotated[Text, _as("url", "Its address.", "ADDRESS")] = None,
    archive: Annotated[Text, _as("archive", "The address of a copy.", "ADDRESS")] = None,
    source_note: Annotated[Text, _as("source-note", "What must be known of it.")] = None,
    criterion: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--criterion",
            metavar="ID",
            help="A question that it answers; again for each.",
            autocompletion=offer_criteria,
        ),
    ] = None,
    level: Annotated[Texts, _as("level", "The level that it shows: 3, or 2-3.")] = None,
    why: Annotated[Texts, _as("why", "The reason.")] = None,
    and_shown: Annotated[Texts, _as("and-shown", "yes, where the rest is shown too.")] = None,
    shown: Annotated[Texts, _as("shown", "Of a checklist: what is shown.")] = None,
    unclear: Annotated[Texts, _as("unclear", "Of a checklist: what is unclear.")] = None,
    count: Annotated[Text, _as("count", "How many there were.", "NUMBER")] = None,
    share: Annotated[Text, _as("share", "A share in percent.", "NUMBER")] = None,
    value: Annotated[Text, _as("value", "A number as given.", "NUMBER")] = None,
    low: Annotated[Text, _as("low", "The low end of a number.", "NUMBER")] = None,
    high: Annotated[Text, _as("high", "The high end.", "NUMBER")] = None,
    total: Annotated[Text, _as("total", "Of how many the count is.", "NUMBER")] = None,
    unit: Annotated[Text, _as("unit", "Of what: status checks.")] = None,
    per: Annotated[Text, _as("per", "day, week, month or year.")] = None,
    approx: Annotated[Text, _as("approx", "yes, where the number is about right.")] = None,
    bound: Annotated[Text, _as("bound", "upper or lower: at most, at least so many.")] = None,
    id_: Annotated[Text, _as("id", "Its id; made from the claim by default.")] = None,
    rubric: Rubric = None,
    yes: Yes = False,
    data: Data = None,
    lang: Lang = None,
) -> None:
    """Add one fact to the file of a place; asks for what is not given."""
    given = {**locals()}
    from .add import add as command
    from .add import given_as
    from .opening import Asked

    asked = Asked(rubric, None, False, data, None, None, lang)
    raise typer.Exit(command(city, given_as(given), asked))


@adding.command()
def sheet(
    city: City,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="PATH", help="A file, .xlsx or .csv.")
    ],
    rubric: Rubric = None,
    data: Data = None,
    lang: Lang = None,
) -> None:
    """Write the facts of a place as a spreadsheet, to be filled and imported."""
    from .opening import Asked
    from .sheet import sheet as command

    asked = Asked(rubric, None, False, data, None, None, lang)
    raise typer.Exit(command(city, output, asked))


@adding.command("import")
def import_(
    city: City,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A sheet, .xlsx or .csv.")],
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Take the facts that are right, where some are not.")
    ] = False,
    rubric: Rubric = None,
    data: Data = None,
    lang: Lang = None,
) -> None:
    """Put the facts of a filled sheet into the file of their place."""
    from .import_ import import_ as command
    from .opening import Asked

    asked = Asked(rubric, None, False, data, None, None, lang)
    raise typer.Exit(command(city, file, keep_good, asked))
