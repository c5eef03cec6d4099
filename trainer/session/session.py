"""A session: one run of a plan, driven by a clock that is passed in.

The session clock counts milliseconds of plan time and continues during pauses; the position in the plan moves with it only
while the session runs. Deadlines come from the plan, so one large advance yields the same events as many small ones.
"""

from bisect import bisect_right
from collections.abc import Callable
from copy import copy
from typing import Final

from msgspec.structs import replace

from trainer.routine.adjusting import adjusted
from trainer.routine.easing import at_lower_effort
from trainer.routine.plan import Phase, Plan
from trainer.session.events import (
    Event,
    GetReadyTicked,
    PainReported,
    Paused,
    RepAwaited,
    RepCompleted,
    RepStarted,
    Resumed,
    ResumeStarted,
    SessionFinished,
    SessionStarted,
    SessionStopped,
    StepCompleted,
    StepSkipped,
    TimeAdjusted,
)
from trainer.session.states import ENDED, TRANSITIONS, Command, IllegalCommand, State, TimedTransition
from trainer.session.timeline import timeline

GET_READY_MS: Final = 3_000
MAX_TICKS: Final = 3  # in a get-ready
MAX_HORIZON_MS: Final = 1_000
STEP_BACK_MS: Final = 3_000  # this long after a step's start, "previous" goes to the step before
BY_MS: Final = {Command.ADD_TIME: 10_000, Command.TAKE_TIME: -10_000}


