"""Read single keys from a terminal, without Enter and without echo; the terminal is always restored."""

import asyncio
import contextlib
import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from trainer.keymap.escape_sequences import SequenceSplitter
from trainer.keymap.key_press import KeyPress, keys_in, of_character

PREFIXES: Final = ("\x00", "\xe0")  # prefix of keys without a character
WITHOUT_LETTER: Final[Mapping[str, str]] = {  # the code after the prefix
    **dict(zip("HPKMIQGORS", "up down left right pageup pagedown home end insert delete".split(), strict=True)),
    **{chr(0x3B + number): f"f{number + 1}" for number in range(10)},
}
POLL_S: Final = 0.04  # Windows consoles offer no event to wait for


class Console(Protocol):
    """The parts of `msvcrt` used to read a Windows console."""

    def kbhit(self) -> bool:
        """Whether a character is available."""

    def getwch(self) -> str:
        """Read the next character, waiting for it."""


def windows_key(console: Console) -> KeyPress | None:
    """Read the next key, None if it is meaningless. Keys without a character send two codes at once."""
    char = console.getwch()
    if char in PREFIXES and console.kbhit():  # alone, the second prefix is a letter
        name = WITHOUT_LETTER.get(console.getwch())
        return KeyPress(name) if name else None
    return of_character(char)


if sys.platform == "win32":
    import msvcrt

    class Keyboard:
        """Reads keys from the console."""

        def __init__(self, _descriptor: int, pressed: Callable[[KeyPress], None]) -> None:
            self._pressed = pressed
            self._task: asyncio.Task[None] | None = None

        def start_reading(self, *, again: bool = False) -> None:
            """Start reading keys; needs a running event loop."""
            self._task = self._task or asyncio.get_running_loop().create_task(self._poll())

        def stop_reading(self) -> None:
            """Stop reading keys."""
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
        """Reads keys from a terminal while this process is in the foreground; in the background, reading would stop it."""

        def __init__(self, descriptor: int, pressed: Callable[[KeyPress], None]) -> None:
            self._descriptor = descriptor
            self._pressed = pressed
            self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
            self._splitter = SequenceSplitter()
            self._original_modes: list[int | list[bytes | int]] | None = None
            self._reading = False
            self._escape: asyncio.TimerHandle | None = None

        def start_reading(self, *, again: bool = False) -> None:
            """Start reading keys, if in the foreground; needs a running event loop.

            `again`: set the terminal modes again, another process may have changed them.
            """
            if (self._reading and not again) or not self._in_foreground:
                return
            with contextlib.suppress(termios.error):
                self._original_modes = self._original_modes or termios.tcgetattr(self._descriptor)
                termios.tcsetattr(self._descriptor, termios.TCSANOW, without_line_mode(self._original_modes))
                asyncio.get_running_loop().add_reader(self._descriptor, self._read)
                self._reading = True

        def stop_reading(self) -> None:
            """Restore the terminal's modes."""
            before, self._original_modes = self._original_modes, None
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
            except OSError:  # not this process's controlling terminal
                return True

        def _read(self) -> None:
            data = b""
            if self._in_foreground:
                with contextlib.suppress(OSError):
                    data = os.read(self._descriptor, 1024)
            if not data:  # the terminal is gone, or another process's until this one is continued
                self._stop_reading()
                return
            self._handle(self._splitter.feed(self._decode(data), asyncio.get_running_loop().time()))

        def _handle(self, pieces: list[str]) -> None:
            for piece in pieces:
                for key in keys_in(piece):
                    self._pressed(key)
            if self._escape is not None:
                self._escape.cancel()
            if self._reading and (due := self._splitter.due_s) is not None:
                self._escape = asyncio.get_running_loop().call_at(due, self._handle_overdue)

        def _handle_overdue(self) -> None:
            self._handle(self._splitter.overdue(asyncio.get_running_loop().time()))

    def without_line_mode(before: list[int | list[bytes | int]]) -> list[int | list[bytes | int]]:
        """Terminal modes for single keys without echo; ctrl+c and ctrl+z still send signals."""
        modes = list(before)
        inputs, local, special = modes[0], modes[3], modes[6]
        assert isinstance(inputs, int)
        assert isinstance(local, int)
        assert isinstance(special, list)
        modes[0] = inputs & ~termios.IXON | termios.ICRNL  # ctrl+s must not freeze the output
        modes[3] = local & ~(termios.ICANON | termios.ECHO | termios.IEXTEN) | termios.ISIG
        special = list(special)
        special[termios.VMIN], special[termios.VTIME] = 1, 0
        modes[6] = special
        return modes
