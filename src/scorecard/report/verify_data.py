"""Whether reports follow from the data in hand, as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..analysis.differences import Verified
from . import data
from .language import spoken

FORMAT = "verify/1"
MOST = 1_000


def write(found: Sequence[Verified], program: str) -> str:
    """Every report with what differs, as JSON."""
    return data.text(
        {
            "format": FORMAT,
            "program": program,
            "language": spoken(),
            "reports": [_report(one) for one in found],
        }
    )


def _report(one: Verified) -> dict[str, Any]:
    return {
        "report": one.report,
        "written": one.written,
        "command": one.command,
        "follows": one.follows,
        "cannot": one.cannot,
        "files": [file._asdict() for file in one.files],
        "rubrics": _both(one.rubrics),
        "programs": _both(one.programs),
        "differences": [difference._asdict() for difference in one.differences[:MOST]],
        "more": max(0, len(one.differences) - MOST),
        "notes": one.notes,
        "unexplained": one.unexplained,
    }


def _both(versions: tuple[tuple[str, ...], tuple[str, ...]]) -> dict[str, list[str]]:
    before, now = versions
    return {"before": list(before), "now": list(now)}
