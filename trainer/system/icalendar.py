"""Format iCalendar files (RFC 5545): header, line folding, escaping, timestamps."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from trainer.system.visible import visible

MAX_OCTETS: Final = 75  # the longest line, in octets
HEADER: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//upper-back-trainer//EN", "CALSCALE:GREGORIAN")


def text(lines: Iterable[str]) -> str:
    """Build a calendar from the lines of its events."""
    return "".join(part for line in (*HEADER, *lines, "END:VCALENDAR") for part in _folded(line))


def utc(moment: datetime) -> str:
    """Format a timestamp."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Escape a property value; of control characters only line breaks survive."""
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n"), lines=True).replace("\t", " ")
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Fold a line into pieces of at most 75 octets without splitting a character."""
    piece = ""
    for char in line:
        if len((piece + char).encode()) > MAX_OCTETS:
            yield f"{piece}\r\n"
            piece = " "
        piece += char
    yield f"{piece}\r\n"
