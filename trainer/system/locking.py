"""Locks between processes: on an open file, and around the change of a person's file."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

WAIT_S: Final = 5.0
POLL_S: Final = 0.01
REFUSED: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})  # somebody else holds it

if sys.platform == "win32":
    import msvcrt

    def take(file: int) -> None:
        """Lock an open file until it is closed; raises OSError at once where another holds it."""
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _opened(path: Path) -> int:
        return os.open(path.with_name(f".{path.name}.lock"), os.O_CREAT | os.O_RDWR)  # a folder cannot be opened
else:
    import fcntl

    def take(file: int) -> None:
        """Lock an open file until it is closed; raises OSError at once where another holds it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _opened(path: Path) -> int:
        return os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)  # the folder itself: nothing is left behind


@contextlib.contextmanager
def locked(path: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Keep every other trainer from changing a file meanwhile. Its folder must exist.

    It may not be taken twice: the second waits for the first. Where the system has no locks here (some network drives) it is
    done without. Raises OSError where another holds it for longer than `wait_s`.
    """
    try:
        file = _opened(path)
    except OSError:
        yield
        return
    try:
        _wait(file, path, wait_s)
        yield
    finally:
        os.close(file)


def _wait(file: int, path: Path, wait_s: float) -> None:
    until = time.monotonic() + wait_s
    while True:
        try:
            take(file)
        except OSError as error:
            if error.errno not in REFUSED:
                return
            if time.monotonic() >= until:
                raise OSError(errno.EAGAIN, "another trainer is changing it", str(path)) from None
            time.sleep(POLL_S)
        else:
            return
