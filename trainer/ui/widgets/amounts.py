"""How much was done, in words. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from trainer.routine.wording import plural

FOUR_WEEKS: Final = timedelta(days=27)  # before today
MINUTE_MS: Final = 60_000
LONG_MIN: Final = 600  # minutes from which hours are told


def four_weeks(days: Mapping[str, tuple[int, int]], today: date) -> str:
    """The sessions and the time of the last four weeks; `days`: the number of sessions and the active milliseconds by day."""
    first = (today - FOUR_WEEKS).isoformat()
    return total(value for day, value in days.items() if day >= first)


def total(values: Iterable[tuple[int, int]]) -> str:
    """Numbers of sessions, and active milliseconds, in all: "3 sessions, 12 min"."""
    found = list(values)
    count, minutes = sum(one for one, _ in found), round(sum(ms for _, ms in found) / MINUTE_MS)
    length = f"{minutes} min" if minutes < LONG_MIN else f"{minutes // 60} h {minutes % 60} min"
    return f"{plural(count, 'session')}, {length}"
