"""A session as the history has it: what was done, day by day. What each value may be stands here, once."""

from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from trainer.routine.model import Effort, Side
from trainer.session.record import Count, Milliseconds, Name, Pain, StepRecord

SessionOutcome: TypeAlias = Literal["finished", "stopped", "interrupted", "open"]
HappeningKind: TypeAlias = Literal["started", "paused", "resumed", "skipped", "pain", "finished", "stopped"]

MAX_NOTE: Final = 500  # characters of a note
MAX_HAPPENINGS: Final = 5_000
MAX_ROWS: Final = 2_000
SESSION_ID: Final = r"^[0-9A-Za-z-]{1,64}\Z"  # names a lock file too

Id = Annotated[str, Meta(pattern=SESSION_ID)]


class Place(Struct, frozen=True):
    """Where a session is: in which step, set and rep (None: not in a rep), on which side; counted from 1.

    `done`: that rep is done; where there is no rep, that step is left behind, done or skipped. In timed work: how far into the
    stretch on this side it is, and how much of that is left.
    """

    step: Count
    set: Count
    rep: Count | None
    side: Side | None
    done: bool = False
    into_ms: Milliseconds = 0
    left_ms: Milliseconds = 0


class Happening(Struct, frozen=True):
    """Something in a session that is no rep: when (ISO 8601 with offset), in which step, on which side, in which rep.

    `value`: how strong a pain was, 0 to 10, where that was told.
    """

    at: str
    kind: HappeningKind
    step: Count | None = None
    side: Side | None = None
    rep: Count | None = None
    value: Pain | None = None


class SessionEntry(Struct, frozen=True):
    """One session. Moments are ISO 8601 with the offset of the place where it was done; `day` is the date there.

    `note` is a line that the person wrote about it. What comes from a file is made by `trainer.session.checking` alone.
    """

    id: Id
    routine: Name
    name: Name
    effort: Effort
    speed: Annotated[float, Meta(gt=0, le=1000)]
    started_at: str
    day: str
    ended_at: str | None
    outcome: SessionOutcome
    active_ms: Milliseconds
    planned_ms: Milliseconds
    place: Place | None
    steps: Annotated[tuple[StepRecord, ...], Meta(max_length=MAX_ROWS)]
    pain_before: Pain | None = None
    pain_after: Pain | None = None
    happenings: Annotated[tuple[Happening, ...], Meta(max_length=2 * MAX_HAPPENINGS)] = ()
    note: Annotated[str, Meta(max_length=MAX_NOTE)] = ""
