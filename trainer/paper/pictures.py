"""The pictures of an exercise: its start, and each position that its movements lead to, with the arrow of the movement."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from trainer.diagnostics.problem import FileError
from trainer.pose.classes import Palette
from trainer.pose.figure import Figure
from trainer.pose.library import Poses, UnknownPose
from trainer.pose.svg import svg
from trainer.routine.model import Side
from trainer.routine.plan import PlannedMovement, PlannedStep

WHITE: Final = (255, 255, 255)
BLACK: Final = (0, 0, 0)
# Greys that stay apart on any printer; what moves is black.
PRINT: Final = Palette(
    background=WHITE,
    floor=(150, 150, 150),
    prop=(205, 205, 205),
    prop_mark=(120, 120, 120),
    far=(200, 200, 200),
    trunk=(165, 165, 165),
    near=(125, 125, 125),
    left=BLACK,
    right=(45, 45, 45),
    active=BLACK,
    shade=WHITE,
    hint=BLACK,
    hair=(95, 95, 95),
    dark=False,
)


class Picture(Struct, frozen=True):
    """A position as an SVG document, with what leads to it in words; `movements`: those that lead there and hold it."""

    svg: str
    movements: tuple[PlannedMovement, ...]


def figure_of(step: PlannedStep, poses: Poses) -> Figure | None:
    """The figure that shows a step; None where there is none, or its file has problems."""
    try:
        return poses.find(step.pose) if step.pose else None
    except (UnknownPose, FileError):
        return None


def pictures(step: PlannedStep, figure: Figure | None, side: Side | None) -> Iterator[Picture]:
    """The start and the positions of a step on its first side; of one without a figure, positions without a picture."""
    mirrored = figure is not None and figure.side is not None and side is not None and figure.side != side
    if figure is not None:
        yield Picture(svg(figure, figure.start, palette=PRINT, mirrored=mirrored), ())
    for movements in positions(step.movements):
        key = movements[0].to
        drawn = ""
        if figure is not None and key in figure.keys:
            drawn = svg(figure, key, palette=PRINT, mirrored=mirrored, arrowed=True)
        yield Picture(drawn, movements)


def positions(movements: Sequence[PlannedMovement]) -> Iterator[tuple[PlannedMovement, ...]]:
    """Movements in groups: each is one that moves, and the holds that follow it."""
    group: list[PlannedMovement] = []
    for movement in movements:
        if group and not movement.hold:
            yield tuple(group)
            group = []
        group.append(movement)
    if group:
        yield tuple(group)
