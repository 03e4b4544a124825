"""The architecture: imports point down, and floors 3 to 5 never open a file."""

from __future__ import annotations

import ast

import pytest

from build import ROOT

FLOORS = {"model": 1, "load": 2, "engine": 3, "analysis": 4, "report": 5, "cli": 6}
PACKAGE = ROOT / "src" / "scorecard"
MODULES = sorted(path for floor in FLOORS for path in (PACKAGE / floor).rglob("*.py"))
OPENS_FILES = {
    "os",
    "io",
    "pathlib",
    "shutil",
    "tempfile",
    "subprocess",
    "socket",
    "urllib",
    "yaml",
}


def imported(path):
    """The modules a file imports: ours as parts below `scorecard`, others by their full name."""
    inside = path.relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0:
                yield node.module, None
                continue
            base = inside[: len(inside) - node.level + 1]
            named = (*base, *(node.module or "").split(".")) if node.module else base
            if len(named) == 0:
                yield from ((alias.name, (alias.name,)) for alias in node.names)
            else:
                yield ".".join(named), named


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path):
    floor = FLOORS[path.relative_to(PACKAGE).parts[0]]
    for name, ours in imported(path):
        if ours is not None and ours[0] in FLOORS:
            assert FLOORS[ours[0]] <= floor, f"{path.name} imports {name}, which is above it"


@pytest.mark.parametrize("floor", ["engine", "analysis", "report"])
def test_floors_3_to_5_never_open_a_file(floor):
    for path in sorted((PACKAGE / floor).rglob("*.py")):
        for name, ours in imported(path):
            assert ours is not None or name.split(".")[0] not in OPENS_FILES, (path.name, name)
            assert ours is None or ours[0] != "load", f"{path.name} loads"
        calls = (
            n
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.Call)
        )
        names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
        assert not names & {"open", "print", "input"}, path.name


def test_the_check_would_see_an_import_that_points_up():
    node = PACKAGE / "model" / "rubric.py"
    seen = [ours for _, ours in imported(node) if ours is not None]
    assert ("model", "fields") in seen
    assert FLOORS["cli"] > FLOORS["model"]
