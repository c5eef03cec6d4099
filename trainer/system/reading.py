"""Reading a person's file: a regular one, no more of it than is allowed, and never waiting for it."""

import errno
import os
import stat
from pathlib import Path
from typing import Final, TypeAlias

Stamp: TypeAlias = tuple[int, int, int]  # when it was changed (ns), its size, which file it is

NO_WAITING: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
BLOCK: Final = 1 << 20


def read(path: Path, most: int) -> bytes:
    """The bytes of a file; `most` + 1 of one that is larger. Raises OSError, also for what is no regular file.

    A pipe would keep the reader waiting, a device would never end.
    """
    try:
        file = os.open(path, os.O_RDONLY | NO_WAITING)
    except ValueError as error:  # a null character in the name
        raise OSError(errno.EINVAL, str(error), str(path)) from None
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):  # a folder, too, can be opened
            raise OSError(errno.EINVAL, "it is not a file", str(path))
        blocks, left = [], most + 1
        while left > 0 and (block := os.read(file, min(left, BLOCK))):
            blocks.append(block)
            left -= len(block)
    finally:
        os.close(file)
    return b"".join(blocks)


def read_if_there(path: Path, most: int) -> bytes | None:
    """As `read`; None where there is no such file."""
    try:
        return read(path, most)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_there(path: Path) -> bool:
    """Whether a file is there, of whatever kind; where nobody may look, it is taken to be."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def stamp_of(path: Path) -> Stamp | None:
    """What changes whenever a file is written anew; None where there is none that can be looked at."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def reason(error: BaseException) -> str:
    """Why something with a file failed, as it stands in a sentence."""
    return getattr(error, "strerror", None) or str(error)
