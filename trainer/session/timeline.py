"""List the events of a plan that is followed without interruption."""

from collections.abc import Iterator
from typing import Final

from trainer.routine.pace import COUNTDOWN, COUNTDOWN_MS, COUNTED_HOLD_MS, side_told_ms
from trainer.routine.plan import Phase, Plan
from trainer.session.events import (
    CountdownTicked,
    Event,
    HalfwayReached,
    MovementStarted,
    PhaseStarted,
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

PROGRESS_MS: Final = 5_000  # at most this much timed work is lost in a crash
HALFWAY_MS: Final = 20_000  # shorter holds and timed stretches have no halfway cue


def timeline(plan: Plan) -> tuple[Event, ...]:
    """All events of a plan in order, with `at_ms` counted from the plan's start.

    Events that end a phase precede those that begin the next; at the same time the order is side, go, rep, movement.
    """
    events: list[Event] = []
    for phase in plan.phases:
        events += _of_phase(plan, phase)
    end = plan.duration_ms
    events.append(SessionFinished(end, end, None))
    return tuple(events)


def _of_phase(plan: Plan, phase: Phase) -> Iterator[Event]:
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
    elif plan.closes_stretch(phase) and plan.step_of(phase).timed:
        yield WorkProgressed(end, end, phase)


def _opening(plan: Plan, phase: Phase) -> Iterator[Event]:
    """Yield the events at the start of a phase, besides its own."""
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


def _within(plan: Plan, phase: Phase) -> Iterator[Event]:
    """Yield the events within a phase: the first side, halfway, the countdown."""
    after = plan.after(phase)
    if plan.leads_to_work(phase) and after is not None:
        if after.side and phase.kind != "changeover":
            at = phase.start_ms + side_told_ms(phase.duration_ms)
            yield SideAnnounced(at, at, phase, after.side)
        yield from _countdown(phase, phase.start_ms, phase.end_ms)
    if phase.kind != "move" or phase.self_paced:
        return
    long_hold = phase.hold and phase.duration_ms >= COUNTED_HOLD_MS
    if plan.step_of(phase).timed:
        first, last = plan.stretch(phase)
        start, end = first.start_ms, last.end_ms
        yield from _countdown(phase, start, end)
        if long_hold and phase.end_ms <= end - COUNTDOWN_MS:  # else there would be two countdowns in one another
            yield from _countdown(phase, phase.start_ms, phase.end_ms)
        yield from _halfway(phase, start, end)
        yield from _progress(phase, start, end)
    elif phase.hold:
        if long_hold:
            yield from _countdown(phase, phase.start_ms, phase.end_ms)
        yield from _halfway(phase, phase.start_ms, phase.end_ms)


def _countdown(phase: Phase, start_ms: int, end_ms: int) -> Iterator[CountdownTicked]:
    """Yield the countdown ticks within the phase, except at the start of the counted interval."""
    for left in COUNTDOWN:
        at = end_ms - left * 1000
        if phase.start_ms <= at < phase.end_ms and at > start_ms:
            yield CountdownTicked(at, at, phase, left)


def _progress(phase: Phase, start_ms: int, end_ms: int) -> Iterator[WorkProgressed]:
    """Yield the periodic progress events of timed work within the phase."""
    passed = max(1, -(-(phase.start_ms - start_ms) // PROGRESS_MS))
    for at in range(start_ms + passed * PROGRESS_MS, min(phase.end_ms, end_ms), PROGRESS_MS):
        yield WorkProgressed(at, at, phase)


def _halfway(phase: Phase, start_ms: int, end_ms: int) -> Iterator[HalfwayReached]:
    at = (start_ms + end_ms) // 2
    if end_ms - start_ms >= HALFWAY_MS and phase.start_ms <= at < phase.end_ms:
        yield HalfwayReached(at, at, phase)
