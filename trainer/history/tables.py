"""The database schema and its migrations."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from typing import Final

from trainer.session.checking import InvalidEntry, instant_ms
from trainer.session.entry import Place, SessionEntry, SessionLogEntry
from trainer.session.record import StepRecord

# Each migrates from the version before it; version 0 is an empty file.
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
# Columns are the structs' fields, plus foreign keys.
NESTED: Final = ("place", "steps", "happenings")
PLACE_COLUMNS: Final = tuple(f"place_{field}" for field in Place.__struct_fields__)
SESSION_COLUMNS: Final = (*(field for field in SessionEntry.__struct_fields__ if field not in NESTED), *PLACE_COLUMNS)
STEP_COLUMNS: Final = ("session", *StepRecord.__struct_fields__)
HAPPENING_COLUMNS: Final = ("session", "number", *SessionLogEntry.__struct_fields__)
TABLES: Final = {"session": SESSION_COLUMNS, "step": STEP_COLUMNS, "happening": HAPPENING_COLUMNS}


class NewerDatabase(Exception):
    """The file was written by a newer trainer and is left untouched."""


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the block in a transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite already rolled back if the disk is full
            connection.execute("ROLLBACK")
        raise


def migrate(connection: sqlite3.Connection, check: Callable[[sqlite3.Connection], object] = lambda _: None) -> None:
    """Migrate the tables to the current version in a transaction; raises NewerDatabase, DatabaseError for unknown tables."""
    if version_of(connection) == VERSION:
        return
    connection.create_function("instant_ms", 1, instant_or_0, deterministic=True)
    try:
        with transaction(connection):
            version = version_of(connection)
            for script in MIGRATIONS[version:]:
                for statement in script.split(";"):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            if version:
                check(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # the tables are not those of its version
            raise sqlite3.DatabaseError(str(error)) from error
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """Read the schema version; raises NewerDatabase, sqlite3.DatabaseError."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise NewerDatabase(
            f"the history was written by a newer trainer (version {version}, this one supports {VERSION}): update this one"
        )
    if version < 0:
        raise sqlite3.DatabaseError("its version is negative")
    return version


def check_schema(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError if a table is missing, not strict, or lacks columns."""
    for table, columns in TABLES.items():
        if [row[5] for row in connection.execute(f"PRAGMA main.table_list({table})")] != [1]:
            raise sqlite3.DatabaseError(f"the table {table} is not strict")
        present = {row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")}
        if not set(columns) <= present:
            raise sqlite3.DatabaseError(f"the table {table} is not as it was made")


def instant_or_0(text: str) -> int:
    """Like `instant_ms`, but 0 for an invalid timestamp."""
    try:
        return instant_ms(text)
    except InvalidEntry:  # reported when the session is read
        return 0
