"""What the terminal sends, as messages of Textual: by our own parser, as Textual's takes the parts of a late reply for keys.

This is the one place that relies on the inside of Textual's drivers: `run_input_thread` and `_file` of the Linux driver, and the
names `XTermParser` and `EventMonitor` in the module of the Windows console. A test fails when Textual changes one of them.
"""

import contextlib
import os
import re
import selectors
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TextIO

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.message import Message

from trainer.keymap.escape_sequences import CSI, PASTE, SequenceSplitter
from trainer.keymap.key_press import keys_in

if TYPE_CHECKING:
    from textual.driver import Driver

POLL_S: Final = 0.1  # how soon it is noticed that the app ends; Textual waits as long for the console of Windows
READ_BYTES: Final = 4096
ALTERNATE_KEYS: Final = f"{CSI}=4;2u"  # kitty's protocol: also tell which key of a Latin keyboard it is
FOCUS: Final = {f"{CSI}I": events.AppFocus, f"{CSI}O": events.AppBlur}
RESIZES: Final = re.compile(r"\x1b\[\?2048;[1-3]\$y")
RESIZED: Final = re.compile(r"\x1b\[48(;\d{1,4}(:\d*)*){2}(;\d{1,5}(:\d*)*){2}t")
# What Textual's parser understands, besides keys: the mouse, and which modes the terminal knows.
TEXTUALS: Final = re.compile(r"\x1b\[(<\d{1,5};-?\d{1,6};-?\d{1,6}[Mm]|\?\d{1,5};\d\$y)")


class TerminalParser:
    """Has the methods of Textual's parser that its drivers call. A fault in it costs the piece in which it happens."""

    def __init__(
        self,
        debug: bool = False,
        *,
        clock: Callable[[], float] = monotonic,
        latin_keys: dict[str, str] | None = None,
        on_fault: Callable[[Exception], object] = lambda fault: None,
    ) -> None:
        """`latin_keys` takes in which Latin key is where a letter of another script is typed."""
        self._clock = clock
        self._latin_keys = {} if latin_keys is None else latin_keys
        self._on_fault = on_fault
        self._splitter = SequenceSplitter()
        self._textuals = XTermParser(debug)
        self._resizes = False  # whether the terminal has said that it tells of its size
        self._waited_until_s = clock()

    def feed(self, text: str) -> Iterator[Message]:
        """The messages that are complete with this text."""
        return self._messages(self._splitter.feed(text, self._clock()))

    def tick(self) -> Iterator[Message]:
        """What has been held back in vain: nothing more came while it was waited for.

        What came since then lies there unread. However long this process stood still meanwhile, it is not too late.
        """
        now_s = self._clock()
        pieces = self._splitter.overdue(min(now_s, self._waited_until_s))
        self._waited_until_s = now_s + POLL_S
        return self._messages(pieces)

    def wait_s(self, at_most: float) -> float:
        """How long to wait for more before `tick`."""
        due, now_s = self._splitter.due_s, self._clock()
        wait_s = at_most if due is None else min(at_most, max(0.0, due - now_s))
        self._waited_until_s = now_s + wait_s
        return wait_s

    def _messages(self, pieces: list[str]) -> Iterator[Message]:
        for piece in pieces:
            try:
                yield from self._of_piece(piece)
            except Exception as fault:  # noqa: BLE001 - whatever a terminal sends, the session goes on
                self._textuals = XTermParser()
                self._on_fault(fault)

    def _of_piece(self, piece: str) -> list[Message]:
        if piece.startswith(PASTE):
            text = piece.removeprefix(PASTE).replace("\0", "")
            return [events.Paste(text.encode(errors="ignore").decode())]
        if piece in FOCUS:
            return [FOCUS[piece]()]
        self._resizes = self._resizes or RESIZES.fullmatch(piece) is not None
        if TEXTUALS.fullmatch(piece) or (self._resizes and RESIZED.fullmatch(piece)):
            return list(self._textuals.feed(piece))
        keys = keys_in(piece)
        self._latin_keys.update({key.character: key.latin for key in keys if key.latin})
        return [events.Key(key.name, key.character or None) for key in keys]


def one_line(text: str) -> str:
    """Text of several lines as one, joined by spaces; without what cannot be shown."""
    lines = text.splitlines()
    joined = " ".join(filter(None, map(str.strip, lines))) if len(lines) > 1 else text
    return "".join(" " if char.isspace() else char for char in joined if char.isprintable() or char == "\t")


class UntilGone:
    """A stream that takes everything once its terminal has gone: a failure would end Textual's thread that writes to it.

    The queue of that thread then fills up, and the app waits for ever for room in it.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write a text, as long as that can be done."""
        with contextlib.suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        """Hand on what was written, as long as that can be done."""
        with contextlib.suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        """All else is that of the stream."""
        return getattr(self._stream, name)


def write_to_log(fault: Exception) -> None:
    """Keep what went wrong with the input for whoever looks into it."""
    from trainer.system import crash_log

    crash_log.report(fault)


if sys.platform == "win32":
    from textual.drivers import win32
    from textual.drivers.windows_driver import WindowsDriver

    class EventMonitor(win32.EventMonitor):
        """Textual's thread, which ends for good with the first input that it cannot decode."""

        def run(self) -> None:
            """Take input until the app ends."""
            while not self.exit_event.is_set():
                super().run()
                self.exit_event.wait(POLL_S)

    def terminal_driver(latin_keys: dict[str, str]) -> "type[Driver]":
        """The driver of the Windows console, with our parser."""

        def parser(debug: bool = False) -> TerminalParser:
            return TerminalParser(debug, latin_keys=latin_keys, on_fault=write_to_log)

        vars(win32).update(XTermParser=parser, EventMonitor=EventMonitor)
        return WindowsDriver
else:
    from textual.drivers.linux_driver import LinuxDriver

    def terminal_driver(latin_keys: dict[str, str]) -> "type[Driver]":
        """The driver of a terminal, with our parser."""

        class TerminalDriver(LinuxDriver):
            def __init__(self, *arguments: Any, **options: Any) -> None:
                super().__init__(*arguments, **options)
                self._file = UntilGone(self._file)  # type: ignore[assignment, arg-type]

            def start_application_mode(self) -> None:
                super().start_application_mode()  # type: ignore[no-untyped-call]
                if not getattr(constants, "DISABLE_KITTY_KEY", False):  # newer than the oldest Textual that we take
                    with contextlib.suppress(AssertionError):  # the process is in the background: nothing is written yet
                        self.write(ALTERNATE_KEYS)

            def run_input_thread(self) -> None:
                """Read until the app ends."""
                parser = TerminalParser(latin_keys=latin_keys, on_fault=write_to_log)
                decode = getincrementaldecoder("utf-8")("surrogateescape").decode
                with selectors.SelectSelector() as selector:
                    selector.register(self.fileno, selectors.EVENT_READ)
                    while not self.exit_event.is_set():
                        ready = selector.select(parser.wait_s(POLL_S))
                        for message in parser.feed(decode(self._read())) if ready else parser.tick():
                            self.process_message(message)

            def _read(self) -> bytes:
                """What there is to read. Nothing, after a while, when the terminal is gone: the app will end."""
                data = b""
                with contextlib.suppress(OSError):
                    data = os.read(self.fileno, READ_BYTES)
                if not data:
                    self.exit_event.wait(POLL_S)
                return data

        return TerminalDriver
