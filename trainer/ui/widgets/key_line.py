"""The line with the keys of a screen: as many as fit, and always how to get help."""

from collections.abc import Iterable
from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from trainer.keymap.commands import FAR, UserCommand, key_line
from trainer.ui.bindings import own_keys

NEAR: Final = "  "


class KeyLine(Widget):
    """The commands of a screen that have a label, each with its first key; keys of one's own are followed."""

    DEFAULT_CSS = """
    KeyLine { height: 1; }
    """

    def __init__(self, commands: Iterable[UserCommand]) -> None:
        super().__init__(id="keys")
        self._commands = [command for command in commands if command.label]

    def on_mount(self) -> None:
        """Follow the keys."""
        self.watch(self.app, "own_keys", self._follow)

    def _follow(self) -> None:
        self.refresh()

    @property
    def text(self) -> str:
        """What the line says at its width."""
        shown = list(self._commands)
        own = own_keys(self.app)
        while len(text := key_line(shown, own)) > self.content_size.width:
            if len(text := text.replace(FAR, NEAR)) <= self.content_size.width or not (less := _less(shown)):
                break
            shown = less
        return text

    def render(self) -> RenderResult:
        """The keys."""
        return Content(self.text)


def _less(commands: list[UserCommand]) -> list[UserCommand]:
    """Without the last command that is neither the help nor the way out; empty where none can go."""
    for place in range(len(commands) - 1, -1, -1):
        if not commands[place].id.endswith((".help", ".leave", ".quit", ".close")):
            return commands[:place] + commands[place + 1 :]
    return []
