"""`trainer backup`: all that was done, as one file."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import click

from trainer.commands.loading import plain
from trainer.history.database import NewerDatabase, copied_to
from trainer.history.diary import DATABASE
from trainer.system import paths


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> int:
    """Write the whole history to FILE, also while a session runs. 'trainer restore FILE' brings it back."""
    path = paths.data_folder() / DATABASE
    if not path.exists():
        print("Nothing was done yet: there is nothing to keep.", file=sys.stderr)  # noqa: T201
        return 1
    if not file.parent.is_dir():
        raise click.UsageError(f"There is no folder '{plain(str(file.parent))}': make it, or choose another.")
    if file.exists():
        raise click.UsageError(f"'{plain(str(file))}' exists already: choose another name.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            count = copied_to(connection, file)
    except (sqlite3.Error, OSError, NewerDatabase) as error:
        print(f"{plain(str(file))}: {getattr(error, 'strerror', None) or error}", file=sys.stderr)  # noqa: T201
        return 1
    click.echo(f"Kept {count} session{'' if count == 1 else 's'} in {plain(str(file))}.")
    return 0
