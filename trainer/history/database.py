"""The database of a history: how a file is opened to be changed, or to be read alone."""

import contextlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from errno import EINVAL
from pathlib import Path
from typing import Final

from trainer.history.tables import VERSION, check_tables, migrate, version_of
from trainer.session.checking import WrongEntry
from trainer.system.atomic import PRIVATE
from trainer.system.reading import read
from trainer.system.visible import visible

BUSY_S: Final = 5.0
READING_BUSY_S: Final = 1.0  # then the lock of the history is waited for: who only reads can lose against many that write
LARGEST: Final = 1 << 28  # bytes of a file that is copied to be read
BESIDE: Final = ("-wal", "-journal")  # what belongs to a database file: of a change that was not over


def is_damage(error: BaseException) -> bool:
    """Whether an error means that the file is not what it was, and not that it is busy, full or read-only."""
    # A UnicodeDecodeError: SQLite's message repeats what stands in a damaged file.
    return type(error) is sqlite3.DatabaseError or isinstance(error, UnicodeDecodeError | WrongEntry)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another keeps the file from being used just now."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def in_memory() -> sqlite3.Connection:
    """A database with nothing in it, which is gone when it is closed."""
    connection = _connected(":memory:")
    migrate(connection)
    return connection


def opened(path: Path, check: Callable[[sqlite3.Connection], object] = lambda _: None) -> sqlite3.Connection:
    """The database to be changed, made or brought up to date if need be; its folder must be there.

    `check` is asked of one that was brought up to date: where it raises, all stays as it was.

    Raises NewerDatabase; sqlite3.DatabaseError where it is damaged; sqlite3.Error or OSError where it cannot be opened.
    """
    _make_private(path)
    connection = _connected(path)
    try:
        _leave_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection, check)
        check_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def readable(path: Path, *, recover: bool) -> sqlite3.Connection:
    """The database to be read alone, where nothing can be written too; an older one is brought up to date in memory.

    `recover`: what another process left unfinished may be put right in the file. Raises as `opened` does.
    """
    connection = _reader(path, recover=recover)
    try:
        version = version_of(connection)
        if version < VERSION:
            copy = _connected(":memory:")
            with contextlib.closing(connection):
                connection.backup(copy)
            connection = copy
            migrate(connection)
        check_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _reader(path: Path, *, recover: bool) -> sqlite3.Connection:
    for mode in ("ro", "rw") if recover else ("ro",):
        connection = _connected(f"{path.absolute().as_uri()}?mode={mode}", READING_BUSY_S, uri=True)
        try:
            version_of(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            if is_busy(error):
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    # A change was not over, and cannot be put right there: in a copy it can.
    with tempfile.TemporaryDirectory() as folder:
        memory = _connected(":memory:")
        try:
            with contextlib.closing(sqlite3.connect(copied_into(Path(folder), path))) as copy:
                copy.backup(memory)
        except BaseException:
            memory.close()
            raise
    return memory


def _leave_wal(connection: sqlite3.Connection) -> None:
    """Keep all in one file, which can be read where nothing can be written; not while an older trainer has it open."""
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        connection.execute("PRAGMA busy_timeout = 0")
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000:.0f}")


def _connected(name: str | Path, busy_s: float | None = None, *, uri: bool = False) -> sqlite3.Connection:
    timeout = BUSY_S if busy_s is None else busy_s
    connection = sqlite3.connect(name, timeout=timeout, isolation_level=None, check_same_thread=False, uri=uri)
    connection.text_factory = _text
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _text(content: bytes) -> str:
    """A text as it can be shown, also where a bit of it was lost."""
    return visible(content.decode(errors="replace"))


def _make_private(path: Path) -> None:
    """Make an empty file for its owner alone, or take from others what they may do with one that is there."""
    if path.exists():
        check_regular(path)
        with contextlib.suppress(OSError):
            if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) != PRIVATE:
                path.chmod(PRIVATE)
    else:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))


def check_regular(path: Path) -> None:
    """Raise OSError where a file is none that can hold a database: a pipe would keep the reader waiting."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(EINVAL, "it is not a file", str(path))


def check_whole(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError where pages of the file are not what they were."""
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")


def copied_into(folder: Path, path: Path) -> Path:
    """Copy a database, with what belongs to it, into a folder; returns the copy. Raises OSError.

    What belongs to it is copied first: a change that is brought into the file meanwhile is then in both.
    """
    copy = folder / "copy.db"
    for suffix in (*BESIDE, ""):
        try:
            content = read(path.with_name(path.name + suffix), LARGEST)
        except FileNotFoundError:
            if not suffix:
                raise
            continue
        if len(content) > LARGEST:
            raise OSError(EINVAL, f"it is larger than {LARGEST >> 20} MB", str(path))
        copy.with_name(copy.name + suffix).write_bytes(content)
    return copy


def copied_to(connection: sqlite3.Connection, path: Path) -> int:
    """Write the whole database to a new file; returns how many sessions it has."""
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        found: int = copy.execute("SELECT count(*) FROM session").fetchone()[0]
    return found
