"""Validate sessions that come from outside: an import file, a backup, a damaged database. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct, ValidationError, convert

from trainer.session.entry import SessionEntry
from trainer.system.visible import HARMFUL

# ISO 8601 as Python writes it and no other form: day and minute are sliced out of the text.
TIMESTAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d(:\d\d)?)", re.ASCII)
FIRST_YEAR: Final = 1900  # a computer without a clock starts in 1970, or the evening before in some time zones
LAST_YEAR: Final = 2200
MAX_SHOWN: Final = 40  # characters of an invalid value


class InvalidEntry(ValueError):
    """The fields are not a valid session; the message says which and why."""


def checked(fields: Mapping[str, object]) -> SessionEntry:
    """Validate the fields of a session, as in JSON and the database, and set `day` from `started_at`. Raises InvalidEntry."""
    started = fields.get("started_at")
    try:
        entry = convert({**fields, "day": started[:10] if isinstance(started, str) else ""}, SessionEntry)
    except ValidationError as error:
        raise InvalidEntry(f"{str(error)[:1].lower()}{str(error)[1:]}") from None
    for name, text in _texts(entry):
        if not text.isprintable() and (found := re.search(HARMFUL, text)) is not None:
            raise InvalidEntry(f"{name} contains a character that cannot be displayed: {found[0]!a}")
    for name, text in _timestamps(entry):
        parse_timestamp(text, name)
    rows = {(step.number, step.side) for step in entry.steps}
    if len(rows) < len(entry.steps):
        raise InvalidEntry("steps contains the same step and side twice")
    if entry.place is not None and entry.place.step not in {number for number, _ in rows}:
        raise InvalidEntry(f"place.step is {entry.place.step}: there is no such step")
    return entry


def parse_timestamp(text: str, name: str = "the moment") -> datetime:
    """Parse a timestamp of the history. Raises InvalidEntry."""
    try:
        if TIMESTAMP.fullmatch(text) and FIRST_YEAR <= (timestamp := datetime.fromisoformat(text)).year <= LAST_YEAR:
            return timestamp
    except ValueError:
        pass
    shown = re.sub(HARMFUL, "?", text[:MAX_SHOWN])
    raise InvalidEntry(f"{name} is not a timestamp with an offset between {FIRST_YEAR} and {LAST_YEAR}: '{shown}'")


def instant_ms(text: str) -> int:
    """Convert a timestamp to whole milliseconds since 1970 UTC, to sort timestamps with different offsets."""
    passed = parse_timestamp(text) - datetime(1970, 1, 1, tzinfo=UTC)
    return (passed.days * 86_400 + passed.seconds) * 1000 + passed.microseconds // 1000


def _texts(value: Struct, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its path: "steps[1].name"."""
    for field in value.__struct_fields__:
        part = getattr(value, field)
        if isinstance(part, str):
            yield f"{name}{field}", part
        elif isinstance(part, tuple):
            for number, one in enumerate(part):
                yield from _texts(one, f"{name}{field}[{number}].")


def _timestamps(entry: SessionEntry) -> Iterator[tuple[str, str]]:
    yield "started_at", entry.started_at
    if entry.ended_at is not None:
        yield "ended_at", entry.ended_at
    for number, one in enumerate(entry.happenings):
        yield f"happenings[{number}].at", one.at
