"""A lock that a running session holds: an open session without one was cut off."""

import contextlib
import os
import re
import time
from pathlib import Path
from typing import Final

from trainer.session.entry import SESSION_ID
from trainer.system.atomic import PRIVATE, private_folder
from trainer.system.locking import take

TRIES: Final = 20  # while another looks whether the session runs, it holds the lock
BETWEEN_S: Final = 0.01
OPEN: Final = os.O_RDWR | getattr(os, "O_CLOEXEC", 0)


class RunLock:
    """Held from its making until `release`, or until the process ends in whatever way; done without where it cannot be had."""

    def __init__(self, folder: Path, session: str) -> None:
        self._path = _path(folder, session)
        self._file: int | None = None
        with contextlib.suppress(OSError):
            private_folder(folder)
            for _ in range(TRIES):
                if self._taken():
                    return
                time.sleep(BETWEEN_S)

    def _taken(self) -> bool:
        file = os.open(self._path, OPEN | os.O_CREAT, PRIVATE)
        try:
            take(file)
            if os.path.samestat(os.fstat(file), os.stat(self._path)):  # else it was taken away as one that nobody holds
                self._file, file = file, -1
        except OSError:
            pass
        finally:
            if file >= 0:
                os.close(file)
        return self._file is not None

    def release(self) -> None:
        """Let it go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            with contextlib.suppress(OSError):
                self._path.unlink()


def is_running(folder: Path, session: str) -> bool:
    """Whether a process holds the lock of a session. One that nobody holds is taken away."""
    path = _path(folder, session)
    try:
        file = os.open(path, OPEN)
    except OSError:
        return False
    try:
        take(file)
    except OSError:
        return True
    finally:
        os.close(file)  # before it is taken away, for Windows takes no open file away
    with contextlib.suppress(OSError):
        os.unlink(path)
    return False


def _path(folder: Path, session: str) -> Path:
    """The lock of a session. Raises ValueError for an id that could lead out of the folder."""
    if not re.match(SESSION_ID, session):
        raise ValueError(f"'{session[:40]}' is no id of a session")
    return folder / f"{session}.lock"
