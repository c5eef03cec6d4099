"""The list of routines."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class RoutineList(OptionList):
    """The routines: PageUp and PageDown (the keys of a presentation clicker) move by one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "cursor_down", "down", show=False),
        Binding("pageup", "cursor_up", "up", show=False),
    ]
