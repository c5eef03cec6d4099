"""Print to the standard streams. All text is made harmless to the terminal first."""

import os
import sys
from typing import Any, Final, TextIO

from trainer.system.visible import visible

STREAMS: Final = (0, 1, 2)


class OutputError(Exception):
    """Standard output cannot be written; the message is a sentence for the person."""


def echo(text: str = "", *, end: str = "\n", **style: Any) -> None:
    """Print a text, styled with `click.style` on a terminal. Raises OutputError, or BrokenPipeError if the reader has gone."""
    text = visible(text, lines=True)
    if style and is_terminal(sys.stdout) and not os.environ.get("NO_COLOR"):
        import click

        text = click.style(text, **style)
    emit(f"{text}{end}")


def warn(text: str) -> None:
    """Print a text to standard error; failures are ignored, for nothing could report them."""
    _write_error(f"{visible(text, lines=True)}\n")


def ring() -> None:
    """Ring the terminal's bell, through standard error to keep the output clean."""
    _write_error("\a")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream is a terminal; None is one that was closed before the start."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed since
        return False


def open_missing() -> None:
    """Open the null device for standard streams that were closed before the start.

    Otherwise the next opened file, such as the history, would become standard output.
    """
    for number in STREAMS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free descriptor


def discard_output(number: int = 1) -> None:
    """Redirect an unwritable stream to the null device, so that flushing it at exit cannot fail again."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, number)
    os.close(null)


def discard_unwritable() -> None:
    """Discard output that a closed terminal refuses; otherwise the interpreter would exit with code 120."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            discard_output(number)


def _write_error(text: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def emit(content: str | bytes) -> None:
    """Print a text or bytes unchanged, bytes regardless of the terminal's encoding. Raises like `echo`."""
    if sys.stdout is None:
        raise OutputError("The output cannot be written: standard output is closed.")
    try:
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output cannot be written: {error.strerror}.") from error
