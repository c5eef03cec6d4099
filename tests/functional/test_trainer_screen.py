"""What all screens share: a layout that fits, work beside the screen, the help, a figure that moves by itself."""

from itertools import count
from threading import Event

import pytest
from textual import _time
from textual.geometry import Size
from textual.widgets import Static

from tests.functional.on_screen import shown
from trainer.keymap.commands import CHOOSE, SCREENS, SUMMARY
from trainer.pose.library import Poses
from trainer.ui.dialogs.help import HelpDialog
from trainer.ui.terminal_app import TerminalApp
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.figure_moment import standing
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.moving_figure import MovingFigure
from trainer.ui.widgets.title_line import TitleLine


class WordScreen(TrainerScreen[None]):
    TITLE = "Word"
    HELP_TITLE = "a word"
    USER_COMMANDS = SUMMARY

    def __init__(self):
        super().__init__()
        self.fitted = []

    def compose_content(self):
        self.fitted.append(self.has_class("-compact"))
        yield Static("word", id="word")

    def size_classes(self, size: Size):
        return super().size_classes(size) | {"-wide": size.width >= 100}


class WordApp(TerminalApp):
    def __init__(self, screen):
        super().__init__(str)
        self.word = screen

    def on_mount(self):
        self.push_screen(self.word)


def classes(screen):
    return {name for name in screen.classes if name in ("-compact", "-low", "-tiny", "-wide")}


def words(app) -> str:
    """The words on the screen, without the edges of what they stand in."""
    return " ".join(" ".join(line.strip(" \u2503") for line in shown(app)).split())


async def test_the_layout_fits_before_anything_is_styled_and_after_each_resize():
    app = WordApp(WordScreen())
    async with app.run_test(size=(50, 9)) as pilot:
        await pilot.pause()
        assert app.word.fitted == [True]
        assert classes(app.word) == {"-compact", "-low", "-tiny"}
        await pilot.resize_terminal(120, 18)
        await pilot.pause()
        assert classes(app.word) == {"-low", "-wide"}


async def test_a_new_size_is_not_missed_however_busy_the_computer_is(monkeypatch):
    app = WordApp(WordScreen())
    async with app.run_test(size=(50, 9)) as pilot:
        monkeypatch.setattr(_time, "get_time", count().__next__)  # a second between one look at the clock and the next
        await pilot.resize_terminal(120, 18)
        assert len(shown(app)) == 18


async def test_title_content_and_keys_stand_below_each_other_and_the_commands_are_bound():
    app = WordApp(WordScreen())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert [child.id for child in app.word.children if child.id] == ["title", "word", "keys"]
        assert app.word.key_of("close") == "Enter"
        app.word.action_help()
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog)
        assert str(app.screen.query_one(".window").border_title) == "Help: a word"
        headings = [str(one.content) for one in app.screen.query(".chapter").results(Static)]
        assert headings == ["Safety", "Keys", "Safety"]
        await pilot.press("escape", "q")
        await pilot.pause()
        assert app.screen is not app.word


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60)])
@pytest.mark.parametrize("screen", [name for name in SCREENS if name != "Everywhere"])
async def test_when_to_get_help_and_all_keys_are_seen_without_scrolling(size, screen):
    app = WordApp(WordScreen())
    async with app.run_test(size=size) as pilot:
        app.push_screen(HelpDialog(screen, SCREENS[screen]))
        await pilot.pause()
        assert app.screen.query_one("#help").max_scroll_y == 0
        lines = words(app)
        assert "stop when pain grows or spreads" in lines
        assert "Get emergency help for back pain" in lines
        assert ("\u2191 \u2193 choose a" in lines) is any(one.id.partition(".")[0] in CHOOSE for one in SCREENS[screen])
        columns = [one.region for one in app.screen.query(".column")]
        assert columns[0].y == columns[1].y, "side by side"
        assert max(column.bottom for column in columns) < size[1]
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        columns = [one.virtual_region for one in app.screen.query(".column")]
        assert columns[0].bottom == columns[1].y, "below each other"
        assert "\u2193 more" in words(app)


