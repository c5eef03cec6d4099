"""The history for the app and the commands: record, count, list and edit sessions."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec.structs import replace

from trainer.history.regularity import days_between, is_due, weeks_in_a_row
from trainer.routine.compiler import compile_plan, low_effort_plan
from trainer.routine.library import Library
from trainer.routine.plan import Plan
from trainer.run.ports import HistoryOverview, RoutineProgress
from trainer.session.entry import MAX_NOTE, SessionEntry
from trainer.session.record import Record, has_work
from trainer.session.resumption import Resumption, resumption
from trainer.system.reading import cause_of
from trainer.system.visible import visible

if TYPE_CHECKING:  # SQLite is imported late: the first screen does not need it
    import sqlite3

    from trainer.history.file import HistoryFile
    from trainer.history.recorder import Recorder, Writer

T = TypeVar("T")
RESUMABLE: Final = timedelta(days=1)  # older sessions are better started again
WEEKS: Final = 16  # of which the progress is told
DATABASE: Final = "history.db"
RUNNING: Final = "running"
RECENT: Final = timedelta(weeks=53)  # as much as the first screen has room for
RECENT_PAINS: Final = 60  # sessions whose ratings the first screen has room for
LATEST: Final = 12  # sessions of a routine from which a dose is suggested; those at another speed are among them


class HistoryUnavailable(Exception):
    """The history cannot be opened or changed; the message is a sentence for the person."""


def local_now() -> datetime:
    """The current time with the local UTC offset."""
    return datetime.now().astimezone()


class Diary:
    """The history in a folder. Nothing is opened or created until needed."""

    def __init__(
        self, folder: Path, now: Callable[[], datetime] = local_now, *, progress: Callable[[str], None] = lambda _: None
    ) -> None:
        """`progress` receives status messages while a damaged history takes long to repair."""
        self._path = folder / DATABASE
        self._locks = folder / RUNNING
        self._now = now
        self._progress = progress
        self._writer: Writer | None = None
        self._recorder: Recorder | None = None
        self._unfinished_entries: dict[str, SessionEntry] = {}  # unfinished sessions by id
        self._notices: list[str] = []
        self._stopped = threading.Event()
        self._history_file: HistoryFile | None = None
        self._last_problem = ""
        self.deleted: list[SessionEntry] = []

    @property
    def problem(self) -> str:
        """Why sessions are not being recorded, as a sentence; "" if they are."""
        return self._writer.problem if self._writer else self._last_problem

    def begin(self, plan: Plan, record: Record, speed: float, *, resumed: Resumption | None = None) -> "Recorder":
        """Create a listener that records a session; `resumed`: an unfinished one that goes on.

        `record` must receive each event first.
        """
        from trainer.history.recorder import Recorder, Writer

        self._writer = self._writer or Writer(self._path, self._notices.append, self._stopped)
        before = self._unfinished_entries.get(resumed.session) if resumed and resumed.rows else None
        self._recorder = Recorder(self._writer, plan, record, speed=speed, locks=self._locks, now=self._now, before=before)
        return self._recorder

    def stop_waiting(self) -> None:
        """Prepare to exit: from now on only pending writes may delay it."""
        self._stopped.set()

    def close(self) -> None:
        """Flush pending writes (`problem` says if that fails), and release a session that is still open: it was interrupted."""
        if self._recorder is not None:
            self._recorder.release()
            self._recorder = None
        if self._writer is not None:
            self._writer.close()
            self._last_problem = self._writer.problem
            self._writer = None

    def done(self, library: Library) -> RoutineProgress:
        """Read each routine's progress; empty if the history cannot be read."""
        from trainer.history.store import counted, days, days_done, latest_of, pains, sessions, unfinished

        if self._writer is not None:
            self._writer.settle()
        now = self._now()
        today = now.date()

        def query(connection: "sqlite3.Connection") -> RoutineProgress:
            since_ms = int((now - 2 * RESUMABLE).timestamp() * 1000)
            done_on = days_done(connection)
            return RoutineProgress(
                counted(connection, today.isoformat(), today.isoformat()),
                {routine: days_between(max(days), today) for routine, days in done_on.items()},
                self._unfinished(unfinished(connection, since_ms), library),
                {routine: weeks_in_a_row(days, today) for routine, days in done_on.items()},
                latest=latest_of(connection, library.routines, LATEST),
                recent=HistoryOverview(
                    today, days(connection, (today - RECENT).isoformat()), tuple(pains(connection, RECENT_PAINS))
                ),
                last_session=next(iter(sessions(connection, most=1)), None),
                week=counted(connection, (today - timedelta(days=today.weekday())).isoformat(), today.isoformat()),
            )

        done, problem = RoutineProgress({}, {}), ""
        try:
            done = self._read(query)
        except HistoryUnavailable as error:
            problem = str(error)
        notice = " ".join(filter(None, (*self.take_notices(), problem)))
        due = frozenset(
            routine.id
            for routine in library.routines.values()
            if is_due(routine.per_day or 0, done.today.get(routine.id, 0), done.last.get(routine.id), now)
        )
        latest = {routine: tuple(map(self._resolved, found)) for routine, found in done.latest.items()}
        return replace(done, due=due, notice=notice, latest=latest)

    def past(self) -> HistoryOverview:
        """Read the history overview."""
        from trainer.history.store import days, pains, routines, sessions
        from trainer.session.progress import progress

        if self._writer is not None:
            self._writer.settle()
        today = self._now().date()
        since = (today - timedelta(weeks=WEEKS)).isoformat()

        def query(connection: "sqlite3.Connection") -> HistoryOverview:
            lately = progress(sessions(connection, since=since), today, WEEKS)
            return HistoryOverview(today, days(connection), pains(connection), lately, routines(connection))

        try:
            return self._read(query)
        except HistoryUnavailable as error:
            return HistoryOverview(today, problem=str(error))

    def page(self, after: int, most: int, routine: str = "") -> list[SessionEntry]:
        """Read at most `most` sessions, of one routine or of all, latest first, skipping `after`; none if that is impossible."""
        try:
            return self.sessions(routine=routine, most=most, after=after)
        except HistoryUnavailable:
            return []

    def annotate(self, entry: SessionEntry, note: str) -> str:
        """Set the note of a session; returns why that failed, "" if it did not."""
        from trainer.history.store import annotate

        return self._changed(lambda connection: annotate(connection, entry.id, visible(note)[:MAX_NOTE]))

    def delete(self, entry: SessionEntry) -> str:
        """Delete a session; returns why that failed, "" if it did not."""
        from trainer.history.store import delete

        if not (problem := self._changed(lambda connection: delete(connection, entry.id))):
            self.deleted.append(entry)
        return problem

    def put_back(self, entry: SessionEntry) -> str:
        """Restore a deleted session; returns why that failed, "" if it did not."""
        from trainer.history.store import put

        if not (problem := self._changed(lambda connection: put(connection, entry))):
            self.deleted.remove(entry)
        return problem

    def import_sessions(self, entries: Iterable[SessionEntry]) -> int:
        """Add the sessions that are not in the history yet, all or none, and return their number. Raises HistoryUnavailable."""
        from trainer.history.store import put_new

        return self._change(lambda connection: put_new(connection, entries))

    def sessions(self, *, since: str = "", routine: str = "", most: int = -1, after: int = 0) -> list[SessionEntry]:
        """List sessions since a day, latest first; those whose process died appear as interrupted.

        At most `most`, skipping `after`. Raises HistoryUnavailable.
        """
        from trainer.history.store import sessions

        def query(connection: "sqlite3.Connection") -> list[SessionEntry]:
            found = sessions(connection, since=since, routine=routine, most=most, after=after)
            return [self._resolved(one) for one in found]

        return self._read(query)

    def count(self) -> int:
        """Count the sessions, without repairing or writing anything. Raises HistoryUnavailable."""
        from trainer.history.store import count

        return self._read(count, repair=False)

    def copy_to(self, path: Path) -> int:
        """Back up the history to a file, and return its number of sessions. Raises HistoryUnavailable."""
        from trainer.history.database import copy_to_file

        return self._read(lambda connection: copy_to_file(connection, path), repair=False)

    def take_notices(self) -> list[str]:
        """Return pending messages about the history itself, each once."""
        told, self._notices[:] = list(self._notices), []
        return told

    def _changed(self, change: "Callable[[sqlite3.Connection], None]") -> str:
        try:
            self._change(change)
        except HistoryUnavailable as error:
            return str(error)
        return ""

    def _change(self, edit: "Callable[[sqlite3.Connection], T]") -> T:
        """Change the history, creating it if necessary. Raises HistoryUnavailable."""
        with self._errors_translated("changed"):
            return self._file().change(edit)

    def _read(self, query: "Callable[[sqlite3.Connection], T]", *, repair: bool = True) -> T:
        """Query the history. Raises HistoryUnavailable."""
        with self._errors_translated("read"):
            return self._file().read(query, repair=repair)

    def _file(self) -> "HistoryFile":
        from trainer.history.file import HistoryFile

        self._history_file = self._history_file or HistoryFile(
            self._path, self._notices.append, progress=self._progress, stopped=self._stopped.is_set
        )
        return self._history_file

    @contextlib.contextmanager
    def _errors_translated(self, what: str) -> Iterator[None]:
        """Translate any error of reading or changing the history to HistoryUnavailable."""
        import sqlite3

        from trainer.history.file import Damaged
        from trainer.history.salvage import Abandoned
        from trainer.history.tables import NewerDatabase

        try:
            yield
        except (sqlite3.Error, OSError, NewerDatabase, Damaged, Abandoned, ValueError) as error:
            raise HistoryUnavailable(f"The history cannot be {what}: {self._path}: {cause_of(error)}") from error

    def _unfinished(self, found: list[SessionEntry], library: Library) -> tuple[Resumption, ...]:
        """List how sessions of the last day can be resumed, latest first."""
        self._unfinished_entries = {}
        resumptions = []
        for entry in map(self._resolved, found):
            if (resumed := self._resumption(entry, library)) is not None:
                self._unfinished_entries[entry.id] = entry
                resumptions.append(resumed)
        return tuple(resumptions)

    def _resumption(self, entry: SessionEntry, library: Library) -> Resumption | None:
        """How a session can be resumed; None if it cannot, or is too old."""
        routine = library.routines.get(entry.routine)
        ended = datetime.fromisoformat(entry.happenings[-1].at if entry.happenings else entry.started_at)
        if routine is None or entry.place is None or entry.outcome not in ("stopped", "interrupted") or not has_work(entry.steps):
            return None
        if abs(self._now() - ended) > RESUMABLE:
            return None
        plan = compile_plan(library, routine, entry.effort)
        resumed = resumption(plan, entry.place, entry.steps, entry.active_ms, low=low_effort_plan(library, plan))
        began = datetime.fromisoformat(entry.started_at)
        return resumed and replace(resumed, session=entry.id, began=f"{began.day} {began:%b %H:%M}")

    def _resolved(self, entry: SessionEntry) -> SessionEntry:
        from trainer.history.lock import delete_if_stale

        if entry.outcome == "open" and delete_if_stale(self._locks, entry.id):
            return replace(entry, outcome="interrupted")
        return entry
