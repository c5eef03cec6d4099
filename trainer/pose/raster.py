"""A raster of small class numbers: filled shapes, one slice assignment per row and shape.

A row belongs to an edge when its middle lies in [upper end, lower end): a corner is counted once.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import Final

from trainer.pose.geometry import Point


class Raster:
    """`width` x `height` samples, y downwards; each holds a class (0: nothing)."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.rows = [bytearray(width) for _ in range(height)]
        self._blank = bytes(width)
        self._runs: dict[int, bytes] = {}

    def clear(self) -> None:
        """Clear every sample."""
        for row in self.rows:
            row[:] = self._blank

    def convex(self, points: Sequence[Point], value: int, table: bytes | None = None) -> None:
        """Fill a convex polygon; with `table`, recolour what lies under it (as bytes.translate does) instead.

        Its edges that go down are all on one side, those that go up on the other: each row has one of each.
        """
        rows = [math.ceil(y - 0.5) for _, y in points]
        top, bottom = max(0, min(rows)), min(self.height, max(rows))
        if bottom <= top:
            return
        down, up = [0.0] * (bottom - top), [0.0] * (bottom - top)
        ax, ay = points[-1]
        row = rows[-1]
        for (bx, by), following in zip(points, rows, strict=True):
            if following > row:
                step = (bx - ax) / (by - ay)
                first = row if row > top else top
                x = ax + (first + 0.5 - ay) * step
                for place in range(first - top, (following if following < bottom else bottom) - top):
                    down[place] = x
                    x += step
            elif following < row:
                step = (bx - ax) / (by - ay)
                first = following if following > top else top
                x = bx + (first + 0.5 - by) * step
                for place in range(first - top, (row if row < bottom else bottom) - top):
                    up[place] = x
                    x += step
            ax, ay, row = bx, by, following
        middle = len(down) // 2
        begins, ends = (down, up) if down[middle] < up[middle] else (up, down)
        self._fill(self.rows[top:bottom], begins, ends, value, table)

    def polygon(self, points: Sequence[Point], value: int, table: bytes | None = None) -> None:
        """Fill any simple polygon by the even-odd rule; `table` as in `convex`."""
        rows = [math.ceil(y - 0.5) for _, y in points]
        top, bottom = max(0, min(rows)), min(self.height, max(rows))
        if bottom <= top:
            return
        crossings: list[list[float]] = [[] for _ in range(bottom - top)]
        ax, ay = points[-1]
        row = rows[-1]
        for (bx, by), following in zip(points, rows, strict=True):
            if following != row:
                step = (bx - ax) / (by - ay)
                first, last = max(top, min(row, following)), min(bottom, max(row, following))
                x = ax + (first + 0.5 - ay) * step
                for place in range(first - top, last - top):
                    crossings[place].append(x)
                    x += step
            ax, ay, row = bx, by, following
        filled, begins, ends = [], [], []
        for samples, found in zip(self.rows[top:bottom], crossings, strict=True):
            found.sort()
            for place in range(0, len(found) - 1, 2):
                filled.append(samples)
                begins.append(found[place])
                ends.append(found[place + 1])
        self._fill(filled, begins, ends, value, table)

    def _fill(self, rows: list[bytearray], begins: list[float], ends: list[float], value: int, table: bytes | None) -> None:
        """Fill one run of samples in each of some rows."""
        width = self.width
        run = self._runs.get(value)
        if run is None:
            run = self._runs[value] = bytes([value]) * width
        for samples, begin, end in zip(rows, begins, ends, strict=True):
            first = int(begin + 0.5) if begin > 0 else 0
            last = int(end + 0.5) if end < width else width
            if last > first:
                samples[first:last] = run[first:last] if table is None else samples[first:last].translate(table)


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
    return _arc(end, end_radius, axis - touch, 2 * touch, corners) + _arc(
        start, start_radius, axis + touch, 2 * math.pi - 2 * touch, corners
    )


def _arc(center: Point, radius: float, begin: float, turn: float, corners: int) -> list[Point]:
    """The corners of a part of a circle, both ends included."""
    x, y = center
    cos, sin = math.cos, math.sin
    return [
        (x + radius * cos(at), y + radius * sin(at)) for at in [begin + turn * corner / corners for corner in range(corners + 1)]
    ]
