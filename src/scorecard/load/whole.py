"""Write a file whole or not at all, and change one without losing what somebody else writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".scorecard.lock"
"""The file that stands in a folder of data since something there was changed; it holds nothing."""
MOST_SECONDS = 10
"""How long to wait for another program that writes in the same folder."""


class BusyError(Exception):
    """Another program writes in the folder, and does not come to an end."""


def write_whole(
    path: Path, content: bytes, mode: int | None = None, *, lasting: bool = False
) -> None:
    """Write a file by way of one beside it, so that nobody ever finds half of it; OSError where it
    cannot be written. `mode` is what the file may be used for; by default, by its owner alone.
    `lasting` waits until it would outlast a loss of power."""
    import tempfile  # slow to load, and only for a file

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Whatever is done to the data of a folder meanwhile, nobody else does; BusyError where
    somebody else does it for too long, OSError where the folder cannot be written to."""
    from filelock import FileLock, Timeout  # only for a command that changes data

    try:
        with FileLock(folder / LOCK, timeout=MOST_SECONDS):
            yield
    except Timeout:
        raise BusyError from None


def change(path: Path, edit: Callable[[bytes], bytes]) -> bytes:
    """Change a file: `edit` gets what it holds at that moment, which nobody else changes until what
    it returns is written. What it raises leaves the file as it was."""
    with alone(path.parent):
        content = edit(path.read_bytes())
        write_whole(path, content, path.stat().st_mode & 0o777, lasting=True)
    return content
