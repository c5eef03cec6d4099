"""Draws a figure at a size: camera, raster and cells are kept between frames."""

import math
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec.structs import replace

from trainer.pose.arrows import arrow, filled_head, path, shaft, slopes, stroked_head
from trainer.pose.body import Shape, Thickness, shapes
from trainer.pose.cells import BODY, EMPTY, GRID, Cell, Cells
from trainer.pose.classes import RGB, SHADED, Palette
from trainer.pose.figure import Figure
from trainer.pose.geometry import Point
from trainer.pose.raster import CAP, Raster

CELL_ASPECT: Final = 2.0  # a terminal cell is twice as high as it is wide
MARGIN: Final = 2.0
ROOM: Final = 4.0  # percent of stature that an arrow has on each side
BETWEEN_KEYS: Final = (0.25, 0.5, 0.75)
THICKEST: Final = Thickness(fat=1.15, rim=0.0, breath=1.0)
ROOM_FOR_ARROWS: Final = 0.25  # cells per percent below which an arrow would hide the figure
SLOPE: Final = 0.3  # and to that of the cells that its head covers by half
LARGE: Final = 0.32  # cells per percent from which a written arrow has a large head
BENT: Final = 0.55  # and a bent one, which has less room
PAINTED: Final = 1.0  # cells per percent from which an arrow of shaded cells has a head that is seen as one
LINE: Final = {True: 0.12, False: 0.3}  # how much of its colour a written arrow lends to the background of its line, if dark
FINE: Final = 0.7  # cells per percent from which round ends take more corners
COARSE: Final = 4
NARROWEST: Final = 0.06  # of its width, while a figure turns

Box: TypeAlias = tuple[float, float, float, float]
Tints: TypeAlias = tuple[RGB | None, RGB | None]  # foreground and background


class Renderer:
    """Draws figures in one mode ("ascii", "blocks" or "plain") and palette."""

    def __init__(self, mode: str, palette: Palette) -> None:
        self.mode = mode
        self.palette = palette
        self._cells = Cells(mode, palette)
        self._floor: Cell = ("_", None if mode == "plain" else palette.floor, None)
        self._line: Tints = (None, None)
        self._slope: Tints = (None, None)
        self._head: Tints = (None, None)
        if mode != "plain":
            tints = [palette.mix(palette.background, palette.hint, share) for share in (LINE[palette.dark], SLOPE, BODY)]
            self._line, self._slope, self._head = ((palette.hint, None if palette.coarse else tint) for tint in tints)
            if palette.coarse:
                self._head = palette.hint, palette.hint
        self._written: dict[int, tuple[list[Cell], list[tuple[int, Cell]], list[Cell]]] = {}
        self._camera: Camera | None = None
        self._shot: tuple[Figure, int, int] | None = None

    def cells(
        self,
        figure: Figure,
        from_key: str,
        to_key: str,
        progress: float,
        columns: int,
        rows: int,
        *,
        facing: float = 1.0,
        breath: float = 0.0,
        arrowed: bool = True,
    ) -> list[list[Cell]]:
        """The cells (`rows` lists of `columns`) of a figure after `progress` of the movement between two keys.

        `facing`: 1 as drawn, -1 its mirror image; between them the figure turns. `breath`: how full its chest is, 0 to 1.
        `arrowed`: with the arrows of that movement, where there is room. Raises KeyError for unknown keys.
        The lists must not be changed.
        """
        if columns < 1 or rows < 2:
            return [[EMPTY] * columns for _ in range(rows)]
        shot = (figure, columns, rows)
        if self._camera is None or self._shot != shot:
            self._camera = Camera(figure, columns, rows, GRID[self.mode])
            self._shot = shot
        camera = self._camera
        camera.turn(facing)
        raster = camera.raster
        raster.clear()
        bones = figure.skeleton_at(from_key, to_key, progress)
        for shape in shapes(figure, bones, camera.breathing(breath)):
            camera.paint(shape)
        hints = figure.keys[to_key].hints if arrowed and camera.scale >= ROOM_FOR_ARROWS else ()
        written = self.mode == "plain" or (self.mode == "ascii" and camera.scale < PAINTED)
        for hint in hints if not written else ():
            camera.centre(path(hint))
            for shape in arrow(hint, camera.scale):
                camera.paint(shape)
        camera.centre([])
        out = self._cells.convert(raster)
        if written:
            sized = [(camera.in_cells(path(hint)), 2 if camera.scale >= (BENT if hint.arc else LARGE) else 1) for hint in hints]
            self._write(out, self._marks(sized))
        if figure.floor:  # the line on which it stands, in the cells that it leaves empty
            out[-1] = [self._floor if cell == EMPTY else cell for cell in out[-1]]
        return out

    def _marks(self, paths: list[tuple[list[Point], int]]) -> dict[tuple[int, int], Cell]:
        """The cells of arrows on paths that are given in cells, each with the size of its head."""
        marks: dict[tuple[int, int], Cell] = {}
        for points, size in paths:
            marks |= {place: (glyph, *self._line) for place, glyph in shaft(points).items()}
            if self.mode == "plain":
                marks |= {place: (glyph, None, None) for place, glyph in stroked_head(points).items()}
                continue
            marks |= {place: (glyph, *self._slope) for place, glyph in slopes(points, size).items()}
            marks |= {place: (glyph, *self._head) for place, glyph in filled_head(points, size).items()}
        return marks

    def _write(self, rows: list[list[Cell]], marks: dict[tuple[int, int], Cell]) -> None:
        """Put the cells of arrows on the rows where they lie; on a row that is as before, it is the same list again."""
        for y in {y for _, y in marks if 0 <= y < len(rows)}:
            there = [(x, cell) for (x, row), cell in marks.items() if row == y and 0 <= x < len(rows[y])]
            known = self._written.get(y)
            if known is None or known[0] is not rows[y] or known[1] != there:
                row = list(rows[y])
                for x, cell in there:
                    row[x] = cell
                known = self._written[y] = rows[y], there, row
            rows[y] = known[2]


