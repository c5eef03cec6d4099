"""The keys: every command of every screen, and giving it other keys by pressing them."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.keymap.commands import KEYS, SCREENS, UserCommand
from trainer.keymap.key_names import WrongKeyError, key_name, key_named
from trainer.keymap.own_keys import CommandRegistry, clash
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.ui.bindings import bindings
from trainer.ui.dialogs.dialog import Dialog
from trainer.ui.widgets.clicker_list import ClickerList
from trainer.ui.widgets.key_line import KeyLine

ROOMY: Final = 70  # columns from which all keys of most commands have room beside what they do
WIDE, NARROW = 24, 12
HINT: Final = "Esc: none.   ctrl+c always leaves."


class PressScreen(Dialog[str | None]):
    """Waits for a key; `wrong` says why one cannot be, "" when it can."""

    taken_keys: ClassVar[tuple[str, ...]] = ()  # every key as it is

    def __init__(self, question: str, wrong: Callable[[str], str]) -> None:
        super().__init__()
        self._question = question
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """What to press, and what is wrong with it."""
        with Vertical(classes="window"):
            yield Static(self._question, classes="question", markup=False)
            yield Static(HINT, markup=False)
            yield Static(id="wrong", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take the key."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        try:
            key = key_named(event.key)
            wrong = self._wrong(key)
        except WrongKeyError as error:
            wrong = f"{key_name(event.key)} cannot be used: {error.hint or error}."
        if wrong:
            self.query_one("#wrong", Static).update(wrong)
        else:
            self.dismiss(key)


class KeysScreen(Screen[None]):
    """Shows and changes the keys of all commands. `apply` makes a change act."""

    AUTO_FOCUS = "#list"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    def __init__(self, file: SettingsFile, known: CommandRegistry, apply: Callable[[Settings], None]) -> None:
        super().__init__()
        self._file = file
        self._known = known
        self._apply = apply
        self._told = ""
        self._commands = {one.id: one for commands in SCREENS.values() for one in commands if one.id not in known.fixed}

    def compose(self) -> ComposeResult:
        """The commands, screen by screen."""
        yield Static("Keys", id="title", markup=False)
        yield ClickerList(id="list")
        yield KeyLine(KEYS)

    def on_mount(self) -> None:
        """Show all."""
        commands = self.query_one(ClickerList)
        for title, of_screen in SCREENS.items():
            gap = "\n" if commands.option_count else ""
            commands.add_option(Option(Content.assemble(gap, (f" {title}", "bold")), disabled=True))
            commands.add_options(Option(self._row(one), id=one.id) for one in of_screen if one.id in self._commands)
        commands.highlighted = 1

    def on_resize(self) -> None:
        """Give the keys as much room as there is."""
        self._show()

    def _show(self) -> None:
        for one in self._commands.values():
            self.query_one(ClickerList).replace_option_prompt(one.id, self._row(one))

    def _keys(self, command: str) -> tuple[str, ...]:
        return tuple(self._file.settings.keys.get(command, self._known.keys[command]))

    def _row(self, command: UserCommand) -> Content:
        keys = " ".join(map(key_name, self._keys(command.id))) or "no key"
        width = WIDE if self.app.size.width >= ROOMY else NARROW
        changed = "bold" if command.id in self._file.settings.keys else ""
        text = f"{command.help} ({command.id.rpartition('-')[2]})" if ".pain-" in command.id else command.help
        return Content.assemble(f"  {'*' if changed else ' '} ", (f"{keys:<{width}} ", changed), text)

    @property
    def _command(self) -> UserCommand:
        """The command that is highlighted."""
        option = self.query_one(ClickerList).highlighted_option
        return self._commands[(option.id if option else None) or next(iter(self._commands))]

    def _put(self, command: UserCommand, keys: tuple[str, ...] | None) -> None:
        """Give a command its keys; what cannot be saved is said once."""
        problem = self._file.put_keys(command.id, keys)
        if problem and problem != self._told:
            self.notify(problem, markup=False, severity="warning", timeout=10)
        self._told = problem
        self._apply(self._file.settings)
        self._show()  # the file may have others, too

    def _ask(self, question: str, keys: Callable[[str], tuple[str, ...]]) -> None:
        command = self._command

        def wrong(key: str) -> str:
            why = clash(command.id, key, self._file.settings.keys, self._known)
            other = self._commands.get(why.split("'")[1]) if "'" in why else None
            if other is not None:
                return f"{key_name(key)} is the key of '{other.label or other.help}' already: give that another one first."
            return f"{key_name(key)} {why}: choose another." if why else ""

        def pressed(key: str | None) -> None:
            if key is not None:
                self._put(command, keys(key))

        self.app.push_screen(PressScreen(f"{question}: {command.help}", wrong), pressed)

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        """Another key in the place of those that it has."""
        self._ask("Press the new key", lambda key: (key,))

    def action_add(self) -> None:
        """One key more."""
        present = self._keys(self._command.id)
        self._ask("Press one more key", lambda key: tuple(dict.fromkeys((*present, key))))

    def action_clear(self) -> None:
        """No key."""
        self._put(self._command, ())

    def action_reset(self) -> None:
        """The usual keys, unless another command has got one of them."""
        command = self._command
        others = {name: keys for name, keys in self._file.settings.keys.items() if name != command.id}
        for key in command.keys:
            if why := clash(command.id, key, others, self._known):
                self.notify(f"{key_name(key)} {why}: make that one as usual first.", markup=False, timeout=5)
                return
        self._put(command, None)

    def action_help(self) -> None:
        """Show the keys."""
        from trainer.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen("keys", KEYS))

    def action_close(self) -> None:
        """Back to the settings."""
        self.dismiss(None)
