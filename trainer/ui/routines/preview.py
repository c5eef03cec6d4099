"""The preview of a routine: what it is for, the efforts, its steps."""

from collections.abc import Mapping
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.routine.library import Library
from trainer.routine.model import Effort
from trainer.ui.routines.routine_list import RoutineEntry
from trainer.ui.routines.words import about, effort_line, step_lines

ROOMY: Final = 80  # columns from which there is room for a word more
TALL: Final = 30  # rows from which there is room for sources and margins


class RoutinePreview(Vertical):
    """Shows a routine at an effort."""

    def compose(self) -> ComposeResult:
        """Name, purpose and efforts above the steps."""
        yield Static(id="name", markup=False)
        yield Static(id="about", markup=False)
        yield Static(id="effort")
        with VerticalScroll(id="steps", can_focus=False):
            yield Static(id="step-lines", markup=False)

    def show(self, entry: RoutineEntry | None, library: Library) -> None:
        """Show a routine; None: there is none with the letters of the filter."""
        routine, plan = (entry.routine, entry.plan) if entry else (None, None)
        self.query_one("#name", Static).update(routine.name if routine else "No routine has these letters")
        self.query_one("#about", Static).update(about(routine, library) if routine else "")
        lines = step_lines(plan, library, sources=self.app.size.height >= TALL)
        self.query_one("#step-lines", Static).update(Content("\n").join(lines))

    def show_effort(self, effort: Effort, keys: Mapping[Effort, str]) -> None:
        """Mark the chosen effort among those that there are, each with its key."""
        self.query_one("#effort", Static).update(effort_line(effort, keys, roomy=self.app.size.width >= ROOMY))
