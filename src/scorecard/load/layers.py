"""Where data files are: the package, the folder the user stands in, $SCORECARD_DATA, --data."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Folder = Literal["rubrics", "cities"]
SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder that may hold `cities/` and `rubrics/`; `label` is how the output names it."""

    path: Path
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    """A data file: its id, its layer, its path on disk, and the path that problems show."""

    id: str
    folder: Folder
    layer: Layer
    path: Path

    @property
    def shown(self) -> str:
        inside = f"{self.folder}/{self.path.name}"
        return inside if self.layer.label in ("shipped", ".") else f"{self.layer.path}/{inside}"

    @property
    def stamped(self) -> str:
        """The path from the data folder, the same on every machine."""
        return f"{self.folder}/{self.path.name}"


def shipped() -> Path:
    """The data that comes with the program: inside the wheel, or beside the source."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent.parent


def layers(here: Path, environment: str | None, option: Path | None) -> tuple[Layer, ...]:
    """The layers that exist, the strongest last; the same folder never twice."""
    wanted = [Layer(shipped(), "shipped"), Layer(here, ".")]
    if environment:
        wanted.append(Layer(Path(environment), "$SCORECARD_DATA"))
    if option is not None:
        wanted.append(Layer(option, "--data"))
    found: dict[Path, Layer] = {}
    for layer in wanted:
        where = layer.path.resolve()
        kept = found.pop(where, None)
        found[where] = kept or layer
    return tuple(found.values())


def identify(name: str) -> str:
    """A file name as an id: composed, so that an accent typed either way is the same."""
    return unicodedata.normalize("NFC", name)


def files(among: Iterable[Layer], folder: Folder) -> dict[str, list[Found]]:
    """Every data file of a folder by id, the strongest last. A translation (`x.fr.yaml`) is not a
    data file of its own."""
    found: dict[str, list[Found]] = {}
    for layer in among:
        where = layer.path / folder
        try:
            paths = sorted(where.iterdir())
        except OSError:
            continue
        for path in paths:
            stem = identify(path.name.removesuffix(SUFFIX))
            if path.name.endswith(SUFFIX) and not path.name.startswith(".") and "." not in stem:
                found.setdefault(stem, []).append(Found(stem, folder, layer, path))
    return dict(sorted(found.items()))


def find(among: Iterable[Layer], folder: Folder, name: str) -> list[Found]:
    """The files of one id, the strongest last, without listing the folders where the name as
    written is there."""
    found = []
    for layer in among:
        path = layer.path / folder / f"{name}{SUFFIX}"
        if path.exists():
            found.append(Found(name, folder, layer, path))
    return found
