"""Words and numbers as large as a space allows, drawn with pyfiglet's fonts in blocks of half a cell. Pure."""

import os
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product, repeat, zip_longest
from typing import Any, Final

from msgspec import Struct

from trainer.system.cells import wrap

BLOCK: Final = "\u2588"
MAX_DOT: Final = 16  # half cells that a dot of a font is high
GAP: Final = 3  # dots between parts that stand side by side
COLUMN_GAP: Final = 5  # dots between columns
SPACE: Final = 2  # dots between two words, beside those between letters
WHOLE_ONLY: Final = os.environ.get("TERM") == "linux"  # the console has no glyphs for quarters of a cell
QUARTERS: Final = dict(
    zip(
        map("".join, product(" #", repeat=4)),
        " \u2597\u2596\u2584\u259d\u2590\u259e\u259f\u2598\u259a\u258c\u2599\u2580\u259c\u259b\u2588",
        strict=True,
    )
)  # by the dots of a cell: upper left, upper right, lower left, lower right
GLYPHS: Final = {  # those of the font are taken for others from afar: N for a Cyrillic P, M and W for an H, Q for an O
    ("3x5", "M"): ("#   #", "## ##", "# # #", "#   #", "#   #"),
    ("3x5", "N"): ("#  #", "## #", "# ##", "#  #", "#  #"),
    ("3x5", "Q"): (" ## ", "#  #", "#  #", "# ##", " ###"),
    ("3x5", "W"): ("#   #", "#   #", "# # #", "## ##", "#   #"),
    ("xttyb", "Q"): (" ### ", "##  #", "##  #", "##  #", "## ##", "##  #", " ## #"),
    ("3x5", "\u2192"): ("  #  ", "   # ", "#####", "   # ", "  #  "),  # keys, which no font has
    ("3x5", "\u2190"): ("  #  ", " #   ", "#####", " #   ", "  #  "),
    ("xttyb", "\u2192"): ("   #   ", "    #  ", "     # ", "#######", "     # ", "    #  ", "   #   "),
    ("xttyb", "\u2190"): ("   #   ", "  #    ", " #     ", "#######", " #     ", "  #    ", "   #   "),
}
OURS: Final = frozenset(char for _, char in GLYPHS)


FONTS: Final = {"3x5": (3, 5), "xttyb": (5, 7)}  # how many dots an H of it is wide and high


class Cut(Struct, frozen=True):
    """A font, and how many half cells a dot of it is wide and high.

    `rows` is how many a line of it takes, `air` the rows to the next one: letters whose last row is half empty bring their own.
    `weight` is how well it reads from far: its height carries most across a room.
    """

    font: str
    wide: int
    high: int
    rows: int
    air: int
    weight: int


