"""The history as the app and the commands use it: sessions are begun in it, counted and listed."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trainer.routine.compiler import compile_plan, easier
from trainer.routine.library import Library
from trainer.routine.plan import Plan
from trainer.run.ports import Done, Past
from trainer.session.entry import SessionEntry
from trainer.session.record import Record, StepRecord
from trainer.session.resumption import Resumption, resumption

if TYPE_CHECKING:  # SQLite is loaded when it is needed: the first screen does without
    import sqlite3

    from trainer.history.recorder import Recorder, Writer

RESUMABLE: Final = timedelta(days=1)  # later, a new session is the better one
FOLLOWED_DAYS: Final = 14  # who has not done a routine for longer does not follow it any more
DAY_BEGINS: Final = 6  # the hours between which the times of a day are shared out
DAY_ENDS: Final = 22
DATABASE: Final = "history.db"
RUNNING: Final = "running"


class Unreadable(Exception):
    """The history cannot be opened, or not be changed; its text is a sentence for the person."""


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
        self._recorder: Recorder | None = None
        self._before: SessionEntry | None = None  # the session that was cut off
        self._notices: list[str] = []

    @property
    def problem(self) -> str:
        """Why what happens is not recorded now, as a sentence; "" when it is."""
        return self._writer.problem if self._writer else ""

    def begin(self, plan: Plan, record: Record, speed: float, *, resumed: bool = False) -> "Recorder":
        """A listener that records a session, `resumed`: the one that `done` told as unfinished.

        `record` must hear of each event before it.
        """
        from trainer.history.recorder import Recorder, Writer  # noqa: PLC0415

        self._writer = self._writer or Writer(self._path, self._notices.append)
        before = self._before if resumed else None
        self._recorder = Recorder(self._writer, plan, record, speed=speed, locks=self._locks, now=self._now, before=before)
        return self._recorder

    def close(self) -> None:
        """Write what still waits. A session that has not ended was cut off here."""
        if self._recorder is not None:
            self._recorder.release()
            self._recorder = None
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def done(self, library: Library) -> Done:
        """What was done today and when last; nothing where the history cannot be read. Reads the disk."""
        from trainer.history.store import counted, days_done, last_days, sessions  # noqa: PLC0415

        if self._writer is not None:
            self._writer.settle()
        now = self._now()
        today = now.date()
        done, problem = Done({}, {}), ""
        try:
            with self._reading() as connection:
                latest = [self._told(one) for one in sessions(connection, most=1)]
                done = Done(
                    counted(connection, today.isoformat()),
                    {routine: days_between(day, today) for routine, day in last_days(connection).items()},
                    self._unfinished(latest[0], library) if latest else None,
                    {routine: weeks_in_a_row(days, today) for routine, days in days_done(connection).items()},
                )
        except Unreadable as error:
            problem = str(error)
        notice, self._notices[:] = " ".join(filter(None, (*self._notices, problem))), []
        due = frozenset(
            routine.id
            for routine in library.routines.values()
            if is_due(routine.per_day or 0, done.today.get(routine.id, 0), done.last.get(routine.id), now)
        )
        return replace(done, due=due, notice=notice)

    def past(self) -> Past:
        """What was done over time. Reads the disk."""
        from trainer.history.store import days, pains  # noqa: PLC0415

        today = self._now().date()
        try:
            with self._reading() as connection:
                return Past(today, days(connection), pains(connection))
        except Unreadable as error:
            return Past(today, problem=str(error))

    def page(self, after: int, most: int) -> list[SessionEntry]:
        """At most `most` sessions, the latest first, without the first `after`; none where the history cannot be read."""
        from trainer.history.store import sessions  # noqa: PLC0415

        try:
            with self._reading() as connection:
                return [self._told(one) for one in sessions(connection, most=most, after=after)]
        except Unreadable:
            return []

    def delete(self, entry: SessionEntry) -> str:
        """Take a session out; returns why that cannot be, "" when it is done."""
        from trainer.history.store import delete  # noqa: PLC0415

        return self._changed(lambda connection: delete(connection, entry.id))

    def put_back(self, entry: SessionEntry) -> str:
        """Put a session in that was taken out; returns why that cannot be, "" when it is done."""
        from trainer.history.store import put  # noqa: PLC0415

        return self._changed(lambda connection: put(connection, entry))

    def take_in(self, entries: Iterable[SessionEntry]) -> int:
        """Put those sessions in that are not known, all or none; returns how many. Raises Unreadable."""
        from trainer.history.store import known, put  # noqa: PLC0415

        with self._reading(make=True) as connection:
            ids = known(connection)
            fresh = {entry.id: entry for entry in entries if entry.id not in ids}
            put(connection, *fresh.values())
        return len(fresh)

    def sessions(self, *, since: str = "", routine: str = "") -> list[SessionEntry]:
        """The sessions of a day or later, the latest first; an open one that no process runs was interrupted.

        Raises Unreadable.
        """
        from trainer.history.store import sessions  # noqa: PLC0415

        with self._reading() as connection:
            return [self._told(one) for one in sessions(connection, since=since, routine=routine)]

    def notices(self) -> list[str]:
        """What the person has to know of the history itself, each once."""
        told, self._notices[:] = list(self._notices), []
        return told

    def _changed(self, change: "Callable[[sqlite3.Connection], None]") -> str:
        try:
            with self._reading(make=True) as connection:
                change(connection)
        except Unreadable as error:
            return str(error)
        return ""

    @contextlib.contextmanager
    def _reading(self, *, make: bool = False) -> "Iterator[sqlite3.Connection]":
        """The database, for a moment. Where there is none: an empty one in memory, or to `make`: a new one. Raises Unreadable."""
        import sqlite3  # noqa: PLC0415

        from trainer.history.database import NewerDatabase, in_memory, opened  # noqa: PLC0415

        try:
            there = make or self._path.exists()
            with contextlib.closing(opened(self._path, self._notices.append) if there else in_memory()) as connection:
                yield connection
        except (sqlite3.Error, OSError, NewerDatabase, ValueError) as error:  # ValueError: a day or moment that is none
            reason = getattr(error, "strerror", None) or error
            raise Unreadable(f"The history cannot be {'changed' if make else 'read'}: {self._path}: {reason}") from error

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
        names = [exercises[number] for number in sorted(exercises)]
        return resumption(plan, entry.place, rows, names, entry.active_ms, low=easier(library, plan))

    def _told(self, entry: SessionEntry) -> SessionEntry:
        from trainer.history.lock import is_running  # noqa: PLC0415

        if entry.outcome == "open" and not is_running(self._locks, entry.id):
            return replace(entry, outcome="interrupted")
        return entry


def is_due(per_day: int, done: int, last: int | None, now: datetime) -> bool:
    """Whether it is time for a routine: it is done these weeks, and so far less often today than its share of the day.

    `done` today, `last` so many days ago. Twice a day means: once from the morning on, once more from the afternoon on.
    """
    if not per_day or last is None or last > FOLLOWED_DAYS or now.hour < DAY_BEGINS:
        return False
    share = (now.hour - DAY_BEGINS) * per_day // (DAY_ENDS - DAY_BEGINS) + 1
    return done < min(share, per_day)


def weeks_in_a_row(days: Iterable[str], today: date) -> int:
    """In how many weeks in a row, up to this one (or the last, while this one is not over), something was done."""
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
