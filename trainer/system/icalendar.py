"""The form of an iCalendar file (RFC 5545): its head, its lines, its texts and moments."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from trainer.system.visible import visible

FOLD: Final = 75  # octets of a line
HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//upper-back-trainer//EN", "CALSCALE:GREGORIAN")


def text(lines: Iterable[str]) -> str:
    """A calendar of the lines of its events."""
    return "".join(part for line in (*HEAD, *lines, "END:VCALENDAR") for part in _folded(line))


def utc(moment: datetime) -> str:
    """A moment as it is written."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """A text as the value of a property, in which only line breaks are left of what controls."""
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n"), lines=True).replace("\t", " ")
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
