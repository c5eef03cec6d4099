"""The moving figure beside lists of routines and steps: one rep of each step, over and over. Pure."""

from typing import Final

from trainer.routine.model import Side
from trainer.routine.plan import Plan, PlannedStep
from trainer.ui.widgets.figure_moment import FigureMoment, at_start, previewed, shown_ms, standing

BETWEEN_MS: Final = 800


def step_at(plan: Plan, milliseconds: int) -> tuple[PlannedStep, int]:
    """Which step is shown some time after the preview of a plan began, and for how long already."""
    lengths = [sum(shown_ms(step)) + BETWEEN_MS for step in plan.steps]
    passed = milliseconds % sum(lengths)
    for step, length in zip(plan.steps, lengths, strict=True):
        if passed < length:
            return step, passed
        passed -= length
    raise AssertionError("the time lies inside the sum of the lengths")


def movement_at(step: PlannedStep, milliseconds: int) -> int:
    """The index of the movement that is shown some time after the preview of one step began; between two reps the last."""
    passed = milliseconds % (sum(shown_ms(step)) + BETWEEN_MS)
    for number, length in enumerate(shown_ms(step)):
        if passed < length:
            return number
        passed -= length
    return len(step.movements) - 1


def step_preview_at(step: PlannedStep | None, side: Side | None, milliseconds: int, *, still: bool = False) -> FigureMoment:
    """What the figure does some time after the preview of one step began, over and over; without a step it stands."""
    if step is None or not step.pose:
        return standing(milliseconds, still=still)
    if still:
        return at_start(step, side)
    room = sum(shown_ms(step))
    return previewed(step, side, milliseconds % (room + BETWEEN_MS), room)
