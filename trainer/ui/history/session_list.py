"""The list of sessions that were done, the latest first."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.routine.wording import clock
from trainer.session.entry import SessionEntry

OUTCOMES: Final = {"finished": "", "stopped": "stopped", "interrupted": "cut off", "open": "running now"}


class SessionList(OptionList):
    """The sessions, one of them highlighted: `chosen`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "aside(-1)", show=False),
        Binding("right", "aside(1)", show=False),
    ]

    class Aside(Message):
        """An arrow key to the side was pressed."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__(id="list")
        self.entries: list[SessionEntry] = []

    @property
    def chosen(self) -> SessionEntry | None:
        """The highlighted session."""
        number = self.highlighted
        return self.entries[number] if number is not None and number < len(self.entries) else None

    @property
    def below(self) -> int:
        """How many sessions stand below the highlighted one."""
        return len(self.entries) - 1 - (self.highlighted or 0)

    def show(self, entries: Sequence[SessionEntry], this_year: int) -> None:
        """Show other sessions; the same place is highlighted."""
        place = self.highlighted or 0
        self.clear_options()
        self.entries = []
        self.add(entries, this_year)
        if entries:
            self.highlighted = min(place, len(entries) - 1)

    def add(self, entries: Iterable[SessionEntry], this_year: int) -> None:
        """Show more sessions below the others."""
        self.entries.extend(entries)
        self.add_options(Option(entry_line(entry, this_year)) for entry in self.entries[self.option_count :])

    def action_aside(self, by: int) -> None:
        """Tell whoever has the list."""
        self.post_message(self.Aside(by))


def entry_line(entry: SessionEntry, this_year: int) -> Content:
    """A session in the list: "24 Nov 16:40  6:12  Upper-back warm-up"; with the year where that is another.

    What became of one that was not finished comes before its name, of which the end may be cut off.
    """
    day = date.fromisoformat(entry.day)
    year = f" {day.year}" if day.year != this_year else ""
    outcome = OUTCOMES[entry.outcome]
    return Content.assemble(
        f"{day.day:>2} {day:%b}{year} {entry.started_at[11:16]} {clock(entry.active_ms):>6}  ",
        f"{outcome}: " if outcome else "",
        (entry.name, "bold"),
    )
