"""From samples to terminal cells: each mode turns the samples of a cell into a glyph and its colours, and remembers it."""

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import combinations
from typing import Final, TypeAlias

from trainer.pose.classes import FILL, NOTHING, RGB, SHADE, Palette
from trainer.pose.ink import INK, ZONES_HIGH, ZONES_WIDE
from trainer.pose.raster import Raster

Cell: TypeAlias = tuple[str, RGB | None, RGB | None]
Samples: TypeAlias = tuple[int, ...]

EMPTY: Final[Cell] = (" ", None, None)
NO_SAMPLES: Final = bytes([NOTHING])
MEMO_SIZE: Final = 20_000  # the set of cell patterns has no end: time is continuous
SHARPER: Final = 2.0  # how much faster than its cover the tint of an outline's cell goes from one colour to the other
TINTS: Final = 4  # steps of a background between two colours, so that neighbours stay equal
BODY: Final = 0.80  # how much of its colour a body lends to the background of its cells
BOLDER: Final = 1.35  # ink counts so much more than it covers: thin lines are seen
MODES: Final = ("ascii", "blocks", "plain")
GRID: Final = {"ascii": (ZONES_WIDE, ZONES_HIGH), "blocks": (4, 4), "plain": (ZONES_WIDE, ZONES_HIGH)}  # samples in a cell
# By the sum of 1 and 2 for the upper corners, 4 and 8 for the lower ones.
QUADRANTS: Final = " \u2598\u259d\u2580\u2596\u258c\u259e\u259b\u2597\u259a\u2590\u259c\u2584\u2599\u259f\u2588"


