"""Read a person's file: regular files only, up to a size limit, without ever blocking."""

import errno
import os
import stat
from pathlib import Path
from typing import Final, TypeAlias

Stamp: TypeAlias = tuple[int, int, int]  # modification time (ns), size, inode

OPEN_FLAGS: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
BLOCK: Final = 1 << 20


def read(path: Path, max_bytes: int) -> bytes:
    """Read up to `max_bytes` + 1 bytes, so that the caller sees when a file is too large.

    Raises OSError, also for anything but a regular file: a pipe would block, a device would never end.
    """
    try:
        file = os.open(path, os.O_RDONLY | OPEN_FLAGS)
    except ValueError as error:  # a null character in the name
        raise OSError(errno.EINVAL, str(error), str(path)) from None
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):  # folders can be opened too
            raise OSError(errno.EINVAL, "it is not a file", str(path))
        blocks, left = [], max_bytes + 1
        while left > 0 and (block := os.read(file, min(left, BLOCK))):
            blocks.append(block)
            left -= len(block)
    finally:
        os.close(file)
    return b"".join(blocks)


def read_if_exists(path: Path, max_bytes: int) -> bytes | None:
    """Like `read`, but None if the file does not exist."""
    try:
        return read(path, max_bytes)
    except (FileNotFoundError, NotADirectoryError):
        return None


def exists(path: Path) -> bool:
    """Whether a path exists, of whatever kind; assumed if access is denied."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def stamp_of(path: Path) -> Stamp | None:
    """Return a value that changes whenever a file is rewritten; None if it cannot be accessed."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def cause_of(error: BaseException) -> str:
    """The cause of a file error, as part of a sentence."""
    return getattr(error, "strerror", None) or str(error)
