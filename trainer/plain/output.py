"""Where the lines go: each is there at once; when nobody reads them any more, that is known."""

from collections.abc import Callable
from typing import Final, TextIO

BELL: Final = "\a"


class Output:
    """Writes lines to a stream. `on_end` is called once, when its reader has gone."""

    def __init__(self, stream: TextIO, on_end: Callable[[], None] = lambda: None) -> None:
        self._stream = stream
        self.on_end = on_end
        self.ended = False

    def write(self, line: str) -> None:
        """Write a line and hand it on."""
        self._put(f"{line}\n")

    def ring(self) -> None:
        """Ring the terminal's bell; may be called on any thread."""
        self._put(BELL)

    def _put(self, text: str) -> None:
        if self.ended:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self.ended = True
            self.on_end()
