"""What was done of each step."""

from collections.abc import Iterable
from itertools import groupby

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from trainer.session.record import StepRecord
from trainer.session.step_words import step_text


class SummaryRows(Vertical):
    """A row for each step, with its sides; it has the class of what became of it."""

    def __init__(self, steps: Iterable[StepRecord]) -> None:
        super().__init__(id="rows")
        self._steps = steps

    def compose(self) -> ComposeResult:
        """The rows."""
        for _, rows in groupby(self._steps, key=lambda row: row.number):
            of_step = list(rows)
            yield Static(step_text(of_step), classes=f"row -{of_step[0].outcome}", markup=False)
