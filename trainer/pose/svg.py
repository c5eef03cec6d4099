"""A figure as vector art: the same skeleton and shapes as in the terminal, as an SVG file for print and web pages."""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from trainer.pose.arrows import arrow
from trainer.pose.body import Shape, Thickness, shapes
from trainer.pose.classes import FLOOR, LIGHT, RGB, Palette
from trainer.pose.figure import Figure
from trainer.pose.geometry import Point
from trainer.pose.renderer import bounds

PIXELS: Final = 6  # a percent of stature, at the size in which a viewer first shows the file
FINE: Final = Thickness(fat=1.0, rim=0.8, eye=True, corners=24)
ARROWS: Final = 1.2  # cells per percent: as large as they are in a picture of that scale
GROUND: Final = (-0.9, -0.1)  # the line of the floor lies under what stands on it


def svg(
    figure: Figure, key: str, *, palette: Palette = LIGHT, mirrored: bool = False, arrowed: bool = False, breath: float = 0.0
) -> str:
    """An SVG document of one key of a figure; raises KeyError for an unknown key.

    `mirrored`: for the other side. `arrowed`: with the arrows of the movement into the key.
    """
    x0, x1, y0, y1 = bounds(figure)
    if figure.floor:
        y0 = min(y0, GROUND[0])
    wide, high = x1 - x0, y1 - y0
    thickness = Thickness(FINE.fat, FINE.rim, FINE.eye, breath, FINE.corners, mirrored)
    colours = palette.colours()
    drawn = shapes(figure, figure.skeleton_at(key, key, 1.0), thickness)
    for hint in figure.keys[key].hints if arrowed else ():
        drawn += arrow(hint, ARROWS)

    def placed(points: Sequence[Point]) -> list[Point]:
        return [((x1 - x) if mirrored else (x - x0), y1 - y) for x, y in points]

    parts = [_path(placed(shape.points), shape, palette.background if shape.rim else colours[shape.value]) for shape in drawn]
    if figure.floor:
        ground = [(x0, GROUND[0]), (x1, GROUND[0]), (x1, GROUND[1]), (x0, GROUND[1])]
        parts.append(_path(placed(ground), Shape(ground, FLOOR), palette.floor))
    title = escape(f"{figure.name}: {key}")
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.2f} {high:.2f}"'
            f' width="{wide * PIXELS:.0f}" height="{high * PIXELS:.0f}" role="img">',
            f"<title>{title}</title>",
            f'<rect width="100%" height="100%" fill="{_hex(palette.background)}"/>',
            *parts,
            "</svg>\n",
        )
    )


def _path(points: list[Point], shape: Shape, colour: RGB) -> str:
    """An outline: with corners where it is convex (round ends have many), else as a smooth curve through its points."""
    outline = _straight(points) if shape.convex else _smooth(points)
    return f'<path fill="{_hex(colour)}" d="{outline}"/>'


def _straight(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"


def _smooth(points: list[Point]) -> str:
    """A closed Catmull-Rom curve through the points, written as cubic Bezier pieces."""
    count = len(points)
    pieces = [f"M{points[0][0]:.2f} {points[0][1]:.2f}"]
    for place in range(count):
        before, start = points[place - 1], points[place]
        end, after = points[(place + 1) % count], points[(place + 2) % count]
        controls = (
            (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
            (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
            end,
        )
        pieces.append("C" + " ".join(f"{x:.2f} {y:.2f}" for x, y in controls))
    return "".join(pieces) + "Z"


def _hex(colour: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