class Camera:
    """Percent of stature -> samples. The floor (or a close-up's lower edge) is the area's lower edge, for all poses."""

    def __init__(self, figure: Figure, columns: int, rows: int, grid: tuple[int, int]) -> None:
        """For an area of cells with a grid of (samples across, samples down) in each."""
        x0, x1, y0, y1 = bounds(figure)
        self._grid = wide, high = grid
        self._shift = 0.0, 0.0
        self.scale = scale = min(columns / (x1 - x0), rows * CELL_ASPECT / (y1 - y0))  # cells per percent
        self.raster = Raster(columns * wide, rows * high)
        self._middle = columns * wide / 2, (x0 + x1) / 2
        self._across = scale * wide
        self._sy = -scale * high / CELL_ASPECT
        self._oy = rows * high + y0 * scale * high / CELL_ASPECT
        self._thickness = Thickness(
            fat=1.0 + 0.15 * min(1.0, max(0.0, (0.75 - scale) / 0.45)),  # a small picture wants thicker limbs
            rim=min(1.3, max(0.6, 0.5 / scale)),  # about half a cell
            eye=scale > 0.5,
            corners=CAP if scale > FINE else COARSE,
        )
        self.turn(1.0)

    def turn(self, facing: float) -> None:
        """Set the direction: as drawn (1), mirrored (-1), or between the two during a turn."""
        self._sx = self._across * math.copysign(max(NARROWEST, abs(facing)), facing)
        self._ox = self._middle[0] - self._middle[1] * self._sx

    def breathing(self, breath: float) -> Thickness:
        """The thickness of the body with the chest filled to `breath` (0 to 1)."""
        return replace(self._thickness, breath=breath, mirrored=self._sx < 0)

    def centre(self, points: list[Point]) -> None:
        """Shift what is painted next so that a path ends in the middle of a cell, and a thin arrow fills its cells."""
        self._shift = 0.0, 0.0
        if points:
            ((x, y),) = self.placed(points[-1:])
            wide, high = self._grid
            self._shift = (math.floor(x / wide) + 0.5) * wide - x, (math.floor(y / high) + 0.5) * high - y

    def in_cells(self, points: list[Point]) -> list[Point]:
        """Points of the figure as columns and rows, y downwards."""
        wide, high = self._grid
        return [(x / wide, y / high) for x, y in self.placed(points)]

    def paint(self, shape: Shape) -> None:
        """Fill a shape."""
        fill = self.raster.convex if shape.convex else self.raster.polygon
        fill(self.placed(shape.points), shape.value, SHADED if shape.rim else None)

    def placed(self, points: list[Point]) -> list[Point]:
        """Points of the figure as samples of the raster, y downwards."""
        sx, sy, ox, oy = self._sx, self._sy, self._ox + self._shift[0], self._oy + self._shift[1]
        return [(ox + x * sx, oy + y * sy) for x, y in points]


@lru_cache(maxsize=64)
def bounds(figure: Figure) -> Box:
    """The box (x0, x1, y0, y1) that holds the figure in all its keys and between them, thick limbs and arrows included."""
    if figure.crop is not None:
        return figure.crop
    points: list[Point] = []
    names = list(figure.keys)
    for name, key in figure.keys.items():
        points += _outline(figure, name, name, 1.0)
        for other in names:
            for progress in BETWEEN_KEYS if other != name else ():
                points += _outline(figure, name, other, progress)
        for hint in key.hints:
            for x, y in path(hint):
                points += [(x - ROOM, y - ROOM), (x + ROOM, y + ROOM)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    bottom = 0.0 if figure.floor else min(ys)
    return min(xs) - MARGIN, max(xs) + MARGIN, bottom, max(ys) + 2 * MARGIN


def _outline(figure: Figure, from_key: str, to_key: str, progress: float) -> list[Point]:
    bones = figure.skeleton_at(from_key, to_key, progress)
    return [point for shape in shapes(figure, bones, THICKEST) for point in shape.points]
