"""The first screen: choose a routine and an effort, see what it is and how it moves, press Enter."""

from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input, OptionList

from trainer.keymap.commands import ROUTINES
from trainer.routine.compiler import compile_plan
from trainer.routine.model import Effort, Routine
from trainer.routine.plan import Plan
from trainer.session.resumption import Resumption
from trainer.ui.bindings import bindings
from trainer.ui.routines.face import RoutinesFace
from trainer.ui.widgets.clicker_list import ClickerList
from trainer.ui.widgets.line_input import LineInput

SOUND_TEST: Final = (("side-left", 0.1), ("side-right", 0.9), ("rep", 1.7), ("last-rep", 2.2))


class RoutinesScreen(RoutinesFace):
    """The routines, a preview of the highlighted one, and the safety text until it was acknowledged."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(ROUTINES)

    class Chosen(Message):
        """A routine is to be started."""

        def __init__(self, plan: Plan) -> None:
            super().__init__()
            self.plan = plan

    class ResumeAsked(Message):
        """A session that was cut off is to go on."""

        def __init__(self, resumption: Resumption) -> None:
            super().__init__()
            self.resumption = resumption

    class HistoryAsked(Message):
        """What was done is to be shown."""

    class EditAsked(Message):
        """A routine is to be changed, or (None) made."""

        def __init__(self, routine: Routine | None) -> None:
            super().__init__()
            self.routine = routine

    # ---- keys

    @on(OptionList.OptionSelected)
    def action_start(self) -> None:
        """Start the highlighted routine."""
        if self._plan is not None:
            self.post_message(self.Chosen(self._plan))

    def start(self, routine: Routine) -> None:
        """Start a routine, whichever is highlighted."""
        self.post_message(self.Chosen(compile_plan(self.library, routine, self.effort)))

    def action_effort(self, effort: Effort) -> None:
        """Choose an effort."""
        self.effort = effort
        self._fill()

    def action_filter(self) -> None:
        """Ask for letters; Enter goes back to the list."""
        if fields := self.query(LineInput):
            field = fields.first()
        else:
            field = LineInput(placeholder="letters of a name", id="filter")
            self.query_one("#choice").mount(field, before=0)
        field.display = True
        field.focus()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._letters = event.value
        self._find(event.value)

    @on(Input.Submitted)
    def _back_to_list(self) -> None:
        self.query("#filter").set(display=bool(self._letters))
        self.query_one(ClickerList).focus()

    def key_escape(self) -> None:
        """Out of the filter, showing all again."""
        for field in self.query(Input):
            field.value = self._letters = ""
        self._back_to_list()

    def action_resume(self) -> None:
        """Go on with the session that was cut off; where there are several, with the one that is chosen."""
        unfinished = self._done.unfinished
        if len(unfinished) == 1:
            self.post_message(self.ResumeAsked(unfinished[0]))
        elif unfinished:
            from trainer.ui.dialogs.resuming import ResumeScreen

            self.app.push_screen(ResumeScreen(unfinished), self._resume)

    def _resume(self, chosen: Resumption | None) -> None:
        if chosen is not None:
            self.post_message(self.ResumeAsked(chosen))

    def action_edit(self) -> None:
        """Change the highlighted routine."""
        if (routine := self._highlighted()) is not None:
            self.post_message(self.EditAsked(routine))

    def action_new(self) -> None:
        """Make a routine."""
        self.post_message(self.EditAsked(None))

    def action_history(self) -> None:
        """Show what was done."""
        self.post_message(self.HistoryAsked())

    def action_mute(self) -> None:
        """Sound off or on."""
        self._sound.set_muted(not self._sound.muted)
        self.notify("Sound is off" if self._sound.muted else "Sound is on", markup=False, timeout=2)

    def action_sound_test(self) -> None:
        """Play left, right, a rep and a last rep."""
        self._samples.play(SOUND_TEST, self._say_what_is_heard)

    def _say_what_is_heard(self) -> None:
        muted = f"Sound is off: {self._key('mute')} turns it on."
        heard = muted if self._sound.muted else "You hear: left, right, a rep, a last rep."
        self.notify(self._sound.reason or heard, markup=False)

    def action_help(self) -> None:
        """Show the keys and the safety text."""
        from trainer.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen("choosing a routine", ROUTINES, steps=self._plan.steps if self._plan else ()))

    def action_quit(self) -> None:
        """Leave the trainer."""
        self.app.exit()
