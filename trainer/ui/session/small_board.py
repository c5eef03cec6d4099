"""The session on a terminal too small for the whole screen: one text, and a band that lights up."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static


class SmallBoard(Vertical):
    """Shows one text that was made to fit."""

    def __init__(self) -> None:
        super().__init__(id="small-board")
        self._text = Static(id="compact", markup=False)
        self._band = Static(id="compact-band")

    def compose(self) -> ComposeResult:
        """The text, and the band for cues."""
        yield self._text
        yield self._band

    def show(self, text: str, word: str, *, still: bool, lit: bool) -> None:
        """Show a text in the colour of the side that its word names, or of standing still; `lit`: a cue flashes."""
        self._text.set_class(word == "LEFT", "-left")
        self._text.set_class(word == "RIGHT", "-right")
        self._text.set_class(still, "-paused")
        self._text.set_class(lit, "-flash")
        self._band.set_class(lit, "-flash")
        if str(self._text.content) != text:
            self._text.update(text, layout=False)
