"""Pictures of figures kept on disk between sessions, so that a movement is drawn once and not in every session.

Whatever is wrong with the folder or a file, pictures are just drawn anew. Reading and writing have a thread of their own.
"""

import contextlib
import errno
import os
import queue
import re
import stat
import threading
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Final

from msgspec import Struct, msgpack

from trainer.pose.classes import Palette
from trainer.pose.figure import Figure
from trainer.pose.picture_codec import Rows, View, decode, encode
from trainer.system import paths
from trainer.system.reading import read

MAX_FILE: Final = 1 << 19  # bytes
MAX_FOLDER: Final = 8 << 20
OURS: Final = re.compile(r"[0-9a-f]{32}|\.trainer-[0-9a-f]+")  # also what a trainer that was killed was writing
WORTH: Final = 8  # new pictures; for fewer nothing is written
PATIENCE_S: Final = 1.0  # at the end of the app


class Album(Struct, eq=False):
    """The pictures of a figure in a size (columns, rows), mode and palette; there are none until they are read.

    `full`: there is no room for more in its file.
    """

    figure: Figure
    size: tuple[int, int]
    mode: str
    palette: Palette
    pictures: Mapping[View, Rows] = {}  # replaced, never changed
    full: bool = False


class PictureCache:
    """Albums in a folder, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def open(self, album: Album) -> Album:
        """Have the pictures of an album read, which takes a moment; returns it immediately."""
        self._do(partial(self._read_into, album))
        return album

    def add(self, album: Album, drawn: Mapping[View, Rows]) -> None:
        """Have the pictures written that are new, if there are enough of them; returns immediately. They must not change."""
        new = {view: picture for view, picture in drawn.items() if view not in album.pictures}
        if len(new) >= WORTH and not album.full:
            self._do(partial(self._write, album, new))

    def close(self) -> None:
        """Wait until all is written, but not for a slow disk."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(PATIENCE_S)
            self._thread = None

    def _do(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while job := self._jobs.get():
            with contextlib.suppress(OSError, ValueError):
                job()

    def _read_into(self, album: Album) -> None:
        album.pictures = self._found(album)

    def _found(self, album: Album) -> dict[View, Rows]:
        return decode(read(self._file(album), MAX_FILE), *album.size)

    def _write(self, album: Album, new: Mapping[View, Rows]) -> None:
        """Add pictures to those that the file holds now: another trainer may have written to it."""
        from trainer.system.atomic import private_folder, written

        known: dict[View, Rows] = {}
        with contextlib.suppress(OSError, ValueError):
            known = self._found(album)
        pictures = {**known, **new}
        content = encode(pictures)
        album.full = len(content) > MAX_FILE
        if album.full:
            return
        album.pictures = pictures
        path = self._file(album)
        if self._folder.is_symlink() or path.is_symlink() or (path.exists() and not path.is_file()):
            raise OSError(errno.EINVAL, "it is not ours", str(path))
        private_folder(self._folder)
        with written(path, private=True) as file:
            file.write(content)
        self._make_room()

    def _make_room(self) -> None:
        """Delete the oldest files of a folder that has become too large."""
        files = [(one.stat(follow_symlinks=False), one.path) for one in os.scandir(self._folder) if OURS.fullmatch(one.name)]
        left = MAX_FOLDER
        for status, path in sorted(files, key=lambda file: file[0].st_mtime_ns, reverse=True):
            left -= status.st_size
            if left < 0 and stat.S_ISREG(status.st_mode):
                os.unlink(path)

    def _file(self, album: Album) -> Path:
        """The file of an album. Its name is another one whenever a picture could be another one."""
        import hashlib

        made_of = msgpack.encode((_program(), album.figure.file, album.size, album.mode, album.palette))
        return self._folder / hashlib.sha256(made_of).hexdigest()[:32]


@cache
def _program() -> bytes:
    """What tells one version of the drawing program from another, also while somebody works on it."""
    import hashlib

    sources = sorted((paths.PACKAGE / "pose").glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).digest()
