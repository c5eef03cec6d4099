"""The history: a year, minutes a week, how the back felt, what hurt, and every session with what was done in it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.markup import escape
from textual.widgets import OptionList, Static

from trainer.keymap.commands import HISTORY
from trainer.routine.compiler import plan_of
from trainer.routine.library import Library
from trainer.routine.plan import Plan
from trainer.run.ports import Diary, HistoryOverview
from trainer.session.entry import SessionEntry
from trainer.system.cells import cells
from trainer.ui.history.widgets import SessionDetail, SessionList, Sessions
from trainer.ui.history.words import day_name, relief, trend
from trainer.ui.trainer_screen import TrainerScreen
from trainer.ui.widgets.charts import Chart, heat_legend, heat_map, hurt_table, pain_legend, pain_plot, totals, week_bars
from trainer.ui.widgets.clickable import Tabs
from trainer.ui.widgets.title_line import TitleLine

PAGE: Final = 100  # sessions that are read at once
SPACIOUS: Final = Size(116, 38)  # from which all charts have room
TOLD_S: Final = 6.0
APART: Final = "   "  # between two parts of a hint at the edge of a panel
EDGE: Final = 4  # columns of the edge that are not for the hint
OF_ALL: Final = ", all routines"  # behind the titles of the charts while the list shows one routine only
CHARTS: Final[Mapping[str, str]] = {"year": "year", "weeks": "weeks", "back": "back", "hurts": "pain"}
TITLES: Final[Mapping[str, str]] = {
    "year": "Year",
    "weeks": "Minutes a week; below: its sessions",
    "back": "Your back",
    "hurts": "Pain by exercise and side, each week",
}


class HistoryScreen(TrainerScreen[Plan | None]):
    """What was done; closes with a plan that is to be done again, or None. Read beside the screen, the list by pages."""

    CSS_PATH = "history.tcss"
    TITLE = "History"
    HELP_TITLE = "in the history"
    USER_COMMANDS = HISTORY

    def __init__(self, diary: Diary, library: Library) -> None:
        """`library`: the routines that there are now."""
        super().__init__()
        self._diary = diary
        self._library = library
        self._past: HistoryOverview | None = None
        self._filter = ""  # the id of the routine of which sessions are listed
        self._sought = ""  # a day that was clicked, until its session is found
        self._all_read = False
        self._reading = False
        self._chart = "year"
        self._changing = False  # until what was changed is shown
        self._told = 0  # how many notices there were

    def compose_content(self) -> ComposeResult:
        """Charts above, the sessions and one of them in detail below."""
        yield Tabs("show_chart")
        with Container(id="charts"):
            for name in CHARTS:
                chart = Chart(id=name, classes="chart panel")
                chart.border_title = TITLES[name]
                yield chart
        with Horizontal(id="stage"):
            yield Sessions()
            yield SessionDetail()
        yield Static(id="empty", markup=False)
        yield Static(id="notice", markup=False)

    def size_classes(self, size: Size) -> dict[str, bool]:
        """Also whether all charts have room."""
        roomy = size.width >= SPACIOUS.width and size.height >= SPACIOUS.height
        return super().size_classes(size) | {"-spacious": roomy}

    def on_mount(self) -> None:
        """Read, and show."""
        self.action_show_chart(self._chart)
        self._read()

    def fit(self) -> None:
        """Choose the layout that fits, and offer only what acts in it."""
        super().fit()
        self.refresh_bindings()
        self.call_after_refresh(self._tell_trend)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command does something now."""
        chosen = next((one.chosen for one in self.query(SessionList)), None)
        match action:
            case "step_chart":
                return not (self.has_class("-spacious") or self.has_class("-compact") or self.has_class("-empty"))
            case "delete" | "note":
                return chosen is not None and chosen.outcome != "open"
            case "again":
                return chosen is not None and chosen.routine in self._library.routines
            case "filter":
                return self._past is not None and len(self._past.routines) > 1
            case "undo":
                return bool(self._diary.deleted)
        return True

    # ---- what was done

    def _read(self) -> None:
        """Read from the beginning."""
        routine = self._filter
        self.beside(lambda: (routine, self._diary.past(), self._diary.page(0, PAGE, routine)), self._show)

    def _read_on(self) -> None:
        """Read the sessions that follow."""
        if not (self._reading or self._all_read):
            self._reading = True
            read = len(self.query_one(SessionList).entries)
            self.beside(partial(self._diary.page, read, PAGE, self._filter), self._show_more)

    def _show(self, found: tuple[str, HistoryOverview, Sequence[SessionEntry]]) -> None:
        routine, past, page = found
        if routine != self._filter:  # another one was chosen meanwhile
            return
        self._past = past
        self._changing = self._reading = False
        self._all_read = len(page) < PAGE
        self._show_empty(past, page)
        sessions = self.query_one(SessionList)
        name, count = past.routines.get(routine, ("", 0))
        total = sum(number for _, number in past.routines.values())
        title = f"{escape(name)} {count} of {total}" if routine else f"Sessions {total}"
        self.query_one(Sessions).border_title = title
        sessions.show(page, past.today.year)
        self._show_charts(past)
        self._seek()
        self._show_detail()

    def _show_empty(self, past: HistoryOverview, page: Sequence[SessionEntry]) -> None:
        """Say what to do where there is nothing yet, or why nothing can be read."""
        self.set_class(not page and not self._filter, "-empty")
        self.query_one(TitleLine).state = totals(past.days, past.today) if page else ""
        leave = self.key_of("close")
        start = f"\n{leave} leads to the routines; Enter there starts one." if leave else ""
        nothing = f"No sessions yet. Each one you do appears here by itself,\nwith how your back felt before and after.\n{start}"
        self.query_one("#empty", Static).update(past.problem or nothing)

    def _show_charts(self, past: HistoryOverview) -> None:
        progress = past.progress
        mondays = [week.monday for week in progress.weeks] if progress else []
        hurts = progress.hurts if progress else ()
        year, weeks, back, pain = self.query(Chart)
        for chart in (year, weeks, back, pain):
            chart.border_title = TITLES[str(chart.id)] + (OF_ALL if self._filter else "")
        year.show(lambda width, height: heat_map(past.days, past.today, width, "screen.show_day"))
        weeks.show(lambda width, height: week_bars(past.days, past.today, width, height))
        back.show(lambda width, height: pain_plot(past.pains, width, height))
        short = {one.name: one.short for one in self._library.exercises.values() if one.short}
        pain.show(lambda width, height: hurt_table(hurts, mondays, width, short))
        self.call_after_refresh(self._tell_trend)

    def _tell_trend(self) -> None:
        """Say at the edges of charts what their marks mean, how the back has become, and where there is room what helps most."""
        progress = self._past.progress if self._past else None
        told = list(filter(None, (trend(progress), relief(progress)))) if progress else []
        year, back = self.query_one("#year", Chart), self.query_one("#back", Chart)
        title = TITLES["back"] + (OF_ALL if self._filter else "")
        year.border_subtitle = heat_legend(year.size.width - EDGE)
        back.border_title = f"{title}: {pain_legend(back.size.width - EDGE - cells(title) - 2)}"
        while len(told) > 1 and cells(APART.join(told)) > back.size.width - EDGE:
            told.pop()
        back.border_subtitle = APART.join(told)

    def _show_more(self, page: Sequence[SessionEntry]) -> None:
        self._reading = False
        self._all_read = len(page) < PAGE
        self.query_one(SessionList).add(page, self._past.today.year if self._past else 0)
        self._seek()

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        sessions = self.query_one(SessionList)
        self.query_one(SessionDetail).show(sessions.chosen)
        self.refresh_bindings()
        if sessions.below < PAGE // 2:
            self._read_on()

    def _tell(self, text: str) -> None:
        """Show a notice for a while, replacing the one before."""
        self._told += 1
        line = self.query_one("#notice", Static)
        line.update(Content(text))
        line.add_class("-told")
        self.set_timer(TOLD_S, partial(self._tell_no_more, self._told))

    def _tell_no_more(self, told: int) -> None:
        if told == self._told:
            self.query_one("#notice").remove_class("-told")

    # ---- commands

    @on(SessionList.Sideways)
    def _step_by_arrow(self, message: SessionList.Sideways) -> None:
        if self.check_action("step_chart", ()):
            self.action_step_chart(message.direction)

    def action_step_chart(self, by: int) -> None:
        """Show the next chart, or the one before."""
        names = list(CHARTS)
        self.action_show_chart(names[(names.index(self._chart) + by) % len(names)])

    def action_show_chart(self, name: str) -> None:
        """Show a chart where there is room for one."""
        self._chart = name
        self.query_one(Tabs).show(CHARTS, name)
        for chart in self.query(Chart):
            chart.set_class(chart.id == name, "-chosen")
        self.call_after_refresh(self._tell_trend)  # a chart that is not shown has no width

    def action_show_day(self, day: str) -> None:
        """Highlight the first session of a day that was clicked, once it is read."""
        self._sought = day
        self._seek()

    def _seek(self) -> None:
        """Highlight a session of the day that is sought; read on where the list does not reach back to it yet."""
        sessions = self.query_one(SessionList)
        if not self._sought:
            return
        if self._sought in (days := [entry.day for entry in sessions.entries]):
            sessions.highlighted = len(days) - 1 - days[::-1].index(self._sought)
            sessions.focus()
        elif not self._all_read:
            self._read_on()
            return
        else:
            self._tell(f"No session in the list on {day_name(date.fromisoformat(self._sought))}.")
        self._sought = ""

    def action_filter(self) -> None:
        """List the sessions of the next routine, or of all after the last."""
        if self._past is not None:
            ids = ["", *self._past.routines]
            self._filter = ids[(ids.index(self._filter) + 1) % len(ids)] if self._filter in ids else ""
            self._read()

    @on(OptionList.OptionSelected)
    def action_again(self) -> None:
        """Do the highlighted session again."""
        if (entry := self.query_one(SessionList).chosen) is None:
            return
        if (plan := plan_of(self._library, entry.routine, entry.effort)) is not None:
            self.dismiss(plan)
        else:
            self._tell("This routine is no longer there.")

    def action_note(self) -> None:
        """Ask for a line about the highlighted session."""
        if (entry := self.query_one(SessionList).chosen) is None:
            return
        from trainer.ui.dialogs.prompts import NoteDialog

        def note(text: str | None) -> None:
            if text is not None and (line := " ".join(text.split())) != entry.note:
                self._change(partial(self._diary.annotate, note=line), entry, "Noted." if line else "The note is gone.")

        self.app.push_screen(NoteDialog(entry.note), note)

    def action_delete(self) -> None:
        """Delete the highlighted session."""
        if (entry := self.query_one(SessionList).chosen) is not None:
            key = self.key_of("undo")
            self._change(self._diary.delete, entry, f"Deleted. {key} puts it back." if key else "Deleted.")

    def action_undo(self) -> None:
        """Put the session back that was deleted last, since the trainer began."""
        if deleted := self._diary.deleted:
            self._change(self._diary.put_back, deleted[-1], "It is back.")

    def _change(self, change: Callable[[SessionEntry], str], entry: SessionEntry, told: str) -> None:
        """Make one change at a time: until the one before is shown, the highlighted session is not known."""
        if self._changing:
            return
        self._changing = True

        def tell(problem: str) -> None:
            self._tell(problem or told)
            if problem:
                self._changing = False
            else:
                self._read()

        self.beside(partial(change, entry), tell)
