"""The record of a session: by step and side the reps done and planned, the outcome, and the active time."""

from collections.abc import Iterable
from copy import copy
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan
from trainer.session.events import (
    Event,
    PainReported,
    Paused,
    PhaseStarted,
    RepCompleted,
    Resumed,
    ResumeStarted,
    SessionFinished,
    SessionStopped,
    StepCompleted,
    StepSkipped,
    StepStarted,
    TimeAdjusted,
)

MIN_TIMED_MS: Final = 5_000  # less timed work does not count as done

StepOutcome: TypeAlias = Literal["done", "skipped", "stopped", "open"]
Outcome: TypeAlias = Literal["finished", "stopped", "open"]

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Milliseconds = Annotated[int, Meta(ge=0, le=1 << 44)]  # longer than any plan, and still safe to add to a date
Pain = Annotated[int, Meta(ge=0, le=10)]


class StepRecord(Struct):
    """The result of one step on one side (None: an exercise without sides). Reps are None in timed steps.

    `pain`: the strongest pain reported, 0 to 10.
    """

    number: Count
    exercise: Name
    name: Name
    side: Side | None
    outcome: StepOutcome
    reps_done: Count | None
    reps_planned: Count | None
    active_ms: Milliseconds
    planned_ms: Milliseconds
    pain: Pain | None = None


class Record:
    """Builds the record from a session's events. Repeating a step never lowers what was already done."""

    def __init__(self, plan: Plan, before: Iterable[StepRecord] = (), active_ms: int = 0) -> None:
        """Start from a resumed session's rows and active time, if given."""
        self.outcome: Outcome = "open"
        self.active_ms = active_ms  # excludes pauses
        self.steps = [copy(row) for row in before] or _rows(plan)
        for row in self.steps:
            row.outcome = "open" if row.outcome == "stopped" else row.outcome
        self._attempt: dict[tuple[int, Side | None], int] = {(row.number, row.side): row.reps_done or 0 for row in self.steps}
        self._phase: Phase | None = None
        self._last_event_ms: int | None = None

    def on_session_event(self, event: Event) -> None:
        """Update the record with one event."""
        self._count_time(event)
        phase = event.phase
        if isinstance(event, StepStarted) and phase:
            for row in self._of_step(phase.step):
                self._attempt[row.number, row.side] = 0
        elif isinstance(event, RepCompleted) and phase:
            key = (phase.step, phase.side)
            self._attempt[key] = self._attempt.get(key, 0) + 1
            for row in self._of_step(phase.step):
                if row.side == phase.side:
                    row.reps_done = max(row.reps_done or 0, self._attempt[key])
        elif isinstance(event, StepCompleted) and phase:
            self._mark(phase.step, "done")
        elif isinstance(event, StepSkipped) and phase:
            self._mark(phase.step, "skipped")
        elif isinstance(event, TimeAdjusted):
            self.update_plan(event.plan)
        elif isinstance(event, SessionStopped) and phase:
            self.outcome = "stopped"
            self._mark(phase.step, "stopped")
        elif isinstance(event, SessionFinished):
            self.outcome = "finished"

    @property
    def skipped(self) -> list[str]:
        """The names of the skipped steps, in order."""
        return list(dict.fromkeys(row.name for row in self.steps if row.outcome == "skipped"))

    def _count_time(self, event: Event) -> None:
        """Add the time since the last event to the phase that was running; pauses don't count."""
        if self._last_event_ms is not None:
            passed = event.at_ms - self._last_event_ms
            self.active_ms += passed
            if (ran := self._phase) and ran.kind == "move":
                for row in self._of_step(ran.step):
                    row.active_ms += passed if row.side == ran.side else 0
        if isinstance(event, Paused | PainReported | ResumeStarted | SessionStopped | SessionFinished):
            self._last_event_ms = None
        elif self._last_event_ms is not None or isinstance(event, PhaseStarted | Resumed):
            self._last_event_ms = event.at_ms
        if isinstance(event, PhaseStarted | Resumed):
            self._phase = event.phase

    def update_plan(self, plan: Plan) -> None:
        """Adopt the rep counts of a changed plan; timed steps keep their planned time."""
        new = {(row.number, row.side): row for row in _rows(plan)}
        for row in self.steps:
            if row.reps_planned is not None:
                now = new.get((row.number, row.side))  # None if the reduced reps leave this side out
                row.reps_planned, row.planned_ms = (now.reps_planned, now.planned_ms) if now else (0, 0)

    def _of_step(self, number: int) -> list[StepRecord]:
        return [row for row in self.steps if row.number == number]

    def _mark(self, number: int, outcome: StepOutcome) -> None:
        for row in self._of_step(number):
            if row.outcome != "done":
                row.outcome = outcome


def has_work(rows: Iterable[StepRecord]) -> bool:
    """Whether enough was done to keep the session: a rep, or some seconds of timed work."""
    rows = list(rows)
    timed_ms = sum(row.active_ms for row in rows if row.reps_planned is None)
    return timed_ms >= MIN_TIMED_MS or any(row.reps_done for row in rows)


def _rows(plan: Plan) -> list[StepRecord]:
    """Build an empty row for each step and side of the plan."""
    reps: dict[tuple[int, Side | None], int] = {}
    length: dict[tuple[int, Side | None], int] = {}
    for phase in plan.phases:
        if phase.kind == "move":
            key = (phase.step, phase.side)
            reps[key] = reps.get(key, 0) + plan.opens_rep(phase)
            length[key] = length.get(key, 0) + phase.duration_ms
    rows = []
    for (number, side), planned_ms in length.items():
        step = plan.steps[number - 1]
        done, planned = (None, None) if step.timed else (0, reps[number, side])
        rows.append(StepRecord(number, step.exercise, step.name, side, "open", done, planned, 0, planned_ms))
    return rows
