"""What a reader is told around the movements of an exercise: what one rep is, how to breathe, how long to rest after it."""

from collections.abc import Iterator
from typing import Final

from trainer.routine.plan import Plan, PlannedMovement, PlannedStep

NEXT_SIDE: Final = {"none": "", "alternating": "; the next {one} is on the other side", "each": ""}
EACH_SIDE: Final = {"none": "", "alternating": "", "each": " Then all of it on the other side."}


def order(step: PlannedStep, positions: int) -> str:
    """Which of the numbered positions make one rep, or one round of a timed exercise, and what follows it."""
    numbers = {1: "step 1", 2: "steps 1 and 2"}.get(positions, f"steps 1 to {positions}")
    one = "round" if step.timed else "rep"
    side = "" if step.sides == "none" else " on one side"
    begin = f"One {one} is {numbers}{side}{NEXT_SIDE[step.sides].format(one=one)}."
    if step.seconds_ms is not None:
        begin += f" Do round after round for {step.seconds_ms / 1000:g} seconds."
    return begin + EACH_SIDE[step.sides]


def timing(movement: PlannedMovement, *, breath_told: bool) -> str:
    """How long a movement lasts, and how to breathe where its words don't say so.

    `breath_told`: whether its exercise says how to breathe at all.
    """
    breath = f", breathe {movement.breath or 'freely'}" if breath_told and "breathe" not in movement.say else ""
    return f"{movement.duration_ms / 1000:g} s{breath}"


def rests(step: PlannedStep, plan: Plan) -> Iterator[str]:
    """The rests of a step in sentences: between its sets, and before the next exercise."""
    of_step = [phase for phase in plan.phases if phase.kind == "rest" and phase.step == step.number]
    between = next((phase for phase in of_step if phase.set < phase.sets), None)
    after = next((phase for phase in of_step if phase.set == phase.sets), None)
    if between:
        yield f"Rest {between.duration_ms / 1000:g} s between the sets."
    if after:
        yield f"Then rest {after.duration_ms / 1000:g} s before the next exercise."
