"""Sessions as JSON and as a table: what `trainer history` prints for other programs, and what `trainer history import` reads."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec import to_builtins

from trainer.session.checking import WrongEntry, checked
from trainer.session.entry import SessionEntry

# The fields in the order in which they are printed; `day` is that of `started_at`.
FIRST: Final = ("id", "routine", "name", "effort", "speed", "started_at", "ended_at", "outcome", "active_ms", "planned_ms")
COLUMNS: Final = (*FIRST, "pain_before", "pain_after", "note")
STEP_COLUMNS: Final = ("exercise", "side", "outcome", "reps_done", "reps_planned", "active_ms", "pain")
MORE_OF_STEP: Final = ("number", "name", "planned_ms")
# What a spreadsheet would take for a formula; the last four are the wide letters of East Asian keyboards.
FORMULA: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


class NoSessions(Exception):
    """The text is no list of sessions; says where and why, in words for the person."""


def as_json(entries: Iterable[SessionEntry]) -> dict[str, Any]:
    """Sessions as what JSON can hold, by their stable names."""
    return {"sessions": [_session(to_builtins(entry)) for entry in entries]}


def _session(fields: dict[str, Any]) -> dict[str, Any]:
    steps = [{name: step[name] for name in (*STEP_COLUMNS, *MORE_OF_STEP)} for step in fields["steps"]]
    return {
        **{name: fields[name] for name in COLUMNS},
        "steps": steps,
        "happenings": fields["happenings"],
        "place": fields["place"],
    }


def from_json(text: str | bytes) -> list[SessionEntry]:
    """The sessions of a text that `as_json` made. Raises NoSessions at the first thing that is wrong."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoSessions(f"this is no JSON: {error}") from None
    found = content.get("sessions") if isinstance(content, dict) else None
    if not isinstance(found, list):
        raise NoSessions("there is no list 'sessions' in it")
    return [_entry(number, one) for number, one in enumerate(found, 1)]


def _entry(number: int, content: object) -> SessionEntry:
    try:
        if not isinstance(content, dict):
            raise WrongEntry("it is no object")
        steps = content.get("steps")
        whole = isinstance(steps, list) and all(isinstance(step, dict) for step in steps)
        numbered = {"steps": list(_numbered(steps))} if whole and steps else {}
        return checked({"place": None, **content, **numbered})
    except WrongEntry as error:
        raise NoSessions(f"session {number}: {error}") from None


def _numbered(steps: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The steps, numbered where they are not: the second side of an exercise belongs to the step before it."""
    number, taken = 0, list[tuple[object, object]]()
    for one in steps:
        exercise, side = one.get("exercise"), one.get("side")
        known = any(exercise == name for name, _ in taken)
        if not one.get("number") and (not known or (exercise, side) in taken):
            number, taken = number + 1, []
        taken.append((exercise, side))
        yield {"planned_ms": 0, **one, "number": one.get("number") or number, "name": one.get("name") or exercise}


def as_table(entries: Iterable[SessionEntry]) -> str:
    """Sessions as CSV (RFC 4180): a line for each step and side, with the fields of its session in front."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*(f"session_{name}" for name in COLUMNS), *STEP_COLUMNS])
    for entry in entries:
        session = [_cell(getattr(entry, name)) for name in COLUMNS]
        for step in entry.steps or (None,):
            writer.writerow([*session, *(_cell(getattr(step, name)) if step else "" for name in STEP_COLUMNS)])
    return text.getvalue()


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else value
