"""A routine as one file for others: the routine, its exercises and its own figures; and what such a file would change."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import msgspec
import tomlkit
from msgspec import Struct
from msgspec.structs import replace

from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem
from trainer.diagnostics.tables import tables_of
from trainer.pose import posefile
from trainer.routine.library import Library
from trainer.routine.loader import IMPORTED, POSE, RoutineFile, parse
from trainer.routine.model import Exercise, Id, Routine
from trainer.routine.writer import new_text
from trainer.system.reading import read

Kind: TypeAlias = Literal["routine", "exercise", "figure"]
COMMENTS: Final = ("A routine of the upper-back trainer. To bring it in: trainer import FILE",)


class Shared(Struct, frozen=True):
    """What a shared file brings: exercises and routines, and the texts of pose files by id."""

    routines: RoutineFile
    poses: Mapping[str, str]


class Change(Struct, frozen=True):
    """What bringing in a shared file does to one thing: `old` says what is replaced, "" when nothing is.

    `used`: the routines that are there and use what is replaced.
    """

    kind: Kind
    id: str
    name: str
    old: str
    used: tuple[str, ...] = ()


def exported(library: Library, routine: Routine, own_poses: Mapping[str, Path]) -> str:
    """The text of a file with a routine and all that it uses of this library. Raises OSError, or FileError for a figure."""
    exercises = {step.exercise: library.exercises[step.exercise] for step in routine.steps}
    text = new_text(exercises, [routine], COMMENTS)
    for name in sorted({pose for pose in _poses_of(routine, exercises) if pose in own_poses}):
        content = read(own_poses[name], MAX_BYTES)
        posefile.read(content, str(own_poses[name]))
        text += f"\n{tomlkit.dumps({POSE: {name: tables_of(content, name, 'pose file')}})}"
    return text


def _poses_of(routine: Routine, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    for pose in (*(exercise.pose for exercise in exercises.values()), *(step.pose for step in routine.steps)):
        if isinstance(pose, str):
            yield pose


def received(content: bytes, file: str) -> Shared:
    """A shared file; problems of routines are in its `routines`. Raises FileError when its bytes are no TOML."""
    routines = parse(content, file, shared=True)
    problems: list[Problem] = []
    poses: dict[str, str] = {}
    tables = tables_of(content, file, "routine file").get(POSE)
    if tables is not None and not (isinstance(tables, dict) and tables):
        problems.append(Problem(file, (POSE,), "expected [pose.ID] tables"))
    for name, table in tables.items() if isinstance(tables, dict) else ():
        try:
            poses[name] = _pose_text(name, table)
        except FileError as error:
            problems += [replace(one, file=file, path=(POSE, name, *one.path)) for one in error.problems]
    return Shared(replace(routines, problems=(*routines.problems, *problems)), poses)


def figures_left_out(poses: Mapping[str, str], file: str) -> Iterator[Problem]:
    """A warning where a file brings figures, which only an import takes."""
    if poses:
        yield Problem(file, (POSE,), *IMPORTED, severity="warning")


def _pose_text(name: str, table: Any) -> str:
    """The text of a pose file; raises FileError."""
    try:
        msgspec.convert(name, Id)
    except msgspec.ValidationError:
        raise FileError([Problem("", (), "expected an id of 1 to 64 lower-case letters, digits and dashes")]) from None
    if not isinstance(table, dict):
        raise FileError([Problem("", (), "expected a table")])
    text: str = tomlkit.dumps(table)
    posefile.read(text.encode(), "")
    return text


def changes(library: Library, shared: Shared, own_poses: Mapping[str, Path], bundled_poses: frozenset[str]) -> list[Change]:
    """What a shared file adds or replaces; what is there already, in the same words, is not named."""
    found: list[Change] = []
    for routine in shared.routines.routines.values():
        old = library.routines.get(routine.id)
        if old != routine:
            found.append(Change("routine", routine.id, routine.name, old.name if old else ""))
    for name, exercise in shared.routines.exercises.items():
        present = library.exercises.get(name)
        if present != exercise:
            users = (one.id for one in library.routines.values() if any(step.exercise == name for step in one.steps))
            found.append(Change("exercise", name, exercise.name, present.name if present else "", tuple(users)))
    for name, text in shared.poses.items():
        path = own_poses.get(name)
        if path is None:
            found.append(Change("figure", name, name, "the bundled figure" if name in bundled_poses else ""))
        elif tables_of(text.encode(), name, "pose file") != _tables(path):
            found.append(Change("figure", name, name, "your figure"))
    return found


def _tables(path: Path) -> object:
    try:
        return tables_of(read(path, MAX_BYTES), str(path), "pose file")
    except (OSError, FileError):
        return None
