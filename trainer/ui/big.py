"""Words and numbers as large as a space allows, drawn with pyfiglet's fonts in full blocks."""

from functools import lru_cache
from typing import Any, Final

BLOCK: Final = "\u2588"
# Font and enlargement, largest first: all are solid letters that read from across a room.
SIZES: Final = (
    ("ansi_regular", 4),
    ("ansi_regular", 3),
    ("ansi_regular", 2),
    ("xttyb", 1),
    ("ansi_regular", 1),
    ("clr5x6", 1),
    ("clr4x6", 1),
    ("3x5", 1),
)


@lru_cache(maxsize=512)
def fitted(text: str, columns: int, rows: int, room_for: str = "") -> tuple[str, ...]:
    """The lines of `text` in the largest font that fits `columns` x `rows` cells; the text itself where none does.

    `room_for` is a longer text that must fit too: a number keeps its size when it loses a digit.
    """
    for font, times in SIZES:
        if all(_fits(drawn(one, font), times, columns, rows) for one in (text, room_for) if one):
            lines = drawn(text, font)
            return tuple("".join(char * times for char in line) for line in lines for _ in range(times))
    return (text[: max(0, columns)],) if rows > 0 else ()


def _fits(lines: tuple[str, ...], times: int, columns: int, rows: int) -> bool:
    return bool(lines) and len(lines) * times <= rows and len(lines[0]) * times <= columns


@lru_cache(maxsize=512)
def drawn(text: str, font: str) -> tuple[str, ...]:
    """The lines of `text` in a font, cut to what is drawn, all equally long."""
    lines = _font(font).renderText(text).split("\n")
    solid = ["".join(" " if char == " " else BLOCK for char in line) for line in lines]
    solid = [line for line in solid if line.strip()]
    if not solid:
        return ()
    left = min(len(line) - len(line.lstrip()) for line in solid)
    wide = max(len(line.rstrip()) for line in solid)
    return tuple(line[left:wide].ljust(wide - left) for line in solid)


@lru_cache(maxsize=len(SIZES))
def _font(name: str) -> Any:
    from pyfiglet import Figlet  # noqa: PLC0415 - the first screen does not need it

    return Figlet(font=name, width=1000)
