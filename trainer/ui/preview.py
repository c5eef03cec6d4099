"""The moving figure beside the list of routines: one rep of each step in turn, over and over. Pure."""

from typing import Final

from trainer.routine.plan import Plan
from trainer.ui.figure_moment import FigureMoment, at_start, previewed, shown_ms, standing

BETWEEN_MS: Final = 800


def preview_at(plan: Plan, milliseconds: int, *, still: bool = False) -> FigureMoment:
    """What the figure does some time after the preview began; `still`: the start of the first step, unmoving."""
    if still:
        return at_start(plan.steps[0], None)
    lengths = [sum(shown_ms(step)) + BETWEEN_MS for step in plan.steps]
    passed = milliseconds % sum(lengths)
    for step, length in zip(plan.steps, lengths, strict=True):
        if passed < length:
            return previewed(step, None, passed, sum(shown_ms(step))) if step.pose else standing(passed)
        passed -= length
    raise AssertionError("the time lies inside the sum of the lengths")
