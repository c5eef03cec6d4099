"""Write files atomically, and update shared ones without losing another process's change."""

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
from trainer.system.reading import read_if_exists

UNFINISHED: Final[set[str]] = set()  # temporary files that are being written now
PRIVATE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
DEFAULT_MODE: Final = 0o666  # subject to the umask
CREATE_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
APPEND_FLAGS: Final = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
STREAM_FOLDERS: Final = ("/dev", "/dev/fd")  # paths here are always written through, even if they lead to a regular file


def write(path: Path, content: str | bytes) -> None:
    """Write one of the trainer's own files atomically, creating its folder.

    Raises OSError, also for anything but a regular file: writing to a pipe would block.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    before = _status(path)
    if before is not None and not stat.S_ISREG(before.st_mode):
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    with written(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def change(path: Path, max_bytes: int, edit: Callable[[bytes | None], str]) -> str:
    """Update a file under its lock, and return its new text.

    `edit` gets the content (at most `max_bytes` + 1 bytes), or None if there is no file. If it raises, the file stays unchanged.
    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path):
        text = edit(read_if_exists(path, max_bytes))
        write(path, text)
    return text


@contextlib.contextmanager
def written(path: Path, *, private: bool = False, replace: bool = True) -> Iterator[IO[bytes]]:
    """Yield a seekable file that replaces `path` atomically when the block ends, or is discarded if the block fails.

    Symbolic links are followed and the mode of an existing file is kept; a new file gets the default mode, or 0600 if `private`.
    A device or pipe is written to directly. Raises OSError; FileExistsError if a regular file exists and `replace` is false.
    """
    target = Path(os.path.realpath(path))
    before = _status(path)
    if _is_stream(path, before):
        with tempfile.TemporaryFile() as file:
            yield file
            _copy_into(file, path)
        return
    if before is not None and not replace:
        raise FileExistsError(17, "it already exists", str(path))
    name = str(target.parent / f".trainer-{secrets.token_hex(8)}")
    UNFINISHED.add(name)  # registered before it exists: a signal may arrive in between
    try:
        handle = os.open(name, CREATE_FLAGS, PRIVATE if private else DEFAULT_MODE)
        with os.fdopen(handle, "w+b") as file:
            if before is not None:
                _copy_mode_and_owner(handle, before)
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
    """Create a folder with mode 0700, or restrict an existing one to it. Raises OSError."""
    path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # somebody else's folder, or a file system without modes
        if stat.S_IMODE(path.stat().st_mode) != PRIVATE_FOLDER:
            path.chmod(PRIVATE_FOLDER)


def remove_unfinished() -> None:
    """Delete all temporary files, for a process that is about to be killed."""
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
    with os.fdopen(os.open(path, APPEND_FLAGS), "wb", buffering=0) as out:
        shutil.copyfileobj(file, out)


def _copy_mode_and_owner(handle: int, before: os.stat_result) -> None:
    """Copy mode and owner of the file that is replaced, as far as permitted."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            os.fchown(handle, before.st_uid, before.st_gid)
        with contextlib.suppress(OSError):
            os.fchmod(handle, stat.S_IMODE(before.st_mode))


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk, where the system supports it."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
