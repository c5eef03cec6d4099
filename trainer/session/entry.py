"""A session as the history has it: what was done, day by day."""

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from trainer.routine.model import Effort, Side
from trainer.session.record import StepOutcome
from trainer.session.resumption import Place

SessionOutcome: TypeAlias = Literal["finished", "stopped", "interrupted", "open"]
HappeningKind: TypeAlias = Literal["started", "paused", "resumed", "skipped", "pain", "finished", "stopped"]

MAX_NOTE: Final = 500  # characters of a note


class StepEntry(Struct, frozen=True):
    """What was done of one step on one side (None: an exercise without sides). Reps are None in timed steps."""

    number: int
    exercise: str
    name: str
    side: Side | None
    outcome: StepOutcome
    reps_done: int | None
    reps_planned: int | None
    active_ms: int
    planned_ms: int
    pain: int | None = None


class Happening(Struct, frozen=True):
    """Something in a session that is no rep: when (ISO 8601 with offset), in which step, on which side, in which rep.

    `value`: how strong a pain was, 0 to 10, where that was told.
    """

    at: str
    kind: HappeningKind
    step: int | None = None
    side: Side | None = None
    rep: int | None = None
    value: int | None = None


class SessionEntry(Struct, frozen=True):
    """One session. Moments are ISO 8601 with the offset of the place where it was done; `day` is the date there.

    `note` is a line that the person wrote about it.
    """

    id: str
    routine: str
    name: str
    effort: Effort
    speed: float
    started_at: str
    day: str
    ended_at: str | None
    outcome: SessionOutcome
    active_ms: int
    planned_ms: int
    place: Place | None
    steps: tuple[StepEntry, ...]
    pain_before: int | None = None
    pain_after: int | None = None
    happenings: tuple[Happening, ...] = ()
    note: str = ""
