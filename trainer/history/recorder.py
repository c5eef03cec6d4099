"""Writes a session while it runs: each completed rep, step, pause and end, on a thread of its own."""

import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from msgspec.structs import replace

from trainer.history.database import NewerDatabase, opened
from trainer.history.lock import RunLock
from trainer.history.store import put
from trainer.routine.model import Side
from trainer.routine.plan import Plan
from trainer.session.entry import Happening, HappeningKind, SessionEntry, SessionOutcome, StepEntry
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
    WorkStarted,
)
from trainer.session.record import Record
from trainer.session.resumption import place_after

NOTED: Final = (
    *(SessionStarted, StepStarted, WorkStarted, RepStarted, RepCompleted, StepCompleted, StepSkipped),
    *(Paused, Resumed, PainReported, SessionFinished, SessionStopped),
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


class Writer:
    """Puts the latest state of sessions into the database; while that fails, they wait in memory."""

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        """`tell` hears of a damaged file that was set aside; it is called on the thread."""
        self._tell = tell
        self.problem = ""  # why nothing is recorded now, as a sentence
        self._path = path
        self._waiting: dict[str, SessionEntry] = {}
        self._idle = threading.Event()
        self._idle.set()
        self._woken: queue.SimpleQueue[SessionEntry | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)
        self._thread.start()

    def put(self, entry: SessionEntry) -> None:
        """Have a session written as it is now; returns at once."""
        self._idle.clear()
        self._woken.put(entry)

    def settle(self) -> None:
        """Wait until all is written, or cannot be written now."""
        self._idle.wait(CLOSING_S)

    def close(self) -> None:
        """Write what waits, as far as that works soon."""
        self._woken.put(None)
        self._thread.join(CLOSING_S)

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
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
            try:
                connection = connection or opened(self._path, self._tell)
                for waiting in list(self._waiting.values()):
                    put(connection, waiting)
                    del self._waiting[waiting.id]
                self.problem = ""
            except NewerDatabase as error:
                self.problem = f"Not recorded: {error}."
            except Exception as error:  # noqa: BLE001 - whatever it is: this thread must go on, and the person must know
                self.problem = f"Not recorded: {getattr(error, 'strerror', None) or error}."
                if connection is not None:
                    connection.close()
                    connection = None
            if self._woken.empty():
                self._idle.set()
        if connection is not None:
            connection.close()


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
            place=place_after(event, self._entry.place),
            steps=self._steps(),
            happenings=(*self._entry.happenings, *_happenings(event, at)),
        )
        self._writer.put(self._entry)
        if ended:
            self.release()

    def feels(self, *, before: int | None = None, after: int | None = None) -> None:
        """Note how the back feels, 0 to 10."""
        self._entry = replace(
            self._entry,
            pain_before=self._entry.pain_before if before is None else before,
            pain_after=self._entry.pain_after if after is None else after,
        )
        self._writer.put(self._entry)

    def remark(self, text: str) -> None:
        """Note a line about the session, in the place of one before."""
        self._entry = replace(self._entry, note=text)
        self._writer.put(self._entry)

    def hurts(self, pain: int) -> None:
        """Note how strong the pain is that was told last, 0 to 10."""
        told = [number for number, one in enumerate(self._entry.happenings) if one.kind == "pain"]
        if not told:
            return
        happenings = list(self._entry.happenings)
        happenings[told[-1]] = replace(happenings[told[-1]], value=pain)
        self._entry = replace(self._entry, happenings=tuple(happenings))
        self._entry = replace(self._entry, steps=self._steps())
        self._writer.put(self._entry)

    def _steps(self) -> tuple[StepEntry, ...]:
        exercises = {step.number: step.exercise for step in self._plan.steps}
        return tuple(
            StepEntry(
                row.number,
                exercises[row.number],
                row.name,
                row.side,
                row.outcome,
                row.reps_done,
                row.reps_planned,
                row.active_ms,
                row.planned_ms,
                self._pain(row.number, row.side),
            )
            for row in self._record.steps
        )

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
