"""What is wrong with a routine file, in words for the person who wrote it."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

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


class RoutineFileError(Exception):
    """A routine file cannot be used; `problems` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


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
    if match := re.fullmatch(r"Expected `(\w+)` (<=|>=) ([\d.]+)", text):
        bound = "at most" if match[2] == "<=" else "at least"
        return key, f"expected {KINDS[match[1]]} of {bound} {float(match[3]):g}"
    if match := re.fullmatch(r"Expected `([^`]+)`, got `([^`]+)`", text):
        wanted = " or ".join(KINDS.get(kind, kind) for kind in match[1].split(" | "))
        return key, f"expected {wanted}, found {KINDS.get(match[2], match[2])}"
    return key, text[:1].lower() + text[1:]


def _join(key: str, last: str) -> str:
    return f"{key}.{last}" if key else last
