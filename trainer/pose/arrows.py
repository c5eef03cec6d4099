"""The arrow that shows which way the present movement goes."""

import itertools
import math

from trainer.pose import classes
from trainer.pose.body import Shape
from trainer.pose.geometry import Point, along, angle_of, between, mixed
from trainer.pose.posefile import HintEntry
from trainer.pose.raster import capsule

ARC_PARTS = 10


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


def arrow(hint: HintEntry, thickness: float, head: float) -> list[Shape]:
    """The shapes of an arrow with half the thickness and the length of its head in percent of stature."""
    points = path(hint)
    if not points:
        return []
    shafts = list(itertools.pairwise(points))
    before, last = points[-2:]
    way = angle_of(before, last)
    base = along(last, way, -head)
    out = [Shape(capsule(a, thickness, b, thickness), classes.HINT) for a, b in [*shafts, (before, base)]]
    corners = [along(last, way, head * 0.2), along(base, way + 90, head * 0.75), along(base, way - 90, head * 0.75)]
    return [*out, Shape(corners, classes.HINT)]
