"""What a terminal sends, as the names of keys by which commands are bound (those of Textual). Pure."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

ESCAPE: Final = "\x1b"
LONGEST: Final = 16  # characters of a sequence; what is longer is none
NAMES: Final[Mapping[str, str]] = {
    "\r": "enter",
    "\n": "enter",
    "\t": "tab",
    "\x7f": "backspace",
    "\x08": "backspace",
    ESCAPE: "escape",
}
RENAMED: Final[Mapping[str, str]] = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
LETTERS: Final[Mapping[str, str]] = {
    "A": "up",
    "B": "down",
    "C": "right",
    "D": "left",
    "F": "end",
    "H": "home",
    "Z": "shift+tab",
    "P": "f1",
    "Q": "f2",
    "R": "f3",
    "S": "f4",
}
NUMBERS: Final[Mapping[str, str]] = {
    "1": "home",
    "2": "insert",
    "3": "delete",
    "4": "end",
    "5": "pageup",
    "6": "pagedown",
    "7": "home",
    "8": "end",
    "11": "f1",
    "12": "f2",
    "13": "f3",
    "14": "f4",
    "15": "f5",
    "17": "f6",
    "18": "f7",
    "19": "f8",
    "20": "f9",
    "21": "f10",
    "23": "f11",
    "24": "f12",
}
MODIFIERS: Final = {"": "", "1": "", "2": "shift+", "3": "alt+", "5": "ctrl+", "6": "ctrl+shift+"}
SEQUENCE: Final = re.compile(r"\x1b(?:O([A-Z])|\[(?:1;)?(\d*)([A-Z])|\[(\d+)(?:;(\d+))?~|\[\[([A-E]))")
BEGUN: Final = re.compile(r"\x1b(?:O|\[\[?[\d;]*)?")  # a sequence that is not all there yet
OTHER: Final = re.compile(r"\x1b\[[\x20-\x3f]*[\x40-\x7e]")  # one that means no key here
# What Windows gives after a null or 0xE0.
WINDOWS: Final[Mapping[str, str]] = {
    "H": "up",
    "P": "down",
    "K": "left",
    "M": "right",
    "I": "pageup",
    "Q": "pagedown",
    "G": "home",
    "O": "end",
    "R": "insert",
    "S": "delete",
    **{chr(0x3B + number): f"f{number + 1}" for number in range(10)},
}


class Decoder:
    """Takes in text as it comes, and gives the keys that are in it."""

    def __init__(self) -> None:
        self._left = ""  # the beginning of a sequence

    def feed(self, text: str) -> list[str]:
        """The keys that are complete."""
        text, self._left = self._left + text, ""
        keys = []
        while text:
            if (found := SEQUENCE.match(text)) is not None:
                if key := _of_sequence(found):
                    keys.append(key)
                text = text[found.end() :]
            elif (other := OTHER.match(text)) is not None:
                text = text[other.end() :]
            elif BEGUN.fullmatch(text) and len(text) <= LONGEST:
                self._left = text
                break
            else:
                keys.append(key_of(text[0]))
                text = text[1:]
        return keys

    @property
    def waits(self) -> bool:
        """Whether something has begun that may be a sequence, or the Escape key."""
        return bool(self._left)

    def rest(self) -> list[str]:
        """The keys in what has begun, when nothing more comes: Escape was pressed."""
        text, self._left = self._left, ""
        return [key_of(char) for char in text]


def key_of(char: str) -> str:
    """The name of the key of a character: "a", "full_stop", "ctrl+c"."""
    if char in NAMES:
        return NAMES[char]
    if char.isalnum():
        return char
    if char < " ":
        return f"ctrl+{chr(ord(char) + 0x60)}"
    name = unicodedata.name(char, char).lower().replace("-", "_").replace(" ", "_")
    return RENAMED.get(name, name)


def _of_sequence(found: "re.Match[str]") -> str:
    ss3, modifier, letter, number, modified, console = found.groups()
    if console:
        return f"f{ord(console) - ord('A') + 1}"
    name = NUMBERS.get(number, "") if number else LETTERS.get(ss3 or letter, "")
    prefix = MODIFIERS.get(modified or modifier or "")
    return f"{prefix}{name}" if name and prefix is not None else ""
