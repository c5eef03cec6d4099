"""The keys: every command of every screen, and giving it other keys by pressing them."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from trainer.keymap.aliases import ALIASES
from trainer.keymap.commands import KEYS, REGISTRY, SCREENS, UserCommand, free_keys
from trainer.keymap.key_names import key_name
from trainer.keymap.own_keys import key_conflict, owner_of
from trainer.settings.file import SettingsFile
from trainer.ui.dialogs.prompts import Found, KeyCaptureDialog, ListDialog, SearchDialog
from trainer.ui.settings.widgets import CHANGED, WHAT_IS_CHANGED
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.lists import GroupedList
from trainer.ui.widgets.title_line import TitleLine

ROOMY: Final = 100  # columns from which all keys of most commands have room beside what they do
WIDE, NARROW = 24, 14
PAIN: Final = ".pain-"  # in the id of the commands for the strength of pain, which share a row
CHANGEABLE: Final = {screen: [one for one in commands if one.id not in REGISTRY.fixed] for screen, commands in SCREENS.items()}


def _row_of(command: UserCommand) -> str:
    """The row that a command stands in: its own, or the one for all strengths of pain."""
    return command.id.partition(PAIN)[0] + PAIN if PAIN in command.id else command.id


COMMANDS: Final = {one.id: one for commands in CHANGEABLE.values() for one in commands}
ROWS: Final = {row: tuple(found) for row, found in groupby(COMMANDS.values(), key=_row_of)}


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
        rows = {screen: tuple(dict.fromkeys(map(_row_of, commands))) for screen, commands in CHANGEABLE.items()}
        keys = GroupedList({f"{screen} {len(commands)}": commands for screen, commands in rows.items()})
        keys.border_title = f"Keys of {len(COMMANDS)} commands"
        yield keys

    def on_resize(self, event: events.Resize) -> None:
        """Give the keys as much room as there is."""
        self._show()

    def _show(self) -> None:
        self.query_one(TitleLine).state = WHAT_IS_CHANGED if self._file.settings.keys else ""
        self.query_one(GroupedList).show({row: self._row(commands) for row, commands in ROWS.items()})

    def _row(self, commands: Sequence[UserCommand]) -> Content:
        width = WIDE if self.app.size.width >= ROOMY else NARROW
        changed = any(one.id in self._file.settings.keys for one in commands)
        keys = f"{self._named_keys(commands):<{width}} "
        return Content.assemble(f"{CHANGED if changed else ' '} ", (keys, "bold"), commands[0].help)

    def _named_keys(self, commands: Sequence[UserCommand]) -> str:
        first, last = (" ".join(map(key_name, self._keys(one))) or "no key" for one in (commands[0], commands[-1]))
        return first if len(commands) == 1 else f"{first} to {last}"

    def _keys(self, command: UserCommand) -> tuple[str, ...]:
        return tuple(self._file.settings.keys.get(command.id, command.keys))

    def _with_command(self, then: Callable[[UserCommand], None]) -> None:
        """Call a function with the highlighted command; in the row of the ratings of pain, ask for one first."""
        commands = ROWS[self.query_one(GroupedList).chosen]
        if len(commands) == 1:
            then(commands[0])
            return
        keys = {one.id: " ".join(map(key_name, self._keys(one))) or "no key" for one in commands}
        answers = {name: f"{name.rpartition('-')[2]:>2}   {key}" for name, key in keys.items()}

        def chosen(command: str | None) -> None:
            if command is not None:
                then(COMMANDS[command])

        self.app.push_screen(ListDialog("Which strength, 0 to 10?", answers), chosen)

    def _put(self, command: UserCommand, keys: tuple[str, ...] | None) -> None:
        self._saved(self._file.set_keys(command.id, keys))
        self._show()  # the file may have others, too

    def _ask(self, question: str, command: UserCommand, keys: Callable[[str], tuple[str, ...]]) -> None:
        """Wait for a key. One that another command has is taken from it when it is pressed once more."""
        offered: str | None = None

        def wrong(key: str) -> str:
            nonlocal offered
            other = COMMANDS.get(owner_of(command.id, key, self._file.settings.keys, REGISTRY) or "")
            if other is None:
                why = key_conflict(command.id, key, self._file.settings.keys, REGISTRY)
                return f"{key_name(key)} {why}: choose another." if why else ""
            if key == offered:
                return ""
            offered = key
            left = " ".join(map(key_name, self._without(other, key, command, keys(key)))) or "no key"
            name = other.label or other.help
            return f"{key_name(key)} is the key of '{name}'. Press it again to take it: '{name}' gets {left}."

        def pressed(key: str | None) -> None:
            if key is None:
                return
            if other := COMMANDS.get(owner_of(command.id, key, self._file.settings.keys, REGISTRY) or ""):
                left = self._without(other, key, command, keys(key))
                self._put(other, ())  # neither may have a key of the other one at any moment
                self._put(command, keys(key))
                self._put(other, left)
            else:
                self._put(command, keys(key))

        free = " ".join(free_keys(command.id, self._file.settings.keys))
        self.app.push_screen(KeyCaptureDialog(f"{question}: {command.help}", wrong, f"Free letters and digits: {free}"), pressed)

    def _without(self, other: UserCommand, key: str, command: UserCommand, taken: Sequence[str]) -> tuple[str, ...]:
        """The keys of a command that loses one: those that it has left, else one that the command which took it gives up."""
        if left := tuple(one for one in self._keys(other) if one != key):
            return left
        free = {**self._file.settings.keys, command.id: tuple(taken), other.id: ()}
        given_up = (one for one in self._keys(command) if one not in taken)
        return tuple(one for one in given_up if not key_conflict(other.id, one, free, REGISTRY))[:1]

    def action_find(self) -> None:
        """Highlight a command that is found by its words or its keys."""
        answers = {
            row: Found(one[0].help, "", self._named_keys(one), f"{one[0].label} {ALIASES.get(one[0].id, '')}")
            for row, one in ROWS.items()
        }

        def found(row: str | None) -> None:
            if row is not None:
                keys = self.query_one(GroupedList)
                keys.highlighted = keys.get_option_index(row)

        self.app.push_screen(SearchDialog("Which command?", "words of what it does, or its key", answers), found)

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        """Replace the command's keys by another one."""
        self._with_command(lambda command: self._ask("Press the new key", command, lambda key: (key,)))

    def action_add(self) -> None:
        """Add a key to the command."""

        def ask(command: UserCommand) -> None:
            present = self._keys(command)
            self._ask("Press one more key", command, lambda key: tuple(dict.fromkeys((*present, key))))

        self._with_command(ask)

    def action_clear(self) -> None:
        """Remove all keys of the command."""
        self._with_command(lambda command: self._put(command, ()))

    def action_reset(self) -> None:
        """Give the command its default keys, unless another one has got one of them."""
        self._with_command(self._reset)

    def _reset(self, command: UserCommand) -> None:
        others = {name: keys for name, keys in self._file.settings.keys.items() if name != command.id}
        for key in command.keys:
            if why := key_conflict(command.id, key, others, REGISTRY):
                self.notify(f"{key_name(key)} {why}: give that one its default first.", markup=False, timeout=5)
                return
        self._put(command, None)
