"""Finding a command by its name: every command of the present screen, and every routine to start."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from trainer.keymap.aliases import ALIASES
from trainer.keymap.commands import COMMANDS, UserCommand, keys_of
from trainer.keymap.key_names import key_name
from trainer.ui.bindings import acts, own_keys
from trainer.ui.dialogs.prompts import Found, SearchDialog
from trainer.ui.trainer_screen import TrainerScreen

MAX_ROWS: Final = 33  # of what is found
AROUND: Final = 9  # rows of the question, the line, the border and the air around it


class FinderDialog(SearchDialog):
    """The commands of a screen in rows: what each is called, what it does, and its keys at the right.

    As high as what is found; its upper edge stays where it is while one types.
    """

    def on_resize(self, event: events.Resize) -> None:
        """Show as many rows as there is room for."""
        self.query_one("#found").styles.max_height = max(1, min(MAX_ROWS, event.size.height - AROUND))


def find(app: App[Any]) -> None:
    """Ask for a command over the present screen and do it, unless a question is open already."""
    screen = app.screen
    if screen.is_modal:
        return
    entries = {str(number): entry for number, entry in enumerate(_entries(screen))}

    def chosen(number: str | None) -> None:
        if number is not None:
            entries[number][1]()

    answers = {number: found for number, (found, _) in entries.items()}
    app.push_screen(FinderDialog("What is to be done?", "a command or a routine", answers), chosen)


def _entries(screen: Screen[Any]) -> Iterator[tuple[Found, Callable[[], object]]]:
    """What can be found from a screen and does something now, and what does it once the question is closed."""
    own = own_keys(screen.app)
    for name, about, command, action in named(screen):
        if not acts(screen, action):
            continue
        keys = " ".join(map(key_name, keys_of(command, own))) or "no key"
        yield Found(name, about, keys, ALIASES.get(command.id, "")), partial(screen.call_later, screen.run_action, action)
    if isinstance(screen, TrainerScreen):
        for name, about, run in screen.palette_entries():
            yield Found(name, about), run


def named(screen: Screen[Any]) -> Iterator[tuple[str, str, UserCommand, str]]:
    """The commands of a screen: their names, what they do beside that, and the action they are bound to.

    The keys for the strength of pain are left out: they are what is pressed when it is asked.
    """
    for binding in type(screen).BINDINGS:
        if isinstance(binding, Binding) and binding.id in COMMANDS and ".pain-" not in binding.id:
            command = COMMANDS[binding.id]
            if command.label and command.label not in command.help:
                name, about = command.label, command.help
            else:
                name, _, about = command.help.partition(": ")
            yield f"{name[:1].upper()}{name[1:]}", about, command, binding.action
