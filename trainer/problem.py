"""What is wrong with a file that a person wrote (routines, poses, settings), in words for that person."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final, TypeVar, get_args

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

Model = TypeVar("Model", bound=Struct)
MAX_BYTES: Final = 1024 * 1024
DIRECTIONS: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

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


class Problem(Struct, frozen=True):
    """One problem: the file, the key in it (like `routine[0].steps[1].rest`, or ""), what was expected, and a hint."""

    file: str
    key: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """The problem as one line."""
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class FileError(Exception):
    """A file cannot be used; `problems` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def tables_of(content: bytes, file: str, what: str) -> dict[str, Any]:
    """The tables of a TOML file; raises FileError when its bytes are none. `what` names its kind: "routine file"."""
    if len(content) > MAX_BYTES:
        raise FileError([Problem(file, "", f"is larger than 1 MiB: that is no {what}")])
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = Problem(file, "", f"is not UTF-8 text (byte {error.start + 1}): save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        problem = Problem(file, "", f"is not valid TOML: {str(error)[:1].lower()}{str(error)[1:]}")
    except RecursionError:
        problem = Problem(file, "", f"is nested too deeply: that is no {what}")
    raise FileError([problem])


def converted(
    table: object,
    kind: type[Model],
    key: str,
    file: str,
    problems: list[Problem],
    inner: Mapping[str, Any],
    values: Mapping[str, object],
) -> Model | None:
    """A table as a model; or None, and its first problem (at `key` and below) is added to `problems`.

    For the hints, `inner` says which model a key of a nested table or list holds, and `values` which words a key may have.
    """
    try:
        return convert(table, kind)
    except ValidationError as error:
        below, message = in_words(str(error))
        last = below.rpartition(".")[2]
        hint = ""
        if message == "unknown key":
            parent = below.rpartition(".")[0].rpartition(".")[2].partition("[")[0]
            hint = nearest(last, [field.encode_name for field in fields(inner.get(parent, kind))])
        elif message.startswith("unknown value"):
            hint = "one of " + ", ".join(get_args(values.get(last.partition("[")[0])))
        problems.append(Problem(file, ".".join(filter(None, (key, below))), message, hint))
        return None


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


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known spelling of `word`, or "" when none is near."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else ""


def in_words(message: str) -> tuple[str, str]:
    """A message of msgspec's validation as (the key below the validated value, words for a person)."""
    text, _, path = message.partition(" - at `$")
    key = path.rstrip("`").lstrip(".")
    if match := re.fullmatch(r"Object missing required field `(.+)`", text):
        return _join(key, match[1]), "is missing"
    if match := re.fullmatch(r"Object contains unknown field `(.+)`", text):
        return _join(key, match[1]), "unknown key"
    if match := re.fullmatch(r"Invalid enum value (.+)", text):
        return key, f"unknown value {match[1]}"
    if "matching regex" in text:
        return key, "expected an id of 1 to 64 lower-case letters, digits and dashes"
    if match := re.fullmatch(r"Expected `(\w+)` of length (<=|>=) (\d+)", text):
        thing = {"str": "text of {} characters", "array": "a list with {} entries"}[match[1]]
        bound = "at most" if match[2] == "<=" else "at least"
        return key, "expected " + thing.format(f"{bound} {match[3]}")
    if match := re.fullmatch(r"Expected `array` of length (\d+), got (\d+)", text):
        return key, f"expected a list of {match[1]} numbers, found {match[2]}"
    if match := re.fullmatch(r"Expected `(\w+)` (<=|>=) ([\d.]+)", text):
        bound = "at most" if match[2] == "<=" else "at least"
        return key, f"expected {KINDS[match[1]]} of {bound} {float(match[3]):g}"
    if match := re.fullmatch(r"Expected `([^`]+)`, got `([^`]+)`", text):
        wanted = " or ".join(KINDS.get(kind, kind) for kind in match[1].split(" | "))
        return key, f"expected {wanted}, found {KINDS.get(match[2], match[2])}"
    return key, text[:1].lower() + text[1:]


def _join(key: str, last: str) -> str:
    return f"{key}.{last}" if key else last
