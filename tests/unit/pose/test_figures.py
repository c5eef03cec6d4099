"""The figures: bodies that stay bodies while they move, wholly inside their area at every size."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.pose.body import shapes
from trainer.pose.cells import MEMO_SIZE
from trainer.pose.classes import DARK
from trainer.pose.figure import Figure
from trainer.pose.geometry import eased, shorter_turn, two_bones
from trainer.pose.library import UnknownPose, bundled, bundled_ids
from trainer.pose.posefile import PoseError, read
from trainer.pose.renderer import Camera, Renderer
from trainer.pose.skeleton import ARM, LEG, SPINE

FIGURES = bundled_ids()
SIZES = [(24, 8), (40, 12), (50, 14), (50, 19), (76, 30), (120, 36), (200, 60)]
pairs = [(name, first, last) for name in FIGURES for first in bundled(name).keys for last in bundled(name).keys if first != last]


def moments(figure: Figure, first: str, last: str, count: int = 25):
    return [figure.skeleton_at(first, last, step / count) for step in range(count + 1)]


def test_there_are_nine_figures():
    assert FIGURES == (
        "bird-dog",
        "cat-stretch",
        "finish",
        "foam-roll",
        "neck-flexion-extension",
        "rhomboid-seated",
        "rhomboid-stretch",
        "side-lunge-reach",
        "standing",
    )


def test_every_bundled_exercise_has_its_figure_and_keys(library):
    for name, exercise in library.exercises.items():
        figure = bundled(exercise.pose)
        assert {movement.to for movement in exercise.movements} <= set(figure.keys), name
        assert exercise.movements[-1].to == figure.start
        assert (figure.side is not None) == (exercise.sides != "none")
    for routine in library.routines.values():
        for step in routine.steps:
            if step.pose:
                figure = bundled(step.pose)
                assert {one.to for one in library.exercises[step.exercise].movements} <= set(figure.keys)


@pytest.mark.parametrize(("name", "first", "last"), [one for one in pairs if bundled(one[0]).view == "side"])
def test_bones_keep_their_length_while_they_move(name, first, last):
    figure = bundled(name)
    for bones in moments(figure, first, last):
        for lower, upper in zip(bones.spine, bones.spine[1:], strict=False):
            assert math.dist(lower, upper) == pytest.approx(SPINE * bones.key.spine_len, rel=0.005)
        for limb, joints in bones.joints.items():
            lengths = ARM if limb.startswith("arm") else LEG
            for bone, factor, start, end in zip(lengths, bones.key.limbs[limb].lengths, joints, joints[1:], strict=False):
                assert math.dist(start, end) == pytest.approx(bone * factor, rel=0.005)


@pytest.mark.parametrize(("name", "first", "last"), pairs)
def test_planted_hands_and_feet_stay_where_they_are(name, first, last):
    figure = bundled(name)
    for limb, one in figure.keys[first].limbs.items():
        other = figure.keys[last].limbs[limb]
        if one.plant and one.plant == other.plant:
            for bones in moments(figure, first, last):
                assert math.dist(bones.joints[limb][2], one.plant) < 0.3


@pytest.mark.parametrize(("name", "first", "last"), pairs)
def test_nothing_jumps_between_two_frames(name, first, last):
    figure = bundled(name)
    frames = moments(figure, first, last, 60)
    for before, after in pairwise(frames):
        for limb, joints in before.joints.items():
            for one, other in zip(joints, after.joints[limb], strict=True):
                assert math.dist(one, other) < 6


@pytest.mark.parametrize("name", [name for name in FIGURES if bundled(name).floor])
def test_nothing_is_below_the_floor(name):
    figure = bundled(name)
    for first in figure.keys:
        for last in figure.keys:
            for bones in moments(figure, first, last, 8):
                assert min(point[1] for joints in bones.joints.values() for point in joints) > -1.5


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("name", FIGURES)
def test_the_whole_figure_is_inside_its_area(name, mirrored, size):
    figure = bundled(name)
    columns, rows = size
    camera = Camera(figure, columns, rows, mirrored=mirrored)
    for first in figure.keys:
        for last in figure.keys:
            for bones in moments(figure, first, last, 10):
                body = [one for one in shapes(figure, bones, camera.thickness) if not one.rim]
                for x, y in (point for shape in body for point in camera.placed(shape.points)):
                    assert 0 <= x <= camera.raster.width
                    assert y >= 0
                    # A close-up may end at the lower edge; feet may press a little into the floor, where they are cut.
                    assert not figure.floor or y <= camera.raster.height + 3 * camera.scale * 3


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (2, 2), (1, 40), (40, 1), (3, 3), (7, 3)])
@pytest.mark.parametrize("mode", ["ascii", "plain"])
def test_no_size_crashes(size, mode):
    columns, rows = size
    for name in FIGURES:
        figure = bundled(name)
        cells = Renderer(mode, DARK).cells(figure, figure.start, figure.start, 1.0, columns, rows)
        assert [len(row) for row in cells] == [columns] * rows


@pytest.mark.parametrize("name", FIGURES)
def test_plain_mode_is_ascii_without_colour(name):
    figure = bundled(name)
    for row in Renderer("plain", DARK).cells(figure, figure.start, figure.start, 1.0, 50, 19):
        for glyph, front, back in row:
            assert glyph.isascii()
            assert (front, back) == (None, None)


def test_ascii_mode_uses_ascii_glyphs_only():
    for name in FIGURES:
        figure = bundled(name)
        cells = Renderer("ascii", DARK).cells(figure, figure.start, figure.start, 1.0, 100, 40)
        assert all(glyph.isascii() for row in cells for glyph, _, _ in row)


def test_a_mirrored_figure_is_the_mirror_image():
    figure = bundled("bird-dog")
    plain, mirrored = (
        Renderer("ascii", DARK).cells(figure, "reach", "reach", 1.0, 50, 19, mirrored=mirrored) for mirrored in (False, True)
    )
    same = sum(
        one[2] == other[2]
        for row, turned in zip(plain, mirrored, strict=True)
        for one, other in zip(row, reversed(turned), strict=True)
    )
    assert same > 0.97 * 50 * 19


def test_the_same_moment_gives_the_same_cells_and_unchanged_rows_are_the_same_lists():
    figure = bundled("bird-dog")
    renderer = Renderer("ascii", DARK)
    first = renderer.cells(figure, "table", "reach", 0.5, 50, 19)
    second = renderer.cells(figure, "table", "reach", 0.5, 50, 19)
    assert first == second
    assert all(one is other for one, other in zip(first[:-1], second[:-1], strict=True))


def test_the_arrow_is_that_of_the_movement():
    figure = bundled("cat-stretch")
    renderer = Renderer("ascii", DARK)

    def arrows(first: str, last: str, arrowed: bool = True) -> int:
        cells = renderer.cells(figure, first, last, 0.2, 50, 19, arrowed=arrowed)
        return sum(front == DARK.hint for row in cells for _, front, _ in row)

    assert arrows("table", "round") > 0
    assert arrows("table", "round", arrowed=False) == 0
    assert arrows("hollow", "table") == 0


def test_the_memory_of_cell_patterns_is_bounded(monkeypatch):
    monkeypatch.setattr("trainer.pose.cells.MEMO_SIZE", 50)
    renderer = Renderer("ascii", DARK)
    figure = bundled("bird-dog")
    most = 0
    for step in range(40):
        renderer.cells(figure, "table", "reach", step / 40, 30, 10)
        most = max(most, renderer._cells.remembered)
    assert most < 50 + 30 * 10
    assert MEMO_SIZE == 20_000


def test_an_unknown_pose_is_told():
    with pytest.raises(UnknownPose):
        bundled("headstand")


def test_an_unknown_key_is_told():
    with pytest.raises(KeyError):
        bundled("bird-dog").skeleton_at("table", "fly", 0.5)


GOOD = 'name = "X"\nview = "side"\nstart = "a"\n[key.a]\nroot = [0, 50]\n'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('view = "side"', 'view = "top"', "x.toml: view: invalid enum value 'top'"),
        ('start = "a"', 'start = "b"', "x.toml: start: there is no key 'b', only a"),
        ("root = [0, 50]", "", "x.toml: key.a: expected root or pin"),
        ("root = [0, 50]", "pin = { nose = [0, 0] }", "x.toml: key.a.pin: expected one of knee_near"),
        ("root = [0, 50]", "root = [0, 50]\nspin = 3", "contains unknown field `spin`"),
        ("root = [0, 50]", "root = [0, ", "x.toml: is not valid TOML"),
        ("root = [0, 50]", "root = [0, 50]\nspine = [1, 2]", "x.toml: key[...].spine: expected `array` of length 6"),
    ],
)
def test_a_mistake_in_a_pose_file_is_told_with_file_and_key(old, new, message):
    with pytest.raises(PoseError) as caught:
        read(GOOD.replace(old, new).encode(), "x.toml")
    assert message in str(caught.value)


@given(st.floats(-2000, 2000), st.floats(-2000, 2000))
def test_a_turn_is_never_longer_than_half_a_circle(angle, reference):
    turned = shorter_turn(angle, reference)
    assert abs(turned - reference) <= 180 + 1e-6
    assert (turned - angle) % 360 == pytest.approx(0, abs=1e-6) or (turned - angle) % 360 == pytest.approx(360, abs=1e-6)


@given(st.floats(-60, 60), st.floats(-60, 60), st.sampled_from([-1, 1]))
def test_two_bones_reach_what_they_can_reach(x, y, bend):
    upper, lower = two_bones((0, 0), (x, y), 17.5, 15.0, bend)
    elbow = (17.5 * math.cos(math.radians(upper)), 17.5 * math.sin(math.radians(upper)))
    hand = (elbow[0] + 15 * math.cos(math.radians(lower)), elbow[1] + 15 * math.sin(math.radians(lower)))
    if 2.6 < math.hypot(x, y) < 32.4:
        assert math.dist(hand, (x, y)) < 0.01


def test_movements_begin_and_end_softly():
    assert (eased(0), eased(0.5), eased(1)) == (0, 0.5, 1)
    assert eased(0.01) < 0.001
    assert eased(-1) == 0
    assert eased(2) == 1
