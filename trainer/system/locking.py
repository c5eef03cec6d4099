"""Lock files between processes."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

WAIT_S: Final = 5.0
POLL_S: Final = 0.01
HELD_ELSEWHERE: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})

if sys.platform == "win32":
    import msvcrt

    def lock_descriptor(file: int) -> None:
        """Lock an open file until it is closed; raises OSError at once if another process holds it."""
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _open_lock(path: Path) -> int:
        return os.open(path.with_name(f".{path.name}.lock"), os.O_CREAT | os.O_RDWR)  # Windows cannot open folders
else:
    import fcntl

    def lock_descriptor(file: int) -> None:
        """Lock an open file until it is closed; raises OSError at once if another process holds it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _open_lock(path: Path) -> int:
        return os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)  # the folder itself, so that no lock file is left behind


@contextlib.contextmanager
def locked(path: Path, wait_s: float = WAIT_S, stopped: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Hold the lock for changing a file, whose folder must exist.

    Not reentrant. File systems without locks (some network drives) are used without one.
    Raises OSError if another process holds it for longer than `wait_s`, or until `stopped`.
    """
    try:
        file = _open_lock(path)
    except OSError:
        yield
        return
    try:
        _lock_within(file, path, wait_s, stopped)
        yield
    finally:
        os.close(file)


def _lock_within(file: int, path: Path, wait_s: float, stopped: Callable[[], bool]) -> None:
    until = time.monotonic() + wait_s
    while True:
        try:
            lock_descriptor(file)
        except OSError as error:
            if error.errno not in HELD_ELSEWHERE:
                return
            if stopped() or time.monotonic() >= until:
                raise OSError(errno.EAGAIN, "another trainer is changing it", str(path)) from None
            time.sleep(POLL_S)
        else:
            return
