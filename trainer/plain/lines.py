"""The line of each cue and of what else happens in a session: short, the most important word first. Pure."""

from collections.abc import Iterator
from typing import Final

from trainer.cues.kinds import kind_of
from trainer.cues.words import lowered, variants
from trainer.routine.plan import Phase, Plan
from trainer.routine.wording import LONG_HOLD_MS, clock, dose
from trainer.session.events import (
    CountdownTicked,
    Event,
    GetReadyTicked,
    PainReported,
    Paused,
    RepStarted,
    Resumed,
    SessionStopped,
    SideAnnounced,
    SideSwitched,
    StepSkipped,
    TimeAdjusted,
    WorkStarted,
)

# What is the same each time.
WORDS: Final[dict[type[Event], str]] = {
    PainReported: "Paused: it hurts",
    SessionStopped: "Stopped",
}
KIND_WORDS: Final = {"halfway": "Halfway", "finished": "Finished"}


def heading(plan: Plan) -> Iterator[str]:
    """What a session begins with: the routine, and what is needed."""
    yield f"{plan.name}, {clock(plan.duration_ms)}, {plan.effort} effort."
    if plan.equipment:
        yield f"You need: {', '.join(plan.equipment)}."


def line_of(event: Event, plan: Plan) -> str:
    """The line of an event; "" for one that has none. Every cue has one."""
    if (word := WORDS.get(type(event))) is not None:
        return word
    match event:
        case Resumed():
            return "Go" if event.phase and event.phase.kind == "move" else "Going on"
        case Paused():
            return f"Paused: {lowered(event.because)}" if event.because else "Paused"
        case CountdownTicked() | GetReadyTicked():
            return str(event.left)
        case SideAnnounced() | SideSwitched():
            return f"{event.side.capitalize()} side"
        case TimeAdjusted():
            return f"{_seconds(abs(event.by_ms))} {'more' if event.by_ms > 0 else 'less'}"
        case StepSkipped(phase=Phase() as phase):
            return f"Skipped: {plan.step_of(phase).name}"
        case WorkStarted(phase=Phase() as phase):
            return f"Go: {lowered(phase.text)}" if plan.step_of(phase).timed else "Go"
    kind, at = kind_of(event), event.phase
    if kind is None or at is None:
        return KIND_WORDS.get(kind or "", "")
    if kind == "prepare":
        return announcement(plan, at)
    if kind == "rest":
        return f"Rest, {_seconds(at.duration_ms)}"
    if isinstance(event, RepStarted):
        return _rep(plan, at)
    return KIND_WORDS.get(kind) or _movement(plan, at)


def announcement(plan: Plan, phase: Phase) -> str:
    """A step by its name, its dose and its start position."""
    step = plan.step_of(phase)
    return f"{'Next' if phase.index else 'First'}: {step.name}, {dose(step)}. {step.start}"


def _rep(plan: Plan, phase: Phase) -> str:
    """ "Rep 3 of 10"; in the first reps with what to do."""
    last = ", last one" if phase.rep == phase.reps and phase.reps != 1 else ""
    said = variants(plan, "rep", phase, phase.side, counting=False)
    return f"Rep {phase.rep} of {phase.reps}{last}" + (f": {lowered(said[0])}" if said else "") + _held(phase)


def _movement(plan: Plan, phase: Phase) -> str:
    """What to do: all of it in the first reps, then its word alone, where it has one."""
    said = variants(plan, "movement", phase, phase.side)
    return (said[0] if said else phase.text) + _held(phase)


def _held(phase: Phase) -> str:
    return f", {_seconds(phase.duration_ms)}" if phase.hold and phase.duration_ms >= LONG_HOLD_MS else ""


def _seconds(milliseconds: int) -> str:
    return "1 second" if milliseconds == 1000 else f"{milliseconds / 1000:g} seconds"
