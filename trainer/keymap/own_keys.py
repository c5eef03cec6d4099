"""Custom key bindings: validation of the `[keys]` table. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from trainer.diagnostics.problem import KEYS_TABLE, KeyPath, Problem, nearest
from trainer.keymap.key_names import WrongKeyError, key_in_file, parse_key

EVERYWHERE: Final = "app"  # the screen part of the ids of global commands
SEVERAL: Final = "expected a key or a list of keys"


class CommandRegistry(Struct, frozen=True):
    """The commands that there are: the default keys of each id, and the keys that the lists of a screen need.

    `keys`: the default keys by id (screen, dot, name); `needed`: the keys that a screen's lists need; `fixed`: the ids whose keys
    cannot be changed.
    """

    keys: Mapping[str, tuple[str, ...]]
    needed: Mapping[str, tuple[str, ...]]
    fixed: frozenset[str]


def screen_of(command: str) -> str:
    """The screen that a command belongs to."""
    return command.partition(".")[0]


def owner_of(command: str, key: str, keys: Mapping[str, Iterable[str]], registry: CommandRegistry) -> str | None:
    """The command that has a key already where `command` holds; None if the key is free.

    `keys` are those of all commands that have others than the default ones.
    """
    screen = screen_of(command)
    for other in registry.keys:
        near = screen_of(other)
        holds_too = near == screen or EVERYWHERE in (near, screen)
        if other != command and holds_too and key in keys.get(other, registry.keys[other]):
            return other
    return None


def key_conflict(command: str, key: str, keys: Mapping[str, Iterable[str]], registry: CommandRegistry) -> str:
    """Why a command cannot have a key, in words that follow the key's name; "" if it can. `keys` as for `owner_of`."""
    if key in registry.needed.get(screen_of(command), ()) and key not in registry.keys[command]:
        return "moves in the list of this screen"
    owner = owner_of(command, key, keys, registry)
    return f"is a key of '{owner}' already" if owner else ""


def checked(table: Mapping[str, Any], registry: CommandRegistry, file: str) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Validate a `[keys]` table: the valid keys by command, and the problems.

    A command whose keys are all wrong keeps its default ones, as far as no other has got them.
    """
    problems: list[Problem] = []
    wanted: dict[str, list[tuple[str, KeyPath]]] = {}  # by command: its keys, and their paths in the file
    for where, value in flattened(table, (KEYS_TABLE,)):
        command = command_at(where)
        if command not in registry.keys:
            hint = nearest(command, registry.keys) or "'trainer settings --commands' lists them"
            problems.append(Problem(file, where, "unknown command", hint))
        elif command in registry.fixed:
            problems.append(Problem(file, where, "the keys of this command cannot be changed"))
        elif not (isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))):
            problems.append(Problem(file, where, SEVERAL, 'like "n" or ["n", "right"]; [] is none'))
        else:
            wanted[command] = list(_parse_keys(value, where, file, problems))
            if value and not wanted[command]:
                del wanted[command]
    taken: dict[str, tuple[str, ...]] = dict.fromkeys(wanted, ())
    for command, keys in wanted.items():
        for key, where in keys:
            if why := key_conflict(command, key, taken, registry):
                hint = "give that one another key, or this one" if "already" in why else "choose another key"
                problems.append(Problem(file, where, f"'{key_in_file(key)}' {why}", hint))
            else:
                taken[command] = (*taken[command], key)
    for command, keys in wanted.items():
        if keys and not taken[command]:
            free = {one: given for one, given in taken.items() if one != command}
            taken[command] = tuple(key for key in registry.keys[command] if not key_conflict(command, key, free, registry))
    return {command: keys for command, keys in taken.items() if keys != registry.keys[command]}, problems


def flattened(table: Mapping[str, Any], above: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the entries of a table with their paths; ids may have been written without quotes: session.next = "n"."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flattened(value, (*above, name))
        else:
            yield (*above, name), value


def command_at(path: KeyPath) -> str:
    """The id of the command whose keys are at a path, quoted or not."""
    return ".".join(map(str, path[1:]))


def _parse_keys(value: str | list[str], where: KeyPath, file: str, problems: list[Problem]) -> Iterator[tuple[str, KeyPath]]:
    several = isinstance(value, list)
    seen: set[str] = set()
    for number, text in enumerate(value if isinstance(value, list) else [value]):
        place = (*where, number) if several else where
        try:
            key = parse_key(text)
        except WrongKeyError as error:
            problems.append(Problem(file, place, str(error), error.hint))
            continue
        if key not in seen:
            seen.add(key)
            yield key, place
