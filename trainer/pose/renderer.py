"""Draws a figure at a size: camera, raster and cells are kept between frames."""

from functools import lru_cache
from typing import Final

from trainer.pose.arrows import arrow, path
from trainer.pose.body import Shape, Thickness, shapes
from trainer.pose.cells import EMPTY, Cell, Cells
from trainer.pose.classes import SHADED, Palette
from trainer.pose.figure import Figure
from trainer.pose.geometry import Point
from trainer.pose.ink import ZONES_HIGH, ZONES_WIDE
from trainer.pose.raster import Raster

CELL_ASPECT: Final = 2.0  # a terminal cell is twice as high as it is wide
MARGIN: Final = 2.0
BETWEEN_KEYS: Final = (0.25, 0.5, 0.75)
THICKEST: Final = Thickness(fat=1.15, rim=0.0)

Box = tuple[float, float, float, float]


class Renderer:
    """Draws figures in one mode ("ascii" or "plain") and palette."""

    def __init__(self, mode: str, palette: Palette) -> None:
        self.mode = mode
        self._cells = Cells(mode, palette)
        self._floor: Cell = ("_", None if mode == "plain" else palette.floor, None)
        self._camera: Camera | None = None
        self._shot: tuple[Figure, int, int, bool] | None = None

    def cells(
        self,
        figure: Figure,
        from_key: str,
        to_key: str,
        progress: float,
        columns: int,
        rows: int,
        *,
        mirrored: bool = False,
        arrowed: bool = True,
    ) -> list[list[Cell]]:
        """The cells (`rows` lists of `columns`) of a figure after `progress` of the movement between two keys.

        `arrowed`: with the arrow of that movement. Raises KeyError for unknown keys. The lists must not be changed.
        """
        if columns < 1 or rows < 2:
            return [[EMPTY] * columns for _ in range(rows)]
        shot = (figure, columns, rows, mirrored)
        if self._camera is None or self._shot != shot:
            self._camera = Camera(figure, columns, rows, mirrored=mirrored)
            self._shot = shot
        camera = self._camera
        raster = camera.raster
        raster.clear()
        bones = figure.skeleton_at(from_key, to_key, progress)
        for shape in shapes(figure, bones, camera.thickness):
            camera.paint(shape)
        hint = figure.keys[to_key].hint
        if arrowed and hint is not None:
            for shape in arrow(hint, max(0.9, 0.45 / camera.scale), max(3.4, 1.8 / camera.scale)):
                camera.paint(shape)
        out = self._cells.convert(raster)
        if figure.floor:  # the line on which it stands, in the cells that it leaves empty
            out[-1] = [self._floor if cell == EMPTY else cell for cell in out[-1]]
        return out


class Camera:
    """Percent of stature -> samples. The floor (or a close-up's lower edge) is the area's lower edge, for all poses."""

    def __init__(self, figure: Figure, columns: int, rows: int, *, mirrored: bool) -> None:
        x0, x1, y0, y1 = bounds(figure)
        self.scale = scale = min(columns / (x1 - x0), rows * CELL_ASPECT / (y1 - y0))  # cells per percent
        self.raster = Raster(columns * ZONES_WIDE, rows * ZONES_HIGH)
        self._sx = scale * ZONES_WIDE * (-1 if mirrored else 1)
        self._ox = columns * ZONES_WIDE / 2 - (x0 + x1) / 2 * self._sx
        self._sy = -scale * ZONES_HIGH / CELL_ASPECT
        self._oy = rows * ZONES_HIGH + y0 * scale * ZONES_HIGH / CELL_ASPECT
        self.thickness = Thickness(
            fat=1.0 + 0.15 * min(1.0, max(0.0, (0.75 - scale) / 0.45)),  # a small picture wants thicker limbs
            rim=min(1.3, max(0.6, 0.5 / scale)),  # about half a cell
            eye=scale > 1.0,
        )

    def paint(self, shape: Shape) -> None:
        """Fill a shape."""
        fill = self.raster.convex if shape.convex else self.raster.polygon
        fill(self.placed(shape.points), shape.value, SHADED if shape.rim else None)

    def placed(self, points: list[Point]) -> list[Point]:
        """Points of the figure as samples of the raster, y downwards."""
        sx, sy, ox, oy = self._sx, self._sy, self._ox, self._oy
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
        if key.hint is not None:
            for x, y in path(key.hint):
                points += [(x - 3, y), (x + 3, y)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    bottom = 0.0 if figure.floor else min(ys)
    return min(xs) - MARGIN, max(xs) + MARGIN, bottom, max(ys) + MARGIN * 0.6


def _outline(figure: Figure, from_key: str, to_key: str, progress: float) -> list[Point]:
    bones = figure.skeleton_at(from_key, to_key, progress)
    return [point for shape in shapes(figure, bones, THICKEST) for point in shape.points]
