"""Record a session while it runs: each rep, step, pause and end, written by a background thread."""

import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from msgspec.structs import replace

from trainer.history.file import HistoryFile
from trainer.history.lock import RunLock
from trainer.history.salvage import Abandoned
from trainer.history.store import put
from trainer.history.tables import NewerDatabase
from trainer.routine.model import Side
from trainer.routine.plan import Plan
from trainer.session.entry import MAX_LOG_ENTRIES, MAX_NOTE, SessionEntry, SessionLogEntry, SessionLogKind, SessionOutcome
from trainer.session.events import (
    Event,
    PainReported,
    Paused,
    RepCompleted,
    RepStarted,
    Resumed,
    SessionFinished,
    SessionStarted,
    SessionStopped,
    StepCompleted,
    StepSkipped,
    StepStarted,
    TimeAdjusted,
    WorkProgressed,
    WorkStarted,
)
from trainer.session.record import Record, StepRecord, has_work
from trainer.session.resumption import place_after
from trainer.system.reading import cause_of
from trainer.system.visible import visible

RECORDED: Final = (
    *(SessionStarted, StepStarted, WorkStarted, WorkProgressed, RepStarted, RepCompleted, StepCompleted, StepSkipped),
    *(TimeAdjusted, Paused, Resumed, PainReported, SessionFinished, SessionStopped),
)
KINDS: Final[dict[type[Event], SessionLogKind]] = {
    SessionStarted: "started",
    Paused: "paused",
    Resumed: "resumed",
    StepSkipped: "skipped",
    PainReported: "pain",
    SessionFinished: "finished",
    SessionStopped: "stopped",
}
RETRY_S: Final = 2.0
CLOSING_S: Final = 6.0  # longer than the database's lock timeout
POLL_S: Final = 0.05


