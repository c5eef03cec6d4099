"""The settings: a list with their values, and beside it what the chosen one is. A change acts and is saved at once."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.keymap.commands import REGISTRY, SETTINGS
from trainer.run.ports import Clock
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT, GROUPS
from trainer.system.visible import visible
from trainer.ui.bindings import bindings
from trainer.ui.dialogs.prompts import LineScreen
from trainer.ui.settings.sound_samples import SoundSamples
from trainer.ui.settings.values import RANGES, Way, bar, choices, in_words, turned
from trainer.ui.theme.sizes import TINY, is_compact
from trainer.ui.theme.themes import OWN
from trainer.ui.widgets.clicker_list import ClickerList
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine

FRAME_S: Final = 1 / 8
FILE_S: Final = 1.0  # how often it is seen whether somebody else has changed the file
ROOMY: Final = 76  # columns from which what a setting is has room beside the list
LABEL: Final = 23
HEARD: Final = ("volume", "audio")  # a change of these is heard
SOON_S: Final = 0.1
SILENCE_TOLD_S: Final = 12.0
OWN_THEMES: Final = tuple(theme.name for theme in OWN)
SWING_MS: Final = 2_000
SEEN: Final = ("theme", "figure")  # settings that a figure beside them shows
POSE: Final = "side-lunge-reach"


class SettingsScreen(Screen[None]):
    """Shows and changes the settings. `apply` makes a change act."""

    AUTO_FOCUS = "#list"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(SETTINGS)

    def __init__(
        self, file: SettingsFile, apply: Callable[[Settings], None], clock: Clock, samples: SoundSamples, figures: Figures
    ) -> None:
        super().__init__()
        self._file = file
        self._apply = apply
        self._clock = clock
        self._samples = samples
        self._figures = figures
        self._told = ""

    def compose(self) -> ComposeResult:
        """The list, and what the highlighted one is."""
        yield Static("Settings", id="title", markup=False)
        with Container(id="stage"):
            yield ClickerList(id="list")
            with Vertical(id="detail"):
                yield Static(id="name", markup=False)
                yield Static(id="text", markup=False)
                yield Static(id="choices", markup=False)
                yield Static(id="usual", markup=False)
                yield FigureView(self._figures, id="figure")
        yield Static(visible(f"Settings file: {self._file.path}"), id="where", markup=False)
        yield KeyLine(SETTINGS)

    def on_mount(self) -> None:
        """Show all."""
        self._arrange()
        settings = self.query_one(ClickerList)
        for group, names in GROUPS.items():
            gap = "\n" if settings.option_count else ""
            settings.add_option(Option(Content.assemble(gap, (f" {group}", "bold")), disabled=True))
            settings.add_options(Option(self._row(name), id=name) for name in names)
        settings.highlighted = 1
        self.set_interval(FRAME_S, self._move_figure)
        self.set_interval(FILE_S, self.follow_file)

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout that fits."""
        self._arrange()

    def _arrange(self) -> None:
        self.set_class(is_compact(self.app.size) or self.app.size.width < ROOMY, "-compact")
        self.set_class(self.app.size.height < TINY, "-tiny")

    # ---- what is shown

    def _row(self, name: str) -> Content:
        settings = self._file.settings
        value = in_words(settings, name)
        more = f"  {bar(settings)}" if name == "volume" else ""
        sign = ("  ", "  ") if name == "keys" else ("\u2039 ", " \u203a")
        changed = "bold" if getattr(settings, name) != getattr(Settings(), name) else ""
        return Content.assemble(f"  {ABOUT[name].label:<{LABEL}}", (sign[0], "dim"), (value, changed), (sign[1], "dim"), more)

    @property
    def _chosen(self) -> str:
        """The setting that is highlighted."""
        option = self.query_one(ClickerList).highlighted_option
        return (option.id if option else None) or next(iter(ABOUT))

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        """What the highlighted setting is."""
        name, settings = self._chosen, self._file.settings
        self.query_one("#name", Static).update(ABOUT[name].label)
        self.query_one("#text", Static).update(ABOUT[name].text)
        words = choices(name)
        now = getattr(settings, name)
        shown = [one for one in words if name != "theme" or one in OWN_THEMES or one == now]
        more = f"and {len(words) - len(OWN_THEMES)} more that come with Textual" if name == "theme" else ""
        parts = [(f"[{one}] ", "bold") if one == now else f"{one} " for one in shown]
        self.query_one("#choices", Static).update(Content.assemble(*parts, more))
        self.query_one("#choices").display = bool(words)
        usual = in_words(Settings(), name)
        as_usual = now == getattr(Settings(), name)
        self.query_one("#usual", Static).update("This is as usual." if as_usual else f"Usual: {usual}.")
        self.query_one("#figure").display = name in SEEN
        self.call_after_refresh(self._move_figure)

    def follow(self) -> None:
        """Show the values as they are now."""
        settings = self.query_one(ClickerList)
        for name in ABOUT:
            settings.replace_option_prompt(name, self._row(name))
        self._show()

    def follow_file(self) -> None:
        """Take what another program has written into the file."""
        before = self._file.settings
        self._file.follow()
        if self._file.settings != before:
            self._apply(self._file.settings)
            self.follow()

    def _move_figure(self) -> None:
        figure = self.query_one("#figure", FigureView)
        if not figure.size.height or self.app.screen is not self:
            return
        passed = self._clock.now_ns() // 1_000_000
        part = (passed % SWING_MS) / SWING_MS if self.app.animation_level != "none" else 1.0
        keys = ("reach", "stand") if passed // SWING_MS % 2 else ("stand", "reach")
        figure.show(FigureMoment(POSE, *keys, part, side="left"))

    # ---- changes

    def _put(self, name: str, value: object) -> None:
        """Change a setting; what cannot be saved is said once."""
        problem = self._file.put(name, value)
        if problem and problem != self._told:
            self.notify(problem, markup=False, severity="warning", timeout=10)
        self._told = problem
        self._apply(self._file.settings)
        if name in HEARD:
            self._samples.play([("rep", SOON_S)], self._tell_silence)
        self.follow()

    def _tell_silence(self) -> None:
        """Why what was to be heard is not, and what to do."""
        if reason := self._samples.reason:
            self.notify(reason, markup=False, timeout=SILENCE_TOLD_S)

    def action_turn(self, way: Way) -> None:
        """The next value of the highlighted setting, or the one before."""
        if self._chosen != "keys":
            self._put(self._chosen, turned(self._file.settings, self._chosen, way))
        elif way > 0:
            self.action_edit()

    def action_reset(self) -> None:
        """The highlighted setting as usual."""
        if self._chosen != "keys":
            self._put(self._chosen, None)

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Open the keys, ask for a number, or take the next value."""
        name = self._chosen
        if name == "keys":
            from trainer.ui.settings.keys import KeysScreen

            self.app.push_screen(KeysScreen(self._file, REGISTRY, self._apply), lambda _: self.follow())
        elif name in RANGES:
            self._ask(name)
        else:
            self.action_turn(1)

    def _ask(self, name: str) -> None:
        lowest, highest, _ = RANGES[name]

        def wrong(text: str) -> str:
            fits = text.strip().isdecimal() and lowest <= int(text) <= highest
            return "" if fits else f"Type a whole number, {lowest} to {highest}"

        def answered(text: str | None) -> None:
            if text is not None:
                self._put(name, int(text))

        self.app.push_screen(LineScreen(ABOUT[name].label, str(getattr(self._file.settings, name)), wrong), answered)

    def action_help(self) -> None:
        """Show the keys."""
        from trainer.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen("settings", SETTINGS))

    def action_close(self) -> None:
        """Back to the routines."""
        self.dismiss(None)
