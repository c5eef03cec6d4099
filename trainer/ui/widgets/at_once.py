"""Changed cells of a widget, sent to the terminal at once: Textual's compositor looks at the whole screen for each of them.

It relies on the inside of Textual, as nothing else does but `ui/sparing.py`: `visible_widgets` of a compositor, `_display` of an
app and whether it keeps back what is sent, and what of a widget is to be drawn. A test fails when Textual changes one of them.
"""

from collections.abc import Sequence
from typing import TypeAlias

from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.geometry import Offset, Region, Size
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


class Place:
    """Where a widget stands on the terminal, as long as the screen is not laid out anew."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._visible: dict[Widget, tuple[Region, Region]] = {}  # the compositor makes another one at each layout
        self._region: Region | None = None

    def sent(self, size: Size, runs: Sequence[Run]) -> bool:
        """Send what changed of the widget at a size; False, and nothing is sent, where that is not what is seen there.

        What is to be sent of it in Textual's own time may wait: it is drawn as the widget is then.
        """
        region = self._seen()
        if region is None or region.size != size:
            return False
        self._send(runs, region)
        return True

    def redraw(self) -> None:
        """Draw the widget, whose size stays, anew: at once where all of it is seen, else in Textual's own time."""
        region, widget = self._seen(), self._widget
        if region is None or region.size != widget.outer_size:
            widget.refresh()
            return
        widget._set_dirty()
        rows = widget.render_lines(region.reset_offset)
        widget._exchange_repaint_regions()
        self._send([(0, y, row.render(widget.app.console)) for y, row in enumerate(rows)], region)

    def _seen(self) -> Region | None:
        app = self._widget.app
        if app._batch_count:  # nothing is sent now
            return None
        visible = app.screen._compositor.visible_widgets
        if visible is not self._visible:
            self._visible, self._region = visible, seen_whole(self._widget, visible)
        return self._region

    def _send(self, runs: Sequence[Run], region: Region) -> None:
        app = self._widget.app
        app._display(app.screen, Runs(runs, region.offset))  # type: ignore[arg-type] # as Textual does


def seen_whole(widget: Widget, visible: dict[Widget, tuple[Region, Region]]) -> Region | None:
    """The region of a widget, of those that are visible (the ones in front come first); None unless all of it is seen."""
    own, bounds = visible.get(widget, (Region(), Region()))
    for other, (region, clip) in visible.items():
        if other is widget:
            return own if bounds.contains_region(own) else None
        if region.intersection(clip).overlaps(own):
            return None
    return None
