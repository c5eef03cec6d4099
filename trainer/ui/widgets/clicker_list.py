"""A list that a presentation clicker can be used in."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class ClickerList(OptionList):
    """PageUp and PageDown, the keys of a clicker, move by one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "cursor_down", "down", show=False),
        Binding("pageup", "cursor_up", "up", show=False),
    ]
