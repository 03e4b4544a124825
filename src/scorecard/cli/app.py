"""The commands, their options, and how every way of ending becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Annotated, Optional

import typer
from typer.models import CommandInfo

from .adding import adding
from .options import (
    AnyFormat,
    AnyPlaces,
    AsOf,
    Data,
    Format,
    Fresh,
    Lang,
    Output,
    Pages,
    Place,
    Places,
    Rubric,
    offer_anything,
    offer_criteria,
    offer_rubrics,
)

DONE, WRONG_USE = 0, 2

app = typer.Typer(
    name="scorecard",
    help="Grades what a city does for people without immigration status, on paper and in practice.",
    epilog="Exit codes: 0 done, 1 the data has problems, 2 wrong use.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def about(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from .. import __version__

        print(f"scorecard {__version__}")
        raise typer.Exit


@app.command()
def grade(
    places: Places,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: Format = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Grade places on paper and in practice."""
    from .grade import grade as command
    from .opening import Asked

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(places, asked))


@app.command()
def explain(
    place: Place,
    criterion: Annotated[
        str | None,
        typer.Argument(
            metavar="CRITERION", help="One criterion in full.", autocompletion=offer_criteria
        ),
    ] = None,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: Format = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Show where a grade comes from, fact by fact."""
    from .explain import explain as command
    from .opening import Asked

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(place, criterion, asked))


@app.command()
def compare(
    places: AnyPlaces = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="CRITERION",
            help="One criterion, across every place and body.",
            autocompletion=offer_criteria,
        ),
    ] = None,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--format", metavar="NAME", help="text, markdown, json or csv."),
    ] = None,
    output: Output = None,
    lang: Lang = None,
    workers: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            "--workers",
            metavar="NUMBER",
            min=1,
            help="Processes that share the work where there are many places.",
        ),
    ] = None,
) -> None:
    """Rank places on paper, in practice and overall."""
    from .compare import compare as command
    from .opening import Asked

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(places or [], on, asked, workers))


@app.command()
def history(
    place: Place,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: AnyFormat = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Show how a grade moved over time, and by which facts."""
    from .history import history as command
    from .opening import Asked

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(place, asked))


@app.command()
def diff(
    place: Place,
    since: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--since", metavar="DATE", help="The earlier date, YYYY-MM-DD."),
    ] = None,
    rubric_before: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--rubric-before",
            metavar="ID",
            help="The rubric to compare with, or the file of an earlier version of it.",
            autocompletion=offer_rubrics,
        ),
    ] = None,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: AnyFormat = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Tell what moved a grade, between two dates or two rubrics."""
    from .diff import diff as command
    from .opening import Asked

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(place, since, rubric_before, asked))


@app.command()
def export(
    places: Places,
    brief: Annotated[bool, typer.Option("--brief", help="One page.")] = False,
    contact: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--contact", metavar="TEXT", help="Whom to tell of an error."),
    ] = None,
    more: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--with",
            metavar="SECTIONS",
            help="Sections to add, with commas: plan, motion, history, robust.",
        ),
    ] = None,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--format", metavar="NAME", help="markdown or html."),
    ] = None,
    output: Annotated[
        Optional[str],  # noqa: UP045  a path forgets that it ended in a slash
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="A file, .md or .html; or a folder, for a file a place.",
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Write a report to hand over, with its sources."""
    from .export import export as command
    from .opening import Asked
    from .say import UseError

    if output == "":
        raise UseError("-o names no file")
    path = None if output is None else Path(output)
    asked = Asked(rubric, as_of, fresh, data, format_, path, lang)
    folder = output is not None and output.endswith(("/", os.sep))
    raise typer.Exit(command(places, brief, contact, more, asked, folder))


@app.command()
def plan(
    place: Place,
    target: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--target", metavar="GRADE", help="B, or a score; the next better grade by default."
        ),
    ] = None,
    budget: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(
            "--budget", metavar="EFFORT", min=0, help="The best grade for so much effort instead."
        ),
    ] = None,
    only: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--only", metavar="WHO", help="What one body alone can grant, such as council."
        ),
    ] = None,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--format", metavar="NAME", help="text, markdown, json or html."),
    ] = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Find the smallest set of asks that reaches a grade."""
    from .opening import Asked
    from .plan import plan as command

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(place, target, budget, only, asked))


@app.command()
def motion(
    place: Place,
    asks: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--asks", metavar="CRITERIA", help="Criteria with commas; those of the plan by default."
        ),
    ] = None,
    target: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--target", metavar="GRADE", help="The grade that the plan is to reach."),
    ] = None,
    budget: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--budget", metavar="EFFORT", min=0, help="The effort of the plan instead."),
    ] = None,
    only: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--only", metavar="WHO", help="Whose asks alone the plan is of."),
    ] = None,
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--to", metavar="WHO", help="Who votes on it; the council by default."),
    ] = None,
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--form", metavar="ID", help="A form of motions/; that of the province by default."
        ),
    ] = None,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: Pages = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Draft a motion for a council or a board, with its background."""
    from .motion import Wanted
    from .motion import motion as command
    from .opening import Asked

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(place, Wanted(asks, target, budget, only), to, form, asked))


