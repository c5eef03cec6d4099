"""The keys: every command of every screen, and giving it other keys by pressing them."""

from collections.abc import Callable
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from trainer.keymap.commands import KEYS, REGISTRY, SCREENS, UserCommand
from trainer.keymap.key_names import key_name
from trainer.keymap.own_keys import clash
from trainer.settings.file import SettingsFile
from trainer.ui.dialogs.prompts import KeyCaptureDialog
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.lists import GroupedList

ROOMY: Final = 70  # columns from which all keys of most commands have room beside what they do
WIDE, NARROW = 24, 12
CHANGEABLE: Final = {
    screen: {one.id: one for one in commands if one.id not in REGISTRY.fixed} for screen, commands in SCREENS.items()
}
COMMANDS: Final = {name: one for commands in CHANGEABLE.values() for name, one in commands.items()}


class KeysScreen(TrainerScreen[None]):
    """Shows and changes the keys of all commands. `saved` hears of each change why it could not be saved, "" when it was."""

    CSS_PATH = "settings.tcss"
    TITLE = "Keys"
    HELP_TITLE = "keys"
    USER_COMMANDS = KEYS

    def __init__(self, file: SettingsFile, saved: Callable[[str], None]) -> None:
        super().__init__()
        self._file = file
        self._saved = saved

    def compose_content(self) -> ComposeResult:
        """The commands, screen by screen."""
        yield GroupedList({screen: tuple(commands) for screen, commands in CHANGEABLE.items()})

    def on_resize(self, event: events.Resize) -> None:
        """Give the keys as much room as there is."""
        self._show()

    def _show(self) -> None:
        self.query_one(GroupedList).show({name: self._row(one) for name, one in COMMANDS.items()})

    def _row(self, command: UserCommand) -> Content:
        keys = " ".join(map(key_name, self._keys(command))) or "no key"
        width = WIDE if self.app.size.width >= ROOMY else NARROW
        changed = "bold" if command.id in self._file.settings.keys else ""
        text = f"{command.help} ({command.id.rpartition('-')[2]})" if ".pain-" in command.id else command.help
        return Content.assemble(f"  {'*' if changed else ' '} ", (f"{keys:<{width}} ", changed), text)

    def _keys(self, command: UserCommand) -> tuple[str, ...]:
        return tuple(self._file.settings.keys.get(command.id, command.keys))

    @property
    def _command(self) -> UserCommand:
        """The command that is highlighted."""
        return COMMANDS[self.query_one(GroupedList).chosen]

    def _put(self, command: UserCommand, keys: tuple[str, ...] | None) -> None:
        self._saved(self._file.put_keys(command.id, keys))
        self._show()  # the file may have others, too

    def _ask(self, question: str, keys: Callable[[str], tuple[str, ...]]) -> None:
        command = self._command

        def wrong(key: str) -> str:
            why = clash(command.id, key, self._file.settings.keys, REGISTRY)
            other = COMMANDS.get(why.split("'")[1]) if "'" in why else None
            if other is not None:
                return f"{key_name(key)} is the key of '{other.label or other.help}' already: give that another one first."
            return f"{key_name(key)} {why}: choose another." if why else ""

        def pressed(key: str | None) -> None:
            if key is not None:
                self._put(command, keys(key))

        self.app.push_screen(KeyCaptureDialog(f"{question}: {command.help}", wrong), pressed)

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        """Another key in the place of those that it has."""
        self._ask("Press the new key", lambda key: (key,))

    def action_add(self) -> None:
        """One key more."""
        present = self._keys(self._command)
        self._ask("Press one more key", lambda key: tuple(dict.fromkeys((*present, key))))

    def action_clear(self) -> None:
        """No key."""
        self._put(self._command, ())

    def action_reset(self) -> None:
        """Give the command its default keys, unless another one has got one of them."""
        command = self._command
        others = {name: keys for name, keys in self._file.settings.keys.items() if name != command.id}
        for key in command.keys:
            if why := clash(command.id, key, others, REGISTRY):
                self.notify(f"{key_name(key)} {why}: give that one its default first.", markup=False, timeout=5)
                return
        self._put(command, None)
