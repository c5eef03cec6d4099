"""Where running sessions listen: a folder that only this person can look into, one socket for each process."""

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

LONGEST_PATH: Final = 90  # bytes: systems allow 104 to 108 for the name of a socket
SOCKET: Final = ".sock"
PORT: Final = ".port"


class NoPlace(Exception):
    """There is no folder that is safe to listen in; its text is a sentence."""


def safe_folder(wanted: Path, *, make: bool = False) -> Path:
    """A folder of this person's alone: `wanted`, or a shorter one where sockets in that had too long a name. Raises NoPlace."""
    folder = wanted
    if len(os.fsencode(wanted / f"{2**32}{SOCKET}")) > LONGEST_PATH and os.name != "nt":
        name = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
        folder = Path("/tmp") / f"trainer-{os.getuid()}-{name}"
    if make:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise NoPlace(f"{folder} cannot be made: {error.strerror}") from error
    if os.name != "nt":
        _check(folder)
    return folder


def _check(folder: Path) -> None:
    """Raise NoPlace unless a folder is this person's and nobody else can look into it; one that is not there is safe."""
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise NoPlace(f"{folder} cannot be read: {error.strerror}") from error
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
        raise NoPlace(f"{folder} belongs to somebody else")
    if status.st_mode & 0o077:
        try:
            folder.chmod(0o700)
        except OSError as error:
            raise NoPlace(f"{folder} is open to others: {error.strerror}") from error


def listening(folder: Path) -> Iterator[Path]:
    """What sessions listen at, the latest first; some of them may be gone."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.suffix in (SOCKET, PORT):
                with contextlib.suppress(OSError):
                    found.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(found, reverse=True):
        yield path
