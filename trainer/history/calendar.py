"""Export sessions as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from trainer.routine.wording import clock
from trainer.session.entry import SessionEntry
from trainer.system import icalendar

MIN_LENGTH: Final = timedelta(minutes=1)  # calendars hide events without a duration


def calendar(entries: Iterable[SessionEntry]) -> str:
    """Format a calendar with an event for each session."""
    return icalendar.text(line for entry in entries for line in _event(entry))


def _event(entry: SessionEntry) -> Iterator[str]:
    began = datetime.fromisoformat(entry.started_at)
    ended = datetime.fromisoformat(entry.ended_at) if entry.ended_at else began + timedelta(milliseconds=entry.active_ms)
    ended = max(ended, began + MIN_LENGTH)
    steps = [f"{step.name}{f' ({step.side})' if step.side else ''}: {step.outcome}" for step in entry.steps]
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@upper-back-trainer"
    yield f"DTSTAMP:{icalendar.utc(ended)}"
    yield f"DTSTART:{icalendar.utc(began)}"
    yield f"DTEND:{icalendar.utc(ended)}"
    yield f"SUMMARY:{icalendar.escaped(entry.name)}"
    yield f"DESCRIPTION:{icalendar.escaped(f'{entry.outcome}, {clock(entry.active_ms)} active' + chr(10) + chr(10).join(steps))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
