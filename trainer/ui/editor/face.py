"""What an editor looks like: the steps on the left, what can be changed of one on the right, its figure below."""

from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.keymap.commands import EDITOR, key_for
from trainer.routine.compiler import compile_plan
from trainer.routine.editing import Draft, fields_of
from trainer.routine.library import Library
from trainer.routine.model import Exercise, Step
from trainer.routine.plan import Plan
from trainer.routine.wording import clock as clock_text
from trainer.run.ports import Clock
from trainer.ui.bindings import own_keys
from trainer.ui.editor.words import field_line, step_facts
from trainer.ui.theme.sizes import TINY, is_compact
from trainer.ui.widgets.figure import FigureView
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.preview import step_preview_at

FRAME_S: Final = 1 / 8
EMPTY: Final = "No steps yet"
TO_FIELDS: Final = "\u2192 to what can be changed of it"
IN_FIELDS: Final = "\u2190 \u2192 change it   Enter types it"


class StepList(OptionList):
    """The steps; the right arrow goes to the fields of one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("right", "screen.to_fields", show=False)]


class FieldList(OptionList):
    """The fields of a step; arrow keys change their values."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.turn(-1)", show=False),
        Binding("right", "screen.turn(1)", show=False),
    ]


class EditorFace(Screen[str | None]):
    """The screen of an editor without what its keys do: it shows a draft."""

    CSS_PATH = "editor.tcss"

    AUTO_FOCUS = "#steps"

    def __init__(self, draft: Draft, library: Library, clock: Clock, figures: Figures) -> None:
        super().__init__()
        self.draft = draft
        self._library = library
        self._clock = clock
        self._figures = figures
        self._plan: Plan | None = None
        self._began_ns = clock.now_ns()

    def compose(self) -> ComposeResult:
        """Title, steps and fields side by side, the figure below the steps."""
        yield Static(id="title", markup=False)
        with Horizontal(id="stage"):
            with Vertical(id="left"):
                yield Static(id="empty", markup=False)
                yield StepList(id="steps")
                yield FigureView(self._figures, id="figure")
            with Vertical(id="right"):
                yield Static(id="name", markup=False)
                yield FieldList(id="fields")
                yield Static(id="start", markup=False)
        yield Static(id="hint", markup=False)
        yield KeyLine(EDITOR)

    def on_mount(self) -> None:
        """Show the draft."""
        self.watch(self.app, "own_keys", self._name_keys)
        self._show(0)
        self.set_interval(FRAME_S, self._move_figure)

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout that fits."""
        self.set_class(is_compact(self.app.size), "-compact")
        self.set_class(self.app.size.height < TINY, "-tiny")

    def _key(self, action: str) -> str:
        return key_for(action, EDITOR, own_keys(self.app))

    def _adds(self, words: str) -> str:
        """Words for a routine without steps, and the key that changes that, if there is one."""
        key = self._key("add")
        return f"{words}: {key} adds one" if key else words

    def _name_keys(self) -> None:
        self.query_one("#empty", Static).update(f"{self._adds(EMPTY)}.")
        self._say_what_goes()

    @on(events.DescendantFocus)
    def _say_what_goes(self) -> None:
        """What can be done with the step, or with the field."""
        hint = self.query_one("#hint", Static)
        hint.display = self._step is not None
        words = [TO_FIELDS]
        if self.query_one(FieldList).has_focus:
            more = ((self._key("reset"), "default"), (self._key("leave"), "to the steps"))
            words = [IN_FIELDS, *(f"{key} {meaning}" for key, meaning in more if key)]
        hint.update("   ".join(words))

    # ---- what is shown

    @property
    def _place(self) -> int:
        return self.query_one(StepList).highlighted or 0

    @property
    def _step(self) -> Step | None:
        steps = self.draft.routine.steps
        return steps[min(self._place, len(steps) - 1)] if steps else None

    def _exercise(self, step: Step) -> Exercise:
        return self._library.exercises[step.exercise]

    def _show(self, place: int) -> None:
        """Show the draft as it is now, with the step at a place highlighted."""
        routine = self.draft.routine
        self._plan = compile_plan(self._library, routine) if routine.steps else None
        length = clock_text(self._plan.duration_ms) if self._plan else "0:00"
        count = f"{len(routine.steps)} step{'' if len(routine.steps) == 1 else 's'}"
        unsaved = "   not saved" if self.draft.unsaved else ""
        self.query_one("#title", Static).update(f"{routine.name}{unsaved}   {length}   {count}")
        self.query_one("#empty").display = not routine.steps
        steps = self.query_one(StepList)
        steps.display = bool(routine.steps)
        with self.prevent(OptionList.OptionHighlighted):
            steps.clear_options()
            steps.add_options(
                Option(
                    Content.assemble(
                        f"{count}. ",
                        (self._exercise(step).name, "bold"),
                        "\n   ",
                        (step_facts(step, self._exercise(step)), "dim"),
                    )
                )
                for count, step in enumerate(routine.steps, 1)
            )
            steps.highlighted = min(place, len(routine.steps) - 1) if routine.steps else None
        if not routine.steps:
            self.remove_class("-fields")  # a small screen shows one of the two
        elif self.app.screen is self and self.focused is None:
            self.call_after_refresh(steps.focus)
        self._show_fields()

    @on(OptionList.OptionHighlighted, "#steps")
    def _show_fields(self) -> None:
        fields = self.query_one(FieldList)
        step = self._step
        before = fields.highlighted or 0
        with self.prevent(OptionList.OptionHighlighted):
            fields.clear_options()
            if step is not None:
                exercise = self._exercise(step)
                fields.add_options(Option(field_line(step, exercise, name), id=name) for name in fields_of(step, exercise))
                fields.highlighted = min(before, fields.option_count - 1)
        fields.display = step is not None
        self._say_what_goes()
        self.query_one("#name", Static).update(self._exercise(step).name if step else "")
        self.query_one("#start", Static).update((step.start or self._exercise(step).start) if step else "")
        self._began_ns = self._clock.now_ns()
        self.call_after_refresh(self._move_figure)

    def _move_figure(self) -> None:
        figure = self.query_one("#figure", FigureView)
        if not figure.size.height or self.app.screen is not self:
            return
        step = self._plan.steps[min(self._place, len(self._plan.steps) - 1)] if self._plan else None
        side = self._plan.phases[step.first_phase].side if self._plan and step else None
        passed = (self._clock.now_ns() - self._began_ns) // 1_000_000
        figure.show(step_preview_at(step, side, passed, still=self.app.animation_level == "none"))
