"""What the history is built of beside its charts: the sessions, and one of them in detail."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from trainer.routine.wording import clock
from trainer.session.entry import SessionEntry
from trainer.session.step_words import step_text
from trainer.ui.widgets.lists import SidewaysList

OUTCOMES: Final = {"finished": "", "stopped": "stopped", "interrupted": "cut off", "open": "running now"}
WORDS: Final = {"paused": "paused", "resumed": "went on", "skipped": "skipped", "pain": "pain"}


class SessionList(SidewaysList):
    """The sessions, one of them highlighted: `chosen`."""

    def __init__(self) -> None:
        super().__init__(id="list")
        self.entries: list[SessionEntry] = []

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
        self.entries.extend(entries)
        self.add_options(Option(entry_line(entry, this_year)) for entry in self.entries[self.option_count :])


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


class SessionDetail(VerticalScroll, can_focus=False):
    """Shows one session."""

    def compose(self) -> ComposeResult:
        """Its name above its lines."""
        yield Static(id="name", markup=False)
        yield Static(id="lines", markup=False)

    def show(self, entry: SessionEntry | None) -> None:
        """Show a session; None: nothing."""
        self.query_one("#name", Static).update(entry.name if entry else "")
        self.query_one("#lines", Static).update("\n".join(detail_lines(entry)) if entry else "")


def detail_lines(entry: SessionEntry) -> Iterator[str]:
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
