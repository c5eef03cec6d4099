"""What all screens share: a layout that fits, work beside the screen, the help, a figure that moves by itself."""

from threading import Event

from textual.geometry import Size
from textual.widgets import Static

from trainer.keymap.commands import SUMMARY
from trainer.pose.library import Poses
from trainer.ui.dialogs.help import HelpDialog
from trainer.ui.terminal_app import TerminalApp
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.figure_moment import standing
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.moving_figure import MovingFigure


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


async def test_the_layout_fits_before_anything_is_styled_and_after_each_resize():
    app = WordApp(WordScreen())
    async with app.run_test(size=(50, 9)) as pilot:
        await pilot.pause()
        assert app.word.fitted == [True]
        assert classes(app.word) == {"-compact", "-low", "-tiny"}
        await pilot.resize_terminal(120, 18)
        await pilot.pause()
        assert classes(app.word) == {"-low", "-wide"}


async def test_title_content_and_keys_stand_below_each_other_and_the_commands_are_bound():
    app = WordApp(WordScreen())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert [child.id for child in app.word.children if child.id] == ["title", "word", "keys"]
        assert app.word.key_of("close") == "Enter"
        app.word.action_help()
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog)
        assert "Keys: a word" in [str(one.content) for one in app.screen.query(Static)]
        await pilot.press("escape", "q")
        await pilot.pause()
        assert app.screen is not app.word


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
