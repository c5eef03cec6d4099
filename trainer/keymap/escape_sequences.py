"""Splits what a terminal sends into typed characters and whole escape sequences. Pure: time is an argument.

A terminal also sends what nobody typed (replies to queries, mouse, focus), and a slow line delivers it in parts. What follows
an Escape soon enough and looks like a sequence is therefore held back until the sequence is whole; only the Escape key itself
is told late. Strings of a terminal (OSC, DCS, APC) never mean a key: they are dropped here.
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
ONE_BYTE: Final[Mapping[str, str]] = {  # the same introducers in 8-bit controls, decoded as UTF-8 or (not being that) escaped
    **{chr(0x80 + code): sequence for code, sequence in ((0x0F, SS3), (0x10, DCS), (0x1B, CSI), (0x1D, OSC), (0x1F, APC))},
    **{chr(0xDC80 + code): sequence for code, sequence in ((0x0F, SS3), (0x10, DCS), (0x1B, CSI), (0x1D, OSC), (0x1F, APC))},
}
STRING_END: Final = frozenset({BELL, "\x9c", "\udc9c"})  # besides Escape and a backslash
# What the first character inside a string is, in every reply that terminals send: anything else was typed with Alt.
STRING_BEGINS: Final[Mapping[str, str]] = {OSC: "0123456789lLI", DCS: "0123456789;<=>?!+$|", APC: "G"}
LATE_BEGINS: Final = "".join(sequence[1] for sequence in (CSI, *STRING_BEGINS))  # the second characters of replies
PASTE: Final = f"{CSI}200~"
PASTE_END: Final = f"{CSI}201~"
MOUSE_X10: Final = f"{CSI}M"  # three characters follow, whatever they are
CONSOLE_KEY: Final = f"{CSI}["  # one character follows: the function keys of the Linux console
ESCAPE_S: Final = 0.25  # after so long Escape was pressed alone
SEQUENCE_S: Final = 1.0  # for the rest of what certainly is a sequence
ALT_S: Final = 0.05  # a character so soon after an Escape was typed with Alt
LONGEST: Final = 64  # characters of a sequence that are kept; none that is a key has as many
LONGEST_PASTE: Final = 100_000


class SequenceSplitter:
    """Takes in text as it comes and gives it back in pieces.

    A piece is one character (Escape: that key alone), Escape and a character typed with Alt, a whole CSI or SS3 sequence,
    or `PASTE` followed by the text that was pasted.
    """

    def __init__(self) -> None:
        self._held = ""  # the beginning of a sequence
        self._fed_s = float("-inf")  # when something came last
        self._escape_told_s = float("-inf")  # when the Escape key was told because nothing had followed

    def feed(self, text: str, now_s: float) -> list[str]:
        """The pieces that are complete with this text."""
        pieces: list[str] = []
        apart, self._fed_s = now_s - self._fed_s >= ALT_S, now_s
        at = 0
        while at < len(text):
            if self._held.startswith(PASTE):
                at = self._paste(text, at, pieces)
            else:
                self._take(text[at], pieces, apart=apart, now_s=now_s)
                at += 1
            apart = False
        return pieces

    @property
    def due_s(self) -> float | None:
        """When `overdue` is to be asked, unless more comes before; None where nothing is held back."""
        if not self._held:
            return None
        return self._fed_s + (ESCAPE_S if len(self._held) <= len(CSI) else SEQUENCE_S)

    def overdue(self, now_s: float) -> list[str]:
        """What has been held back in vain, when nothing more has come: the Escape key. Half a sequence is dropped."""
        if self.due_s is None or now_s < self.due_s:
            return []
        held, self._held = self._held, ""
        if held == ESCAPE:
            self._escape_told_s = now_s
            return [held]
        return [held] if held.startswith(PASTE) else []

    def _take(self, char: str, pieces: list[str], *, apart: bool, now_s: float) -> None:
        held = self._held
        if not held:
            self._begin(char, pieces, now_s)
        elif held == ESCAPE:
            self._after_escape(char, pieces, apart=apart, now_s=now_s)
        elif char == ESCAPE and not held.startswith(tuple(STRING_BEGINS)):  # cut off: another one begins
            self._held = ESCAPE
        elif held.startswith(CSI):
            self._control(char, pieces, now_s)
        elif held.startswith(SS3):
            self._single_shift(char, pieces, now_s)
        else:
            self._string(char, pieces, apart=apart, now_s=now_s)

    def _begin(self, char: str, pieces: list[str], now_s: float) -> None:
        """Outside any sequence. One that came so late that its Escape was told is known by its second character."""
        self._held = ""
        if char == ESCAPE:
            self._held = ESCAPE
        elif char in ONE_BYTE:
            self._held = ONE_BYTE[char]
        elif char in LATE_BEGINS and now_s - self._escape_told_s < SEQUENCE_S:
            self._held = ESCAPE + char
        elif not "\ud800" <= char <= "\udfff":  # a byte that was no text
            pieces.append(char)

    def _after_escape(self, char: str, pieces: list[str], *, apart: bool, now_s: float) -> None:
        if ESCAPE + char in (CSI, SS3, *STRING_BEGINS):
            self._held = ESCAPE + char
        elif char == "\\":  # the end of a string that was dropped
            self._held = ""
        elif char == ESCAPE:  # at once: an arrow key with Alt in some terminals
            if apart:
                pieces.append(ESCAPE)
        elif apart:
            pieces.append(ESCAPE)
            self._begin(char, pieces, now_s)
        else:
            self._held = ""
            pieces.append(ESCAPE + char)

    def _control(self, char: str, pieces: list[str], now_s: float) -> None:
        """Inside a CSI sequence."""
        whole = self._held + char
        if self._held.startswith(MOUSE_X10):
            self._held = whole
            if len(whole) == len(MOUSE_X10) + 3:
                self._give(whole, pieces)
        elif whole in (CONSOLE_KEY, MOUSE_X10, PASTE):
            self._held = whole
        elif self._held == CONSOLE_KEY or "\x40" <= char <= "\x7e":
            self._give(whole, pieces)
        elif "\x20" <= char <= "\x3f":
            self._held = whole[:LONGEST]
        else:  # no sequence has this: it was typed
            self._begin(char, pieces, now_s)

    def _single_shift(self, char: str, pieces: list[str], now_s: float) -> None:
        """Inside an SS3 sequence: a letter ends it, and old terminals put a digit for Shift or Ctrl in front."""
        if char.isascii() and char.isalpha():
            self._give(self._held + char, pieces)
        elif char.isascii() and char.isdigit():
            self._held = (self._held + char)[:LONGEST]
        else:
            self._begin(char, pieces, now_s)

    def _string(self, char: str, pieces: list[str], *, apart: bool, now_s: float) -> None:
        """Inside OSC, DCS or APC, of which only the first character is kept."""
        if self._held in STRING_BEGINS:
            if char in STRING_BEGINS[self._held]:
                self._held += char
            else:
                self._begin(char, pieces, now_s)
        elif self._held.endswith(ESCAPE):  # the string ends here, in one way or the other
            self._held = ESCAPE
            self._after_escape(char, pieces, apart=apart, now_s=now_s)
        elif char == ESCAPE:
            self._held += ESCAPE
        elif char in STRING_END:
            self._held = ""
        elif char < " ":  # no reply has this: it was typed
            self._begin(char, pieces, now_s)

    def _paste(self, text: str, at: int, pieces: list[str]) -> int:
        """Take in pasted text, which may be long, from a place on; returns the place behind it."""
        held = len(self._held)
        self._held += text[at:]
        end = self._held.find(PASTE_END, max(len(PASTE), held - len(PASTE_END)))
        if end < 0:
            if len(self._held) > LONGEST_PASTE:
                self._held = self._held[:LONGEST_PASTE] + self._held[-len(PASTE_END) :]
            return len(text)
        self._give(self._held[: min(end, LONGEST_PASTE)], pieces)
        return at + end + len(PASTE_END) - held

    def _give(self, sequence: str, pieces: list[str]) -> None:
        self._held = ""
        pieces.append(sequence)
