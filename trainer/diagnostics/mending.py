"""A table -> a model, with every problem on the way: what is wrong is mended in a copy, so that the next one comes to light."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, TypeVar, get_args

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from trainer.diagnostics.problem import KeyPath, Problem, nearest

Model = TypeVar("Model", bound=Struct)
MOST_PROBLEMS: Final = 50  # of one table
FEW: Final = 6  # keys that can all be told
LONG_NUMBER: Final = 10**15
SOMEWHERE: Final = "[...]"  # msgspec's part of a path for any key of a table
# Compiled when there is a problem: most files have none.
PLACE: Final = r"(?s)(.*) - at `\$((?:\.\w+|\[\d+\]|\[\.\.\.\])+)`"
PART: Final = r"\.(\w+)|\[(\d+)\]"
UNKNOWN: Final = r"(?s)Object contains unknown field `(.*)`"
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
    """What is known of a kind of file beyond its models, for hints and for finding more than the first problem.

    `inner`: which model a key of a nested table or list holds; `values`: which words a key may have; `samples`: a value that
    every required key may have, in place of one that is missing or wrong.
    """

    inner: Mapping[str, Any]
    values: Mapping[str, object]
    samples: Mapping[str, object]


def converted(
    table: object, kind: type[Model], path: KeyPath, file: str, problems: list[Problem], spelling: Spelling
) -> Model | None:
    """A table as a model; or None, and all its problems (at `path` and below) are added to `problems`."""
    before = len(problems)
    model = mended(table, kind, path, file, problems, spelling)
    return model if len(problems) == before else None


def mended(
    table: object, kind: type[Model], path: KeyPath, file: str, problems: list[Problem], spelling: Spelling
) -> Model | None:
    """A table as a model; where it has problems they are added to `problems`, and the model is that of a mended copy.

    None where it cannot be mended. Each problem is mended when it was found, so that the next one comes to light.
    """
    try:
        return convert(table, kind)
    except ValidationError:
        copy = deepcopy(table)
    for _ in range(MOST_PROBLEMS):
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
            if not _mend(copy, below, message, spelling.samples):
                break
    return None


def in_words(message: str, table: object = None) -> tuple[KeyPath, str]:
    """A message of msgspec's validation as (the path below the validated value, words for a person).

    `table` is what was validated: the message quotes an unknown key as it is, whatever stands in it.
    """
    placed = re.fullmatch(PLACE, message)
    whole = re.fullmatch(UNKNOWN, message)
    if whole and isinstance(table, dict) and whole[1] in table:  # a key that looks like a place, too
        placed = None
    text, path = (placed[1], _path(placed[2])) if placed else (message, ())
    if match := re.fullmatch(UNKNOWN, text):
        return (*path, match[1]), "unknown key"
    if match := re.fullmatch(r"Object missing required field `(.+)`", text):
        return (*path, match[1]), "is missing"
    if match := re.fullmatch(r"Invalid enum value (.+)", text, re.DOTALL):
        return path, f"unknown value {match[1]}"
    if "matching regex" in text:
        return path, "expected an id of 1 to 64 lower-case letters, digits and dashes"
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
    return tuple(int(number) if number else name for name, number in re.findall(PART, text.partition(SOMEWHERE)[0]))


def _hint(below: KeyPath, message: str, kind: type[Struct], spelling: Spelling) -> str:
    names = [part for part in below if isinstance(part, str)]
    last = names[-1] if names else ""
    if message == "unknown key":
        known = [field.encode_name for field in fields(spelling.inner.get(names[-2], kind) if len(names) > 1 else kind)]
        return nearest(last, known) or ("" if len(known) > FEW else f"there are {', '.join(known)}")
    if message.startswith("unknown value"):
        known = list(get_args(spelling.values.get(last)))
        return nearest(message.removeprefix("unknown value ").strip("'"), known) or f"one of {', '.join(known)}"
    return ""


def _value_at(table: Any, below: KeyPath) -> object:
    """What stands at a path below a table; None where there is nothing, or the path is not known."""
    for part in below:
        try:
            table = table[part]
        except (LookupError, TypeError):
            return None
    return table


def _mend(table: Any, below: KeyPath, message: str, samples: Mapping[str, object]) -> bool:
    """Take what is wrong at a path below a table out of it, or put something right in; False where neither can be done."""
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
