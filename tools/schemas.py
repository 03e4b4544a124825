"""Write schemas/: the JSON Schemas of data files, made of the models and of the shipped rubrics.

    .venv/bin/python tools/schemas.py

Those of what is printed as JSON stand there too, and are written by hand.
"""

from __future__ import annotations

from pathlib import Path

from scorecard.load.file_schemas import FILES, schema
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.load.offers import offered
from scorecard.load.schemas import written

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "schemas"


def contents() -> dict[str, str]:
    """What each schema of a data file holds, by the name of its file."""
    library = Library([Layer(ROOT, ".")])
    read = [library.rubric(name) for name in library.rubric_ids()]
    assert None not in read, library.problems
    offer = offered([found[0] for found in read if found is not None])
    names = (*FILES, "translation")
    return {f"{name}-1.json": written(schema(name, offer)) for name in names}


if __name__ == "__main__":
    for name, content in contents().items():
        (FOLDER / name).write_text(content, encoding="utf-8", newline="\n")
        print(name)
