"""Write the output file of a command: never replace an existing one without --force, leave nothing behind on failure."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from trainer.commands.errors import CommandError
from trainer.system import streams
from trainer.system.atomic import written
from trainer.system.reading import cause_of


@contextlib.contextmanager
def output_file(path: Path, *, force: bool, private: bool = False) -> Iterator[IO[bytes]]:
    """Yield a file that replaces `path` when complete; "-" is standard output.

    An existing regular file is replaced only with `force`; a device or pipe is written to. A new file is the person's alone if
    `private`: it tells how they are.
    Raises click.UsageError for an invalid path, CommandError if it cannot be written.
    """
    if str(path) == "-":
        content = io.BytesIO()
        yield content
        streams.emit(content.getvalue())
        return
    try:
        if path.is_dir():
            raise click.UsageError(f"'{path}' is a folder: name a file in it.")
        with written(path, private=private, replace=force) as file:
            yield file
    except FileExistsError:
        raise click.UsageError(f"'{path}' already exists: choose another name, or replace it with --force.") from None
    except FileNotFoundError as error:
        if path.parent.is_dir():  # one of the system's own, in which nobody can create a file
            raise CommandError(f"{path} cannot be written: {cause_of(error)}.") from error
        raise click.UsageError(f"There is no folder '{path.parent}': create it, or choose another.") from None
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise CommandError(f"{path} cannot be written: {cause_of(error)}.") from error
