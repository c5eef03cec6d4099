"""Points and angles of the plane, in degrees; the two-bone solution for planted hands and feet; the easing of movements."""

import math
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


def polar(angle: float, length: float) -> Point:
    """The vector of a length in the direction of an angle."""
    radians = math.radians(angle)
    return math.cos(radians) * length, math.sin(radians) * length


def add(first: Point, second: Point) -> Point:
    """The sum of two vectors."""
    return first[0] + second[0], first[1] + second[1]


def along(start: Point, angle: float, length: float) -> Point:
    """The point at a distance from `start` in the direction of an angle."""
    return add(start, polar(angle, length))


def between(first: Point, second: Point, share: float) -> Point:
    """The point that lies `share` (0 to 1) of the way from the first to the second."""
    return mixed(first[0], second[0], share), mixed(first[1], second[1], share)


def mixed(first: float, second: float, share: float) -> float:
    """The number that lies `share` of the way from the first to the second."""
    return first + (second - first) * share


def angle_of(start: Point, end: Point) -> float:
    """The direction from one point to another."""
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def shorter_turn(angle: float, reference: float) -> float:
    """The angle, whole turns added, that is nearest to the reference: a limb never turns the long way round."""
    return angle + 360.0 * round((reference - angle) / 360.0)


def two_bones(start: Point, target: Point, first: float, second: float, bend: int) -> tuple[float, float]:
    """The angles of two bones from `start` that end at `target` (or point at it, when it is out of reach).

    `bend` +1: the joint lies to the left of the line from start to target, -1: to its right.
    """
    distance = math.dist(start, target)
    distance = min(max(distance, abs(first - second) + 1e-6), first + second - 1e-6)
    cosine = (first * first + distance * distance - second * second) / (2 * first * distance)
    upper = angle_of(start, target) + math.degrees(math.acos(max(-1.0, min(1.0, cosine)))) * bend
    end = along(start, angle_of(start, target), distance)
    return upper, angle_of(along(start, upper, first), end)


def smootherstep(progress: float) -> float:
    """Smootherstep: 0 to 1 without velocity or acceleration at the ends, as a calm body moves."""
    share = min(1.0, max(0.0, progress))
    return share * share * share * (share * (6 * share - 15) + 10)
