"""Find the line and column of keys and values in a TOML file. Loaded only when there is a problem to show."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from trainer.diagnostics.problem import Problem
from trainer.diagnostics.toml_places import Span, TomlPlaces

BY_KEY: Final = ("unknown key", "unknown command")  # messages that are about the key itself, not its value
SYNTAX: Final = re.compile(r" \(at line (\d+), column (\d+)\)$| \(at end of document\)$")


def located(problems: Iterable[Problem], content: bytes) -> list[Problem]:
    """Sort the problems of a file by position, each with its line, column and excerpt.

    A problem whose position is not found comes without one.
    """
    problems = list(problems)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return problems
    lines = [line.rstrip("\r") for line in text.split("\n")]
    places = TomlPlaces(text)
    found = []
    for problem in problems:
        try:
            found.append(_with_position(problem, places, lines))
        except Exception:  # noqa: BLE001 - another parser than the one that read the file: it may know less, or more
            found.append(problem)
    return sorted(found, key=lambda one: (one.line or 0, one.column or 0))


def _with_position(problem: Problem, places: TomlPlaces, lines: Sequence[str]) -> Problem:
    message = problem.message
    if found := SYNTAX.search(message):
        message = message[: found.start()]
        last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
        span = Span(int(found[1]), int(found[2]), 1) if found[1] else Span(last, len(lines[last - 1]) + 1, 1)
    elif problem.path and (there := places.find(problem.path, of_key=message in BY_KEY)) is not None:
        span = there
    else:
        return problem
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return replace(problem, message=message, line=span.line, column=span.column, excerpt=line, length=span.length)
