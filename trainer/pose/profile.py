"""The outlines of a head, in percent of stature, seen from the top of the neck: x forward, y up."""

from typing import Final

from trainer.pose.geometry import Point

PROFILE: Final[tuple[Point, ...]] = (  # from the side
    (-3.4, -1.2),
    (-4.6, 1.0),
    (-5.5, 3.2),
    (-5.8, 5.6),
    (-5.3, 8.2),
    (-3.9, 10.4),
    (-1.6, 11.8),
    (1.0, 12.1),
    (3.6, 11.4),
    (5.4, 9.8),
    (6.2, 7.8),
    (6.0, 6.2),
    (7.4, 4.4),
    (9.0, 2.9),
    (8.6, 2.2),
    (7.0, 1.9),
    (7.2, 1.1),
    (6.5, 0.5),
    (6.8, -0.3),
    (6.1, -1.1),
    (6.9, -2.2),
    (6.2, -3.5),
    (4.2, -3.5),
    (1.2, -1.6),
    (0.2, -2.0),
    (-1.6, -2.2),
)
HAIR: Final[tuple[Point, ...]] = (  # the crown and the back of the head, and the hairline
    (-3.6, -0.4),
    *PROFILE[1:9],
    (5.2, 10.0),
    (3.4, 9.4),
    (0.4, 8.4),
    (-0.8, 6.4),
    (-1.2, 4.2),
    (-2.2, 2.6),
)
EYE: Final = (4.7, 5.9)
EYES: Final = (0.6, 2.5)  # from the front: how far above the middle of the head, and to each side of it
