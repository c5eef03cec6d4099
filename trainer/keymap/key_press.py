"""Translate pieces of terminal input to keys, by Textual's names. Pure.

Keys are identified by what they type: "." on the keypad is the same key. A key also carries the one at its position on a
Latin keyboard, if the terminal reports it (kitty's protocol with alternate keys).
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
SHIFTED_LETTERS: Final[Mapping[str, str]] = dict(zip("abcd", "up down right left".split(), strict=True))  # rxvt: Shift; SS3: Ctrl
KEYPAD: Final[Mapping[str, str]] = dict(zip("pqrstuvwxyjklmnoX", "0123456789*+,-./=", strict=True))
EDITING: Final = "home insert delete end pageup pagedown home end".split()
FUNCTION_NUMBERS: Final = (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24)
NUMBERS: Final[Mapping[int, str]] = {
    **dict(enumerate(EDITING, 1)),
    **{number: f"f{key}" for key, number in enumerate(FUNCTION_NUMBERS, 1)},
}
OTHER_KEYS: Final = 27  # xterm's number for a modified key: its third parameter is the character
CODES: Final[Mapping[int, str]] = {
    **dict(zip((27, 13, 9, 127, 57414), "escape enter tab backspace enter".split(), strict=True)),
    **dict(enumerate("left right up down pageup pagedown home end insert delete".split(), 57417)),
}
KEYPAD_CODES: Final[Mapping[int, str]] = {**dict(enumerate("0123456789./*-+", 57399)), **dict(enumerate("=,", 57415))}
PRIVATE: Final = range(0xE000, 0xF900)  # kitty's codes for keys without a character
CHARACTERS: Final[Mapping[str, str]] = {"enter": "\r", "tab": "\t", "backspace": "\x7f", "escape": ESCAPE}
SHIFT: Final = 1
MODIFIERS: Final = ((2, "alt"), (4, "ctrl"), (16, "hyper"), (32, "meta"), (SHIFT, "shift"), (8, "super"))  # in Textual's order
LOCKS: Final = 64 | 128
RELEASED: Final = 3
ANOTHER_SCRIPT: Final = "Letters of another layout: space, arrows and Enter work."
KEY: Final = re.compile(r"\x1b(?:O(\d?)([A-Za-z])|\[([\d:;]*)([A-Za-z~])|\[\[([A-E]))")


class KeyPress(Struct, frozen=True):
    """A key: its name, the character it types ("" for none), and the one it types on a Latin keyboard, if known."""

    name: str
    character: str = ""
    latin: str = ""


def keys_in(piece: str) -> list[KeyPress]:
    """The keys in a piece of `SequenceSplitter`; none for messages of the terminal itself."""
    try:
        if len(piece) == 1:
            return [of_character(piece)] if piece != "\0" else []  # Windows sends it for Shift alone
        if (found := KEY.fullmatch(piece)) is not None:
            return list(_of_sequence(found))
        if len(piece) == 2:
            return [KeyPress(f"alt+{of_character(piece[1]).name}")]
    except (ValueError, OverflowError):  # a number that is no code point
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
    """The bound name that a key acts as, or its own name if none is bound.

    An unbound capital acts as the small letter, a letter of another script as the key at its position on a Latin keyboard.
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
    """Yield the key of a CSI sequence; each field is a list of its sub-parameters."""
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
    elif final in LETTERS and len(fields) == 1:  # old terminals omit the first parameter
        if first < 16 and not (final == "R" and first):
            yield KeyPress(_modified(LETTERS[final], first or 1))
    elif final in LETTERS and first == 1 and final != "R":  # R reports the cursor position
        yield KeyPress(_modified(LETTERS[final], modifiers))


def _of_code(codes: list[int], modifiers: int, text: list[int]) -> Iterator[KeyPress]:
    """Yield the key of kitty's protocol, given its code, shifted code and Latin base code, and the text it types."""
    code, shifted, latin = (*codes, 0, 0)[:3]
    bits = (modifiers - 1) & ~LOCKS
    typed = "".join(chr(number) for number in text if number)
    if code in CODES:
        name = CODES[code]
        yield KeyPress(_modified(name, modifiers), "" if bits else CHARACTERS.get(name, ""))
        return
    place = chr(latin) if latin and is_of_another_script(chr(code)) else ""
    if typed.isprintable() and typed and not bits & ~(SHIFT | 2):  # some layouts type a character with Alt
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
    """Prefix a key's name with its modifiers; lock keys don't count."""
    if modifiers < 1 or modifiers > 256:
        raise ValueError(modifiers)
    return "+".join([*(modifier for bit, modifier in MODIFIERS if (modifiers - 1) & bit), name])
