"""The list of routines: the name of each, and what is worth knowing of it now."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.routine.model import Routine
from trainer.routine.plan import Plan
from trainer.run.ports import Done
from trainer.ui.routines.words import routine_facts
from trainer.ui.widgets.clicker_list import ClickerList


class RoutineEntry(Struct, frozen=True):
    """A routine, and its plan at the chosen effort."""

    routine: Routine
    plan: Plan


class RoutineList(ClickerList):
    """The routines, one of them highlighted: `chosen`."""

    def __init__(self, entries: Sequence[RoutineEntry], done: Done) -> None:
        self._entries = {entry.routine.id: entry for entry in entries}
        super().__init__(*_options(entries, done), id="list")

    @property
    def chosen(self) -> RoutineEntry | None:
        """The highlighted routine."""
        option = self.highlighted_option
        return self._entries[option.id or ""] if option else None

    def show(self, entries: Sequence[RoutineEntry], done: Done, highlight: str | None = None) -> None:
        """Show other entries. That of an id is highlighted, else the same as before; where it is gone, the first."""
        before = self.highlighted_option
        wanted = highlight or (before.id if before else None)
        self._entries = {entry.routine.id: entry for entry in entries}
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(_options(entries, done))
            if entries:
                ids = list(self._entries)
                self.highlighted = ids.index(wanted) if wanted in ids else 0


def _options(entries: Iterable[RoutineEntry], done: Done) -> Iterable[Option]:
    for entry in entries:
        facts = routine_facts(entry.plan, entry.routine, done)
        yield Option(Content.assemble((entry.routine.name, "bold"), "\n", (facts, "dim")), id=entry.routine.id)
