"""Draws the pictures of the README from the program itself, as SVG: python docs/make_pictures.py (it needs the test extra)."""

import asyncio
import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Final, TypeAlias

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
os.environ.pop("NO_COLOR", None)

from rich.color_triplet import ColorTriplet  # noqa: E402
from textual.strip import Strip  # noqa: E402

from tests.conftest import FakeClock, FakeSound  # noqa: E402
from trainer.routine.compiler import compile_plan  # noqa: E402
from trainer.routine.library import EMPTY, merged  # noqa: E402
from trainer.routine.loader import parse  # noqa: E402
from trainer.run.ports import HistoryOverview, RoutineProgress  # noqa: E402
from trainer.settings.settings import Settings, ThemeName  # noqa: E402
from trainer.system import paths  # noqa: E402
from trainer.ui.app import TrainerApp  # noqa: E402
from trainer.ui.session.screen import SessionScreen  # noqa: E402
from trainer.ui.widgets.big import QUARTERS  # noqa: E402

FOLDER: Final = Path(__file__).with_name("pictures")
SIZE: Final = (100, 30)
CELL: Final = (8, 17)  # pixels
DOTS: Final = {char: dots for dots, char in QUARTERS.items() if char != " "}  # which quarters of a cell a block fills
FRAMES_A_SECOND: Final = 3
EXERCISE: Final = "bird-dog"
Run: TypeAlias = tuple[int, str, ColorTriplet, ColorTriplet, bool]  # column, text, foreground, background, bold
Row: TypeAlias = tuple[Run, ...]
Picture: TypeAlias = list[Row]


