"""What to do now: drawn large where there is room, and in any case as text."""

import re
from collections.abc import Iterator
from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from trainer.system.cells import centred, wrap
from trainer.ui.widgets.big import sentence

MIN_ROWS: Final = 2  # rows, so that what is above stays where it is
MAX_ROWS: Final = 5  # rows of text
ROWS_TO_TEACH: Final = 24  # of the terminal, from which there is room for more than what to do
MAX_TAUGHT_ROWS: Final = 3  # rows of what is taught; one less below big letters, where the figure needs them more
ROOMY: Final = 40  # rows of the terminal, from which there is room for all of it
APART: Final = " \u00b7 "
BIG_MARGIN: Final = 2  # columns that big letters leave free, so that they don't touch the edges
AIR: Final = 1  # rows below big letters, on a terminal with room


class Instruction(Widget):
    """The text of a movement or of a start position, how to breathe, and what is taught as far as there is room for it."""

    COMPONENT_CLASSES = {"instruction--teaching"}  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__(id="instruction")
        self._big_rows = 0
        self._texts = ("", "", "")
        self._teaching: tuple[str, ...] = ()
        self._still = False

    @property
    def text(self) -> str:
        """What stands there as text."""
        whole, _, breath = self._texts
        return f"{whole.rstrip('.')}{APART}{breath}" if breath else whole

    def reserve(self, big_rows: int) -> None:
        """Reserve rows for big letters; 0: none."""
        if big_rows != self._big_rows:
            self._big_rows = big_rows
            self._fit()

    def show(self, whole: str, brief: str, breath: str, teaching: tuple[str, ...] = ()) -> None:
        """Show a text; `brief` is drawn large where the whole is too long for that."""
        if (whole, brief, breath) != self._texts or teaching != self._teaching:
            self._texts, self._teaching = (whole, brief, breath), teaching
            self._fit()
            self.refresh()

    def stand_still(self, still: bool) -> None:
        """Whether nothing moves: then what to do stands as text only, as why it stands still is what matters."""
        if still != self._still:
            self._still = still
            self._fit()
            self.refresh()

    def on_resize(self) -> None:
        """The text takes another number of rows."""
        self._fit()

    @property
    def _columns(self) -> int:
        """How wide the text may be, also before there is a layout: then it needs no second one."""
        return max(1, (self.size.width or self.app.size.width) - 2)

    @property
    def _rows(self) -> int:
        """The rows of big letters, with the air below them."""
        if self._still or not self._big_rows:
            return 0
        return self._big_rows + (AIR if self.app.size.height >= ROOMY else 0)

    def _fit(self) -> None:
        big = self._rows
        rows = big + min(MAX_ROWS, max(1 if big else MIN_ROWS, len(self._lines()) + len(self._taught())))
        self.styles.height = rows

    def _lines(self) -> list[str]:
        """The text in lines; the breath on one of its own where nothing is drawn large."""
        whole, _, breath = self._texts
        texts = (self.text,) if self._rows else (whole, breath)
        return [line for text in texts for line in wrap(text, self._columns)] or [""]

    def _taught(self) -> list[str]:
        """As much of what is taught as there is room for, our advice, which is the last of it, first."""
        lines: list[str] = []
        rows = self.app.size.height
        room = (
            min(MAX_ROWS - len(self._lines()), MAX_TAUGHT_ROWS - bool(self._rows) if rows < ROOMY else MAX_ROWS)
            if rows >= ROWS_TO_TEACH
            else 0
        )
        for text in reversed(self._teaching):
            wrapped = wrap(text, self._columns)
            if len(lines) + len(wrapped) <= room:
                lines = [*wrapped, *lines]
        return lines

    def large(self) -> tuple[str, ...]:
        """The lines that are drawn large: the whole text, or as much of it as helps."""
        if not self._rows:
            return ()
        whole, brief, _ = self._texts
        columns = self.size.width - BIG_MARGIN
        texts = (whole, brief) if brief else (whole, *beginnings(whole))
        return next((big for text in texts if (big := sentence(text.rstrip("."), columns, self._big_rows))), ())

    def render(self) -> RenderResult:
        """Big letters in their rows, the text below."""
        width, height = self.size
        rows_of_big, large = self._rows, self.large()
        above = (rows_of_big - len(large)) // 2
        big = [*([""] * above), *large, *([""] * (rows_of_big - above - len(large)))]
        lines, taught = self._lines(), self._taught()
        free = max(0, height - len(big) - len(lines) - len(taught))
        rows = [*big, *([""] * (0 if big else free // 2)), *lines]
        told = "\n".join(centred(line, width) for line in rows)
        if not taught:
            return Content(told)
        style = self.get_visual_style("instruction--teaching")
        return Content.assemble(f"{told}\n", ("\n".join(centred(line, width) for line in taught), style))


def beginnings(text: str) -> Iterator[str]:
    """A text up to each of its marks, the longest way first: what of a long one can be drawn large."""
    for mark in reversed(list(re.finditer(r"[,.;:]\s", text))):
        yield text[: mark.start()]
