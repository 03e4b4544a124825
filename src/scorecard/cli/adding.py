"""The commands that bring evidence in and look after it, and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from .options import (
    AnyFormat,
    AsOf,
    Data,
    Format,
    Fresh,
    Lang,
    Output,
    Pages,
    Place,
    Rubric,
    offer_criteria,
    offer_places,
    offer_rubrics,
    offer_schemas,
)

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
    """Start the file of a place; asks for what is not given."""
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
    searched: Annotated[Text, _as("searched", "Of a search: what was looked through.")] = None,
    track: Annotated[Text, _as("track", "Of a search: policy or practice.")] = None,
    when: Annotated[Text, _as("when", "Of a search: its date.", "DATE")] = None,
    found: Annotated[Text, _as("found", "Of a search: nothing or refused.")] = None,
    office: Annotated[Text, _as("office", "Of a reply: which office was asked.")] = None,
    fact: Annotated[Text, _as("fact", "Of a reply: the fact it is about.", "ID")] = None,
    sent: Annotated[Text, _as("sent", "Of a reply: when it was asked.", "DATE")] = None,
    received: Annotated[Text, _as("received", "Of a reply: when it came.", "DATE")] = None,
    says: Annotated[Text, _as("says", "Of a reply: what it says, in your words.")] = None,
    outcome: Annotated[Text, _as("outcome", "Of a reply: corrected, stands or noted.")] = None,
    id_: Annotated[Text, _as("id", "Its id; made from the claim by default.")] = None,
    rubric: Rubric = None,
    yes: Yes = False,
    data: Data = None,
    lang: Lang = None,
) -> None:
    """Add a fact, a search or a reply to a place; asks for the rest."""
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
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a sheet that is there already.")
    ] = False,
    rubric: Rubric = None,
    data: Data = None,
    lang: Lang = None,
) -> None:
    """Write the facts of a place as a spreadsheet, to be filled in."""
    from .opening import Asked
    from .sheet import sheet as command

    asked = Asked(rubric, None, False, data, None, None, lang)
    raise typer.Exit(command(city, output, overwrite, asked))


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
    """Bring the facts of a filled spreadsheet into their place."""
    from .import_ import import_ as command
    from .opening import Asked

    asked = Asked(rubric, None, False, data, None, None, lang)
    raise typer.Exit(command(city, file, keep_good, asked))


@adding.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help="Files or folders; all data by default."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings count as problems.")
    ] = False,
    links: Annotated[
        bool,
        typer.Option("--links", help="Ask for every web address too; this uses the network."),
    ] = False,
    data: Data = None,
) -> None:
    """Find every problem in the data files."""
    from .check import check as command

    raise typer.Exit(command(paths or [], strict, data, links))


@adding.command()
def agree(
    first: Annotated[
        Path,
        typer.Argument(metavar="CODING_A", help="A folder that holds cities/, or one file in it."),
    ],
    second: Annotated[
        Path, typer.Argument(metavar="CODING_B", help="The same facts, placed by somebody else.")
    ],
    rubric: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--rubric",
            metavar="ID",
            help="The rubric they are placed on; the default grades this kind of place.",
            autocompletion=offer_rubrics,
        ),
    ] = None,
    samples: Annotated[
        int,
        typer.Option(
            "--samples",
            metavar="NUMBER",
            min=0,
            max=100_000,
            help="Samples of the facts behind each interval; 0 for no intervals.",
        ),
    ] = 1000,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", metavar="NUMBER", min=0, help="What the samples are drawn by: any number."
        ),
    ] = 1,
    data: Data = None,
    format_: AnyFormat = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Say how far two people agree who placed the same facts."""
    from .agree import agree as command
    from .opening import Asked

    asked = Asked(rubric, None, False, data, format_, output, lang)
    raise typer.Exit(command(first, second, asked, samples, seed))


@adding.command()
def schema(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            metavar="NAME",
            help="city, rubric, law, motion, results...; a list of all by default.",
            autocompletion=offer_schemas,
        ),
    ] = None,
    data: Data = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="PATH", help="Write to a file."),
    ] = None,
) -> None:
    """Print the JSON Schema of a data file or an output."""
    from .schema import schema as command

    raise typer.Exit(command(name, data, output))


@adding.command()
def reply(
    place: Place,
    by: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--by", metavar="DATE", help="Until when an answer is asked, YYYY-MM-DD."),
    ] = None,
    contact: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--contact", metavar="TEXT", help="Who grades, and where answers go."),
    ] = None,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: Pages = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Write to a city for its reply before publication."""
    from .opening import Asked
    from .reply import reply as command

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(place, by, contact, asked))


@adding.command()
def verify(
    reports: Annotated[
        list[Path],
        typer.Argument(
            metavar="REPORT...", help="Reports in Markdown, HTML or JSON: toronto.html."
        ),
    ],
    data: Data = None,
    format_: Format = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Say whether reports still follow from the data."""
    from .opening import Asked
    from .verify import verify as command

    asked = Asked(None, None, False, data, format_, output, lang)
    raise typer.Exit(command(reports, asked))
