"""How much fits: the sizes of a terminal at which screens change their layout."""

from typing import Final

from textual.geometry import Size

COMPACT: Final = Size(60, 16)  # on less than this there is room for one thing


def is_compact(size: Size) -> bool:
    """Whether a screen of a size has room for one thing only."""
    return size.width < COMPACT.width or size.height < COMPACT.height
