"""The user's own routine file: its text, and its saving, with the schema beside it for editors."""

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from trainer.routine.model import Exercise, Routine
from trainer.routine.schema import FILE_NAME, text
from trainer.routine.writer import new_text, with_exercises, with_routine
from trainer.system.atomic import write

ABOUT: Final = ("Your own exercises and routines. 'trainer check' says what is wrong with this file, line by line.",)


def text_of(path: Path) -> str:
    """The text of the file, or that of an empty one; raises OSError, UnicodeDecodeError."""
    if path.exists() and not path.is_file():  # a pipe would keep the reader waiting
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return new_text({}, (), ABOUT)


def save(path: Path, content: str) -> None:
    """Write the file, whole or not at all, and the schema beside it; raises OSError."""
    write(path.with_name(FILE_NAME), text())
    write(path, content)


def add(path: Path, exercises: Mapping[str, Exercise], routines: Mapping[str, Routine]) -> None:
    """Put exercises and routines into the file, in the place of their namesakes; comments and order stay.

    Raises OSError, UnicodeDecodeError, tomlkit.exceptions.TOMLKitError.
    """
    content = with_exercises(text_of(path), exercises)
    for routine in routines.values():
        content = with_routine(content, routine)
    save(path, content)
