"""Saving what can be read of a damaged history: into a new file, which takes the place of the damaged one in one step.

Whoever calls holds the lock of the history. Killed at any moment, the next start finds the old file or the new one, whole: the
new one is complete and on the disk before it gets the name READY, from which `put_in_place` can go on at any later time.
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

from trainer.history.database import BESIDE, LARGEST, copied_into, opened
from trainer.history.foreign import STEPS, guarded, rows
from trainer.history.store import fields_of, put
from trainer.session.checking import WrongEntry, checked
from trainer.session.entry import SESSION_ID, SessionEntry
from trainer.system.atomic import sync_folder
from trainer.system.visible import visible

MAGIC: Final = b"SQLite format 3\0"
UNREADABLE: Final = (sqlite3.Error, UnicodeDecodeError)
READY: Final = "history-saved.db"
SAVING: Final = ".history-saving-"  # begins the name of a new file that is not complete yet
ALL_S: Final = 60.0  # after which what was not read is given up
TOLD_S: Final = 1.0  # between two words about how far it is
MOST_ROWS: Final = 200_000


class Abandoned(Exception):
    """The trainer ends: what was read is thrown away, the damaged file stands where it was."""


class Saved(Struct):
    """What was read of a damaged file, and how many sessions could not be, as far as something shows that they were there."""

    entries: list[SessionEntry]
    lost: int = 0
    in_part: int = 0

    @property
    def words(self) -> str:
        """What was saved, and what was not."""
        lost = f", {told_sessions(self.lost)} could not" if self.lost else ""
        in_part = f", {told_sessions(self.in_part)} only in part" if self.in_part else ""
        return f"{told_sessions(len(self.entries))} could be read and taken over{lost}{in_part}"


def told_sessions(count: int) -> str:
    """So many sessions, in words."""
    return f"{count} session{'' if count == 1 else 's'}"


def salvage(path: Path, tell: Callable[[str], None], progress: Callable[[str], None], stopped: Callable[[], bool]) -> None:
    """Put what can be read of a damaged history in its place; `tell` hears what that was, and where the damaged file lies.

    Raises Abandoned when `stopped`; OSError or sqlite3.Error where nothing can be written: then all is as it was.
    """
    for left in path.parent.glob(f"{SAVING}*"):  # by a trainer that was killed
        left.unlink(missing_ok=True)
    saved = read_damaged(path, progress, stopped)
    new = path.with_name(f"{SAVING}{secrets.token_hex(8)}")
    try:
        with contextlib.closing(opened(new)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY")  # a file that is not complete is thrown away
            connection.set_progress_handler(stopped, STEPS)
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
    """Put a new file that is complete in the place of the damaged one; returns where that lies then. Raises OSError."""
    ready = path.with_name(READY)
    if not ready.exists():
        return None
    sync_folder(path.parent)
    numbers = (path.with_name(f"{path.stem}-damaged-{number}{path.suffix}") for number in range(1, 10_000))
    aside = next(one for one in numbers if not one.exists() or (path.exists() and one.samefile(path)))
    for suffix in BESIDE:  # first: beside a new file they would be taken for its own
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    if path.exists() and not aside.exists():
        try:
            os.link(path, aside)
        except OSError:  # a drive that knows no second name for a file
            path.replace(aside)
    sync_folder(path.parent)
    ready.replace(path)
    sync_folder(path.parent)
    return aside


def read_damaged(path: Path, progress: Callable[[str], None], stopped: Callable[[], bool]) -> Saved:
    """What can be read of a damaged file; the file stays as it is. Raises Abandoned, OSError."""
    saved, until = Saved([]), time.monotonic() + ALL_S
    with tempfile.TemporaryDirectory() as folder:
        copy = copied_into(Path(folder), path)
        _pad(copy)
        try:
            with guarded(copy, ALL_S) as connection:
                connection.set_progress_handler(lambda: stopped() or time.monotonic() > until, STEPS)
                connection.text_factory = lambda content: visible(content.decode(errors="replace"))
                _read_into(saved, connection, progress, stopped)
        except (sqlite3.Error, UnicodeDecodeError):
            pass  # of this file no more can be read
    return saved


def _read_into(
    saved: Saved, connection: sqlite3.Connection, progress: Callable[[str], None], stopped: Callable[[], bool]
) -> None:
    """Read every session by itself: a bad page takes no more with it than what lies on it."""
    numbers, ids = _found(connection)
    seen, told = set[str](), time.monotonic()
    for done, number in enumerate(sorted(numbers)):
        if stopped():
            raise Abandoned
        if time.monotonic() - told > TOLD_S:
            told = time.monotonic()
            progress(f"The history is damaged. What can be read is being saved: {done} of {len(numbers)}.")
        for session in _until_bad(rows(connection, "session", "NOT INDEXED WHERE rowid = ?", number)):
            one = session.get("id")
            if one in seen:
                continue
            steps, all_steps = _of_session(connection, "step", one, "number {0}, side {0}")
            happenings, all_happenings = _of_session(connection, "happening", one, "number {0}")
            if (entry := _healed(fields_of(session, steps, happenings))) is not None:
                seen.add(entry.id)
                saved.entries.append(entry)
                saved.in_part += not (all_steps and all_happenings)
            elif isinstance(one, str):
                ids.add(one)
    saved.lost = sum(one not in seen and re.match(SESSION_ID, one) is not None for one in ids)


def _found(connection: sqlite3.Connection) -> tuple[set[int], set[str]]:
    """The numbers of the rows at which sessions may be, and the ids that are told anywhere."""
    numbers, ids = set[int](), set[object]()
    for source, key in (("NOT INDEXED", "rowid"), ("INDEXED BY sqlite_autoindex_session_1", "id")):
        for order in ("ASC", "DESC"):
            for number, one in _select(connection, f"SELECT rowid, id FROM session {source} ORDER BY {key} {order}"):
                numbers.add(number)
                ids.add(one)
    for table in ("step", "happening"):
        for order in ("ASC", "DESC"):
            ids |= {one for (one,) in _select(connection, f"SELECT session FROM {table} ORDER BY session {order}")}
    numbers |= set(range(1, min(max(numbers, default=0), MOST_ROWS) + 1))
    return numbers, {one for one in ids if isinstance(one, str)}


def _of_session(connection: sqlite3.Connection, table: str, session: object, order: str) -> tuple[list[dict[str, Any]], bool]:
    """The rows of a table that belong to a session, and whether these are all."""
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
    """What comes before the first that cannot be read."""
    with contextlib.suppress(*UNREADABLE):
        yield from found


def _healed(fields: dict[str, Any]) -> SessionEntry | None:
    """The session that fields hold, without its place or what happened in it where these are wrong; None where more is."""
    for without in ({}, {"place": None}, {"place": None, "happenings": ()}):
        with contextlib.suppress(WrongEntry):
            return checked({**fields, **without})
    return None


def _pad(path: Path) -> None:
    """Make a file that was cut off as long as its header says: SQLite reads no other, but leaves out pages of zeros."""
    with path.open("r+b") as file:
        header = file.read(32)
        size = int.from_bytes(header[16:18], "big") * int.from_bytes(header[28:32], "big")
        if header.startswith(MAGIC) and path.stat().st_size < size <= LARGEST:
            file.truncate(size)
