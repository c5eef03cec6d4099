"""A routine's prescription in words: how often, until when, what to watch for."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, get_type_hints

from msgspec import UNSET, ValidationError, convert

from trainer.diagnostics.mending import in_words
from trainer.routine.model import Routine

PRESCRIBED: Final[Mapping[str, str]] = {  # the keys of a routine that are its prescription, as they are called
    "per_day": "Times a day",
    "per_week": "Times a week",
    "until": "Until",
    "note": "Note",
    "by": "Given by",
}
MAX_DIGITS: Final = 4
TIMES: Final = ("", "once", "twice", "three times", "four times", "five times", "six times", "seven times")


def times(count: int) -> str:
    """How often: "once", "twice", "12 times"."""
    return TIMES[count] if count < len(TIMES) else f"{count} times"


def how_often(routine: Routine) -> str:
    """How often it is meant to be done: "twice a day", "three times a week"; "" where that is not said."""
    parts = [f"{times(count)} a {unit}" for count, unit in ((routine.per_day, "day"), (routine.per_week, "week")) if count]
    return ", ".join(parts)


def prescription(routine: Routine) -> Iterator[str]:
    """The prescription of a routine in sentences; none where there is none."""
    if routine.by:
        yield f"From {routine.by}."
    often = how_often(routine)
    until = f"until {routine.until:%Y-%m-%d}" if routine.until else ""
    if often or until:
        words = ", ".join(filter(None, (often, until)))
        yield f"{words[0].upper()}{words[1:]}."
    if routine.note:
        yield routine.note


def typed(key: str, text: str) -> Any:
    """The value that a person types for a key of the prescription, UNSET for nothing; raises ValueError with words for them."""
    text = " ".join(text.split())
    if not text:
        return UNSET
    if key == "until":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError("Type a day like 2027-01-31") from None
    number = text.isdecimal() and len(text) <= MAX_DIGITS and key.startswith("per_")
    try:
        value = convert(int(text) if number else text, get_type_hints(Routine, include_extras=True)[key])
    except ValidationError as error:
        words = in_words(str(error))[1]
        raise ValueError(f"{words[:1].upper()}{words[1:]}") from None
    if not text.isprintable():
        raise ValueError("Type characters that can be shown")
    return value
