"""How long one picture of a figure takes, in each glyph mode and size: the median over all figures in motion, and the slowest."""

import time
from collections.abc import Iterator
from statistics import median

from bench.row import Row

from trainer.pose.cells import MODES
from trainer.pose.classes import DARK
from trainer.pose.library import bundled, bundled_ids
from trainer.pose.renderer import Renderer

GOALS = {(50, 14): 1.0, (100, 40): 2.0, (200, 60): 3.5}
FRAMES = 32


def measure() -> Iterator[Row]:
    for mode in MODES:
        for size, goal in GOALS.items():
            times = {name: _figure_ms(mode, name, size) for name in bundled_ids()}
            slowest = max(times, key=times.__getitem__)
            what = f"picture of a figure, {mode}, {size[0]}x{size[1]}"
            note = f"slowest: {slowest} {times[slowest]:.2f} ms"
            yield Row(what, f"{median(times.values()):.2f} ms", f"{goal} ms", note)


def _figure_ms(mode: str, name: str, size: tuple[int, int]) -> float:
    """Milliseconds of a picture in motion, at moments that were not drawn before, once the patterns of cells are known."""
    figure = bundled(name)
    renderer = Renderer(mode, DARK)
    keys = list(figure.keys)
    ways = list(zip(keys, keys[1:] + keys[:1], strict=True))
    for first, last in ways:
        for frame in range(FRAMES):
            renderer.cells(figure, first, last, frame / FRAMES, *size)
    begin = time.perf_counter()
    for first, last in ways:
        for frame in range(FRAMES):
            renderer.cells(figure, first, last, (frame + 0.4) / FRAMES, *size)
    return (time.perf_counter() - begin) / FRAMES / len(ways) * 1000
