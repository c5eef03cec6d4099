"""Writing a file as a whole or not at all, and changing one so that no other trainer's change is lost."""

import contextlib
import errno
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

from trainer.system.locking import locked
from trainer.system.reading import read_if_there

UNFINISHED: Final[set[str]] = set()  # the names of files that are being written now
PRIVATE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
ORDINARY: Final = 0o666  # less what the umask takes away
NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
INTO: Final = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
STREAM_FOLDERS: Final = ("/dev", "/dev/fd")  # what is named here is written into, also where it leads to a regular file


def write(path: Path, content: str | bytes) -> None:
    """Put a text in the place of a file of the trainer's own, as `written` does; its folder is made.

    Raises OSError, also for what is no regular file: a pipe would keep the writer waiting.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    before = _status(path)
    if before is not None and not stat.S_ISREG(before.st_mode):
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    with written(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def change(path: Path, most: int, edit: Callable[[bytes | None], str]) -> str:
    """Read a file, edit it and write it, while no other trainer changes it; returns its new text.

    `edit` is given None where there is no file; of one that is larger than `most` it is given one byte more.
    Raises OSError, and what `edit` raises: then the file stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path):
        text = edit(read_if_there(path, most))
        write(path, text)
    return text


@contextlib.contextmanager
def written(path: Path, *, private: bool = False, replace: bool = True) -> Iterator[IO[bytes]]:
    """A file to write, which can be sought in, that comes in the place of another: the old or the whole new one, at every moment.

    A link is followed, the mode of the old file is kept; a new one has that of the umask, or is for its owner alone (`private`).
    What is no regular file (a device, a pipe) is written into. Nothing is left of what fails.
    Raises OSError; FileExistsError where a regular file is there and may not be replaced.
    """
    target = Path(os.path.realpath(path))
    before = _status(path)
    if _is_stream(path, before):
        with tempfile.TemporaryFile() as file:
            yield file
            _copy_into(file, path)
        return
    if before is not None and not replace:
        raise FileExistsError(17, "it exists already", str(path))
    name = str(target.parent / f".trainer-{secrets.token_hex(8)}")
    UNFINISHED.add(name)  # before it is there: a signal may come between the two
    try:
        handle = os.open(name, NEW, PRIVATE if private else ORDINARY)
        with os.fdopen(handle, "w+b") as file:
            if before is not None:
                _keep(handle, before)
            yield file
            file.flush()
            os.fsync(handle)
        os.replace(name, target)
        sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    finally:
        UNFINISHED.discard(name)


def private_folder(path: Path) -> None:
    """Make a folder for its owner alone, or take from others what they may do in one that is there. Raises OSError."""
    path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # another's folder, or a drive without modes
        if stat.S_IMODE(path.stat().st_mode) != PRIVATE_FOLDER:
            path.chmod(PRIVATE_FOLDER)


def clear_away() -> None:
    """Take away what is being written now, as the process ends at once."""
    for name in tuple(UNFINISHED):
        with contextlib.suppress(OSError):
            os.unlink(name)


def _status(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _is_stream(path: Path, status: os.stat_result | None) -> bool:
    if status is None or stat.S_ISDIR(status.st_mode):
        return False
    folder = os.path.dirname(os.path.abspath(path))
    return not stat.S_ISREG(status.st_mode) or folder in STREAM_FOLDERS or folder.startswith("/proc/")


def _copy_into(file: IO[bytes], path: Path) -> None:
    file.flush()
    file.seek(0)
    with os.fdopen(os.open(path, INTO), "wb", buffering=0) as out:
        shutil.copyfileobj(file, out)


def _keep(handle: int, before: os.stat_result) -> None:
    """Give a new file the mode and owner of the one whose place it takes, as far as this person may."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            os.fchown(handle, before.st_uid, before.st_gid)
        with contextlib.suppress(OSError):
            os.fchmod(handle, stat.S_IMODE(before.st_mode))


def sync_folder(folder: Path) -> None:
    """Have the new name on the disk too, where folders can be synced."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
