"""Update the user's own routine file in one transaction, and keep its schema next to it for editors."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from trainer.diagnostics.problem import MAX_BYTES, errors_as_problems
from trainer.routine.model import Exercise, Routine
from trainer.routine.schema import FILE_NAME, text
from trainer.routine.writer import new_text, with_exercises, with_routine
from trainer.system import atomic
from trainer.system.reading import read_if_exists
from trainer.userfiles.loading import Accepted, accepted, bundled_library

HEADER: Final = ("Your own exercises and routines. 'trainer check' lists problems in this file, line by line.",)


def change(path: Path, edit: Callable[[str, Accepted | None], str]) -> None:
    """Edit the file under its lock, atomically.

    `edit` gets the text and what it holds on top of the bundled routines; for a missing file, a new text and None.
    Raises OSError, FileError if the old or the new text has problems, and whatever `edit` raises, leaving the file unchanged.
    """
    bundled = bundled_library()

    def edited(content: bytes | None) -> str:
        before = None if content is None else accepted(bundled, content, str(path))
        after = edit(new_text({}, (), HEADER) if content is None else content.decode("utf-8-sig"), before)
        accepted(bundled, after.encode(), str(path))
        return after

    atomic.change(path, MAX_BYTES, edited)
    with contextlib.suppress(OSError):  # only a convenience for editors
        schema = path.with_name(FILE_NAME)
        if read_if_exists(schema, MAX_BYTES) != text().encode():
            atomic.write(schema, text())


def with_added(content: str, exercises: Mapping[str, Exercise], routines: Iterable[Routine], file: str) -> str:
    """Add exercises and routines to a routine file's text, replacing those with the same id; keeps comments and order.

    Raises FileError for a text that cannot be edited.
    """
    with errors_as_problems(file):
        content = with_exercises(content, exercises) if exercises else content
        for routine in routines:
            content = with_routine(content, routine)
    return content
