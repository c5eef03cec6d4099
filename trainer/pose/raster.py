"""A raster of small class numbers: filled shapes, one slice assignment per row and shape."""

import math
from collections.abc import Sequence
from functools import cache
from typing import Final

from trainer.pose.geometry import Point

FAR_AWAY: Final = 1e9


class Raster:
    """`width` x `height` samples, y downwards; each holds a class (0: nothing)."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.rows = [bytearray(width) for _ in range(height)]
        self._blank = bytes(width)
        self._runs: dict[int, bytes] = {}

    def clear(self) -> None:
        """Back to nothing everywhere."""
        for row in self.rows:
            row[:] = self._blank

    def convex(self, points: Sequence[Point], value: int, table: bytes | None = None) -> None:
        """Fill a convex polygon; with `table`, recolour what lies under it (as bytes.translate does) instead."""
        top, bottom = self._span(points)
        if bottom < top:
            return
        low = [FAR_AWAY] * (bottom - top + 1)
        high = [-FAR_AWAY] * (bottom - top + 1)
        ax, ay = points[-1]
        for bx, by in points:
            if ay != by:
                x, step, first, last = _edge(ax, ay, bx, by, top, bottom)
                for row in range(first - top, last - top + 1):
                    if x < low[row]:
                        low[row] = x
                    if x > high[row]:
                        high[row] = x
                    x += step
            ax, ay = bx, by
        for row, (begin, end) in enumerate(zip(low, high, strict=True), top):
            self._fill(row, begin, end, value, table)

    def polygon(self, points: Sequence[Point], value: int, table: bytes | None = None) -> None:
        """Fill any simple polygon by the even-odd rule; `table` as in `convex`."""
        top, bottom = self._span(points)
        if bottom < top:
            return
        crossings: list[list[float]] = [[] for _ in range(bottom - top + 1)]
        ax, ay = points[-1]
        for bx, by in points:
            if ay != by:
                x, step, first, last = _edge(ax, ay, bx, by, top, bottom)
                for row in range(first - top, last - top + 1):
                    crossings[row].append(x)
                    x += step
            ax, ay = bx, by
        for row, found in enumerate(crossings, top):
            found.sort()
            for begin, end in zip(found[::2], found[1::2], strict=False):
                self._fill(row, begin, end, value, table)

    def _span(self, points: Sequence[Point]) -> tuple[int, int]:
        """The first and last row whose middle the points enclose, inside the raster."""
        ys = [point[1] for point in points]
        return max(0, math.ceil(min(ys) - 0.5)), min(self.height - 1, math.floor(max(ys) - 0.5))

    def _fill(self, row: int, begin: float, end: float, value: int, table: bytes | None) -> None:
        first = int(begin + 0.5) if begin > 0 else 0
        last = int(end + 0.5) if end < self.width else self.width
        if last <= first:
            return
        samples = self.rows[row]
        if table is not None:
            samples[first:last] = samples[first:last].translate(table)
            return
        run = self._runs.get(value)
        if run is None:
            run = self._runs[value] = bytes([value]) * self.width
        samples[first:last] = run[first:last]


def _edge(ax: float, ay: float, bx: float, by: float, top: int, bottom: int) -> tuple[float, float, int, int]:
    """Where an edge crosses the middles of rows: x at the first, change of x per row, first and last row.

    A row belongs to an edge when its middle lies in [upper end, lower end): a corner is counted once.
    """
    if ay > by:
        ax, ay, bx, by = bx, by, ax, ay
    step = (bx - ax) / (by - ay)
    first = max(top, math.ceil(ay - 0.5))
    last = min(bottom, math.ceil(by - 0.5) - 1)
    return ax + (first + 0.5 - ay) * step, step, first, last


CAP: Final = 6  # corners of each round end of a limb, enough for cells; a circle has three times as many and two


@cache
def _circle(corners: int) -> tuple[Point, ...]:
    count = 3 * corners + 2
    return tuple((math.cos(turn * math.tau / count), math.sin(turn * math.tau / count)) for turn in range(count))


def ellipse(center: Point, wide: float, high: float, angle: float = 0.0, corners: int = CAP) -> list[Point]:
    """The outline of an ellipse, turned by an angle."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = center
    return [(x + wide * u * c - high * v * s, y + wide * u * s + high * v * c) for u, v in _circle(corners)]


def capsule(start: Point, start_radius: float, end: Point, end_radius: float, corners: int = CAP) -> list[Point]:
    """The convex outline around two discs: a limb that tapers."""
    length = math.dist(start, end)
    if length < 1e-6 or length <= abs(start_radius - end_radius):
        center, radius = (end, end_radius) if end_radius > start_radius else (start, start_radius)
        return ellipse(center, radius, radius, corners=corners)
    axis = math.atan2(end[1] - start[1], end[0] - start[0])
    touch = math.acos((start_radius - end_radius) / length)
    points = []
    for corner in range(corners + 1):
        turn = axis - touch + 2 * touch * corner / corners
        points.append((end[0] + end_radius * math.cos(turn), end[1] + end_radius * math.sin(turn)))
    rest = 2 * math.pi - 2 * touch
    for corner in range(corners + 1):
        turn = axis + touch + rest * corner / corners
        points.append((start[0] + start_radius * math.cos(turn), start[1] + start_radius * math.sin(turn)))
    return points
