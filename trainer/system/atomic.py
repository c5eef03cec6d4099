"""Writing a file as a whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

UNFINISHED: Final[set[str]] = set()  # the names of files that are being written now


def write(path: Path, text: str) -> None:
    """Put a text in the place of a file, as `written` does; its folder is made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written(path) as file:
        file.write(text.encode())


@contextlib.contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that comes in the place of another, which is the old one or the whole new one at every moment.

    A link is followed, permissions are kept. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    UNFINISHED.add(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o644)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    finally:
        UNFINISHED.discard(name)


def clear_away() -> None:
    """Take away what is being written now, as the process ends at once."""
    for name in tuple(UNFINISHED):
        with contextlib.suppress(OSError):
            os.unlink(name)
