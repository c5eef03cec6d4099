"""Rows of text with something at their right end, at whatever width they are drawn."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

Row: TypeAlias = tuple[Content, Content]
APART: Final = 1  # columns between the two ends, at least
SHORT: Final = 4  # what takes up to so many parts of the columns, as a key, stands at the right whatever is cut for it
NARROW: Final = 30  # columns below which there is no margin, and what stands at the right gives way


class TwoEnds(Visual):
    """Rows, each with a text at the left, which is cut where there is no room, and one at the right.

    `margin`: columns at both sides; `air`: free rows below, on the background also where a list lights its row; `whole`: columns
    of the left that are not cut for much that stands at the right.
    """

    def __init__(self, rows: Iterable[Row], *, margin: int = 0, air: int = 0, whole: int = 0) -> None:
        self.rows = tuple(rows)
        self._margin = margin
        self._air = air
        self._whole = whole

    def __str__(self) -> str:
        return "\n".join(f"{left.plain} {right.plain}".rstrip() for left, right in self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TwoEnds) and (self.rows, self._air) == (other.rows, other._air)

    def __hash__(self) -> int:
        return hash(str(self))

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Use the whole width."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One row each, and the air."""
        return len(self.rows) + self._air

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Both ends of each row."""
        margin = self._margin if width >= NARROW else 0
        side, room = " " * margin, width - 2 * margin
        lines = [Content.assemble(side, _line(left, right, room, self._whole), side) for left, right in self.rows]
        lines += [Content.styled(" " * width, "on $background")] * self._air
        return Content("\n").join(lines).render_strips(width, height, style, options)


def _line(left: Content, right: Content, width: int, whole: int) -> Content:
    beside = APART + right.cell_length
    if (width < NARROW and left.cell_length + beside > width) or (whole + beside > width and right.cell_length > width // SHORT):
        right = Content()
    room = max(0, width - right.cell_length - (APART if right else 0))
    if left.cell_length > room:
        left = left.truncate(room, ellipsis=True)
    return Content.assemble(left.pad_right(max(0, width - left.cell_length - right.cell_length)), right)
