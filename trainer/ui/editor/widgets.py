"""The widgets of the editor: the steps, and the fields of one."""

from collections.abc import Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.routine.editing import fields_of
from trainer.routine.model import Exercise, Step
from trainer.routine.wording import OUR_ADVICE
from trainer.run.ports import Clock
from trainer.ui.editor.words import field_hint, field_rows, step_facts
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.lists import LESS, SidewaysList
from trainer.ui.widgets.moving_figure import Movement as Moving
from trainer.ui.widgets.moving_figure import MovingFigure
from trainer.ui.widgets.two_ends import TwoEnds

TALL: Final = 30  # rows from which the figure has room below the steps and the fields


class Part(Static):
    """A text in a panel of its own."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(id=name, classes="panel", markup=False)
        self.border_title = title


class StepList(SidewaysList):
    """The steps with their doses, one of them highlighted: `place`, from 0."""

    def __init__(self) -> None:
        super().__init__(id="steps", classes="panel")

    @property
    def place(self) -> int:
        """Which step is highlighted."""
        return self.highlighted or 0

    def show(self, steps: Sequence[tuple[Step, Exercise]], place: int) -> None:
        """Show steps with their exercises, the one at a place highlighted."""
        self.border_title = f"Steps {len(steps)}"
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(_option(number, *step) for number, step in enumerate(steps, 1))
            self.highlighted = min(place, len(steps) - 1) if steps else None


def _option(number: int, step: Step, exercise: Exercise) -> Option:
    name = Content.assemble(f"{number}. ", (exercise.name, "bold"))
    facts = Content.styled(f"   {step_facts(step, exercise)}", LESS)
    return Option(TwoEnds([(name, Content()), (facts, Content())]))


class Movement(Horizontal):
    """Shows how a step moves, and beside that what is taught of it where there is room."""

    def __init__(self, figures: Figures, clock: Clock) -> None:
        super().__init__(id="movement", classes="panel")
        self.border_title = "How it moves"
        self._figure = MovingFigure(figures, clock)

    def compose(self) -> ComposeResult:
        """The figure, and the words at its right."""
        yield self._figure
        yield Static(id="taught", markup=False)

    def show(self, movement: Moving, taught: str) -> None:
        """Play another movement, with other words."""
        self._figure.play(movement)
        self.query_one("#taught", Static).update(taught)


class FieldForm(Vertical):
    """Shows a step with its fields, one of them highlighted: `field`. Tells of arrow keys to the sides as its list does."""

    def __init__(self) -> None:
        super().__init__(id="right", classes="panel")
        self.start = ""  # where the step begins, and what is taught of it

    class Chosen(Message):
        """The highlighted field was chosen."""

    def compose(self) -> ComposeResult:
        """The fields, where the step begins."""
        yield SidewaysList(id="fields")
        yield Static(id="start", markup=False)

    @property
    def _list(self) -> SidewaysList:
        return self.query_one(SidewaysList)

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
        """Move the focus to the fields."""
        self.call_after_refresh(self._list.focus)

    def show(self, step: Step | None, exercise: Exercise | None, place: str = "", taught: Sequence[str] = ()) -> None:
        """Show a step of an exercise, which it is ("2 of 5"), and what is taught of it; None: there is none."""
        fields = self._list
        before = fields.highlighted or 0
        fields.display = step is not None
        with self.prevent(OptionList.OptionHighlighted):
            fields.clear_options()
            if step is not None and exercise is not None:
                names = fields_of(step, exercise)
                fields.add_options(
                    Option(TwoEnds((row, Content()) for row in field_rows(step, exercise, name)), id=name) for name in names
                )
                fields.highlighted = min(before, fields.option_count - 1)
        self.border_title = Content(f"Step {place}: {exercise.short or exercise.name}" if exercise else "")
        start = (step.start or exercise.start) if step and exercise else ""
        begins = f"Start: {start}" if start else ""
        self.start = "\n".join((begins, *reversed(taught))) if start else ""
        advice = (line for line in taught if line.startswith(OUR_ADVICE))
        self.query_one("#start", Static).update("\n".join(filter(None, (begins, *advice))))  # there is no room for more

    def show_hint(self) -> None:
        """Say what the highlighted field may be and how it is changed, where keys act on it."""
        self.border_subtitle = field_hint(self.field) if self.field and self.is_entered else ""

    @on(OptionList.OptionHighlighted)
    def _keep_to_itself(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.show_hint()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen())
