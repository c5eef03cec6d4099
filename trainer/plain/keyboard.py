"""Single keys of a terminal, without waiting for Enter and without showing them; the terminal is always given back."""

import asyncio
import contextlib
import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from trainer.keymap.escape_sequences import SequenceSplitter
from trainer.keymap.key_press import KeyPress, keys_in, of_character

PREFIXES: Final = ("\x00", "\xe0")  # of a key without a letter
WITHOUT_LETTER: Final[Mapping[str, str]] = {  # what follows such a prefix
    **dict(zip("HPKMIQGORS", "up down left right pageup pagedown home end insert delete".split(), strict=True)),
    **{chr(0x3B + number): f"f{number + 1}" for number in range(10)},
}
POLL_S: Final = 0.04  # Windows has nothing to wait for


class Console(Protocol):
    """What `msvcrt` tells of the keys of a Windows console."""

    def kbhit(self) -> bool:
        """Whether a character waits."""

    def getwch(self) -> str:
        """The next character; waits for it."""


def windows_key(console: Console) -> KeyPress | None:
    """The key whose character waits, None for one that means nothing. A key without a letter sends two, at once."""
    char = console.getwch()
    if char in PREFIXES and console.kbhit():  # alone, the second one is a letter of its own
        name = WITHOUT_LETTER.get(console.getwch())
        return KeyPress(name) if name else None
    return of_character(char)


if sys.platform == "win32":
    import msvcrt

    class Keyboard:
        """The keys of the console."""

        def __init__(self, _descriptor: int, pressed: Callable[[KeyPress], None]) -> None:
            self._pressed = pressed
            self._task: asyncio.Task[None] | None = None

        def take(self, *, anew: bool = False) -> None:
            """Tell of keys from now on; needs a running event loop."""
            self._task = self._task or asyncio.get_running_loop().create_task(self._poll())

        def give_back(self) -> None:
            """Leave the keys to others."""
            if self._task is not None:
                self._task.cancel()
                self._task = None

        async def _poll(self) -> None:
            while True:
                while msvcrt.kbhit():
                    if key := windows_key(msvcrt):
                        self._pressed(key)
                await asyncio.sleep(POLL_S)
else:
    import termios

    class Keyboard:
        """The keys of a terminal, as long as this process is in the foreground: elsewhere it would be stopped for them."""

        def __init__(self, descriptor: int, pressed: Callable[[KeyPress], None]) -> None:
            self._descriptor = descriptor
            self._pressed = pressed
            self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
            self._splitter = SequenceSplitter()
            self._before: list[int | list[bytes | int]] | None = None
            self._reading = False
            self._escape: asyncio.TimerHandle | None = None

        def take(self, *, anew: bool = False) -> None:
            """Tell of keys from now on, if that may be; needs a running event loop.

            `anew`: others may have set the terminal meanwhile.
            """
            if (self._reading and not anew) or not self._in_foreground:
                return
            with contextlib.suppress(termios.error):
                self._before = self._before or termios.tcgetattr(self._descriptor)
                termios.tcsetattr(self._descriptor, termios.TCSANOW, single_keys(self._before))
                asyncio.get_running_loop().add_reader(self._descriptor, self._read)
                self._reading = True

        def give_back(self) -> None:
            """Let the terminal be as it was."""
            before, self._before = self._before, None
            if self._escape is not None:
                self._escape.cancel()
            if before is None:
                return
            self._stop_reading()
            if self._in_foreground:
                with contextlib.suppress(termios.error):
                    termios.tcsetattr(self._descriptor, termios.TCSANOW, before)

        def _stop_reading(self) -> None:
            asyncio.get_running_loop().remove_reader(self._descriptor)
            self._reading = False

        @property
        def _in_foreground(self) -> bool:
            try:
                return os.tcgetpgrp(self._descriptor) == os.getpgrp()
            except OSError:  # a terminal that does not rule over this process
                return True

        def _read(self) -> None:
            data = b""
            if self._in_foreground:
                with contextlib.suppress(OSError):
                    data = os.read(self._descriptor, 1024)
            if not data:  # the terminal is gone, or in other hands until the process is continued
                self._stop_reading()
                return
            self._tell(self._splitter.feed(self._decode(data), asyncio.get_running_loop().time()))

        def _tell(self, pieces: list[str]) -> None:
            for piece in pieces:
                for key in keys_in(piece):
                    self._pressed(key)
            if self._escape is not None:
                self._escape.cancel()
            if self._reading and (due := self._splitter.due_s) is not None:
                self._escape = asyncio.get_running_loop().call_at(due, self._tell_overdue)

        def _tell_overdue(self) -> None:
            self._tell(self._splitter.overdue(asyncio.get_running_loop().time()))

    def single_keys(before: list[int | list[bytes | int]]) -> list[int | list[bytes | int]]:
        """The modes of a terminal that gives each key at once and shows none; ctrl+c and ctrl+z still are signals."""
        modes = list(before)
        inputs, local, special = modes[0], modes[3], modes[6]
        assert isinstance(inputs, int)
        assert isinstance(local, int)
        assert isinstance(special, list)
        modes[0] = inputs & ~termios.IXON | termios.ICRNL  # ctrl+s must not hold the session up
        modes[3] = local & ~(termios.ICANON | termios.ECHO | termios.IEXTEN) | termios.ISIG
        special = list(special)
        special[termios.VMIN], special[termios.VTIME] = 1, 0
        modes[6] = special
        return modes
