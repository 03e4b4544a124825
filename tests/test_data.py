"""The shipped data: it passes the strictest check, and the page that counts it is up to date."""

from __future__ import annotations

import runpy

from build import ROOT

TOOL = runpy.run_path(str(ROOT / "tools" / "data.py"))


def test_the_shipped_data_has_no_problem_at_all(run):
    done = run("check", "--strict", ROOT)
    assert (done.code, done.stdout) == (0, "")


def test_the_page_of_what_is_on_file_is_up_to_date():
    shown = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert TOOL["page"](TOOL["stated"](shown)) == shown, "run: python tools/data.py"
