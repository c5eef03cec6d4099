"""Where running sessions listen: one endpoint per process, in a folder private to this user."""

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MAX_PATH: Final = 90  # bytes; systems limit socket names to 104 to 108
SOCKET: Final = ".sock"
PORT: Final = ".port"


class NoSafeFolder(Exception):
    """There is no safe folder for sockets; the message is a sentence."""


def safe_folder(preferred: Path, *, create: bool = False) -> Path:
    """Return `preferred`, or a shorter folder if socket names would be too long; ensures it is private. Raises NoSafeFolder."""
    folder = preferred
    if len(os.fsencode(preferred / f"{2**32}{SOCKET}")) > MAX_PATH and os.name != "nt":
        name = hashlib.sha256(os.fsencode(preferred)).hexdigest()[:12]
        folder = Path("/tmp") / f"trainer-{os.getuid()}-{name}"
    if create:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise NoSafeFolder(f"{folder} cannot be made: {error.strerror}") from error
    if os.name != "nt":
        _check(folder)
    return folder


def _check(folder: Path) -> None:
    """Raise NoSafeFolder unless the folder is missing, or this user's and private; restricts its mode if necessary."""
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise NoSafeFolder(f"{folder} cannot be read: {error.strerror}") from error
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise NoSafeFolder(f"{folder} belongs to another user")
    if status.st_mode & 0o077:
        try:
            folder.chmod(0o700)
        except OSError as error:
            raise NoSafeFolder(f"{folder} is accessible to other users: {error.strerror}") from error


def endpoints(folder: Path) -> Iterator[Path]:
    """The endpoints in a folder, latest first; some may be stale."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.suffix in (SOCKET, PORT):
                with contextlib.suppress(OSError):
                    found.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(found, reverse=True):
        yield path
