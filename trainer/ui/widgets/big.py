"""Words and numbers as large as a space allows, drawn with pyfiglet's fonts in full blocks."""

import unicodedata
from functools import lru_cache
from textwrap import wrap
from typing import Any, Final

BLOCK: Final = "\u2588"
MOST: Final = 8  # times the size of a font
GAP: Final = 3  # columns between parts that stand side by side, times the enlargement


def _cuts() -> tuple[tuple[str, int, int], ...]:
    """Font, and how much wider and higher: solid letters that read from across a room.

    A cell is twice as high as wide. So letters of thin strokes may grow in width alone, and those whose upright strokes are two
    cells wide in height alone; more than that looks distorted.
    """
    found = []
    for high in range(1, MOST + 1):
        found += [("3x5", wide, high) for wide in range(high, 2 * high + 1)]
        found += [("xttyb", wide, high) for wide in range(high, 2 * high)]
        found += [("ansi_regular", wide, high) for wide in range((high + 1) // 2, high + 1)]
    return tuple(found)


CUTS: Final = _cuts()
FONTS: Final = tuple(dict.fromkeys(font for font, _, _ in CUTS))


def fitted(text: str, columns: int, rows: int, room_for: str = "") -> tuple[str, ...]:
    """The lines of `text` as large as `columns` x `rows` cells allow; the text itself, in lines, where no font fits.

    `room_for` is another text that must fit too: a number keeps its size when it loses a digit, a side when the other one comes.
    """
    big = side_by_side((text,), columns, rows, (room_for,))
    return big or tuple(wrap(text, columns)[:rows] if columns > 0 < rows else ())


def sentence(text: str, columns: int, rows: int) -> tuple[str, ...]:
    """The lines of a sentence in capitals, in one line of big letters or two; nothing where it does not fit."""
    capitals = text.upper()
    if one := side_by_side((capitals,), columns, rows):
        return one
    most = (columns + 1) // 4  # letters of the smallest font
    for letters in range(len(capitals) // 2, most + 1):  # the first that does makes two lines of about the same length
        lines = wrap(capitals, max(1, letters), break_long_words=False)
        if len(lines) == 2:
            break
    else:
        return ()
    blocks = [side_by_side((line,), columns, (rows - 1) // 2, (max(lines, key=len),)) for line in lines]
    if not all(blocks):
        return ()
    wide = max(len(block[0]) for block in blocks)
    first, second = ([line.center(wide) for line in block] for block in blocks)
    return (*first, "", *second)


@lru_cache(maxsize=1024)
def side_by_side(parts: tuple[str, ...], columns: int, rows: int, rooms: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The lines of texts beside each other in one size, the largest that fits; nothing where none does.

    `rooms`: for each part another text that must fit in its place too.
    """
    plain = tuple(map(_plain, parts))
    if not all(plain):
        return ()
    best: tuple[str, int, int] | None = None
    most = 0
    sizes = {font: _together(plain, rooms, font) for font in FONTS}
    for font, wide, high in CUTS:
        width, height = wide * sizes[font][0], high * sizes[font][1]
        if width <= columns and height <= rows and width * height**2 > most:  # height is what carries across a room
            best, most = (font, wide, high), width * height**2
    if best is None:
        return ()
    font, wide, high = best
    blocks = [drawn(text, font) for text in plain]
    joined = ((" " * GAP).join(line) for line in zip(*blocks, strict=True))
    return tuple("".join(char * wide for char in line) for line in joined for _ in range(high))


def _together(parts: tuple[str, ...], rooms: tuple[str, ...], font: str) -> tuple[int, int]:
    """Columns and rows of parts beside each other, each as wide as it or its other text is."""
    widths = [max(_size(one, font)[0] for one in (text, room) if one) for text, room in _with_rooms(parts, rooms)]
    return sum(widths) + GAP * (len(parts) - 1), max(_size(text, font)[1] for text in parts)


def _with_rooms(parts: tuple[str, ...], rooms: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(text, rooms[place] if place < len(rooms) else "") for place, text in enumerate(parts)]


def _plain(text: str) -> str:
    """A text without accents, which the fonts lack; "" when they lack more than those."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return bare.strip() if bare.isascii() and bare.isprintable() else ""


def _size(text: str, font: str) -> tuple[int, int]:
    lines = drawn(text, font)
    return (len(lines[0]), len(lines)) if lines else (0, 0)


@lru_cache(maxsize=2048)
def drawn(text: str, font: str) -> tuple[str, ...]:
    """The lines of `text` in a font: as high as its capitals, cut to what is drawn, all equally long."""
    lines = _font(font).renderText(text).split("\n")
    solid = ["".join(" " if char == " " else BLOCK for char in line) for line in lines][_top(font) : _top(font) + _height(font)]
    if not any(line.strip() for line in solid):
        return ()
    left = min(len(line) - len(line.lstrip()) for line in solid if line.strip())
    wide = max(len(line.rstrip()) for line in solid)
    return tuple(line[left:wide].ljust(wide - left) for line in solid)


@lru_cache(maxsize=8)
def _rows(font: str) -> tuple[int, int]:
    """The first row of a font's capitals, and the one after the last."""
    lines = _font(font).renderText("H8").split("\n")
    full = [place for place, line in enumerate(lines) if line.strip()]
    return full[0], full[-1] + 1


def _top(font: str) -> int:
    return _rows(font)[0]


def _height(font: str) -> int:
    first, after = _rows(font)
    return after - first


@lru_cache(maxsize=8)
def _font(name: str) -> Any:
    from pyfiglet import Figlet

    return Figlet(font=name, width=4000)
