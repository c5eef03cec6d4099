"""The block over the stage while the session stands still: why, large; each key and what it does; the rest as text."""

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from trainer.system.cells import cells, centred, wrap
from trainer.ui.session.standing_still import Standstill
from trainer.ui.widgets.big import side_by_side, table

APART: Final = " \u00b7 "
ROOMY: Final = 24  # rows of the block, from which each sentence has a row of its own
LARGER: Final = 2  # how much higher the word is than what can be done, where there is room for it
LEAST_LARGER: Final = 1.5  # and in any case
WAYS_SHARE: Final = 3 / 4  # of the rows that may go to what can be done


class PauseBlock(Widget):
    """Shows why the session stands still; the same again costs nothing."""

    def __init__(self) -> None:
        super().__init__(id="pause")
        self.still: Standstill | None = None  # what is shown

    @property
    def text(self) -> str:
        """What stands there as text."""
        return "\n".join(_arranged(self.still, *self.content_size)[0]) if self.still else ""

    def show(self, still: Standstill) -> None:
        """Show why, and what can be done."""
        if still != self.still:
            self.still = still
            self.refresh()

    def render(self) -> RenderResult:
        """The lines, in the middle."""
        if self.still is None:
            return Content("")
        columns, rows = self.content_size
        return Content("\n".join(centred(line, columns) for line in block_lines(self.still, columns, rows)))


def block_lines(still: Standstill, columns: int, rows: int) -> list[str]:
    """What fits a block: the word largest, as many of the ways on as are smaller than it and yet large, and the sentences."""
    sentences, word, ways = _arranged(still, columns, rows)
    told = packed(sentences, columns, rows)
    large = [*word, *([""] if word and ways else []), *ways]
    free = rows - len(large) - len(told)
    if not large:
        return [*([""] * (free // 2)), *told]
    above = free // 2 if free > 1 else 0
    return [*([""] * above), *large, *([""] * (free - above)), *told]


def _arranged(still: Standstill, columns: int, rows: int) -> tuple[tuple[str, ...], list[str], list[str]]:
    """The sentences, and the lines of the word and of as many ways as have room beside what is then left to say."""
    for count in range(len(still.ways), 0, -1):
        sentences = still.sentences(count)
        if found := _large(still, count, columns, rows - len(packed(sentences, columns, rows))):
            return sentences, *found
    return still.lines, list(side_by_side((still.word,), columns, rows - len(packed(still.lines, columns, rows)))), []


def packed(sentences: tuple[str, ...], columns: int, rows: int) -> list[str]:
    """Sentences, each in a row of its own in a high block, else as many beside each other as fit whole."""
    lines: list[str] = []
    for sentence in sentences:
        wide = cells(lines[-1]) + cells(APART) + cells(sentence) if lines else 0
        if rows < ROOMY and lines and wide <= columns:
            lines[-1] += APART + sentence
        else:
            lines += wrap(sentence, max(1, columns))
    return lines


def _large(still: Standstill, count: int, columns: int, rows: int) -> tuple[list[str], list[str]] | None:
    """The lines of the word, and of the first ways, so many, as large as they fit; None where they do not."""
    best, most = None, 0.0
    high = int(rows * WAYS_SHARE)
    drawn = tuple((way.key, way.what) for way in still.ways[:count])
    while (ways := table(drawn, columns, high)) and len(ways[-1]) > most:
        lines = [line for way in ways for line in way]
        word = side_by_side((still.word,), columns, rows - len(lines) - 1)
        if len(word) >= LEAST_LARGER * len(ways[-1]) and min(len(word) / LARGER, len(ways[-1])) > most:
            best, most = (list(word), lines), min(len(word) / LARGER, len(ways[-1]))
        high = len(lines) - 1
    return best
