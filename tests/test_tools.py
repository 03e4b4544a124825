"""The commands that look for trouble find none, on a small share of what they try by themselves."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from build import ROOT


def tried(folder, tool: str, *arguments: str) -> str:
    """What a tool prints, in a folder where it may leave what it finds."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / tool), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_no_input_is_too_much_for_any_reader(tmp_path):
    """docs/testing.md says what is demanded; the inputs are the same every time."""
    told = tried(tmp_path, "fuzz.py", "--count", "800", "--seed", "7")
    rows = {row[0]: row for row in map(str.split, told.splitlines()[1:-1])}
    assert len(rows) == 11
    assert all(int(row[1].replace(",", "")) > 20 and row[-1] == "0" for row in rows.values())
    read = [name for name, row in rows.items() if row[2] != "0" and row[3] != "0"]
    assert len(read) > 8, "nearly each accepts some, and refuses some"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system makes no copies of a process")
def test_a_command_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path):
    told = tried(tmp_path, "kill.py", "--times", "34")
    rows = [line[14:].split() for line in told.splitlines()[1:]]
    assert len(rows) == 6
    for killed, _ended, _old, _new, otherwise in rows:
        assert int(killed) > 25
        assert otherwise == "0"
    for at in (2, 3):  # of all of them: when a command is hit depends on what else is running
        assert sum(int(row[at]) for row in rows) > 10
