"""The line of keys at the foot of a screen: as many as there is room for."""

from collections.abc import Iterable

from textual.widgets import Static

from trainer.ui.user_commands import UserCommand, key_line


class KeyLine(Static):
    """Shows the keys of commands in one line; on a narrow terminal those before the last two (help, leave) go first."""

    def __init__(self, commands: Iterable[UserCommand], *, id: str | None = "keys") -> None:
        super().__init__(id=id, markup=False)
        self._commands = tuple(command for command in commands if command.label)

    def on_resize(self) -> None:
        """Choose what fits."""
        width = self.content_size.width
        first, last = self._commands[:-2], self._commands[-2:]
        ways = [*((*first[:kept], *last) for kept in range(len(first), -1, -1)), last[-1:]]
        lines = [key_line(way) for way in ways]
        self.update(next((line for line in lines if len(line) <= width), lines[-1]))
