"""Keys of one's own: the commands that there are, and what is wrong with a `[keys]` table. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from trainer.diagnostics.problem import COMMANDS, KeyPath, Problem, nearest
from trainer.keymap.key_names import WrongKeyError, key_named, shown

EVERYWHERE: Final = "app"  # the part of an id in front of the dot, for commands of all screens
SEVERAL: Final = "expected a key or a list of keys"


class CommandRegistry(Struct, frozen=True):
    """The commands that there are: the usual keys of each id, and the keys that the lists of a screen need.

    An id is that of a screen, a dot, and a name. The keys of `fixed` ones stay.
    """

    keys: Mapping[str, tuple[str, ...]]
    needed: Mapping[str, tuple[str, ...]]
    fixed: frozenset[str]


def screen_of(command: str) -> str:
    """The screen that a command belongs to."""
    return command.partition(".")[0]


def clash(command: str, key: str, keys: Mapping[str, Iterable[str]], known: CommandRegistry) -> str:
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


def checked(table: Mapping[str, Any], known: CommandRegistry, file: str) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
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
