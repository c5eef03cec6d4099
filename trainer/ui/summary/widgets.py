"""What the summary is built of: how the back feels, what was done of each step, and how the figure moves."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import var
from textual.widgets import Static

from trainer.session.record import StepRecord
from trainer.session.step_words import step_text
from trainer.ui.widgets.figure_moment import STANDING, FigureMoment

FINISH: Final = "finish"
CHEER_MS: Final = 3_000  # then the figure stands still, arms up
WAVE_MS: Final = 700


class PainScale(Static):
    """Asks how the back feels by the keys that answer; once it is `noted`, says how that is changed."""

    noted: var[int | None] = var(None, init=False)

    def __init__(self, key_of: Callable[[str], str]) -> None:
        """`key_of`: the key of an action of the screen."""
        self._key_of = key_of
        super().__init__(self._question(), id="feels", markup=False)

    def watch_noted(self, noted: int) -> None:
        """Say what was noted."""
        done = self._key_of("close")
        self.update(f"Noted: {noted} of 10. Another key changes it{f', {done} is done' if done else ''}.")

    def _question(self) -> str:
        none, strong, worst, done = map(self._key_of, ("feels(0)", "feels(9)", "feels(10)", "close"))
        strengths = f" {none} (no pain) to {strong}, {worst} for 10" if none and strong and worst else ""
        return f"How does your back feel?{strengths}{f'; {done} skips' if done else ''}."


class SummaryRows(Vertical):
    """A row for each step, with its sides; it has the class of what became of it."""

    def __init__(self, steps: Iterable[StepRecord]) -> None:
        super().__init__(id="rows")
        self._steps = steps

    def compose(self) -> ComposeResult:
        """The rows."""
        for _, rows in groupby(self._steps, key=lambda row: row.number):
            of_step = list(rows)
            yield Static(step_text(of_step), classes=f"row -{of_step[0].outcome}", markup=False)


def cheer(milliseconds: int, *, still: bool) -> FigureMoment:
    """Wave both arms for a moment."""
    if still or milliseconds >= CHEER_MS:
        return FigureMoment(FINISH, "up", "up")
    waves, passed = divmod(milliseconds, WAVE_MS)
    keys = ("v", "up") if waves % 2 else ("up", "v")
    return FigureMoment(FINISH, *keys, passed / WAVE_MS)


def stand(milliseconds: int, *, still: bool) -> FigureMoment:
    """Stand."""
    return FigureMoment(STANDING, "in", "in")
