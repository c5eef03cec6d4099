"""Split terminal input into typed characters and complete escape sequences. Pure: time is an argument.

Terminals also send what nobody typed (replies to queries, mouse, focus), and slow lines deliver it in pieces. Whatever follows
an Escape quickly and looks like a sequence is held back until it is complete; only the Escape key itself is reported late.
Terminal strings (OSC, DCS, APC) are never keys and are dropped here.
"""

from collections.abc import Mapping
from typing import Final

ESCAPE: Final = "\x1b"
BELL: Final = "\x07"
CSI: Final = f"{ESCAPE}["
SS3: Final = f"{ESCAPE}O"
OSC: Final = f"{ESCAPE}]"
DCS: Final = f"{ESCAPE}P"
APC: Final = f"{ESCAPE}_"
ONE_BYTE: Final[Mapping[str, str]] = {  # 8-bit forms of the introducers, decoded as UTF-8 or, if invalid, surrogate-escaped
    chr(first + code): sequence
    for first in (0x80, 0xDC80)
    for code, sequence in ((0x0F, SS3), (0x10, DCS), (0x1B, CSI), (0x1D, OSC), (0x1F, APC))
}
STRING_END: Final = frozenset({BELL, "\x9c", "\udc9c"})  # besides ESC \\
# The first character of every string that terminals send in reply: anything else was typed with Alt.
STRING_BEGINS: Final[Mapping[str, str]] = {OSC: "0123456789lLI", DCS: "0123456789;<=>?!+$|", APC: "G"}
LATE_BEGINS: Final = "".join(sequence[1] for sequence in (CSI, *STRING_BEGINS))  # the second characters of replies
PASTE: Final = f"{CSI}200~"
PASTE_END: Final = f"{CSI}201~"
MOUSE_X10: Final = f"{CSI}M"  # three arbitrary characters follow
CONSOLE_KEY: Final = f"{CSI}["  # one character follows: function keys of the Linux console
ESCAPE_S: Final = 0.25  # without more input, Escape was pressed alone
SEQUENCE_S: Final = 1.0  # timeout for the rest of a certain sequence
ALT_S: Final = 0.05  # a character this soon after Escape was typed with Alt
MAX_SEQUENCE: Final = 64  # characters of a sequence that are kept: longer than any key's
MAX_PASTE: Final = 100_000


