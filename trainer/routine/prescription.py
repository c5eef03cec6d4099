"""What whoever gave a routine wants of the person, in words: how often, until when, what to mind."""

from collections.abc import Iterator
from typing import Final

from trainer.routine.model import Routine

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
