"""The session: one run of a plan, driven by a clock that is handed in.

The session clock counts whole milliseconds of plan speed and runs on through pauses; the place in the plan moves with it
only while the session runs. Deadlines come from the plan: one large advance gives the same events as many small ones.
"""

from bisect import bisect_right
from collections.abc import Callable
from copy import copy
from typing import Final

from msgspec.structs import replace

from trainer.routine.adjusting import adjusted
from trainer.routine.easing import eased
from trainer.routine.plan import Phase, Plan
from trainer.session.events import (
    Event,
    GetReadyTicked,
    PainReported,
    Paused,
    PlanEvent,
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
from trainer.session.states import ENDED, TRANSITIONS, Command, IllegalCommand, Passing, State
from trainer.session.timeline import timeline

GET_READY_MS: Final = 3_000
MOST_TICKS: Final = 3  # at the end of a get-ready
LONGEST_HORIZON_MS: Final = 1_000
STEP_BACK_MS: Final = 3_000  # within this from a step's beginning, previous goes to the step before
BY_MS: Final = {Command.ADD_TIME: 10_000, Command.TAKE_TIME: -10_000}


class Session:
    """A state machine over a plan. `advance` lets time pass, `apply` does what a person wants; both return events.

    Neither reads a clock. A command that is not allowed raises IllegalCommand and changes nothing.
    """

    def __init__(
        self, plan: Plan, first_phase: int = 0, into_ms: int = 0, *, get_ready_ms: int = GET_READY_MS, waits: bool = True
    ) -> None:
        """It begins `into_ms` after the start of `first_phase`; not at the plan's beginning: with a get-ready (whole seconds).

        `waits`: for the person in self-paced reps; else each takes its time in the plan.
        """
        self._whole_get_ready_ms = get_ready_ms
        self._waits = waits
        self._use(plan)
        self.state = State.READY
        self.now_ms = 0
        self._next = 0  # the first plan event that has not come yet
        self._place_ms = 0  # the place in the plan at `_since_ms`
        self._since_ms = 0
        self._resume_ms = 0  # when the get-ready began
        self._ticks_left = 0  # of the get-ready
        if first_phase:
            self._place_ms = plan.phases[first_phase].start_ms
            self._next = self._first_of(first_phase)
        if into_ms:
            self._place_ms += into_ms
            self._next = bisect_right(self._timeline, self._place_ms, key=lambda event: event.at_ms)

    def _use(self, plan: Plan) -> None:
        """Follow a plan; what is asked of it at each look is worked out once."""
        self.plan = plan
        self._timeline: tuple[PlanEvent, ...] = timeline(plan)
        self._starts_ms = [phase.start_ms for phase in plan.phases]
        self._duration_ms = plan.duration_ms

    # ---- what can be asked

    @property
    def place_ms(self) -> int:
        """The place in the plan now, in plan milliseconds."""
        if self.state is State.RUNNING:
            return min(self._place_ms + self.now_ms - self._since_ms, self._duration_ms)
        return self._place_ms

    @property
    def ended(self) -> bool:
        """Whether the session is over."""
        return self.state in ENDED

    @property
    def phase(self) -> Phase:
        """The phase at the present place (the last one at the plan's end)."""
        return self.plan.phases[max(0, bisect_right(self._starts_ms, self.place_ms) - 1)]

    @property
    def get_ready_ms(self) -> int:
        """What is left of the get-ready after a pause, 0 when there is none."""
        return max(0, self._resume_ms + self._whole_get_ready_ms - self.now_ms) if self.state is State.RESUMING else 0

    @property
    def waited_ms(self) -> int:
        """How long the session has been waiting for the person, 0 when it does not."""
        return self.now_ms - self._since_ms if self.state is State.WAITING else 0

    def allows(self, command: Command) -> bool:
        """Whether `apply` would take the command now."""
        adjustable = command not in BY_MS or adjusted(self.plan, self.phase, self.place_ms, BY_MS[command]) is not None
        return command in TRANSITIONS[self.state] and adjustable

    # ---- time

    def advance(self, now_ms: int) -> list[Event]:
        """Let the session clock come to `now_ms`; returns what came due since, each with its exact moment.

        Raises ValueError when time would go back.
        """
        if now_ms < self.now_ms:
            raise ValueError(f"the session clock cannot go back from {self.now_ms} to {now_ms} ms")
        events: list[Event] = []
        if self.state is State.RESUMING:
            events += self._get_ready(now_ms)
        if self.state is State.RUNNING:
            events += self._follow(now_ms)
        self.now_ms = now_ms
        return events

    def upcoming(self, now_ms: int, horizon_ms: int) -> list[Event]:
        """What will come due after `now_ms`, up to `horizon_ms` (at most 1 s) later, if no command comes; nothing changes."""
        if not 0 <= horizon_ms <= LONGEST_HORIZON_MS:
            raise ValueError(f"the horizon is 0 to {LONGEST_HORIZON_MS} ms, not {horizon_ms}")
        return [event for event in copy(self).advance(now_ms + horizon_ms) if event.at_ms > now_ms]

    def _get_ready(self, now_ms: int) -> list[Event]:
        """The get-ready up to `now_ms`: its ticks, and the going on when it is over."""
        events: list[Event] = []
        end = self._resume_ms + self._whole_get_ready_ms
        while self._ticks_left and (at := end - self._ticks_left * 1000) <= now_ms:
            events.append(GetReadyTicked(at, self._place_ms, self.phase, self._ticks_left))
            self._ticks_left -= 1
        if end <= now_ms:
            phase = self.phase
            events.append(Resumed(end, self._place_ms, phase))
            self._pass(Passing.READY_AGAIN, end)
            if self._awaits(phase):
                events.append(RepAwaited(end, self._place_ms, phase))
                self._pass(Passing.SELF_PACED_REP, end)
        return events

    def _follow(self, now_ms: int) -> list[Event]:
        """The plan's events up to `now_ms`, while nothing stops the plan."""
        events: list[Event] = []
        shift = self._since_ms - self._place_ms
        while self.state is State.RUNNING and self._timeline[self._next].at_ms + shift <= now_ms:
            planned = self._timeline[self._next]
            at = planned.at_ms + shift
            self._next += 1
            events.append(replace(planned, at_ms=at))
            if isinstance(planned, SessionFinished):
                self._place_ms = planned.plan_ms
                self._pass(Passing.PLAN_ENDED, at)
            elif self._waits and isinstance(planned, RepStarted) and planned.phase and planned.phase.self_paced:
                self._place_ms = planned.plan_ms
                events.append(RepAwaited(at, planned.plan_ms, planned.phase))
                self._pass(Passing.SELF_PACED_REP, at)
        return events

    def _pass(self, passing: Passing, at_ms: int) -> None:
        """Take a transition that time brings about; the plan goes on (if it does) from its present place at `at_ms`."""
        self.state = TRANSITIONS[self.state][passing]
        self._since_ms = at_ms

    def _awaits(self, phase: Phase) -> bool:
        """Whether the person is in the middle of a self-paced rep: it began, and nobody said that it is done."""
        begun = self._place_ms == phase.start_ms and self._next > self._first_of(phase.index)
        return self._waits and phase.self_paced and begun

    # ---- commands

    def apply(self, command: Command, because: str = "") -> list[Event]:
        """Do what the person wants, at the moment to which the session was last advanced.

        `because` is a sentence for a pause that nobody asked for. Raises IllegalCommand, the session being unchanged.
        """
        if command not in TRANSITIONS[self.state]:
            raise IllegalCommand(command, self.state)
        actions: dict[Command, Callable[[], list[Event]]] = {
            Command.START: self._start,
            Command.PAUSE: lambda: self._hold_still(command, Paused(self.now_ms, self.place_ms, self.phase, because)),
            Command.RESUME: self._resume,
            Command.NEXT_STEP: self._next_step,
            Command.PREVIOUS_STEP: self._previous_step,
            Command.RESTART_STEP: lambda: self._go_to(command, self.plan.step_of(self.phase).first_phase),
            Command.ADD_TIME: lambda: self._adjust(command),
            Command.TAKE_TIME: lambda: self._adjust(command),
            Command.DONE: self._done,
            Command.PAIN: lambda: self._hold_still(command, PainReported(self.now_ms, self.place_ms, self.phase)),
            Command.STOP: lambda: self._hold_still(command, SessionStopped(self.now_ms, self.place_ms, self.phase)),
        }
        return actions[command]()

    def _start(self) -> list[Event]:
        self._take(Command.START)
        started = SessionStarted(self.now_ms, self._place_ms, self.phase)
        if not self._place_ms:
            return [started, *self._follow(self.now_ms)]
        self._take(Command.PAUSE)
        return [started, *self._resume()]

    def _take(self, command: Command) -> None:
        """Take the transition of a command: the plan stays where it is, and goes on from there if the new state runs."""
        place = self.place_ms
        self.state = TRANSITIONS[self.state][command]
        self._place_ms = place
        self._since_ms = self.now_ms

    def _hold_still(self, command: Command, event: Event) -> list[Event]:
        self._take(command)
        return [event]

    def _resume(self) -> list[Event]:
        self._take(Command.RESUME)
        self._resume_ms = self.now_ms
        self._ticks_left = min(MOST_TICKS, self._whole_get_ready_ms // 1000 - 1)  # its own cue stands for its first second
        return [ResumeStarted(self.now_ms, self._place_ms, self.phase)]

    def _next_step(self) -> list[Event]:
        phase = self.phase
        events: list[Event] = []
        if not (phase.kind == "rest" and phase.set == phase.sets):
            events.append(StepSkipped(self.now_ms, self.place_ms, phase))
        if phase.step == len(self.plan.steps):
            return events + self._finish(Command.NEXT_STEP)
        return events + self._go_to(Command.NEXT_STEP, self.plan.steps[phase.step].first_phase)

    def _previous_step(self) -> list[Event]:
        step = self.plan.step_of(self.phase)
        began = self.plan.phases[step.first_phase].start_ms
        if self.place_ms - began < STEP_BACK_MS and step.number > 1:
            step = self.plan.steps[step.number - 2]
        return self._go_to(Command.PREVIOUS_STEP, step.first_phase)

    def _finish(self, command: Command) -> list[Event]:
        self._take(command)
        self._place_ms = self.plan.duration_ms
        self._next = len(self._timeline)
        self._pass(Passing.PLAN_ENDED, self.now_ms)
        return [SessionFinished(self.now_ms, self._place_ms, None)]

    def _go_to(self, command: Command, index: int) -> list[Event]:
        """Stand at the beginning of a phase. While paused it begins only when the plan goes on."""
        self._take(command)
        self._place_ms = self.plan.phases[index].start_ms
        self._next = self._first_of(index)
        return self._follow(self.now_ms) if self.state is State.RUNNING else []

    def _first_of(self, index: int) -> int:
        """The place in the timeline of the first event that begins with a phase."""
        start = self.plan.phases[index].start_ms
        place = bisect_right(self._timeline, start - 1, key=lambda event: event.at_ms)
        while (phase := self._timeline[place].phase) is not None and phase.index < index:
            place += 1
        return place

    def _done(self) -> list[Event]:
        phase = self.plan.rep_end(self.phase)
        self._take(Command.DONE)
        self._place_ms = phase.end_ms
        after = self.plan.after(phase)
        self._next = self._first_of(after.index) if after else len(self._timeline) - 1
        while isinstance(ending := self._timeline[self._next - 1], RepCompleted | StepCompleted) and ending.phase == phase:
            self._next -= 1
        return self._follow(self.now_ms)

    def _adjust(self, command: Command) -> list[Event]:
        plan = adjusted(self.plan, self.phase, self.place_ms, BY_MS[command])
        if plan is None:
            raise IllegalCommand(command, self.state, "only a rest, a prepare or a timed step can be made longer or shorter")
        self._take(command)
        return self._follow_plan(plan)

    def ease(self, low: Plan) -> list[Event]:
        """Go on at a lower effort from the next rep on; `low` is the plan of the same routine at that effort."""
        if self.ended:
            return []
        if self.state is State.RUNNING:
            self._place_ms, self._since_ms = self.place_ms, self.now_ms
        return self._follow_plan(eased(self.plan, low, self.phase))

    def _follow_plan(self, plan: Plan) -> list[Event]:
        """Another plan from here on, which is the same up to the present place."""
        by = plan.duration_ms - self._duration_ms
        to_begin = self._timeline[self._next].at_ms == self._place_ms
        self._use(plan)
        if to_begin:  # moved here while paused
            self._next = self._first_of(self.phase.index)
        else:
            self._next = bisect_right(self._timeline, self._place_ms, key=lambda event: event.at_ms)
        return [TimeAdjusted(self.now_ms, self._place_ms, self.phase, by, plan)]
