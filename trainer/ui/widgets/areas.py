"""Containers with a plain background, drawn without styling their rows one by one."""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Row(Horizontal):
    """Widgets side by side, without a border."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The background."""
        return super().render_lines(crop) if self.app.no_color else _background(self, crop)


class Column(Vertical):
    """Widgets below each other, without a border."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The background."""
        return super().render_lines(crop) if self.app.no_color else _background(self, crop)


def _background(widget: Widget, crop: Region) -> list[Strip]:
    return [Strip.blank(crop.width, widget.visual_style.rich_style)] * crop.height
