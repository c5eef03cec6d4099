"""The widgets of the first screen: the list, the safety text, the line about an unfinished session."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.routine.library import Library
from trainer.routine.plan import Plan
from trainer.run.ports import RoutineProgress
from trainer.run.safety import one_line, short
from trainer.session.resumption import Resumption
from trainer.ui.routines.words import routine_rows
from trainer.ui.theme.sizes import TINY
from trainer.ui.widgets.lists import LESS, ClickerList
from trainer.ui.widgets.problem_panel import rows_of
from trainer.ui.widgets.two_ends import TwoEnds

TALL: Final = 30  # rows from which there is room for margins
ADVISED: Final = 38  # rows from which our advice has room below the figure
ROOMY: Final = 44  # rows from which what is taught has room below the figure
WIDE: Final = 190  # columns from which it has room beside the steps
NEW_ID: Final = "+"  # of the row that makes a routine: no routine has this id
TINY_SHARE: Final = 0.4  # of a tiny screen's rows that the banner may take


class RoutineList(ClickerList):
    """The routines, one of them highlighted: `chosen`; below them a row that makes one."""

    def __init__(self) -> None:
        super().__init__(id="list", classes="panel")
        self._plans: dict[str, Plan] = {}

    @property
    def chosen(self) -> Plan | None:
        """The plan of the highlighted routine; None where there is none, and on the row that makes one."""
        option = self.highlighted_option
        return self._plans.get(option.id or "") if option else None

    @property
    def at_new(self) -> bool:
        """Whether the row that makes a routine is highlighted."""
        option = self.highlighted_option
        return option is not None and option.id == NEW_ID

    def show(
        self,
        plans: Sequence[Plan],
        library: Library,
        done: RoutineProgress,
        highlight: str | None = None,
        *,
        new_key: str = "",
        narrowed: bool = False,
        airy: bool = False,
    ) -> None:
        """Show other plans. That of a routine's id is highlighted, else the same as before; where it is gone, the first.

        `new_key`: the key that makes a routine; `narrowed`: the filter has letters; `airy`: with a free row between them.
        """
        before = self.highlighted_option
        wanted = highlight or (before.id if before else None)
        self._plans = {plan.routine: plan for plan in plans}
        self.border_title = f"Routines {len(plans)}"
        options = list(_options(plans, library, done, airy=airy))
        if not narrowed:
            options.append(Option(_new_row(new_key), id=NEW_ID))
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(options)
            if options:
                ids = [option.id for option in options]
                self.highlighted = ids.index(wanted) if wanted in ids else 0


def _options(plans: Iterable[Plan], library: Library, done: RoutineProgress, *, airy: bool) -> Iterator[Option]:
    for plan in plans:
        yield Option(TwoEnds(routine_rows(plan, library, done), margin=1, air=int(airy)), id=plan.routine)


def _new_row(key: str) -> TwoEnds:
    return TwoEnds([(Content.styled("+ new routine", LESS), Content.styled(key, LESS))], margin=1)


class SafetyBanner(Static):
    """The safety text, or its short form where there is little room."""

    def __init__(self, key_of: Callable[[str], str]) -> None:
        """`key_of`: the key of an action of the screen."""
        super().__init__(id="banner", markup=False)
        self._key_of = key_of

    def on_mount(self) -> None:
        """Name the key that the help has now."""
        self.watch(self.app, "own_keys", self.fit)

    def fit(self) -> None:
        """Say as much as the terminal has room for."""
        line = one_line(self._key_of("help"))
        self.update(line if len(line) <= self.app.size.width - 2 else short(self._key_of("help")))

    @staticmethod
    def has_room(size: Size, key: str) -> bool:
        """Whether the short form leaves enough of a terminal of a size to the list."""
        return size.height >= TINY or rows_of(short(key), size.width - 2) <= size.height * TINY_SHARE


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
