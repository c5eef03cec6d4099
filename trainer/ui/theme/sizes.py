"""How much fits: the sizes of a terminal at which screens change their layout."""

from typing import Final

from textual.geometry import Size

COMPACT: Final = Size(60, 16)  # on less than this there is room for one thing
LOW: Final = 20  # rows below which letters need the room of bars and margins
SPACIOUS: Final = 50  # rows from which there is room for more than what is needed
TINY: Final = 10  # rows below which there is room for a few lines


def is_compact(size: Size) -> bool:
    """Whether a screen of a size has room for one thing only."""
    return size.width < COMPACT.width or size.height < COMPACT.height
