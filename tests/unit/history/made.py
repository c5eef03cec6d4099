"""Histories for the tests: sessions, a file of an older trainer, and one with damaged pages."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

from trainer.history.file import HistoryFile
from trainer.history.store import put
from trainer.history.tables import MIGRATIONS, instant_or_0
from trainer.session.entry import SessionEntry, SessionLogEntry
from trainer.session.record import StepRecord

PAGE = 4096
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=1)))


def made(count: int) -> list[SessionEntry]:
    """Make sessions with steps and pauses, latest first."""
    entries = []
    for number in range(count):
        at = (NOON - timedelta(hours=9 * number)).isoformat(timespec="milliseconds")
        steps = [
            StepRecord(one, "bird-dog", "Bird dog", side, "done", 5, 5, 30_000, 30_000)
            for one in (1, 2)
            for side in ("left", "right")
        ]
        paused = SessionLogEntry(at, "paused", 1, "left", 2)
        entries.append(
            SessionEntry(
                *(f"{number * 7919:032x}", "warm-up", "Upper-back warm-up", "usual", 1.0, at, at[:10], at),
                *("finished", 300_000, 300_000, None, tuple(steps), 3, 2, (paused,) * 4, "a note"),
            )
        )
    return entries


def history(path: Path, count: int) -> list[SessionEntry]:
    """Store sessions in a new history file, and return them."""
    entries = made(count)
    HistoryFile(path).change(lambda connection: put(connection, *entries))
    return entries


def at_version(path: Path, version: int) -> None:
    """Turn a history into one that a trainer with the tables of an older version wrote."""
    current = path.replace(path.with_name("current.db"))
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("instant_ms", 1, instant_or_0)
        for script in MIGRATIONS[:version]:
            connection.executescript(script)
        connection.execute("ATTACH ? AS current", (str(current),))
        for (table,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM current.{table}")
        connection.execute(f"PRAGMA main.user_version = {version}")
        connection.commit()
    current.unlink()


def damage(path: Path, *pages: int) -> bytes:
    """Corrupt pages of a file, counted from its middle, and return its content."""
    content = bytearray(path.read_bytes())
    middle = len(content) // PAGE // 2
    for page in pages:
        content[(middle + page) * PAGE : (middle + page + 1) * PAGE] = b"\xaa" * PAGE
    path.write_bytes(content)
    return bytes(content)
