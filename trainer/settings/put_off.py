"""Suggestions that the person has put off: not asked again for a week. A state file keeps the day of each."""

import contextlib
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from trainer.system.reading import read

FILE: Final = "suggestions-put-off"
ASKED_AGAIN: Final = timedelta(days=7)
MAX_BYTES: Final = 65_536


class PutOff:
    """The suggestions put off, by routine and direction; a line of the file for each: "relief more 2026-11-28"."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._days: dict[tuple[str, str], date] | None = None

    def holds(self, routine: str, direction: str, today: date) -> bool:
        """Whether a suggestion was put off less than a week ago (not in the future: then a clock was wrong)."""
        day = self._read().get((routine, direction))
        return day is not None and timedelta() <= today - day < ASKED_AGAIN

    def put_off(self, routine: str, direction: str, today: date) -> None:
        """Put a suggestion off. If that cannot be written, it is asked again when the trainer starts anew."""
        from trainer.system import atomic

        self._days = {**self._read(), (routine, direction): today}
        lines = (f"{one} {which} {day.isoformat()}\n" for (one, which), day in self._days.items() if today - day < ASKED_AGAIN)
        with contextlib.suppress(OSError):
            atomic.write(self._path, "".join(lines))

    def _read(self) -> dict[tuple[str, str], date]:
        """The days by routine and direction; what is not readable is left out."""
        if self._days is None:
            self._days = {}
            with contextlib.suppress(OSError, UnicodeError):
                for line in read(self._path, MAX_BYTES).decode().splitlines():
                    with contextlib.suppress(ValueError):
                        routine, direction, day = line.split()
                        self._days[routine, direction] = date.fromisoformat(day)
        return self._days
