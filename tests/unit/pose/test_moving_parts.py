"""What moves or is stretched: in whose colour it is, that it is seen whole, and the arrow beside it."""

import math

import pytest

from trainer.pose.body import Thickness, shapes
from trainer.pose.cells import BODY, GRID, Cells
from trainer.pose.classes import ACTIVE, DARK, LEFT, LEFT_FAR, NEAR, NOTHING, RIGHT, RIGHT_FAR
from trainer.pose.figure import Figure
from trainer.pose.library import FOLDER, bundled, bundled_ids
from trainer.pose.posefile import read
from trainer.pose.raster import Raster
from trainer.pose.renderer import Camera, Renderer
from trainer.pose.svg import svg

COLOURED = {LEFT, LEFT_FAR, RIGHT, RIGHT_FAR}


def classes_of(name: str, *, mirrored: bool) -> set[int]:
    figure = bundled(name)
    bones = figure.skeleton_at(figure.start, figure.start, 1.0)
    return {shape.value for shape in shapes(figure, bones, Thickness(mirrored=mirrored))}


@pytest.mark.parametrize(
    ("name", "as_drawn", "mirrored"),
    [
        ("bird-dog", {LEFT_FAR, RIGHT}, {RIGHT_FAR, LEFT}),  # left arm and right leg
        ("side-lunge-reach", {LEFT, RIGHT}, {RIGHT, LEFT}),  # left hand to the right foot
    ],
)
def test_a_limb_that_moves_has_the_colour_of_its_side_of_the_body(name, as_drawn, mirrored):
    assert classes_of(name, mirrored=False) & COLOURED == as_drawn
    assert classes_of(name, mirrored=True) & COLOURED == mirrored


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("name", "limb"), [("bird-dog", "arm"), ("side-lunge-reach", "leg")])  # whose side is the exercise's
def test_the_limb_that_names_the_side_has_the_colour_of_its_word(name, limb, side):
    figure = bundled(name)
    ((active,),) = [[one for one in figure.active if one.startswith(limb)]]
    drawn = shapes(
        figure,
        figure.skeleton_at("table" if limb == "arm" else "lunge", figure.start, 0.0),
        Thickness(mirrored=side != figure.side),
    )
    tip = figure.skeleton_at("table" if limb == "arm" else "lunge", figure.start, 0.0).joints[active][3]
    colours = DARK.colours()
    near = {
        colours[shape.value] for shape in drawn if shape.value in COLOURED and min(math.dist(p, tip) for p in shape.points) < 4
    }
    assert near & {DARK.left, DARK.behind(DARK.left)} if side == "left" else near & {DARK.right, DARK.behind(DARK.right)}


@pytest.mark.parametrize("name", [name for name in bundled_ids() if bundled(name).side is None])
def test_what_has_no_side_never_has_the_colour_of_one(name):
    assert not classes_of(name, mirrored=False) & COLOURED


def test_a_drawing_has_the_colours_of_the_sides_too():
    left, right = ("#{:02x}{:02x}{:02x}".format(*colour) for colour in (DARK.behind(DARK.left), DARK.behind(DARK.right)))
    assert left in svg(bundled("bird-dog"), "reach", palette=DARK)
    assert right in svg(bundled("bird-dog"), "reach", palette=DARK, mirrored=True)


def painted(figure: Figure, key: str, size: tuple[int, int] = (100, 40)) -> Raster:
    camera = Camera(figure, *size, GRID["ascii"])
    for shape in shapes(figure, figure.skeleton_at(key, key, 1.0), camera.breathing(0.0)):
        camera.paint(shape)
    return camera.raster


def pieces(raster: Raster, value: int) -> int:
    """How many areas of a class there are that do not touch each other."""
    left = {(x, y) for y, row in enumerate(raster.rows) for x, sample in enumerate(row) if sample == value}
    count = 0
    while left:
        count += 1
        border = [left.pop()]
        while border:
            x, y = border.pop()
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
            left -= near
            border += near
    return count


@pytest.mark.parametrize("name", ["cat-stretch", "foam-roll", "rhomboid-stretch", "rhomboid-seated"])
def test_the_back_that_is_stretched_is_one_band_that_no_limb_interrupts(name):
    figure = bundled(name)
    for key in figure.keys:
        assert pieces(painted(figure, key), ACTIVE) == 1, key


def test_of_a_rounded_upper_back_the_upper_half_is_marked():
    whole, upper = (painted(bundled(name), bundled(name).start) for name in ("cat-stretch", "rhomboid-stretch"))
    assert sum(row.count(ACTIVE) for row in upper.rows) < 0.7 * sum(row.count(ACTIVE) for row in whole.rows)


@pytest.mark.parametrize("key", ["reach", "lunge"])
def test_in_the_side_lunge_the_hand_takes_hold_of_the_opposite_foot(key):
    figure = bundled("side-lunge-reach")
    joints = figure.skeleton_at(key, key, 1.0).joints
    wrist, fingers = joints["arm_far"][2:]
    ankle = joints["leg_near"][2]
    assert wrist[0] < ankle[0] < fingers[0]
    assert math.dist(ankle, fingers) < 6


def test_clasped_hands_are_a_fist_at_the_end_of_the_arms():
    name = "rhomboid-stretch"
    text = (FOLDER / f"{name}.toml").read_bytes()
    widths = []
    for content in (text, text.replace(b"clasped = true", b"clasped = false")):
        figure = Figure(name, read(content, name))
        x, y = figure.skeleton_at("round", "round", 1.0).joints["arm_near"][3]
        drawn = shapes(figure, figure.skeleton_at("round", "round", 1.0), Thickness())
        hand = [abs(py - y) for shape in drawn if not shape.rim for px, py in shape.points if abs(px - x) < 6]
        widths.append(max(hand))
    assert widths[0] > 1.15 * widths[1]


def test_an_outline_is_stronger_than_the_texture_inside():
    def background(covered: int):
        raster = Raster(3, 6)
        for place in range(18):
            raster.rows[place // 3][place % 3] = NEAR if place < covered else NOTHING
        return Cells("ascii", DARK).convert(raster)[0][0][2]

    assert background(15) == DARK.near
    assert max(background(18)) < max(DARK.near)
    assert background(4) is None


@pytest.mark.parametrize(("name", "key", "to_the_right"), [("foam-roll", "high", True), ("foam-roll", "low", False)])
def test_the_head_of_a_level_arrow_of_an_ascii_figure_tapers_to_its_tip(name, key, to_the_right):
    rows = Renderer("ascii", DARK).cells(bundled(name), key, key, 1.0, 50, 18)
    head = DARK.mix(DARK.background, DARK.hint, BODY)
    filled = [x for row in rows for x, (_, _, back) in enumerate(row) if back == head]
    heights = [filled.count(x) for x in sorted(set(filled), reverse=not to_the_right)]
    assert heights == sorted(heights, reverse=True)
    assert set(heights) == {5, 3, 1}
