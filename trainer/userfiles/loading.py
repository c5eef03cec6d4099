"""Routine files from disk: the bundled one always, the user's as far as they are right. One judge of a file serves all."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TextIO

import click
from msgspec import Struct
from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem, guarded, nearest
from trainer.keymap.commands import REGISTRY
from trainer.routine.library import EMPTY, Library, merged
from trainer.routine.loader import RoutineFile, parse
from trainer.routine.model import Routine
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.system import paths, streams
from trainer.system.reading import read, read_if_there, reason
from trainer.system.visible import visible

MOST_SHOWN: Final = 50  # problems on a terminal


class Loaded(Struct, frozen=True):
    """What can be used, and what is wrong with the files that cannot. The library has the habits of the settings.

    `own`: the ids of the routines that did not come with the trainer as they are: their steps, or an exercise, are the person's.
    """

    library: Library
    problems: tuple[Problem, ...]
    settings: Settings = Settings()
    own: frozenset[str] = frozenset()


class Accepted(Struct, frozen=True):
    """A file that can be used: the library with it, what it holds, and the figures that it brings for `trainer import`."""

    library: Library
    added: RoutineFile
    poses: Mapping[str, str]


def settings_file() -> SettingsFile:
    """The user's settings."""
    return SettingsFile(paths.config_file("settings.toml"), REGISTRY)


def own_routines() -> Path:
    """The user's own routine file (which need not exist)."""
    return paths.config_file("routines.toml")


def bundled_library() -> Library:
    """The exercises and routines that come with the trainer."""
    path = paths.bundled_routines()
    return merged(EMPTY, parse(path.read_bytes(), path.name))


def accepted(base: Library, content: bytes, name: str, *, shared: bool = False) -> Accepted:
    """A routine file over those that were loaded before; one that is `shared` may bring figures.

    Raises FileError with every problem of it, each with its place, whatever it holds.
    """
    try:
        with guarded(name):
            if not shared:
                added = parse(content, name)
                return Accepted(merged(base, added), added, {})
            from trainer.userfiles.sharing import received

            brought = received(content, name)
            return Accepted(merged(base, brought.routines), brought.routines, brought.poses)
    except FileError as error:
        from trainer.diagnostics.position import located

        raise FileError(located(error.problems, content)) from error.__cause__


def load(
    user_files: Iterable[Path], own: SettingsFile | None = None, *, following: bool = False, no_guided: bool = False
) -> Loaded:
    """The bundled routines; over them those of `routines.toml` in the config folder, if it is there; and of the files given.

    A file with a problem is left out as a whole. Raises click.UsageError when a given file is missing or cannot be read;
    while they are followed (`following`) that is a problem like others.
    `own`: the settings, where they have been read already. `no_guided`: without guided reps, whatever the settings say.
    """
    own = own or settings_file()
    settings = replace(own.settings, guided=own.settings.guided and not no_guided)
    library = replace(bundled_library(), habits=settings.habits)
    problems: list[Problem] = list(own.problems)
    ids: set[str] = set()
    first = own_routines()
    for path in (first, *user_files):
        try:
            content = read_if_there(path, MAX_BYTES) if path == first else read_file(path)
            if content is None:
                continue
            found = accepted(library, content, str(path))
        except click.UsageError as error:
            if not following:
                raise
            problems.append(Problem(str(path), (), error.message))
        except OSError as error:
            problems.append(Problem(str(path), (), f"cannot be read: {reason(error)}"))
        except FileError as error:
            problems += error.problems
        else:
            library = found.library
            mine = found.added
            ids |= {routine.id for routine in mine.routines.values()}
            ids |= {one.id for one in library.routines.values() if any(step.exercise in mine.exercises for step in one.steps)}
    return Loaded(library, tuple(problems), settings, frozenset(ids))


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, each with the line it is in."""
    shown, more = room_for(tuple(problems), sys.stderr)
    for problem in shown:
        streams.warn(problem.report())
    if more:
        streams.warn(more)


def room_for(problems: tuple[Problem, ...], stream: TextIO | None) -> tuple[tuple[Problem, ...], str]:
    """The problems that are shown on a stream, and what is said of the others: on a terminal nobody reads thousands."""
    if len(problems) <= MOST_SHOWN or not streams.is_terminal(stream):
        return problems, ""
    return problems[:MOST_SHOWN], f"... and {len(problems) - MOST_SHOWN} problems more; 'trainer check FILE --json' has all."


def find_routine(loaded: Loaded, name: str) -> Routine:
    """The routine with the id `name`; raises click.UsageError with the nearest ids when there is none."""
    routines = loaded.library.routines
    if name in routines:
        return routines[name]
    show_problems(loaded.problems)
    left_out = " (nothing of a file with a problem is used)" if loaded.problems else ""
    hint = nearest(name, routines) or f"there are {', '.join(routines)}"
    raise click.UsageError(f"There is no routine '{visible(name)}'{left_out}: {hint}")


def read_file(path: Path) -> bytes:
    """The bytes of a regular file (one more than is allowed at most); raises click.UsageError."""
    name = visible(str(path))
    try:
        return read(path, MAX_BYTES)
    except FileNotFoundError:
        raise click.UsageError(f"There is no file '{name}': check its name") from None
    except OSError as error:
        raise click.UsageError(f"'{name}' cannot be read: {reason(error)}") from error
