"""Write the lines unbuffered, and notice when their reader is gone."""

import errno
from collections.abc import Callable
from typing import Final, TextIO

from trainer.system.reading import cause_of
from trainer.system.visible import visible
from trainer.system.wrapping import fitted

BELL: Final = "\a"
GONE: Final = (errno.EPIPE, errno.EIO)  # the reader of the pipe, the terminal


class Output:
    """Writes lines to a stream. `on_end` is called once, when writing is no longer possible."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.on_end: Callable[[], None] = lambda: None
        self.ended = False
        self.hung_up = False  # the reader was a terminal that is gone
        self.problem = ""  # why writing failed, if not because the reader is gone

    def write(self, line: str) -> None:
        """Write and flush a line; on a terminal it is broken at words."""
        self._put(f"{fitted(visible(line, lines=True), self._stream)}\n")

    def ring(self) -> None:
        """Ring the terminal's bell; thread-safe."""
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
            self.problem = "" if getattr(error, "errno", None) in GONE else cause_of(error)
            self.on_end()
