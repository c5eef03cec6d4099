"""The history as the app and the commands use it: sessions are begun in it, counted and listed."""

import contextlib
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trainer.history.entries import SessionEntry
from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library
from trainer.routine.plan import Plan
from trainer.run.ports import Done
from trainer.session.record import Record, StepRecord
from trainer.session.resumption import Resumption, resumption

if TYPE_CHECKING:  # SQLite is loaded when it is needed: the first screen does without
    from trainer.history.recorder import Recorder, Writer

RESUMABLE: Final = timedelta(days=1)  # later, a new session is the better one
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
        self._before: SessionEntry | None = None  # the session that was cut off

    @property
    def problem(self) -> str:
        """Why what happens is not recorded now, as a sentence; "" when it is."""
        return self._writer.problem if self._writer else ""

    def begin(self, plan: Plan, record: Record, speed: float, *, resumed: bool = False) -> "Recorder":
        """A listener that records a session, `resumed`: the one that `done` told as unfinished.

        `record` must hear of each event before it.
        """
        from trainer.history.recorder import Recorder, Writer  # noqa: PLC0415

        self._writer = self._writer or Writer(self._path)
        return Recorder(
            self._writer, plan, record, speed=speed, locks=self._locks, now=self._now, before=self._before if resumed else None
        )

    def close(self) -> None:
        """Write what still waits."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def done(self, library: Library) -> Done:
        """What was done today and when last; nothing where the history cannot be read. Reads the disk."""
        import sqlite3  # noqa: PLC0415

        from trainer.history.database import NewerDatabase, opened  # noqa: PLC0415
        from trainer.history.store import counted, days_done, last_days, sessions  # noqa: PLC0415

        if self._writer is not None:
            self._writer.settle()
        today = self._now().date()
        if not self._path.exists():
            return Done({}, {})
        try:
            with contextlib.closing(opened(self._path)) as connection:
                last = {routine: days_between(day, today) for routine, day in last_days(connection).items()}
                latest = [self._told(one) for one in sessions(connection, most=1)]
                unfinished = self._unfinished(latest[0], library) if latest else None
                weeks = {routine: weeks_in_a_row(days, today) for routine, days in days_done(connection).items()}
                return Done(counted(connection, today.isoformat()), last, unfinished, weeks)
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

    def _unfinished(self, entry: SessionEntry, library: Library) -> Resumption | None:
        """How a session goes on that was cut off lately; None for all others."""
        routine = library.routines.get(entry.routine)
        age = self._now() - datetime.fromisoformat(entry.started_at)
        begun = any(step.reps_done or step.active_ms for step in entry.steps)
        if (
            routine is None
            or entry.place is None
            or not begun
            or entry.outcome not in ("stopped", "interrupted")
            or age > RESUMABLE
        ):
            return None
        self._before = entry
        plan = compile_plan(library, routine, entry.effort)
        rows = [
            StepRecord(
                one.number, one.name, one.side, one.reps_planned, one.planned_ms, one.reps_done, one.active_ms, one.outcome
            )
            for one in entry.steps
        ]
        exercises = {one.number: one.exercise for one in entry.steps}
        return resumption(plan, entry.place, rows, [exercises[number] for number in sorted(exercises)], entry.active_ms)

    def _told(self, entry: SessionEntry) -> SessionEntry:
        from trainer.history.lock import is_running  # noqa: PLC0415

        if entry.outcome == "open" and not is_running(self._locks, entry.id):
            return replace(entry, outcome="interrupted")
        return entry


def weeks_in_a_row(days: Iterable[str], today: date) -> int:
    """In how many weeks in a row, up to this one (or the last, as long as this one is young), something was done."""
    weeks = {_week(date.fromisoformat(day)) for day in days}
    week = _week(today)
    if week not in weeks:
        week -= 1
    count = 0
    while week in weeks:
        week, count = week - 1, count + 1
    return count


def _week(day: date) -> int:
    """The number of a week, which begins on Monday."""
    return (day.toordinal() - 1) // 7


def days_between(day: str, today: date) -> int:
    """How many days ago a day was."""
    return (today - date.fromisoformat(day)).days