class Writer:
    """Writes the latest state of sessions to the database; while that fails, they wait in memory."""

    def __init__(self, path: Path, tell: Callable[[str], None], stopped: threading.Event) -> None:
        """`tell` gets a sentence when a damaged file was repaired, on the writer's thread. `stopped`: the trainer is exiting."""
        self.problem = ""  # why nothing is recorded, as a sentence
        self._stopped = stopped
        self._pending: dict[str, SessionEntry] = {}
        self._closing = False
        self._file = HistoryFile(path, tell, stopped=lambda: (self._closing or stopped.is_set()) and not self._pending)
        self._idle = threading.Event()
        self._queue: queue.SimpleQueue[SessionEntry | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        self._thread.start()

    def put(self, entry: SessionEntry) -> None:
        """Queue a session's current state for writing; returns immediately."""
        self._idle.clear()
        self._queue.put(entry)

    def settle(self) -> None:
        """Wait until the queue is written, or cannot be, or the trainer exits."""
        until = time.monotonic() + CLOSING_S
        while not self._idle.wait(POLL_S) and not self._stopped.is_set() and time.monotonic() < until:
            pass

    def close(self) -> None:
        """Flush the queue, within a time limit; failure is reported in `problem`."""
        self._closing = True
        self._queue.put(None)
        self._thread.join(CLOSING_S)
        if self._thread.is_alive() and (self._pending or not self._queue.empty()):
            self.problem = self.problem or "Not recorded: the disk or another trainer blocks it for too long."

    def _run(self) -> None:
        self._write()  # try to write at once, so that the person learns of a problem early
        ending = False
        while not ending:
            with contextlib.suppress(queue.Empty):
                entry = self._queue.get(timeout=RETRY_S if self._pending else None)
                while True:
                    if entry is None:
                        ending = True
                    else:
                        self._pending[entry.id] = entry
                    entry = self._queue.get_nowait()
            self._write()

    def _write(self) -> None:
        try:
            self._file.change(self._put)
            self.problem = ""
        except Abandoned:
            pass
        except NewerDatabase as error:
            self.problem = f"Not recorded: {error}."
        except Exception as error:  # noqa: BLE001 - this thread must survive, and the person must be told
            self.problem = f"Not recorded: {cause_of(error)}."
        if self._queue.empty():
            self._idle.set()

    def _put(self, connection: sqlite3.Connection) -> None:
        written = list(self._pending.values())
        put(connection, *written)
        for entry in written:
            del self._pending[entry.id]


class Recorder:
    """A listener that keeps one session's entry up to date; `record` must have received each event first."""

    def __init__(
        self,
        writer: Writer,
        plan: Plan,
        record: Record,
        *,
        speed: float,
        locks: Path,
        now: Callable[[], datetime],
        before: SessionEntry | None = None,
    ) -> None:
        """`now` returns the current time with its offset; `before` is the entry of a resumed session."""
        started = now()
        self.id = before.id if before else uuid4().hex
        self._writer = writer
        self._record = record
        self._plan = plan
        self._now = now
        self.begun = before is not None  # whether there is anything worth keeping; until then, nothing is written
        self._lock = RunLock(locks, self.id)
        if before and speed != 1:  # one part at another speed: the whole session does not count
            before = replace(before, speed=speed)
        self.entry = before or SessionEntry(  # as it is recorded now; one that was resumed has what was told before
            self.id,
            plan.routine,
            plan.name,
            plan.effort,
            speed,
            started.isoformat(timespec="milliseconds"),
            started.date().isoformat(),
            None,
            "open",
            0,
            plan.duration_ms,
            None,
            (),
        )

    def on_session_event(self, event: Event) -> None:
        """Update and save the session's entry after an event."""
        if isinstance(event, TimeAdjusted):
            self._plan = event.plan
        if not isinstance(event, RECORDED):
            return
        ended = isinstance(event, SessionFinished | SessionStopped)
        outcome: SessionOutcome = self._record.outcome
        at = self._now().isoformat(timespec="milliseconds")
        self.entry = replace(
            self.entry,
            outcome=outcome,
            ended_at=at if ended else None,
            active_ms=self._record.active_ms,
            place=place_after(event, self.entry.place, self._plan),
            steps=self._steps(),
            happenings=(*self.entry.happenings, *_log_entries(event, at))[:MAX_LOG_ENTRIES],
        )
        self._save(done=isinstance(event, PainReported))
        if ended:
            self.release()

    def rate_back(self, *, before: int | None = None, after: int | None = None) -> None:
        """Record how the back feels, 0 to 10."""
        self.entry = replace(
            self.entry,
            pain_before=self.entry.pain_before if before is None else before,
            pain_after=self.entry.pain_after if after is None else after,
        )
        self._save(done=True)

    def set_note(self, text: str) -> None:
        """Set the session's note."""
        self.entry = replace(self.entry, note=visible(text)[:MAX_NOTE])
        self._save(done=bool(text))

    def rate_pain(self, pain: int) -> None:
        """Record the strength of the last reported pain, 0 to 10."""
        told = [number for number, one in enumerate(self.entry.happenings) if one.kind == "pain"]
        if not told:
            return
        happenings = list(self.entry.happenings)
        happenings[told[-1]] = replace(happenings[told[-1]], value=pain)
        self.entry = replace(self.entry, happenings=tuple(happenings))
        self.entry = replace(self.entry, steps=self._steps())
        self._save(done=True)

    def _save(self, *, done: bool) -> None:
        """Save the entry if it has anything worth keeping; `done`: it has from now on."""
        self.begun = self.begun or done or has_work(self._record.steps)
        if self.begun:
            self._writer.put(self.entry)

    def _steps(self) -> tuple[StepRecord, ...]:
        return tuple(replace(row, pain=self._pain(row.number, row.side)) for row in self._record.steps)

    def release(self) -> None:
        """Release the session's lock: it is not running any more."""
        self._lock.release()

    def _pain(self, step: int, side: Side | None) -> int | None:
        """The strongest pain reported in a step on a side."""
        values = [one.value for one in self.entry.happenings if (one.step, one.side) == (step, side) and one.value is not None]
        return max(values, default=None)


def _log_entries(event: Event, at: str) -> Iterator[SessionLogEntry]:
    """Yield the log entry for an event, if it has one."""
    if (kind := KINDS.get(type(event))) is not None:
        phase = event.phase
        yield SessionLogEntry(at, kind, phase.step, phase.side, phase.rep) if phase else SessionLogEntry(at, kind)
