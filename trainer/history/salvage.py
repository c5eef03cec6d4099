"""Save what is readable of a damaged history to a new file, and replace the damaged one atomically.

The caller holds the history's lock. After a crash at any point, the next start finds the old or the new file intact: the new one
is complete and flushed to disk before it is named READY, and `put_in_place` can continue from there.
"""

import contextlib
import os
import re
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from trainer.history.database import MAX_BYTES, SIDECARS, copy_into, open_writable
from trainer.history.foreign import PROGRESS_STEPS, open_untrusted, rows
from trainer.history.store import fields_of, put
from trainer.routine.wording import plural
from trainer.session.checking import InvalidEntry, checked
from trainer.session.entry import SESSION_ID, SessionEntry
from trainer.system.atomic import sync_folder
from trainer.system.visible import visible

MAGIC: Final = b"SQLite format 3\0"
UNREADABLE: Final = (sqlite3.Error, UnicodeDecodeError)
READY: Final = "history-saved.db"
TEMPORARY_PREFIX: Final = ".history-saving-"  # prefix of incomplete new files
TIME_LIMIT_S: Final = 60.0  # time limit for reading
PROGRESS_S: Final = 1.0  # seconds between progress messages
MAX_ROWS_TRIED: Final = 200_000


class Abandoned(Exception):
    """The trainer is exiting: the repair is discarded, and the damaged file stays in place."""


class Saved(Struct):
    """The sessions read from a damaged file, and how many are known to be lost."""

    entries: list[SessionEntry]
    lost: int = 0
    in_part: int = 0

    @property
    def words(self) -> str:
        """Describe what was saved and what was not."""
        lost = f", {plural(self.lost, 'session')} could not" if self.lost else ""
        in_part = f", {plural(self.in_part, 'session')} only in part" if self.in_part else ""
        return f"{plural(len(self.entries), 'session')} could be recovered{lost}{in_part}"


