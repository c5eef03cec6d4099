"""What a piece of a terminal's input means as keys, by the names that commands are bound to (those of Textual). Pure.

A key is what it types: "." is the same key on the keypad. Beside its name goes the key that stands at its place on a Latin
keyboard, where the terminal tells it (kitty's keyboard protocol with alternate keys).
"""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from typing import Final

from msgspec import Struct

from trainer.keymap.escape_sequences import ESCAPE
from trainer.keymap.key_names import name_of

CONTROLS: Final[Mapping[str, str]] = {
    "\r": "enter",
    "\n": "enter",
    "\t": "tab",
    "\x7f": "backspace",
    "\x08": "backspace",
    ESCAPE: "escape",
}
CONTROL_SIGNS: Final[Mapping[str, str]] = {sign: name_of(sign) for sign in "\\]^_"}
LETTERS: Final[Mapping[str, str]] = dict(zip("ABCDFHPQRS", "up down right left end home f1 f2 f3 f4".split(), strict=True))
SHIFTED_LETTERS: Final[Mapping[str, str]] = dict(zip("abcd", "up down right left".split(), strict=True))  # rxvt; Ctrl in SS3
KEYPAD: Final[Mapping[str, str]] = dict(zip("pqrstuvwxyjklmnoX", "0123456789*+,-./=", strict=True))
EDITING: Final = "home insert delete end pageup pagedown home end".split()
FUNCTION_NUMBERS: Final = (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24)
NUMBERS: Final[Mapping[int, str]] = {
    **dict(enumerate(EDITING, 1)),
    **{number: f"f{key}" for key, number in enumerate(FUNCTION_NUMBERS, 1)},
}
OTHER_KEYS: Final = 27  # the number by which xterm tells of a key with modifiers: the third one is its character
CODES: Final[Mapping[int, str]] = {
    **dict(zip((27, 13, 9, 127, 57414), "escape enter tab backspace enter".split(), strict=True)),
    **dict(enumerate("left right up down pageup pagedown home end insert delete".split(), 57417)),
}
KEYPAD_CODES: Final[Mapping[int, str]] = {**dict(enumerate("0123456789./*-+", 57399)), **dict(enumerate("=,", 57415))}
PRIVATE: Final = range(0xE000, 0xF900)  # where kitty's protocol puts keys without a character: the others mean nothing here
CHARACTERS: Final[Mapping[str, str]] = {"enter": "\r", "tab": "\t", "backspace": "\x7f", "escape": ESCAPE}
SHIFT: Final = 1
MODIFIERS: Final = ((2, "alt"), (4, "ctrl"), (16, "hyper"), (32, "meta"), (SHIFT, "shift"), (8, "super"))  # in Textual's order
LOCKS: Final = 64 | 128
RELEASED: Final = 3
ANOTHER_SCRIPT: Final = "Letters of another layout: space, arrows and Enter work."
KEY: Final = re.compile(r"\x1b(?:O(\d?)([A-Za-z])|\[([\d:;]*)([A-Za-z~])|\[\[([A-E]))")


class KeyPress(Struct, frozen=True):
    """A key: its name, the character that it types ("" for none), and the one that it types on a Latin keyboard, where known."""

    name: str
    character: str = ""
    latin: str = ""


def keys_in(piece: str) -> list[KeyPress]:
    """The keys in a piece of a `SequenceSplitter`; none for what the terminal says by itself."""
    try:
        if len(piece) == 1:
            return [of_character(piece)] if piece != "\0" else []  # Windows sends it for Shift alone
        if (found := KEY.fullmatch(piece)) is not None:
            return list(_of_sequence(found))
        if len(piece) == 2:
            return [KeyPress(f"alt+{of_character(piece[1]).name}")]
    except (ValueError, OverflowError):  # a number that is none of a character
        pass
    return []


def of_character(char: str) -> KeyPress:
    """The key of one character: "a", "full_stop", "ctrl+c"."""
    if char in CONTROLS:
        return KeyPress(CONTROLS[char], char)
    if char < " ":
        sign = chr(ord(char) + 0x40)
        return KeyPress(f"ctrl+{CONTROL_SIGNS.get(sign, sign.lower())}", char)
    return KeyPress(name_of(char), char)


