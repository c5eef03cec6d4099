"""The widgets of the history beside its charts: the sessions, one session in detail."""

from collections.abc import Iterable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from trainer.session.entry import SessionEntry
from trainer.ui.history.words import MARKS, detail_lines, detail_title, session_heads, session_row, step_rows
from trainer.ui.widgets.lists import SidewaysList
from trainer.ui.widgets.two_ends import TwoEnds


class SessionList(SidewaysList):
    """The sessions in columns, one of them highlighted: `chosen`. A click highlights one."""

    def __init__(self) -> None:
        super().__init__(id="list")
        self.entries: list[SessionEntry] = []
        self._this_year = 0
        self._columns = 0  # for which the rows were made

    @property
    def chosen(self) -> SessionEntry | None:
        """The highlighted session."""
        number = self.highlighted
        return self.entries[number] if number is not None and number < len(self.entries) else None

    @property
    def below(self) -> int:
        """How many sessions stand below the highlighted one."""
        return len(self.entries) - 1 - (self.highlighted or 0)

    def show(self, entries: Sequence[SessionEntry], this_year: int) -> None:
        """Show other sessions; the same place is highlighted."""
        place = self.highlighted or 0
        self.clear_options()
        self.entries = []
        self.add(entries, this_year)
        if entries:
            self.highlighted = min(place, len(entries) - 1)

    def add(self, entries: Iterable[SessionEntry], this_year: int) -> None:
        """Show more sessions below the others."""
        self._this_year = this_year
        self._columns = self._width
        self.entries.extend(entries)
        self.add_options(self._row(entry) for entry in self.entries[self.option_count :])

    @property
    def _width(self) -> int:
        """The columns of a row, beside its margins and the scroll bar."""
        return self.size.width - 2 - self.styles.scrollbar_size_vertical

    def _row(self, entry: SessionEntry) -> Option:
        return Option(session_row(entry, self._this_year, self._columns))

    def on_resize(self) -> None:
        """Make the rows anew where the columns have another width."""
        if self.entries and self._width != self._columns:
            self.show(self.entries, self._this_year)

    async def _on_click(self, event: events.Click) -> None:
        """Highlight the session, without doing it again."""
        event.prevent_default()
        option = event.style.meta.get("option")
        if option is not None:
            self.highlighted = option


class Sessions(Vertical):
    """The sessions in their panel, below the heads of their columns."""

    def __init__(self) -> None:
        super().__init__(id="sessions", classes="panel")
        self.border_title, self.border_subtitle = "Sessions", MARKS

    def compose(self) -> ComposeResult:
        """The heads above the list."""
        yield Static(id="heads", markup=False)
        yield SessionList()

    def on_resize(self) -> None:
        """Put each head over its column."""
        scroll_bar = self.query_one(SessionList).styles.scrollbar_size_vertical
        self.query_one("#heads", Static).update(session_heads(self.content_size.width - 2 - scroll_bar))


class SessionDetail(VerticalScroll, can_focus=False):
    """Shows one session."""

    def __init__(self) -> None:
        super().__init__(id="detail", classes="panel")
        self._entry: SessionEntry | None = None

    def compose(self) -> ComposeResult:
        """Its name, how it was, and its steps."""
        yield Static(id="name", markup=False)
        yield Static(id="lines", markup=False)
        yield Static(id="steps")

    def show(self, entry: SessionEntry | None) -> None:
        """Show a session; None: nothing."""
        self._entry = entry
        self.border_title = detail_title(entry) if entry else None
        self.query_one("#name", Static).update(Content.styled(entry.name, "bold") if entry else "")
        self.query_one("#lines", Static).update("\n".join(detail_lines(entry)) if entry else "")
        self._show_steps()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Show what was done beside the names, or below them."""
        self._show_steps()

    def _show_steps(self) -> None:
        steps = self.query_one("#steps", Static)
        most = steps.styles.max_width
        room = self.scrollable_content_region.width
        width = min(room, int(most.value)) if most else room
        rows = step_rows(self._entry, width) if self._entry else ()
        steps.update(TwoEnds((Content(name), Content(done)) for name, done in rows))
