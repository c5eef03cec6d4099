"""Making and changing a routine: what the keys of the editor do, undo, and saving."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.widgets import OptionList

from trainer.keymap.commands import EDITOR
from trainer.routine.editing import LABELS, RANGES, Draft, Refused, Way, number
from trainer.routine.library import Library
from trainer.routine.model import Step
from trainer.run.ports import Clock
from trainer.ui.bindings import bindings
from trainer.ui.dialogs.prompts import ChoiceScreen, LineScreen, SearchScreen
from trainer.ui.editor.face import EditorFace, FieldList, StepList
from trainer.ui.editor.words import typed_number
from trainer.ui.widgets.figures import Figures
from trainer.userfiles.source import Changed, RoutineSource, SaveError

LEAVE: Final = {"s": "save and leave", "d": "leave without saving"}
CHANGED: Final = {"o": "overwrite what is there now", "a": "save as another routine"}


class EditorScreen(EditorFace):
    """Edits a draft of a routine. Ends with the routine's id when it was saved."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(EDITOR)

    def __init__(self, draft: Draft, library: Library, source: RoutineSource, clock: Clock, figures: Figures) -> None:
        super().__init__(draft, library, clock, figures)
        self._source = source
        self._was_saved = False

    # ---- changes

    def _change(self, change: Callable[[], Draft], place: int | None = None) -> None:
        """Make a change and show it; what cannot be done is said."""
        try:
            self.draft = change()
        except Refused as reason:
            self.notify(str(reason), markup=False, timeout=3)
            return
        self._source.keep(self.draft if self.draft.unsaved else None)
        self._show(self._place if place is None else place)

    def action_add(self) -> None:
        """Ask for an exercise, and put it after the highlighted step."""
        place = min(self._place + 1, len(self.draft.routine.steps))

        def add(exercise: str | None) -> None:
            if exercise is not None:
                self._change(lambda: self.draft.added(exercise, place), place)

        self.app.push_screen(SearchScreen(self._library.exercises), add)

    def action_remove(self) -> None:
        """Take the highlighted step out."""
        if self._step is not None:
            self._change(lambda: self.draft.removed(self._place))

    def action_move(self, way: Way) -> None:
        """Move the highlighted step up or down."""
        if self._step is not None:
            self._change(lambda: self.draft.moved(self._place, way), self._place + way)

    def action_turn(self, way: Way) -> None:
        """Change the highlighted field by a notch."""
        field = self._field()
        if field is not None:
            self._change(lambda: self.draft.turned(self._library, self._place, field, way))

    def action_reset(self) -> None:
        """The highlighted field as the exercise says, or as usual."""
        field = self._field()
        if field is not None:
            self._change(lambda: self.draft.put(self._library, self._place, field, getattr(Step("any"), field)))

    def _field(self) -> str | None:
        option = self.query_one(FieldList).highlighted_option
        return option.id if option is not None and self._step is not None else None

    @on(OptionList.OptionSelected, "#steps")
    def action_to_fields(self) -> None:
        """From the steps to the fields of one."""
        if self._step is not None:
            self.add_class("-fields")  # a small screen has room for one of the two
            self.call_after_refresh(self.query_one(FieldList).focus)

    def _to_steps(self) -> None:
        self.remove_class("-fields")
        self.call_after_refresh(self.query_one(StepList).focus)

    @on(OptionList.OptionSelected, "#fields")
    def _ask_for_number(self) -> None:
        """Enter on a number asks for it; on anything else it changes it."""
        field, step = self._field(), self._step
        if field is None or step is None:
            return
        if field not in RANGES:
            self.action_turn(1)
            return

        now = f"{number(step, self._exercise(step), field):g}"
        self._ask(LABELS[field], now, lambda text: self.draft.put(self._library, self._place, field, typed_number(text, field)))

    def action_rename(self) -> None:
        """Ask for another name."""
        self._ask("Name of the routine", self.draft.routine.name, self.draft.renamed)

    def _ask(self, question: str, now: str, change: Callable[[str], Draft]) -> None:
        """Ask for a text, and make the change that it means; what is wrong with it is said beside it."""

        def wrong(text: str) -> str:
            try:
                change(text)
            except (Refused, ValueError) as reason:
                return str(reason)
            return ""

        def answered(text: str | None) -> None:
            if text is not None:
                self._change(lambda: change(text))

        self.app.push_screen(LineScreen(question, now, wrong), answered)

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

    def _save(self, draft: Draft, *, over: bool = False, leave: bool = False) -> None:
        """Save a draft, and leave then if that is wanted; where the file has another routine by now, ask."""
        if not draft.routine.steps:
            self.notify(self._adds("A routine needs at least one step"), markup=False, timeout=3)
            return
        try:
            self.draft = self._source.save(draft, over=over)
        except SaveError as error:
            self.notify(str(error), markup=False, severity="error", timeout=10)
        except Changed:
            self._ask_about_change(draft, leave=leave)
        else:
            self._was_saved = True
            self._source.keep(None)
            self._show(self._place)
            self.notify(f"Saved in {self._source.where}", markup=False, timeout=4)
            if leave:
                self._end()

    def _ask_about_change(self, draft: Draft, *, leave: bool) -> None:
        def answered(answer: str | None) -> None:
            if answer == "o":
                self._save(draft, over=True, leave=leave)
            elif answer == "a":
                self._save(draft.as_another(), leave=leave)

        question = f"{draft.routine.name} was changed in {self._source.where} since you opened it."
        self.app.push_screen(ChoiceScreen(question, CHANGED), answered)

    def action_leave(self) -> None:
        """From the fields to the steps; from there to the routines, when nothing is lost or that was asked."""
        if self.query_one(FieldList).has_focus:
            self._to_steps()
        elif not self.draft.unsaved:
            self._end()
        else:
            self.app.push_screen(ChoiceScreen(f"{self.draft.routine.name} is not saved.", LEAVE), self._leave_by)

    def _leave_by(self, answer: str | None) -> None:
        if answer == "s":
            self._save(self.draft, leave=True)
        elif answer == "d":
            self._source.keep(None)
            self._end()

    def _end(self) -> None:
        self.dismiss(self.draft.routine.id if self._was_saved else None)

    def action_help(self) -> None:
        """Show the keys."""
        from trainer.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen("changing a routine", EDITOR))
