"""The history as the app and the commands use it: sessions are begun in it, counted and listed."""

import contextlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trainer.history.entries import SessionEntry
from trainer.routine.plan import Plan
from trainer.run.ports import Done
from trainer.session.record import Record

if TYPE_CHECKING:  # SQLite is loaded when it is needed: the first screen does without
    from trainer.history.recorder import Recorder, Writer

DATABASE: Final = "history.db"
RUNNING: Final = "running"


def local_now() -> datetime:
    """The present moment, with the offset of this place."""
    return datetime.now().astimezone()


class Diary:
    """The history in a folder. Nothing is opened or made before it is needed."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = local_now) -> None:
        self._path = folder / DATABASE
        self._locks = folder / RUNNING
        self._now = now
        self._writer: Writer | None = None

    @property
    def problem(self) -> str:
        """Why what happens is not recorded now, as a sentence; "" when it is."""
        return self._writer.problem if self._writer else ""

    def begin(self, plan: Plan, record: Record, speed: float) -> "Recorder":
        """A listener that records a session; `record` must hear of each event before it."""
        from trainer.history.recorder import Recorder, Writer  # noqa: PLC0415

        self._writer = self._writer or Writer(self._path)
        return Recorder(self._writer, plan, record, speed=speed, locks=self._locks, now=self._now)

    def close(self) -> None:
        """Write what still waits."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def done(self) -> Done:
        """What was done today and when last; nothing where the history cannot be read. Reads the disk."""
        import sqlite3  # noqa: PLC0415

        from trainer.history.database import NewerDatabase, opened  # noqa: PLC0415
        from trainer.history.store import counted, last_days  # noqa: PLC0415

        today = self._now().date()
        if not self._path.exists():
            return Done({}, {})
        try:
            with contextlib.closing(opened(self._path)) as connection:
                last = {routine: days_between(day, today) for routine, day in last_days(connection).items()}
                return Done(counted(connection, today.isoformat()), last)
        except (sqlite3.Error, OSError, NewerDatabase):
            return Done({}, {})

    def sessions(self, *, since: str = "", routine: str = "") -> list[SessionEntry]:
        """The sessions of a day or later, the latest first; an open one that no process runs was interrupted.

        Raises NewerDatabase, sqlite3.Error, OSError.
        """
        from trainer.history.database import opened  # noqa: PLC0415
        from trainer.history.store import sessions  # noqa: PLC0415

        if not self._path.exists():
            return []
        with contextlib.closing(opened(self._path)) as connection:
            found = sessions(connection, since=since, routine=routine)
        return [self._told(one) for one in found]

    def _told(self, entry: SessionEntry) -> SessionEntry:
        from trainer.history.lock import is_running  # noqa: PLC0415

        if entry.outcome == "open" and not is_running(self._locks, entry.id):
            return replace(entry, outcome="interrupted")
        return entry


def days_between(day: str, today: date) -> int:
    """How many days ago a day was."""
    return (today - date.fromisoformat(day)).days
