"""A solid progress bar, one row high: readable from across a room, and without colour."""

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from trainer.ui.widgets.at_once import Place

FULL: Final = "\u2588"
REST: Final = "\u2500"


class Bar(Widget):
    """A bar filled from the left by `fraction` (0 to 1), in whole cells: what is finer is not seen from the mat."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; color: $primary; }
    Bar > .bar--rest { color: $foreground 30%; }
    """
    COMPONENT_CLASSES = {"bar--rest"}  # noqa: RUF012 - as Textual declares it

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fraction = 0.0
        self._full = 0
        self._place = Place(self)
        self._columns = 0  # asked for at each new size: Textual looks for a widget's size on the screen

    def show(self, fraction: float) -> None:
        """Fill the bar by `fraction`."""
        self._fraction = min(1.0, max(0.0, fraction))
        if (full := round(self._fraction * self._columns)) != self._full:
            self._full = full
            self._place.redraw()

    def on_resize(self) -> None:
        """A new width has other cells."""
        self._columns = self.size.width
        self.show(self._fraction)

    def render(self) -> RenderResult:
        """The bar, and a thin line for what is left."""
        left = REST * max(0, self.size.width - self._full)
        return Content.assemble(FULL * self._full, (left, self.get_visual_style("bar--rest")))
