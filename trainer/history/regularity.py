"""Whether a routine is due, and for how many weeks it has been kept up. Pure."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

MAX_DAYS_SINCE: Final = 14  # a routine not done for longer is no longer followed
DAY_BEGINS: Final = 6  # the hours over which a day's sessions are spread
DAY_ENDS: Final = 22


def is_due(per_day: int, done: int, last: int | None, now: datetime) -> bool:
    """Whether a routine is due: it is done regularly, and today less often than its share of the day so far.

    `done`: sessions today; `last`: days since the last one. Twice a day: once from the morning, once from the afternoon.
    """
    if not per_day or last is None or last > MAX_DAYS_SINCE or now.hour < DAY_BEGINS:
        return False
    share = (now.hour - DAY_BEGINS) * per_day // (DAY_ENDS - DAY_BEGINS) + 1
    return done < min(share, per_day)


def weeks_in_a_row(days: Iterable[str], today: date) -> int:
    """Count consecutive weeks with a session, up to the current week (or the last one if this one has none yet)."""
    weeks = {_week(date.fromisoformat(day)) for day in days}
    week = _week(today)
    if week not in weeks:
        week -= 1
    count = 0
    while week in weeks:
        week, count = week - 1, count + 1
    return count


def _week(day: date) -> int:
    """The number of a week; weeks begin on Monday."""
    return (day.toordinal() - 1) // 7


def days_between(day: str, today: date) -> int:
    """The number of days from `day` to `today`."""
    return (today - date.fromisoformat(day)).days
