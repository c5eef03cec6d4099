"""Making and changing a routine: the steps, the fields of one, undo, saving."""

from collections.abc import Callable
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList

from trainer.keymap.commands import EDITOR
from trainer.routine.compiler import compile_plan
from trainer.routine.editing import LABELS, RANGES, Direction, Draft, Refused, number
from trainer.routine.library import Library
from trainer.routine.model import Exercise, Step
from trainer.routine.plan import Plan
from trainer.routine.prescription import prescription
from trainer.routine.wording import clock as clock_text
from trainer.routine.wording import teaching
from trainer.run.ports import Clock
from trainer.ui.dialogs.prompts import ChoiceDialog, Found, SearchDialog
from trainer.ui.editor.questions import ask, ask_prescription
from trainer.ui.editor.widgets import TALL, FieldForm, Movement, Part, StepList
from trainer.ui.editor.words import ANY_TIME, CHANGED, EMPTY, LEAVE, TO_FIELDS, bounds, typed_number
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.figures import Figures
from trainer.ui.widgets.key_line import KeyLine
from trainer.ui.widgets.lists import SidewaysList
from trainer.ui.widgets.preview import step_preview_at
from trainer.ui.widgets.title_line import TitleLine
from trainer.userfiles.source import RoutineSource, SaveConflict, SaveError


