"""The replies of a running session to `trainer remote`."""

from msgspec import Struct

from trainer.routine.model import Effort, Side
from trainer.routine.plan import PhaseKind


class Status(Struct, frozen=True):
    """The state of a session. Times are milliseconds of the plan; steps, sets and reps count from 1; None where not applicable.

    `state`: ready, running, paused, resuming, waiting (for the end of a self-paced rep), finished, stopped.
    `left_ms`: remaining time of the plan; `phase_left_ms`: of the current phase. `sound`: starting, on, muted, none.
    """

    state: str
    routine: str
    name: str
    effort: Effort
    speed: float
    phase: PhaseKind
    step: int
    steps: int
    exercise: str
    exercise_name: str
    set: int
    sets: int
    rep: int | None
    reps: int | None
    side: Side | None
    text: str
    place_ms: int
    duration_ms: int
    left_ms: int
    phase_left_ms: int
    sound: str
    volume: int
    pid: int


class Answer(Struct, frozen=True):
    """The reply to a request: whether it was done, otherwise why not, and the session's state afterwards."""

    ok: bool
    error: str | None = None
    status: Status | None = None
