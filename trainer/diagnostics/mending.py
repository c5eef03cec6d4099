"""Convert a table to a model and collect all problems: each one is repaired in a copy, to reveal the next."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, TypeVar, get_args

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from trainer.diagnostics.problem import KeyPath, Problem, nearest

Model = TypeVar("Model", bound=Struct)
MAX_PROBLEMS: Final = 50  # per table
MAX_LISTED: Final = 6  # up to this many known keys are listed in a hint
LONG_NUMBER: Final = 10**15
ANY_KEY: Final = "[...]"  # msgspec's part of a path for any key of a table
# Compiled when there is a problem: most files have none.
PATH_SUFFIX: Final = r"(?s)(.*) - at `\$((?:\.\w+|\[\d+\]|\[\.\.\.\])+)`"
PATH_PART: Final = r"\.(\w+)|\[(\d+)\]"
UNKNOWN: Final = r"(?s)Object contains unknown field `(.*)`"
EXPECTED_ID: Final = "expected an id of 1 to 64 lower-case letters, digits and dashes"
NUMBER: Final = "expected a (whole )?number of at "

KINDS: Final = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
    "datetime": "a date",
    "date": "a date",
    "time": "a time of day",
}


class Spelling(Struct, frozen=True):
    """What validation needs to know about a kind of file beyond its models.

    `inner`: the model of a nested table or list, by key; `values`: the words allowed for a key; `samples`: a valid value for each
    required key, to put in place of a missing or wrong one.
    """

    inner: Mapping[str, Any]
    values: Mapping[str, object]
    samples: Mapping[str, object]


def converted(
    table: object, kind: type[Model], path: KeyPath, file: str, problems: list[Problem], spelling: Spelling
) -> Model | None:
    """Convert a table; None if it has problems, which are appended to `problems` with paths below `path`."""
    before = len(problems)
    model = repaired(table, kind, path, file, problems, spelling)
    return model if len(problems) == before else None


def repaired(
    table: object, kind: type[Model], path: KeyPath, file: str, problems: list[Problem], spelling: Spelling
) -> Model | None:
    """Convert a table, repairing a copy where it has problems, which are appended to `problems`.

    Returns None if it cannot be repaired.
    """
    try:
        return convert(table, kind)
    except ValidationError:
        copy = deepcopy(table)
    for _ in range(MAX_PROBLEMS):
        try:
            return convert(copy, kind)
        except ValidationError as error:
            below, message = in_words(str(error), copy)
            value = _value_at(copy, below)
            if isinstance(value, float) and message.endswith("found a number"):
                message = f"{message.removesuffix('a number')}{value}"
            elif isinstance(value, int | float) and re.match(NUMBER, message):
                far = isinstance(value, int) and abs(value) >= LONG_NUMBER  # Python may refuse to write it
                message = f"{message}, found {'one of very many digits' if far else value}"
            hint = _hint(below, message, kind, spelling)
            if isinstance(value, float) and value.is_integer() and "whole number" in message:
                hint = f"write {value:.0f}"
            problems.append(Problem(file, (*path, *below), message, hint))
            if not _repair(copy, below, message, spelling.samples):
                break
    return None


def in_words(message: str, table: object = None) -> tuple[KeyPath, str]:
    """Split a validation message of msgspec into the path below the validated value and words for a person.

    `table` is the validated value: an unknown key is quoted verbatim and may look like part of the message.
    """
    located = re.fullmatch(PATH_SUFFIX, message)
    whole = re.fullmatch(UNKNOWN, message)
    if whole and isinstance(table, dict) and whole[1] in table:  # a key that looks like a place, too
        located = None
    text, path = (located[1], _path(located[2])) if located else (message, ())
    if match := re.fullmatch(UNKNOWN, text):
        return (*path, match[1]), "unknown key"
    if match := re.fullmatch(r"Object missing required field `(.+)`", text):
        return (*path, match[1]), "is missing"
    if match := re.fullmatch(r"Invalid enum value (.+)", text, re.DOTALL):
        return path, f"unknown value {match[1]}"
    if "matching regex" in text:
        return path, EXPECTED_ID
    if match := re.fullmatch(r"Expected `(\w+)` of length (<=|>=) (\d+)", text):
        one = match[3] == "1"
        unit = {"str": "character" if one else "characters", "array": "entry" if one else "entries"}[match[1]]
        thing = {"str": "text of {} ", "array": "a list with {} "}[match[1]] + unit
        bound = "at most" if match[2] == "<=" else "at least"
        return path, "expected " + thing.format(f"{bound} {match[3]}")
    if match := re.fullmatch(r"Expected `array` of length (\d+), got (\d+)", text):
        return path, f"expected a list of {match[1]} numbers, found {match[2]}"
    if match := re.fullmatch(r"Expected `(\w+)` (<=|>=) ([\d.]+)", text):
        bound = "at most" if match[2] == "<=" else "at least"
        return path, f"expected {KINDS[match[1]]} of {bound} {float(match[3]):g}"
    if match := re.fullmatch(r"Expected `([^`]+)`, got `([^`]+)`", text):
        wanted = " or ".join(KINDS.get(kind, kind) for kind in match[1].split(" | "))
        return path, f"expected {wanted}, found {KINDS.get(match[2], match[2])}"
    return path, text[:1].lower() + text[1:]


def _path(text: str) -> KeyPath:
    return tuple(int(number) if number else name for name, number in re.findall(PATH_PART, text.partition(ANY_KEY)[0]))


def _hint(below: KeyPath, message: str, kind: type[Struct], spelling: Spelling) -> str:
    names = [part for part in below if isinstance(part, str)]
    last = names[-1] if names else ""
    if message == "unknown key":
        known = [field.encode_name for field in fields(spelling.inner.get(names[-2], kind) if len(names) > 1 else kind)]
        return nearest(last, known) or ("" if len(known) > MAX_LISTED else f"there are {', '.join(known)}")
    if message.startswith("unknown value"):
        known = list(get_args(spelling.values.get(last)))
        return nearest(message.removeprefix("unknown value ").strip("'"), known) or f"one of {', '.join(known)}"
    return ""


def _value_at(table: Any, below: KeyPath) -> object:
    """The value at a path below a table; None if there is none."""
    for part in below:
        try:
            table = table[part]
        except (LookupError, TypeError):
            return None
    return table


def _repair(table: Any, below: KeyPath, message: str, samples: Mapping[str, object]) -> bool:
    """Remove the value at a path, or replace it by a valid sample; False if neither is possible."""
    if not below:
        return False
    table, last = _value_at(table, below[:-1]), below[-1]
    if isinstance(last, str) and last in samples and message != "unknown key" and isinstance(table, dict):
        table[last] = deepcopy(samples[last])
    elif isinstance(table, dict) and last in table:
        del table[last]
    else:
        return False
    return True
