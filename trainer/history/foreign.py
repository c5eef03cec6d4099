"""Read an untrusted or damaged database: execute nothing it contains, and limit the time."""

import contextlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from trainer.history.database import copy_into
from trainer.history.store import by_session, fields_of
from trainer.history.tables import TABLES, version_of
from trainer.session.checking import InvalidEntry, checked
from trainer.session.entry import SessionEntry

READ_S: Final = 10.0
PROGRESS_STEPS: Final = 10_000  # instructions of SQLite's virtual machine between two checks of the clock
MAX_VALUE_BYTES: Final = 1 << 20


class InvalidBackup(Exception):
    """The file is not a valid backup; the message says why."""


def entries_in(path: Path) -> list[SessionEntry]:
    """Read all sessions of a backup. Raises InvalidBackup, NewerDatabase, OSError."""
    try:
        with tempfile.TemporaryDirectory() as folder, open_untrusted(copy_into(Path(folder), path), READ_S) as connection:
            steps = by_session(rows(connection, "step", "ORDER BY session, number"))
            happenings = by_session(rows(connection, "happening", "ORDER BY session, number"))
            found = []
            for number, row in enumerate(rows(connection, "session", "ORDER BY rowid"), 1):
                one = row.get("id")
                try:
                    found.append(checked(fields_of(row, steps.get(one, ()), happenings.get(one, ()))))
                except InvalidEntry as error:
                    raise InvalidBackup(f"session {number}: {error}") from None
            return found
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise InvalidBackup(f"reading it takes longer than {READ_S:.0f} seconds") from None
        raise InvalidBackup("it was not written by 'trainer backup', or it is damaged") from None


@contextlib.contextmanager
def open_untrusted(path: Path, seconds: float) -> Iterator[sqlite3.Connection]:
    """Open a read-only connection that accepts plain tables only, with a time limit. Raises NewerDatabase, DatabaseError."""
    until = time.monotonic() + seconds
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.text_factory = lambda content: content.decode(errors="replace")
        connection.set_progress_handler(lambda: time.monotonic() > until, PROGRESS_STEPS)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}")
        version_of(connection)
        _check_plain(connection)
        yield connection


def _check_plain(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError if the schema computes anything: views, triggers, virtual tables, generated columns."""
    for kind, sql in connection.execute("SELECT type, sql FROM main.sqlite_master").fetchall():
        plain = kind == "index" or (kind == "table" and isinstance(sql, str) and sql.upper().startswith("CREATE TABLE"))
        if not plain:
            raise sqlite3.DatabaseError("it contains more than tables")
    for table in TABLES:
        if any(row[6] for row in connection.execute(f"PRAGMA main.table_xinfo({table})")):
            raise sqlite3.DatabaseError("a column is computed")


def rows(connection: sqlite3.Connection, table: str, rest: str, *values: object) -> Iterator[dict[str, Any]]:
    """Yield the rows of one of our tables, with those of our columns that exist; none if an optional table is missing."""
    known = {row[1] for row in connection.execute(f"PRAGMA main.table_xinfo({table})")}
    columns = [name for name in TABLES[table] if name in known]
    if not columns and table == "happening":  # added in version 2
        return
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM main.{table} {rest}", values):
        yield dict(zip(columns, row, strict=True))
