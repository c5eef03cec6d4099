"""The line with the keys of a screen: as many as fit, and always how to get help."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace
from textual.app import RenderResult
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from trainer.keymap.commands import UserCommand, keys_of
from trainer.keymap.key_names import key_name
from trainer.ui.bindings import acts, own_keys

FAR: Final = "   "  # between two keys
NEAR: Final = "  "  # where there is less room


class KeyLine(Widget):
    """The commands that have a label and do something now, each with its first key; a click on one presses the key.

    What does nothing now is what the screen's `check_action` refuses; it calls `refresh_bindings` when that changes.
    """

    auto_links = False  # a click on a key presses it, but it does not look like a link

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
        """Follow the keys, and what they do."""
        self.watch(self.app, "own_keys", self._follow)
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, *_: object) -> None:
        self.refresh()

    def relabel(self, labels: Mapping[str, str]) -> None:
        """Change the labels of some actions for now."""
        if labels != self._labels:
            self._labels = labels
            self.refresh()

    @property
    def text(self) -> str:
        """What the line says at its width."""
        return self._line().plain

    def _shown(self) -> list[tuple[str, UserCommand]]:
        """The keys, each with its command, by what it is called now."""
        own = own_keys(self.app)
        found = ((keys_of(command, own), command) for command in self._commands if acts(self.screen, command.action))
        return [
            (keys[0], replace(command, label=self._labels.get(command.action, command.label))) for keys, command in found if keys
        ]

    def _line(self) -> Content:
        """The keys in their colour, the words in that of the line, as many as fit."""
        columns, shown = self.content_size.width, self._shown()
        style = self.get_visual_style("key-line--key")
        while True:
            pairs = [_pair(key, command.label, style) for key, command in shown]
            line = next((line for apart in (FAR, NEAR) if (line := Content(apart).join(pairs)).cell_length <= columns), None)
            if line is not None:
                return line
            if not (less := _less(shown)):
                return Content(NEAR).join(pairs)
            shown = less

    def render(self) -> RenderResult:
        """The line."""
        return self._line()


def _pair(key: str, label: str, style: Style) -> Content:
    pressed = Style.from_meta({"@click": f"app.simulate_key({key!r})"})
    return Content.assemble((key_name(key), style), f" {label}").stylize(pressed)


def _less(shown: list[tuple[str, UserCommand]]) -> list[tuple[str, UserCommand]]:
    """Without the last command that is neither the help nor the way out; empty where none can go."""
    for place in range(len(shown) - 1, -1, -1):
        if not shown[place][1].id.endswith((".help", ".leave", ".quit", ".close")):
            return shown[:place] + shown[place + 1 :]
    return []
