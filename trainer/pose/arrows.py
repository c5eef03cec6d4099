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
SMALLEST: Final = 1.25  # percent of stature: the measure of an arrow where cells are smaller
# Heads in widths of a cell, so that they fill whole cells: how far beyond the last point, how far back, and half their width.
ACROSS: Final = (1.6, 5.0, 3.3)
UPRIGHT: Final = (1.0, 3.0, 3.1)
SLANTING: Final = (1.5, 4.2)  # a right angle: how far its corner lies beyond the last point, and how long its arms are

SHAFTS: Final = "=\\|/"  # going right, right and down, down, left and down, and back
TIPS: Final = ">\\v/<\\^/"
HEADS: Final[tuple[tuple[tuple[int, int, str], ...], ...]] = (  # of strokes, by its way: columns and rows from its tip
    ((-1, -1, "\\"), (-1, 1, "/")),
    ((-2, 0, "_"), (-1, 0, "_"), (1, -1, "|"), (1, 0, "|")),
    ((-1, -1, "\\"), (0, -1, "|"), (1, -1, "/")),
    ((2, 0, "_"), (1, 0, "_"), (-1, -1, "|"), (-1, 0, "|")),
    ((1, -1, "/"), (1, 1, "\\")),
    ((0, -1, "_"), (1, -1, "_"), (-1, 0, "|"), (-1, 1, "|")),
    ((-1, 1, "/"), (0, 1, "|"), (1, 1, "\\")),
    ((0, -1, "_"), (-1, -1, "_"), (1, 0, "|"), (1, 1, "|")),
)
SLOPES: Final = "\\/"  # of a level head that goes right: above its tip and below it
WAYS: Final = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))  # of an octant: columns and rows


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


def arrow(hint: HintEntry, scale: float, *, celled: bool = True) -> list[Shape]:
    """The shapes of an arrow, in percent of stature; `scale` is cells per percent: small pictures want thicker arrows.

    `celled`: its head points along a row, a column or a diagonal, as cells show it without ragged edges.
    """
    points = path(hint)
    if not points:
        return []
    thickness, cell = max(0.9, 0.4 / scale), max(SMALLEST, 1 / scale)
    before, last = points[-2:]
    way = angle_of(before, last)
    octant = round(way / 45)
    if celled and octant % 2:
        x, y = along(last, octant * 45, SLANTING[0] * cell)
        aside, above = (math.copysign(SLANTING[1] * cell, here - there) for here, there in ((x, last[0]), (y, last[1])))
        corners, base = [(x, y), (x - aside, y), (x, y - above)], last
    else:
        way = octant * 45 if celled else way
        ahead, behind, half = (cell * measure for measure in (UPRIGHT if octant % 4 else ACROSS))
        base = along(last, way, -behind)
        corners = [along(last, way, ahead), along(base, way + 90, half), along(base, way - 90, half)]
    shafts = [*itertools.pairwise([*points[:-1], base])]
    return [*(Shape(capsule(a, thickness, b, thickness), classes.HINT) for a, b in shafts), Shape(corners, classes.HINT)]


def shaft(points: list[Point]) -> dict[tuple[int, int], str]:
    """An arrow's line in characters alone: the glyph of each cell (column, row) on a path that is given in cells, y downwards."""
    out: dict[tuple[int, int], str] = {}
    for start, end in itertools.pairwise(points):
        way = _octant(start, end)
        count = max(1, round(max(abs(end[0] - start[0]), abs(end[1] - start[1])) * 2))
        for part in range(count + 1):
            x, y = between(start, end, part / count)
            column, row = math.floor(x), math.floor(y)
            if way % 4 != 2 or not out.keys() & {(column - 1, row), (column + 1, row)}:  # upright lines are one cell wide
                out[column, row] = SHAFTS[way % 4]
    _, last, way = _tip(points)
    if way % 4 == 2:  # a bent line ends upright all the same, in its head
        out = {cell: glyph for cell, glyph in out.items() if abs(cell[1] - last) > 1}
    return out


def stroked_head(points: list[Point]) -> dict[tuple[int, int], str]:
    """The head of an arrow on such a path, of a few strokes."""
    x, y, way = _tip(points)
    return {(x, y): TIPS[way], **{(x + across, y + down): glyph for across, down, glyph in HEADS[way]}}


def filled_head(points: list[Point], size: int) -> dict[tuple[int, int], str]:
    """The head of an arrow on such a path, of whole cells; `size` 1 or more."""
    x, y, way = _tip(points)
    across, down = WAYS[way]
    if not down:  # two cells shorter with each row
        rows = range(-size, size + 1)
        return {(x - aside * across, y + up): TIPS[way] for up in rows for aside in range(2 * abs(up) + 1, 2 * size + 4)}
    rows = range(size + 2)
    if not across:
        return {(x + aside, y - up * down): TIPS[way] for up in rows for aside in range(-up, up + 1)}
    return {(x - aside * across, y - up * down): TIPS[way] for up in rows for aside in range(2 * (size + 2 - up) - 1)}


def slopes(points: list[Point], size: int) -> dict[tuple[int, int], str]:
    """What a filled head needs to taper when it lies along a row: the tip and slanting edges, not filled themselves."""
    x, y, way = _tip(points)
    across, down = WAYS[way]
    rows = () if down else range(-size, size + 1)
    return {(x - 2 * abs(up) * across, y + up): SLOPES[up * across > 0] if up else TIPS[way] for up in rows}


def _tip(points: list[Point]) -> tuple[int, int, int]:
    """The cell in which a path ends, and which way it goes there."""
    (x, y), before = points[-1], points[-2]
    return math.floor(x), math.floor(y), _octant(before, points[-1])


def _octant(start: Point, end: Point) -> int:
    """Which of eight ways it goes in cells twice as high as wide: 0 right, 2 down, 4 left, 6 up."""
    return round(angle_of(start, (end[0], start[1] + 2 * (end[1] - start[1]))) / 45) % 8
