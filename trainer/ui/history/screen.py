"""The history: a year as a heat map, minutes a week, how the back felt, and every session with what was done in it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.widgets import OptionList, Static

from trainer.keymap.commands import HISTORY
from trainer.run.ports import Diary, HistoryOverview
from trainer.session.entry import SessionEntry
from trainer.ui.history.widgets import SessionDetail, SessionList
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.charts import PastChart, heat_legend, heat_map, pain_plot, totals, week_bars

PAGE: Final = 100  # sessions that are read at once
TALL: Final = 44  # rows from which all charts have room
EMPTY: Final = "Nothing was done yet. What you do is written down by itself."
BAR_ROWS: Final = 5
PAIN_ROWS: Final = 6
CHARTS: Final[Mapping[str, Callable[[HistoryOverview, int], Content]]] = {
    "year": lambda past, width: Content("\n").join(
        [heat_map(past.days, past.today, width), Content.styled(heat_legend(), "dim")]
    ),
    "weeks": lambda past, width: week_bars(past.days, past.today, width, BAR_ROWS),
    "pain": lambda past, width: pain_plot(past.pains, width, PAIN_ROWS),
}


class HistoryScreen(TrainerScreen[None]):
    """What was done. Everything is read beside the screen, the list page by page."""

    CSS_PATH = "history.tcss"
    TITLE = "History"
    HELP_TITLE = "in the history"
    USER_COMMANDS = HISTORY

    def __init__(self, diary: Diary) -> None:
        super().__init__()
        self._diary = diary
        self._past: HistoryOverview | None = None
        self._all_read = False
        self._reading = False
        self._chart = 0
        self._changing = False  # until what was changed is shown

    def compose_content(self) -> ComposeResult:
        """Charts above, the sessions and one of them in detail below."""
        for name, drawing in CHARTS.items():
            yield PastChart(drawing, id=name)
        yield Static(id="totals", markup=False)
        with Horizontal(id="stage"):
            yield SessionList()
            yield SessionDetail(id="detail")

    def size_classes(self, size: Size) -> dict[str, bool]:
        """Also whether all charts have room, and which one is shown where they have not."""
        shown = {f"-{name}": place == self._chart for place, name in enumerate(CHARTS)}
        return super().size_classes(size) | shown | {"-tall": size.height >= TALL}

    def on_mount(self) -> None:
        """Read, and show."""
        self._read()

    # ---- what was done

    def _read(self) -> None:
        """Read from the beginning."""
        self.beside(lambda: (self._diary.past(), self._diary.page(0, PAGE)), self._show)

    def _read_on(self) -> None:
        """Read the sessions that follow."""
        if not (self._reading or self._all_read):
            self._reading = True
            self.beside(partial(self._diary.page, len(self.query_one(SessionList).entries), PAGE), self._show_more)

    def _show(self, found: tuple[HistoryOverview, Sequence[SessionEntry]]) -> None:
        past, page = found
        self._past = past
        self._changing = self._reading = False
        self._all_read = len(page) < PAGE
        self.query_one(SessionList).show(page, past.today.year)
        for chart in self.query(PastChart):
            chart.show(past)
        self.set_class(bool(page) and not past.problem, "-filled")
        self.query_one("#totals", Static).update(past.problem or (totals(past.days, past.today) if page else EMPTY))
        self._show_detail()

    def _show_more(self, page: Sequence[SessionEntry]) -> None:
        self._reading = False
        self._all_read = len(page) < PAGE
        self.query_one(SessionList).add(page, self._past.today.year if self._past else 0)

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        sessions = self.query_one(SessionList)
        self.query_one(SessionDetail).show(sessions.chosen)
        if sessions.below < PAGE // 2:
            self._read_on()

    # ---- commands

    @on(SessionList.Sideways)
    def _step_by_arrow(self, message: SessionList.Sideways) -> None:
        self.action_step_chart(message.direction)

    def action_step_chart(self, by: int) -> None:
        """Another chart."""
        self._chart = (self._chart + by) % len(CHARTS)
        self.fit()

    def action_delete(self) -> None:
        """Delete the highlighted session."""
        entry = self.query_one(SessionList).chosen
        if entry is None:
            return
        if entry.outcome == "open":
            self.notify("This session is running now: it cannot be deleted.", markup=False)
            return
        key = self.key_of("undo")
        self._change(self._diary.delete, entry, f"Deleted. {key} puts it back." if key else "Deleted.")

    def action_undo(self) -> None:
        """Put the session back that was deleted last, since the trainer began."""
        if deleted := self._diary.deleted:
            self._change(self._diary.put_back, deleted[-1], "It is back.")
        else:
            self.notify("Nothing was deleted since the trainer began.", markup=False)

    def _change(self, change: Callable[[SessionEntry], str], entry: SessionEntry, told: str) -> None:
        """Make a change, one at a time: what is highlighted is known only when the one before is shown."""
        if self._changing:
            return
        self._changing = True

        def tell(problem: str) -> None:
            self.notify(problem or told, markup=False, severity="error" if problem else "information")
            if problem:
                self._changing = False
            else:
                self._read()

        self.beside(partial(change, entry), tell)
