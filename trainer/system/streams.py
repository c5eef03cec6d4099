"""What the commands print: the one way to the terminal's streams. Whatever a text holds, it arrives visible and harmless."""

import os
import sys
from typing import Any, Final, TextIO

from trainer.system.visible import visible

STREAMS: Final = (0, 1, 2)


class OutputError(Exception):
    """Standard output cannot be written; the text is a sentence for the person."""


def echo(text: str = "", *, end: str = "\n", **style: Any) -> None:
    """Print a text; `style` is that of `click.style`, on a terminal. Raises OutputError, or BrokenPipeError: nobody reads on."""
    text = visible(text, lines=True)
    if style and is_terminal(sys.stdout) and not os.environ.get("NO_COLOR"):
        import click

        text = click.style(text, **style)
    _write(f"{text}{end}")


def emit(content: bytes) -> None:
    """Print the bytes of a file as they are, whatever encoding the terminal has. Raises as `echo` does."""
    _write(content)


def warn(text: str) -> None:
    """Print a text for the person to standard error; where that cannot be written, nothing can be done."""
    _write_error(f"{visible(text, lines=True)}\n")


def ring() -> None:
    """Ring the terminal's bell; it goes to standard error, so that what is printed stays as it is."""
    _write_error("\a")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream is a terminal; one that was closed before the start is None."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed since
        return False


def open_missing() -> None:
    """Put the null device in the place of standard streams that were closed before the start.

    Otherwise the next file to be opened, such as the history, would become standard output.
    """
    for number in STREAMS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number


def discard_output(number: int = 1) -> None:
    """Send what is still to be printed nowhere: it cannot be written, and must not fail once more at the exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, number)
    os.close(null)


def discard_unwritable() -> None:
    """Discard what a terminal that has gone does not take any more: the interpreter would make 120 of the exit code."""
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


def _write(content: str | bytes) -> None:
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
