"""`trainer restore`: what `trainer backup` kept comes back."""

import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import click

from trainer import files
from trainer.commands.loading import plain
from trainer.history.database import NewerDatabase, opened, taken_from
from trainer.history.diary import DATABASE


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> int:
    """Bring the sessions of FILE back into the history. What is there already stays; no session is there twice."""
    if not file.is_file():
        raise click.UsageError(f"There is no file '{plain(str(file))}': check its name.")
    try:
        with closing(opened(files.data_folder() / DATABASE, partial(click.echo, err=True))) as connection:
            count = taken_from(connection, file)
    except sqlite3.DatabaseError:
        print(f"{plain(str(file))} is no history that 'trainer backup' wrote.", file=sys.stderr)  # noqa: T201
        return 1
    except (OSError, NewerDatabase) as error:
        print(f"{plain(str(file))}: {getattr(error, 'strerror', None) or error}", file=sys.stderr)  # noqa: T201
        return 1
    click.echo(f"Brought back {count} session{'' if count == 1 else 's'}.")
    return 0
