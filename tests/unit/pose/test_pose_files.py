"""Pose files that people write: every mistake is told with file, key, expectation and nearest name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.diagnostics.problem import FileError
from trainer.pose.figure import Figure
from trainer.pose.library import Poses, UnknownPose, bundled, bundled_ids, from_file
from trainer.pose.posefile import read

GOOD = """name = "X"
view = "side"
start = "a"
props = [{ kind = "roller", x = 1, r = 5 }]
[base]
arm_near = { plant = [31, 3], bend = "cw" }
[key.a]
root = [0, 50]
[key.b]
root = [0, 50]
"""


def problems_of(text: str | bytes) -> list[str]:
    with pytest.raises(FileError) as caught:
        read(text.encode() if isinstance(text, str) else text, "x.toml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('view = "side"', 'view = "top"', "x.toml: view: unknown value 'top' (one of side, front)"),
        ('view = "side"', "", "x.toml: view: is missing"),
        ('view = "side"', 'veiw = "side"', "x.toml: veiw: unknown key (did you mean 'view'?)"),
        ('start = "a"', 'start = "aa"', "x.toml: start: there is no key 'aa' (did you mean 'a'?)"),
        ('start = "a"', 'start = "z"', "x.toml: start: there is no key 'z' (the keys are a, b)"),
        ('name = "X"', 'name = "a\\u001bb"', "x.toml: name: expected plain text on one line, found the character U+001B"),
        ("[key.b]\nroot = [0, 50]", "[key.b]", "x.toml: key.b: expected root or pin: where the figure is"),
        ("[0, 50]", "[0]", "x.toml: key.a.root: expected a list of 2 numbers, found 1"),
        ("[0, 50]", '[0, "x"]', "x.toml: key.a.root[1]: expected a number, found text"),
        ("[0, 50]", "[0, nan]", "x.toml: key.a.root[1]: expected a number"),
        ("[0, 50]", "[0, inf]", "x.toml: key.a.root[1]: expected a number between -3600 and 3600"),
        ("[0, 50]", "[0, 1e9]", "x.toml: key.a.root[1]: expected a number between -3600 and 3600"),
        ("[key.a]", "[key.a]\nspin = 3", "x.toml: key.a.spin: unknown key (did you mean 'spine'?)"),
        ("[key.a]", "[key.a]\nspine = [1, 2]", "x.toml: key.a.spine: expected a list of 6 numbers, found 2"),
        ("[key.a]", '[key.a]\nspine = "up"', "x.toml: key.a.spine: expected a number or a list, found text"),
        (
            "[key.a]",
            "[key.a]\npin = { knee_neer = [0, 0] }",
            "expected one joint that stays in its place (did you mean",
        ),
        (
            "[key.a]",
            "[key.a]\npin = { nose = [0, 0] }",
            "expected one joint that stays in its place (one of knee_near",
        ),
        ("[key.a]", "[key.a]\npin = { knee_far = [0] }", "x.toml: key.a.pin"),
        ("[key.a]", "[key.a]\narm_far = { ang = [1, 2] }", "x.toml: key.a.arm_far.ang: expected a list of 3 numbers, found 2"),
        ("[key.a]", "[key.a]\narm_far = { angle = [1, 2, 3] }", "key.a.arm_far.angle: unknown key (did you mean 'ang'?)"),
        ("[key.a]", "[key.a]\narm_far = { len = [1, 0, 1] }", "key.a.arm_far.len: expected lengths above 0 and up to 3"),
        ("[key.a]", "[key.a]\nhint = { lin = [1, 2, 3, 4] }", "key.a.hint.lin: unknown key (did you mean 'line'?)"),
        ("[key.a]", "[key.a]\nhint = {}", "x.toml: key.a.hint: expected one of line and arc"),
        ('bend = "cw"', 'bend = "left"', "x.toml: base.arm_near.bend: unknown value 'left' (one of cw, ccw)"),
        ('kind = "roller"', 'kind = "ball"', "x.toml: props[0].kind: unknown value 'ball' (one of roller, box)"),
        ("r = 5", "radius = 5", "x.toml: props[0].radius: unknown key"),
        (", r = 5", "", "x.toml: props[0].r: expected the radius of the roller"),
        ('kind = "roller", x = 1, r = 5', 'kind = "box", box = [1, 0, 0, 1]', "x.toml: props[0].box: expected x0, x1, y0, y1"),
        ("[base]", "crop = [9, 1, 0, 1]\n[base]", "x.toml: crop: expected x0, x1, y0, y1 with x0 < x1"),
        ("[base]", 'active = ["arm"]\n[base]', "x.toml: active[0]: unknown value 'arm' (did you mean 'arm_"),
        ("[base]", "base = 3\n[bose]", "x.toml: base: expected a table, found a whole number"),
        ("root = [0, 50]", "root = [0, ", "x.toml: is not valid TOML"),
    ],
)
def test_a_mistake_is_told_with_its_key_and_what_was_expected(old, new, message):
    assert message in "\n".join(problems_of(GOOD.replace(old, new, 1)))


def test_every_mistake_is_told_at_once():
    text = GOOD.replace("[key.a]", "[key.a]\nspin = 3").replace("[key.b]", "[key.b]\nneck = true").replace('"X"', "1")
    assert len(problems_of(text)) == 3


def test_what_is_no_text_or_no_pose_file_is_told():
    assert problems_of(b"\xff") == ["x.toml: is not UTF-8 text (byte 1): save it as UTF-8"]
    assert problems_of(b"#" * 1_100_000) == ["x.toml: is larger than 1 MiB: too large for a pose file"]
    assert "x.toml: key: expected a table, found a list" in problems_of('name = "X"\nview = "side"\nstart = "a"\nkey = [1]\n')
    assert problems_of("") == [f"x.toml: {key}: is missing" for key in ("name", "view", "start", "key")]


def test_too_many_keys_are_told():
    more = "".join(f"[key.k{number}]\nroot = [0, 0]\n" for number in range(40))
    assert problems_of(GOOD + more) == ["x.toml: key: expected at most 40 keys"]


@given(st.integers(0, 5000), st.integers(0, 5), st.binary(max_size=4))
def test_no_mutation_of_a_file_is_more_than_a_problem(place, cut, put):
    content = (bundled_text("bird-dog") + bundled_text("foam-roll").replace(b"\n", b" \n")).strip()
    place %= len(content)
    try:
        Figure("x", read(content[:place] + put + content[place + cut :], "x.toml"))
    except FileError as error:
        assert error.problems


def bundled_text(name: str) -> bytes:
    return Poses().path(name).read_bytes()


# ---- the user's folder


def test_a_file_in_the_users_folder_is_a_figure_and_goes_before_the_bundled_one(tmp_path):
    (tmp_path / "mine.toml").write_text(GOOD)
    (tmp_path / "bird-dog.toml").write_text(GOOD.replace('"X"', '"My bird dog"'))
    poses = Poses(tmp_path)
    assert poses.find("mine").name == "X"
    assert poses.find("bird-dog").name == "My bird dog"
    assert poses.find("cat-stretch") is bundled("cat-stretch")
    assert poses.ids() == tuple(sorted([*bundled_ids(), "mine"]))
    assert poses.problems() == []


def test_problems_of_the_users_files_are_all_listed_with_their_place(tmp_path):
    (tmp_path / "a.toml").write_text(GOOD.replace('"side"', '"top"'))
    (tmp_path / "b.toml").write_text(GOOD.replace("[key.a]", "[key.a]\nspin = 3"))
    (tmp_path / "c.toml").mkdir()
    found = [str(problem) for problem in Poses(tmp_path).problems()]
    places = [str(tmp_path / name) for name in ("a.toml:2:8", "b.toml:8:1", "c.toml")]
    assert [line.partition(": ")[0] for line in found] == places


def test_a_file_is_read_once_also_when_it_is_broken(tmp_path):
    file = tmp_path / "a.toml"
    file.write_text("name = 3")
    poses = Poses(tmp_path)
    for _ in range(2):
        with pytest.raises(FileError):
            poses.find("a")
        file.write_text(GOOD)


def test_without_a_folder_there_are_the_bundled_figures(tmp_path):
    poses = Poses(tmp_path / "nowhere")
    assert poses.ids() == bundled_ids()
    with pytest.raises(UnknownPose, match="there is no figure 'bird-dgo': did you mean 'bird-dog'"):
        poses.find("bird-dgo")
    with pytest.raises(UnknownPose, match="there are bird-dog, cat-stretch"):
        poses.find("zzzzzzz")


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(FileError, match="cannot be read: No such file or directory"):
        from_file(tmp_path / "none.toml")
    with pytest.raises(FileError, match="it is not a file"):
        from_file(tmp_path)


def test_the_figure_that_the_guide_draws_is_one():
    guide = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_bytes()
    figure = Figure("side-bend", read(guide.partition(b"```toml\n")[2].partition(b"```")[0], "side-bend.toml"))
    assert tuple(figure.keys) == ("tall", "bend")
