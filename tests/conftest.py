"""Shared by all tests."""

from __future__ import annotations

import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parent))


class Done(NamedTuple):
    """How a command ended."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run a command line as a user would at 80 columns, in a pipe, in an empty folder."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("SCORECARD_DATA", raising=False)
    from scorecard.cli.app import run as command

    def run_it(*arguments: object, cwd: Path | None = None, **environment: str) -> Done:
        out, err = StringIO(), StringIO()
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        where = cwd or tmp_path
        with chdir(where), redirect_stdout(out), redirect_stderr(err):
            code = command([str(argument) for argument in arguments])
        return Done(code, out.getvalue(), err.getvalue())

    return run_it


@pytest.fixture(autouse=True)
def _no_colour(monkeypatch):
    """Tests read plain output whatever terminal runs them."""
    for name in ("FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
