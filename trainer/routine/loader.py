"""The text of a routine file -> its exercises and routines, or every problem that its values have.

One table at a time is converted, so that a problem names the exercise or routine that it stands in.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, TypeVar, get_args

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from trainer.routine import model
from trainer.routine.model import Exercise, Id, Movement, RepsByEffort, Routine, Step
from trainer.routine.problem import Problem, RoutineFileError, in_words, nearest

MAX_BYTES: Final = 1024 * 1024
VERSION: Final = 1
TOP_LEVEL: Final = ("version", "exercise", "routine")
DIRECTIONS: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
Model = TypeVar("Model", bound=Struct)


class RoutineFile(Struct, frozen=True):
    """What one file holds: exercises by id, and routines in the file's order."""

    file: str
    exercises: Mapping[str, Exercise]
    routines: tuple[Routine, ...]


def parse(content: bytes, file: str) -> RoutineFile:
    """Read a routine file's bytes; `file` is its name for messages.

    Raises RoutineFileError with at least one problem for each table that is wrong.
    """
    tables = _tables(content, file)
    problems = [Problem(file, key, "unknown key", nearest(key, TOP_LEVEL)) for key in tables if key not in TOP_LEVEL]
    if tables.get("version") != VERSION or isinstance(tables.get("version"), bool):
        problems.append(Problem(file, "version", f"expected version = {VERSION} at the top of the file"))
    exercises: dict[str, Exercise] = {}
    for name, table in _entries(tables.get("exercise", {}), dict, "exercise", "[exercise.ID] tables", file, problems):
        key = f"exercise.{name}"
        try:
            convert(name, Id)
        except ValidationError as error:
            problems.append(Problem(file, key, in_words(str(error))[1]))
        if (exercise := _convert(table, Exercise, key, file, problems)) is not None:
            exercises[name] = exercise
    routines: list[Routine] = []
    for index, table in _entries(tables.get("routine", []), list, "routine", "[[routine]] tables", file, problems):
        if (routine := _convert(table, Routine, f"routine[{index}]", file, problems)) is not None:
            routines.append(routine)
    problems += [Problem(file, key, message) for key, message in unprintable(tables)]
    if problems:
        raise RoutineFileError(problems)
    return RoutineFile(file, exercises, tuple(routines))


def _tables(content: bytes, file: str) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise RoutineFileError([Problem(file, "", "is larger than 1 MiB: that is no routine file")])
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = Problem(file, "", f"is not UTF-8 text (byte {error.start + 1}): save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        problem = Problem(file, "", f"is not valid TOML: {str(error)[:1].lower()}{str(error)[1:]}")
    except RecursionError:
        problem = Problem(file, "", "is nested too deeply: that is no routine file")
    raise RoutineFileError([problem])


def _entries(
    value: object, wanted: type, key: str, words: str, file: str, problems: list[Problem]
) -> Iterator[tuple[Any, object]]:
    """The (id, table) or (index, table) pairs of a top-level value, or a problem where it is something else."""
    if not isinstance(value, wanted):
        problems.append(Problem(file, key, f"expected {words}"))
        return
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _convert(table: object, kind: type[Model], key: str, file: str, problems: list[Problem]) -> Model | None:
    try:
        return convert(table, kind)
    except ValidationError as error:
        below, message = in_words(str(error))
        hint = ""
        if message == "unknown key":
            hint = nearest(below.rpartition(".")[2], _keys_near(kind, below))
        elif message.startswith("unknown value"):
            hint = "one of " + ", ".join(_values_near(below))
        problems.append(Problem(file, f"{key}.{below}" if below else key, message, hint))
        return None


def _keys_near(kind: type[Struct], below: str) -> list[str]:
    """The keys that the table may have in which the key path `below` ends."""
    parent = below.rpartition(".")[0].rpartition(".")[2]
    owner: type[Struct] = kind
    for word, inner in (("movements[", Movement), ("steps[", Step), ("reps", RepsByEffort), ("seconds", RepsByEffort)):
        if parent.startswith(word):
            owner = inner
    return [field.encode_name for field in fields(owner)]


def _values_near(below: str) -> tuple[str, ...]:
    """The words that the key at the end of the path `below` may have."""
    word = below.rpartition(".")[2].partition("[")[0]
    kinds = {
        "sides": model.Sides,
        "breath": model.Breath,
        "first_side": model.Side,
        "pace": model.Pace,
        "equipment": model.Equipment,
    }
    return get_args(kinds.get(word, Literal["?"]))


def unprintable(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside `value` that is more than plain text, as (key, message): control and direction characters."""
    if isinstance(value, str):
        for char in value:
            if unicodedata.category(char) in ("Cc", "Cs") or char in DIRECTIONS:
                yield key, f"expected plain text on one line, found the character U+{ord(char):04X}"
                return
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from unprintable(name, key)
            yield from unprintable(inner, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unprintable(inner, f"{key}[{index}]")
