"""Build the outline shapes of a body around a skeleton, ordered from the farthest to the nearest."""

import itertools
import math
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from trainer.pose import classes
from trainer.pose.figure import Figure
from trainer.pose.geometry import Point, add, along, angle_of, between, mixed, polar
from trainer.pose.posefile import LimbName
from trainer.pose.profile import EYE, EYES, HAIR, PROFILE
from trainer.pose.raster import CAP, capsule, ellipse
from trainer.pose.skeleton import LEG, Skeleton

# Half thicknesses in percent of stature.
UPPER_ARM: Final = (3.5, 2.7)
FOREARM: Final = (2.7, 2.0)
HAND: Final = (2.0, 2.4, 1.7)
THIGH: Final = (6.0, 3.9)
CALF: Final = 3.7
ANKLE: Final = 2.3
HEEL: Final = 2.3
TOE: Final = 1.5
TRUNK: Final = (7.2, 6.9, 6.0, 6.0, 6.8, 6.6, 4.6)
BAND: Final = 2.8  # of the active back
UPPER_BACK: Final = 3  # the point of the spine from which on the back is the upper back
FIST: Final = 3.8
BREATHING: Final = (3, 4, 5)  # the points of the spine around which the chest widens
CHEST: Final = 0.16  # by so much, when it is full
NECK: Final = (3.9, 3.4)
HEAD: Final = 7.2


class Shape(Struct, frozen=True):
    """A filled outline of a class; `rim`: it only darkens what lies under it. `convex` ones are filled faster."""

    points: list[Point]
    value: int
    convex: bool = True
    rim: bool = False


class Thickness(Struct, frozen=True):
    """How a body is drawn: limbs `fat` times as thick, rims so wide, an eye or none, the chest so full (0 to 1).

    `corners`: of each round end of a limb. `mirrored`: what is drawn as a right limb is seen as a left one.
    """

    fat: float = 1.0
    rim: float = 1.1
    eye: bool = False
    breath: float = 0.0
    corners: int = CAP
    mirrored: bool = False


def shapes(figure: Figure, bones: Skeleton, thickness: Thickness) -> list[Shape]:
    """All shapes of a figure, the farthest first."""
    body = _Body(figure, bones, thickness)
    parts = body.from_the_side() if figure.view == "side" else body.from_the_front()
    return [*_props(figure, bones, thickness.corners), *parts]


