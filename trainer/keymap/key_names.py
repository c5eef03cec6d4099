"""Names of keys: as people write them, as Textual calls them, and as they are printed on a keyboard. Pure."""

import string
import unicodedata
from typing import Final

from trainer.diagnostics.problem import nearest

SPECIAL: Final = frozenset(
    "up down left right home end insert delete pageup pagedown space enter escape backspace tab".split()
    + [f"f{number}" for number in range(1, 13)]
)
CURSOR_KEYS: Final = frozenset("up down left right home end insert delete pageup pagedown".split())  # with shift and ctrl, too
ALIASES: Final = {
    "esc": "escape",
    "return": "enter",
    "page_up": "pageup",
    "page_down": "pagedown",
    "page-up": "pageup",
    "page-down": "pagedown",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    "spacebar": "space",
    "\u2190": "left",
    "\u2192": "right",
    "\u2191": "up",
    "\u2193": "down",
}
SHORT_NAMES: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
KEY_NAMES: Final = {
    "right": "\u2192",
    "left": "\u2190",
    "up": "\u2191",
    "down": "\u2193",
    "enter": "Enter",
    "escape": "Esc",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "f5": "F5",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "Backspace",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift": "Shift",
}
CTRL_COLLISIONS: Final = {
    "i": "Tab",
    "m": "Enter",
    "h": "Backspace",
    "j": "Enter",
}  # ctrl and a letter that terminals send as another key


class WrongKeyError(Exception):
    """An invalid key; the message says why, `hint` what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


def name_of(char: str) -> str:
    """Textual's name of a character's key: "full_stop" for "."."""
    if char == " ":
        return "space"
    if char.isalnum():
        return char
    name = unicodedata.name(char, char).lower().replace("-", "_").replace(" ", "_")
    return SHORT_NAMES.get(name, name)


SIGNS: Final = {name_of(char): char for char in string.punctuation}


def at_beginning(name: str) -> str:
    """Spell a key's name for the beginning of a sentence: "Space", but "q"."""
    return f"{name[0].upper()}{name[1:]}" if len(name) > 1 else name


def parse_key(text: str) -> str:
    """Translate a key that a person wrote ("n", "?", "PageDown", "ctrl+s") to Textual's name. Raises WrongKeyError."""
    if len(text) == 1 and text.isprintable():
        return ALIASES.get(text, name_of(text))
    *modifiers, last = (*text[:-2].split("+"), "+") if text.endswith("++") else text.split("+")
    modifiers = [one.strip().lower() for one in modifiers]
    last = last.strip() if len(last.strip()) == 1 else ALIASES.get(last.strip().lower(), last.strip().lower())
    key = name_of(last) if len(last) == 1 and last.isprintable() else last
    if unknown := [one for one in modifiers if one not in ("ctrl", "shift", "alt")]:
        raise WrongKeyError(f"unknown key '{text}'", f"'{unknown[0]}' is none of ctrl, alt, shift")
    if not (len(key) == 1 and key.isprintable()) and key not in SPECIAL | SIGNS.keys():
        hint = nearest(key, SPECIAL | SIGNS.keys()) or 'a key is like "n", "?", "f5" or "ctrl+s"'
        raise WrongKeyError(f"unknown key '{text}'", hint)
    if not modifiers:
        return key
    if refused := _rejection("+".join(sorted(set(modifiers))), key):
        raise WrongKeyError(f"the key '{text}' cannot be used", refused)
    return "+".join([*sorted(set(modifiers)), key])


def _rejection(modifiers: str, key: str) -> str:
    """Why a key cannot be combined with modifiers; "" if it can."""
    if modifiers == "ctrl" and key.lower() in CTRL_COLLISIONS:
        return f"terminals send {CTRL_COLLISIONS[key.lower()]} for it"
    if modifiers == "ctrl" and key in ("c", "z"):
        return "it always leaves the trainer" if key == "c" else "it always suspends the trainer"
    letter = len(key) == 1 and key.isascii() and key.isalpha()
    if modifiers == "shift" and letter:
        return f"write '{key.upper()}'"
    if modifiers == "shift" and key == "tab":
        return ""
    if key in CURSOR_KEYS and modifiers in ("ctrl", "shift", "ctrl+shift"):
        return ""
    if letter and key.islower() and modifiers in ("ctrl", "alt"):
        return ""
    return "most terminals do not send it"


def key_in_file(key: str) -> str:
    """A key as written in the settings file: its character if it has one."""
    return SIGNS.get(key, key)


def key_name(key: str) -> str:
    """A key as printed on a keyboard."""
    *modifiers, last = key.split("+")
    return "+".join([*(KEY_NAMES.get(one, one) for one in modifiers), KEY_NAMES.get(last, key_in_file(last))])
