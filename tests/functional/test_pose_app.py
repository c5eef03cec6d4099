"""A figure alone: it plays, answers its keys, and follows its file."""

import pytest
from textual.widgets import Static

from tests.functional.on_screen import shown
from trainer.pose.library import Poses, from_file
from trainer.ui.dialogs.help import HelpDialog
from trainer.ui.pose.app import PoseApp
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.title_line import TitleLine


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(Poses().path("bird-dog").read_text())
    return path


@pytest.fixture
def pose_app(file, clock):
    return PoseApp(from_file(file), file, Figures(Poses()), clock)


def status(app) -> str:
    return str(app.screen.query_one("#status", Static).content)


def picture(app):
    return app.screen.query_one(FigureView).picture


def problems(app) -> str:
    widget = app.screen.query_one("#problems", Static)
    return str(widget.content) if widget.display else ""


async def test_it_plays_from_key_to_key(pose_app, clock):
    async with pose_app.run_test(size=(120, 40)) as pilot:
        assert (picture(pose_app).from_key, picture(pose_app).to_key) == ("table", "table")
        clock.pass_s(2)
        await pilot.press("x")
        pose_app.screen._show()
        assert (picture(pose_app).from_key, picture(pose_app).to_key, picture(pose_app).progress) == ("table", "reach", 0.5)
        assert picture(pose_app).arrowed
        assert "key table to reach, 50%" in status(pose_app)


@pytest.mark.parametrize(("size", "told"), [((80, 24), "from the side  left side  ascii"), ((120, 40), "drawn in ascii")])
async def test_the_figure_has_all_but_three_rows_and_the_caption_stands_whole_in_one(pose_app, clock, size, told):
    async with pose_app.run_test(size=size) as pilot:
        clock.pass_s(2)
        pose_app.screen._show()
        await pilot.pause()
        figure = pose_app.screen.query_one(FigureView)
        assert figure.size == (size[0], size[1] - 3)
        caption = shown(pose_app)[-2]
        assert "\u25b8 table" in caption
        assert "table to reach, 50%" in caption
        assert told in caption
        await pilot.press("plus")
        assert figure.size == (size[0], size[1] - 3)
        column = caption.index("reach")
        await pilot.click("#below", offset=(column + 1, 0))
        assert picture(pose_app).to_key == "reach", "a click on a position shows it"


async def test_its_keys_pause_step_mirror_and_change_the_mode(pose_app, clock):
    async with pose_app.run_test(size=(140, 40)) as pilot:
        await pilot.press("space")
        clock.pass_s(60)
        await pilot.press("right")
        assert picture(pose_app).to_key == "reach"
        assert pose_app.screen.query_one(TitleLine).title == "Bird dog, standing still"
        assert "left side" in status(pose_app)
        await pilot.press("m")
        assert picture(pose_app).facing == -1
        assert "right side" in status(pose_app)
        for mode in ("blocks", "plain", "ascii"):
            await pilot.press("f")
            assert f"drawn in {mode}" in status(pose_app)
        assert picture(pose_app).arrowed
        await pilot.press("a")
        assert not picture(pose_app).arrowed
        await pilot.press("plus")
        assert "2 times as fast" in status(pose_app)
        await pilot.press("question_mark")
        assert isinstance(pose_app.screen, HelpDialog)
        keys = [str(one.content) for one in pose_app.screen.query(Static)]
        assert any(line.startswith("ctrl+q") for line in keys)
        assert not any("ctrl+p" in line for line in keys), "no palette here"
        await pilot.press("escape", "q")
    assert pose_app.return_code == 0


async def test_it_follows_its_file_and_says_what_is_wrong_with_it(pose_app, file):
    good = file.read_text()
    async with pose_app.run_test(size=(80, 24)):
        screen = pose_app.screen
        file.write_text(good.replace("[key.reach]", "[key.reach]\nspin = 3"))
        screen.follow_file()
        assert f"{file}:22:1: key.reach.spin: unknown key" in problems(pose_app)
        assert "^^^^ did you mean 'spine'?" in problems(pose_app)
        assert picture(pose_app).figure.name == "Bird dog"
        file.write_text(good.replace('"Bird dog"', '"My own bird dog"'))
        screen.follow_file()
        assert problems(pose_app) == ""
        assert picture(pose_app).figure.name == "My own bird dog"
        file.unlink()
        screen.follow_file()
        assert "cannot be read: No such file or directory" in problems(pose_app)


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (300, 100)])
async def test_no_size_of_the_terminal_is_a_problem(pose_app, size):
    async with pose_app.run_test(size=size) as pilot:
        await pilot.press("right", "m", "f")
        assert picture(pose_app) is not None
