"""Open the history's SQLite database for writing or reading."""

import contextlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from errno import EINVAL
from pathlib import Path
from typing import Final

from trainer.history.store import count
from trainer.history.tables import VERSION, check_schema, migrate, version_of
from trainer.session.checking import InvalidEntry
from trainer.system.atomic import PRIVATE
from trainer.system.reading import read
from trainer.system.visible import visible

BUSY_S: Final = 5.0
READING_BUSY_S: Final = 1.0  # then the history's lock is waited for: a reader can starve among many writers
MAX_BYTES: Final = 1 << 28  # bytes; larger files are not copied
SIDECARS: Final = ("-wal", "-journal")  # sidecar files of SQLite with an unfinished transaction


def is_damage(error: BaseException) -> bool:
    """Whether an error means that the file is corrupt, rather than busy, full or read-only."""
    # A UnicodeDecodeError: SQLite's error messages quote bytes of a corrupt file.
    return type(error) is sqlite3.DatabaseError or isinstance(error, UnicodeDecodeError | InvalidEntry)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another connection has locked the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def in_memory() -> sqlite3.Connection:
    """Create an empty in-memory database."""
    connection = _connect(":memory:")
    migrate(connection)
    return connection


def open_writable(path: Path, check: Callable[[sqlite3.Connection], object] = lambda _: None) -> sqlite3.Connection:
    """Open the database for writing, creating or migrating it; its folder must exist.

    `check` is called after a migration, which is rolled back if it raises.
    Raises NewerDatabase; sqlite3.DatabaseError if it is corrupt; sqlite3.Error or OSError if it cannot be opened.
    """
    _make_private(path)
    connection = _connect(path)
    with _closed_on_failure(connection):
        _disable_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection, check)
        check_schema(connection)
    return connection


def open_readonly(path: Path, *, recover: bool) -> sqlite3.Connection:
    """Open the database for reading, even on read-only media; an old version is migrated in memory.

    `recover`: allow SQLite to roll back an unfinished transaction in the file. Raises like `open_writable`.
    """
    connection = _reader(path, recover=recover)
    with _closed_on_failure(connection):
        check_schema(connection)
    return connection


def _reader(path: Path, *, recover: bool) -> sqlite3.Connection:
    for mode in ("ro", "rw") if recover else ("ro",):
        connection = _connect(f"{path.absolute().as_uri()}?mode={mode}", READING_BUSY_S, uri=True)
        try:
            with _closed_on_failure(connection):
                version = version_of(connection)
        except sqlite3.OperationalError as error:
            if is_busy(error):
                raise
        else:
            return connection if version == VERSION else _moved_to_memory(connection)
    # An unfinished transaction that cannot be rolled back in place: do it in a copy.
    with tempfile.TemporaryDirectory() as folder:
        return _moved_to_memory(sqlite3.connect(copy_into(Path(folder), path)))


def _moved_to_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Copy a database into memory, migrated, and close it."""
    copy = _connect(":memory:")
    with _closed_on_failure(copy):
        with contextlib.closing(connection):
            connection.backup(copy)
        migrate(copy)
    return copy


@contextlib.contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _disable_wal(connection: sqlite3.Connection) -> None:
    """Leave WAL mode, so that one file is enough even on read-only media; fails while an older trainer has it open."""
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        connection.execute("PRAGMA busy_timeout = 0")
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000:.0f}")


def _connect(name: str | Path, busy_s: float | None = None, *, uri: bool = False) -> sqlite3.Connection:
    timeout = BUSY_S if busy_s is None else busy_s
    connection = sqlite3.connect(name, timeout=timeout, isolation_level=None, check_same_thread=False, uri=uri)
    connection.text_factory = _text
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _text(content: bytes) -> str:
    """Decode a text for display, even if it is corrupt."""
    return visible(content.decode(errors="replace"))


def _make_private(path: Path) -> None:
    """Create an empty file with mode 0600, or restrict an existing one to it."""
    if path.exists():
        check_regular(path)
        with contextlib.suppress(OSError):
            if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) != PRIVATE:
                path.chmod(PRIVATE)
    else:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))


def check_regular(path: Path) -> None:
    """Raise OSError for anything but a regular file: a pipe would block."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(EINVAL, "it is not a file", str(path))


def check_integrity(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError if pages of the file are corrupt."""
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")


def copy_into(folder: Path, path: Path) -> Path:
    """Copy a database with its sidecar files into a folder, and return the copy. Raises OSError.

    The sidecars are copied first: if a transaction is committed meanwhile, it is in both copies.
    """
    copy = folder / "copy.db"
    for suffix in (*SIDECARS, ""):
        try:
            content = read(path.with_name(path.name + suffix), MAX_BYTES)
        except FileNotFoundError:
            if not suffix:
                raise
            continue
        if len(content) > MAX_BYTES:
            raise OSError(EINVAL, f"it is larger than {MAX_BYTES >> 20} MB", str(path))
        copy.with_name(copy.name + suffix).write_bytes(content)
    return copy


def copy_to_file(connection: sqlite3.Connection, path: Path) -> int:
    """Write the whole database to a new file, and return its number of sessions."""
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        return count(copy)
