"""Build command lines of other programs."""

import re
import sys
from typing import Final

PLAIN: Final = re.compile(r"[\w.:\\/\[\]~+=@-]+", re.ASCII)  # safe unquoted in both cmd.exe and PowerShell
CREATE_NO_WINDOW: Final = 0x0800_0000  # subprocess defines it on Windows only


def typed(*words: str) -> str:
    """Quote a command for the shell of this system: sh, or cmd.exe and PowerShell."""
    if sys.platform == "win32":
        return " ".join(map(_in_double_quotes, words))
    import shlex

    return shlex.join(words)


def _in_double_quotes(word: str) -> str:
    """Quote a word for cmd.exe, which has no single quotes."""
    if PLAIN.fullmatch(word):
        return word
    from subprocess import list2cmdline

    quoted = list2cmdline([word])
    return quoted if quoted.startswith('"') else f'"{quoted}"'


def no_window() -> int:
    """Return the subprocess flags that keep a console window from opening on Windows."""
    return CREATE_NO_WINDOW if sys.platform == "win32" else 0
