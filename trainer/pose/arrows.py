"""The arrow that shows which way the present movement goes."""

import itertools
import math
from typing import Final

from trainer.pose import classes
from trainer.pose.body import Shape
from trainer.pose.geometry import Point, along, angle_of, between, mixed
from trainer.pose.posefile import HintEntry
from trainer.pose.raster import capsule

ARC_PARTS: Final = 10
HALF: Final = 0.72  # half the width of an arrow's head, by its length

SHAFTS: Final = "=\\|/"  # going right, right and down, down, left and down, and back
HEADS: Final = ">vvv<^^^"
BARBS: Final = {  # what widens the head, by its way: columns and rows from its tip
    0: ((-1, -1, "\\"), (-1, 1, "/")),
    2: ((-1, -1, "\\"), (1, -1, "/")),
    4: ((1, -1, "/"), (1, 1, "\\")),
    6: ((-1, 1, "/"), (1, 1, "\\")),
}


def path(hint: HintEntry) -> list[Point]:
    """The points of a hint's line or arc, from tail to tip."""
    if hint.arc:
        x, y, radius, first, last = hint.arc
        turns = [math.radians(mixed(first, last, part / ARC_PARTS)) for part in range(ARC_PARTS + 1)]
        return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
    if not hint.line:
        return []
    x0, y0, x1, y1 = hint.line
    return [(x0, y0), between((x0, y0), (x1, y1), 0.5), (x1, y1)]


def arrow(hint: HintEntry, scale: float) -> list[Shape]:
    """The shapes of an arrow, in percent of stature; `scale` is cells per percent: small pictures want thicker arrows."""
    points = path(hint)
    if not points:
        return []
    thickness, head = max(0.9, 0.5 / scale), max(5.0, 4.0 / scale)
    before, last = points[-2:]
    way = angle_of(before, last)
    base = along(last, way, -head)
    shafts = [*itertools.pairwise([*points[:-1], base])]
    corners = [along(last, way, head * 0.2), along(base, way + 90, head * HALF), along(base, way - 90, head * HALF)]
    return [*(Shape(capsule(a, thickness, b, thickness), classes.HINT) for a, b in shafts), Shape(corners, classes.HINT)]


def glyphs(points: list[Point]) -> dict[tuple[int, int], str]:
    """An arrow in characters alone: the glyph of each cell (column, row) on a path that is given in cells, y downwards."""
    out: dict[tuple[int, int], str] = {}
    for start, end in itertools.pairwise(points):
        way = _octant(start, end)
        count = max(1, round(max(abs(end[0] - start[0]), abs(end[1] - start[1])) * 2))
        for part in range(count + 1):
            x, y = between(start, end, part / count)
            out[math.floor(x), math.floor(y)] = SHAFTS[way % 4]
    if len(points) > 1:
        x, y = math.floor(points[-1][0]), math.floor(points[-1][1])
        way = _octant(points[-2], points[-1])
        out[x, y] = HEADS[way]
        for across, down, glyph in BARBS.get(way, ()):
            out[x + across, y + down] = glyph
    return out


def _octant(start: Point, end: Point) -> int:
    """Which of eight ways it goes in cells twice as high as wide: 0 right, 2 down, 4 left, 6 up."""
    return round(angle_of(start, (end[0], start[1] + 2 * (end[1] - start[1]))) / 45) % 8
