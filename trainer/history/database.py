"""The database of a history: its tables, how older ones become new ones, and how a file is opened to be written or read."""

import contextlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from errno import EINVAL
from pathlib import Path
from typing import Final

from trainer.session.checking import WrongEntry, instant_ms
from trainer.session.entry import Happening, Place, SessionEntry, StepEntry
from trainer.system.atomic import PRIVATE
from trainer.system.reading import read
from trainer.system.visible import visible

BUSY_S: Final = 5.0
READING_BUSY_S: Final = 1.0  # then the lock of the history is waited for: who only reads can lose against many that write
LARGEST: Final = 1 << 28  # bytes of a file that is copied to be read
BESIDE: Final = ("-wal", "-journal")  # what belongs to a database file: of a change that was not over
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
    """
    ALTER TABLE session ADD COLUMN started_ms INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE session ADD COLUMN place_into_ms INTEGER;
    ALTER TABLE session ADD COLUMN place_left_ms INTEGER;
    UPDATE session SET started_ms = instant_ms(started_at);
    CREATE INDEX session_by_moment ON session (started_ms);
    """,
)
VERSION: Final = len(MIGRATIONS)
# What the tables hold: the fields of the structs, and what leads from one to another.
PARTS: Final = ("place", "steps", "happenings")
PLACE_COLUMNS: Final = tuple(f"place_{field}" for field in Place.__struct_fields__)
SESSION_COLUMNS: Final = (*(field for field in SessionEntry.__struct_fields__ if field not in PARTS), *PLACE_COLUMNS)
STEP_COLUMNS: Final = ("session", *StepEntry.__struct_fields__)
HAPPENING_COLUMNS: Final = ("session", "number", *Happening.__struct_fields__)
TABLES: Final = {"session": SESSION_COLUMNS, "step": STEP_COLUMNS, "happening": HAPPENING_COLUMNS}


class NewerDatabase(Exception):
    """The file was written by a newer trainer; it is left as it is."""


def is_damage(error: BaseException) -> bool:
    """Whether an error means that the file is not what it was, and not that it is busy, full or read-only."""
    # A UnicodeDecodeError: SQLite's message repeats what stands in a damaged file.
    return type(error) is sqlite3.DatabaseError or isinstance(error, UnicodeDecodeError | WrongEntry)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another keeps the file from being used just now."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def in_memory() -> sqlite3.Connection:
    """A database with nothing in it, which is gone when it is closed."""
    connection = _prepared(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
    migrate(connection)
    return connection


def opened(path: Path, check: Callable[[sqlite3.Connection], object] = lambda _: None) -> sqlite3.Connection:
    """The database to be changed, made or brought up to date if need be; its folder must be there.

    `check` is asked of one that was brought up to date: where it raises, all stays as it was.

    Raises NewerDatabase; sqlite3.DatabaseError where it is damaged; sqlite3.Error or OSError where it cannot be opened.
    """
    _make_private(path)
    connection = _prepared(sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False))
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
            copy = _prepared(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
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
        connection = _prepared(
            sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}", READING_BUSY_S, isolation_level=None, check_same_thread=False, uri=True
            )
        )
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
        memory = _prepared(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
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


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.text_factory = _text
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _text(content: bytes) -> str:
    """A text as it can be shown, also where a bit of it was lost."""
    return visible(content.decode(errors="replace"))


def instant_or_0(text: str) -> int:
    """As `instant_ms`; 0 of what is no moment."""
    try:
        return instant_ms(text)
    except WrongEntry:  # seen when the session is read
        return 0


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


def migrate(connection: sqlite3.Connection, check: Callable[[sqlite3.Connection], object] = lambda _: None) -> None:
    """Bring the tables up to date, all or nothing; raises NewerDatabase, sqlite3.DatabaseError where they are not ours."""
    if version_of(connection) == VERSION:
        return
    connection.create_function("instant_ms", 1, instant_or_0, deterministic=True)
    try:
        with changing(connection):
            version = version_of(connection)
            for script in MIGRATIONS[version:]:
                for statement in script.split(";"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            if version:
                check(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # other tables than those of its version
            raise sqlite3.DatabaseError(str(error)) from error
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """The version of its tables; raises NewerDatabase, sqlite3.DatabaseError."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise NewerDatabase(
            f"the history was written by a newer trainer (its version is {version}, this one knows {VERSION}): update this one"
        )
    if version < 0:
        raise sqlite3.DatabaseError("its version is negative")
    return version


def check_tables(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError where tables or columns are not there that the last version has, or take values of any kind."""
    for table, columns in TABLES.items():
        if [row[5] for row in connection.execute(f"PRAGMA main.table_list({table})")] != [1]:
            raise sqlite3.DatabaseError(f"the table {table} is not strict")
        if not set(columns) <= set(columns_of(connection, table)):
            raise sqlite3.DatabaseError(f"the table {table} is not as it was made")


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """The names of a table's columns."""
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


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
