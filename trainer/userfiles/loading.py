"""Load routine files: the bundled one always, the user's if they are valid. All callers share this validation."""

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import click
from msgspec import Struct
from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem, errors_as_problems, nearest
from trainer.keymap.commands import REGISTRY
from trainer.routine.library import EMPTY, Library, merged
from trainer.routine.loader import RoutineFile, parse
from trainer.routine.model import Effort, Routine
from trainer.settings.file import SettingsFile
from trainer.settings.settings import Settings
from trainer.system import paths, streams
from trainer.system.reading import cause_of, read, read_if_exists
from trainer.system.visible import visible

if TYPE_CHECKING:
    from trainer.routine.plan import Plan

MAX_SHOWN: Final = 50  # problems printed to a terminal


class Loaded(Struct, frozen=True):
    """The usable content of all files, and the problems in the rest. The library has the settings' `plan_defaults`.

    `own`: ids of routines that are the person's own, or use an exercise of theirs.
    """

    library: Library
    problems: tuple[Problem, ...]
    settings: Settings = Settings()
    own: frozenset[str] = frozenset()


class Accepted(Struct, frozen=True):
    """A valid file: the library with it merged, its own content, and the figures it brings for `trainer import`."""

    library: Library
    added: RoutineFile
    poses: Mapping[str, str]


def settings_file() -> SettingsFile:
    """Open the user's settings."""
    return SettingsFile(paths.config_file("settings.toml"), REGISTRY)


def own_routines_path() -> Path:
    """The path of the user's own routine file, which may not exist."""
    return paths.config_file("routines.toml")


@cache
def bundled_library() -> Library:
    """Load the bundled exercises and routines, which stay as they are while the trainer runs."""
    path = paths.bundled_routines()
    return merged(EMPTY, parse(path.read_bytes(), path.name))


def accepted(base: Library, content: bytes, name: str, *, shared: bool = False) -> Accepted:
    """Validate a routine file against a library, and merge it; a `shared` file may bring figures.

    Raises FileError with all its problems, located.
    """
    try:
        with errors_as_problems(name):
            poses: Mapping[str, str] = {}
            if shared:
                from trainer.userfiles.sharing import parse_shared

                added, poses = parse_shared(content, name)
            else:
                added = parse(content, name)
            return Accepted(merged(base, added), added, poses)
    except FileError as error:
        from trainer.diagnostics.position import located

        raise FileError(located(error.problems, content)) from error.__cause__


def load(
    user_files: Iterable[Path], own: SettingsFile | None = None, *, following: bool = False, no_guided: bool = False
) -> Loaded:
    """Load the bundled routines, then the user's `routines.toml` if it exists, then the given files.

    A file with a problem is skipped completely. Raises click.UsageError if a given file cannot be read, or reports that as a
    problem if `following`.
    `own`: the settings, if already loaded. `no_guided`: no guided reps, whatever the settings say.
    """
    own = own or settings_file()
    settings = replace(own.settings, guided=own.settings.guided and not no_guided)
    library = replace(bundled_library(), plan_defaults=settings.plan_defaults)
    problems: list[Problem] = list(own.problems)
    ids: set[str] = set()
    first = own_routines_path()
    for path in (first, *user_files):
        try:
            content = read_if_exists(path, MAX_BYTES) if path == first else read_file(path)
            if content is None:
                continue
            found = accepted(library, content, str(path))
        except click.UsageError as error:
            if not following:
                raise
            problems.append(Problem(str(path), (), error.message))
        except OSError as error:
            problems.append(Problem(str(path), (), f"cannot be read: {cause_of(error)}"))
        except FileError as error:
            problems += error.problems
        else:
            library = found.library
            mine = found.added
            ids |= {routine.id for routine in mine.routines.values()}
            ids |= {one.id for one in library.routines.values() if any(step.exercise in mine.exercises for step in one.steps)}
    return Loaded(library, tuple(problems), settings, frozenset(ids))


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, each with its line."""
    shown, more = limited_for(tuple(problems), sys.stderr)
    for problem in shown:
        streams.warn(problem.report())
    if more:
        streams.warn(more)


def limited_for(problems: tuple[Problem, ...], stream: TextIO | None) -> tuple[tuple[Problem, ...], str]:
    """The problems to print on a stream, and a line about the omitted ones: terminals get a limited number."""
    if len(problems) <= MAX_SHOWN or not streams.is_terminal(stream):
        return problems, ""
    return problems[:MAX_SHOWN], f"... and {len(problems) - MAX_SHOWN} more problems; 'trainer check FILE --json' lists all."


def find_routine(loaded: Loaded, name: str) -> Routine:
    """Find a routine by id; raises click.UsageError with the nearest ids if there is none."""
    routines = loaded.library.routines
    if name in routines:
        return routines[name]
    show_problems(loaded.problems)
    left_out = " (files with problems are not used)" if loaded.problems else ""
    hint = nearest(name, routines) or f"there are {', '.join(routines)}"
    raise click.UsageError(f"There is no routine '{visible(name)}'{left_out}: {hint}")


def find_plan(loaded: Loaded, name: str, effort: Effort | None) -> "Plan":
    """The plan of a routine at an effort, None: the one in the settings; raises like `find_routine`."""
    from trainer.routine.compiler import compile_plan

    found = find_routine(loaded, name)
    return compile_plan(loaded.library, found, effort or loaded.settings.effort_of(found.id))


def read_file(path: Path) -> bytes:
    """Read a regular file (at most one byte over the limit); raises click.UsageError."""
    name = visible(str(path))
    try:
        return read(path, MAX_BYTES)
    except FileNotFoundError:
        raise click.UsageError(f"There is no file '{name}': check its name") from None
    except OSError as error:
        raise click.UsageError(f"'{name}' cannot be read: {cause_of(error)}") from error
