"""The lock that a running session holds: an open session without it was cut off."""

import contextlib
import os
import re
import time
from pathlib import Path
from typing import Final

from trainer.session.entry import SESSION_ID
from trainer.system.atomic import PRIVATE, private_folder
from trainer.system.locking import lock_descriptor

TRIES: Final = 20  # checking whether the session runs also takes the lock, briefly
RETRY_DELAY_S: Final = 0.01
OPEN: Final = os.O_RDWR | getattr(os, "O_CLOEXEC", 0)


class RunLock:
    """Held until `release` or the end of the process; the session goes on without it if it cannot be acquired."""

    def __init__(self, folder: Path, session: str) -> None:
        self._path = _path(folder, session)
        self._file: int | None = None
        with contextlib.suppress(OSError):
            private_folder(folder)
            for _ in range(TRIES):
                if self._try_acquire():
                    return
                time.sleep(RETRY_DELAY_S)

    def _try_acquire(self) -> bool:
        file = os.open(self._path, OPEN | os.O_CREAT, PRIVATE)
        try:
            lock_descriptor(file)
            if os.path.samestat(os.fstat(file), os.stat(self._path)):  # otherwise it was just deleted as stale
                self._file, file = file, -1
        except OSError:
            pass
        finally:
            if file >= 0:
                os.close(file)
        return self._file is not None

    def release(self) -> None:
        """Release and delete the lock."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            with contextlib.suppress(OSError):
                self._path.unlink()


def delete_if_stale(folder: Path, session: str) -> bool:
    """Delete a session's lock unless a process holds it; False if one does, for the session is running."""
    path = _path(folder, session)
    try:
        file = os.open(path, OPEN)
    except OSError:
        return True
    try:
        lock_descriptor(file)
    except OSError:
        return False
    finally:
        os.close(file)  # close first: Windows cannot delete open files
    with contextlib.suppress(OSError):
        os.unlink(path)
    return True


def _path(folder: Path, session: str) -> Path:
    """The path of a session's lock. Raises ValueError for an id that could escape the folder."""
    if not re.match(SESSION_ID, session):
        raise ValueError(f"'{session[:40]}' is not a session id")
    return folder / f"{session}.lock"
