"""Finding a command by its name: every command of the present screen, and every routine to start."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from trainer.keymap.aliases import ALIASES
from trainer.keymap.commands import COMMANDS, UserCommand, keys_of
from trainer.keymap.key_names import key_name
from trainer.ui.bindings import own_keys
from trainer.ui.dialogs.matching import score
from trainer.ui.trainer_screen import TrainerScreen


class Finder(Provider):
    """What can be found from a screen."""

    async def discover(self) -> Hits:
        """All entries."""
        for text, run, keys, _ in self._entries():
            yield DiscoveryHit(Content(text), run, text=text, help=keys)

    async def search(self, query: str) -> Hits:
        """Entries that match in their text or their aliases, those with whole words first."""
        matcher = self.matcher(query)
        for text, run, keys, aliases in self._entries():
            if fits := score(matcher, text, aliases):
                yield Hit(fits, matcher.highlight(text), run, text=text, help=keys)

    def _entries(self) -> Iterator[tuple[str, Callable[[], object], str, str]]:
        """Words, what they do, the keys that do the same, and other words."""
        screen = self.screen
        if isinstance(screen, TrainerScreen):
            for text, run, keys in screen.palette_entries():
                yield text, run, keys, ""
        own = own_keys(self.app)
        for text, command, action in named(screen):
            keys = " ".join(map(key_name, keys_of(command, own)))
            # Once the palette is closed.
            yield text, partial(screen.call_later, screen.run_action, action), keys or "no key", ALIASES.get(command.id, "")


class FinderScreen(CommandPalette):
    """The palette in the look of the app, without the picture in front of its line, which some terminals lack."""

    CSS = """
    FinderScreen {
        SearchIcon { display: none; }
        #--input, #--results { border: none; background: $surface; }
        #--results { min-width: 12; }
    }
    """


def find(app: App[Any]) -> None:
    """Show the palette over the present screen, unless it is there already or a question is open."""
    if not app.screen.is_modal:  # the palette is modal, too
        app.push_screen(FinderScreen(providers=[Finder], placeholder="letters of a command or a routine"))


def named(screen: Screen[Any]) -> Iterator[tuple[str, UserCommand, str]]:
    """The commands of a screen by their labels and what they do, with the action they are bound to.

    The keys for the strength of pain are left out: they are what is pressed when it is asked.
    """
    for binding in type(screen).BINDINGS:
        if isinstance(binding, Binding) and binding.id in COMMANDS and ".pain-" not in binding.id:
            command = COMMANDS[binding.id]
            text = f"{command.label}: {command.help}" if command.label and command.label not in command.help else command.help
            yield f"{text[:1].upper()}{text[1:]}", command, binding.action