def bound_name(name: str, latin: str, bound: Container[str]) -> str:
    """The name among `bound` that a key acts as: its own; of a capital without a meaning of its own, the small letter; of a
    letter of another script, the key at its place. Its own where none is bound.
    """
    if len(name) != 1 or name in bound:
        return name
    others = (name.lower(), name_of(latin.upper()) if name.isupper() else "", name_of(latin)) if latin else (name.lower(),)
    return next((other for other in others if other in bound), name)


def is_of_another_script(char: str) -> bool:
    """Whether a character is a letter that no Latin keyboard types."""
    return char.isalpha() and not unicodedata.name(char, "LATIN").startswith(("LATIN", "FEMININE", "MASCULINE", "MICRO"))


def _of_sequence(found: "re.Match[str]") -> Iterator[KeyPress]:
    ss3_modifier, ss3, numbers, final, console = found.groups()
    if console:
        yield KeyPress(f"f{ord(console) - ord('A') + 1}")
    elif ss3:
        yield from _of_single_shift(ss3, int(ss3_modifier or 1))
    else:
        fields = [[int(number or 0) for number in field.split(":")] for field in numbers.split(";")]
        yield from _of_control(fields, final)


def _of_single_shift(letter: str, modifiers: int) -> Iterator[KeyPress]:
    if letter == "M":
        yield KeyPress("enter", "\r")
    elif letter in KEYPAD:
        yield of_character(KEYPAD[letter])
    elif letter in SHIFTED_LETTERS:
        yield KeyPress(f"ctrl+{SHIFTED_LETTERS[letter]}")
    elif letter in LETTERS:
        yield KeyPress(_modified(LETTERS[letter], modifiers))


def _of_control(fields: list[list[int]], final: str) -> Iterator[KeyPress]:
    """The key of a CSI sequence, by its fields, each with its parts."""
    first = fields[0][0]
    modifiers, event = (*(fields[1] if len(fields) > 1 else [1]), 1, 1)[:2]
    if event == RELEASED:
        return
    if final == "u":
        yield from _of_code(fields[0], modifiers or 1, fields[2] if len(fields) > 2 else [])
    elif final == "~" and first == OTHER_KEYS and len(fields) > 2:
        yield from _of_code(fields[2], modifiers, [])
    elif final == "~" and first in NUMBERS:
        yield KeyPress(_modified(NUMBERS[first], modifiers))
    elif final == "Z" and first < 2:
        yield KeyPress("shift+tab")
    elif final in SHIFTED_LETTERS and fields == [[0]]:
        yield KeyPress(f"shift+{SHIFTED_LETTERS[final]}")
    elif final in LETTERS and len(fields) == 1:  # old terminals tell the modifiers alone
        if first < 16 and not (final == "R" and first):
            yield KeyPress(_modified(LETTERS[final], first or 1))
    elif final in LETTERS and first == 1 and final != "R":  # that is where the cursor stands
        yield KeyPress(_modified(LETTERS[final], modifiers))


def _of_code(codes: list[int], modifiers: int, text: list[int]) -> Iterator[KeyPress]:
    """The key of kitty's protocol: its code, the one with Shift, the one at its place on a Latin keyboard; what it types."""
    code, shifted, latin = (*codes, 0, 0)[:3]
    bits = (modifiers - 1) & ~LOCKS
    typed = "".join(chr(number) for number in text if number)
    if code in CODES:
        name = CODES[code]
        yield KeyPress(_modified(name, modifiers), "" if bits else CHARACTERS.get(name, ""))
        return
    place = chr(latin) if latin and is_of_another_script(chr(code)) else ""
    if typed.isprintable() and typed and not bits & ~(SHIFT | 2):  # with Alt some keyboards type a character of their own
        for char in typed:
            yield KeyPress(name_of(char), char, place)
        return
    char = KEYPAD_CODES.get(code) or ("" if code in PRIVATE else chr(code))
    if not char.isprintable() or not char:
        return
    if bits & ~SHIFT:
        yield KeyPress(_modified(name_of(place or char), modifiers))
    elif bits and char != " ":
        char = chr(shifted) if shifted else char.upper()
        yield KeyPress(name_of(char), char, place)
    else:
        yield KeyPress(_modified(name_of(char), modifiers), char, place)


def _modified(name: str, modifiers: int) -> str:
    """A key's name with its modifiers in front; locks are none."""
    if modifiers < 1 or modifiers > 256:
        raise ValueError(modifiers)
    return "+".join([*(modifier for bit, modifier in MODIFIERS if (modifiers - 1) & bit), name])
