"""Single keys of a terminal, without waiting for Enter and without showing them; the terminal is always given back."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from typing import Final, Protocol

from trainer.plain.keys import WINDOWS, Decoder, key_of

ESCAPE_S: Final = 0.05  # so long after its first byte the rest of a sequence comes
PREFIXES: Final = ("\x00", "\xe0")  # of a key without a letter
POLL_S: Final = 0.04  # Windows has nothing to wait for


class Console(Protocol):
    """What `msvcrt` tells of the keys of a Windows console."""

    def kbhit(self) -> bool:
        """Whether a character waits."""

    def getwch(self) -> str:
        """The next character; waits for it."""


def windows_key(console: Console) -> str | None:
    """The key whose character waits, None for one that means nothing. A key without a letter sends two, at once."""
    char = console.getwch()
    if char in PREFIXES and console.kbhit():  # alone, the second one is a letter of its own
        return WINDOWS.get(console.getwch())
    return key_of(char)


if sys.platform == "win32":
    import msvcrt

    class Keyboard:
        """The keys of the console."""

        def __init__(self, _descriptor: int, pressed: Callable[[str], None]) -> None:
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

        def __init__(self, descriptor: int, pressed: Callable[[str], None]) -> None:
            self._descriptor = descriptor
            self._pressed = pressed
            self._decoder = Decoder()
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
            if self._escape is not None:
                self._escape.cancel()
            self._tell(self._decoder.feed(data.decode(errors="ignore")))
            if self._decoder.waits:
                loop = asyncio.get_running_loop()
                self._escape = loop.call_later(ESCAPE_S, lambda: self._tell(self._decoder.rest()))

        def _tell(self, keys: list[str]) -> None:
            for key in keys:
                self._pressed(key)

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
