"""Parse a routine file: its exercises and routines, and every problem of its values.

One table at a time is converted, so that a problem names the exercise or routine that it stands in.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from trainer.diagnostics.mending import EXPECTED_ID, Spelling, repaired
from trainer.diagnostics.problem import KeyPath, Problem, nearest
from trainer.diagnostics.tables import parse_toml, unprintable
from trainer.routine import model
from trainer.routine.model import Exercise, Movement, RepsByEffort, Routine, Step, is_id

VERSION: Final = 1
TOP_LEVEL: Final = ("version", "exercise", "routine")
POSE: Final = "pose"  # figures in a shared file
IMPORTED: Final = ("figures are read by 'trainer import' only", "bring the file in by 'trainer import FILE'")
MOVEMENT: Final = {"to": "x", "seconds": 1, "say": "x"}
SPELLING: Final = Spelling(
    inner={"movements": Movement, "steps": Step, "reps": RepsByEffort, "seconds": RepsByEffort},
    values={
        "sides": model.Sides,
        "breath": model.Breath,
        "first_side": model.Side,
        "pace": model.Pace,
        "equipment": model.Equipment,
    },
    samples={
        **dict.fromkeys(("name", "start", "id", "exercise"), "x"),
        **dict.fromkeys(("low", "usual", "high"), 1),
        **MOVEMENT,
        "sides": "each",
        "movements": [MOVEMENT],
        "steps": [{"exercise": "x"}],
    },
)


class RoutineFile(Struct, frozen=True):
    """What one file holds: exercises by id, routines by their place in the file, and its problems.

    What has a problem is there in a repaired form, so that it can be looked at further; `broken`: the ids of exercises for
    which there is none, so that a step that names one is not blamed.
    """

    file: str
    exercises: Mapping[str, Exercise]
    routines: Mapping[int, Routine]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()


def parse(content: bytes, file: str, *, shared: bool = False) -> RoutineFile:
    """Read a routine file's bytes; `file` is its name for messages. One that is `shared` may bring figures.

    Raises FileError when its bytes are no TOML; else all problems of its values are noted.
    """
    tables = parse_toml(content, file, "routine file")
    problems = [_unknown(file, key) for key in tables if key not in TOP_LEVEL and not (shared and key == POSE)]
    if tables.get("version") != VERSION or isinstance(tables.get("version"), bool):
        problems.append(Problem(file, ("version",), f"expected version = {VERSION} at the top of the file"))
    exercises: dict[str, Exercise] = {}
    broken: set[str] = set()
    for name, table in _entries(tables.get("exercise", {}), dict, "exercise", "[exercise.ID] tables", file, problems):
        path: KeyPath = ("exercise", name)
        exercise = repaired(table, Exercise, path, file, problems, SPELLING)
        if not is_id(name):
            problems.append(Problem(file, path, EXPECTED_ID))
        elif exercise is None:
            broken.add(name)
        else:
            exercises[name] = exercise
    routines: dict[int, Routine] = {}
    for index, table in _entries(tables.get("routine", []), list, "routine", "[[routine]] tables", file, problems):
        if (routine := repaired(table, Routine, ("routine", index), file, problems, SPELLING)) is not None:
            routines[index] = routine
    problems += [Problem(file, path, message) for path, message in unprintable(tables)]
    return RoutineFile(file, exercises, routines, tuple(problems), frozenset(broken))


def _unknown(file: str, key: str) -> Problem:
    if key == POSE:
        return Problem(file, (key,), *IMPORTED)
    return Problem(file, (key,), "unknown key", nearest(key, TOP_LEVEL))


def _entries(
    value: object, wanted: type, key: str, words: str, file: str, problems: list[Problem]
) -> Iterator[tuple[Any, object]]:
    """The (id, table) or (index, table) pairs of a top-level value, or a problem where it is something else."""
    if not isinstance(value, wanted):
        problems.append(Problem(file, (key,), f"expected {words}"))
        return
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