class SequenceSplitter:
    """Splits chunks of input into pieces.

    A piece is one character (Escape: that key alone), Escape and a character typed with Alt, a complete CSI or SS3 sequence, or
    `PASTE` followed by the pasted text.
    """

    def __init__(self) -> None:
        self._held = ""  # an incomplete sequence
        self._last_input_s = float("-inf")  # the time of the last input
        self._escape_reported_s = float("-inf")  # when the Escape key was last reported by timeout

    def feed(self, text: str, now_s: float) -> list[str]:
        """Return the pieces that this text completes."""
        pieces: list[str] = []
        apart, self._last_input_s = now_s - self._last_input_s >= ALT_S, now_s
        at = 0
        while at < len(text):
            if self._held.startswith(PASTE):
                at = self._paste(text, at, pieces)
            else:
                self._feed_character(text[at], pieces, apart=apart, now_s=now_s)
                at += 1
            apart = False
        return pieces

    @property
    def due_s(self) -> float | None:
        """The time at which to call `overdue` if no input comes before; None if nothing is held back."""
        if not self._held:
            return None
        return self._last_input_s + (ESCAPE_S if len(self._held) <= len(CSI) else SEQUENCE_S)

    def overdue(self, now_s: float) -> list[str]:
        """Return the pieces held back when their timeout has passed: the Escape key. Incomplete sequences are dropped."""
        if self.due_s is None or now_s < self.due_s:
            return []
        held, self._held = self._held, ""
        if held == ESCAPE:
            self._escape_reported_s = now_s
            return [held]
        return [held] if held.startswith(PASTE) else []

    def _feed_character(self, char: str, pieces: list[str], *, apart: bool, now_s: float) -> None:
        held = self._held
        if not held:
            self._begin(char, pieces, now_s)
        elif held == ESCAPE:
            self._after_escape(char, pieces, apart=apart, now_s=now_s)
        elif char == ESCAPE and not held.startswith(tuple(STRING_BEGINS)):  # truncated: a new sequence begins
            self._held = ESCAPE
        elif held.startswith(CSI):
            self._control(char, pieces, now_s)
        elif held.startswith(SS3):
            self._single_shift(char, pieces, now_s)
        else:
            self._string(char, pieces, apart=apart, now_s=now_s)

    def _begin(self, char: str, pieces: list[str], now_s: float) -> None:
        """Handle a character outside any sequence; the second character reveals one whose Escape was already reported."""
        self._held = ""
        if char == ESCAPE:
            self._held = ESCAPE
        elif char in ONE_BYTE:
            self._held = ONE_BYTE[char]
        elif char in LATE_BEGINS and now_s - self._escape_reported_s < SEQUENCE_S:
            self._held = ESCAPE + char
        elif not "\ud800" <= char <= "\udfff":  # an invalid byte
            pieces.append(char)

    def _after_escape(self, char: str, pieces: list[str], *, apart: bool, now_s: float) -> None:
        if ESCAPE + char in (CSI, SS3, *STRING_BEGINS):
            self._held = ESCAPE + char
        elif char == "\\":  # terminates a dropped string
            self._held = ""
        elif char == ESCAPE:  # immediately: Alt and an arrow key in some terminals
            if apart:
                pieces.append(ESCAPE)
        elif apart:
            pieces.append(ESCAPE)
            self._begin(char, pieces, now_s)
        else:
            self._held = ""
            pieces.append(ESCAPE + char)

    def _control(self, char: str, pieces: list[str], now_s: float) -> None:
        """Handle a character inside a CSI sequence."""
        whole = self._held + char
        if self._held.startswith(MOUSE_X10):
            self._held = whole
            if len(whole) == len(MOUSE_X10) + 3:
                self._emit(whole, pieces)
        elif whole in (CONSOLE_KEY, MOUSE_X10, PASTE):
            self._held = whole
        elif self._held == CONSOLE_KEY or "\x40" <= char <= "\x7e":
            self._emit(whole, pieces)
        elif "\x20" <= char <= "\x3f":
            self._held = whole[:MAX_SEQUENCE]
        else:  # not valid in a sequence: it was typed
            self._begin(char, pieces, now_s)

    def _single_shift(self, char: str, pieces: list[str], now_s: float) -> None:
        """Handle a character inside an SS3 sequence: a letter ends it; old terminals put a digit for the modifiers before it."""
        if char.isascii() and char.isalpha():
            self._emit(self._held + char, pieces)
        elif char.isascii() and char.isdigit():
            self._held = (self._held + char)[:MAX_SEQUENCE]
        else:
            self._begin(char, pieces, now_s)

    def _string(self, char: str, pieces: list[str], *, apart: bool, now_s: float) -> None:
        """Handle a character inside OSC, DCS or APC, of which only the first one is kept."""
        if self._held in STRING_BEGINS:
            if char in STRING_BEGINS[self._held]:
                self._held += char
            else:
                self._begin(char, pieces, now_s)
        elif self._held.endswith(ESCAPE):  # the string ends here, either way
            self._held = ESCAPE
            self._after_escape(char, pieces, apart=apart, now_s=now_s)
        elif char == ESCAPE:
            self._held += ESCAPE
        elif char in STRING_END:
            self._held = ""
        elif char < " ":  # not valid in a reply: it was typed
            self._begin(char, pieces, now_s)

    def _paste(self, text: str, at: int, pieces: list[str]) -> int:
        """Consume pasted text from an offset, and return the offset behind it."""
        held = len(self._held)
        self._held += text[at:]
        end = self._held.find(PASTE_END, max(len(PASTE), held - len(PASTE_END)))
        if end < 0:
            if len(self._held) > MAX_PASTE:
                self._held = self._held[:MAX_PASTE] + self._held[-len(PASTE_END) :]
            return len(text)
        self._emit(self._held[: min(end, MAX_PASTE)], pieces)
        return at + end + len(PASTE_END) - held

    def _emit(self, sequence: str, pieces: list[str]) -> None:
        self._held = ""
        pieces.append(sequence)
