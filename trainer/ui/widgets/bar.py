"""A solid progress bar, one row high: readable from across a room, and without colour."""

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

EIGHTHS: Final = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589"
FULL: Final = "\u2588"
REST: Final = "\u2500"


class Bar(Widget):
    """A bar filled from the left by `fraction` (0 to 1); it is drawn anew only when an eighth of a cell changes."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; color: $primary; }
    Bar > .bar--rest { color: $foreground 30%; }
    """
    COMPONENT_CLASSES = {"bar--rest"}  # noqa: RUF012 - as Textual declares it

    eighths: reactive[int] = reactive(0)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fraction = 0.0

    def show(self, fraction: float) -> None:
        """Fill the bar by `fraction`."""
        self._fraction = min(1.0, max(0.0, fraction))
        self.eighths = round(self._fraction * self.size.width * 8)

    def on_resize(self) -> None:
        """A new width has other eighths."""
        self.show(self._fraction)

    def render(self) -> RenderResult:
        """The bar, and a thin line for what is left."""
        full, part = divmod(self.eighths, 8)
        filled = FULL * full + (EIGHTHS[part] if part else "")
        left = REST * max(0, self.size.width - len(filled))
        return Content.assemble(filled, (left, self.get_visual_style("bar--rest")))
