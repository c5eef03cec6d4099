"""The themes of our own: everything that is written reads on what it stands on, the big things from the mat."""

from datetime import date
from typing import get_args

import pytest
from msgspec.structs import replace
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.color import Color
from textual.geometry import Region
from textual.theme import BUILTIN_THEMES
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets._toast import Toast

from tests.functional.test_dose import sessions
from trainer.diagnostics.problem import Problem
from trainer.history.diary import Diary
from trainer.keymap.commands import REGISTRY, SESSION
from trainer.routine.compiler import compile_plan
from trainer.routine.library import merged
from trainer.routine.loader import parse
from trainer.run.ports import HistoryOverview, RoutineProgress
from trainer.session.states import State
from trainer.settings.file import SettingsFile
from trainer.settings.settings import ThemeName
from trainer.ui.dialogs.help import HelpDialog
from trainer.ui.session.instruction import Instruction
from trainer.ui.theme.themes import OWN
from trainer.ui.widgets.bar import Bar
from trainer.ui.widgets.big import QUARTERS
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure import FigureView
from trainer.userfiles.own_files import OwnFiles

TEXT, BIG = 4.5, 7.0
BLOCKS = set(QUARTERS.values())
DIM = 0.66  # what is left of a dim colour, in Textual and about so in terminals
NAMES = [theme.name for theme in OWN]


def rgb(colour: RichColor | None, fallback: Color) -> Color:
    return Color.from_rich_color(colour) if colour is not None and not colour.is_default else fallback


def luminance(colour: Color) -> float:
    """The relative luminance of the WCAG."""
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, 1 to 21, as the WCAG has it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def among_sixteen(colour: Color) -> Color:
    """A colour as a terminal with sixteen of them shows it."""
    return Color(*RichColor.from_rgb(*colour.rgb).downgrade(ColorSystem.STANDARD).get_truecolor(DEFAULT_TERMINAL_THEME))


def contrasts(widget: Widget, shown_as=lambda colour: colour) -> dict[str, float]:
    """The contrast of each text that a widget draws, by that text."""
    _, _, background, front = widget.colors
    drawn = BLOCKS if isinstance(widget, BigText | Instruction) else set()  # elsewhere a block is a border
    found: dict[str, float] = {}
    for strip in widget.render_lines(Region(0, 0, *widget.size)):
        for text, style, control in strip:
            if control or not (text.strip() and any(char.isalnum() or char in drawn or char == "#" for char in text)):
                continue
            fore, behind = rgb(style and style.color, front), rgb(style and style.bgcolor, background)
            if style and style.reverse:
                fore, behind = behind, fore
            if style and style.dim:
                fore = behind.blend(fore, DIM)
            found[text.strip()] = contrast(shown_as(fore), shown_as(behind))
    return found


def worst(screen, shown_as=lambda colour: colour) -> dict[str, tuple[float, str]]:
    """The texts of a screen that do not reach their contrast."""
    low = {}
    for widget in screen.query("*"):
        if isinstance(widget, FigureView | Bar) or not widget.size or not widget.visible or not widget.is_on_screen:
            continue
        if any(not one.display for one in widget.ancestors_with_self if isinstance(one, Widget)) or widget.is_container:
            continue
        for text, ratio in contrasts(widget, shown_as).items():
            is_big = isinstance(widget, BigText | Instruction) and set(text) <= BLOCKS
            if ratio < (BIG if is_big else TEXT):
                low[f"{type(screen).__name__} {widget.id or type(widget).__name__}: {text}"] = round(ratio, 2)
    return low


async def in_theme(name: str, pilot) -> None:
    """Show an app that runs in another theme."""
    pilot.app.use_settings(replace(pilot.app.settings, theme=name))
    await pilot.pause()
    assert pilot.app.current_theme.name == name


@pytest.mark.parametrize("name", NAMES)
async def test_everything_written_has_its_contrast(make_app, follow, name, tmp_path, plan_of):
    low = {}
    (tmp_path / "settings.toml").write_text(f'theme = "{name}"')
    file = SettingsFile(tmp_path / "settings.toml", REGISTRY)
    app = make_app(settings=file.settings, settings_file=file, problems=[Problem("my.toml", ("x",), "is wrong")])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        assert app.current_theme.name == name

        async def look():
            await pilot.pause()
            low.update(worst(app.screen))

        await look()
        for severity in ("information", "warning", "error"):
            app.notify("a word", severity=severity)
        await look()
        assert app.screen.query(Toast)
        await pilot.press("ctrl+p")
        await look()
        await pilot.press("escape", "slash")
        await look()
        await pilot.press("escape", "s")
        await look()
        await pilot.press("up", "enter", "enter", "up")
        await look()
        await pilot.press("escape", "escape", "enter")
        await look()
        await follow(app, pilot, 16)
        await look()
        await follow(app, pilot, 6)
        await look()
        app.sound.state = "none"
        await pilot.press("x")
        await look()
        app.push_screen(HelpDialog("in a session", SESSION))
        await look()
        await pilot.press("escape", "n", "n", "n", "n")
        await follow(app, pilot, 1)
        await look()
    assert low == {}