@pytest.mark.parametrize(
    ("size", "first", "other"),
    [
        ((80, 24), ("start the routine",), ("in pregnancy", "Cat stretch", "Our advice")),
        ((100, 30), ("in pregnancy", "start the routine"), ("Cat stretch", "Our advice", "Rhomboid stretch")),
        ((120, 40), ("in pregnancy", "start the routine"), ("Cat stretch", "Our advice", "Rhomboid stretch")),
    ],
)
async def test_where_not_all_fits_there_are_two_pages_with_names(size, first, other, plan_of):
    app = WordApp(WordScreen())
    async with app.run_test(size=size) as pilot:
        app.push_screen(HelpDialog("a routine", next(iter(SCREENS.values())), steps=plan_of("relief").steps))
        await pilot.pause()

        def is_first() -> bool:
            return all(part in words(app) for part in first) and not any(part in words(app) for part in other)

        def is_other() -> bool:
            return all(part in words(app) for part in other) and not any(part in words(app) for part in first)

        assert "Tab other page" in words(app)
        assert is_first()
        await pilot.press("tab")
        assert is_other()
        await pilot.press("shift+tab")
        assert is_first()
        tabs = app.screen.query_one("#tabs")
        await pilot.click(tabs, offset=(str(tabs.content).index("xercises"), 0))
        assert is_other()
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert all(part in words(app) for part in (*first, *other))
        assert "Tab other page" not in words(app)
        await pilot.press("tab")
        assert all(part in words(app) for part in (*first, *other))


async def test_without_exercises_few_rows_have_the_whole_safety_text_on_the_other_page():
    app = WordApp(WordScreen())
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(HelpDialog("a word", SUMMARY))
        await pilot.press("tab")
        lines = words(app)
        assert "in pregnancy" in lines
        assert "The exercises" not in lines


async def test_the_key_line_names_what_acts_now_and_a_click_on_a_name_presses_its_key():
    class CountingScreen(WordScreen):
        can_note, noted = True, 0

        def check_action(self, action, parameters):
            return self.can_note if action == "remark" else action == "close"

        def action_remark(self):
            self.noted += 1

    screen = CountingScreen()
    app = WordApp(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = screen.query_one(KeyLine)
        assert line.text == "n note   Enter done"
        await pilot.click(KeyLine, offset=(line.text.index("note") + 1, 0))
        assert screen.noted == 1
        screen.can_note = False
        screen.refresh_bindings()
        await pilot.press("n")
        assert (line.text, screen.noted) == ("Enter done", 1)
        app.own_keys = {"summary.close": ("shift+up",)}
        assert line.text == "Shift+\u2191 done"


async def test_what_there_is_to_know_stands_at_the_right_of_the_title_as_far_as_it_has_room():
    app = WordApp(WordScreen())
    async with app.run_test(size=(30, 24)) as pilot:
        await pilot.pause()
        title = app.word.query_one(TitleLine)
        title.state = "sound 80 %"
        await pilot.pause()
        assert shown(app)[0] == f" Word{'sound 80 %':>24} "
        title.title = "A title that is long"
        await pilot.pause()
        assert shown(app)[0].strip() == "A title that is long"


async def test_what_was_read_beside_a_screen_is_shown_while_it_is_open_and_dropped_once_it_is_left():
    app = WordApp(WordScreen())
    shown, read = [], Event()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.word.beside(lambda: 1, shown.append)
        await app.workers.wait_for_complete()
        await pilot.pause()
        app.word.beside(lambda: read.wait() and 2, shown.append)
        await pilot.press("q")
        await pilot.pause()
        read.set()
        await pilot.pause()
        assert shown == [1]


async def test_a_figure_moves_by_itself_while_its_screen_is_in_front(clock):
    class FigureApp(TerminalApp):
        def __init__(self):
            super().__init__(str)

        def compose(self):
            yield MovingFigure(Figures(Poses()), clock)

    app = FigureApp()
    asked = []

    def movement(milliseconds, *, still):
        asked.append(milliseconds)
        return standing(milliseconds, still=still)

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        figure = app.query_one(MovingFigure)
        figure.play(movement)
        clock.pass_s(1)
        figure.tick()
        assert asked[-1] == 1000
        app.push_screen(WordScreen())
        await pilot.pause()
        clock.pass_s(1)
        figure.tick()
        assert 2000 not in asked
