"""scorecard agree: two codings of the same facts, and how far they agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import __version__
from ..load.checker import Checker
from ..load.layers import Folder, Layer, files, identify, is_data
from ..load.library import Library
from ..model.place import DataFile, Place
from ..model.problem import Problem
from ..model.rubric import Rubric
from ..report.document import Document
from ..report.language import ENGLISH, _
from . import opening, say

if TYPE_CHECKING:
    from ..analysis.agree import Agreement, Coding

FORMATS = ("text", "markdown", "json", "csv", "html")
FEWEST_SAMPLES = 100
"""Under so many samples the ends of an interval are a matter of chance."""
CITIES: Folder = "cities"


class Source(NamedTuple):
    """A coding before it is read: its name as typed, its folder as a layer of data, the places
    whose files stand in it, and the files that nobody would read."""

    name: str
    layer: Layer
    places: tuple[str, ...]
    misnamed: tuple[Problem, ...] = ()


def agree(first: Path, second: Path, asked: opening.Asked, samples: int, seed: int) -> int:
    """Say how far two codings agree; 1 where a file of one has an error."""
    language = opening.language(asked.lang)
    chosen = say.chosen_format(asked.format, asked.output, FORMATS)
    if 0 < samples < FEWEST_SAMPLES:
        raise say.UseError(
            _("--samples is {fewest} or more, or 0 for no intervals", fewest=FEWEST_SAMPLES)
        )
    _reckoners()
    from ..analysis.agree import agree as side_by_side
    from ..analysis.reliability import Sampling

    one, other = _source(first), _source(second)
    a, b = _library(one, other, asked), _library(other, one, asked)
    misnamed = (*one.misnamed, *other.misnamed)
    found = _rubric(a, b, [name for name in one.places if name in other.places], asked.rubric)
    if found is None:
        say.problems((*misnamed, *a.problems, *b.problems))
        say.complain(_("nothing is compared: the rubric has the errors above"))
        return 1
    read_a, read_b = _places(a, one, found[0]), _places(b, other, found[0])
    say.problems((*misnamed, *a.problems, *b.problems))
    broken = sorted({name for read in (read_a, read_b) for name in read if read[name] is None})
    for name in broken:
        say.complain(_("{name} is not compared: its files have the errors above", name=name))
    spoken = a if language == ENGLISH else Library(a.layers, language)
    rubric, file = spoken.rubric(found[0].id) or found
    result = side_by_side(
        rubric,
        _coding(a, one, read_a, broken),
        _coding(b, other, read_b, broken),
        Sampling(samples, seed),
    )
    for place, fact in result.changed:
        say.complain(
            _(
                "{place}, {fact}: the codings differ in its claim or its track; it is not the same "
                "fact any more, and left out",
                place=place,
                fact=fact,
            )
        )
    failed = bool(broken or misnamed)
    if not result.facts:
        if failed:
            return 1
        raise say.UseError(
            _(
                "no fact stands in both {a} and {b}; files and facts must have the same names",
                a=one.name,
                b=other.name,
            )
        )
    content, document = _written(result, file, chosen, opening.notes(a, "rubrics/"))
    say.answer(content, document, asked.output)
    opening.untranslated(spoken)
    return 1 if failed else 0


def _reckoners() -> None:
    """See that the libraries are there that the figures come from: they are an optional extra."""
    try:
        from ..analysis import reliability  # noqa: F401
    except ImportError as error:
        raise say.UseError(
            _(
                "agree needs {name}, which is not installed: {command}",
                name=(error.name or str(error)).partition(".")[0],
                command='pip install "sanctuary-scorecard[agree]"',
            )
        ) from None


# ---------------------------------------------------------------- what is compared


def _source(path: Path) -> Source:
    """The coding that a path names: a folder that holds `cities/`, that folder, or one file in
    it."""
    if not path.exists():
        raise say.UseError(_("there is no {path}", path=path))
    if not path.is_dir():
        if not is_data(path) or path.resolve().parent.name != CITIES:
            raise say.UseError(
                _("{path} is no file of a cities/ folder, with a name in .yaml", path=path)
            )
        return Source(str(path), _layer(path.parent), (identify(path.stem),))
    layer = Layer(path, str(path))
    if not (path / CITIES).is_dir():
        if path.resolve().name != CITIES:
            raise say.UseError(
                _("{path} holds no cities/; name the folder that holds it", path=path)
            )
        layer = _layer(path)
    found = files([layer], CITIES)
    misnamed = Checker([layer]).misnamed()
    if not found:
        say.problems(misnamed)
        raise say.UseError(_("{path} holds no city file", path=path))
    return Source(str(path), layer, tuple(found), misnamed)


def _layer(cities: Path) -> Layer:
    """The layer whose `cities/` a folder is, however it was typed."""
    holder = cities.parent if cities.name == CITIES else cities.resolve().parent
    return Layer(holder, str(holder))


def _library(own: Source, other: Source, asked: opening.Asked) -> Library:
    """What a coding is read with: its own files first, then those of the other, which may hold a
    rubric or a body that it names, then the data in reach. Codings are read as they were written,
    without translations, so that the same text is the same claim."""
    found: dict[Path, Layer] = {}
    for layer in (*opening.library(asked.data).layers, other.layer, own.layer):
        found.pop(layer.path.resolve(), None)
        found[layer.path.resolve()] = layer
    return Library(found.values())


def _rubric(
    a: Library, b: Library, both: list[str], asked: str | None
) -> tuple[Rubric, DataFile] | None:
    """The rubric asked for, or the default of the places in both; None where its file has errors.
    Both codings must have the same one in reach."""
    found = _chosen(a, both, asked)
    other = None if found is None else b.rubric(found[0].id)
    if found is None or other is None:
        return None
    if found[1] != other[1]:
        raise say.UseError(
            _(
                "each coding brings another file of {rubric}; they can be compared by one only",
                rubric=found[0].id,
            )
        )
    return found


def _chosen(data: Library, both: list[str], asked: str | None) -> tuple[Rubric, DataFile] | None:
    if asked is not None:
        return opening.chosen_rubric(data, asked, "")
    kinds = dict.fromkeys(kind for name in both if (kind := data.kind(name)) is not None)
    names = dict.fromkeys(name for kind in kinds if (name := data.default_rubric(kind)) is not None)
    if len(names) > 1:
        raise say.UseError(
            _(
                "these places are graded by different rubrics ({rubrics}); name one with --rubric",
                rubrics=", ".join(sorted(names)),
            )
        )
    if not names and any(data.rubric(name) is None for name in data.rubric_ids()):
        return None  # a broken rubric may be the one; another must not stand in for it
    return opening.chosen_rubric(data, next(iter(names), data.first_rubric()), "")


def _places(data: Library, source: Source, rubric: Rubric) -> dict[str, Place | None]:
    """The places of a coding, None for one whose files have errors."""
    return {name: data.place(name, rubric.id) for name in source.places}


def _coding(
    data: Library, source: Source, read: dict[str, Place | None], broken: list[str]
) -> Coding:
    """A coding as it was read. A place that has errors in one coding is in neither."""
    from ..analysis.agree import Coding

    places = {
        name: place for name, place in read.items() if place is not None and name not in broken
    }
    lines = {}
    for name, place in places.items():
        for fact, one in place.city.facts.items():
            lines[name, fact, ""] = data.line(name, "facts", fact)
            for key in one.scores:
                lines[name, fact, key] = data.line(name, "facts", fact, "scores", key)
    paths = {
        name: found.shown for name in places if (found := data.found(CITIES, name)) is not None
    }
    return Coding(source.name, places, paths, lines)


# ---------------------------------------------------------------- and how it is told


def _written(
    result: Agreement, rubric_file: DataFile, chosen: str, notes: tuple[str, ...]
) -> tuple[str | None, Document]:
    """The agreement in the format chosen, or as a document to be laid out."""
    from ..report import agree_view

    if chosen == "json":
        from ..report import agree_data

        return agree_data.write(result, rubric_file, __version__), ()
    if chosen == "csv":
        from ..report import spreadsheet

        return spreadsheet.write(agree_view.rows(result)), ()
    document = agree_view.document(result, rubric_file, __version__, notes)
    if chosen == "html":
        from ..report import html

        return html.write(document), ()
    return (say.as_markdown(document) if chosen == "markdown" else None), document
