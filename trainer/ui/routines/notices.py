"""What the first screen says below the routines: the safety text, and which session can go on."""

from collections.abc import Sequence
from typing import Final

from textual.geometry import Size
from textual.widgets import Static

from trainer.run.safety import SAFETY, SHORT
from trainer.session.resumption import Resumption
from trainer.ui.theme.sizes import LOW, TINY, is_compact
from trainer.ui.widgets.problem_panel import rows_of

TINY_SHARE: Final = 0.4  # of a tiny screen's rows, at most


class SafetyBanner(Static):
    """The safety text, or its short form where there is little room."""

    def __init__(self) -> None:
        super().__init__(id="banner", markup=False)
        self.fit(self.app.size)

    def fit(self, size: Size) -> None:
        """Say as much as a terminal of a size has room for."""
        self.update(SHORT if size.height < LOW or is_compact(size) else SAFETY)

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
