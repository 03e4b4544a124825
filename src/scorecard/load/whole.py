"""Write a file whole or not at all, and change one without losing what somebody else writes."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path

LOCK = ".scorecard.lock"
"""The file that stands in a folder of data since something there was changed; it holds nothing."""
MOST_SECONDS = 10
"""How long to wait for another program that writes in the same folder."""
_DATA = ".scorecard."
"""Begins the name of a file of data that is still being written, by whoever is alone there."""
_PART = ".part"
"""Ends the name of any file that is still being written."""
_RANDOM = 8
"""Letters by which such names differ."""
_LONG_AGO = 3600
"""Seconds after which nobody is still writing a report."""


class BusyError(Exception):
    """Another program writes in the folder, and does not come to an end."""


def write_whole(
    path: Path, content: bytes, mode: int | None = None, *, lasting: bool = False
) -> None:
    """Write a file by way of one beside it, so that nobody ever finds half of it; OSError where it
    cannot be written. `mode` is what the file may be used for; by default, by its owner alone.
    `lasting` is for data, written `alone`: it waits until it would outlast a loss of power."""
    import tempfile  # slow to load, and only for a file

    begins = _DATA if lasting else f".{path.name[:40]}."
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=begins, suffix=_PART)
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
        with suppress(OSError):
            os.unlink(name)
        raise
    if not lasting:
        _clear(path.parent, begins, time.time() - _LONG_AGO)


def _clear(folder: Path, begins: str, before: float) -> None:
    """Take away what was left of files so named when whoever wrote them was ended; what was touched
    after a time stays, and so does everything of another name."""
    length = len(begins) + _RANDOM + len(_PART)
    with suppress(OSError), os.scandir(folder) as there:
        for one in there:
            named = one.name.startswith(begins) and one.name.endswith(_PART)
            if named and len(one.name) == length and one.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if one.stat(follow_symlinks=False).st_mtime <= before:
                        os.unlink(one.path)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Whatever is done to the data of a folder meanwhile, nobody else does; BusyError where
    somebody else does it for too long, OSError where the folder cannot be written to."""
    from filelock import FileLock, Timeout  # only for a command that changes data

    lock = folder / LOCK
    if lock.is_symlink():  # a lock is emptied when it is taken, and so would be what it leads to
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(lock))
    try:
        with FileLock(lock, timeout=MOST_SECONDS):
            _clear(folder, _DATA, inf)
            yield
    except Timeout:
        raise BusyError from None
    except NotImplementedError:  # some network drives know no locks
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(lock)) from None


def change(path: Path, edit: Callable[[bytes], bytes]) -> bytes:
    """Change a file: `edit` gets what it holds at that moment, which nobody else changes until what
    it returns is written. What it raises leaves the file as it was; of a link, the file that it
    leads to is changed."""
    path = path.resolve()
    with alone(path.parent):
        content = edit(path.read_bytes())
        write_whole(path, content, path.stat().st_mode & 0o777, lasting=True)
    return content
