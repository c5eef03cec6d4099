"""The events of a session: immutable facts in the past tense.

`at_ms`: the time on the session clock, which continues during pauses; `plan_ms`: the position in the plan.
"""

from msgspec import Struct

from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan


class Event(Struct, frozen=True):
    """Base of all events, with the phase they occurred in (None at the plan's end)."""

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
    """The first side of a set was announced before the work."""

    side: Side


class SideSwitched(Event, frozen=True):
    """The person was told to change to `side`."""

    side: Side


class WorkStarted(Event, frozen=True):
    """A set began, or a stretch of a timed step."""


class WorkProgressed(Event, frozen=True):
    """Timed work progressed; the event lets the history save it before its end."""


class RepStarted(Event, frozen=True):
    """A repetition began."""


class MovementStarted(Event, frozen=True):
    """A movement began that starts neither a rep nor a stretch of work."""


class RepCompleted(Event, frozen=True):
    """A rep was completed."""


class HalfwayReached(Event, frozen=True):
    """Half of a long hold or timed stretch was over."""


class CountdownTicked(Event, frozen=True):
    """`left` seconds (3, 2, 1) remained before something ends."""

    left: int


class StepCompleted(Event, frozen=True):
    """The last work of a step was completed."""


class StepSkipped(Event, frozen=True):
    """A step was left before its last work was completed."""


class RepAwaited(Event, frozen=True):
    """A self-paced rep began: the session waits for the person."""


class Paused(Event, frozen=True):
    """The session paused; `because` is a sentence, or "" if the person paused it."""

    because: str = ""


class ResumeStarted(Event, frozen=True):
    """The get-ready after a pause began: `left` seconds of it."""

    left: int


class GetReadyTicked(Event, frozen=True):
    """`left` seconds of the get-ready remained."""

    left: int


class Resumed(Event, frozen=True):
    """The plan continued after a pause."""


class TimeAdjusted(Event, frozen=True):
    """The remaining time changed by `by_ms`; `plan` applies from here on."""

    by_ms: int
    plan: Plan


class PainReported(Event, frozen=True):
    """The person reported pain."""


class SessionFinished(Event, frozen=True):
    """The end of the plan was reached."""


class SessionStopped(Event, frozen=True):
    """The person ended the session early."""
