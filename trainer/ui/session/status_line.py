"""The one line for notices: whatever there is to tell in a session stands here, and never over what to do."""

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from trainer.system.cells import cells, wrap

MAX_ROWS: Final = 3  # rows of a long notice
APART: Final = 2  # columns between the two ends of the line


class StatusLine(Widget):
    """What a key has just changed, or a notice; without them, a question at the left and what comes next at the right."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._shown: tuple[str, str, str, tuple[str, ...]] = ("", "", "", ())

    def show(self, confirmation: str, notice: str, question: str, next_ways: tuple[str, ...]) -> None:
        """Show what there is. `next_ways`: what comes next, the longest way to say it first."""
        if (confirmation, notice, question, next_ways) != self._shown:
            self._shown = confirmation, notice, question, next_ways
            self.set_class(bool(confirmation), "-confirmed")
            self.set_class(bool(notice and not confirmation), "-notice")
            self._fit()
            self.refresh()

    def on_resize(self) -> None:
        """A notice takes another number of rows."""
        self._fit()

    @property
    def text(self) -> str:
        """What stands in the line, without what comes next."""
        confirmation, notice, question, _ = self._shown
        return confirmation or notice or question

    def _lines(self) -> list[str]:
        columns = self.content_size.width or self.app.size.width - 2  # before there is a layout
        return wrap(self.text, max(1, columns))[:MAX_ROWS]

    def _fit(self) -> None:
        self.styles.height = max(1, len(self._lines()))

    def render(self) -> RenderResult:
        """The notice, or both ends of the line as far as they have room."""
        confirmation, notice, _, next_ways = self._shown
        lines = self._lines()
        if confirmation or notice or len(lines) > 1:
            return Content("\n".join(lines))
        left = lines[0] if lines else ""
        room = self.content_size.width - len(left) - (APART if left else 0)
        right = next((way for way in next_ways if len(way) <= room), "")
        return Content(left + right.rjust(self.content_size.width - cells(left) - cells(right) + len(right)))
