"""A chart of what was done over time, as wide as it has room: a year, weeks, how the back felt."""

from collections.abc import Callable
from typing import Final, TypeAlias

from textual.content import Content
from textual.widgets import Static

from trainer.run.ports import Past
from trainer.ui.widgets.charts import heat_legend, heat_map, pain_plot, week_bars

BAR_ROWS: Final = 5
PAIN_ROWS: Final = 6
Drawing: TypeAlias = Callable[[Past, int], Content]  # what was done, at a width in columns


def year(past: Past, width: int) -> Content:
    """A heat map of the last year, and what its glyphs mean."""
    return Content("\n").join([heat_map(past.days, past.today, width), Content.styled(heat_legend(), "dim")])


def weeks(past: Past, width: int) -> Content:
    """The minutes of each week as bars."""
    return week_bars(past.days, past.today, width, BAR_ROWS)


def pain(past: Past, width: int) -> Content:
    """How the back felt before and after the last sessions."""
    return pain_plot(past.pains, width, PAIN_ROWS)


class PastChart(Static):
    """Draws what was done, anew at each width."""

    def __init__(self, drawing: Drawing, *, id: str) -> None:
        super().__init__(id=id, classes="chart", markup=False)
        self._drawing = drawing
        self._past: Past | None = None

    def show(self, past: Past) -> None:
        """Show what was done."""
        self._past = past
        self.draw()

    def on_resize(self) -> None:
        """Draw at the new width."""
        self.draw()

    def draw(self) -> None:
        """Draw at the present width, if there is one."""
        if self._past is not None and (width := self.content_size.width):
            self.update(self._drawing(self._past, width))
