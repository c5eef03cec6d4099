"""What to do now: drawn large where there is room, and in any case as text."""

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from trainer.ui.widgets.big import sentence

LEAST: Final = 2  # rows, so that what is above stays where it is
MOST: Final = 5  # rows of text
APART: Final = " \u00b7 "
BIG_MARGIN: Final = 2  # columns that big letters leave free, so that they don't touch the edges


class Instruction(Widget):
    """The text of a movement or of a start position, and how to breathe."""

    def __init__(self) -> None:
        super().__init__(id="instruction")
        self._big_rows = 0
        self._texts = ("", "", "")

    @property
    def text(self) -> str:
        """What stands there as text."""
        whole, _, breath = self._texts
        return APART.join(filter(None, (whole, breath)))

    def reserve(self, big_rows: int) -> None:
        """Have so many rows for big letters; 0: none."""
        if big_rows != self._big_rows:
            self._big_rows = big_rows
            self._fit()

    def show(self, whole: str, brief: str, breath: str) -> None:
        """Show a text; `brief` is drawn large where the whole is too long for that."""
        if (whole, brief, breath) != self._texts:
            self._texts = whole, brief, breath
            self._fit()
            self.refresh()

    def on_resize(self) -> None:
        """The text takes another number of rows."""
        self._fit()

    def _fit(self) -> None:
        rows = self._big_rows + min(MOST, max(1 if self._big_rows else LEAST, len(self._lines())))
        height = self.styles.height
        if height is None or height.value != rows:
            self.styles.height = rows

    def _lines(self) -> list[str]:
        """The text in lines; the breath on one of its own where nothing is drawn large."""
        whole, _, breath = self._texts
        texts = (self.text,) if self._big_rows else (whole, breath)
        return [line for text in texts for line in wrap(text, max(1, self.size.width - 2))] or [""]

    def large(self) -> tuple[str, ...]:
        """What is drawn large: all of it, or as much as is of use."""
        whole, brief, _ = self._texts
        columns = self.size.width - BIG_MARGIN
        texts = (whole, brief) if brief else (whole, *beginnings(whole))
        return next((big for text in texts if (big := sentence(text.rstrip("."), columns, self._big_rows))), ())

    def render(self) -> RenderResult:
        """Big letters in their rows, the text below."""
        width, height = self.size
        large = self.large() if self._big_rows else ()
        above = (self._big_rows - len(large)) // 2
        big = [*([""] * above), *large, *([""] * (self._big_rows - above - len(large)))]
        lines = self._lines()
        free = max(0, height - len(big) - len(lines))
        rows = [*big, *([""] * (0 if big else free // 2)), *lines]
        return Content("\n".join(line.center(width).rstrip() for line in rows))


def beginnings(text: str) -> Iterator[str]:
    """A text up to each of its marks, the longest way first: what of a long one can be drawn large."""
    for mark in reversed(list(re.finditer(r"[,.;:]\s", text))):
        yield text[: mark.start()]
