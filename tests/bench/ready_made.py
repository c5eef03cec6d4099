"""The floor of a session: a bare Textual app that sends so many bytes of ready-made cells, eight times a second."""

import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

PICTURES_S = 8
RUN = 4  # cells of one colour side by side
RUN_BYTES = 42  # that they take on their way to the terminal, about
COLOURS = [Style.parse(f"#{red:02x}c0ff on #102030") for red in (64, 128, 192, 255)]


class ReadyMade(Widget):
    """Shows one picture after another; `runs` of them are sent each time."""

    def __init__(self, runs: int) -> None:
        super().__init__()
        self._runs = runs
        self._number = 0
        self._pictures: list[list[Strip]] = []

    def on_resize(self) -> None:
        across = self.size.width // RUN
        self._pictures = [
            [
                Strip([Segment("#" * RUN, COLOURS[(x + y + turn) % len(COLOURS)]) for x in range(across)], across * RUN)
                for y in range(self.size.height)
            ]
            for turn in range(len(COLOURS))
        ]

    def on_mount(self) -> None:
        self.set_interval(1 / PICTURES_S, self._next)

    def _next(self) -> None:
        self._number += 1
        rows, rest = divmod(self._runs, self.size.width // RUN)
        if not self._runs:
            return  # without a region, refresh() means all of the widget
        regions = [Region(0, y, self.size.width, 1) for y in range(rows)]
        self.refresh(*regions, *([Region(0, rows, rest * RUN, 1)] if rest else []))

    def render_line(self, y: int) -> Strip:
        return self._pictures[self._number % len(COLOURS)][y] if self._pictures else Strip.blank(self.size.width)


class ReadyMadeApp(App[None]):
    """`bytes_s`: how many bytes it sends in a second, about."""

    def __init__(self, bytes_s: float) -> None:
        super().__init__()
        self._bytes_s = bytes_s

    def compose(self) -> ComposeResult:
        yield ReadyMade(round(self._bytes_s / PICTURES_S / RUN_BYTES))


if __name__ == "__main__":
    ReadyMadeApp(float(sys.argv[1])).run()