class EditorScreen(TrainerScreen[str | None]):
    """Edits a draft of a routine. Ends with the routine's id when it was saved."""

    CSS_PATH = "editor.tcss"
    AUTO_FOCUS = "#steps"
    TITLE = ""  # the routine's name
    HELP_TITLE = "changing a routine"
    USER_COMMANDS = EDITOR
    TWO_PARTS = 76

    def __init__(self, draft: Draft, library: Library, source: RoutineSource, clock: Clock, figures: Figures) -> None:
        super().__init__()
        self.draft = draft
        self._library = library
        self._source = source
        self._clock = clock
        self._figures = figures
        self._plan: Plan | None = None
        self._was_saved = False

    def compose_content(self) -> ComposeResult:
        """Steps and fields side by side, the figure below the steps, or below both."""
        with Container(id="stage"):
            with Vertical(id="left"):
                yield Part("empty", "Steps 0")
                yield StepList()
                yield Part("prescribed", "How often")
            yield FieldForm()
            yield Movement(self._figures, self._clock)

    def size_classes(self, size: Size) -> dict[str, bool]:
        """Also whether the figure has room below both halves."""
        return super().size_classes(size) | {"-tall": size.height >= TALL}

    def on_mount(self) -> None:
        """Show the draft."""
        self.watch(self.app, "own_keys", self._name_keys)
        self._show(0)

    def _name_keys(self) -> None:
        self.query_one("#empty", Part).update(f"{self._adds(EMPTY)}.")
        self.query_one("#prescribed").border_subtitle = Content(f"{key} change" if (key := self.key_of("prescription")) else "")
        self._show_keys()

    def _adds(self, words: str) -> str:
        """Complete the words for a routine without steps by the key that adds one, if there is one."""
        key = self.key_of("add")
        return f"{words}: {key} adds one" if key else words

    # ---- what is shown

    @property
    def _place(self) -> int:
        return self.query_one(StepList).place

    @property
    def _step(self) -> Step | None:
        steps = self.draft.routine.steps
        return steps[min(self._place, len(steps) - 1)] if steps else None

    def _exercise(self, step: Step) -> Exercise:
        return self._library.exercises[step.exercise]

    def _show(self, place: int) -> None:
        """Show the draft, with the step at a place highlighted."""
        routine = self.draft.routine
        self._plan = compile_plan(self._library, routine) if routine.steps else None
        length = clock_text(self._plan.duration_ms if self._plan else 0)
        kept = "   not saved" if self.draft.unsaved else "   saved" if self._was_saved else ""
        title = self.query_one(TitleLine)
        title.title, title.state = f"{routine.name}{kept}", length
        self.set_class(not routine.steps, "-empty")
        self.query_one("#prescribed", Part).update(" ".join(prescription(routine)) or ANY_TIME)
        steps = self.query_one(StepList)
        steps.show([(step, self._exercise(step)) for step in routine.steps], place)
        if not routine.steps:
            self.remove_class("-fields")  # a small screen shows one of the two
        elif self.is_active and self.focused is None:
            self.call_after_refresh(steps.focus)
        self._show_step()

    @on(OptionList.OptionHighlighted)
    def _show_step(self) -> None:
        """Show the highlighted step: its fields, and how it moves."""
        step = self._step
        planned, side = None, None
        if self._plan:
            planned = self._plan.steps[min(self._place, len(self._plan.steps) - 1)]
            side = self._plan.phases[planned.first_phase].side
        place = f"{self._place + 1} of {len(self.draft.routine.steps)}"
        self.query_one(FieldForm).show(step, self._exercise(step) if step else None, place, teaching(planned) if planned else ())
        self._show_keys()
        self.query_one(Movement).show(partial(step_preview_at, planned, side), self.query_one(FieldForm).start)

    @on(events.DescendantFocus)
    def _show_keys(self) -> None:
        """Show the keys for the field or the step at the lower edge of its panel."""
        in_fields = self.query_one(FieldForm).is_entered
        self.query_one(FieldForm).show_hint()
        self.query_one(StepList).border_subtitle = "" if in_fields else TO_FIELDS
        self.query_one(KeyLine).relabel({"leave": "steps"} if in_fields else {})
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What acts on a step needs one, what takes a change back needs one, a default is that of a field."""
        if not self.is_mounted:
            return True
        match action:
            case "remove" | "move":
                return self._step is not None
            case "reset":
                return self.query_one(FieldForm).is_entered
            case "undo":
                return bool(self.draft.before)
            case "redo":
                return bool(self.draft.after)
            case "save":
                return self.draft.unsaved
        return True

    # ---- changes

    def _change(self, change: Callable[[], Draft], place: int | None = None) -> None:
        """Make a change and show it; notify if it is refused."""
        try:
            self.draft = change()
        except Refused as reason:
            self.notify(str(reason), markup=False, timeout=3)
            return
        self._source.keep_draft(self.draft if self.draft.has_changes else None)
        self._show(self._place if place is None else place)

    @on(events.Click, "#empty")
    def action_add(self) -> None:
        """Ask for an exercise, and put it after the highlighted step."""
        place = min(self._place + 1, len(self.draft.routine.steps))

        def add(exercise: str | None) -> None:
            if exercise is not None:
                self._change(lambda: self.draft.added(exercise, place), place)

        answers = {name: Found(one.name, "", ", ".join(one.equipment), name) for name, one in self._library.exercises.items()}
        self.app.push_screen(SearchDialog("Which exercise?", "letters of its name", answers), add)

    def action_remove(self) -> None:
        """Take the highlighted step out."""
        if self._step is not None:
            self._change(lambda: self.draft.removed(self._place))

    def action_move(self, direction: Direction) -> None:
        """Move the highlighted step up or down."""
        if self._step is not None:
            self._change(lambda: self.draft.moved(self._place, direction), self._place + direction)

    def action_step(self, direction: Direction) -> None:
        """Change the highlighted field by a notch."""
        if field := self.query_one(FieldForm).field:
            self._change(lambda: self.draft.stepped(self._library, self._place, field, direction))

    @on(SidewaysList.Sideways)
    def _go_sideways(self, message: SidewaysList.Sideways) -> None:
        if self.query_one(FieldForm).is_entered:
            self.action_step(message.direction)
        elif message.direction > 0:
            self._to_fields()

    def action_reset(self) -> None:
        """Give the highlighted field its default: what the exercise says."""
        if field := self.query_one(FieldForm).field:
            self._change(lambda: self.draft.with_value(self._library, self._place, field, getattr(Step("any"), field)))

    @on(OptionList.OptionSelected)
    def _to_fields(self) -> None:
        """From the steps to the fields of one."""
        if self._step is not None:
            self.add_class("-fields")  # a small screen has room for one of the two
            self.query_one(FieldForm).enter()

    def _to_steps(self) -> None:
        self.remove_class("-fields")
        self.call_after_refresh(self.query_one(StepList).focus)

    @on(FieldForm.Chosen)
    def _ask_for_number(self) -> None:
        """Enter on a number asks for it; on anything else it changes it."""
        field, step = self.query_one(FieldForm).field, self._step
        if field is None or step is None:
            return
        if field not in RANGES:
            self.action_step(1)
            return
        now = f"{number(step, self._exercise(step), field):g}"
        put = partial(self.draft.with_value, self._library, self._place, field)
        ask(self.app, f"{LABELS[field]}: {bounds(field)}", now, lambda text: put(typed_number(text, field)), self._change)

    def action_rename(self) -> None:
        """Ask for another name."""
        ask(self.app, "Name of the routine", self.draft.routine.name, self.draft.renamed, self._change)

    @on(events.Click, "#prescribed")
    def action_prescription(self) -> None:
        """Ask for a key of the prescription, and for its value."""
        ask_prescription(self.app, self.draft, self._change)

    def action_undo(self) -> None:
        """Take the last change back."""
        self._change(self.draft.undo)

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        self._change(self.draft.redo)

    # ---- saving and leaving

    def action_save(self) -> None:
        """Save into the person's own file."""
        self._save(self.draft)

    def _save(self, draft: Draft, *, overwrite: bool = False, leave: bool = False) -> None:
        """Save a draft, and leave then if that is wanted; where the file has another routine by now, ask."""
        if not draft.routine.steps:
            self.notify(self._adds("A routine needs at least one step"), markup=False, timeout=3)
            return
        try:
            self.draft = self._source.save(draft, overwrite=overwrite)
        except SaveError as error:
            self.notify(str(error), markup=False, severity="error", timeout=10)
        except SaveConflict:
            self._ask_about_change(draft, leave=leave)
        else:
            self._was_saved = True
            self._source.keep_draft(None)
            self._show(self._place)
            if leave:
                self.notify(f"Saved in {self._source.display_path}", markup=False, timeout=4)
                self._end()

    def _ask_about_change(self, draft: Draft, *, leave: bool) -> None:
        def answered(answer: str | None) -> None:
            if answer == "o":
                self._save(draft, overwrite=True, leave=leave)
            elif answer == "a":
                self._save(draft.as_another(), leave=leave)

        question = f"{draft.routine.name} was changed in {self._source.display_path} since you opened it."
        self.app.push_screen(ChoiceDialog(question, CHANGED), answered)

    def action_leave(self) -> None:
        """Go from the fields to the steps, or from there leave, asking first if there are unsaved changes."""
        if self.query_one(FieldForm).is_entered:
            self._to_steps()
        elif not self.draft.has_changes:
            self._end()
        else:
            self.app.push_screen(ChoiceDialog(f"{self.draft.routine.name} is not saved.", LEAVE), self._leave_by)

    def _leave_by(self, answer: str | None) -> None:
        if answer == "s":
            self._save(self.draft, leave=True)
        elif answer == "d":
            self._source.keep_draft(None)
            self._end()

    def _end(self) -> None:
        self.dismiss(self.draft.routine.id if self._was_saved else None)
