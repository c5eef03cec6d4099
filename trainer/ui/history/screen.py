"""The history: a year as a heat map, minutes a week, how the back felt, and every session with what was done in it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import ClassVar, Final, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.keymap.commands import HISTORY, key_for
from trainer.routine.wording import clock
from trainer.run.ports import Diary, Past
from trainer.session.entry import SessionEntry
from trainer.session.step_words import step_text
from trainer.ui.bindings import bindings, own_keys
from trainer.ui.history.charts import heat_legend, heat_map, pain_plot, totals, week_bars
from trainer.ui.theme.sizes import is_compact
from trainer.ui.widgets.key_line import KeyLine

T = TypeVar("T")
CHARTS: Final = ("year", "weeks", "pain")
PAGE: Final = 100  # sessions that are read at once
TALL: Final = 44  # rows from which all charts have room
BAR_ROWS: Final = 5
PAIN_ROWS: Final = 6
EMPTY: Final = "Nothing was done yet. What you do is written down by itself."
OUTCOMES: Final = {"finished": "", "stopped": "stopped", "interrupted": "cut off", "open": "running now"}
WORDS: Final = {"paused": "paused", "resumed": "went on", "skipped": "skipped", "pain": "pain"}


class SessionList(OptionList):
    """The sessions; the arrow keys to the sides change the chart."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.turn(-1)", show=False),
        Binding("right", "screen.turn(1)", show=False),
    ]