@pytest.mark.parametrize(("names", "sixteen"), [([*NAMES, "atom-one-light", "solarized-dark"], False), (NAMES, True)])
async def test_the_summary_and_the_history_read_in_every_theme(make_app, follow, plan_of, monkeypatch, tmp_path, names, sixteen):
    if sixteen:
        monkeypatch.delenv("COLORTERM")
        monkeypatch.setenv("TERM", "xterm-16color")
    diary = Diary(tmp_path)
    app = make_app(first=plan_of("relief"), acknowledged=True, diary=diary)
    low = {}

    async def look():
        for _ in range(3):
            await app.workers.wait_for_complete()
            await pilot.pause()
        for name in names:
            await in_theme(name, pilot)
            found = worst(app.screen, among_sixteen) if sixteen else worst(app.screen)
            low.update({f"{name}: {text}": ratio for text, ratio in found.items()})

    async with app.run_test(size=(120, 40)) as pilot:
        await follow(app, pilot, 18)
        await pilot.press("x", "6", "space")
        await follow(app, pilot, 30)
        await pilot.press("q", "enter")
        await look()
        await pilot.press("9")
        await look()
        assert app.screen.query_one("#advice").display
        await pilot.press("h")
        await look()
        await pilot.resize_terminal(80, 24)
        await pilot.press("d")
        await look()
    diary.close()
    assert low == {}


SETS = """
version = 1
[[routine]]
id = "own"
name = "At my own pace"
steps = [{ exercise = "bird-dog", rest = 10 }, { exercise = "cat-stretch", pace = "self" }]
"""


@pytest.mark.parametrize(
    ("names", "size", "sixteen"),
    [
        ([*NAMES, "solarized-dark"], (80, 24), False),
        ([*NAMES, "atom-one-light"], (100, 30), False),
        (NAMES, (100, 30), True),
    ],
)
async def test_every_state_of_a_session_reads_in_every_theme(make_app, library, clock, follow, monkeypatch, names, size, sixteen):
    if sixteen:
        monkeypatch.delenv("COLORTERM")
        monkeypatch.setenv("TERM", "xterm-16color")
    both = merged(library, parse(SETS.encode(), "own.toml"))
    plan = compile_plan(both, both.routines["own"])
    app = make_app(first=plan, acknowledged=True)
    low = {}

    async with app.run_test(size=size) as pilot:

        async def until(test) -> None:
            while not test(app.screen.controller.driver.session):
                clock.pass_s(0.5)
                app.screen.tick()
            await pilot.pause()

        async def seen(state: str) -> None:
            for name in names:
                await in_theme(name, pilot)
                found = worst(app.screen, among_sixteen) if sixteen else worst(app.screen)
                low.update({f"{name}, {state}: {text}": ratio for text, ratio in found.items()})

        await follow(app, pilot, 1)
        await seen("prepare, asked how the back is")
        app.sound.state, app.sound.reason = "none", "No sound: no sound device."
        await until(lambda session: session.phase.kind == "move" and session.phase.side == "left")
        assert app.screen.query_one("#band").has_class("-flash")
        await seen("left, flash, no sound")
        await until(lambda session: session.phase.side == "right" and session.phase.kind == "move")
        await follow(app, pilot, 0.5)
        await seen("right")
        await pilot.press("down")
        await seen("volume")
        await pilot.press("space")
        await follow(app, pilot, 1)
        await seen("paused")
        await pilot.press("q")
        await seen("asked")
        await pilot.press("x")
        await follow(app, pilot, 1)
        await seen("pain")
        await pilot.press("space")
        await seen("get ready")
        await pilot.press("n")
        await until(lambda session: session.state is State.WAITING)
        await follow(app, pilot, 1)
        await seen("own pace")
    assert low == {}


async def test_the_first_screen_reads_in_every_theme(make_app):
    app = make_app()
    (one,) = sessions(1, note="slept badly")
    recent = HistoryOverview(date(2026, 11, 26), {"2026-11-25": (1, 60_000)}, (("2026-11-25", 5, 3),))
    low = {}
    async with app.run_test(size=(120, 40)) as pilot:
        done = RoutineProgress({}, {"relief": 1}, due=frozenset({"relief"}), recent=recent, last_session=one)
        app.screen.show_done(done)
        for name in sorted({*NAMES, *BUILTIN_THEMES} - {"ansi-dark", "ansi-light"}):
            await in_theme(name, pilot)
            low.update({f"{name}: {text}": ratio for text, ratio in worst(app.screen).items()})
    assert low == {}


@pytest.mark.parametrize("name", [*NAMES, "textual-light", "nord", "solarized-light", "monokai"])
async def test_the_settings_the_editor_and_their_questions_read_in_light_and_dark_themes(make_app, tmp_path, name):
    """Of Textual's own themes, some stand here for all: `tests/unit/ui/test_meanings.py` computes the colours of each."""
    low = {}
    (tmp_path / "settings.toml").write_text(f'theme = "{name}"\nvolume = 30\n')
    file = SettingsFile(tmp_path / "settings.toml", REGISTRY)
    app = make_app(settings=file.settings, settings_file=file, source=OwnFiles(()), acknowledged=True)
    async with app.run_test(size=(120, 40)) as pilot:

        async def seen(*keys, at=None):
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            if at:
                options = app.screen.query_one("#list", OptionList)
                options.highlighted = options.get_option_index(at)
                await pilot.pause()
            low.update(worst(app.screen))

        await seen("s")
        await seen(at="volume")
        await seen("enter", *"999", "enter")  # a number that is refused
        await seen("escape", at="first_side")
        await seen("enter")  # a list of choices
        await seen("escape", at="keys")
        await seen("enter", at="session.restart")
        await seen("enter", "m")  # a key that is taken
        await seen("escape", "slash", *"mute")
        await seen("escape", "escape", "escape", "e")
        await seen("right")
        await seen("enter")
        await seen("escape", "escape", "a")
        await seen("escape", "p")
        await seen("escape", "d", "q")  # leaving what is not saved
        await seen("escape", "d", "d")
        await seen("question_mark")
    assert low == {}


def test_every_theme_that_can_be_chosen_is_there():
    assert set(get_args(ThemeName)) <= {*NAMES, *BUILTIN_THEMES}
    assert not {*NAMES} & {*BUILTIN_THEMES}
