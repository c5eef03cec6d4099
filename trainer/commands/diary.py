"""The history as commands ask it: what it has to tell is told, and what fails is a CommandError."""

from collections.abc import Callable
from typing import Final, TypeVar

from trainer.commands.errors import CommandError
from trainer.history.diary import Diary, HistoryUnavailable
from trainer.history.tables import NewerDatabase
from trainer.system import paths
from trainer.system.streams import warn

T = TypeVar("T")
ADVICE: Final = " Close every other trainer, check the free disk space ('trainer doctor' shows it), and try again."


def asked(question: Callable[[Diary], T], undone: str = "") -> T:
    """What the history answers to a question or change; `undone`: what is said not to have happened where it cannot."""
    diary = Diary(paths.data_folder(), progress=warn)
    try:
        answer = question(diary)
    except HistoryUnavailable as error:
        advice = "" if isinstance(error.__cause__, NewerDatabase) else ADVICE
        raise CommandError(f"{error}. {undone}{advice}" if undone else str(error)) from None
    for notice in diary.take_notices():
        warn(notice)
    return answer
