"""The user's own routine file: its changing in one step, with the schema beside it for editors."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from trainer.diagnostics.problem import MAX_BYTES, guarded
from trainer.routine.model import Exercise, Routine
from trainer.routine.schema import FILE_NAME, text
from trainer.routine.writer import new_text, with_exercises, with_routine
from trainer.system import atomic
from trainer.system.reading import read_if_there

Judged = TypeVar("Judged")
ABOUT: Final = ("Your own exercises and routines. 'trainer check' says what is wrong with this file, line by line.",)


def change(path: Path, judge: Callable[[bytes], Judged], edit: Callable[[str, Judged | None], str]) -> None:
    """Change the file while no other trainer does: the old one or the whole new one is there at every moment.

    `edit` is given the text, and what `judge` says of it; of a file that is not there yet a text to begin with, and None.
    Raises OSError, and what the two raise: then the file stays as it was. `judge` must accept the new text, too.
    """

    def edited(content: bytes | None) -> str:
        before = None if content is None else judge(content)
        after = edit(new_text({}, (), ABOUT) if content is None else content.decode("utf-8-sig"), before)
        judge(after.encode())
        return after

    atomic.change(path, MAX_BYTES, edited)
    with contextlib.suppress(OSError):  # editors do without it
        schema = path.with_name(FILE_NAME)
        if read_if_there(schema, MAX_BYTES) != text().encode():
            atomic.write(schema, text())


def with_added(content: str, exercises: Mapping[str, Exercise], routines: Iterable[Routine], file: str) -> str:
    """The text of a routine file with exercises and routines in the place of their namesakes; comments and order stay.

    Raises FileError for a text that cannot be changed.
    """
    with guarded(file):
        content = with_exercises(content, exercises) if exercises else content
        for routine in routines:
            content = with_routine(content, routine)
    return content