class Cells:
    """Turns rasters into cells in one mode and palette. Cells are (glyph, foreground, background); None is the terminal's."""

    def __init__(self, mode: str, palette: Palette) -> None:
        self.palette = palette
        self._colours = palette.colours()
        self._body, self._tints = (1.0, 1) if palette.coarse else (BODY, TINTS)
        self._solid = [palette.mix(palette.background, colour, self._body) for colour in self._colours]
        self._apart = [[_distance(one, other) for other in self._colours] for one in self._colours]
        self._pairs: dict[tuple[int, int], tuple[list[int], list[float]]] = {}
        self._mixed: dict[tuple[RGB, RGB, float], RGB] = {}
        makers: dict[str, Callable[[Samples], Cell]] = {"ascii": self._shaded, "blocks": self._quadrant, "plain": self._plain}
        self._make = makers[mode]
        self._wide, self._high = GRID[mode]
        self._memo: dict[Samples, Cell] = {}
        self._rows: dict[int, tuple[bytes, list[Cell]]] = {}

    @property
    def remembered(self) -> int:
        """How many cell patterns are remembered now."""
        return len(self._memo)

    def convert(self, raster: Raster) -> list[list[Cell]]:
        """The cells of a raster; a row whose samples are those of the last call is the same list again."""
        if len(self._memo) > MEMO_SIZE:
            self._memo.clear()
        memo, make, wide = self._memo, self._make, self._wide
        out = []
        for number, top in enumerate(range(0, raster.height, self._high)):
            rows = raster.rows[top : top + self._high]
            samples = b"".join(rows)
            known = self._rows.get(number)
            if known is not None and known[0] == samples:
                out.append(known[1])
                continue
            begin = min(len(row) - len(row.lstrip(NO_SAMPLES)) for row in rows) // wide * wide  # outside there is nothing
            end = max(len(row.rstrip(NO_SAMPLES)) for row in rows)
            end += -end % wide
            line = [EMPTY] * (min(begin, raster.width) // wide)
            for key in zip(*[row[begin + zone : end : wide] for row in rows for zone in range(wide)], strict=True):
                cell = memo.get(key)
                if cell is None:
                    cell = memo[key] = make(key)
                line.append(cell)
            line += [EMPTY] * (raster.width // wide - len(line))
            self._rows[number] = (samples, line)
            out.append(line)
        return out

    def _pair(self, key: Samples) -> tuple[int, int, list[float]]:
        """The two classes whose colours show the cell with the least error, and 1 for each sample that goes with the first.

        When nothing is one of the two, it is the second.
        """
        classes = tuple(dict.fromkeys(key))
        if len(classes) == 1:
            return key[0], key[0], [1.0] * len(key)
        if len(classes) == 2:
            first, second = classes
        else:
            first, second = min(combinations(classes, 2), key=lambda two: sum(map(self._with(two)[0].__getitem__, key)))
        if first == NOTHING:
            first, second = second, first
        with_first = self._with((first, second))[1]
        return first, second, [with_first[value] for value in key]

    def _with(self, two: tuple[int, int]) -> tuple[list[int], list[float]]:
        """By the number of each class: how far it is from the nearer one of two, and 1 if that is the first."""
        known = self._pairs.get(two)
        if known is None:
            pairs = [(apart[two[0]], apart[two[1]]) for apart in self._apart]
            known = self._pairs[two] = [min(pair) for pair in pairs], [1.0 if one <= other else 0.0 for one, other in pairs]
        return known

    def _mix(self, first: RGB, second: RGB, share: float) -> RGB:
        """A mixture, which is remembered: there are few steps, and it takes powers to compute one."""
        known = self._mixed.get((first, second, share))
        if known is None:
            known = self._mixed[first, second, share] = self.palette.mix(first, second, share)
        return known

    def _shaded(self, key: Samples) -> Cell:
        """A glyph on a background that carries the body's colour by how much of the cell it covers."""
        first, second, mask = self._pair(key)
        colours, solid = self._colours, self._solid
        if first == second:
            return EMPTY if first == NOTHING else (FILL[first], colours[first], solid[first])
        cover = sum(mask) / len(mask)
        if cover <= 0.08:
            return EMPTY if second == NOTHING else (FILL[second], colours[second], solid[second])
        step = round(min(1.0, max(0.0, 0.5 + (cover - 0.5) * SHARPER)) * self._tints) / self._tints
        if second == NOTHING:  # at the outline the full colour: an edge is stronger than the texture inside
            back = self._mix(colours[NOTHING], colours[first], step) if step else None
            if cover >= 0.5:
                return FILL[first] if step == 1 else " ", colours[first], back
            return _match(tuple(mask)), colours[first], back
        back = self._mix(solid[second], solid[first], step)
        return (FILL[first], colours[first], back) if cover >= 0.5 else (FILL[second], colours[second], back)

    def _quadrant(self, key: Samples) -> Cell:
        """A quadrant block in two colours: the sharpest picture where the font has the blocks."""
        first, second, mask = self._pair(key)
        bits = 0
        for quadrant, corner in enumerate((0, 2, 8, 10)):  # the upper left of its 2 x 2 samples
            if mask[corner] + mask[corner + 1] + mask[corner + 4] + mask[corner + 5] >= 2:
                bits |= 1 << quadrant
        if bits == 0 or first == second == NOTHING:
            return (" ", None, self._back(second))
        if bits == 15:
            return (" ", None, self._back(first))
        return QUADRANTS[bits], self._colours[first], self._back(second)

    def _back(self, value: int) -> RGB | None:
        return None if value == NOTHING else self._colours[value]

    def _plain(self, key: Samples) -> Cell:
        """A glyph alone, by shape at the edges and by texture inside: for terminals without colour."""
        counts = Counter(value for value in key if value not in (NOTHING, SHADE))
        if not counts:
            return EMPTY
        value = counts.most_common(1)[0][0]
        cover = sum(counts.values()) / len(key)
        if cover >= 0.86:
            return FILL[value], None, None
        if cover <= 0.06:
            return EMPTY
        return _match(tuple([0.0 if sample in (NOTHING, SHADE) else 1.0 for sample in key])), None, None


def _distance(one: RGB, other: RGB) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2


@lru_cache(maxsize=4096)  # as many as there are of twelve zones
def _match(mask: tuple[float, ...]) -> str:
    """The glyph whose ink is most like the mask."""
    zones = [want == 1.0 for want in mask]
    return min(MISSED, key=lambda glyph: sum([missed[want] for missed, want in zip(MISSED[glyph], zones, strict=True)]))


def _missed(zone: int) -> tuple[float, float]:
    """How far the ink of a zone is from a zone without any, and from a full one."""
    ink = min(1.0, zone / 100 * BOLDER)
    return (0.0 - ink) ** 2, (1.0 - ink) ** 2


MISSED: Final = {glyph: [_missed(zone) for zone in zones] for glyph, zones in INK.items()}
