"""Finding a command by its name: every command of the present screen, and every routine to start."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from trainer.keymap.commands import COMMANDS, UserCommand, keys_of
from trainer.keymap.key_names import key_name
from trainer.ui.bindings import own_keys
from trainer.ui.routines.screen import RoutinesScreen


class Finder(Provider):
    """What can be found from a screen."""

    async def discover(self) -> Hits:
        """All that can be found."""
        for text, run, keys in self._entries():
            yield DiscoveryHit(Content(text), run, text=text, help=keys)

    async def search(self, query: str) -> Hits:
        """What has these letters."""
        matcher = self.matcher(query)
        for text, run, keys in self._entries():
            if score := matcher.match(text):
                yield Hit(score, matcher.highlight(text), run, text=text, help=keys)

    def _entries(self) -> Iterator[tuple[str, Callable[[], object], str]]:
        """Words, what they do, and the keys that do the same."""
        screen = self.screen
        if isinstance(screen, RoutinesScreen):
            for routine in screen.library.routines.values():
                yield f"Start {routine.name}", partial(screen.start, routine), "at once"
        own = own_keys(self.app)
        for text, command, action in named(screen):
            keys = " ".join(map(key_name, keys_of(command, own)))
            # Once the palette is closed.
            yield text, partial(screen.call_later, screen.run_action, action), keys or "no key"


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
    """The commands of a screen by what they do (the strengths of pain with their number), and the action they are bound to."""
    for binding in type(screen).BINDINGS:
        if isinstance(binding, Binding) and binding.id in COMMANDS:
            command = COMMANDS[binding.id]
            number = f": {command.id.rpartition('-')[2]}" if ".pain-" in command.id else ""
            yield f"{command.help[:1].upper()}{command.help[1:]}{number}", command, binding.action
