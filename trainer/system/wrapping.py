"""Break lines at words, where a terminal would break them in the middle of one."""

import os
from typing import TextIO

from trainer.system.cells import wrap
from trainer.system.streams import is_terminal


def fitted(text: str, stream: TextIO | None, *, indent: int = 0) -> str:
    """A text in lines of the width of the stream's terminal, from the second on indented; unchanged where it is none."""
    columns = _columns(stream)
    if columns <= indent:
        return text
    return "\n".join("\n".join(_wrapped(line, columns, indent)) or line for line in text.split("\n"))


def _wrapped(line: str, columns: int, indent: int) -> list[str]:
    return wrap(line, columns, indent=indent, whole_words=True)


def _columns(stream: TextIO | None) -> int:
    """The width of a stream's terminal, 0 where it is none."""
    if stream is None or not is_terminal(stream):
        return 0
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
