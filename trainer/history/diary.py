"""The history as the app and the commands use it: sessions are begun in it, counted and listed."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec.structs import replace

from trainer.routine.compiler import compile_plan, easier
from trainer.routine.library import Library
from trainer.routine.plan import Plan
from trainer.run.ports import Done, Past
from trainer.session.entry import SessionEntry
from trainer.session.record import Record, has_work
from trainer.session.resumption import Resumption, resumption
from trainer.system.reading import reason

if TYPE_CHECKING:  # SQLite is loaded when it is needed: the first screen does without
    import sqlite3

    from trainer.history.file import HistoryFile
    from trainer.history.recorder import Recorder, Writer

T = TypeVar("T")
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

    def __init__(
        self, folder: Path, now: Callable[[], datetime] = local_now, *, progress: Callable[[str], None] = lambda _: None
    ) -> None:
        """`progress` hears at once how far the mending of a damaged history is, where that takes longer."""
        self._path = folder / DATABASE
        self._locks = folder / RUNNING
        self._now = now
        self._progress = progress
        self._writer: Writer | None = None
        self._recorder: Recorder | None = None
        self._before: dict[str, SessionEntry] = {}  # the sessions that were cut off
        self._notices: list[str] = []
        self._stopped = threading.Event()
        self._kept_file: HistoryFile | None = None
        self._unwritten = ""
        self.deleted: list[SessionEntry] = []

    @property
    def problem(self) -> str:
        """Why what happens is not recorded now, as a sentence; "" when it is."""
        return self._writer.problem if self._writer else self._unwritten

    def begin(self, plan: Plan, record: Record, speed: float, *, resumed: Resumption | None = None) -> "Recorder":
        """A listener that records a session, `resumed`: one that `done` told as unfinished.

        `record` must hear of each event before it.
        """
        from trainer.history.recorder import Recorder, Writer

        self._writer = self._writer or Writer(self._path, self._notices.append, self._stopped)
        before = self._before.get(resumed.session) if resumed and resumed.rows else None
        self._recorder = Recorder(self._writer, plan, record, speed=speed, locks=self._locks, now=self._now, before=before)
        return self._recorder

    def stop_waiting(self) -> None:
        """The trainer ends: nothing may keep it waiting from now on but what is still to be written."""
        self._stopped.set()

    def close(self) -> None:
        """Write what still waits; `problem` tells where that cannot be. A session that has not ended was cut off here."""
        if self._recorder is not None:
            self._recorder.release()
            self._recorder = None
        if self._writer is not None:
            self._writer.close()
            self._unwritten = self._writer.problem
            self._writer = None

    def done(self, library: Library) -> Done:
        """What was done today and when last; nothing where the history cannot be read. Reads the disk."""
        from trainer.history.store import counted, days_done, last_days, unfinished

        if self._writer is not None:
            self._writer.settle()
        now = self._now()
        today = now.date()

        def ask(connection: "sqlite3.Connection") -> Done:
            since_ms = int((now - 2 * RESUMABLE).timestamp() * 1000)
            return Done(
                counted(connection, today.isoformat()),
                {routine: days_between(day, today) for routine, day in last_days(connection).items()},
                self._unfinished(unfinished(connection, since_ms), library),
                {routine: weeks_in_a_row(days, today) for routine, days in days_done(connection).items()},
            )

        done, problem = Done({}, {}), ""
        try:
            done = self._read(ask)
        except Unreadable as error:
            problem = str(error)
        notice = " ".join(filter(None, (*self.notices(), problem)))
        due = frozenset(
            routine.id
            for routine in library.routines.values()
            if is_due(routine.per_day or 0, done.today.get(routine.id, 0), done.last.get(routine.id), now)
        )
        return replace(done, due=due, notice=notice)

    def past(self) -> Past:
        """What was done over time. Reads the disk."""
        from trainer.history.store import days, pains

        today = self._now().date()
        try:
            return self._read(lambda connection: Past(today, days(connection), pains(connection)))
        except Unreadable as error:
            return Past(today, problem=str(error))

    def page(self, after: int, most: int) -> list[SessionEntry]:
        """At most `most` sessions, the latest first, without the first `after`; none where the history cannot be read."""
        from trainer.history.store import sessions

        try:
            return self._read(lambda connection: [self._told(one) for one in sessions(connection, most=most, after=after)])
        except Unreadable:
            return []

    def delete(self, entry: SessionEntry) -> str:
        """Take a session out; returns why that cannot be, "" when it is done."""
        from trainer.history.store import delete

        if not (problem := self._changed(lambda connection: delete(connection, entry.id))):
            self.deleted.append(entry)
        return problem

    def put_back(self, entry: SessionEntry) -> str:
        """Put a session in that was taken out; returns why that cannot be, "" when it is done."""
        from trainer.history.store import put

        if not (problem := self._changed(lambda connection: put(connection, entry))):
            self.deleted.remove(entry)
        return problem

    def take_in(self, entries: Iterable[SessionEntry]) -> int:
        """Put those sessions in that are not known, all or none; returns how many. Raises Unreadable."""
        from trainer.history.store import put_new

        return self._change(lambda connection: put_new(connection, entries))

    def sessions(self, *, since: str = "", routine: str = "") -> list[SessionEntry]:
        """The sessions of a day or later, the latest first; an open one that no process runs was interrupted.

        Raises Unreadable.
        """
        from trainer.history.store import sessions

        return self._read(lambda connection: [self._told(one) for one in sessions(connection, since=since, routine=routine)])

    def count(self) -> int:
        """How many sessions there are; nothing is written, nothing mended. Raises Unreadable."""
        from trainer.history.store import count

        return self._read(count, mend=False)

    def copy_to(self, path: Path) -> int:
        """Write the whole history as it is now to a file; returns how many sessions it has. Raises Unreadable."""
        from trainer.history.database import copied_to

        return self._read(lambda connection: copied_to(connection, path), mend=False)

    def notices(self) -> list[str]:
        """What the person has to know of the history itself, each once."""
        told, self._notices[:] = list(self._notices), []
        return told

    def _changed(self, change: "Callable[[sqlite3.Connection], None]") -> str:
        try:
            self._change(change)
        except Unreadable as error:
            return str(error)
        return ""

    def _change(self, edit: "Callable[[sqlite3.Connection], T]") -> T:
        """Change the history, which is made where there is none. Raises Unreadable."""
        with self._told_of("changed"):
            return self._file().change(edit)

    def _read(self, ask: "Callable[[sqlite3.Connection], T]", *, mend: bool = True) -> T:
        """Ask the history something. Raises Unreadable."""
        with self._told_of("read"):
            return self._file().read(ask, mend=mend)

    def _file(self) -> "HistoryFile":
        from trainer.history.file import HistoryFile

        self._kept_file = self._kept_file or HistoryFile(
            self._path, self._notices.append, progress=self._progress, stopped=self._stopped.is_set
        )
        return self._kept_file

    @contextlib.contextmanager
    def _told_of(self, what: str) -> Iterator[None]:
        """Whatever keeps the history from being read or changed, as Unreadable."""
        import sqlite3

        from trainer.history.file import Damaged
        from trainer.history.salvage import Abandoned
        from trainer.history.tables import NewerDatabase

        try:
            yield
        except (sqlite3.Error, OSError, NewerDatabase, Damaged, Abandoned, ValueError) as error:
            raise Unreadable(f"The history cannot be {what}: {self._path}: {reason(error)}") from error

    def _unfinished(self, found: list[SessionEntry], library: Library) -> tuple[Resumption, ...]:
        """How those sessions go on that were cut off in the last day, the latest first."""
        self._before = {}
        resumptions = []
        for entry in map(self._told, found):
            if (resumed := self._resumption(entry, library)) is not None:
                self._before[entry.id] = entry
                resumptions.append(resumed)
        return tuple(resumptions)

    def _resumption(self, entry: SessionEntry, library: Library) -> Resumption | None:
        """How a session goes on that was cut off lately; None for all others."""
        routine = library.routines.get(entry.routine)
        ended = datetime.fromisoformat(entry.happenings[-1].at if entry.happenings else entry.started_at)
        if routine is None or entry.place is None or entry.outcome not in ("stopped", "interrupted") or not has_work(entry.steps):
            return None
        if abs(self._now() - ended) > RESUMABLE:
            return None
        plan = compile_plan(library, routine, entry.effort)
        resumed = resumption(plan, entry.place, entry.steps, entry.active_ms, low=easier(library, plan))
        began = datetime.fromisoformat(entry.started_at)
        return resumed and replace(resumed, session=entry.id, began=f"{began.day} {began:%b %H:%M}")

    def _told(self, entry: SessionEntry) -> SessionEntry:
        from trainer.history.lock import is_running

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
