"""The moving figure beside the list of routines: one rep of each step in turn, over and over. Pure."""

from typing import Final

from trainer.routine.plan import Plan, PlannedStep
from trainer.ui.session_view import STANDING, FigureMoment, breath

LONGEST_HOLD_MS: Final = 2_000  # a preview does not hold for twenty seconds
BETWEEN_MS: Final = 800


def preview_at(plan: Plan, milliseconds: int, *, still: bool = False) -> FigureMoment:
    """What the figure does some time after the preview began; `still`: the start of the first step, unmoving."""
    lengths = [_length(step) for step in plan.steps]
    passed = 0 if still else milliseconds % sum(lengths)
    for step, length in zip(plan.steps, lengths, strict=True):
        if passed < length:
            return _moment(step, passed, still=still)
        passed -= length
    raise AssertionError("the time lies inside the sum of the lengths")


def _shown_ms(step: PlannedStep, number: int) -> int:
    movement = step.movements[number]
    return min(movement.duration_ms, LONGEST_HOLD_MS) if movement.hold else movement.duration_ms


def _length(step: PlannedStep) -> int:
    return sum(_shown_ms(step, number) for number in range(len(step.movements))) + BETWEEN_MS


def _moment(step: PlannedStep, passed: int, *, still: bool) -> FigureMoment:
    if not step.pose:
        return FigureMoment(STANDING, *breath(passed, still=still), None, False)
    start = step.movements[-1].to
    if still:
        return FigureMoment(step.pose, step.movements[0].to, step.movements[0].to, 1.0, None, False)
    for number, movement in enumerate(step.movements):
        length = _shown_ms(step, number)
        if passed < length:
            return FigureMoment(step.pose, step.movements[number - 1].to, movement.to, passed / length, None, not movement.hold)
        passed -= length
    return FigureMoment(step.pose, start, start, 1.0, None, False)
