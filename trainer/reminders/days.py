"""Days of the week: parsing, formatting, and the next occurrence. Monday is 0, as in `datetime`."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final, TypeAlias

Days: TypeAlias = tuple[int, ...]

NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAILY: Final[Days] = (0, 1, 2, 3, 4, 5, 6)
WEEKDAYS: Final[Days] = (0, 1, 2, 3, 4)
GROUPS: Final = {"daily": DAILY, "weekdays": WEEKDAYS}
EXPECTED: Final = "write days like mon,wed,fri, or weekdays, or daily"


def parse_days(text: str) -> Days:
    """Parse "mon,wed,fri", "weekdays" or "daily"; raises ValueError with the invalid word (possibly "")."""
    days_found: set[int] = set()
    for word in (part.strip().lower() for part in text.split(",")):
        if word not in NAMES and word not in GROUPS:
            raise ValueError(word)
        days_found.update(GROUPS.get(word) or (NAMES.index(word),))
    return tuple(sorted(days_found))


def days_text(days: Collection[int]) -> str:
    """Format days to follow a time: " on mon, wed, fri", " on weekdays", "" for every day."""
    if tuple(sorted(days)) == DAILY:
        return ""
    return " on " + ("weekdays" if tuple(sorted(days)) == WEEKDAYS else ", ".join(NAMES[day] for day in sorted(days)))


def later(at: time, minutes: int) -> time:
    """The time of the day so many minutes after another; raises ValueError where that is after midnight."""
    total = at.hour * 60 + at.minute + minutes
    if total >= 24 * 60:
        raise ValueError(f"{minutes} minutes after {at:%H:%M} is another day")
    return time(total // 60, total % 60)


def next_occurrence(since: datetime, at: time, days: Collection[int]) -> datetime:
    """The first moment after `since` that is at a time of one of the days."""
    moment = datetime.combine(since.date(), at, since.tzinfo)
    while moment <= since or moment.weekday() not in days:
        moment = datetime.combine(moment.date() + timedelta(days=1), at, since.tzinfo)
    return moment