def _cuts() -> tuple[Cut, ...]:
    """Solid letters that read from across a room, the largest first.

    A cell is twice as high as wide. So letters of thin strokes may grow in width alone; more than that looks distorted.
    """
    found = []
    for high in (2, 4, 6, 8, 10, 12, 14, MAX_DOT) if WHOLE_ONLY else (1, 2, 3, 4, 6, 8, 10, 12, 14, MAX_DOT):
        for font, most_wide in (("3x5", 2 * high), ("xttyb", 2 * high - 1)):
            letter, dots = FONTS[font]
            for wide in range(high, most_wide + 1, 2 if WHOLE_ONLY else 1):
                halves = high * dots
                found.append(Cut(font, wide, high, -(-halves // 2), 1 - halves % 2, wide * letter * halves**2))
    return tuple(sorted(found, key=lambda cut: -cut.weight))


CUTS: Final = _cuts()


def fitted(text: str, columns: int, rows: int, room_for: str = "") -> tuple[str, ...]:
    """The lines of `text` as large as `columns` x `rows` cells allow; the text itself, in lines, where no font fits.

    `room_for` is another text that must fit too: a number keeps its size when it loses a digit, a side when the other one comes.
    """
    big = side_by_side((text,), columns, rows, (room_for,))
    return big or tuple(wrap(text, columns)[:rows] if columns > 0 < rows else ())


@lru_cache(maxsize=256)
def sentence(text: str, columns: int, rows: int, most_lines: int = 2) -> tuple[str, ...]:
    """The lines of a sentence in capitals, in as many lines of big letters as make them largest; nothing where none fit."""
    best: tuple[Cut, list[str]] | None = None
    for count in range(1, most_lines + 1):
        lines = balanced(text.upper(), count)
        cut = _largest([((line,), ()) for line in lines], columns, rows) if len(lines) == count else None
        if cut and (best is None or cut.weight > best[0].weight):
            best = cut, lines
    if best is None:
        return ()
    cut, lines = best
    drawn = [_folded(_scaled([line], cut)) for line in lines]
    wide = max(len(rows_of[0]) for rows_of in drawn)
    air = [" " * wide] * cut.air
    found: list[str] = []
    for block in drawn:
        found += [*(air if found else []), *(line.center(wide) for line in block)]
    return tuple(found)


def balanced(text: str, count: int) -> list[str]:
    """A text in so many lines of about the same length, or in fewer."""
    for letters in range(max(1, len(text) // count), len(text) + 1):
        lines = wrap(text, letters, whole_words=True)
        if len(lines) <= count:
            return lines
    return [text]


@lru_cache(maxsize=1024)
def side_by_side(parts: tuple[str, ...], columns: int, rows: int, rooms: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The lines of texts beside each other in one size, the largest that fits; nothing where none does.

    `rooms`: for each part another text that must fit in its place too.
    """
    cut = _largest([(parts, rooms)], columns, rows)
    return tuple(_folded(_scaled(parts, cut))) if cut else ()


@lru_cache(maxsize=256)
def table(entries: tuple[tuple[str, ...], ...], columns: int, rows: int) -> tuple[tuple[str, ...], ...]:
    """For each entry the lines of its texts beside each other, in columns and in one size; nothing where none fits.

    All but the last end with the air below them.
    """
    if not all(_plain(text) for entry in entries for text in entry):
        return ()
    texts = list(zip(*entries, strict=True))
    dots = {font: [max(len(drawn(text, font)[0]) for text in column) for column in texts] for font in FONTS}
    cut = _fitting({font: sum(wide) + COLUMN_GAP * (len(wide) - 1) for font, wide in dots.items()}, len(entries), columns, rows)
    if cut is None:
        return ()
    found = []
    for number, entry in enumerate(entries, 1):
        lines = _folded(_scaled(entry, cut, dots[cut.font], COLUMN_GAP))
        found.append((*lines, *([" " * len(lines[0])] * cut.air if number < len(entries) else [])))
    return tuple(found)


def _largest(lines: Sequence[tuple[Sequence[str], Sequence[str]]], columns: int, rows: int) -> Cut | None:
    """The largest cut in which every line fits so many columns, and all of them so many rows."""
    if not all(_plain(part) for parts, _ in lines for part in parts):
        return None
    return _fitting(
        {font: max(_width(parts, rooms, font) for parts, rooms in lines) for font in FONTS}, len(lines), columns, rows
    )


def _fitting(widths: Mapping[str, int], count: int, columns: int, rows: int) -> Cut | None:
    """The largest cut in which so many lines, as many dots wide as `widths` says for its font, fit."""
    fitting = (
        cut for cut in CUTS if cut.wide * widths[cut.font] <= 2 * columns and count * cut.rows + (count - 1) * cut.air <= rows
    )
    return next(fitting, None)


def _width(parts: Sequence[str], rooms: Sequence[str], font: str) -> int:
    """Dots of parts beside each other, each as wide as it or its other text is."""
    pairs = zip_longest(parts, rooms[: len(parts)], fillvalue="")
    return sum(max(len(drawn(one, font)[0]) for one in pair if one) for pair in pairs) + GAP * (len(parts) - 1)


def _scaled(parts: Sequence[str], cut: Cut, wide: Sequence[int] = (), gap: int = GAP) -> list[str]:
    """Parts beside each other, each at least as many dots wide as `wide` says, a letter for each half cell."""
    blocks = [
        [line.ljust(least) for line in drawn(part, cut.font)] for part, least in zip(parts, wide or repeat(0), strict=False)
    ]
    joined = ((" " * gap).join(line) for line in zip(*blocks, strict=True))
    return ["".join(dot * cut.wide for dot in line) for line in joined for _ in range(cut.high)]


def _folded(dots: Sequence[str]) -> list[str]:
    """Half cells as characters, four to each."""
    width = len(dots[0]) + len(dots[0]) % 2
    even = [line.ljust(width) for line in (*dots, *([""] if len(dots) % 2 else []))]
    return [
        "".join(QUARTERS[upper[x : x + 2] + lower[x : x + 2]] for x in range(0, width, 2))
        for upper, lower in zip(even[::2], even[1::2], strict=True)
    ]


def _plain(text: str) -> str:
    """A text without accents, which the fonts lack; "" when they lack more than those."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return bare.strip() if all((char.isascii() and char.isprintable()) or char in OURS for char in bare) else ""


@lru_cache(maxsize=2048)
def drawn(text: str, font: str) -> tuple[str, ...]:
    """The dots of a text in a font, as high as its capitals; all lines equally long."""
    glyphs = [_glyph(char, font) for char in _plain(text)]
    return tuple(" ".join(line) for line in zip(*glyphs, strict=True))


@lru_cache(maxsize=512)
def _glyph(char: str, font: str) -> tuple[str, ...]:
    """The dots of a letter: as high as capitals, without the empty columns beside it."""
    first, after = _rows(font)
    if char == " ":
        return (" " * SPACE,) * (after - first)
    if own := GLYPHS.get((font, char)):
        return own
    dots = ["".join(" " if dot == " " else "#" for dot in line) for line in _lines(char, font)][first:after]
    left = min((len(line) - len(line.lstrip()) for line in dots if line.strip()), default=0)
    wide = max(len(line.rstrip()) for line in dots)
    return tuple(line[left:wide].ljust(max(1, wide - left)) for line in dots)


@lru_cache(maxsize=8)
def _rows(font: str) -> tuple[int, int]:
    """The first row of a font's capitals, and the one after the last."""
    full = [row for row, line in enumerate(_lines("H", font)) if line.strip()]
    return full[0], full[-1] + 1


def _lines(char: str, font: str) -> list[str]:
    """A letter as the font's file has it."""
    figlet = _font(font)
    return [line.replace(figlet.hardBlank, " ") for line in figlet.chars[ord(char)]]


@lru_cache(maxsize=8)
def _font(name: str) -> Any:
    from pyfiglet import FigletFont

    return FigletFont(font=name)
