"""The one check of a session that comes from outside: from a file to import, a backup, a damaged database. Pure."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct, ValidationError, convert

from trainer.session.entry import SessionEntry
from trainer.system.visible import HARMFUL

# What Python writes, and no other form of ISO 8601: the day and the minute are taken from their places in it.
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d(:\d\d)?)", re.ASCII)
FIRST_YEAR: Final = 1900  # a computer without a clock believes in 1970, or the evening before
LAST_YEAR: Final = 2200
MOST_SHOWN: Final = 40  # characters of a wrong value


class WrongEntry(ValueError):
    """The fields are no session; says which and why, in words for the person."""


def checked(fields: Mapping[str, object]) -> SessionEntry:
    """The session that fields hold, as JSON and the database have them; `day` is that of `started_at`. Raises WrongEntry."""
    started = fields.get("started_at")
    try:
        entry = convert({**fields, "day": started[:10] if isinstance(started, str) else ""}, SessionEntry)
    except ValidationError as error:
        raise WrongEntry(f"{str(error)[:1].lower()}{str(error)[1:]}") from None
    for name, text in _texts(entry):
        if not text.isprintable() and (found := re.search(HARMFUL, text)) is not None:
            raise WrongEntry(f"{name} has a character that cannot be shown: {found[0]!a}")
    for name, text in _moments(entry):
        moment_of(text, name)
    rows = {(step.number, step.side) for step in entry.steps}
    if len(rows) < len(entry.steps):
        raise WrongEntry("steps has the same step and side twice")
    if entry.place is not None and entry.place.step not in {number for number, _ in rows}:
        raise WrongEntry(f"place.step is {entry.place.step}: there is no such step")
    return entry


def moment_of(text: str, name: str = "the moment") -> datetime:
    """The moment that a text of the history tells. Raises WrongEntry."""
    try:
        if MOMENT.fullmatch(text) and FIRST_YEAR <= (moment := datetime.fromisoformat(text)).year <= LAST_YEAR:
            return moment
    except ValueError:
        pass
    shown = re.sub(HARMFUL, "?", text[:MOST_SHOWN])
    raise WrongEntry(f"{name} is no moment with an offset between {FIRST_YEAR} and {LAST_YEAR}: '{shown}'")


def instant_ms(text: str) -> int:
    """A moment as whole milliseconds since 1970 in UTC, by which moments of different offsets are put in order."""
    passed = moment_of(text) - datetime(1970, 1, 1, tzinfo=UTC)
    return (passed.days * 86_400 + passed.seconds) * 1000 + passed.microseconds // 1000


def _texts(value: Struct, name: str = "") -> Iterator[tuple[str, str]]:
    """Each text in it with its name: "steps[1].name"."""
    for field in value.__struct_fields__:
        part = getattr(value, field)
        if isinstance(part, str):
            yield f"{name}{field}", part
        elif isinstance(part, tuple):
            for number, one in enumerate(part):
                yield from _texts(one, f"{name}{field}[{number}].")


def _moments(entry: SessionEntry) -> Iterator[tuple[str, str]]:
    yield "started_at", entry.started_at
    if entry.ended_at is not None:
        yield "ended_at", entry.ended_at
    for number, one in enumerate(entry.happenings):
        yield f"happenings[{number}].at", one.at