class Session:
    """A state machine over a plan. `advance` moves time forward, `apply` executes a person's command; both return events.

    Neither reads a clock. An illegal command raises IllegalCommand and changes nothing.
    """

    def __init__(
        self, plan: Plan, first_phase: int = 0, into_ms: int = 0, *, get_ready_ms: int = GET_READY_MS, waits: bool = True
    ) -> None:
        """Begin `into_ms` into `first_phase`; anywhere but at the plan's start, with a get-ready (whole seconds) first.

        `waits`: whether self-paced reps wait for the person; otherwise each takes its planned time.
        """
        self._get_ready_length_ms = get_ready_ms
        self._waits = waits
        self._use(plan)
        self.state = State.READY
        self.now_ms = 0
        self._next = self._first_event_of(first_phase) if first_phase else 0  # the first plan event that has not come yet
        self._since_ms = 0
        self._position_ms = plan.phases[first_phase].start_ms + into_ms  # the place in the plan at `_since_ms`
        self._resume_started_ms = 0  # start of the get-ready
        self._ticks_left = 0  # in the get-ready
        if into_ms:
            self._next = bisect_right(self._timeline, self._position_ms, key=lambda event: event.at_ms)

    def _use(self, plan: Plan) -> None:
        """Follow a plan; what is asked of it at each look is worked out once."""
        self.plan = plan
        self._timeline: tuple[Event, ...] = timeline(plan)
        self._starts_ms = [phase.start_ms for phase in plan.phases]
        self._duration_ms = plan.duration_ms

    # ---- what can be asked

    @property
    def position_ms(self) -> int:
        """The current position in the plan, in milliseconds."""
        if self.state is State.RUNNING:
            return min(self._position_ms + self.now_ms - self._since_ms, self._duration_ms)
        return self._position_ms

    @property
    def ended(self) -> bool:
        """Whether the session is over."""
        return self.state in ENDED

    @property
    def phase(self) -> Phase:
        """The phase at the present place (the last one at the plan's end)."""
        return self.plan.phases[max(0, bisect_right(self._starts_ms, self.position_ms) - 1)]

    @property
    def get_ready_ms(self) -> int:
        """The time left of the get-ready after a pause; 0 outside one."""
        return max(0, self._resume_started_ms + self._get_ready_length_ms - self.now_ms) if self.state is State.RESUMING else 0

    @property
    def waited_ms(self) -> int:
        """How long the session has been waiting for the person; 0 if it is not waiting."""
        return self.now_ms - self._since_ms if self.state is State.WAITING else 0

    def allows(self, command: Command) -> bool:
        """Whether `apply` would accept the command now."""
        adjustable = command not in BY_MS or adjusted(self.plan, self.phase, self.position_ms, BY_MS[command]) is not None
        return command in TRANSITIONS[self.state] and adjustable

    # ---- time

    def advance(self, now_ms: int) -> list[Event]:
        """Advance the session clock to `now_ms`, and return the events that came due, each with its exact time.

        Raises ValueError if time would go backwards.
        """
        if now_ms < self.now_ms:
            raise ValueError(f"the session clock cannot go back from {self.now_ms} to {now_ms} ms")
        events: list[Event] = []
        if self.state is State.RESUMING:
            events += self._get_ready(now_ms)
        if self.state is State.RUNNING:
            events += self._run_plan(now_ms)
        self.now_ms = now_ms
        return events

    def upcoming(self, now_ms: int, horizon_ms: int) -> list[Event]:
        """Preview the events due within `horizon_ms` (at most 1 s) after `now_ms` if no command intervenes; changes nothing."""
        if not 0 <= horizon_ms <= MAX_HORIZON_MS:
            raise ValueError(f"the horizon is 0 to {MAX_HORIZON_MS} ms, not {horizon_ms}")
        return [event for event in copy(self).advance(now_ms + horizon_ms) if event.at_ms > now_ms]

    def _get_ready(self, now_ms: int) -> list[Event]:
        """Advance the get-ready: its countdown, and the resumption at its end."""
        events: list[Event] = []
        end = self._resume_started_ms + self._get_ready_length_ms
        while self._ticks_left and (at := end - self._ticks_left * 1000) <= now_ms:
            events.append(GetReadyTicked(at, self._position_ms, self.phase, self._ticks_left))
            self._ticks_left -= 1
        if end <= now_ms:
            phase = self.phase
            events.append(Resumed(end, self._position_ms, phase))
            self._take_timed_transition(TimedTransition.READY_AGAIN, end)
            if self._in_self_paced_rep(phase):
                events.append(RepAwaited(end, self._position_ms, phase))
                self._take_timed_transition(TimedTransition.SELF_PACED_REP, end)
        return events

    def _run_plan(self, now_ms: int) -> list[Event]:
        """Emit the plan's events up to `now_ms`, or until the session stops running."""
        events: list[Event] = []
        shift = self._since_ms - self._position_ms
        while self.state is State.RUNNING and self._timeline[self._next].at_ms + shift <= now_ms:
            planned = self._timeline[self._next]
            at = planned.at_ms + shift
            self._next += 1
            events.append(replace(planned, at_ms=at))
            if isinstance(planned, SessionFinished):
                self._position_ms = planned.plan_ms
                self._take_timed_transition(TimedTransition.PLAN_ENDED, at)
            elif self._waits and isinstance(planned, RepStarted) and planned.phase and planned.phase.self_paced:
                self._position_ms = planned.plan_ms
                events.append(RepAwaited(at, planned.plan_ms, planned.phase))
                self._take_timed_transition(TimedTransition.SELF_PACED_REP, at)
        return events

    def _take_timed_transition(self, transition: TimedTransition, at_ms: int) -> None:
        """Take a transition that time causes, and restart the position's clock at `at_ms`."""
        self.state = TRANSITIONS[self.state][transition]
        self._since_ms = at_ms

    def _in_self_paced_rep(self, phase: Phase) -> bool:
        """Whether the position is inside a self-paced rep that has begun and is not done."""
        begun = self._position_ms == phase.start_ms and self._next > self._first_event_of(phase.index)
        return self._waits and phase.self_paced and begun

    # ---- commands

    def apply(self, command: Command, because: str = "") -> list[Event]:
        """Execute a command at the time of the last advance.

        `because`: a sentence for an automatic pause. Raises IllegalCommand and leaves the session unchanged.
        """
        if command not in TRANSITIONS[self.state]:
            raise IllegalCommand(command, self.state)
        actions: dict[Command, Callable[[], list[Event]]] = {
            Command.START: self._start,
            Command.PAUSE: lambda: self._stand_still(command, Paused(self.now_ms, self.position_ms, self.phase, because)),
            Command.RESUME: self._resume,
            Command.NEXT_STEP: self._next_step,
            Command.PREVIOUS_STEP: self._previous_step,
            Command.RESTART_STEP: lambda: self._go_to(command, self.plan.step_of(self.phase).first_phase),
            Command.ADD_TIME: lambda: self._adjust(command),
            Command.TAKE_TIME: lambda: self._adjust(command),
            Command.DONE: self._done,
            Command.PAIN: lambda: self._stand_still(command, PainReported(self.now_ms, self.position_ms, self.phase)),
            Command.STOP: lambda: self._stand_still(command, SessionStopped(self.now_ms, self.position_ms, self.phase)),
        }
        return actions[command]()

    def _start(self) -> list[Event]:
        self._transition(Command.START)
        started = SessionStarted(self.now_ms, self._position_ms, self.phase)
        if not self._position_ms:
            return [started, *self._run_plan(self.now_ms)]
        self._transition(Command.PAUSE)
        return [started, *self._resume()]

    def _transition(self, command: Command) -> None:
        """Take a command's transition, keeping the current position."""
        place = self.position_ms
        self.state = TRANSITIONS[self.state][command]
        self._position_ms = place
        self._since_ms = self.now_ms

    def _stand_still(self, command: Command, event: Event) -> list[Event]:
        self._transition(command)
        return [event]

    def _resume(self) -> list[Event]:
        self._transition(Command.RESUME)
        self._resume_started_ms = self.now_ms
        self._ticks_left = min(MAX_TICKS, self._get_ready_length_ms // 1000 - 1)  # its own cue stands for its first second
        return [ResumeStarted(self.now_ms, self._position_ms, self.phase, self._get_ready_length_ms // 1000)]

    def _next_step(self) -> list[Event]:
        phase = self.phase
        events: list[Event] = []
        if not (phase.kind == "rest" and phase.set == phase.sets):
            events.append(StepSkipped(self.now_ms, self.position_ms, phase))
        if phase.step == len(self.plan.steps):
            return events + self._finish(Command.NEXT_STEP)
        return events + self._go_to(Command.NEXT_STEP, self.plan.steps[phase.step].first_phase)

    def _previous_step(self) -> list[Event]:
        step = self.plan.step_of(self.phase)
        began = self.plan.phases[step.first_phase].start_ms
        if self.position_ms - began < STEP_BACK_MS and step.number > 1:
            step = self.plan.steps[step.number - 2]
        return self._go_to(Command.PREVIOUS_STEP, step.first_phase)

    def _finish(self, command: Command) -> list[Event]:
        self._transition(command)
        self._position_ms = self.plan.duration_ms
        self._next = len(self._timeline)
        self._take_timed_transition(TimedTransition.PLAN_ENDED, self.now_ms)
        return [SessionFinished(self.now_ms, self._position_ms, None)]

    def _go_to(self, command: Command, index: int) -> list[Event]:
        """Move to the beginning of a phase; while paused, it begins only when the plan continues."""
        self._transition(command)
        self._position_ms = self.plan.phases[index].start_ms
        self._next = self._first_event_of(index)
        return self._run_plan(self.now_ms) if self.state is State.RUNNING else []

    def _first_event_of(self, index: int) -> int:
        """The index of the first event that belongs to a phase."""
        start = self.plan.phases[index].start_ms
        place = bisect_right(self._timeline, start - 1, key=lambda event: event.at_ms)
        while (phase := self._timeline[place].phase) is not None and phase.index < index:
            place += 1
        return place

    def _done(self) -> list[Event]:
        phase = self.plan.rep_end(self.phase)
        self._transition(Command.DONE)
        self._position_ms = phase.end_ms
        after = self.plan.after(phase)
        self._next = self._first_event_of(after.index) if after else len(self._timeline) - 1
        while isinstance(ending := self._timeline[self._next - 1], RepCompleted | StepCompleted) and ending.phase == phase:
            self._next -= 1
        return self._run_plan(self.now_ms)

    def _adjust(self, command: Command) -> list[Event]:
        plan = adjusted(self.plan, self.phase, self.position_ms, BY_MS[command])
        if plan is None:
            raise IllegalCommand(command, self.state, "only a rest, a prepare or a timed step can be made longer or shorter")
        self._transition(command)
        return self._switch_plan(plan)

    def ease(self, low: Plan) -> list[Event]:
        """Switch to a plan at lower effort from the next rep on; `low` is the low-effort plan of the same routine."""
        if self.ended:
            return []
        if self.state is State.RUNNING:
            self._position_ms, self._since_ms = self.position_ms, self.now_ms
        return self._switch_plan(at_lower_effort(self.plan, low, self.phase))

    def _switch_plan(self, plan: Plan) -> list[Event]:
        """Another plan from here on, which is the same up to the present place."""
        by = plan.duration_ms - self._duration_ms
        to_begin = self._timeline[self._next].at_ms == self._position_ms
        self._use(plan)
        if to_begin:  # moved here while paused
            self._next = self._first_event_of(self.phase.index)
        else:
            self._next = bisect_right(self._timeline, self._position_ms, key=lambda event: event.at_ms)
        return [TimeAdjusted(self.now_ms, self._position_ms, self.phase, by, plan)]