class _Body:
    def __init__(self, figure: Figure, bones: Skeleton, thickness: Thickness) -> None:
        self.figure = figure
        self.bones = bones
        self.fat = thickness.fat
        self.rim_width = thickness.rim
        self.eye = thickness.eye
        self.breath = thickness.breath
        self.corners = thickness.corners
        self.mirrored = thickness.mirrored

    # ---- pieces

    def tube(self, start: Point, start_radius: float, end: Point, end_radius: float, value: int) -> Shape:
        return Shape(capsule(start, start_radius * self.fat, end, end_radius * self.fat, self.corners), value)

    def rim(self, start: Point, start_radius: float, end: Point, end_radius: float) -> Shape:
        wide = self.rim_width
        outline = capsule(start, start_radius * self.fat + wide, end, end_radius * self.fat + wide, self.corners)
        return Shape(outline, classes.SHADE, rim=True)

    def limb_class(self, limb: LimbName) -> int:
        behind = limb.endswith("far") and self.figure.view == "side"
        if limb not in self.figure.active:
            return classes.FAR if behind else classes.NEAR
        if self.figure.side is None:  # an exercise that has no sides
            return classes.ACTIVE
        if limb.endswith("near") != self.mirrored:  # whoever looks to the right of the screen shows us the right side
            return classes.RIGHT_FAR if behind else classes.RIGHT
        return classes.LEFT_FAR if behind else classes.LEFT

    def part_class(self, part: str, otherwise: int) -> int:
        return classes.ACTIVE if part in self.figure.active else otherwise

    def limb(self, limb: LimbName, *, rim: bool) -> Iterator[Shape]:
        if limb in self.figure.hidden:
            return
        yield from self.arm(limb, rim=rim) if limb.startswith("arm") else self.leg(limb, rim=rim)

    def arm(self, limb: LimbName, *, rim: bool) -> Iterator[Shape]:
        shoulder, elbow, wrist, tip = self.bones.joints[limb]
        value = self.limb_class(limb)
        if rim:  # not around the shoulder: there the arm grows out of the trunk
            yield self.rim(between(shoulder, elbow, 0.45), 2.8, elbow, 2.6)
            yield self.rim(elbow, FOREARM[0], wrist, FOREARM[1])
            if not self.figure.clasped:
                yield self.rim(wrist, HAND[1], tip, HAND[2])
        yield self.tube(shoulder, UPPER_ARM[0], elbow, UPPER_ARM[1], value)
        yield self.tube(elbow, FOREARM[0], wrist, FOREARM[1], value)
        if not self.figure.clasped:
            yield self.tube(wrist, HAND[0], tip, HAND[2], value)
            yield self.tube(between(wrist, tip, 0.4), HAND[1], tip, HAND[2], value)

    def leg(self, limb: LimbName, *, rim: bool) -> Iterator[Shape]:
        hip, knee, ankle, _ = self.bones.joints[limb]
        value = self.limb_class(limb)
        if rim:
            yield self.rim(between(hip, knee, 0.5), 4.6, knee, THIGH[1])
            yield self.rim(knee, THIGH[1], ankle, ANKLE)
        calf = between(knee, ankle, 0.38)
        yield self.tube(hip, THIGH[0], knee, THIGH[1], value)
        yield self.tube(knee, THIGH[1], calf, CALF, value)
        yield self.tube(calf, CALF, ankle, ANKLE, value)
        yield from self.foot(limb, value)

    def foot(self, limb: LimbName, value: int) -> Iterator[Shape]:
        _, _, ankle, tip = self.bones.joints[limb]
        length = math.dist(ankle, tip)
        _, shank, angle = self.bones.angles[limb]
        forward = polar(angle, 1.0)
        if self.figure.view == "front":  # a wedge from the ankle to a broad forefoot
            ball = (ankle[0] + forward[0] * length, ankle[1] - 2.2)
            yield self.tube((ankle[0], ankle[1] - 1.0), ANKLE, ball, 1.9, value)
            yield self.tube((mixed(ankle[0], ball[0], 0.45), ankle[1] - 2.0), 1.9, ball, 1.9, value)
            return
        down = polar(shank, 1.0)
        share = forward[0] * down[0] + forward[1] * down[1]
        sole = (down[0] - forward[0] * share, down[1] - forward[1] * share)
        back = 2.2 * length / LEG[2]
        heel = (ankle[0] - forward[0] * back + sole[0] * 1.7, ankle[1] - forward[1] * back + sole[1] * 1.7)
        toe = (ankle[0] + forward[0] * length + sole[0] * 2.4, ankle[1] + forward[1] * length + sole[1] * 2.4)
        yield self.tube(heel, HEEL, toe, TOE, value)
        yield self.tube(ankle, ANKLE, between(heel, toe, 0.3), ANKLE, value)

    # ---- from the side

    def from_the_side(self) -> Iterator[Shape]:
        spine = self.bones.spine
        yield from self.limb("arm_far", rim=False)
        yield from self.limb("leg_far", rim=False)
        yield self.tube(spine[-1], NECK[0], self.bones.neck_top, NECK[1], self.part_class("neck", classes.HEAD))
        for place, (lower, upper) in enumerate(itertools.pairwise(spine)):
            yield self.tube(lower, self.girth(place), upper, self.girth(place + 1), classes.TRUNK)
        pelvis = self.bones.key.spine[0]
        seat = add(along(spine[0], pelvis + 90, 1.6), polar(pelvis, -0.5))
        yield Shape(ellipse(seat, 6.4 * self.fat, 6.4 * self.fat, corners=self.corners), classes.TRUNK)
        yield from self.head_from_the_side()
        yield from self.limb("leg_near", rim=True)
        yield from self.back()
        yield from self.limb("arm_near", rim=True)
        if self.figure.clasped:
            yield from self.clasped_hands()

    def back(self) -> Iterator[Shape]:
        """The active back as a band along the trunk that no limb interrupts: whether it is round or hollow is seen at once."""
        first = 0 if "spine" in self.figure.active else UPPER_BACK if "upper_back" in self.figure.active else None
        if first is None:
            return
        angles = self.bones.key.spine
        points = []
        for place in range(first, len(angles) + 1):
            angle = mixed(angles[max(0, place - 1)], angles[min(len(angles) - 1, place)], 0.5)
            points.append(along(self.bones.spine[place], angle + 90, self.girth(place) * self.fat - BAND * 0.8))
        for lower, upper in itertools.pairwise(points):
            yield self.tube(lower, BAND, upper, BAND, classes.ACTIVE)

    def clasped_hands(self) -> Iterator[Shape]:
        """The fist of two hands that hold each other, at the near one's place."""
        _, _, wrist, tip = self.bones.joints["arm_near"]
        back, front = between(wrist, tip, 0.1), between(wrist, tip, 0.6)
        yield self.rim(back, FIST, front, FIST)
        yield self.tube(back, FIST, front, FIST, self.limb_class("arm_near"))

    def girth(self, place: int) -> float:
        """Half the thickness of the trunk at a point of the spine; breath fills the chest."""
        return TRUNK[place] * (1 + CHEST * self.breath) if place in BREATHING else TRUNK[place]

    def head_from_the_side(self) -> Iterator[Shape]:
        angle = self.bones.key.head
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        ox, oy = self.bones.neck_top

        def placed(points: tuple[Point, ...], grown: float = 1.0) -> list[Point]:
            out = []
            for x, y in points:
                wide, high = 0.6 + (x - 0.6) * grown, 4.6 + (y - 4.6) * grown
                out.append((ox + wide * c - high * s, oy + wide * s + high * c))
            return out

        yield Shape(placed(PROFILE, 1 + self.rim_width / 7.5), classes.SHADE, convex=False, rim=True)
        yield Shape(placed(PROFILE), self.part_class("head", classes.HEAD), convex=False)
        yield Shape(placed(HAIR), classes.HAIR, convex=False)
        if self.eye:
            (eye,) = placed((EYE,))
            yield Shape(ellipse(eye, 0.95, 0.75, angle, self.corners), classes.SHADE)

    # ---- from the front

    def from_the_front(self) -> Iterator[Shape]:
        yield from self.limb("leg_far", rim=False)
        yield from self.limb("leg_near", rim=False)
        bottom, top = self.bones.spine[-1], self.bones.neck_top
        yield self.tube(bottom, NECK[0] * 0.85, top, NECK[1] * 0.85, classes.HEAD)
        yield from self.trunk_from_the_front()
        yield from self.head_from_the_front()
        yield from self.limb("arm_near", rim=True)
        yield from self.limb("arm_far", rim=True)

    def trunk_from_the_front(self) -> Iterator[Shape]:
        key, spine, joints = self.bones.key, self.bones.spine, self.bones.joints
        value = self.part_class("spine", classes.TRUNK)
        up = angle_of(spine[0], spine[-1])
        left_hip, right_hip = joints["leg_far"][0], joints["leg_near"][0]
        left, right = joints["arm_far"][0], joints["arm_near"][0]
        rise = polar(key.hip + 90, 1)
        yield self.tube(add(left_hip, rise), 5.6, add(right_hip, rise), 5.6, value)
        waist = between(spine[0], spine[-1], 0.42)
        tilt = mixed(key.hip, key.shoulder, 0.45)
        half = 6.6 * (key.hip_width + key.shoulder_width) / 2 * (1 + CHEST * self.breath)
        left_pit, right_pit = (between(add(joint, polar(up, -5)), waist, 0.12) for joint in (left, right))
        outline = [
            along(left_hip, key.hip, -5.4),
            along(waist, tilt, -half),
            left_pit,
            left,
            along(spine[-1], key.shoulder, -3.2),
            along(spine[-1], key.shoulder, 3.2),
            right,
            right_pit,
            along(waist, tilt, half),
            along(right_hip, key.hip, 5.4),
        ]
        yield Shape(outline, value, convex=False)
        yield self.tube(left, 3.4, right, 3.4, value)

    def head_from_the_front(self) -> Iterator[Shape]:
        angle = self.bones.key.neck
        center = along(self.bones.neck_top, angle, HEAD * 0.78)
        high, wide = HEAD * self.fat, HEAD * 0.84 * self.fat
        yield Shape(ellipse(center, high + self.rim_width, wide + self.rim_width, angle, self.corners), classes.SHADE, rim=True)
        yield Shape(ellipse(center, high, wide, angle, self.corners), classes.HEAD)
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        crown = []
        for part in range(13):
            turn = math.radians(-62 + 124 * part / 12)
            x, y = high * math.cos(turn), wide * math.sin(turn)
            crown.append((center[0] + x * c - y * s, center[1] + x * s + y * c))
        yield Shape(crown, classes.HAIR)
        for aside in (-EYES[1], EYES[1]) if self.eye else ():
            eye = (center[0] + EYES[0] * c - aside * s, center[1] + EYES[0] * s + aside * c)
            yield Shape(ellipse(eye, 1.0, 0.95, angle, self.corners), classes.SHADE)


def _props(figure: Figure, bones: Skeleton, corners: int) -> Iterator[Shape]:
    for prop in figure.props:
        if prop.kind == "box":
            x0, x1, y0, y1 = prop.box
            yield Shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], classes.PROP)
            continue
        roll = bones.key.roll
        center = (prop.x + roll, prop.r)
        yield Shape(ellipse(center, prop.r, prop.r, corners=corners), classes.PROP)
        yield Shape(ellipse(center, prop.r * 0.42, prop.r * 0.42, corners=corners), classes.PROP_MARK)
        notch = along(center, 90 - math.degrees(roll / prop.r), prop.r * 0.75)  # it shows that the roller turns
        yield Shape(ellipse(notch, prop.r * 0.18, prop.r * 0.18, corners=corners), classes.PROP_MARK)
