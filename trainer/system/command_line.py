"""Command lines of other programs: as a person types them here, and run without a window of their own."""

import re
import sys
from typing import Final

PLAIN: Final = re.compile(r"[\w.:\\/\[\]~+=@-]+", re.ASCII)  # what neither cmd.exe nor PowerShell reads as anything else
CREATE_NO_WINDOW: Final = 0x0800_0000  # as subprocess has it, on Windows alone


def typed(*words: str) -> str:
    """A command as it is typed in a shell of this system: sh, or cmd.exe and PowerShell."""
    if sys.platform == "win32":
        return " ".join(map(_in_double_quotes, words))
    import shlex

    return shlex.join(words)


def _in_double_quotes(word: str) -> str:
    """A word for cmd.exe, to which single quotes are letters."""
    if PLAIN.fullmatch(word):
        return word
    from subprocess import list2cmdline

    quoted = list2cmdline([word])
    return quoted if quoted.startswith('"') else f'"{quoted}"'


def no_window() -> int:
    """Flags of a process that opens no console on Windows, where the trainer itself has none (pythonw)."""
    return CREATE_NO_WINDOW if sys.platform == "win32" else 0
