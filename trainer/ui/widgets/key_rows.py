"""Keys, each beside what it does, at whatever width they are drawn."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from trainer.system.cells import cells, wrap

APART: Final = 2  # columns between a key and what it does


class KeyRows(Visual):
    """Pairs of keys and what they do, which begins after `beside` columns."""

    def __init__(self, pairs: Sequence[tuple[str, str]], beside: int) -> None:
        self.pairs = pairs
        self._beside = beside

    def __str__(self) -> str:
        return "\n".join(map(" ".join, self.pairs))

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Use the whole width."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many rows as the texts take."""
        return sum(1 for _ in self._lines(width))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The rows."""
        return Content("\n").join(self._lines(width)).render_strips(width, height, style, options)

    def _lines(self, width: int) -> Iterator[Content]:
        for_keys = self._beside - APART
        for keys, text in self.pairs:
            texts = wrap(text, max(1, width - self._beside))
            for key, line in zip_longest(wrap(keys, for_keys), texts, fillvalue=""):
                yield Content.assemble(" " * (for_keys - cells(key)), (key, "bold $key"), " " * APART, line)
