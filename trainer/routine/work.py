"""Build the move phases of a step: reps and timed work, guided ones at the pace of their words. Pure."""

from itertools import chain, cycle
from typing import Final

from msgspec.structs import replace

from trainer.routine.pace import (
    BETWEEN_MS,
    COUNTDOWN_MS,
    LAST_REP_DELAY_MS,
    MOVEMENT_DELAY_MS,
    SIDE_MS,
    VOICE_DELAY_MS,
    guided_ms,
    side_told_ms,
)
from trainer.routine.plan import Phase, Plan, PlannedMovement, PlannedStep, replaced, sided

MIN_REMAINDER_MS: Final = 200  # what is left of a timed step below this joins the movement before


def with_stretch_duration(plan: Plan, phase: Phase, duration_ms: int) -> Plan:
    """The plan in which the timed stretch around `phase` lasts `duration_ms`, its movements repeating as often as that takes."""
    first, last = plan.stretch(phase)
    step = plan.step_of(phase)
    return replaced(plan, first.index, last.index, timed_stretch(step, first, plan.before(first), duration_ms))


def movements(step: PlannedStep, like: Phase, before: Phase | None) -> list[Phase]:
    """All movements of a step, once: a rep, or one pass of a timed step, after the phase `before`.

    `like` gives set, rep, side, and whether it is guided; index and start are still to be laid out.
    """
    phases = []
    delay: int | None = _voice_delay_ms(like, before)
    for number, planned in enumerate(step.movements, 1):
        phases.append(
            replace(
                like,
                duration_ms=planned_ms(step, planned, like, delay),
                movement=number,
                text=sided(planned.say, like.side),
                breath=planned.breath,
                hold=planned.hold,
                self_paced=step.self_paced,
            )
        )
        delay = None
    return phases


def said_ms(step: PlannedStep, like: Phase, before: Phase | None) -> int:
    """How long timed work is in which every movement is said once before its countdown. For the rest see `movements`."""
    *others, last = movements(step, like, before)
    delay = MOVEMENT_DELAY_MS if others else _voice_delay_ms(like, before)
    return sum(phase.duration_ms for phase in others) + guided_ms(0, last.text, delay, counted_down=False) + COUNTDOWN_MS


def timed_stretch(step: PlannedStep, like: Phase, before: Phase | None, total_ms: int) -> list[Phase]:
    """The movements of a timed step repeated for `total_ms`: the last is cut, a remainder under 0.2 s joins the one before.

    The first pass is guided where `like` is. For the rest see `movements`.
    """
    phases: list[Phase] = []
    left = total_ms
    coming = chain(movements(step, like, before), cycle(movements(step, replace(like, guided=False), None)))
    while left > 0:
        phase = next(coming)
        length = min(phase.duration_ms, left)
        if left - length < MIN_REMAINDER_MS:
            length = left
        phases.append(replace(phase, duration_ms=length))
        left -= length
    return phases


def planned_ms(step: PlannedStep, planned: PlannedMovement, like: Phase, delay_ms: int | None = None) -> int:
    """The uncut length of a movement in a phase like this one.

    `delay_ms`: when the voice begins in a guided one, where it is not as in the middle of a rep.
    """
    if not like.guided:
        return planned.duration_ms
    text = sided(planned.say, like.side)
    if step.self_paced:  # all movements are one text
        return guided_ms(planned.duration_ms, f"{text}.", delay_ms or BETWEEN_MS, counted_down=False)
    return guided_ms(planned.duration_ms, text, delay_ms or MOVEMENT_DELAY_MS, counted_down=planned.hold)


def _voice_delay_ms(like: Phase, before: Phase | None) -> int:
    """How long after the beginning of work like this the voice can speak: after its sound, and after it has told a new side.

    A guided prepare is long enough for that.
    """
    told_ms = 0
    if before is not None and like.side:
        if before.kind == "changeover":
            told_ms = SIDE_MS - before.duration_ms
        elif before.kind == "rest":
            told_ms = side_told_ms(before.duration_ms) + SIDE_MS - before.duration_ms
        elif before.kind == "move" and (before.step, before.side) != (like.step, like.side):
            told_ms = SIDE_MS
    last = like.rep is not None and like.rep == like.reps
    return max(LAST_REP_DELAY_MS if last else VOICE_DELAY_MS, told_ms)
