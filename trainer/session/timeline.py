"""Everything that will happen by the passing of time alone when a plan is followed without a pause."""

from collections.abc import Iterator
from typing import Final

from trainer.routine.pace import COUNTDOWN, COUNTED_HOLD_MS, side_told_ms
from trainer.routine.plan import Phase, Plan
from trainer.session.events import (
    CountdownTicked,
    HalfwayReached,
    MovementStarted,
    PhaseStarted,
    PlanEvent,
    RepCompleted,
    RepStarted,
    SessionFinished,
    SideAnnounced,
    SideSwitched,
    StepCompleted,
    StepStarted,
    WorkProgressed,
    WorkStarted,
)

PROGRESS_MS: Final = 5_000  # of timed work, so much is lost at most when the trainer is killed
HALFWAY_MS: Final = 20_000  # holds and timed stretches from this length on have a halfway


def timeline(plan: Plan) -> tuple[PlanEvent, ...]:
    """All plan events in order, `at_ms` as if the plan had begun at 0.

    What ends with a phase comes before what begins with the next; the order at one instant is side, go, rep, movement.
    """
    events: list[PlanEvent] = []
    for phase in plan.phases:
        events += _of_phase(plan, phase)
    end = plan.duration_ms
    events.append(SessionFinished(end, end, None))
    return tuple(events)


def _of_phase(plan: Plan, phase: Phase) -> Iterator[PlanEvent]:
    start, end = phase.start_ms, phase.end_ms
    if plan.step_of(phase).first_phase == phase.index:
        yield StepStarted(start, start, phase)
    yield PhaseStarted(start, start, phase)
    yield from _opening(plan, phase)
    yield from sorted(_within(plan, phase), key=lambda event: event.at_ms)
    if plan.closes_rep(phase):
        yield RepCompleted(end, end, phase)
    if plan.ends_step(phase):
        yield StepCompleted(end, end, phase)
    elif plan.closes_run(phase) and plan.step_of(phase).timed:
        yield WorkProgressed(end, end, phase)


def _opening(plan: Plan, phase: Phase) -> Iterator[PlanEvent]:
    """What the beginning of a phase tells, besides that it begins."""
    start = phase.start_ms
    before = plan.before(phase)
    if phase.kind == "changeover" and phase.side:
        yield SideSwitched(start, start, phase, phase.side)
    if phase.kind != "move":
        return
    if phase.side and before is not None and before.kind == "move" and (before.step, before.side) != (phase.step, phase.side):
        yield SideSwitched(start, start, phase, phase.side)
    if plan.needs_go(phase):
        yield WorkStarted(start, start, phase)
    if plan.opens_rep(phase):
        yield RepStarted(start, start, phase)
    elif not plan.needs_go(phase):
        yield MovementStarted(start, start, phase)


def _within(plan: Plan, phase: Phase) -> Iterator[PlanEvent]:
    """What is told in the course of a phase: the first side, halfway, the countdown."""
    after = plan.after(phase)
    if plan.leads_to_work(phase) and after is not None:
        if after.side and phase.kind != "changeover":
            at = phase.start_ms + side_told_ms(phase.duration_ms)
            yield SideAnnounced(at, at, phase, after.side)
        yield from _countdown(phase, phase.start_ms, phase.end_ms)
    if phase.kind != "move" or phase.self_paced:
        return
    if plan.step_of(phase).timed:
        first, last = plan.run(phase)
        start, end = first.start_ms, last.end_ms
        yield from _countdown(phase, start, end)
        yield from _halfway(phase, start, end)
        yield from _progress(phase, start, end)
    elif phase.hold:
        if phase.duration_ms >= COUNTED_HOLD_MS:
            yield from _countdown(phase, phase.start_ms, phase.end_ms)
        yield from _halfway(phase, phase.start_ms, phase.end_ms)


def _countdown(phase: Phase, start_ms: int, end_ms: int) -> Iterator[CountdownTicked]:
    """The ticks before `end_ms` that lie inside the phase, and not on the very start of what is counted down."""
    for left in COUNTDOWN:
        at = end_ms - left * 1000
        if phase.start_ms <= at < phase.end_ms and at > start_ms:
            yield CountdownTicked(at, at, phase, left)


def _progress(phase: Phase, start_ms: int, end_ms: int) -> Iterator[WorkProgressed]:
    """The regular moments of the timed work from `start_ms` to `end_ms` that lie inside the phase."""
    passed = max(1, -(-(phase.start_ms - start_ms) // PROGRESS_MS))
    for at in range(start_ms + passed * PROGRESS_MS, min(phase.end_ms, end_ms), PROGRESS_MS):
        yield WorkProgressed(at, at, phase)


def _halfway(phase: Phase, start_ms: int, end_ms: int) -> Iterator[HalfwayReached]:
    at = (start_ms + end_ms) // 2
    if end_ms - start_ms >= HALFWAY_MS and phase.start_ms <= at < phase.end_ms:
        yield HalfwayReached(at, at, phase)
