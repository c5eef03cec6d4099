"""One session that was done, in detail."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.routine.wording import clock
from trainer.session.entry import SessionEntry
from trainer.session.step_words import step_text

WORDS: Final = {"paused": "paused", "resumed": "went on", "skipped": "skipped", "pain": "pain"}


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
