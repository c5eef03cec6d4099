"""Suggest an effort for a routine, and accept it into the settings or postpone it for a week."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from trainer.routine.model import Effort
from trainer.session.entry import SessionEntry
from trainer.session.suggestion import Direction, Suggestion, suggested
from trainer.settings.file import SettingsFile
from trainer.settings.put_off import PutOff

QUESTIONS: Final[Mapping[Direction, str]] = {
    "more": "Ready for a little more?",
    "less": "A little less?",
    "rest": "Rest for some days, and show your back to a professional.",
}


class DoseAdvice:
    """Suggests efforts that were not postponed. Changes nothing unasked."""

    def __init__(self, file: SettingsFile, put_off: PutOff, today: Callable[[], date]) -> None:
        """`file`: the settings that keep the efforts; `today`: the local day."""
        self._file = file
        self._put_off = put_off
        self._today = today

    @property
    def efforts(self) -> Mapping[str, Effort]:
        """The efforts of single routines in the settings."""
        return self._file.settings.efforts

    def suggestion(self, routine: str, effort: Effort, latest: Iterable[SessionEntry]) -> Suggestion | None:
        """The suggestion for a routine at an effort, from its latest sessions, the latest first; None where there is none."""
        found = suggested(latest, routine, effort)
        if found is None or found.effort == self._file.settings.effort_of(routine):
            return None
        return None if self._put_off.holds(routine, found.direction, self._today()) else found

    def take(self, routine: str, effort: Effort) -> str:
        """Save an effort as a routine's default; returns why that failed, "" if it did not."""
        return self._file.put_effort(routine, effort)

    def put_off(self, routine: str, direction: Direction) -> None:
        """Ask again after a week."""
        self._put_off.put_off(routine, direction, self._today())


def in_words(suggestion: Suggestion, take: str, later: str) -> str:
    """A suggestion with its reason, and the keys that answer it ("" for one that has none)."""
    keys = ", ".join(answers(suggestion, take, later).values())
    return " ".join(filter(None, (QUESTIONS[suggestion.direction], suggestion.reason, f"{keys}." if keys else "")))


def answers(suggestion: Suggestion, take: str, later: str) -> Mapping[bool, str]:
    """The answers to a suggestion that have a key, in words: True for the one that takes it."""
    taken = f"{take} begins with {suggestion.effort} effort from now on" if take and suggestion.effort else ""
    put_off = f"{later} says not now" if later else ""
    return {taken_it: words for taken_it, words in ((True, taken), (False, put_off)) if words}
