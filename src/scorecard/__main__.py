"""Start the program; `--version` answers before anything heavy is imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        from . import __version__

        print(f"scorecard {__version__}")
        return
    from .cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
