"""A session in the history. The constraints on each field are defined here, once."""

from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from trainer.routine.model import Effort, Side
from trainer.session.record import Count, Milliseconds, Name, Pain, StepRecord

SessionOutcome: TypeAlias = Literal["finished", "stopped", "interrupted", "open"]
SessionLogKind: TypeAlias = Literal["started", "paused", "resumed", "skipped", "pain", "finished", "stopped"]

MAX_NOTE: Final = 500  # characters
MAX_LOG_ENTRIES: Final = 5_000
MAX_ROWS: Final = 2_000
SESSION_ID: Final = r"^[0-9A-Za-z-]{1,64}\Z"  # also part of a lock file's name

Id = Annotated[str, Meta(pattern=SESSION_ID)]


class Place(Struct, frozen=True):
    """The position in a session: step, set and rep (None: not in a rep), counted from 1, and side.

    `done`: the rep is done or, without a rep, the step was completed or skipped. In timed work `into_ms` and `left_ms` are
    the time spent and left on this side.
    """

    step: Count
    set: Count
    rep: Count | None
    side: Side | None
    done: bool = False
    into_ms: Milliseconds = 0
    left_ms: Milliseconds = 0


class SessionLogEntry(Struct, frozen=True):
    """Something other than a rep that happened: when (ISO 8601 with offset), and in which step, side and rep.

    `value`: a pain rating, 0 to 10, if given.
    """

    at: str
    kind: SessionLogKind
    step: Count | None = None
    side: Side | None = None
    rep: Count | None = None
    value: Pain | None = None


class SessionEntry(Struct, frozen=True):
    """One session. Timestamps are ISO 8601 with the local offset; `day` is the local date.

    `note`: the person's remark. Data from outside becomes an entry only through `trainer.session.checking`.
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
    happenings: Annotated[tuple[SessionLogEntry, ...], Meta(max_length=2 * MAX_LOG_ENTRIES)] = ()
    note: Annotated[str, Meta(max_length=MAX_NOTE)] = ""

    @property
    def hurt(self) -> bool:
        """Whether pain was reported in it."""
        return any(one.kind == "pain" for one in self.happenings) or any(row.pain is not None for row in self.steps)
