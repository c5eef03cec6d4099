"""A lock that a running session holds: an open session without one was cut off."""

import contextlib
import os
import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class RunLock:
    """Held from its making until `release`, or until the process ends in whatever way; done without where it cannot be had."""

    def __init__(self, folder: Path, session: str) -> None:
        self._path = _path(folder, session)
        self._file: IO[bytes] | None = None
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb")
            _take(self._file)

    def release(self) -> None:
        """Let it go."""
        if self._file is not None:
            self._file.close()
            self._file = None
            with contextlib.suppress(OSError):
                self._path.unlink()


def is_running(folder: Path, session: str) -> bool:
    """Whether a process holds the lock of a session. One that nobody holds is taken away."""
    path = _path(folder, session)
    try:
        file = path.open("r+b")
    except OSError:
        return False
    with file:
        try:
            _take(file)
        except OSError:
            return True
    with contextlib.suppress(OSError):  # closed before, for Windows takes no open file away
        os.unlink(path)
    return False


def _path(folder: Path, session: str) -> Path:
    return folder / f"{session}.lock"
