"""Writes a session while it runs: each completed rep, step, pause and end, on a thread of its own."""

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
from trainer.session.entry import MAX_HAPPENINGS, MAX_NOTE, Happening, HappeningKind, SessionEntry, SessionOutcome
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
from trainer.system.reading import reason
from trainer.system.visible import visible

NOTED: Final = (
    *(SessionStarted, StepStarted, WorkStarted, WorkProgressed, RepStarted, RepCompleted, StepCompleted, StepSkipped),
    *(TimeAdjusted, Paused, Resumed, PainReported, SessionFinished, SessionStopped),
)
KINDS: Final[dict[type[Event], HappeningKind]] = {
    SessionStarted: "started",
    Paused: "paused",
    Resumed: "resumed",
    StepSkipped: "skipped",
    PainReported: "pain",
    SessionFinished: "finished",
    SessionStopped: "stopped",
}
RETRY_S: Final = 2.0
CLOSING_S: Final = 6.0  # longer than the database waits for another process
LOOK_S: Final = 0.05


class Writer:
    """Puts the latest state of sessions into the database; while that fails, they wait in memory."""

    def __init__(self, path: Path, tell: Callable[[str], None], stopped: threading.Event) -> None:
        """`tell` hears of a damaged file that was set aside; it is called on the thread. `stopped`: the trainer ends."""
        self.problem = ""  # why nothing is recorded now, as a sentence
        self._stopped = stopped
        self._waiting: dict[str, SessionEntry] = {}
        self._closing = False
        self._file = HistoryFile(path, tell, stopped=lambda: (self._closing or stopped.is_set()) and not self._waiting)
        self._idle = threading.Event()
        self._woken: queue.SimpleQueue[SessionEntry | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        self._thread.start()

    def put(self, entry: SessionEntry) -> None:
        """Have a session written as it is now; returns at once."""
        self._idle.clear()
        self._woken.put(entry)

    def settle(self) -> None:
        """Wait until all is written, or cannot be written now, or the trainer ends."""
        until = time.monotonic() + CLOSING_S
        while not self._idle.wait(LOOK_S) and not self._stopped.is_set() and time.monotonic() < until:
            pass

    def close(self) -> None:
        """Write what waits, as far as that works soon; else `problem` tells it."""
        self._closing = True
        self._woken.put(None)
        self._thread.join(CLOSING_S)
        if self._thread.is_alive() and (self._waiting or not self._woken.empty()):
            self.problem = self.problem or "Not recorded: the disk, or another trainer, keeps it waiting for too long."

    def _run(self) -> None:
        self._write()  # first of all see whether it can be written, so that the person knows it early
        ending = False
        while not ending:
            with contextlib.suppress(queue.Empty):
                entry = self._woken.get(timeout=RETRY_S if self._waiting else None)
                while True:
                    if entry is None:
                        ending = True
                    else:
                        self._waiting[entry.id] = entry
                    entry = self._woken.get_nowait()
            self._write()

    def _write(self) -> None:
        try:
            self._file.change(self._put)
            self.problem = ""
        except Abandoned:
            pass
        except NewerDatabase as error:
            self.problem = f"Not recorded: {error}."
        except Exception as error:  # noqa: BLE001 - whatever it is: this thread must go on, and the person must know
            self.problem = f"Not recorded: {reason(error)}."
        if self._woken.empty():
            self._idle.set()

    def _put(self, connection: sqlite3.Connection) -> None:
        written = list(self._waiting.values())
        put(connection, *written)
        for entry in written:
            del self._waiting[entry.id]


class Recorder:
    """A listener that keeps one session's entry up to date; `record` must have taken each event in before."""

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
        """`now` gives the present moment with its offset; `before` is the entry of a session that goes on."""
        started = now()
        self.id = before.id if before else uuid4().hex
        self._writer = writer
        self._record = record
        self._plan = plan
        self._now = now
        self._kept = before is not None  # whether it stands in the history
        self._lock = RunLock(locks, self.id)
        if before and speed != 1:  # whatever part was not at its own speed: the whole does not count
            before = replace(before, speed=speed)
        self._entry = before or SessionEntry(
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

    def happened(self, event: Event) -> None:
        """Have the session written as it is after an event."""
        if isinstance(event, TimeAdjusted):
            self._plan = event.plan
        if not isinstance(event, NOTED):
            return
        ended = isinstance(event, SessionFinished | SessionStopped)
        outcome: SessionOutcome = self._record.outcome
        at = self._now().isoformat(timespec="milliseconds")
        self._entry = replace(
            self._entry,
            outcome=outcome,
            ended_at=at if ended else None,
            active_ms=self._record.active_ms,
            place=place_after(event, self._entry.place, self._plan),
            steps=self._steps(),
            happenings=(*self._entry.happenings, *_happenings(event, at))[:MAX_HAPPENINGS],
        )
        self._keep(done=isinstance(event, PainReported))
        if ended:
            self.release()

    def feels(self, *, before: int | None = None, after: int | None = None) -> None:
        """Note how the back feels, 0 to 10."""
        self._entry = replace(
            self._entry,
            pain_before=self._entry.pain_before if before is None else before,
            pain_after=self._entry.pain_after if after is None else after,
        )
        self._keep(done=True)

    def remark(self, text: str) -> None:
        """Note a line about the session, in the place of one before."""
        self._entry = replace(self._entry, note=visible(text)[:MAX_NOTE])
        self._keep(done=bool(text))

    def hurts(self, pain: int) -> None:
        """Note how strong the pain is that was told last, 0 to 10."""
        told = [number for number, one in enumerate(self._entry.happenings) if one.kind == "pain"]
        if not told:
            return
        happenings = list(self._entry.happenings)
        happenings[told[-1]] = replace(happenings[told[-1]], value=pain)
        self._entry = replace(self._entry, happenings=tuple(happenings))
        self._entry = replace(self._entry, steps=self._steps())
        self._keep(done=True)

    @property
    def begun(self) -> bool:
        """Whether something was done or told that is worth to be kept; before, nothing is written."""
        return self._kept

    def _keep(self, *, done: bool) -> None:
        """Have the session written, once something was `done` in it."""
        self._kept = self._kept or done or has_work(self._record.steps)
        if self._kept:
            self._writer.put(self._entry)

    def _steps(self) -> tuple[StepRecord, ...]:
        return tuple(replace(row, pain=self._pain(row.number, row.side)) for row in self._record.steps)

    def release(self) -> None:
        """Let the session go: it does not run any more, ended or not."""
        self._lock.release()

    def _pain(self, step: int, side: Side | None) -> int | None:
        """The strongest pain that was told in a step on a side."""
        values = [one.value for one in self._entry.happenings if (one.step, one.side) == (step, side) and one.value is not None]
        return max(values, default=None)


def _happenings(event: Event, at: str) -> Iterator[Happening]:
    """What an event is in the history beside the reps, if anything."""
    if (kind := KINDS.get(type(event))) is not None:
        phase = event.phase
        yield Happening(at, kind, phase.step, phase.side, phase.rep) if phase else Happening(at, kind)
