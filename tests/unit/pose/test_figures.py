"""The figures: bodies that stay bodies while they move, wholly inside their area at every size."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.pose.arrows import path
from trainer.pose.body import Thickness, shapes
from trainer.pose.cells import GRID, MEMO_SIZE, MODES, QUADRANTS, Cells
from trainer.pose.classes import ACTIVE, DARK, NEAR, NOTHING, TRUNK
from trainer.pose.figure import Figure
from trainer.pose.geometry import shorter_turn, smootherstep, two_bones
from trainer.pose.library import UnknownPose, bundled, bundled_ids
from trainer.pose.posefile import read
from trainer.pose.raster import Raster
from trainer.pose.renderer import Camera, Renderer
from trainer.pose.skeleton import ARM, LEG, SPINE

FIGURES = bundled_ids()
SIZES = [(24, 8), (40, 12), (50, 14), (50, 19), (76, 30), (120, 36), (200, 60), (240, 70), (24, 70), (240, 8)]
pairs = [(name, first, last) for name in FIGURES for first in bundled(name).keys for last in bundled(name).keys if first != last]


def moments(figure: Figure, first: str, last: str, count: int = 25):
    return [figure.skeleton_at(first, last, step / max(1, count)) for step in range(count + 1)]


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


LIMITS = {  # degrees from the neutral position; flexion is positive, but for the knee
    "elbow": (-5, 150),
    "wrist": (-90, 90),
    "shoulder": (-60, 185),
    "knee": (-150, 5),
    "ankle": (-95, 45),
    "hip": (-30, 135),
    "neck": (-60, 40),
    "head": (-40, 65),
}


def joint_angles(figure: Figure, bones):
    key = bones.key

    def turned(angle: float) -> float:
        return (angle + 180) % 360 - 180

    for limb, (upper, lower, end) in bones.angles.items():
        if limb in figure.hidden:
            continue
        arm = limb.startswith("arm")
        yield ("elbow" if arm else "knee"), turned(lower - upper)
        yield ("wrist" if arm else "ankle"), turned(end - lower - (0 if arm else 90))
        lift = upper - (key.spine[-1 if arm else 0] + 180)
        yield ("shoulder", (lift + 90) % 360 - 90) if arm else ("hip", turned(lift))
    yield "neck", turned(key.neck - key.spine[-1])
    yield "head", turned(key.head - (key.neck - 90))


@pytest.mark.parametrize(("name", "first", "last"), [one for one in pairs if bundled(one[0]).view == "side"])
def test_joints_bend_as_those_of_people_do(name, first, last):
    figure = bundled(name)
    for bones in moments(figure, first, last):
        for joint, angle in joint_angles(figure, bones):
            low, high = LIMITS[joint]
            assert low <= angle <= high, (joint, angle)
        assert all(abs(one - other) <= 40 for one, other in pairwise(bones.key.spine))


@pytest.mark.parametrize("name", FIGURES)
def test_what_is_called_convex_is_filled_as_any_outline_is(name):
    figure = bundled(name)
    camera = Camera(figure, 100, 40, GRID["blocks"])
    for key in figure.keys:
        for shape in shapes(figure, figure.skeleton_at(key, key, 1.0), camera.breathing(0.0)):
            quick, careful = Raster(400, 160), Raster(400, 160)
            if shape.convex:
                points = camera.placed(shape.points)
                quick.convex(points, NEAR)
                careful.polygon(points, NEAR)
                assert all(
                    abs(one.count(NEAR) - other.count(NEAR)) <= 1 for one, other in zip(quick.rows, careful.rows, strict=True)
                )


@pytest.mark.parametrize("points", [[(-9, -9), (-1, -9), (-1, -2)], [(3, 2), (3, 2), (3, 2)], [(1, 90), (5, 99), (8, 91)]])
def test_what_lies_outside_or_has_no_area_fills_nothing(points):
    raster = Raster(8, 8)
    raster.convex(points, NEAR)
    raster.polygon(points, NEAR)
    assert not any(sample for row in raster.rows for sample in row)


@pytest.mark.parametrize("name", FIGURES)
def test_breath_moves_the_chest_and_nothing_else(name):
    figure = bundled(name)
    bones = figure.skeleton_at(figure.start, figure.start, 1.0)
    empty, full = (shapes(figure, bones, Thickness(breath=breath)) for breath in (0.0, 1.0))
    changed = {one.value for one, other in zip(empty, full, strict=True) if one.points != other.points}
    assert changed <= {TRUNK, ACTIVE}
    assert changed


def test_a_figure_that_turns_is_seen_narrower_and_never_vanishes():
    figure = bundled("bird-dog")
    renderer = Renderer("ascii", DARK)

    def width(facing: float) -> int:
        rows = renderer.cells(figure, "table", "table", 1.0, 100, 40, facing=facing, arrowed=False)[:-1]
        used = [x for row in rows for x, cell in enumerate(row) if cell[0] != " " or cell[2]]
        return max(used) - min(used)

    widths = [width(facing) for facing in (1, 0.6, 0.3, 0.0)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] > 0
    assert abs(width(-1) - width(1)) <= 1


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
@pytest.mark.parametrize(("mirrored", "mode"), [(False, "ascii"), (True, "ascii"), (False, "blocks")])
@pytest.mark.parametrize("name", FIGURES)
def test_the_whole_figure_is_inside_its_area(name, mirrored, mode, size):
    figure = bundled(name)
    columns, rows = size
    camera = Camera(figure, columns, rows, GRID[mode])
    camera.turn(-1 if mirrored else 1)
    for first in figure.keys:
        for last in figure.keys:
            for bones in moments(figure, first, last, 10 if first != last else 0):
                body = [one for one in shapes(figure, bones, camera.breathing(1.0)) if not one.rim]
                across, down = zip(*(point for shape in body for point in camera.placed(shape.points)), strict=True)
                assert min(across) >= 0
                assert max(across) <= camera.raster.width
                assert min(down) >= 0
                # A close-up may end at the lower edge; feet may press a little into the floor, where they are cut.
                assert not figure.floor or max(down) <= camera.raster.height + 3 * camera.scale * 3


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (2, 2), (1, 40), (40, 1), (3, 3), (7, 3)])
@pytest.mark.parametrize("mode", MODES)
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


def test_blocks_mode_uses_quadrants_only():
    for name in FIGURES:
        figure = bundled(name)
        cells = Renderer("blocks", DARK).cells(figure, figure.start, figure.start, 1.0, 50, 19)
        assert {glyph for row in cells for glyph, _, _ in row} <= {*QUADRANTS, "_"}


def test_blocks_show_the_corner_that_is_covered():
    cells = Cells("blocks", DARK)
    raster = Raster(4, 4)
    for row in raster.rows[:2]:
        row[2:] = bytes([NEAR, NEAR])
    assert cells.convert(raster) == [[("\u259d", DARK.near, None)]]
    raster.rows[2][:] = raster.rows[3][:] = bytes([NEAR] * 4)
    assert cells.convert(raster) == [[("\u259f", DARK.near, None)]]


@pytest.mark.parametrize("under", [NOTHING, TRUNK])
def test_a_background_takes_few_tints_between_two_colours(under):
    cells = Cells("ascii", DARK)
    tints = set()
    for covered in range(19):
        raster = Raster(3, 6)
        for place in range(18):
            raster.rows[place // 3][place % 3] = NEAR if place < covered else under
        tints.add(cells.convert(raster)[0][0][2])
    assert 3 < len(tints) <= 12


def test_ascii_mode_uses_ascii_glyphs_only():
    for name in FIGURES:
        figure = bundled(name)
        cells = Renderer("ascii", DARK).cells(figure, figure.start, figure.start, 1.0, 100, 40)
        assert all(glyph.isascii() for row in cells for glyph, _, _ in row)


def test_a_mirrored_figure_is_the_mirror_image():
    figure = bundled("bird-dog")
    alike = replace(DARK, right=DARK.left)  # the sides change places, and with them their colours
    plain, mirrored = (Renderer("ascii", alike).cells(figure, "reach", "reach", 1.0, 50, 19, facing=facing) for facing in (1, -1))
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
    assert arrows("round", "round", arrowed=False) == 0


def test_every_movement_of_a_bundled_exercise_has_its_arrow(library):
    for exercise in library.exercises.values():
        assert all(bundled(exercise.pose).keys[movement.to].hints for movement in exercise.movements), exercise.name


@pytest.mark.parametrize("size", [(50, 14), (100, 40)])
def test_without_colour_an_arrow_is_written_in_characters_that_point(size):
    def heads(name: str, key: str) -> set[str]:
        rows = Renderer("plain", DARK).cells(bundled(name), key, key, 1.0, *size)
        empty = Renderer("plain", DARK).cells(bundled(name), key, key, 1.0, *size, arrowed=False)
        return {
            glyph
            for row, without in zip(rows, empty, strict=True)
            for (glyph, _, _), (other, _, _) in zip(row, without, strict=True)
            if glyph != other and glyph in "<>^v"
        }

    assert heads("foam-roll", "low") == {"<"}
    assert heads("foam-roll", "high") == {">"}
    assert heads("cat-stretch", "round") == {"^"}
    assert heads("cat-stretch", "hollow") == {"v"}
    assert heads("bird-dog", "reach") == {"<", ">"}


def pointing(*line: float) -> Figure:
    """Nothing but an arrow in an area of 40 x 40 percent."""
    text = f"""name = "x"
