"""Lengthen or shorten the present rest, prepare or timed step of a plan: the keys `+` and `-`. Pure."""

from typing import Final

from trainer.routine.plan import Phase, Plan, with_duration
from trainer.routine.work import with_stretch_duration

MIN_LENGTH_MS: Final = 1_000
MAX_LENGTH_MS: Final = 3_600_000


def adjusted(plan: Plan, phase: Phase, position_ms: int, by_ms: int) -> Plan | None:
    """The plan whose present rest, prepare or timed step is longer by `by_ms` (negative: shorter).

    It keeps to its bounds, and a second is left of it. None where it cannot be changed so.
    """
    timed = phase.kind == "move" and plan.step_of(phase).timed
    if phase.kind not in ("rest", "prepare") and not timed:
        return None
    first, last = plan.stretch(phase) if timed else (phase, phase)
    length = last.end_ms - first.start_ms
    if by_ms > 0:
        changed = min(length + by_ms, MAX_LENGTH_MS)
    else:
        changed = max(length + by_ms, position_ms - first.start_ms + MIN_LENGTH_MS, MIN_LENGTH_MS)
    if changed == length or (changed > length) != (by_ms > 0):
        return None
    return with_stretch_duration(plan, phase, changed) if timed else with_duration(plan, phase, changed)
