"""The left half of the first screen: the routines that fit the filter, and the back below them."""

from collections.abc import Callable
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList

from trainer.routine.compiler import compile_plan
from trainer.routine.library import Library
from trainer.routine.model import Effort
from trainer.routine.plan import Plan
from trainer.run.ports import RoutineProgress
from trainer.ui.live_dose import LiveDose
from trainer.ui.routines.back_panel import BackPanel
from trainer.ui.routines.widgets import TALL, RoutineList
from trainer.ui.routines.words import letters_of
from trainer.ui.widgets.line_input import LineInput

PLACEHOLDER: Final = "name, exercise or equipment"


class RoutineChoice(Vertical):
    """The routines, each at an effort; one of them is highlighted: `chosen`."""

    class Changed(Message):
        """Another routine is highlighted, or what there is to show of it has changed."""

    def __init__(self, library: Library, dose: LiveDose, key_of: Callable[[str], str]) -> None:
        """`key_of`: the key of an action of the screen."""
        super().__init__(id="choice")
        self.library = library
        self.done = RoutineProgress({}, {})
        self._dose = dose
        self._key_of = key_of
        self._efforts: dict[str, Effort] = {}  # chosen by keys, for the session to start
        self._moved = False  # whether the person has moved in the list, or chosen an effort
        self._letters = ""  # of the filter
        self._airy = False  # whether a free row stands between the routines

    def compose(self) -> ComposeResult:
        """The list, and the back."""
        yield RoutineList()
        yield BackPanel(self._key_of)

    def on_mount(self) -> None:
        """Show the routines."""
        self.fill()

    def on_resize(self) -> None:
        """Let a row stand between the routines where there is room for that."""
        if self._airy != (self.app.size.height >= TALL):
            self.fill()

    @property
    def routines(self) -> RoutineList:
        """The list of the routines."""
        return self.query_one(RoutineList)

    @property
    def chosen(self) -> Plan | None:
        """The plan of the highlighted routine; None where there is none, and on the row that makes one."""
        return self.routines.chosen

    @property
    def effort(self) -> Effort:
        """The effort of the highlighted routine."""
        return self.effort_of(self.chosen.routine if self.chosen else "")

    def effort_of(self, routine: str) -> Effort:
        """The effort at which a routine would begin."""
        return self._efforts.get(routine) or self._dose.own_effort(routine)

    def choose_effort(self, effort: Effort | None) -> None:
        """Choose an effort for the highlighted routine; None: for every routine, the one in the settings."""
        if effort is None:
            self._efforts.clear()
        elif self.chosen:
            self._efforts[self.chosen.routine] = effort
            self._moved = True
        if self.is_attached:
            self.fill()

    def show_done(self, done: RoutineProgress) -> None:
        """Show what was done; what is due comes under the cursor, until the person has moved."""
        self.done = done
        plans = self._plans()
        self.fill(plans[0].routine if plans and done.due and not self._moved else None)
        self.query_one(BackPanel).show(done)

    def fill(self, highlight: str | None = None) -> None:
        """Show the routines anew; that of an id is highlighted, else the same as before."""
        self._airy = self.app.size.height >= TALL
        self.routines.show(
            self._plans(),
            self.library,
            self.done,
            highlight,
            new_key=self._key_of("new"),
            narrowed=bool(self._letters),
            airy=self._airy,
        )
        self.post_message(self.Changed())

    def _plans(self) -> list[Plan]:
        """The routines that fit the letters of the filter: due ones first, else as in the files."""
        plans = [compile_plan(self.library, one, self.effort_of(one.id)) for one in self.library.routines.values()]
        wanted = self._letters.casefold().split()
        found = [plan for plan in plans if all(word in letters_of(plan) for word in wanted)]
        return sorted(found, key=lambda plan: plan.routine not in self.done.due)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._moved = True
        self.post_message(self.Changed())

    # ---- the filter

    def filter(self) -> None:
        """Ask for letters; Enter goes back to the list."""
        if fields := self.query(LineInput):
            field = fields.first()
        else:
            field = LineInput(placeholder=PLACEHOLDER, id="filter")
            self.mount(field, before=0)
        field.display = True
        field.focus()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._letters = event.value
        self.fill()

    @on(Input.Submitted)
    def _back_to_list(self) -> None:
        self.query("#filter").set(display=bool(self._letters))
        self.routines.focus()

    def unfilter(self) -> None:
        """Close the filter, and show all routines again."""
        for field in self.query(Input):
            field.value = self._letters = ""
        self._back_to_list()
