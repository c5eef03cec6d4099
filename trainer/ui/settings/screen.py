"""The settings: a list with their values, and beside it what the chosen one is. A change acts and is saved at once."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.widgets import OptionList

from trainer.keymap.commands import SETTINGS
from trainer.run.ports import Clock
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT, BOUNDS
from trainer.ui.dialogs.prompts import ListDialog, PromptDialog
from trainer.ui.settings.values import TABLES, choices, said, stepped
from trainer.ui.settings.widgets import SEEN, WIDE, SettingDetail, SettingList, what_marks_mean
from trainer.ui.sound_samples import SoundSamples
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.title_line import TitleLine

ROOMY: Final = 26  # rows from which the groups stand apart and within a border
FILE_S: Final = 1.0  # how often it is seen whether somebody else has changed the file
HEARD: Final = ("volume", "audio")  # a change of these is heard
SOON_S: Final = 0.1
SILENCE_TOLD_S: Final = 12.0
EFFORTS_TOLD: Final = (
    "Take what is suggested for a routine after sessions, or type 'trainer settings set efforts.relief low' in a terminal."
)


class SettingsScreen(TrainerScreen[None]):
    """Shows and changes the settings. `apply` makes a change act."""

    CSS_PATH = "settings.tcss"
    TITLE = "Settings"
    HELP_TITLE = "settings"
    USER_COMMANDS = SETTINGS
    TWO_PARTS = 76

    def __init__(
        self,
        file: SettingsFile,
        apply: Callable[[Settings], None],
        clock: Clock,
        samples: SoundSamples,
        figures: Figures,
        at: str = "",
    ) -> None:
        """`at`: the setting that is highlighted first; "": the first one."""
        super().__init__()
        self._at = at
        self._file = file
        self._apply = apply
        self._told = ""
        self._clock = clock
        self._samples = samples
        self._figures = figures

    def compose_content(self) -> ComposeResult:
        """The list, and what the highlighted one is."""
        with Container(id="stage"):
            settings = SettingList()
            settings.border_title = f"Settings {len(ABOUT)}"
            yield settings
            yield SettingDetail(self._clock, self._figures, self._file.path)

    def on_mount(self) -> None:
        """Show all."""
        self.follow()
        if self._at:
            settings = self.query_one(SettingList)
            settings.highlighted = settings.get_option_index(self._at)
        self.set_interval(FILE_S, self.follow_file)

    def size_classes(self, size: Size) -> dict[str, bool]:
        """Also whether what each setting is has room in the list, and whether all settings have room within a border."""
        return super().size_classes(size) | {"-wide": size.width >= WIDE, "-tight": size.height < ROOMY}

    def on_resize(self, event: events.Resize) -> None:
        """Say as much as there is room for."""
        self.query_one(SettingList).show_settings(self._file.settings)

    def follow(self) -> None:
        """Show the values as they are now."""
        self.query_one(SettingList).show_settings(self._file.settings)
        self.query_one(TitleLine).state = what_marks_mean(self._file.settings)
        self._show_detail()

    def follow_file(self) -> None:
        """Reload the file if another program has changed it."""
        before = self._file.settings
        self._file.reload_if_changed()
        if self._file.settings != before:
            self._apply(self._file.settings)
            self.follow()

    @property
    def _chosen(self) -> str:
        return self.query_one(SettingList).chosen

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        self.query_one(SettingDetail).show(self._chosen, self._file.settings)

    # ---- changes

    def _saved(self, problem: str) -> None:
        """Apply a change, and notify once if it could not be saved."""
        if problem and problem != self._told:
            self.notify(problem, markup=False, severity="warning", timeout=10)
        self._told = problem
        self._apply(self._file.settings)

    def _put(self, name: str, value: object) -> None:
        self._saved(self._file.set(name, value))
        if name in HEARD:
            self._samples.play([("rep", SOON_S)], self._tell_silence)
        self.follow()

    def _tell_silence(self) -> None:
        """Why what was to be heard is not, and what to do."""
        if reason := self._samples.reason:
            self.notify(reason, markup=False, timeout=SILENCE_TOLD_S)

    def action_step(self, direction: int) -> None:
        """The next value of the highlighted setting, or the one before."""
        if self._chosen not in TABLES:
            self._put(self._chosen, stepped(self._file.settings, self._chosen, direction))
        elif direction > 0:
            self.action_edit()

    def action_turn(self, name: str, direction: int) -> None:
        """The next value of a setting whose mark was clicked, or the one before."""
        settings = self.query_one(SettingList)
        settings.highlighted = settings.get_option_index(name)
        self.action_step(direction)

    def action_reset(self) -> None:
        """Give the highlighted setting its default."""
        if self._chosen != "keys":
            self._put(self._chosen, None)

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Open the keys, ask for a number, list the choices of words, or turn over what is on or off."""
        name = self._chosen
        if name == "efforts":
            self.notify(EFFORTS_TOLD, markup=False, timeout=SILENCE_TOLD_S)
        elif name == "keys":
            from trainer.ui.settings.keys import KeysScreen

            self.app.push_screen(KeysScreen(self._file, self._saved), lambda _: self.follow())
        elif name in BOUNDS:
            self._ask(name)
        elif words := choices(name):
            self._list(name, words)
        else:
            self.action_step(1)

    def _list(self, name: str, words: Sequence[str]) -> None:
        """List the choices; a theme or a way to draw figures is seen while it is highlighted."""

        def preview(word: str) -> None:
            if name in SEEN:
                self._apply(replace(self._file.settings, **{name: word}))

        def answered(word: str | None) -> None:
            if word is not None:
                self._put(name, word)
            else:
                self._apply(self._file.settings)

        now = getattr(self._file.settings, name)
        self.app.push_screen(ListDialog(ABOUT[name].label, {word: said(word) for word in words}, now, preview), answered)

    def _ask(self, name: str) -> None:
        lowest, highest = BOUNDS[name]

        def wrong(text: str) -> str:
            fits = text.strip().isdecimal() and lowest <= int(text) <= highest
            return "" if fits else f"Type a whole number, {lowest} to {highest}."

        def answered(text: str | None) -> None:
            if text is not None:
                self._put(name, int(text))

        now = str(getattr(self._file.settings, name))
        unit = ABOUT[name].unit
        self.app.push_screen(PromptDialog(f"{ABOUT[name].label}: {lowest} to {highest}{unit}", now, wrong), answered)
