"""A line filter for all screens: no control or bidirectional character of any text reaches the terminal."""

import re
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from trainer.system.visible import HARMFUL, REPLACEMENT


class Harmless(LineFilter):
    """Leaves out what has no width and replaces what has some, so that the columns of a line stay.

    Texts from files are made visible where they are put on a screen; this is for those that were forgotten.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line as it may be printed; nearly always the same."""
        for segment in segments:
            if not segment.text.isprintable():
                return [Segment(re.sub(HARMFUL, _of_same_width, text), style, control) for text, style, control in segments]
        return segments


def _of_same_width(found: "re.Match[str]") -> str:
    return REPLACEMENT * cell_len(found[0])


HARMLESS: Final = Harmless()
