"""The file that a command writes because an option names it: never an existing one unasked, nothing left of a try that failed."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from trainer.commands.errors import CommandError
from trainer.system import streams
from trainer.system.atomic import written
from trainer.system.reading import reason


@contextlib.contextmanager
def output_file(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A file to write that comes in the place of `path` when it is complete; "-" is standard output.

    An existing regular file is replaced only with `force`; a device or pipe is written into.
    Raises click.UsageError for a place that cannot be meant, CommandError where it cannot be written.
    """
    if str(path) == "-":
        content = io.BytesIO()
        yield content
        streams.emit(content.getvalue())
        return
    try:
        if path.is_dir():
            raise click.UsageError(f"'{path}' is a folder: name a file in it.")
        with written(path, replace=force) as file:
            yield file
    except FileExistsError:
        raise click.UsageError(f"'{path}' exists already: choose another name, or replace it with --force.") from None
    except FileNotFoundError:
        raise click.UsageError(f"There is no folder '{path.parent}': make it, or choose another.") from None
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise CommandError(f"{path} cannot be written: {reason(error)}.") from error
