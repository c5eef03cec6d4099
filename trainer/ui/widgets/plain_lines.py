"""Lines of plain text in one style: drawn as they are, which costs a third of looking for markup and for where to wrap them."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import RenderResult
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from trainer.system.cells import cells, shortened


class PlainLines(Widget):
    """Shows `lines`, placed as the style `content-align` says; what is too wide ends in an ellipsis."""

    def lines(self) -> Sequence[str]:
        """What is to be shown, one string for each row."""
        raise NotImplementedError

    def render(self) -> RenderResult:
        """The lines as one text."""
        return Content("\n".join(self.lines()))

    def render_line(self, y: int) -> Strip:
        """One row of the content."""
        style = self.visual_style.rich_style
        columns, rows = self.size
        across, down = self.styles.content_align
        lines = self.lines()
        number = y - {"top": 0, "middle": max(0, rows - len(lines)) // 2, "bottom": max(0, rows - len(lines))}[down]
        if not 0 <= number < len(lines):
            return Strip.blank(columns, style)
        line = shortened(lines[number], columns)
        free = columns - cells(line)
        before = {"left": 0, "center": free // 2, "right": free}[across]
        return Strip([Segment(" " * before + line + " " * (free - before), style)], columns)