class HistoryScreen(Screen[None]):
    """What was done. Everything is read beside the screen, the list page by page."""

    CSS_PATH = "history.tcss"

    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = bindings(HISTORY)

    def __init__(self, diary: Diary) -> None:
        super().__init__()
        self._diary = diary
        self._past: Past | None = None
        self._entries: list[SessionEntry] = []
        self._all_read = False
        self._reading = False
        self._chart = 0
        self._changing = False  # until what was changed is shown

    def compose(self) -> ComposeResult:
        """Charts above, the sessions and one of them in detail below."""
        yield Static("History", id="title", markup=False)
        for name in CHARTS:
            yield Static(id=name, classes="chart", markup=False)
        yield Static(id="totals", markup=False)
        with Horizontal(id="stage"):
            yield SessionList(id="list")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="name", markup=False)
                yield Static(id="lines", markup=False)
        yield KeyLine(HISTORY)

    def on_mount(self) -> None:
        """Read, and show."""
        self._arrange()
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        """Choose the layout that fits, and draw anew."""
        self._arrange()
        self._draw()

    def _arrange(self) -> None:
        tall, compact = self.app.size.height >= TALL, is_compact(self.app.size)
        self.set_class(compact, "-compact")
        for number, name in enumerate(CHARTS):
            self.query_one(f"#{name}").display = not compact and (tall or number == self._chart)

    # ---- what was done

    def _read(self) -> None:
        """Read from the beginning."""
        self._beside(lambda: (self._diary.past(), self._diary.page(0, PAGE)), self._show_read)

    def _read_on(self) -> None:
        """Read the sessions that follow."""
        if not (self._reading or self._all_read):
            self._reading = True
            self._beside(partial(self._diary.page, len(self._entries), PAGE), self._show_page)

    def _beside(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do some work on a thread, and then something with its result on the screen, if that is still open."""

        def shown(result: T) -> None:
            if self.is_attached:
                then(result)

        self.run_worker(lambda: self.app.call_from_thread(shown, work()), thread=True)

    def _show_read(self, found: tuple[Past, Sequence[SessionEntry]]) -> None:
        self._changing = False
        self._past, page = found
        option = self.query_one(SessionList)
        highlighted = option.highlighted or 0
        option.clear_options()
        self._entries, self._all_read = [], False
        self._show_page(page)
        if self._entries:
            option.highlighted = min(highlighted, len(self._entries) - 1)
        self._draw()
        self._show_detail()

    def _show_page(self, page: Sequence[SessionEntry]) -> None:
        self._reading = False
        self._all_read = len(page) < PAGE
        self._entries.extend(page)
        year = self._past.today.year if self._past else 0
        self.query_one(SessionList).add_options(Option(entry_line(entry, year)) for entry in page)

    def _draw(self) -> None:
        if self._past is None:
            return
        past, width = self._past, self.app.size.width - 2
        self.query_one("#year", Static).update(
            Content("\n").join([heat_map(past.days, past.today, width), Content.styled(heat_legend(), "dim")])
        )
        self.query_one("#weeks", Static).update(week_bars(past.days, past.today, width, BAR_ROWS))
        self.query_one("#pain", Static).update(pain_plot(past.pains, width, PAIN_ROWS))
        self.set_class(bool(self._entries) and not past.problem, "-filled")
        self.query_one("#totals", Static).update(past.problem or (totals(past.days, past.today) if self._entries else EMPTY))

    # ---- one session

    def _highlighted(self) -> SessionEntry | None:
        number = self.query_one(SessionList).highlighted
        return self._entries[number] if number is not None and number < len(self._entries) else None

    @on(OptionList.OptionHighlighted)
    def _show_detail(self) -> None:
        entry = self._highlighted()
        self.query_one("#name", Static).update(entry.name if entry else "")
        self.query_one("#lines", Static).update("\n".join(detail(entry)) if entry else "")
        if (self.query_one(SessionList).highlighted or 0) >= len(self._entries) - PAGE // 2:
            self._read_on()

    # ---- keys

    def action_turn(self, by: int) -> None:
        """Another chart."""
        self._chart = (self._chart + by) % len(CHARTS)
        self._arrange()

    def action_delete(self) -> None:
        """Delete the highlighted session."""
        entry = self._highlighted()
        if entry is None:
            return
        if entry.outcome == "open":
            self.notify("This session is running now: it cannot be deleted.", markup=False)
            return
        key = key_for("undo", HISTORY, own_keys(self.app))
        told = f"Deleted. {key} puts it back." if key else "Deleted."
        self._change(self._diary.delete, entry, told)

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

        self._beside(partial(change, entry), tell)

    def action_help(self) -> None:
        """Show the keys."""
        from trainer.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen("in the history", HISTORY))

    def action_close(self) -> None:
        """Back to the routines."""
        self.dismiss(None)


def entry_line(entry: SessionEntry, this_year: int) -> Content:
    """A session in the list: "24 Nov 16:40  6:12  Upper-back warm-up"; with the year where that is another.

    What became of one that was not finished comes before its name, of which the end may be cut off.
    """
    day = date.fromisoformat(entry.day)
    year = f" {day.year}" if day.year != this_year else ""
    outcome = OUTCOMES[entry.outcome]
    return Content.assemble(
        f"{day.day:>2} {day:%b}{year} {entry.started_at[11:16]} {clock(entry.active_ms):>6}  ",
        f"{outcome}: " if outcome else "",
        (entry.name, "bold"),
    )


def detail(entry: SessionEntry) -> Iterable[str]:
    """A session in lines: how long and how, the back before and after, its steps, and what happened beside them."""
    speed = f", at {entry.speed:g} times the speed" if entry.speed != 1 else ""
    yield f"{entry.outcome}, {clock(entry.active_ms)} of {clock(entry.planned_ms)}, {entry.effort} effort{speed}"
    felt = [(word, pain) for word, pain in (("before", entry.pain_before), ("after", entry.pain_after)) if pain is not None]
    if felt:
        yield f"Back, 0 to 10: {', '.join(f'{word} {pain}' for word, pain in felt)}"
    if entry.note:
        yield f"Note: {entry.note}"
    for _, rows in groupby(entry.steps, key=lambda row: row.number):
        yield step_text(list(rows))
    names = {step.number: step.name for step in entry.steps}
    for one in entry.happenings:
        if one.kind in WORDS:
            strength = f" {one.value} of 10" if one.value is not None else ""
            where = f", {names[one.step]}" if one.step in names else ""
            side = f", {one.side}" if one.side else ""
            yield f"{one.at[11:16]} {WORDS[one.kind]}{strength}{where}{side}"
