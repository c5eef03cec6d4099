"""Export a routine as one self-contained file, and determine what importing such a file would change."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import tomlkit
from msgspec import Struct
from msgspec.structs import replace

from trainer.diagnostics.mending import EXPECTED_ID
from trainer.diagnostics.problem import MAX_BYTES, FileError, Problem
from trainer.diagnostics.tables import parse_toml
from trainer.pose import posefile
from trainer.routine.library import Library
from trainer.routine.loader import IMPORTED, POSE, RoutineFile, parse
from trainer.routine.model import Exercise, Routine, is_id
from trainer.routine.writer import new_text
from trainer.system.reading import read
from trainer.userfiles.loading import Accepted

Kind: TypeAlias = Literal["routine", "exercise", "figure"]
HEADER: Final = ("A routine of the upper-back trainer. To import it: trainer import FILE",)


class Change(Struct, frozen=True):
    """What an import does to one item: `old` says what it replaces, "" if nothing.

    `used`: existing routines that use the replaced item.
    """

    kind: Kind
    id: str
    name: str
    old: str
    used: tuple[str, ...] = ()


def exported(library: Library, routine: Routine, own_poses: Mapping[str, Path]) -> str:
    """Export a routine with everything of this library that it uses. Raises OSError, or FileError for an invalid figure."""
    exercises = {step.exercise: library.exercises[step.exercise] for step in routine.steps}
    text = new_text(exercises, [routine], HEADER)
    for name in sorted({pose for pose in _poses_of(routine, exercises) if pose in own_poses}):
        content = read(own_poses[name], MAX_BYTES)
        posefile.read(content, str(own_poses[name]))
        text += f"\n{tomlkit.dumps({POSE: {name: parse_toml(content, name, 'pose file')}})}"
    return text


def _poses_of(routine: Routine, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    for pose in (*(exercise.pose for exercise in exercises.values()), *(step.pose for step in routine.steps)):
        if isinstance(pose, str):
            yield pose


def parse_shared(content: bytes, file: str) -> tuple[RoutineFile, Mapping[str, str]]:
    """Parse a shared file: its exercises and routines, with the problems of all of it, and texts of pose files by id.

    Raises FileError if it is not TOML.
    """
    routines = parse(content, file, shared=True)
    problems: list[Problem] = []
    poses: dict[str, str] = {}
    tables = parse_toml(content, file, "routine file").get(POSE)
    if tables is not None and not (isinstance(tables, dict) and tables):
        problems.append(Problem(file, (POSE,), "expected [pose.ID] tables"))
    for name, table in tables.items() if isinstance(tables, dict) else ():
        try:
            poses[name] = _pose_text(name, table)
        except FileError as error:
            problems += [replace(one, file=file, path=(POSE, name, *one.path)) for one in error.problems]
    return replace(routines, problems=(*routines.problems, *problems)), poses


def figures_left_out(poses: Mapping[str, str], file: str) -> Iterator[Problem]:
    """Warn about figures in a file that is not imported."""
    if poses:
        yield Problem(file, (POSE,), *IMPORTED, severity="warning")


def _pose_text(name: str, table: Any) -> str:
    """Convert a pose table to the text of a pose file; raises FileError."""
    if not is_id(name):
        raise FileError([Problem("", (), EXPECTED_ID)])
    if not isinstance(table, dict):
        raise FileError([Problem("", (), "expected a table")])
    text: str = tomlkit.dumps(table)
    posefile.read(text.encode(), "")
    return text


def changes(library: Library, shared: Accepted, own_poses: Mapping[str, Path], bundled_poses: frozenset[str]) -> list[Change]:
    """List what a shared file adds or replaces, leaving out identical items."""
    found: list[Change] = []
    for routine in shared.added.routines.values():
        old = library.routines.get(routine.id)
        if old != routine:
            found.append(Change("routine", routine.id, routine.name, old.name if old else ""))
    for name, exercise in shared.added.exercises.items():
        present = library.exercises.get(name)
        if present != exercise:
            users = (one.id for one in library.routines.values() if any(step.exercise == name for step in one.steps))
            found.append(Change("exercise", name, exercise.name, present.name if present else "", tuple(users)))
    for name, text in shared.poses.items():
        path = own_poses.get(name)
        if path is None:
            found.append(Change("figure", name, name, "the bundled figure" if name in bundled_poses else ""))
        elif parse_toml(text.encode(), name, "pose file") != _tables_or_none(path):
            found.append(Change("figure", name, name, "your figure"))
    return found


def _tables_or_none(path: Path) -> object:
    try:
        return parse_toml(read(path, MAX_BYTES), str(path), "pose file")
    except (OSError, FileError):
        return None