@app.command()
def records(
    place: Place,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: Pages = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Draft requests for the records that nobody has shown."""
    from .opening import Asked
    from .records import records as command

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(place, asked))


@app.command()
def robust(
    places: AnyPlaces = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws",
            metavar="NUMBER",
            min=0,
            max=1_000_000,
            help="Runs in which weights and what is open are drawn; 0 for none.",
        ),
    ] = 10_000,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", metavar="NUMBER", min=0, help="What the runs are drawn by: any number."
        ),
    ] = 1,
    within: Annotated[
        int,
        typer.Option(
            "--within",
            metavar="PERCENT",
            min=0,
            max=99,
            help="How far a drawn weight may be from the published one.",
        ),
    ] = 25,
    rubric: Rubric = None,
    as_of: AsOf = None,
    fresh: Fresh = False,
    data: Data = None,
    format_: AnyFormat = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Say what follows from choices rather than facts."""
    from .opening import Asked
    from .robust import robust as command

    asked = Asked(rubric, as_of, fresh, data, format_, output, lang)
    raise typer.Exit(command(places or [], asked, draws, seed, within))


@app.command("list")
def list_(
    what: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="WHAT", help="cities, rubrics or bodies; all three by default."),
    ] = None,
    data: Data = None,
    format_: Format = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """List cities, rubrics and public bodies."""
    from .list_ import list_ as command
    from .opening import Asked

    asked = Asked(None, None, False, data, format_, output, lang)
    raise typer.Exit(command(what, asked))


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="noii-toronto, nc-status-checks, toronto, or toronto/toronto-police.",
            autocompletion=offer_anything,
        ),
    ],
    sources: Annotated[
        bool,
        typer.Option("--sources", help="Of a place or a body: what rests on which source."),
    ] = False,
    data: Data = None,
    format_: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--format", metavar="NAME", help="text, markdown or json; with --sources csv too."
        ),
    ] = None,
    output: Output = None,
    lang: Lang = None,
) -> None:
    """Show a rubric, a criterion, a place or a body."""
    from .opening import Asked
    from .show import show as command

    asked = Asked(None, None, False, data, format_, output, lang)
    raise typer.Exit(command(name, asked, sources))


app.add_typer(adding)


def with_options(arguments: Sequence[str]) -> typer.Typer:
    """The command line with the one command that is named first, so that the options of no other
    are built; the whole of it where none is."""
    every = [*app.registered_commands, *adding.registered_commands]
    named = [one for one in every if [_name(one)] == [*arguments[:1]]]
    if not named:
        return app
    alone = copy(app)
    alone.registered_commands, alone.registered_groups = named, []
    return alone


def _name(one: CommandInfo) -> str:
    """A command as it is typed."""
    return str(one.name or getattr(one.callback, "__name__", ""))


def run(arguments: Sequence[str]) -> int:
    """Run a command line; every way of ending is an exit code, and none a traceback."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115  closed by whoever started us
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Exact fractions of a large rubric may be longer than Python prints by default.
    sys.set_int_max_str_digits(0)
    from ..report.language import _, speak
    from .say import UseError, complain

    try:
        code = DONE
        try:
            with_options(arguments)(
                args=list(arguments), prog_name="scorecard", standalone_mode=True
            )
        except SystemExit as done:
            if isinstance(done.__context__, BrokenPipeError):
                raise done.__context__ from None
            code = done.code if isinstance(done.code, int) else DONE
        sys.stdout.flush()
    except UseError as wrong:
        complain(str(wrong))
        return WRONG_USE
    except BrokenPipeError:
        # The reader has gone; nothing more can be said, nor need be.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except OSError as error:
        # A full disk, a name that is too long; what is left to print would only fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        named = f": {error.filename}" if isinstance(error.filename, str) else ""
        reason = (error.strerror or str(error)).lower() + named[:200]
        complain(_("the system refused: {reason}", reason=reason))
        return WRONG_USE
    except KeyboardInterrupt:
        complain(_("interrupted; nothing was half-written"))
        return 130
    finally:
        speak()  # whoever runs a command next begins in English
    return code
