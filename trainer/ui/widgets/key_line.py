"""The line with the keys of a screen: as many as fit, and always how to get help."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from trainer.keymap.commands import FAR, UserCommand, labelled_keys
from trainer.ui.bindings import own_keys

NEAR: Final = "  "


class KeyLine(Widget):
    """The commands of a screen that have a label, each with its first key; keys of one's own are followed."""

    DEFAULT_CSS = """
    KeyLine { height: 1; }
    KeyLine > .key-line--key { color: $key; text-style: bold; }
    """
    COMPONENT_CLASSES = {"key-line--key"}  # noqa: RUF012 - as Textual declares it

    def __init__(self, commands: Iterable[UserCommand]) -> None:
        super().__init__(id="keys")
        self._commands = [command for command in commands if command.label]
        self._labels: Mapping[str, str] = {}

    def on_mount(self) -> None:
        """Follow the keys."""
        self.watch(self.app, "own_keys", self._follow)

    def _follow(self) -> None:
        self.refresh()

    def relabel(self, labels: Mapping[str, str]) -> None:
        """Call some actions otherwise for now: what a key does depends on the moment."""
        if labels != self._labels:
            self._labels = labels
            self.refresh()

    @property
    def text(self) -> str:
        """What the line says at its width."""
        pairs, apart = self._fitting()
        return _line(pairs, apart)

    def _fitting(self) -> tuple[list[tuple[str, str]], str]:
        """The keys with their words that fit, and what stands between them."""
        own, columns = own_keys(self.app), self.content_size.width
        shown = [replace(command, label=self._labels.get(command.action, command.label)) for command in self._commands]
        while True:
            pairs = labelled_keys(shown, own)
            apart = FAR if len(_line(pairs, FAR)) <= columns else NEAR
            if len(_line(pairs, apart)) <= columns or not (less := _less(shown)):
                return pairs, apart
            shown = less

    def render(self) -> RenderResult:
        """The keys in their colour, the words in that of the line."""
        pairs, apart = self._fitting()
        style = self.get_visual_style("key-line--key")
        return Content(apart).join(Content.assemble((key, style), f" {label}") for key, label in pairs)


def _line(pairs: Iterable[tuple[str, str]], apart: str) -> str:
    return apart.join(" ".join(pair) for pair in pairs)


def _less(commands: list[UserCommand]) -> list[UserCommand]:
    """Without the last command that is neither the help nor the way out; empty where none can go."""
    for place in range(len(commands) - 1, -1, -1):
        if not commands[place].id.endswith((".help", ".leave", ".quit", ".close")):
            return commands[:place] + commands[place + 1 :]
    return []
