"""The settings: a list with their values, and beside it what the chosen one is. A change acts and is saved at once."""

from collections.abc import Callable
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.widgets import OptionList, Static

from trainer.keymap.commands import SETTINGS
from trainer.run.ports import Clock
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.settings.words import ABOUT, BOUNDS
from trainer.system.visible import visible
from trainer.ui.dialogs.prompts import PromptDialog
from trainer.ui.settings.values import TABLES, stepped
from trainer.ui.settings.widgets import SettingDetail, SettingList
from trainer.ui.sound_samples import SoundSamples
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.figures import Figures

FILE_S: Final = 1.0  # how often it is seen whether somebody else has changed the file
ROOMY: Final = 76  # columns from which what a setting is has room beside the list
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

    def __init__(
        self, file: SettingsFile, apply: Callable[[Settings], None], clock: Clock, samples: SoundSamples, figures: Figures
    ) -> None:
        super().__init__()
        self._file = file
        self._apply = apply
        self._told = ""
        self._clock = clock
        self._samples = samples
        self._figures = figures

    def compose_content(self) -> ComposeResult:
        """The list, what the highlighted one is, and where all are kept."""
        with Container(id="stage"):
            yield SettingList()
            yield SettingDetail(self._clock, self._figures)
        yield Static(visible(f"Settings file: {self._file.path}"), id="where", markup=False)

    def on_mount(self) -> None:
        """Show all."""
        self.follow()
        self.set_interval(FILE_S, self.follow_file)

    def size_classes(self, size: Size) -> dict[str, bool]:
        """Compact also where there is no room beside the list."""
        classes = super().size_classes(size)
        return classes | {"-compact": classes["-compact"] or size.width < ROOMY}

    def follow(self) -> None:
        """Show the values as they are now."""
        self.query_one(SettingList).show_settings(self._file.settings)
        self._show_detail()

    def follow_file(self) -> None:
        """Take what another program has written into the file."""
        before = self._file.settings
        self._file.follow()
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
        """Let a change act; why it could not be saved is said once."""
        if problem and problem != self._told:
            self.notify(problem, markup=False, severity="warning", timeout=10)
        self._told = problem
        self._apply(self._file.settings)

    def _put(self, name: str, value: object) -> None:
        self._saved(self._file.put(name, value))
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

    def action_reset(self) -> None:
        """Give the highlighted setting its default."""
        if self._chosen != "keys":
            self._put(self._chosen, None)

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Open the keys, ask for a number, or take the next value."""
        name = self._chosen
        if name == "efforts":
            self.notify(EFFORTS_TOLD, markup=False, timeout=SILENCE_TOLD_S)
        elif name == "keys":
            from trainer.ui.settings.keys import KeysScreen

            self.app.push_screen(KeysScreen(self._file, self._saved), lambda _: self.follow())
        elif name in BOUNDS:
            self._ask(name)
        else:
            self.action_step(1)

    def _ask(self, name: str) -> None:
        lowest, highest = BOUNDS[name]

        def wrong(text: str) -> str:
            fits = text.strip().isdecimal() and lowest <= int(text) <= highest
            return "" if fits else f"Type a whole number, {lowest} to {highest}"

        def answered(text: str | None) -> None:
            if text is not None:
                self._put(name, int(text))

        now = str(getattr(self._file.settings, name))
        self.app.push_screen(PromptDialog(ABOUT[name].label, now, wrong), answered)
