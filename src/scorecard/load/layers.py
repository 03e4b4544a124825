"""Where data files are: the package, the folder the user stands in, $SCORECARD_DATA, --data."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from ..model.characters import folded

Folder = Literal["rubrics", "cities", "laws", "motions"]
FOLDERS: tuple[Folder, ...] = ("rubrics", "cities", "laws", "motions")
SUFFIX = ".yaml"
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"


LAYERS = ("shipped", ".", "$SCORECARD_DATA", "--data")
"""The labels of layers."""


class Layer(NamedTuple):
    """A folder that may hold `cities/`, `rubrics/` and the other folders of data; `label` is how
    the output names it."""

    path: Path
    label: str


class Found(NamedTuple):
    """A data file: its id, its layer, its path on disk, and the path that problems show."""

    id: str
    folder: Folder
    layer: Layer
    path: Path
    shown: str

    @property
    def stamped(self) -> str:
        """The path from the data folder, the same on every machine."""
        return f"{self.folder}/{self.id}{SUFFIX}"


def shipped() -> Path:
    """The data that comes with the program: inside the wheel, or beside the source."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent.parent


def layers(here: Path, environment: str | None, option: Path | None) -> tuple[Layer, ...]:
    """The layers that exist, the strongest last; the same folder never twice."""
    folders = (shipped(), here, Path(environment) if environment else None, option)
    named = zip(folders, LAYERS, strict=True)
    wanted = [Layer(folder, label) for folder, label in named if folder is not None]
    found: dict[Path, Layer] = {}
    for layer in wanted:
        where = layer.path.resolve()
        kept = found.pop(where, None)
        found[where] = kept or layer
    return tuple(found.values())


def identify(name: str) -> str:
    """A file name as an id: composed, so that an accent typed either way is the same."""
    return unicodedata.normalize("NFC", name)


def plainly(name: str) -> str:
    """A name as ids are mostly written: in small letters without accents, with hyphens for gaps and
    apostrophes."""
    letters = folded(name)
    return "-".join("".join(" " if one in APOSTROPHES else one for one in letters).split())


def found_in(layer: Layer, folder: Folder, path: Path) -> Found:
    """A path in a layer as a data file."""
    inside = f"{folder}/{path.name}"
    shown = inside if layer.label in ("shipped", ".") else str(layer.path / inside)
    return Found(identify(path.name.removesuffix(SUFFIX)), folder, layer, path, shown)


def is_data(path: Path) -> bool:
    """Whether a name is that of a data file; a translation (`x.fr.yaml`) is not one."""
    return path.name.endswith(SUFFIX) and is_name(path.name.removesuffix(SUFFIX))


def is_name(name: str) -> bool:
    """Whether a name can be typed as the id of a file."""
    return bool(name) and name.isprintable() and not any(mark in name for mark in "/\\.")


def files(among: Iterable[Layer], folder: Folder) -> dict[str, list[Found]]:
    """Every data file of a folder by id, the strongest last."""
    found: dict[str, list[Found]] = {}
    for layer in among:
        for path in listed(layer, folder):
            one = found_in(layer, folder, path)
            if is_data(path):
                found.setdefault(one.id, []).append(one)
    return dict(sorted(found.items()))


def listed(layer: Layer, folder: Folder) -> list[Path]:
    """What stands in a folder of a layer, sorted; nothing where it cannot be read."""
    try:
        return sorted(path for path in (layer.path / folder).iterdir() if path.name[0] != ".")
    except OSError:
        return []


def find(among: Iterable[Layer], folder: Folder, name: str) -> list[Found]:
    """The files of one id, the strongest last. A folder is listed only where the name as written
    is not there, since its accents may be typed otherwise."""
    found = []
    for layer in among:
        path = layer.path / folder / f"{name}{SUFFIX}"
        try:
            there = path.exists() or path.is_symlink()
        except (OSError, ValueError):
            return []
        if there:
            found.append(found_in(layer, folder, path))
        elif not name.isascii():
            same = (one for one in listed(layer, folder) if identify(one.name) == f"{name}{SUFFIX}")
            found += [found_in(layer, folder, one) for one in same]
    return found
