"""Lists that screens choose from."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

AIRY: Final = 20  # rows from which there is an empty one between groups
LESS: Final = "auto 87%"  # the style of what matters less in a row: it reads on whatever it stands, also on a lit row


class ClickerList(OptionList):
    """PageUp and PageDown, the keys of a presentation clicker, move by one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "cursor_down", "down", show=False),
        Binding("pageup", "cursor_up", "up", show=False),
    ]


class GroupedList(ClickerList):
    """Options by their ids, in groups; the names of the groups cannot be highlighted."""

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        """`groups`: the ids of each group, by its name."""
        super().__init__(id="list", classes="panel")
        self._groups = {name: ids for name, ids in groups.items() if ids}

    @property
    def chosen(self) -> str:
        """The id of the highlighted option."""
        option = self.highlighted_option
        return (option.id if option else None) or next(iter(self._groups.values()))[0]

    def show(self, rows: Mapping[str, VisualType]) -> None:
        """Show a row for each id."""
        if self.option_count:
            for name, row in rows.items():
                self.replace_option_prompt(name, row)
            return
        for group, ids in self._groups.items():
            gap = "\n" if self.option_count and self.app.size.height >= AIRY else ""
            self.add_option(Option(Content.assemble(gap, (f" {group}", "bold")), disabled=True))
            self.add_options(Option(rows[name], id=name) for name in ids)
        self.highlighted = 1


class SidewaysList(OptionList):
    """A list that posts a message for the left and right arrow keys, which would scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
    ]

    class Sideways(Message):
        """The left (-1) or right (1) arrow key was pressed."""

        def __init__(self, direction: Literal[-1, 1]) -> None:
            super().__init__()
            self.direction = direction

    def action_sideways(self, direction: Literal[-1, 1]) -> None:
        """Post the direction of the arrow key."""
        self.post_message(self.Sideways(direction))
