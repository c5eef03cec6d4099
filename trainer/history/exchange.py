"""Convert sessions to JSON and CSV, and parse the JSON that `trainer history import` reads."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec import to_builtins

from trainer.history.tables import NESTED
from trainer.session.checking import InvalidEntry, checked
from trainer.session.entry import SessionEntry
from trainer.session.record import StepRecord

DERIVED: Final = ("day",)  # from `started_at`
COLUMNS: Final = tuple(field for field in SessionEntry.__struct_fields__ if field not in (*DERIVED, *NESTED))
EXTRA_STEP_FIELDS: Final = ("number", "name", "planned_ms")  # in JSON alone
STEP_COLUMNS: Final = tuple(field for field in StepRecord.__struct_fields__ if field not in EXTRA_STEP_FIELDS)
# Prefixes that spreadsheets take for a formula; the last four are full-width characters.
FORMULA: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


class InvalidSessions(Exception):
    """The text is not a valid list of sessions; the message says where and why."""


def as_json(entries: Iterable[SessionEntry]) -> dict[str, Any]:
    """Convert sessions to a JSON document with stable field names."""
    return {"sessions": [_session(to_builtins(entry)) for entry in entries]}


def _session(fields: dict[str, Any]) -> dict[str, Any]:
    steps = [{name: step[name] for name in (*STEP_COLUMNS, *EXTRA_STEP_FIELDS)} for step in fields["steps"]]
    return {
        **{name: fields[name] for name in COLUMNS},
        "steps": steps,
        "happenings": fields["happenings"],
        "place": fields["place"],
    }


def from_json(text: str | bytes) -> list[SessionEntry]:
    """Parse the output of `as_json`. Raises InvalidSessions for the first invalid session."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidSessions(f"this is not JSON: {error}") from None
    found = content.get("sessions") if isinstance(content, dict) else None
    if not isinstance(found, list):
        raise InvalidSessions("it contains no list 'sessions'")
    return [_entry(number, one) for number, one in enumerate(found, 1)]


def _entry(number: int, content: object) -> SessionEntry:
    try:
        if not isinstance(content, dict):
            raise InvalidEntry("it is not an object")
        steps = content.get("steps")
        whole = isinstance(steps, list) and all(isinstance(step, dict) for step in steps)
        numbered = {"steps": list(_with_numbers(steps))} if whole and steps else {}
        return checked({"place": None, **content, **numbered})
    except InvalidEntry as error:
        raise InvalidSessions(f"session {number}: {error}") from None


def _with_numbers(steps: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Number the steps that have no number: the second side of an exercise shares its step's number."""
    number, taken = 0, list[tuple[object, object]]()
    for one in steps:
        exercise, side = one.get("exercise"), one.get("side")
        known = any(exercise == name for name, _ in taken)
        if not one.get("number") and (not known or (exercise, side) in taken):
            number, taken = number + 1, []
        taken.append((exercise, side))
        yield {"planned_ms": 0, **one, "number": one.get("number") or number, "name": one.get("name") or exercise}


def as_table(entries: Iterable[SessionEntry]) -> str:
    """Format sessions as CSV (RFC 4180): a row for each step and side, preceded by its session's columns."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*(f"session_{name}" for name in COLUMNS), *STEP_COLUMNS])
    for entry in entries:
        session = [_cell(getattr(entry, name)) for name in COLUMNS]
        for step in entry.steps or (None,):
            writer.writerow([*session, *(_cell(getattr(step, name)) if step else "" for name in STEP_COLUMNS)])
    return text.getvalue()


def _cell(value: object) -> object:
    """Escape a value that spreadsheets would take for a formula."""
    if isinstance(value, str) and FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else value
