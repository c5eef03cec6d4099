"""Reading a database that anybody may have made, or of which not all can be read: nothing in it is executed, nothing lasts."""

import contextlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from trainer.history.database import copied_into
from trainer.history.store import fields_of
from trainer.history.tables import TABLES, version_of
from trainer.session.checking import WrongEntry, checked
from trainer.session.entry import SessionEntry

READ_S: Final = 10.0
STEPS: Final = 10_000  # of SQLite's machine, between two looks at the clock
LONGEST_VALUE: Final = 1 << 20


class NoHistory(Exception):
    """The file is no history that can be taken over; says why, in words for the person."""


def entries_in(path: Path) -> list[SessionEntry]:
    """All sessions of a backup. Raises NoHistory, NewerDatabase, OSError."""
    try:
        with tempfile.TemporaryDirectory() as folder, guarded(copied_into(Path(folder), path), READ_S) as connection:
            steps, happenings = (_by_session(connection, table) for table in ("step", "happening"))
            found = []
            for number, row in enumerate(rows(connection, "session", "ORDER BY rowid"), 1):
                one = row.get("id")
                try:
                    found.append(checked(fields_of(row, steps.get(one, ()), happenings.get(one, ()))))
                except WrongEntry as error:
                    raise NoHistory(f"session {number}: {error}") from None
            return found
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise NoHistory(f"reading it takes longer than {READ_S:.0f} seconds") from None
        raise NoHistory("it is no history that 'trainer backup' wrote, or it is damaged") from None


def _by_session(connection: sqlite3.Connection, table: str) -> dict[object, list[dict[str, Any]]]:
    found: dict[object, list[dict[str, Any]]] = {}
    for row in rows(connection, table, "ORDER BY session, number"):
        found.setdefault(row.get("session"), []).append(row)
    return found


@contextlib.contextmanager
def guarded(path: Path, seconds: float) -> Iterator[sqlite3.Connection]:
    """A connection that only reads plain tables, and gives up after some seconds. Raises NewerDatabase, sqlite3.DatabaseError."""
    until = time.monotonic() + seconds
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.text_factory = lambda content: content.decode(errors="replace")
        connection.set_progress_handler(lambda: time.monotonic() > until, STEPS)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}")
        version_of(connection)
        _check_plain(connection)
        yield connection


def _check_plain(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError where the schema holds anything that is computed: views, triggers, virtual tables, columns."""
    for kind, sql in connection.execute("SELECT type, sql FROM main.sqlite_master").fetchall():
        plain = kind == "index" or (kind == "table" and isinstance(sql, str) and sql.upper().startswith("CREATE TABLE"))
        if not plain:
            raise sqlite3.DatabaseError("there is more in it than tables")
    for table in TABLES:
        if any(row[6] for row in connection.execute(f"PRAGMA main.table_xinfo({table})")):
            raise sqlite3.DatabaseError("a column is computed")


def rows(connection: sqlite3.Connection, table: str, rest: str, *values: object) -> Iterator[dict[str, Any]]:
    """The rows of one of our tables with those columns that it has; none where it is not there and may be missing."""
    known = {row[1] for row in connection.execute(f"PRAGMA main.table_xinfo({table})")}
    columns = [name for name in TABLES[table] if name in known]
    if not columns and table == "happening":  # it came with the second version
        return
    for row in connection.execute(f"SELECT {', '.join(columns)} FROM main.{table} {rest}", values):
        yield dict(zip(columns, row, strict=True))