view = "side"
start = "a"
floor = false
crop = [40, 80, 40, 80]
[key.a]
root = [-900, 0]
hint = {{ line = {list(line)} }}
"""
    return Figure("arrow", read(text.encode(), "arrow.toml"))


@pytest.mark.parametrize("scale", [0.35, 0.6, 1.5])
@pytest.mark.parametrize("mode", ["ascii", "blocks"])
def test_an_arrow_that_goes_along_the_cells_has_two_equal_sides(mode, scale):
    columns, rows = round(40 * scale), round(20 * scale)

    def marked(figure: Figure) -> list[list[bool]]:
        fine = {"ascii": (1, 1), "blocks": (2, 2)}[mode]
        out = [[False] * (columns * fine[0]) for _ in range(rows * fine[1])]
        for y, row in enumerate(Renderer(mode, DARK).cells(figure, "a", "a", 1.0, columns, rows)):
            for x, (glyph, front, back) in enumerate(row):
                bits = (15 if back else QUADRANTS.index(glyph)) if mode == "blocks" else int(bool(front or back))
                for bit in range(fine[0] * fine[1]):
                    out[y * fine[1] + bit // fine[0]][x * fine[0] + bit % fine[0]] = bool(bits >> bit & 1)
        return out

    def trimmed(picture: list[list[bool]]) -> list[list[bool]]:
        rows = [row for row in picture if any(row)]
        used = [x for row in rows for x, one in enumerate(row) if one]
        return [row[min(used) : max(used) + 1] for row in rows]

    for line in ((46, 60, 74, 60), (74, 60, 46, 60)):
        level = trimmed(marked(pointing(*line)))
        assert level == level[::-1]
    for line in ((60, 44, 60, 76), (60, 76, 60, 44)):
        upright = trimmed(marked(pointing(*line)))
        assert upright == [row[::-1] for row in upright]


@pytest.mark.parametrize(("line", "tip"), [((46, 60, 74, 60), ">"), ((74, 60, 46, 60), "<"), ((60, 44, 60, 76), "^")])
def test_an_arrow_of_shaded_cells_is_widest_behind_its_tip(line, tip):
    rows = Renderer("ascii", DARK).cells(pointing(*line), "a", "a", 1.0, 24, 12)
    cells = {(x, y) for y, row in enumerate(rows) for x, (glyph, _, _) in enumerate(row) if glyph == tip}
    sides = [x if tip in "<>" else y for x, y in cells]
    ends = sorted((min(sides), max(sides)), reverse=tip == ">")
    assert sides.count(ends[0]) == 1 < sides.count(ends[1])


@pytest.mark.parametrize(("line", "tip"), [((46, 74, 74, 46), "\\|"), ((74, 74, 46, 46), "|/"), ((46, 46, 74, 74), "/|")])
def test_without_colour_a_slanting_arrow_has_a_head_too(line, tip):
    rows = ["".join(cell[0] for cell in row) for row in Renderer("plain", DARK).cells(pointing(*line), "a", "a", 1.0, 24, 12)]
    assert any(tip in row for row in rows)
    assert any("__" in row for row in rows)


def test_a_bent_arrow_ends_upright_and_one_cell_wide():
    rows = Renderer("plain", DARK).cells(bundled("neck-flexion-extension"), "down", "down", 1.0, 50, 14)
    lines = ["".join(glyph for glyph, _, _ in row[36:]).strip() for row in rows]
    used = [line for line in lines if line]
    assert used[-2:] == ["\\|/", "v"]
    assert set(used[:-2]) == {"|"}


def test_a_very_small_figure_has_no_arrow_that_would_hide_it():
    figure = bundled("bird-dog")
    for mode in MODES:
        small, without = (Renderer(mode, DARK).cells(figure, "reach", "reach", 1.0, 24, 8, arrowed=arrowed) for arrowed in (1, 0))
        assert small == without


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", FIGURES)
def test_an_arrow_lies_inside_the_area(name, size):
    figure = bundled(name)
    camera = Camera(figure, *size, GRID["plain"])
    for key in figure.keys.values():
        for hint in key.hints:
            for x, y in camera.in_cells(path(hint)):
                assert 0 <= x <= size[0]
                assert 0 <= y <= size[1]


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
    assert (smootherstep(0), smootherstep(0.5), smootherstep(1)) == (0, 0.5, 1)
    assert smootherstep(0.01) < 0.001
    assert smootherstep(-1) == 0
    assert smootherstep(2) == 1
