"""What is sent with less work than Textual's compositor takes: in the end the terminal shows what a whole new screen would."""

import re
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Static

from trainer.pose.library import Poses
from trainer.ui.widgets.at_once import Runs, seen_whole
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.text_line import TextLine

SIZE = (60, 20)
PIECES = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|(\n)|(.)", re.DOTALL)


class Shown:
    """The cells of a terminal: each its character and colours, of a blank the background alone."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, str]] = {}

    def take(self, text: str) -> "Shown":
        x = y = 0
        front = back = ""
        for row, column, colours, line, char in PIECES.findall(text):
            if row:
                x, y = int(column) - 1, int(row) - 1
            elif char:
                self.cells[x, y] = (char, back if char == " " else f"{front} {back}")
                x += 1
            elif not line:
                front, _, back = colours.partition("48;") if colours != "0" else ("", "", "")
        return self


class BesideApp(App[None]):
    CSS = """
    Screen { layers: usual over; }
    #above { height: 3; }
    #over { layer: over; width: 20; height: 6; offset: 15 8; display: none; background: red; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.view = FigureView(Figures(Poses()))
        self.shown = Shown()
        self.sent: list[object] = []

    def compose(self):
        yield Static("above", id="above")
        yield self.view
        yield Static("over", id="over")

    def _display(self, screen, renderable) -> None:
        if renderable is not None and not self._batch_count:
            self.sent.append(renderable)
            self.shown.take(renderable.render_segments(self.console))

    @property
    def at_once(self) -> int:
        return sum(isinstance(one, Runs) for one in self.sent)

    def move(self, progress: float, pose: str = "bird-dog", key: str = "reach") -> None:
        self.view.show(FigureMoment(pose, "table", key, progress, "left", True))

    def whole(self) -> dict[tuple[int, int], tuple[str, str]]:
        return Shown().take(self.screen._compositor.render_full_update().render_segments(self.console)).cells


@asynccontextmanager
async def running():
    """The app, shown; no fixture, which older versions of pytest-asyncio end in another context than they begin it in."""
    one = BesideApp()
    async with one.run_test(size=SIZE) as pilot:
        one.pilot = pilot
        one.move(0.0)
        await pilot.pause()
        assert one.shown.cells == one.whole()
        one.sent.clear()
        yield one


async def test_pictures_of_a_movement_are_sent_at_once_and_are_those_of_a_whole_screen():
    async with running() as app:
        for number in range(1, 20):
            app.move(number / 20)
            assert app.shown.cells == app.whole()
        assert app.at_once == len(app.sent) == 19


async def test_a_figure_that_has_just_moved_stands_where_it_is_now():
    async with running() as app:
        above = app.query_one("#above")
        for number in range(1, 10):
            above.styles.height = 1 + number % 4
            if number % 3:
                await app.pilot.pause()
            app.move(number / 10)
        await app.pilot.pause()
        assert app.shown.cells == app.whole()
        assert app.at_once


async def test_what_lies_over_a_figure_stays_there():
    async with running() as app:
        app.query_one("#over").styles.display = "block"
        await app.pilot.pause()
        app.sent.clear()
        for number in range(1, 10):
            app.move(number / 10)
            await app.pilot.pause()
            assert app.shown.cells == app.whole()
        assert not app.at_once
        assert app.sent


async def sends_nothing_at_once(app):
    await app.pilot.pause()
    app.sent.clear()
    app.move(0.5)
    await app.pilot.pause()
    assert not app.at_once
    assert app.shown.cells == app.whole()


async def test_a_hidden_figure_sends_nothing():
    async with running() as app:
        app.view.styles.display = "none"
        await sends_nothing_at_once(app)
        app.view.styles.display = "block"
        app.move(0.6)
        await app.pilot.pause()
        assert app.shown.cells == app.whole()


async def test_a_figure_below_another_screen_sends_nothing():
    async with running() as app:
        await app.push_screen(Screen())
        await sends_nothing_at_once(app)
        app.pop_screen()
        await app.pilot.pause()
        app.move(0.6)
        await app.pilot.pause()
        assert app.shown.cells == app.whole()


async def test_what_is_kept_back_for_a_while_is_shown_afterwards():
    async with running() as app:
        with app.batch_update():
            app.move(0.5)
            await app.pilot.pause()
            app.move(0.6)
        await app.pilot.pause()
        assert not app.at_once
        assert app.shown.cells == app.whole()


async def test_a_note_above_the_figure_stays_until_it_is_taken_back():
    async with running() as app:
        for key in ("fly", "fly", "reach", "reach"):
            app.move(0.3, key=key)
            app.move(0.6, key=key)
            await app.pilot.pause()
            assert app.shown.cells == app.whole()


async def test_a_figure_without_colours_is_drawn_as_any_widget(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = BesideApp()
    async with app.run_test(size=SIZE) as pilot:
        for number in range(5):
            app.move(number / 5)
            await pilot.pause()
        assert not app.at_once
        assert app.shown.cells == app.whole()


@pytest.mark.parametrize("seconds", [16, 24])  # among the reps, and with a new side
async def test_a_session_shows_at_every_moment_what_a_whole_screen_would(session_app, follow, monkeypatch, seconds):
    shown, at_once = Shown(), []

    def take(app, _, update):
        if update is not None:
            at_once.append(isinstance(update, Runs))
            shown.take(update.render_segments(app.console))

    monkeypatch.setattr(type(session_app), "_display", take)
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, seconds)
        for _ in range(40):
            await follow(session_app, pilot, 0.125, step=0.125)
            update = session_app.screen._compositor.render_full_update()
            assert shown.cells == Shown().take(update.render_segments(session_app.console)).cells
        assert sum(at_once) > len(at_once) / 2


async def test_only_what_lies_where_something_changed_is_asked_for_its_rows(session_app, follow, monkeypatch):
    shown = Shown()
    monkeypatch.setattr(
        type(session_app), "_display", lambda app, _, update: update and shown.take(update.render_segments(app.console))
    )
    async with session_app.run_test(size=(80, 24)) as pilot:
        await follow(session_app, pilot, 15.5)
        screen = session_app.screen
        asked = []
        for widget in screen.query("#keys, #instruction, #figure, #dots, #step"):
            rows = widget.render_lines
            monkeypatch.setattr(widget, "render_lines", lambda crop, one=widget, rows=rows: asked.append(one) or rows(crop))
        for seconds in ("7", "8", "9"):
            screen.query_one("#seconds", BigText).text = seconds
            screen.query_one("#left", TextLine).show(f"0:0{seconds} to go")
            await pilot.pause()
        assert asked == []
        update = screen._compositor.render_full_update()
        assert shown.cells == Shown().take(update.render_segments(session_app.console)).cells
        assert asked


async def test_a_figure_that_is_scrolled_half_away_has_no_place():
    async with running() as app:
        assert seen_whole(app.view, app.screen._compositor.visible_widgets) == Region(0, 3, 60, 17)
        app.view.styles.height = 40
        await app.pilot.pause()
        assert seen_whole(app.view, app.screen._compositor.visible_widgets) is None
