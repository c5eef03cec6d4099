"""What is wrong with a file that a person wrote (routines, poses, settings), in words for that person."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from difflib import get_close_matches
from pathlib import PurePath
from typing import Any, Final, Literal, TypeAlias, TypeVar, get_args

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from trainer.system.visible import HARMFUL, visible

Model = TypeVar("Model", bound=Struct)
NAMELESS: Final = '""'  # an empty key, as TOML writes it
MOST_PROBLEMS: Final = 50  # of one table
FEW: Final = 6  # keys that can all be told
PART: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
NUMBER: Final = re.compile("expected a (whole )?number of at ")
MAX_BYTES: Final = 1024 * 1024

Severity: TypeAlias = Literal["error", "warning"]

SYNTAX: Final = (
    (r"^Illegal character '\\n'", "a text is not closed: a quote is missing in this line"),
    (r"^Cannot overwrite a value", "this key is here a second time"),
    (r"^Cannot declare \((.+)\) twice", lambda found: f"[{'.'.join(re.findall(QUOTED, found[1]))}] is here a second time"),
)
QUOTED: Final = r"'([^']*)'"

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
    """One problem: the file, the key in it (like `routine[0].steps[1].rest`, or ""), what was expected, and a hint.

    Once it has been located: `line` and `column` (from 1), the line itself, and how many characters of it are meant.
    """

    file: str
    key: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    line: int | None = None
    column: int | None = None
    excerpt: str = ""
    length: int = 0

    def __str__(self) -> str:
        """The problem as one line, whatever stands in the file: as in all that follows, its text is made visible."""
        return visible(self._head() + (f" ({self.hint})" if self.hint else ""))

    def report(self) -> str:
        """The problem with the line it is in, a mark under what is meant, and the hint beside it."""
        if self.line is None or self.column is None:
            return str(self)
        number = str(self.line)
        before = re.sub(r"[^\t]", " ", self.excerpt[: self.column - 1])
        mark = f"{before}{'^' * self.length}{' ' if self.hint else ''}{visible(self.hint)}"
        return f"{visible(self._head())}\n{number:>5} | {visible(self.excerpt, lines=True)}\n      | {mark}"

    def brief(self) -> str:
        """The problem where there is little room: the file's name, the line, the last part of the key, and the hint."""
        place = f"{PurePath(self.file).name}, line {self.line}" if self.line is not None else PurePath(self.file).name
        commands = self.key.startswith("keys.")  # their names have dots of their own
        name = self.key.removeprefix("keys.") if commands else re.sub(r"\[\d+\]$", "", self.key).rpartition(".")[2]
        told = re.search(rf"\b{re.escape(name)}\b", self.message) is not None
        return visible(": ".join(filter(None, (place, "" if told else name, self.message, self.hint))))

    def _head(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line is not None else self.file
        severity = "warning: " if self.severity == "warning" else ""
        return ": ".join(filter(None, (place, f"{severity}{self.key}", self.message)))


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
        problem = Problem(file, "", f"is not valid TOML: {_syntax(str(error))}")
    except RecursionError:
        problem = Problem(file, "", f"is nested too deeply: that is no {what}")
    raise FileError([problem])


def _syntax(message: str) -> str:
    """A message of tomllib in words, its place at the end kept."""
    for found, words in SYNTAX:
        message = re.sub(found, words, message)
    return f"{message[:1].lower()}{message[1:]}"


class Spelling(Struct, frozen=True):
    """What is known of a kind of file beyond its models, for hints and for finding more than the first problem.

    `inner`: which model a key of a nested table or list holds; `values`: which words a key may have; `samples`: a value that
    every required key may have, in place of one that is missing or wrong.
    """

    inner: Mapping[str, Any]
    values: Mapping[str, object]
    samples: Mapping[str, object]


def converted(table: object, kind: type[Model], key: str, file: str, problems: list[Problem], spelling: Spelling) -> Model | None:
    """A table as a model; or None, and all its problems (at `key` and below) are added to `problems`."""
    before = len(problems)
    model = mended(table, kind, key, file, problems, spelling)
    return model if len(problems) == before else None


def mended(table: object, kind: type[Model], key: str, file: str, problems: list[Problem], spelling: Spelling) -> Model | None:
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
            below, message = in_words(str(error))
            value = _value_at(copy, below)
            if isinstance(value, float) and message.endswith("found a number"):
                message = f"{message.removesuffix('a number')}{value}"
            elif isinstance(value, int | float) and NUMBER.match(message):
                message = f"{message}, found {value}"
            hint = _hint(below, message, kind, spelling)
            if isinstance(value, float) and value.is_integer() and "whole number" in message:
                hint = f"write {value:.0f}"
            problems.append(Problem(file, ".".join(filter(None, (key, below))), message, hint))
            if not _mend(copy, below, message, spelling.samples):
                break
    return None


def _hint(below: str, message: str, kind: type[Struct], spelling: Spelling) -> str:
    last = below.rpartition(".")[2]
    if message == "unknown key":
        parent = below.rpartition(".")[0].rpartition(".")[2].partition("[")[0]
        known = [field.encode_name for field in fields(spelling.inner.get(parent, kind))]
        return nearest(last, known) or ("" if len(known) > FEW else f"there are {', '.join(known)}")
    if message.startswith("unknown value"):
        known = list(get_args(spelling.values.get(last.partition("[")[0])))
        return nearest(message.split("'")[1], known) or f"one of {', '.join(known)}"
    return ""


def _value_at(table: Any, below: str) -> object:
    """What stands at a path below a table; None where there is nothing, or the path is not known."""
    for name, number in PART.findall(below):
        try:
            table = table[int(number) if number else name]
        except (LookupError, TypeError):
            return None
    return table


def _mend(table: Any, below: str, message: str, samples: Mapping[str, object]) -> bool:
    """Take what is wrong at a path below a table out of it, or put something right in; False where neither can be done."""
    parts: list[Any] = [int(number) if number else name for name, number in PART.findall(below)]
    if not parts or "..." in below or parts[-1] == NAMELESS:
        return False
    for part in parts[:-1]:
        table = table[part]
    last = parts[-1]
    if last in samples and message != "unknown key":
        table[last] = deepcopy(samples[last])
    elif isinstance(table, dict) and last in table:
        del table[last]
    else:
        return False
    return True


def unprintable(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside `value` that is more than plain text, as (key, message): control and direction characters."""
    if isinstance(value, str):
        if found := HARMFUL.search(value):
            yield key, f"expected plain text on one line, found the character U+{ord(found[0]):04X}"
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
    if match := re.fullmatch(r"Object contains unknown field `(.*)`", text):
        return _join(key, match[1] or NAMELESS), "unknown key"
    if match := re.fullmatch(r"Invalid enum value (.+)", text):
        return key, f"unknown value {match[1]}"
    if "matching regex" in text:
        return key, "expected an id of 1 to 64 lower-case letters, digits and dashes"
    if match := re.fullmatch(r"Expected `(\w+)` of length (<=|>=) (\d+)", text):
        one = match[3] == "1"
        unit = {"str": "character" if one else "characters", "array": "entry" if one else "entries"}[match[1]]
        thing = {"str": "text of {} ", "array": "a list with {} "}[match[1]] + unit
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
