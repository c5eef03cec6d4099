"""Cells of a figure in the styles of its widget: as strips for Textual, and as text that is sent to the terminal as it is."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, TypeAlias

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from trainer.pose.cells import Cell
from trainer.pose.classes import RGB

Look: TypeAlias = tuple[RGB | None, RGB | None, bool]  # foreground, background (None: the screen's own), and whether blank
RESET: Final = "\x1b[0m"
APART: Final = 4  # cells between two runs: those that are nearer are sent as one


class Inking:
    """The styles of a widget in its present theme, and the rows that they were used for."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[Look, Style] = {}
        self._codes: dict[Look, str] = {}  # by which a terminal takes on a style
        self._strips: dict[int, tuple[list[Cell], Strip]] = {}  # by the identity of the row

    def forget_rows(self) -> None:
        """Forget the rows of pictures that are no longer kept."""
        self._strips = {}

    def strip(self, row: list[Cell]) -> Strip:
        """A row as a strip; one that is the same list as in another picture is the same strip."""
        known = self._strips.get(id(row))
        if known is None:
            known = self._strips[id(row)] = row, Strip(self._segments(row), len(row))
        return known[1]

    def _segments(self, cells: list[Cell]) -> list[Segment]:
        """Cells as segments of one style each; a blank needs no foreground of its own."""
        segments: list[Segment] = []
        run: list[str] = []
        style: Look | None = None
        for glyph, front, back in cells:
            wanted = (None, back, True) if glyph == " " else (front, back, False)
            if wanted != style and not (wanted[2] and style is not None and style[1] == back):
                if style is not None:
                    segments.append(Segment("".join(run), self._style(style)))
                run, style = [], wanted
            run.append(glyph)
        if style is not None:
            segments.append(Segment("".join(run), self._style(style)))
        return segments

    def text(self, cells: list[Cell]) -> str:
        """Cells as the terminal takes them, without a style left on; a blank keeps any foreground."""
        out: list[str] = []
        ink: RGB | str | None = ""
        behind: RGB | str | None = ""
        for glyph, front, back in cells:
            if back != behind or (front != ink and glyph != " "):
                look = (None, back, True) if glyph == " " else (front, back, False)
                ink, behind = "" if glyph == " " else front, back
                out.append(self._codes.get(look) or self._code(look))
            out.append(glyph)
        return f"{''.join(out)}{RESET}"

    def _code(self, look: Look) -> str:
        code, _, _ = Strip([Segment("x", self._style(look))]).render(self._widget.app.console).partition("x")
        self._codes[look] = code = RESET + code
        return code

    def _style(self, look: Look) -> Style:
        style = self._styles.get(look)
        if style is None:
            front, back, blank = look
            base = self._widget.rich_style
            behind = RichColor.from_rgb(*back) if back else base.bgcolor
            colour = None if blank else RichColor.from_rgb(*front) if front else base.color
            style = self._styles[look] = Style(color=colour, bgcolor=behind)
        return style


def rows_of(before: list[list[Cell]], now: list[list[Cell]]) -> Iterator[Region]:
    """The regions that differ between two pictures of the same size.

    One region a row: Textual sends a widget's row from its left edge to the end of each region.
    """
    for y, (old, row) in enumerate(zip(before, now, strict=True)):
        if runs := changed_runs(old, row):
            yield Region(runs[0][0], y, runs[-1][1] - runs[0][0], 1)


def changed_runs(before: list[Cell], now: list[Cell]) -> list[tuple[int, int]]:
    """From where to where a row differs from another; what lies near each other is one run."""
    if now is before or now == before:
        return []
    places = [x for x, (cell, old) in enumerate(zip(now, before, strict=True)) if cell != old]
    gaps = [(last + 1, first) for last, first in pairwise(places) if first - last > APART]
    return list(zip([places[0], *(first for _, first in gaps)], [*(end for end, _ in gaps), places[-1] + 1], strict=True))
