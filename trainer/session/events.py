"""What happens in a session: frozen facts in the past tense.

`at_ms` is the moment on the session clock (which runs on through pauses); `plan_ms` the place in the plan where it happened.
"""

from typing import TypeAlias

from msgspec import Struct

from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan


class Event(Struct, frozen=True):
    """Something that happened: `at_ms` on the session clock, `plan_ms` in the plan, in which phase (None at the plan's end)."""

    at_ms: int
    plan_ms: int
    phase: Phase | None


class SessionStarted(Event, frozen=True):
    """The session began."""


class StepStarted(Event, frozen=True):
    """A step was entered, for the first time or again."""


class PhaseStarted(Event, frozen=True):
    """A phase began."""


class SideAnnounced(Event, frozen=True):
    """The first side of a set was told, ahead of the work."""

    side: Side


class SideSwitched(Event, frozen=True):
    """The person was told to change to `side`."""

    side: Side


class WorkStarted(Event, frozen=True):
    """A set, or a stretch of a timed step, began."""


class WorkProgressed(Event, frozen=True):
    """A part of timed work was done, or all of it on one side: what is kept of it need not wait for its end."""


class RepStarted(Event, frozen=True):
    """A repetition began."""


class MovementStarted(Event, frozen=True):
    """A movement began that opens neither a repetition nor a stretch of work."""


class RepCompleted(Event, frozen=True):
    """A repetition was done."""


class HalfwayReached(Event, frozen=True):
    """Half of a long hold, or of a timed stretch, was over."""


class CountdownTicked(Event, frozen=True):
    """`left` seconds (3, 2, 1) were left before something ended."""

    left: int


class StepCompleted(Event, frozen=True):
    """The last work of a step was done."""


class StepSkipped(Event, frozen=True):
    """A step was left before its last work was done."""


class RepAwaited(Event, frozen=True):
    """A self-paced repetition began: the session waits for the person."""


class Paused(Event, frozen=True):
    """The session stood still; `because` is "" for the person's own wish, else a sentence."""

    because: str = ""


class ResumeStarted(Event, frozen=True):
    """The get-ready after a pause began: `left` seconds of it."""

    left: int


class GetReadyTicked(Event, frozen=True):
    """`left` seconds of the get-ready were left."""

    left: int


class Resumed(Event, frozen=True):
    """The plan went on after a pause."""


class TimeAdjusted(Event, frozen=True):
    """What is left was made longer (or shorter: negative) by `by_ms`; `plan` is valid from here on."""

    by_ms: int
    plan: Plan


class PainReported(Event, frozen=True):
    """The person said that it hurts."""


class SessionFinished(Event, frozen=True):
    """The plan's end was reached."""


class SessionStopped(Event, frozen=True):
    """The person ended the session before the plan's end."""


PlanEvent: TypeAlias = (
    StepStarted
    | PhaseStarted
    | SideAnnounced
    | SideSwitched
    | WorkStarted
    | WorkProgressed
    | RepStarted
    | MovementStarted
    | RepCompleted
    | HalfwayReached
    | CountdownTicked
    | StepCompleted
    | SessionFinished
)
