"""Keys of one's own: names of keys as people write them, and what is wrong with a `[keys]` table. Pure."""

import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from trainer.diagnostics.problem import COMMANDS, KeyPath, Problem, nearest

SPECIAL: Final = frozenset(
    "up down left right home end insert delete pageup pagedown space enter escape backspace tab".split()
    + [f"f{number}" for number in range(1, 13)]
)
MOVING: Final = frozenset("up down left right home end insert delete pageup pagedown".split())  # may go with shift and ctrl
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
SHORTENED: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
TWINS: Final = {"i": "Tab", "m": "Enter", "h": "Backspace", "j": "Enter"}  # what terminals send for ctrl and a letter
EVERYWHERE: Final = "app"  # the part of an id in front of the dot, for commands of all screens
SEVERAL: Final = "expected a key or a list of keys"


class Known(Struct, frozen=True):
    """The commands that there are: the usual keys of each id, and the keys that the lists of a screen need.

    An id is that of a screen, a dot, and a name. The keys of `fixed` ones stay.
    """

    keys: Mapping[str, tuple[str, ...]]
    needed: Mapping[str, tuple[str, ...]]
    fixed: frozenset[str]


class WrongKeyError(Exception):
    """A key that cannot be; the message says why, `hint` what to write."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


def name_of(char: str) -> str:
    """The name of a character's key, as Textual has it: "." is "full_stop"."""
    if char == " ":
        return "space"
    if char.isalnum():
        return char
    name = unicodedata.name(char, char).lower().replace("-", "_").replace(" ", "_")
    return SHORTENED.get(name, name)


SIGNS: Final = frozenset(name_of(char) for char in string.punctuation)


def at_beginning(name: str) -> str:
    """The name of a key where a sentence begins: "Space", but "q"."""
    return f"{name[0].upper()}{name[1:]}" if len(name) > 1 else name


def key_named(text: str) -> str:
    """Textual's name of a key that a person wrote: "n", "?", "PageDown", "ctrl+s". Raises WrongKeyError."""
    if len(text) == 1 and text.isprintable():
        return ALIASES.get(text, name_of(text))
    *modifiers, last = (*text[:-2].split("+"), "+") if text.endswith("++") else text.split("+")
    modifiers = [one.strip().lower() for one in modifiers]
    last = last.strip() if len(last.strip()) == 1 else ALIASES.get(last.strip().lower(), last.strip().lower())
    key = name_of(last) if len(last) == 1 and last.isprintable() else last
    if unknown := [one for one in modifiers if one not in ("ctrl", "shift", "alt")]:
        raise WrongKeyError(f"unknown key '{text}'", f"'{unknown[0]}' is none of ctrl, alt, shift")
    if not (len(key) == 1 and key.isprintable()) and key not in SPECIAL | SIGNS:
        raise WrongKeyError(f"unknown key '{text}'", nearest(key, SPECIAL | SIGNS) or 'a key is like "n", "?", "f5" or "ctrl+s"')
    if not modifiers:
        return key
    if refused := _refused("+".join(sorted(set(modifiers))), key):
        raise WrongKeyError(f"the key '{text}' cannot be used", refused)
    return "+".join([*sorted(set(modifiers)), key])


def _refused(modifiers: str, key: str) -> str:
    """Why a key cannot go with modifiers; "" when it can."""
    if modifiers == "ctrl" and key.lower() in TWINS:
        return f"terminals send {TWINS[key.lower()]} for it"
    if modifiers == "ctrl" and key in ("c", "z"):
        return "it always leaves the trainer" if key == "c" else "it always suspends the trainer"
    letter = len(key) == 1 and key.isascii() and key.isalpha()
    if modifiers == "shift" and letter:
        return f"write '{key.upper()}'"
    if modifiers == "shift" and key == "tab":
        return ""
    if key in MOVING and modifiers in ("ctrl", "shift", "ctrl+shift"):
        return ""
    if letter and key.islower() and modifiers in ("ctrl", "alt"):
        return ""
    return "most terminals do not send it"


def shown(key: str) -> str:
    """A key as it is written into the file: its character where it has one."""
    return next((char for char in string.punctuation if name_of(char) == key), key)


def screen_of(command: str) -> str:
    """The screen that a command belongs to."""
    return command.partition(".")[0]


def clash(command: str, key: str, keys: Mapping[str, Iterable[str]], known: Known) -> str:
    """Why a key cannot be that of a command, as words that follow its name; "" when it can.

    `keys` are those of all commands that have others than usual.
    """
    screen = screen_of(command)
    if key in known.needed.get(screen, ()) and key not in known.keys[command]:
        return "moves in the list of this screen"
    for other in known.keys:
        near = screen_of(other)
        if other == command or not (near == screen or EVERYWHERE in (near, screen)):
            continue
        if key in keys.get(other, known.keys[other]):
            return f"is a key of '{other}' already"
    return ""


def checked(table: Mapping[str, Any], known: Known, file: str) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The keys of a `[keys]` table that are right, by command, and the problems of the rest.

    A command whose keys are all wrong keeps its usual ones, as far as no other has got them.
    """
    problems: list[Problem] = []
    wanted: dict[str, list[tuple[str, KeyPath]]] = {}  # of each command: keys, and where in the file they stand
    for where, value in flat(table, (COMMANDS,)):
        command = command_at(where)
        if command not in known.keys:
            hint = nearest(command, known.keys) or "'trainer settings --commands' lists them"
            problems.append(Problem(file, where, "unknown command", hint))
        elif command in known.fixed:
            problems.append(Problem(file, where, "the keys of this command cannot be changed"))
        elif not (isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))):
            problems.append(Problem(file, where, SEVERAL, 'like "n" or ["n", "right"]; [] is none'))
        else:
            wanted[command] = list(_named(value, where, file, problems))
            if value and not wanted[command]:
                del wanted[command]
    taken: dict[str, tuple[str, ...]] = dict.fromkeys(wanted, ())
    for command, keys in wanted.items():
        for key, where in keys:
            if why := clash(command, key, taken, known):
                hint = "give that one another key, or this one" if "already" in why else "choose another key"
                problems.append(Problem(file, where, f"'{shown(key)}' {why}", hint))
            else:
                taken[command] = (*taken[command], key)
    for command, keys in wanted.items():
        if keys and not taken[command]:
            free = {one: given for one, given in taken.items() if one != command}
            taken[command] = tuple(key for key in known.keys[command] if not clash(command, key, free, known))
    return {command: keys for command, keys in taken.items() if keys != known.keys[command]}, problems


def flat(table: Mapping[str, Any], above: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """The entries of a table, with their paths, whose keys may have been written without quotes: session.next = "n"."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, (*above, name))
        else:
            yield (*above, name), value


def command_at(path: KeyPath) -> str:
    """The command whose keys stand at a path, however that was written."""
    return ".".join(map(str, path[1:]))


def _named(value: str | list[str], where: KeyPath, file: str, problems: list[Problem]) -> Iterator[tuple[str, KeyPath]]:
    several = isinstance(value, list)
    seen: set[str] = set()
    for number, text in enumerate(value if isinstance(value, list) else [value]):
        place = (*where, number) if several else where
        try:
            key = key_named(text)
        except WrongKeyError as error:
            problems.append(Problem(file, place, str(error), error.hint))
            continue
        if key not in seen:
            seen.add(key)
            yield key, place
