"""What a running session answers to whoever controls it from outside."""

from msgspec import Struct

from trainer.routine.model import Effort, Side
from trainer.routine.plan import PhaseKind


class Status(Struct, frozen=True):
    """Where a session stands. Times are milliseconds of the plan; steps, sets and reps count from 1, None where they don't apply.

    `state`: ready, running, paused, resuming, waiting (for the person to finish a self-paced rep), finished, stopped.
    `left_ms` is what is left of the whole plan, `phase_left_ms` of the present phase. `sound`: starting, on, muted, none.
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
    """Whether a request was done, why not (None: it was), and where the session stands after it."""

    ok: bool
    error: str | None = None
    status: Status | None = None
