"""Where the lines go: each is there at once; when nobody reads them any more, that is known."""

import errno
from collections.abc import Callable
from typing import Final, TextIO

from trainer.system.reading import reason
from trainer.system.visible import visible

BELL: Final = "\a"
GONE: Final = (errno.EPIPE, errno.EIO)  # the pipe's reader, the terminal


class Output:
    """Writes lines to a stream. `on_end` is called once, when its reader has gone."""

    def __init__(self, stream: TextIO, on_end: Callable[[], None] = lambda: None) -> None:
        self._stream = stream
        self.on_end = on_end
        self.ended = False
        self.hung_up = False  # the reader was a terminal that has gone
        self.problem = ""  # why nothing can be written, where it is not that the reader has gone

    def write(self, line: str) -> None:
        """Write a line and hand it on."""
        self._put(f"{visible(line, lines=True)}\n")

    def ring(self) -> None:
        """Ring the terminal's bell; may be called on any thread."""
        self._put(BELL)

    def _put(self, text: str) -> None:
        if self.ended:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError) as error:
            self.ended = True
            self.hung_up = getattr(error, "errno", None) == errno.EIO
            self.problem = "" if getattr(error, "errno", None) in GONE else reason(error)
            self.on_end()