def salvage(path: Path, tell: Callable[[str], None], progress: Callable[[str], None], stopped: Callable[[], bool]) -> None:
    """Replace a damaged history by what is readable of it; `tell` gets a summary and the damaged file's new path.

    Raises Abandoned if `stopped`; OSError or sqlite3.Error if nothing can be written. The old file stays in place then.
    """
    for left in path.parent.glob(f"{TEMPORARY_PREFIX}*"):  # of a trainer that was killed
        left.unlink(missing_ok=True)
    saved = read_damaged(path, progress, stopped)
    new = path.with_name(f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}")
    try:
        with contextlib.closing(open_writable(new)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY")  # an incomplete file is thrown away anyway
            connection.set_progress_handler(stopped, PROGRESS_STEPS)
            put(connection, *saved.entries)
        if stopped():
            raise Abandoned
        os.replace(new, path.with_name(READY))
    except sqlite3.OperationalError:
        if stopped():
            raise Abandoned from None
        raise
    finally:
        new.unlink(missing_ok=True)
    aside = put_in_place(path)
    kept = f" The damaged file is kept as {aside}." if aside else ""
    tell(f"The history was damaged: {saved.words}.{kept}")


def put_in_place(path: Path) -> Path | None:
    """Replace the damaged file by the completed new one, and return its new path; None if there is no new one. Raises OSError."""
    ready = path.with_name(READY)
    if not ready.exists():
        return None
    sync_folder(path.parent)
    numbers = (path.with_name(f"{path.stem}-damaged-{number}{path.suffix}") for number in range(1, 10_000))
    aside = next(one for one in numbers if not one.exists() or (path.exists() and one.samefile(path)))
    for suffix in SIDECARS:  # first, for SQLite would apply them to the new file
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    if path.exists() and not aside.exists():
        try:
            os.link(path, aside)
        except OSError:  # a file system without hard links
            path.replace(aside)
    sync_folder(path.parent)
    ready.replace(path)
    sync_folder(path.parent)
    return aside


def read_damaged(path: Path, progress: Callable[[str], None], stopped: Callable[[], bool]) -> Saved:
    """Read what is readable of a damaged file, leaving it unchanged. Raises Abandoned, OSError."""
    saved, until = Saved([]), time.monotonic() + TIME_LIMIT_S
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_into(Path(folder), path)
        _pad(copy)
        with contextlib.suppress(*UNREADABLE), open_untrusted(copy, TIME_LIMIT_S) as connection:
            connection.set_progress_handler(lambda: stopped() or time.monotonic() > until, PROGRESS_STEPS)
            connection.text_factory = lambda content: visible(content.decode(errors="replace"))
            _read_into(saved, connection, progress, stopped)
    return saved


def _read_into(
    saved: Saved, connection: sqlite3.Connection, progress: Callable[[str], None], stopped: Callable[[], bool]
) -> None:
    """Read each session separately, so that a corrupt page affects only the sessions on it."""
    numbers, ids = _locate(connection)
    seen, told = set[str](), time.monotonic()
    for done, number in enumerate(sorted(numbers)):
        if stopped():
            raise Abandoned
        if time.monotonic() - told > PROGRESS_S:
            told = time.monotonic()
            progress(f"The history is damaged. Recovering what is readable: {done} of {len(numbers)}.")
        for session in _until_bad(rows(connection, "session", "NOT INDEXED WHERE rowid = ?", number)):
            one = session.get("id")
            if one in seen:
                continue
            steps, all_steps = _of_session(connection, "step", one, "number {0}, side {0}")
            happenings, all_happenings = _of_session(connection, "happening", one, "number {0}")
            if (entry := _validated(fields_of(session, steps, happenings))) is not None:
                seen.add(entry.id)
                saved.entries.append(entry)
                saved.in_part += not (all_steps and all_happenings)
            elif isinstance(one, str):
                ids.add(one)
    saved.lost = sum(one not in seen and re.match(SESSION_ID, one) is not None for one in ids)


def _locate(connection: sqlite3.Connection) -> tuple[set[int], set[str]]:
    """Find the row numbers at which sessions may be, and all session ids mentioned anywhere."""
    numbers, ids = set[int](), set[object]()
    for source, key in (("NOT INDEXED", "rowid"), ("INDEXED BY sqlite_autoindex_session_1", "id")):
        for order in ("ASC", "DESC"):
            for number, one in _select(connection, f"SELECT rowid, id FROM session {source} ORDER BY {key} {order}"):
                numbers.add(number)
                ids.add(one)
    for table in ("step", "happening"):
        for order in ("ASC", "DESC"):
            ids |= {one for (one,) in _select(connection, f"SELECT session FROM {table} ORDER BY session {order}")}
    numbers |= set(range(1, min(max(numbers, default=0), MAX_ROWS_TRIED) + 1))
    return numbers, {one for one in ids if isinstance(one, str)}


def _of_session(connection: sqlite3.Connection, table: str, session: object, order: str) -> tuple[list[dict[str, Any]], bool]:
    """Read a session's rows of a table; False if some are unreadable."""
    found: list[dict[str, Any]] = []
    try:
        found.extend(rows(connection, table, f"WHERE session = ? ORDER BY {order.format('ASC')}", session))
    except UNREADABLE:
        behind = list(_until_bad(rows(connection, table, f"WHERE session = ? ORDER BY {order.format('DESC')}", session)))
        return [*found, *(row for row in reversed(behind) if row not in found)], False
    return found, True


def _select(connection: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    with contextlib.suppress(*UNREADABLE):
        yield from connection.execute(query)


def _until_bad(found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield rows up to the first unreadable one."""
    with contextlib.suppress(*UNREADABLE):
        yield from found


def _validated(fields: dict[str, Any]) -> SessionEntry | None:
    """Validate a session, dropping its place and log if they are invalid; None if that is not enough."""
    for without in ({}, {"place": None}, {"place": None, "happenings": ()}):
        with contextlib.suppress(InvalidEntry):
            return checked({**fields, **without})
    return None


def _pad(path: Path) -> None:
    """Extend a truncated file to the size in its header: SQLite opens no shorter one, but skips pages of zeros."""
    with path.open("r+b") as file:
        header = file.read(32)
        size = int.from_bytes(header[16:18], "big") * int.from_bytes(header[28:32], "big")
        if header.startswith(MAGIC) and path.stat().st_size < size <= MAX_BYTES:
            file.truncate(size)