def made_up() -> RoutineProgress:
    """Four weeks of a back that gets better, for the first screen."""
    today = date(2026, 11, 26)
    days = {(today - timedelta(days=back)).isoformat(): (1, 290_000) for back in range(1, 28) if back % 5 != 3}
    befores = (6, 6, 5, 6, 5, 5, 5, 4, 5, 4, 4, 4, 3, 4, 3, 3, 4, 3, 3, 2)
    pains = tuple((day, before, before // 2) for day, before in zip(sorted(days), befores, strict=False))
    return RoutineProgress(
        {"relief": 1},
        {"warm-up": 1, "relief": 0, "full": 3},
        due=frozenset({"warm-up"}),
        recent=HistoryOverview(today, days, pains),
    )


MADE_UP: Final = made_up()
LIBRARY: Final = merged(EMPTY, parse(paths.bundled_routines().read_bytes(), "routines.toml"))
PLAN: Final = compile_plan(LIBRARY, LIBRARY.routines["warm-up"])


def main() -> None:
    """Draw all pictures."""
    FOLDER.mkdir(exist_ok=True)
    of_rep = [[phase for phase in PLAN.phases if PLAN.step_of(phase).exercise == EXERCISE and phase.rep == rep] for rep in (1, 2)]
    begin, end = of_rep[0][0].start_ms / 1000, of_rep[1][-1].end_ms / 1000
    held = of_rep[0][1].start_ms / 1000 + 0.5
    themes: tuple[tuple[ThemeName, bool], ...] = (("dark", True), ("light", False))
    for theme, dark in themes:
        name = "dark" if dark else "light"
        (routines,) = asyncio.run(pictures(theme, session=False, moments=[0.8]))
        (session,) = asyncio.run(pictures(theme, session=True, moments=[held]))
        write(f"routines-{name}.svg", [routines])
        write(f"session-{name}.svg", [session])
    count = round((end - begin) * FRAMES_A_SECOND)
    moments = [begin + number / FRAMES_A_SECOND for number in range(count)]
    write("session-moving.svg", asyncio.run(pictures("dark", session=True, moments=moments)))


async def pictures(theme: ThemeName, *, session: bool, moments: Sequence[float]) -> list[Picture]:
    """What the screen shows at some moments (seconds) of the warm-up, or of the choice of a routine."""
    clock = FakeClock()
    app = TrainerApp(
        LIBRARY, clock, FakeSound(), first=PLAN if session else None, acknowledged=True, settings=Settings(theme=theme)
    )
    found: list[Picture] = []
    async with app.run_test(size=SIZE) as pilot:
        began = clock.ns
        if not session:
            app.routines.show_done(MADE_UP)
        for moment in moments:
            while (left := began / 1e9 + moment - clock.ns / 1e9) > 1e-6:
                clock.pass_s(min(left, 1.0))
                if isinstance(app.screen, SessionScreen):
                    app.screen.tick()
            await pilot.pause()
            await pilot.pause(0.2)  # the figure moves with the real clock of the preview
            found.append([row_of(strip) for strip in app.screen._compositor.render_strips()])
    return found


def row_of(strip: Strip) -> Row:
    """A row of the screen as runs of one look."""
    runs: list[Run] = []
    column = 0
    for segment in strip:
        style = segment.style
        front = style.color.get_truecolor() if style and style.color else ColorTriplet(224, 224, 224)
        back = style.bgcolor.get_truecolor() if style and style.bgcolor else ColorTriplet(18, 18, 18)
        if style and style.reverse:
            front, back = back, front
        bold = bool(style and style.bold)
        if runs and runs[-1][2:] == (front, back, bold):
            runs[-1] = (runs[-1][0], runs[-1][1] + segment.text, front, back, bold)
        else:
            runs.append((column, segment.text, front, back, bold))
        column += segment.cell_length
    return tuple(runs)


def write(name: str, frames: list[Picture]) -> None:
    """Write one picture, or several that follow each other and begin again."""
    width, height = SIZE[0] * CELL[0], SIZE[1] * CELL[1]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="13.3" xml:space="preserve">'
    ]
    for number in range(SIZE[1]):
        lines += drawn(number, [frame[number] for frame in frames])
    (FOLDER / name).write_text("\n".join([*lines, "</svg>", ""]), encoding="utf-8")


def drawn(number: int, rows: list[Row]) -> Iterator[str]:
    """A row of all frames: each of its looks once, shown in the frames that have it."""
    looks: dict[Row, list[int]] = {}
    for frame, row in enumerate(rows):
        looks.setdefault(row, []).append(frame)
    for row, shown in looks.items():
        yield f'<g transform="translate(0 {number * CELL[1]})">'
        if len(looks) > 1:
            values = ";".join("visible" if frame in shown else "hidden" for frame in range(len(rows)))
            seconds = len(rows) / FRAMES_A_SECOND
            yield (
                f'<animate attributeName="visibility" calcMode="discrete" dur="{seconds:g}s" repeatCount="indefinite" '
                f'values="{values}"/>'
            )
        yield from cells(row)
        yield "</g>"


def cells(row: Row) -> Iterator[str]:
    """The background and the characters of a row; blocks are drawn, so that no font leaves gaps between them."""
    for column, text, _, back, _ in row:
        yield f'<rect x="{column * CELL[0]}" width="{len(text) * CELL[0]}" height="{CELL[1]}" fill="{back.hex}"/>'
    for column, text, front, _, bold in row:
        for offset, length, block in stretches(text):
            x = (column + offset) * CELL[0]
            if block:
                yield from quarters(text[offset : offset + length], x, front.hex)
            else:
                weight = ' font-weight="bold"' if bold else ""
                words = escape(text[offset : offset + length], quote=False)
                yield f'<text x="{x}" y="13" textLength="{length * CELL[0]}" fill="{front.hex}"{weight}>{words}</text>'


def quarters(text: str, x: float, colour: str) -> Iterator[str]:
    """The blocks of a text as rectangles: of each half of the row those that are filled, and of both where they are alike."""
    upper, lower = ("".join(DOTS[char][half : half + 2] for char in text) for half in (0, 2))
    high = CELL[1]
    for dots, y, height in ((upper, 0, high),) if upper == lower else ((upper, 0, high / 2), (lower, high / 2, high / 2)):
        for run in re.finditer("#+", dots):
            left, wide = x + run.start() * CELL[0] / 2, len(run[0]) * CELL[0] / 2
            yield f'<rect x="{left:g}" y="{y:g}" width="{wide:g}" height="{height:g}" fill="{colour}"/>'


def stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """The parts of a text that are drawn in one piece: where, how long, whether blocks; spaces are none."""
    start = 0
    while start < len(text):
        kind = text[start] in DOTS, text[start] == " "
        end = start
        while end < len(text) and ((text[end] in DOTS) == kind[0]) and (kind[0] or (text[end] == " ") == kind[1]):
            end += 1
        if not kind[1]:
            yield start, end - start, kind[0]
        start = end


if __name__ == "__main__":
    main()
