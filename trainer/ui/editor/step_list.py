"""The steps of a routine that is edited."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.routine.model import Exercise, Step
from trainer.ui.editor.words import step_facts


class StepList(OptionList):
    """The steps with their doses, one of them highlighted; the right arrow goes to its fields."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("right", "enter", show=False)]

    class Entered(Message):
        """The fields of the highlighted step are wanted."""

    @property
    def place(self) -> int:
        """Which step is highlighted, from 0."""
        return self.highlighted or 0

    def show(self, steps: Sequence[tuple[Step, Exercise]], place: int) -> None:
        """Show steps with their exercises, the one at a place highlighted."""
        self.display = bool(steps)
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(_option(number, step, exercise) for number, (step, exercise) in enumerate(steps, 1))
            self.highlighted = min(place, len(steps) - 1) if steps else None

    def action_enter(self) -> None:
        """Go to the fields."""
        self.post_message(self.Entered())


def _option(number: int, step: Step, exercise: Exercise) -> Option:
    facts = step_facts(step, exercise)
    return Option(Content.assemble(f"{number}. ", (exercise.name, "bold"), "\n   ", (facts, "dim")))
