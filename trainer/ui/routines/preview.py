"""A routine beside the list: what it is for, its efforts and steps, and how each step moves."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library
from trainer.routine.model import EFFORTS, Effort
from trainer.routine.plan import Plan, PlannedStep
from trainer.routine.prescription import prescription
from trainer.routine.wording import clock
from trainer.run.ports import Clock
from trainer.ui.routines.widgets import ROOMY
from trainer.ui.routines.words import NEW, NO_MATCH, about, effort_line, lesson, movement_words, step_rows
from trainer.ui.theme.sizes import SPACIOUS
from trainer.ui.widgets.clickable import ClickableText
from trainer.ui.widgets.figure_moment import FigureMoment
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.moving_figure import MovingFigure
from trainer.ui.widgets.preview import movement_at, step_at, step_preview_at
from trainer.ui.widgets.suggestion import Answer, SuggestionLine
from trainer.ui.widgets.two_ends import TwoEnds


class StepFigure(MovingFigure):
    """Shows how the steps of a plan move, one after the other, or one that was chosen; tells which movement it is."""

    class Moved(Message):
        """Another movement is shown."""

        def __init__(self, step: PlannedStep, movement: int) -> None:
            super().__init__()
            self.step = step
            self.movement = movement

    def __init__(self, figures: Figures, clock: Clock) -> None:
        super().__init__(figures, clock)
        self._plan: Plan | None = None
        self._only: PlannedStep | None = None
        self._told: tuple[PlannedStep, int] | None = None

    def follow(self, plan: Plan | None, step: int = 0) -> None:
        """Show a plan from its beginning, or one of its steps by its number; None: stay as it is."""
        self._plan = plan
        self._only = plan.steps[step - 1] if plan and step else None
        self._told = None
        self.play(self._moment_at if plan else None)
        if plan:
            self._tell(self._only or plan.steps[0], 0)

    @property
    def pinned(self) -> bool:
        """Whether one step was chosen."""
        return self._only is not None

    def _moment_at(self, passed: int, *, still: bool = False) -> FigureMoment:
        assert self._plan is not None
        step, inside = (self._only, passed) if self._only else (self._plan.steps[0], 0) if still else step_at(self._plan, passed)
        self._tell(step, 0 if still else movement_at(step, inside))
        return step_preview_at(step, None if step.sides == "none" else "left", inside, still=still)

    def _tell(self, step: PlannedStep, movement: int) -> None:
        if (step, movement) != self._told:
            self._told = step, movement
            self.post_message(self.Moved(step, movement))


class RoutinePreview(Vertical):
    """Shows a routine at an effort, and which of its movements the figure does."""

    def __init__(self, key_of: Callable[[str], str], on_answer: Answer, figures: Figures, clock: Clock) -> None:
        """`key_of`: the key of an action of the screen; `on_answer`: what an answer to a suggestion does."""
        super().__init__(id="preview", classes="panel")
        self._key_of = key_of
        self._suggestion = SuggestionLine(key_of, on_answer)
        self._figure = StepFigure(figures, clock)
        self._plan: Plan | None = None
        self._library: Library | None = None
        self._step: PlannedStep | None = None  # that the figure shows
        self._movement = 0
        self._lines: tuple[object, ...] = ()  # what is drawn of the steps

    def compose(self) -> ComposeResult:
        """What it is for, the suggested effort and the efforts above the steps; below, the figure and its caption."""
        yield Static(id="about", markup=False)
        yield self._suggestion
        yield ClickableText(id="effort")
        yield Static(id="need", markup=False)
        yield Static(id="prescription", markup=False)
        with VerticalScroll(id="steps", can_focus=False):
            yield ClickableText(id="step-lines")
        with Vertical(id="moves"):
            yield self._figure
            yield Static(id="caption", markup=False)
        yield Static(id="teaching", markup=False)

    @property
    def step(self) -> PlannedStep | None:
        """The step whose movement is shown."""
        return self._step

    def show(self, plan: Plan | None, library: Library, *, new: bool = False) -> None:
        """Show a routine. None: there is none with the letters of the filter, or (`new`) one is to be made."""
        routine = library.routines[plan.routine] if plan else None
        self.border_title = f"{plan.name}  {clock(plan.duration_ms)}" if plan else NEW if new else NO_MATCH
        same = plan is not None and self._plan is not None and plan.routine == self._plan.routine
        kept = self._step.number if same and self._step and self._figure.pinned else 0
        if self._library is None:  # while the screen opens, Textual keeps the height of the text that was there before
            for part in self.query("#about, #teaching"):
                self.call_after_refresh(part.refresh, layout=True)
        self._plan, self._library = plan, library
        hint = "Enter: choose exercises and put them in order." if new else ""
        keys = " ".join(filter(None, (self._key_of("step(-1)"), self._key_of("step(1)"))))
        self.border_subtitle = f"{keys} another step" if plan and keys else ""
        self._text("about", about(routine, library) if routine else hint)
        self._text("need", f"You need: {', '.join(plan.equipment)}" if plan and plan.equipment else "")
        self._text("prescription", " ".join(prescription(routine)) if routine else "")
        self._step, self._movement = (plan.steps[0] if plan else None), 0
        self.query_one("#moves").display = plan is not None
        self._figure.follow(plan, kept if plan and kept <= len(plan.steps) else 0)
        self._show_step()

    def show_effort(self, effort: Effort, library: Library, name: str | None) -> None:
        """Mark the chosen effort among those that a routine, by its id, has, each with its key and length; None: no routine."""
        widget = self.query_one("#effort", Static)
        widget.display = name is not None
        if name is not None:
            routine = library.routines[name]
            keys: dict[Effort, str] = {one: self._key_of(f"effort('{one}')") for one in EFFORTS}
            lengths: dict[Effort, int] = {one: compile_plan(library, routine, one).duration_ms for one in EFFORTS}
            widget.update(effort_line(effort, keys, lengths, self.content_size.width or self.app.size.width))

    def show_step(self, number: int) -> None:
        """Show how a step moves, over and over."""
        if self._plan is not None and 1 <= number <= len(self._plan.steps):
            self._figure.follow(self._plan, number)

    def on_step_figure_moved(self, message: StepFigure.Moved) -> None:
        """Another movement: its words, and its step among the others."""
        self._step, self._movement = message.step, message.movement
        self._show_step()

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self._show_step()

    def _show_step(self) -> None:
        plan, step, library = self._plan, self._step, self._library
        if plan is None or step is None or library is None:
            self.query_one("#step-lines", Static).update("")
            self._text("caption", "")
            self._text("teaching", "")
            return
        wide = self.query_one("#step-lines").size.width or self.content_size.width
        if (plan, step.number, wide, self.app.size.height) != self._lines:
            self._lines = plan, step.number, wide, self.app.size.height
            self.query_one("#step-lines", Static).update(TwoEnds(step_rows(plan, step.number, wide)))
            self._text("teaching", "\n".join(lesson(step, library, whole=self.app.size.height >= ROOMY)))
            self.query_one("#steps").scroll_to(y=max(0, step.number - 3), animate=False)
        name = Content.styled(f"{step.number}  {step.name}\n", "bold") if self.app.size.height >= SPACIOUS else ""
        self._text("caption", Content.assemble(name, movement_words(step, self._movement, self.content_size.width)))

    def _text(self, name: str, content: str | Content) -> None:
        widget = self.query_one(f"#{name}", Static)
        if widget.content != content:
            widget.update(content)
        widget.set_class(not content, "-empty")
