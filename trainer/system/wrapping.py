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
    broken = ("\n".join(wrap(line, columns, indent=indent, whole_words=True)) or line for line in text.split("\n"))
    return "\n".join(broken)


def _columns(stream: TextIO | None) -> int:
    """The width of a stream's terminal, 0 where it is none."""
    if stream is None or not is_terminal(stream):
        return 0
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
