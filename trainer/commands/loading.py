"""Routine files from disk: the bundled one always, the user's as far as they are right."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem, nearest
from trainer.routine.library import EMPTY, Library, merged
from trainer.routine.loader import parse
from trainer.routine.model import Routine
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.system import paths
from trainer.ui.user_commands import KNOWN


class Loaded(Struct, frozen=True):
    """What can be used, and what is wrong with the files that cannot. The library has the habits of the settings.

    `own`: the ids of the routines that did not come with the trainer as they are: their steps, or an exercise, are the person's.
    """

    library: Library
    problems: tuple[Problem, ...]
    settings: Settings = Settings()
    own: frozenset[str] = frozenset()


def settings_file() -> SettingsFile:
    """The user's settings."""
    return SettingsFile(paths.config_file("settings.toml"), KNOWN)


def load(user_files: Iterable[Path], own: SettingsFile | None = None, *, no_guided: bool = False) -> Loaded:
    """The bundled routines; over them those of `routines.toml` in the config folder, if it is there; and of the files given.

    A file with a problem is left out as a whole. Raises click.UsageError when a given file is missing or cannot be read.
    `own`: the settings, where they have been read already. `no_guided`: without guided reps, whatever the settings say.
    """
    own = own or settings_file()
    bundled = paths.bundled_routines()
    settings = replace(own.settings, guided=own.settings.guided and not no_guided)
    library = replace(merged(EMPTY, parse(bundled.read_bytes(), bundled.name)), habits=settings.habits)
    problems: list[Problem] = list(own.problems)
    contents: list[tuple[Path, bytes]] = []
    ids: set[str] = set()
    routines = paths.config_file("routines.toml")
    try:
        if routines.exists():
            contents.append((routines, read_file(routines)))
    except (click.UsageError, OSError) as error:
        reason = error.message if isinstance(error, click.UsageError) else str(error.strerror)
        problems.append(Problem(str(routines), "", reason))
    contents += [(path, read_file(path)) for path in user_files]
    for path, content in contents:
        try:
            added = parse(content, str(path))
            library = merged(library, added)
            ids |= {routine.id for routine in added.routines.values()}
            ids |= {one.id for one in library.routines.values() if any(step.exercise in added.exercises for step in one.steps)}
        except FileError as error:
            from trainer.diagnostics.position import located  # noqa: PLC0415 - only when there is a problem

            problems += located(error.problems, content)
    return Loaded(library, tuple(problems), settings, frozenset(ids))


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, each with the line it is in."""
    for problem in problems:
        print(problem.report(), file=sys.stderr)  # noqa: T201


def find_routine(loaded: Loaded, name: str) -> Routine:
    """The routine with the id `name`; raises click.UsageError with the nearest ids when there is none."""
    routines = loaded.library.routines
    if name in routines:
        return routines[name]
    show_problems(loaded.problems)
    left_out = " (nothing of a file with a problem is used)" if loaded.problems else ""
    hint = nearest(name, routines) or f"there are {', '.join(routines)}"
    raise click.UsageError(f"There is no routine '{plain(name)}'{left_out}: {hint}")


def plain(text: str) -> str:
    """A text from the command line as it can be shown in a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text)


def read_file(path: Path) -> bytes:
    """The bytes of a regular file (one more than is allowed at most); raises click.UsageError."""
    try:
        if not path.exists():
            raise click.UsageError(f"There is no file '{plain(str(path))}': check its name")
        if not path.is_file():
            raise click.UsageError(f"'{plain(str(path))}' is not a file: expected a routine file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise click.UsageError(f"'{plain(str(path))}' cannot be read: {reason}") from error
