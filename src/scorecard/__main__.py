"""Start the program; `--version` answers before anything heavy is imported."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line, and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        from . import __version__

        print(f"scorecard {__version__}")
        return
    # Files become trees of values, which need no garbage collector; looking for it costs more than
    # it frees.
    gc.disable()
    try:
        from .cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    leave(code)


def leave(code: int) -> None:
    """End at once. What was written is flushed; taking the interpreter apart piece by piece would
    take a fifth of the whole run, and nothing waits for it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 2
    os._exit(code)


if __name__ == "__main__":
    main()
