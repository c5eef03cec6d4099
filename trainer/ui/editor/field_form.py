"""What can be changed of a step: its fields with their values."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.routine.editing import Direction, fields_of
from trainer.routine.model import Exercise, Step
from trainer.ui.editor.words import field_line


class FieldList(OptionList):
    """The fields; arrow keys change their values."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
    ]

    class Stepped(Message):
        """The value of the highlighted field is to be the next one, or the one before."""

        def __init__(self, direction: Direction) -> None:
            super().__init__()
            self.direction = direction

    def action_step(self, direction: Direction) -> None:
        """Change the value."""
        self.post_message(self.Stepped(direction))


class FieldForm(Vertical):
    """Shows a step with its fields, one of them highlighted: `field`."""

    class Chosen(Message):
        """The highlighted field was chosen."""

    def compose(self) -> ComposeResult:
        """The exercise, the fields, where it begins."""
        yield Static(id="name", markup=False)
        yield FieldList(id="fields")
        yield Static(id="start", markup=False)

    @property
    def _list(self) -> FieldList:
        return self.query_one(FieldList)

    @property
    def field(self) -> str | None:
        """The name of the highlighted field; None where there is no step."""
        option = self._list.highlighted_option
        return option.id if option else None

    @property
    def is_entered(self) -> bool:
        """Whether keys act on the fields."""
        return self._list.has_focus

    def enter(self) -> None:
        """Let keys act on the fields."""
        self.call_after_refresh(self._list.focus)

    def show(self, step: Step | None, exercise: Exercise | None) -> None:
        """Show a step of an exercise; None: there is none."""
        fields = self._list
        before = fields.highlighted or 0
        fields.display = step is not None
        with self.prevent(OptionList.OptionHighlighted):
            fields.clear_options()
            if step is not None and exercise is not None:
                fields.add_options(Option(field_line(step, exercise, name), id=name) for name in fields_of(step, exercise))
                fields.highlighted = min(before, fields.option_count - 1)
        self.query_one("#name", Static).update(exercise.name if exercise else "")
        self.query_one("#start", Static).update((step.start or exercise.start) if step and exercise else "")

    @on(OptionList.OptionHighlighted)
    def _keep_to_itself(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen())
