"""The database file: its tables, how older ones become new ones, and what happens to one that cannot be read."""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

BUSY_S: Final = 5.0
MAGIC: Final = b"SQLite format 3\0"
LARGEST: Final = 1 << 30  # bytes that a history may be said to have
# Each makes a database of the version before it (0: an empty file) into one of its own.
MIGRATIONS: Final = (
    """
    CREATE TABLE session (
        id TEXT PRIMARY KEY,
        routine TEXT NOT NULL,
        name TEXT NOT NULL,
        effort TEXT NOT NULL,
        speed REAL NOT NULL,
        started_at TEXT NOT NULL,
        day TEXT NOT NULL,
        ended_at TEXT,
        outcome TEXT NOT NULL,
        active_ms INTEGER NOT NULL,
        planned_ms INTEGER NOT NULL,
        place_step INTEGER,
        place_set INTEGER,
        place_rep INTEGER,
        place_side TEXT,
        place_done INTEGER,
        pain_before INTEGER,
        pain_after INTEGER
    ) STRICT;
    CREATE INDEX session_by_day ON session (day, routine);
    CREATE TABLE step (
        session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        side TEXT NOT NULL,
        exercise TEXT NOT NULL,
        name TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reps_done INTEGER,
        reps_planned INTEGER,
        active_ms INTEGER NOT NULL,
        planned_ms INTEGER NOT NULL,
        pain INTEGER,
        PRIMARY KEY (session, number, side)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE happening (
        session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        step INTEGER,
        side TEXT,
        rep INTEGER,
        value INTEGER,
        PRIMARY KEY (session, number)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE session ADD COLUMN note TEXT NOT NULL DEFAULT '';
    """,
)
VERSION: Final = len(MIGRATIONS)
UNREADABLE: Final = (sqlite3.Error, UnicodeDecodeError)  # the second: SQLite's message repeats what stands in a damaged file
# The tables, each with an order in which its rows are read from their end.
BACKWARDS: Final = (
    ("session", "rowid DESC"),
    ("step", "session DESC, number DESC, side DESC"),
    ("happening", "session DESC, number DESC"),
)


class NewerDatabase(Exception):
    """The file was written by a newer trainer; it is left as it is."""


def opened(path: Path, tell: Callable[[str], None] = lambda _: None) -> sqlite3.Connection:
    """The database, made or brought up to date if need be; one that is damaged is set aside first, which `tell` hears.

    Raises NewerDatabase; sqlite3.Error or OSError where it cannot be opened at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connected(path)
    except sqlite3.OperationalError:  # locked, full, read-only: nothing is wrong with the file
        raise
    except sqlite3.DatabaseError:
        aside = set_aside(path)
        connection = _connected(path)
        saved = salvage(aside, connection)
        sessions = "1 session" if saved == 1 else f"{saved} sessions"
        tell(f"The history was damaged: {sessions} could be read and taken over. The damaged file is kept as {aside}.")
        return connection


def in_memory() -> sqlite3.Connection:
    """A database with nothing in it, which is gone when it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    connection.text_factory = _text
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection)
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
    except UnicodeDecodeError as error:
        connection.close()
        raise sqlite3.DatabaseError("damaged") from error
    except BaseException:
        connection.close()
        raise
    return connection


def _text(content: bytes) -> str:
    """A text, also where a bit of it was lost."""
    return content.decode(errors="replace")


@contextlib.contextmanager
def changing(connection: sqlite3.Connection) -> Iterator[None]:
    """Make changes, all or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite takes it back itself where the disk is full: a second time would be a fault
            connection.execute("ROLLBACK")
        raise


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, all or nothing; raises NewerDatabase."""
    with changing(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise NewerDatabase(
                f"the history was written by a newer trainer (its version is {version}, this one knows {VERSION}): "
                "update this one"
            )
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def set_aside(path: Path) -> Path:
    """Give a damaged file another name, with what belongs to it; returns the name."""
    numbers = (path.with_name(f"{path.stem}-damaged-{number}{path.suffix}") for number in range(1, 1000))
    aside = next(one for one in numbers if not one.exists())
    path.replace(aside)
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    return aside


def salvage(damaged: Path, connection: sqlite3.Connection) -> int:
    """Take over what can be read of a damaged file; returns how many sessions that were."""
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(*UNREADABLE, OSError):
        copy = Path(folder) / damaged.name  # SQLite writes beside what it reads
        for suffix in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(damaged.with_name(damaged.name + suffix), copy.with_name(copy.name + suffix))
        _pad(copy)
        with contextlib.closing(sqlite3.connect(copy)) as old:
            for table, backwards in BACKWARDS:
                _copy(old, connection, table, "")
                _copy(old, connection, table, f"ORDER BY {backwards}")  # what lies behind a bad page
    found: int = connection.execute("SELECT count(*) FROM session").fetchone()[0]
    return found


def _pad(path: Path) -> None:
    """Make a file that was cut off as long as its header says: SQLite reads no other, but leaves out pages of zeros."""
    with path.open("r+b") as file:
        header = file.read(32)
        size = int.from_bytes(header[16:18], "big") * int.from_bytes(header[28:32], "big")
        if header.startswith(MAGIC) and path.stat().st_size < size <= LARGEST:
            file.truncate(size)


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str, order: str) -> None:
    """Rows one by one, until one cannot be read. What an older file does not have yet is left as it is by itself."""
    with contextlib.suppress(*UNREADABLE):
        known = _columns(old, table)
        columns = [name for name in _columns(new, table) if name in known]
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        for row in old.execute(f"SELECT {names} FROM {table} {order}"):
            with contextlib.suppress(*UNREADABLE):
                new.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", row)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


def copied_to(connection: sqlite3.Connection, path: Path) -> int:
    """Write the whole database to a new file; returns how many sessions it has."""
    with contextlib.closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        found: int = copy.execute("SELECT count(*) FROM session").fetchone()[0]
    return found


def taken_from(connection: sqlite3.Connection, path: Path) -> int:
    """Take the sessions over that a file has and this database has not; returns how many, all or none.

    Raises sqlite3.DatabaseError where the file is no history, NewerDatabase.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"  # an older one is brought up to date there
        shutil.copyfile(path, copy)
        with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as old:
            if not old.execute("SELECT 1 FROM sqlite_master WHERE name = 'session'").fetchone():
                raise sqlite3.DatabaseError("no history")
            migrate(old)
        connection.execute("ATTACH ? AS kept", (str(copy),))
        try:
            with changing(connection):
                connection.execute(
                    "CREATE TEMP TABLE fresh AS SELECT id FROM kept.session WHERE id NOT IN (SELECT id FROM session)"
                )
                for table, key in (("session", "id"), ("step", "session"), ("happening", "session")):
                    names = ", ".join(_columns(connection, table))
                    connection.execute(
                        f"INSERT INTO {table} ({names}) SELECT {names} FROM kept.{table} WHERE {key} IN (SELECT id FROM fresh)"
                    )
                found: int = connection.execute("SELECT count(*) FROM fresh").fetchone()[0]
                connection.execute("DROP TABLE fresh")
        finally:
            connection.execute("DETACH kept")
    return found
