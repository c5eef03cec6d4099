"""Sessions as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from trainer.routine.wording import clock
from trainer.session.entry import SessionEntry

FOLD: Final = 75  # octets of a line
HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//upper-back-trainer//history//EN", "CALSCALE:GREGORIAN")


def calendar(entries: Iterable[SessionEntry]) -> str:
    """The text of a calendar with an event for each session."""
    lines = [*HEAD, *(line for entry in entries for line in _event(entry)), "END:VCALENDAR"]
    return "".join(part for line in lines for part in _folded(line))


def _event(entry: SessionEntry) -> Iterator[str]:
    began = datetime.fromisoformat(entry.started_at)
    ended = datetime.fromisoformat(entry.ended_at) if entry.ended_at else began + timedelta(milliseconds=entry.active_ms)
    steps = [f"{step.name}{f' ({step.side})' if step.side else ''}: {step.outcome}" for step in entry.steps]
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@upper-back-trainer"
    yield f"DTSTAMP:{_utc(ended)}"
    yield f"DTSTART:{_utc(began)}"
    yield f"DTEND:{_utc(max(began, ended))}"
    yield f"SUMMARY:{_escaped(entry.name)}"
    yield f"DESCRIPTION:{_escaped(f'{entry.outcome}, {clock(entry.active_ms)} active' + chr(10) + chr(10).join(steps))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, none of which cuts a character; all but the first begin with a space."""
    piece = ""
    for char in line:
        if len((piece + char).encode()) > FOLD:
            yield f"{piece}\r\n"
            piece = " "
        piece += char
    yield f"{piece}\r\n"
