"""What the first screen is built of: the list, the preview, the safety text and the line of what was cut off."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.routine.library import Library
from trainer.routine.model import Effort
from trainer.routine.plan import Plan
from trainer.routine.prescription import prescription
from trainer.run.ports import RoutineProgress
from trainer.run.safety import BANNER, SHORT
from trainer.session.resumption import Resumption
from trainer.ui.routines.words import about, effort_line, routine_facts, step_lines
from trainer.ui.theme.sizes import LOW, TINY, is_compact
from trainer.ui.widgets.lists import ClickerList
from trainer.ui.widgets.problem_panel import rows_of
from trainer.ui.widgets.suggestion import Answer, SuggestionLine

ROOMY: Final = 80  # columns from which there is room for a word more
TALL: Final = 30  # rows from which there is room for sources and margins
TINY_SHARE: Final = 0.4  # of a tiny screen's rows that the banner may take


class RoutineList(ClickerList):
    """The routines, one of them highlighted: `chosen`."""

    def __init__(self, plans: Sequence[Plan], library: Library, done: RoutineProgress) -> None:
        self._plans = {plan.routine: plan for plan in plans}
        super().__init__(*_options(plans, library, done), id="list")

    @property
    def chosen(self) -> Plan | None:
        """The plan of the highlighted routine."""
        option = self.highlighted_option
        return self._plans[option.id or ""] if option else None

    def show(self, plans: Sequence[Plan], library: Library, done: RoutineProgress, highlight: str | None = None) -> None:
        """Show other plans. That of a routine's id is highlighted, else the same as before; where it is gone, the first."""
        before = self.highlighted_option
        wanted = highlight or (before.id if before else None)
        self._plans = {plan.routine: plan for plan in plans}
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(_options(plans, library, done))
            if plans:
                ids = list(self._plans)
                self.highlighted = ids.index(wanted) if wanted in ids else 0


def _options(plans: Iterable[Plan], library: Library, done: RoutineProgress) -> Iterator[Option]:
    for plan in plans:
        facts = routine_facts(plan, library.routines[plan.routine], done)
        yield Option(Content.assemble((plan.name, "bold"), "\n", (facts, "dim")), id=plan.routine)


class RoutinePreview(Vertical):
    """Shows a routine at an effort."""

    def __init__(self, key_of: Callable[[str], str], on_answer: Answer) -> None:
        """`key_of`: the key of an action of the screen; `on_answer`: what an answer to a suggestion does."""
        super().__init__(id="preview")
        self._suggestion = SuggestionLine(key_of, on_answer)

    def compose(self) -> ComposeResult:
        """Name, purpose, the suggested effort and the efforts above the prescription and the steps."""
        yield Static(id="name", markup=False)
        yield Static(id="about", markup=False)
        yield self._suggestion
        yield Static(id="effort")
        with VerticalScroll(id="steps", can_focus=False):
            yield Static(id="prescription", markup=False)
            yield Static(id="step-lines", markup=False)

    def show(self, plan: Plan | None, library: Library) -> None:
        """Show a routine; None: there is none with the letters of the filter."""
        self.query_one("#name", Static).update(plan.name if plan else "No routine has these letters")
        self.query_one("#about", Static).update(about(library.routines[plan.routine], library) if plan else "")
        prescribed = " ".join(prescription(library.routines[plan.routine])) if plan else ""
        self.query_one("#prescription", Static).update(prescribed)
        self.query_one("#prescription").display = bool(prescribed)
        lines = step_lines(plan, library, sources=self.app.size.height >= TALL)
        self.query_one("#step-lines", Static).update(Content("\n").join(lines))

    def show_effort(self, effort: Effort, keys: Mapping[Effort, str]) -> None:
        """Mark the chosen effort among those that there are, each with its key."""
        self.query_one("#effort", Static).update(effort_line(effort, keys, roomy=self.app.size.width >= ROOMY))


class SafetyBanner(Static):
    """The safety text, or its short form where there is little room."""

    def __init__(self) -> None:
        super().__init__(id="banner", markup=False)
        self.fit(self.app.size)

    def fit(self, size: Size) -> None:
        """Say as much as a terminal of a size has room for."""
        self.update(SHORT if size.height < LOW or is_compact(size) else BANNER)

    @staticmethod
    def has_room(size: Size) -> bool:
        """Whether the short form leaves enough of a terminal of a size to the list."""
        return size.height >= TINY or rows_of(SHORT, size.width - 2) <= size.height * TINY_SHARE


class ResumeLine(Static):
    """Says which session was cut off, and the key that goes on with it; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__(id="unfinished", markup=False)
        self.display = False

    def show(self, unfinished: Sequence[Resumption], key: str) -> None:
        """Show the sessions that can go on, the latest first."""
        self.display = bool(unfinished)
        if len(unfinished) == 1:
            self.update(f"Not finished: {unfinished[0].words}. {key} goes on there.")
        elif unfinished:
            self.update(f"Not finished: {len(unfinished)} sessions, the last {unfinished[0].words}. {key} lists them.")
