"""What the figure does at each moment of a plan: its movements, previews, turns and breath. Pure."""

import math
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from trainer.pose.geometry import smootherstep
from trainer.routine.model import Side
from trainer.routine.plan import Phase, Plan, PlannedStep, opposite
from trainer.routine.work import planned_ms

STANDING: Final = "standing"
BREATH_MS: Final = 5_000  # one breath, in and out, of a figure at rest
CHEST_STEPS: Final = 6  # pictures of half a breath
BREATHING_HOLD_MS: Final = 6_000  # in holds as long as this the figure breathes, and the words say so
READY_MS: Final = 2_000  # before the go the figure is in its start position again
SHOWN_HOLD_MS: Final = 800  # a preview does not hold for twenty seconds
MAX_HURRY: Final = 1.7  # a preview that would have to be faster is none
START_SHARE: Final = 5  # of so many parts of a prepare the first shows the start in any case
TURN_MS: Final = 1_200
TURN_STEPS: Final = 24  # that are shown: the same ones each time
EDGE_ON: Final = 0.01  # of its width: a figure without any would have no direction


class FigureMoment(Struct, frozen=True):
    """Which pose, between which of its keys ("" is its start), how far (0 to 1, linear), for which side, and whether moving.

    `turn`: how wide it is seen while it turns to the other side, 0 to 1. `breath`: how full its chest is, 0 to 1.
    """

    pose: str
    from_key: str = ""
    to_key: str = ""
    progress: float = 1.0
    side: Side | None = None
    moving: bool = False
    turn: float = 1.0
    breath: float = 0.0


def moment_of(plan: Plan, step: PlannedStep, phase: Phase, place: int, *, still: bool) -> FigureMoment:
    """What the figure does at a place (ms) of a plan, which lies in a phase of a step; `still`: no animation."""
    done = place - phase.start_ms
    if phase.kind == "rest":
        return _resting(plan, phase, done, still=still)
    if not step.pose:
        return standing(done, still=still)
    if phase.kind == "prepare":
        if still:
            return at_start(step, phase.side)
        room = _preview_room(step, phase.duration_ms)
        before = phase.duration_ms - room - min(READY_MS, phase.duration_ms * 3 // 20)
        return previewed(step, phase.side, done - before, room)
    if phase.kind == "changeover":
        return _turning(step, phase, done, still=still)
    number = (phase.movement or 1) - 1
    movement = step.movements[number]
    # A guided movement goes at the pace of its words; one that is cut at the end of timed work does not hurry.
    length = max(phase.duration_ms, planned_ms(step, movement, phase)) if phase.guided else movement.duration_ms
    progress = 1.0 if still else min(1.0, done / length)
    return FigureMoment(
        step.pose,
        step.movements[number - 1].to,
        movement.to,
        progress,
        phase.side,
        not movement.hold,
        breath=0.0 if still or not long_hold(phase) else _chest(done),
    )


def step_moment(step: PlannedStep, phase: Phase, passed: int, *, still: bool) -> FigureMoment:
    """What the figure does in a rep at the person's own pace: the rep at its planned speed, over and over."""
    if still or not step.pose:
        return at_start(step, phase.side)
    lengths = [planned_ms(step, movement, phase) for movement in step.movements]
    inside = passed % sum(lengths)
    for number, (movement, length) in enumerate(zip(step.movements, lengths, strict=True)):
        if inside < length:
            before = step.movements[number - 1].to
            return FigureMoment(step.pose, before, movement.to, inside / length, phase.side, not movement.hold)
        inside -= length
    return at_start(step, phase.side)


def at_start(step: PlannedStep, side: Side | None) -> FigureMoment:
    """The start position of a step: where its last movement ends."""
    start = step.movements[-1].to
    return FigureMoment(step.pose or STANDING, start, start, side=side) if step.pose else standing(0, still=True)


def standing(milliseconds: int, *, still: bool = False) -> FigureMoment:
    """The resting figure, which breathes."""
    return FigureMoment(STANDING, *breath(milliseconds, still=still), moving=True)


def previewed(step: PlannedStep, side: Side | None, passed: int, room: int) -> FigureMoment:
    """How a step goes, `passed` ms after its preview began, which has `room` ms for whole reps; the start before and after.

    Long holds are cut; a rep that is longer than the room is shown faster, but not much: then there is none.
    """
    lengths = shown_ms(step)
    rep = sum(lengths)
    hurry = max(1.0, rep / max(1, room))
    if not step.pose or hurry > MAX_HURRY or not 0 <= passed * hurry < max(1, int(room / rep)) * rep:
        return at_start(step, side)
    inside = passed * hurry % rep
    for number, (movement, length) in enumerate(zip(step.movements, lengths, strict=True)):
        if inside < length:
            before = step.movements[number - 1].to
            return FigureMoment(step.pose, before, movement.to, inside / length, side, not movement.hold)
        inside -= length
    return at_start(step, side)


def _preview_room(step: PlannedStep, prepare_ms: int) -> int:
    """How long a prepare shows the movement. The rest, half of it at least, is for the start position, which is to be taken.

    Where a rep has no room in half of it, it gets as little more as it needs.
    """
    most = prepare_ms - prepare_ms // START_SHARE - min(READY_MS, prepare_ms * 3 // 20)
    return min(most, max(prepare_ms // 2, math.ceil(sum(shown_ms(step)) / MAX_HURRY)))


def shown_ms(step: PlannedStep) -> list[int]:
    """How long a preview shows each movement of a step at its own speed."""
    return [min(one.duration_ms, SHOWN_HOLD_MS) if one.hold else one.duration_ms for one in step.movements]


def _resting(plan: Plan, phase: Phase, done: int, *, still: bool) -> FigureMoment:
    """A rest shows how the next exercise begins."""
    follows = plan.after(phase)
    return at_start(plan.step_of(follows), follows.side) if follows else standing(done, still=still)


def _turning(step: PlannedStep, phase: Phase, done: int, *, still: bool) -> FigureMoment:
    """In a changeover the figure turns from one side to the other, at its start position."""
    share = 1.0 if still else round(TURN_STEPS * min(1.0, done / min(TURN_MS, phase.duration_ms))) / TURN_STEPS
    side = opposite(phase.side) if phase.side and share < 0.5 else phase.side
    return replace(at_start(step, side), turn=max(EDGE_ON, round(abs(math.cos(math.pi * smootherstep(share))), 3)))


def long_hold(phase: Phase) -> bool:
    """Whether a phase is a hold in which the figure breathes, and the words say so."""
    return phase.hold and phase.duration_ms >= BREATHING_HOLD_MS


def _chest(milliseconds: int) -> float:
    """How full the chest is some time into a hold, in few steps: empty at first, as one breathes out into a stretch."""
    return round(CHEST_STEPS * (1 - math.cos(2 * math.pi * milliseconds / BREATH_MS)) / 2) / CHEST_STEPS


def breath(milliseconds: int, *, still: bool = False) -> tuple[str, str, float]:
    """The standing figure's breath after some time: from key, to key, progress."""
    if still:
        return "in", "in", 1.0
    passed = milliseconds % BREATH_MS / (BREATH_MS / 2)
    return ("out", "in", passed) if passed < 1 else ("in", "out", passed - 1)
