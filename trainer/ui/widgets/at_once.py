"""Changed cells of a widget, sent to the terminal at once: Textual's compositor looks at the whole screen for each of them.

This is the one place that relies on the inside of Textual's screens: `visible_widgets` of their compositor, and `_display` of an
app. A test fails when Textual changes one of them.
"""

from collections.abc import Sequence
from typing import TypeAlias

from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.geometry import Offset, Size
from textual.widget import Widget

Run: TypeAlias = tuple[int, int, str]  # column and row in the widget, and the cells from there on as the terminal takes them


class Runs(CompositorUpdate):
    """Runs of cells of a widget that stands at a place."""

    def __init__(self, runs: Sequence[Run], place: Offset) -> None:
        self._runs = runs
        self._place = place

    def render_segments(self, console: Console) -> str:
        """What the terminal takes."""
        left, top = self._place
        return "".join([f"\x1b[{top + y + 1};{left + x + 1}H{text}" for x, y, text in self._runs])


def sent_at_once(widget: Widget, size: Size, runs: Sequence[Run]) -> bool:
    """Send what changed of a widget of a size; False, and nothing is sent, where that is not what is seen there.

    What is to be sent of it in Textual's own time may wait: it is drawn as the widget is then.
    """
    place = place_of(widget, size)
    if place is None:
        return False
    widget.app._display(widget.screen, Runs(runs, place))  # type: ignore[arg-type] # as Textual does
    return True


def place_of(widget: Widget, size: Size) -> Offset | None:
    """Where a widget stands on the terminal; None unless all of it is seen, at that size."""
    screen = widget.screen
    if screen is not widget.app.screen:
        return None
    visible = screen._compositor.visible_widgets  # those in front come first
    for other, (region, clip) in visible.items():
        if other is widget:
            return region.offset if region.size == size and clip.contains_region(region) else None
        if widget in visible and region.intersection(clip).overlaps(visible[widget][0]):
            return None
    return None
