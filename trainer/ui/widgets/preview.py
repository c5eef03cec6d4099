"""The moving figure beside lists of routines and steps: one rep of each step, over and over. Pure."""

from typing import Final

from trainer.routine.model import Side
from trainer.routine.plan import Plan, PlannedStep
from trainer.ui.widgets.figure_moment import FigureMoment, at_start, previewed, shown_ms, standing

BETWEEN_MS: Final = 800


def preview_at(plan: Plan, milliseconds: int, *, still: bool = False) -> FigureMoment:
    """What the figure does some time after the preview began; `still`: the start of the first step, unmoving."""
    if still:
        return at_start(plan.steps[0], None)
    lengths = [sum(shown_ms(step)) + BETWEEN_MS for step in plan.steps]
    passed = milliseconds % sum(lengths)
    for step, length in zip(plan.steps, lengths, strict=True):
        if passed < length:
            return step_preview_at(step, None, passed)
        passed -= length
    raise AssertionError("the time lies inside the sum of the lengths")


def step_preview_at(step: PlannedStep | None, side: Side | None, milliseconds: int, *, still: bool = False) -> FigureMoment:
    """What the figure does some time after the preview of one step began, over and over; without a step it stands."""
    if step is None or not step.pose:
        return standing(milliseconds, still=still)
    if still:
        return at_start(step, side)
    room = sum(shown_ms(step))
    return previewed(step, side, milliseconds % (room + BETWEEN_MS), room)
